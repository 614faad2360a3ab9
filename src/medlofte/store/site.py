"""The published folder: built aside and moved in whole; what has not changed is kept, and nothing of others lost."""

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import structs

from medlofte.errors import RefusedError, WorldError
from medlofte.message import say, say_n
from medlofte.model.site import Manifest, SiteUnit
from medlofte.store.manifest import (
    MANIFEST,
    Made,
    differences,
    is_address,
    manifest_bytes,
    read_manifest,
    stored,
)
from medlofte.store.source import sha256

_PATIENCE = 20.0
#: So many files are named where something is in the way.
_NAMED = 5


class Build:
    """A folder on its way: filled aside, beside what is published now.

    Attributes:
        before: The manifest of what is published now.
    """

    def __init__(self, out: Path, aside: Path, before: Manifest | None, kept: Mapping[str, SiteUnit]) -> None:
        self.before = before
        self._out, self._aside = out, aside
        self._kept = kept
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
            RefusedError: Two would have one address.
            ValueError: One has a name that is no address.
        """
        told = []
        for file in files:
            try:
                with self._place(file.path).open("xb") as target:
                    target.write(file.data)
            except FileExistsError as error:
                raise RefusedError(
                    say("two things would have the address {path}", path=file.path),
                    hint=say("rename the series, the period or the pledge that stands in it"),
                ) from error
            told.append(file.told())
        self._units.append(SiteUnit(name=name, key=key, file=tuple(told)))

    def finish(self, tool: str, *, drafts: bool, remove: bool) -> str:
        """Write the manifest; the folder is whole now.

        Args:
            tool: The program.
            drafts: Whether texts that are not released are shown too.
            remove: Whether addresses may go that lead somewhere now.

        Returns:
            SHA-256 of the manifest.

        Raises:
            RefusedError: Addresses would go.
        """
        before = self.before.files() if self.before and not self.before.drafts else {}
        gone = sorted(before.keys() - set(self.paths()))
        if gone and not remove:
            raise _would_go(gone)
        data = manifest_bytes(tool, self._units, drafts=drafts)
        (self._aside / MANIFEST).write_bytes(data)
        return sha256(data)

    def paths(self) -> list[str]:
        """The files that are in."""
        return [file.path for unit in self._units for file in unit.file]

    def _place(self, path: str) -> Path:
        if not is_address(path):
            raise ValueError(path)
        target = self._aside / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


@contextlib.contextmanager
def building(out: Path, lock: Path, trusted: Collection[str], *, drafts: bool) -> Iterator[Build]:
    """Build a folder aside and move it in when everything went well; else all stays as it was.

    Args:
        out: The folder.
        lock: The file that holds other runs back.
        trusted: SHA-256 of the manifests that are known to tell the truth; of another, nothing is taken over.
        drafts: Whether drafts are to be shown.

    Raises:
        RefusedError: The folder holds anything that was not made here, or was edited since.
        WorldError: The disk is full or read-only, or another run is building the same folder.
    """
    with _alone(out, lock), _told(out):
        _recover(out)
        before = read_manifest(out)
        believed = before is not None and sha256(stored(out)) in trusted
        if before and not believed:  # whether it holds drafts is the folder's own word
            before = structs.replace(before, drafts=False)
        missing = _guard(out, before, drafts=drafts)
        known = before.unit if before and believed else ()
        kept = {unit.name: unit for unit in known if not any(file.path in missing for file in unit.file)}
        out.parent.mkdir(parents=True, exist_ok=True)
        aside = out.with_name(f".{out.name}.{secrets.token_hex(6)}.new")
        aside.mkdir()
        try:
            yield Build(out, aside, before, kept)
            _swap(out, aside)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


@contextlib.contextmanager
def _told(out: Path) -> Iterator[None]:
    """What the disk refuses, as people understand it."""
    try:
        yield
    except OSError as error:
        raise WorldError(
            say("{folder} cannot be written: {reason}", folder=str(out), reason=error.strerror or str(error)),
            hint=say(
                "free some space or get leave to write there, then run the same command again; it is as before"
            ),
        ) from error


def _swap(out: Path, aside: Path) -> None:
    """Put the new folder in the place of the old one; a run that is killed between is mended by the next."""
    old = out.with_name(aside.name.removesuffix(".new") + ".old")
    if out.exists():
        shutil.copymode(out, aside)
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


def _guard(out: Path, before: Manifest | None, *, drafts: bool) -> frozenset[str]:
    """See that nothing of others is lost; give the files that are not there any more."""
    if not out.exists() and not out.is_symlink():
        return frozenset()
    if not out.is_dir() or out.is_symlink():
        raise RefusedError(
            say("{folder} is no folder", folder=str(out)), hint=say("name another folder to publish to")
        )
    if before is None and any(out.iterdir()):
        raise RefusedError(
            say("{folder} is not empty, and medlofte has not made what is in it", folder=str(out)),
            hint=say("name a folder that does not exist yet, or an empty one; nothing was written"),
        )
    if before and drafts and not before.drafts:
        raise RefusedError(
            say("{folder} holds what is released, and drafts would take its place", folder=str(out)),
            hint=say("publish drafts to a folder of their own; nothing was written"),
        )
    found = differences(out, before)
    lost = (*found.edited, *found.foreign)
    if lost:
        raise RefusedError(
            say_n(
                "{folder} holds {count} file that would be lost: {names}",
                "{folder} holds {count} files that would be lost: {names}",
                len(lost),
                folder=str(out),
                names=_some(lost),
            ),
            hint=say(
                "they were edited or added by somebody: move them away, then run the same command again"
            ),
        )
    return frozenset(found.missing)


def _would_go(gone: Collection[str]) -> RefusedError:
    return RefusedError(
        say_n(
            "{count} address would lead nowhere any more: {names}",
            "{count} addresses would lead nowhere any more: {names}",
            len(gone),
            names=_some(tuple(gone)),
        ),
        hint=say(
            "get all tags with: git fetch --tags --unshallow; name the same series and parts as before; "
            "or let them go with --remove; nothing was written"
        ),
    )


def _some(paths: tuple[str, ...]) -> tuple[str, ...]:
    return (*paths[:_NAMED], "…") if len(paths) > _NAMED else paths


@contextlib.contextmanager
def _alone(out: Path, lock: Path) -> Iterator[None]:
    """Hold the folder for this process; the lock goes with the process, however that ends."""
    import filelock

    try:
        held = filelock.FileLock(lock, timeout=_PATIENCE, mode=0o664).acquire()
    except (filelock.Timeout, OSError) as error:
        raise WorldError(
            say("another medlofte is publishing to {folder}", folder=str(out)),
            hint=say("wait until it is done, then run the same command again"),
        ) from error
    with held:
        yield
