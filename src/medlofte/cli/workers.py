"""Processes that work for this one: deaf to Ctrl-C, stopped by this one alone, and gone when it is gone."""

import contextlib
import os
import signal
import sys
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import islice
from multiprocessing import get_all_start_methods, get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

_Given = TypeVar("_Given")
_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


def each(
    work: Callable[[_Task], _Result], tasks: Sequence[_Task], start: Callable[[_Given], None], given: _Given
) -> Generator[tuple[_Task, _Result], None, None]:
    """Do the tasks on as many cores as there are; each is given when it is done. Who leaves early closes it.

    The processes share no lock, as those of a pool of the library do, so that each may be killed at any moment.

    Args:
        work: Does one; like ``start``, a function of a module.
        tasks: Any number.
        start: What each process does first.
        given: What it needs for that.

    Raises:
        ChildProcessError: The system ended a process before its task was done.
    """
    context = _context()
    workers: list[tuple[BaseProcess, Connection]] = []
    try:
        with _deaf(context):
            workers.extend(_started(context, work, start, given) for _ in tasks[: os.cpu_count()])
        yield from _given_out(tasks, [connection for _, connection in workers])
    finally:
        for process, _ in workers:
            process.kill()
        for process, _ in workers:
            process.join()


def _context() -> "ForkContext | SpawnContext":
    """How processes are started: as copies of this one, unless typst has started threads here, which no copy has."""
    forked = "fork" in get_all_start_methods() and "typst" not in sys.modules
    return get_context("fork") if forked else get_context("spawn")


@contextlib.contextmanager
def _deaf(context: BaseContext) -> Iterator[None]:
    """Whatever is started now never hears Ctrl-C, not even before its first line of Python."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    if context.get_start_method() == "spawn":
        resource_tracker.ensure_running()  # started later, it would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _started(
    context: "ForkContext | SpawnContext",
    work: Callable[[_Task], object],
    start: Callable[[_Given], None],
    given: _Given,
) -> tuple[BaseProcess, Connection]:
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, work, start, given), daemon=True)
    process.start()
    there.close()
    return process, here


def _given_out(tasks: Sequence[_Task], idle: Sequence[Connection]) -> Iterator[tuple[_Task, Any]]:
    left = iter(tasks)
    busy: dict[Connection, _Task] = {}
    for worker, task in zip(idle, left, strict=False):
        _ask(worker, task, busy)
    while busy:
        ready = wait(busy)
        for worker in [one for one in busy if one in ready]:
            done, result = busy.pop(worker), _answer(worker)
            for task in islice(left, 1):
                _ask(worker, task, busy)
            yield done, result


def _ask(worker: Connection, task: _Task, busy: dict[Connection, _Task]) -> None:
    busy[worker] = task
    with contextlib.suppress(BrokenPipeError):  # it is lost, as the answer will tell
        worker.send(task)


def _answer(worker: Connection) -> Any:
    try:
        result, wrong = worker.recv()
    except (EOFError, OSError) as error:
        raise ChildProcessError from error
    if wrong is not None:
        raise wrong
    return result


def _serve(
    asked: Connection, work: Callable[[_Task], object], start: Callable[[_Given], None], given: _Given
) -> None:
    Thread(target=_follow, daemon=True).start()
    start(given)
    with contextlib.suppress(EOFError, ConnectionError):  # nobody asks any more
        while True:
            asked.send(_tried(work, asked.recv()))


def _tried(work: Callable[[_Task], object], task: _Task) -> tuple[object, Exception | None]:
    """A result, or what went wrong with where it did."""
    try:
        return work(task), None
    except Exception as error:  # noqa: BLE001 (raised again where it is asked for)
        error.add_note(traceback.format_exc())
        return None, error


def _follow() -> None:
    """Go when the process that this one works for has gone, however that ended."""
    parent = parent_process()
    assert parent is not None  # noqa: S101
    parent.join()
    os._exit(1)
