"""M29x: reports about outcomes, which lie in files of their own beside the text."""

from collections.abc import Iterator, Mapping

from medlofte.core.rates import months_in
from medlofte.core.rules import grounds, report_days
from medlofte.core.rules.figures import exact, over
from medlofte.core.rules.nearby import nearest
from medlofte.core.rules.registry import Fault, Rule, register
from medlofte.message import Argument, Message, say
from medlofte.model.agreement import Agreement
from medlofte.model.assessment import Assessment, Reach
from medlofte.model.finding import Finding, Severity
from medlofte.model.outcome import Outcome, Report, Status

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
_UNIT = Rule(
    "M295",
    Severity.ERROR,
    say("a number without unit, where one was promised"),
    why=say("Nobody can hold a bare number against the promise, or tell later what was counted."),
    source=grounds.FOLLOW_UP,
)
_CORRECTS = Rule(
    "M296",
    Severity.ERROR,
    say("a correction of nothing"),
    why=say(
        "A correction takes the place of what an earlier report says of the same pledges. One that finds nothing to "
        "correct leaves the mistake standing."
    ),
    source=grounds.FOLLOW_UP,
)
_SHORT = Rule(
    "M298",
    Severity.WARNING,
    say("called fulfilled, though the number falls short"),
    why=say(
        "The reporter's judgement stands, and is shown beside the number. Where the two differ over the whole period, "
        "readers are owed an explanation."
    ),
    source=grounds.FOLLOW_UP,
)
_TWICE = Rule(
    "M290",
    Severity.ERROR,
    say("a report that says two things of one number"),
    why=say("What one reporter tells in one report cannot be both. Nobody can know which of them is meant."),
    source=grounds.FOLLOW_UP,
)
for _rule in (_TWICE, _PLEDGE, _REPORTER, _EMPTY, _UNIT, _CORRECTS, _SHORT):
    register(_rule)


def findings(
    report: Report, agreement: Agreement, *, name: str = "", beside: Mapping[str, Report] | None = None
) -> Iterator[Finding]:
    """What is wrong in one report, held against the agreement it is about.

    Args:
        report: The report.
        agreement: The agreement.
        name: The name of its file.
        beside: The other reports about the same agreement, by the names of their files.
    """
    yield from _reporter(report, agreement)
    yield from report_days.findings(report, agreement.validity)
    yield from _corrects(report, name, beside or {})
    yield from _twice(report)
    measures = {pledge.id: [measure.id for measure in pledge.measure] for pledge in agreement.pledge}
    for index, outcome in enumerate(report.outcome):
        yield from _outcome(outcome, index, measures)
        yield from _number(outcome, index, report, agreement, _others(report, name, beside or {}))


def _reporter(report: Report, agreement: Agreement) -> Iterator[Finding]:
    parties = [party.id for party in agreement.party] + [partner.id for partner in agreement.partner]
    if report.reported_by and report.reported_by not in parties:
        yield _REPORTER.finding(
            Fault(
                ("reported_by",),
                say("'{id}' is no party or partner of the agreement", id=report.reported_by),
                nearest(report.reported_by, parties),
            )
        )


def _corrects(report: Report, name: str, beside: Mapping[str, Report]) -> Iterator[Finding]:
    old = report.corrects
    if not old:
        return
    others = [other for other in beside if other != name]
    if old == name or old not in beside:
        message = say("there is no report '{file}' beside this one", file=old)
        yield _CORRECTS.finding(Fault(("corrects",), message, nearest(old, others)))
        return
    if name and beside[old].corrects == name:
        message = say("'{file}' says that it corrects this report", file=old)
        hint = say("leave corrects out of the older of the two")
        yield _CORRECTS.finding(Fault(("corrects",), message, hint))
        return
    before = {(outcome.pledge, outcome.measure) for outcome in beside[old].outcome}
    if not before & {(outcome.pledge, outcome.measure) for outcome in report.outcome if outcome.pledge}:
        message = say("'{file}' says nothing of the pledges in this report", file=old)
        hint = say("name the report that is wrong; what is only newer needs no corrects")
        yield _CORRECTS.finding(Fault(("corrects",), message, hint))


def _outcome(outcome: Outcome, index: int, measures: dict[str, list[str]]) -> Iterator[Finding]:
    if outcome.pledge and outcome.pledge not in measures:
        message = say("the agreement has no pledge '{id}'", id=outcome.pledge)
        yield _PLEDGE.finding(
            Fault(("outcome", index, "pledge"), message, nearest(outcome.pledge, list(measures)))
        )
    elif outcome.measure and outcome.measure not in measures.get(outcome.pledge, ()):
        known = measures.get(outcome.pledge, [])
        message = say("pledge '{pledge}' has no measure '{id}'", pledge=outcome.pledge, id=outcome.measure)
        yield _PLEDGE.finding(
            Fault(
                ("outcome", index, "measure"),
                message,
                nearest(outcome.measure, known) if known else say("leave out measure: the pledge has none"),
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


def _twice(report: Report) -> Iterator[Finding]:
    """Outcomes of one pledge or measure that differ in judgement or number, though they count the same."""
    seen: dict[tuple[object, ...], Outcome] = {}
    for index, outcome in enumerate(report.outcome):
        key = (
            outcome.pledge,
            outcome.measure,
            " ".join(outcome.unit.casefold().split()),
            outcome.per,
            outcome.on,
        )
        first = seen.setdefault(key, outcome)
        if not outcome.pledge or (first.status, first.value) == (outcome.status, outcome.value):
            continue
        name = "status" if outcome.status and first.status != outcome.status else "pledge"
        message = say(
            "the report tells of '{id}' twice, and not the same", id=outcome.measure or outcome.pledge
        )
        hint = say("keep one of the two; or say what differs: unit, per or on")
        yield _TWICE.finding(Fault(("outcome", index, name), message, hint))


def _others(report: Report, name: str, beside: Mapping[str, Report]) -> tuple[Report, ...]:
    """What else the same reporter has told and not corrected."""
    gone = {other.corrects for other in (*beside.values(), report)}
    mine = (report.reported_by, report.reporter)
    return tuple(
        other
        for file, other in beside.items()
        if file not in (name, *gone) and (other.reported_by, other.reporter) == mine
    )


def _number(
    outcome: Outcome, index: int, report: Report, agreement: Agreement, others: tuple[Report, ...]
) -> Iterator[Finding]:
    if not outcome.pledge or outcome.value is None:
        return
    from medlofte.core.assess import assess, targets  # most reports hold no number
    from medlofte.core.outcomes import measured, unread

    key = outcome.pledge, outcome.measure
    promised = measured(agreement, key)
    if promised is None:
        return
    numbers = targets(promised)
    if numbers and not outcome.unit.strip():
        message = say("the number {value} has no unit", value=outcome.value)
        hint = say('write what was counted; promised: unit = "{unit}"', unit=numbers[0].unit)
        yield _UNIT.finding(Fault(("outcome", index, "value"), message, hint))
        return
    hidden = unread(agreement, key)
    found = assess(outcome, report, promised, agreement.validity, unread=hidden, others=others)
    if _falls_short(outcome, found):
        hint = say('say how it was counted: counted_as = "…"; or another status')
        yield _SHORT.finding(Fault(("outcome", index, "status"), _short(outcome, found), hint))


def _short(outcome: Outcome, found: Assessment) -> Message:
    target, told = found.targets[0], outcome.value if found.value is None else found.value
    facts: dict[str, Argument] = {
        "id": outcome.pledge,
        "status": outcome.status.value if outcome.status else "",
        "value": over(exact(told or 0), outcome.per),
        "target": over(exact(target.value), target.per),
    }
    if outcome.per is None and months_in(target.per) and found.due is not None:
        return say(
            "'{id}' is called '{status}', and {value} is reported where {target} was promised, "
            "which makes {due} in the days covered",
            **facts,
            due=round(found.due),
        )
    return say("'{id}' is called '{status}', and {value} is reported where {target} was promised", **facts)


def _falls_short(outcome: Outcome, found: Assessment) -> bool:
    """Whether a pledge is called fulfilled without a word on why, though the whole period says otherwise."""
    called = outcome.status in (Status.FULFILLED, Status.EXCEEDED)
    return called and not outcome.counted_as.strip() and found.reach in (Reach.SHORT, Reach.OVER)
