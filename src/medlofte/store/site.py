"""The published folder: built aside and moved in whole; what has not changed is kept, and nothing of others lost."""

import contextlib
import os
import re
import secrets
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import structs

from medlofte.errors import RefusedError
from medlofte.message import say, say_n, some
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
from medlofte.store.occupied import no_folder
from medlofte.store.source import sha256


class Build:
    """A folder on its way: filled aside, beside what is published now.

    Attributes:
        before: The manifest of what is published now.
        litter: What could not be deleted beside the folder, once it is in its place.
    """

    def __init__(self, out: Path, aside: Path, before: Manifest | None, kept: Mapping[str, SiteUnit]) -> None:
        self.before = before
        self.litter: tuple[Path, ...] = ()
        self._out, self._aside = out, aside
        self._kept = kept
        self._units: list[SiteUnit] = []
        self._folders: set[str] = set()

    def keep(self, name: str, key: str) -> bool:
        """Take over the files of a unit that would be made from the same things; tell whether there were any."""
        unit = self._kept.get(name)
        if unit is None or unit.key != key:
            return False
        for file in unit.file:
            source, target = f"{self._out}/{file.path}", self._place(file.path)
            try:
                os.link(source, target)
            except OSError:
                shutil.copyfile(source, target)
        self._units.append(unit)
        return True

    def kept(self) -> dict[str, SiteUnit]:
        """The units that are in, by name."""
        return {unit.name: unit for unit in self._units}

    def add(self, unit: SiteUnit, files: Iterable[Made]) -> None:
        """Put new files in.

        Args:
            unit: What they are made from.
            files: The files.

        Raises:
            RefusedError: Two would have one address.
            ValueError: One has a name that is no address.
        """
        told = []
        for file in files:
            try:
                with Path(self._place(file.path)).open("xb") as target:
                    target.write(file.data)
            except FileExistsError as error:
                raise RefusedError(
                    say("two things would have the address {path}", path=file.path),
                    hint=say("rename the series, the period or the pledge that stands in it"),
                ) from error
            told.append(file.told())
        self._units.append(structs.replace(unit, file=tuple(told)))

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

    def _place(self, path: str) -> str:
        if not is_address(path):
            raise ValueError(path)
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            (self._aside / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{self._aside}/{path}"


@contextlib.contextmanager
def building(out: Path, trusted: Collection[str], *, drafts: bool) -> Iterator[Build]:
    """Build a folder aside and move it in when everything went well; else all stays as it was.

    The caller keeps other runs from it.

    Args:
        out: The folder.
        trusted: SHA-256 of the manifests that are known to tell the truth; of another, nothing is taken over.
        drafts: Whether drafts are to be shown.

    Raises:
        RefusedError: The folder holds anything that was not made here, or was edited since.
        OSError: The disk is full or read-only, or the like.
    """
    _recover(out)
    before = read_manifest(out)
    believed = before is not None and sha256(stored(out)) in trusted
    if before and not believed:  # whether it holds drafts is the folder's own word
        before = structs.replace(before, drafts=False)
    missing = _guard(out, before, drafts=drafts)
    known = before.unit if before and believed else ()
    kept = {unit.name: unit for unit in known if not any(file.path in missing for file in unit.file)}
    aside = out.with_name(f".{out.name}.{secrets.token_hex(6)}.new")
    aside.mkdir()
    build = Build(out, aside, before, kept)
    try:
        yield build
        _swap(out, aside)
    finally:
        _clear(aside)
    build.litter = tuple(_beside(out))


def _swap(out: Path, aside: Path) -> None:
    """Put the new folder in the place of the old one; a run that is killed between is mended by the next."""
    old = aside.with_suffix(".old")
    try:
        if out.exists():
            shutil.copymode(out, aside)
            out.rename(old)
        aside.rename(out)
    except BaseException:
        if not out.exists():
            with contextlib.suppress(OSError):
                old.rename(out)
        raise
    if old.exists():
        old.rename(aside)


def _recover(out: Path) -> None:
    """Finish what a run that was killed has left beside the folder."""
    for path in _beside(out):
        if path.suffix == ".old" and not out.exists():
            path.rename(out)
        else:
            _clear(path.replace(path.with_suffix(".new")))


def _beside(out: Path) -> list[Path]:
    """What runs have left beside the folder: ``.new`` is for nobody any more, ``.old`` may be the only one there is."""
    left = re.compile(re.escape(f".{out.name}.") + r"[0-9a-f]{12}\.(new|old)\Z")
    return sorted(path for path in out.parent.iterdir() if left.match(path.name))


def _clear(folder: Path) -> None:
    """Delete a folder that was made here, also where leave to write was taken from parts of it."""
    shutil.rmtree(folder, ignore_errors=True)
    if not folder.is_dir():
        return
    _open(folder)
    for above, names, _ in os.walk(folder):
        for name in names:
            _open(Path(above) / name)
    shutil.rmtree(folder, ignore_errors=True)


def _open(folder: Path) -> None:
    if not folder.is_symlink():
        with contextlib.suppress(OSError):
            folder.chmod(stat.S_IRWXU)


def _guard(out: Path, before: Manifest | None, *, drafts: bool) -> frozenset[str]:
    """See that nothing of others is lost; give the files that are not there any more."""
    if not out.exists() and not out.is_symlink():
        return frozenset()
    if not out.is_dir() or out.is_symlink():
        raise no_folder(out)
    if before is None and any(out.iterdir()):
        raise RefusedError(
            say(
                "{folder} is not empty, and no manifest.json there tells what medlofte has made",
                folder=str(out),
            ),
            hint=say(
                "name a folder that does not exist yet, or put manifest.json back as it was; nothing was written"
            ),
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
                names=some(lost),
            ),
            hint=say(
                "they were edited or added by somebody: move them away, then run the same command again"
            ),
        )
    return frozenset(found.missing)


def _would_go(gone: Sequence[str]) -> RefusedError:
    return RefusedError(
        say_n(
            "{count} address would lead nowhere any more: {names}",
            "{count} addresses would lead nowhere any more: {names}",
            len(gone),
            names=some(gone),
        ),
        hint=say(
            "name the same series and parts as before; or get the tags that are missing with: git fetch --tags; "
            "or let the addresses go with --remove; nothing was written"
        ),
    )
