"""``publish``: the pages, documents and data that the parties put on the web."""

from contextlib import closing
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
from medlofte.model.ref import Ref, is_release, parse_ref
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
    out: Annotated[Path, typer.Argument(metavar="OUT", show_default=False, readable=False)],
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
            "--compare",
            metavar="OLD NEW",
            help=told(say("compare these two as well, also releases: REF@r1 REF@r2; may be given again")),
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
    pairs = tuple(_pair(old, new) for old, new in cast("list[tuple[str, str]]", compared or []))
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
            say("'{text}' is no series", text=text),
            hint=say("write SERIES, without @: all its periods are published, each as its newest release"),
        )
    return ref.name


def _pair(old: str, new: str) -> tuple[Ref, Ref]:
    """Two documents, or two releases: one of each would have another address after the next release."""
    one, other = _ref(old), _ref(new)
    if bool(one.revision) != bool(other.revision):
        raise UsageError(
            say("'{old}' and '{new}' are a document and a release", old=old, new=new),
            hint=say("name two documents, or the releases of both: SERIES/PERIOD@r1"),
        )
    return one, other


def _ref(text: str) -> Ref:
    ref = parse_ref(text)
    if not ref.name or (ref.revision and not is_release(ref.revision)):
        raise UsageError(
            say("'{text}' is no document or release", text=text),
            hint=say("write SERIES/PERIOD for the newest release, or SERIES/PERIOD@r1 for the first"),
        )
    return ref


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
    from medlofte.cli.editions import read
    from medlofte.cli.publish_report import note_left, progress, tell
    from medlofte.cli.publish_units import Order, units
    from medlofte.cli.publishing import TOOL, made
    from medlofte.core.misfit import misfits
    from medlofte.store.manifest import MANIFEST
    from medlofte.store.occupied import occupied
    from medlofte.store.remembered import recall, remember
    from medlofte.store.site import building
    from medlofte.view.dcat import lacking

    root = job.session.top()
    with occupied(job.out), progress(job.session) as step:
        known = recall(root)
        with building(job.out, known.built, drafts=job.wanted.drafts) as build:
            found = read(job.session, job.wanted, known.verified, step)
            order = Order(found.publication, job.parts, job.standard)
            every = units(order)
            left = [unit for unit in every if not build.keep(unit.name, unit.key)]
            with closing(made(order, left, build.kept())) as done:
                for unit, files in done:
                    build.add(unit.told(), files)
                    step(say("making"), unit.name, len(left))
            manifest = build.finish(TOOL, drafts=job.wanted.drafts, remove=job.remove)
            forgotten = remember(root, dict(found.seen), manifest)
    tell(job.session, job.named, [*build.paths(), MANIFEST], len(every) - len(left), len(every))
    job.session.note_each(misfits(found.publication.documents()))
    if any(not unit.name for unit in left):
        job.session.note_each(lacking(found.publication.settings))
    note_left(job.session, build.litter, forgotten)


def _check(job: _Job) -> None:
    """Make everything anew in memory, and hold the folder against it.

    Raises:
        RefusedError: They differ.
    """
    from medlofte.cli.editions import read
    from medlofte.cli.publish_report import progress, tell_differences
    from medlofte.cli.publish_units import Order, units
    from medlofte.cli.publishing import TOOL, made
    from medlofte.store.manifest import MANIFEST, differences, manifest_bytes, read_manifest
    from medlofte.store.occupied import look_into
    from medlofte.store.source import sha256

    look_into(job.out)
    with progress(job.session) as step:
        found = read(job.session, job.wanted, {}, step)
        order = Order(found.publication, job.parts, job.standard)
        every = units(order)
        told = []
        with closing(made(order, every, {})) as done:
            for unit, files in done:
                told.append(unit.told(tuple(file.told() for file in files)))
                step(say("making"), unit.name, len(every))
    wanted = {file.path: file.sha256 for unit in told for file in unit.file}
    wanted[MANIFEST] = sha256(manifest_bytes(TOOL, told, drafts=job.wanted.drafts))
    result = differences(job.out, read_manifest(job.out), wanted)
    tell_differences(job.session, job.named, result, len(wanted))
