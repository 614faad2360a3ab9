"""The manifest of a published folder: what should lie there, and how what lies there differs."""

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from medlofte.model.site import Manifest, SiteFile, SiteUnit
from medlofte.store.source import sha256

MANIFEST = "manifest.json"
#: Names that are the same on every file system and in every address.
_PATH = re.compile(r"[a-z0-9][a-z0-9.-]*(?:/[a-z0-9][a-z0-9.-]*)*\Z")
#: No manifest is longer: that of a nation's every period takes a tenth of it.
_MOST_BYTES = 200_000_000


def is_address(path: str) -> bool:
    """Whether a path may be that of a published file."""
    return _PATH.match(path) is not None


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


def manifest_bytes(tool: str, units: Iterable[SiteUnit], *, drafts: bool) -> bytes:
    """``manifest.json``: the same bytes for the same files, in whatever order they were made."""
    manifest = Manifest(
        type="medlofte/site",
        version=1,
        tool=tool,
        drafts=drafts,
        unit=tuple(sorted(units, key=lambda unit: unit.name)),
    )
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def read_manifest(out: Path) -> Manifest | None:
    """The manifest of a folder; None where it holds none that can be read, or one of files outside of it."""
    data = stored(out)
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return manifest if all(map(is_address, manifest.files())) else None


def stored(out: Path) -> bytes:
    """The bytes of the manifest; none where it is no plain file."""
    path = out / MANIFEST
    with contextlib.suppress(OSError):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                return file.read(_MOST_BYTES)
    return b""


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
    stale = {path for path in other if there[path] == built.get(path) or (path == MANIFEST and manifest)}
    return Differences(
        missing=tuple(sorted(known.keys() - there.keys())),
        edited=tuple(path for path in other if path not in stale),
        outdated=tuple(path for path in other if path in stale),
        foreign=tuple(sorted(there.keys() - known.keys() - {MANIFEST})),
    )


def _digests(out: Path) -> Iterator[tuple[str, str]]:
    """SHA-256 of every file of a folder; a link, or what is no file or cannot be read, has none and is not ours."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(out / inside) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(f"{inside}{entry.name}/")
                    else:
                        yield inside + entry.name, _digest(entry)
        except OSError:
            yield inside.rstrip("/"), ""


def _digest(entry: os.DirEntry[str]) -> str:
    with contextlib.suppress(OSError):  # a folder that may be listed and not entered tells only names
        if entry.is_file(follow_symlinks=False):
            return sha256(Path(entry.path).read_bytes())
    return ""
