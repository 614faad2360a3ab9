"""How a number stands to the promised one, given the days it was reached in."""

import math
from typing import NamedTuple

from medlofte.core.coverage import months
from medlofte.core.rates import finite, length, months_in, rate
from medlofte.model.assessment import Coverage, Reach
from medlofte.model.pledge import Number, Target
from medlofte.model.record import Comparison, Per
from medlofte.model.validity import Validity

#: How far below the promised rate still counts as on course, and how far from "about" a number as that number.
#: The other bound is whole things: 20 joint operations in 12 months make 6.7 in 4, and nobody carries out 0.7 of one,
#: so 6 are all that could be due by then. Both are needed: whole things for small numbers, the share for large ones.
_SLACK = 0.1
#: Sums and products of months are not exact.
_NEAR = 1e-9
_SHARES = ("%", "procent", "percent", "andel")


class Course(NamedTuple):
    """Both numbers a month, and what would have been reached by then."""

    per_month: float | None = None
    promised: float | None = None
    due: float | None = None
    assumed: bool = False


NO_COURSE = Course()


def stand(
    target: Target, value: Number, per: Per | None, window: Coverage | None, validity: Validity
) -> tuple[Reach, Course]:
    """How a number stands to the promised one, and its course where one can be told.

    Args:
        target: The promised number.
        value: The number reached.
        per: What it is counted over, where that is not all the days covered.
        window: The days covered.
        validity: The period.
    """
    if not (finite(value) and finite(target.value)):
        return Reach.UNKNOWN, NO_COURSE
    if window and window.months is not None and window.months <= 0 and window.length:
        return Reach.OUTSIDE, NO_COURSE
    if Per.PLACE in (target.per, per):
        alone = target.per is per  # both at each place: no time comes into it
        return (_still(target, value, window) if alone else Reach.UNKNOWN), NO_COURSE
    if _is_share(target):
        return _still(target, value, window), NO_COURSE
    course = _course(target, value, per, window, validity)
    if months_in(per):
        return _by_rate(target, course, window), course
    if months_in(target.per):
        return (Reach.UNKNOWN if course.due is None else _by_due(target, value, course.due, window)), course
    found = _still(target, value, window)
    if found in (Reach.BELOW, Reach.MET) and course.due is not None and not (window and window.whole):
        return _under_way(target, value, course.due, found), course
    return found, NO_COURSE


def grows(target: Target) -> bool:
    """Whether what was reached in some days and in the next ones adds up."""
    return not (_is_share(target) or target.average or target.per is Per.PLACE)


def _is_share(target: Target) -> bool:
    """Whether a number is a share of something, which does not grow with time."""
    return target.of is not None or any(word in target.unit.casefold() for word in _SHARES)


def _course(
    target: Target, value: Number, per: Per | None, window: Coverage | None, validity: Validity
) -> Course:
    """Both numbers a month, as far as the days covered and the period are known."""
    span = length(validity) if months(validity) else None
    assumed = target.per is None
    promised = rate(Target(value=target.value, unit="", per=target.per or Per.PERIOD), span)
    over = months_in(per)
    known = window.length if window is not None and window.stated else None
    reached = value / over if over else value / known if known else None
    if promised is None or reached is None:
        return NO_COURSE
    due = promised.per_month * known if known else None
    if not finite(reached) or (due is not None and not finite(due)):
        return NO_COURSE
    return Course(reached, promised.per_month, due, assumed)


def _still(target: Target, value: Number, window: Coverage | None) -> Reach:
    """A number against the promised one as a whole, whatever the time."""
    if target.comparison is Comparison.AT_MOST:
        whole = window is not None and window.whole
        return Reach.OVER if value > target.value else Reach.MET if whole else Reach.BELOW
    slack = abs(target.value) * _SLACK if target.comparison is Comparison.ABOUT else 0.0
    if value > target.value + slack + _NEAR:
        return Reach.SURPASSED
    if value >= target.value - slack - _NEAR:
        return Reach.MET
    return Reach.SHORT if window is not None and window.whole else Reach.BELOW


def _under_way(target: Target, value: Number, due: float, found: Reach) -> Reach:
    """A part of the period: whether the rest can be expected to follow."""
    if target.comparison is Comparison.AT_MOST:
        return Reach.ON_COURSE if value <= max(math.ceil(due - _NEAR), due * (1 + _SLACK)) else Reach.BEHIND
    if found is Reach.MET:
        return found
    if value <= 0:
        return Reach.EARLY if due < 1 else Reach.BEHIND
    return Reach.ON_COURSE if value >= min(math.floor(due + _NEAR), due * (1 - _SLACK)) else Reach.BEHIND


def _by_due(target: Target, value: Number, due: float, window: Coverage | None) -> Reach:
    """A number promised a week or a month, against as many as that makes over the days covered."""
    whole = window is not None and window.whole
    if target.comparison is Comparison.AT_MOST:
        if value <= math.ceil(due - _NEAR):
            return Reach.MET if whole else Reach.ON_COURSE
        return Reach.OVER if whole else Reach.BEHIND
    if not whole:
        return _under_way(target, value, due, Reach.BELOW)
    slack = due * _SLACK if target.comparison is Comparison.ABOUT else 0.0
    if value >= math.floor(due + _NEAR) + 1 + slack:
        return Reach.SURPASSED
    return Reach.MET if value >= math.floor(due + _NEAR) - slack else Reach.SHORT


def _by_rate(target: Target, course: Course, window: Coverage | None) -> Reach:
    """A rate against a rate."""
    if course.per_month is None or course.promised is None:
        return Reach.UNKNOWN
    whole = window is not None and window.whole
    reached, promised = course.per_month, course.promised
    if target.comparison is Comparison.AT_MOST:
        within = reached <= promised * (1 + _NEAR)
        return (
            (Reach.MET if whole else Reach.ON_COURSE) if within else (Reach.OVER if whole else Reach.BEHIND)
        )
    if not whole:
        return Reach.ON_COURSE if reached >= promised * (1 - _SLACK) else Reach.BEHIND
    slack = _SLACK if target.comparison is Comparison.ABOUT else _NEAR
    if reached > promised * (1 + slack):
        return Reach.SURPASSED
    return Reach.MET if reached >= promised * (1 - slack) else Reach.SHORT
