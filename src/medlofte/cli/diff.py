"""``diff``: what changed between two documents."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from medlofte.cli.session import Found, Session, colour, readable, width
from medlofte.cli.texts import told
from medlofte.errors import UsageError
from medlofte.message import say
from medlofte.view.catalog import Catalog, catalog

if TYPE_CHECKING:
    from medlofte.core.compare import Named
    from medlofte.model.change import Comparison
    from medlofte.store.register import Register


class Format(StrEnum):
    """How a comparison is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``diff``."""
    app.command(
        name,
        help=words.say(
            say(
                "Compare two documents pledge by pledge: OLD NEW, SERIES OLDPERIOD NEWPERIOD, or one document with its "
                "predecessor. With --all: OLDPERIOD NEWPERIOD in every series that has both."
            )
        ),
    )(diff)


def diff(
    context: typer.Context,
    refs: Annotated[list[str], typer.Argument(metavar="REF...", show_default=False)],
    form: Annotated[Format, typer.Option("--format")] = Format.TEXT,
    everything: Annotated[
        bool, typer.Option("--full", help=told(say("unfold unchanged pledges and long texts")))
    ] = False,
    across: Annotated[bool, typer.Option("--all", help=told(say("two periods in every series")))] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=told(say("exit 1 where anything changed")))
    ] = False,
) -> None:
    """Compare two documents; the help text comes from the catalogue."""
    session: Session = context.obj
    if across and form is Format.HTML:
        raise UsageError(
            say("a page holds one comparison, so --all has no HTML"),
            hint=say("write one page a series: medlofte diff SERIES OLD NEW --format html"),
        )
    changed = False
    told = 0
    for one, other, comparison in _compared(session, refs, across=across):
        changed = changed or differs(comparison)
        if across and form is Format.JSON:  # one JSON array, told while it is made
            session.put_bytes(b",\n" if told else b"[\n")
        _show(session, comparison, one, other, form, everything=everything)
        told += 1
    if not told:
        raise UsageError(
            say("no series has both {old} and {new}", old=refs[0], new=refs[1]),
            hint=say("see what there is with: medlofte list"),
        )
    if across and form is Format.JSON:
        session.put_bytes(b"]\n")
    if exit_code and changed:
        raise typer.Exit(1)


def differs(comparison: "Comparison") -> bool:
    """Whether anything at all changed."""
    rows = (*comparison.rows, *comparison.areas)
    return bool(comparison.changes) or any(row.changes or row.fate != "kept" for row in rows)


def _compared(
    session: Session, refs: list[str], *, across: bool
) -> "Iterable[tuple[Named, Named, Comparison]]":
    if across:
        return _everywhere(session, refs)
    old, new = _pair(session, refs)
    session.note_unread(old.register.document(old.name))
    return [_compare(old.register, old.agreement(), new.register, new.agreement())]


def _everywhere(session: Session, refs: list[str]) -> "Iterator[tuple[Named, Named, Comparison]]":
    if len(refs) != 2:
        raise UsageError(say("--all needs two periods"), hint=say("write: medlofte diff --all 2020 2021"))
    (old_period, _, old_revision), (new_period, _, new_revision) = (text.partition("@") for text in refs)
    register = session.register(new_revision)
    before = register if old_revision == new_revision else session.register(old_revision)
    for series in register.series_names():
        old, new = f"{series}/{old_period}", f"{series}/{new_period}"
        if old in before and new in register:
            pair = readable(before, old, old_revision), readable(register, new, new_revision)
            yield _compare(before, pair[0], register, pair[1])


def _pair(session: Session, refs: list[str]) -> tuple[Found, Found]:
    match refs:
        case [only]:
            new = session.named(only)
            return _predecessor(session, new), new
        case [old, new_]:
            return session.named(old), session.named(new_)
        case [series, old, new_]:
            name, at, revision = series.partition("@")
            pair = (
                f"{name}/{period}" + (at + revision if "@" not in period else "") for period in (old, new_)
            )
            return session.named(next(pair)), session.named(next(pair))
    raise UsageError(
        say("diff takes one, two or three names, not {count}", count=len(refs)),
        hint=say("write: medlofte diff gotland/2020 gotland/2021, or: medlofte diff gotland 2020 2021"),
    )


def _predecessor(session: Session, new: Found) -> Found:
    from medlofte.core.series import predecessor

    named = new.agreement()
    periods = new.register.periods(new.name.rpartition("/")[0])
    known = {
        name: new.register[name] for name in periods if new.register.document(name).agreement is not None
    }
    before = predecessor(named.name, known)
    if not before:
        raise UsageError(
            say("{name} has no predecessor to compare with", name=new.name),
            hint=say("name both documents: medlofte diff OLD NEW"),
        )
    at = f"@{new.ref.revision}" if new.ref.revision and not new.ref.revision.startswith("r") else ""
    return session.named(before + at)


def _compare(
    old_register: "Register", old: "Named", new_register: "Register", new: "Named"
) -> "tuple[Named, Named, Comparison]":
    from medlofte.core.succession import succession
    from medlofte.core.unread import as_signed

    old, new = _with_signing(old_register, old), _with_signing(new_register, new)
    old = replace(old, agreement=as_signed(old, new))
    comparison = succession(
        old,
        new,
        new_register,
        reports=lambda: old_register.document(old.name).reports,
        earlier=lambda ids: _earlier(old_register, old.name, new.name, ids),
    )
    return old, new, comparison


def _with_signing(register: "Register", named: "Named") -> "Named":
    """The same with who has signed it; most have no release, and cost nothing more."""
    if not register.release_numbers(named.name):
        return named
    from medlofte.cli.review import signing_of

    return replace(named, signing=signing_of(register, named.name))


def _earlier(register: "Register", name: str, new: str, ids: list[str]) -> "list[Named]":
    """The documents of the same series that are older than ``name``, oldest first.

    None where no document but ``new`` holds any of the ids, which is most often so.
    """
    from medlofte.core.compare import Named
    from medlofte.core.series import before

    names = register.periods(name.rpartition("/")[0])
    if not any(register.mentions(other, ids) for other in names if other != new):
        return []
    known = {other: register[other] for other in names if register.document(other).agreement is not None}
    return [Named(other, known[other]) for other in before(name, known, names)]


def _show(
    session: Session, comparison: "Comparison", old: "Named", new: "Named", form: Format, *, everything: bool
) -> None:
    words = catalog(new.agreement.language)
    one, other = old.agreement, new.agreement
    match form:
        case Format.TEXT:
            from medlofte.view import diff_text

            session.put(
                diff_text.render(
                    comparison, one, other, words, width=width(), colour=colour(), everything=everything
                )
            )
        case Format.MARKDOWN:
            from medlofte.view import diff_markdown

            session.put(diff_markdown.render(comparison, one, other, words))
        case Format.HTML:
            from medlofte.view import diff_html

            session.put(diff_html.render(comparison, one, other, words))
        case Format.JSON:
            from medlofte.view import data

            session.put_bytes(data.comparison_json(comparison, one, other))
