"""Numbers that nobody counts to: reading refuses them, and whatever reckons with a record survives them."""

import datetime as dt
import math

import pytest
from records import agreement, day, pledge, target, validity

from medlofte.core.biography import history
from medlofte.core.changelog import entries
from medlofte.core.check import check_reports, check_series
from medlofte.core.compare import Named, compare
from medlofte.core.rates import added, direction, finite, rate
from medlofte.core.renew import Plan, draft
from medlofte.core.statistics import series_figures
from medlofte.model.agreement import Agreement
from medlofte.model.change import Length, LengthBasis, Strength
from medlofte.model.decision import Decisions
from medlofte.model.outcome import Outcome, Report
from medlofte.model.pledge import OfWhich
from medlofte.model.record import Comparison, Per
from medlofte.model.register import Document, Filed, Policy, Series

HUGE = 10**400
NUMBERS = [HUGE, -HUGE, 2 * 10**308, 1.7e308, -1.7e308, math.inf, -math.inf, math.nan, 5e-324]
TODAY = dt.date(2022, 2, 1)


def test_what_can_be_reckoned_with():
    assert [finite(value) for value in (0, 2.5, 1.7e308, math.inf, math.nan, HUGE)] == [True] * 3 + [
        False
    ] * 3
    assert [added([1, 2]), added([HUGE, 0.0]), added([HUGE, 1])] == [3, math.inf, HUGE + 1]


@pytest.mark.parametrize(
    ("before", "after"), [(1, HUGE), (HUGE, 2 * HUGE), (-HUGE, 1.5), (1.7e308, math.inf)]
)
def test_larger_is_stronger_however_large(before, after):
    assert direction(before, after) is Strength.STRONGER
    assert direction(after, before) is Strength.WEAKER
    assert direction(after, after) is Strength.NEUTRAL


def test_a_rate_that_no_float_holds_is_none():
    for value, months in [(HUGE, 12), (math.inf, 12), (math.nan, 12), (3, 5e-324), (3, math.nan)]:
        assert rate(target(value, per=Per.PERIOD), Length(months=months, basis=LengthBasis.STATED)) is None
    assert rate(target(1.7e308, per=Per.DAY), None) is None


def of_year(year: int, value: float, per: Per, months: float | None) -> Agreement:
    part = OfWhich(value=value, unit="vid skolor")
    numbers = (
        target(value, per=per, of_which=(part, OfWhich(value=0.5, unit="vid torg"))),
        target(2.5, per=per, of=value, comparison=Comparison.AT_MOST),
    )
    period = validity(f"{year}-01-01", f"{year}-12-31", months=months)
    return agreement(pledge("a", "Fem kontroller.", target=numbers), validity=period, language="sv")


@pytest.mark.parametrize("per", [Per.PERIOD, Per.WEEK, Per.PLACE])
@pytest.mark.parametrize("months", [None, 5e-324, math.inf])
@pytest.mark.parametrize("value", NUMBERS, ids=lambda value: str(value)[:8])
def test_no_number_stops_the_reckoning(value, months, per):
    old, new = of_year(2020, 4, per, months), of_year(2021, value, per, months)
    told = (Outcome(pledge="a", text="x", value=value, unit="kontroller"),)
    filed = Filed("2022-01-10.toml", Report(format=1, reported_on=day("2022-01-10"), outcome=told))
    documents, known = {"storby/2020": old, "storby/2021": new}, {"storby/2021": [filed]}
    for one, other in ((old, new), (new, old), (new, new)):
        compare(Named("storby/2020", one), Named("storby/2021", other))
    files = tuple(Document(name, f"{name}.toml", text, (), b"", (filed,)) for name, text in documents.items())
    assert len(list(check_series(Series("storby", files), documents, Policy()))) == 2
    assert list(check_reports(files[1]))
    assert entries(documents, known).entries
    assert history("storby", documents, known, TODAY).life
    assert series_figures("storby", documents, known, TODAY)
    plan = Plan(Named("storby/2021", new), "storby/2022", day("2022-01-01"), day("2022-12-31"), Decisions())
    assert draft(plan).pledge
