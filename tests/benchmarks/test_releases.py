"""The releases that are measured are real: signed, tagged, each of them verifies, and they are published whole."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import floor
import pytest
from publication import publication
from releases import make


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("releases") / "register"
    make(made, 5)
    return made


def _verify(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "medlofte", "verify", *arguments],
        cwd=folder,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_every_release_verifies_and_they_stand_in_order(folder: Path):
    done = _verify(folder, "--all")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "".join(f"kommun-{number:03}/2024 r1  yes\n" for number in range(1, 6))
    found = json.loads(_verify(folder, "--all", "--format", "json").stdout)
    assert [item["agreement"] for item in found] == [f"kommun-{number:03}/2024" for number in range(1, 6)]


def test_each_has_an_annotated_tag_and_two_signatures(folder: Path):
    kinds = _git(folder, "for-each-ref", "--format=%(objecttype)", "refs/tags").split()
    assert kinds == ["tag"] * 5
    assert _git(folder, "ls-files", "*.sig").count("\n") == 10
    assert _git(folder, "status", "--porcelain") == ""


def test_its_bundle_verifies(folder: Path):
    bundle = next((folder / "dist").iterdir())
    assert _verify(folder, str(bundle)).returncode == 0


def test_they_are_published_as_many_pages_as_the_floor_writes(folder: Path, tmp_path: Path):
    """Four pages over everything stand beside those of the documents."""
    (plain,) = floor.publish_each(str(folder), str(tmp_path))
    rows = [line for line, _ in publication((sys.executable, "-m", "medlofte"), folder, 1, "pages")]
    found = re.search(r"average of ([0-9]+) \| ([0-9]+)", rows[-1])
    assert found, rows
    pages, size = map(int, found.groups())
    assert f"{pages - 4} pages" == plain
    assert len(list(tmp_path.rglob("*.html"))) == pages - 4
    assert 5_000 < size < 20_000


def test_the_register_keeps_its_tags_when_one_is_measured_as_new(folder: Path):
    (row,) = list(publication((sys.executable, "-m", "medlofte"), folder, 1, "again"))[2:]
    assert re.match(r"\| .*, as a share of the whole \| 1/[0-9.]+( \(missed\))? \| ≤ 1/20 \|", row[0]), row
    assert _verify(folder, "--all").stdout.count("yes") == 5


def test_one_that_does_not_hold_is_told_in_its_place(folder: Path):
    """A light tag among the others: its line says no, the others say yes."""
    _git(folder, "tag", "--force", "kommun-003/2024/r1", "HEAD")
    done = _verify(folder, "--all")
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert [line.split("  ")[1].split(":")[0] for line in lines] == ["yes", "yes", "no", "yes", "yes"]


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout
