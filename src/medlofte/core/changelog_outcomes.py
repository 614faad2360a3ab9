"""How the pledges of one document went, as a changelog tells it."""

import datetime as dt
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from medlofte.core.whole import party_names
from medlofte.model.agreement import Agreement
from medlofte.model.changelog import ToldOutcome
from medlofte.model.outcome import Outcome, Report, Window
from medlofte.model.validity import Validity


def outcomes_told(document: Agreement, reports: Sequence[Report]) -> dict[str, tuple[ToldOutcome, ...]]:
    """The outcomes of every pledge that a report names: of the pledge itself first, then of its measures.

    The last one of each; the earlier ones as well, newest first, where they differ in value or judgement. A report
    with a day is later than one without.
    """
    names = party_names(document) if reports else {}
    found: dict[tuple[str, str], list[ToldOutcome]] = {}
    for report in sorted(reports, key=_day, reverse=True):
        for outcome in reversed(report.outcome):
            if outcome.pledge:
                told = _told(outcome, report, names, document.validity)
                found.setdefault((outcome.pledge, outcome.measure), []).append(told)
    grouped: dict[str, tuple[ToldOutcome, ...]] = {}
    for pledge, measure in sorted(found):
        grouped[pledge] = (*grouped.get(pledge, ()), *_disagreeing(found[pledge, measure]))
    return grouped


def _disagreeing(told: Sequence[ToldOutcome]) -> tuple[ToldOutcome, ...]:
    last, *others = told
    if all((one.value, one.status) == (last.value, last.status) for one in others):
        return (last,)
    return (last, *(replace(one, earlier=True) for one in others))


def _day(report: Report) -> dt.date:
    covered = report.covers.until if report.covers else None
    return report.reported_on or covered or dt.date.min


def _told(outcome: Outcome, report: Report, names: Mapping[str, str], validity: Validity) -> ToldOutcome:
    return ToldOutcome(
        pledge=outcome.pledge,
        text=outcome.text,
        measure=outcome.measure,
        status=outcome.status,
        value=outcome.value,
        unit=outcome.unit,
        reason=outcome.reason,
        counted_as=outcome.counted_as,
        on=outcome.on,
        reporter=names.get(report.reported_by, report.reported_by) or report.reporter,
        reported_on=report.reported_on,
        reported_text=report.reported_text,
        covers=report.covers if report.covers and _shorter(report.covers, validity) else None,
        source=report.source,
    )


def _shorter(window: Window, validity: Validity) -> bool:
    late = window.from_ and validity.from_ and window.from_ > validity.from_
    early = window.until and validity.until and window.until < validity.until
    return bool(late or early)
