"""Commands that create files commit just those, where that is asked for or set (design, section 3)."""

import pytest

from conftest import GitFolder

DOCUMENT = """format = 1
kind = "pledges"
title = "Medborgarlöften Storby 2021"
[validity]
from = 2021-01-01
until = 2021-12-31
[[party]]
id = "polisen"
name = "Polisen i Storby"
kind = "police"
[[pledge]]
id = "fotpatruller"
by = ["polisen"]
text = "Polisen ska fotpatrullera i centrum."
"""


@pytest.fixture
def storby(git_folder: GitFolder) -> GitFolder:
    git_folder.write("medlofte.toml", 'name = "Storby"\n')
    git_folder.write("agreements/storby/2021.toml", DOCUMENT)
    git_folder.commit("Start")
    return git_folder


def test_only_the_new_file_is_committed_and_what_was_staged_stays_staged(storby, medlofte):
    storby.write("notes.txt", "mine\n")
    storby.git("add", "notes.txt")
    done = medlofte("new-period", "storby", "2022", "--commit", cwd=storby.path)
    assert done.returncode == 0, done.stderr
    assert "committed as" in done.stderr
    assert storby.git("show", "--name-only", "--format=%s").split("\n")[:3] == [
        "Draft storby/2022",
        "",
        "agreements/storby/2022.toml",
    ]
    assert storby.git("status", "--porcelain") == "A  notes.txt\n"


def test_without_the_option_nothing_is_committed(storby, medlofte):
    medlofte("new-period", "storby", "2022", cwd=storby.path)
    assert storby.git("status", "--porcelain") == "?? agreements/storby/2022.toml\n"


def test_a_register_may_commit_always(storby, medlofte):
    storby.write("medlofte.toml", 'name = "Storby"\ncommit = true\n')
    storby.commit("Commit always")
    medlofte("new-period", "storby", "2022", cwd=storby.path)
    assert storby.git("status", "--porcelain") == ""
    assert storby.git("log", "-1", "--format=%s") == "Draft storby/2022\n"


def test_a_hook_that_says_no_leaves_the_file_and_says_so(storby, medlofte):
    hook = storby.write(".git/hooks/pre-commit", "#!/bin/sh\necho not today >&2\nexit 1\n")
    hook.chmod(0o755)
    done = medlofte("new-period", "storby", "2022", "--commit", cwd=storby.path)
    assert done.returncode == 3
    assert "git did not commit" in done.stderr
    assert "not today" in done.stderr
    assert (storby.path / "agreements/storby/2022.toml").exists()


def test_without_a_repository_nothing_is_written_and_the_refusal_is_plain(tmp_path, medlofte):
    folder = tmp_path / "plain"
    (folder / "agreements" / "storby").mkdir(parents=True)
    (folder / "agreements/storby/2021.toml").write_text(DOCUMENT, encoding="utf-8")
    done = medlofte(
        "new-period", "storby", "2022", "--commit", cwd=folder, env={"GIT_CEILING_DIRECTORIES": str(tmp_path)}
    )
    assert done.returncode == 3
    assert "not in a git repository" in done.stderr
    assert not (folder / "agreements/storby/2022.toml").exists()
