"""Pledges as CSV: one file for programs, with every text as it is, and one that Excel opens by a double click."""

import csv
import io
import unicodedata

from medlofte.model.row import Row, Tables
from medlofte.view.table.columns import Value, names, values

#: Signs by which a cell begins to be a formula.
_FORMULA = frozenset("=+-@")
_STEERING = frozenset("\t\r\n\0")


def plain(tables: Tables) -> bytes:
    """RFC 4180: commas, UTF-8 without a mark, days as ISO text, and no text altered."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(names(Row))
    writer.writerows([_written(value) for value in values(row)] for row in tables.pledges)
    return out.getvalue().encode()


def excel(tables: Tables) -> bytes:
    """For Excel in Swedish: semicolons, a mark of UTF-8, decimal commas, and no text that begins as a formula does."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(names(Row))
    writer.writerows([_guarded(value) for value in values(row)] for row in tables.pledges)
    return out.getvalue().encode("utf-8-sig")


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet could take a text for a formula, also behind blanks and signs that are not seen."""
    if text[:1].isalnum():
        return False
    for sign in text:
        if sign in _STEERING or unicodedata.normalize("NFKC", sign) in _FORMULA:
            return True
        if not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf"):
            return False
    return False


def _written(value: Value) -> Value:
    """A value as a line takes it, which writes a day as ISO text and nothing for None."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _guarded(value: Value) -> Value:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, str) and begins_formula(value):
        return f"'{value}"
    return value
