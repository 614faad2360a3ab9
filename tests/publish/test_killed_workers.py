"""``kill -9`` while several processes make pages: none lives on, what happened is told, and the next run mends all."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from world import TEXT, World

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux who works for whom")
#: So many series are made by more than one process.
SERIES = ("lillby", "norrby", "osterby", "storby")
PUBLISH = ("publish", "../site", "--drafts", "--only", "pdf")


@pytest.fixture
def many(world: World) -> World:
    for name in SERIES:
        world.text(TEXT, f"{name}/2024")
    return world


def _command(process: int) -> bytes:
    """What a process runs; nothing once it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def _workers(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return [child for child in map(int, children) if b"medlofte" in _command(child)]


@contextmanager
def _at_work(world: World) -> Iterator["tuple[subprocess.Popen[bytes], list[int]]"]:
    """A run, and the processes that work for it."""
    with subprocess.Popen(
        [sys.executable, "-m", "medlofte", *PUBLISH],
        cwd=world.root,
        env=world.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as running:
        workers: list[int] = []
        while len(workers) < 2:
            assert running.poll() is None
            time.sleep(0.002)
            workers = _workers(running.pid)
        yield running, workers


def _all_end(processes: list[int]) -> bool:
    until = time.monotonic() + 20
    while any(map(_command, processes)) and time.monotonic() < until:
        time.sleep(0.01)
    return not any(map(_command, processes))


def _beside(world: World) -> set[str]:
    return {path.name for path in world.root.parent.iterdir()}


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core is worked on by one process")
def test_one_that_is_killed_ends_the_run_and_one_that_works_ends_with_it(many: World):
    with _at_work(many) as (running, workers):
        os.kill(workers[0], signal.SIGKILL)
        assert running.stderr is not None
        said = running.stderr.read().decode()
        assert running.wait() == 3
        assert _all_end(workers)
    assert said.startswith("error: a process that was making pages ended before it was done\n")
    assert _beside(many) == {"register", "home"}
    with _at_work(many) as (running, workers):
        running.kill()
        running.wait()
        assert _all_end(workers)
    done = many.run_anew(*PUBLISH)
    assert done.returncode == 0, done.stderr
    assert _beside(many) == {"register", "home", "site"}
    assert {path.parts[-3] for path in (many.root.parent / "site").rglob("*.pdf")} == set(SERIES)
