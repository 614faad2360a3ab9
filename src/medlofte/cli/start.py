"""``init`` and ``new``: start a register, and the first document of a series."""

import datetime as dt
import shlex
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from medlofte.cli import ask, files
from medlofte.cli.session import Session, complain, read_day
from medlofte.cli.texts import told
from medlofte.errors import RefusedError, UsageError
from medlofte.message import say
from medlofte.model.agreement import Agreement
from medlofte.model.party import Party, Signatory
from medlofte.model.record import Kind, PartyKind
from medlofte.model.ref import is_name, is_segment
from medlofte.model.validity import Validity
from medlofte.view.catalog import Catalog

_ATTRIBUTES = (
    b"# agreements are signed byte for byte: never change their line ends\nagreements/** text eol=lf\n"
)
#: Bundles can be made again from the tag.
_IGNORED = b"dist/\n"


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``init`` or ``new``."""
    if name == "init":
        app.command(
            name,
            help=words.say(
                say(
                    "Start a register in a new or existing folder; it becomes a git repository if it is none."
                )
            ),
        )(init)
    else:
        app.command(
            name,
            help=words.say(
                say(
                    "Write the first document of a series from a commented template; "
                    "asks at a terminal for what is missing."
                )
            ),
        )(new)


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", show_default=False)] = Path(),
    name: Annotated[str, typer.Option(help=told(say("name of the register")))] = "",
    publisher: Annotated[str, typer.Option(help=told(say("who publishes it")))] = "",
) -> None:
    """Start a register; the help text comes from the catalogue."""
    session: Session = context.obj
    from medlofte.model.register import Settings
    from medlofte.store.git import start_repository
    from medlofte.store.layout import dump
    from medlofte.store.source import SETTINGS
    from medlofte.store.workspace import create

    root = (session.start / folder).absolute()
    _refuse_existing(root)
    settings = Settings(name=name or root.name, publisher=publisher, id=uuid4().urn)
    text = (
        "# " + session.words.say(say("settings of this register; all keys: medlofte schema settings")) + "\n"
    )
    wanted = {
        "agreements/.gitkeep": b"",
        ".gitattributes": _ATTRIBUTES,
        ".gitignore": _IGNORED,
        SETTINGS: (text + dump(settings)).encode(),
    }
    for beside in (".gitattributes", ".gitignore", "agreements/.gitkeep"):
        if (root / beside).exists():
            del wanted[beside]
    for made in create(root, wanted):
        session.note(say("created {file}", file=f"{folder}/{made}" if str(folder) != "." else made))
    if start_repository(root):
        session.note(say("started a git repository in {folder}", folder=str(folder)))
    step = "" if str(folder) == "." else f"cd {shlex.quote(str(folder))} && "
    session.note(say("next: {step}medlofte new PLACE PERIOD", step=step))


def _refuse_existing(root: Path) -> None:
    from medlofte.errors import WorldError
    from medlofte.store.source import SETTINGS
    from medlofte.store.workspace import find

    if root.exists() and not root.is_dir():
        raise RefusedError(
            say("{folder} is a file, not a folder", folder=str(root)), hint=say("choose another name")
        )
    if root.is_symlink() and not root.exists():
        raise RefusedError(
            say("{folder} is a link that leads nowhere", folder=str(root)), hint=say("choose another name")
        )
    if all((root / name).exists() for name in ("HEAD", "objects", "refs")):
        raise RefusedError(
            say("{folder} is a bare git repository: nobody works in it", folder=str(root)),
            hint=say("clone it, and start the register in the clone"),
        )
    try:
        around = find(next(folder for folder in (root, *root.parents) if folder.is_dir()))
    except WorldError:
        return
    if not (around.root / SETTINGS).exists() and around.root == root:
        return  # a folder of agreements without settings: init adds what is missing
    raise RefusedError(
        say("{folder} is a register already", folder=str(around.root)),
        hint=say("go on there: medlofte list; medlofte new SERIES PERIOD"),
    )


def new(
    context: typer.Context,
    series: Annotated[str, typer.Argument(metavar="SERIES", show_default=False)],
    period: Annotated[str, typer.Argument(metavar="PERIOD", show_default=False)],
    kind: Annotated[Kind | None, typer.Option(help=told(say("what sort of agreement")))] = None,
    title: Annotated[str, typer.Option(help=told(say("title as it is to be printed")))] = "",
    police: Annotated[str, typer.Option(help=told(say("name of the police party")))] = "",
    municipality: Annotated[str, typer.Option(help=told(say("name of the municipality")))] = "",
    first: Annotated[str, typer.Option("--from", metavar="DATE", help=told(say("first day")))] = "",
    last: Annotated[str, typer.Option("--until", metavar="DATE", help=told(say("last day")))] = "",
    commit: Annotated[bool, typer.Option("--commit", help=told(say("commit the new file")))] = False,
) -> None:
    """Write the first document of a series; the help text comes from the catalogue."""
    session: Session = context.obj
    name = _name(series, period)
    _refuse_second(session, series, name)
    wanted = kind or _kind(session)
    agreement = Agreement(
        format=1,
        kind=wanted,
        title=_given(session, title, "Title", _title(wanted, series, period)),
        validity=_validity(session, period, first, last),
        party=(
            Party(
                id="polisen", name=_given(session, police, "Police party", "Polisen"), kind=PartyKind.POLICE
            ),
            Party(
                id="kommunen",
                name=_given(session, municipality, "Municipality", "Kommunen"),
                kind=PartyKind.MUNICIPALITY,
            ),
        ),
        signatory=(Signatory(party="polisen"), Signatory(party="kommunen")),
    )
    from medlofte.store.layout import dump
    from medlofte.view.hints import comments, tail

    text = dump(agreement, comments(agreement.language)) + tail(agreement.language, wanted)
    files.create(session, {f"agreements/{name}.toml": text.encode()}, f"Draft {name}", commit=commit)
    session.note(say("next: write the text, then: medlofte check {name}", name=name))


def _validity(session: Session, period: str, first: str, last: str) -> Validity:
    """The days given by options, else asked for; a mistyped one is asked for again."""
    while True:
        try:
            begins = _day(_given(session, first, "First day", f"{period}-01-01" if _is_year(period) else ""))
            ends = _day(_given(session, last, "Last day", f"{period}-12-31" if _is_year(period) else ""))
            _refuse_backwards(begins, ends)
        except UsageError as error:
            if (first and last) or not ask.interactive():
                raise
            complain(session.words, error)
            continue
        return Validity(from_=begins, until=ends)


def _refuse_backwards(begins: dt.date | None, ends: dt.date | None) -> None:
    if begins and ends and ends < begins:
        raise UsageError(
            say(
                "the last day {last} is before the first day {first}",
                last=ends.isoformat(),
                first=begins.isoformat(),
            ),
            hint=say("turn the two days round"),
        )


def _name(series: str, period: str) -> str:
    if not is_name(series) or not is_segment(period):
        raise UsageError(
            say("'{name}' cannot be the name of a document", name=f"{series}/{period}"),
            hint=say("use lower-case letters a–z, digits and hyphens; å and ä become a, ö becomes o"),
        )
    return f"{series}/{period}"


def _refuse_second(session: Session, series: str, name: str) -> None:
    register = session.register()
    if name in register:
        raise RefusedError(
            say("{name} exists already; medlofte never writes over a file", name=name),
            hint=say("choose another period, or delete or rename the file yourself first"),
        )
    if register.periods(series):
        raise RefusedError(
            say("the series {series} has documents already", series=series),
            hint=say(
                "renew it, so that every old pledge gets its fate: medlofte new-period {series}",
                series=series,
            ),
        )


def _kind(session: Session) -> Kind:
    if not ask.interactive():
        return Kind.PLEDGES
    options = {
        "p": say("citizen pledges"),
        "f": say("collaboration agreement (frame)"),
        "a": say("action plan"),
    }
    letter = ask.choice(session.words, say("What is it?"), options)
    return {"p": Kind.PLEDGES, "f": Kind.FRAME, "a": Kind.PLAN}[letter]


_QUESTIONS = {
    "Title": say("Title"),
    "First day": say("First day (-: from the last signature)"),
    "Last day": say("Last day (-: until further notice)"),
    "Police party": say("Name of the police party"),
    "Municipality": say("Name of the municipality"),
}


def _given(session: Session, value: str, question: str, proposal: str) -> str:
    """The option where it was given, else the answer at a terminal, else the proposal."""
    if value or not ask.interactive():
        return value or proposal
    return ask.line(session.words, _QUESTIONS[question], proposal=proposal)


def _title(kind: Kind, series: str, period: str) -> str:
    words = {
        Kind.PLEDGES: "Medborgarlöften",
        Kind.FRAME: "Samverkansöverenskommelse",
        Kind.PLAN: "Handlingsplan",
    }
    place = series.split("/", maxsplit=1)[0].replace("-", " ").capitalize()
    return f"{words[kind]} {place} {period}"


def _is_year(period: str) -> bool:
    return len(period) == 4 and period.isdigit()


def _day(text: str) -> dt.date | None:
    return read_day(text) if text not in ("", "-") else None
