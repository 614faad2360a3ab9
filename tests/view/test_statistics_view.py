"""Figures for the terminal: goldens, every width, text that means harm."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
import view_world as world
from msgspec.structs import replace
from rich.cells import cell_len

from medlofte.core.statistics import figures, series_figures
from medlofte.model.statistics import Figures, Share, Statistics
from medlofte.store.register import open_register
from medlofte.store.workspace import Folder
from medlofte.view.catalog import catalog
from medlofte.view.statistics_text import render

EN = catalog("en")
TOP = Path(__file__).parents[2]
TODAY = dt.date(2026, 1, 15)


def counted(top: Path, *wanted: str) -> Statistics:
    register = open_register(Folder(top))
    parts, rows = [], []
    for series in wanted or register.series_names():
        documents = {name: register[name] for name in register.periods(series)}
        reports = {name: register.document(name).reports for name in documents}
        part, found = series_figures(series, documents, reports, TODAY)
        parts.append(part)
        rows += found
    whole = figures(
        rows,
        sum(part.figures.documents for part in parts),
        sum(part.figures.incomplete for part in parts),
    )
    return Statistics(schema="x", date=TODAY, figures=whole, series=tuple(parts))


def shown(found: Statistics, width: int = 80, colour: bool = False) -> str:
    return render(found, EN, width=width, colour=colour)


@pytest.mark.parametrize("series", ["gotland", "kungalv", "strangnas"])
def test_series_is_as_it_was(series: str, pytestconfig: Any) -> None:
    top = TOP if series == "gotland" else TOP / "tests" / "cases"
    world.golden(f"statistics-{series}.txt", shown(counted(top, series)), pytestconfig)


def test_register_is_as_it_was(pytestconfig: Any) -> None:
    world.golden("statistics-cases.txt", shown(counted(TOP / "tests" / "cases")), pytestconfig)


def test_every_width_holds() -> None:
    for found in (counted(TOP / "tests" / "cases"), counted(TOP, "gotland")):
        for width in (80, 90, 100, 200):
            plain = shown(found, width)
            assert all(cell_len(line) <= min(width, 100) for line in plain.splitlines())
            coloured = re.sub(r"\x1b\[[\d;]*m", "", shown(found, width, colour=True))
            assert [line.rstrip() for line in coloured.splitlines()] == plain.splitlines()
        for width in (40, 60):
            assert all(cell_len(line) <= width for line in shown(found, width).splitlines())


def test_every_share_stands_with_its_counts() -> None:
    text = shown(counted(TOP / "tests" / "cases", "strangnas"))
    assert "8 of 16 (50 %)" in text
    assert "4/9 44 %" in text
    assert not re.search(r"(?<![\d/] )(?<!\()\b\d+ %", text)


def test_a_share_of_nothing_is_no_share() -> None:
    empty = Figures(documents=1, pledges=1, owner=Share(unknown=1))
    found = counted(TOP, "gotland")
    part = replace(found.series[0], figures=empty, area=(), period=found.series[0].period[:1])
    text = shown(replace(found, figures=empty, series=(part,)))
    assert "– · 1 not known" in text


def test_hostile_names_steer_nothing() -> None:
    found = counted(TOP, "gotland")
    series = found.series[0]
    area = tuple(replace(part, id=world.HOSTILE, title=world.HOSTILE) for part in series.area)
    text = shown(replace(found, series=(replace(series, area=area),)), 100)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
