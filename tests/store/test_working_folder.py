"""The working folder: found, listed, read; new files all or nothing, whatever the disk or somebody else does."""

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from medlofte.errors import RefusedError, WorldError
from medlofte.store.register import open_register
from medlofte.store.source import Entry, What
from medlofte.store.text import MAX_BYTES
from medlofte.store.workspace import Folder, create, find


def tree(root: Path) -> dict[str, bytes | None]:
    """Every path under a folder with its bytes."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
    }


class TestFind:
    def test_by_settings_before_a_nearer_folder_of_agreements(self, tmp_path: Path):
        (tmp_path / "medlofte.toml").touch()
        inner = tmp_path / "docs" / "agreements"
        inner.mkdir(parents=True)
        assert find(inner) == Folder(tmp_path)

    def test_by_its_folder(self, tmp_path: Path):
        (tmp_path / "agreements" / "storby").mkdir(parents=True)
        assert find(tmp_path / "agreements" / "storby") == Folder(tmp_path)

    def test_none(self, tmp_path: Path):
        with pytest.raises(WorldError, match="no register in"):
            find(tmp_path)

    def test_no_such_folder_is_not_looked_for_above(self, tmp_path: Path):
        (tmp_path / "medlofte.toml").touch()
        with pytest.raises(WorldError, match="there is no folder"):
            find(tmp_path / "stroby")


class TestList:
    def test_every_kind_of_entry(self, tmp_path: Path):
        folder = tmp_path / "agreements" / "storby"
        folder.mkdir(parents=True)
        (folder / "2021.toml").write_bytes(b"x" * 7)
        (folder / "2020.toml").symlink_to("/etc/passwd")
        (folder / "2022").symlink_to(tmp_path, target_is_directory=True)
        (folder / "2023.toml").symlink_to("nowhere")
        os.mkfifo(folder / "2024.toml")
        assert Folder(tmp_path).entries() == [
            Entry("agreements/storby/2020.toml", 0, What.LINK),
            Entry("agreements/storby/2021.toml", 7),
            Entry("agreements/storby/2022", 0, What.LINK),
            Entry("agreements/storby/2023.toml", 0, What.LINK),
            Entry("agreements/storby/2024.toml", 0, What.OTHER),
        ]

    def test_no_agreements_yet(self, tmp_path: Path):
        assert Folder(tmp_path).entries() == []

    def test_a_folder_that_is_a_file(self, tmp_path: Path):
        (tmp_path / "agreements").touch()
        with pytest.raises(WorldError, match="agreements cannot be read: Not a directory"):
            Folder(tmp_path).entries()

    def test_a_folder_that_lies_elsewhere(self, tmp_path: Path):
        (tmp_path / "agreements").symlink_to("/etc")
        with pytest.raises(WorldError, match="agreements is a symbolic link"):
            Folder(tmp_path).entries()

    def test_reading(self, tmp_path: Path):
        (tmp_path / "large").write_bytes(b"x" * (MAX_BYTES + 5))
        (tmp_path / "folder").mkdir()
        assert Folder(tmp_path).read("none") is None
        assert Folder(tmp_path).read("large/none") is None
        assert len(Folder(tmp_path).read("large") or b"") == MAX_BYTES + 1
        with pytest.raises(WorldError, match="folder cannot be read: Is a directory"):
            Folder(tmp_path).read("folder")

    def test_a_file_that_disappears(self, tmp_path: Path):
        path = tmp_path / "agreements" / "storby" / "2021.toml"
        path.parent.mkdir(parents=True)
        path.touch()
        register = open_register(Folder(tmp_path))
        path.unlink()
        with pytest.raises(WorldError, match="disappeared while it was being read"):
            register.document("storby/2021")


FILES = {
    "medlofte.toml": b"a\n",
    "agreements/storby/syd/2021.toml": b"b\n",
    "agreements/storby/2021.toml": b"c\n",
}


class TestCreate:
    def test_all(self, tmp_path: Path):
        assert create(tmp_path, FILES) == list(FILES)
        assert {name: data for name, data in tree(tmp_path).items() if data is not None} == FILES
        assert stat.S_IMODE((tmp_path / "medlofte.toml").stat().st_mode) & 0o444

    @pytest.mark.parametrize("taken", FILES)
    def test_nothing_where_one_exists(self, taken: str, tmp_path: Path):
        path = tmp_path / taken
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"mine")
        before = tree(tmp_path)
        with pytest.raises(RefusedError, match=f"^{taken} exists already"):
            create(tmp_path, FILES)
        assert tree(tmp_path) == before

    def test_a_dangling_link_counts_as_a_file(self, tmp_path: Path):
        (tmp_path / "medlofte.toml").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(RefusedError, match="exists already"):
            create(tmp_path, FILES)
        assert not (tmp_path / "elsewhere").exists()

    def test_a_parent_that_is_a_file(self, tmp_path: Path):
        (tmp_path / "agreements").write_bytes(b"mine")
        with pytest.raises(WorldError, match="nothing was written under"):
            create(tmp_path, FILES)
        assert tree(tmp_path) == {"agreements": b"mine"}

    def test_never_through_a_link_out_of_the_register(self, tmp_path: Path):
        outside = tmp_path / "outside"
        outside.mkdir()
        (tmp_path / "register" / "agreements").mkdir(parents=True)
        (tmp_path / "register" / "agreements" / "storby").symlink_to(outside)
        with pytest.raises(RefusedError, match="agreements/storby is a symbolic link"):
            create(tmp_path / "register", FILES)
        assert tree(outside) == {}
        assert not (tmp_path / "register" / "medlofte.toml").exists()

    def test_a_name_too_long_leaves_no_folders(self, tmp_path: Path):
        with pytest.raises(WorldError, match="File name too long"):
            create(tmp_path, {"agreements/storby/syd/" + "x" * 300 + "/2021.toml": b""})
        assert tree(tmp_path) == {}

    def test_a_folder_without_leave_to_write(self, tmp_path: Path):
        """As another user where this one is root, whom no permission stops."""
        tmp_path.chmod(0o555)
        done = in_process(tmp_path, "os.geteuid() or os.setuid(65534)")
        tmp_path.chmod(0o755)
        assert done == "WorldError nothing was written under . | Permission denied"
        assert tree(tmp_path) == {}

    def test_a_full_disk(self, tmp_path: Path):
        """The limit on the size of files stops writing in the middle of the largest, as a full disk does."""
        done = in_process(
            tmp_path,
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (9, 9))",
        )
        assert done == "WorldError nothing was written under . | File too large"
        assert tree(tmp_path) == {}

    def test_two_at_once(self, tmp_path: Path):
        """Of many processes that create the same files one wins, and its files are whole."""
        names = [str(number) * 50_000 for number in range(6)]
        script = PRELUDE + (
            "data = sys.argv[1].encode()\n"
            "sys.stdin.readline()\n"
            "try: create(Path('.'), {'agreements/storby/2021.toml': data, 'agreements/storby/2022.toml': data})\n"
            "except RefusedError as error: print('refused', error)\n"
            "else: print('won', data[:1].decode())\n"
        )
        running = [
            subprocess.Popen(
                [sys.executable, "-c", script, name],
                cwd=tmp_path,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for name in names
        ]
        for process in running:
            assert process.stdin
            process.stdin.write("\n")
            process.stdin.flush()
        said = [process.communicate(timeout=60)[0].strip() for process in running]
        won = [line for line in said if line.startswith("won")]
        assert len(won) == 1, said
        whole = (won[0][-1] * 50_000).encode()
        files = {name: data for name, data in tree(tmp_path).items() if data is not None}
        assert files == {"agreements/storby/2021.toml": whole, "agreements/storby/2022.toml": whole}
        assert all(line in {won[0], *REFUSALS} for line in said)

    def test_a_file_that_somebody_makes_meanwhile(self, tmp_path: Path):
        """Between the look and the writing: theirs stays, ours is not half there."""

        class Meanwhile(dict[str, bytes]):
            def items(self) -> Any:
                yield "one.toml", b"ours"
                (tmp_path / "one.toml").write_bytes(b"theirs")
                yield "two.toml", b"ours"

        with pytest.raises(RefusedError, match=r"^one\.toml exists already"):
            create(tmp_path, Meanwhile(x=b""))
        assert tree(tmp_path) == {"one.toml": b"theirs"}

    def test_an_interruption(self, tmp_path: Path):
        """Ctrl-C between two files: neither is there."""
        assert in_process(tmp_path, "", "Late(signal.SIGINT)") == "KeyboardInterrupt"
        assert tree(tmp_path) == {}

    def test_a_kill(self, tmp_path: Path):
        """Killed at once: no text is there, and what is left over has a name that no text has."""
        assert in_process(tmp_path, "", "Late(signal.SIGKILL)") == ""
        left = [name for name, data in tree(tmp_path).items() if data is not None]
        assert len(left) == 1
        assert left[0].startswith(".one.toml.")


REFUSALS = [
    f"refused agreements/storby/{year}.toml exists already; medlofte never writes over a file"
    for year in (2021, 2022)
]
PRELUDE = (
    "import os, sys, signal, resource\n"
    "from pathlib import Path\n"
    "from medlofte.store.workspace import create\n"
    "from medlofte.errors import RefusedError, WorldError\n"
    "class Late(dict):\n"
    "    def __init__(self, sign): self.sign = sign\n"
    "    def items(self):\n"
    "        yield 'one.toml', b'1'\n"
    "        os.kill(os.getpid(), self.sign)\n"
    "        yield 'two.toml', b'2'\n"
)


def in_process(
    folder: Path, first: str, files: str = "{'agreements/storby/2021.toml': b'0123456789' * 9}"
) -> str:
    """What becomes of creating files in a process that did something ``first``."""
    script = PRELUDE + (
        f"{first}\n"
        f"try: create(Path('.'), {files})\n"
        "except WorldError as error: print('WorldError', str(error).replace(': ', ' | '))\n"
        "except KeyboardInterrupt: print('KeyboardInterrupt')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, check=False, text=True, timeout=60
    )
    assert done.stderr == ""
    return done.stdout.strip()
