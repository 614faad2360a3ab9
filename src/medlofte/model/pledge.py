"""Areas, pledges, measures and what they aim at."""

import datetime as dt

import msgspec

from medlofte.model.record import Comparison, Interval, Per, Record

Number = int | float


class OfWhich(Record):
    """A part of a target: "of which four near schools".

    Attributes:
        value: The number.
        unit: What is counted, as text.
        comparison: How the number binds.
    """

    value: Number
    unit: str
    comparison: Comparison | None = None


class Target(Record):
    """A number that is promised; the text stays the authority over it.

    Attributes:
        value: The number itself.
        unit: What is counted, as text.
        comparison: How the number binds; absent where the text gives the bare number.
        per: What the number is counted over; absent where the text does not say.
        average: Whether the text says "on average".
        of: The whole, where the target reads "at k of n".
        any_of: Alternatives that count alike: "SIP or network meeting", "any of three activities".
        of_which: Parts of the number that are promised on their own.
        method: A method the text names as part of the target.
        beyond: What the number comes on top of: "utöver det ordinarie trafikarbetet".
        printed: The number as printed where that is not plain figures: ``två (2)``, ``femtiotvå``.
    """

    value: Number
    unit: str
    comparison: Comparison | None = None
    per: Per | None = None
    average: bool = False
    of: Number | None = None
    any_of: tuple[str, ...] = ()
    of_which: tuple[OfWhich, ...] = ()
    method: str = ""
    beyond: str = ""
    printed: str = ""


class Commitment(Record):
    """One party's own share of a pledge or measure that several carry out.

    Attributes:
        by: Ids of those whose share it is.
        text: The share, verbatim.
        target: Numbers in the share.
    """

    by: tuple[str, ...]
    text: str
    target: tuple[Target, ...] = ()


class Measure(Record, kw_only=True):
    """A measure, activity or working step under a pledge.

    Attributes:
        id: Short name, unique within the pledge; lives across periods.
        title: A heading of its own, if it has one.
        number: The number or letter printed before it.
        by: Who carries it out; absent: those of the pledge.
        with: Who works along without answering for it.
        by_text: How the text prints the owner: ``(Polis)``.
        text: The measure, verbatim.
        audience: Whom it is for.
        places: Where.
        places_open: Whether the text says that the list of places is not complete ("bland annat").
        due: Last day.
        due_text: The deadline where the text gives no day: "under våren".
        condition: Conditions on how it is done; a condition is not a measure of its own.
        target: Promised numbers.
        commitment: Shares of single parties.
    """

    id: str
    title: str = ""
    number: str = ""
    by: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    by_text: str = ""
    text: str
    audience: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    places_open: bool = False
    due: dt.date | None = None
    due_text: str = ""
    condition: tuple[str, ...] = ()
    target: tuple[Target, ...] = ()
    commitment: tuple[Commitment, ...] = ()


class FollowUp(Record):
    """How a pledge, or the whole agreement, is to be followed up.

    Attributes:
        how: The form, as the text tells it.
        interval: The rhythm.
        times: How many times in the period or year, where the text counts.
        months: Months of the year (1 to 12) in which a report is due.
        presented_by: Ids of those who report.
        where: Where the result is shown.
    """

    how: str = ""
    interval: Interval | None = None
    times: int | None = None
    months: tuple[int, ...] = ()
    presented_by: tuple[str, ...] = ()
    where: str = ""


class Indicator(Record):
    """Something measured to see whether the goal is reached.

    Attributes:
        title: What is measured.
        id: Short name, where the indicator is referred to.
        unit: The unit of the values.
        scale: The scale: "0–6".
        better: Which direction is an improvement: ``lower`` or ``higher``.
        baseline: The value at the start.
        baseline_date: The day of the baseline.
        goal: The value aimed at.
        goal_date: The day the goal is to be reached.
        source: Where the values come from.
    """

    title: str
    id: str = ""
    unit: str = ""
    scale: str = ""
    better: str = ""
    baseline: Number | None = None
    baseline_date: dt.date | None = None
    goal: Number | None = None
    goal_date: dt.date | None = None
    source: str = ""


class Area(Record):
    """A problem area, theme or direction; areas nest through ``parent``.

    Attributes:
        id: Short name; lives across periods.
        title: The heading as printed.
        parent: Id of the area above it (område > inriktning).
        number: The number or letter printed before it.
        problem: The problem as the text describes it.
        causes: The causes as the text describes them.
        intent: What the parties mean to do in the area as a whole (avsikt).
        goal: The effect aimed at.
        places: Places the whole area is about.
        indicator: What is measured.
        note: Other names of the area in other copies and the like.
    """

    id: str
    title: str
    parent: str = ""
    number: str = ""
    problem: str = ""
    causes: str = ""
    intent: str = ""
    goal: str = ""
    places: tuple[str, ...] = ()
    indicator: tuple[Indicator, ...] = ()
    note: str = ""


class Pledge(Record, kw_only=True):
    """One promise (ett löfte).

    Attributes:
        id: Short name that lives across periods; no year and no ordinal in it.
        title: A heading of its own, if it has one.
        number: The number or letter printed before it; numbers restart and change, ids do not.
        area: Id of its area; pledges without area and areas without pledge are allowed.
        heading: A heading it stands under that is not an area, such as an actor's name.
        by: Who promises: ids of parties, groups or partners.
        with: Who works along without promising.
        by_text: How the text prints the owner: ``(Polis)``, "Genomförs av …".
        text: The promise, verbatim: the authority over every other key.
        purpose: What it is for, in the words of the text.
        audience: Whom it is for.
        places: Where.
        places_open: Whether the text says that the list of places is not complete ("bland annat").
        due: Last day.
        due_text: The deadline where the text gives no day: "under våren".
        decided_later: Who decides the content later, and when.
        condition: Conditions on how it is done; a condition is not a measure of its own.
        overarching: Whether it is a headline promise that other pledges serve.
        serves: Ids of the overarching pledges it serves, where the text links them.
        example: Whether the text gives it only as an example ("bland annat").
        target: Promised numbers; never required.
        commitment: Shares of single parties.
        measure: What is to be done.
        followup: How this pledge is followed up.
        plain: The pledge in plain language (klarspråk, lättläst).
        text_in: The pledge in other languages, by language code.
        note: How copies of the same pledge differ and the like.
    """

    id: str
    title: str = ""
    number: str = ""
    area: str = ""
    heading: str = ""
    by: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    by_text: str = ""
    text: str
    purpose: str = ""
    audience: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    places_open: bool = False
    due: dt.date | None = None
    due_text: str = ""
    decided_later: str = ""
    condition: tuple[str, ...] = ()
    overarching: bool = False
    serves: tuple[str, ...] = ()
    example: bool = False
    target: tuple[Target, ...] = ()
    commitment: tuple[Commitment, ...] = ()
    measure: tuple[Measure, ...] = ()
    followup: FollowUp | None = None
    plain: str = ""
    text_in: dict[str, str] = msgspec.field(default_factory=dict)
    note: str = ""

    @classmethod
    def unread(cls, id_: str) -> "Pledge":
        """A pledge of which nothing but the id is known, since only a ledger names it."""
        return cls(id=id_, text="")

    @property
    def is_unread(self) -> bool:
        """Whether nothing but the id is known."""
        return self == Pledge.unread(self.id)
