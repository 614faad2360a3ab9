"""M22x: when the agreement applies."""

import datetime as dt
import math
from calendar import monthrange
from collections.abc import Iterator

from medlofte.core.rates import finite, lengths, months_between
from medlofte.core.rules import grounds
from medlofte.core.rules.registry import ERROR, WARNING, Fault, Subject, rule
from medlofte.message import say
from medlofte.model.change import LengthBasis
from medlofte.model.finding import KeyPath
from medlofte.model.record import Precision
from medlofte.model.validity import Validity

_DECEMBER = 12


def _plain(months: float) -> float:
    """Months as one writes them: 12, not 12.0."""
    return int(months) if finite(months) and months == int(months) else round(months, 1)


@rule(
    "M220",
    ERROR,
    say("a length that is no length"),
    why=say(
        "Promised numbers are compared as rates over the period. A period of no months, or fewer, has no "
        "rate."
    ),
    source=grounds.RATES,
)
def no_length(subject: Subject) -> Iterator[Fault]:
    """Months of zero or less."""
    validity = subject.agreement.validity
    extension = validity.extension
    found: list[tuple[KeyPath, float]] = [(("months",), 1 if validity.months is None else validity.months)]
    found += [(("reading", index, "months"), item.months) for index, item in enumerate(validity.reading)]
    if extension:
        found.append((("extension", "months"), extension.months))
        found.append(
            (
                ("extension", "notice_months"),
                1 if extension.notice_months is None else extension.notice_months,
            )
        )
    for path, months in found:
        if not 0 < months < math.inf:
            yield Fault(
                ("validity", *path),
                say(
                    "a length of {months} months is none: no number can be compared over it",
                    months=_plain(months),
                ),
                say("write how many months it is, more than 0, or remove the key"),
            )


@rule(
    "M221",
    WARNING,
    say("no period"),
    why=say(
        "Nobody knows when a pledge without a period is over, or whether it was kept in time. Brå asks "
        "every agreement to say which period it covers."
    ),
    source=grounds.PERIOD,
)
def no_period(subject: Subject) -> Iterator[Fault]:
    """Neither dates nor months nor a note, and not declared unknown."""
    validity = subject.agreement.validity
    if validity.from_ or validity.until or validity.months or validity.note:
        return
    if not subject.hidden.at("validity.from") and not subject.hidden.at("validity.until"):
        yield Fault(
            ("title",),
            say("the document says nothing of its period: nobody can tell when it is over"),
            say("add under [validity]: from = 2021-01-01 and until = 2021-12-31, or note = \"…\" in the "
                "words of the text"),
        )  # fmt: skip


@rule(
    "M222",
    ERROR,
    say("an end before its beginning"),
    why=say("A period that ends before it begins is a typing error, and every rate over it is wrong."),
    source=grounds.PERIOD,
)
def ends_first(subject: Subject) -> Iterator[Fault]:
    """``until`` before ``from``, in the validity or in a source of the basis."""
    validity = subject.agreement.validity
    found: list[tuple[KeyPath, dt.date | None, dt.date | None]] = [
        (("validity",), validity.from_, validity.until)
    ]
    if subject.agreement.basis:
        sources = enumerate(subject.agreement.basis.source)
        found += [(("basis", "source", index), item.from_, item.until) for index, item in sources]
    for path, first, last in found:
        if first and last and last < first:
            yield Fault(
                (*path, "until"),
                say(
                    "the last day, {last}, lies before the first, {first}",
                    last=last.isoformat(),
                    first=first.isoformat(),
                ),
                say("change one of the two; until is the last day, inclusive"),
                also=((*path, "from"),),
            )


@rule(
    "M223",
    ERROR,
    say("a binding date after the end"),
    why=say(
        "What shall be done before the agreement ends cannot fall after its end: one of the two days is "
        "wrong."
    ),
    source=grounds.PERIOD,
)
def late_deadline(subject: Subject) -> Iterator[Fault]:
    """Deadlines later than the last day."""
    validity = subject.agreement.validity
    for index, deadline in enumerate(validity.deadline):
        if validity.until and deadline.date > validity.until:
            yield Fault(
                ("validity", "deadline", index, "date"),
                say(
                    "{date} lies after the last day, {until}",
                    date=deadline.date.isoformat(),
                    until=validity.until.isoformat(),
                ),
                say("change the date or until"),
                also=(("validity", "until"),),
            )


@rule(
    "M226",
    ERROR,
    say("a date that its precision does not fit"),
    why=say(
        "A text that says 'April' is stored with the first or last day of April and marked as a month. "
        "Any other day claims more than the text says."
    ),
    source=grounds.PERIOD,
)
def precision(subject: Subject) -> Iterator[Fault]:
    """A first day of a month or year that is not the first, a last that is not the last."""
    validity = subject.agreement.validity
    wanted = _first(validity), _last(validity)
    for key, given, right in (("from", validity.from_, wanted[0]), ("until", validity.until, wanted[1])):
        if given and right and given != right:
            yield Fault(
                ("validity", key),
                say(
                    "{key} is {given}, though {key}_precision says that the text gives no day",
                    key=key,
                    given=given.isoformat(),
                ),
                say("write {key} = {right}, or remove {key}_precision", key=key, right=right.isoformat()),
                also=(("validity", f"{key}_precision"),),
            )


def _first(validity: Validity) -> dt.date | None:
    day = validity.from_
    if day is None or validity.from_precision is Precision.DAY:
        return day
    return day.replace(day=1) if validity.from_precision is Precision.MONTH else day.replace(month=1, day=1)


def _last(validity: Validity) -> dt.date | None:
    day = validity.until
    if day is None or validity.until_precision is Precision.DAY:
        return day
    month = day.month if validity.until_precision is Precision.MONTH else _DECEMBER
    return day.replace(month=month, day=monthrange(day.year, month)[1])


@rule(
    "M227",
    WARNING,
    say("a reading of the period that changes nothing"),
    why=say(
        "Another reading is for sources that disagree. One of the same length hides that there is "
        "nothing to choose."
    ),
    source=grounds.RATES,
)
def same_reading(subject: Subject) -> Iterator[Fault]:
    """Readings of the same length as the period itself."""
    validity = subject.agreement.validity
    if not validity.reading:
        return
    main = lengths(validity)[0]
    for index, reading in enumerate(validity.reading):
        if main.basis is not LengthBasis.READING and abs(reading.months - main.months) < 0.01:
            yield Fault(
                ("validity", "reading", index, "months"),
                say(
                    "the reading of {months} months is as long as the period itself",
                    months=_plain(reading.months),
                ),
                say("write the other length, or remove the reading"),
            )


@rule(
    "M228",
    ERROR,
    say("a notice longer than the period"),
    why=say("Parties that must agree on an extension before the agreement has begun can never do so."),
    source="need 28",
)
def long_notice(subject: Subject) -> Iterator[Fault]:
    """``notice_months`` of an extension longer than the whole period."""
    validity = subject.agreement.validity
    notice = validity.extension.notice_months if validity.extension else None
    whole = lengths(validity)[:1]
    if notice and whole and notice > whole[0].months > 0:
        yield Fault(
            ("validity", "extension", "notice_months"),
            say(
                "the extension asks for {notice} months' notice in a period of {months}",
                notice=notice, months=_plain(whole[0].months),
            ),
            say("change notice_months or the dates"),
        )  # fmt: skip


@rule(
    "M229",
    WARNING,
    say("stated months that the dates contradict"),
    why=say(
        "months is what the text states where the dates are vague. With exact dates of another length, "
        "rates are wrong."
    ),
    source=grounds.RATES,
)
def other_months(subject: Subject) -> Iterator[Fault]:
    """``months`` more than one month from what two exact dates give."""
    validity = subject.agreement.validity
    if not validity.months or not validity.from_ or not validity.until or validity.until <= validity.from_:
        return
    if validity.from_precision is not Precision.DAY or validity.until_precision is not Precision.DAY:
        return
    exact = months_between(validity.from_, validity.until)
    if abs(exact - validity.months) > 1:
        yield Fault(
            ("validity", "months"),
            say(
                "months is {months}, but from and until are {exact} months apart",
                months=_plain(validity.months), exact=_plain(exact),
            ),
            say("change months or the dates; or mark the vague date: until_precision = \"month\""),
        )  # fmt: skip
