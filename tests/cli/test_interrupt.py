"""Ctrl-C at moments at which Python itself mistakes it: the word is said once, and the code is 130."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

START = """
import os, signal, sys, time
from medlofte.cli import front, interrupt

def press(kill=os.kill, process=os.getpid(), interrupt=signal.SIGINT):
    kill(process, interrupt)

class Pressing:
    def __del__(self, press=press, wait=time.sleep):
        press()
        wait(0)

interrupt.listen()
"""
#: How a run ends, around a moment at which it is interrupted.
AROUND = f"""{START}
try:
    {{moment}}
    time.sleep(20)
except KeyboardInterrupt:
    {{after}}
    interrupt.close()
    code = interrupt.told([])
    press()
    sys.exit(code)
"""
MOMENTS = {
    "in a text that is run, as by a dataclass": 'exec("press(); time.sleep(0)")',
    "while an object is deleted": "Pressing()",
    "while a thread works": "import threading; threading.Timer(0.01, press).start()",
}


def ended(folder: Path, script: str, begin: object = None) -> tuple[int, str]:
    """As a module, which Python ends in a way of its own."""
    (folder / "pressed.py").write_text(script, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pressed"],
        cwd=folder,
        preexec_fn=begin,  # type: ignore[call-overload]
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_it_is_said_once_and_the_code_is_ours(tmp_path: Path, moment: str):
    assert ended(tmp_path, AROUND.format(moment=moment, after="")) == (130, "\ninterrupted\n")


def test_one_that_is_passed_on_is_the_same(tmp_path: Path):
    assert ended(tmp_path, AROUND.format(moment="press()", after="press()")) == (130, "\ninterrupted\n")


def test_it_comes_too_late_once_all_is_done(tmp_path: Path):
    """Python lets go of its own way of hearing it before it lets go of objects."""
    assert ended(tmp_path, f"{START}late = Pressing()\ninterrupt.close()\n") == (0, "")


def test_who_starts_it_may_want_it_ignored(tmp_path: Path):
    script = AROUND.format(moment="press(); sys.exit(7)", after="")
    assert ended(tmp_path, script, lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) == (7, "")


def test_what_else_cannot_be_raised_is_shown(tmp_path: Path):
    code, said = ended(tmp_path, f"{START}class Wrong:\n    def __del__(self):\n        1 / 0\nWrong()\n")
    assert code == 0
    assert "ZeroDivisionError" in said
