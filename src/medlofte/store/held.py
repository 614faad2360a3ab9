"""One at a time: who writes holds a file beside what is written, and lets go of it however the process ends."""

import contextlib
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from medlofte.errors import WorldError
from medlofte.message import Message, say

if TYPE_CHECKING:
    from filelock import BaseFileLock

#: How long another is waited for, in seconds.
PATIENCE = 20.0


@contextlib.contextmanager
def held(place: Path, busy: Message, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a file, and delete it when all is done; one that a killed process has left holds nobody back.

    Args:
        place: The file; only its name counts.
        busy: What is said where another process holds it for too long.
        patience: How long that is, in seconds.

    Raises:
        WorldError: Another holds it, or what has its name is no such file.
        OSError: The file cannot be made there.
    """
    import filelock

    _refuse_foreign(place)
    lock = filelock.FileLock(place, timeout=patience, mode=0o664)
    try:
        _acquire(lock, busy)
        yield
    finally:
        if lock.is_locked:
            with contextlib.suppress(OSError):
                place.unlink()
        lock.release()


def _acquire(lock: "BaseFileLock", busy: Message) -> None:
    import filelock

    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise WorldError(busy, hint=say("wait until it is done, then run the same command again")) from error


def _refuse_foreign(place: Path) -> None:
    """A pipe could be waited at for ever, and a link could lead to a file of somebody's."""
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISREG(place.lstat().st_mode):
            raise WorldError(
                say(
                    "{file} is in the way: medlofte keeps other runs off by a file of that name",
                    file=str(place),
                ),
                hint=say("see what it is and move it away, then run the same command again"),
            )
