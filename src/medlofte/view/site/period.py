"""The page of one document: what is promised, by whom, how the promises before went, and everything else in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from medlofte.message import Message, say, say_n
from medlofte.model.biography import Stage
from medlofte.model.change import Change, ChangeKind, RowFate
from medlofte.model.publication import Edition, Volume
from medlofte.model.source import Origin
from medlofte.view.catalog import Catalog
from medlofte.view.document import capital, title
from medlofte.view.keys import LABELS
from medlofte.view.labels import FATES, KINDS, tallied
from medlofte.view.life_runs import label
from medlofte.view.reading import Fact, Part, Reading, Section, reading
from medlofte.view.reading_sections import TITLES
from medlofte.view.site import addresses, compare
from medlofte.view.site.frame import Page
from medlofte.view.site.lives import Lives
from medlofte.view.site.past import chart, past
from medlofte.view.site.period_parts import Beside, Download, Known, Other, Period, Versions
from medlofte.view.site.phrases import lead, size
from medlofte.view.site.reports import reports
from medlofte.view.site.went import sentence, went
from medlofte.view.values import one_line

#: Heads of the part of a document that holds the pledges.
_PROMISES = ("part.pledge", "part.area")
_CHANGED = frozenset(
    {
        RowFate.CHANGED, RowFate.EXTENDED, RowFate.MERGED, RowFate.SPLIT, RowFate.MOVED, RowFate.REINTRODUCED,
    }
)  # fmt: skip
#: What is said of a number that this text does not hold.
_NUMBERS = frozenset({ChangeKind.TARGET_NOT_SHOWN, ChangeKind.TARGET_DROPPED})
#: Kinds whose label alone says too little.
_IN_SENTENCES: Mapping[ChangeKind, Message] = {
    ChangeKind.AUDIENCE: say("whom the pledge is for"),
    ChangeKind.TARGET_VALUE: say("the number that is promised"),
    ChangeKind.TARGET_ADDED: say("a number that is promised"),
    ChangeKind.RATE: say("how much is promised in the same time"),
}


def read(volume: Volume, edition: Edition, page: Page) -> Reading:
    """All of the text of a release, as its page shows it."""
    pair, renewal = volume.before(edition), edition.agreement.renewal
    return reading(
        edition.agreement,
        page.words,
        name=edition.name,
        release=edition.number,
        code=edition.code,
        signers=edition.signers,
        draft=edition.is_draft,
        released=page.day,
        titles=page.frame.documents,
        before=pair.old.agreement if pair and renewal and pair.old.name == renewal.of else None,
    )


def period(
    volume: Volume, edition: Edition, item: Reading, lives: Lives, sizes: Mapping[str, int], page: Page
) -> Period:
    """Put together what the page of a document says.

    Args:
        volume: The series.
        edition: The release.
        item: Its text.
        lives: The lives of the pledges of the series.
        sizes: How many bytes each file of the site has that people may fetch, by address.
        page: The page that it is for.
    """
    agreement, words = edition.agreement, page.words
    promises, rest = _parted(item)
    facts = [*_facts(edition, item, page), *_unread(volume, edition, page)]
    own = lives.stages_of(edition.name) if edition.latest else []
    return Period(
        item=item,
        lead=lead(agreement, words),
        brief=tuple(known for known in facts if known.brief),
        facts=tuple(known for known in facts if not known.brief),
        downloads=tuple(_downloads(edition, sizes, page)),
        versions=_versions(volume, edition, item, page),
        promises=promises,
        rest=rest,
        counts=dict(_counts(promises, words)),
        beside={pledge.id: _beside(pledge.id, edition, lives, page) for pledge in agreement.pledge},
        past=past(volume, edition, lives, page) if edition.latest else None,
        outcome=sentence(own, lives.spans[edition.name], words) if own and lives.is_due(edition) else "",
        chart=chart(volume, edition, page, "_own"),
        reports=tuple(reports(agreement, edition.reports, words)) if edition.latest else (),
        others=tuple(_others(volume, edition, page)),
    )


def _parted(item: Reading) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """The part with the pledges, and everything else."""
    own: list[Section] = []
    rest: list[Section] = []
    within = False
    for section in item.sections:
        if section.level == 2:
            within = section.anchor in _PROMISES
        (own if within else rest).append(section)
    return tuple(own), tuple(rest)


def _counts(promises: Sequence[Section], words: Catalog) -> Iterator[tuple[str, str]]:
    """How many pledges each area holds; all of them for the head of the part."""
    for number, section in enumerate(promises):
        count = len(section.pledges) or (sum(len(part.pledges) for part in promises) if number == 0 else 0)
        if count:
            yield section.anchor, words.say(say_n("{count} pledge", "{count} pledges", count))


def _facts(edition: Edition, item: Reading, page: Page) -> Iterator[Known]:
    """What the title page tells, with case numbers."""
    words, agreement = page.words, edition.agreement
    parties, release = words.say(TITLES["party"]), words.say(say("Release"))
    validity, under = (capital(words.say(LABELS[key])) for key in ("validity", "under"))
    above = addresses.period(agreement.under) if agreement.under in page.frame.documents else ""
    for fact in item.cover:
        told = replace(fact, text=(Part(_release(edition, page)),)) if fact.label == release else fact
        first = fact.label in (parties, validity)
        yield Known(told, page.to(above) if fact.label == under else "", first)
    cases = [
        Part(f"{one_line(party.name) or one_line(party.id)}: {one_line(party.case_number)}", item=True)
        for party in agreement.party
        if party.case_number.strip()
    ]
    if cases:
        yield Known(Fact(words.say(say("Case numbers")), tuple(cases)), brief=True)


def _unread(volume: Volume, edition: Edition, page: Page) -> Iterator[Known]:
    """That the period before cannot be shown, and what this text itself tells of its pledges."""
    entry = next(one for one in volume.changelog.entries if one.document == edition.name)
    if not entry.of_missing or not edition.latest:
        return
    ledger, words = edition.agreement.renewal, page.words
    of = page.frame.documents.get(entry.of, "")
    said = (
        say("{text}", text=of)
        if of
        else say("{period}, which is not published here.", period=label(entry.of))
    )
    parts = [said]
    if ledger and ledger.pledge:
        counts = tallied(ledger.pledge)
        parts.append(say("What became of its pledges, as this document tells it: {counts}.", counts=counts))
    text = Part(" ".join(map(words.say, parts)))
    yield Known(Fact(words.say(say("The period before")), (text,), page.ours), brief=True)


def _release(edition: Edition, page: Page) -> str:
    if page.day is None:
        return page.words.say(say("Draft"))
    return page.words.say(say("Released {day} (r{number})", day=page.date(page.day), number=edition.number))


def _downloads(edition: Edition, sizes: Mapping[str, int], page: Page) -> Iterator[Download]:
    files = {
        "pdf": say("The document for print and archive"),
        "toml": _exact(edition),
        "json": say("The document as data"),
        "csv": say("The pledges as a table"),
    }
    for kind, text in files.items():
        address = addresses.file(edition.name, edition.release, kind)
        if address in sizes and (link := page.to(address)):
            yield Download(page.words.say(text), kind.upper(), size(sizes[address], page.words), link)


def _exact(edition: Edition) -> Message:
    """What the text is, as it was read: nobody has signed a draft or what is retold."""
    if edition.is_draft:
        return say("The exact text of this draft")
    if edition.agreement.provenance.of is Origin.RETOLD:
        return say("The exact text as it is retold here, which is not the signed text")
    return say("The exact text that the signatures are for")


def _versions(volume: Volume, edition: Edition, item: Reading, page: Page) -> Versions:
    words = page.words
    own = [pair for pair in volume.corrections if pair.old.name == pair.new.name == edition.name]
    correction = page.to(
        next((compare.address(pair) for pair in own if pair.new.number == edition.number), "")
    )
    if not edition.latest:
        newest = replaced_by(volume, edition)
        said = say(
            "This is no longer what applies: r{new} has replaced r{old}.",
            new=newest.number,
            old=edition.number,
        )
        if newest.is_draft:
            said = say("This is r{old}. A draft that is to replace it is shown too.", old=edition.number)
        later = page.to(next(compare.address(pair) for pair in own if pair.old.number == edition.number))
        there = page.to(addresses.release(newest.name, newest.number, latest=newest.latest))
        return Versions(words.say(said), newest.is_draft, there, correction=correction, later=later)
    earlier = [one for one in volume.replaced if one.name == edition.name]
    if not earlier:
        return Versions()
    corrected = [section for section in item.sections if section.anchor == "part.amendment"]
    return Versions(
        corrected=tuple(entry for section in corrected for entry in section.entries),
        earlier=tuple(
            (f"r{one.number}", page.to(addresses.replaced(one.name, one.number))) for one in reversed(earlier)
        ),
        correction=correction,
    )


def replaced_by(volume: Volume, edition: Edition) -> Edition:
    """The release that counts instead of an earlier one; the draft of one, where there is none yet."""
    newer = [one for one in volume.all() if one.name == edition.name and one.number > edition.number]
    return max(newer, key=lambda one: (not one.is_draft, one.number))


def _beside(id_: str, edition: Edition, lives: Lives, page: Page) -> Beside:
    found = lives.of(edition.name).get(id_)
    if found is None or not edition.latest:
        return Beside()
    life, stage = found
    span, words = lives.spans[edition.name], page.words
    return Beside(
        life=page.to(addresses.pledge(edition.series, id_)),
        since=_since(life.begun(stage), edition, words),
        change=_change(stage, page),
        went=went(stage, span, words) if lives.is_due(edition) else (),
    )


def _since(first: Stage, edition: Edition, words: Catalog) -> str:
    """The period in which a pledge began, where that is an earlier one; empty where nothing tells."""
    if first.before:
        return words.say(say("{period} or earlier", period=label(first.before)))
    return "" if first.fate is RowFate.UNKNOWN or first.document == edition.name else label(first.document)


def _change(stage: Stage, page: Page) -> str:
    """What changed against the period before; empty where that is nothing of substance."""
    if stage.fate not in _CHANGED:
        return ""
    if stage.moved_from:
        origin = stage.moved_from.partition("#")[0]
        known = page.frame.documents.get(origin, one_line(origin))
        return page.words.say(say("Moved here from {document}.", document=known))
    return " ".join(page.words.say(part) for part in _changed(stage, page.words))


def _changed(stage: Stage, words: Catalog) -> Iterator[Message]:
    fate, what = capital(words.say(FATES[stage.fate])), _kinds(stage.changes)
    yield say("{fate}. What differs: {what}.", fate=fate, what=what) if what else say("{fate}.", fate=fate)
    unseen = [change for change in (*stage.changes, *stage.not_shown) if change.kind in _NUMBERS]
    if unseen:
        yield say("No number is mentioned here.")
    if words_ := _kinds(change for change in stage.not_shown if change.kind is ChangeKind.HEDGE):
        yield say("Cannot be told: {what}.", what=words_)
    rest = [change for change in stage.not_shown if change.kind is not ChangeKind.HEDGE]
    if gone := _kinds(change for change in rest if change.before):
        yield say("Not mentioned here, which does not mean that it was given up: {what}.", what=gone)
    if come := _kinds(change for change in rest if not change.before):
        yield say("The text before is not known in full, so this need not be new: {what}.", what=come)


def _kinds(changes: Iterable[Change]) -> tuple[Message, ...]:
    """What changes are about, each once, in words that stand within a sentence."""
    kinds = dict.fromkeys(change.kind for change in changes if change.kind not in _NUMBERS)
    return tuple(_IN_SENTENCES.get(kind, KINDS[kind]) for kind in kinds)


def _others(volume: Volume, edition: Edition, page: Page) -> Iterator[Other]:
    for one in reversed(volume.editions):
        pair = volume.before(one)
        here = one.name == edition.name and edition.latest
        yield Other(
            label=label(one.name),
            title=title(one.agreement, one.name),
            address="" if here else page.to(addresses.period(one.name)),
            compare=page.to(addresses.compare(pair.old.name, one.name)) if pair else "",
        )
