"""The areas and pledges of a comparison in words, in the order a reader meets them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from medlofte.message import Message, say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.change import Change, ChangeKind, Evidence, Row, RowFate, Strength
from medlofte.model.pledge import Area, Measure, Pledge
from medlofte.view import told
from medlofte.view.catalog import Catalog
from medlofte.view.differences import Context, Line, Room, apart, document_name, line, lines
from medlofte.view.fate_words import fate_word
from medlofte.view.labels import FATES, KINDS, SIGNS
from medlofte.view.phrases import target
from medlofte.view.section_lines import branches, particulars
from medlofte.view.values import in_short, known_as, one_line

_QUIET = frozenset({RowFate.KEPT, RowFate.EXTENDED})
#: Kinds that change what is promised in number, whichever way.
_NUMBERS = frozenset(
    {ChangeKind.TARGET_VALUE, ChangeKind.TARGET_ADDED, ChangeKind.TARGET_DROPPED, ChangeKind.RATE}
)


@dataclass(frozen=True, slots=True)
class Item:
    """One pledge, or several that split or merged; ``old`` and ``new`` are ids as the documents have them."""

    anchor: str
    sign: str
    fate: RowFate
    name: str
    was: tuple[str, ...]
    word: str
    tags: tuple[str, ...]
    text: str
    lines: tuple[Line, ...]
    reason: str
    judged: str
    quiet: bool
    count: int
    silent: int
    old: tuple[str, ...]
    new: tuple[str, ...]
    apart: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One area with its pledges."""

    anchor: str
    title: str
    depth: int
    sign: str
    word: str
    reason: str
    judged: str
    lines: tuple[Line, ...]
    items: tuple[Item, ...]


class Sections:
    """Areas in the order of the new document, those that ended at their place, each with its pledges."""

    def __init__(self, at: Context, old: Agreement, new: Agreement) -> None:
        self.at = at
        self.old_areas = {item.id: item for item in old.area}
        self.new_areas = {item.id: item for item in new.area}
        self.old = {item.id: item for item in old.pledge}
        self.new = {item.id: item for item in new.pledge}
        self.signing = {item.id for item in new.party} | {item.id for item in new.group}

    def all(self) -> Iterator[Section]:
        """Every area, then the pledges without one."""
        comparison, homes = self.at.comparison, self._homes()
        for index, area in enumerate(comparison.areas):
            yield self._section(area, [row for row, home in homes if home == index])
        rest = [row for row, home in homes if home is None]
        if rest:
            title = (
                self.at.words.say(say("Without area"))
                if comparison.areas
                else self.at.words.say(say("Pledges"))
            )
            items = tuple(self._item(row) for row in rest)
            yield Section("", title, 0, "", "", "", "", (), items)

    def _homes(self) -> list[tuple[Row, int | None]]:
        areas = self.at.comparison.areas
        by_new = {name: index for index, area in enumerate(areas) for name in area.new}
        by_old = {name: index for index, area in enumerate(areas) for name in area.old}
        return [(row, (by_new if row.new else by_old).get(row.area)) for row in self.at.comparison.rows]

    def _section(self, row: Row, rows: Sequence[Row]) -> Section:
        found = [self.new_areas[name] for name in row.new] or [self.old_areas[name] for name in row.old]
        words = self.at.words
        lines_ = tuple(self._area_lines(row))
        word = self._area_word(row, lines_)
        return Section(
            anchor=one_line("-".join(row.new or row.old)),
            title=" + ".join(one_line(area.title) or one_line(area.id) for area in found),
            depth=self._depth(found[0], self.new_areas if row.new else self.old_areas),
            sign=SIGNS[row.fate] if word and row.fate not in _QUIET else "",
            word=word,
            reason=one_line(row.reason),
            judged=_judged(row, words),
            lines=(*lines_, *self._area_form(row)),
            items=tuple(self._item(item) for item in rows),
        )

    def _depth(self, area: Area, areas: dict[str, Area]) -> int:
        depth = 0
        while area.parent in areas and depth < len(areas):
            area, depth = areas[area.parent], depth + 1
        return depth

    def _area_word(self, row: Row, found: Sequence[Line]) -> str:
        """The fate of an area, and what was worded anew: a short view leaves the texts out."""
        words = self.at.words
        if row.fate not in (*_QUIET, RowFate.CHANGED):
            return words.say(fate_word(row, self.at.comparison, words))
        anew = ", ".join(
            line.label for line in found if line.before and line.after and line.room is Room.WIDE
        )
        if not anew:
            return words.say(FATES[row.fate]) if row.fate is RowFate.CHANGED else ""
        return words.say(
            say("changed: {what}", what=anew)
            if row.fate is RowFate.CHANGED
            else say("worded anew: {what}", what=anew)
        )

    def _area_lines(self, row: Row) -> Iterator[Line]:
        for change in row.changes:
            if change.kind not in (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.FORM):
                found = line(change, self.at)
                text = found.before and found.after and not change.path.endswith(".title")
                yield replace(found, room=Room.WIDE) if text else found

    def _area_form(self, row: Row) -> Iterator[Line]:
        yield from lines([change for change in row.changes if change.kind is ChangeKind.FORM], self.at)

    def _item(self, row: Row) -> Item:
        words = self.at.words
        found = tuple(self._lines(row))
        pledge = self.new[row.new[0]] if row.new else self.old[row.old[0]]
        name = " + ".join(one_line(item) for item in (row.new or row.old))
        guessed = row.evidence is Evidence.SIMILAR
        return Item(
            anchor=one_line("-".join(row.new or row.old)),
            sign="≈" if guessed else SIGNS[row.fate],
            fate=row.fate,
            name=name,
            was=tuple(one_line(item) for item in row.old) if row.new and row.old != row.new else (),
            word=words.say(self._word(row)),
            tags=tuple(words.say(tag) for tag in self._tags(row)),
            text=one_line(pledge.title) or one_line(pledge.text),
            lines=(*found, *self._outcomes(row)),
            reason=one_line(row.reason),
            judged=_judged(row, words),
            quiet=row.fate in _QUIET and not _short(row) and all(line.room is Room.LONG for line in found),
            count=len(row.old) or len(row.new),
            silent=len(self._silent(row)),
            old=row.old,
            new=row.new,
            apart=apart(self.at.comparison),
        )

    def _word(self, row: Row) -> Message:
        """The fate; where the ledger calls kept what is weaker or has another number, with what differs."""
        said = fate_word(row, self.at.comparison, self.at.words)
        if row.fate not in _QUIET or apart(self.at.comparison):
            return said
        kinds = dict.fromkeys(change.kind for change in row.changes if _of_substance(change))
        what = tuple(KINDS[kind] for kind in kinds)
        return say("called {fate}: {what}", fate=said, what=what) if what else said

    def _tags(self, row: Row) -> Iterator[Message]:
        if row.evidence is Evidence.SIMILAR:
            yield say("a guess, {score} % alike", score=row.score or 0)
        if row.earlier:
            yield say("last in {name}", name=document_name(row.earlier, self.at.words))
        if row.moved_from:
            origin = row.moved_from.partition("#")[0]
            yield say("from {place}", place=document_name(origin, self.at.words))
        if row.to:
            yield say("to {place}", place=document_name(row.to, self.at.words))
        if row.new and not row.old:
            outside = {name for item in row.new for name in self.new[item].by if name not in self.signing}
            if outside:
                who = known_as(tuple(sorted(outside)), self.at.new)
                yield say("{who}, who does not sign", who=who)

    def _lines(self, row: Row) -> Iterator[Line]:
        yield from branches(row, self.at.words)
        whole = [change for change in row.changes if change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED)]
        for change in whole:
            yield from self._whole(change, row)
        rest = [change for change in row.changes if change not in whole]
        yield from self._joint(row, rest) if len(row.old) > 1 or len(row.new) > 1 else lines(rest, self.at)
        for guess in self.at.comparison.suggestions:
            if row.old == (guess.old,) or row.new == (guess.new,):
                yield self._guessed(guess.new if row.old else guess.old, guess.score, ended=bool(row.old))

    def _outcomes(self, row: Row) -> Iterator[Line]:
        """How it went; that nobody told is said of a single pledge only where somebody told of others."""
        known = {part.id: part for name in row.old for part in self.old[name].measure} | self.old
        several, folded = len(row.old) > 1, row.fate in _QUIET and not _short(row)
        for item in told.lines(row.outcomes, self._silent(row), self.at.words, several=several):
            about = ", ".join(self._called(name, known) for name in item.ids)
            label, said = item.label.lower(), item.text
            if about:
                pages = self.at.words.for_pages
                label, said = (label, f"{about}: {said}") if pages else (f"{label} ({about})", said)
            room = Room.LONG if folded else Room.ALWAYS if item.stands else Room.WIDE
            yield Line(label, told=said, room=room)

    def _called(self, name: str, known: Mapping[str, Pledge | Measure]) -> str:
        """A pledge or measure by its text for citizens, by its id for those who write."""
        item = known.get(name) if self.at.words.for_pages else None
        return in_short(item) if item else one_line(name)

    def _silent(self, row: Row) -> tuple[str, ...]:
        anybody = any(other.outcomes for other in self.at.comparison.rows)
        return row.not_reported if anybody else ()

    def _joint(self, row: Row, changes: Sequence[Change]) -> Iterator[Line]:
        """Several pledges against one: the numbers as they are promised, then what they add up to."""
        words = self.at.words
        old = [item for name in row.old for item in self.old[name].target]
        new = [item for name in row.new for item in self.new[name].target]
        if old and new:
            before, after = (" + ".join(target(item, words) for item in side) for side in (old, new))
            yield Line(words.say(KINDS[ChangeKind.TARGET_VALUE]), before, after, whole=True)
        unlike = len({one_line(item.unit).casefold() for item in (*old, *new)}) > 1
        for change in changes:
            for found in lines([change], self.at):
                note = words.say(say("different things are added together"))
                added = unlike and change.kind is ChangeKind.RATE
                yield replace(found, notes=(note, *found.notes)) if added else found

    def _guessed(self, name: str, score: int, *, ended: bool) -> Line:
        words = self.at.words
        first = say("may go on as") if ended else say("may carry on")
        return Line(
            words.say(first),
            remark=words.say(say("a guess, {score} % alike", score=score)),
            told=self._called(name, self.new if ended else self.old),
        )

    def _whole(self, change: Change, row: Row) -> Iterator[Line]:
        before = change.kind is ChangeKind.REMOVED
        pledge: Pledge = change.before if before else change.after
        words, side = self.at.words, self.at.known(before)
        text = one_line(pledge.text) or words.say(say("(text not known)"))
        which = words.say(say("earlier pledge") if before else say("new pledge"))
        label = (which if words.for_pages else one_line(pledge.id)) if row.old and row.new else ""
        strength = Strength.UNKNOWN if row.fate is RowFate.UNKNOWN else Strength.NEUTRAL
        yield Line(label, before=text if before else "", after="" if before else text, strength=strength)
        for key, said in particulars(pledge, self.at, side):
            yield Line(key, said if before else "", "" if before else said, room=Room.LONG)


def _short(row: Row) -> bool:
    """Whether a pledge did not go as it was promised, which is to be seen even where it is renewed unchanged."""
    return any(item.stands and item.falls_short for item in row.outcomes)


def unchanged(items: Sequence[Item]) -> Message:
    """How many pledges stay as they are, and of how many of them nobody told how they went."""
    count, silent = sum(item.count for item in items), sum(item.silent for item in items)
    said = (
        say_n("{count} pledge worded the same", "{count} pledges worded the same", count)
        if any(item.apart for item in items)
        else say_n("{count} pledge unchanged", "{count} pledges unchanged", count)
    )
    if not silent:
        return said
    return say_n(
        "{unchanged}, {count} not reported", "{unchanged}, {count} not reported", silent, unchanged=said
    )


def _of_substance(change: Change) -> bool:
    return change.strength is Strength.WEAKER or change.kind in _NUMBERS


def _judged(row: Row, words: Catalog) -> str:
    return words.say(say("a reader's judgement")) if row.judgement else ""
