"""``export``: what is asked for, in the format asked for, and nothing written over."""

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal

from conftest import clean_environment
from world import NAME, World

TOP = Path(__file__).parents[2]
SIGNS = {
    "csv": b"dokument,",
    "csv-excel": b"\xef\xbb\xbf",
    "xlsx": b"PK",
    "json": b"{",
    "jsonl": b"{",
    "sqlite": b"SQLite",
}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def exported(*arguments: str, cwd: Path = TOP) -> bytes:
    """What the command writes, byte for byte."""
    done = subprocess.run(
        [sys.executable, "-m", "medlofte", "export", *arguments], cwd=cwd, env=clean_environment(cwd), capture_output=True, check=True
    )  # fmt: skip
    assert done.stderr == b""
    return done.stdout


@pytest.mark.parametrize("form", SIGNS)
def test_formats(form):
    assert exported("gotland/2021", "--format", form).startswith(SIGNS[form])


@pytest.mark.parametrize(
    ("asked", "documents"),
    [
        ((), {"gotland/2017", "gotland/2020", "gotland/2021"}),
        (("gotland",), {"gotland/2017", "gotland/2020", "gotland/2021"}),
        (("gotland/2020",), {"gotland/2020"}),
        (("gotland/2020", "gotland/2021"), {"gotland/2020", "gotland/2021"}),
        (("gotland/samverkan",), set()),
    ],
)
def test_what_is_asked_for(asked, documents, medlofte: Any):
    found = rows(medlofte("export", *asked, cwd=TOP).stdout)
    assert {row["dokument"] for row in found} == documents
    if found:
        row = (
            next(row for row in found if row["dokument"] == "gotland/2020")
            if "gotland/2020" in documents
            else found[0]
        )
        assert "andrat" in row["darefter"] + row["ode"]


def test_release_and_draft(released: World):
    """A release has its number; what was written after it has none, and another code."""
    (row,) = rows(released.run("export", f"{NAME}@r1").stdout)
    assert (row["utgava"], row["kontrollkod"]) == ("1", released.code())
    text = released.root / "agreements" / f"{NAME}.toml"
    text.write_text(text.read_text(encoding="utf-8").replace("två kvällar", "tre kvällar"), encoding="utf-8")
    (draft,) = rows(released.run("export").stdout)
    assert (draft["utgava"], "tre kvällar" in draft["lofte"]) == ("", True)
    assert draft["kontrollkod"] != row["kontrollkod"]
    assert rows(released.run("export", "@HEAD").stdout) == [row]


def test_a_new_file_and_never_over_one(released: World):
    words = ("export", "--format", "sqlite", "--output", "ut/loften.sqlite")
    refused = released.run(*words)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "there is no folder ut" in refused.stderr
    assert not (released.root / "ut").exists()
    (released.root / "ut").mkdir()
    done = released.run(*words)
    assert (done.returncode, done.stdout) == (0, "")
    place = released.root / "ut" / "loften.sqlite"
    assert sqlite3.connect(place).execute("SELECT lofte_id FROM loften").fetchall() == [("torget",)]
    before = place.read_bytes()
    again = released.run("export", "--output", "ut/loften.sqlite")
    assert again.returncode == 1
    assert "ut/loften.sqlite exists already" in again.stderr
    assert "name another file" in again.stderr
    assert "exists already" in released.run("export", "--output", "ut").stderr
    assert place.read_bytes() == before
    assert [path.name for path in place.parent.iterdir()] == ["loften.sqlite"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nowhere",), 2, "no document or series 'nowhere'"),
        (("gotland/2021@nowhere",), 3, "nowhere"),
        (("gotland/2021@r9",), 3, "r9"),
        (("gotland/2021", "gotland/2021@HEAD"), 2, "as it was at two times"),
        (("--format", "ods"), 2, "ods"),
    ],
)
def test_what_is_refused(arguments, code, said, medlofte: Any, git_folder: Any):
    shutil.copytree(TOP / "agreements" / "gotland", git_folder.path / "agreements" / "gotland")
    git_folder.commit()
    done = medlofte("export", *arguments, cwd=git_folder.path)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unreadable_document_is_told(git_folder: Any, medlofte: Any):
    git_folder.write("agreements/storby/2021.toml", 'format = 1\nkind = "pledges"\ntitle = "x"\n')
    git_folder.write("agreements/storby/2022.toml", "format = 2\n")
    done = medlofte("export", "--format", "json", cwd=git_folder.path)
    assert "storby/2022 cannot be read and is left out" in done.stderr
    assert [item["dokument"] for item in json.loads(done.stdout)["dokument"]] == ["storby/2021"]


def test_at_a_terminal(git_folder: Any):
    """Programs get every sign as it is; a terminal is not steered by one, nor filled with a database."""
    git_folder.write(
        "agreements/storby/2021.toml",
        'format = 1\nkind = "pledges"\ntitle = "x"\n[[pledge]]\nid = "a"\ntext = "\\u001B]0;titel\\u0007\\u202Ex"\n',
    )
    assert "\x1b]0;titel\x07\u202ex" in exported(cwd=git_folder.path).decode()
    for form, code in (("csv", 0), ("jsonl", 0), ("sqlite", 2), ("csv-excel", 2)):
        found, seen = Terminal(git_folder.path, "export", "--format", form).end()
        assert found == code
        assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", seen)
        assert ("titel" in seen) == (code == 0)
        assert ("--output" in seen) == (code == 2)


def test_two_clones_give_the_same_bytes(released: World, tmp_path: Path):
    place = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "--quiet", str(released.root), str(place)], check=True, capture_output=True
    )
    assert exported("--format", "xlsx", cwd=place) == exported("--format", "xlsx", cwd=released.root)
