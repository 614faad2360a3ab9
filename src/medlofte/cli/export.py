"""``export``: the pledges as data, one row for each pledge and period."""

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlofte.cli.session import Session
from medlofte.cli.texts import told
from medlofte.errors import RefusedError, UsageError
from medlofte.message import say
from medlofte.model.ref import Ref, is_release, parse_ref
from medlofte.view.catalog import Catalog, visible

if TYPE_CHECKING:
    from medlofte.core.rows import Text
    from medlofte.model.biography import History
    from medlofte.model.register import Settings
    from medlofte.model.row import Tables
    from medlofte.store.register import Register


class Format(StrEnum):
    """What other programs read."""

    CSV = "csv"
    CSV_EXCEL = "csv-excel"
    XLSX = "xlsx"
    JSON = "json"
    JSONL = "jsonl"
    SQLITE = "sqlite"


#: What people can read at a terminal; the rest is for the programs it is named after.
_READABLE = frozenset({Format.CSV, Format.JSON, Format.JSONL})


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``export``."""
    app.command(
        name,
        help=words.say(
            say(
                "Give the pledges as data, one row for each pledge and period, with what became of it and how it "
                "went; of documents, of series, or of the whole register."
            )
        ),
    )(export)


def export(
    context: typer.Context,
    refs: Annotated[list[str] | None, typer.Argument(metavar="[REF|@REV]...", show_default=False)] = None,
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            help=told(
                say("csv, json and jsonl for programs; csv-excel and xlsx for Excel; sqlite for Datasette")
            ),
        ),
    ] = Format.CSV,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help=told(say("a new file in place of the standard output"))
        ),
    ] = None,
) -> None:
    """Export; the help text comes from the catalogue."""
    session: Session = context.obj
    if output is None and form not in _READABLE and sys.stdout.isatty():
        raise UsageError(
            say("{format} is not for a terminal", format=form.value),
            hint=say("write it to a file: --output loften.{end}", end=form.value.replace("csv-excel", "csv")),
        )
    place = session.start / output if output else None
    if place is not None:
        _require_new(place, str(output))
    tables, settings = _tables(session, [parse_ref(text) for text in refs or [""]])
    data = _written(tables, settings, form)
    if place is not None:
        from medlofte.store.workspace import create

        create(place.parent, {place.name: data})
        session.note(say("created {file}", file=str(output)))
    elif sys.stdout.isatty():
        session.put(visible(data.decode().replace("\r\n", "\n")))
    else:
        session.put_bytes(data)


def _require_new(place: Path, named: str) -> None:
    """The file must be a new one, in a folder that is there.

    Raises:
        RefusedError: Something lies there already.
        UsageError: There is no such folder.
    """
    if place.exists() or place.is_symlink():
        raise RefusedError(
            say("{file} exists already; medlofte never writes over a file", file=named),
            hint=say("name another file, or move this one away"),
        )
    if not place.parent.is_dir():
        raise UsageError(
            say("there is no folder {folder}", folder=str(Path(named).parent)),
            hint=say("make the folder first, or name a file in one that is there"),
        )


def _written(tables: "Tables", settings: "Settings", form: Format) -> bytes:
    """The rows in one of the formats, as ``publish`` writes them too."""
    from medlofte.view.data import encode
    from medlofte.view.table import csv, jsonl

    match form:
        case Format.CSV:
            return csv.plain(tables)
        case Format.CSV_EXCEL:
            return csv.excel(tables)
        case Format.JSON:
            return encode(tables)
        case Format.JSONL:
            return jsonl.render(tables)
        case Format.SQLITE:
            from medlofte.view.table import sqlite

            return sqlite.render(tables)
    from medlofte.view.catalog import catalog
    from medlofte.view.table import xlsx

    return xlsx.render(tables, settings.name, settings.publisher, catalog(settings.language))


def _tables(session: Session, refs: Sequence[Ref]) -> "tuple[Tables, Settings]":
    """The rows of everything that references lead to, and the settings of the register.

    Raises:
        UsageError: One leads to nothing, or two lead to one document as it was at different times.
    """
    from medlofte.cli.summary import names_of
    from medlofte.core.rows import tables

    wanted: list[tuple[History, list[Text]]] = []
    seen: set[str] = set()
    for (revision, release_of), group in groupby(sorted(refs, key=_source), key=_source):
        register = session.register(revision, release_of)
        names = names_of(register, [ref.name for ref in group])
        if twice := next((name for name in names if name in seen), ""):
            raise UsageError(
                say("{name} is asked for as it was at two times", name=twice),
                hint=say("ask for one revision or release of each document"),
            )
        seen.update(names)
        wanted += _told(session, register, names)
    return tables(wanted), register.settings


def _source(ref: Ref) -> tuple[str, str]:
    return ref.revision, ref.name if is_release(ref.revision) else ""


def _told(
    session: Session, register: "Register", names: Sequence[str]
) -> "Iterator[tuple[History, list[Text]]]":
    """The lives of the pledges of each series, and those of its documents that are wanted, oldest first."""
    from medlofte.cli.review import signing_of
    from medlofte.core.biography import history
    from medlofte.core.series import ordered

    for series, group in groupby(names, key=lambda name: name.rpartition("/")[0]):
        wanted = list(group)
        found = {name: register.document(name).agreement for name in register.periods(series)}
        documents = {name: agreement for name, agreement in found.items() if agreement is not None}
        for name in sorted(found.keys() - documents.keys()):
            session.note(say("{name} cannot be read and is left out; see: medlofte check {name}", name=name))
        reports = {name: register.document(name).reports for name in documents}
        signing = {name: signed for name in documents if (signed := signing_of(register, name))}
        lives = history(series, documents, reports, session.today, signing=signing)
        yield lives, [_text(register, name) for name in ordered(documents) if name in wanted]


def _text(register: "Register", name: str) -> "Text":
    from medlofte.cli.review import signing_of
    from medlofte.core.control_code import control_code
    from medlofte.core.rows import Text
    from medlofte.store.source import sha256

    signing = signing_of(register, name)
    code = control_code(sha256(register.document(name).source))
    return Text(name, register[name], code, (signing.release or None) if signing else None)
