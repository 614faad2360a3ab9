"""A document as people read it: nothing in the record may be left out."""

import datetime as dt
import re
from typing import Any

import msgspec
import pytest
import view_world as world
from filler import Filler

from medlofte.core.outcomes import followed
from medlofte.message import say
from medlofte.model.agreement import Agreement
from medlofte.model.outcome import Report
from medlofte.model.record import Kind
from medlofte.model.register import Filed
from medlofte.model.validity import Validity
from medlofte.view import list_text, show_text
from medlofte.view.catalog import catalog

SV = catalog("sv")


TODAY = dt.date(2026, 1, 15)


def shown(agreement: Any, reports: Any = (), width: Any = 100, colour: Any = False) -> Any:
    how = followed(agreement, reports, TODAY)
    return show_text.render(agreement, "g/1", say("draft"), how, SV, width=width, colour=colour)


@pytest.mark.parametrize("name", ["gotland/2020", "gotland/2021", "strangnas/2019"])
def test_show_is_as_it_was(name: Any, pytestconfig: Any) -> None:
    found = shown(world.agreement(name), world.reports(name), width=80)
    world.golden(f"show-{name.replace('/', '-')}.txt", found, pytestconfig)


@pytest.mark.parametrize("name", world.names())
def test_every_document_can_be_shown(name: Any) -> None:
    for width in (40, 80, 200):
        for line in shown(world.agreement(name), world.reports(name), width=width).splitlines():
            assert len(line) <= min(width, 100)


def test_nothing_in_a_document_is_left_out() -> None:
    filler = Filler(SV)
    agreement = filler.record(Agreement)
    report: Any = filler.record(Report)
    outcome = msgspec.structs.replace(report.outcome[0], pledge=agreement.pledge[0].id, measure="")
    under = msgspec.structs.replace(outcome, measure=agreement.pledge[0].measure[0].id)
    told = msgspec.structs.replace(report, outcome=(report.outcome[0], outcome, under))
    # Dates of the period are in the heading, a retold file says so in words of its own.
    found = re.sub(r"\s+", " ", shown(agreement, [Filed("outcomes/x.toml", told)]))
    missing = [mark for mark in filler.marks if mark not in found]
    assert missing == []


def test_what_is_retold_says_so_first() -> None:
    assert "återberättat" in "\n".join(shown(world.agreement("gotland/2021")).splitlines()[:4])


def test_hostile_text_stays_text() -> None:
    raw = msgspec.to_builtins(world.agreement("gotland/2020"))
    raw["title"] = raw["summary"] = world.HOSTILE
    for pledge in raw["pledge"]:
        pledge["text"] = world.HOSTILE
    found = shown(msgspec.convert(raw, Agreement))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", found)
    assert "[red]x[/red]" in found


def row(
    name: Any = "gotland/2020",
    title: Any = "Medborgarlöfte för hela Gotland och dess omnejd",
    faults: Any = 0,
    kind: Any = Kind.PLEDGES,
) -> Any:
    days = Validity(from_=dt.date(2020, 1, 1), until=dt.date(2020, 12, 31))
    return list_text.Listed(name, title, kind, days, 6, say("draft"), faults)


def test_the_list_is_a_table() -> None:
    rows = [
        row(),
        row("gotland/samverkan/2021-2022", faults=1),
        row("g/x", "", 2, None),
        row(title=world.HOSTILE),
    ]
    lines = list_text.render(rows, SV, width=80, colour=False).splitlines()
    assert len(lines) == 5
    assert all(len(line) <= 80 for line in lines)
    assert "…" in lines[1]
    column = lines[1].index("2020-01")
    assert lines[2].index("2020-01") == column
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", "".join(lines))


def test_an_empty_list_says_so() -> None:
    assert list_text.render([], SV, width=80, colour=False) == "Inga dokument.\n"
