"""The page that holds two documents against each other: what changed in one sentence, then pledge by pledge."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from medlofte.message import Message, say
from medlofte.model.change import RowFate
from medlofte.model.pledge import Pledge
from medlofte.model.publication import Edition, Pair, Volume
from medlofte.model.ref import is_segment
from medlofte.view.catalog import Catalog, catalog
from medlofte.view.diff_html import TEXTS
from medlofte.view.differences import Line, Room, apart
from medlofte.view.labels import SIGNS
from medlofte.view.outline import Outline, outline
from medlofte.view.phrases import period_name
from medlofte.view.reading_parts import Part, language_tag, prose
from medlofte.view.sections import Item, Section, unchanged
from medlofte.view.site import addresses
from medlofte.view.site.frame import Crumb, Frame, Page, document_page, render
from medlofte.view.site.lives import lives
from medlofte.view.site.past import reported
from medlofte.view.site.went import sentence
from medlofte.view.values import in_short, one_line, shorten

#: The order in which a reader meets what became of the pledges.
_ORDER = (
    RowFate.NEW, RowFate.REINTRODUCED, RowFate.CHANGED, RowFate.MERGED, RowFate.SPLIT, RowFate.MOVED,
    RowFate.FULFILLED, RowFate.DROPPED, RowFate.UNDECIDED, RowFate.UNKNOWN, RowFate.KEPT, RowFate.EXTENDED,
)  # fmt: skip
#: Signs of a heading; a longer text stands below it instead.
_HEADING = 160
_TEXTS: Mapping[str, Message] = {
    **TEXTS,
    "key": say("How to read the marks"),
    "key_new": say("words that have come"),
    "key_old": say("words that have gone"),
    "areas": say("Areas"),
    "document": say("Everything else in the document"),
    "both": say("Both texts in full"),
    "life": say("Through the years"),
    "none": say("Neither document holds a pledge."),
    "changes": say("Changelog"),
    "between": say("The two documents"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """The whole text of a pledge in one of the documents.

    Attributes:
        label: The document, in short.
        name: The pledge, in short.
        title: The heading of the pledge.
        text: The text.
        address: Where it stands on the page of the document.
        language: Its language, where that is not the language of the page.
    """

    label: str
    name: str
    title: str
    text: tuple[Part, ...]
    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One pledge, or several that merged or split.

    Attributes:
        item: What is said of it.
        anchor: Where it stands on the page; empty where the id is none.
        heading: What it is called.
        area: The area it stands in.
        lines: What differs.
        body: Its text, where that is not the heading and no line shows it.
        texts: Both texts, where they are not the same.
        lives: The pages of the pledges: each in short, and its address.
    """

    item: Item
    anchor: str
    heading: str
    area: str
    lines: tuple[Line, ...]
    body: tuple[Part, ...]
    texts: tuple[Text, ...]
    lives: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Went:
    """How the pledges of the older document went: in a sentence, and where its reports are."""

    label: str
    text: str
    reports: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """Pledges of one fate.

    Attributes:
        anchor: Where it stands on the page.
        sign: The sign of the fate.
        title: How many there are.
        pledges: Those in which something differs.
        quiet: Those in which nothing does.
        folded: How many those are.
    """

    anchor: str
    sign: str
    title: str
    pledges: tuple[Compared, ...]
    quiet: tuple[Compared, ...]
    folded: str


def page(pair: Pair, volume: Volume, frame: Frame) -> tuple[str, bytes]:
    """The page of one comparison.

    Args:
        pair: The two documents.
        volume: The series of the later one.
        frame: What all pages share.
    """
    words = catalog(pair.new.agreement.language, for_pages=True)
    named = {_key(one, pair): _named(one, pair, words) for one in (pair.old, pair.new)}
    found = outline(pair.comparison, pair.old.agreement, pair.new.agreement, words, named)
    shown = _shown(pair, volume, frame, words)
    groups = tuple(_Pledges(pair, shown).groups(found))
    return shown.path, render(
        "compare",
        shown,
        it=found,
        lead=_lead(groups, words),
        groups=groups,
        areas=[section for section in found.sections if section.lines or section.word],
        documents=[
            (face, shown.to(_there(one))) for face, one in ((found.old, pair.old), (found.new, pair.new))
        ],
        went=_went(pair, volume, shown),
        changelog=shown.to(addresses.changes(volume.name)),
        texts=words.say_all(_TEXTS),
        long=Room.LONG,
        short=Room.SHORT,
    )


def _shown(pair: Pair, volume: Volume, frame: Frame, words: Catalog) -> Page:
    """What is said around the comparison."""
    old, new = (_named(one, pair, words) for one in (pair.old, pair.new))
    title = (
        say("{old} beside {new}", old=old, new=new)
        if apart(pair.comparison)
        else say("What changed from {old} to {new}", old=old, new=new)
    )
    trail = frame.trail(
        volume.name,
        Crumb(period_name(pair.new.period), _there(pair.new)),
        Crumb(words.say(title)),
    )
    return document_page(frame, pair.new, address(pair), words.say(title), trail)


def address(pair: Pair) -> str:
    """Where two documents are compared."""
    old, new = pair.old, pair.new
    if pair.exact:
        return addresses.compare_releases(old.name, old.number, new.name, new.number)
    return addresses.compare(old.name, new.name)


def _there(edition: Edition) -> str:
    """Where a release is read."""
    return addresses.release(edition.name, edition.number, latest=edition.latest)


def _key(edition: Edition, pair: Pair) -> str:
    return f"{edition.name}@r{edition.number}" if pair.exact else edition.name


def _named(edition: Edition, pair: Pair, words: Catalog) -> str:
    """A document, as short as the two are told apart."""
    period = period_name(edition.period)
    label = f"{period} r{edition.number}" if pair.exact else period
    if edition.is_draft:
        label = words.say(say("{period} (draft)", period=period))
    if pair.old.series == pair.new.series:
        return label
    return f"{one_line(edition.agreement.place) or one_line(edition.series)} {label}"


def _lead(groups: Sequence[Group], words: Catalog) -> str:
    """What became of the pledges, in one sentence."""
    counts = tuple(group.title for group in groups)
    if not counts:
        return words.say(_TEXTS["none"])
    return words.say(say("Pledges: {counts}.", counts=counts))


def _went(pair: Pair, volume: Volume, page: Page) -> Went | None:
    """How the pledges of the older document went; None where this series does not tell."""
    found, words = lives(volume.history), page.words
    stages = found.stages_of(pair.old.name)
    if not stages or pair.old.name == pair.new.name:
        return None
    period, told = period_name(pair.old.period), reported(pair)
    return Went(
        label=words.say(say("How the pledges of {period} went", period=period)),
        text=sentence(stages, found.spans[pair.old.name], words),
        reports=words.say(told) if told else "",
        address=page.to(f"{addresses.period(pair.old.name)}#_reports"),
    )


class _Pledges:
    """The pledges of a comparison, in groups."""

    def __init__(self, pair: Pair, page: Page) -> None:
        self.pair = pair
        self.page = page
        self.old = {pledge.id: pledge for pledge in pair.old.agreement.pledge}
        self.new = {pledge.id: pledge for pledge in pair.new.agreement.pledge}
        self.anchors: Counter[str] = Counter()

    def groups(self, found: Outline) -> Iterator[Group]:
        """Every pledge of both documents, by what became of it."""
        titles: dict[RowFate, str] = {}
        for fate, said in found.counts:
            titles[fate] = f"{titles[fate]}, {said}" if fate in titles else said
        sorted_: dict[RowFate, list[tuple[Item, Section]]] = {}
        for section in found.sections:
            for item in section.items:
                sorted_.setdefault(item.fate, []).append((item, section))
        for fate in sorted(sorted_, key=_ORDER.index):
            found_here = [self._pledge(item, section) for item, section in sorted_[fate]]
            quiet = tuple(one for one in found_here if one.item.quiet)
            yield Group(
                anchor=f"_{fate.value}",
                sign=SIGNS[fate],
                title=titles[fate],
                pledges=tuple(one for one in found_here if not one.item.quiet),
                quiet=quiet,
                folded=self.page.words.say(unchanged([one.item for one in quiet])),
            )

    def _pledge(self, item: Item, section: Section) -> Compared:
        old = [self.old[name] for name in item.old if not self.old[name].is_unread]
        new = [self.new[name] for name in item.new]
        alone = not (old and new)
        first = (new or old or [self.old[item.old[0]]])[0]
        text = one_line(first.title) or one_line(first.text) or one_line(first.id)
        same = [one.text for one in old] == [one.text for one in new]
        body = first.text if alone or same else ""
        return Compared(
            item=item,
            anchor=self._anchor(item.new or item.old),
            heading=text if len(text) <= _HEADING else shorten(text, _HEADING),
            area=section.title if section.anchor else "",
            lines=tuple(line for line in item.lines if line.label or not alone),
            body=() if one_line(body) == text and len(text) <= _HEADING else prose(body),
            texts=() if alone or same else tuple(self._texts(old, new)),
            lives=tuple(self._lives(item)),
        )

    def _anchor(self, ids: tuple[str, ...]) -> str:
        anchor = "-".join(ids) if all(map(is_segment, ids)) else ""
        self.anchors[anchor] += 1
        return anchor if self.anchors[anchor] == 1 else ""

    def _texts(self, old: Sequence[Pledge], new: Sequence[Pledge]) -> Iterator[Text]:
        for edition, pledges in ((self.pair.old, old), (self.pair.new, new)):
            tag = language_tag(edition.agreement.language)
            for pledge in pledges:
                yield Text(
                    label=_named(edition, self.pair, self.page.words),
                    name=in_short(pledge),
                    title=one_line(pledge.title),
                    text=prose(pledge.text),
                    address=self.page.to(_there(edition) + addresses.anchor(pledge.id)),
                    language=tag if tag != self.page.language else "",
                )

    def _lives(self, item: Item) -> Iterator[tuple[str, str]]:
        """The pages of its pledges, that of each once; under the name that the later document gives it."""
        new, old = self.pair.new.series, self.pair.old.series
        found = {(new, name): self.new[name] for name in item.new}
        for name in item.old:
            found.setdefault((old, name), self.old[name])
        for (series, name), pledge in found.items():
            yield in_short(pledge), self.page.to(addresses.pledge(series, name))
