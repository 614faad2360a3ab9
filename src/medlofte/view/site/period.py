"""The page of one document: what is promised, by whom, how the promises before went, and everything else in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from medlofte.message import Message, say, say_n
from medlofte.model.biography import Stage
from medlofte.model.change import ChangeKind, RowFate
from medlofte.model.publication import Edition, Volume
from medlofte.view.catalog import Catalog
from medlofte.view.document import capital, title
from medlofte.view.keys import LABELS
from medlofte.view.labels import FATES, KINDS
from medlofte.view.reading import Fact, Part, Reading, Section, reading
from medlofte.view.reading_sections import TITLES
from medlofte.view.site import addresses
from medlofte.view.site.frame import Page
from medlofte.view.site.lives import Lives
from medlofte.view.site.past import past
from medlofte.view.site.period_parts import Beside, Download, Known, Other, Period, Versions
from medlofte.view.site.phrases import lead, size
from medlofte.view.site.reports import reports
from medlofte.view.site.went import sentence, went
from medlofte.view.values import one_line

#: Heads of the part of a document that holds the pledges.
_PROMISES = ("part.pledge", "part.area")
_CHANGED = frozenset({RowFate.CHANGED, RowFate.MERGED, RowFate.SPLIT, RowFate.MOVED, RowFate.REINTRODUCED})
_FILES: Mapping[str, Message] = {
    "pdf": say("The document for print and archive"),
    "toml": say("The exact text that the signatures are for"),
    "json": say("The document as data"),
    "csv": say("The pledges as a table"),
}


_REPLACED = say("This is no longer what applies: r{new} has replaced r{old}.", new=0, old=0)
_AWAITED = say("This is r{old}. A draft that is to replace it is shown too.", old=0)
#: What is said of a number that this text does not hold.
_NUMBERS = frozenset({ChangeKind.TARGET_NOT_SHOWN, ChangeKind.TARGET_DROPPED})


def read(edition: Edition, page: Page) -> Reading:
    """All of the text of a release, as its page shows it."""
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
    facts = list(_facts(edition, item, page))
    stages = lives.of(edition.name) if edition.latest else {}
    own = [stage for _, stage in stages.values()]
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
        outcome=sentence(own, lives.spans[edition.name], words) if own and _due(edition, lives) else "",
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


def _release(edition: Edition, page: Page) -> str:
    if page.day is None:
        return page.words.say(say("Draft"))
    return page.words.say(say("Released {day} (r{number})", day=page.date(page.day), number=edition.number))


def _downloads(edition: Edition, sizes: Mapping[str, int], page: Page) -> Iterator[Download]:
    for kind, text in _FILES.items():
        address = addresses.file(edition.name, edition.number, kind)
        if address in sizes and (link := page.to(address)):
            yield Download(page.words.say(text), kind.upper(), size(sizes[address], page.words), link)


def _versions(volume: Volume, edition: Edition, item: Reading, page: Page) -> Versions:
    words = page.words
    if not edition.latest:
        newest = next(one for one in volume.editions if one.name == edition.name)
        template = _AWAITED if newest.is_draft else _REPLACED
        said = Message(template.template, {"new": newest.number, "old": edition.number})
        return Versions(words.say(said), page.to(addresses.period(edition.name)))
    earlier = [one for one in volume.replaced if one.name == edition.name]
    if not earlier:
        return Versions()
    corrected = [section for section in item.sections if section.anchor == "part.amendment"]
    return Versions(
        corrected=tuple(entry for section in corrected for entry in section.entries),
        earlier=tuple(
            (f"r{one.number}", page.to(addresses.replaced(one.name, one.number))) for one in reversed(earlier)
        ),
    )


def _beside(id_: str, edition: Edition, lives: Lives, page: Page) -> Beside:
    found = lives.of(edition.name).get(id_)
    if found is None or not edition.latest:
        return Beside()
    life, stage = found
    span, words = lives.spans[edition.name], page.words
    first = life.stage[0].document
    return Beside(
        life=page.to(addresses.pledge(edition.series, id_)),
        since=one_line(first.rpartition("/")[2]) if first != edition.name else "",
        change=_change(stage, page),
        went=went(stage, span, words) if _due(edition, lives) else (),
    )


def _due(edition: Edition, lives: Lives) -> bool:
    """Whether silence about a pledge says something."""
    return bool(edition.reports) or lives.spans[edition.name].over


def _change(stage: Stage, page: Page) -> str:
    """What changed against the period before; empty where that is nothing of substance."""
    if stage.fate not in _CHANGED:
        return ""
    return " ".join(page.words.say(part) for part in _changed(stage, page.words))


def _changed(stage: Stage, words: Catalog) -> Iterator[Message]:
    kinds = dict.fromkeys(change.kind for change in stage.changes if change.kind not in _NUMBERS)
    fate, what = capital(words.say(FATES[stage.fate])), tuple(KINDS[kind] for kind in kinds)
    yield say("{fate}: {what}.", fate=fate, what=what) if what else say("{fate}.", fate=fate)
    unseen = [change for change in (*stage.changes, *stage.not_shown) if change.kind in _NUMBERS]
    if unseen:
        yield say("No number is mentioned here.")
    other = dict.fromkeys(change.kind for change in stage.not_shown if change.kind not in _NUMBERS)
    if other:
        yield say("Cannot be told: {what}.", what=tuple(KINDS[kind] for kind in other))


def _others(volume: Volume, edition: Edition, page: Page) -> Iterator[Other]:
    for one in reversed(volume.editions):
        pair = volume.before(one)
        here = one.name == edition.name and edition.latest
        yield Other(
            label=one_line(one.period),
            title=title(one.agreement, one.name),
            address="" if here else page.to(addresses.period(one.name)),
            compare=page.to(addresses.compare(pair.old.name, one.name)) if pair else "",
        )


def elsewhere(page: Page) -> Page:
    """The same page as it is shown in another system: what it leads to is named in full, or not at all."""
    return replace(page, path=page.path.replace("index.html", "fragment.html"), away=True)
