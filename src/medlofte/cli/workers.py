"""Processes that work for this one: deaf to Ctrl-C, stopped by this one alone, and gone when it is gone."""

import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from threading import Lock, Thread
from typing import TypeVar

from medlofte.cli.interrupt import answered

_Given = TypeVar("_Given")
_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

#: Held by a process unless it works: if it went while it sends, the rest of a result would be waited for without end.
_sending = Lock()


def each(
    work: Callable[[_Task], _Result], tasks: Sequence[_Task], start: Callable[[_Given], None], given: _Given
) -> Generator[tuple[_Task, _Result], None, None]:
    """Do the tasks on as many cores as there are; each is given when it is done. Who leaves early closes it.

    Args:
        work: Does one; like ``start``, a function of a module.
        tasks: Any number.
        start: What each process does first.
        given: What it needs for that.

    Raises:
        KeyboardInterrupt: Ctrl-C.
        BrokenProcessPool: The system ended a process.
    """
    context = _context()
    heard, tell = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(os.cpu_count(), context, initializer=_begin, initargs=(heard, start, given))
    stop = _Stop(tell)
    with heard, tell, answered(stop.interrupt):  # raising could leave a lock of the pool taken
        try:
            with _deaf():
                waiting = {pool.submit(_apart, work, task): task for task in tasks}
            for done in as_completed(waiting):
                stop.check()
                yield waiting.pop(done), done.result()
        except BrokenProcessPool:
            stop.check()
            raise
        except BaseException:
            stop()
            raise
        finally:
            pool.shutdown(cancel_futures=True)
    stop.check()


class _Stop:
    """The word at which all processes go."""

    def __init__(self, tell: Connection) -> None:
        self._tell, self._interrupted = tell, False

    def interrupt(self) -> None:
        self._interrupted = True
        self()

    def __call__(self) -> None:
        self._tell.send_bytes(b".")

    def check(self) -> None:
        if self._interrupted:
            raise KeyboardInterrupt


def _context() -> BaseContext:
    """How processes are started: as copies of this one, unless typst has started threads here, which no copy has."""
    forked = "fork" in get_all_start_methods() and "typst" not in sys.modules
    return get_context("fork" if forked else "spawn")


@contextmanager
def _deaf() -> Iterator[None]:
    """Whatever is started now never hears Ctrl-C, not even before its first line of Python."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(heard: Connection, start: Callable[[_Given], None], given: _Given) -> None:
    _sending.acquire()
    Thread(target=_follow, daemon=True).start()
    Thread(target=_heed, args=(heard,), daemon=True).start()
    start(given)


def _follow() -> None:
    """Go when the process that this one works for has gone, however that ended."""
    parent = parent_process()
    assert parent is not None  # noqa: S101
    parent.join()
    os._exit(1)


def _heed(heard: Connection) -> None:
    """Go when told to, whatever is being worked at."""
    heard.poll(None)
    _sending.acquire()
    os._exit(1)


def _apart(work: Callable[[_Task], _Result], task: _Task) -> _Result:
    _sending.release()
    try:
        return work(task)
    finally:
        _sending.acquire()
