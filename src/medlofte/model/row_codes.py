"""The words of open data for closed vocabularies: Swedish, in plain ASCII, and never renamed.

Members are called as those of the vocabularies they stand for.
"""

from enum import StrEnum


class KindCode(StrEnum):
    """What sort of agreement a document is."""

    FRAME = "overenskommelse"
    PLAN = "plan"
    PLEDGES = "medborgarloften"


class PrecisionCode(StrEnum):
    """How exactly a text states a date."""

    DAY = "dag"
    MONTH = "manad"
    YEAR = "ar"


class FateCode(StrEnum):
    """What became of a pledge from one document to the next."""

    KEPT = "behallet"
    CHANGED = "andrat"
    EXTENDED = "forlangt"
    MERGED = "sammanslaget"
    SPLIT = "delat"
    MOVED = "flyttat"
    FULFILLED = "infriat"
    DROPPED = "borttaget"
    UNKNOWN = "okant"
    UNDECIDED = "ej_avgjort"
    NEW = "nytt"
    REINTRODUCED = "aterinfort"


class OutcomeCode(StrEnum):
    """How a pledge went, as its reporters judge it; the last four where no judgement stands unchallenged."""

    FULFILLED = "uppfyllt"
    EXCEEDED = "overtraffat"
    PARTLY = "delvis_uppfyllt"
    NOT_FULFILLED = "ej_uppfyllt"
    REPLACED = "ersatt"
    ONGOING = "pagar"
    NOT_ASSESSABLE = "gar_ej_att_bedoma"
    DISPUTED = "uppfyllt_men_talen_sager_annat"
    NO_JUDGEMENT = "utan_bedomning"
    CONTRADICTED = "motsagt"
    NOT_REPORTED = "ej_rapporterat"


class ComparisonCode(StrEnum):
    """How a number binds."""

    AT_LEAST = "minst"
    EXACTLY = "exakt"
    AT_MOST = "hogst"
    ABOUT = "ungefar"


class PerCode(StrEnum):
    """What a number is counted over."""

    DAY = "dag"
    WEEK = "vecka"
    MONTH = "manad"
    QUARTER = "kvartal"
    HALF_YEAR = "halvar"
    YEAR = "ar"
    PERIOD = "period"
    PLACE = "plats"
