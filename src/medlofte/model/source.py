"""Where a file and its problem picture come from, and what could not be read."""

import datetime as dt
from enum import StrEnum

from medlofte.model.record import Record


class Origin(StrEnum):
    """What a file is beside the paper that was signed."""

    ORIGINAL = "original"
    TRANSCRIPT = "transcript"
    RETOLD = "retold"


class Signed(Record):
    """What a source says about the signing; a sign-off proves it, this only tells.

    Attributes:
        on: The day.
        text: The time or place as the source puts it, where it gives no day.
        source: Address of the source.
        note: How the day was inferred, or how sources disagree.
    """

    on: dt.date | None = None
    text: str = ""
    source: str = ""
    note: str = ""


class Unknown(Record):
    """A place in the document that is known to exist and could not be read.

    Attributes:
        at: The key path, lists by id: ``pledge`` (the list goes on), ``pledge.ID.text``,
            ``pledge.target`` (numbers of any pledge), ``area.ID`` (its pledges), ``validity.from``.
        note: What is missing, and why.
    """

    at: str
    note: str = ""


class Provenance(Record):
    """Where this file comes from.

    Attributes:
        of: ``original``, ``transcript`` (copied word for word) or ``retold`` (never shown as the signed text).
        sources: Addresses of what it rests on.
        seen: When the sources were read, or which year's content of an address was.
        signed: What the sources say about the signing.
        unknown: What could not be read: absent here is then not the same as given up.
        note: Anything a reader must know about the file.
    """

    of: Origin = Origin.ORIGINAL
    sources: tuple[str, ...] = ()
    seen: str = ""
    signed: tuple[Signed, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    note: str = ""


class Publication(Record):
    """Another copy of the same text.

    Attributes:
        url: Its address.
        publisher: Who published it.
        seen: The day it was seen.
        differs: How it differs from this text.
    """

    url: str = ""
    publisher: str = ""
    seen: dt.date | None = None
    differs: tuple[str, ...] = ()


class BasisKind(StrEnum):
    """What sort of source the agreement builds on."""

    DIALOGUE = "dialogue"
    SURVEY = "survey"
    STATISTICS = "statistics"
    INTELLIGENCE = "intelligence"
    STAFF = "staff"
    OTHER = "other"


class BasisSource(Record):
    """One source of the problem picture.

    Attributes:
        kind: What sort of source.
        what: What it is or says, in words.
        date: The day.
        from: First day, for something that lasted.
        until: Last day.
        when: The time as the text gives it, where there is no day.
        places: Where.
        invited: How many were asked.
        answers: How many answered or took part.
        url: Its address.
    """

    kind: BasisKind
    what: str = ""
    date: dt.date | None = None
    from_: dt.date | None = None
    until: dt.date | None = None
    when: str = ""
    places: tuple[str, ...] = ()
    invited: int | None = None
    answers: int | None = None
    url: str = ""


class Basis(Record):
    """What the agreement builds on (den lokala problembilden).

    Attributes:
        situation: The problem picture, as the text tells it.
        problems: The problem areas it names, also those without a pledge.
        source: Dialogues, surveys, statistics and the like.
    """

    situation: str = ""
    problems: tuple[str, ...] = ()
    source: tuple[BasisSource, ...] = ()
