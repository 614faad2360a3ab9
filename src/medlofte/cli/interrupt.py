"""Ctrl-C: it is heard once, and the program then ends by its own word and code."""

import contextlib
import os
import signal
import sys
import time
from types import FrameType

#: The exit code.
INTERRUPTED = 130
#: So many seconds a repetition is taken for the same: who starts the program may pass on what it has been sent anyway.
_SAME = 2.0


class Interrupted(KeyboardInterrupt):
    """Ctrl-C.

    A kind of its own: the interpreter remembers a plain one that comes through ``exec``, as where a dataclass is being
    made, and in the end kills itself by the signal although it was caught.
    """


_heard = -_SAME


def listen() -> None:
    """Let Ctrl-C raise, unless whoever started the program wants it to be ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _hear)
        sys.unraisablehook = _lost


def _hear(_number: int, _frame: FrameType | None) -> None:
    global _heard  # noqa: PLW0603
    now = time.monotonic()
    if now - _heard >= _SAME:
        _heard = now
        raise Interrupted


def _lost(found: "sys.UnraisableHookArgs") -> None:
    """Raise once more what came where nothing can be raised, as while an object is being deleted."""
    global _heard  # noqa: PLW0603
    if not isinstance(found.exc_value, Interrupted):
        sys.__unraisablehook__(found)
        return
    from threading import Timer

    _heard = -_SAME
    Timer(0.01, os.kill, (os.getpid(), signal.SIGINT)).start()


def close() -> None:
    """Hear nothing any more: everything is done or undone, and only the interpreter has to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def told(arguments: list[str]) -> int:
    """Say that the run was interrupted, and give the exit code."""
    from medlofte.cli.front import language
    from medlofte.message import say
    from medlofte.view.catalog import catalog

    with contextlib.suppress(OSError):  # the reader of it may have been interrupted too
        sys.stderr.write("\n" + catalog(language(arguments)).say(say("interrupted")) + "\n")
    return INTERRUPTED
