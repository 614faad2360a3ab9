"""What the numbers of an outcome say, in a line or two beside the reporter's own words."""

from collections.abc import Iterator
from dataclasses import replace

from medlofte.message import Message, say
from medlofte.model.assessment import Assessment, Coverage, Reach, Share
from medlofte.model.record import Comparison, Per
from medlofte.view import phrases
from medlofte.view.catalog import Catalog
from medlofte.view.changelog_figures import monthly
from medlofte.view.excerpts import joined
from medlofte.view.labels import PERIODS, STATUSES
from medlofte.view.values import one_line

#: Where the two numbers are told side by side.
_HELD = frozenset(
    {Reach.MET, Reach.SURPASSED, Reach.SHORT, Reach.ON_COURSE, Reach.BEHIND, Reach.EARLY, Reach.BELOW, Reach.OVER}
)  # fmt: skip
#: What a number makes a month, and what would have been reached; of days that do not begin the period, in as many.
_OF_PERIOD = say(
    "{value} in {months} months is {reached} a month; {number} in {of} is {promised} a month, or {due} by then"
)
_OF_PERIOD_LATER = say(
    "{value} in {months} months is {reached} a month; {number} in {of} is {promised} a month, or {due} in {months}"
)
_OF_TIME = say(
    "{value} in {months} months is {reached} a month; {number} is {promised} a month, or {due} by then"
)
_OF_TIME_LATER = say(
    "{value} in {months} months is {reached} a month; {number} is {promised} a month, or {due} in {months}"
)


def said(item: Assessment, words: Catalog) -> tuple[str, ...]:
    """All of it: the number against the promise with the days it is about, then what to think of it."""
    first = "; ".join(part for part in (figure(item, words), covered(item, words)) if part)
    rest = "; ".join(remarks(item, words))
    return tuple(line for line in (first, rest) if line)


def figure(item: Assessment, words: Catalog, *, unit: str = "") -> str:
    """The number against the promised one: "4 of at least 5"; "20, promised: at least 8" where it is more.

    Empty where the two cannot be held against each other.
    """
    if item.reach not in _HELD or item.value is None:
        return ""
    target = item.targets[0]
    value = words.number(item.value, phrases.EXACT)
    in_all = target.per in (None, Per.PERIOD) and item.per is None
    if in_all and target.comparison is not Comparison.AT_MOST and item.value <= target.value:
        told = words.say(say("{value} of {target}", value=value, target=phrases.number(target, words)))
        return f"{told} {one_line(unit)}".rstrip()
    reached = " ".join(part for part in (value, one_line(unit), over(item.per, words)) if part)
    promised = f"{phrases.number(target, words)} {over(target.per, words)}".rstrip()
    return words.say(say("{value}, promised: {target}", value=reached, target=promised))


def over(per: Per | None, words: Catalog) -> str:
    """What a number is counted over; empty where that is the period as a whole."""
    return words.say(PERIODS[per]) if per not in (None, Per.PERIOD) else ""


def covered(item: Assessment, words: Catalog) -> str:
    """How much of the period the report covers, wherever that is not all of it."""
    window = item.covers
    if window is None:
        asked = item.value is not None and bool(item.targets)
        return words.say(say("the days it covers are not stated")) if asked else ""
    wider = window.length is not None and window.of is not None and window.length > window.of
    if window.whole and not wider:
        return ""
    return words.say(_wider(window, words) if window.whole else _part(window, words))


def _wider(window: Coverage, words: Catalog) -> Message:
    days = _days(window, words)
    months, of = words.number(float(window.length or 0)), words.number(float(window.of or 0))
    return say(
        "the report covers {months} months, the period has {of} ({days})", months=months, of=of, days=days
    )


def _part(window: Coverage, words: Catalog) -> Message:
    if not window.stated:
        last = words.date(window.last) if window.last else "…"
        return say("reported {day}, before the period had ended", day=last)
    days = _days(window, words)
    if window.months is None or window.of is None:
        return say("the report covers {days}", days=days)
    months, of = words.number(float(window.months)), words.number(float(window.of))
    return say("the report covers {months} of {of} months ({days})", months=months, of=of, days=days)


def _days(window: Coverage, words: Catalog) -> str:
    first, last = (words.date(day) if day else "…" for day in (window.first, window.last))
    return words.span(first, last)


def remarks(item: Assessment, words: Catalog) -> Iterator[str]:
    """What to think of it, each as a phrase of its own."""
    for message in _remarks(item, words):
        yield one_line(words.say(message))


def _remarks(item: Assessment, words: Catalog) -> Iterator[Message]:
    if item.disagrees and item.status:
        yield say("reported as {status}, which the numbers do not show", status=STATUSES[item.status])
    if item.summed and item.covers and item.covers.length:
        yield say(
            "{numbers} = {total} in {months} months",
            numbers=" + ".join(words.number(one, phrases.EXACT) for one in item.summed),
            total=words.number(item.value or 0, phrases.EXACT),
            months=words.number(float(item.covers.length)),
        )
    yield from _course(item, words)
    yield from _unheld(item, words)
    if item.added:
        parts = tuple(
            f"{words.number(share.value or 0, phrases.EXACT)} {one_line(share.unit)}" for share in item.added
        )
        yield say("counted together: {parts}", parts=parts)
    for share in item.of_which:
        yield _part_of(share, words)
    if item.before:
        yield say("done before the period began, in part or in whole")
    if item.after:
        yield say("done after the period had ended, in part or in whole")


def _course(item: Assessment, words: Catalog) -> Iterator[Message]:
    """Whether a part of the period is on course, with the arithmetic; nothing is said of the rest of it."""
    capped = bool(item.targets) and item.targets[0].comparison is Comparison.AT_MOST
    if item.reach is Reach.ON_COURSE and capped:
        yield say("within the limit so far: {sum}", sum=_sum(item, words))
    elif item.reach is Reach.ON_COURSE:
        yield say("on course: {sum}", sum=_sum(item, words))
    elif item.reach is Reach.BEHIND and capped:
        yield say("on the way past the limit: {sum}", sum=_sum(item, words))
    elif item.reach is Reach.BEHIND:
        yield say("behind: {sum}", sum=_sum(item, words))
    elif item.reach is Reach.EARLY:
        yield say("too early to tell: {sum}", sum=_sum(item, words))
    elif item.reach is Reach.OVER:
        yield say("more than the limit")
    if item.assumed and item.due is not None:
        yield say("the text does not say over what time; the whole period is taken")


def _sum(item: Assessment, words: Catalog) -> Message:
    """Both numbers as rates."""
    reached, promised = (monthly(rate or 0.0, words) for rate in (item.per_month, item.promised_per_month))
    window, target = item.covers, item.targets[0]
    if item.per is not None or window is None or window.length is None or item.due is None:
        return say("{reached} a month, promised: {promised} a month", reached=reached, promised=promised)
    value, number = (words.number(one or 0, phrases.EXACT) for one in (item.value, target.value))
    facts = {
        "value": value,
        "months": words.number(float(window.length)),
        "reached": reached,
        "promised": promised,
        "due": words.number(float(item.due)),
    }
    if target.per in (None, Per.PERIOD):
        told, more = (
            (_OF_PERIOD if window.begins else _OF_PERIOD_LATER),
            {"of": words.number(float(window.of or 0))},
        )
    else:
        told, more = (_OF_TIME if window.begins else _OF_TIME_LATER), {}
        number = f"{number} {words.say(PERIODS[target.per])}"
    return replace(told, args={**facts, "number": number, **more})


def _unheld(item: Assessment, words: Catalog) -> Iterator[Message]:
    """Why two numbers are not held against each other."""
    promised = joined([phrases.target(target, words) for target in item.targets])
    match item.reach:
        case Reach.NO_NUMBER:
            yield say("promised: {target}; no number is reported", target=promised)
        case Reach.OTHER_UNIT if item.unit.strip():
            yield say("promised: {target}; what is counted differs", target=promised)
        case Reach.OTHER_UNIT:
            yield say("promised: {target}; the number reported has no unit", target=promised)
        case Reach.UNPROMISED:
            yield say("no number was promised")
        case Reach.OUTSIDE:
            yield say("promised: {target}; all days covered lie outside the period", target=promised)
        case Reach.UNKNOWN if promised:
            yield say("promised: {target}; whether that is reached cannot be told", target=promised)
        case Reach.UNKNOWN:
            yield say("whether a number was promised is not known")


def _part_of(share: Share, words: Catalog) -> Message:
    promised = words.number(share.promised or 0, phrases.EXACT)
    if share.value is None:
        return say("of which {promised} {unit}: not reported", promised=promised, unit=share.unit)
    value = words.number(share.value, phrases.EXACT)
    return say("of which {value} of {promised} {unit}", value=value, promised=promised, unit=share.unit)
