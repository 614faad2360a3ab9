"""The days on which a rhythm asks for a report: month ends, leap years, periods that begin on odd days."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import day

from medlofte.core.agenda.rhythm import slots
from medlofte.model.pledge import FollowUp
from medlofte.model.record import Interval

I = Interval  # noqa: E741


def dues(followup: FollowUp, first: str, last: str, until: str = "2030-12-31") -> list[str]:
    end = day(last) if last else None
    return [str(slot.due) for slot in slots(followup, day(first), end, day(until))]


@pytest.mark.parametrize(
    ("interval", "first", "last", "wanted"),
    [
        (I.TERTIAL, "2021-01-01", "2021-12-31", ["2021-04-30", "2021-08-31", "2021-12-31"]),
        (I.HALF_YEAR, "2021-01-01", "2021-12-31", ["2021-06-30", "2021-12-31"]),
        (I.QUARTER, "2024-01-01", "2024-06-30", ["2024-03-31", "2024-06-30"]),
        (I.MONTH, "2024-01-01", "2024-03-31", ["2024-01-31", "2024-02-29", "2024-03-31"]),
        (I.MONTH, "2023-01-01", "2023-03-30", ["2023-01-31", "2023-02-28"]),
        (I.WEEK, "2021-02-01", "2021-02-15", ["2021-02-07", "2021-02-14"]),
        (I.WEEK, "2021-02-05", "2021-02-15", ["2021-02-14"]),
        (I.WEEK, "2021-02-04", "2021-02-15", ["2021-02-07", "2021-02-14"]),
        # years are counted from the first day
        (I.YEAR, "2021-01-01", "2023-12-31", ["2021-12-31", "2022-12-31", "2023-12-31"]),
        (I.YEAR, "2023-03-01", "2025-02-28", ["2024-02-29", "2025-02-28"]),
        (I.YEAR, "2024-02-29", "2026-12-31", ["2025-02-27", "2026-02-27"]),
        # all others are those of the calendar; a short first part joins the next
        (I.TERTIAL, "2017-06-01", "2018-06-30", ["2017-08-31", "2017-12-31", "2018-04-30"]),
        (I.TERTIAL, "2021-03-02", "2021-12-31", ["2021-04-30", "2021-08-31", "2021-12-31"]),
        (I.TERTIAL, "2021-03-03", "2021-12-31", ["2021-08-31", "2021-12-31"]),
        (I.HALF_YEAR, "2017-06-01", "2018-06-30", ["2017-12-31", "2018-06-30"]),
        (I.HALF_YEAR, "2021-01-01", "2021-06-29", []),
    ],
)
def test_even(interval: Interval, first: str, last: str, wanted: list[str]) -> None:
    assert dues(FollowUp(interval=interval), first, last) == wanted


@pytest.mark.parametrize(
    ("months", "first", "last", "wanted"),
    [
        ((5, 11), "2021-01-01", "2021-12-31", ["2021-05-31", "2021-11-30"]),
        ((5, 11), "2020-01-01", "2021-12-31", ["2020-05-31", "2020-11-30", "2021-05-31", "2021-11-30"]),
        ((2,), "2023-01-01", "2024-12-31", ["2023-02-28", "2024-02-29"]),
        # the month the period begins in is none of its months: nothing has been done yet
        ((1,), "2021-01-01", "2022-12-31", ["2022-01-31"]),
        # a month that does not come in the period is the one after it
        ((1,), "2021-01-01", "2021-12-31", ["2022-01-31"]),
        ((3,), "2021-04-01", "2022-02-28", ["2022-03-31"]),
        ((5, 1), "2021-01-01", "2021-12-31", ["2021-05-31", "2022-01-31"]),
        # a month that the period ends in is over with it
        ((6,), "2021-01-01", "2021-06-15", ["2021-06-15"]),
        ((0, 13, 6), "2021-01-01", "2021-12-31", ["2021-06-30"]),
    ],
)
def test_named_months(months: tuple[int, ...], first: str, last: str, wanted: list[str]) -> None:
    assert dues(FollowUp(months=months), first, last) == wanted


def test_open_periods_are_followed_as_far_as_asked() -> None:
    assert dues(FollowUp(interval=I.YEAR), "2021-05-01", "", "2023-05-01") == ["2022-04-30", "2023-04-30"]
    assert dues(FollowUp(months=(5,)), "2021-05-01", "", "2023-05-01") == ["2022-05-31", "2023-05-31"]
    assert dues(FollowUp(times=3), "2021-05-01", "") == []


def test_times() -> None:
    (whole,) = slots(FollowUp(times=3), day("2021-01-01"), day("2021-12-31"), day("2030-01-01"))
    assert (str(whole.first), str(whole.due), whole.times) == ("2021-01-01", "2021-12-31", 3)
    yearly = list(
        slots(FollowUp(times=2, interval=I.YEAR), day("2021-01-01"), day("2022-12-31"), day("2030-01-01"))
    )
    assert [(str(slot.first), str(slot.due), slot.times) for slot in yearly] == [
        ("2021-01-01", "2021-12-31", 2),
        ("2022-01-01", "2022-12-31", 2),
    ]


def test_words_alone_are_no_rhythm() -> None:
    assert dues(FollowUp(how="Löpande."), "2021-01-01", "2021-12-31") == []


@given(st.sampled_from(list(Interval)), st.dates(), st.integers(0, 1200))
def test_slots_follow_on_each_other_within_the_period(interval: Interval, first, length: int) -> None:
    """No day is counted twice, none before the first or after the last; the slots end where one began to look."""
    last = min(first.toordinal() + length, day("9999-12-31").toordinal())
    found = list(slots(FollowUp(interval=interval), first, first.fromordinal(last), first))
    for one, other in pairwise(found):
        assert other.first.toordinal() == one.due.toordinal() + 1
    for slot in found:
        assert first <= slot.first <= slot.due <= first.fromordinal(last)
