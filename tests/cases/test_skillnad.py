"""What each case says under "Skillnad" is what ``diff --format json`` says (issue 2, "It must show", 5)."""

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent
ROOT = CASES.parents[1]
TABLES = sorted((CASES / "skillnad").glob("*.toml"))
#: Those where what the case knows of both sides is all that the documents here hold.
WHOLE = [path for path in TABLES if "declared = false" not in path.read_text(encoding="utf-8")]
Table = dict[str, Any]


def diff(medlofte, old: str, new: str) -> Table:
    """The comparison as a user gets it, run in the register that holds both documents."""
    register = ROOT if old.startswith("gotland/") else CASES
    done = medlofte("diff", old, new, "--format", "json", cwd=register)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def said(changes: Iterable[Table]) -> set[str]:
    """The kinds of some changes, with what the records they hold say as well.

    A number that is gone takes its alternatives and its method along, a share its numbers; a person who signs
    instead of another may do so in another office.
    """
    kinds: set[str] = set()
    for change in changes:
        kinds.add(change["kind"])
        before, after = change.get("before"), change.get("after")
        for side, word in ((before, "dropped"), (after, "added")):
            if change["kind"].startswith("target_") and isinstance(side, dict):
                kinds |= {
                    kind for key, kind in (("any_of", "alternative"), ("method", "method")) if side.get(key)
                }
            if change["kind"] == "commitment" and isinstance(side, dict) and side.get("target"):
                kinds.add(f"target_{word}")
        if change["kind"] == "signatory" and before and after and before.get("office") != after.get("office"):
            kinds.add("office")
    return kinds


def row_of(entry: Table, rows: list[Table]) -> Table:
    """The row with just the ids of an entry."""
    wanted = sorted(entry["old"]), sorted(entry["new"])
    found = [row for row in rows if (sorted(row.get("old", [])), sorted(row.get("new", []))) == wanted]
    assert len(found) == 1, f"{wanted}: {[(row.get('old'), row.get('new')) for row in rows]}"
    return found[0]


def hold(entry: Table, row: Table, *, declared: bool) -> None:
    """One line of a table against its row."""
    judged = entry.get("judgement", False)
    if declared or not judged:
        assert row["fate"] == entry["fate"], (entry, row)
        assert row.get("judgement", False) == judged, entry
    assert set(entry.get("kinds", [])) <= said(row.get("changes", [])), (entry, row.get("changes"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_diff_says_what_the_case_says(path: Path, medlofte):
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    declared = table.get("declared", True)
    comparison = diff(medlofte, table["old"], table["new"])
    rows, areas = comparison.get("rows", []), comparison.get("areas", [])
    for entry in table.get("pledge", []):
        row = row_of(entry, rows)
        hold(entry, row, declared=declared)
        told = "ledger" if declared else ("id" if entry["new"] else "none")
        assert row.get("evidence", "none") == (told if entry["old"] else "none"), entry
    for entry in table.get("area", []):
        row = row_of(entry, areas)
        hold(entry, row, declared=declared)
        assert row.get("evidence", "none") in (("ledger", "id") if entry["old"] else ("none",)), entry
    changes = [
        *comparison.get("changes", []),
        *(change for row in areas for change in row.get("changes", [])),
    ]
    for entry in table.get("other", []):
        here = [
            one
            for one in changes
            if one["path"] == entry["path"] or one["path"].startswith(entry["path"] + ".")
        ]
        assert entry["kind"] in said(here), (entry, here)


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_a_case_accounts_for_every_pledge(path: Path, medlofte):
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    comparison = diff(medlofte, table["old"], table["new"])
    for side in ("old", "new"):
        named = sorted(name for entry in table.get("pledge", []) for name in entry[side])
        assert named == sorted(name for row in comparison.get("rows", []) for name in row.get(side, []))
        assert len(named) == comparison["summary"][side]


def rates(medlofte, old: str, new: str, pledge: str) -> Table:
    comparison = diff(medlofte, old, new)
    row = next(row for row in comparison["rows"] if pledge in row.get("new", []))
    found = [change for change in row["changes"] if change["kind"] == "rate"]
    assert len(found) == 1
    return found[0]


def test_two_documents_are_not_earlier_than_themselves(medlofte):
    rows = diff(medlofte, "gotland/2021", "gotland/2020")["rows"]
    assert [row for row in rows if row.get("earlier") in ("gotland/2020", "gotland/2021")] == []


def test_an_undated_document_has_no_predecessor_by_date(medlofte):
    done = medlofte("diff", "pitea/odaterad", cwd=CASES)
    assert done.returncode != 0
    assert "no predecessor" in done.stderr


def months(change: Table) -> tuple[tuple[float, float], tuple[float, float]]:
    """Both sides of a rate: months, and the number a month as a reader would round it."""
    one, other = change["before"], change["after"]
    return (one["months"], round(one["per_month"], 1)), (other["months"], round(other["per_month"], 1))


def test_kungalv_promises_more_and_less_a_month(medlofte):
    change = rates(medlofte, "kungalv/2020-2021", "kungalv/2021-2023", "narvaro-otrygga-platser")
    assert (change["before"]["value"], change["after"]["value"]) == (200, 500)
    assert months(change) == ((12, 16.7), (33, 15.2))
    assert change["strength"] == "weaker"
    turned = [
        (one["months"], round(one["per_month"], 1), other["months"]) for one, other in change["readings"]
    ]
    assert (15, 13.3, 33) in turned  # read as 15 months, the answer turns round
    assert all(one["per_month"] < other["per_month"] for one, other in change["readings"])


def test_kungalv_promises_the_same_a_month_only_if_both_are_a_year(medlofte):
    change = rates(medlofte, "kungalv/2018-2019", "kungalv/2020-2021", "narvaro-otrygga-platser")
    assert (change["before"]["value"], change["after"]["value"]) == (200, 200)
    assert months(change) == ((12, 16.7), (12, 16.7))
    assert change.get("strength", "neutral") == "neutral"
    read = {
        (one["months"], other["months"]): round(other["per_month"], 1) for one, other in change["readings"]
    }
    assert (read[12, 24], read[12, 15]) == (8.3, 13.3)


def test_kungalv_over_three_periods_falls_too(medlofte):
    change = rates(medlofte, "kungalv/2018-2019", "kungalv/2021-2023", "narvaro-otrygga-platser")
    assert months(change) == ((12, 16.7), (33, 15.2))
    assert change["strength"] == "weaker"


def test_oskarshamn_checks_speed_less_often_however_long_the_period(medlofte):
    change = rates(medlofte, "oskarshamn/2021", "oskarshamn/2022-2023", "trafikkontroller")
    assert (change["before"]["value"], change["after"]["value"]) == (52, 70)
    assert months(change) == ((12, 4.3), (19, 3.7))
    assert change["strength"] == "weaker"
    (reading,) = change["readings"]  # 24 months make it a fall as well
    assert (reading[1]["months"], round(reading[1]["per_month"], 1)) == (24, 2.9)


def test_pitea_merges_fourteen_a_week_into_five(medlofte):
    change = rates(medlofte, "pitea/odaterad", "pitea/2023-2025", "trafikkontroll-skolbesok-eller-fotpatrull")
    week = 7 * 12 / 365.25
    assert round(change["before"]["per_month"] * week, 6) == 14
    assert round(change["after"]["per_month"] * week, 6) == 5
    assert change["strength"] == "weaker"
