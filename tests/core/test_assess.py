"""What the numbers of an outcome say: arithmetic on the days covered, and nothing beyond them."""

import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from records import day, target, validity

from medlofte.core.assess import assess
from medlofte.core.coverage import coverage
from medlofte.model.assessment import Assessment, Reach
from medlofte.model.outcome import Outcome, Report, Status, Window
from medlofte.model.pledge import Commitment, Measure, OfWhich, Pledge, Target
from medlofte.model.record import Comparison, Per
from medlofte.model.validity import Validity

YEAR = validity("2020-01-01", "2020-12-31")
FOUR, EIGHT, ALL = "2020-04-30", "2020-08-31", "2020-12-31"


def window(until: str = "", first: str = "") -> Window | None:
    if not (until or first):
        return None
    return Window(from_=day(first) if first else None, until=day(until) if until else None)


def held(
    value: float | None,
    *targets: Target,
    until: str = "",
    first: str = "",
    beside: tuple[Outcome, ...] = (),
    reported: str = "",
    period: Validity = YEAR,
    unread: bool = False,
    **more: Any,
) -> Assessment:
    """One outcome of a pledge with these numbers, in a report that covers these days."""
    told = Outcome(pledge="a", text="Så gick det.", value=value, **({"unit": "kontroller"} | more))
    report = Report(
        format=1,
        reported_on=day(reported) if reported else None,
        covers=window(until, first),
        outcome=(told, *beside),
    )
    promised = Pledge(id="a", text="Vi lovar.", target=targets)
    return assess(told, report, promised, period, unread=unread)


def test_six_of_twenty_in_four_months_is_on_course_with_the_arithmetic():
    found = held(6, target(20, per=Per.PERIOD), until=FOUR)
    assert found.reach is Reach.ON_COURSE
    assert (found.per_month, found.promised_per_month) == (1.5, pytest.approx(1.667, abs=0.001))
    assert found.due == pytest.approx(6.667, abs=0.001)
    assert (found.covers.months, found.covers.of, found.covers.whole) == (4, 12, False)
    assert not found.assumed
    assert held(5, target(20, per=Per.PERIOD), until=FOUR).reach is Reach.BEHIND


def test_fulfilled_with_four_of_five_in_eight_months_is_named_as_a_disagreement():
    found = held(4, target(5), until=EIGHT, status=Status.FULFILLED)
    assert (found.disagrees, found.share, found.covers.months) == (True, 0.8, 8)
    assert found.reach is Reach.ON_COURSE
    assert found.assumed  # the text does not say over what time


@pytest.mark.parametrize(
    ("value", "promised", "until", "reach"),
    [
        (20, {"value": 8, "comparison": Comparison.AT_LEAST}, ALL, Reach.SURPASSED),
        (8, {"value": 8, "comparison": Comparison.AT_LEAST}, ALL, Reach.MET),
        (7, {"value": 8, "comparison": Comparison.AT_LEAST}, ALL, Reach.SHORT),
        (8, {"value": 8}, EIGHT, Reach.MET),  # reached is reached, whatever the rest of the year brings
        (132, {"value": 200, "per": Per.PERIOD}, EIGHT, Reach.ON_COURSE),  # 133 were due: a tenth is no lag
        (119, {"value": 200, "per": Per.PERIOD}, EIGHT, Reach.BEHIND),
        (1, {"value": 2}, EIGHT, Reach.ON_COURSE),
        (0, {"value": 2}, EIGHT, Reach.BEHIND),
        (0, {"value": 1}, EIGHT, Reach.EARLY),
        (3, {"value": 8}, "", Reach.BELOW),
        (8, {"value": 8}, "", Reach.MET),
        (5, {"value": 5, "comparison": Comparison.AT_MOST}, ALL, Reach.MET),
        (6, {"value": 5, "comparison": Comparison.AT_MOST}, ALL, Reach.OVER),
        (6, {"value": 5, "comparison": Comparison.AT_MOST}, FOUR, Reach.OVER),
        (2, {"value": 5, "comparison": Comparison.AT_MOST}, FOUR, Reach.ON_COURSE),
        (3, {"value": 5, "comparison": Comparison.AT_MOST}, FOUR, Reach.BEHIND),
        (3, {"value": 5, "comparison": Comparison.AT_MOST}, "", Reach.BELOW),
        (4, {"value": 4, "comparison": Comparison.EXACTLY}, ALL, Reach.MET),
        (5, {"value": 4, "comparison": Comparison.EXACTLY}, ALL, Reach.SURPASSED),
        (19, {"value": 20, "comparison": Comparison.ABOUT}, ALL, Reach.MET),
        (17, {"value": 20, "comparison": Comparison.ABOUT}, ALL, Reach.SHORT),
        (23, {"value": 20, "comparison": Comparison.ABOUT}, ALL, Reach.SURPASSED),
        (104, {"value": 2, "per": Per.WEEK}, ALL, Reach.MET),
        (103, {"value": 2, "per": Per.WEEK}, ALL, Reach.SHORT),
        (120, {"value": 2, "per": Per.WEEK}, ALL, Reach.SURPASSED),
        (69, {"value": 2, "per": Per.WEEK}, EIGHT, Reach.ON_COURSE),
        (50, {"value": 2, "per": Per.WEEK}, EIGHT, Reach.BEHIND),
        (69, {"value": 2, "per": Per.WEEK}, "", Reach.UNKNOWN),
        (3, {"value": 2, "per": Per.WEEK, "comparison": Comparison.AT_MOST}, ALL, Reach.MET),
        (200, {"value": 2, "per": Per.WEEK, "comparison": Comparison.AT_MOST}, ALL, Reach.OVER),
        (200, {"value": 2, "per": Per.WEEK, "comparison": Comparison.AT_MOST}, EIGHT, Reach.BEHIND),
        (4, {"value": 4, "per": Per.PLACE}, ALL, Reach.UNKNOWN),
        (80, {"value": 90, "unit": "procent av skolorna"}, EIGHT, Reach.BELOW),  # a share does not grow with time
        (90, {"value": 90, "unit": "procent av skolorna"}, EIGHT, Reach.MET),
        (3, {"value": 4, "of": 5}, EIGHT, Reach.BELOW),
        (math.inf, {"value": 4}, ALL, Reach.UNKNOWN),
        (math.nan, {"value": 4}, ALL, Reach.UNKNOWN),
    ],
)  # fmt: skip
def test_a_number_against_the_promise(value, promised, until, reach):
    number = Target(**({"unit": "kontroller"} | promised))
    assert held(value, number, until=until, unit=number.unit).reach is reach


@pytest.mark.parametrize(
    ("value", "per", "promised", "until", "reach"),
    [
        (2, Per.WEEK, {"value": 2, "per": Per.WEEK}, ALL, Reach.MET),
        (3, Per.WEEK, {"value": 2, "per": Per.WEEK}, ALL, Reach.SURPASSED),
        (1, Per.WEEK, {"value": 2, "per": Per.WEEK}, ALL, Reach.SHORT),
        (2, Per.WEEK, {"value": 2, "per": Per.WEEK}, EIGHT, Reach.ON_COURSE),
        (1, Per.WEEK, {"value": 2, "per": Per.WEEK}, EIGHT, Reach.BEHIND),
        (2, Per.WEEK, {"value": 2, "per": Per.WEEK}, "", Reach.ON_COURSE),
        (1, Per.MONTH, {"value": 12, "per": Per.PERIOD}, ALL, Reach.MET),
        (3, Per.WEEK, {"value": 2, "per": Per.WEEK, "comparison": Comparison.AT_MOST}, ALL, Reach.OVER),
        (
            2,
            Per.WEEK,
            {"value": 2, "per": Per.WEEK, "comparison": Comparison.AT_MOST},
            EIGHT,
            Reach.ON_COURSE,
        ),
        (4, Per.PLACE, {"value": 4, "per": Per.PLACE}, ALL, Reach.MET),
        (3, Per.PLACE, {"value": 4, "per": Per.PLACE}, ALL, Reach.SHORT),
        (3, Per.PLACE, {"value": 4}, ALL, Reach.UNKNOWN),
    ],
)
def test_a_rate_against_the_promise(value, per, promised, until, reach):
    assert held(value, Target(unit="kontroller", **promised), until=until, per=per).reach is reach


@pytest.mark.parametrize(
    ("complaints", "status", "disagrees"),
    [
        (7, Status.FULFILLED, True),
        (3, Status.FULFILLED, False),
        (7, Status.PARTLY, False),
        (3, Status.PARTLY, True),
    ],
)
def test_a_second_number_without_a_judgement_of_its_own_counts_against_the_judgement(
    complaints, status, disagrees
):
    limit = target(3, "klagomål", comparison=Comparison.AT_MOST)
    second = Outcome(pledge="a", text="x", value=complaints, unit="klagomål")
    found = held(20, target(20), limit, until=ALL, status=status, beside=(second,))
    assert found.disagrees is disagrees
    judged = Outcome(pledge="a", text="x", value=complaints, unit="klagomål", status=Status.NOT_FULFILLED)
    found = held(20, target(20), limit, until=ALL, status=Status.FULFILLED, beside=(judged,))
    assert not found.disagrees


@pytest.mark.parametrize(
    ("status", "value", "until", "comparison", "disagrees"),
    [
        (Status.FULFILLED, 5, ALL, None, False),
        (Status.FULFILLED, 4, ALL, None, True),
        (Status.FULFILLED, 4, "", None, True),
        (Status.EXCEEDED, 5, ALL, None, True),
        (Status.EXCEEDED, 6, ALL, None, False),
        (Status.PARTLY, 5, ALL, None, True),
        (Status.NOT_FULFILLED, 6, ALL, None, True),
        (Status.PARTLY, 4, ALL, None, False),
        (Status.ONGOING, 5, ALL, None, False),
        (Status.NOT_ASSESSABLE, 1, ALL, None, False),
        (None, 1, ALL, None, False),
        (Status.FULFILLED, 3, "", Comparison.AT_MOST, False),
        (Status.FULFILLED, 6, ALL, Comparison.AT_MOST, True),
        (Status.NOT_FULFILLED, 4, ALL, Comparison.AT_MOST, True),
    ],
)
def test_the_judgement_stands_and_a_disagreement_is_named(status, value, until, comparison, disagrees):
    found = held(value, target(5, comparison=comparison), until=until, status=status)
    assert (found.status, found.disagrees) == (status, disagrees)


def test_a_pace_that_is_held_so_far_is_no_disagreement():
    assert not held(70, target(2, per=Per.WEEK), until=EIGHT, status=Status.FULFILLED).disagrees


def test_what_nobody_promised_counted_or_knows():
    assert held(303).reach is Reach.UNPROMISED
    assert held(303, unread=True).reach is Reach.UNKNOWN
    assert held(None).reach is Reach.NOTHING
    none = held(None, target(200), counted_as="Tillsyner räknas in.", status=Status.FULFILLED)
    assert (none.reach, none.widened, none.disagrees, none.targets[0].value) == (
        Reach.NO_NUMBER,
        True,
        False,
        200,
    )
    other = held(12, target(5), unit="skolor")
    assert (other.reach, other.share) == (Reach.OTHER_UNIT, None)
    assert held(12, target(5), unit="").reach is Reach.OTHER_UNIT
    assert held(5, target(5), unit="  Kontroller. ").reach is Reach.MET
    assert (
        assess(Outcome(text="x", pledge="b", value=1), Report(format=1), None, YEAR).reach is Reach.UNPROMISED
    )


def test_the_number_is_held_against_the_target_of_its_unit():
    found = held(3, target(9, "samtal"), target(3, "kontroller"))
    assert (found.reach, [one.value for one in found.targets]) == (Reach.MET, [3])
    told = held(None, target(9, "samtal"), beside=(Outcome(pledge="a", text="x", value=9, unit="samtal"),))
    assert told.reach is Reach.NOTHING  # the number stands in an outcome beside it


def test_parts_of_a_number_are_told_with_the_whole():
    parts = (OfWhich(value=4, unit="vid skolor"), OfWhich(value=2, unit="på kvällar"))
    number = target(10, of_which=parts)
    school = Outcome(pledge="a", text="x", value=3, unit="vid skolor")
    found = held(10, number, until=ALL, beside=(school,), status=Status.FULFILLED)
    assert found.reach is Reach.MET
    assert [(part.value, part.promised) for part in found.of_which] == [(3, 4), (None, 2)]
    assert found.disagrees  # all were carried out, but one fewer near schools than was promised
    alone = held(3, number, until=ALL, unit="vid skolor")
    assert (alone.reach, alone.targets[0].value) == (Reach.SHORT, 4)


def test_alternatives_count_alike_and_are_added_up():
    number = target(5, "kvinnor", any_of=("SIP", "nätverksmöte"))
    other = Outcome(pledge="a", text="x", value=2, unit="nätverksmöte")
    found = held(3, number, until=ALL, unit="SIP", beside=(other,))
    assert (found.reach, found.value, [one.value for one in found.added]) == (Reach.MET, 5, [3, 2])
    assert held(3, number, until=ALL, unit="SIP").reach is Reach.SHORT


def test_measures_and_the_shares_of_parties_have_numbers_too():
    share = Commitment(by=("polisen",), text="x", target=(target(4),))
    measure = Measure(id="m", text="x", commitment=(share,))
    told = Outcome(pledge="a", measure="m", text="x", value=4, unit="kontroller")
    assert assess(told, Report(format=1, outcome=(told,)), measure, YEAR).reach is Reach.MET


def test_work_of_other_days_is_named():
    assert held(5, target(5), on=day("2019-11-30")).before
    assert held(5, target(5), on=day("2021-01-02")).after
    early = held(5, target(5), first="2019-12-01", until=ALL)
    assert (early.before, early.after, early.covers.months, early.covers.length) == (True, False, 12, 13)
    assert held(5, target(5), first="2020-01-01", until="2021-01-31").after
    outside = held(5, target(5), first="2019-01-01", until="2019-12-31", status=Status.FULFILLED)
    assert (outside.reach, outside.before) == (Reach.OUTSIDE, True)


@pytest.mark.parametrize(
    ("covers", "reported", "months", "whole", "stated"),
    [
        (window(ALL, "2020-01-01"), "2021-01-28", 12, True, True),
        (window(EIGHT), "2020-09-15", 8, False, True),  # begins with the period
        (window(first="2020-05-01"), "2020-08-31", 4, False, True),  # from then on, to the day of the report
        (window(first="2020-05-01"), "2021-02-01", 8, False, True),
        (None, "2020-06-30", 6, False, False),  # cannot cover what came after it was made
    ],
)
def test_days_covered(covers, reported, months, whole, stated):
    found = coverage(Report(format=1, covers=covers, reported_on=day(reported)), YEAR)
    assert (found.months, found.whole, found.stated) == (months, whole, stated)
    assert found.begins is not (covers is not None and covers.from_ == day("2020-05-01"))


def test_days_that_nobody_states_are_unknown():
    assert coverage(Report(format=1, reported_on=day("2021-01-28")), YEAR) is None
    assert coverage(Report(format=1), YEAR) is None
    assert coverage(Report(format=1, covers=window(EIGHT)), Validity()).months is None
    turned = coverage(Report(format=1, covers=window("2020-01-01", "2020-08-31")), YEAR)
    assert (turned.months, turned.whole) == (None, False)


def test_a_report_made_before_the_end_is_held_to_no_course():
    found = held(3, target(12), reported="2020-06-30")
    assert (found.reach, found.due) == (Reach.BELOW, None)


def test_the_length_of_a_period_is_that_which_the_text_states():
    period = validity("2018-10-01", "2019-10-31", months=12)
    found = coverage(Report(format=1, covers=window("2019-10-31", "2018-10-01")), period)
    assert (found.months, found.of, found.whole) == (12, 12, True)


DAYS = (
    st.none()
    | st.dates(dt.date(2019, 1, 1), dt.date(2022, 1, 1))
    | st.sampled_from([dt.date.min, dt.date.max])
)
NUMBERS = st.integers(-3, 300) | st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([10**400])
UNITS = st.sampled_from(["kontroller", "skolor", "", "procent"])
TARGETS = st.builds(
    Target,
    value=NUMBERS,
    unit=UNITS,
    per=st.none() | st.sampled_from(Per),
    comparison=st.none() | st.sampled_from(Comparison),
    of=st.none() | st.just(9),
    any_of=st.just(()) | st.just(("skolor",)),
    of_which=st.just(()) | st.just((OfWhich(value=2, unit="skolor"),)),
)
OUTCOMES = st.builds(
    Outcome,
    pledge=st.just("a"),
    text=st.just("x"),
    value=st.none() | NUMBERS,
    unit=UNITS,
    per=st.none() | st.sampled_from(Per),
    status=st.none() | st.sampled_from(Status),
    on=DAYS,
)
VALIDITIES = st.builds(
    Validity, from_=DAYS, until=DAYS, months=st.none() | st.floats(allow_nan=True, allow_infinity=True)
)


@given(
    outcomes=st.lists(OUTCOMES, min_size=1, max_size=3),
    covers=st.none() | st.builds(Window, from_=DAYS, until=DAYS),
    reported=DAYS,
    targets=st.lists(TARGETS, max_size=2),
    period=VALIDITIES,
)
@example(
    outcomes=[Outcome(pledge="a", text="x", value=value, unit="skolor") for value in (0.0, 10**400)],
    covers=None,
    reported=None,
    targets=[Target(value=2, unit="kontroller", any_of=("skolor",))],
    period=YEAR,
)
def test_it_answers_whatever_it_is_given(outcomes, covers, reported, targets, period):
    report = Report(format=1, covers=covers, reported_on=reported, outcome=tuple(outcomes))
    found = assess(outcomes[0], report, Pledge(id="a", text="x", target=tuple(targets)), period)
    assert found.status is outcomes[0].status
    if found.reach is Reach.SHORT:  # never said of a part of the period
        assert found.covers.whole
    if found.covers and found.covers.of and found.covers.months is not None:
        assert 0 <= found.covers.months <= found.covers.of


@given(value=st.integers(0, 500), promised=st.integers(1, 500), month=st.integers(1, 12))
def test_more_is_never_worse(value, promised, month):
    order = [Reach.EARLY, Reach.BEHIND, Reach.SHORT, Reach.ON_COURSE, Reach.MET, Reach.SURPASSED]
    last = dt.date(2020, month, 28).isoformat() if month < 12 else ALL
    less, more = (held(one, target(promised, per=Per.PERIOD), until=last) for one in (value, value + 1))
    assert order.index(less.reach) <= order.index(more.reach) or less.reach is Reach.EARLY
