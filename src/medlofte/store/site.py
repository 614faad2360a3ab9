"""The published folder: built aside and moved in whole; what has not changed is kept, and nothing of others lost."""

import contextlib
import hashlib
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from medlofte.errors import RefusedError, WorldError
from medlofte.message import say, say_n
from medlofte.model.site import Manifest, SiteFile, SiteRelease, SiteUnit
from medlofte.store.source import sha256

MANIFEST = "manifest.json"
#: Names that are the same on every file system and in every address.
_PATH = re.compile(r"[a-z0-9][a-z0-9.-]*(?:/[a-z0-9][a-z0-9.-]*)*\Z")
_PATIENCE = 20.0
#: So many files are named where something is in the way.
_NAMED = 5


class Made(NamedTuple):
    """A file that is to be published.

    Attributes:
        path: Its name from the top of the folder.
        data: Its bytes.
        release: The release that it shows; empty where it shows several.
    """

    path: str
    data: bytes
    release: str = ""

    def told(self) -> SiteFile:
        """The file as the manifest tells it."""
        return SiteFile(path=self.path, sha256=sha256(self.data), size=len(self.data), release=self.release)


class Differences(NamedTuple):
    """How a folder differs from what it should hold, by path.

    Attributes:
        missing: Not there.
        edited: Of other bytes than the manifest says.
        outdated: As the manifest says, and other than the releases give today.
        foreign: Known to nobody.
    """

    missing: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


def manifest_bytes(tool: str, units: Iterable[SiteUnit], releases: Mapping[str, str]) -> bytes:
    """``manifest.json``: the same bytes for the same files, in whatever order they were made."""
    manifest = Manifest(
        type="medlofte/site",
        version=1,
        tool=tool,
        unit=tuple(sorted(units, key=lambda unit: unit.name)),
        release=tuple(SiteRelease(name=name, seen=seen) for name, seen in sorted(releases.items())),
    )
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def read_manifest(out: Path) -> Manifest | None:
    """The manifest of a folder; None where it holds none that can be read."""
    try:
        return msgspec.json.decode((out / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def differences(out: Path, manifest: Manifest | None, wanted: Mapping[str, str] | None = None) -> Differences:
    """Hold a folder against its manifest.

    Args:
        out: The folder.
        manifest: What it says of itself.
        wanted: SHA-256 by path of what it should hold; what the manifest says where left out.
    """
    built = {path: file.sha256 for path, file in manifest.files().items()} if manifest else {}
    known = built if wanted is None else wanted
    there = dict(_digests(out))
    other = sorted(path for path, digest in known.items() if there.get(path, digest) != digest)
    return Differences(
        missing=tuple(sorted(known.keys() - there.keys())),
        edited=tuple(path for path in other if path != MANIFEST and there[path] != built.get(path)),
        outdated=tuple(path for path in other if path == MANIFEST or there[path] == built.get(path)),
        foreign=tuple(sorted(there.keys() - known.keys() - {MANIFEST})),
    )


def _digests(out: Path) -> Iterator[tuple[str, str]]:
    """SHA-256 of every file of a folder; a link or special file has none, and is no file of ours."""
    for folder, _folders, names in os.walk(out):
        inside = Path(folder).relative_to(out)
        for name in names:
            path = Path(folder) / name
            plain = path.is_file() and not path.is_symlink()
            with contextlib.suppress(OSError):
                yield (inside / name).as_posix(), sha256(path.read_bytes()) if plain else ""


class Build:
    """A folder on its way: filled aside, beside what is published now.

    Attributes:
        before: The manifest of what is published now.
    """

    def __init__(self, out: Path, aside: Path, before: Manifest | None) -> None:
        self.before = before
        self._out, self._aside = out, aside
        self._kept = {unit.name: unit for unit in before.unit} if before else {}
        self._units: list[SiteUnit] = []

    def keep(self, name: str, key: str) -> bool:
        """Take over the files of a unit that would be made from the same things; tell whether there were any."""
        unit = self._kept.get(name)
        if unit is None or unit.key != key:
            return False
        for file in unit.file:
            target = self._place(file.path)
            try:
                os.link(self._out / file.path, target)
            except OSError:
                shutil.copyfile(self._out / file.path, target)
        self._units.append(unit)
        return True

    def add(self, name: str, key: str, files: Iterable[Made]) -> None:
        """Put new files in.

        Raises:
            ValueError: Two have one name, or one a name that is no address.
        """
        told = []
        for file in files:
            with self._place(file.path).open("xb") as target:
                target.write(file.data)
            told.append(file.told())
        self._units.append(SiteUnit(name=name, key=key, file=tuple(told)))

    def finish(self, tool: str, releases: Mapping[str, str]) -> None:
        """Write the manifest; the folder is whole now."""
        (self._aside / MANIFEST).write_bytes(manifest_bytes(tool, self._units, releases))

    def paths(self) -> list[str]:
        """The files that are in."""
        return [file.path for unit in self._units for file in unit.file]

    def _place(self, path: str) -> Path:
        if not _PATH.match(path):
            raise ValueError(path)
        target = self._aside / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


@contextlib.contextmanager
def building(out: Path) -> Iterator[Build]:
    """Build a folder aside and move it in when everything went well; else all stays as it was.

    Raises:
        RefusedError: The folder holds anything that was not made here, or was edited since.
        WorldError: The disk is full or read-only, or another run is building the same folder.
    """
    with _alone(out):
        try:
            _recover(out)
            before = read_manifest(out)
            _guard(out, before)
            out.parent.mkdir(parents=True, exist_ok=True)
            aside = out.with_name(f".{out.name}.{secrets.token_hex(6)}.new")
            aside.mkdir()
            try:
                yield Build(out, aside, before)
                _swap(out, aside)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
        except OSError as error:
            raise WorldError(
                say(
                    "{folder} cannot be written: {reason}",
                    folder=str(out),
                    reason=error.strerror or str(error),
                ),
                hint=say(
                    "free some space or get leave to write there, then run the same command again; it is as before"
                ),
            ) from error


def _swap(out: Path, aside: Path) -> None:
    """Put the new folder in the place of the old one; a run that is killed between is mended by the next."""
    old = out.with_name(aside.name.removesuffix(".new") + ".old")
    if out.exists():
        out.rename(old)
    aside.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _recover(out: Path) -> None:
    """Finish what a run that was killed has left beside the folder."""
    left = re.compile(re.escape(f".{out.name}.") + r"[0-9a-f]{12}\.(new|old)\Z")
    beside = sorted(out.parent.iterdir()) if out.parent.is_dir() else []
    for path in beside:
        found = left.match(path.name)
        if found and found[1] == "old" and not out.exists():
            path.rename(out)
        elif found:
            shutil.rmtree(path, ignore_errors=True)


def _guard(out: Path, before: Manifest | None) -> None:
    if not out.exists() and not out.is_symlink():
        return
    if not out.is_dir() or out.is_symlink():
        raise RefusedError(
            say("{folder} is no folder", folder=str(out)), hint=say("name another folder to publish to")
        )
    if before is None and any(out.iterdir()):
        raise RefusedError(
            say("{folder} is not empty, and medlofte has not made what is in it", folder=str(out)),
            hint=say("name a folder that does not exist yet, or an empty one; nothing was written"),
        )
    found = differences(out, before)
    lost = (*found.edited, *found.foreign)
    if lost:
        named = tuple(lost[:_NAMED])
        raise RefusedError(
            say_n(
                "{folder} holds {count} file that would be lost: {names}",
                "{folder} holds {count} files that would be lost: {names}",
                len(lost),
                folder=str(out),
                names=named,
            ),
            hint=say(
                "they were edited or added by somebody: move them away, then run the same command again"
            ),
        )


@contextlib.contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the folder for this process; the lock lies outside of it and goes with the process."""
    import filelock

    place = hashlib.sha256(os.fsencode(out)).hexdigest()[:16]
    lock = (
        Path(tempfile.gettempdir()) / f"medlofte-{os.getuid() if hasattr(os, 'getuid') else 0}-{place}.lock"
    )
    try:
        held = filelock.FileLock(lock, timeout=_PATIENCE).acquire()
    except (filelock.Timeout, OSError) as error:
        raise WorldError(
            say("another medlofte is publishing to {folder}", folder=str(out)),
            hint=say("wait until it is done, then run the same command again"),
        ) from error
    with held:
        yield
