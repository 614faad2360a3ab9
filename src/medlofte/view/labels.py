"""The words that readers meet for closed vocabularies, as messages for the catalogue."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from medlofte.message import Message, say, say_n
from medlofte.model.change import ChangeKind, RowFate, Strength
from medlofte.model.outcome import Status
from medlofte.model.record import Comparison, Fate, Interval, Kind, PartyKind, Per, Precision
from medlofte.model.renewal import LedgerRow
from medlofte.model.source import BasisKind, Origin

FATES: Mapping[RowFate, Message] = {
    RowFate.KEPT: say("kept"),
    RowFate.CHANGED: say("changed"),
    RowFate.EXTENDED: say("extended"),
    RowFate.MERGED: say("merged"),
    RowFate.SPLIT: say("split"),
    RowFate.MOVED: say("moved"),
    RowFate.FULFILLED: say("fulfilled, ends"),
    RowFate.DROPPED: say("dropped"),
    RowFate.UNKNOWN: say("fate unknown"),
    RowFate.UNDECIDED: say("undecided"),
    RowFate.NEW: say("new"),
    RowFate.REINTRODUCED: say("reintroduced"),
}
#: One sign for each fate, so that colour is never the only one.
SIGNS: Mapping[RowFate, str] = {
    RowFate.KEPT: "=",
    RowFate.CHANGED: "~",
    RowFate.EXTENDED: "=",
    RowFate.MERGED: "&",
    RowFate.SPLIT: "÷",
    RowFate.MOVED: ">",
    RowFate.FULFILLED: "✓",
    RowFate.DROPPED: "-",
    RowFate.UNKNOWN: "?",
    RowFate.UNDECIDED: "…",
    RowFate.NEW: "+",
    RowFate.REINTRODUCED: "↺",
}
KINDS: Mapping[ChangeKind, Message] = {
    ChangeKind.RESPONSIBLE: say("responsible party"),
    ChangeKind.PARTNER: say("partner"),
    ChangeKind.TARGET_VALUE: say("number"),
    ChangeKind.TARGET_ADDED: say("number added"),
    ChangeKind.TARGET_DROPPED: say("number dropped"),
    ChangeKind.TARGET_NOT_SHOWN: say("number not shown there"),
    ChangeKind.RATE: say("rate"),
    ChangeKind.COMPARISON: say("how the number binds"),
    ChangeKind.UNIT: say("what is counted"),
    ChangeKind.ALTERNATIVE: say("alternatives"),
    ChangeKind.METHOD: say("method"),
    ChangeKind.PERIOD: say("what the number is counted over"),
    ChangeKind.AUDIENCE: say("for whom"),
    ChangeKind.PLACE: say("place"),
    ChangeKind.DEADLINE: say("deadline"),
    ChangeKind.AREA: say("area"),
    ChangeKind.PROBLEM: say("problem"),
    ChangeKind.GOAL: say("goal"),
    ChangeKind.PURPOSE: say("purpose"),
    ChangeKind.CONDITION: say("condition"),
    ChangeKind.COMMITMENT: say("share of a party"),
    ChangeKind.MEASURE_ADDED: say("measure added"),
    ChangeKind.MEASURE_DROPPED: say("measure dropped"),
    ChangeKind.EXAMPLE: say("given as an example"),
    ChangeKind.HEDGE: say("how binding the words are"),
    ChangeKind.FOLLOWUP: say("follow-up"),
    ChangeKind.DECIDED_LATER: say("decided later"),
    ChangeKind.SIGNATORY: say("signatory"),
    ChangeKind.OFFICE: say("office"),
    ChangeKind.PARTY: say("party"),
    ChangeKind.PARENT: say("agreement above"),
    ChangeKind.VALIDITY: say("validity"),
    ChangeKind.BASIS: say("basis"),
    ChangeKind.GOVERNANCE: say("governance"),
    ChangeKind.CLAUSE: say("clause"),
    ChangeKind.LEGAL_BASIS: say("legal basis"),
    ChangeKind.WORDING: say("wording"),
    ChangeKind.FORM: say("form"),
    ChangeKind.OTHER: say("other"),
    ChangeKind.ADDED: say("added"),
    ChangeKind.REMOVED: say("removed"),
}
STRENGTHS: Mapping[Strength, Message] = {
    Strength.STRONGER: say("stronger"),
    Strength.WEAKER: say("weaker"),
    Strength.NEUTRAL: say("neither stronger nor weaker"),
    Strength.UNKNOWN: say("cannot be told"),
}
COMPARISONS: Mapping[Comparison, Message] = {
    Comparison.AT_LEAST: say("at least"),
    Comparison.EXACTLY: say("exactly"),
    Comparison.AT_MOST: say("at most"),
    Comparison.ABOUT: say("about"),
}
PERIODS: Mapping[Per, Message] = {
    Per.DAY: say("a day"),
    Per.WEEK: say("a week"),
    Per.MONTH: say("a month"),
    Per.QUARTER: say("a quarter"),
    Per.HALF_YEAR: say("a half-year"),
    Per.YEAR: say("a year"),
    Per.PERIOD: say("in the period"),
    Per.PLACE: say("at each place"),
}
INTERVALS: Mapping[Interval, Message] = {
    Interval.WEEK: say("every week"),
    Interval.MONTH: say("every month"),
    Interval.QUARTER: say("every quarter"),
    Interval.TERTIAL: say("every four months"),
    Interval.HALF_YEAR: say("every half-year"),
    Interval.YEAR: say("every year"),
}
DOCUMENT_KINDS: Mapping[Kind, Message] = {
    Kind.FRAME: say("collaboration agreement"),
    Kind.PLAN: say("plan"),
    Kind.PLEDGES: say("citizen pledges"),
}
STATUSES: Mapping[Status, Message] = {
    Status.FULFILLED: say("fulfilled"),
    Status.EXCEEDED: say("exceeded"),
    Status.PARTLY: say("partly fulfilled"),
    Status.NOT_FULFILLED: say("not fulfilled"),
    Status.REPLACED: say("replaced by something else"),
    Status.ONGOING: say("under way"),
    Status.NOT_ASSESSABLE: say("cannot be assessed"),
}
NOT_REPORTED = say("not reported")
#: How a pledge went, by the keys that statistics use.
OUTCOMES: Mapping[str, Message] = {
    **{status.value: text for status, text in STATUSES.items()},
    "no_judgement": say("told without a judgement"),
    "contradicted": say("reports disagree"),
    "disputed": say("fulfilled, the numbers say otherwise"),
    "not_reported": NOT_REPORTED,
    "not_yet": say("not reported yet"),
}
#: Fates as a count says them: "4 changed".
COUNTED: Mapping[RowFate, Message] = {
    RowFate.CHANGED: say_n("{count} changed", "{count} changed", 0),
    RowFate.MERGED: say_n("{count} merged", "{count} merged", 0),
    RowFate.SPLIT: say_n("{count} split", "{count} split", 0),
    RowFate.MOVED: say_n("{count} moved", "{count} moved", 0),
    RowFate.KEPT: say_n("{count} kept", "{count} kept", 0),
    RowFate.EXTENDED: say_n("{count} extended", "{count} extended", 0),
    RowFate.FULFILLED: say_n("{count} fulfilled", "{count} fulfilled", 0),
    RowFate.DROPPED: say_n("{count} dropped", "{count} dropped", 0),
    RowFate.UNKNOWN: say_n("{count} with unknown fate", "{count} with unknown fate", 0),
    RowFate.UNDECIDED: say_n("{count} undecided", "{count} undecided", 0),
    RowFate.NEW: say_n("{count} new", "{count} new", 0),
    RowFate.REINTRODUCED: say_n("{count} reintroduced", "{count} reintroduced", 0),
}
LEDGER_FATES: Mapping[Fate, Message] = {fate: FATES[RowFate(fate.value)] for fate in Fate}
PARTY_KINDS: Mapping[PartyKind, Message] = {
    PartyKind.POLICE: say("police"),
    PartyKind.MUNICIPALITY: say("municipality"),
    PartyKind.REGION: say("region"),
    PartyKind.COUNTY: say("county administrative board"),
    PartyKind.STATE: say("state authority"),
    PartyKind.ASSOCIATION: say("association"),
    PartyKind.COMPANY: say("company"),
    PartyKind.OTHER: say("other organisation"),
}
PRECISIONS: Mapping[Precision, Message] = {
    Precision.DAY: say("to the day"),
    Precision.MONTH: say("to the month"),
    Precision.YEAR: say("to the year"),
}
BASIS_KINDS: Mapping[BasisKind, Message] = {
    BasisKind.DIALOGUE: say("dialogue"),
    BasisKind.SURVEY: say("survey"),
    BasisKind.STATISTICS: say("statistics"),
    BasisKind.INTELLIGENCE: say("intelligence"),
    BasisKind.STAFF: say("staff"),
    BasisKind.OTHER: say("other source"),
}
ORIGINS: Mapping[Origin, Message] = {
    Origin.ORIGINAL: say("the original"),
    Origin.TRANSCRIPT: say("copied word for word"),
    Origin.RETOLD: say("retold, not the signed text"),
}
#: Words for every value of a closed vocabulary, by the vocabulary.
VOCABULARIES: Mapping[type[StrEnum], Mapping[StrEnum, Message]] = {
    Kind: DOCUMENT_KINDS,  # type: ignore[dict-item]
    Comparison: COMPARISONS,  # type: ignore[dict-item]
    Per: PERIODS,  # type: ignore[dict-item]
    Interval: INTERVALS,  # type: ignore[dict-item]
    Status: STATUSES,  # type: ignore[dict-item]
    Fate: LEDGER_FATES,  # type: ignore[dict-item]
    PartyKind: PARTY_KINDS,  # type: ignore[dict-item]
    Precision: PRECISIONS,  # type: ignore[dict-item]
    BasisKind: BASIS_KINDS,  # type: ignore[dict-item]
    Origin: ORIGINS,  # type: ignore[dict-item]
}


def counted(fate: RowFate, count: int) -> Message:
    """So many pledges of one fate: "4 changed"."""
    return replace(COUNTED[fate], count=count, args={"count": count})


def tallied(ledger: Iterable[LedgerRow]) -> tuple[Message, ...]:
    """What became of the pledges of the period before, as a ledger tells: the most common fate first."""
    found = Counter(RowFate(row.fate.value) for row in ledger).most_common()
    return tuple(counted(fate, count) for fate, count in found)
