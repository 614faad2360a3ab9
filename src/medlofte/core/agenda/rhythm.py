"""The days on which an agreement's own rhythm asks for a report.

Quarters, four-month periods and half-years are those of the calendar; years are counted from the first day. A first
part of less than half its length asks for no report of its own.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from medlofte.core.rates import add_months, next_day
from medlofte.model.pledge import FollowUp
from medlofte.model.record import Interval

_MONTHS = {Interval.MONTH: 1, Interval.QUARTER: 3, Interval.TERTIAL: 4, Interval.HALF_YEAR: 6}
_YEAR = 12
_WEEK = timedelta(days=7)


class Slot(NamedTuple):
    """A stretch of time at whose end a report is due.

    Attributes:
        first: The first day of a report that belongs to it.
        due: The last day.
        times: How many reports the text asks for within it.
    """

    first: dt.date
    due: dt.date
    times: int = 1


def slots(followup: FollowUp, first: dt.date, last: dt.date | None, until: dt.date) -> Iterator[Slot]:
    """The slots of a rhythm in their order; none where the text names no rhythm.

    Args:
        followup: What the text says of follow-up.
        first: The first day of the period.
        last: Its last day; None where it is open.
        until: How far to look where the period is open.
    """
    end = last or until
    if followup.months:
        yield from _named(followup.months, first, last, until)
    elif followup.interval:
        times = followup.times or 1
        yield from (slot._replace(times=times) for slot in _even(followup.interval, first, end))
    elif followup.times and last:
        yield Slot(first, last, followup.times)


def _named(months: tuple[int, ...], first: dt.date, last: dt.date | None, until: dt.date) -> Iterator[Slot]:
    """The months that the text names, after the one the period begins in.

    A month that does not come within the period is the one that follows it: pledges of a year that are told of in
    January are told of in the January after.
    """
    wanted = {month for month in months if 1 <= month <= _YEAR}
    start = _after(first)
    within = [day for day in _firsts(start, last or until) if day.month in wanted]
    missed = wanted - {day.month for day in within} if last else set()
    later = _firsts(_after(last), add_months(_after(last), _YEAR - 1)) if last and missed else ()
    for day in (*within, *(day for day in later if day.month in missed)):
        end = _month_end(day)
        yield Slot(day, min(end, last) if last and day <= last else end)


def _after(day: dt.date) -> dt.date:
    """The first day of the next month."""
    return next_day(_month_end(day))


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _firsts(day: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The first days of months, from one of them on."""
    while day <= last:
        yield day
        following = add_months(day, 1)
        if following <= day:
            return
        day = following


def _even(interval: Interval, first: dt.date, last: dt.date) -> Iterator[Slot]:
    """Parts of equal length; what is left over at the end has no report of its own."""
    start = first
    for due in _ends(interval, first):
        if due > last:
            return
        if (due - start).days + 1 >= _half(interval):
            yield Slot(start, due)
            start = next_day(due)


def _half(interval: Interval) -> float:
    """Days in half of the interval, months taken as 30 days."""
    if interval is Interval.WEEK:
        return _WEEK.days / 2
    return 0 if interval is Interval.YEAR else _MONTHS[interval] * 15


def _ends(interval: Interval, first: dt.date) -> Iterator[dt.date]:
    """The last days of the parts, without end."""
    if interval is Interval.WEEK:
        day = first + timedelta(days=6 - first.weekday()) if first < dt.date.max - _WEEK else dt.date.max
        while day < dt.date.max - _WEEK:
            yield day
            day += _WEEK
    elif interval is Interval.YEAR:
        count = 1
        while (end := add_months(first, count * _YEAR)) < dt.date.max:
            yield end - timedelta(days=1)
            count += 1
    else:
        yield from _calendar(_MONTHS[interval], first)


def _calendar(step: int, first: dt.date) -> Iterator[dt.date]:
    month = (first.month - 1) // step * step + step
    day = _month_end(first.replace(month=month, day=1))
    while day < dt.date.max:
        yield day
        day = _month_end(add_months(day.replace(day=1), step))
