"""``verify``: whether a release or a bundle holds, and what that rests on."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlofte.cli.check import Plain
from medlofte.cli.session import Session, colour, width
from medlofte.cli.texts import told
from medlofte.errors import MedlofteError, RefusedError, UsageError
from medlofte.message import say
from medlofte.model.ref import is_release, parse_ref
from medlofte.view.catalog import Catalog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from medlofte.message import Message
    from medlofte.model.evidence import Evidence, Outcome, Verdict
    from medlofte.model.signatories import Signatories
    from medlofte.store.releases import Releases

_ON_RECORD = 4
#: How many releases are verified side by side.
_AT_ONCE = 4


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``verify``."""
    app.command(
        name,
        help=words.say(
            say(
                "Verify a release (SERIES/PERIOD@rN) from git, or a bundle: a zip or the folder it was unpacked into. "
                "Needs no network. Exit 0: it holds; 4: it holds and rests on recorded signatures; 1: it does not."
            )
        ),
    )(verify)


def verify(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="[REF|BUNDLE|FOLDER]", show_default=False)] = "",
    across: Annotated[
        bool, typer.Option("--all", help=told(say("every release that the register has tagged")))
    ] = False,
    signatories: Annotated[
        Path | None,
        typer.Option("--signatories", metavar="FILE", help=told(say("judge by this list, and by no other"))),
    ] = None,
    form: Annotated[Plain, typer.Option("--format")] = Plain.TEXT,
) -> None:
    """Verify; the help text comes from the catalogue."""
    session: Session = context.obj
    if across == bool(what):
        raise UsageError(
            say("name a release or a bundle, or ask for all"),
            hint=say("write: medlofte verify gotland/2021@r1, or: medlofte verify --all"),
        )
    own = _own(signatories)
    if across:
        outcomes = list(_all(session, own, form))
    else:
        verdict = _verdict(what, lambda: _evidence(session, what), own)
        _put(session, verdict, form)
        outcomes = [verdict.outcome]
    _leave(outcomes)


def _leave(outcomes: "list[Outcome]") -> None:
    from medlofte.model.evidence import Outcome

    if Outcome.FAILS in outcomes:
        raise typer.Exit(1)
    if Outcome.RECORDED in outcomes:
        raise typer.Exit(_ON_RECORD)


def _verdict(what: str, find: "Callable[[], Evidence]", own: "Signatories | None") -> "Verdict":
    """The verdict; whatever goes wrong inside is a no."""
    from medlofte.core.verify import verify as judge

    try:
        return judge(find(), own)
    except Exception as error:
        if isinstance(error, MedlofteError) or os.environ.get("MEDLOFTE_DEBUG"):
            raise
        return _stopped(what, say("{reason}", reason=f"{type(error).__name__}: {error}"[:200]))


def _stopped(what: str, reason: "Message") -> "Verdict":
    """The verdict on what could not be looked at to the end."""
    from medlofte.model.evidence import Answer, Outcome, Step, Verdict

    said = say("{what} can be checked to the end", what=what)
    return Verdict(what, 0, (Step(Answer.NO, said, (reason,)),), outcome=Outcome.FAILS)


def _own(file: Path | None) -> "Signatories | None":
    """The reader's own list.

    Raises:
        UsageError: It cannot be read as one.
    """
    if file is None:
        return None
    from medlofte.model.signatories import Signatories
    from medlofte.store.toml import decode
    from medlofte.store.workspace import read_file

    roster, faults = decode(read_file(file), Signatories)
    if roster is None:
        raise UsageError(
            say("{file} is no list of signatories: {why}", file=str(file), why=faults[0].message),
            hint=say("see how one is written: medlofte schema signatories"),
        )
    return roster


def _evidence(session: Session, what: str) -> "Evidence":
    if _is_bundle(Path(what)):
        from medlofte.store.bundle import read_bundle
        from medlofte.store.evidence import gather

        return gather(read_bundle(Path(what)))
    ref = parse_ref(what)
    if not ref.name or not is_release(ref.revision):
        raise UsageError(
            say("'{text}' names neither a release nor a bundle", text=what),
            hint=say("write SERIES/PERIOD@rN, such as gotland/2021@r1, or the name of a zip or folder"),
        )
    return _releases(session).evidence(ref.name, int(ref.revision[1:]))


def _is_bundle(path: Path) -> bool:
    """Whether a name is that of a file, or of a folder with anything in it that only a bundle holds."""
    if path.is_dir():
        return any((path / name).exists() for name in ("release.toml", "agreement.toml", "SHA256SUMS"))
    return path.suffix == ".zip" or path.exists()


def _releases(session: Session) -> "Releases":
    from medlofte.store.releases import Releases

    return Releases(session.top())


def _put(session: Session, verdict: "Verdict", form: Plain) -> None:
    if form is Plain.JSON:
        from medlofte.view.data import encode
        from medlofte.view.verdict_text import as_data

        session.put_bytes(encode(as_data(verdict, session.words)))
        return
    from medlofte.view.verdict_text import render

    session.put(render(verdict, session.words, width=width(), colour=colour()))


def _one_of_all(releases: "Releases", name: str, number: int, own: "Signatories | None") -> "Verdict":
    """The verdict on one of many; what cannot be read does not keep the others from being looked at."""
    what = f"{name} r{number}"
    try:
        return _verdict(what, lambda: releases.evidence(name, number), own)
    except MedlofteError as error:
        return _stopped(what, error.message)


def _side_by_side(
    releases: "Releases", names: "Sequence[tuple[str, int]]", own: "Signatories | None"
) -> "Iterator[Verdict]":
    """Their verdicts in this order; while one waits for ``ssh-keygen``, others are looked at."""
    from concurrent.futures import ThreadPoolExecutor

    from medlofte.store.evidence import learn

    learn()
    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        yield from pool.map(lambda item: _one_of_all(releases, item[0], item[1], own), names)
    finally:
        pool.shutdown(cancel_futures=True)


def _all(session: Session, own: "Signatories | None", form: Plain) -> "Iterator[Outcome]":
    """Every release there is a tag of, one line each, with progress where somebody watches."""
    from medlofte.view.data import encode
    from medlofte.view.verdict_text import as_data, line

    releases = _releases(session)
    names = releases.names()
    if not names:
        raise RefusedError(
            say("the register has tagged no release"), hint=say("get tags with: git fetch --tags")
        )
    watched = sys.stderr.isatty()
    if form is Plain.JSON:
        session.put("[")
    verdicts = _side_by_side(releases, names, own)
    for index, (name, number) in enumerate(names, 1):
        if watched:
            session.warn(f"\r\x1b[K{index}/{len(names)} {name} r{number}")
        verdict = next(verdicts)
        if watched:
            session.warn("\r\x1b[K")
        if form is Plain.JSON:
            session.put_bytes(
                encode(as_data(verdict, session.words)) + (b"" if index == len(names) else b",")
            )
        else:
            session.put(line(verdict, session.words))
        yield verdict.outcome
    if form is Plain.JSON:
        session.put("]")
