"""Promised numbers as rates per month over the time they are promised for."""

import datetime as dt
import math
from calendar import monthrange
from collections.abc import Iterable

from medlofte.model.change import Length, LengthBasis, Rate, Strength
from medlofte.model.pledge import Number, Target
from medlofte.model.record import Comparison, Per, Precision
from medlofte.model.validity import Validity

#: Months in one unit of time; a year has 365.25 days.
_MONTHS = {
    Per.DAY: 12 / 365.25,
    Per.WEEK: 7 * 12 / 365.25,
    Per.MONTH: 1.0,
    Per.QUARTER: 3.0,
    Per.HALF_YEAR: 6.0,
    Per.YEAR: 12.0,
}
#: Rates that differ by less than this share are the same; it covers months of unequal length.
_SAME = 0.005


#: The last day that has a day after it.
_LAST = dt.date.max - dt.timedelta(days=1)


def finite(value: Number) -> bool:
    """Whether a number can be reckoned with: neither infinite nor a whole number beyond all decimals."""
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def added(numbers: Iterable[Number]) -> Number:
    """What numbers add up to; infinite where whole ones beyond all decimals meet a decimal."""
    try:
        return sum(numbers)
    except OverflowError:
        return math.inf


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months later or earlier; the last of the month where that day does not exist."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return dt.date.min if months < 0 else dt.date.max
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(first: dt.date, last: dt.date) -> float:
    """Months from ``first`` to ``last``, both included; whole where the days allow."""
    after = next_day(last)
    whole = (after.year - first.year) * 12 + after.month - first.month
    if after.day < first.day:
        whole -= 1
    rest = (after - add_months(first, whole)).days
    return whole + (rest / 30.4375 if rest else 0)


def length(validity: Validity) -> Length | None:
    """How long a period is, and what that rests on; None where it cannot be told."""
    if validity.months:
        return Length(months=validity.months, basis=LengthBasis.STATED, note=validity.months_note)
    if validity.from_ and validity.until:
        exact = validity.from_precision is validity.until_precision is Precision.DAY
        basis = LengthBasis.DATES if exact else LengthBasis.VAGUE
        return Length(months=months_between(validity.from_, validity.until), basis=basis)
    return None


def lengths(validity: Validity) -> tuple[Length, ...]:
    """The length used, then every other reading of the period."""
    main = length(validity)
    others = [
        Length(months=item.months, basis=LengthBasis.READING, note=item.note) for item in validity.reading
    ]
    return (*((main,) if main else ()), *others)


def rate(target: Target, span: Length | None) -> Rate | None:
    """A target per month; None where the text does not say over what, or no length or number can be told."""
    if target.per is Per.PERIOD:
        if span is None or span.months <= 0:
            return None
        months, basis = span.months, span.basis
    elif target.per is None or target.per is Per.PLACE:
        return None
    else:
        months, basis = _MONTHS[target.per], LengthBasis.PER
    if not finite(target.value) or not finite(target.value / months):
        return None
    return Rate(value=target.value, months=months, per_month=target.value / months, basis=basis)


def months_in(per: Per | None) -> float | None:
    """How many months a unit of time has; None for a period or a place."""
    return _MONTHS.get(per) if per else None


def written_over(found: Rate) -> Per | None:
    """The unit of time a rate was written over; None where that is a period, or several units together."""
    if found.basis is not LengthBasis.PER:
        return None
    return next((per for per, months in _MONTHS.items() if months == found.months), None)


def direction(before: float, after: float, comparison: Comparison | None = None) -> Strength:
    """Whether a number that goes from ``before`` to ``after`` binds more or less."""
    near = finite(before) and finite(after) and abs(after - before) <= _SAME * max(abs(before), abs(after))
    if near or before == after:
        return Strength.NEUTRAL
    rises = after > before
    if comparison is Comparison.AT_MOST:
        rises = not rises
    return Strength.STRONGER if rises else Strength.WEAKER


def turns(one: Rate, other: Rate, before: Rate, after: Rate) -> bool:
    """Whether a reading of two periods moves the rate another way than the main one, or leaves it."""
    return direction(one.per_month, other.per_month) is not direction(before.per_month, after.per_month)


def deadline_before(until: dt.date, months: int) -> dt.date:
    """The last day that lies ``months`` months before the end of a period.

    The end of a month stays the end of a month: six months before 31 December is 30 June.
    """
    day = add_months(next_day(until), -months)
    return day - dt.timedelta(days=1) if day > dt.date.min else day


def next_day(day: dt.date) -> dt.date:
    """The day after; the last day of the calendar has none and stays."""
    return day + dt.timedelta(days=1) if day < dt.date.max else day
