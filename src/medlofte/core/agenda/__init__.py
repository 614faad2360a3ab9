"""What needs doing in a register on a day, most urgent first.

Nothing is guessed: a day comes from the text of an agreement, a rhythm it names, or the law; what is done shows in the
register. Where a text gives no day, none is made up.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from medlofte.core.agenda import days, drafts, reports
from medlofte.core.agenda.cases import case_of, known_on, successors
from medlofte.core.agenda.look import SOON, Look, urgency
from medlofte.core.rates import add_months
from medlofte.message import say_n
from medlofte.model.agenda import Duty, Signatures, Task, Urgency
from medlofte.model.agreement import Agreement
from medlofte.model.register import Filed, Policy

__all__ = ["SOON", "agenda", "in_order", "unreadable"]

_KINDS: tuple[Callable[[Look], Iterator[Task]], ...] = (
    drafts.undecided,
    drafts.signing,
    reports.due_reports,
    reports.outcomes,
    days.deadlines,
    days.notice,
    days.dues,
    days.goals,
    days.end,
    days.law,
)
#: Months before its first day in which a period asks for more than signatures.
_AHEAD = 12
_URGENCIES = list(Urgency)
_DUTIES = list(Duty)


def agenda(
    documents: Mapping[str, Agreement],
    filed: Mapping[str, Sequence[Filed]],
    policy: Policy,
    today: dt.date,
    *,
    signatures: Mapping[str, Signatures] | None = None,
    wanted: Iterable[str] | None = None,
) -> list[Task]:
    """What the documents of one series ask for on a day, most urgent first.

    Args:
        documents: All documents of the series, by name.
        filed: The reports about each; those that are not there yet on the day are left out.
        policy: What the register demands of its agreements.
        today: The day.
        signatures: How far each text that is to be signed has come.
        wanted: The documents asked about; all where nothing is said.
    """
    following = successors(documents)
    found: list[Task] = []
    for name in documents if wanted is None else wanted:
        case = replace(
            case_of(name, documents, following.get(name, "")),
            reports=known_on(filed.get(name, ()), today),
            signatures=(signatures or {}).get(name),
        )
        found += _tasks(Look(case, today, policy))
    return in_order(found)


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """Tasks, the most urgent first; of what is overdue the latest, since it can still be mended."""
    return sorted(tasks, key=_rank)


def _tasks(look: Look) -> Iterator[Task]:
    """What one document asks for.

    A draft binds nobody yet and asks only to be finished; a text that begins far ahead asks only to be signed.
    """
    kinds: tuple[Callable[[Look], Iterator[Task]], ...] = _KINDS
    if look.undecided or (look.first and look.first > add_months(look.today, _AHEAD)):
        kinds = (drafts.undecided, drafts.signing)
    for kind in kinds:
        yield from kind(look)


def _rank(task: Task) -> tuple[int, int, int, str]:
    day = task.day.toordinal() if task.day else 0
    late = task.urgency is Urgency.OVERDUE
    return _URGENCIES.index(task.urgency), -day if late else day, _DUTIES.index(task.duty), task.id


def unreadable(name: str, faults: int, today: dt.date, *, report: str = "") -> Task:
    """A file that cannot be read, so that nothing is known of what it asks for, or what the report tells."""
    said = say_n(
        "It cannot be read: {count} fault of form.", "It cannot be read: {count} faults of form.", faults
    )
    if report:
        said = say_n(
            "The report {file} cannot be read: {count} fault of form.",
            "The report {file} cannot be read: {count} faults of form.",
            faults,
            file=report,
        )
    return Task(
        id=":".join(part for part in (Duty.UNREADABLE.value, name, report) if part),
        duty=Duty.UNREADABLE,
        document=name,
        said=(said,),
        urgency=urgency(None, today),
        command=f"medlofte check {name}",
    )
