"""``publish``: the pages, documents and data that the parties put on the web."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.core import TyperCommand

from medlofte.cli.session import Session
from medlofte.cli.texts import told
from medlofte.errors import UsageError
from medlofte.message import say
from medlofte.model.publication import Part
from medlofte.model.ref import parse_ref
from medlofte.view.catalog import Catalog

if TYPE_CHECKING:
    from medlofte.cli.publishable import Wanted


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
    remove: Annotated[
        bool, typer.Option("--remove", help=told(say("let addresses go that would lead nowhere any more")))
    ] = False,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help=told(say("write nothing: tell what in OUT is not what the releases give"))
        ),
    ] = False,
) -> None:
    """Publish; the help text comes from the catalogue."""
    from medlofte.cli.publishable import Wanted

    session: Session = context.obj
    if standard not in ("a-2a", "a-3a"):
        raise UsageError(
            say("'{standard}' is no archive standard of these documents", standard=standard),
            hint=say("write --pdf a-2a, or --pdf a-3a to attach the text and its data"),
        )
    pairs = tuple((_name(old), _name(new)) for old, new in cast("list[tuple[str, str]]", compared or []))
    wanted = Wanted(tuple(_name(one) for one in series or ()), drafts, pairs)
    job = _Job(session, str(out), _outside(session, out), wanted, frozenset(only or Part), standard, remove)
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
    remove: bool


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
    try:
        place, root = out.resolve(), session.top().resolve()
    except (RuntimeError, OSError) as error:
        raise UsageError(
            say("{folder} leads nowhere", folder=str(out)), hint=say("name a folder, such as site/")
        ) from error
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
    from medlofte.cli.publish_report import progress, tell
    from medlofte.store.remembered import lock_file, recall, remember
    from medlofte.store.site import building
    from medlofte.view.dcat import lacking

    root = job.session.top()
    known = recall(root)
    with (
        building(job.out, lock_file(root), known.built, drafts=job.wanted.drafts) as build,
        progress(job.session) as step,
    ):
        found = read(job.session, job.wanted, known.verified, step)
        order = publishing.Order(found.publication, job.parts, job.standard)
        units = publishing.units(order)
        left = [unit for unit in units if not build.keep(unit.name, unit.key)]
        for unit, files in publishing.made(order, left):
            build.add(unit.name, unit.key, files)
            step(say("making"), unit.name, len(left))
        manifest = build.finish(publishing.TOOL, drafts=job.wanted.drafts, remove=job.remove)
        remember(root, known.with_build(dict(found.seen), manifest))
    tell(job.session, job.named, build.paths(), len(units) - len(left), len(units))
    if any(not unit.name for unit in left):
        job.session.note_each(lacking(found.publication.settings))


def _check(job: _Job) -> None:
    """Make everything anew in memory, and hold the folder against it.

    Raises:
        RefusedError: They differ.
    """
    from medlofte.cli import publishing
    from medlofte.cli.editions import read
    from medlofte.cli.publish_report import progress, tell_differences
    from medlofte.model.site import SiteUnit
    from medlofte.store.manifest import MANIFEST, differences, manifest_bytes, read_manifest
    from medlofte.store.source import sha256

    with progress(job.session) as step:
        found = read(job.session, job.wanted, {}, step)
        order = publishing.Order(found.publication, job.parts, job.standard)
        units = publishing.units(order)
        told = []
        for unit, files in publishing.made(order, units):
            told.append(SiteUnit(name=unit.name, key=unit.key, file=tuple(file.told() for file in files)))
            step(say("making"), unit.name, len(units))
    wanted = {file.path: file.sha256 for unit in told for file in unit.file}
    wanted[MANIFEST] = sha256(manifest_bytes(publishing.TOOL, told, drafts=job.wanted.drafts))
    result = differences(job.out, read_manifest(job.out), wanted)
    tell_differences(job.session, job.named, result, len(wanted))
