"""The life of pledges: each in its row from document to document, whatever became of it."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from records import agreement, day, ledger, pledge, target, validity
from strategies import agreements, ledgers

from draws import draws
from medlofte.core.biography import history, ids, of_pledge
from medlofte.model.agreement import Agreement
from medlofte.model.biography import History, Life
from medlofte.model.change import RowFate
from medlofte.model.outcome import Outcome, Report, Status, Window
from medlofte.model.record import Fate, Per
from medlofte.model.register import Filed

TODAY = dt.date(2026, 1, 1)
F = RowFate


def year(number: int, *pledges: Any, **more: Any) -> Agreement:
    return agreement(*pledges, validity=validity(f"{number}-01-01", f"{number}-12-31"), **more)


def told(
    *documents: Agreement, reports: dict[str, list[Filed]] | None = None, today: dt.date = TODAY
) -> History:
    """The history of a series of documents, one for each year from 2020."""
    named = {f"storby/{2020 + at}": document for at, document in enumerate(documents)}
    return history("storby", named, reports or {}, today)


def drawn(found: History) -> dict[str, str]:
    """Each life in short: ``2020+ 2021~ 2022-`` are its stages and endings with the first letters of their fates."""
    return {life.id: _drawn(life) for life in found.life}


def _drawn(life: Life) -> str:
    parts = []
    for stage in life.stage:
        parts.append(f"{stage.document[-4:]} {stage.fate.value}")
        for end in stage.ending:
            into = f" into {' '.join(end.into)}" if end.into else ""
            parts.append(f"{end.document[-4:]} {end.fate.value}{into} .")
    return ", ".join(parts)


CASES: dict[str, tuple[list[Agreement], dict[str, str]]] = {
    "kept, then changed, then dropped": (
        [
            year(2020, "a"),
            year(2021, "a", renewal=ledger("storby/2020", a=(Fate.KEPT, "a"))),
            year(2022, "a", renewal=ledger("storby/2021", a=(Fate.CHANGED, "a"))),
            year(2023, "b", renewal=ledger("storby/2022", a=(Fate.DROPPED, ""))),
        ],
        {"a": "2020 new, 2021 kept, 2022 changed, 2023 dropped .", "b": "2023 new"},
    ),
    "a new id goes on in the same row": (
        [year(2020, "a"), year(2021, "b", renewal=ledger("storby/2020", a=(Fate.CHANGED, "b")))],
        {"b": "2020 new, 2021 changed"},
    ),
    "merged into a new one": (
        [
            year(2020, "a", "b"),
            year(2021, "c", renewal=ledger("storby/2020", a=(Fate.MERGED, "c"), b=(Fate.MERGED, "c"))),
        ],
        {"a": "2020 new, 2021 merged into c .", "b": "2020 new, 2021 merged into c .", "c": "2021 merged"},
    ),
    "merged into one of them": (
        [
            year(2020, "a", "b"),
            year(2021, "a", renewal=ledger("storby/2020", a=(Fate.MERGED, "a"), b=(Fate.MERGED, "a"))),
        ],
        {"a": "2020 new, 2021 merged", "b": "2020 new, 2021 merged into a ."},
    ),
    "split, one keeping the id": (
        [year(2020, "a"), year(2021, "a", "b", renewal=ledger("storby/2020", a=(Fate.SPLIT, "a b")))],
        {"a": "2020 new, 2021 split", "b": "2021 split"},
    ),
    "split into new ones": (
        [year(2020, "a"), year(2021, "b", "c", renewal=ledger("storby/2020", a=(Fate.SPLIT, "b c")))],
        {"a": "2020 new, 2021 split into b c .", "b": "2021 split", "c": "2021 split"},
    ),
    "reintroduced after a gap": (
        [
            year(2020, "a"),
            year(2021, "b", renewal=ledger("storby/2020", a=(Fate.DROPPED, ""))),
            year(2022, "a", "b", renewal=ledger("storby/2021", b=(Fate.KEPT, "b"))),
        ],
        {"a": "2020 new, 2021 dropped ., 2022 reintroduced", "b": "2021 new, 2022 kept"},
    ),
    "vanished without a word": (
        [year(2020, "a"), year(2021, "b")],
        {"a": "2020 new, 2021 dropped .", "b": "2021 new"},
    ),
    "told by two documents": (
        [
            year(2020, "a", "b"),
            year(2021, renewal=ledger("storby/2020", a=(Fate.UNKNOWN, ""), b=(Fate.UNKNOWN, ""))),
            year(2022, "a", renewal=ledger("storby/2020", a=(Fate.CHANGED, "a"), b=(Fate.DROPPED, ""))),
        ],
        {"a": "2020 new, 2021 unknown ., 2022 changed", "b": "2020 new, 2021 unknown ., 2022 dropped ."},
    ),
    "the document before is not here, and the ledger tells": (
        [year(2020, "a", "b", "c", renewal=ledger("storby/2019", a=(Fate.KEPT, "a"), x=(Fate.CHANGED, "b")))],
        {"a": "2020 kept", "b": "2020 changed", "c": "2020 new"},
    ),
    "the document before is not here, and there is no ledger": (
        [year(2020, "a", renewal=ledger("storby/2019"))],
        {"a": "2020 unknown"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_lives(case: str) -> None:
    documents, wanted = CASES[case]
    assert drawn(told(*documents)) == wanted


def test_moved_elsewhere_tells_where() -> None:
    rows = ledger("storby/2020", a=(Fate.MOVED, ""))
    rows = replace(rows, pledge=(replace(rows.pledge[0], to="lokala Brå", reason="Arbetas vidare där."),))
    (life,) = told(year(2020, "a"), year(2021, renewal=rows)).life
    (end,) = life.stage[0].ending
    assert (end.fate, end.to, end.reason) == (F.MOVED, "lokala Brå", "Arbetas vidare där.")


def test_a_number_is_told_as_a_rate() -> None:
    old = agreement(
        pledge("a", target=(target(200, per=Per.PERIOD),)), validity=validity("2020-01-01", "2020-12-31")
    )
    new = agreement(
        pledge("a", target=(target(500, per=Per.PERIOD), target(3))),
        validity=validity("2021-01-01", "2023-09-30"),
        renewal=ledger("storby/2020", a=(Fate.CHANGED, "a")),
    )
    (life,) = told(old, new).life
    first, second = ([speed and round(speed.per_month, 1) for speed in stage.rate] for stage in life.stage)
    assert (first, second) == ([16.7], [15.2, None])


def test_outcomes_stand_in_their_period() -> None:
    outcome = Outcome(pledge="a", text="Gjort.", status=Status.PARTLY)
    report = Report(
        format=1, reported_on=day("2020-09-10"), covers=Window(until=day("2020-08-31")), outcome=(outcome,)
    )
    reports = {"storby/2020": [Filed("agreements/storby/2020/outcomes/x.toml", report)]}
    documents = year(2020, "a", "b"), year(2021, "a", renewal=ledger("storby/2020", a=(Fate.KEPT, "a")))
    found = told(*documents, reports=reports)
    a, b = found.life
    assert [[one.status for one in stage.outcomes] for stage in a.stage] == [[Status.PARTLY], []]
    assert b.stage[0].outcomes == ()
    early = told(*documents, reports=reports, today=dt.date(2020, 9, 9))
    assert early.life[0].stage[0].outcomes == ()


def test_which_periods_are_over() -> None:
    documents = year(2020, "a"), year(2021, "a")
    over = {span.document: span.over for span in told(*documents, today=dt.date(2021, 6, 1)).period}
    assert over == {"storby/2020": True, "storby/2021": False}


def test_one_pledge_has_its_words_marked_against_the_text_before() -> None:
    documents = [
        year(2020, pledge("a", "Polisen gör minst fem kontroller.")),
        year(
            2021,
            pledge("b", "Polisen gör minst tio kontroller."),
            renewal=ledger("storby/2020", a=(Fate.CHANGED, "b")),
        ),
        year(
            2022,
            pledge("b", "Polisen gör minst tio  kontroller."),
            renewal=ledger("storby/2021", b=(Fate.KEPT, "b")),
        ),
    ]
    found = told(*documents)
    assert ids(found) == ["a", "b"]
    for name in "ab":
        (life,) = of_pledge(found, name)
        first, second, third = life.stage
        assert first.words == third.words == ()
        assert [run for run in second.words if run[0] != "="] == [("-", "fem"), ("+", "tio")]
    assert of_pledge(found, "c") == ()


@st.composite
def series(draw: st.DrawFn) -> list[Agreement]:
    """A few documents, each with or without a ledger over the one before."""
    found: list[Agreement] = []
    for at in range(draw(st.integers(1, 4))):
        document = replace(draw(agreements(most=3)), validity=validity(f"{2020 + at}-01-01"), renewal=None)
        if found:
            rows = draw(ledgers(found[-1].pledge, document.pledge, f"storby/{2019 + at}"))
            document = replace(document, renewal=rows)
        found.append(document)
    return found


@draws(60)
@given(series())
def test_no_pledge_is_left_out_or_told_twice(documents: list[Agreement]) -> None:
    found = told(*documents)
    stood = [(stage.document, stage.pledge.id) for life in found.life for stage in life.stage]
    there = [(f"storby/{2020 + at}", one.id) for at, doc in enumerate(documents) for one in doc.pledge]
    assert sorted(stood) == sorted(there)
    for life in found.life:
        names = [stage.document for stage in life.stage]
        assert names == sorted(set(names))
        assert life.id == life.stage[-1].pledge.id
