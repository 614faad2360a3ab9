"""A document for the terminal, as people read it; nothing in the file is left out."""

from collections.abc import Sequence

from rich.text import Text

from medlofte.message import Message
from medlofte.model.agreement import Agreement
from medlofte.model.assessment import Followed
from medlofte.model.pledge import Area, Measure, Pledge
from medlofte.model.record import Record
from medlofte.view.catalog import Catalog
from medlofte.view.document import (
    APPENDED,
    capital,
    loose_title,
    numbered,
    pledge_text,
    pledges_by_area,
    signing,
    warning,
)
from medlofte.view.excerpts import joined
from medlofte.view.keys import LABELS
from medlofte.view.labels import DOCUMENT_KINDS
from medlofte.view.ledger_text import put_ledger
from medlofte.view.paper import Paper
from medlofte.view.phrases import period
from medlofte.view.places import place
from medlofte.view.show_outcomes import put_reports, put_told
from medlofte.view.values import names, one_line, value
from medlofte.view.whole import Teller, paragraphs, put_fields


def render(
    agreement: Agreement,
    name: str,
    state: Message,
    followed: Followed,
    words: Catalog,
    *,
    width: int,
    colour: bool,
) -> str:
    """The document as text for a terminal.

    Args:
        agreement: The document.
        name: ``SERIES/PERIOD``, with its revision if it was not read from the working tree.
        state: How far it has come: draft, signed, released.
        followed: What was reported about its pledges.
        words: The language of the labels.
        width: Columns of the terminal.
        colour: Whether it may be coloured.
    """
    page = _Page(agreement, followed, words, Paper(width, colour=colour))
    page.front(name, state)
    page.people()
    page.ground()
    page.promises()
    page.rest()
    return page.paper.text()


class _Page:
    """One document on one sheet."""

    def __init__(self, agreement: Agreement, followed: Followed, words: Catalog, paper: Paper) -> None:
        self.item = agreement
        self.followed = followed
        self.words = words
        self.paper = paper
        self.known = names(agreement)
        self.teller = Teller(words, self.known)

    def front(self, name: str, state: Message) -> None:
        """What the document is, and what the file is."""
        item, words = self.item, self.words
        self.paper.put(Text(one_line(item.title), style="bold"))
        kind = words.say(DOCUMENT_KINDS[item.kind])
        facts = [
            one_line(name),
            kind,
            one_line(item.place),
            period(item.validity, words),
            item.language,
            words.say(state),
        ]
        self.paper.put(Text(" · ".join(fact for fact in facts if fact)))
        if told := warning(item.provenance, words):
            self.paper.put(Text(f"! {told}", style="yellow"), hang=2)
        self._prose("", item.summary, gap=True)
        self._prose("plain", item.plain)
        self._fields("validity", item.validity, frozenset({"from", "until"}))

    def people(self) -> None:
        """Who signs, who works along."""
        item = self.item
        for key, actors in (("party", item.party), ("group", item.group), ("partner", item.partner)):
            self._head(key, actors)
            for actor in actors:
                self._named(actor.name, actor.id)
                put_fields(self.paper, self.teller, actor, 4, frozenset({"id", "name"}))
        self._head("signatory", item.signatory)
        for person in item.signatory:
            self._named(signing(person, self.known), "")
            put_fields(self.paper, self.teller, person, 4, frozenset({"name", "office", "party"}))

    def ground(self) -> None:
        """What it hangs under, builds on and aims at."""
        item = self.item
        self._facts(("under", "audience", "legal_basis"))
        self._prose("goal", item.goal, gap=True)
        if item.basis:
            self._head("basis", True)
            for part in paragraphs(item.basis.situation):
                self.paper.put(part, indent=2)
            self._list("problems", item.basis.problems)
            for source in item.basis.source:
                kind = value(source.kind, self.words, {})
                self._point(f"{kind}: {one_line(source.what)}", source, frozenset({"kind", "what"}))
        self._records("indicator", item.indicator)

    def promises(self) -> None:
        """The pledges, area by area, each with its outcomes."""
        areas, loose = pledges_by_area(self.item)
        for area, pledges in areas:
            self._area(area)
            for pledge in pledges:
                self._pledge(pledge)
        if loose:
            self.paper.put()
            self.paper.put(Text(loose_title(self.item, self.words), style="bold"))
        for pledge in loose:
            self._pledge(pledge, loose=True)

    def _area(self, area: Area) -> None:
        titles = {other.id: other.title for other in self.item.area}
        above = f"{one_line(titles.get(area.parent, area.parent))} › " if area.parent else ""
        self.paper.put()
        title = Text(f"{above}{numbered(area.number, area.title)}", style="bold")
        self.paper.put(title + Text(f"  {one_line(area.id)}", style="dim"))
        put_fields(self.paper, self.teller, area, 2, frozenset({"id", "title", "parent", "number"}))

    def _pledge(self, pledge: Pledge, *, loose: bool = False) -> None:
        lead = Text(f" • {numbered(pledge.number, pledge.title)}", style="bold")
        self.paper.put()
        self.paper.put(
            lead + Text(f"  {one_line(pledge.id)}" if pledge.title else one_line(pledge.id), style="dim")
        )
        for part in paragraphs(pledge_text(pledge, self.words)):
            self.paper.put(part, indent=3)
        done = {"id", "title", "number", "text", "measure", "target"} | (set() if loose else {"area"})
        for number_ in pledge.target:
            self.paper.put(f"{self._label('target')}: {self.teller.told(number_)}", indent=3, hang=2)
        put_fields(self.paper, self.teller, pledge, 3, frozenset(done))
        for measure in pledge.measure:
            self._measure(measure)
        put_told(self.paper, self.teller, self.followed, pledge.id)

    def _measure(self, measure: Measure) -> None:
        title = f"{one_line(measure.title)}: " if measure.title else ""
        said = f"- {numbered(measure.number, title + one_line(measure.text))}"
        head = Text(said) + Text(f"  {one_line(measure.id)}", style="dim")
        self.paper.put(head, indent=3, hang=2)
        put_fields(self.paper, self.teller, measure, 7, frozenset({"id", "title", "number", "text"}))

    def rest(self) -> None:
        """Follow-up, governance, clauses, reports, ledger, where the file comes from, what is not known."""
        item = self.item
        self._fields("followup", item.followup)
        self._governance()
        self._head("clause", item.clause)
        for clause in item.clause:
            self._named(clause.title, clause.id)
            for part in paragraphs(clause.text):
                self.paper.put(part, indent=4)
        self._records("statement", item.statement)
        put_reports(self.paper, self.teller, self.followed, item)
        for key in APPENDED:
            self._records(key, getattr(item, key))
        if item.renewal:
            self._head("renewal", True, one_line(item.renewal.of))
            put_ledger(self.paper, self.teller, item.renewal)
        self._fields("provenance", item.provenance, frozenset({"unknown"}))
        if item.extra:
            self._head("extra", True)
            self.paper.put(self.teller.told(item.extra), indent=2, hang=2)
        self._head("unknown", item.provenance.unknown)
        for gap in item.provenance.unknown:
            where = place(gap.at, item, self.words)
            self._point(f"{where}: {one_line(gap.note)}", gap, frozenset({"at", "note"}))

    def _point(self, text: str, item: Record, said: frozenset[str]) -> None:
        """One item of a list: what it says first, then whatever else it holds."""
        more = "; ".join(f"{label}: {part}" for label, part in self.teller.fields(item, said))
        self.paper.put(f"- {text.removesuffix(': ')}{f' ({more})' if more else ''}", indent=2, hang=2)

    def _governance(self) -> None:
        governance = self.item.governance
        if governance:
            self._head("governance", True)
            for part in paragraphs(governance.text):
                self.paper.put(part, indent=2)
            put_fields(self.paper, self.teller, governance, 2, frozenset({"text", "body"}))
            for body in governance.body:
                self.paper.put(f"- {self.teller.told(body)}", indent=2, hang=2)

    def _head(self, key: str, there: object, beside: str = "") -> None:
        if there:
            self.paper.put()
            title = f"{capital(self._label(key))} {beside}".rstrip()
            self.paper.put(Text(title, style="bold"))

    def _label(self, key: str) -> str:
        return self.words.say(LABELS[key])

    def _named(self, name: str, id_: str) -> None:
        self.paper.put(
            Text(one_line(name) or one_line(id_)) + Text(f"  {one_line(id_)}", style="dim"), indent=2, hang=2
        )

    def _fields(self, key: str, item: Record | None, skip: frozenset[str] = frozenset()) -> None:
        if item is not None and any(self.teller.fields(item, skip)):
            self._head(key, True)
            put_fields(self.paper, self.teller, item, 2, skip)

    def _facts(self, keys: Sequence[str]) -> None:
        self.paper.put()
        for key in keys:
            if part := getattr(self.item, key):
                self.paper.put(f"{self._label(key)}: {self.teller.told(part)}", hang=2)

    def _list(self, key: str, items: Sequence[str]) -> None:
        if items:
            self.paper.put(f"{self._label(key)}: {joined(list(map(one_line, items)))}", indent=2, hang=2)

    def _prose(self, key: str, text: str, *, gap: bool = False) -> None:
        if text.strip():
            if gap:
                self.paper.put()
            label = f"{self._label(key)}: " if key else ""
            for number, part in enumerate(paragraphs(text)):
                self.paper.put(part if number else label + part)

    def _records(self, key: str, items: object) -> None:
        self._head(key, items)
        if isinstance(items, dict):
            for code, part in items.items():
                self.paper.put(f"- {one_line(code)}: {self.teller.told(part)}", indent=2, hang=2)
        elif isinstance(items, tuple):
            for part in items:
                self.paper.put(f"- {self.teller.told(part)}", indent=2, hang=2)
