"""A report from a file or from options, as it was given and with what is wrong with it."""

import datetime as dt
import sys
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from medlofte.cli.session import read_day
from medlofte.errors import UsageError
from medlofte.message import say
from medlofte.model.finding import Finding
from medlofte.model.outcome import Outcome, Report, Status, Window
from medlofte.model.record import Per


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says of a report, and of one outcome in it."""

    by: str = ""
    reporter: str = ""
    file: Path | None = None
    covers: str = ""
    late: str = ""
    reported_on: str = ""
    source: str = ""
    note: str = ""
    corrects: str = ""
    pledge: str = ""
    measure: str = ""
    status: Status | None = None
    value: str = ""
    unit: str = ""
    per: Per | None = None
    text: str = ""
    reason: str = ""
    counted_as: str = ""
    on: str = ""
    beside: bool = False

    @property
    def outcome(self) -> bool:
        """Whether any part of one outcome is given."""
        parts = (self.pledge, self.measure, self.status, self.value, self.unit, self.per, self.text)
        return any((*parts, self.reason, self.counted_as, self.on, self.beside))


@dataclass(frozen=True, slots=True)
class Draft:
    """A report on its way into the register.

    Attributes:
        report: Its content; None where the file that was given could not be read.
        file: The file that was given; empty where there was none.
        source: Its bytes.
        faults: What is wrong with its form.
        lines: For a table, the line of each outcome.
    """

    report: Report | None
    file: str = ""
    source: bytes = b""
    faults: tuple[Finding, ...] = ()
    lines: tuple[int, ...] = field(default=())


def head(given: Given, today: dt.date) -> Report:
    """The report without outcomes: who, when, which days.

    Raises:
        UsageError: An option is no date or no window, or both a party and somebody else report.
    """
    if given.by and given.reporter:
        raise UsageError(
            say("a report has one reporter: a party, or somebody who is none"),
            hint=say("leave out --by or --reporter"),
        )
    return Report(
        format=1,
        reported_by=given.by,
        reporter=given.reporter,
        reported_on=read_day(given.reported_on) if given.reported_on else today,
        covers=_window(given.covers) if given.covers else None,
        late=given.late,
        corrects=given.corrects.replace("\\", "/").rpartition("/")[2],
        source=given.source,
        note=given.note,
    )


def from_options(given: Given, today: dt.date) -> Draft:
    """One outcome from the command line.

    Raises:
        UsageError: No pledge is named, and nothing says that it was done beside the pledges; or both.
    """
    if bool(given.pledge) == given.beside:
        raise UsageError(
            say("an outcome is of a pledge, or of something beside the pledges"),
            hint=say("add --pledge ID; or --beside for what was done beside the pledges, not both"),
        )
    outcome = Outcome(
        pledge=given.pledge,
        measure=given.measure,
        status=given.status,
        value=_number(given.value) if given.value else None,
        unit=given.unit,
        per=given.per,
        text=given.text,
        reason=given.reason,
        counted_as=given.counted_as,
        on=read_day(given.on) if given.on else None,
    )
    return Draft(replace(head(given, today), outcome=(outcome,)))


def from_file(given: Given, path: Path, today: dt.date) -> Draft:
    """A report as TOML or as a table, with what the options add.

    Raises:
        UsageError: An option says something else than the file.
        WorldError: The file cannot be read.
    """
    from medlofte.store.workspace import read_file

    if given.outcome:
        raise UsageError(
            say("a report comes from a file or from options, not from both"),
            hint=say("leave out --report, or --pledge, --status, --value, --text and the like"),
        )
    piped = str(path) == "-"
    data = sys.stdin.buffer.read() if piped else read_file(path)
    table = _is_table(data) if piped else path.suffix.lower() == ".csv"
    draft = _table(path, data) if table else _toml(path, data)
    if draft.report is None:
        return draft
    return Draft(_joined(draft.report, given, today), draft.file, draft.source, draft.faults, draft.lines)


def _is_table(data: bytes) -> bool:
    """Whether what comes from a pipe is a table: its first line names columns, and sets no key."""
    first = data.lstrip(b"\xef\xbb\xbf \r\n").partition(b"\n")[0]
    return first.lower().startswith(b"sep=") or not (b"=" in first or first.startswith((b"#", b"[")))


def _toml(path: Path, data: bytes) -> Draft:
    from medlofte.store.toml import decode

    report, faults = decode(data, Report)
    return Draft(report, str(path), data, faults)


def _table(path: Path, data: bytes) -> Draft:
    from medlofte.store.outcome_table import read_table

    table = read_table(data)
    return Draft(table.report, str(path), data, table.faults, table.lines)


def _joined(report: Report, given: Given, today: dt.date) -> Report:
    """What the options say is put in where the file says nothing; never in place of what it says."""
    added = head(given, today)
    told: dict[str, object] = {}
    for name in ("reported_by", "reporter", "covers", "late", "corrects", "source", "note"):
        here, there = getattr(report, name), getattr(added, name)
        if here and there and here != there:
            raise UsageError(
                say("'{key}' stands in the file, and the option says something else", key=name),
                hint=say("leave out the option, or mend the file"),
            )
        told[name] = here or there
    if given.reported_on and report.reported_on and report.reported_on != added.reported_on:
        raise UsageError(
            say("'{key}' stands in the file, and the option says something else", key="reported_on"),
            hint=say("leave out the option, or mend the file"),
        )
    undated = bool(report.reported_text) and not given.reported_on
    told["reported_on"] = report.reported_on or (None if undated else added.reported_on)
    return replace(report, **told)


def _window(text: str) -> Window:
    first, dots, last = text.partition("..")
    if not dots or not (first or last):
        raise UsageError(
            say("'{text}' names no days", text=text),
            hint=say("write FROM..UNTIL: 2021-01-01..2021-08-31, or ..2021-08-31"),
        )
    return Window(from_=read_day(first) if first else None, until=read_day(last) if last else None)


def _number(text: str) -> int | float:
    from medlofte.store.outcome_table import number

    value = number(text)
    if value is None:
        raise UsageError(
            say("'{text}' is no number", text=text), hint=say("write figures, such as 40 or 2,5")
        )
    return value
