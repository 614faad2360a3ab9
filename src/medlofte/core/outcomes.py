"""What was last reported about each pledge."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from medlofte.model.outcome import Outcome, Report


class Reported(NamedTuple):
    """One outcome with the report it stands in."""

    report: Report
    outcome: Outcome


def last(reports: Iterable[Report]) -> dict[tuple[str, str], Reported]:
    """The last outcome of each pledge (with an empty measure) and of each measure that a report names.

    A report with a day is later than one without.
    """
    return {
        (outcome.pledge, outcome.measure): Reported(report, outcome)
        for report in sorted(reports, key=_day)
        for outcome in report.outcome
        if outcome.pledge
    }


def last_of_pledges(reports: Iterable[Report]) -> dict[str, Reported]:
    """The last outcome of each pledge; that of a measure where only its measures were reported."""
    found = last(reports)
    return {pledge: item for (pledge, measure), item in sorted(found.items(), reverse=True)}


def _day(report: Report) -> dt.date:
    covered = report.covers.until if report.covers else None
    return report.reported_on or covered or dt.date.min
