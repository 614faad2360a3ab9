"""M29x: reports about outcomes, which lie in files of their own beside the text."""

from collections.abc import Iterator

from medlofte.core.rules import grounds
from medlofte.core.rules.nearby import nearest
from medlofte.core.rules.registry import Fault, Rule, register
from medlofte.message import say
from medlofte.model.agreement import Agreement
from medlofte.model.finding import Finding, Severity
from medlofte.model.outcome import Outcome, Report

_PLEDGE = Rule(
    "M291",
    Severity.ERROR,
    say("an outcome of a pledge or measure that does not exist"),
    why=say("A report under a wrong id is lost: the pledge it is about will be shown as not reported."),
    source=grounds.FOLLOW_UP,
)
_REPORTER = Rule(
    "M292",
    Severity.ERROR,
    say("a report by a party that does not stand in the agreement"),
    why=say("Who reports is part of the report. Somebody who is no party is named under reporter."),
    source=grounds.FOLLOW_UP,
)
_EMPTY = Rule(
    "M293",
    Severity.ERROR,
    say("an outcome that says nothing"),
    why=say("The reporter's own words are the authority over status and numbers."),
    source=grounds.FOLLOW_UP,
)
for _rule in (_PLEDGE, _REPORTER, _EMPTY):
    register(_rule)


def findings(report: Report, agreement: Agreement) -> Iterator[Finding]:
    """What is wrong in one report, held against the agreement it is about."""
    parties = [party.id for party in agreement.party] + [partner.id for partner in agreement.partner]
    if report.reported_by and report.reported_by not in parties:
        yield _REPORTER.finding(
            Fault(
                ("reported_by",),
                say("'{id}' is no party or partner of the agreement", id=report.reported_by),
                nearest(report.reported_by, parties),
            )
        )
    measures = {pledge.id: [measure.id for measure in pledge.measure] for pledge in agreement.pledge}
    for index, outcome in enumerate(report.outcome):
        yield from _outcome(outcome, index, measures)


def _outcome(outcome: Outcome, index: int, measures: dict[str, list[str]]) -> Iterator[Finding]:
    if outcome.pledge and outcome.pledge not in measures:
        message = say("the agreement has no pledge '{id}'", id=outcome.pledge)
        yield _PLEDGE.finding(
            Fault(("outcome", index, "pledge"), message, nearest(outcome.pledge, list(measures)))
        )
    elif outcome.measure and outcome.measure not in measures.get(outcome.pledge, ()):
        message = say("pledge '{pledge}' has no measure '{id}'", pledge=outcome.pledge, id=outcome.measure)
        yield _PLEDGE.finding(
            Fault(
                ("outcome", index, "measure"),
                message,
                nearest(outcome.measure, measures.get(outcome.pledge, [])),
            )
        )
    if not outcome.text.strip():
        yield _EMPTY.finding(
            Fault(
                ("outcome", index, "text"),
                say("the outcome has no text"),
                say('write what was reported, verbatim: text = "…"'),
            )
        )
