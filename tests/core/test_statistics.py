"""Figures on pledges: every question with yes, no and cannot be told, and counts that add up."""

import datetime as dt
from typing import Any

import pytest
from records import agreement, day, ledger, pledge, target, validity

from medlofte.core.statistics import Row, figures, series_figures
from medlofte.model.agreement import Agreement
from medlofte.model.outcome import Outcome, Report, Status, Window
from medlofte.model.pledge import Area, Commitment, FollowUp, Measure, Pledge
from medlofte.model.record import Fate
from medlofte.model.register import Filed
from medlofte.model.source import Origin, Provenance, Unknown
from medlofte.model.statistics import Figures, Share

TODAY = dt.date(2022, 6, 1)
YEAR = validity("2021-01-01", "2021-12-31")


def counted(
    *pledges: Pledge | str, reports: tuple[Filed, ...] = (), today: dt.date = TODAY, **more: Any
) -> Figures:
    document = agreement(*pledges, **({"validity": YEAR} | more))
    return series_figures("storby", {"storby/2021": document}, {"storby/2021": reports}, today)[0].figures


def unknown(at: str) -> dict[str, Any]:
    return {"provenance": Provenance(of=Origin.RETOLD, unknown=(Unknown(at=at),))}


SHARE = Commitment(by=("polisen",), text="Sin del.", target=(target(2),))
GOAL = Area(id="trafik", title="Trafik", goal="Färre olyckor.")
INNER = Area(id="skolvagar", title="Skolvägar", parent="trafik")
CASES: dict[str, tuple[str, dict[str, Any], dict[str, Any], bool | None]] = {
    "owner of its own": ("owner", {"by": ("polisen",)}, {}, True),
    "owner of a measure": ("owner", {"measure": (Measure(id="m", text="…", by=("polisen",)),)}, {}, True),
    "owner of a share": ("owner", {"commitment": (SHARE,)}, {}, True),
    "no owner": ("owner", {}, {}, False),
    "an owner that is not known": ("owner", {}, unknown("pledge.a.by"), None),
    "a known owner beside what is unknown": ("owner", {"by": ("polisen",)}, unknown("pledge.a.by"), True),
    "a number": ("number", {"target": (target(5),)}, {}, True),
    "a number in a measure": ("number", {"measure": (Measure(id="m", text="…", target=(target(5),)),)}, {}, True),
    "a number in a share": ("number", {"commitment": (SHARE,)}, {}, True),
    "a number in a share of a measure": (
        "number", {"measure": (Measure(id="m", text="…", commitment=(SHARE,)),)}, {}, True,
    ),
    "no number": ("number", {}, {}, False),
    "numbers that are not shown": ("number", {}, unknown("pledge.target"), None),
    "a text that is not known": ("number", {}, unknown("pledge.a.text"), None),
    "a purpose": ("goal", {"purpose": "för tryggheten"}, {}, True),
    "a goal of the area": ("goal", {"area": "trafik"}, {"area": (GOAL,)}, True),
    "a goal of the area above": ("goal", {"area": "skolvagar"}, {"area": (GOAL, INNER)}, True),
    "a goal of another area": ("goal", {"area": "skolvagar"}, {"area": (GOAL, Area(id="skolvagar", title="S"))}, False),
    "areas in a circle": ("goal", {"area": "a"}, {"area": (Area(id="a", title="A", parent="a"),)}, False),
    "a goal of the document": ("goal", {}, {"goal": "Ökad trygghet."}, True),
    "goals that are not known": ("goal", {}, unknown("goal"), None),
    "a follow-up of its own": ("followup", {"followup": FollowUp(how="…")}, {}, True),
    "a follow-up of the document": ("followup", {}, {"followup": FollowUp(times=2)}, True),
    "no follow-up": ("followup", {}, {}, False),
    "a follow-up that is not known": ("followup", {}, unknown("followup"), None),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_question(case: str) -> None:
    key, of_pledge, of_document, answer = CASES[case]
    share = getattr(counted(pledge("a", **of_pledge), **of_document), key)
    assert share == Share(count=int(answer is True), of=int(answer is not None), unknown=int(answer is None))


def report(*outcomes: Outcome, on: str = "2022-01-31", by: str = "polisen") -> Filed:
    found = Report(
        format=1,
        reported_by=by,
        reported_on=day(on),
        covers=Window(from_=day("2021-01-01"), until=day("2021-12-31")),
        outcome=outcomes,
    )
    return Filed(f"outcomes/{on}.{by}.toml", found)


def said(pledge: str, status: Status | None = None, measure: str = "", value: int | None = None) -> Outcome:
    return Outcome(pledge=pledge, measure=measure, text="…", status=status, value=value)


def test_outcomes_are_counted_by_judgement() -> None:
    reports = (report(said("a", Status.FULFILLED), said("b"), said("c", Status.PARTLY, "m")),)
    found = counted("a", "b", "c", "d", reports=reports)
    assert found.outcomes == {"fulfilled": 1, "no_judgement": 1, "partly": 1, "not_reported": 1}
    assert found.outcome == Share(count=3, of=4)


def test_what_runs_is_not_due() -> None:
    found = counted(
        "a", "b", reports=(report(said("a", Status.ONGOING), on="2021-05-01"),), today=dt.date(2021, 6, 1)
    )
    assert found.outcomes == {"ongoing": 1, "not_yet": 1}
    assert found.outcome == Share(count=1, of=1, unknown=1)


def test_a_report_that_comes_later_is_not_counted() -> None:
    found = counted("a", reports=(report(said("a", Status.FULFILLED)),), today=dt.date(2022, 1, 30))
    assert found.outcomes == {"not_reported": 1}


@pytest.mark.parametrize(
    ("value", "status", "word"),
    [
        (5, Status.FULFILLED, "fulfilled"), (4, Status.FULFILLED, "disputed"), (5, Status.EXCEEDED, "disputed"),
        (4, Status.PARTLY, "partly"), (5, Status.PARTLY, "partly"),
    ],
)  # fmt: skip
def test_what_is_called_fulfilled_against_the_numbers_is_counted_apart(
    value: int, status: Status, word: str
) -> None:
    outcome = Outcome(pledge="a", text="x", status=status, value=value, unit="kontroller")
    covers = Window(until=day("2021-12-31"))
    filed = Filed("o/x.toml", Report(format=1, reported_by="p", covers=covers, outcome=(outcome,)))
    assert counted(pledge("a", target=(target(5),)), reports=(filed,)).outcomes == {word: 1}


def test_a_part_report_of_another_party_is_no_contradiction() -> None:
    found = (
        Filed(f"o/{by}.toml", Report(format=1, reported_by=by, reported_on=day(on), covers=Window(until=day(until)),
                                    outcome=(Outcome(pledge="a", text="x", status=status),)))
        for by, on, until, status in (
            ("k", "2021-09-10", "2021-08-31", Status.ONGOING), ("p", "2022-01-10", "2021-12-31", Status.FULFILLED),
        )
    )  # fmt: skip
    assert counted("a", reports=tuple(found)).outcomes == {"fulfilled": 1}


def test_contradicting_reports_are_counted_as_such() -> None:
    reports = report(said("a", Status.FULFILLED)), report(said("a", Status.NOT_FULFILLED), by="kommunen")
    assert counted("a", reports=reports).outcomes == {"contradicted": 1}


def test_fates_are_those_that_the_next_document_tells() -> None:
    rows = ledger(
        "storby/2021", a=(Fate.KEPT, "a"), b=(Fate.DROPPED, ""), c=(Fate.MERGED, "d"), d=(Fate.MERGED, "d")
    )
    documents = {
        "storby/2021": agreement("a", "b", "c", "d", validity=YEAR),
        "storby/2022": agreement("a", "d", validity=validity("2022-01-01", "2022-12-31"), renewal=rows),
    }
    found, _ = series_figures("storby", documents, {}, TODAY)
    first, second = (part.figures.fates for part in found.period)
    assert first == {"dropped": 1, "kept": 1, "merged": 2}
    assert second == {"open": 2}
    only, _ = series_figures("storby", documents, {}, TODAY, wanted=["storby/2021"])
    assert only.figures.fates == first


def test_areas_are_counted_through_the_periods() -> None:
    area = (Area(id="trafik", title="Trafik"), Area(id="unga", title="Unga"))
    later = (Area(id="trafik", title="Trafik och fart"),)
    documents = {
        "storby/2021": agreement(
            pledge("a", area="trafik"), pledge("b", area="unga"), "c", area=area, validity=YEAR
        ),
        "storby/2022": agreement(pledge("a", area="trafik"), area=later, validity=validity("2022-01-01")),
    }
    found, _ = series_figures("storby", documents, {}, TODAY)
    assert [(part.id, part.title, part.figures.pledges, part.figures.documents) for part in found.area] == [
        ("trafik", "Trafik och fart", 2, 2),
        ("unga", "Unga", 1, 1),
        ("", "", 1, 1),
    ]


def test_a_list_that_goes_on_is_told() -> None:
    found = counted("a", **unknown("pledge"))
    assert (found.documents, found.incomplete, found.pledges) == (1, 1, 1)


@pytest.mark.parametrize("name", ["gotland", "kungalv", "strangnas", "oskarshamn"])
def test_counts_add_up_in_real_series(name: str) -> None:
    found, rows = real(name)
    whole = found.figures
    assert figures(rows, whole.documents, whole.incomplete) == whole
    assert whole.pledges == sum(part.figures.pledges for part in found.period)
    assert whole.pledges == sum(part.figures.pledges for part in found.area)
    for part in (whole, *(part.figures for part in (*found.period, *found.area))):
        assert sum(part.fates.values()) == sum(part.outcomes.values()) == part.pledges
        for key in ("owner", "number", "goal", "followup", "outcome"):
            share: Share = getattr(part, key)
            assert share.of + share.unknown == part.pledges
            assert share.count <= share.of


def real(name: str) -> tuple[Any, list[Row]]:
    from pathlib import Path

    from medlofte.store.register import open_register
    from medlofte.store.workspace import Folder

    top = Path(__file__).parents[2]
    register = open_register(Folder(top if name == "gotland" else top / "tests" / "cases"))
    documents: dict[str, Agreement] = {one: register[one] for one in register.periods(name)}
    reports = {one: register.document(one).reports for one in documents}
    return series_figures(name, documents, reports, dt.date(2026, 1, 1))
