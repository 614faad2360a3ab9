"""``follow-up``: report how pledges went, at a terminal, from a file or by options."""

from pathlib import Path
from typing import Annotated

import typer

from medlofte.cli import files
from medlofte.cli.ask import interactive
from medlofte.cli.report_input import Draft, Given, from_file, from_options
from medlofte.cli.report_subject import found_for_report, refuse_ahead
from medlofte.cli.session import Found, Session, colour, width
from medlofte.cli.texts import told
from medlofte.errors import MedlofteError, RefusedError, UsageError
from medlofte.message import say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.finding import Finding, Placed, Severity
from medlofte.model.outcome import Report, Status
from medlofte.model.record import Per
from medlofte.model.register import Filed
from medlofte.view.catalog import Catalog

#: How many reports of one day and party may lie beside each other.
_MOST = 99


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``follow-up``."""
    app.command(
        name,
        help=words.say(
            say(
                "Report how the pledges of a document went. At a terminal one pledge at a time is shown and asked for; "
                "otherwise the report comes from a file, or is about one pledge and comes from options. Each report is "
                "a new file; the text that was signed is never touched."
            )
        ),
    )(follow_up)


def follow_up(
    context: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", show_default=False)],
    by: Annotated[str, typer.Option(metavar="PARTY", help=told(say("the party that reports")))] = "",
    reporter: Annotated[
        str, typer.Option(metavar="NAME", help=told(say("who reports, where that is no party")))
    ] = "",
    report: Annotated[
        Path | None,
        typer.Option(help=told(say("the report as TOML or CSV; see: medlofte schema outcomes"))),
    ] = None,
    covers: Annotated[
        str, typer.Option(metavar="FROM..UNTIL", help=told(say("the days the report is about")))
    ] = "",
    late: Annotated[
        str, typer.Option(metavar="REASON", help=told(say("why it covers days outside the period")))
    ] = "",
    reported_on: Annotated[
        str,
        typer.Option("--reported-on", metavar="DATE", help=told(say("the day of the report; else today"))),
    ] = "",
    source: Annotated[str, typer.Option(metavar="ADDRESS", help=told(say("address of the report")))] = "",
    note: Annotated[str, typer.Option(help=told(say("what a reader must know about the report")))] = "",
    corrects: Annotated[
        str, typer.Option(metavar="FILE", help=told(say("the earlier report that this one corrects")))
    ] = "",
    pledge: Annotated[str, typer.Option(metavar="ID", help=told(say("the pledge")))] = "",
    measure: Annotated[str, typer.Option(metavar="ID", help=told(say("the measure of it")))] = "",
    status: Annotated[Status | None, typer.Option(help=told(say("the judgement of whoever reports")))] = None,
    value: Annotated[str, typer.Option(metavar="NUMBER", help=told(say("the number reached")))] = "",
    unit: Annotated[str, typer.Option(help=told(say("what was counted, as the promise puts it")))] = "",
    per: Annotated[
        Per | None, typer.Option(help=told(say("what the number counts over, if not all days covered")))
    ] = None,
    text: Annotated[str, typer.Option(help=told(say("what is told, word for word")))] = "",
    reason: Annotated[str, typer.Option(help=told(say("the reason for a miss or a change")))] = "",
    counted_as: Annotated[
        str, typer.Option("--counted-as", help=told(say("how it was counted, if not as promised")))
    ] = "",
    on: Annotated[str, typer.Option(metavar="DATE", help=told(say("the day it was reached")))] = "",
    beside: Annotated[
        bool, typer.Option("--beside", help=told(say("it is about something beside the pledges")))
    ] = False,
    commit: Annotated[bool, typer.Option("--commit", help=told(say("commit the new file")))] = False,
) -> None:
    """Report how pledges went; the help text comes from the catalogue."""
    session: Session = context.obj
    given = Given(by, reporter, report, covers, late, reported_on, source, note, corrects, pledge, measure,
                  status, value, unit, per, text, reason, counted_as, on, beside)  # fmt: skip
    found = found_for_report(session, ref)
    if given.file is not None:
        _file(session, found, from_file(given, given.file, session.today), commit=commit)
    elif given.outcome:
        _file(session, found, from_options(given, session.today), commit=commit)
    else:
        _ask(session, given, found, commit=commit)


def _ask(session: Session, given: Given, found: Found, *, commit: bool) -> None:
    """Ask for the report, and lose nothing of it where it cannot be filed."""
    if not interactive():
        raise UsageError(
            say("nobody is here to be asked"),
            hint=say(
                "give the report: medlofte follow-up {name} --report FILE; or one pledge: --by PARTY --pledge ID "
                "--status STATUS --text TEXT",
                name=found.name,
            ),
        )
    from medlofte.cli.report_talk import interview, keep

    refuse_ahead(session, found)
    draft = interview(session, given, found)
    if draft is None or draft.report is None:
        return
    try:
        _file(session, found, draft, commit=commit, asked=True)
    except (MedlofteError, KeyboardInterrupt):
        if not any(one.report == draft.report for one in session.register().document(found.name).reports):
            keep(session, found.name, draft.report)  # else it is written, and only the commit failed
        raise


def _file(session: Session, found: Found, draft: Draft, *, commit: bool, asked: bool = False) -> None:
    """Check a report and write it as a file of its own, all or nothing."""
    from medlofte.store.layout import dump

    document = found.agreement().agreement
    filed = found.register.document(found.name).reports
    _refuse(session, found, draft, document, filed, asked=asked)
    report = draft.report
    if report is None:
        return
    data = dump(report).encode()
    path = _create(session, found, report, data, commit=commit)
    _tell(session, found.name, document, filed, Filed(path, report))


def _refuse(
    session: Session,
    found: Found,
    draft: Draft,
    document: Agreement,
    filed: tuple[Filed, ...],
    *,
    asked: bool,
) -> None:
    """Show everything that is wrong; warnings do not stand in the way.

    Raises:
        RefusedError: There are errors, or the same report is filed already.
        UsageError: Nobody is named who reports, or nothing is reported.
    """
    from medlofte.core.followup import faults, same_as

    report, wrong = draft.report, draft.faults
    if report is not None:
        if not report.reported_by and not report.reporter:
            raise UsageError(
                say("nobody is named who reports"),
                hint=say("add --by and one of: {parties}", parties=tuple(item.id for item in document.party)),
            )
        if not report.outcome:
            raise UsageError(say("the report says nothing"), hint=say("add [[outcome]] with a text"))
        wrong = (*wrong, *_unseen(report, draft), *faults(report, document, filed, session.today))
    _show(session, _placed(found, draft, wrong))
    errors = sum(fault.severity is Severity.ERROR for fault in wrong)
    if errors:
        raise RefusedError(
            say_n(
                "{count} fault in the report; nothing was written",
                "{count} faults in the report; nothing was written",
                errors,
            ),
            hint=None if asked else say("mend it and run the same command again"),
        )
    if report is not None and (same := same_as(report, filed)):
        raise RefusedError(
            say("the same report is filed already: {file}", file=same),
            hint=say("what was wrong in it is corrected by a report with --corrects"),
        )


def _placed(found: Found, draft: Draft, wrong: tuple[Finding, ...]) -> list[Placed]:
    """Findings where the user can mend them: in the file that was given, else in the report as it would be."""
    from medlofte.store.locate import place

    if draft.file and draft.lines:
        from medlofte.store.outcome_table import Table

        table = Table(None, (), draft.lines)
        return place(draft.file, draft.source, tuple(table.placed(fault) for fault in wrong))
    if draft.file or draft.report is None:
        return place(draft.file, draft.source, wrong)
    from medlofte.core.followup import stem
    from medlofte.store.layout import dump

    return place(f"{_folder(found)}/{stem(draft.report)}.toml", dump(draft.report).encode(), wrong)


def _unseen(report: Report, draft: Draft) -> tuple[Finding, ...]:
    """Signs that no text may hold, which are found by reading what would be written."""
    from medlofte.store.layout import dump
    from medlofte.store.toml import decode

    told_already = {(fault.code, fault.path) for fault in draft.faults}
    _, found = decode(dump(report).encode(), Report)
    return tuple(fault for fault in found if (fault.code, fault.path) not in told_already)


def _show(session: Session, placed: list[Placed]) -> None:
    from medlofte.view import findings

    for block in findings.text(placed, session.words, colour=colour()):
        session.warn(block)


def _folder(found: Found) -> str:
    return f"agreements/{found.name}/outcomes"


def _create(session: Session, found: Found, report: Report, data: bytes, *, commit: bool) -> str:
    """Write the file under the first name that is free; another command may take one meanwhile."""
    from medlofte.core.followup import stem

    base, folder = stem(report), session.folder()
    for number in range(1, _MOST + 1):
        path = f"{_folder(found)}/{base}{f'.{number}' if number > 1 else ''}.toml"
        if folder.read(path) is not None:
            continue
        try:
            files.create(session, {path: data}, f"Report on {found.name}: {base}", commit=commit)
        except RefusedError:
            if folder.read(path) is None:
                raise
        else:
            return path
    raise RefusedError(
        say("there are {count} reports of that day already", count=_MOST),
        hint=say("put what is to be reported into fewer files"),
    )


def _tell(session: Session, name: str, document: Agreement, filed: tuple[Filed, ...], new: Filed) -> None:
    """How the pledges of the new report stand now, and which nobody has reported on."""
    from medlofte.core.outcomes import beside
    from medlofte.core.outcomes import told as outcomes_of
    from medlofte.view.followup_text import standing
    from medlofte.view.told import beside as told_beside

    outcomes = outcomes_of(document, (*filed, new))
    named = dict.fromkeys(one.pledge for one in new.report.outcome if one.pledge) if new.report else {}
    found = {pledge: outcomes[pledge] for pledge in named}
    session.warn(standing(found, new.name, session.words, width()))
    apart = sum(not one.pledge for one in new.report.outcome) if new.report else 0
    if apart:
        session.note(
            say_n(
                "{count} outcome is about something beside the pledges",
                "{count} outcomes are about something beside the pledges",
                apart,
            )
        )
    if others := beside(document, filed):
        session.note(told_beside(others, name))
    silent = tuple(pledge.id for pledge in document.pledge if pledge.id not in outcomes)
    if not silent:
        session.note(say("every pledge is reported"))
        return
    session.note(
        say_n(
            "{count} pledge of {all} not reported: {ids}",
            "{count} pledges of {all} not reported: {ids}",
            len(silent),
            all=len(document.pledge),
            ids=silent,
        )
    )
