"""The outcomes of a document for the terminal: under each pledge what was told of it, then the reports themselves."""

from collections.abc import Iterator

from rich.text import Text

from medlofte.message import Message, say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.assessment import Followed, ToldOutcome
from medlofte.model.outcome import Outcome, Report
from medlofte.view import assessment, told
from medlofte.view.keys import LABELS
from medlofte.view.labels import NOT_REPORTED, STATUSES
from medlofte.view.paper import Paper
from medlofte.view.values import known_as, one_line
from medlofte.view.whole import Teller, put_fields

#: What its lines say beside judgement, words and number.
_BESIDE = ("measure", "on", "counted_as", "reason")


def put_told(paper: Paper, teller: Teller, followed: Followed, pledge: str) -> None:
    """What was reported about one pledge, and that nothing was."""
    words, found = teller.words, followed.told.get(pledge, ())
    shown = told.once(found)
    for item in found:
        status = f"{words.say(STATUSES[item.status])}. " if item.status else ""
        head = f"{words.say(_label(item))} ({told.source(item, words)})"
        paper.put(Text(f"{head}: {status}{one_line(item.text)}", style="cyan"), indent=3, hang=2)
        for line in _numbers(item, teller) if item in shown else ():
            paper.put(line, indent=5, hang=2)
        for key in _BESIDE:
            if text := getattr(item, key):
                paper.put(f"{words.say(LABELS[key])}: {teller.field(key, text)}", indent=5, hang=2)
    if any(item.contradicted for item in found):
        paper.put(f"! {told.contradiction(words)}", indent=3, hang=2)
    if not found and followed.begun:
        paper.put(f"{words.say(LABELS['outcome'])}: {words.say(NOT_REPORTED)}", indent=3, hang=2)


def _label(item: ToldOutcome) -> Message:
    if item.corrected:
        return say("outcome, corrected later")
    return say("outcome, reported before") if item.earlier else LABELS["outcome"]


def _numbers(item: ToldOutcome, teller: Teller) -> Iterator[str]:
    words, found = teller.words, item.assessment
    parts = [told.number(item, words), assessment.covered(found, words) if found else ""]
    if first := "; ".join(part for part in parts if part):
        yield first
    if found and (rest := "; ".join(assessment.remarks(found, words))):
        yield rest


def put_reports(paper: Paper, teller: Teller, followed: Followed, agreement: Agreement) -> None:
    """Each report with what it says of no pledge here, and how many pledges nobody reported on."""
    words, pledges = teller.words, [pledge.id for pledge in agreement.pledge]
    if not followed.reports and not (followed.begun and pledges):
        return
    paper.put()
    title = words.say(LABELS["outcome"])
    paper.put(Text(f"{title[:1].upper()}{title[1:]}", style="bold"))
    silent = [name for name in pledges if name not in followed.told]
    if pledges:
        paper.put(f"- {words.say(_counted(len(silent), len(pledges)))}", indent=2, hang=2)
    for report in followed.reports:
        paper.put(f"- {_reported(report, teller)}", indent=2, hang=2)
        put_fields(paper, teller, report, 4, frozenset({"format", "outcome"}))
        for outcome in report.outcome:
            if outcome.pledge not in pledges:
                _beside(paper, teller, outcome, report)


def _counted(silent: int, every: int) -> Message:
    if not silent:
        return say("every pledge is reported")
    return say_n(
        "{count} pledge of {all} not reported", "{count} pledges of {all} not reported", silent, all=every
    )


def _beside(paper: Paper, teller: Teller, outcome: Outcome, report: Report) -> None:
    """An outcome of no pledge here, with everything it holds."""
    words = teller.words
    status = f"{words.say(STATUSES[outcome.status])}. " if outcome.status else ""
    head = f"{words.say(LABELS['outcome'])} ({_reported(report, teller)})"
    paper.put(Text(f"{head}: {status}{one_line(outcome.text)}", style="cyan"), indent=4, hang=2)
    put_fields(paper, teller, outcome, 6, frozenset({"pledge", "status", "text"}))
    if outcome.pledge:
        paper.put(f"{words.say(LABELS['pledge'])}: {one_line(outcome.pledge)}", indent=6)


def _reported(report: Report, teller: Teller) -> str:
    who = known_as((report.reported_by,), teller.known) if report.reported_by else one_line(report.reporter)
    when = report.reported_on.isoformat() if report.reported_on else one_line(report.reported_text)
    return ", ".join(part for part in (who, when) if part)
