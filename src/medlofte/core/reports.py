"""The reports about one document: in which order they tell, and which of them later ones correct."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence

from medlofte.core.coverage import coverage
from medlofte.core.windows import Key
from medlofte.model.outcome import Report
from medlofte.model.register import Filed
from medlofte.model.validity import Validity

#: The number of a report among those of one day and reporter: ``2021-09-15.polisen.2.toml``.
_NUMBER = re.compile(r"\.([0-9]+)\.toml\Z")


def in_order(reports: Sequence[Filed], validity: Validity) -> list[Filed]:
    """Readable reports, oldest first: by the last day they are about, the day they were made, and their number."""
    places = {
        filed.name: (end_of(filed.report, validity) or dt.date.min, dated(filed.report), _number(filed.name))
        for filed in reports
        if filed.report is not None
    }
    readable = {filed.name: filed.report for filed in reports if filed.report is not None}
    turning = {name: _round(name, readable) for name in readable}

    def place(name: str) -> tuple[tuple[dt.date, dt.date, int], int]:
        """Where a report stands: that of the one it corrects, and a step further, where that is later."""
        line = [name]
        while not turning[name] and (old := readable[line[-1]].corrects) in readable:
            line.append(old)
        found = places[line[-1]], 0
        for newer in reversed(line[:-1]):
            found = max((places[newer], 0), (found[0], found[1] + 1))
        return found

    return sorted((filed for filed in reports if filed.report is not None), key=lambda one: place(one.name))


def _number(name: str) -> int:
    found = _NUMBER.search(name)
    return int(found[1]) if found else 1


def corrected(reports: Iterable[Filed]) -> dict[tuple[str, Key], str]:
    """File and pledge or measure → the file that corrects what it says of it."""
    readable = {filed.name: filed.report for filed in reports if filed.report is not None}
    found: dict[tuple[str, Key], str] = {}
    for name, report in readable.items():
        old = report.corrects
        if old in readable and not _round(name, readable):
            found |= {
                (old, (outcome.pledge, outcome.measure)): name for outcome in report.outcome if outcome.pledge
            }
    return found


def dated(report: Report) -> dt.date:
    """The day that a report stands at among others."""
    covered = report.covers.until if report.covers else None
    return report.reported_on or covered or dt.date.min


def end_of(report: Report, validity: Validity) -> dt.date | None:
    """The last day that a report is about, within the period."""
    found = coverage(report, validity)
    last = found.last if found else report.reported_on
    return min(last, validity.until) if last and validity.until else last


def _round(name: str, readable: Mapping[str, Report]) -> bool:
    """Whether corrections lead back to where they began; then none of them is one."""
    seen = {name}
    while (name := readable[name].corrects) in readable:
        if name in seen:
            return True
        seen.add(name)
    return False
