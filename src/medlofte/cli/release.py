"""``release``: the tagged release of a text that everybody has signed."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlofte.cli import ask
from medlofte.cli.session import Session, colour, width
from medlofte.cli.texts import told
from medlofte.errors import RefusedError, UsageError
from medlofte.message import Message, say, say_n
from medlofte.view.catalog import Catalog

if TYPE_CHECKING:
    from medlofte.cli.making import Making


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``release``."""
    app.command(
        name,
        help=words.say(
            say(
                "Make the release of a text that everybody has signed: changelog, record, commit, tag and bundle. Run "
                "again, it finishes what was interrupted, or says that it is done."
            )
        ),
    )(release)


def release(
    context: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", show_default=False)],
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help=told(say("only show the plan; exit 1 where anything is in the way"))),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=told(say("do not ask")))] = False,
    dist: Annotated[
        Path,
        typer.Option(
            "--dist", metavar="DIR", help=told(say("where the bundle goes, from the top of the register"))
        ),
    ] = Path("dist"),
) -> None:
    """Make a release; the help text comes from the catalogue."""
    session: Session = context.obj
    from medlofte.cli.making import finish, prepare
    from medlofte.store.git import alone

    root = session.folder().root
    with alone(root):
        making = prepare(session, ref, dist)
        _show(session, making)
        if making.obstacles:
            session.note_each(making.obstacles)
            raise RefusedError(
                say_n(
                    "not released: {count} obstacle", "not released: {count} obstacles", len(making.obstacles)
                ),
                hint=say("mend what is listed above, then run the same command again; nothing was written"),
            )
        session.note_each(_misfits(making))
        if dry_run:
            return
        if not making.begun and not yes:
            _confirm(session)
        finish(session, making)


def _show(session: Session, making: "Making") -> None:
    from medlofte.cli.review import state_in
    from medlofte.core.control_code import control_code
    from medlofte.view.approval_text import render

    found = making.found
    code = control_code(found.text.sha256)
    session.put(
        render(
            found.text,
            found.approval,
            state_in(found).said,
            code,
            {},
            session.words,
            width=width(),
            colour=colour(),
        )
    )
    for step in () if making.obstacles else making.steps():
        session.put(session.words.say(step))


def _misfits(making: "Making") -> "Iterator[Message]":
    """The documents of the series whose ledgers the text to be released no longer fits."""
    from medlofte.core.misfit import misfits

    found = making.found
    register, name = found.register, found.text.name
    read = {other: register.document(other).agreement for other in register.periods(name.rpartition("/")[0])}
    documents = {other: agreement for other, agreement in read.items() if agreement is not None}
    return misfits({**documents, name: found.agreement}, name)


def _confirm(session: Session) -> None:
    if not ask.interactive():
        raise UsageError(
            say("nobody is here to confirm the release"),
            hint=say("look at the plan with --dry-run, then add --yes"),
        )
    options = {"y": say("make the release"), "n": say("leave everything as it is")}
    if ask.choice(session.words, say("Go on"), options) == "n":
        raise typer.Exit(1)
