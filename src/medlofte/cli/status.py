"""``status``: what needs doing, most urgent first."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from medlofte.cli.session import Session, colour, width
from medlofte.cli.texts import told
from medlofte.errors import UsageError
from medlofte.message import say, say_n
from medlofte.model.finding import Severity
from medlofte.model.ref import Ref, parse_ref
from medlofte.view.catalog import Catalog

if TYPE_CHECKING:
    from medlofte.model.agenda import Signatures, Task
    from medlofte.model.agreement import Agreement
    from medlofte.store.register import Register


class Format(StrEnum):
    """How it is written."""

    TEXT = "text"
    JSON = "json"
    ICS = "ics"


class FailOn(StrEnum):
    """What makes the exit code 1."""

    NOTHING = "nothing"
    OVERDUE = "overdue"


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``status``."""
    app.command(
        name,
        help=words.say(
            say(
                "Tell what needs doing on a day, most urgent first: reports, deadlines, signatures, ended periods; "
                "of the whole register, or of series. Within 30 days counts as soon."
            )
        ),
    )(status)


def status(
    context: typer.Context,
    refs: Annotated[list[str] | None, typer.Argument(metavar="[SERIES|@REV]...", show_default=False)] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", help=told(say("the day to take as today")))
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help=told(say("text, json, or ics for a calendar")))
    ] = Format.TEXT,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help=told(say("exit 1 where something is overdue")))
    ] = FailOn.NOTHING,
) -> None:
    """Tell what needs doing; the help text comes from the catalogue."""
    from medlofte.cli.session import read_day
    from medlofte.core.agenda import in_order
    from medlofte.model.agenda import Urgency

    session: Session = context.obj
    today = read_day(date) if date else session.today
    register, names = _wanted(session, [parse_ref(text) for text in refs or [""]])
    tasks = in_order(_tasks(register, names, today))
    if form is Format.TEXT:
        from medlofte.view.status_text import render

        session.put(render(tasks, len(names), today, session.words, width=width(), colour=colour()))
    elif form is Format.JSON:
        from medlofte.view.tasks import as_json

        session.put_bytes(as_json(tasks, len(names), today, session.words))
    else:
        _calendar(session, register, tasks, today)
    if fail_on is FailOn.OVERDUE and any(task.urgency is Urgency.OVERDUE for task in tasks):
        raise typer.Exit(1)


def _calendar(session: Session, register: "Register", tasks: "list[Task]", today: dt.date) -> None:
    from medlofte.view.ics import render

    undated = sum(task.day is None for task in tasks)
    if undated:
        said = say_n(
            "{count} thing has no day and is left out; see: medlofte status",
            "{count} things have no day and are left out; see: medlofte status",
            undated,
        )
        session.note(said)
    session.put_bytes(render(tasks, register.settings.name, today, session.words))


def _wanted(session: Session, refs: list[Ref]) -> tuple["Register", list[str]]:
    """The register, and the documents that names lead to, series after series.

    Raises:
        UsageError: A name leads to no document, or the names are of several revisions.
    """
    from medlofte.cli.summary import names_of

    if len({ref.revision for ref in refs}) > 1:
        raise UsageError(
            say("what needs doing is told of one revision at a time"), hint=say("leave out @REV, or name one")
        )
    register = session.register(refs[0].revision)
    return register, names_of(register, [ref.name for ref in refs])


def _tasks(register: "Register", names: list[str], today: dt.date) -> "Iterator[Task]":
    """What the documents ask for, one series after another."""
    from medlofte.model.agenda import Duty

    found: list[Task] = []
    renewed: set[str] = set()
    seen: set[str] = set()
    for series, wanted in groupby(names, key=_series):
        documents = {
            name: agreement
            for name in register.periods(series)
            if (agreement := register.document(name).agreement) is not None
        }
        renewed |= {item.renewal.of for item in documents.values() if item.renewal}
        seen |= set(register.periods(series))
        found += _of_series(register, documents, list(wanted), today)
    ended = {task.document for task in found if task.duty is Duty.END}
    followed = renewed | _renewed_elsewhere(register, ended - renewed, seen)
    yield from (task for task in found if task.duty is not Duty.END or task.document not in followed)


def _of_series(
    register: "Register", documents: "dict[str, Agreement]", names: list[str], today: dt.date
) -> "Iterator[Task]":
    from medlofte.core.agenda import agenda, unreadable

    readable = [name for name in names if name in documents]
    signed = {name: _signatures(register, name, documents[name], today) for name in readable}
    yield from agenda(
        documents,
        {name: register.document(name).reports for name in readable},
        register.settings.policy,
        today,
        signatures={name: found for name, found in signed.items() if found},
        wanted=readable,
    )
    yield from (unreadable(name, _errors(register, name), today) for name in names if name not in documents)
    for name in readable:
        for filed in register.document(name).reports:
            if filed.report is None:
                faults = sum(fault.severity is Severity.ERROR for fault in filed.faults)
                yield unreadable(name, faults, today, report=filed.name)


def _series(name: str) -> str:
    return name.rpartition("/")[0]


def _signatures(
    register: "Register", name: str, agreement: "Agreement", today: dt.date
) -> "Signatures | None":
    """How far a text has come that is to be signed; history costs nothing more."""
    from medlofte.model.source import Origin

    until = agreement.validity.until
    if agreement.provenance.of is not Origin.ORIGINAL:
        return None
    if until is not None and until < today and not register.release_numbers(name):
        return None
    from medlofte.cli.review import review
    from medlofte.model.agenda import Signatures

    found = review(register, name)
    return Signatures(found.text.number, found.approval, found.release is not None) if found else None


def _errors(register: "Register", name: str) -> int:
    return sum(fault.severity is Severity.ERROR for fault in register.document(name).faults)


def _renewed_elsewhere(register: "Register", ended: "set[str]", seen: "set[str]") -> "set[str]":
    """Those of the documents that one of another series renews; most texts need not be read for that."""
    found: set[str] = set()
    for name in (name for name in register if ended and name not in seen):
        if register.mentions(name, ended):
            agreement = register.document(name).agreement
            if agreement is not None and agreement.renewal:
                found.add(agreement.renewal.of)
    return found & ended
