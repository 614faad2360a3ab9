"""Promised numbers as rates over the validity, and which way each change moves the promise."""

import datetime as dt

import pytest
from records import day, numbers, target, validity

from medlofte.core.fields import of_substance
from medlofte.core.rates import add_months, deadline_before, direction, length, lengths, months_between, rate
from medlofte.core.rules.figures import how
from medlofte.model.change import ChangeKind, LengthBasis, Strength
from medlofte.model.pledge import OfWhich
from medlofte.model.record import Comparison, Per, Precision
from medlofte.model.source import Origin, Provenance, Unknown
from medlofte.model.validity import Reading

K, S, PERIOD = ChangeKind, Strength, Per.PERIOD
YEAR_20, YEAR_21 = validity("2020-01-01", "2020-12-31"), validity("2021-01-01", "2021-12-31")


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2020-01-01", "2020-12-31", 12),
        ("2021-04-01", "2023-12-31", 33),
        ("2018-10-01", "2019-09-30", 12),
        ("2022-06-01", "2023-12-31", 19),
        ("2021-02-05", "2022-02-04", 12),
        ("2020-02-29", "2020-03-28", 1),
        ("2021-01-31", "2021-02-27", 28 / 30.4375),
        ("2021-02-05", "2021-12-31", 10 + 27 / 30.4375),
        ("2021-01-01", "2021-01-01", 1 / 30.4375),
        ("2020-01-01", "2020-02-29", 2),
        ("2021-01-01", "2021-02-28", 2),
    ],
)
def test_months_of_a_period(first, last, months):
    assert months_between(day(first), day(last)) == pytest.approx(months)


def test_a_longer_period_is_never_shorter():
    first = dt.date(2020, 1, 31)
    found = [months_between(first, first + dt.timedelta(days=count)) for count in range(800)]
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [("2020-01-31", 1, "2020-02-29"), ("2021-01-31", 1, "2021-02-28"), ("2020-02-29", 12, "2021-02-28"),
     ("2021-12-31", -6, "2021-06-30"), ("2021-03-31", -1, "2021-02-28"), ("2021-11-15", 14, "2023-01-15")],
)  # fmt: skip
def test_adding_months(start, count, end):
    assert add_months(day(start), count) == day(end)


@pytest.mark.parametrize(
    ("until", "months", "last"),
    [("2023-12-31", 6, "2023-06-30"), ("2023-12-31", 10, "2023-02-28"), ("2024-12-31", 10, "2024-02-29"),
     ("2023-06-15", 6, "2022-12-15"), ("2023-08-31", 6, "2023-02-28")],
)  # fmt: skip
def test_deadlines_some_months_before_the_end(until, months, last):
    assert deadline_before(day(until), months) == day(last)


def test_what_a_length_rests_on():
    assert length(validity()) is None
    assert length(validity("2020-01-01")) is None
    assert length(YEAR_20).basis is LengthBasis.DATES
    vague = validity("2018-10-01", "2019-10-31", from_precision=Precision.MONTH)
    assert length(vague).basis is LengthBasis.VAGUE
    stated = validity("2018-10-01", "2019-10-31", months=12, months_note="under ett år")
    assert (length(stated).months, length(stated).basis, length(stated).note) == (
        12,
        LengthBasis.STATED,
        "under ett år",
    )
    read = validity(
        "2018-10-01", "2019-10-31", months=12, reading=(Reading(months=13, note="båda månaderna"),)
    )
    assert [item.months for item in lengths(read)] == [12, 13]


@pytest.mark.parametrize(
    ("per", "per_month"),
    [(Per.DAY, 365.25 / 12), (Per.WEEK, 365.25 / 84), (Per.MONTH, 1), (Per.QUARTER, 1 / 3), (Per.HALF_YEAR, 1 / 6),
     (Per.YEAR, 1 / 12), (PERIOD, 1 / 12)],
)  # fmt: skip
def test_rates(per, per_month):
    assert rate(target(1, per=per), length(YEAR_20)).per_month == pytest.approx(per_month)


@pytest.mark.parametrize("per", [None, Per.PLACE])
def test_no_rate_where_the_text_does_not_say_over_what(per):
    assert rate(target(1, per=per), length(YEAR_20)) is None


@pytest.mark.parametrize(
    "period", [validity(), validity("2021-01-02", "2021-01-01"), validity("2021-05-01", "2020-01-01")]
)
def test_no_rate_over_no_time(period):
    assert rate(target(1, per=PERIOD), length(period)) is None
    found = numbers([target(5, per=PERIOD)], [target(4, per=PERIOD)], YEAR_20, period)
    assert [change.kind for change in found] == [K.TARGET_VALUE]
    assert found[0].strength is S.UNKNOWN


@pytest.mark.parametrize(
    ("before", "after", "comparison", "strength"),
    [(1, 2, None, S.STRONGER), (2, 1, None, S.WEAKER), (1, 1.004, None, S.NEUTRAL), (1, 2, Comparison.AT_MOST, S.WEAKER),
     (2, 1, Comparison.AT_MOST, S.STRONGER), (0, 0, None, S.NEUTRAL), (0, 1, None, S.STRONGER)],
)  # fmt: skip
def test_direction(before, after, comparison, strength):
    assert direction(before, after, comparison) is strength


LONG = validity("2021-04-01", "2023-12-31")


@pytest.mark.parametrize(
    ("old", "new", "later", "kinds"),
    [
        ([target(5, per=PERIOD)], [target(6, per=PERIOD)], YEAR_21, {K.TARGET_VALUE: S.STRONGER, K.RATE: S.STRONGER}),
        ([target(6, per=PERIOD)], [target(5, per=PERIOD)], YEAR_21, {K.TARGET_VALUE: S.WEAKER, K.RATE: S.WEAKER}),
        ([target(200, per=PERIOD)], [target(500, per=PERIOD)], LONG, {K.TARGET_VALUE: S.WEAKER, K.RATE: S.WEAKER}),
        ([target(200, per=PERIOD)], [target(200, per=PERIOD)], LONG, {K.RATE: S.WEAKER}),
        ([target(200, per=Per.YEAR)], [target(200, per=Per.YEAR)], LONG, {}),
        ([target(5, per=Per.WEEK)], [target(7, per=Per.WEEK)], LONG, {K.TARGET_VALUE: S.STRONGER, K.RATE: S.STRONGER}),
        ([target(5)], [target(4)], YEAR_21, {K.TARGET_VALUE: S.WEAKER}),
        ([target(5)], [target(4, per=PERIOD)], YEAR_21, {K.TARGET_VALUE: S.UNKNOWN, K.PERIOD: S.UNKNOWN}),
        ([target(12, per=Per.YEAR)], [target(1, per=Per.MONTH)], YEAR_21, {K.TARGET_VALUE: S.NEUTRAL, K.PERIOD: S.UNKNOWN}),
        ([target(5, comparison=Comparison.AT_MOST)], [target(6, comparison=Comparison.AT_MOST)], YEAR_21,
         {K.TARGET_VALUE: S.WEAKER}),
        ([target(5, comparison=Comparison.AT_LEAST)], [target(5, comparison=Comparison.AT_MOST)], YEAR_21,
         {K.COMPARISON: S.UNKNOWN}),
        ([target(5, comparison=Comparison.AT_LEAST)], [target(9, comparison=Comparison.AT_MOST)], YEAR_21,
         {K.COMPARISON: S.UNKNOWN, K.TARGET_VALUE: S.UNKNOWN}),
        ([target(5, comparison=Comparison.AT_LEAST)], [target(5)], YEAR_21, {K.COMPARISON: S.NEUTRAL}),
        ([target(5, comparison=Comparison.AT_LEAST)], [target(5, comparison=Comparison.ABOUT)], YEAR_21,
         {K.COMPARISON: S.WEAKER}),
        ([target(5, comparison=Comparison.ABOUT)], [target(5)], YEAR_21, {K.COMPARISON: S.STRONGER}),
        ([target(5)], [target(5, average=True)], YEAR_21, {K.PERIOD: S.WEAKER}),
        ([target(5)], [target(5, any_of=("besök", "kontroll"))], YEAR_21, {K.ALTERNATIVE: S.WEAKER}),
        ([target(5, any_of=("besök", "kontroll"))], [target(5)], YEAR_21, {K.ALTERNATIVE: S.STRONGER}),
        ([target(5, any_of=("besök", "kontroll"))], [target(5, any_of=("kontroll", "besök"))], YEAR_21, {}),
        ([target(5, method="ATV")], [target(5)], YEAR_21, {K.METHOD: S.NEUTRAL}),
        ([target(5, of_which=(OfWhich(value=4, unit="vid skolor"),))], [target(5)], YEAR_21, {K.TARGET_VALUE: S.NEUTRAL}),
        ([target(5)], [], YEAR_21, {K.TARGET_DROPPED: S.WEAKER}),
        ([], [target(5)], YEAR_21, {K.TARGET_ADDED: S.STRONGER}),
        ([target(5)], [target(5.0)], YEAR_21, {}),
        ([target(5, "möten")], [target(5, "mo\u0308ten")], YEAR_21, {}),
    ],
)  # fmt: skip
def test_what_a_changed_number_is(old, new, later, kinds):
    assert {change.kind: change.strength for change in numbers(old, new, YEAR_20, later)} == kinds


def test_the_reading_that_turns_the_answer_round_is_shown():
    vague = validity(
        "2020-01-01", "2021-12-31", months=12, reading=(Reading(months=15, note="till mars 2021"),)
    )
    (_, change) = numbers([target(200, per=PERIOD)], [target(500, per=PERIOD)], vague, LONG)
    assert change.strength is S.WEAKER
    assert [(one.months, other.months) for one, other in change.readings] == [(15, 33)]


def test_a_reading_that_leaves_the_answer_is_told_too():
    vague = validity("2022-01-01", "2023-07-31", reading=(Reading(months=24, note="hela 2023"),))
    (_, change) = numbers([target(52, per=PERIOD)], [target(70, per=PERIOD)], YEAR_20, vague)
    assert change.strength is S.WEAKER
    assert [(one.months, other.months) for one, other in change.readings] == [(12, 24)]


def test_a_rate_that_stays_in_the_main_reading_only_is_no_change_of_substance():
    vague = validity("2021-01-01", "2021-12-31", reading=(Reading(months=24, note="två år"),))
    (change,) = numbers([target(200, per=PERIOD)], [target(200, per=PERIOD)], YEAR_20, vague)
    assert (change.kind, change.strength) == (K.RATE, S.NEUTRAL)
    assert [round(other.per_month, 1) for _, other in change.readings] == [8.3]
    assert not of_substance([change])
    alike = numbers([target(200, per=PERIOD)], [target(200, per=PERIOD)], vague, vague)
    assert alike == []


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (target(10, per=Per.WEEK), target(30, per=Per.MONTH), "10 a week (43.5 a month) → 30 a month"),
        (target(20, per=Per.YEAR), target(15, per=Per.YEAR), "20 a year → 15 a year"),
        (target(24, per=PERIOD), target(1, per=Per.MONTH), "24 in 12 months (2 a month) → 1 a month"),
    ],
)
def test_a_number_that_fell_is_told_as_written(before, after, text):
    change = next(item for item in numbers([before], [after], YEAR_20, YEAR_21) if item.kind is K.RATE)
    assert how(change).text() == text


def test_a_number_that_cannot_be_seen_is_not_dropped():
    unseen = Provenance(of=Origin.RETOLD, unknown=(Unknown(at="pledge.target"),))
    (change,) = numbers([target(5)], [], YEAR_20, YEAR_21, provenance=unseen)
    assert (change.kind, change.strength) == (K.TARGET_NOT_SHOWN, S.UNKNOWN)


def test_several_numbers_are_paired_by_what_they_count_and_named():
    old = [target(5, "möten"), target(9, "besök", per=Per.YEAR)]
    new = [target(9, "besök", per=Per.MONTH), target(5, "möten")]
    found = numbers(old, new, YEAR_20, YEAR_21)
    assert {change.kind for change in found} == {K.RATE, K.PERIOD}
    assert all(change.numbers == (old[1], new[0]) for change in found)
    assert numbers(old[::-1], new[::-1], YEAR_20, YEAR_21) == found


def test_numbers_of_one_thing_are_paired_alike_in_any_order():
    old, new = [target(5), target(9)], [target(6), target(10)]
    found = {(change.before.value, change.after.value) for change in numbers(old, new, YEAR_20, YEAR_21)}
    assert found == {(5, 6), (9, 10)} or found == {(5, 10), (9, 6)}
    for one in (old, old[::-1]):
        for other in (new, new[::-1]):
            again = {
                (change.before.value, change.after.value) for change in numbers(one, other, YEAR_20, YEAR_21)
            }
            assert again == found
