"""What needs doing in a register on a day."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from medlofte.message import Message
from medlofte.model.agreement import Agreement
from medlofte.model.approval import Approval
from medlofte.model.outcome import Report
from medlofte.model.record import Precision, Record


class Duty(StrEnum):
    """What sort of thing needs doing."""

    UNREADABLE = "unreadable"
    UNDECIDED = "undecided"
    SIGNATURE = "signature"
    RELEASE = "release"
    REPORT = "report"
    OUTCOME = "outcome"
    DUE = "due"
    GOAL = "goal"
    DEADLINE = "deadline"
    NOTICE = "notice"
    END = "end"
    LAW = "law"


class Urgency(StrEnum):
    """How pressing it is, the most pressing first."""

    OVERDUE = "overdue"
    SOON = "soon"
    OPEN = "open"
    UPCOMING = "upcoming"


@dataclass(frozen=True, slots=True)
class Signatures:
    """How far a text that is to be signed has come.

    Attributes:
        number: The number of the release that it is to become.
        approval: What its sign-offs amount to.
        released: Whether this very text is that release.
    """

    number: int
    approval: Approval
    released: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One document as it is looked at for what needs doing.

    Attributes:
        name: ``SERIES/PERIOD``.
        agreement: Its content.
        reports: Reports about its pledges, as far as they are known on the day.
        signatures: Where it is to be signed: how far it has come.
        successor: The document that follows it; empty where none does.
        followed: The first day of that one, where it is known.
        followed_precision: How exactly the text states that day.
    """

    name: str
    agreement: Agreement
    reports: tuple[Report, ...] = ()
    signatures: Signatures | None = None
    successor: str = ""
    followed: dt.date | None = None
    followed_precision: Precision = Precision.DAY


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that needs doing.

    Attributes:
        id: The same on every day, for as long as it is the same thing.
        duty: What sort of thing it is.
        document: The document it follows from.
        said: What it is, in sentences; the first one stands alone.
        urgency: How pressing it is on the day that was asked about.
        pledge: Id of the pledge, where it is about one.
        measure: Id of the measure, where it is about one.
        day: The last day to do it; None where the text gives none.
        precision: How exactly the text states that day.
        by: Ids of the parties that must act, where that is known.
        names: Their names.
        about: The words of the text that it is about.
        command: What to run.
    """

    id: str
    duty: Duty
    document: str
    said: tuple[Message, ...]
    urgency: Urgency
    pledge: str = ""
    measure: str = ""
    day: dt.date | None = None
    precision: Precision = Precision.DAY
    by: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    about: str = ""
    command: str = ""


class StatusItem(Record):
    """One thing that needs doing.

    Attributes:
        id: The same on every day, for as long as it is the same thing.
        duty: What sort of thing it is.
        urgency: How pressing it is: ``overdue``, ``soon``, ``open`` (without a day) or ``upcoming``.
        document: The document it follows from.
        pledge: Id of the pledge, where it is about one.
        measure: Id of the measure, where it is about one.
        day: The last day to do it; absent where the text gives none.
        precision: How exactly the text states that day; of a month or year, ``day`` is the last one.
        days: Days left on the day that was asked about; negative once it is past.
        by: Ids of the parties that must act, where that is known.
        names: Their names.
        text: What it is, in words.
        about: The words of the agreement that it is about.
        command: What to run.
    """

    id: str
    duty: Duty
    urgency: Urgency
    document: str
    text: str
    pledge: str = ""
    measure: str = ""
    day: dt.date | None = None
    precision: Precision = Precision.DAY
    days: int | None = None
    by: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    about: str = ""
    command: str = ""


class Status(Record):
    """What needs doing in a register on a day.

    Attributes:
        schema: The format of this file.
        date: The day that was asked about.
        documents: How many documents were looked at.
        overdue: How many things are overdue.
        soon: How many are due within 30 days.
        open: How many have no day.
        upcoming: How many are due later.
        item: All of them, the most pressing first.
    """

    schema: str
    date: dt.date
    documents: int
    overdue: int
    soon: int
    open: int
    upcoming: int
    item: tuple[StatusItem, ...]
