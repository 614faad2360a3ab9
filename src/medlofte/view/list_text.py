"""The documents of a register as a table for the terminal, or as data."""

import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medlofte.message import Message, say, say_n
from medlofte.model.record import Kind, Precision
from medlofte.model.validity import Validity
from medlofte.view.catalog import Catalog
from medlofte.view.values import one_line, shorten

_GAP = 2
#: Longest line; the same as for prose.
WIDEST = 100
_BOLD, _RED = "\x1b[1m", "\x1b[31m"
#: A title is cut no shorter than this; where there is less room it is left out.
_TITLE = 8
_NUMBER = 2
_HEAD = (say("document"), say("period"), say("pledges"), say("state"), say("title"))


class Listed(NamedTuple):
    """One document in a list."""

    name: str
    title: str
    kind: Kind | None
    period: Validity
    pledges: int
    state: Message
    faults: int
    stage: str = ""
    release: int = 0


def render(rows: Sequence[Listed], words: Catalog, *, width: int, colour: bool) -> str:
    """Name, period, pledges, state and title of each document, in columns."""
    if not rows:
        return words.say(say("No documents.")) + "\n"
    cells = [tuple(_cells(row, words)) for row in rows]
    head = tuple(words.say(text) for text in _HEAD)
    broad = [max(_broad(line[column]) for line in (head, *cells)) for column in range(len(_HEAD) - 1)]
    room = min(width, WIDEST) - sum(broad) - len(broad) * _GAP
    lines = [_styled(_line(head, broad, room), _BOLD, colour=colour)]
    for row, line in zip(rows, cells, strict=True):
        lines.append(_styled(_line(line, broad, room), _RED, colour=colour and row.faults > 0))
    return "\n".join(lines) + "\n"


def _styled(text: str, style: str, *, colour: bool) -> str:
    return f"{style}{text}\x1b[0m" if colour else text


def _broad(text: str) -> int:
    """Columns that a text takes: two for a wide sign, none for one that stands on another."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def _cells(row: Listed, words: Catalog) -> Iterator[str]:
    yield one_line(row.name)
    yield _period(row.period) if row.kind else ""
    yield str(row.pledges) if row.kind else ""
    yield words.say(row.state)
    faults = words.say(say_n("{count} fault", "{count} faults", row.faults)) if row.faults else ""
    yield " · ".join(part for part in (faults, one_line(row.title)) if part)


def _period(validity: Validity) -> str:
    """First and last month, or year where the text says no more."""
    first = _month(validity.from_, validity.from_precision)
    last = _month(validity.until, validity.until_precision)
    return first if first == last else f"{first}–{last}"


def _month(day: dt.date | None, precision: Precision) -> str:
    if day is None:
        return "…"
    return str(day.year) if precision is Precision.YEAR else f"{day:%Y-%m}"


def _line(cells: Sequence[str], broad: Sequence[int], room: int) -> str:
    parts = [cell + " " * (size - _broad(cell)) for cell, size in zip(cells, broad, strict=False)]
    parts[_NUMBER] = cells[_NUMBER].rjust(broad[_NUMBER])
    if room >= _TITLE or _broad(cells[-1]) <= room:
        parts.append(shorten(cells[-1], room))
    return (" " * _GAP).join(parts).rstrip()


def as_json(rows: Sequence[Listed], words: Catalog) -> bytes:
    """The same as data; the state in words, and its stage and release as they are computed."""
    from medlofte.view.data import encode

    return encode(
        [
            {
                "name": row.name,
                "title": row.title,
                "kind": row.kind,
                "validity": row.period,
                "pledges": row.pledges,
                "state": words.say(row.state),
                "stage": row.stage,
                "release": row.release,
                "faults": row.faults,
            }
            for row in rows
        ]
    )
