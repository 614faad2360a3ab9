"""What a comparison says, decided once: the text, Markdown and HTML views only decide how it looks."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from medlofte.message import Message, say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.change import Comparison, Row, RowFate, Side
from medlofte.view import told
from medlofte.view.catalog import Catalog
from medlofte.view.differences import Line, apart, context
from medlofte.view.fate_words import fate_count, fate_word
from medlofte.view.labels import DOCUMENT_KINDS
from medlofte.view.phrases import period
from medlofte.view.preamble import document_lines, formal
from medlofte.view.sections import Item, Section, Sections
from medlofte.view.signers import signing_line
from medlofte.view.values import one_line

#: The order in which fates are counted up, what a reviewer must look at first.
_ORDER = (
    RowFate.UNDECIDED, RowFate.DROPPED, RowFate.UNKNOWN, RowFate.CHANGED, RowFate.MERGED, RowFate.SPLIT,
    RowFate.MOVED, RowFate.FULFILLED, RowFate.KEPT, RowFate.EXTENDED, RowFate.NEW, RowFate.REINTRODUCED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """One of the two documents."""

    word: str
    name: str
    title: str
    period: str
    kind: str
    pledges: str
    language: str
    signing: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything that the views of a comparison say, in one language."""

    title: str
    old: Face
    new: Face
    counts: tuple[tuple[RowFate, str], ...]
    notes: tuple[str, ...]
    lines: tuple[Line, ...]
    formal: int
    sections: tuple[Section, ...]


def outline(
    comparison: Comparison,
    old: Agreement,
    new: Agreement,
    words: Catalog,
    names: Mapping[str, str] | None = None,
) -> Outline:
    """Put a comparison in words.

    Args:
        comparison: What was found.
        old: The older document.
        new: The newer one.
        words: The language.
        names: What citizens are to call each document, by its name, followed by ``@`` and the revision where there is
            one; what reports tell of the older one is then left for the page to say.
    """
    notes = _notes(comparison, names or {}, reported=names is None)
    at = context(comparison, old, new, words)
    sections = Sections(at, old, new)
    return Outline(
        title=f"{_named(comparison.old)} → {_named(comparison.new)}",
        old=_face(comparison.old, comparison, words, names or {}),
        new=_face(comparison.new, comparison, words, names or {}),
        counts=tuple(counts(comparison, words)),
        notes=tuple(map(words.say, notes)),
        lines=tuple(document_lines(comparison.changes, at)),
        formal=formal(comparison),
        sections=tuple(sections.all()),
    )


def _named(side: Side) -> str:
    return one_line(f"{side.name}@{side.revision}" if side.revision else side.name)


def _face(side: Side, comparison: Comparison, words: Catalog, names: Mapping[str, str]) -> Face:
    first = say("before") if side is comparison.old else say("now")
    when = period(side, words)
    told = when.isdecimal() and [item.months for item in side.lengths] == [12]
    span = f", {words.say(_months(side, words))}" if side.lengths and not told else ""
    number = say_n("{count} pledge", "{count} pledges", side.pledges)
    return Face(
        word=names.get(_named(side), _named(side)) if apart(comparison) else words.say(first),
        name=_named(side),
        title=one_line(side.title) or one_line(side.name),
        period=when + span + _signed(side, words),
        kind=side.kind.value,
        pledges=words.say(say("{number} or more", number=number) if side.incomplete else number),
        language=side.language,
        signing=signing_line(side.signing, words),
    )


def _signed(side: Side, words: Catalog) -> str:
    """The day that the provenance tells, unless a signature tells the same."""
    days = {signer.on.isoformat() for signer in side.signing.signer} if side.signing else set()
    if not side.signed or side.signed in days:
        return ""
    return f" · {words.say(say('signed'))} {_told_day(side.signed, words)}"


def _told_day(text: str, words: Catalog) -> str:
    """A day as a language writes it, or the words that stand for one."""
    try:
        return words.date(dt.date.fromisoformat(text))
    except ValueError:
        return one_line(text)


def _months(side: Side, words: Catalog) -> Message:
    return say("{months} months", months=words.number(side.lengths[0].months))


def counts(comparison: Comparison, words: Catalog) -> Iterator[tuple[RowFate, str]]:
    """Pledges by fate: old ones, and those that are only in the new document."""
    found: Counter[str] = Counter()
    first: dict[str, Row] = {}
    for row in comparison.rows:
        word = words.say(fate_word(row, comparison, words))
        first.setdefault(word, row)
        found[word] += len(row.old) or len(row.new)
    for word, row in sorted(first.items(), key=lambda entry: _ORDER.index(entry[1].fate)):
        yield row.fate, words.say(fate_count(row, comparison, found[word], words))


def _notes(comparison: Comparison, names: Mapping[str, str], *, reported: bool) -> Iterator[Message]:
    old, new = comparison.old, comparison.new
    was, now = (names.get(_named(side), side.name) for side in (old, new))
    if apart(comparison):
        yield _guess(comparison)
    if old.kind is not new.kind:
        yield say(
            "Documents of two kinds are compared, {old} and {new}: what is called new only is not in the other.",
            old=DOCUMENT_KINDS[old.kind],
            new=DOCUMENT_KINDS[new.kind],
        )
    if old.retold and new.retold:
        yield say("Both are retold: what is not shown may stand in the signed text.")
    elif new.retold:
        yield say(
            "{name} is retold, not the signed text: what is not shown there is not thereby given up.",
            name=now,
        )
    elif old.retold:
        yield say("{name} is retold, not the signed text: what is new may have stood there too.", name=was)
    if old.incomplete and any(row.new and not row.old for row in comparison.rows):
        yield say(
            "The list of pledges in {name} is not known in full: what is new may have stood there.",
            name=was,
        )
    if reported:
        yield from _silence(comparison)
    if reported and comparison.told_beside:
        yield told.beside(comparison.told_beside, comparison.old.name)
    if comparison.gap:
        yield say("Between the periods: {gap}", gap=one_line(comparison.gap))
    if comparison.suggestions:
        yield say_n(
            "{count} pledge may go on under another name: a guess, marked below.",
            "{count} pledges may go on under another name: guesses, marked below.",
            len(comparison.suggestions),
        )


def _silence(comparison: Comparison) -> Iterator[Message]:
    """How many old pledges no report names, where reports were looked at."""
    if not any(row.outcomes or row.not_reported for row in comparison.rows):
        return
    name, count = comparison.old.name, sum(len(row.not_reported) for row in comparison.rows)
    if not count:
        yield say("Outcomes of {name}: every pledge is reported.", name=name)
        return
    yield say_n(
        "Outcomes of {name}: {count} pledge of {all} not reported.",
        "Outcomes of {name}: {count} pledges of {all} not reported.",
        count,
        name=name,
        all=comparison.old.pledges,
    )


def _guess(comparison: Comparison) -> Message:
    if comparison.guessed:
        return say(
            "Two places are compared: pledges are paired by likeness of wording. The pairs are guesses."
        )
    if any(row.old and row.new for row in comparison.rows):
        return say("Two places are compared: pledges that are worded the same stand beside each other.")
    return say("Two places are compared: no pledges are alike enough to be paired.")


__all__ = ["Item", "Outline", "Section", "outline"]
