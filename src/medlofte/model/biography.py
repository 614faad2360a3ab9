"""The life of each pledge through the periods of a series."""

import datetime as dt

from msgspec import field

from medlofte.model.assessment import ToldOutcome
from medlofte.model.change import Change, Rate, RowFate
from medlofte.model.changelog import Pledged
from medlofte.model.pledge import Target
from medlofte.model.record import Kind, Record
from medlofte.model.validity import Validity


class Ending(Record):
    """What one document tells of a pledge that does not go on there.

    Attributes:
        document: The document whose ledger, or text, tells it.
        fate: What became of it.
        into: Ids there that carry it on, where several pledges became one or one became several.
        to: Where it moved.
        reason: Why, as the ledger tells it.
        judgement: Whether the link is a reader's judgement.
    """

    document: str
    fate: RowFate
    into: tuple[str, ...] = ()
    to: str = ""
    reason: str = ""
    judgement: bool = False


class Stage(Record):
    """A pledge in one document, how it came there, and how it went.

    Attributes:
        document: The document.
        pledge: The pledge as it stands there.
        fate: How it came there: new, kept, changed and so on; reintroduced where it had ended before; unknown where
            the document before is not among these, and this one has no ledger.
        of: Ids in the document before that it carries on.
        moved_from: Where it stood, ``SERIES/PERIOD#ID``, where another series moved it here.
        before: The document that it goes on from, where only the ledger tells of it: that document is not among these,
            or was corrected since.
        by: Names of those who promise.
        area: Title of its area.
        target: Promised numbers.
        rate: The same as rates a month, one for each number; null where that cannot be told.
        reason: Why it changed, as the ledger tells it.
        judgement: Whether the link is a reader's judgement.
        changes: What changed in substance.
        not_shown: What cannot be told, since one of the texts is not known there.
        words: Against the text before: runs of words, each with ``=``, ``-`` or ``+``; none where they are the same.
        outcomes: What is reported; none where no report names it.
        ending: What became of it, where it does not go on from here in the same row; several where several documents
            tell it.
    """

    document: str
    pledge: Pledged
    fate: RowFate
    of: tuple[str, ...] = ()
    moved_from: str = ""
    before: str = ""
    by: tuple[str, ...] = ()
    area: str = ""
    target: tuple[Target, ...] = ()
    rate: tuple[Rate | None, ...] = ()
    reason: str = ""
    judgement: bool = False
    changes: tuple[Change, ...] = ()
    not_shown: tuple[Change, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    outcomes: tuple[ToldOutcome, ...] = ()
    ending: tuple[Ending, ...] = ()


class Life(Record):
    """One pledge through the documents; where several became one or one became several, a new life may begin.

    Attributes:
        id: Its newest id.
        stage: The documents it stands in, oldest first.
    """

    id: str
    stage: tuple[Stage, ...]

    def begun(self, at: Stage) -> Stage:
        """Where the run that a stage belongs to began: where the pledge came back last, else where its life begins."""
        line = self.stage[: self.stage.index(at) + 1]
        return next((item for item in reversed(line) if item.fate is RowFate.REINTRODUCED), line[0])


class Span(Record):
    """One document of the series.

    Attributes:
        document: Its name.
        title: Its title.
        validity: When it applies.
        over: Whether its period is over on the day that was asked about, or another document follows it.
        retold: Whether it is retold, and so not the signed text.
        incomplete: Whether its list of pledges is known to go on.
        of: The document before; empty for the first.
        gap: What is known of the time between the two.
        names: Id → name of those who promise or work along, in both documents.
        areas: Id → title of the areas of both.
        told_beside: How many reports about it tell of something else than its pledges.
    """

    document: str
    title: str
    validity: Validity
    over: bool = False
    retold: bool = False
    incomplete: bool = False
    of: str = ""
    gap: str = ""
    names: dict[str, str] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    told_beside: int = 0


class History(Record):
    """The lives of all pledges of a series, or of those asked about.

    Attributes:
        series: The series.
        date: The day that was asked about.
        place: The place, as the newest document names it.
        kind: What sort of agreements the series holds.
        period: Its documents, oldest first.
        life: Each pledge, in the order they began.
    """

    series: str
    date: dt.date
    place: str = ""
    kind: Kind = Kind.PLEDGES
    period: tuple[Span, ...] = ()
    life: tuple[Life, ...] = ()
