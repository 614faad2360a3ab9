"""M29x, continued: the days that a report is about."""

import datetime as dt
from collections.abc import Iterator

from medlofte.core.rules import grounds
from medlofte.core.rules.registry import Fault, Rule, register
from medlofte.message import Message, say
from medlofte.model.finding import Finding, KeyPath, Severity
from medlofte.model.outcome import Report
from medlofte.model.validity import Validity

#: The rule that a reason answers to.
OUTSIDE = "M294"
_OUTSIDE = Rule(
    OUTSIDE,
    Severity.ERROR,
    say("a report on days outside the period, without a reason"),
    why=say(
        "What was done before the period began or after it ended does not fulfil its pledges. Reports do come late: "
        "then they say why they cover other days."
    ),
    source=grounds.FOLLOW_UP,
)
_TURNED = Rule(
    "M297",
    Severity.ERROR,
    say("a report whose last day is before its first"),
    why=say("A number says nothing without the days it was reached in."),
    source=grounds.FOLLOW_UP,
)
_AHEAD = Rule(
    "M299",
    Severity.ERROR,
    say("a report that is ahead of its time"),
    why=say("Nobody can tell of days that have not come."),
    source=grounds.FOLLOW_UP,
)
for _rule in (_OUTSIDE, _TURNED, _AHEAD):
    register(_rule)


def findings(report: Report, validity: Validity) -> Iterator[Finding]:
    """What is wrong with the days of one report."""
    window = report.covers
    if window and window.from_ and window.until and window.until < window.from_:
        message = say(
            "the last day {last} is before the first day {first}",
            last=window.until.isoformat(),
            first=window.from_.isoformat(),
        )
        hint = say("turn from and until round, or correct one of them")
        yield _TURNED.finding(Fault(("covers", "until"), message, hint))
    elif window and not report.late.strip():
        yield from _outside(window.from_, window.until, validity)
    elif not window and not report.late.strip():
        yield from _too_early(report.reported_on, validity)
    if report.reported_on:
        yield from _ahead(report, report.reported_on)


def _outside(first: dt.date | None, last: dt.date | None, validity: Validity) -> Iterator[Finding]:
    hint = say('say why: late = "…"; or give the days of the period alone')
    sides: set[bool] = set()
    for day, key in ((first, "from"), (last, "until")):
        message: Message | None = None
        side = bool(day and validity.from_ and day < validity.from_)
        if side in sides:
            continue  # one wrong window is one fault
        if day and validity.from_ and day < validity.from_:
            message = say(
                "{day} is before the period, which began {first}",
                day=day.isoformat(),
                first=validity.from_.isoformat(),
            )
        elif day and validity.until and day > validity.until:
            message = say(
                "{day} is after the period, which ended {last}",
                day=day.isoformat(),
                last=validity.until.isoformat(),
            )
        if message:
            sides.add(side)
            yield _OUTSIDE.finding(Fault(("covers", key), message, hint))


def _too_early(day: dt.date | None, validity: Validity) -> Iterator[Finding]:
    """That a report which names no days was made before there was anything to report."""
    if day and validity.from_ and day < validity.from_:
        message = say(
            "the report was made {day}, before the period began on {first}",
            day=day.isoformat(),
            first=validity.from_.isoformat(),
        )
        hint = say('correct the day; or say why it comes before the period: late = "…"')
        yield _OUTSIDE.finding(Fault(("reported_on",), message, hint))


def _ahead(report: Report, day: dt.date) -> Iterator[Finding]:
    window = report.covers
    begun = window is None or window.from_ is None or window.from_ <= day
    told: list[tuple[KeyPath, dt.date | None]] = [
        (("covers", "until"), window.until if window and begun else None),
        (("covers", "from"), window.from_ if window and not begun else None),
        *((("outcome", index, "on"), outcome.on) for index, outcome in enumerate(report.outcome)),
    ]
    for path, other in told:
        if other and other > day:
            message = say(
                "{other} is after the day of the report, {day}", other=other.isoformat(), day=day.isoformat()
            )
            yield _AHEAD.finding(Fault(path, message, say("correct one of the two")))


def not_yet(report: Report, today: dt.date) -> Iterator[Finding]:
    """That a report which is being made bears a day that has not come."""
    if report.reported_on and report.reported_on > today:
        message = say(
            "{day} has not come: today is {today}",
            day=report.reported_on.isoformat(),
            today=today.isoformat(),
        )
        yield _AHEAD.finding(Fault(("reported_on",), message, say("give the day on which it is reported")))
