"""The charts: what a picture shows, its text alternative and the table beside it say the same."""

import re
from itertools import pairwise
from typing import Any

import published as site
import pytest
import view_world as world

from medlofte.view import charts
from medlofte.view.catalog import catalog

SV, EN = catalog("sv"), catalog("en")
SERIES = ["gotland", "kungalv", "strangnas", "dorotea", "pitea"]
DOCUMENTS = ["gotland/2020", "kungalv/2018-2019", "strangnas/2019", "strangnas/2020"]


def drawn(name: str, words: Any = SV) -> Any:
    volume = site.real()[1][name]
    return site.part(charts.lives(volume.history.life, volume.history, words, id_="a", title=""))


def told(chart: Any) -> list[list[str]]:
    """The rows of the table."""
    return [[site.text(cell) for cell in row] for row in chart.find(".//tbody")]


def unit(share: str) -> float:
    """A share of the width of the picture, in the units that it is reckoned in."""
    assert share.endswith("%")
    return float(share[:-1]) * 3.4


def gap() -> Any:
    """A pledge that was away for a year."""
    kept, back = {"id": "kvar", "text": "Kvar."}, {"id": "ater", "text": "Åter."}
    _, volumes = site.published(
        {
            "storby/2019": site.invented("2019", kept, back),
            "storby/2020": site.invented(
                "2020", kept, renewal=site.renewed("storby/2019", {"id": "kvar", "fate": "kept", "into": ["kvar"]},
                                                   {"id": "ater", "fate": "dropped"})),
            "storby/2021": site.invented(
                "2021", kept, back, renewal=site.renewed("storby/2020", {"id": "kvar", "fate": "kept", "into": ["kvar"]})),
        }
    )  # fmt: skip
    return volumes["storby"].history


def test_a_gap_is_seen_and_told() -> None:
    history = gap()
    chart = site.part(charts.lives(history.life, history, EN, id_="a"))
    assert "Kvar: 2019 – 2021; stands in the newest period." in site.text(chart.find(".//desc"))
    became = "dropped in 2020; reintroduced in 2021; stands in the newest period"
    assert f"Åter: 2019; 2021; {became}." in site.text(chart.find(".//desc"))
    bars = [(unit(bar.get("x")), unit(bar.get("width"))) for bar in chart.iter("rect")]
    assert len(bars) == 3
    assert bars[1][0] + bars[1][1] < bars[2][0] - 100
    assert [site.text(sign) for sign in chart.findall(".//text[@class='end']")] == ["-"]


def test_a_document_between_that_does_not_tell_is_a_dashed_line() -> None:
    one, other = {"id": "kvar", "text": "Kvar."}, {"id": "annat", "text": "Annat."}
    on = {"id": "kvar", "fate": "kept", "into": ["kvar"]}
    documents = {
        "storby/2019": site.invented("2019", one),
        "storby/2020": site.invented("2020", other, renewal=site.renewed("storby/2018")),
        "storby/2021": site.invented("2021", one, renewal=site.renewed("storby/2019", on)),
    }
    history = site.published(documents)[1]["storby"].history
    chart = site.part(charts.lives(history.life[:1], history, EN, id_="a"))
    assert told(chart) == [["Kvar", "2019; 2021", "stands in the newest period"]]
    assert len(chart.findall(".//svg/rect")) == 2
    assert len(chart.findall(".//svg/line[@class='link']")) == 1
    assert "a document between does not tell of it" in site.text(chart)


@pytest.mark.parametrize("name", SERIES)
@pytest.mark.parametrize("words", [SV, EN], ids=["sv", "en"])
def test_picture_table_and_text_of_lives_say_the_same(name: str, words: Any) -> None:
    chart = drawn(name, words)
    picture, rows = chart.find(".//svg"), told(chart)
    said = site.text(chart.find(".//desc"))
    assert said == " ".join(f"{name}: {periods}; {became}." for name, periods, became in rows)
    assert len(rows) == len(site.real()[1][name].history.life)
    assert len(picture.findall("rect")) == sum(periods.count(";") + 1 for _, periods, _ in rows)
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == picture.find("title").get("id")
    key = {site.text(item.find("b")) for item in chart.iter("li")}
    signs = [one for one in picture.iter("text") if one.get("class") in ("on", "end")]
    assert {site.text(sign) for sign in signs} <= key


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("words", [SV, EN], ids=["sv", "en"])
def test_every_pledge_is_counted_once_by_outcome(document: str, words: Any) -> None:
    history = site.real()[1][document.rpartition("/")[0]].history
    chart = site.part(charts.outcomes(charts.areas(history, document, words), words, id_="a"))
    bars = [site.text(one) for one in chart.find(".//svg").iter("text")]
    drawn_numbers = [int(hit[1]) for bar in bars if (hit := re.fullmatch(r"\S (\d+)", bar))]
    listed = [int(cell) for row in told(chart) for cell in row[1:]]
    spoken = re.findall(r" (\d+)(?=[,.])", site.text(chart.find(".//desc")))
    assert sum(listed) == len(world.agreement(document).pledge)
    assert drawn_numbers == [number for number in listed if number] == list(map(int, spoken))
    unreported = "ej redovisat" if words is SV else "not reported"
    assert unreported in [site.text(head) for head in chart.find(".//thead").iter("th")]


def test_parts_of_a_bar_differ_by_more_than_colour_and_do_not_overlap() -> None:
    counts = dict.fromkeys(charts.OUTCOMES, 1)
    chart = site.part(charts.outcomes([charts.AreaOutcomes("Allt", counts)], EN, id_="a"))
    picture = chart.find(".//svg")
    parts = [one for one in picture.iter("rect") if one.get("class").startswith("part")]
    edges = [(unit(one.get("x")), unit(one.get("x")) + unit(one.get("width"))) for one in parts]
    assert all(one[1] < other[0] + 0.1 for one, other in pairwise(edges))
    assert edges[-1][1] < 340.1
    weaves = {one.find("path").get("d") for one in picture.iter("pattern")}
    assert len(weaves) == len(counts) - 3  # filled, empty and dashed need none


def test_nothing_is_drawn_where_nothing_can_be_told_yet() -> None:
    assert charts.outcomes([charts.AreaOutcomes("Allt", {"not_yet": 3})], EN, id_="a") == ""
    assert charts.outcomes([], EN, id_="a") == ""


def test_many_periods_fit_and_the_newest_is_named() -> None:
    pledge = {"id": "kvar", "text": "Kvar."}
    documents = {f"storby/{year}": site.invented(str(year), pledge) for year in range(2000, 2025)}
    history = site.published(documents)[1]["storby"].history
    chart = site.part(charts.lives(history.life, history, EN, id_="a"))
    labels = [one for one in chart.find(".//svg").iter("text") if one.get("class") == "axis"]
    assert site.text(labels[-1]) == "2024"
    places = [unit(one.get("x")) for one in labels]
    assert all(other - one >= 32 for one, other in pairwise(places))
    assert places[-1] <= 340 - 26


def test_hostile_text_stays_text() -> None:
    pledge = {"id": "ond", "text": world.HOSTILE, "area": "ont"}
    area = {"id": "ont", "title": world.HOSTILE}
    history = site.published({"storby/2020": site.invented("2020", pledge, area=[area])})[1]["storby"].history
    for markup in (
        charts.lives(history.life, history, EN, id_="a", title=world.HOSTILE),
        charts.outcomes(charts.areas(history, "storby/2020", EN), EN, id_="a"),
    ):
        assert "<script" not in markup
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", markup)
        assert "<script>alert(1)</script>" in site.text(site.part(markup).find(".//desc"))
