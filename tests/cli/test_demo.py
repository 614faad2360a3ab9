"""The demo walks through the whole life once, whatever stands in the user's own configuration."""

import json
import tomllib
from pathlib import Path

import pytest

from conftest import Run

NOTED = ("gotland/2020", "gotland/samverkan/2021-2022", "gotland/2021")
COMMANDS = (
    "list",
    "check",
    "diff",
    "follow-up",
    "new-period",
    "changelog",
    "sign-off",
    "release",
    "verify",
    "publish",
)


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_demo_ends_with_a_release_that_verifies(language: str, medlofte: Run, tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[commit]\ngpgsign = true\n[tag]\ngpgsign = true\n[user]\nsigningkey = /nowhere\n", encoding="utf-8"
    )
    done = medlofte("--lang", language, "demo", "walk", cwd=tmp_path, env={"HOME": str(home)})
    assert done.returncode == 0, done.stderr
    register = tmp_path / "walk"
    bundle = register / "dist" / "gotland-2022-r1.zip"
    assert bundle.name in done.stderr
    for command in COMMANDS:
        assert f"medlofte {command}" in done.stdout or f" {command} " in done.stdout

    def outcome(what: str | Path) -> str:
        return str(json.loads(medlofte("verify", what, "--format", "json", cwd=register).stdout)["outcome"])

    assert [outcome(f"{name}@r1") for name in NOTED] == ["holds_on_record"] * 3
    assert [outcome(what) for what in ("gotland/2022@r1", bundle)] == ["holds", "holds"]
    assert len(list((register / "dist").iterdir())) == 4
    says_what_is_invented(register)
    pages = [register / "site" / name / "index.html" for name in (*NOTED, "gotland/2022")]
    assert [page.is_file() for page in pages] == [True] * 4
    assert str(register / "site" / "index.html") in done.stderr


def says_what_is_invented(register: Path) -> None:
    """Outcomes stand beside each decision, told by nobody who exists."""
    changelog = (register / "agreements/gotland/CHANGELOG.md").read_text(encoding="utf-8")
    newest = changelog.partition("## gotland/2021")[0]
    told = [line for line in newest.split("\n") if "Utfall" in line and "ej redovisat" not in line]
    assert len(told) == 4
    assert all("(påhittad redovisning, 2022-01-14)" in line for line in told)
    (report,) = (register / "agreements/gotland/2021/outcomes").iterdir()
    outcomes = tomllib.loads(report.read_text(encoding="utf-8"))["outcome"]
    assert all(outcome["text"].startswith("Påhittat") for outcome in outcomes)


def test_the_demo_leaves_a_folder_alone_that_is_not_empty(medlofte: Run, tmp_path: Path):
    (tmp_path / "walk").mkdir()
    (tmp_path / "walk" / "mine.txt").write_text("x", encoding="utf-8")
    done = medlofte("demo", "walk", cwd=tmp_path)
    assert done.returncode == 1
    assert "walk is not empty" in done.stderr
    assert [path.name for path in (tmp_path / "walk").iterdir()] == ["mine.txt"]
