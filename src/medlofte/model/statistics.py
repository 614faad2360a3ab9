"""How many pledges have what makes them followable, what became of them and how they went."""

import datetime as dt
from collections.abc import Sequence

from msgspec import field

from medlofte.model.assessment import ToldOutcome
from medlofte.model.outcome import Status
from medlofte.model.record import Record

#: The key of what is called fulfilled, and the numbers say otherwise.
DISPUTED = "disputed"
_FULFILLED = frozenset({Status.FULFILLED.value, Status.EXCEEDED.value})
#: Keys of outcomes that are no judgement.
NO_JUDGEMENT, CONTRADICTED, NOT_REPORTED, NOT_YET = "no_judgement", "contradicted", "not_reported", "not_yet"


def outcome(found: Sequence[ToldOutcome], *, over: bool) -> str:
    """How a pledge went in one word; that of its measures where only they are told of.

    Args:
        found: What is reported of it.
        over: Whether its period is over, so that silence says something.
    """
    if not found:
        return NOT_REPORTED if over else NOT_YET
    own = [item for item in found if item.stands and not item.measure]
    standing = own or [item for item in found if item.stands]
    if any(item.contradicted for item in own):
        return CONTRADICTED
    newest = next((item.file for item in own if item.status), None)
    judged = {item.status.value for item in standing if item.status and newest in (None, item.file)}
    word = judged.pop() if len(judged) == 1 else NO_JUDGEMENT
    doubted = any(item.assessment and item.assessment.disagrees for item in found if item.stands)
    return DISPUTED if doubted and word in _FULFILLED else word


class Share(Record):
    """So many of so many.

    Attributes:
        count: How many have it.
        of: How many it can be told of.
        unknown: How many it cannot be told of: the text is not known there, or the day has not come.
    """

    count: int = 0
    of: int = 0
    unknown: int = 0


class Figures(Record):
    """The pledges of some documents in numbers.

    Attributes:
        documents: How many documents.
        incomplete: How many of them do not show all their pledges.
        pledges: How many pledges.
        owner: Those with somebody who answers for them.
        number: Those with a promised number, of their own or in a measure.
        goal: Those with an effect aimed at: a purpose of their own, or a goal of their area or document.
        followup: Those whose text tells how they are followed up, for themselves or for the whole document.
        outcome: Those that a report tells of; asked of periods that are over, and of what is told before.
        fates: What became of them in the document that follows, by fate; ``open`` where none follows.
        outcomes: How they went, by the reporter's judgement: ``no_judgement`` where none is given, ``contradicted``
            where reports disagree, ``not_reported`` where a period is over, ``not_yet`` where it is not.
    """

    documents: int = 0
    incomplete: int = 0
    pledges: int = 0
    owner: Share = Share()
    number: Share = Share()
    goal: Share = Share()
    followup: Share = Share()
    outcome: Share = Share()
    fates: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)


class Part(Record):
    """The figures of one document, or of one area through all documents of a series.

    Attributes:
        id: The document, or the id of the area; empty for pledges without area.
        title: Its title, as the newest document has it.
        figures: The figures.
    """

    id: str
    title: str
    figures: Figures


class SeriesFigures(Record):
    """The figures of one series.

    Attributes:
        series: Its name.
        figures: Those of all its documents.
        period: Each document, oldest first.
        area: Each area, in the order they came.
    """

    series: str
    figures: Figures
    period: tuple[Part, ...] = ()
    area: tuple[Part, ...] = ()


class Statistics(Record):
    """The figures of a register, or of some of its series.

    Attributes:
        schema: The format of this file.
        date: The day that decides which periods are over.
        figures: Those of everything together.
        series: Each series.
    """

    schema: str
    date: dt.date
    figures: Figures
    series: tuple[SeriesFigures, ...] = ()
