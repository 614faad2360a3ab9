"""Likeness of two pledges: only ever a proposal, never an identity."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

_WORD = re.compile(r"[^\W\d_]{2,}")
_STOP = frozenset(
    [
        "och",
        "att",
        "som",
        "för",
        "på",
        "av",
        "i",
        "en",
        "ett",
        "den",
        "det",
        "de",
        "till",
        "med",
        "om",
        "är",
        "ska",
        "vid",
        "under",
        "inom",
        "från",
        "har",
        "hos",
        "eller",
        "samt",
        "deras",
        "sin",
        "sina",
        "genom",
        "mot",
        "per",
        "vi",
        "oss",
        "kommunen",
        "polisen",
        "kommun",
        "polis",
        "tillsammans",
        "minst",
    ]
)
#: Lowest likeness that is ever proposed, in percent.
FLOOR = 26


def stems(text: str) -> Counter[str]:
    """Words cut to six letters, without those that every pledge has."""
    return Counter(word[:6] for word in _WORD.findall(text.lower()) if word not in _STOP)


def likeness(one: Counter[str], other: Counter[str]) -> int:
    """Shared stems in percent (multiset dice)."""
    total = one.total() + other.total()
    return round(200 * (one & other).total() / total) if total else 0


def propose(old: Mapping[str, str], new: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """Pair texts by likeness, best first, each at most once.

    The pledges of one document differ by construction, so the likeness inside each document is the bar that a pair
    must clear.
    """
    left = {name: stems(text) for name, text in old.items()}
    right = {name: stems(text) for name, text in new.items()}
    bar = max(FLOOR, _null(list(left.values())), _null(list(right.values())))
    scored = [(likeness(a, b), one, other) for one, a in left.items() for other, b in right.items()]
    taken: set[tuple[str, str]] = set()
    pairs = []
    for score, one, other in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if score >= bar and ("old", one) not in taken and ("new", other) not in taken:
            taken |= {("old", one), ("new", other)}
            pairs.append((one, other, score))
    return pairs


def _null(texts: Sequence[Counter[str]]) -> int:
    inside = sorted(likeness(a, b) for i, a in enumerate(texts) for b in texts[:i])
    return min(inside[int(0.99 * (len(inside) - 1))], 60) if inside else 0
