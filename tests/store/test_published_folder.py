"""The place of a published folder: one run at a time, whatever the disk says told truly, and nothing left beside it."""

import errno
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conftest import GitFolder
from medlofte.errors import RefusedError, WorldError
from medlofte.model.site import SiteUnit
from medlofte.store.manifest import Made, differences, read_manifest
from medlofte.store.occupied import occupied
from medlofte.store.remembered import recall, remember
from medlofte.store.site import building

HOLDER = """\
import sys
from pathlib import Path
from medlofte.store.occupied import occupied
with occupied(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
#: Builds a folder three times as a user whom permissions stop; leave to write is taken from it in between.
READ_ONLY = """\
import os
from pathlib import Path
from medlofte.model.site import SiteUnit
from medlofte.store.manifest import Made
from medlofte.store.site import building

out = Path("site")
os.geteuid() or os.setuid(65534)
for number in range(3):
    with building(out, (), drafts=False) as build:
        build.add(SiteUnit(name="storby", key=str(number)), [Made("storby/lofte/torget.html", str(number).encode())])
        build.finish("medlofte", drafts=False, remove=False)
    for folder in (out / "storby" / "lofte", out / "storby", out):
        folder.chmod(0o555)
    print(*sorted(os.listdir(".")), *build.litter)
print((out / "storby" / "lofte" / "torget.html").read_text())
"""


def lock(out: Path) -> Path:
    return out.with_name(f".{out.name}.medlofte-lock")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def build(out: Path, text: bytes = b"x") -> tuple[Path, ...]:
    with building(out, (), drafts=False) as made:
        made.add(
            SiteUnit(name="storby", key="key"),
            [Made("storby/index.html", text), Made("storby/lofte/torget.html", text)],
        )
        made.finish("medlofte", drafts=False, remove=False)
    return made.litter


def lowered(folder: Path, script: str) -> str:
    """Run a script in a folder that anybody may write to."""
    folder.chmod(0o777)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )
    folder.chmod(0o700)
    return done.stdout + done.stderr


def test_a_run_holds_its_own_folder_and_no_other_until_it_is_killed(tmp_path: Path):
    site, other = tmp_path / "site", tmp_path / "other"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, site], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(WorldError, match=r"another medlofte is publishing to .*/site"), occupied(site, 0):
            pass
        with occupied(other, 0):
            pass
        holder.send_signal(signal.SIGKILL)
    assert names(tmp_path) == [lock(site).name]
    with occupied(site, 0):
        assert lock(site).exists()
    assert names(tmp_path) == []


@pytest.mark.parametrize("kind", ["pipe", "folder", "link", "dangling"])
def test_what_is_in_the_place_of_the_lock_is_told(tmp_path: Path, kind: str):
    (tmp_path / "theirs").write_bytes(b"theirs")
    place = lock(tmp_path / "site")
    match kind:
        case "pipe":
            os.mkfifo(place)
        case "folder":
            place.mkdir()
        case _:
            place.symlink_to("theirs" if kind == "link" else "nowhere")
    with (
        pytest.raises(WorldError, match=r"/\.site\.medlofte-lock is in the way"),
        occupied(tmp_path / "site", 0),
    ):
        pass
    assert names(tmp_path) == [place.name, "theirs"]
    assert (tmp_path / "theirs").read_bytes() == b"theirs"


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EDQUOT, "free some space"),
        (errno.EROFS, "can only be read"),
        (errno.EACCES, "get leave to read and write it and /"),
        (errno.ENAMETOOLONG, "a shorter name"),
        (errno.ENOLCK, "cannot hold off a second run"),
        (errno.ENOMEM, "free some memory"),
        (errno.EIO, "mend what the system says"),
    ],
)
def test_the_true_cause_is_told(tmp_path: Path, number: int, remedy: str):
    with pytest.raises(WorldError) as found, occupied(tmp_path / "site"):
        raise OSError(number, os.strerror(number))
    assert found.value.args[0] == f"nothing was published to {tmp_path / 'site'}: {os.strerror(number)}"
    assert found.value.hint is not None
    assert remedy in found.value.hint.text()


@pytest.mark.parametrize("out", ["file/site", "file/deep/site"])
def test_a_file_where_a_folder_is_needed(tmp_path: Path, out: str):
    (tmp_path / "file").write_bytes(b"theirs")
    with pytest.raises(RefusedError, match="/file is no folder"), occupied(tmp_path / out):
        pass
    assert (tmp_path / "file").read_bytes() == b"theirs"


@pytest.mark.parametrize("length", [240, 300])
def test_a_name_that_is_too_long(tmp_path: Path, length: int):
    out = tmp_path / ("x" * length)
    with pytest.raises(WorldError, match="File name too long") as found, occupied(out):
        build(out)
    assert "a shorter name" in found.value.hint.text()
    assert names(tmp_path) == []


def test_folders_that_stay_empty_go_again(tmp_path: Path):
    with pytest.raises(WorldError), occupied(tmp_path / "web" / "deep" / "site"):
        raise OSError(errno.ENOSPC, "full")
    assert names(tmp_path) == []


def test_a_folder_that_may_not_be_written_to_leaves_nothing_beside_it(tmp_path: Path):
    assert lowered(tmp_path, READ_ONLY).split() == ["site", "site", "site", "2"]
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o555


@pytest.mark.skipif(os.geteuid() != 0, reason="what cannot be deleted belongs to another")
def test_what_cannot_be_deleted_is_told_and_never_published_again(tmp_path: Path):
    left = tmp_path / ".site.0123456789ab.old"
    (left / "storby").mkdir(parents=True)
    (left / "storby" / "index.html").write_bytes(b"long ago")
    (tmp_path / "site").mkdir(mode=0o777)
    (tmp_path / "site").chmod(0o777)
    os.chown(left, 65534, 65534)
    said = lowered(tmp_path, READ_ONLY).splitlines()
    left = left.with_suffix(".new")
    assert said[0].split() == [left.name, "site", left.name]
    assert said[-1] == "2"


def test_of_two_that_were_left_the_one_that_was_published_comes_back(tmp_path: Path):
    """Killed between the two renames, with what an earlier run could not delete still beside it."""
    site = tmp_path / "site"
    build(site, b"now")
    site.rename(tmp_path / ".site.bbbbbbbbbbbb.old")
    (tmp_path / ".site.aaaaaaaaaaaa.new").mkdir()
    with pytest.raises(KeyboardInterrupt), building(site, (), drafts=False):
        raise KeyboardInterrupt
    assert names(tmp_path) == ["site"]
    assert (site / "storby" / "index.html").read_bytes() == b"now"


def test_a_folder_that_may_be_listed_and_not_entered_is_held_against_its_manifest(tmp_path: Path):
    build(tmp_path / "site")
    (tmp_path / "site" / "storby").chmod(0o444)
    script = (
        "import os\nfrom pathlib import Path\nfrom medlofte.store.manifest import differences, read_manifest\n"
        "os.geteuid() or os.setuid(65534)\n"
        "print(*map(list, differences(Path('site'), read_manifest(Path('site')))))\n"
    )
    assert lowered(tmp_path, script) == (
        "['storby/lofte/torget.html'] ['storby/index.html'] [] ['storby/lofte']\n"
    )
    (tmp_path / "site" / "storby").chmod(0o755)
    assert differences(tmp_path / "site", read_manifest(tmp_path / "site")) == ((), (), (), ())


def test_builds_at_once_are_all_remembered(git_folder: GitFolder):
    """Each adds to what is remembered when it ends, and not to what was when it began."""
    with ThreadPoolExecutor(8) as pool:
        said = list(
            pool.map(lambda number: remember(git_folder.path, {f"r{number}": "x"}, f"m{number}"), range(16))
        )
    found = recall(git_folder.path)
    assert said == [None] * 16
    assert sorted(found.built) == sorted(f"m{number}" for number in range(16))
    assert len(found.verified) == 16
    assert list((git_folder.path / ".git").glob("medlofte*.json?*")) == []


def test_why_a_build_is_not_remembered_is_told(git_folder: GitFolder):
    os.mkfifo(git_folder.path / ".git" / "medlofte-published.json.lock")
    said = remember(git_folder.path, {}, "m")
    assert said is not None
    assert "medlofte-published.json.lock is in the way" in said.text()


def test_what_a_killed_run_has_left_of_the_memory_is_written_over(git_folder: GitFolder):
    os.mkfifo(git_folder.path / ".git" / "medlofte-published.json.new")
    assert remember(git_folder.path, {}, "m") is None
    assert recall(git_folder.path).built == ("m",)
