"""The demo walks through the whole life once, whatever stands in the user's own configuration."""

import json
from pathlib import Path

import pytest

from conftest import Run


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
    bundle = next((register / "dist").iterdir())
    verdicts = [
        json.loads(medlofte("verify", what, "--format", "json", cwd=register).stdout)
        for what in ("gotland/2022@r1", bundle)
    ]
    assert [verdict["outcome"] for verdict in verdicts] == ["holds", "holds"]
    assert bundle.name in done.stderr
    for command in ("list", "check", "diff", "new-period", "changelog", "sign-off", "release", "verify"):
        assert f"medlofte {command}" in done.stdout or f" {command} " in done.stdout


def test_the_demo_leaves_a_folder_alone_that_is_not_empty(medlofte: Run, tmp_path: Path):
    (tmp_path / "walk").mkdir()
    (tmp_path / "walk" / "mine.txt").write_text("x", encoding="utf-8")
    done = medlofte("demo", "walk", cwd=tmp_path)
    assert done.returncode == 1
    assert "walk is not empty" in done.stderr
    assert [path.name for path in (tmp_path / "walk").iterdir()] == ["mine.txt"]
