"""Hostile zips, folders and files: refused before anything is believed; each file is opened once, and nothing else is.

The numbers are those of docs/explanation/trust.md.
"""

import json
import os
import socket
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest

from forge import Desk, Files
from medlofte.errors import RefusedError, WorldError
from medlofte.store.bundle import pack, read_bundle
from world import World

NAMES = [
    "../x", "/etc/x", "a\\..\\b", "..", ".hidden", "x/../y", "a/b", "signoffs/../x", "signoffs/a/b", "signoffs/", "signoffs//x",
    "a b", "a\nb", "a\x1b[31m", "läs.txt", "-rf", "x" * 201, "a:b", "C:x", "a..b", "con\u202e", "",
]  # fmt: skip


def zipped(
    members: Mapping[str, bytes], *, compression: int = zipfile.ZIP_STORED, mode: int = stat.S_IFREG | 0o644
) -> bytes:
    """A zip with any names in it."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = compression, 3, mode << 16
            archive.writestr(info, data)
    return out.getvalue()


def twice(files: Files) -> bytes:
    """A zip in which the text stands twice."""
    out = BytesIO(pack(files))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("agreement.toml", b"format = 1\n")
    return out.getvalue()


def encrypted(files: Files) -> bytes:
    """A zip whose first file is said to be encrypted."""
    data = bytearray(pack(files))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


#: What a zip is → how it is made of a true bundle.
ZIPS: dict[str, Callable[[Files], bytes]] = {
    "compressed": lambda files: zipped(files, compression=zipfile.ZIP_DEFLATED),
    "200-MB-in-200-kB": lambda files: zipped(
        {"agreement.toml": bytes(200_000_000)}, compression=zipfile.ZIP_DEFLATED
    ),
    "in-another-order": lambda files: zipped(dict(reversed(files.items()))),
    "of-links": lambda files: zipped(files, mode=stat.S_IFLNK | 0o777),
    "with-a-script-before": lambda files: b"#!/bin/sh\ntouch ran\nexit\n" + pack(files),
    "with-something-behind": lambda files: pack(files) + b"\0",
    "with-a-comment": lambda files: pack(files)[:-2] + b"\3\0abc",
    "with-a-file-twice": twice,
    "encrypted": encrypted,
    "cut-short": lambda files: pack(files)[:-30],
    "half": lambda files: pack(files)[: len(pack(files)) // 2],
    "empty": lambda files: b"",
    "no-zip": lambda files: b"%PDF-1.7\n",
    "of-many-members": lambda files: zipped({f"x{number}": b"" for number in range(1001)}),
    "said-to-hold-many": lambda files: pack(files) + b"PK\1\2" * 3000,
}


@pytest.mark.parametrize("case", ZIPS)
def test_59_zips(case: str, desk: Desk, tmp_path: Path):
    place = tmp_path / "x.zip"
    place.write_bytes(ZIPS[case](desk.files))
    with pytest.raises(RefusedError, match="this is no bundle of medlofte"):
        read_bundle(place)
    assert list(tmp_path.iterdir()) == [place]


def test_a_true_bundle_is_read_alike_as_zip_and_as_folder(desk: Desk, tmp_path: Path):
    (tmp_path / "x.zip").write_bytes(pack(desk.files))
    assert read_bundle(tmp_path / "x.zip") == desk.files
    assert read_bundle(unpacked(desk.files, tmp_path / "folder")) == desk.files


@pytest.mark.parametrize("name", NAMES)
def test_10_names_in_a_zip(name: str, tmp_path: Path):
    (tmp_path / "x.zip").write_bytes(zipped({name: b"x"}))
    with pytest.raises(RefusedError):
        read_bundle(tmp_path / "x.zip")


def unpacked(files: Files, folder: Path) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def linked_folder(folder: Path) -> None:
    (folder / "signoffs").rename(folder.parent / "elsewhere")
    (folder / "signoffs").symlink_to(folder.parent / "elsewhere")


def linked_file(folder: Path) -> None:
    (folder / "agreement.toml").rename(folder.parent / "elsewhere")
    (folder / "agreement.toml").symlink_to(folder.parent / "elsewhere")


def replaced(name: str, make: Callable[[Path], object]) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        make(folder / name)

    return change


#: What is done to a folder → how; what is said.
FOLDERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "link": (linked_file, "agreement.toml is a symbolic link"),
    "link-to-a-folder": (linked_folder, "signoffs is a symbolic link"),
    "link-that-leads-nowhere": (
        replaced("x", lambda path: path.symlink_to("nowhere")),
        "x is a symbolic link",
    ),
    "pipe": (replaced("agreement.toml", os.mkfifo), "agreement.toml is no regular file"),
    "folder-in-place-of-a-file": (replaced("agreement.toml", Path.mkdir), ""),
    "folder-in-a-folder": (
        lambda folder: (folder / "signoffs/x/y").mkdir(parents=True),
        "x is no regular file",
    ),
    "folder-not-known": (
        lambda folder: unpacked({"other/x": b""}, folder),
        "'other/x' is no name of a file in a bundle",
    ),
    "hidden-file": (
        lambda folder: unpacked({".DS_Store": b""}, folder),
        "'.DS_Store' is no name of a file in a bundle",
    ),
    "many-files": (
        lambda folder: unpacked({f"x{number}": b"" for number in range(1001)}, folder),
        "it holds more than a bundle",
    ),
    "very-large-file": (
        lambda folder: os.truncate(folder / "agreement.pdf", 300_000_000),
        "agreement.pdf is too large",
    ),
}


@pytest.mark.parametrize("case", FOLDERS)
def test_60_folders(case: str, desk: Desk, tmp_path: Path):
    prepare, said = FOLDERS[case]
    folder = unpacked(desk.files, tmp_path / "folder")
    prepare(folder)
    if said:
        with pytest.raises(RefusedError, match=said):
            read_bundle(folder)
    else:
        assert Desk(read_bundle(folder), desk.keys).verdict().outcome == "fails"


def test_60_a_socket_and_a_device(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    folder = unpacked(desk.files, tmp_path / "f")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("f/x")
        with pytest.raises((RefusedError, WorldError)):
            read_bundle(folder)
    with pytest.raises(RefusedError, match="zero is no regular file"):
        read_bundle(Path("/dev/zero"))


def test_03_a_folder_without_release_toml(desk: Desk, released: World, tmp_path: Path):
    folder = unpacked(desk.files, tmp_path / "folder")
    (folder / "release.toml").unlink()
    done = released.run("verify", folder)
    assert done.returncode == 1
    assert "it is missing or cannot be read" in done.stdout


#: Runs medlofte and writes down what it opens, whom it starts, and what it connects to.
WATCHED = """
import json, os, sys
seen = []
def watch(event, arguments):
    if event in ("open", "subprocess.Popen", "os.listdir", "os.mkdir", "os.remove", "os.rename") or event.startswith("socket."):
        seen.append([event, str(arguments[0])] if arguments else [event, ""])
sys.addaudithook(watch)
from medlofte.cli.app import run
code = run(sys.argv[1:])
with open(os.environ["SEEN"], "w") as file:
    json.dump(seen, file)
sys.exit(code)
"""


@pytest.mark.parametrize("packed", [True, False])
def test_49_60_each_file_is_opened_once_and_no_network_is(
    packed: bool, desk: Desk, released: World, tmp_path: Path
):
    bundle = tmp_path / "x.zip" if packed else unpacked(desk.files, tmp_path / "bundle")
    if packed:
        bundle.write_bytes(pack(desk.files))
    empty = tmp_path / "empty"
    empty.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "verify", str(bundle)],
        cwd=empty,
        env=released.environment() | {"SEEN": str(tmp_path / "seen")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads((tmp_path / "seen").read_text(encoding="utf-8"))
    inside = [path for event, path in seen if event == "open" and path.startswith(str(bundle))]
    wanted = [str(bundle)] if packed else [str(bundle / name) for name in desk.files]
    assert sorted(inside) == sorted(wanted)
    assert [event for event, _ in seen if event.startswith("socket.")] == []
    assert {Path(path).name for event, path in seen if event == "subprocess.Popen"} == {"ssh-keygen"}
    assert list(empty.iterdir()) == []
