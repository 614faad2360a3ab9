"""The page of one pledge: its life through the periods, each text marked against the one before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from medlofte.message import Message, say
from medlofte.model.biography import Ending, Life, Span, Stage
from medlofte.model.change import RowFate
from medlofte.model.publication import Volume
from medlofte.view import charts, life_facts, phrases
from medlofte.view.catalog import Catalog, catalog
from medlofte.view.diff_html import TEXTS
from medlofte.view.differences import at_once, document_name
from medlofte.view.document import capital
from medlofte.view.excerpts import Words
from medlofte.view.labels import FATES, SIGNS
from medlofte.view.life_runs import column, life_runs, names
from medlofte.view.reading_parts import Part, prose
from medlofte.view.site import addresses
from medlofte.view.site import frame as frames
from medlofte.view.site.frame import Crumb, Frame, Page, render
from medlofte.view.site.phrases import applies
from medlofte.view.site.went import Went, went
from medlofte.view.site.withdrawn import taken
from medlofte.view.values import one_line, shorten

if TYPE_CHECKING:
    from markupsafe import Markup

#: Signs of a heading, whose text stands below in full, and of one that is a title; of a step of the way to the page.
_HEADING, _TITLE, _STEP = 80, 160, 50
_TEXTS: Mapping[str, Message] = {
    **TEXTS,
    "number": say("number"),
    "responsible": say("responsible"),
    "area": say("area"),
    "changed": say("changed"),
    "outcome": say("Outcome"),
    "from": say("carries on"),
    "into": say("goes on as"),
    "heirs": say("The pledge goes on as"),
    "to": say("moved to"),
    "judged": say("(a reader's judgement)"),
    "taken": say("In replaced releases only"),
    "whole": say("The text as it stands"),
    "there": say("In the document"),
    "compare": say("Everything that changed then"),
    "unknown": say("(the text is not known)"),
    "unread": say("a pledge that is not shown here"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """One document, and what became of the pledge there.

    Attributes:
        label: The period, in short.
        period: When it applies, where the label does not say that already.
        kind: The fate.
        sign: The fate as a sign.
        fate: The fate in words.
        compare: The page that compares the document with the one before.
    """

    label: str
    period: str
    kind: RowFate
    sign: str
    fate: str
    compare: str


@dataclass(frozen=True, slots=True)
class Step:
    """What one document tells of the pledge.

    Attributes:
        head: The document, and the fate.
        number: The number printed before the pledge.
        title: The heading of the pledge.
        text: Its text; none where the document only tells that it ended.
        words: The text against the one before; none where they are the same.
        facts: Label and text of what else is known of it.
        changed: What changed in substance.
        hidden: What cannot be told.
        reason: Why.
        judged: Whether the link is a reader's judgement.
        went: How it went.
        came: The pledges that it carries on: each in short, and its page.
        into: The pledges that carry it on.
        to: Where it moved, and the page of that.
        there: Where it stands in the document.
        above: Whether its text is the one that the page begins with, so that it need not be read again.
    """

    head: Head
    number: str = ""
    title: str = ""
    text: tuple[Part, ...] = ()
    words: Words = ()
    facts: tuple[tuple[str, str], ...] = ()
    changed: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    reason: str = ""
    judged: bool = False
    went: tuple[Went, ...] = ()
    came: tuple[tuple[str, str], ...] = ()
    into: tuple[tuple[str, str], ...] = ()
    to: tuple[str, str] = ("", "")
    there: str = ""
    above: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One life: in a sentence, then what every document tells of it, newest first."""

    lead: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Now:
    """The pledge as its newest document has it.

    Attributes:
        label: Which document that is.
        text: Its text; none where the heading of the page is all of it.
        there: Where it stands in the document.
        heirs: What it goes on as under another id: each in short, and its page.
    """

    label: str
    text: tuple[Part, ...]
    there: str
    heirs: tuple[tuple[str, str], ...]


def page(id_: str, lives: Sequence[Life], volume: Volume, frame: Frame) -> tuple[str, bytes]:
    """The page of one pledge.

    Args:
        id_: Its id.
        lives: The lives that it has a part in, their texts marked; see ``core.biography.of_pledge``. None for one that
            a correction took out.
        volume: The series.
        frame: What all pages share.
    """
    words = catalog(volume.newest.agreement.language, for_pages=True)
    newest = max(
        (stage for life in lives for stage in life.stage if stage.pledge.id == id_),
        key=lambda stage: [span.document for span in volume.history.period].index(stage.document),
        default=None,
    )
    pledge = newest.pledge if newest else next(one.pledge for one in volume.withdrawn if one.pledge.id == id_)
    name = one_line(pledge.title) or one_line(pledge.text) or one_line(id_)
    title = shorten(name, _TITLE if one_line(pledge.title) else _HEADING)
    trail = frame.trail(volume.name, Crumb(shorten(name, _STEP)))
    shown = frames.page(frame, addresses.pledge(volume.name, id_), title, words.language, trail)
    teller = _Teller(volume, shown, newest)
    return shown.path, render(
        "pledge",
        shown,
        id=one_line(id_),
        now=teller.now(newest, title, lives) if newest else None,
        taken=tuple(taken(id_, volume, shown)),
        lives=[teller.life(life) for life in lives],
        chart=_chart(lives, volume, words) if lives else "",
        texts=words.say_all(_TEXTS),
    )


def _chart(lives: Sequence[Life], volume: Volume, words: Catalog) -> "Markup":
    title = words.say(say("The periods of this pledge"))
    return charts.lives(lives, volume.history, words, id_="_life", title=title)


class _Teller:
    """Puts lives in words for one page."""

    def __init__(self, volume: Volume, page: Page, newest: Stage | None) -> None:
        self.volume = volume
        self.page = page
        self.newest = newest
        self.words = page.words
        self.spans = {span.document: span for span in volume.history.period}
        self.names = names(volume.history)
        self.pairs = {(pair.old.name, pair.new.name) for pair in volume.pairs}

    def life(self, life: Life) -> Told:
        """One life."""
        runs = life_runs(life, self.volume.history, self.words)
        said = say("Promised in {periods}. {became}.", periods=runs.periods, became=capital(runs.became))
        steps: list[Step] = []
        for stage in life.stage:
            steps.append(self._stage(stage))
            steps.extend(map(self._ending, stage.ending))
        return Told(self.words.say(said), tuple(reversed(steps)))

    def now(self, stage: Stage, title: str, lives: Sequence[Life]) -> Now:
        """The text that is read first: as it stands in the newest document that holds it."""
        pledge, span = stage.pledge, self.spans[stage.document]
        later = dict.fromkeys(life.stage[-1].pledge.id for life in lives if stage in life.stage)
        said = say("The pledge in {period}", period=column(span))
        return Now(
            label=self.words.say(said),
            text=() if one_line(pledge.text) == title else prose(pledge.text),
            there=self._there(stage),
            heirs=self._linked(name for name in later if name != pledge.id),
        )

    def _there(self, stage: Stage) -> str:
        return self.page.to(addresses.period(stage.document) + addresses.anchor(stage.pledge.id))

    def _stage(self, stage: Stage) -> Step:
        span, pledge, history = self.spans[stage.document], stage.pledge, self.volume.history
        return Step(
            head=self._came(stage, span),
            number=one_line(pledge.number),
            title=one_line(pledge.title),
            text=prose(pledge.text),
            words=tuple((op, at_once(text)) for op, text in stage.words),
            facts=tuple(self._facts(stage)),
            changed=tuple(life_facts.changed(stage, span, history, self.words)),
            hidden=tuple(life_facts.not_shown(stage, span, history, self.words)),
            reason=one_line(stage.reason),
            judged=stage.judgement,
            went=went(stage, span, self.words),
            came=self._origin(stage.moved_from)
            or self._linked(name for name in stage.of if name != pledge.id),
            there=self._there(stage),
            above=stage == self.newest and not stage.words,
        )

    def _origin(self, moved_from: str) -> tuple[tuple[str, str], ...]:
        """The pledge of another series that moved here: by its document, and its page."""
        document, _, id_ = moved_from.partition("#")
        known = self.page.frame.documents
        if document not in known:
            return ((one_line(document), ""),) if document else ()
        return ((known[document], self.page.to(addresses.pledge(document.rpartition("/")[0], id_))),)

    def _ending(self, ending: Ending) -> Step:
        known = self.page.frame.documents
        to = known.get(ending.to) or document_name(ending.to, self.words)
        return Step(
            head=self._head(self.spans[ending.document], ending.fate),
            reason=one_line(ending.reason),
            judged=ending.judgement,
            into=self._linked(ending.into),
            to=(to, self.page.to(addresses.period(ending.to)) if ending.to in known else ""),
        )

    def _head(self, span: Span, fate: RowFate) -> Head:
        compare = addresses.compare(span.of, span.document) if (span.of, span.document) in self.pairs else ""
        label = column(span)
        return Head(
            label=label,
            period=applies(label, span.validity, self.words),
            kind=fate,
            sign=SIGNS[fate],
            fate=capital(self.words.say(FATES[fate])),
            compare=self.page.to(compare),
        )

    def _came(self, stage: Stage, span: Span) -> Head:
        """How it came there; from another series it moved here, and to one it moves away."""
        if stage.fate is RowFate.UNKNOWN and not stage.of:
            return self._unread(span)
        head = self._head(span, stage.fate)
        if not stage.moved_from:
            return head
        return replace(head, fate=capital(self.words.say(say("moved here"))))

    def _unread(self, span: Span) -> Head:
        """A document of which nothing tells how its pledges came there."""
        said = self.words.say(say("the period before is not published here"))
        return replace(self._head(span, RowFate.UNKNOWN), sign="", fate=capital(said))

    def _linked(self, found: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Pledges of the series, each with its page."""
        unknown = self.words.say(_TEXTS["unread"])
        return tuple(
            (
                self.names.get(name, unknown),
                self.page.to(addresses.pledge(self.volume.name, name)) if name in self.names else "",
            )
            for name in found
        )

    def _facts(self, stage: Stage) -> Iterator[tuple[str, str]]:
        if area := one_line(stage.area):
            yield self.words.say(_TEXTS["area"]), area
        if who := ", ".join(name for name in map(one_line, stage.by) if name):
            yield self.words.say(_TEXTS["responsible"]), who
        for target in stage.target:
            yield self.words.say(_TEXTS["number"]), phrases.target(target, self.words)
