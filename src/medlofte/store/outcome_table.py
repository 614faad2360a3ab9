"""Outcomes from a table as spreadsheets save it: CSV with a header line of the keys of an outcome.

Every fault of form is found with the line it stands in, under the codes that the same fault has in TOML.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from typing import Any

import msgspec
from msgspec.structs import replace

from medlofte.message import Message, say
from medlofte.model.finding import Finding, Position, Severity
from medlofte.model.outcome import Outcome, Report
from medlofte.store import text as texts
from medlofte.store.shape import MOST, faults

#: What a spreadsheet puts between cells; Swedish ones take the semicolon, since the comma is for decimals.
_DELIMITERS = (";", "\t", ",")
_NAMED = re.compile(r"sep=([;,\t])\s*\Z", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?\Z")
_BLANKS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
#: Byte order mark and line ends are as a spreadsheet makes them, and do no harm in what is only read once.
_USUAL = frozenset({"M104", "M105"})
_COLUMNS = tuple(field.encode_name for field in msgspec.structs.fields(Outcome))
_DECODED = (dt.date, dt.datetime, dt.time)


@dataclass(frozen=True, slots=True)
class Table:
    """What a table says.

    Attributes:
        report: A report of nothing but its outcomes; None where it could not be read.
        faults: What is wrong with its form, with places.
        lines: The line that each outcome begins in.
    """

    report: Report | None
    faults: tuple[Finding, ...] = ()
    lines: tuple[int, ...] = ()

    def placed(self, finding: Finding) -> Finding:
        """A finding about an outcome with the line of its row."""
        match finding.path:
            case ("outcome", int(index), *_) if index < len(self.lines):
                return replace(finding, position=Position(self.lines[index], 1))
        return finding if finding.position else replace(finding, position=Position(1, 1))


def read_table(data: bytes) -> Table:
    """Read a table of outcomes."""
    text, found = texts.read(data)
    found = [fault for fault in found if fault.code not in _USUAL]
    if text is None:
        return Table(None, tuple(found))
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        message = say("the table cannot be read: {reason}", reason=str(error))
        return Table(None, (*found, _fault(message, say("save it again as CSV, in UTF-8"), 1)))
    if not rows:
        message = say("the table is empty")
        return Table(None, (*found, _fault(message, _HEADER, 1)))
    found += _header(rows[0])
    return _decoded(rows, found)


_HEADER = say("begin with a line of column names: {columns}", columns=_COLUMNS)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty with the line it begins in; ``sep=;`` before them all names the separator."""
    head, _, rest = text.partition("\n")
    named = _NAMED.match(head)
    delimiter = named[1] if named else max(_DELIMITERS, key=head.count)
    reader = csv.reader(StringIO(rest if named else text), delimiter=delimiter, strict=True)
    before = 1 if named else 0
    start = 1 + before
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield start, [cell.strip() for cell in cells]
        start = reader.line_num + 1 + before


def _header(row: tuple[int, list[str]]) -> Iterator[Finding]:
    """Columns that no outcome has, that stand twice, or that are missing."""
    line, names = row
    for name in names:
        if name and name not in _COLUMNS:
            close = get_close_matches(name.lower(), _COLUMNS, 1)
            hint = say("did you mean '{close}'?", close=close[0]) if close else _HEADER
            yield _fault(say("unknown column '{name}'", name=name[:60]), hint, line, "M110")
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        yield _fault(say("the column '{name}' stands twice", name=name[:60]), say("keep one"), line, "M110")
    for name in ("pledge", "text"):
        if name not in names:
            yield _fault(say("the column '{name}' is missing", name=name), _HEADER, line, "M111")


def _decoded(rows: list[tuple[int, list[str]]], found: list[Finding]) -> Table:
    names = rows[0][1]
    raw, lines = [], []
    for line, cells in rows[1:]:
        lines.append(line)
        raw.append({
            name: _value(name, cell)
            for name, cell in zip(names, cells, strict=False)
            if cell and name in _COLUMNS
        })  # fmt: skip
        raw[-1].setdefault("text", "")
        if len(cells) > len(names) and any(cells[len(names) :]):
            message = say("this row has more cells than the first line has columns")
            hint = say("put text that holds the separator in quotes")
            found.append(_fault(message, hint, line))
    table = Table(None, (), tuple(lines))
    for index, row in enumerate(raw):
        found += [table.placed(_hinted(fault)) for fault in faults(row, Outcome, ("outcome", index))]
    if any(fault.severity is Severity.ERROR for fault in found):
        return Table(None, tuple(found), tuple(lines))
    report = msgspec.convert({"format": 1, "outcome": raw}, Report, builtin_types=_DECODED)
    return Table(report, tuple(found), tuple(lines))


def _value(name: str, cell: str) -> Any:
    """A cell as the value of its key; what cannot be one stays text, and is told to be wrong."""
    if name == "value" and (figure := number(cell)) is not None:
        return figure
    if name == "on":
        try:
            return dt.date.fromisoformat(cell)
        except ValueError:
            return cell
    return cell


def _hinted(fault: Finding) -> Finding:
    """A fault of a cell with a hint on what to write in a table, where that is not what TOML takes."""
    if fault.path[-1:] == ("value",):
        return replace(fault, hint=say("write figures, such as 40 or 2,5"))
    return fault


def number(text: str) -> int | float | None:
    """A number as people type it: with a comma or a point, blanks between thousands; None where nobody means it."""
    plain = _BLANKS.sub("", text.strip())
    if not _NUMBER.match(plain):
        return None
    value = float(plain.replace(",", "."))
    if not -MOST < value < MOST:
        return None
    return int(value) if value.is_integer() else value


def _fault(message: Message, hint: Message, line: int, code: str = "M112") -> Finding:
    return Finding(code, Severity.ERROR, message, hint, position=Position(line, 1))
