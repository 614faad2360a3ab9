"""Pledges as a workbook: every text stays text, whatever it looks like; the same bytes for the same rows."""

import datetime as dt
import io
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from medlofte.message import say
from medlofte.model.record import Record
from medlofte.model.row import Tables
from medlofte.view.catalog import Catalog
from medlofte.view.table.columns import Table, Value, names, of, values
from medlofte.view.table.csv import begins_formula
from medlofte.view.xml import legal

#: What one cell holds, in the units of UTF-16 that Excel counts.
LIMIT = 32_767
_MADE = dt.datetime(1980, 1, 1)  # noqa: DTZ001 (as every file within it)
_WIDE = frozenset({
    "lofte", "atgarder", "omrade_problem", "omrade_orsaker", "omrade_avsikt", "omrade_mal", "utfall_text", "text",
    "problem", "orsaker", "avsikt", "mal",
})  # fmt: skip
_LONG = frozenset(
    {"titel", "kontrollkod", "omrade", "omrade_over", "rubrik", "ansvarig", "med", "syfte", "mal_ovriga"}
)


def render(tables: Tables, title: str, publisher: str, words: Catalog) -> bytes:
    """The workbook, one sheet for each table.

    Args:
        tables: The rows.
        title: Title of the workbook; the name of the register.
        publisher: Who publishes it.
        words: The language of what is said beside the rows.
    """
    out = io.BytesIO()
    texts = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, {"in_memory": True, **texts}) as book:
        book.set_properties({"title": legal(title), "author": legal(publisher), "created": _MADE})
        pen = _Pen(book, words)
        for table in of(tables):
            pen.sheet(table)
    return out.getvalue()


class _Pen:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook, words: Catalog) -> None:
        self.book = book
        self.words = words
        plain = {"text_wrap": True, "valign": "top"}
        self.plain: Format = book.add_format(plain)
        self.quoted: Format = book.add_format({**plain, "quote_prefix": True})
        self.day: Format = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"})

    def sheet(self, table: Table) -> None:
        """One table as a sheet of its own, with a row of headings that stays in view and can be filtered by."""
        sheet = self.book.add_worksheet(table.name)
        columns = names(table.kind)
        for at, name in enumerate(columns):
            sheet.set_column(at, at, 60 if name in _WIDE else 28 if name in _LONG else 14)
        sheet.freeze_panes(1, 1)
        self._rows(sheet, table.rows)
        sheet.add_table(
            0,
            0,
            max(len(table.rows), 1),
            len(columns) - 1,
            {
                "name": f"tabell_{table.name}",
                "style": "Table Style Light 1",
                "columns": [{"header": name} for name in columns],
            },
        )

    def _rows(self, sheet: Worksheet, rows: Sequence[Record]) -> None:
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(values(row)):
                if value is not None and value != "":
                    self._cell(sheet, at, column, value)

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Value) -> None:
        if isinstance(value, str):
            text = self._fitted(legal(value.replace("\r\n", "\n")))
            sheet.write_string(row, column, text, self.quoted if begins_formula(text) else self.plain)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.plain)
        elif isinstance(value, dt.date):
            if value.year < 1900:
                sheet.write_string(row, column, value.isoformat(), self.plain)
            else:
                sheet.write_datetime(row, column, value, self.day)
        elif value is not None:
            sheet.write_number(row, column, value, self.plain)

    def _fitted(self, text: str) -> str:
        """A text that a cell holds; a longer one ends with a word on where the rest is."""
        if len(text) <= LIMIT // 2 or _length(text) <= LIMIT:
            return text
        said = say("[cut here: a cell holds no more; the whole text stands in the other formats]")
        end = f"… {self.words.say(said)}"
        room = LIMIT - _length(end)
        return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore") + end


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
