"""When an agreement applies, and how it may be prolonged."""

import datetime as dt

from medlofte.model.record import Interval, Precision, Record


class Deadline(Record):
    """A date that binds before the period ends.

    Attributes:
        date: The last day.
        what: What shall have been done.
    """

    date: dt.date
    what: str


class Extension(Record):
    """An option to prolong the agreement.

    Attributes:
        months: How long each extension is, in months.
        repeatable: Whether it may be used more than once.
        notice_months: How many months before the end the parties must have agreed or consulted.
        condition: What must happen first: "efter samråd".
    """

    months: int
    repeatable: bool = False
    notice_months: int | None = None
    condition: str = ""


class Reading(Record):
    """Another length that the period may be taken to have, where sources disagree or are vague.

    Attributes:
        months: The length in months under this reading.
        note: What the reading rests on.
    """

    months: float
    note: str


class Validity(Record):
    """When the agreement applies. Signing day and first day are different facts.

    Attributes:
        from: First day; absent: from the last signature.
        until: Last day, inclusive; absent: until further notice.
        from_precision: How exactly the text states the first day; coarser than ``day`` is shown as such.
        until_precision: How exactly the text states the last day.
        months: The length in months where the text states it, or where the dates are vague.
        months_note: What ``months`` rests on: "under ett år".
        reading: Other lengths the period may be taken to have.
        note: The clause in its own words.
        deadline: Dates that bind.
        extension: An option to prolong.
        revision: The rhythm of revision.
        revision_note: The right or duty to revise, in its own words.
    """

    from_: dt.date | None = None
    until: dt.date | None = None
    from_precision: Precision = Precision.DAY
    until_precision: Precision = Precision.DAY
    months: float | None = None
    months_note: str = ""
    reading: tuple[Reading, ...] = ()
    note: str = ""
    deadline: tuple[Deadline, ...] = ()
    extension: Extension | None = None
    revision: Interval | None = None
    revision_note: str = ""
