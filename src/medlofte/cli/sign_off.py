"""``sign-off``: one person's yes or no to one text, and who is still missing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlofte.cli.check import Plain
from medlofte.cli.session import Session, colour, width
from medlofte.cli.texts import told
from medlofte.errors import UsageError
from medlofte.message import say
from medlofte.view.catalog import Catalog

if TYPE_CHECKING:
    from medlofte.cli.review import Review
    from medlofte.message import Message
    from medlofte.model.signoff import Elsewhere, Method


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``sign-off``."""
    app.command(
        name,
        help=words.say(
            say(
                "Sign a text, decline it, or record a signature made elsewhere; with --status, tell who has signed and "
                "who is missing (exit 0 when nobody is)."
            )
        ),
    )(sign_off)


def sign_off(
    context: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", show_default=False)],
    person: Annotated[str, typer.Option("--as", metavar="PERSON", help=told(say("id of who signs")))] = "",
    status: Annotated[bool, typer.Option("--status", help=told(say("only tell who has signed")))] = False,
    form: Annotated[
        Plain, typer.Option("--format", help=told(say("of --status: text or json")))
    ] = Plain.TEXT,
    key: Annotated[
        str,
        typer.Option("--key", metavar="FILE|agent", help=told(say("private key; else ~/.ssh or the agent"))),
    ] = "",
    code: Annotated[
        str,
        typer.Option(
            "--code",
            metavar="CODE",
            help=told(say("control code, or its first group, from the text you read")),
        ),
    ] = "",
    decline: Annotated[bool, typer.Option("--decline", help=told(say("answer no; needs --reason")))] = False,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=told(say("why the answer is no")))
    ] = "",
    on_paper: Annotated[
        bool, typer.Option("--on-paper", help=told(say("record a signature made on paper")))
    ] = False,
    e_service: Annotated[
        str, typer.Option("--e-service", metavar="NAME", help=told(say("record one made in an e-service")))
    ] = "",
    noted: Annotated[
        bool, typer.Option("--noted", help=told(say("note one that a source tells of")))
    ] = False,
    source: Annotated[
        str, typer.Option("--source", metavar="ADDRESS", help=told(say("of what is noted: where it is told")))
    ] = "",
    signed_on: Annotated[
        str,
        typer.Option("--signed-on", metavar="YYYY-MM-DD", help=told(say("the day it was signed elsewhere"))),
    ] = "",
    recorded_by: Annotated[
        str,
        typer.Option(
            "--recorded-by", metavar="PERSON", help=told(say("id of who records it, and signs that"))
        ),
    ] = "",
    kept_at: Annotated[
        str, typer.Option("--kept-at", metavar="PLACE", help=told(say("where the original is kept")))
    ] = "",
    case_number: Annotated[
        str, typer.Option("--case-number", metavar="NUMBER", help=told(say("its case number there")))
    ] = "",
    scan: Annotated[
        Path | None, typer.Option("--scan", metavar="FILE", help=told(say("a scan; only its digest is kept")))
    ] = None,
    commit: Annotated[bool, typer.Option("--commit", help=told(say("commit what is created")))] = False,
) -> None:
    """Sign a text; the help text comes from the catalogue."""
    session: Session = context.obj
    if status:
        _status(session, ref, form)
        return
    from medlofte.cli.asking import Request
    from medlofte.cli.signing import sign
    from medlofte.model.signoff import Method

    method = _method(on_paper=on_paper, e_service=e_service, noted=noted)
    facts = {
        "--source": source, "--signed-on": signed_on, "--recorded-by": recorded_by, "--kept-at": kept_at,
        "--case-number": case_number, "--scan": scan,
    }  # fmt: skip
    given = tuple(option for option, value in facts.items() if value)
    if method is Method.KEY and given:
        raise UsageError(
            say("{options} go with --on-paper, --e-service or --noted", options=given),
            hint=say("leave them out to sign with a key"),
        )
    if decline and not reason.strip():
        raise UsageError(say("--decline needs a reason"), hint=say('add: --reason "…"'))
    if reason and not decline:
        raise UsageError(say("--reason goes with --decline"), hint=say("leave it out, or add --decline"))
    if not person:
        raise UsageError(
            say("whose sign-off is it?"), hint=say("add: --as PERSON; see who must sign with: --status")
        )
    elsewhere = _elsewhere(session, method, e_service, facts)
    sign(session, Request(ref, person, method, key, code, decline, reason.strip(), elsewhere, commit))


def _method(*, on_paper: bool, e_service: str, noted: bool) -> "Method":
    from medlofte.model.signoff import Method

    if on_paper + bool(e_service) + noted > 1:
        raise UsageError(
            say("a signature is made in one way"), hint=say("give one of --on-paper, --e-service and --noted")
        )
    if on_paper:
        return Method.PAPER
    if e_service:
        return Method.E_SERVICE
    return Method.NOTED if noted else Method.KEY


def _elsewhere(
    session: Session, method: "Method", service: str, facts: dict[str, str | Path | None]
) -> "Elsewhere | None":
    """What is told of a signature made elsewhere.

    Raises:
        UsageError: Something that is needed is not told.
    """
    from medlofte.cli.session import read_day
    from medlofte.model.signoff import Elsewhere, Method

    if method is Method.KEY:
        return None
    needed = {
        Method.PAPER: ("--signed-on", "--recorded-by", "--kept-at"),
        Method.E_SERVICE: ("--signed-on", "--recorded-by", "--kept-at"),
        Method.NOTED: ("--signed-on", "--source"),
    }[method]
    if lacking := tuple(option for option in needed if not facts[option]):
        raise UsageError(
            say("to record a signature made elsewhere, these are needed: {options}", options=lacking),
            hint=say("a record without them could not be traced to the original"),
        )
    _all_seen({**facts, "--e-service": service})
    day = read_day(str(facts["--signed-on"]))
    if day > session.now.date():
        raise UsageError(
            say("{day} lies ahead", day=day.isoformat()), hint=say("give the day of the signature")
        )
    return Elsewhere(
        signed_on=day,
        recorded_by=str(facts["--recorded-by"]),
        service=service,
        kept_at=str(facts["--kept-at"]),
        case_number=str(facts["--case-number"]),
        scan_sha256=_digest(facts["--scan"]),
        source=str(facts["--source"]),
    )


def _all_seen(facts: "dict[str, str | Path | None]") -> None:
    """Refuse what would be signed and kept without anybody seeing it.

    Raises:
        UsageError: A text holds a sign that is not seen.
    """
    from medlofte.view.catalog import visible

    unseen = tuple(option for option, value in facts.items() if visible(str(value)) != str(value))
    if unseen:
        raise UsageError(
            say("there are signs in {options} that nobody sees", options=unseen),
            hint=say("type the text anew; such signs come along from web pages and PDF files"),
        )


def _digest(scan: str | Path | None) -> str:
    if not isinstance(scan, Path):
        return ""
    from medlofte.store.source import sha256
    from medlofte.store.workspace import read_file

    return sha256(read_file(scan))


def _status(session: Session, ref: str, form: Plain) -> None:
    """Tell who has signed; exit 1 while somebody is missing."""
    from medlofte.cli.review import reviewed, state_in
    from medlofte.core.control_code import control_code
    from medlofte.view.approval_text import as_data, render

    found = reviewed(session, ref)
    code, since = control_code(found.text.sha256), _since(session, found)
    stands = state_in(found)
    if form is Plain.JSON:
        from medlofte.view.data import encode

        data = as_data(found.text, found.approval, stands.stage.value, code, since, session.words)
        session.put_bytes(encode(data))
    else:
        session.put(
            render(
                found.text,
                found.approval,
                stands.said,
                code,
                since,
                session.words,
                width=width(),
                colour=colour(),
            )
        )
    if not found.approval.complete:
        raise typer.Exit(1)


def _since(session: Session, found: "Review") -> "dict[str, Message]":
    """What changed since each text that somebody signed and that is another one today."""
    from medlofte.core.since import since
    from medlofte.errors import WorldError
    from medlofte.model.agreement import Agreement
    from medlofte.store.git import Objects
    from medlofte.store.source import sha256
    from medlofte.store.toml import decode

    signed = {item.signoff.text_sha256 for item in found.held if item.signoff}
    wanted = {*signed, found.text.supersedes} - {found.text.sha256, ""}
    if not wanted:
        return {}
    told: dict[str, Message] = {}
    try:
        for data in Objects(session.folder().root).versions(f"agreements/{found.text.name}.toml"):
            digest = sha256(data)
            old, _ = decode(data, Agreement) if digest in wanted else (None, ())
            if old is not None:
                told[digest] = since(old, found.agreement, found.text.name)
    except WorldError:
        return told
    return told
