"""``changelog``: the life of the pledges, period by period."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from medlofte.cli.session import Session
from medlofte.cli.texts import told
from medlofte.errors import UsageError
from medlofte.message import say
from medlofte.model.ref import Ref, parse_ref
from medlofte.view.catalog import Catalog, catalog

if TYPE_CHECKING:
    from medlofte.store.register import Register


class Format(StrEnum):
    """How a changelog is written."""

    MARKDOWN = "markdown"
    JSON = "json"


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``changelog``."""
    app.command(
        name,
        help=words.say(
            say(
                "Tell the changelog of the pledges of a series, newest period first; of one period where it is named."
            )
        ),
    )(changelog)


def changelog(
    context: typer.Context,
    series: Annotated[str | None, typer.Argument(metavar="SERIES[@REV]", show_default=False)] = None,
    period: Annotated[str, typer.Argument(metavar="[PERIOD]", show_default=False)] = "",
    form: Annotated[Format, typer.Option("--format")] = Format.MARKDOWN,
    across: Annotated[bool, typer.Option("--all", help=told(say("every series of the register")))] = False,
) -> None:
    """Tell the changelog; the help text comes from the catalogue."""
    session: Session = context.obj
    if across == bool(series):
        raise UsageError(
            say("name a series, or ask for all"),
            hint=say("write: medlofte changelog gotland, or: medlofte changelog --all"),
        )
    ref = parse_ref(series or "")
    period, _, revision = period.partition("@")
    register = session.register(ref.revision or revision)
    if ref.name in register and not period:
        name, _, period = ref.name.rpartition("/")
        ref = Ref(name, ref.revision)
    names = register.series_names() if across else [ref.name]
    for index, name in enumerate(names):
        if across and form is Format.JSON:
            session.put_bytes(b",\n" if index else b"[\n")
        elif index:
            session.put("\n")
        _tell(session, register, name, period, form)
    if across and form is Format.JSON:
        session.put_bytes(b"]\n")


def _tell(session: Session, register: "Register", series: str, period: str, form: Format) -> None:
    from medlofte.core import changelog as core
    from medlofte.core.series import newest

    documents = {}
    reports = {}
    for name in register.periods(series):
        document = register.document(name)
        if document.agreement is None:
            session.note(say("{name} cannot be read and is left out; see: medlofte check {name}", name=name))
            continue
        documents[name] = document.agreement
        reports[name] = register.reports_of(name)
    if not documents or (period and f"{series}/{period}" not in documents):
        raise UsageError(
            say("the register has no document or series '{name}'", name=f"{series}/{period}".rstrip("/")),
            hint=say("see what there is with: medlofte list"),
        )
    found = core.entries(documents, reports, period=period)
    if form is Format.JSON:
        from medlofte.view.data import encode

        session.put_bytes(encode(found))
        return
    from medlofte.view import changelog_markdown

    words = catalog(documents[newest(documents) or next(iter(documents))].language)
    session.put(changelog_markdown.render(found, words, series=series))
