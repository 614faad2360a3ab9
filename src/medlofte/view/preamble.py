"""What differs in a document as a whole, as lines: what matters first, what belongs together as one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from medlofte.message import Message, say
from medlofte.model.change import Change, ChangeKind, Comparison
from medlofte.model.party import Partner, Party, Signatory
from medlofte.model.record import Record
from medlofte.view.differences import Context, Line, Room, apart, line
from medlofte.view.labels import KINDS
from medlofte.view.phrases import period, signatory
from medlofte.view.values import known_as, named, one_line, value
from medlofte.view.whole import set_fields

K = ChangeKind
#: Keys of the period that the heading shows already.
_DATES = frozenset({"from", "until", "from_precision", "until_precision"})
#: Parts of a document that a short view sums up in one line each.
_SUMMED = {"basis": K.BASIS, "governance": K.GOVERNANCE, "clause": K.CLAUSE, "followup": K.FOLLOWUP}
#: Texts about the document that promise nothing.
_ABOUT = frozenset(
    {"title", "summary", "plain", "language", "validity.note", "validity.months_note", "validity.reading"}
)
#: Facts of the length of a period, which the heading and the rates hold.
_LENGTH = frozenset({"validity.months"})


def document_lines(changes: Sequence[Change], at: Context) -> Iterator[Line]:
    """Every change of the document as a whole; between two places a short view needs none of them."""
    for found in _all(changes, at):
        yield replace(found, room=Room.LONG) if apart(at.comparison) and found.room is Room.ALWAYS else found


def _all(changes: Sequence[Change], at: Context) -> Iterator[Line]:
    parts: dict[str, list[Change]] = {}
    for change in changes:
        parts.setdefault(_part(change), []).append(change)
    yield from _period(parts.pop("dates", []), at)
    yield from _actors(parts.pop("party", []), at, say("party"))
    yield from _actors(parts.pop("partner", []), at, say("partner, does not sign"))
    for change in parts.pop("signatory", []):
        yield _signatory(change, at)
    for change in parts.pop("", []):
        yield _plain(change, at)
    for part in _SUMMED:
        if found := parts.pop(part, []):
            yield from () if apart(at.comparison) else (_sum(part, found, at),)
            yield from (replace(_plain(change, at), room=Room.LONG) for change in found)


def _part(change: Change) -> str:
    first, _, last = change.path.partition(".")
    if first == "validity":
        return "dates" if last in _DATES else ""
    if first in ("party", "partner"):
        return first if isinstance(change.before or change.after, (Party, Partner)) else ""
    return first if first in (*_SUMMED, "signatory") else ""


def _period(changes: Sequence[Change], at: Context) -> Iterator[Line]:
    """First and last day as one line, which the heading of a short view holds already."""
    if changes:
        before, after = period(at.comparison.old, at.words), period(at.comparison.new, at.words)
        yield Line(at.words.say(KINDS[K.VALIDITY]), before, after, room=Room.LONG)


def _actors(changes: Sequence[Change], at: Context, who: Message) -> Iterator[Line]:
    label = at.words.say(who)
    gone = [change.before for change in changes if change.after is None]
    come = [change.after for change in changes if change.before is None]
    if gone:
        yield Line(label, before=_names(gone), remark=at.words.say(say("gone")))
    if come:
        yield Line(label, after=_names(come), remark=at.words.say(say("added")))
    for actor in (*gone, *come):
        said = [value(actor.kind, at.words, {}), *(getattr(actor, "role", ""), actor.note)]
        yield Line(one_line(actor.name), notes=tuple(one_line(part) for part in said if part), room=Room.LONG)


def formal(comparison: Comparison) -> int:
    """How many changes are of form, or of texts about the document, which a short view leaves out."""
    rows = (*comparison.areas, *comparison.rows)
    inside = [change for row in rows for change in row.changes if change.kind is K.FORM]
    return len(inside) + sum(
        change.kind is K.FORM or change.path in _ABOUT | _LENGTH for change in comparison.changes
    )


def _names(actors: Sequence[Party | Partner]) -> str:
    return ", ".join(one_line(actor.name) for actor in actors)


def _signatory(change: Change, at: Context) -> Line:
    one, other = change.before, change.after
    item: Signatory = other or one
    party = known_as((item.party,), at.new if other else at.old)
    found = line(change, at)
    label = at.words.say(say("signs for {party}", party=party))
    return replace(found, label=label, before=_person(one), after=_person(other), whole=True)


def _person(item: Signatory | None) -> str:
    return one_line(signatory(item)) if item else ""


def _plain(change: Change, at: Context) -> Line:
    found = line(change, at)
    first, _, rest = change.path.partition(".")
    if first in ("party", "partner") and rest and not rest.endswith(".name"):
        owner = one_line(rest.partition(".")[0])
        found = replace(found, label=f"{found.label} ({owner})")
    elif first == "clause":
        found = replace(found, label=f"{found.label} ({one_line(rest.partition('.')[0])})")
    return replace(found, room=Room.LONG) if change.path in _ABOUT | _LENGTH else found


def _sum(part: str, changes: Sequence[Change], at: Context) -> Line:
    """One line for all that changed in a part of the document."""
    said: dict[str, list[str]] = {}
    for change in changes:
        said.setdefault(_how(change, at), []).extend(_things(part, change, at))
    notes = [f"{how} ({', '.join(_counted(things))})" if things else how for how, things in said.items()]
    return Line(at.words.say(KINDS[_SUMMED[part]]), remark="; ".join(notes), room=Room.SHORT)


def _things(part: str, change: Change, at: Context) -> Iterator[str]:
    """The keys that changed; where the part came or went as a whole, those it holds."""
    name = ".".join(change.path.split(".")[1:2])
    if name:
        yield one_line(name) if part == "clause" else named(name, at.words)
        return
    item = change.after or change.before
    if isinstance(item, Record):
        for key, _ in set_fields(item):
            yield named(key, at.words, type(item))


def _counted(things: Sequence[str]) -> Iterator[str]:
    for thing in dict.fromkeys(things):
        yield f"{thing} ×{things.count(thing)}" if things.count(thing) > 1 else thing


def _how(change: Change, at: Context) -> str:
    if not change.after:
        return line(change, at).remark or at.words.say(say("gone"))
    return at.words.say(say("worded anew") if change.before else say("added"))
