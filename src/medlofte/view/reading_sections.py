"""The sections of a reading copy, in the order people read a document; nothing of it is left out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from medlofte.message import Message, say
from medlofte.model.agreement import Agreement, Related
from medlofte.model.party import Statement
from medlofte.model.pledge import Area, Measure, Pledge
from medlofte.model.source import BasisSource, Origin, Publication, Unknown
from medlofte.view.catalog import Catalog
from medlofte.view.document import (
    capital,
    loose_title,
    numbered,
    pledge_text,
    pledges_by_area,
    signing,
    titled_by_name,
)
from medlofte.view.keys import LABELS
from medlofte.view.places import place
from medlofte.view.reading_ledger import ledger
from medlofte.view.reading_parts import Entry, Fact, Part, Parts, Promise, Section, language_tag, prose
from medlofte.view.values import known_as, one_line, value

#: Headings that say more than the label of the key.
TITLES: Mapping[str, Message] = {
    "party": say("Parties"),
    "group": say("Groups"),
    "partner": say("Partners"),
    "signatory": say("Signatories"),
    "clause": say("Provisions"),
    "plain": say("In plain language"),
    "pledge": say("Pledges"),
    "area": say("Areas"),
}
_ID = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*\Z")
#: Areas this deep leave room for the headings of their pledges.
_DEEPEST = 5
#: What the period says already, no more exactly than the text.
_DATES = frozenset({"from", "until", "from_precision", "until_precision"})
_PLEDGE = frozenset({"id", "title", "number", "text", "by", "target", "measure"})


#: What a pledge is printed with, its owner as printed among it where it stands beside the owner.
_OWNED = frozenset({"by_text"})
Titles = Mapping[str, str]
NO_TITLES: Titles = MappingProxyType({})


def sections(
    agreement: Agreement, words: Catalog, titles: Titles = NO_TITLES, before: Agreement | None = None
) -> Iterator[Section]:
    """Every section of a document that holds something, what is promised first.

    Args:
        agreement: The document.
        words: The language of the labels.
        titles: The titles of other documents, by their names.
        before: The document that this one renews.
    """
    found = _Sections(agreement, words, titles, before)
    yield from found.aims()
    yield from found.promises()
    yield from found.people()
    yield from found.ground()
    yield from found.rest()
    yield from found.origin()


class _Sections:
    """The sections of one document."""

    def __init__(
        self, agreement: Agreement, words: Catalog, titles: Titles, before: Agreement | None
    ) -> None:
        self.item = agreement
        self.words = words
        self.titles = titles
        self.before = before
        self.parts = Parts(agreement, words)
        self._anchors: set[str] = set()

    def aims(self) -> Iterator[Section]:
        """What it is in plain words, and what it aims at."""
        yield from self._section("plain", text=prose(self.item.plain))
        yield from self._section("goal", text=prose(self.item.goal))

    def people(self) -> Iterator[Section]:
        """When it applies, who signs, who works along."""
        item, entry = self.item, self.parts.entry
        yield from self._section("validity", facts=self.parts.facts(item.validity, _DATES))
        for key, actors in (("party", item.party), ("group", item.group), ("partner", item.partner)):
            found = [entry(actor, actor.name, frozenset({"name", "id"}), id_=actor.id) for actor in actors]
            yield from self._section(key, entries=found)
        said = frozenset({"name", "office", "party", "person"})
        persons = [
            entry(person, signing(person, self.parts.known), said, id_=person.person)
            for person in item.signatory
        ]
        yield from self._section("signatory", entries=persons)

    def ground(self) -> Iterator[Section]:
        """What it builds on and measures."""
        basis = self.item.basis
        if basis:
            found = [self._source(part) for part in basis.source]
            facts = self.parts.facts(basis, frozenset({"situation", "source"}))
            yield from self._section("basis", text=prose(basis.situation), facts=facts, entries=found)
        indicators = [
            self.parts.entry(part, part.title, frozenset({"id", "title"}), id_=part.id)
            for part in self.item.indicator
        ]
        yield from self._section("indicator", entries=indicators)

    def _source(self, item: BasisSource) -> Entry:
        kind = capital(value(item.kind, self.words, {}))
        return self.parts.entry(item, kind, frozenset({"kind", "what"}), text=item.what)

    def promises(self) -> Iterator[Section]:
        """The pledges, area by area in the order of the text."""
        areas, loose = pledges_by_area(self.item)
        alone = [self._pledge(pledge, _PLEDGE) for pledge in loose]
        if not areas:
            yield from self._section("pledge", pledges=alone)
            return
        key = "pledge" if self.item.pledge else "area"
        yield Section(self._title(key), anchor=self._anchor("part", key))
        above: list[str] = []
        parents = {area.parent for area in self.item.area}
        for area, pledges in areas:
            section = self._area(area, pledges, above)
            bare = self.item.pledge and not (pledges or section.facts or area.id in parents)
            nothing = self.words.say(say("No pledge in this area.")) if bare else ""
            yield replace(section, nothing=nothing)
        if alone:
            title = loose_title(self.item, self.words)
            yield Section(title, 3, self._anchor("part", "loose"), pledges=tuple(alone))

    def _area(self, area: Area, pledges: Sequence[Pledge], above: list[str]) -> Section:
        """An area; ``above`` holds the ids of those that it may stand under, and is brought up to date."""
        del above[above.index(area.parent) + 1 if area.parent in above else 0 :]
        title = numbered(area.number, area.title).strip() or one_line(area.id) or "…"
        if area.parent and not above:
            titles = {other.id: one_line(other.title) for other in self.item.area}
            title = f"{titles.get(area.parent) or one_line(area.parent)} › {title}"
        level = min(3 + len(above), _DEEPEST)
        above.append(area.id)
        return Section(
            title,
            level,
            self._anchor("area", area.id),
            one_line(area.id),
            ours=False,
            facts=self.parts.facts(area, frozenset({"id", "title", "parent", "number"})),
            pledges=tuple(self._pledge(pledge, _PLEDGE | {"area"}) for pledge in pledges),
        )

    def _pledge(self, pledge: Pledge, said: frozenset[str]) -> Promise:
        anchor = self._anchor(pledge.id)
        measures = tuple(
            self._promise(part, part.text, _PLEDGE, self._anchor(anchor, part.id)) for part in pledge.measure
        )
        return self._promise(pledge, pledge_text(pledge, self.words), said, anchor, measures)

    def _promise(
        self,
        item: Pledge | Measure,
        text: str,
        said: frozenset[str],
        anchor: str,
        measures: tuple[Promise, ...] = (),
    ) -> Promise:
        owner = known_as(item.by, self.parts.known)
        return Promise(
            id=one_line(item.id),
            anchor=anchor,
            number=one_line(item.number),
            title=one_line(item.title),
            text=prose(text),
            owner=self._owner(owner, item.by_text),
            targets=tuple(self.parts.teller.told(target) for target in item.target),
            facts=self.parts.facts(item, said | _OWNED if owner else said),
            measures=measures,
        )

    def _owner(self, owner: str, printed: str) -> str:
        """Who promises, and how the text prints that where it says it otherwise."""
        told = one_line(printed)
        if not owner or not told or told == owner:
            return owner
        return self.words.say(say("{owner} – in the text: {printed}", owner=owner, printed=told))

    def rest(self) -> Iterator[Section]:
        """Follow-up, governance, provisions, what was said, and what belongs with the document."""
        item, entry = self.item, self.parts.entry
        if item.followup:
            yield from self._section("followup", facts=self.parts.facts(item.followup))
        if item.governance:
            bodies = [entry(body, body.name, frozenset({"name"})) for body in item.governance.body]
            facts = self.parts.facts(item.governance, frozenset({"text", "body"}))
            text = prose(item.governance.text)
            yield from self._section("governance", text=text, facts=facts, entries=bodies)
        clauses = [
            entry(part, part.title, frozenset({"id", "title"}), id_=part.id, text=part.text)
            for part in item.clause
        ]
        yield from self._section("clause", entries=clauses, headed=True)
        yield from self._section("statement", entries=[self._statement(part) for part in item.statement])
        yield from self._section("publication", entries=[self._copy(part) for part in item.publication])
        yield from self._section("related", entries=[self._related(part) for part in item.related])
        for code, part in item.translation.items():
            facts = self.parts.facts(part, language=language_tag(code))
            yield from self._section("translation", facts=facts, beside=one_line(code))
        amendments = [
            entry(part, self.words.date(part.date), frozenset({"date"}), text=part.text)
            for part in item.amendment
        ]
        yield from self._section("amendment", entries=amendments)

    def _statement(self, item: Statement) -> Entry:
        party = f" ({known_as((item.party,), self.parts.known)})" if item.party else ""
        title = ", ".join(part for part in (item.name, item.office) if part) + party
        return self.parts.entry(item, title, frozenset({"name", "office", "party"}), text=item.text)

    def _copy(self, item: Publication) -> Entry:
        key = "publisher" if item.publisher else "url"
        return self.parts.entry(item, getattr(item, key), frozenset({key}))

    def _related(self, item: Related) -> Entry:
        key = "title" if item.title else "agreement"
        return self.parts.entry(item, getattr(item, key), frozenset({key}))

    def origin(self) -> Iterator[Section]:
        """What it renews, where the file comes from, and what is not known."""
        item = self.item
        if item.renewal:
            facts = self.parts.facts(item.renewal, frozenset({"of", "pledge", "area"}))
            of = one_line(self.titles.get(item.renewal.of) or titled_by_name(item.renewal.of))
            old = self.before.pledge if self.before else ()
            rows = ledger(item.renewal.pledge, self.parts, old, item.pledge)
            yield from self._section("renewal", facts=facts, entries=rows, beside=of, always=True)
            areas = self.before.area if self.before else ()
            rows = ledger(item.renewal.area, self.parts, areas, item.area)
            yield from self._section("area", entries=rows, level=3)
        facts = self.parts.facts(item.provenance, frozenset({"unknown"}))
        if item.provenance.of is not Origin.ORIGINAL or len(facts) > 1:
            yield from self._section("provenance", facts=facts)
        yield from self._section("extra", facts=self.parts.local(item.extra))
        unknown = [self._gap(part) for part in item.provenance.unknown]
        yield from self._section("unknown", entries=unknown)

    def _gap(self, item: Unknown) -> Entry:
        where = capital(place(item.at, self.item, self.words))
        return self.parts.entry(item, where, frozenset({"at", "note"}), text=item.note)

    def _section(
        self,
        key: str,
        *,
        level: int = 2,
        beside: str = "",
        always: bool = False,
        text: Sequence[Part] = (),
        facts: Sequence[Fact] = (),
        entries: Sequence[Entry] = (),
        headed: bool = False,
        pledges: Sequence[Promise] = (),
    ) -> Iterator[Section]:
        """A section under the label of a key, where it holds anything."""
        if not (always or text or facts or entries or pledges):
            return
        yield Section(
            f"{self._title(key)} {beside}".rstrip(),
            level,
            self._anchor("part", key),
            text=tuple(text),
            facts=tuple(facts),
            headed=headed,
            entries=tuple(entries),
            pledges=tuple(pledges),
        )

    def _title(self, key: str) -> str:
        return capital(self.words.say(TITLES.get(key) or LABELS[key]))

    def _anchor(self, *parts: str) -> str:
        """A name for links that nothing else on the page has; empty where an id is none."""
        name = ".".join(parts)
        if name in self._anchors or not all(map(_ID.match, parts)):
            return ""
        self._anchors.add(name)
        return name
