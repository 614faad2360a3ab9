"""Which old pledges belong to which new ones: by the ledger, by id, by text, and only across places by likeness."""

import pytest
from records import agreement, between, day, ledger, pledge, target, validity

from medlofte.core.compare import Named, compare
from medlofte.core.similar import likeness, propose, stems
from medlofte.model.change import ChangeKind, Evidence, RowFate, Strength
from medlofte.model.pledge import Area, Pledge
from medlofte.model.record import Fate, Per
from medlofte.model.renewal import LedgerRow, Renewal
from medlofte.model.source import Basis, Origin, Provenance, Signed, Unknown

OF = "storby/2020"


def rows(comparison):
    return [
        (row.fate.value, "+".join(row.old), "+".join(row.new), row.evidence.value) for row in comparison.rows
    ]


def test_every_fate_of_a_ledger():
    old = agreement(*"abcdefghi")
    new = agreement(
        "a", pledge("b", "Annat."), "cc", "d1", "d2", "e", "ny",
        renewal=ledger(
            OF, a=(Fate.KEPT, "a"), b=(Fate.CHANGED, "b"), c=(Fate.EXTENDED, "cc"), d=(Fate.SPLIT, "d1 d2"),
            e=(Fate.MERGED, "e"), f=(Fate.MERGED, "e"), g=(Fate.FULFILLED, ""), h=(Fate.DROPPED, ""), i=(Fate.UNDECIDED, ""),
        ),
    )  # fmt: skip
    assert rows(between(old, new)) == [
        ("kept", "a", "a", "ledger"), ("changed", "b", "b", "ledger"), ("extended", "c", "cc", "ledger"),
        ("split", "d", "d1+d2", "ledger"), ("merged", "e+f", "e", "ledger"), ("fulfilled", "g", "", "ledger"),
        ("dropped", "h", "", "ledger"), ("undecided", "i", "", "ledger"), ("new", "", "ny", "none"),
    ]  # fmt: skip


def test_moved_says_where():
    renewal = Renewal(
        of=OF, pledge=(LedgerRow(id="a", fate=Fate.MOVED, to="folkhälsorådet", reason="Bättre där."),)
    )
    (row,) = between(agreement("a"), agreement(renewal=renewal)).rows
    assert (row.fate, row.to, row.reason) == (RowFate.MOVED, "folkhälsorådet", "Bättre där.")


def test_an_id_used_again_for_another_pledge_is_not_the_old_one():
    new = agreement(pledge("a", "Något nytt."), renewal=ledger(OF, a=(Fate.DROPPED, "")))
    assert sorted(rows(between(agreement("a"), new))) == [
        ("dropped", "a", "", "ledger"),
        ("new", "", "a", "none"),
    ]


def test_an_id_taken_by_a_successor_is_not_linked_by_id_as_well():
    new = agreement("b", renewal=ledger(OF, a=(Fate.CHANGED, "b")))
    found = rows(between(agreement("a", "b"), new))
    assert found == [("changed", "a", "b", "ledger"), ("dropped", "b", "", "none")]


def test_without_a_ledger_ids_count_then_texts():
    old = agreement("a", pledge("b", "Samma –\nord."), "c")
    new = agreement("a", pledge("d", "Samma - ord."), "e")
    assert rows(between(old, new)) == [
        ("kept", "a", "a", "id"), ("kept", "b", "d", "text"), ("dropped", "c", "", "none"), ("new", "", "e", "none"),
    ]  # fmt: skip


def test_pledges_without_a_known_text_are_not_the_same_text():
    old, new = agreement(Pledge(id="a", text="")), agreement(Pledge(id="b", text=""))
    assert {row.fate for row in between(old, new).rows} == {RowFate.DROPPED, RowFate.NEW}


def test_a_ledger_for_another_document_does_not_count():
    new = agreement("b", renewal=ledger("storby/2019", a=(Fate.CHANGED, "b")))
    assert rows(between(agreement("a"), new)) == [("dropped", "a", "", "none"), ("new", "", "b", "none")]


def test_through_a_chain_of_three():
    first = agreement(*"abcdef")
    second = agreement(
        *"abxyef",
        renewal=ledger(
            OF, a=(Fate.KEPT, "a"), b=(Fate.KEPT, "b"), c=(Fate.CHANGED, "x"), d=(Fate.SPLIT, "x y")
        ),
    )
    third = agreement(
        *"amzf", renewal=ledger("storby/2021", a=(Fate.DROPPED, ""), b=(Fate.MERGED, "m"), x=(Fate.KEPT, "z"),
                               y=(Fate.MERGED, "m"), e=(Fate.CHANGED, "f")),
    )  # fmt: skip
    found = compare(Named(OF, first), Named("storby/2022", third), between=[second])
    assert rows(found) == [
        ("dropped", "a", "", "ledger"),
        ("new", "", "a", "none"),
        ("merged", "b+c+d", "m+z", "ledger"),
        ("changed", "e", "f", "ledger"),  # the first ledger is silent about e: it kept its id
        ("dropped", "f", "", "none"),
    ]


def test_reintroduced_names_where_it_was():
    earlier = [Named("storby/2018", agreement("a")), Named("storby/2019", agreement("a"))]
    (row,) = between(agreement(), agreement("a"), earlier=earlier).rows
    assert (row.fate, row.earlier) == (RowFate.REINTRODUCED, "storby/2019")


def test_neither_side_nor_what_is_newer_is_earlier():
    old = Named("storby/2021", agreement(validity=validity("2021-01-01")))
    new = Named("storby/2019", agreement("a", validity=validity("2019-01-01")))
    later = Named("storby/2020", agreement("a", validity=validity("2020-01-01")))
    first = Named("storby/2018", agreement("a", validity=validity("2018-01-01")))
    (row,) = compare(old, new, earlier=[new, later, old]).rows
    assert (row.fate, row.earlier) == (RowFate.NEW, "")
    (row,) = compare(old, new, earlier=[first, new, later]).rows
    assert (row.fate, row.earlier) == (RowFate.REINTRODUCED, "storby/2018")


def test_what_a_ledger_is_silent_on_is_undecided():
    new = agreement("a", renewal=ledger(OF, a=(Fate.KEPT, "a")))
    assert rows(between(agreement("a", "b"), new))[1] == ("undecided", "b", "", "none")
    without = agreement("a", renewal=ledger(OF))
    assert rows(between(agreement("a", "b"), without))[1] == ("dropped", "b", "", "none")


def test_what_a_text_retold_leaves_out_is_not_given_up():
    old = agreement(
        goal="Tryggt.", summary="Kort.", basis=Basis(situation="Läget.", problems=("buller",)), language="sv"
    )
    for origin, strength in ((Origin.RETOLD, Strength.UNKNOWN), (Origin.ORIGINAL, Strength.NEUTRAL)):
        changes = between(old, agreement(provenance=Provenance(of=origin))).changes
        assert {(item.path, item.strength) for item in changes} == {
            (path, strength) for path in ("goal", "summary", "basis")
        }
        half = agreement(
            goal="Tryggt.", summary="Kort.", basis=Basis(situation="Läget."), provenance=Provenance(of=origin)
        )
        (change,) = between(old, half).changes
        assert (change.path, change.strength) == ("basis.problems", strength)


def test_sides_tell_when_they_were_signed():
    told = Provenance(signed=(Signed(text="en måndag"), Signed(on=day("2021-03-31"), text="den 31 mars")))
    words = Provenance(signed=(Signed(note="okänt"), Signed(text="en måndag")))
    found = between(agreement(provenance=words), agreement(provenance=told))
    assert (found.old.signed, found.new.signed) == ("en måndag", "2021-03-31")
    assert between(agreement(), agreement()).old.signed == ""


@pytest.mark.parametrize("at", ["pledge", "pledge.a", "area.trafik"])
def test_what_cannot_be_seen_is_not_dropped(at):
    new = agreement(provenance=Provenance(unknown=(Unknown(at=at),)))
    (row,) = between(agreement(pledge("a", area="trafik")), new).rows
    assert row.fate is RowFate.UNKNOWN


@pytest.mark.parametrize("at", ["pledge.b", "area.unga", "pledge.target", "validity.from"])
def test_what_is_seen_and_gone_is_dropped(at):
    new = agreement(provenance=Provenance(unknown=(Unknown(at=at),)))
    (row,) = between(agreement(pledge("a", area="trafik")), new).rows
    assert row.fate is RowFate.DROPPED


def test_merged_pledges_are_held_against_their_heir_together():
    week = Per.WEEK
    old = agreement(
        pledge("a", "Polisen ska kontrollera.", by=("polisen",), target=(target(7, "kontroller", per=week),)),
        pledge(
            "b", "Polisen ska sträva efter att gå.", by=("polisen",), target=(target(7, "pass", per=week),)
        ),
    )
    new = agreement(
        pledge("c", "Fem gånger.", by=("kommunen",), with_=("polisen",),
               target=(target(5, "tillfällen", per=week, any_of=("kontroll", "pass")),)),
        renewal=ledger(OF, a=(Fate.MERGED, "c"), b=(Fate.MERGED, "c")),
    )  # fmt: skip
    (row,) = between(old, new).rows
    kinds = {change.kind: change for change in row.changes}
    assert kinds[ChangeKind.RATE].strength is Strength.WEAKER
    assert (kinds[ChangeKind.RATE].before.value, kinds[ChangeKind.RATE].after.value) == (14, 5)
    assert kinds[ChangeKind.ALTERNATIVE].strength is Strength.WEAKER
    assert (kinds[ChangeKind.RESPONSIBLE].before, kinds[ChangeKind.RESPONSIBLE].after) == (
        ("polisen",),
        ("kommunen",),
    )
    assert kinds[ChangeKind.PARTNER].after == ("polisen",)
    assert kinds[ChangeKind.HEDGE].before == ("sträva efter",)


def test_a_split_that_loses_its_number_says_so():
    old = agreement(pledge("a", target=(target(20),)))
    renewal = ledger(OF, a=(Fate.SPLIT, "b c"))
    (row,) = between(old, agreement("b", "c", renewal=renewal)).rows
    assert ChangeKind.TARGET_DROPPED in {change.kind for change in row.changes}
    unseen = Provenance(unknown=(Unknown(at="pledge.target"),))
    (row,) = between(old, agreement("b", "c", renewal=renewal, provenance=unseen)).rows
    assert ChangeKind.TARGET_NOT_SHOWN in {change.kind for change in row.changes}


def test_areas_keep_their_ids_or_are_linked_by_the_ledger():
    renewal = Renewal(
        of=OF, area=(LedgerRow(id="narkotika", fate=Fate.CHANGED, into=("droger",), judgement=True),)
    )
    old = agreement(area=(Area(id="trafik", title="Trafik"), Area(id="narkotika", title="Narkotika")))
    new = agreement(
        area=(Area(id="droger", title="Droger"), Area(id="trafik", title="Trafik")), renewal=renewal
    )
    found = {row.new: (row.fate, row.old, row.evidence, row.judgement) for row in between(old, new).areas}
    assert found == {
        ("droger",): (RowFate.CHANGED, ("narkotika",), Evidence.LEDGER, True),
        ("trafik",): (RowFate.KEPT, ("trafik",), Evidence.ID, False),
    }


OLD = {
    "a": "Polisen ska genomföra trafikkontroller vid skolor under morgontimmar",
    "b": "Kommunen ska förbättra belysning i parker och på gångvägar",
}
NEW = {
    "x": "Kommunen förbättrar belysning i parker",
    "y": "Trafikkontroller genomförs vid skolor varje vecka",
    "z": "Föräldrar bjuds till möten om alkohol",
}


def test_two_places_are_paired_by_likeness_and_say_so():
    one = agreement(*(pledge(name, text) for name, text in OLD.items()))
    other = agreement(
        *(pledge(name, text) for name, text in NEW.items()), pledge("a", "Helt andra saker lovas här")
    )
    found = compare(Named("storby/2020", one), Named("exempelstad/2020", other))
    assert found.guessed
    pairs = {row.old: (row.new, row.evidence) for row in found.rows if row.old and row.new}
    assert pairs == {("a",): (("y",), Evidence.SIMILAR), ("b",): (("x",), Evidence.SIMILAR)}
    assert all(row.score for row in found.rows if row.old and row.new)
    assert not found.suggestions


def test_within_a_series_likeness_only_suggests():
    one = agreement(*(pledge(name, text) for name, text in OLD.items()))
    other = agreement(*(pledge(name, text) for name, text in NEW.items()))
    found = between(one, other)
    assert not found.guessed
    assert not any(row.old and row.new for row in found.rows)
    assert {(item.old, item.new) for item in found.suggestions} == {("a", "y"), ("b", "x")}


def test_likeness():
    assert propose(OLD, NEW) == propose(dict(reversed(OLD.items())), dict(reversed(NEW.items())))
    assert likeness(stems(OLD["a"]), stems(OLD["a"])) == 100
    assert likeness(stems(""), stems("")) == 0
    assert propose({}, NEW) == []
    assert propose({"a": ""}, {"x": ""}) == []


def test_the_length_of_the_period_alone_changes_a_rate():
    promised = pledge("a", target=(target(200, per=Per.PERIOD),))
    old = agreement(promised, validity=validity("2020-01-01", "2020-12-31"))
    new = agreement(promised, validity=validity("2021-01-01", "2022-12-31"))
    (row,) = between(old, new).rows
    assert row.fate is RowFate.CHANGED
    assert [change.kind for change in row.changes] == [ChangeKind.RATE]


def test_one_text_for_two_pledges_is_paired_alike_in_any_order():
    twins = [pledge(name, "Samma ord.") for name in ("a", "b", "c", "d")]
    for line in (twins, twins[::-1], twins[2:] + twins[:2]):
        for heirs in (("x", "y"), ("y", "x")):
            new = agreement(*(pledge(name, "Samma ord.") for name in heirs))
            found = {row.old + row.new for row in between(agreement(*line), new).rows}
            assert found == {("a", "x"), ("b", "y"), ("c",), ("d",)}
