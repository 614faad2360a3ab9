"""What is checked: every rule with its code, its reason and its source."""

from medlofte.core.rules import (
    actors,
    basis,
    endings,
    form,
    ids,
    ledger,
    lineage,
    numbers,
    period,
    personal,
    pledges,
    predecessor,
    provenance,
    references,
    report_days,
    reports,
    roster,
    roster_entries,
    roster_keys,
    signatories,
    signoffs,
    standing,
    wording,
)
from medlofte.core.rules.registry import RULES, Check, Rule

#: Every rule, by code.
ALL: tuple[Rule, ...] = tuple(RULES[code] for code in sorted(RULES))
#: Those that look at a document, with how they look; the others are found by reading.
CHECKED: tuple[tuple[Rule, Check], ...] = tuple((entry, entry.check) for entry in ALL if entry.check)
#: Of them, those that need no predecessor.
FIRST: tuple[tuple[Rule, Check], ...] = tuple(pair for pair in CHECKED if not pair[0].code.startswith("M3"))

__all__ = [
    "ALL",
    "CHECKED",
    "FIRST",
    "actors",
    "basis",
    "endings",
    "form",
    "ids",
    "ledger",
    "lineage",
    "numbers",
    "period",
    "personal",
    "pledges",
    "predecessor",
    "provenance",
    "references",
    "report_days",
    "reports",
    "roster",
    "roster_entries",
    "roster_keys",
    "signatories",
    "signoffs",
    "standing",
    "wording",
]
