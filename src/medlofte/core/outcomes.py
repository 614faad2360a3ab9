"""What was last reported about each pledge."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from medlofte.model.outcome import Outcome, Report


class Reported(NamedTuple):
    """One outcome with the report it stands in."""

    report: Report
    outcome: Outcome


def about(pledge: str, reports: Iterable[Report]) -> list[Reported]:
    """Every outcome of a pledge, oldest report first; reports without a day stand first."""
    found = [
        Reported(report, outcome)
        for report in reports
        for outcome in report.outcome
        if outcome.pledge == pledge
    ]
    return sorted(found, key=lambda item: _day(item.report))


def _day(report: Report) -> dt.date:
    covered = report.covers.until if report.covers else None
    return report.reported_on or covered or dt.date.min
