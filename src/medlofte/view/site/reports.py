"""The reports about one document: who told what, and when; also what they tell of no pledge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medlofte.message import Message, say
from medlofte.model.agreement import Agreement
from medlofte.model.outcome import Outcome, Report
from medlofte.model.register import Filed
from medlofte.view.catalog import Catalog
from medlofte.view.document import capital
from medlofte.view.labels import STATUSES
from medlofte.view.reading_parts import Entry, Parts
from medlofte.view.values import known_as, one_line

_SAID = frozenset({"format", "outcome", "reported_by", "reporter", "reported_on", "reported_text"})
_BESIDE = frozenset({"pledge", "status", "text"})


@dataclass(frozen=True, slots=True)
class Told:
    """One report.

    Attributes:
        title: Who reported, and when.
        entry: What it says of itself.
        beside: What it tells of no pledge of the document.
    """

    title: str
    entry: Entry
    beside: tuple[Entry, ...]


def reports(agreement: Agreement, filed: Sequence[Filed], words: Catalog) -> Iterator[Told]:
    """Every report that can be read, oldest first."""
    parts = Parts(agreement, words)
    pledges = {pledge.id for pledge in agreement.pledge}
    for report in (item.report for item in filed):
        if report is not None:
            yield Told(
                title=words.say(_title(report, parts, words)),
                entry=parts.entry(report, "", _SAID),
                beside=tuple(
                    _beside(outcome, parts, words)
                    for outcome in report.outcome
                    if outcome.pledge not in pledges
                ),
            )


def _title(report: Report, parts: Parts, words: Catalog) -> Message:
    who = known_as((report.reported_by,), parts.known) if report.reported_by else one_line(report.reporter)
    when = words.day(report.reported_on) if report.reported_on else one_line(report.reported_text)
    if who and when:
        return say("{who}, {when}", who=who, when=when)
    return say("{text}", text=who or when or say("Without a name or day"))


def _beside(outcome: Outcome, parts: Parts, words: Catalog) -> Entry:
    """An outcome of no pledge here; one of a pledge that is unknown here is named."""
    status = capital(words.say(STATUSES[outcome.status])) if outcome.status else ""
    return parts.entry(outcome, status, _BESIDE, id_=outcome.pledge, text=outcome.text)
