"""Runs of medlofte that are killed: ready processes, each forked from one that has loaded everything already.

A killed run is a real process that gets a real SIGKILL: at a moment, or just before its n-th step that changes something in
its folder or starts a program. Starting from a loaded process makes it cheap, and lets every moment fall into the work itself.

Run as a program, it answers one line of JSON with another.
"""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: What is about to happen, as the interpreter tells it.
_CHANGES = frozenset({"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
#: Linux: orphans become children of this process, which can wait for them.
_ADOPT = 36


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code (negative: the signal), the steps and seconds it took, and what it said."""

    code: int
    steps: int
    seconds: float
    said: str


class Forker:
    """Starts runs and waits for their end."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            env=environment | {"PYTHONPATH": str(Path(__file__).parents[1])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(
        self,
        arguments: Sequence[str | os.PathLike[str]],
        folder: Path,
        environment: dict[str, str],
        *,
        step: int = 0,
        delay: float | None = None,
    ) -> Ended:
        """Run medlofte; kill it just before its ``step``-th step, or ``delay`` seconds after its start.

        Returns when every process that it had started has ended too.
        """
        wanted = {
            "arguments": [os.fspath(item) for item in arguments],
            "folder": str(folder),
            "environment": environment,
            "step": step,
            "delay": delay,
        }
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(wanted) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End the process that the others come from."""
        self._process.communicate()


def _serve() -> None:
    from ready import load

    load()
    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).prctl(_ADOPT, 1)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_one(**json.loads(line))) + "\n")
        sys.stdout.flush()


def _one(
    arguments: list[str], folder: str, environment: dict[str, str], step: int, delay: float | None
) -> dict[str, Any]:
    (said, told), (steps, counted) = os.pipe(), os.pipe()
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(said)
        os.close(steps)
        _become(arguments, folder, environment, step, told, counted)
    os.close(told)
    os.close(counted)
    if delay is not None:
        time.sleep(max(0.0, delay - (time.monotonic() - start)))
        os.kill(child, signal.SIGKILL)
    text = _all(said)
    _, status = os.waitpid(child, 0)
    seconds = time.monotonic() - start
    while _alive(child):
        time.sleep(0.002)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "steps": len(_all(steps)),
        "seconds": seconds,
        "said": text.decode(errors="replace"),
    }


def _all(pipe: int) -> bytes:
    """What comes through a pipe until nobody can write to it any more, orphans included."""
    with os.fdopen(pipe, "rb") as stream:
        return stream.read()


def _alive(group: int) -> bool:
    """Whether any process of a group is left: git, started by a run that was killed."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-group, os.WNOHANG)[0]:
            pass
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _become(
    arguments: list[str], folder: str, environment: dict[str, str], step: int, told: int, counted: int
) -> None:
    """Be a run of medlofte, and never return."""
    code = 99
    try:
        os.setsid()
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(told, 1)
        os.dup2(told, 2)
        os.close(told)
        sys.stdout, sys.stderr = (
            os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2)
        )
        _count(folder, step, counted)
        sys.argv = ["medlofte", *arguments]
        from medlofte.cli.app import run

        code = run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
    finally:
        os._exit(code)


def _count(folder: str, fatal: int, counted: int) -> None:
    done = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal done
        if _is_step(event, arguments, folder):
            done += 1
            os.write(counted, b".")
            if done == fatal:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _is_step(event: str, arguments: tuple[Any, ...], folder: str) -> bool:
    if event == "subprocess.Popen":
        return True
    changing = event in _CHANGES or (event == "open" and arguments[2] & _WRITING)
    return bool(changing) and str(arguments[0]).startswith(folder)


if __name__ == "__main__":
    _serve()
