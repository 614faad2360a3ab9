"""What a changelog says of pledges, as lines of plain text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from typing import NamedTuple

from medlofte.message import say, say_n
from medlofte.model.change import Change, ChangeKind, RowFate
from medlofte.model.changelog import Entry, GroupKind, Item, ItemGroup
from medlofte.view import changelog_figures as figures
from medlofte.view import changelog_phrases as phrase
from medlofte.view import told
from medlofte.view.catalog import Catalog, one_line
from medlofte.view.labels import FATES

#: Where a reason is owed: its absence is shown.
_STAYED = frozenset({GroupKind.CHANGED, GroupKind.REWORDED})
_OWED = frozenset({GroupKind.CHANGED, GroupKind.DROPPED, GroupKind.MOVED})


class Name(Enum):
    """What a piece of a line names."""

    PLEDGE = "pledge"
    #: A pledge as the document before has it.
    FORMER = "former"
    DOCUMENT = "document"


class Piece(NamedTuple):
    """A part of a line: words, or the id of something."""

    text: str
    name: Name | None = None


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is said, and what is said below it."""

    line: Line
    below: tuple[Line, ...] = ()


def line(text: str) -> Line:
    """A line of nothing but words."""
    return (Piece(one_line(text)),)


def named(lead: str, name: str, sort: Name) -> Line:
    """A line that ends in a name."""
    return Piece(f"{lead} "), Piece(one_line(name), sort)


def ids(names: Iterable[str], sort: Name = Name.PLEDGE) -> Line:
    """Ids of pledges, with commas between."""
    parts = [(Piece(", "), Piece(one_line(name), sort)) for name in names]
    return tuple(chain(*parts))[1:]


def unchanged(group: ItemGroup, words: Catalog) -> Line:
    """How many, with their ids."""
    count = len(group.items)
    text = words.say(say_n("{count} pledge is unchanged", "{count} pledges are unchanged", count))
    longer = sum(item.fate is RowFate.EXTENDED for item in group.items)
    if longer:
        text += ", " + words.say(say("of which extended: {count}", count=longer))
    names = [
        (Piece(", "), *ids(one.id for one in item.new or item.old), *_marks(item, words))
        for item in group.items
    ]
    return Piece(f"{text}: "), *tuple(chain(*names))[1:]


def items(group: ItemGroup, entry: Entry, words: Catalog) -> Iterator[Told]:
    """What became of each; of what is unchanged, only those that something was reported of."""
    for item in group.items:
        if group.kind is not GroupKind.UNCHANGED:
            yield Told(_name(item, words), tuple(_details(group.kind, item, entry, words)))
        elif item.outcomes:
            yield Told(_name(item, words), tuple(_outcomes(item, words)))


def _name(item: Item, words: Catalog) -> Line:
    """The pledge, its ids, and what the link between old and new rests on."""
    shown = item.new or item.old
    text = one_line(" + ".join(phrase.pledge(one, words) for one in shown))
    old, new = ids((one.id for one in item.old), Name.FORMER), ids(one.id for one in item.new)
    renamed = [one.id for one in item.old] != [one.id for one in item.new]
    both = (*old, Piece(" → "), *new) if old and new and renamed else new or old
    return Piece(f"{text} ("), *both, Piece(")"), *_marks(item, words)


def _marks(item: Item, words: Catalog) -> Iterator[Piece]:
    if item.judgement:
        yield Piece(" " + words.say(say("(a reader's judgement)")))
    if item.guess is not None:
        yield Piece(" " + words.say(say("(guessed by likeness, {score} percent)", score=item.guess)))


def _details(kind: GroupKind, item: Item, entry: Entry, words: Catalog) -> Iterator[Line]:
    if kind is GroupKind.MERGED_OR_SPLIT:
        yield line(words.say(FATES[item.fate]))
        before = words.say(say("before"))
        for one in item.old:
            yield (
                Piece(f"{before}: {one_line(phrase.pledge(one, words))} ("),
                *ids([one.id], Name.FORMER),
                Piece(")"),
            )
        yield from map(line, figures.sums(item, words))
    if kind in _STAYED and item.fate is not RowFate.CHANGED:
        yield from map(line, _kept(kind, item, entry, words))
    if item.earlier:
        yield named(words.say(say("reintroduced, last in")), item.earlier, Name.DOCUMENT)
    if item.moved_from:
        origin = item.moved_from.partition("#")[0]
        yield named(words.say(say("moved here from")), origin, Name.DOCUMENT)
    if item.to:
        yield named(words.say(say("moved to")), item.to, Name.DOCUMENT)
    yield from map(line, phrase.changes(_single(item), entry, words))
    yield from (line(phrase.not_shown(change, entry, words)) for change in item.not_shown)
    yield from map(line, _reason(kind, item, words))
    yield from _outcomes(item, words)


def _single(item: Item) -> tuple[Change, ...]:
    """The changes without the rate that the sum of the numbers has told."""
    return tuple(change for change in item.changes if not (item.before and change.kind is ChangeKind.RATE))


def _kept(kind: GroupKind, item: Item, entry: Entry, words: Catalog) -> Iterator[str]:
    """What differs in a pledge that the document calls kept."""
    if kind is GroupKind.CHANGED:
        what = phrase.differing(item, words)
        yield words.say(
            say("called {fate} in the document, though this differs: {what}",
                fate=FATES[item.fate], what=what)
        )  # fmt: skip
    elif not item.wording:
        yield words.say(say("the wording is the same"))
    yield from phrase.wording(item, entry, words)


def _reason(kind: GroupKind, item: Item, words: Catalog) -> Iterator[str]:
    if item.reason:
        yield words.say(say("Reason: {reason}", reason=item.reason))
    elif kind in _OWED:
        yield words.say(say("Reason: none is given"))


def _outcomes(item: Item, words: Catalog) -> Iterator[Line]:
    several = len(item.old) > 1
    for found in told.lines(item.outcomes, item.not_reported, words, several=several):
        text = one_line(found.text)
        if found.label and found.ids:
            yield Piece(f"{found.label} ("), *ids(found.ids, Name.FORMER), Piece(f"): {text}")
        else:
            yield (Piece(f"{found.label}: {text}" if found.label else text),)
