"""The working folder: find the register, read its files, create new ones all or nothing."""

import os
import re
import secrets
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from medlofte.errors import RefusedError, WorldError
from medlofte.message import say
from medlofte.model.record import Value
from medlofte.store.source import AGREEMENTS, SETTINGS, Entry, What
from medlofte.store.text import MAX_BYTES

#: A file on its way to its place.
_ASIDE = re.compile(r"\..+\.[0-9a-f]{12}\Z")
#: Hardly any file is larger; room for the largest is not set aside for each.
_USUAL = 65_536


class Folder(Value):
    """A register in a folder of this machine."""

    root: Path

    @property
    def label(self) -> str:
        """Always empty: this is the working tree."""
        return ""

    def entries(self) -> list[Entry]:
        """Every file under ``agreements/``, sorted by path.

        Raises:
            WorldError: A folder cannot be listed, or lies elsewhere.
        """
        if (self.root / AGREEMENTS).is_symlink():
            raise WorldError(
                say("{folder} is a symbolic link, which is never followed", folder=AGREEMENTS),
                hint=say("put the folder itself into the register"),
            )
        return sorted(_walk(self.root / AGREEMENTS, AGREEMENTS), key=lambda entry: entry.path)

    def read(self, path: str) -> bytes | None:
        """The bytes of a file (one byte more than the limit at most), or None where there is none.

        Raises:
            WorldError: The file is there and cannot be read.
        """
        try:
            with (self.root / path).open("rb") as file:
                data = file.read(_USUAL)
                return data if len(data) < _USUAL else data + file.read(MAX_BYTES + 1 - _USUAL)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise _unreadable(path, error) from error


def read_file(path: Path) -> bytes:
    """The bytes of a file that the user named.

    Raises:
        WorldError: It cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise WorldError(
            say("{file} cannot be read: {reason}", file=str(path), reason=error.strerror or str(error)),
            hint=say("see that the name is right and that you may read it"),
        ) from error


def find(start: Path) -> Folder:
    """The register that ``start`` lies in.

    Raises:
        WorldError: There is none in this folder or above it, or no such folder.
    """
    start = start.absolute()
    if not start.is_dir():
        raise WorldError(
            say("there is no folder {folder}", folder=str(start)), hint=say("see what is behind --register")
        )
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return Folder(folder)
    for folder in (start, *start.parents):
        if (folder / AGREEMENTS).is_dir():
            return Folder(folder)
    raise WorldError(
        say("no register in {folder} or any folder above it", folder=str(start)),
        hint=say(
            "go to a folder with {settings}, or start a register with: medlofte init", settings=SETTINGS
        ),
    )


def _walk(folder: Path, prefix: str) -> Iterator[Entry]:
    try:
        with os.scandir(folder) as items:
            for item in items:
                path = f"{prefix}/{item.name}"
                if item.is_symlink():
                    yield Entry(path, 0, What.LINK)
                elif item.is_dir():
                    yield from _walk(folder / item.name, path)
                elif item.is_file():
                    yield Entry(path, item.stat().st_size)
                else:
                    yield Entry(path, 0, What.OTHER)
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unreadable(prefix, error) from error


def create(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """Create files that do not exist yet, all or none.

    Each is written beside its place under another name and linked in when it is whole, so that a reader never
    meets half a file and a file that somebody made meanwhile is never replaced.

    Raises:
        RefusedError: One of them exists.
        WorldError: The disk is full, the folder read-only, or the like; nothing is left behind.
    """
    waiting: list[tuple[Path, Path]] = []
    made: list[Path] = []
    folders: list[Path] = []
    try:
        for name, data in files.items():
            target = _free(root, name)
            _make_folders(target.parent, folders)
            waiting.append((_aside(target, data), target))
        for aside, target in waiting:
            os.link(aside, target)
            made.append(target)
    except BaseException as error:
        for path in (*made, *(aside for aside, _ in waiting)):
            path.unlink(missing_ok=True)
        for folder in reversed(folders):
            _remove_empty(folder)
        if isinstance(error, FileExistsError):
            raise _exists(_within(root, str(error.filename2 or error.filename))) from error
        if isinstance(error, OSError):
            raise _unwritable(error, root) from error
        raise
    for aside, _ in waiting:
        aside.unlink(missing_ok=True)
    return list(files)


def replace(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write files that the program makes from others, each whole or not at all, in this order.

    The caller holds the register: what lies beside a file, on its way to its place, was left by a run that was killed.

    Returns:
        Those that were not there in this form already.

    Raises:
        WorldError: The disk is full, the folder read-only, or the like.
    """
    changed = []
    for name, data in files.items():
        target = root / name
        try:
            _make_folders(target.parent, [])
            _clear_beside(target)
            if target.is_file() and not target.is_symlink() and target.read_bytes() == data:
                continue
            _aside(target, data).replace(target)
        except OSError as error:
            raise _unwritable(error, root) from error
        changed.append(name)
    return changed


def clear(root: Path, folder: str, unfinished: Iterable[str]) -> None:
    """Delete what a command that was killed has left in a folder of its own; the caller holds the register."""
    for name in unfinished:
        (root / folder / name).unlink(missing_ok=True)
    if (root / folder).is_dir():
        for path in (root / folder).rglob(".*"):
            if _ASIDE.match(path.name):
                path.unlink(missing_ok=True)


def _clear_beside(target: Path) -> None:
    for path in target.parent.iterdir():
        if path.name.startswith(f".{target.name}.") and _ASIDE.match(path.name):
            path.unlink(missing_ok=True)


def _free(root: Path, name: str) -> Path:
    """Where a new file goes: a place with nothing in it, and not behind a link out of the register."""
    target = root / name
    if target.exists() or target.is_symlink():
        raise _exists(name)
    for folder in target.relative_to(root).parents:
        if (root / folder).is_symlink() and folder != Path():
            raise RefusedError(
                say("{folder} is a symbolic link, which is never followed", folder=folder.as_posix()),
                hint=say("put the folder itself into the register"),
            )
    return target


def _within(root: Path, path: str) -> str:
    """A path as the user knows it: from the top of the register."""
    return Path(path).relative_to(root).as_posix() if Path(path).is_relative_to(root) else path


def _aside(target: Path, data: bytes) -> Path:
    path = target.with_name(f".{target.name}.{secrets.token_hex(6)}")
    try:
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Make a folder with those above it, and note each in ``made`` as soon as it is there."""
    missing: list[Path] = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        made.append(path)


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return


def _exists(name: str) -> RefusedError:
    return RefusedError(
        say("{file} exists already; medlofte never writes over a file", file=name),
        hint=say("choose another period, or delete or rename the file yourself first"),
    )


def _unreadable(path: str, error: OSError) -> WorldError:
    return WorldError(
        say("{file} cannot be read: {reason}", file=path, reason=error.strerror or str(error)),
        hint=say("every file of a register is read or reported: mend its permissions, or move it away"),
    )


def _unwritable(error: OSError, root: Path) -> WorldError:
    return WorldError(
        say(
            "nothing was written under {folder}: {reason}",
            folder=str(root),
            reason=error.strerror or str(error),
        ),
        hint=say("free some space or get leave to write there, then run the same command again"),
    )


def write_out(data: bytes) -> None:
    """Put bytes on standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
