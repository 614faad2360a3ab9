"""``changelog``: the life of the pledges, period by period."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from medlofte.cli.session import Session
from medlofte.cli.texts import told
from medlofte.errors import UsageError
from medlofte.message import say
from medlofte.model.ref import Ref, is_release, parse_ref
from medlofte.view.catalog import Catalog, catalog

if TYPE_CHECKING:
    from medlofte.model.agreement import Agreement
    from medlofte.model.changelog import Changelog
    from medlofte.model.release import Signing
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
    revision = ref.revision or revision
    register = session.register(revision, f"{ref.name}/{period}".rstrip("/") if is_release(revision) else "")
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


def markdown(
    register: "Register", series: str, period: str = "", *, signing: "Mapping[str, Signing] | None" = None
) -> str:
    """The changelog of a series as Markdown, in the language of its newest document.

    Args:
        register: Where the series is read.
        series: Its name.
        period: Only the entry of this period; all where empty.
        signing: What is known of documents beside what lies in the register: of a release that is being made.

    Raises:
        UsageError: There is no such series or period.
    """
    return _page(_documents(register, series, period), register, series, period, signing)


def _tell(session: Session, register: "Register", series: str, period: str, form: Format) -> None:
    for name in register.periods(series):
        if register.document(name).agreement is None:
            session.note(say("{name} cannot be read and is left out; see: medlofte check {name}", name=name))
        session.note_unread(register.document(name))
    documents = _documents(register, series, period)
    if form is Format.JSON:
        from medlofte.view.data import encode

        session.put_bytes(encode(_entries(documents, register, series, period)))
        return
    session.put(_page(documents, register, series, period))


def _page(
    documents: "Mapping[str, Agreement]",
    register: "Register",
    series: str,
    period: str,
    signing: "Mapping[str, Signing] | None" = None,
) -> str:
    from medlofte.core.series import newest
    from medlofte.view.changelog_markdown import render

    words = catalog(documents[newest(documents) or next(iter(documents))].language)
    return render(_entries(documents, register, series, period, signing), words, series=series)


def _documents(register: "Register", series: str, period: str) -> "dict[str, Agreement]":
    """The readable documents of a series.

    Raises:
        UsageError: There are none, or not that of the period.
    """
    found = {name: register.document(name).agreement for name in register.periods(series)}
    documents = {name: agreement for name, agreement in found.items() if agreement is not None}
    if not documents or (period and f"{series}/{period}" not in documents):
        raise UsageError(
            say("the register has no document or series '{name}'", name=f"{series}/{period}".rstrip("/")),
            hint=say("see what there is with: medlofte list"),
        )
    return documents


def _entries(
    documents: "Mapping[str, Agreement]",
    register: "Register",
    series: str,
    period: str,
    signing: "Mapping[str, Signing] | None" = None,
) -> "Changelog":
    from medlofte.core.changelog import entries

    reports = {name: register.document(name).reports for name in documents}
    told = [f"{series}/{period}"] if period else documents
    signed = {name: found for name in told if (found := _signing(register, name))}
    return entries(documents, reports, period=period, signing={**signed, **(signing or {})})


def _signing(register: "Register", name: str) -> "Signing | None":
    """Who has signed a document; most have no release, and cost nothing more."""
    if not register.release_numbers(name):
        return None
    from medlofte.cli.review import signing_of

    return signing_of(register, name)
