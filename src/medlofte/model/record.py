"""The base of every record, and the closed vocabularies that several records share."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, dataclass_transform

import msgspec

#: A point in time; without its distance from UTC it would be none.
Moment = Annotated[dt.datetime, msgspec.Meta(tz=True)]


def _key(name: str) -> str:
    return name.removesuffix("_")


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename=_key,
):
    """A frozen value; each field is described under *Attributes* of its class.

    The reference page and the JSON Schema are generated from those descriptions. A field whose key is a
    Python keyword ends in an underscore: ``with_`` is the key ``with``.
    """


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Value(msgspec.Struct, frozen=True):
    """A frozen value that the program makes itself and reads from no file.

    A dataclass in all but the time it takes to define one: a fiftieth, which adds up when a command starts.
    """


class Kind(StrEnum):
    """What sort of agreement a document is."""

    FRAME = "frame"
    PLAN = "plan"
    PLEDGES = "pledges"


class PartyKind(StrEnum):
    """What sort of organisation a party, group or partner is."""

    POLICE = "police"
    MUNICIPALITY = "municipality"
    REGION = "region"
    COUNTY = "county"
    STATE = "state"
    ASSOCIATION = "association"
    COMPANY = "company"
    OTHER = "other"


class Precision(StrEnum):
    """How exactly a text states a date."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Comparison(StrEnum):
    """How a number binds; absent where the text gives the bare number."""

    AT_LEAST = "at_least"
    EXACTLY = "exactly"
    AT_MOST = "at_most"
    ABOUT = "about"


class Per(StrEnum):
    """The stretch of time, or the place, that a number is promised for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    PERIOD = "period"
    PLACE = "place"


class Interval(StrEnum):
    """A rhythm of follow-up, meetings or revision."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    TERTIAL = "tertial"
    HALF_YEAR = "half_year"
    YEAR = "year"


class Fate(StrEnum):
    """What became of an old pledge.

    ``unknown`` is for history only: it cannot be told from what is known, which is not the same as dropped.
    """

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


#: Fates that leave no successor in the new document.
ENDS = frozenset({Fate.FULFILLED, Fate.DROPPED, Fate.UNKNOWN})
