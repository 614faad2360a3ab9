"""What this machine remembers of publishing, in the private part of the repository: no clone brings it along.

A published folder lies where others may write to, so nothing that it says of itself spares a check.
"""

from pathlib import Path

import msgspec
from msgspec import field

from medlofte.errors import WorldError
from medlofte.message import Message, say
from medlofte.model.record import Record
from medlofte.store.git import private_file
from medlofte.store.held import held

_NAME = "medlofte-published.json"
_MOST_BYTES = 10_000_000
#: So many builds are remembered; a register is published to a few folders.
_BUILDS = 50
#: It takes a moment to write, so another that does is not waited for much longer, in seconds.
_PATIENCE = 5.0


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


def remember(root: Path, verified: dict[str, str], manifest: str) -> Message | None:
    """Add what a build has verified and made to what is remembered now, which other builds may have added to.

    Returns:
        Why it could not be kept, where it could not; the next build is only slower.
    """
    path = private_file(root, _NAME)
    busy = say("another medlofte holds {file}", file=str(path))
    try:
        with held(path.with_name(f"{_NAME}.lock"), busy, _PATIENCE):
            _write(path, recall(root).with_build(verified, manifest))
    except WorldError as error:
        return error.message
    except OSError as error:
        return say("{file} cannot be written: {reason}", file=str(path), reason=error.strerror or str(error))
    return None


def _write(path: Path, found: Remembered) -> None:
    """Whole or not at all; one process at a time."""
    aside = path.with_name(f"{path.name}.new")
    aside.unlink(missing_ok=True)
    try:
        with aside.open("xb") as file:
            file.write(msgspec.json.encode(found))
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
