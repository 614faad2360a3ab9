"""The documents of a register as a table for the terminal, or as data."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from medlofte.message import Message, say, say_n
from medlofte.model.record import Kind, Precision
from medlofte.model.validity import Validity
from medlofte.view.catalog import Catalog
from medlofte.view.paper import Paper
from medlofte.view.values import one_line, shorten

_GAP = 2
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


def render(rows: Sequence[Listed], words: Catalog, *, width: int, colour: bool) -> str:
    """Name, period, pledges, state and title of each document, in columns."""
    if not rows:
        return words.say(say("No documents.")) + "\n"
    paper = Paper(width, colour=colour)
    cells = [tuple(_cells(row, words)) for row in rows]
    head = tuple(words.say(text) for text in _HEAD)
    broad = [max(cell_len(line[column]) for line in (head, *cells)) for column in range(4)]
    room = paper.width - sum(broad) - 4 * _GAP
    paper.put(Text(_line(head, broad, room), style="bold"))
    for row, line in zip(rows, cells, strict=True):
        paper.put(Text(_line(line, broad, room), style="red" if row.faults else ""))
    return paper.text()


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
    parts = [set_cell_size(cell, size) for cell, size in zip(cells, broad, strict=False)]
    parts[_NUMBER] = cells[_NUMBER].rjust(broad[_NUMBER])
    if room >= _TITLE:
        parts.append(shorten(cells[-1], room))
    return (" " * _GAP).join(parts).rstrip()


def as_json(rows: Sequence[Listed], words: Catalog) -> bytes:
    """The same as data; the state is told in words, everything else as it stands in the file."""
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
                "faults": row.faults,
            }
            for row in rows
        ]
    )
