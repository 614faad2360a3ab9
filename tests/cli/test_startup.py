"""What a start costs: heavy modules stay out of the everyday commands (design, section 11; ADR 0002)."""

import subprocess
import sys
from pathlib import Path

import pytest

from world import NAME, World

ROOT = Path(__file__).parents[2]
HEAVY = {"git", "gitdb", "jinja2", "typst", "pydantic", "tomlkit", "tomli_w", "rich.console", "babel"}
PROBE = """
import sys
sys.argv = ["medlofte", *{arguments}]
try:
    from medlofte.__main__ import main
    main()
except SystemExit:
    pass
sys.stdout = sys.stderr
print("MODULES", *sorted(sys.modules), file=sys.stderr)
"""


def modules(*arguments: str, cwd: Path = ROOT) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(arguments=list(arguments))],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=True,
    )
    line = next(line for line in done.stderr.splitlines() if line.startswith("MODULES"))
    return set(line.split()[1:])


@pytest.mark.parametrize(
    ("arguments", "ceiling"),
    [(("--version",), 130), (("--help",), 130), (("check",), 280), (("rules",), 280), (("list",), 280)],
)
def test_start_imports_nothing_heavy(arguments, ceiling):
    loaded = modules(*arguments)
    assert not loaded & HEAVY
    assert len(loaded) <= ceiling


def test_overview_and_version_need_no_typer():
    assert "typer" not in modules("--help") | modules("--version")


def test_verifying_loads_nothing_that_takes_longer_than_verifying(released: World):
    for what in (f"{NAME}@r1", str(released.bundle())):
        loaded = modules("verify", what, cwd=released.root)
        assert not loaded & (HEAVY - {"tomli_w"} | {"concurrent.futures", "rich.text", "tomllib"})
        assert len(loaded) <= 280
