"""Reports that the agreement's own rhythm asks for, and pledges that no report tells of once the period is over."""

import datetime as dt
from collections.abc import Iterator, Sequence

from medlofte.core.agenda.look import Look, listed
from medlofte.core.agenda.rhythm import Slot, slots
from medlofte.core.assess import assess
from medlofte.core.outcomes import measured
from medlofte.core.rates import add_months
from medlofte.message import Message, say, say_n
from medlofte.model.agenda import Duty, Task
from medlofte.model.agreement import Agreement
from medlofte.model.outcome import Outcome, Report, Status
from medlofte.model.pledge import FollowUp, Pledge
from medlofte.model.record import Interval

#: Months that a rhythm is followed ahead.
_AHEAD = 12
#: Rhythms of which only the next report is named: more would drown the rest.
_FREQUENT = frozenset({Interval.WEEK, Interval.MONTH})
#: Judgements after which nothing more is expected.
_FINAL = frozenset({Status.FULFILLED, Status.EXCEEDED, Status.REPLACED, Status.NOT_FULFILLED})
_EVERY = {
    Interval.WEEK: say("A report is due every week."),
    Interval.MONTH: say("A report is due every month."),
    Interval.QUARTER: say("A report is due every quarter."),
    Interval.TERTIAL: say("A report is due every four months."),
    Interval.HALF_YEAR: say("A report is due every half-year."),
    Interval.YEAR: say("A report is due every year."),
}


def reach(report: Report) -> dt.date | None:
    """The day a report reaches: the last one it covers, else its own; None where it tells neither."""
    covered = report.covers.until if report.covers else None
    return covered or report.reported_on


def due_reports(look: Look) -> Iterator[Task]:
    """Reports on the whole, and on each pledge that has a rhythm of its own."""
    case = look.case
    if case.agreement.followup:
        yield from _rhythm(look, case.agreement.followup, case.reports, None)
    for pledge in case.agreement.pledge:
        if pledge.followup:
            telling = [r for r in case.reports if any(one.pledge == pledge.id for one in r.outcome)]
            yield from _rhythm(look, pledge.followup, telling, pledge)


def _rhythm(
    look: Look, followup: FollowUp, reports: Sequence[Report], pledge: Pledge | None
) -> Iterator[Task]:
    """The newest report that is missing, and those to come; once the period is over, its outcomes are asked for."""
    if look.first is None or _is_over(look):
        return
    horizon = add_months(look.today, _AHEAD)
    found = [slot for slot in slots(followup, look.first, look.last, horizon) if slot.due <= horizon]
    waiting = [slot for slot in found if not _is_told(slot, followup, reports)]
    missed = [slot for slot in waiting if slot.due < look.today]
    coming = [slot for slot in waiting if slot.due >= look.today]
    if missed:
        yield _report(look, followup, missed, reports, pledge)
    for slot in coming[:1] if followup.interval in _FREQUENT else coming:
        yield _report(look, followup, [slot], reports, pledge)


def _is_over(look: Look) -> bool:
    """Whether nothing is left to report on by the rhythm: the outcomes are what is missing then, or the end."""
    return look.ended and bool(look.case.agreement.pledge or look.case.successor)


def _is_told(slot: Slot, followup: FollowUp, reports: Sequence[Report]) -> bool:
    """Whether reports reach the end of a slot; of a month that is named, whether one was made then or later."""
    if slot.times > 1:
        return len(_within(slot, reports)) >= slot.times
    wanted = slot.first if followup.months else slot.due
    days = [day for report in reports for day in (reach(report), _made(report, followup)) if day]
    return any(day >= wanted for day in days)


def _made(report: Report, followup: FollowUp) -> dt.date | None:
    """The day a report was made, where that alone can answer for a month."""
    return report.reported_on if followup.months else None


def _within(slot: Slot, reports: Sequence[Report]) -> list[Report]:
    """Reports that belong to a slot or come later; one without any day belongs to it too."""
    return [report for report in reports if (reach(report) or slot.due) >= slot.first]


def _report(
    look: Look, followup: FollowUp, missing: list[Slot], reports: Sequence[Report], pledge: Pledge | None
) -> Task:
    slot = missing[-1]
    return look.task(
        Duty.REPORT,
        *_said(look, followup, missing, reports),
        key=slot.due.isoformat(),
        day=slot.due,
        precision=look.precision(slot.due),
        by=followup.presented_by,
        pledge=pledge.id if pledge else "",
        about=followup.how,
        command=f"medlofte follow-up {look.case.name}",
    )


def _said(
    look: Look, followup: FollowUp, missing: list[Slot], reports: Sequence[Report]
) -> Iterator[Message]:
    slot = missing[-1]
    if slot.times > 1:
        yield _counted(slot, len(_within(slot, reports)))
        return
    yield _EVERY[followup.interval] if followup.interval else say("The text asks for a report in this month.")
    if slot.due >= look.today:
        return
    earlier = [one.due.isoformat() for one in missing[:-1]]
    if earlier:
        yield say("So it was on {days}.", days=listed(earlier))
    reached = max((day for report in reports if (day := reach(report))), default=None)
    if reached:
        yield say("The reports here reach {day}.", day=reached.isoformat())
    elif reports:
        yield say("The reports here have no day, so it cannot be told what they cover.")
    else:
        yield say("No report is here.")


def _counted(slot: Slot, told: int) -> Message:
    if not told:
        return say("{times} reports are promised; none is here.", times=slot.times)
    return say_n(
        "{times} reports are promised; {count} is here.",
        "{times} reports are promised; {count} are here.",
        told,
        times=slot.times,
    )


def outcomes(look: Look) -> Iterator[Task]:
    """Pledges of a period that is over, and of which no report tells how they went."""
    agreement, day = look.case.agreement, _asked(look)
    if not agreement.pledge or not look.over:
        return
    told = {pledge.id: _told(pledge.id, look.case.reports) for pledge in agreement.pledge}
    silent = tuple(name for name, found in told.items() if not found)
    partly = tuple(
        name for name, found in told.items() if found and _only_partly(found, look.last, agreement)
    )
    if not silent and not partly:
        return
    by = [actor for pledge in agreement.pledge if pledge.id in {*silent, *partly} for actor in pledge.by]
    yield look.task(
        Duty.OUTCOME,
        *_missing(silent, partly, len(agreement.pledge)),
        *_replaced(look),
        day=day,
        precision=look.precision(day),
        by=by,
        command=f"medlofte follow-up {look.case.name}",
    )


def _asked(look: Look) -> dt.date | None:
    """The day the outcomes are to be told: the last of the period, or a month after it that the text names."""
    followup = look.case.agreement.followup
    if look.last is None or look.first is None or not followup or not followup.months:
        return look.last
    return max((slot.due for slot in slots(followup, look.first, look.last, look.last)), default=look.last)


def _replaced(look: Look) -> Iterator[Message]:
    """Which document took the place of one before its own last day."""
    if look.last != look.case.agreement.validity.until and look.case.followed:
        yield say("{name} has taken its place.", name=look.case.successor)


Told = list[tuple[Report, Outcome]]


def _told(pledge: str, reports: Sequence[Report]) -> Told:
    return [(report, one) for report in reports for one in report.outcome if one.pledge == pledge]


def _only_partly(told: Told, last: dt.date | None, agreement: Agreement) -> bool:
    """Whether all that is told ends before the period did, without a last word; what has no day may be the last."""
    if last is None:
        return False
    return all((reach(one) or last) < last and not _is_last(one, outcome, agreement) for one, outcome in told)


def _is_last(report: Report, outcome: Outcome, agreement: Agreement) -> bool:
    """Whether a judgement is the last that is expected; not one that the numbers do not bear out."""
    if outcome.status not in _FINAL:
        return False
    promised = measured(agreement, (outcome.pledge, outcome.measure))
    return not assess(outcome, report, promised, agreement.validity).disagrees


def _missing(silent: tuple[str, ...], partly: tuple[str, ...], of: int) -> Iterator[Message]:
    if len(silent) == of:
        yield say_n(
            "No report tells how its pledge went.", "No report tells how any of its {count} pledges went.", of
        )
    elif silent:
        yield say(
            "No report tells how {count} of {of} pledges went: {pledges}.",
            count=len(silent), of=of, pledges=listed(silent),
        )  # fmt: skip
    if partly:
        yield say(
            "For {count} of {of} pledges the reports cover only a part of the period: {pledges}.",
            count=len(partly), of=of, pledges=listed(partly),
        )  # fmt: skip
