"""Pledges as an SQLite database with a full-text index that tells å from a; Datasette serves it as it is."""

import datetime as dt
import sqlite3
from collections.abc import Iterator

from medlofte.model.row import AreaRow, DocumentRow, OutcomeRow, Row, Tables
from medlofte.view.table.columns import Table, Value, is_text, names, of, values

#: Columns of text that are searched.
SEARCHED = ("titel", "omrade", "omrade_problem", "omrade_mal", "rubrik", "lofte", "atgarder", "utfall_text")
_DOCUMENT = "REFERENCES dokument(dokument)"
#: What is said of columns beside their type, and columns that lead to rows of other tables.
_KEYS = {
    DocumentRow: {"dokument": "PRIMARY KEY"},
    AreaRow: {"dokument": _DOCUMENT},
    OutcomeRow: {"dokument": _DOCUMENT},
    Row: {"dokument": _DOCUMENT},
}
_LINKS = {
    Row: ("omrade_nr INTEGER REFERENCES omraden(id)",),
    OutcomeRow: ("lofte_nr INTEGER REFERENCES loften(id)",),
}
_INDEXES = """
CREATE INDEX loften_dokument ON loften(dokument, lofte_id);
CREATE INDEX loften_serie ON loften(serie, lofte_id);
CREATE INDEX loften_omrade ON loften(omrade_nr);
CREATE INDEX omraden_dokument ON omraden(dokument, omrade_id);
CREATE INDEX utfall_lofte ON utfall(lofte_nr);
CREATE INDEX utfall_dokument ON utfall(dokument);
"""
_FILL = """
UPDATE loften SET omrade_nr = (
  SELECT min(id) FROM omraden WHERE omraden.dokument = loften.dokument AND omraden.omrade_id = loften.omrade_id
);
UPDATE utfall SET lofte_nr = (
  SELECT min(id) FROM loften WHERE loften.dokument = utfall.dokument AND loften.lofte_id = utfall.lofte_id
);
INSERT INTO loften_fts(loften_fts) VALUES ('rebuild');
INSERT INTO loften_fts(loften_fts) VALUES ('optimize');
"""


def render(tables: Tables) -> bytes:
    """The database, byte for byte the same for the same rows."""
    with sqlite3.connect(":memory:", isolation_level=None) as base:
        for table in reversed(of(tables)):
            _make(base, table)
        base.executescript(_INDEXES)
        base.execute(
            f'CREATE VIRTUAL TABLE loften_fts USING fts5({", ".join(SEARCHED)}, content="loften",'
            " content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
        )
        base.executescript(_FILL)
        base.execute("VACUUM")
        return base.serialize()


def _make(base: sqlite3.Connection, table: Table) -> None:
    base.execute(f"CREATE TABLE {table.name} ({', '.join(_columns(table))})")
    if table.rows:
        columns = names(table.kind)
        holes = ", ".join("?" * len(columns))
        base.execute("BEGIN")
        base.executemany(
            f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({holes})",  # noqa: S608 (names of ours)
            ([_stored(value) for value in values(row)] for row in table.rows),
        )
        base.execute("COMMIT")


def _columns(table: Table) -> Iterator[str]:
    if "PRIMARY KEY" not in _KEYS[table.kind].values():
        yield "id INTEGER PRIMARY KEY"
    for name in names(table.kind):
        kind = "TEXT" if is_text(table.kind, name) else "NUMERIC"
        yield f"{name} {kind} {_KEYS[table.kind].get(name, '')}".strip()
    yield from _LINKS.get(table.kind, ())


def _stored(value: Value) -> str | int | float | None:
    return value.isoformat() if isinstance(value, dt.date) else value
