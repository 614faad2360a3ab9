"""What a changelog says, decided once, as lines of plain text: Markdown and pages only decide how it looks.

Everything in it is visible and without line ends; names of pledges and documents stand apart, so that a page can link
and Markdown can mark them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from medlofte.message import Message, say, say_n
from medlofte.model.changelog import Changelog, Entry, GroupKind, ItemGroup
from medlofte.model.record import Kind
from medlofte.view import changelog_frame as frame
from medlofte.view.catalog import Catalog, one_line
from medlofte.view.changelog_items import Line, Name, Piece, Told, ids, items, line, named, unchanged
from medlofte.view.phrases import period, signatory
from medlofte.view.signers import signer_phrase
from medlofte.view.told import beside

__all__ = ["Chapter", "Line", "Name", "Piece", "Section", "Told", "outline", "title"]

_TITLES: Mapping[Kind, Message] = {
    Kind.FRAME: say("Changelog of collaboration agreements"),
    Kind.PLAN: say("Changelog of plans"),
    Kind.PLEDGES: say("Changelog of citizen pledges"),
}
_HEADINGS: Mapping[GroupKind, Message] = {
    GroupKind.BEGINNING: say("The first pledges"),
    GroupKind.NEW: say("New"),
    GroupKind.CHANGED: say("Changed"),
    GroupKind.REWORDED: say("Kept, reworded"),
    GroupKind.MERGED_OR_SPLIT: say("Merged or split"),
    GroupKind.MOVED: say("Moved"),
    GroupKind.FULFILLED: say("Fulfilled"),
    GroupKind.DROPPED: say("Dropped"),
    GroupKind.UNDECIDED: say("Not decided yet"),
    GroupKind.UNKNOWN: say("Fate unknown"),
    GroupKind.UNCHANGED: say("Unchanged"),
}

_BY_ITSELF = say("What became of its pledges is told as this document tells it.")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it.

    Attributes:
        title: The heading.
        kind: The group of pledges; None for what changed in a document without pledges.
        text: What is said before the items.
        items: The items.
        numbered: Whether they are counted.
    """

    title: str
    kind: GroupKind | None = None
    text: tuple[Line, ...] = ()
    items: tuple[Told, ...] = ()
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """One document of the series beside the one before.

    Attributes:
        document: Its name.
        release: The number of the release; 0 for none.
        period: When it applies.
        title: Its title.
        facts: What is known of it.
        sections: What became of the pledges; empty where there are none.
        nothing: What is said where there are none.
    """

    document: str
    release: int
    period: str
    title: str
    facts: tuple[Line, ...]
    sections: tuple[Section, ...]
    nothing: str = ""


def title(changelog: Changelog, series: str, words: Catalog) -> str:
    """What the changelog of a series is called."""
    return f"{words.say(_TITLES[changelog.kind])}: {one_line(changelog.place or series)}"


def outline(entry: Entry, words: Catalog, titles: Mapping[str, str] = MappingProxyType({})) -> Chapter:
    """One entry in words; ``titles`` are what sentences call other documents, by their names."""
    sections = tuple(_section(group, entry, words) for group in entry.groups)
    changed = tuple(Told(line(text)) for text in frame.told(entry, words))
    if changed:
        heading = words.say(say("Areas, parties and signatories"))
        sections = (*sections, Section(heading, items=changed))
    return Chapter(
        document=one_line(entry.document),
        release=entry.signing.release if entry.signing else 0,
        period=one_line(period(entry.validity, words)),
        title=one_line(entry.title),
        facts=tuple(_facts(entry, words, titles)),
        sections=sections,
        nothing="" if entry.groups else words.say(_nothing(entry)),
    )


def _nothing(entry: Entry) -> Message:
    if entry.kind is Kind.FRAME and not entry.incomplete:
        return say("The document is a frame agreement and holds no pledges.")
    return say("No pledges are known.")


def _facts(entry: Entry, words: Catalog, titles: Mapping[str, str]) -> Iterator[Line]:
    if entry.retold:
        yield line(words.say(say("Retold from other sources: this is not the signed text.")))
    if entry.incomplete:
        yield line(words.say(say("The list of pledges is not known as a whole.")))
    yield from _before(entry, words)
    if entry.gap:
        yield line(words.say(say("Time between: {gap}", gap=entry.gap)))
    yield from map(line, _signed(entry, words))
    for item in entry.amendment:
        facts = {"day": words.date(item.date), "reason": item.reason.rstrip("."), "text": item.text}
        yield line(words.say(say("Amended {day}: {reason}. {text}", **facts)))
    yield from _silence(entry, words)
    if entry.told_beside:
        yield line(words.say(beside(entry.told_beside, titles.get(entry.of, entry.of))))


def _signed(entry: Entry, words: Catalog) -> Iterator[str]:
    signing = entry.signing
    if signing is None:
        yield words.say(say("Signed by: not known here, since no sign-offs exist."))
        return
    if not signing.signer:
        yield words.say(say("Signed by: nobody, as the text now stands."))
        return
    people = "; ".join(signer_phrase(signer, words) for signer in signing.signer)
    yield words.say(say("Signed by: {people}", people=people))
    if signing.missing:
        people = "; ".join(signatory(person) for person in signing.missing)
        yield words.say(say("Not signed by: {people}", people=people))


def _before(entry: Entry, words: Catalog) -> Iterator[Line]:
    if not entry.of:
        text = say("The first document of the series: there is nothing before it to compare with.")
        yield line(words.say(text))
        return
    if entry.of_missing:
        yield named(words.say(_unread(entry, words)), entry.of, Name.DOCUMENT)
        told = any(group.kind is not GroupKind.BEGINNING for group in entry.groups)
        yield line(words.say(_BY_ITSELF if told else say("Nothing can be compared.")))
        return
    nearest = f", {words.say(say('the nearest one before it in time'))}" if entry.of_by_date else ""
    compared = named(words.say(say("Compared with:")), entry.of, Name.DOCUMENT)
    yield (*compared, Piece(nearest)) if nearest else compared
    if entry.of_incomplete:
        text = say("The list before is not known as a whole: what stands as new here may have stood there.")
        yield line(words.say(text))


def _unread(entry: Entry, words: Catalog) -> Message:
    """Why there is no text before this one."""
    if entry.of.rpartition("/")[0] != entry.document.rpartition("/")[0]:
        return say("Follows a document of another series:")
    if words.for_pages:
        return say("The period before is not published here:")
    return say("Follows a document that is not read here:")


def _silence(entry: Entry, words: Catalog) -> Iterator[Line]:
    """How many of the old pledges no report names."""
    if not entry.of_pledges:
        return
    count = len(entry.not_reported)
    if not count:
        yield line(words.say(say("Outcomes of the period before: every pledge is reported.")))
        return
    text = words.say(
        say_n("Outcomes of the period before: not reported for {count} pledge of {all}",
              "Outcomes of the period before: not reported for {count} pledges of {all}",
              count, all=entry.of_pledges)
    )  # fmt: skip
    yield Piece(f"{text}: "), *ids(entry.not_reported, Name.FORMER)


def _section(group: ItemGroup, entry: Entry, words: Catalog) -> Section:
    heading = _HEADINGS[group.kind]
    if group.kind is GroupKind.BEGINNING and entry.of_missing:
        heading = say("Pledges")
    return Section(
        title=words.say(heading),
        kind=group.kind,
        text=tuple(_lead(group, words)),
        items=tuple(items(group, entry, words)),
        numbered=group.kind is GroupKind.BEGINNING,
    )


def _lead(group: ItemGroup, words: Catalog) -> Iterator[Line]:
    if group.kind is GroupKind.UNKNOWN:
        text = say("It cannot be told what became of these; that is not the same as dropped.")
        yield line(words.say(text))
    if group.kind is GroupKind.UNCHANGED:
        yield unchanged(group, words)
