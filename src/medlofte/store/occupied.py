"""The place of a published folder: kept from other runs, and what the disk says there in words with a remedy."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from medlofte.errors import RefusedError, WorldError
from medlofte.message import Message, say
from medlofte.store.held import PATIENCE, held

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM}
_NO_MEMORY = {errno.ENOMEM, errno.EAGAIN}
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}


@contextlib.contextmanager
def occupied(out: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other runs from a folder, of whatever register they are; runs to other folders go on.

    Args:
        out: The folder; it need not be there.
        patience: How long another run is waited for, in seconds.

    Raises:
        RefusedError: No folder can be there.
        WorldError: Another run is publishing to it, or the disk refuses.
    """
    busy = say("another medlofte is publishing to {folder}", folder=str(out))
    with _told(out), _room(out), held(out.with_name(f".{out.name}.medlofte-lock"), busy, patience):
        yield


def look_into(out: Path) -> None:
    """See that a folder is there and can be listed.

    Raises:
        RefusedError: There is none.
        WorldError: It cannot.
    """
    try:
        with os.scandir(out):
            return
    except FileNotFoundError as error:
        raise RefusedError(
            say("{folder} is not there", folder=str(out)),
            hint=say("publish to it first: run the same command without --check"),
        ) from error
    except NotADirectoryError as error:
        raise no_folder(out) from error
    except OSError as error:
        raise WorldError(
            say("{folder} cannot be read: {reason}", folder=str(out), reason=error.strerror or str(error)),
            hint=_remedy(error, out),
        ) from error


def no_folder(path: Path) -> RefusedError:
    """A file, or a link, where a folder is needed."""
    return RefusedError(
        say("{folder} is no folder", folder=str(path)), hint=say("name another folder to publish to")
    )


@contextlib.contextmanager
def _told(out: Path) -> Iterator[None]:
    """What the system refuses, as people understand it."""
    try:
        yield
    except OSError as error:
        raise WorldError(
            say(
                "nothing was published to {folder}: {reason}",
                folder=str(out),
                reason=error.strerror or str(error),
            ),
            hint=_remedy(error, out),
        ) from error


def _remedy(error: OSError, out: Path) -> Message:
    if error.errno in _FULL:
        return say("free some space there, then run the same command again")
    if error.errno in _FORBIDDEN:
        return say(
            "get leave to read and write it and {folder}, in which the new one is made before it takes its place",
            folder=str(out.parent),
        )
    if error.errno == errno.EROFS:
        return say("that disk can only be read: name a folder elsewhere")
    if error.errno == errno.ENAMETOOLONG:
        return say("name a folder with a shorter name: beside it stands a longer one while it is made")
    if error.errno in _NO_LOCKS:
        return say("that disk cannot hold off a second run: publish to another, and copy the folder there")
    if error.errno in _NO_MEMORY:
        return say("free some memory, then run the same command again")
    return say("mend what the system says, or name another folder to publish to")


@contextlib.contextmanager
def _room(out: Path) -> Iterator[None]:
    """Make the folders above; those that stay empty go again."""
    missing = [folder for folder in out.parents if not folder.exists()]
    above = out.parents[len(missing)]
    if not above.is_dir():
        raise no_folder(above)
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        for folder in missing:
            with contextlib.suppress(OSError):
                folder.rmdir()
