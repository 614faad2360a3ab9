"""The days of the next period: as many as the old one has, right after it, and deadlines moved into it."""

import datetime as dt

from medlofte.core.rates import add_months, months_between, next_day
from medlofte.model.validity import Validity


def proposed_days(validity: Validity) -> tuple[dt.date | None, dt.date | None]:
    """The first and last day of a period as long as the old one, right after it."""
    if validity.until is None or validity.until == dt.date.max:
        return None, None
    first = next_day(validity.until)
    return first, proposed_last(validity, first)


def proposed_last(validity: Validity, first: dt.date) -> dt.date | None:
    """The last day of a period as long as the old one that begins on ``first``."""
    if validity.from_ is None or validity.until is None:
        return None
    months = months_between(validity.from_, validity.until)
    if months == int(months):
        return add_months(first, int(months)) - dt.timedelta(days=1)
    days = (validity.until - validity.from_).days
    return dt.date.fromordinal(min(first.toordinal() + days, dt.date.max.toordinal()))


def proposed_label(first: dt.date | None, last: dt.date | None) -> str:
    """A label for these days: ``2022``, ``2022-2023``, ``2024-01--2024-06``; empty where a day is missing."""
    if first is None or last is None:
        return ""
    if first.year != last.year:
        return f"{first.year}-{last.year}"
    whole_year = (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31)
    return str(first.year) if whole_year else f"{first:%Y-%m}--{last:%Y-%m}"


def moved(day: dt.date, was: dt.date, now: dt.date) -> dt.date:
    """A day as far into the new period as it was into the old; the end of a month stays one.

    Args:
        day: The day.
        was: The first day of the old period.
        now: The first day of the new one.
    """
    shift = round(months_between(was, now) - months_between(was, was))
    after = next_day(day)
    if after.day == 1:
        return add_months(after, shift) - dt.timedelta(days=1)
    return add_months(day, shift)
