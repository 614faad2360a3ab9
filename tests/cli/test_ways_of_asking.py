"""The forms in which documents, periods and revisions may be named."""

import json
import shutil

import pytest

from conftest import ROOT, GitFolder


@pytest.fixture
def gotland(git_folder: GitFolder) -> GitFolder:
    shutil.copytree(ROOT / "agreements", git_folder.path / "agreements")
    git_folder.commit("Agreements")
    return git_folder


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff", "gotland/2020", "gotland/2021"),
        ("diff", "gotland", "2020", "2021"),
        ("diff", "gotland/2021"),
        ("diff", "gotland"),
        ("diff", "gotland@HEAD", "2020", "2021"),
        ("diff", "gotland/2020@HEAD", "gotland/2021"),
        ("diff", "agreements/gotland/2020.toml", "agreements/gotland/2021.toml"),
    ],
)
def test_one_comparison_may_be_asked_for_in_many_ways(gotland, medlofte, arguments):
    done = medlofte(*arguments, "--format", "json", cwd=gotland.path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["old"]["name"], found["new"]["name"]) == ("gotland/2020", "gotland/2021")


def test_all_gives_one_array_and_takes_revisions(gotland, medlofte):
    for periods in (("2020", "2021"), ("2020@HEAD", "2021"), ("2020", "2021@HEAD")):
        done = medlofte("diff", "--all", *periods, "--format", "json", cwd=gotland.path)
        assert [item["new"]["name"] for item in json.loads(done.stdout)] == ["gotland/2021"]
    done = medlofte("changelog", "--all", "--format", "json", cwd=gotland.path)
    assert len(json.loads(done.stdout)) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("diff", "--all", "1800", "1801"), "no series has both 1800 and 1801"),
        (("diff", "--all", "2020", "2021", "--format", "html"), "a page holds one comparison"),
        (("list", "nope"), "no document or series 'nope'"),
        (("changelog", "gotland", "1999"), "no document or series 'gotland/1999'"),
    ],
)
def test_what_is_not_there_is_misuse_and_says_so(gotland, medlofte, arguments, said):
    done = medlofte(*arguments, cwd=gotland.path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_one_period_of_a_changelog_in_three_ways(gotland, medlofte):
    said = [
        medlofte("changelog", *arguments, cwd=gotland.path).stdout
        for arguments in (("gotland", "2021"), ("gotland/2021",), ("gotland", "2021@HEAD"))
    ]
    assert said[0].count("\n## ") == 1
    assert said[0] == said[1] == said[2]


def test_paths_for_services_start_at_the_top_of_the_repository(git_folder, medlofte):
    git_folder.write("deep/medlofte.toml", "")
    git_folder.write("deep/agreements/storby/2021.toml", "format = 2\n")
    done = medlofte("check", "--format", "github", cwd=git_folder.path / "deep")
    assert "file=deep/agreements/storby/2021.toml," in done.stdout
    done = medlofte("check", cwd=git_folder.path / "deep")
    assert done.stdout.startswith("agreements/storby/2021.toml:")
