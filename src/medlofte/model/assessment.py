"""What the numbers say about an outcome, beside what its reporter says; the reporter's judgement is never replaced."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from medlofte.model.outcome import Report, Status, Window
from medlofte.model.pledge import Measure, Number, Pledge, Target
from medlofte.model.record import Comparison, Per, Record


class Reach(StrEnum):
    """How a reported number stands to the promised one.

    ``met`` and ``surpassed`` hold whatever days are covered; ``short`` is said of the whole period only, ``on_course``,
    ``behind`` and ``early`` of a part of it; ``below`` where no course can be told; ``over`` is past an upper bound;
    ``outside`` is work of other days alone; ``nothing`` where no number was promised and none is reported.
    """

    MET = "met"
    SURPASSED = "surpassed"
    SHORT = "short"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    EARLY = "early"
    BELOW = "below"
    OVER = "over"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"
    OTHER_UNIT = "other_unit"
    NO_NUMBER = "no_number"
    UNPROMISED = "unpromised"
    NOTHING = "nothing"


class Coverage(Record):
    """The days a report covers, held against the period.

    Attributes:
        first: First day, where it is known.
        last: Last day.
        months: How many months of the period they are.
        of: How many months the period has.
        length: How many months they are in all, with those outside the period.
        whole: Whether they are the whole period.
        stated: Whether the report states them; else the day it was made only says what it cannot cover.
        begins: Whether they begin with the period, as far as is known; a later part says nothing of what came before.
    """

    first: dt.date | None = None
    last: dt.date | None = None
    months: float | None = None
    of: float | None = None
    length: float | None = None
    whole: bool = False
    stated: bool = True
    begins: bool = True


class Share(Record):
    """A part of a promised number, or an alternative that counts towards it, with what was reported of it.

    Attributes:
        unit: What is counted.
        value: What was reported of it; absent where nothing was.
        promised: The number promised; absent for an alternative.
        comparison: How that number binds.
    """

    unit: str
    value: Number | None = None
    promised: Number | None = None
    comparison: Comparison | None = None


class Assessment(Record):
    """What can be computed about one outcome.

    Attributes:
        reach: How the number stands to what was promised.
        status: What the reporter says.
        disagrees: Whether the numbers do not bear that out.
        value: The number reached; alternatives that count alike are added up, and so are adjoining days.
        unit: What was counted.
        per: What the number is counted over, where the report says that it is a rate.
        targets: The promised number it is held against; all of them where that cannot be told.
        share: Of what was promised, the share that is reached.
        covers: The days the report is about; absent where nothing is known of them.
        per_month: The number reached, a month.
        promised_per_month: The number promised, a month.
        due: What would have been reached by then at the promised rate.
        assumed: Whether the text does not say over what the number counts, so that the period is taken.
        of_which: Parts of the promised number.
        added: Alternatives that are added up.
        summed: The numbers of reports on adjoining days that are added up, oldest first; empty where there is one.
        before: Whether it was done before the period began, or the days covered begin before it.
        after: Whether it was done after the period ended, or the days covered end after it.
        widened: Whether the reporter counted otherwise than was promised.
    """

    reach: Reach
    status: Status | None = None
    disagrees: bool = False
    value: Number | None = None
    unit: str = ""
    per: Per | None = None
    targets: tuple[Target, ...] = ()
    share: float | None = None
    covers: Coverage | None = None
    per_month: float | None = None
    promised_per_month: float | None = None
    due: float | None = None
    assumed: bool = False
    of_which: tuple[Share, ...] = ()
    added: tuple[Share, ...] = ()
    summed: tuple[Number, ...] = ()
    before: bool = False
    after: bool = False
    widened: bool = False


class ToldOutcome(Record):
    """What was reported about a pledge, or about one of its measures, with what the numbers say.

    Attributes:
        pledge: Id of the pledge.
        measure: Id of the measure, where the report is about one of them.
        status: The reporter's own judgement.
        value: The number reached.
        unit: What was counted.
        per: What the number is counted over, where that is not all the days covered.
        text: What was reported, verbatim.
        reason: The reason given for a miss or a change.
        counted_as: How the measure was widened or counted, where that differs from the promise.
        on: The day it was reached.
        reporter: Who reported it: the name of the party, or whoever tells it.
        reported_on: The day of the report.
        reported_text: The time of the report, where it gives no day.
        covers: The days the report is about, where they are fewer than those of the period.
        source: Address of the report.
        file: The file of the report.
        assessment: What the numbers say.
        earlier: Whether a report of the same reporter that goes on longer, or was made later, takes its place.
        corrected: Whether a later report corrects it.
        contradicted: Whether another reporter says otherwise of what it tells; neither is preferred.
    """

    pledge: str
    text: str
    measure: str = ""
    status: Status | None = None
    value: Number | None = None
    unit: str = ""
    per: Per | None = None
    reason: str = ""
    counted_as: str = ""
    on: dt.date | None = None
    reporter: str = ""
    reported_on: dt.date | None = None
    reported_text: str = ""
    covers: Window | None = None
    source: str = ""
    file: str = ""
    assessment: Assessment | None = None
    earlier: bool = False
    corrected: bool = False
    contradicted: bool = False

    @property
    def stands(self) -> bool:
        """Whether it is the last word of somebody."""
        return not (self.earlier or self.corrected)

    @property
    def reckoned(self) -> Number | None:
        """The number, with those of adjoining days and of alternatives that are added to it."""
        found = self.assessment
        return found.value if found is not None and (found.summed or found.added) else self.value

    @property
    def falls_short(self) -> bool:
        """Whether it tells anything else than that the promise is plainly fulfilled."""
        doubted = self.assessment is not None and self.assessment.disagrees
        return self.contradicted or doubted or self.status not in (None, Status.FULFILLED, Status.EXCEEDED)


@dataclass(frozen=True, slots=True)
class Followed:
    """How the pledges of one document went.

    Attributes:
        reports: The reports about it, oldest first.
        told: What they say of each pledge, what stands first.
        begun: Whether the period has begun, so that silence says something.
    """

    reports: tuple[Report, ...] = ()
    told: Mapping[str, tuple[ToldOutcome, ...]] = field(default_factory=dict)
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Lack:
    """What nobody has reported yet of a pledge or measure.

    Attributes:
        nothing: Whether there is no report on it at all.
        numbers: Promised numbers that no report gives.
        since: The last day that a report covers, where days have passed since then.
    """

    nothing: bool = False
    numbers: tuple[Target, ...] = ()
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One pledge, or one of its measures, that somebody is to report on.

    Attributes:
        pledge: The pledge.
        measure: The measure; None for the pledge itself.
        told: What was reported of it so far, what stands first.
        lack: What is still missing.
    """

    pledge: Pledge
    measure: Measure | None = None
    told: tuple[ToldOutcome, ...] = ()
    lack: Lack = field(default_factory=Lack)

    @property
    def key(self) -> tuple[str, str]:
        """Ids of the pledge and the measure, as an outcome names them."""
        return self.pledge.id, self.measure.id if self.measure else ""

    @property
    def item(self) -> Pledge | Measure:
        """The pledge or the measure."""
        return self.measure or self.pledge
