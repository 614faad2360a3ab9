"""Days that a text names: its deadlines, its end, what pledges and indicators are due on; and those of law 2023:196."""

import datetime as dt
from collections.abc import Iterator

from medlofte.core.agenda.look import Look
from medlofte.core.agenda.reports import reach
from medlofte.core.rates import add_months, deadline_before
from medlofte.message import Message, say, say_n
from medlofte.model.agenda import Duty, Task
from medlofte.model.outcome import Status
from medlofte.model.party import Party
from medlofte.model.pledge import Indicator
from medlofte.model.record import Kind, PartyKind
from medlofte.model.validity import Extension

#: Judgements that leave something to be done by the day.
_UNFINISHED = frozenset({None, Status.PARTLY, Status.ONGOING})
#: The day law 2023:196 came into force; nothing is counted from before it.
_IN_FORCE = dt.date(2023, 7, 1)
#: The law speaks of the municipality; on Gotland the region is one.
_MUNICIPAL = frozenset({PartyKind.MUNICIPALITY, PartyKind.REGION})
_TWO_YEARS = 24


def deadlines(look: Look) -> Iterator[Task]:
    """Dates that bind before the period ends; whether they were kept stands nowhere in the register."""
    if look.ended or look.superseded:
        return
    seen: dict[dt.date, int] = {}
    for item in look.case.agreement.validity.deadline:
        seen[item.date] = seen.get(item.date, 0) + 1
        later = f"-{seen[item.date]}" if seen[item.date] > 1 else ""
        said = [say("A day that the agreement sets.")]
        if item.date < look.today:
            said.append(say("The register does not tell whether it was kept."))
        yield look.task(
            Duty.DEADLINE,
            *said,
            key=f"{item.date.isoformat()}{later}",
            day=item.date,
            by=look.everybody,
            about=item.what,
        )


def end(look: Look) -> Iterator[Task]:
    """The end of a period that nothing follows."""
    validity = look.case.agreement.validity
    if validity.until is None or look.case.successor:
        return
    over = validity.until < look.today
    said = [
        say("The period is over, and nothing in the register follows it.")
        if over
        else say("The period ends, and nothing in the register follows it.")
    ]
    if validity.extension:
        said.append(_extension(validity.extension))
    yield look.task(
        Duty.END,
        *said,
        day=validity.until,
        precision=validity.until_precision,
        by=look.everybody,
        command=f"medlofte new-period {look.case.name.rpartition('/')[0]} PERIOD",
    )


def _extension(extension: Extension) -> Message:
    if extension.repeatable:
        return say_n(
            "It may be prolonged by {count} month at a time: then change until, and add an amendment.",
            "It may be prolonged by {count} months at a time: then change until, and add an amendment.",
            extension.months,
        )
    return say_n(
        "It may be prolonged by {count} month: then change until, and add an amendment.",
        "It may be prolonged by {count} months: then change until, and add an amendment.",
        extension.months,
    )


def notice(look: Look) -> Iterator[Task]:
    """The last day to agree on an extension, where no deadline of the text names that very day."""
    validity = look.case.agreement.validity
    extension, until = validity.extension, validity.until
    if extension is None or not extension.notice_months or until is None:
        return
    day = deadline_before(until, extension.notice_months)
    told = any(item.date == day for item in validity.deadline)
    if told or look.ended or look.case.successor:
        return
    said = [
        say_n(
            "The last day to agree on an extension: {count} month before the end.",
            "The last day to agree on an extension: {count} months before the end.",
            extension.notice_months,
        )
    ]
    if day < look.today:
        said.append(say("The register does not tell whether it was kept."))
    yield look.task(
        Duty.NOTICE,
        *said,
        day=day,
        precision=validity.until_precision,
        by=look.everybody,
        about=extension.condition or validity.note,
    )


def dues(look: Look) -> Iterator[Task]:
    """Days of pledges and measures; done when a report says so, and left to the outcomes once the period is over."""
    if look.ended or look.superseded:
        return
    for pledge in look.case.agreement.pledge:
        if pledge.due and not _is_done(look, pledge.id, "", pledge.due):
            yield _due(look, pledge.due, pledge.by, pledge.id, "", pledge.title or pledge.text)
        for measure in pledge.measure:
            if measure.due and not _is_done(look, pledge.id, measure.id, measure.due):
                by = measure.by or pledge.by
                yield _due(look, measure.due, by, pledge.id, measure.id, measure.title or measure.text)


def _due(look: Look, day: dt.date, by: tuple[str, ...], pledge: str, measure: str, about: str) -> Task:
    said = [say("The measure is due.") if measure else say("The pledge is due.")]
    if day < look.today:
        said.append(say("No report tells that it is done."))
    command = f"medlofte follow-up {look.case.name}"
    return look.task(
        Duty.DUE, *said, day=day, by=by, pledge=pledge, measure=measure, about=about, command=command
    )


def _is_done(look: Look, pledge: str, measure: str, due: dt.date) -> bool:
    """Whether a report judges it, or tells of it on or after the day; a measure is done with its pledge."""
    for report in look.case.reports:
        for one in report.outcome:
            own = one.pledge == pledge and one.measure == measure
            of_whole = one.pledge == pledge and not one.measure
            if (own or of_whole) and (one.status not in _UNFINISHED or one.on):
                return True
            if own and one.status is None and (reach(report) or due) >= due:
                return True
    return False


def goals(look: Look) -> Iterator[Task]:
    """Days on which an indicator is to have reached its goal; a report that reaches the day is taken to tell."""
    if look.superseded:
        return
    agreement = look.case.agreement
    found = [("", at, item) for at, item in enumerate(agreement.indicator, 1)]
    found += [(area.id, at, item) for area in agreement.area for at, item in enumerate(area.indicator, 1)]
    for area, at, item in found:
        day = item.goal_date
        if day is None or any((reach(report) or dt.date.min) >= day for report in look.case.reports):
            continue
        key = ".".join(part for part in (area, item.id or str(at)) if part)
        yield look.task(Duty.GOAL, *_goal(item, look.today), key=key, day=day, about=item.title)


def _goal(item: Indicator, today: dt.date) -> Iterator[Message]:
    if item.goal is not None:
        yield say("The indicator is to have reached {goal}.", goal=f"{item.goal:g} {item.unit}".strip())
    else:
        yield say("The indicator is to have reached its goal.")
    if item.goal_date and item.goal_date < today:
        yield say("No report here reaches that day.")


def law(look: Look) -> Iterator[Task]:
    """The follow-up of the plan that law 2023:196 asks for at least every second year."""
    case = look.case
    applies = look.policy.law_2023_196 and case.agreement.kind is Kind.PLAN
    if not applies or look.first is None or look.ended or look.superseded:
        return
    told = [day for report in case.reports if (day := reach(report))]
    base = max([_IN_FORCE, look.first, *told])
    day = add_months(base, _TWO_YEARS)
    if look.last and day > look.last:
        return
    yield look.task(
        Duty.LAW,
        say("Law 2023:196: follow up the plan at least every second year."),
        say("Counted from {day}.", day=base.isoformat()),
        key=day.isoformat(),
        day=day,
        by=[party.id for party in case.agreement.party if _is_municipal(party)],
        command=f"medlofte follow-up {case.name}",
    )


def _is_municipal(party: Party) -> bool:
    return party.kind in _MUNICIPAL
