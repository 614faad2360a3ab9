"""The files: the same rows in each, word for word, the same bytes each time, and no text that does anything."""

import csv
import io
import json
import sqlite3
import zipfile
from functools import cache
from typing import Any

import openpyxl
import pytest
from data_world import HOSTILE, hostile, publication, tables
from msgspec.structs import replace

from medlofte.core.publication import volumes
from medlofte.core.rows import of_volumes
from medlofte.model.row import Row, Tables
from medlofte.view.catalog import catalog
from medlofte.view.data import encode
from medlofte.view.table import columns, jsonl, sqlite, xlsx
from medlofte.view.table import csv as csv_files

WRITERS = {
    "csv": csv_files.plain,
    "csv-excel": csv_files.excel,
    "xlsx": lambda rows: xlsx.render(rows, "Löften", "Exempelstad", catalog("sv")),
    "json": encode,
    "jsonl": jsonl.render,
    "sqlite": sqlite.render,
}


@cache
def evil() -> Tables:
    return of_volumes(volumes(hostile()))


@cache
def written(form: str, *, bad: bool = False) -> bytes:
    return WRITERS[form](evil() if bad else tables())


def plain_csv(data: bytes, **options: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), **options))


def book(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def base(data: bytes) -> sqlite3.Connection:
    found = sqlite3.connect(":memory:")
    found.deserialize(data)
    return found


def texts(form: str, *, bad: bool = False) -> list[str]:
    """Every text that a reader of the format gets back."""
    data = written(form, bad=bad)
    match form:
        case "csv":
            return [cell for row in plain_csv(data) for cell in row.values()]
        case "csv-excel":
            return [cell for row in plain_csv(data, delimiter=";") for cell in row.values()]
        case "xlsx":
            found = book(data)
            return [
                cell
                for sheet in found
                for row in sheet.iter_rows(values_only=True)
                for cell in row
                if isinstance(cell, str)
            ]
        case "sqlite":
            found = base(data)
            return [
                cell for name in ("loften", "omraden", "utfall", "dokument") for row in found.execute(f"SELECT * FROM {name}")
                for cell in row if isinstance(cell, str)
            ]  # fmt: skip
    lines = [json.loads(data)] if form == "json" else [json.loads(line) for line in data.splitlines()]
    return list(_strings(lines))


def _strings(item: Any):
    if isinstance(item, str):
        yield item
    for part in item.values() if isinstance(item, dict) else item if isinstance(item, list) else ():
        yield from _strings(part)


@pytest.mark.parametrize("form", WRITERS)
def test_same_bytes(form):
    assert WRITERS[form](tables()) == written(form)


@pytest.mark.parametrize("form", WRITERS)
def test_every_text_word_for_word(form):
    found = "\0".join(texts(form)).replace("\r\n", "\n")
    flat = form in ("csv", "csv-excel", "jsonl")
    for edition in publication().editions:
        agreement = edition.agreement
        above = {area.id: area.parent for area in agreement.area}
        used = {pledge.area for pledge in agreement.pledge}
        while more := {above[name] for name in used if above.get(name)} - used:
            used |= more
        wanted = [part for pledge in agreement.pledge for part in (pledge.text, pledge.title, pledge.purpose)]
        for area in agreement.area:
            if not flat or area.id in used:  # flat files have rows of pledges only
                wanted += [area.title, area.problem, area.causes, area.intent, area.goal]
        assert not [part for part in wanted if part not in found]


@pytest.mark.parametrize("form", WRITERS)
def test_hostile_text_comes_back_as_it_is(form):
    found = set(texts(form, bad=True))
    for text in HOSTILE:
        if form == "csv-excel" and csv_files.begins_formula(text):
            text = f"'{text}"
        if form == "xlsx":
            text = xlsx.legal(text.replace("\r\n", "\n"))
            found = {item.replace("_x005F_", "_") for item in found}  # Excel reads it so; openpyxl leaves it
        assert text in found, repr(text)


def test_csv_reads_back():
    found = plain_csv(written("csv"))
    assert tuple(found[0]) == columns.names(Row)
    for row, line in zip(tables().pledges, found, strict=True):
        assert line["lofte"] == row.text
        assert line["utgava"] == "1"
        assert line["aterberattad"] == ("true" if row.retold else "false")
        assert line["period_start"] == (row.first.isoformat() if row.first else "")
        assert line["ansvarig_id"] == "; ".join(row.by_ids)
    assert not written("csv").startswith(b"\xef\xbb\xbf")


def test_csv_for_excel():
    data = written("csv-excel")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") > len(tables().pledges)
    assert not [cell for cell in texts("csv-excel", bad=True) if csv_files.begins_formula(cell)]
    half = replace(tables(), pledges=(replace(tables().pledges[0], target=0.5),))
    assert plain_csv(csv_files.excel(half), delimiter=";")[0]["mal_varde"] == "0,5"
    assert plain_csv(csv_files.plain(half))[0]["mal_varde"] == "0.5"


@pytest.mark.parametrize(
    "text",
    [
        "=1",
        "+1",
        "-1",
        "@a",
        "\ta",
        "\ra",
        "\0a",
        "\n=1",
        " =1",
        "\xa0=1",
        "\u200b=1",
        "\u2060\u200d-1",
        "＝1",
        "＋1",
        "﹣1",
        "＠a",
    ],
)
def test_what_begins_a_formula(text):
    assert csv_files.begins_formula(text)


@pytest.mark.parametrize("text", ["", " ", "a=1", "1-2", "Polisen", "–", "• löfte", "\u200b"])
def test_what_begins_none(text):
    assert not csv_files.begins_formula(text)


def test_workbook():
    found = book(written("xlsx"))
    assert found.sheetnames == ["loften", "omraden", "utfall", "dokument"]
    assert (found.properties.title, found.properties.created.year) == ("Löften", 1980)  # no clock
    sheet = found["loften"]
    assert [cell.value for cell in sheet[1]] == list(columns.names(Row))
    assert sheet.freeze_panes == "B2"
    assert list(sheet.tables) == ["tabell_loften"]
    assert sheet.tables["tabell_loften"].autoFilter is not None
    assert sheet["Y2"].alignment.wrap_text
    for row, line in zip(tables().pledges, sheet.iter_rows(min_row=2, values_only=True), strict=True):
        kept = dict(zip(columns.names(Row), line, strict=True))
        assert (kept["lofte"], kept["mal_varde"], kept["utfall_motsagt"]) == (
            row.text or None,
            row.target,
            row.contradicted,
        )
        assert (kept["period_start"].date() if kept["period_start"] else None) == row.first


def test_workbook_has_no_formula_and_no_link():
    data = written("xlsx", bad=True)
    assert {cell.data_type for sheet in book(data) for row in sheet.iter_rows() for cell in row} <= {
        "s",
        "n",
        "b",
        "d",
    }
    quoted = [cell for row in book(data)["loften"].iter_rows() for cell in row if cell.quotePrefix]
    assert any(cell.value == HOSTILE[0] for cell in quoted)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not [name for name in parts.namelist() if "externalLink" in name or "macro" in name.lower()]
        assert all(
            b"<f>" not in parts.read(name) and b"hyperlink" not in parts.read(name)
            for name in parts.namelist()
            if "sheets/" in name
        )


def test_workbook_tells_where_it_cuts():
    long = replace(tables(), pledges=(replace(tables().pledges[0], text="ö\U0001f600" * 20_000),))
    cell = book(WRITERS["xlsx"](long))["loften"]["Y2"].value
    assert len(cell.encode("utf-16-le")) // 2 <= xlsx.LIMIT
    assert cell.startswith("ö\U0001f600ö")
    assert "[" in cell[-120:]
    assert cell.endswith("]")


def test_workbook_without_rows():
    assert book(WRITERS["xlsx"](of_volumes([])))["loften"].max_row <= 2


def test_database_is_whole():
    found = base(written("sqlite", bad=True))
    assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert found.execute("PRAGMA foreign_key_check").fetchall() == []
    assert (
        found.execute("INSERT INTO loften_fts(loften_fts, rank) VALUES ('integrity-check', 1)").fetchall()
        == []
    )


def test_database_tells_a_from_a_with_a_ring():
    rows = tuple(
        replace(tables().pledges[at], text=text)
        for at, text in enumerate(("Ett år av trygghet.", "Vi ar inte här."))
    )
    found = base(sqlite.render(replace(tables(), pledges=rows)))
    search = "SELECT lofte FROM loften WHERE id IN (SELECT rowid FROM loften_fts WHERE loften_fts MATCH ?)"
    assert found.execute(search, ["år"]).fetchall() == [("Ett år av trygghet.",)]
    assert found.execute(search, ["ar"]).fetchall() == [("Vi ar inte här.",)]
    assert found.execute(search, ["ÅR"]).fetchall() == [("Ett år av trygghet.",)]


def test_database_joins():
    found = base(written("sqlite"))
    assert {row[2] for row in found.execute("PRAGMA foreign_key_list(loften)")} == {"dokument", "omraden"}
    told = found.execute(
        "SELECT count(*) FROM utfall JOIN loften ON loften.id = utfall.lofte_nr AND loften.lofte_id = utfall.lofte_id"
    )
    assert told.fetchone()[0] == len(tables().outcomes) > 10
    areas = found.execute(
        "SELECT count(*) FROM loften JOIN omraden ON omraden.id = omrade_nr WHERE omraden.omrade = loften.omrade"
    )
    assert areas.fetchone()[0] == sum(bool(row.area) for row in tables().pledges)
    (sql,) = found.execute("SELECT sql FROM sqlite_master WHERE name = 'loften_fts'").fetchone()
    assert 'content="loften"' in sql  # by this Datasette finds the index of the table


def test_a_document_that_names_an_id_twice_is_told_as_it_is():
    twice = replace(tables(), pledges=tables().pledges[:1] * 2)
    assert base(sqlite.render(twice)).execute("SELECT count(*) FROM loften").fetchone() == (2,)
