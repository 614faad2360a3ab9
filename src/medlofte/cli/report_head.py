"""The questions of ``follow-up`` before the pledges: who reports, and which days the report is about."""

import contextlib
from datetime import date

from msgspec.structs import replace

from medlofte.cli import ask
from medlofte.cli.session import Session
from medlofte.core.followup import needs_reason
from medlofte.core.rules.nearby import nearest
from medlofte.errors import UsageError
from medlofte.message import Message, say
from medlofte.model.agreement import Agreement
from medlofte.model.outcome import Report, Window
from medlofte.view.values import one_line


def reporter(session: Session, report: Report, document: Agreement) -> Report:
    """Who reports, asked where no option says so.

    Raises:
        UsageError: The party does not stand in the agreement.
    """
    known = {
        actor.id: one_line(actor.name) for actors in (document.party, document.partner) for actor in actors
    }
    if report.reported_by and report.reported_by not in known:
        raise UsageError(
            say("'{id}' is no party or partner of the agreement", id=report.reported_by),
            hint=nearest(report.reported_by, known),
        )
    if report.reported_by or report.reporter or not known:
        return report
    numbered = {str(at): name for at, name in enumerate(known, 1)}
    for at, name in numbered.items():
        session.warn(f"  {at}  {known[name]} ({one_line(name)})\n")
    typed = {
        **numbered,
        **{name.casefold(): id_ for id_, name in known.items()},
        **{one: one for one in known},
    }
    while (answer := ask.line(session.words, say("Who reports?")).casefold()) not in typed:
        session.note(say("type one of: {letters}", letters=(*numbered, *known)))
    return replace(report, reported_by=typed[answer])


def days(session: Session, report: Report, document: Agreement) -> Report:
    """The days that the report is about, from the beginning of the period until today where nothing else is said.

    Raises:
        BackError: The user wants to leave.
    """
    validity = document.validity
    if report.covers is None:
        first = _day(session, say("First day the report is about"), validity.from_)
        last = _day(session, say("Last day"), min(session.today, validity.until or session.today))
        while last > session.today or last < first:
            session.note(say("write a day between the first and today"))
            last = _day(session, say("Last day"), None)
        report = replace(report, covers=Window(from_=first, until=last))
    if needs_reason(report, document):
        question = say("That goes outside the period. Why?")
        while not (reason := ask.line(session.words, question)):
            session.note(say("the reason is published with the report"))
        report = replace(report, late=reason)
    return report


def _day(session: Session, question: Message, proposal: date | None) -> date:
    while True:
        typed = ask.line(session.words, question, proposal=proposal.isoformat() if proposal else "")
        if typed.lower() in ("b", "q"):
            raise ask.BackError
        with contextlib.suppress(ValueError):
            return date.fromisoformat(typed)
        session.note(say("write year-month-day: 2021-02-05"))
