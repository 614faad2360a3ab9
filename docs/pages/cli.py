"""``cli.md``: every command, from its own help."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from medlofte.cli.commands import GROUPS, NAMES

_INTRO = """\
# Commands

Results go to standard output, everything else to standard error. Colour is used only at a terminal, and not with
`NO_COLOR`. What the exit codes mean is told in [exit-codes.md](exit-codes.md).

A document is named `SERIES/PERIOD`: `gotland/2021`, `gotland/samverkan/2021-2022`. A series alone stands for its newest
document. `@REV` reads a git revision in place of the working tree: `gotland/2021@main~3`. A path such as
`agreements/gotland/2021.toml` is taken as well.
"""


def render() -> str:
    """The whole page."""
    with ThreadPoolExecutor() as pool:
        helps = dict(zip(NAMES, pool.map(lambda name: _help(name, "--help"), NAMES), strict=True))
    parts = [_INTRO, "## medlofte\n", _fenced(_help("--help"))]
    parts += _sections(helps)
    return "\n".join(parts)


def _sections(helps: dict[str, str]) -> Iterator[str]:
    for group in GROUPS:
        for entry in group.entries:
            yield f"## {entry.name}\n"
            yield f"{entry.about.text().capitalize()}.\n"
            yield _fenced(helps[entry.name])


def _fenced(text: str) -> str:
    return f"```text\n{text.rstrip()}\n```\n"


def _help(*arguments: str) -> str:
    wanted = os.environ | {"COLUMNS": "100", "MEDLOFTE_LANG": "en", "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "medlofte", *arguments],
        env=wanted,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return "\n".join(line.rstrip() for line in done.stdout.split("\n"))
