"""The rules, for people and for machines."""

import json
import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from medlofte.message import say
from medlofte.model.finding import Severity
from medlofte.view.catalog import Catalog
from medlofte.view.findings import severity

_FAMILIES = {
    "M1": say("Form: what a file must look like to be read"),
    "M2": say("Content: what an agreement should say"),
    "M3": say("Continuity: what becomes of the old pledges"),
    "M4": say("Signatures"),
}


class Told(NamedTuple):
    """A rule in the reader's language."""

    code: str
    severity: Severity
    title: str
    why: str
    source: str


def overview(rules: Sequence[Told], words: Catalog, *, colour: bool) -> str:
    """A line for each rule, in families."""
    bold, plain = ("\x1b[1m", "\x1b[0m") if colour else ("", "")
    lines: list[str] = []
    for rule in rules:
        family = words.say(_FAMILIES[rule.code[:2]])
        heading = f"{bold}{family}{plain}"
        if heading not in lines:
            lines += ["", heading] if lines else [heading]
        mark = f"[{severity(rule.severity, words)}]"
        lines.append(f"  {rule.code}  {mark:<9} {rule.title}")
    lines += ["", words.say(say("Each is explained by: medlofte rules CODE"))]
    return "\n".join(lines)


def one(rule: Told, words: Catalog) -> str:
    """One rule with its reason and source."""
    lines = [f"{rule.code} ({severity(rule.severity, words)}): {rule.title}", ""]
    lines += textwrap.wrap(rule.why, 80)
    lines += ["", *textwrap.wrap(words.say(say("Source: {source}", source=rule.source)), 80)]
    return "\n".join(lines)


def as_json(rules: Sequence[Told]) -> bytes:
    """All facts of the rules."""
    rows = [rule._asdict() | {"severity": rule.severity.value} for rule in rules]
    return (
        json.dumps({"schema": "medlofte/rules@1", "rules": rows}, ensure_ascii=False, indent=2).encode()
        + b"\n"
    )
