"""What was reported about pledges: one file per report, append-only, never part of the signed text."""

import datetime as dt
from enum import StrEnum
from typing import Literal

from medlofte.model.pledge import Number
from medlofte.model.record import Per, Record


class Status(StrEnum):
    """What the reporter says became of a pledge; *not reported* is computed, never written."""

    FULFILLED = "fulfilled"
    EXCEEDED = "exceeded"
    PARTLY = "partly"
    NOT_FULFILLED = "not_fulfilled"
    REPLACED = "replaced"
    ONGOING = "ongoing"
    NOT_ASSESSABLE = "not_assessable"


class Window(Record):
    """The days a report covers.

    Attributes:
        from: First day.
        until: Last day, inclusive.
    """

    from_: dt.date | None = None
    until: dt.date | None = None


class Outcome(Record, kw_only=True):
    """What one report says about one pledge.

    Attributes:
        pledge: Id of the pledge; absent for what was done beside the pledges.
        measure: Id of the measure, where the report is about one of them.
        status: The reporter's own judgement.
        value: The number reached.
        unit: What was counted, as text; where a number was promised, the unit of the promise.
        per: What the number is counted over, where that is not all the days the report covers: 2 a week.
        text: What was reported, verbatim.
        reason: The reason given for a miss or a change.
        counted_as: How the measure was widened or counted, where that differs from the promise.
        on: The day it was reached.
    """

    pledge: str = ""
    measure: str = ""
    status: Status | None = None
    value: Number | None = None
    unit: str = ""
    per: Per | None = None
    text: str
    reason: str = ""
    counted_as: str = ""
    on: dt.date | None = None


class Report(Record):
    """One report about the pledges of one period.

    Attributes:
        format: The version of this format: 1.
        reported_by: Id of the party that reports.
        reporter: Who tells it, where that is not a party: a newspaper, a news item.
        reported_on: The day of the report.
        reported_text: The time of the report as the source puts it, where it gives no day.
        covers: The days the report is about.
        late: Why it covers days outside the period.
        corrects: The file beside this one that it corrects, for the pledges named in both: ``2021-09-15.polisen.toml``.
        source: Address of the report.
        note: Anything a reader must know about the report.
        outcome: What it says.
    """

    format: Literal[1]
    reported_by: str = ""
    reporter: str = ""
    reported_on: dt.date | None = None
    reported_text: str = ""
    covers: Window | None = None
    late: str = ""
    corrects: str = ""
    source: str = ""
    note: str = ""
    outcome: tuple[Outcome, ...] = ()
