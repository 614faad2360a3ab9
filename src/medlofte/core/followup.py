"""What one party is to report on, and whether a report can be filed."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from medlofte.core.agenda.look import begins
from medlofte.core.assess import alike, targets
from medlofte.core.outcomes import told
from medlofte.core.rules import report_days, reports
from medlofte.core.series import ordered
from medlofte.model.agreement import Agreement
from medlofte.model.assessment import Lack, Point, ToldOutcome
from medlofte.model.finding import Finding
from medlofte.model.outcome import Report
from medlofte.model.pledge import Measure, Pledge
from medlofte.model.record import Fate
from medlofte.model.ref import is_segment
from medlofte.model.register import Filed

_APART = re.compile(r"[^a-z0-9]+")
#: Longest part of a file name that says who reports.
_LONGEST = 60


def newest_begun(documents: Mapping[str, Agreement], today: dt.date) -> str | None:
    """The newest document of a series that can be reported on: a decided text whose period has begun."""
    for name in reversed(ordered(documents)):
        first = begun_on(documents[name])
        if not _undecided(documents[name]) and (first is None or first <= today):
            return name
    return None


def _undecided(document: Agreement) -> bool:
    rows = document.renewal.pledge if document.renewal else ()
    return any(row.fate is Fate.UNDECIDED for row in rows)


def begun_on(document: Agreement) -> dt.date | None:
    """The first day that can be told of, where it is known."""
    return begins(document)[0]


def same_as(report: Report, filed: Sequence[Filed]) -> str:
    """The file in which a report is filed already, word for word; empty where it is not."""
    return next((one.path for one in filed if one.report == report), "")


def points(document: Agreement, filed: Sequence[Filed], party: str, today: dt.date) -> tuple[Point, ...]:
    """The pledges that a party promises, with their measures, in the order of the text.

    Where it promises none, those it works along with; else all, as for somebody who is no party.

    Args:
        document: The agreement.
        filed: What was reported about it.
        party: Id of the party; empty for somebody who is none.
        today: Until when something could have been reported.
    """
    found = told(document, filed)
    every = [(pledge, measure) for pledge in document.pledge for measure in (None, *pledge.measure)]
    own = [pair for pair in every if party in _promising(document, *pair)]
    along = [(pledge, measure) for pledge, measure in every if party in (measure or pledge).with_]
    return tuple(_point(document, pair, found, today) for pair in own or along or every)


def _promising(document: Agreement, pledge: Pledge, measure: Measure | None) -> set[str]:
    """Who answers for a pledge or measure, groups by their members; every party where nobody is named."""
    item = measure or pledge
    named = [*(item.by or pledge.by), *(name for share in item.commitment for name in share.by)]
    members = {group.id: group.members for group in document.group}
    found = {name for one in named for name in (one, *members.get(one, ()))}
    return found or {party.id for party in document.party}


def _point(
    document: Agreement,
    pair: tuple[Pledge, Measure | None],
    found: Mapping[str, Sequence[ToldOutcome]],
    today: dt.date,
) -> Point:
    pledge, measure = pair
    key = measure.id if measure else ""
    said = tuple(item for item in found.get(pledge.id, ()) if item.measure == key)
    return Point(
        pledge=pledge, measure=measure, told=said, lack=_lack(document, measure or pledge, said, today)
    )


def _lack(
    document: Agreement, promised: Pledge | Measure, said: Sequence[ToldOutcome], today: dt.date
) -> Lack:
    """What is still missing of one pledge or measure."""
    standing = [item for item in said if item.stands]
    if not standing:
        return Lack(nothing=True)
    units = [item.unit for item in standing if item.value is not None]
    numbers = tuple(
        target
        for target in targets(promised)
        if not any(alike(way, unit) for unit in units for way in (target.unit, *target.any_of))
    )
    ends = [item.assessment.covers.last for item in standing if item.assessment and item.assessment.covers]
    last = max((day for day in ends if day), default=None)
    until = min(today, document.validity.until or today)
    return Lack(numbers=numbers, since=last if last and last < until else None)


def faults(
    report: Report, document: Agreement, filed: Sequence[Filed], today: dt.date
) -> tuple[Finding, ...]:
    """All that is wrong with a report that is not filed yet."""
    beside = {one.name: one.report for one in filed if one.report is not None}
    return (*_faults(report, document, beside, today),)


def _faults(
    report: Report, document: Agreement, beside: Mapping[str, Report], today: dt.date
) -> Iterator[Finding]:
    yield from reports.findings(report, document, beside=beside)
    yield from report_days.not_yet(report, today)


def stem(report: Report) -> str:
    """The name of a report's file without its ending: the day and who reports."""
    day = report.reported_on.isoformat() if report.reported_on else "undated"
    who = report.reported_by if is_segment(report.reported_by) else report.reported_by or report.reporter
    return f"{day}.{_slug(who)}"


def _slug(name: str) -> str:
    """A name in the letters that file names are made of: å and ä become a, ö becomes o."""
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return _APART.sub("-", letters)[:_LONGEST].strip("-") or "other"


def needs_reason(report: Report, document: Agreement) -> bool:
    """Whether a report covers days outside the period and does not say why."""
    found = report_days.findings(report, document.validity)
    return any(finding.code == report_days.OUTSIDE for finding in found)
