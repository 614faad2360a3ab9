"""``show`` and ``list``: documents as people read them."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from medlofte.cli.check import Plain
from medlofte.cli.session import Session, colour, width
from medlofte.cli.texts import told
from medlofte.errors import UsageError
from medlofte.message import say
from medlofte.model.finding import Severity
from medlofte.model.ref import Ref, parse_ref
from medlofte.view.catalog import Catalog

if TYPE_CHECKING:
    from medlofte.store.register import Register
    from medlofte.view.list_text import Listed


class Format(StrEnum):
    """How one document is shown."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    PDF = "pdf"


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``show`` or ``list``."""
    if name == "show":
        app.command(
            name,
            help=words.say(
                say("Show one document as people read it; a series stands for its newest document.")
            ),
        )(show)
    else:
        app.command(
            name,
            help=words.say(
                say(
                    "List documents with period, number of pledges and state; of the whole register, or of series."
                )
            ),
        )(list_documents)


def show(
    context: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", show_default=False)],
    form: Annotated[
        Format,
        typer.Option(
            "--format", help=told(say("html and pdf: a copy to read and sign, with its control code"))
        ),
    ] = Format.TEXT,
) -> None:
    """Show one document; the help text comes from the catalogue."""
    session: Session = context.obj
    found = session.named(ref)
    named = found.agreement()
    if form in (Format.HTML, Format.PDF):
        from medlofte.cli import copy

        write = copy.page if form is Format.HTML else copy.pdf
        write(session, found)
        return
    if form is Format.JSON:
        from medlofte.view.data import encode

        session.put_bytes(encode(named.agreement))
        return
    from medlofte.cli.review import state_of
    from medlofte.core.outcomes import followed
    from medlofte.core.state import state
    from medlofte.view.catalog import catalog
    from medlofte.view.show_text import render

    session.note_unread(found.register.document(found.name))
    reports = found.register.document(found.name).reports
    words = catalog(named.agreement.language)
    session.put(
        render(
            named.agreement,
            str(Ref(found.name, found.ref.revision)),
            (state_of(found.register, found.name) or state(named.agreement)).said,
            followed(named.agreement, reports, session.today),
            words,
            width=width(),
            colour=colour(),
        )
    )


def list_documents(
    context: typer.Context,
    refs: Annotated[list[str] | None, typer.Argument(metavar="[SERIES|@REV]...", show_default=False)] = None,
    form: Annotated[Plain, typer.Option("--format", help=told(say("text or json")))] = Plain.TEXT,
    summary: Annotated[
        bool, typer.Option("--summary", help=told(say("figures on the pledges in place of the list")))
    ] = False,
) -> None:
    """List documents; the help text comes from the catalogue."""
    session: Session = context.obj
    if summary:
        from medlofte.cli.summary import put_summary

        put_summary(session, refs or [], form)
        return
    rows = [row for text in refs or [""] for row in _rows(session, text)]
    if form is Plain.JSON:
        from medlofte.view.list_text import as_json

        session.put_bytes(as_json(rows, session.words))
        return
    from medlofte.view.list_text import render

    sys.stdout.write(render(rows, session.words, width=width(), colour=colour()))


def _rows(session: Session, text: str) -> "list[Listed]":
    ref = parse_ref(text)
    register = session.register(ref.revision)
    rows = [
        _row(session, register, name)
        for series in register.series_names()
        if not ref.name or f"{series}/".startswith(f"{ref.name}/") or ref.name.startswith(f"{series}/")
        for name in _ordered(register, series)
        if name == ref.name or not ref.name.startswith(f"{series}/")
    ]
    if ref.name and not rows:
        raise UsageError(
            say("the register has no document or series '{name}'", name=ref.name),
            hint=say("see what there is with: medlofte list"),
        )
    return rows


def _ordered(register: "Register", series: str) -> list[str]:
    from medlofte.core.series import ordered

    names = register.periods(series)
    known = {name: register[name] for name in names if register.document(name).agreement is not None}
    return [*ordered(known), *(name for name in names if name not in known)]


def _row(session: Session, register: "Register", name: str) -> "Listed":
    from medlofte.cli.review import state_of
    from medlofte.model.validity import Validity
    from medlofte.view.list_text import Listed

    document = register.document(name)
    session.note_unread(document)
    faults = sum(fault.severity is Severity.ERROR for fault in document.faults)
    stands = state_of(register, name)
    if document.agreement is None or stands is None:
        return Listed(name, "", None, Validity(), 0, say("cannot be read"), faults)
    item = document.agreement
    return Listed(
        name,
        item.title,
        item.kind,
        item.validity,
        len(item.pledge),
        stands.said,
        faults,
        stands.stage.value,
        stands.release,
    )
