"""A real terminal with the program in it, for questions and answers."""

import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

from conftest import clean_environment


class Terminal:
    """A real terminal with the program in it."""

    def __init__(self, folder: Path, *arguments: str, **env: str) -> None:
        self.master, slave = pty.openpty()
        self.child = subprocess.Popen(
            [sys.executable, "-m", "medlofte", *arguments],
            cwd=folder,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=clean_environment(folder) | {"TERM": "xterm"} | env,
            start_new_session=True,
            preexec_fn=_own_terminal,
        )
        os.close(slave)
        self.seen = ""

    def until(self, text: str) -> None:
        """Read until ``text`` has come."""
        end = time.monotonic() + 20
        while text not in self.seen:
            assert time.monotonic() < end, f"never came: {text}\n{self.seen}"
            self._read(0.2)
        self.seen = self.seen.split(text, 1)[1]

    def _read(self, wait: float) -> bool:
        if not select.select([self.master], [], [], wait)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.seen += data.decode(errors="replace")
        return bool(data)

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def end(self) -> tuple[int, str]:
        end = time.monotonic() + 20
        while self._read(0.2) or self.child.poll() is None:
            assert time.monotonic() < end, f"never ended\n{self.seen}"
        os.close(self.master)
        return self.child.wait(), self.seen


def _own_terminal() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests in the background ignores it
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
