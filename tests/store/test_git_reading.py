"""Reading from git: any revision, any shape of repository, and nothing that a repository or the environment plants."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medlofte.errors import WorldError
from medlofte.store.git import at_revision
from medlofte.store.register import open_register

TEXT = 'format = 1\nkind = "pledges"\ntitle = "{}"\n'
NAME = "agreements/storby/2021.toml"


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What reading takes out of the environment comes back afterwards."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def history(git_folder: Any) -> Any:
    """Three commits of one text; the first has a tag, the last is HEAD."""
    for number, title in enumerate(["one", "two", "three"], 1):
        git_folder.write(NAME, TEXT.format(title))
        git_folder.commit(title)
        if number == 1:
            git_folder.git("tag", "-a", "-m", "x", "storby/2021/r1")
            git_folder.git("tag", "light")
    return git_folder


def title(root: Path, revision: str, release_of: str = "") -> str:
    return open_register(at_revision(root, revision, release_of))["storby/2021"].title


class TestRevisions:
    def test_each_way_to_name_one(self, history: Any):
        first = history.git("rev-parse", "light").strip()
        assert title(history.path, "HEAD") == "three"
        assert title(history.path, "main") == "three"
        assert title(history.path, "main~1") == "two"
        assert title(history.path, "HEAD^^") == "one"
        assert title(history.path, "light") == "one"
        assert title(history.path, "storby/2021/r1") == "one"
        assert title(history.path, "r1", "storby/2021") == "one"
        assert title(history.path, first) == "one"
        assert title(history.path, first[:10]) == "one"

    def test_the_working_tree_and_the_index_do_not_count(self, history: Any):
        history.write(NAME, TEXT.format("working"))
        history.git("add", NAME)
        history.write("agreements/storby/2022.toml", TEXT.format("new"))
        assert title(history.path, "HEAD") == "three"
        assert list(open_register(at_revision(history.path, "HEAD"))) == ["storby/2021"]

    def test_detached_head(self, history: Any):
        history.git("checkout", "--quiet", "--detach", "HEAD~1")
        assert title(history.path, "HEAD") == "two"

    def test_a_second_working_tree(self, history: Any, tmp_path: Path):
        history.git("worktree", "add", "--quiet", str(tmp_path / "second"), "light")
        assert title(tmp_path / "second", "HEAD") == "one"

    def test_bare(self, history: Any, tmp_path: Path):
        history.git("clone", "--quiet", "--bare", str(history.path), str(tmp_path / "bare.git"))
        assert title(tmp_path / "bare.git", "main~1") == "two"

    def test_packed_objects(self, history: Any):
        history.git("gc", "--quiet")
        assert title(history.path, "main~2") == "one"

    def test_a_register_in_a_folder_of_a_repository(self, git_folder: Any):
        git_folder.write("agreements/storby/2021.toml", TEXT.format("top"))
        git_folder.write("data [1]/agreements/storby/2021.toml", TEXT.format("inner"))
        git_folder.write("data [1]/medlofte.toml", 'name = "x"')
        git_folder.commit()
        assert title(git_folder.path / "data [1]", "HEAD") == "inner"
        assert title(git_folder.path, "HEAD") == "top"

    def test_bytes_come_as_git_stores_them(self, git_folder: Any):
        git_folder.write(".gitattributes", "* text eol=crlf working-tree-encoding=UTF-16 ident\n")
        git_folder.git("config", "core.autocrlf", "true")
        data = TEXT.format("a$Id$").encode()
        blob = (
            subprocess.run(
                ["git", "hash-object", "-w", "--stdin", "--no-filters"],
                cwd=git_folder.path,
                input=data,
                capture_output=True,
                check=True,
            )
            .stdout.decode()
            .strip()
        )
        git_folder.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{NAME}")
        git_folder.git("commit", "--quiet", "-m", "x")
        assert at_revision(git_folder.path, "HEAD").read(NAME) == data

    def test_links_and_submodules_are_told(self, git_folder: Any):
        git_folder.write(NAME, TEXT.format("x"))
        (git_folder.path / "agreements/storby/2020.toml").symlink_to("/etc/passwd")
        head = git_folder.commit()
        git_folder.git("update-index", "--add", "--cacheinfo", f"160000,{head},agreements/storby/2022")
        git_folder.git("commit", "--quiet", "-m", "x")
        register = open_register(at_revision(git_folder.path, "HEAD"))
        assert list(register) == ["storby/2021"]
        assert [(item.file, item.finding.code) for item in register.strays] == [
            ("agreements/storby/2020.toml", "M117"),
            ("agreements/storby/2022", "M117"),
        ]

    def test_replaced_objects_do_not_count(self, history: Any):
        history.git("replace", "HEAD", "HEAD~1")
        assert title(history.path, "HEAD") == "three"


class TestRefusals:
    def said(self, root: Path, revision: str, release_of: str = "") -> str:
        with pytest.raises(WorldError) as caught:
            open_register(at_revision(root, revision, release_of))
        assert caught.value.hint
        return str(caught.value).replace(str(root), "FOLDER")

    def test_no_repository(self, tmp_path: Path):
        assert self.said(tmp_path, "HEAD") == "FOLDER is not in a git repository, so it has no revisions"

    def test_no_commit(self, git_folder: Any):
        assert (
            self.said(git_folder.path, "HEAD")
            == "the repository has no commit yet, so there is no revision 'HEAD'"
        )

    @pytest.mark.parametrize(
        "revision", ["nowhere", "main~9", "0" * 40, "HEAD:agreements", "--all", "-h", "main^{tree}"]
    )
    def test_unknown(self, revision: str, history: Any):
        assert self.said(history.path, revision) == f"git knows no revision '{revision}'"

    def test_no_release(self, history: Any):
        assert self.said(history.path, "r2", "storby/2021") == "storby/2021 has no release r2"

    def test_no_register_at_that_revision(self, git_folder: Any):
        git_folder.write("README", "x")
        git_folder.commit()
        git_folder.write(NAME, TEXT.format("x"))
        git_folder.commit()
        assert self.said(git_folder.path, "HEAD~1") == "revision 'HEAD~1' holds no register"

    def test_other_object_format(self, tmp_path: Path, git_folder: Any):
        git_folder.git("init", "--quiet", "--object-format=sha256", str(tmp_path / "other"))
        other = type(git_folder)(tmp_path / "other", git_folder.home)
        other.write(NAME, TEXT.format("sha256"))
        other.commit()
        with pytest.raises(WorldError, match="git cannot read"):
            title(other.path, "HEAD")

    def test_damaged(self, history: Any):
        blob = history.git("rev-parse", f"HEAD:{NAME}").strip()
        path = history.path / ".git" / "objects" / blob[:2] / blob[2:]
        path.chmod(0o644)
        path.write_bytes(b"damage")
        with pytest.raises(WorldError, match="git cannot read"):
            title(history.path, "HEAD")


def read_in_process(folder: Path, revision: str, env: dict[str, str]) -> str:
    """The title at a revision, read by a fresh process with an environment of its own."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom medlofte.store.git import at_revision\n"
        "from medlofte.store.register import open_register\n"
        "print(open_register(at_revision(Path('.'), sys.argv[1]))['storby/2021'].title)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, revision],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder.parent / "home"), **env},
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    return done.stdout.strip() or done.stderr


class TestHostile:
    """Commands planted wherever git looks for some; each would leave a file behind."""

    def plant(self, history: Any) -> Path:
        mark = history.path.parent / "ran"
        script = history.write("evil.sh", f"#!/bin/sh\ntouch '{mark}'\ncat\n")
        script.chmod(0o755)
        return mark

    def test_configuration_hooks_and_attributes(self, history: Any):
        mark, evil = self.plant(history), str(history.path / "evil.sh")
        history.write(".gitattributes", "* diff=evil filter=evil text working-tree-encoding=UTF-16\n")
        history.write(".git/info/attributes", "* diff=evil filter=evil\n")
        for hook in (
            "post-index-change",
            "reference-transaction",
            "post-checkout",
            "pre-commit",
            "fsmonitor-watchman",
        ):
            history.write(f".git/hooks/{hook}", (history.path / "evil.sh").read_text()).chmod(0o755)
        for key in (
            *(
                "core.fsmonitor",
                "core.pager",
                "core.editor",
                "core.sshCommand",
                "core.gitProxy",
                "core.askPass",
            ),
            *(
                "core.alternateRefsCommand",
                "pager.ls-tree",
                "pager.rev-parse",
                "diff.external",
                "diff.evil.textconv",
            ),
            *(
                "diff.evil.command",
                "filter.evil.smudge",
                "filter.evil.clean",
                "filter.evil.process",
                "gpg.program",
            ),
            *("credential.helper", "uploadpack.packObjectsHook"),
        ):
            history.git("config", key, evil)
        for name in ("ls-tree", "rev-parse", "cat-file", "version"):
            history.git("config", f"alias.{name}", f"!{evil}")
        history.git("config", "core.hooksPath", ".git/hooks")
        assert read_in_process(history.path, "main~1", {}) == "two"
        assert not mark.exists()

    @pytest.mark.parametrize("way", ["ext", "file"])
    def test_objects_that_another_place_would_have_to_give(self, way: str, history: Any):
        """A repository may say that missing objects are fetched, and by which command."""
        mark, evil = self.plant(history), str(history.path / "evil.sh")
        blob = history.git("rev-parse", f"HEAD:{NAME}").strip()
        (history.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
        for key, value in {
            "core.repositoryFormatVersion": "1",
            "extensions.partialClone": "origin",
            "remote.origin.promisor": "true",
            "remote.origin.url": f"ext::{evil} %S" if way == "ext" else str(history.path),
            "remote.origin.uploadpack": evil,
            "protocol.ext.allow": "always",
            "protocol.file.allow": "always",
        }.items():
            history.git("config", key, value)
        assert "WorldError" in read_in_process(history.path, "HEAD", {})
        assert not mark.exists()

    def test_inherited_environment(self, history: Any, tmp_path: Path):
        mark, evil = self.plant(history), str(history.path / "evil.sh")
        other = type(history)(tmp_path / "other", history.home)
        other.path.mkdir()
        other.git("init", "--quiet", "--initial-branch=main")
        other.write(NAME, TEXT.format("other"))
        other.commit()
        said = read_in_process(
            history.path,
            "main",
            {
                "GIT_DIR": str(other.path / ".git"),
                "GIT_WORK_TREE": str(other.path),
                "GIT_INDEX_FILE": str(other.path / ".git" / "index"),
                "GIT_OBJECT_DIRECTORY": str(other.path / ".git" / "objects"),
                "GIT_COMMON_DIR": str(other.path / ".git"),
                "GIT_NAMESPACE": "other",
                "GIT_CEILING_DIRECTORIES": str(history.path),
                "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor'='{evil}' 'core.pager'='{evil}'",
                "GIT_CONFIG_COUNT": "1",
                "GIT_CONFIG_KEY_0": "core.fsmonitor",
                "GIT_CONFIG_VALUE_0": evil,
                "GIT_EXTERNAL_DIFF": evil,
                "GIT_PAGER": evil,
                "GIT_EXEC_PATH": str(history.path),
                "GIT_TRACE": str(tmp_path / "trace"),
                "GIT_TRACE2_EVENT": str(tmp_path / "trace"),
                "PAGER": evil,
            },
        )
        assert said == "three"
        assert not mark.exists()
        assert not (tmp_path / "trace").exists()

    def test_a_working_tree_said_to_be_elsewhere(self, history: Any, tmp_path: Path):
        history.git("config", "core.worktree", str(tmp_path / "home"))
        assert read_in_process(history.path, "main", {}) == "three"

    def test_a_repository_of_somebody_else(self, history: Any):
        if os.geteuid() != 0:
            pytest.skip("only root can give a folder away")
        for path in [history.path, *history.path.rglob("*")]:
            os.lchown(path, 65534, 65534)
        assert read_in_process(history.path, "main", {}) == "three"


def test_git_is_not_installed(history: Any, tmp_path: Path):
    said = read_in_process(history.path, "main", {"PATH": str(tmp_path / "home")})
    assert "WorldError: git cannot be run: " in said


def test_nothing_of_the_repository_changes(history: Any):
    def state() -> dict[str, Any]:
        return {str(path): path.stat().st_mtime_ns for path in history.path.rglob("*")}

    before = state()
    read: Callable[[], str] = lambda: title(history.path, "main~1")  # noqa: E731
    assert read() == "two"
    assert state() == before
