"""What a comparison finds: typed changes, grouped in one row for every pledge."""

import datetime as dt
from enum import StrEnum
from typing import Any

from medlofte.model.assessment import ToldOutcome
from medlofte.model.record import Kind, Precision, Record
from medlofte.model.release import Signing


class Strength(StrEnum):
    """Which way a change moves the promise."""

    STRONGER = "stronger"
    WEAKER = "weaker"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"


class ChangeKind(StrEnum):
    """What sort of change it is; the first group is of substance, the last is of form only."""

    RESPONSIBLE = "responsible"
    PARTNER = "partner"
    TARGET_VALUE = "target_value"
    TARGET_ADDED = "target_added"
    TARGET_DROPPED = "target_dropped"
    TARGET_NOT_SHOWN = "target_not_shown"
    RATE = "rate"
    COMPARISON = "comparison"
    UNIT = "unit"
    ALTERNATIVE = "alternative"
    METHOD = "method"
    PERIOD = "period"
    AUDIENCE = "audience"
    PLACE = "place"
    DEADLINE = "deadline"
    AREA = "area"
    PROBLEM = "problem"
    GOAL = "goal"
    PURPOSE = "purpose"
    CONDITION = "condition"
    COMMITMENT = "commitment"
    MEASURE_ADDED = "measure_added"
    MEASURE_DROPPED = "measure_dropped"
    EXAMPLE = "example"
    HEDGE = "hedge"
    FOLLOWUP = "followup"
    DECIDED_LATER = "decided_later"
    SIGNATORY = "signatory"
    OFFICE = "office"
    PARTY = "party"
    PARENT = "parent"
    VALIDITY = "validity"
    BASIS = "basis"
    GOVERNANCE = "governance"
    CLAUSE = "clause"
    LEGAL_BASIS = "legal_basis"
    WORDING = "wording"
    FORM = "form"
    OTHER = "other"
    ADDED = "added"
    REMOVED = "removed"


class RowFate(StrEnum):
    """What became of the pledges of a row: the fates of a ledger, and two for what is only in the new text."""

    KEPT = "kept"
    CHANGED = "changed"
    EXTENDED = "extended"
    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"
    FULFILLED = "fulfilled"
    DROPPED = "dropped"
    UNKNOWN = "unknown"
    UNDECIDED = "undecided"
    NEW = "new"
    REINTRODUCED = "reintroduced"


class Evidence(StrEnum):
    """What a pairing of old and new rests on; only ``similar`` is a guess."""

    LEDGER = "ledger"
    ID = "id"
    TEXT = "text"
    SIMILAR = "similar"
    NONE = "none"


class LengthBasis(StrEnum):
    """What the length of a period rests on."""

    DATES = "dates"
    VAGUE = "vague"
    STATED = "stated"
    READING = "reading"
    PER = "per"


class Length(Record):
    """The length of a period.

    Attributes:
        months: In months.
        basis: What it rests on: the dates, dates that are vague, what the text states, or another reading.
        note: The words it rests on.
    """

    months: float
    basis: LengthBasis
    note: str = ""


class Rate(Record):
    """A promised number as a rate.

    Attributes:
        value: The number.
        months: The months it is promised for.
        per_month: The number per month.
        basis: What ``months`` rests on.
    """

    value: float
    months: float
    per_month: float
    basis: LengthBasis


class Change(Record):
    """One difference between the old document and the new.

    Attributes:
        kind: What sort of change.
        path: The key path, lists by id: ``pledge.ID.target``, ``validity.until``.
        before: The old value; absent: nothing was there.
        after: The new value; absent: nothing is there.
        strength: Which way the change moves the promise.
        readings: For ``rate``: pairs of rates under every other length of the periods that gives another rate;
            a change of the rate may be neutral, and only these readings move it.
        words: For two texts: runs of words, each with ``=`` (stays), ``-`` (goes) or ``+`` (comes) before it.
        numbers: For one key of a target, where the list holds several: the target before and after, since targets
            have no ids.
    """

    kind: ChangeKind
    path: str
    before: Any = None
    after: Any = None
    strength: Strength = Strength.NEUTRAL
    readings: tuple[tuple[Rate, Rate], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    numbers: tuple[Any, ...] = ()


class Branch(Record):
    """A part of a pledge that ended between two documents, where others lie between them.

    Attributes:
        id: Its id in the document that held it last.
        title: Its heading there.
        text: Its text there.
        fate: What became of it.
    """

    id: str
    title: str
    text: str
    fate: RowFate


class Row(Record):
    """What became of one pledge, or of several that split or merged; every pledge stands in exactly one row.

    Attributes:
        fate: What became of it: the ledger's word where there is one.
        old: Ids in the old document.
        new: Ids in the new document.
        area: The area it is shown under: that of the new pledge, else of the old.
        evidence: What the pairing rests on.
        score: The likeness in percent, where the pairing is a guess.
        judgement: Whether the ledger calls the link a reader's judgement.
        reason: The reason the ledger gives.
        to: Where it moved.
        moved_from: For a pledge that another series moved here: where it stood, ``SERIES/PERIOD#ID``.
        branches: Where several documents lie between: the parts that it was split into and that ended on the way.
        earlier: For a reintroduced pledge: the document it was last in.
        changes: What differs.
        outcomes: What was reported about its old pledges.
        not_reported: Ids of those that no report names, where reports were looked at.
    """

    fate: RowFate
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    area: str = ""
    evidence: Evidence = Evidence.NONE
    score: int | None = None
    judgement: bool = False
    reason: str = ""
    to: str = ""
    moved_from: str = ""
    branches: tuple[Branch, ...] = ()
    earlier: str = ""
    changes: tuple[Change, ...] = ()
    outcomes: tuple[ToldOutcome, ...] = ()
    not_reported: tuple[str, ...] = ()


class Suggestion(Record):
    """A guess that a new pledge carries on an old one.

    Attributes:
        old: Id in the old document.
        new: Id in the new document.
        score: The likeness in percent.
    """

    old: str
    new: str
    score: int


class Side(Record):
    """One of the two documents compared.

    Attributes:
        name: ``SERIES/PERIOD``.
        revision: The git revision it was read at; empty for the working tree.
        title: Its title.
        kind: What sort of agreement it is.
        language: The language of its text.
        from: First day of validity.
        until: Last day.
        from_precision: How exactly the first day is stated.
        until_precision: How exactly the last day is stated.
        signed: The day it was signed, as far as its provenance tells: the first day given, else its words.
        signing: The release that it is and who has signed it; absent where no sign-off lies beside it.
        lengths: The length of the period, then other readings of it.
        retold: Whether it is retold, and so not the signed text.
        pledges: How many pledges it holds.
        incomplete: Whether its list of pledges is known to go on.
    """

    name: str
    title: str
    kind: Kind
    revision: str = ""
    language: str = "sv"
    from_: dt.date | None = None
    until: dt.date | None = None
    from_precision: Precision = Precision.DAY
    until_precision: Precision = Precision.DAY
    signed: str = ""
    signing: Signing | None = None
    lengths: tuple[Length, ...] = ()
    retold: bool = False
    pledges: int = 0
    incomplete: bool = False


class Comparison(Record):
    """All that differs between two documents.

    Attributes:
        old: The older document.
        new: The newer document.
        rows: One row for every pledge, in the order of the new document, those that ended at their old place.
        areas: The same for areas.
        changes: What differs in the document as a whole.
        suggestions: Guesses, where a pledge ended and another began without a word on both.
        guessed: Whether pledges were paired by likeness because the documents share no ids.
        gap: What is known of the time between the two.
        told_beside: How many reports about the older document tell of something else than its pledges.
    """

    old: Side
    new: Side
    rows: tuple[Row, ...] = ()
    areas: tuple[Row, ...] = ()
    changes: tuple[Change, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    guessed: bool = False
    gap: str = ""
    told_beside: int = 0
