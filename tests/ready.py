"""Runs of medlofte in processes of their own, each forked from one that has loaded everything already.

A run is a real process with its own folder, environment and streams; only the loading of modules, which takes longer than
most commands, is done once. What a start costs and how streams and locales are set up is for tests that start anew.

Run as a program, it answers whoever connects to the socket it is given: three streams and one line of JSON come in, an exit
code goes out.
"""

import atexit
import contextlib
import gc
import importlib
import io
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess

_SECONDS = 120
_LIBRARIES = (
    *("concurrent.futures.thread", "filelock", "git", "http.client", "icalendar", "jinja2", "markdown_it"),
    *("rich.console", "rich.text", "segno", "tomli_w", "typst"),
)
#: Parts of commands that fix no text when they are loaded.
_PARTS = (
    *("session", "front", "commands", "app", "ask", "asking", "bundling", "files", "interview"),
    *("preview", "report_input", "report_talk", "review", "signing"),
    *("editions", "publish_report", "publish_units", "publishable", "publishing"),
)
#: Stands for the program on a path; it hands over its own streams and starts in a tenth of the time.
_STAND_IN = """\
#!{python} -IS
import json, os, socket, sys

line = socket.socket(socket.AF_UNIX)
line.connect({address!r})
socket.send_fds(line, [b"."], [0, 1, 2])
line.sendall(json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode() + b"\\n")
sys.exit(int(line.makefile().readline() or 70))
"""


class Ready:
    """A process that waits to be forked."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="ready-")
        self.address = str(Path(self._folder.name) / "socket")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(self.address)
            listener.listen()
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(listener.fileno())],
                env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/nonexistent"},
                stdin=subprocess.DEVNULL,
                pass_fds=[listener.fileno()],
            )
        atexit.register(self._end)

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()

    def run(
        self, arguments: Sequence[str], cwd: Path, environment: Mapping[str, str], stdin: bytes = b""
    ) -> "CompletedProcess[bytes]":
        """Run medlofte and wait for it."""
        with contextlib.ExitStack() as files:
            given, out, err = (files.enter_context(tempfile.TemporaryFile()) for _ in range(3))
            given.write(stdin)
            given.seek(0)
            line = files.enter_context(socket.socket(socket.AF_UNIX))
            line.connect(self.address)
            socket.send_fds(line, [b"."], [file.fileno() for file in (given, out, err)])
            line.sendall(json.dumps([list(arguments), str(cwd), dict(environment)]).encode() + b"\n")
            code = int(line.makefile().readline())
            out.seek(0)
            err.seek(0)
            return CompletedProcess(list(arguments), code, out.read(), err.read())

    def stand_in(self, place: Path) -> None:
        """Put a program there that a shell can run as medlofte."""
        place.write_text(_STAND_IN.format(python=sys.executable, address=self.address), encoding="utf-8")
        place.chmod(0o755)


@cache
def ready() -> Ready:
    """The one of this process."""
    return Ready()


def _serve(listener: socket.socket) -> None:
    load()
    while True:
        line, _ = listener.accept()
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if os.fork() == 0:
            listener.close()
            _become(line)
        line.close()


def load() -> None:
    """Everything that a command may import; help texts stay unmade, since they depend on the language asked for."""
    import medlofte

    for name in _LIBRARIES:
        importlib.import_module(name)
    for found in pkgutil.walk_packages(medlofte.__path__, "medlofte."):
        if not found.name.startswith(("medlofte.cli.", "medlofte.locale", "medlofte.__main__")):
            importlib.import_module(found.name)
    for name in _PARTS:
        importlib.import_module(f"medlofte.cli.{name}")
    assert "medlofte.cli.texts" not in sys.modules
    _learn()
    gc.collect()
    gc.freeze()  # a run that collects garbage would copy every page that it shares with this process


def _learn() -> None:
    """What every run finds out anew, and always finds the same."""
    from medlofte.store.evidence import learn
    from medlofte.view.catalog import catalog
    from medlofte.view.pages import environment

    catalog("sv")
    learn()
    for name in environment().list_templates(["j2"]):
        environment().get_template(name)


def _become(line: socket.socket) -> None:
    """Be the run that is asked for: its folder, environment, streams and arguments, and then its end."""
    signal.alarm(_SECONDS)
    _, streams, _, _ = socket.recv_fds(line, 1, 3)
    arguments, cwd, environment = json.loads(line.makefile().readline())
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    for number, handle in enumerate(streams):
        os.dup2(handle, number)
        os.close(handle)
    at_once = "PYTHONUNBUFFERED" in environment
    sys.stdin = open(0, encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
    sys.stdout, sys.stderr = (
        io.TextIOWrapper(
            open(number, "wb", buffering=0 if at_once else -1, closefd=False),  # noqa: SIM115
            encoding="utf-8",
            errors=errors,
            write_through=at_once,
        )
        for number, errors in ((1, "surrogateescape"), (2, "backslashreplace"))
    )
    sys.argv = ["medlofte", *arguments]
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
        line.sendall(f"{code}\n".encode())
        os._exit(code)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
