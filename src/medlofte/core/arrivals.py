"""Pledges that came from another series: only the ledger that sent them there tells it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from medlofte.core.prose import same
from medlofte.model.agreement import Agreement
from medlofte.model.change import Comparison, RowFate
from medlofte.model.changelog import Changelog, Entry, GroupKind, Item, ItemGroup
from medlofte.model.record import Fate
from medlofte.model.renewal import LedgerRow

_CAME = frozenset({RowFate.NEW, RowFate.REINTRODUCED, RowFate.UNKNOWN})


class Arrival(NamedTuple):
    """Where a pledge came from: ``DOCUMENT#ID``, and why."""

    origin: str
    reason: str


#: A document and the id that a pledge has there.
Arrivals = Mapping[tuple[str, str], Arrival]


def arrivals(documents: Mapping[str, Agreement], series: str) -> dict[tuple[str, str], Arrival]:
    """The pledges that ledgers of other series moved to documents of a series.

    Args:
        documents: Documents of all series, by name.
        series: The series that they came to.
    """
    found: dict[tuple[str, str], Arrival] = {}
    for name, document in documents.items():
        renewal = document.renewal
        if renewal is None or _series(name) == series:
            continue
        for row in renewal.pledge:
            if row.fate is Fate.MOVED and _series(row.to) == series and row.to in documents:
                for pledge in _there(row, documents[row.to], documents.get(renewal.of)):
                    found[row.to, pledge] = Arrival(f"{renewal.of}#{row.id}", row.reason)
    return found


def _series(document: str) -> str:
    return document.rpartition("/")[0]


def _there(row: LedgerRow, there: Agreement, old: Agreement | None) -> Iterator[str]:
    """The id that a moved pledge has where it went: the same, else that of the same text."""
    if any(pledge.id == row.id for pledge in there.pledge):
        yield row.id
        return
    text = next((pledge.text for pledge in old.pledge if pledge.id == row.id), "") if old else ""
    yield from [pledge.id for pledge in there.pledge if text and same(text, pledge.text)][:1]


def with_arrivals(changelog: Changelog, found: Arrivals) -> Changelog:
    """The changelog with what came from elsewhere told apart from what is new."""
    return replace(changelog, entries=tuple(_entry(entry, found) for entry in changelog.entries))


def _entry(entry: Entry, found: Arrivals) -> Entry:
    groups: dict[GroupKind, list[Item]] = {}
    for group in entry.groups:
        for item in group.items:
            arrival = found.get((entry.document, item.new[0].id)) if item.new and not item.old else None
            if arrival and item.fate in _CAME:
                told = Item(
                    fate=RowFate.MOVED, new=item.new, moved_from=arrival.origin, reason=arrival.reason
                )
                groups.setdefault(GroupKind.MOVED, []).append(told)
            else:
                groups.setdefault(group.kind, []).append(item)
    sorted_ = (ItemGroup(kind=kind, items=tuple(groups[kind])) for kind in GroupKind if kind in groups)
    return replace(entry, groups=tuple(sorted_))


def rows_with_arrivals(comparison: Comparison, found: Arrivals) -> Comparison:
    """The comparison with the same."""
    rows = []
    for row in comparison.rows:
        arrival = found.get((comparison.new.name, row.new[0])) if row.new and not row.old else None
        if arrival and row.fate in _CAME:
            row = replace(  # noqa: PLW2901
                row, fate=RowFate.MOVED, moved_from=arrival.origin, earlier="", reason=arrival.reason
            )
        rows.append(row)
    return replace(comparison, rows=tuple(rows))
