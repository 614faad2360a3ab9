"""What a process costs: measured as a whole, from its start to its end, with all that it starts itself."""

import os
import shlex
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

#: Starts a command from a process that is smaller than any of them: a child's peak memory begins at its parent's.
_METER = """
import os, sys, time
start = time.monotonic()
quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, use = os.wait4(child, 0)
wall = time.monotonic() - start
print(os.waitstatus_to_exitcode(status), use.ru_utime + use.ru_stime, use.ru_maxrss, wall)
"""


@dataclass(frozen=True)
class Cost:
    """What one process cost: processor seconds, peak memory in MiB, and seconds until it was done."""

    cpu: float
    memory: float
    wall: float


class WrongExitError(RuntimeError):
    """A command ended with an exit status that means it did not do its work."""


def once(command: tuple[str, ...], folder: Path) -> Cost:
    """Run a command to its end; 0 and 1 are answers, anything else is a failure.

    Raises:
        WrongExitError: It failed.
    """
    environment = {**os.environ, "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else every run compiles what was changed last
    told = subprocess.run(
        (sys.executable, "-ISc", _METER, *command),
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
    )
    status, cpu, memory, wall = told.stdout.split()
    if int(status) not in (0, 1):
        raise WrongExitError(f"{shlex.join(command)} ended with {int(status)}")
    return Cost(float(cpu), int(memory) / (1024 if sys.platform != "darwin" else 1024 * 1024), float(wall))


def in_turn(
    one: tuple[tuple[str, ...], Path], other: tuple[tuple[str, ...], Path], runs: int
) -> list[tuple[Cost, Cost]]:
    """Costs of two commands run A B A B; the first pair warms the file cache and does not count."""
    return [(once(*one), once(*other)) for _ in range(runs + 1)][1:]


def ratio(pairs: list[tuple[Cost, Cost]]) -> float:
    """The median of the pairwise ratios of processor time."""
    return statistics.median(one.cpu / max(other.cpu, 1e-3) for one, other in pairs)
