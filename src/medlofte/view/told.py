"""One outcome as every view tells it: judgement, number against the promise, who said so, what the numbers say."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medlofte.message import Message, say, say_n
from medlofte.model.assessment import ToldOutcome
from medlofte.model.outcome import Window
from medlofte.view import assessment, phrases
from medlofte.view.catalog import Catalog
from medlofte.view.changelog_phrases import VALUE, short, unstopped
from medlofte.view.labels import NOT_REPORTED, STATUSES
from medlofte.view.values import one_line


class Told(NamedTuple):
    """One line on how pledges went: what it is, what it is about, what is said, and whether it stands."""

    label: str
    ids: tuple[str, ...]
    text: str
    stands: bool = True


def lines(
    found: Sequence[ToldOutcome], silent: Sequence[str], words: Catalog, *, several: bool
) -> Iterator[Told]:
    """All outcomes of one pledge, or of several that merged, and that nobody reported where nobody did.

    Args:
        found: The outcomes, what stands first.
        silent: Ids of those that no report names.
        words: The language.
        several: Whether there are several pledges, so that each is named.
    """
    label = words.say(say("Outcome"))
    for item in once(found):
        ids = (*((item.pledge,) if several else ()), *((item.measure,) if item.measure else ()))
        before = say("Corrected later") if item.corrected else say("Reported otherwise before")
        yield Told(label if item.stands else words.say(before), ids, outcome(item, words), item.stands)
    if any(item.contradicted for item in found):
        yield Told("", (), contradiction(words))
    if silent:
        yield Told(label, tuple(silent) if several else (), words.say(NOT_REPORTED))


def once(found: Sequence[ToldOutcome]) -> list[ToldOutcome]:
    """The outcomes without those whose number has been told with another one of the same report."""
    kept: list[ToldOutcome] = []
    for item in found:
        added = item.assessment.added if item.assessment else ()
        same = (other for other in kept if (other.file, other.measure) == (item.file, item.measure))
        if not added or not any(other.assessment and other.assessment.added == added for other in same):
            kept.append(item)
    return kept


def contradiction(words: Catalog) -> str:
    """What stands where two reporters say different things of the same days."""
    return words.say(say("the reports contradict each other; neither is preferred"))


def beside(count: int, *names: str) -> Message:
    """That reports tell of other things too than the pledges."""
    return say_n(
        "{count} report on {names} tells of more than the pledges",
        "{count} reports on {names} tell of more than the pledges",
        count,
        names=names,
    )


def outcome(item: ToldOutcome, words: Catalog) -> str:
    """How it went, in one line; the reporter's own words where there is neither judgement nor number."""
    found = [words.say(STATUSES[item.status])] if item.status else []
    found += [told for told in [number(item, words)] if told]
    if not found:
        found.append(unstopped(short(item.text, VALUE)))
    if item.on:
        found.append(words.date(item.on))
    return "; ".join((f"{', '.join(found)} ({source(item, words)})", *_rest(item, words)))


def number(item: ToldOutcome, words: Catalog) -> str:
    """The number with what was promised; without it where the two cannot be held against each other."""
    if item.value is None:
        return ""
    if item.assessment:
        added = bool(item.assessment.added)
        unit = item.assessment.targets[0].unit if added else item.unit
        if told := assessment.figure(item.assessment, words, unit=unit):
            return told
    parts = (
        words.number(item.value, phrases.EXACT),
        one_line(item.unit),
        assessment.over(item.per, words),
    )
    return " ".join(part for part in parts if part)


def own_words(item: ToldOutcome, limit: int = VALUE) -> str:
    """The reporter's own words, where :func:`outcome` leaves them out; else empty."""
    return short(item.text, limit) if item.status or item.value is not None else ""


def source(item: ToldOutcome, words: Catalog) -> str:
    """Who reported it, and when."""
    day = words.date(item.reported_on) if item.reported_on else one_line(item.reported_text)
    return ", ".join(
        part for part in (one_line(item.reporter), day or words.say(say("without a day"))) if part
    )


def _rest(item: ToldOutcome, words: Catalog) -> Iterator[str]:
    if item.assessment:
        if covered := assessment.covered(item.assessment, words):
            yield covered
        if item.stands:  # how things stood before says little once it is known how they ended
            yield from assessment.remarks(item.assessment, words)
    elif item.covers:
        yield words.say(say("covers only {days}", days=_days(item.covers, words)))
    if item.counted_as:
        yield words.say(say("counted so: {how}", how=short(item.counted_as, VALUE)))
    if item.reason:
        yield words.say(say("reason given: {reason}", reason=short(item.reason, VALUE)))


def _days(window: Window, words: Catalog) -> str:
    first = words.date(window.from_) if window.from_ else "…"
    last = words.date(window.until) if window.until else "…"
    return words.span(first, last)
