"""What is known of the documents of a series on a day: which follows which, what is over, which reports are there."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from medlofte.core.agenda.look import Look, begins
from medlofte.core.reports import corrected
from medlofte.core.series import first_known, ordered, predecessor
from medlofte.model.agenda import Case
from medlofte.model.agreement import Agreement
from medlofte.model.outcome import Report
from medlofte.model.record import Precision
from medlofte.model.register import Filed, Policy


def case_of(name: str, documents: Mapping[str, Agreement], heir: str) -> Case:
    """A document with the one that follows it; empty where none does."""
    followed, precision = begins(documents[heir]) if heir else (None, Precision.DAY)
    return Case(
        name=name,
        agreement=documents[name],
        successor=heir,
        followed=followed,
        followed_precision=precision,
    )


def periods_over(documents: Mapping[str, Agreement], today: dt.date) -> set[str]:
    """The documents of a series whose period is over on a day."""
    following = successors(documents)
    looks = (Look(case_of(name, documents, following.get(name, "")), today, Policy()) for name in documents)
    return {look.case.name for look in looks if look.over}


def known_on(reports: Sequence[Filed], today: dt.date) -> tuple[Report, ...]:
    """The reports that are there on a day, neither made nor ending after it; without what later ones correct."""
    there = known_files(reports, today)
    gone = corrected(there)
    return tuple(
        replace(
            filed.report,
            outcome=tuple(
                one for one in filed.report.outcome if (filed.name, (one.pledge, one.measure)) not in gone
            ),
        )
        for filed in there
        if filed.report
    )


def known_files(reports: Iterable[Filed], today: dt.date) -> list[Filed]:
    """The readable reports that are there on a day."""
    return [filed for filed in reports if filed.report and _day(filed.report) <= today]


def _day(report: Report) -> dt.date:
    return report.reported_on or (report.covers.until if report.covers else None) or dt.date.min


def successors(documents: Mapping[str, Agreement]) -> dict[str, str]:
    """Of each document of a series that another follows: which one.

    It is the one that renews it, the earliest of several; else the next of the same kind that begins later.
    """
    line = ordered(documents)
    found: dict[str, str] = {}
    for name in line:
        of = predecessor(name, documents)
        if of and of != name:
            found.setdefault(of, name)
    for name in line:
        later = line[line.index(name) + 1 :]
        heir = next((other for other in later if _is_later(documents[other], documents[name])), None)
        if heir:
            found.setdefault(name, heir)
    return found


def _is_later(other: Agreement, document: Agreement) -> bool:
    """Whether one is of the same kind and begins later, both by their own dates."""
    one, two = first_known(document), first_known(other)
    return other.kind is document.kind and one is not None and two is not None and one < two
