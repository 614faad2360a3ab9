"""``rules.md``: every rule with its reason, its source and an example of what breaks it."""

import re
from collections.abc import Iterator
from pathlib import Path

from medlofte.core.rules import ALL
from medlofte.core.rules.registry import Rule

#: ``CODE/agreements`` is a small register that breaks the rule, ``CODE/expected.txt`` what is said about it.
EXAMPLES = Path(__file__).parents[2] / "tests" / "rules"
_FAMILIES = {
    "M1": "Form: what a file must look like to be read",
    "M2": "Content: what an agreement should say",
    "M3": "Continuity: what becomes of the old pledges",
    "M4": "Signatures",
}
_INTRO = """\
# Rules

What `medlofte check` looks for. **Errors** are what cannot be right, and make the exit code 1. **Warnings** are the
faults that evaluations of real agreements describe; a register that does not want one names its code under
`[policy] ignore` in `medlofte.toml`. Codes are permanent. One rule is explained by `medlofte rules CODE`.

What the sources are is told in [What the rules rest on](../explanation/sources.md). Every rule has an example of
what breaks it, with what is then said; the examples use an invented place.
"""
_PLACE = re.compile(r"(?P<file>\S+?):(?P<line>\d+):\d+: ")
_HEADING = re.compile(r"\s*\[")


def render() -> str:
    """The whole page."""
    parts = [_INTRO, "\n".join(_overview()), ""]
    family = ""
    for rule in ALL:
        if rule.code[:2] != family:
            family = rule.code[:2]
            parts.append(f"## {_FAMILIES[family]}\n")
        parts.append("\n".join(_one(rule)))
    return "\n".join(parts)


def _overview() -> Iterator[str]:
    yield "| code | severity | what |"
    yield "|---|---|---|"
    for rule in ALL:
        yield f"| [{rule.code}](#{rule.code.lower()}) | {rule.severity} | {rule.title.text()} |"


def _one(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code}"
    yield ""
    yield f"**{rule.severity.capitalize()}: {rule.title.text()}.** {rule.why.text()}"
    yield ""
    yield f"Source: {rule.source}."
    yield ""
    said = _said(rule.code)
    example = list(_excerpt(EXAMPLES / rule.code, said[0]))
    if example:
        yield from ("```toml", *example, "```", "")
    yield from ("```text", *said, "```", "")


def _said(code: str) -> list[str]:
    """The first finding of the example, with its hint."""
    lines = (EXAMPLES / code / "expected.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    further = (place for place, line in enumerate(lines[1:], 1) if not line.startswith(" "))
    return lines[: next(further, len(lines))]


def _excerpt(folder: Path, said: str) -> Iterator[str]:
    """The lines that the finding is about; none where a page cannot show its bytes."""
    place = _PLACE.match(said)
    path = folder / place["file"] if place else folder
    if not place or not path.is_file():
        return
    lines = path.read_text(encoding="utf-8").split("\n")
    at = int(place["line"]) - 1
    heading = next((number for number in range(at, -1, -1) if _HEADING.match(lines[number])), None)
    first = max(at - 3, 0 if heading is None else heading)
    if heading is not None and heading < first:
        yield lines[heading]
        if heading + 1 < first:
            yield "# …"
    yield from lines[first : _last(lines, at) + 1]


def _last(lines: list[str], at: int) -> int:
    """The line itself; of a heading also what stands under it."""
    if not _HEADING.match(lines[at]):
        return at
    return next((number - 1 for number in range(at, min(at + 8, len(lines))) if not lines[number]), at)
