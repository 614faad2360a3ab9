"""What changed in a document that holds no pledges: areas, parties and signatories, one line each."""

from collections.abc import Iterator
from typing import Any

from medlofte.model.change import Change, ChangeKind, Row, RowFate
from medlofte.model.changelog import Entry
from medlofte.model.party import Partner, Party, Signatory
from medlofte.view.catalog import Catalog, visible
from medlofte.view.labels import FATES, KINDS
from medlofte.view.phrases import signatory


def told(entry: Entry, words: Catalog) -> Iterator[str]:
    """One line for each area, party, partner and signatory that came, went or changed."""
    for row in entry.area_rows:
        yield _area(row, entry, words)
    for change in entry.changes:
        yield _actor(change, entry, words)


def _area(row: Row, entry: Entry, words: Catalog) -> str:
    old, new = (" + ".join(_title(name, entry) for name in side) for side in (row.old, row.new))
    names = f"{old} → {new}" if old and new and old != new else new or old
    text = f"{words.say(KINDS[ChangeKind.AREA])} {words.say(FATES[row.fate])}: {names}"
    inside = dict.fromkeys(words.say(KINDS[change.kind]) for change in row.changes if _inside(change))
    return text + (f" ({', '.join(inside)})" if inside else "") + (f". {row.reason}" if row.reason else "")


def _title(name: str, entry: Entry) -> str:
    return visible(entry.areas.get(name) or name)


def _inside(change: Change) -> bool:
    return change.path.count(".") > 1


def _actor(change: Change, entry: Entry, words: Catalog) -> str:
    where = change.path.split(".")
    label = words.say(KINDS[change.kind])
    if where[0] == "signatory" or change.path.count(".") > 1:
        label += f" ({visible(entry.names.get(where[1], where[1]))})"
    before, after = _who(change.before), _who(change.after)
    if before and after:
        return f"{label}: {before} → {after}"
    fate = FATES[RowFate.NEW if after else RowFate.DROPPED]
    return f"{label}, {words.say(fate)}: {before or after}"


def _who(value: Any) -> str:
    match value:
        case None:
            return ""
        case Signatory():
            return signatory(value)
        case Party() | Partner():
            return visible(value.name)
        case _:
            return visible(str(value))
