"""The invariants of the comparison (design, section 7), held by documents drawn at random."""

import datetime as dt
import json
from typing import Any

import msgspec
import pytest
from apply import applied, canonical, ids
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st
from records import agreement
from strategies import agreements, pairs, plain, retyped, shuffled

from draws import draws
from medlofte.core.compare import Named, compare
from medlofte.model.agreement import Agreement
from medlofte.model.source import Origin, Provenance, Signed
from medlofte.view.data import comparison_json

OLD, NEW = "storby/2020", "storby/2021"
drawn = draws(
    60,
    phases=[Phase.generate],  # shrinking documents of this size takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def told(old: Agreement, new: Agreement, *, other: str = NEW) -> dict[str, Any]:
    """The comparison as its JSON."""
    found = compare(Named(OLD, old), Named(other, new))
    return json.loads(comparison_json(found, old, new))


def unordered(value: Any) -> Any:
    """Without the order of any list, for comparing results up to the order of rows and changes."""
    if isinstance(value, list):
        return sorted((unordered(part) for part in value), key=lambda part: json.dumps(part, sort_keys=True))
    if isinstance(value, dict):
        return {key: unordered(part) for key, part in value.items()}
    return value


def without_order(comparison: dict[str, Any]) -> Any:
    for row in (*comparison.get("rows", []), *comparison.get("areas", [])):
        if len(row.get("new", [])) > 1 or not row.get("new"):
            row.pop("area", None)  # of several, the first names the area
        for key in ("reason", "to"):
            row[key] = sorted(row.get(key, "").split("; "))
    return unordered(comparison)


@drawn
@given(agreements())
def test_a_document_does_not_differ_from_itself(document):
    found = told(document, document)
    assert not found.get("changes")
    assert [row["old"] for row in found.get("rows", [])] == [[pledge.id] for pledge in document.pledge]
    for row in (*found.get("rows", []), *found.get("areas", [])):
        assert row["fate"] == "kept"
        assert row["old"] == row["new"]
        assert not row.get("changes")
    assert not found.get("suggestions")


@drawn
@given(pairs())
def test_what_changed_is_told_once_and_in_full(pair):
    """Drawing two documents takes longer than all that is asked of them here."""
    old, new = pair
    again = msgspec.json.decode(msgspec.json.encode(old), type=Agreement)
    for other in (NEW, "exempelstad/2021"):
        found = told(old, new, other=other)
        assert told(again, new, other=other) == found, "the same each time"
        every_pledge_and_area_stands_in_just_one_row(found, old, new)
        assert applied(plain(old), found) == canonical(plain(new)), "applied to the old, it gives the new"


def every_pledge_and_area_stands_in_just_one_row(
    found: dict[str, Any], old: Agreement, new: Agreement
) -> None:
    for rows, before, after in (("rows", old.pledge, new.pledge), ("areas", old.area, new.area)):
        assert ids(found.get(rows, []), "old") == sorted(item.id for item in before)
        assert ids(found.get(rows, []), "new") == sorted(item.id for item in after)
    summary = found["summary"]
    counts = sum(len(row.get("old", [])) or len(row.get("new", [])) for row in found.get("rows", []))
    assert sum(summary.get("fates", {}).values()) == counts
    assert (summary["old"], summary["new"]) == (len(old.pledge), len(new.pledge))


@drawn
@given(st.data())
def test_the_order_of_tables_makes_no_difference(data):
    old, new = data.draw(pairs())
    other = data.draw(st.sampled_from([NEW, "exempelstad/2021"]))
    one = without_order(told(old, new, other=other))
    assert without_order(told(shuffled(old, data.draw), shuffled(new, data.draw), other=other)) == one


@pytest.mark.parametrize("days", [(2, 5), (5, 2), (None, 2, 5)])
def test_of_several_days_of_signing_the_first_is_told(days):
    told_of = tuple(Signed(on=day and dt.date(2021, 1, day), text=f"undertecknat {day}") for day in days)
    dated, undated = (
        agreement("a", provenance=Provenance(of=Origin.RETOLD, signed=signed))
        for signed in (told_of, tuple(Signed(text=one.text) for one in told_of))
    )
    found = told(dated, undated)
    assert found["old"]["signed"] == "2021-01-02"
    assert found["new"]["signed"] == "; ".join(sorted(one.text for one in told_of))


@drawn
@given(st.data())
def test_order_alone_is_no_change(data):
    document = data.draw(agreements())
    found = told(document, shuffled(document, data.draw))
    assert not found.get("changes")
    assert not any(row.get("changes") for row in (*found.get("rows", []), *found.get("areas", [])))


@drawn
@given(st.data())
def test_retyping_is_no_change(data):
    document = data.draw(agreements(most=8))
    found = told(document, retyped(document, data.draw))
    assert not found.get("changes")
    assert all(
        row["fate"] == "kept" and not row.get("changes")
        for row in (*found.get("rows", []), *found.get("areas", []))
    )
