"""The order of documents, their states, and the lives of pledges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import agreement, day, ledger, pledge, validity
from strategies import agreements

from draws import draws
from medlofte.core.hidden import Hidden
from medlofte.core.history import Stage, lives
from medlofte.core.series import before, chain, newest, ordered, predecessor
from medlofte.core.state import state
from medlofte.model.record import Fate, Kind
from medlofte.model.renewal import Renewal
from medlofte.model.source import Origin, Provenance, Signed, Unknown


def dated(first: str = "", of: str = "", **more):
    return agreement(validity=validity(first), renewal=Renewal(of=of) if of else None, **more)


def test_by_first_day():
    known = {"s/b": dated("2019-01-01"), "s/a": dated("2021-01-01"), "s/c": dated("2020-01-01")}
    assert ordered(known) == ["s/b", "s/c", "s/a"]
    assert newest(known) == "s/a"
    assert newest({}) is None


def test_undated_documents_stand_by_their_renewals_or_their_signing():
    known = {
        "s/odaterad": agreement(),
        "s/andra": dated("2021-01-01", "s/odaterad"),
        "s/tredje": dated("", "s/andra"),
        "s/signerad": agreement(provenance=Provenance(signed=(Signed(on=day("2020-06-01")),))),
        "s/slut": agreement(validity=validity("", "2019-12-31")),
    }
    assert ordered(known) == ["s/slut", "s/signerad", "s/odaterad", "s/andra", "s/tredje"]


def test_an_undated_document_has_no_predecessor_and_is_none_by_date():
    known = {
        "s/a": dated("2020-01-01"),
        "s/x": agreement(),
        "s/b": dated("2021-01-01"),
        "s/y": dated("", "s/b"),
    }
    assert predecessor("s/x", known) is None
    assert predecessor("s/a", known) is None
    assert predecessor("s/b", known) == "s/a"
    assert predecessor("s/y", known) == "s/b"
    known["s/c"] = dated("2022-01-01", "s/x")
    assert predecessor("s/c", known) == "s/x"
    assert predecessor("s/d", known | {"s/d": dated("2023-01-01")}) == "s/c"


def test_a_line_of_undated_documents_keeps_its_order():
    known = {
        "s/c": dated("", "s/b"),
        "s/b": dated("", "s/a"),
        "s/a": dated("2020-01-01"),
        "s/d": dated("", "s/c"),
    }
    assert ordered(known) == ["s/a", "s/b", "s/c", "s/d"]


@pytest.mark.parametrize(
    "links", [{"s/a": "s/a"}, {"s/a": "s/b", "s/b": "s/a"}, {"s/a": "s/b", "s/b": "s/c", "s/c": "s/b"}]
)
def test_a_circle_ends(links):
    known = {name: dated("", of) for name, of in links.items()}
    assert sorted(ordered(known)) == sorted(known)
    assert chain("s/x", "s/a", known) == []
    assert lives("s/a", known) == {}


@draws(100)
@given(st.data())
def test_the_order_does_not_depend_on_how_files_were_met(data):
    days = st.sampled_from(["", "2020-01-01", "2021-01-01"])
    of = st.sampled_from(["", "s/a", "s/b", "s/c", "s/d"])
    names = ["s/a", "s/b", "s/c", "s/d"]
    known = {name: dated(data.draw(days), data.draw(of)) for name in names}
    met = {name: known[name] for name in data.draw(st.permutations(names))}
    assert ordered(met) == ordered(known)


def test_the_predecessor_is_named_or_the_one_of_the_same_kind_before():
    known = {
        "s/2019": dated("2019-01-01"),
        "s/avtal": dated("2019-06-01", kind=Kind.FRAME),
        "s/2020": dated("2020-01-01"),
        "s/2021": dated("2021-01-01", "annan/2020"),
    }
    assert predecessor("s/2020", known) == "s/2019"
    assert predecessor("s/2021", known) == "annan/2020"
    assert predecessor("s/2019", known) is None
    assert predecessor("s/avtal", known) is None
    assert before("s/2020", known, ["s/2019", "s/avtal", "s/2021"]) == ["s/2019", "s/avtal"]
    assert before("s/x", {}, []) == []


def test_a_chain_leads_from_old_to_new():
    known = {"s/c": dated("", "s/b"), "s/b": dated("", "s/a"), "s/a": dated()}
    assert chain("s/a", "s/c", known) == ["s/a", "s/b", "s/c"]
    assert chain("s/b", "s/a", known) == []
    assert chain("s/a", "s/a", known) == ["s/a"]


def test_lives_go_back_through_splits_and_merges():
    known = {
        "s/1": agreement(pledge("a", "Ett."), pledge("b", "Två.")),
        "s/2": agreement("c", "d", renewal=ledger("s/1", a=(Fate.SPLIT, "c d"), b=(Fate.MERGED, "d"))),
        "s/3": agreement("e", "ny", renewal=ledger("s/2", c=(Fate.DROPPED, ""), d=(Fate.CHANGED, "e"))),
    }
    assert lives("s/3", known) == {
        "e": (
            Stage("s/2", "d", Fate.CHANGED, "Löftet d."),
            Stage("s/1", "a", Fate.SPLIT, "Ett."),
            Stage("s/1", "b", Fate.MERGED, "Två."),
        ),
        "ny": (),
    }
    assert len(lives("s/3", known, most=1)["e"]) == 1
    assert lives("s/2", {"s/2": known["s/2"]}) == {"c": (), "d": ()}


def test_states():
    undecided = agreement("a", renewal=ledger("s/1", a=(Fate.UNDECIDED, "a"), b=(Fate.UNDECIDED, "")))
    assert state(undecided).said.text() == "draft, 2 undecided"
    assert state(agreement()).said.text() == "draft"
    assert state(agreement(provenance=Provenance(of=Origin.RETOLD))).said.text() == "retold"
    assert state(agreement(provenance=Provenance(of=Origin.TRANSCRIPT))).said.text() == "transcript"


@pytest.mark.parametrize(
    ("at", "path", "hidden"),
    [
        ("pledge", "pledge", True), ("pledge", "pledge.a", False), ("pledge", "pledge.a.target", False),
        ("pledge.a", "pledge.a", True), ("pledge.a", "pledge.a.text", True), ("pledge.a", "pledge.b", False),
        ("pledge.target", "pledge.a.target", True), ("pledge.target", "pledge.a.text", False),
        ("pledge.target", "pledge.a.measure.m.target", True), ("pledge.a.text", "pledge.a.text", True),
        ("pledge.a.text", "pledge.b.text", False), ("validity.from", "validity.from", True),
        ("validity", "validity.until", True), ("signatory", "signatory.polisen", True), ("area.trafik", "area.trafik", True),
        ("area", "area", True), ("pledge.a", "pledge.ab", False),
    ],
)  # fmt: skip
def test_what_an_unknown_place_covers(at, path, hidden):
    document = agreement(provenance=Provenance(unknown=(Unknown(at=at),)))
    assert Hidden(document).at(path) is hidden


@draws(40)
@given(agreements(most=8))
def test_states_and_hidden_places_are_told_of_any_document(document):
    assert state(document).said.text()
    assert Hidden(document).list_goes_on is ("pledge" in [item.at for item in document.provenance.unknown])
