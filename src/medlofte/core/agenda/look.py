"""One document on one day: what every kind of task asks of it, and how a task is written down."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from medlofte.core.hidden import Hidden
from medlofte.core.whole import party_names
from medlofte.message import Argument, Message, say
from medlofte.model.agenda import Case, Duty, Task, Urgency
from medlofte.model.agreement import Agreement
from medlofte.model.record import Fate, Precision
from medlofte.model.register import Policy

#: What is due within so many days is due soon.
SOON = 30
#: Ids that are named where there are many.
_NAMED = 6


@dataclass(frozen=True)
class Look:
    """One document, the day it is looked at, and what the register demands.

    Attributes:
        case: The document.
        today: The day.
        policy: What the register demands of its agreements.
    """

    case: Case
    today: dt.date
    policy: Policy

    @cached_property
    def first(self) -> dt.date | None:
        """The first day that anything can be counted from."""
        return begins(self.case.agreement)[0]

    @cached_property
    def last(self) -> dt.date | None:
        """The last day of the period; the day before its successor begins, where that comes first.

        None where the text is valid until further notice, or its last day is declared unknown: that a successor came
        does not tell when it ended.
        """
        until = self.case.agreement.validity.until
        if until is None and Hidden(self.case.agreement).at("validity.until"):
            return None
        return min((day for day in (until, self._replaced) if day), default=None)

    @cached_property
    def _replaced(self) -> dt.date | None:
        """The day before its successor begins, where that is not older than the document itself."""
        day, first = self.case.followed, self.first
        if day is None or day == dt.date.min or (first and day <= first):
            return None
        return day - timedelta(days=1)

    @property
    def ended(self) -> bool:
        """Whether the period is over."""
        return self.last is not None and self.last < self.today

    @property
    def superseded(self) -> bool:
        """Whether its successor has begun; one without a first day has, unless this period is known to run still."""
        if not self.case.successor:
            return False
        if self.case.followed is not None:
            return self.case.followed <= self.today
        return self.last is None or self.ended

    @property
    def over(self) -> bool:
        """Whether the period is over, by its last day, or since a successor has begun where no last day is known."""
        return self.ended or (self.last is None and self.superseded)

    def precision(self, day: dt.date | None) -> Precision:
        """How exactly the text states a day that a task falls on: it may be the vague last one of the period."""
        validity = self.case.agreement.validity
        if day is None or day not in (validity.until, self._replaced):
            return Precision.DAY
        return validity.until_precision if day == validity.until else self.case.followed_precision

    @property
    def undecided(self) -> tuple[str, ...]:
        """Old pledges whose fate the ledger leaves undecided: such a text is a draft."""
        renewal = self.case.agreement.renewal
        rows = renewal.pledge if renewal else ()
        return tuple(row.id for row in rows if row.fate is Fate.UNDECIDED)

    @property
    def everybody(self) -> tuple[str, ...]:
        """Ids of all parties."""
        return tuple(party.id for party in self.case.agreement.party)

    def task(
        self,
        duty: Duty,
        *said: Message,
        key: str = "",
        day: dt.date | None = None,
        precision: Precision = Precision.DAY,
        by: Iterable[str] = (),
        pledge: str = "",
        measure: str = "",
        about: str = "",
        command: str = "",
    ) -> Task:
        """Write a task down; ``key`` tells it from others of its kind in the same document."""
        known = party_names(self.case.agreement)
        actors = tuple(dict.fromkeys(by))
        return Task(
            id=":".join(part for part in (duty.value, self.case.name, pledge, measure, key) if part),
            duty=duty,
            document=self.case.name,
            said=said,
            urgency=urgency(day, self.today),
            pledge=pledge,
            measure=measure,
            day=day,
            precision=precision,
            by=actors,
            names=tuple(known.get(actor, actor) for actor in actors),
            about=about,
            command=command,
        )


def begins(agreement: Agreement) -> tuple[dt.date | None, Precision]:
    """The first day of a document, of validity or else of the signing as it is told, and how exactly it is known."""
    validity = agreement.validity
    if validity.from_:
        return validity.from_, validity.from_precision
    return min((item.on for item in agreement.provenance.signed if item.on), default=None), Precision.DAY


def listed(names: Sequence[str]) -> tuple[Argument, ...]:
    """Ids as a message names them: the first ones, and how many more there are."""
    more = len(names) - _NAMED
    return (*names[:_NAMED], say("and {count} more", count=more)) if more > 0 else tuple(names)


def urgency(day: dt.date | None, today: dt.date) -> Urgency:
    """How pressing a day is: past, within :data:`SOON` days, later, or none at all."""
    if day is None:
        return Urgency.OPEN
    if day < today:
        return Urgency.OVERDUE
    return Urgency.SOON if (day - today).days <= SOON else Urgency.UPCOMING
