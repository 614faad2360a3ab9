"""A release as one file or folder: written the same byte for byte, and read without unpacking anything."""

import os
import re
import stat
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from medlofte.errors import RefusedError, WorldError
from medlofte.message import Message, say

#: What a file in a bundle may be called, with one folder above it at most.
_NAME = re.compile(r"(?:(?:signoffs|signatories)/)?[A-Za-z0-9][A-Za-z0-9._-]{0,199}\Z")
_MAX_FILES = 1_000
#: How an entry in the list of a zip begins.
_MEMBER = b"PK\1\2"
_MAX_BYTES = 200_000_000
#: The first moment that a zip can tell; no clock decides its bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files: stored, in order of their names, with nothing in it that differs from run to run."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, data in sorted(files.items()):
            info = zipfile.ZipInfo(path, _MOMENT)
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, data)
    return out.getvalue()


def read_bundle(path: Path) -> dict[str, bytes]:
    """The files of a bundle, zip or unpacked folder, by name.

    Raises:
        WorldError: It is not there or cannot be read.
        RefusedError: It is nothing that medlofte could have written.
    """
    try:
        return _folder(path) if path.is_dir() else _zip(_plain(path, 0))
    except OSError as error:
        raise WorldError(
            say("{file} cannot be read: {reason}", file=str(path), reason=error.strerror or str(error)),
            hint=say("name a bundle (….zip), the folder it was unpacked into, or a release: gotland/2021@r1"),
        ) from error


def _plain(path: Path, flags: int) -> bytes:
    """The bytes of a regular file, opened once; a pipe or device is never waited for."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | flags)
    facts = os.fstat(handle)
    if not stat.S_ISREG(facts.st_mode):
        os.close(handle)
        raise _refused(say("{file} is no regular file", file=path.name))
    with os.fdopen(handle, "rb") as file:
        if facts.st_size > _MAX_BYTES:
            raise _refused(say("{file} is too large for a bundle", file=path.name))
        return file.read(_MAX_BYTES + 1)


def _zip(data: bytes) -> dict[str, bytes]:
    """The members of a zip, in memory; it must be the very zip that :func:`pack` makes of them."""
    files: dict[str, bytes] = {}
    if data.count(_MEMBER) > _MAX_FILES:  # told before the list of them is read, which takes time and room
        raise _refused(say("it holds more than a bundle can"))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if sum(item.file_size for item in members) > len(data):
                raise _refused(say("it holds more than a bundle can"))
            for item in members:
                _named(item.filename)
                if item.compress_type != zipfile.ZIP_STORED or item.filename in files:
                    raise _refused(say("it is not written as medlofte writes it"))
                files[item.filename] = archive.read(item)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError) as error:
        raise _refused(say("it is no whole zip file")) from error
    if pack(files) != data:
        raise _refused(say("it is not written as medlofte writes it"))
    return files


def _folder(top: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for place, name in _inside(top, ""):
        _named(name)
        files[name] = _plain(place, getattr(os, "O_NOFOLLOW", 0))
        if len(files) > _MAX_FILES or sum(map(len, files.values())) > _MAX_BYTES:
            raise _refused(say("it holds more than a bundle can"))
    return files


def _inside(folder: Path, prefix: str) -> Iterator[tuple[Path, str]]:
    with os.scandir(folder) as items:
        for item in sorted(items, key=lambda item: item.name):
            name = prefix + item.name
            if item.is_symlink():
                raise _refused(say("{file} is a symbolic link", file=name))
            if item.is_dir() and not prefix:
                yield from _inside(folder / item.name, f"{name}/")
            else:
                yield folder / item.name, name


def _named(name: str) -> None:
    if not _NAME.match(name) or ".." in name:
        raise _refused(say("'{name}' is no name of a file in a bundle", name=name[:80]))


def _refused(why: Message) -> RefusedError:
    return RefusedError(
        say("this is no bundle of medlofte: {why}", why=why),
        hint=say(
            "get the bundle again from whoever published it; do not unpack and pack it with other programs"
        ),
    )
