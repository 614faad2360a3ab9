"""The chart of lives and one life in full: goldens from real series, every width, text that means harm."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
import view_world as world
from msgspec.structs import replace
from rich.cells import cell_len

from medlofte.core.biography import history, of_pledge
from medlofte.model.biography import History
from medlofte.model.change import RowFate
from medlofte.model.outcome import Status
from medlofte.model.register import Filed
from medlofte.store.register import open_register
from medlofte.store.workspace import Folder
from medlofte.view import history_text
from medlofte.view.catalog import catalog
from medlofte.view.life_chart import grid
from medlofte.view.life_words import MARKS

EN = catalog("en")
TODAY = dt.date(2026, 1, 15)
TOP = Path(__file__).parents[2]
SERIES = {"gotland": TOP, "kungalv": TOP / "tests" / "cases", "strangnas": TOP / "tests" / "cases"}
ONE = (
    ("kungalv", "narvaro-otrygga-platser"),
    ("strangnas", "trygghetsvandringar"),
    ("gotland", "stod-till-utsatta"),
)


def told(series: str, today: dt.date = TODAY) -> History:
    register = open_register(Folder(SERIES[series]))
    documents = {name: register[name] for name in register.periods(series)}
    return history(series, documents, {name: register.document(name).reports for name in documents}, today)


def shown(found: History, width: int = 80, colour: bool = False) -> str:
    return history_text.render(found, EN, width=width, colour=colour)


def one(series: str, pledge: str, width: int = 80, colour: bool = False) -> str:
    found = told(series)
    found = replace(found, life=of_pledge(found, pledge))
    return history_text.render_one(found, pledge, EN, width=width, colour=colour)


@pytest.mark.parametrize("series", SERIES)
def test_chart_is_as_it_was(series: str, pytestconfig: Any) -> None:
    world.golden(f"history-{series}.txt", shown(told(series)), pytestconfig)


@pytest.mark.parametrize(("series", "pledge"), ONE)
def test_one_life_is_as_it_was(series: str, pledge: str, pytestconfig: Any) -> None:
    world.golden(f"history-{series}-{pledge}.txt", one(series, pledge), pytestconfig)


def test_signs_where_words_do_not_fit(pytestconfig: Any) -> None:
    text = shown(told("kungalv"), width=60)
    world.golden("history-kungalv-narrow.txt", text, pytestconfig)
    for sign in ("∅", "✓", "✗", "⊕"):
        assert f"{sign} {MARKS[sign].text()}" in text


@pytest.mark.parametrize("series", SERIES)
def test_every_width_holds(series: str) -> None:
    found = told(series)
    for width in (40, 57, 64, 80, 100, 200):
        plain = shown(found, width)
        assert all(cell_len(line) <= min(width, 100) for line in plain.splitlines())
        coloured = re.sub(r"\x1b\[[\d;]*m", "", shown(found, width, colour=True))
        assert [line.rstrip() for line in coloured.splitlines()] == plain.splitlines()


def test_a_rising_number_that_falls_shows_its_rates() -> None:
    text = shown(told("kungalv"))
    assert re.search(r"16\.7/month +16\.7/month +(= )?15\.2/month", text)


def test_a_part_of_the_period_is_never_the_whole() -> None:
    """Five numbers reported for January to August, when nothing else was told yet."""
    text = shown(told("strangnas", dt.date(2019, 10, 1)), 100)
    assert len(re.findall(r"\b(for 8 of|213, for 8)", text)) == 5


def test_not_reported_is_seen_in_every_row_that_nobody_told_of() -> None:
    found = told("strangnas")
    silent = sum(not stage.outcomes for life in found.life for stage in life.stage)
    assert shown(found).count("not reported") == silent > 0


def test_a_series_without_pledges_says_so() -> None:
    found = replace(told("gotland"), life=())
    assert "No document of the series holds a pledge." in shown(found)


def test_more_periods_than_fit() -> None:
    found = told("kungalv")
    many = tuple(
        replace(span, document=f"kungalv/{year}") for year in range(2000, 2030) for span in found.period[:1]
    )
    found = replace(found, period=many)
    at = grid(found.life, found.period, 80)
    assert at.hidden + len(at.spans) == 30
    text = shown(found)
    assert f"{at.hidden} older periods do not fit" in text
    assert "2029" in text
    assert all(cell_len(line) <= 80 for line in text.splitlines())


def test_contradicting_reports_both_stand() -> None:
    register = open_register(Folder(SERIES["strangnas"]))
    report = next(
        filed.report
        for filed in register.document("strangnas/2019").reports
        if filed.path.endswith("2020-01-28.kommunen.toml")
    )
    assert report is not None
    no = tuple(
        replace(item, status=Status.NOT_FULFILLED, value=3)
        for item in report.outcome
        if item.pledge == "grannsamverkan"
    )
    other = Filed("outcomes/2020-01-29.polisen.toml", replace(report, reported_by="polisen", outcome=no))
    documents = {"strangnas/2019": register["strangnas/2019"]}
    found = history(
        "strangnas",
        documents,
        {"strangnas/2019": [*register.document("strangnas/2019").reports, other]},
        TODAY,
    )
    (life,) = of_pledge(found, "grannsamverkan")
    text = history_text.render_one(
        replace(found, life=(life,)), "grannsamverkan", EN, width=100, colour=False
    )
    assert "exceeded, 20" in text
    assert "not fulfilled, 3" in text
    assert "the reports contradict each other; neither is preferred" in text


def test_hostile_text_steers_nothing() -> None:
    found = told("strangnas")
    evil = world.HOSTILE
    stages = tuple(
        replace(
            stage,
            pledge=replace(stage.pledge, id=f"x{evil}", text=evil, title=evil),
            by=(evil,),
            area=evil,
            reason=evil,
            outcomes=tuple(
                replace(item, text=evil, unit=evil, reporter=evil, reason=evil) for item in stage.outcomes
            ),
            ending=tuple(replace(end, into=(evil,), to=evil, reason=evil) for end in stage.ending),
        )
        for stage in found.life[2].stage
    )
    life = replace(found.life[2], id=evil, stage=stages)
    found = replace(found, life=(life,), place=evil)
    for text in (shown(found), history_text.render_one(found, evil, EN, width=80, colour=False)):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
        assert "[red]x[/red]" in re.sub(r"\s+", " ", text) or "…" in text
    for text in (shown(found, colour=True), history_text.render_one(found, evil, EN, width=80, colour=True)):
        assert set(re.findall(r"\x1b.", text)) <= {"\x1b["}
        assert set(re.findall(r"\x1b\[[\d;]*(.)", text)) == {"m"}


def test_every_fate_and_outcome_can_be_shown() -> None:
    found = told("kungalv")
    life = found.life[0]
    for fate in RowFate:
        stage = replace(
            life.stage[0], fate=fate, ending=tuple(replace(end, fate=fate) for end in life.stage[0].ending)
        )
        for width in (50, 80):
            assert shown(replace(found, life=(replace(life, stage=(stage,)),)), width)
