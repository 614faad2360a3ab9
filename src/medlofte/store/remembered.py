"""What this machine remembers of publishing, in the private part of the repository: no clone brings it along.

A published folder lies where others may write to, so nothing that it says of itself spares a check.
"""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

import msgspec
from msgspec import field

from medlofte.model.record import Record
from medlofte.store.git import private_file

_NAME = "medlofte-published.json"
_MOST_BYTES = 10_000_000
#: So many builds are remembered; a register is published to a few folders.
_BUILDS = 50


class Remembered(Record):
    """What was seen and made here.

    Attributes:
        verified: By release, a digest of what its verification looked at; where it is the same, it is not repeated.
        built: SHA-256 of each manifest that was written here, newest last.
    """

    verified: dict[str, str] = field(default_factory=dict)
    built: tuple[str, ...] = ()

    def with_build(self, verified: dict[str, str], manifest: str) -> "Remembered":
        """The same after one more build."""
        others = [digest for digest in self.built if digest != manifest]
        return Remembered(verified=self.verified | verified, built=(*others[1 - _BUILDS :], manifest))


def lock_file(root: Path) -> Path:
    """The file that two runs hold in turn; outside of the register where that may not be written to."""
    path = private_file(root, "medlofte-publish.lock")
    return path if os.access(path.parent, os.W_OK) else Path(tempfile.gettempdir()) / path.name


def recall(root: Path) -> Remembered:
    """What is remembered; nothing where that cannot be read."""
    path = private_file(root, _NAME)
    if not path.is_file():
        return Remembered()
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(_MOST_BYTES), type=Remembered)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return Remembered()


def remember(root: Path, found: Remembered) -> None:
    """Keep it; where it cannot be kept, the next build is only slower."""
    path = private_file(root, _NAME)
    aside = path.with_name(f"{_NAME}.{secrets.token_hex(6)}")
    with contextlib.suppress(OSError):
        try:
            aside.write_bytes(msgspec.json.encode(found))
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
