"""Processes that work for another: Ctrl-C ends all at once and without a word of theirs, whoever it reaches."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = """
import os, sys, time
from contextlib import closing
from pathlib import Path
from medlofte.cli import interrupt
from medlofte.cli.workers import each

def start(folder):
    Path(folder, str(os.getpid())).touch()

def sleep(_):
    time.sleep(60)

def much(number):
    return sleep(number) if number == 1 else bytes(10_000_000)

if __name__ == "__main__":
    _, folder, how, what = sys.argv
    if how == "spawn":
        import typst
    interrupt.listen()
    Path(folder, "begun").touch()
    try:
        with closing(each(sleep if what == "sleep" else much, range(9), start, folder)) as done:
            for _ in done:
                break
    except KeyboardInterrupt:
        interrupt.close()
        sys.exit(interrupt.told([]))
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def started(script: Path, *arguments: str) -> "tuple[subprocess.Popen[str], Path]":
    folder = script.with_name("seen")
    folder.mkdir()
    command = [sys.executable, str(script), str(folder), *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True), folder


def said(running: "subprocess.Popen[str]") -> str:
    """What all have said, since this ends only when none of them can say any more."""
    return running.communicate(timeout=30)[1]


@pytest.mark.parametrize("reach", [os.killpg, os.kill], ids=["all", "one"])
@pytest.mark.parametrize(
    ("how", "moment"),
    [("fork", "[0-9]*"), ("spawn", "[0-9]*"), ("spawn", "begun")],
    ids=["copies at work", "others at work", "others on their way"],
)
def test_an_interrupt_ends_all(script: Path, how: str, moment: str, reach: object):
    running, folder = started(script, how, "sleep")
    while not list(folder.glob(moment)):
        assert running.poll() is None
        time.sleep(0.01)
    time.sleep(0.1 if moment == "begun" else 0)
    reach(running.pid, signal.SIGINT)  # type: ignore[operator]
    assert said(running) == "\ninterrupted\n"
    assert running.returncode == 130


def test_who_leaves_early_waits_for_nobody(script: Path):
    running, _ = started(script, "fork", "much")
    assert said(running) == ""
    assert running.returncode == 0
