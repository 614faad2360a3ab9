"""Which days of the period a report covers: stated by it, or bounded by the day it was made."""

import datetime as dt
import math

from medlofte.core.rates import length, months_between
from medlofte.model.assessment import Coverage
from medlofte.model.outcome import Report
from medlofte.model.validity import Validity


def coverage(report: Report, validity: Validity) -> Coverage | None:
    """The days covered against the period; None where nothing is known of them.

    A window without its first day begins with the period; one without its last day reaches to the day of the report,
    or the end of the period. A report without a window cannot cover what came after it was made: where that was
    before the period ended, it is no report on the whole period.
    """
    window = report.covers
    first = window.from_ if window and window.from_ else validity.from_
    stated = window is not None and (window.from_ or window.until) is not None
    last = window.until if window and window.until else _at_most(report, validity)
    if last is None:
        return None
    if first is not None and first > last:  # turned round: rule M297 says so
        return Coverage(last=last, of=months(validity), stated=stated)
    return _held(first, last, validity, stated=stated)


def months(validity: Validity) -> float | None:
    """The length of the period in months, where it can be told."""
    found = length(validity)
    return found.months if found and 0 < found.months < math.inf else None


def begins_before(first: dt.date | None, validity: Validity) -> bool:
    """Whether a day lies before the period."""
    return bool(first and validity.from_ and first < validity.from_)


def ends_after(last: dt.date | None, validity: Validity) -> bool:
    """Whether a day lies after the period."""
    return bool(last and validity.until and last > validity.until)


def _at_most(report: Report, validity: Validity) -> dt.date | None:
    """The day of the report, where it was made before the period ended."""
    day, window = report.reported_on, report.covers
    if day is None or (validity.from_ and day < validity.from_):
        return None
    early = validity.until is not None and day < validity.until
    begun = window is not None and window.from_ is not None
    return min(day, validity.until or day) if early or begun else None


def _held(first: dt.date | None, last: dt.date, validity: Validity, *, stated: bool) -> Coverage:
    of = months(validity)
    if first is None:
        return Coverage(last=last, of=of, stated=stated)
    inside = max(first, validity.from_ or first), min(last, validity.until or last)
    covered = months_between(*inside) if inside[0] <= inside[1] else 0.0
    bounded = validity.from_ is not None and validity.until is not None
    whole = inside == (validity.from_, validity.until) if bounded else of is not None and covered >= of
    return Coverage(
        first=first,
        last=last,
        months=of if whole and of else covered if of is None else min(covered, of),
        of=of,
        length=months_between(first, last),
        whole=whole,
        stated=stated,
        begins=validity.from_ is None or first <= validity.from_,
    )
