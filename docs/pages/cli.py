"""``cli.md``: every command, from its own help."""

import contextlib
import io
import os
from collections.abc import Iterator

from medlofte.cli.app import run
from medlofte.cli.commands import GROUPS, NAMES
from medlofte.cli.front import answer

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
    os.environ |= {"COLUMNS": "100", "MEDLOFTE_LANG": "en", "NO_COLOR": "1", "TERM": "dumb"}
    helps = {name: _help(name, "--help") for name in NAMES}
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
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = answer(list(arguments))
        if (run(list(arguments)) if code is None else code) != 0:
            raise RuntimeError(arguments)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))
