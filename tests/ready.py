"""Runs of medlofte in processes of their own, each forked from one that has loaded everything already.

A run is a real process with its own folder, environment and streams; only the loading of modules, which takes longer than
most commands, is done once. What a start costs and how streams and locales are set up is for tests that start anew.

Run as a program, it answers one line of JSON with another.
"""

import atexit
import contextlib
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

_SECONDS = 120


class Ready:
    """A process that waits to be forked."""

    def __init__(self) -> None:
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/nonexistent"}
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self._one_at_a_time = threading.Lock()
        atexit.register(self._process.kill)

    def run(
        self, arguments: Sequence[str], cwd: Path, environment: Mapping[str, str], stdin: bytes = b""
    ) -> "CompletedProcess[bytes]":
        """Run medlofte and wait for it."""
        with tempfile.TemporaryDirectory(prefix="run-") as folder, self._one_at_a_time:
            streams = [Path(folder) / name for name in ("in", "out", "err")]
            streams[0].write_bytes(stdin)
            wanted = {
                "arguments": list(arguments),
                "cwd": str(cwd),
                "environment": dict(environment),
                "streams": list(map(str, streams)),
            }
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(json.dumps(wanted) + "\n")
            self._process.stdin.flush()
            code = int(self._process.stdout.readline())
            return CompletedProcess(list(arguments), code, streams[1].read_bytes(), streams[2].read_bytes())


@cache
def ready() -> Ready:
    """The one of this process."""
    return Ready()


def _serve() -> None:
    _load()
    for line in sys.stdin:
        wanted = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(wanted)
        signal.alarm(_SECONDS)
        _, status = os.waitpid(child, 0)
        signal.alarm(0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _load() -> None:
    """Everything that a command may import; help texts stay unmade, since they depend on the language asked for."""
    import medlofte

    for name in (
        "git",
        "typst",
        "jinja2",
        "rich.console",
        "rich.text",
        "concurrent.futures.thread",
        "filelock",
        "tomli_w",
    ):
        importlib.import_module(name)
    for found in pkgutil.walk_packages(medlofte.__path__, "medlofte."):
        if not found.name.startswith(("medlofte.cli.", "medlofte.locale", "medlofte.__main__")):
            importlib.import_module(found.name)
    for name in ("session", "front", "commands", "app"):
        importlib.import_module(f"medlofte.cli.{name}")


def _become(wanted: dict[str, Any]) -> None:
    """Be the run: its folder, environment, streams and arguments, and then its end."""
    os.chdir(wanted["cwd"])
    os.environ.clear()
    os.environ.update(wanted["environment"])
    modes = (os.O_RDONLY, os.O_WRONLY | os.O_CREAT, os.O_WRONLY | os.O_CREAT)
    for number, (path, mode) in enumerate(zip(wanted["streams"], modes, strict=True)):
        handle = os.open(path, mode, 0o600)
        os.dup2(handle, number)
        os.close(handle)
    sys.stdin = open(0, encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.argv = ["medlofte", *wanted["arguments"]]
    code = 70
    try:
        from medlofte.__main__ import main

        main()
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
