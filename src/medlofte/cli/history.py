"""``history``: the life of each pledge through the periods."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from medlofte.cli.check import Plain
from medlofte.cli.session import Session, colour, width
from medlofte.cli.texts import told
from medlofte.errors import UsageError
from medlofte.message import say
from medlofte.model.ref import parse_ref
from medlofte.view.catalog import Catalog, catalog

if TYPE_CHECKING:
    from medlofte.model.agreement import Agreement
    from medlofte.model.biography import History
    from medlofte.store.register import Register


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``history``."""
    app.command(
        name,
        help=words.say(
            say(
                "Show the life of each pledge of a series through its periods; of one pledge in full: SERIES#PLEDGE."
            )
        ),
    )(history)


def history(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="SERIES[#PLEDGE]", show_default=False)],
    form: Annotated[Plain, typer.Option("--format", help=told(say("text or json")))] = Plain.TEXT,
) -> None:
    """Show the life of pledges; the help text comes from the catalogue."""
    from msgspec.structs import replace

    from medlofte.cli.review import signing_of
    from medlofte.core import biography

    session: Session = context.obj
    name, sharp, pledge = what.partition("#")
    if sharp and not pledge:
        raise UsageError(
            say("'{what}' names no pledge", what=what),
            hint=say("write {name}#PLEDGE, or leave out the #", name=name),
        )
    ref = parse_ref(name)
    register = session.register(ref.revision)
    series = ref.name if register.periods(ref.name) else ref.name.rpartition("/")[0]
    documents = _documents(session, register, series, ref.name)
    reports = {one: register.document(one).reports for one in documents}
    signing = {one: signed for one in documents if (signed := signing_of(register, one))}
    found = biography.history(series, documents, reports, session.today, signing=signing)
    if pledge:
        lives = biography.of_pledge(found, pledge)
        if not lives:
            raise _no_pledge(pledge, series, biography.ids(found))
        found = replace(found, life=lives)
    if form is Plain.JSON:
        from medlofte.view.data import encode

        session.put_bytes(encode(found))
    else:
        _show(session, found, pledge, documents)


def _show(session: Session, found: "History", pledge: str, documents: "Mapping[str, Agreement]") -> None:
    """Put it on the terminal, in the language of the newest document."""
    from medlofte.core.series import newest
    from medlofte.view import history_text

    words = catalog(documents[newest(documents) or next(iter(documents))].language)
    if pledge:
        text = history_text.render_one(found, pledge, words, width=width(), colour=colour())
    else:
        text = history_text.render(found, words, width=width(), colour=colour())
    session.put(text)


def _documents(session: Session, register: "Register", series: str, asked: str) -> "dict[str, Agreement]":
    """The readable documents of a series; those that cannot be read are told beside the result.

    Raises:
        UsageError: There are none.
    """
    found = {}
    for name in register.periods(series):
        agreement = register.document(name).agreement
        if agreement is None:
            session.note(say("{name} cannot be read and is left out; see: medlofte check {name}", name=name))
        else:
            found[name] = agreement
            session.note_unread(register.document(name))
    if not found or asked not in (series, *register.periods(series)):
        raise UsageError(
            say("the register has no document or series '{name}'", name=asked),
            hint=say("see what there is with: medlofte list"),
        )
    return found


def _no_pledge(pledge: str, series: str, known: list[str]) -> UsageError:
    from difflib import get_close_matches

    close = get_close_matches(pledge, known, 3, 0.5)
    hint = (
        say("did you mean {names}?", names=tuple(close))
        if close
        else say("see its pledges with: medlofte history {series}", series=series)
    )
    return UsageError(say("no document of {series} has a pledge '{id}'", series=series, id=pledge), hint=hint)
