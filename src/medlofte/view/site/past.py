"""What became of the pledges of the period before: how they went, and whether they go on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlofte.message import Message, say, say_n
from medlofte.model.change import Row, RowFate
from medlofte.model.publication import Edition, Pair, Volume
from medlofte.model.statistics import NOT_REPORTED, NOT_YET
from medlofte.view import charts
from medlofte.view.changelog_phrases import pledge as pledge_name
from medlofte.view.differences import apart
from medlofte.view.document import capital
from medlofte.view.fate_words import fate_word
from medlofte.view.labels import SIGNS, counted
from medlofte.view.phrases import period_name
from medlofte.view.site import addresses
from medlofte.view.site.frame import Page
from medlofte.view.site.lives import Lives
from medlofte.view.site.went import Went, sentence, went
from medlofte.view.values import in_short, one_line

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Ended:
    """One pledge of the period before.

    Attributes:
        name: The pledge, in short.
        life: Address of its life.
        went: How it went.
        sign: What became of it, as a sign.
        fate: The same in words.
        into: What carries it on: pledges here, each in short, and where on the page it stands; or where it moved.
    """

    name: str
    life: str
    went: tuple[Went, ...]
    sign: str
    fate: str
    into: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Past:
    """The period before.

    Attributes:
        label: The period.
        address: Its page.
        compare: The page that compares the two.
        outcome: How its pledges went, in a sentence.
        changed: What became of them, in a sentence.
        chart: The same area by area, as a picture; nothing where nobody reported.
        reports: That there are reports about it, in a few words; empty where there are none.
        reports_at: Where they stand.
        note: What is not known of the time between.
        pledges: Each of them.
    """

    label: str
    address: str
    compare: str
    outcome: str
    changed: str
    chart: "Markup"
    reports: str
    reports_at: str
    note: str
    pledges: tuple[Ended, ...]


def past(volume: Volume, edition: Edition, lives: Lives, page: Page) -> Past | None:
    """The period before this one; None for the first, and where there are no pledges on either side."""
    pair = volume.before(edition)
    if pair is None or not pair.old.agreement.pledge:
        return None
    old, words = pair.old, page.words
    return Past(
        label=period_name(old.period),
        address=page.to(addresses.period(old.name)),
        compare=page.to(addresses.compare(old.name, edition.name)),
        outcome=sentence(lives.stages_of(old.name), lives.spans[old.name], words),
        changed=_changed(pair, page),
        chart=chart(volume, old, page, "_outcomes"),
        reports=words.say(told) if (told := reported(pair)) else "",
        reports_at=page.to(f"{addresses.period(old.name)}#_reports"),
        note=one_line(pair.comparison.gap),
        pledges=tuple(_pledges(pair, lives, page)),
    )


def reported(pair: Pair) -> Message | None:
    """That there are reports about the older document, and whether they tell of other things."""
    beside = pair.comparison.told_beside
    if beside:
        return say_n(
            "{count} report tells of other things",
            "{count} reports tell of other things",
            beside,
        )
    return say("What was reported") if any(item.report for item in pair.old.reports) else None


def chart(volume: Volume, edition: Edition, page: Page, id_: str) -> "Markup":
    """How the pledges of a document went, as a picture; nothing where nobody reported, or for a replaced release."""
    found = charts.areas(volume.history, edition.name, page.words)
    told = any(set(area.counts) - {NOT_REPORTED, NOT_YET} for area in found)
    return charts.outcomes(found if told and edition.latest else [], page.words, id_=id_)


def _changed(pair: Pair, page: Page) -> str:
    """What became of the old pledges, in one sentence."""
    words, comparison = page.words, pair.comparison
    if apart(comparison):
        return ""
    known = {pledge.id for pledge in pair.old.agreement.pledge if not pledge.is_unread}
    found: Counter[RowFate] = Counter()
    for row in comparison.rows:
        found[row.fate] += len(known.intersection(row.old))
    counts = tuple(counted(fate, found[fate]) for fate in RowFate if found[fate])
    said = say("In {period}: {counts}.", period=period_name(pair.new.period), counts=counts)
    return words.say(said) if counts else ""


def _pledges(pair: Pair, lives: Lives, page: Page) -> Iterator[Ended]:
    old, words = pair.old, page.words
    rows: dict[str, Row] = {name: row for row in pair.comparison.rows for name in row.old}
    span, stages = lives.spans[old.name], lives.of(old.name)
    names = {pledge.id: in_short(pledge) for pledge in pair.new.agreement.pledge}
    for pledge in old.agreement.pledge:
        if pledge.id not in stages or pledge.id not in rows:
            continue
        stage, row = stages[pledge.id][1], rows[pledge.id]
        yield Ended(
            name=pledge_name(stage.pledge, words),
            life=page.to(addresses.pledge(old.series, pledge.id)),
            went=tuple(item for item in went(stage, span, words) if item.stands),
            sign=SIGNS[row.fate],
            fate=capital(words.say(fate_word(row, pair.comparison, words))),
            into=(
                *((names.get(name, one_line(name)), addresses.anchor(name)) for name in row.new),
                *([_moved(row.to, page)] if row.to else ()),
            ),
        )


def _moved(to: str, page: Page) -> tuple[str, str]:
    """Where a pledge moved: the document by its title, and its page; a body by its name."""
    known = page.frame.documents
    return (known[to], page.to(addresses.period(to))) if to in known else (one_line(to), "")
