"""What became of the pledges and areas of the document before, as a reading copy tells it."""

from collections.abc import Iterable

from medlofte.message import say
from medlofte.model.pledge import Area, Pledge
from medlofte.model.renewal import LedgerRow
from medlofte.view.document import fate
from medlofte.view.reading_parts import Entry, Parts
from medlofte.view.values import Names, one_line, shorten

#: Signs of a pledge that is only named.
_NAME = 90
_SAID = frozenset({"id", "fate", "into", "judgement"})


def ledger(
    rows: Iterable[LedgerRow], parts: Parts, old: Iterable[Area | Pledge], new: Iterable[Area | Pledge]
) -> list[Entry]:
    """Rows of a ledger, each pledge or area called by its own words as far as they are known.

    Args:
        rows: The rows.
        parts: What makes entries of the document.
        old: What they are about; none where the document before is not known here.
        new: What may carry it on.
    """
    was, now = _called(old), _called(new)
    return [
        parts.entry(row, _told(row, parts, was, now), _SAID, id_=row.id if row.id in was else "")
        for row in rows
    ]


def _told(row: LedgerRow, parts: Parts, was: Names, now: Names) -> str:
    told = fate(row, parts.words, was, now)
    judged = parts.words.say(say("(a reader's judgement)"))
    return f"{told} {judged}" if row.judgement else told


def _called(items: Iterable[Area | Pledge]) -> Names:
    found = {item.id: one_line(item.title) or one_line(getattr(item, "text", "")) for item in items}
    return {id_: shorten(told, _NAME) for id_, told in found.items() if told}
