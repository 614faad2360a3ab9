"""The columns of a table, and one row of it as plain values."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, get_type_hints

import msgspec

from medlofte.model.record import Record
from medlofte.model.row import AreaRow, DocumentRow, OutcomeRow, Row, Tables

Value = str | int | float | bool | dt.date | None
#: Types of values that stand in a table as they are: nearly all of them.
_PLAIN = frozenset({str, int, float, bool, dt.date, type(None)})
#: Stands between several names in one cell.
BETWEEN = "; "


class Table(NamedTuple):
    """One table: its name, what a row is, and the rows."""

    name: str
    kind: type[Record]
    rows: Sequence[Record]


def of(tables: Tables) -> tuple[Table, ...]:
    """All tables, that of the pledges first."""
    return (
        Table("loften", Row, tables.pledges),
        Table("omraden", AreaRow, tables.areas),
        Table("utfall", OutcomeRow, tables.outcomes),
        Table("dokument", DocumentRow, tables.documents),
    )


@cache
def names(kind: type[Record]) -> tuple[str, ...]:
    """The names of the columns, in their order."""
    return tuple(field.encode_name for field in msgspec.structs.fields(kind))


def values(row: Record) -> list[Value]:
    """One row as plain values, in the order of its columns."""
    return [value if type(value) in _PLAIN else _plain(value) for value in msgspec.structs.astuple(row)]


def is_text(kind: type[Record], name: str) -> bool:
    """Whether a column holds text."""
    return _hints(kind)[name] not in (int, bool, int | None, int | float | None)


@cache
def _hints(kind: type[Record]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.encode_name: hints[field.name] for field in msgspec.structs.fields(kind)}


def _plain(value: Any) -> Value:
    if isinstance(value, tuple):
        return BETWEEN.join(value)
    return value.value if isinstance(value, StrEnum) else value
