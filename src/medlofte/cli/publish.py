"""``publish``: the pages, documents and data that the parties put on the web."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.core import TyperCommand

from medlofte.cli.session import Session
from medlofte.cli.texts import told
from medlofte.errors import RefusedError, UsageError
from medlofte.message import say, say_n
from medlofte.model.publication import Part
from medlofte.model.ref import parse_ref
from medlofte.view.catalog import Catalog, visible

if TYPE_CHECKING:
    from medlofte.cli.editions import Wanted
    from medlofte.store.site import Differences

#: Told of each step: what it is about, and how many steps there are in all.
Told = Callable[[str, int], None]


class _Paired(TyperCommand):
    """A command whose ``--compare`` takes two names each time; typer itself has no list of pairs."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        next(option for option in self.params if option.name == "compared").nargs = 2


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``publish``."""
    app.command(
        name,
        cls=_Paired,
        help=words.say(
            say(
                "Make the public pages, PDF documents, data and feeds of all releases, or of some series, in a folder. "
                "Only what has changed is made again; the folder is replaced as a whole."
            )
        ),
    )(publish)


def publish(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT", show_default=False)],
    series: Annotated[list[str] | None, typer.Argument(metavar="[SERIES...]", show_default=False)] = None,
    drafts: Annotated[
        bool,
        typer.Option(
            "--drafts", help=told(say("texts that are not released too; every page says that it is a draft"))
        ),
    ] = False,
    only: Annotated[
        list[Part] | None,
        typer.Option("--only", help=told(say("only this of pages, pdf, data, feeds; may be given again"))),
    ] = None,
    compared: Annotated[
        list[str] | None,
        typer.Option(
            "--compare", metavar="OLD NEW", help=told(say("compare these two as well; may be given again"))
        ),
    ] = None,
    standard: Annotated[
        str,
        typer.Option(
            "--pdf", metavar="a-2a|a-3a", help=told(say("a-3a carries the text and its data along"))
        ),
    ] = "a-2a",
    check: Annotated[
        bool,
        typer.Option(
            "--check", help=told(say("write nothing: tell what in OUT is not what the releases give"))
        ),
    ] = False,
) -> None:
    """Publish; the help text comes from the catalogue."""
    from medlofte.cli.editions import Wanted

    session: Session = context.obj
    if standard not in ("a-2a", "a-3a"):
        raise UsageError(
            say("'{standard}' is no archive standard of these documents", standard=standard),
            hint=say("write --pdf a-2a, or --pdf a-3a to attach the text and its data"),
        )
    pairs = tuple((_name(old), _name(new)) for old, new in cast("list[tuple[str, str]]", compared or []))
    wanted = Wanted(tuple(_name(one) for one in series or ()), drafts, pairs)
    job = _Job(session, str(out), _outside(session, out), wanted, frozenset(only or Part), standard)
    if check:
        _check(job)
    else:
        _build(job)


@dataclass(frozen=True, slots=True)
class _Job:
    """What is to be published, and where: the folder as the user named it, and as it is found."""

    session: Session
    named: str
    out: Path
    wanted: "Wanted"
    parts: frozenset[Part]
    standard: str


def _name(text: str) -> str:
    ref = parse_ref(text)
    if not ref.name or ref.revision:
        raise UsageError(
            say("'{text}' is no series or document", text=text),
            hint=say("write SERIES or SERIES/PERIOD, without @: what is published is the newest release"),
        )
    return ref.name


def _outside(session: Session, out: Path) -> Path:
    """The folder to publish to; never one that holds the register, or a part of it that is read."""
    place, root = out.resolve(), session.top().resolve()
    inside = [root / "agreements", root / ".git"]
    if root.is_relative_to(place) or any(place.is_relative_to(folder) for folder in inside):
        raise UsageError(
            say("{folder} is the register itself, or a part of it", folder=str(out)),
            hint=say("name a folder of its own, such as site/"),
        )
    return place


def _build(job: _Job) -> None:
    from medlofte.cli import publishing
    from medlofte.cli.editions import read
    from medlofte.store.site import building

    with building(job.out) as build, _progress() as step:
        before = {item.name: item.seen for item in build.before.release} if build.before else {}
        found = read(job.session, job.wanted, before, step)
        order = publishing.Order(found.publication, job.parts, job.standard)
        units = publishing.units(order)
        left = [unit for unit in units if not build.keep(unit.name, unit.key)]
        for unit, files in publishing.made(order, left):
            build.add(unit.name, unit.key, files)
            step(unit.name, len(left))
        build.finish(publishing.TOOL, found.seen)
    _tell(job, build.paths(), len(units) - len(left), len(units))


def _check(job: _Job) -> None:
    """Make everything anew in memory, and hold the folder against it.

    Raises:
        RefusedError: They differ.
    """
    from medlofte.cli import publishing
    from medlofte.cli.editions import read
    from medlofte.model.site import SiteUnit
    from medlofte.store.site import MANIFEST, differences, manifest_bytes, read_manifest
    from medlofte.store.source import sha256

    with _progress() as step:
        found = read(job.session, job.wanted, {}, step)
        order = publishing.Order(found.publication, job.parts, job.standard)
        units = publishing.units(order)
        told = []
        for unit, files in publishing.made(order, units):
            told.append(SiteUnit(name=unit.name, key=unit.key, file=tuple(file.told() for file in files)))
            step(unit.name, len(units))
    wanted = {file.path: file.sha256 for unit in told for file in unit.file}
    wanted[MANIFEST] = sha256(manifest_bytes(publishing.TOOL, told, found.seen))
    _tell_differences(job, differences(job.out, read_manifest(job.out), wanted), len(wanted))


@contextmanager
def _progress() -> Iterator[Told]:
    """Tell on a terminal what is being done; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _what, _count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(24), MofNCompleteColumn(), TextColumn("{task.fields[what]}", markup=False))
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as shown:
        tasks: dict[int, Any] = {}

        def step(what: str, count: int) -> None:
            if count not in tasks:
                tasks[count] = shown.add_task("", total=count, what="")
            shown.update(tasks[count], advance=1, what=visible(what))

        yield step


def _tell(job: _Job, paths: Sequence[str], kept: int, units: int) -> None:
    """What lies there now, and how much of it was as it had to be already."""
    session, pages = job.session, sum(path.endswith(".html") for path in paths)
    count = say_n("{count} file", "{count} files", len(paths))
    told = say_n(
        "{folder}: {files}, {count} of them a page", "{folder}: {files}, {count} of them pages", pages,
        folder=job.named, files=count,
    )  # fmt: skip
    session.put(session.words.say(told))
    if kept:
        session.note(
            say_n(
                "{kept} of {count} part is as it was",
                "{kept} of {count} parts are as they were",
                units,
                kept=kept,
            )
        )
    if job.wanted.drafts:
        session.note(say("Every page says that it is a draft: these are not for the public web"))


def _tell_differences(job: _Job, found: "Differences", count: int) -> None:
    """Each file that differs on a line, and the whole as the exit code.

    Raises:
        RefusedError: There are any.
    """
    session = job.session
    words = (say("missing"), say("edited"), say("out of date"), say("not of medlofte"))
    told = [(session.words.say(word), paths) for word, paths in zip(words, found, strict=True)]
    width = max(len(word) for word, _ in told)
    for word, paths in told:
        for path in paths:
            session.put(f"{word:<{width}}  {visible(path)}")
    wrong = sum(map(len, found))
    if wrong:
        raise RefusedError(
            say_n(
                "{count} file in {folder} is not what the releases give",
                "{count} files in {folder} are not what the releases give",
                wrong,
                folder=job.named,
            ),
            hint=say("publish again to a new folder, or move away what others have put there"),
        )
    session.put(
        session.words.say(
            say_n(
                "{folder} is what the releases give: {count} file",
                "{folder} is what the releases give: {count} files",
                count,
                folder=job.named,
            )
        )
    )
