"""The changelog of a series: a case for each group, the outcomes; no pledge is lost or told twice."""

import datetime as dt
from collections import Counter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlofte.core.changelog import entries
from medlofte.core.changelog_outcomes import outcomes_told
from medlofte.model.agreement import Agreement
from medlofte.model.change import ChangeKind, RowFate, Strength
from medlofte.model.changelog import Changelog, Entry, GroupKind, Item
from medlofte.model.outcome import Outcome, Report, Status, Window
from medlofte.model.party import Party, Signatory
from medlofte.model.pledge import Area, Pledge, Target
from medlofte.model.record import Fate, Kind, PartyKind, Per
from medlofte.model.register import Filed
from medlofte.model.release import Signer, Signing
from medlofte.model.renewal import LedgerRow, Renewal
from medlofte.model.signoff import Method
from medlofte.model.source import Origin, Provenance, Unknown
from medlofte.model.validity import Validity

G = GroupKind


def agreement(
    year: int, *pledges: Pledge, renewal: Renewal | None = None, unknown: tuple[str, ...] = ()
) -> Agreement:
    return Agreement(
        format=1,
        kind=Kind.PLEDGES,
        title=f"Löften {year}",
        place="Orten",
        validity=Validity(from_=dt.date(year, 1, 1), until=dt.date(year, 12, 31)),
        party=(Party(id="polisen", name="Polisen i Orten", kind=PartyKind.POLICE),),
        pledge=pledges,
        renewal=renewal,
        provenance=Provenance(
            of=Origin.RETOLD if unknown else Origin.ORIGINAL, unknown=tuple(Unknown(at=at) for at in unknown)
        ),
    )


def pledge(name: str, value: int = 0, *, per: Per | None = Per.PERIOD, text: str = "") -> Pledge:
    target = (Target(value=value, unit="pass", per=per),) if value else ()
    return Pledge(id=name, text=text or f"Vi lovar {name}.", by=("polisen",), target=target)


def ledger(of: str, *rows: LedgerRow) -> Renewal:
    return Renewal(of=of, pledge=rows)


def row(name: str, fate: Fate, *into: str, reason: str = "", to: str = "") -> LedgerRow:
    return LedgerRow(id=name, fate=fate, into=into, reason=reason, to=to)


def newest(old: Agreement, new: Agreement, reports: tuple[Filed, ...] = ()) -> Entry:
    return entries({"orten/2020": old, "orten/2021": new}, {"orten/2020": reports}).entries[0]


def only(entry: Entry, kind: GroupKind) -> Item:
    [group] = [group for group in entry.groups if group.kind is kind]
    [item] = group.items
    return item


A, B, C = pledge("a"), pledge("b"), pledge("c")
CASES: dict[str, tuple[GroupKind, tuple[Pledge, ...], tuple[Pledge, ...], tuple[LedgerRow, ...]]] = {
    "new": (G.NEW, (), (pledge("a"),), ()),
    "changed": (G.CHANGED, (pledge("a", 8),), (pledge("a", 5),), (row("a", Fate.CHANGED, "a", reason="x"),)),
    "merged": (
        G.MERGED_OR_SPLIT,
        (pledge("a"), pledge("b")),
        (pledge("c"),),
        (row("a", Fate.MERGED, "c"), row("b", Fate.MERGED, "c")),
    ),
    "split": (G.MERGED_OR_SPLIT, (A,), (B, C), (row("a", Fate.SPLIT, "b", "c"),)),
    "moved": (G.MOVED, (pledge("a"),), (), (row("a", Fate.MOVED, to="orten/samverkan/2021"),)),
    "fulfilled": (G.FULFILLED, (pledge("a"),), (), (row("a", Fate.FULFILLED),)),
    "dropped": (G.DROPPED, (pledge("a"),), (), (row("a", Fate.DROPPED, reason="Inget behov."),)),
    "vanished without a word": (G.DROPPED, (pledge("a"),), (), ()),
    "undecided": (G.UNDECIDED, (pledge("a"),), (pledge("a"),), (row("a", Fate.UNDECIDED),)),
    "unknown": (G.UNKNOWN, (pledge("a"),), (), (row("a", Fate.UNKNOWN),)),
    "kept": (G.UNCHANGED, (pledge("a", 5),), (pledge("a", 5),), (row("a", Fate.KEPT, "a"),)),
    "reworded only": (
        G.REWORDED, (pledge("a", text="Vi går ut på torget.",),), (pledge("a", text="Vi går på torget."),),
        (row("a", Fate.KEPT, "a"),),
    ),
    "retyped only": (
        G.UNCHANGED, (pledge("a", text="Vi går – på torget.",),), (pledge("a", text="Vi går - på  torget."),),
        (row("a", Fate.KEPT, "a"),),
    ),
    "kept for a reason": (G.REWORDED, (A,), (A,), (row("a", Fate.KEPT, "a", reason="Antalet är okänt."),)),
    "extended": (G.UNCHANGED, (pledge("a"),), (pledge("a"),), (row("a", Fate.EXTENDED, "a"),)),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_fate_has_its_group(case: str) -> None:
    kind, old, new, rows = CASES[case]
    entry = newest(agreement(2020, *old), agreement(2021, *new, renewal=ledger("orten/2020", *rows)))
    item = only(entry, kind)
    assert [group.kind for group in entry.groups] == [kind]
    assert [one.id for one in item.old] == [one.id for one in old]
    assert [one.id for one in item.new] == [one.id for one in new]
    assert item.reason == "; ".join(row.reason for row in rows if row.reason)


def test_groups_stand_in_their_order_and_entries_newest_first() -> None:
    old = agreement(2020, *(pledge(name) for name in "abcde"))
    rows = (
        row("a", Fate.KEPT, "a"), row("b", Fate.UNKNOWN), row("c", Fate.DROPPED), row("d", Fate.FULFILLED),
        row("e", Fate.MOVED, to="annat"),
    )  # fmt: skip
    new = agreement(2021, pledge("a"), pledge("f"), renewal=ledger("orten/2020", *rows))
    log = entries({"orten/2020": old, "orten/2021": new}, {})
    assert [entry.document for entry in log.entries] == ["orten/2021", "orten/2020"]
    assert [group.kind for group in log.entries[0].groups] == [
        G.NEW, G.MOVED, G.FULFILLED, G.DROPPED, G.UNKNOWN, G.UNCHANGED,
    ]  # fmt: skip
    assert [group.kind for group in log.entries[1].groups] == [G.BEGINNING]
    assert [item.new[0].id for item in log.entries[1].groups[0].items] == list("abcde")


def test_a_fall_in_rate_keeps_both_figures() -> None:
    new = agreement(2021, pledge("a", 500), renewal=ledger("orten/2020", row("a", Fate.CHANGED, "a")))
    new = msgspec.structs.replace(
        new, validity=Validity(from_=dt.date(2021, 4, 1), until=dt.date(2023, 12, 31))
    )
    item = only(newest(agreement(2020, pledge("a", 200)), new), G.CHANGED)
    rate = next(change for change in item.changes if change.kind is ChangeKind.RATE)
    assert (rate.before.value, rate.before.months, rate.after.value, rate.after.months) == (200, 12, 500, 33)
    assert rate.strength is Strength.WEAKER


def test_kept_with_another_number_does_not_hide_under_unchanged() -> None:
    new = agreement(2021, pledge("a", 3), renewal=ledger("orten/2020", row("a", Fate.KEPT, "a")))
    item = only(newest(agreement(2020, pledge("a", 5)), new), G.CHANGED)
    assert item.fate is RowFate.KEPT
    assert [change.kind for change in item.changes] == [ChangeKind.TARGET_VALUE, ChangeKind.RATE]


def test_a_number_that_is_not_shown_is_not_given_up() -> None:
    new = agreement(
        2021, pledge("a"), renewal=ledger("orten/2020", row("a", Fate.KEPT, "a")), unknown=("pledge.target",)
    )
    item = only(newest(agreement(2020, pledge("a", 5)), new), G.REWORDED)
    assert item.changes == ()
    assert [change.kind for change in item.not_shown] == [ChangeKind.TARGET_NOT_SHOWN]


def test_a_number_that_was_not_known_before_is_not_new() -> None:
    old = agreement(2020, pledge("a"), unknown=("pledge.a.target",))
    new = agreement(2021, pledge("b", 5), renewal=ledger("orten/2020", row("a", Fate.KEPT, "b")))
    item = only(newest(old, new), G.REWORDED)
    assert item.changes == ()
    assert [change.kind for change in item.not_shown] == [ChangeKind.TARGET_ADDED]


def test_reintroduced_tells_where_from_and_what_changed_since() -> None:
    documents = {
        "orten/2019": agreement(2019, pledge("a", 8, per=None)),
        "orten/2020": agreement(2020, renewal=ledger("orten/2019", row("a", Fate.DROPPED))),
        "orten/2021": agreement(2021, pledge("a", 2, per=None), renewal=ledger("orten/2020")),
    }
    item = only(entries(documents, {}).entries[0], G.NEW)
    assert (item.fate, item.earlier) == (RowFate.REINTRODUCED, "orten/2019")
    [change] = item.changes
    assert (change.before.value, change.after.value) == (8, 2)


def test_a_predecessor_that_is_not_there_is_said_to_be_missing() -> None:
    documents = {"orten/2021": agreement(2021, pledge("a"), renewal=Renewal(of="annan/2020", gap="Okänt."))}
    [entry] = entries(documents, {}).entries
    assert (entry.of, entry.of_missing, entry.gap) == ("annan/2020", True, "Okänt.")
    assert only(entry, G.BEGINNING).new[0].id == "a"


def test_where_the_predecessor_is_missing_the_ledger_tells() -> None:
    rows = (row("a", Fate.CHANGED, "a"), row("b", Fate.KEPT, "c"), row("d", Fate.DROPPED))
    documents = {
        "orten/2019": agreement(2019, pledge("e")),
        "orten/2021": agreement(
            2021, pledge("a"), pledge("c"), pledge("e"), pledge("f"), renewal=ledger("orten/2020", *rows)
        ),
    }
    entry = entries(documents, {}).entries[0]
    found = {
        (group.kind, item.fate): ([one.id for one in item.old], [one.id for one in item.new])
        for group in entry.groups
        for item in group.items
    }
    assert found == {
        (G.NEW, RowFate.REINTRODUCED): ([], ["e"]),
        (G.NEW, RowFate.NEW): ([], ["f"]),
        (G.CHANGED, RowFate.CHANGED): (["a"], ["a"]),
        (G.DROPPED, RowFate.DROPPED): (["d"], []),
        (G.UNCHANGED, RowFate.KEPT): (["b"], ["c"]),
    }


def test_a_document_that_renews_itself_is_compared_with_nothing() -> None:
    [entry] = entries(
        {"orten/2021": agreement(2021, pledge("a"), renewal=Renewal(of="orten/2021"))}, {}
    ).entries
    assert entry.of_missing


@pytest.mark.parametrize("wanted", ["2020", "orten/2020"])
def test_one_period_alone(wanted: str) -> None:
    documents = {f"orten/{year}": agreement(year, pledge("a")) for year in (2019, 2020, 2021)}
    [entry] = entries(documents, {}, period=wanted).entries
    assert (entry.document, entry.of) == ("orten/2020", "orten/2019")


def test_no_documents_and_no_such_period() -> None:
    assert entries({}, {}) == Changelog()
    assert entries({"orten/2020": agreement(2020)}, {}, period="1999").entries == ()


def test_each_entry_tells_who_signed_that_period() -> None:
    anna = Signer(
        party="polisen", person="anna-ek", name="Anna Ek", party_name="Polisen i Orten", method=Method.KEY,
        on=dt.date(2020, 1, 2),
    )  # fmt: skip
    documents = {f"orten/{year}": agreement(year, pledge("a")) for year in (2020, 2021)}
    signing = Signing(release=1, signer=(anna,))
    found = entries(documents, {}, signing={"orten/2020": signing}).entries
    assert [entry.signing for entry in found] == [None, signing]
    assert [entry.signing for entry in entries(documents, {}).entries] == [None, None]


def report(day: int, *outcomes: Outcome, dated: bool = True, until: dt.date | None = None) -> Filed:
    said = Report(
        format=1,
        reported_by="polisen",
        reported_on=dt.date(2021, 1, day) if dated else None,
        covers=Window(until=until) if until else None,
        outcome=outcomes,
    )
    return Filed(f"outcomes/{day}.toml", said)


def test_the_last_outcome_is_that_of_the_latest_report() -> None:
    late = report(20, Outcome(pledge="a", text="Klart.", status=Status.FULFILLED, value=9))
    early = report(10, Outcome(pledge="a", text="Nästan klart.", status=Status.FULFILLED, value=9))
    undated = report(1, Outcome(pledge="a", text="Nog.", status=Status.FULFILLED, value=9), dated=False)
    [outcome] = outcomes_told(agreement(2020, pledge("a")), (late, early, undated))["a"]
    assert (outcome.text, outcome.reporter, outcome.reported_on) == (
        "Klart.",
        "Polisen i Orten",
        dt.date(2021, 1, 20),
    )


def test_reports_that_disagree_are_all_told_newest_first() -> None:
    late = report(20, Outcome(pledge="a", text="Fyra.", status=Status.FULFILLED, value=4))
    early = report(10, Outcome(pledge="a", text="Fem.", status=Status.FULFILLED, value=5))
    found = outcomes_told(agreement(2020, pledge("a")), (early, late))["a"]
    assert [(outcome.value, outcome.earlier) for outcome in found] == [(4, False), (5, True)]


def test_reasons_of_a_merger_are_sentences_one_after_another() -> None:
    rows = (
        row("a", Fate.MERGED, "c", reason="Av samma slag. "),
        row("b", Fate.MERGED, "c", reason="Lägre krav"),
    )
    new = agreement(2021, pledge("c"), renewal=ledger("orten/2020", *rows))
    item = only(newest(agreement(2020, pledge("a"), pledge("b")), new), G.MERGED_OR_SPLIT)
    assert item.reason == "Av samma slag. Lägre krav."


def test_a_merger_holds_the_numbers_as_promised() -> None:
    rows = (row("a", Fate.MERGED, "c"), row("b", Fate.MERGED, "c"))
    old = agreement(2020, pledge("a", 1, per=Per.DAY), pledge("b", 1, per=Per.DAY))
    new = agreement(2021, pledge("c", 5, per=Per.WEEK), renewal=ledger("orten/2020", *rows))
    item = only(newest(old, new), G.MERGED_OR_SPLIT)
    assert [(one.value, one.per) for one in item.before] == [(1, Per.DAY), (1, Per.DAY)]
    assert [(one.value, one.per) for one in item.after] == [(5, Per.WEEK)]


def test_texts_without_a_word_in_common_are_marked() -> None:
    old = agreement(2020, pledge("a", text="Vi rastar hundar dagligen."))
    new = agreement(
        2021, pledge("a", text="Elever undervisas."), renewal=ledger("orten/2020", row("a", Fate.KEPT, "a"))
    )
    assert only(newest(old, new), G.REWORDED).unlike


def test_a_predecessor_found_by_date_is_marked() -> None:
    assert newest(agreement(2020), agreement(2021)).of_by_date
    assert not newest(agreement(2020), agreement(2021, renewal=ledger("orten/2020"))).of_by_date


def test_a_frame_agreement_tells_its_areas_parties_and_signatories() -> None:
    trafik, droger = Area(id="trafik", title="Trafik"), Area(id="droger", title="Droger")
    kommun = Party(id="kommunen", name="Kommunen", kind=PartyKind.MUNICIPALITY)
    anna, bo = Signatory(party="polisen", name="Anna A"), Signatory(party="polisen", name="Bo B")
    old = msgspec.structs.replace(agreement(2020), kind=Kind.FRAME, area=(trafik,), signatory=(anna,))
    new = msgspec.structs.replace(
        agreement(2021), kind=Kind.FRAME, area=(droger,), signatory=(bo,), party=(*old.party, kommun)
    )
    entry = newest(old, new)
    assert [item.fate for item in entry.area_rows] == [RowFate.DROPPED, RowFate.NEW]
    assert {change.kind for change in entry.changes} == {ChangeKind.PARTY, ChangeKind.SIGNATORY}
    assert newest(agreement(2020), msgspec.structs.replace(new, kind=Kind.PLEDGES)).changes == ()


def test_measures_keep_their_own_outcomes() -> None:
    told = report(2, Outcome(pledge="a", measure="m", text="Ett."), Outcome(pledge="a", text="Allt."))
    found = outcomes_told(agreement(2020, pledge("a")), (told,))["a"]
    assert [outcome.measure for outcome in found] == ["", "m"]


def test_a_window_shorter_than_the_period_is_kept() -> None:
    told = report(2, Outcome(pledge="a", text="Hittills."), until=dt.date(2020, 8, 31))
    [outcome] = outcomes_told(agreement(2020, pledge("a")), (told,))["a"]
    assert outcome.covers == Window(until=dt.date(2020, 8, 31))
    whole = report(2, Outcome(pledge="a", text="Allt."), until=dt.date(2020, 12, 31))
    assert outcomes_told(agreement(2020, pledge("a")), (whole,))["a"][0].covers is None


def test_not_reported_is_computed_for_every_pledge_of_the_predecessor() -> None:
    told = report(2, Outcome(pledge="a", text="Klart."), Outcome(text="Vid sidan av."))
    rows = (row("a", Fate.DROPPED), row("b", Fate.DROPPED), row("c", Fate.KEPT, "c"))
    old = agreement(2020, pledge("a"), pledge("b"), pledge("c"))
    entry = newest(old, agreement(2021, pledge("c"), renewal=ledger("orten/2020", *rows)), (told,))
    assert (entry.not_reported, entry.of_pledges) == (("b", "c"), 3)
    [dropped] = [group for group in entry.groups if group.kind is G.DROPPED]
    assert [(len(item.outcomes), item.not_reported) for item in dropped.items] == [(1, ()), (0, ("b",))]


def test_an_incomplete_list_before_is_told() -> None:
    entry = newest(agreement(2020, pledge("a"), unknown=("pledge",)), agreement(2021, pledge("b")))
    assert entry.of_incomplete
    assert not entry.incomplete


NAMES = st.lists(st.sampled_from("abcdef"), unique=True, max_size=6)
ROWS = st.lists(
    st.builds(
        LedgerRow,
        id=st.sampled_from("abcdef"),
        fate=st.sampled_from(Fate),
        into=st.lists(st.sampled_from("abcdef"), unique=True, max_size=3).map(tuple),
    ),
    max_size=6,
).map(tuple)
REPORTED = st.sets(st.sampled_from("abcdefg"))


@given(old=NAMES, new=NAMES, rows=st.none() | ROWS, hidden=st.booleans(), reported=REPORTED)
def test_every_pledge_stands_in_exactly_one_group(
    old: list[str], new: list[str], rows: tuple[LedgerRow, ...] | None, hidden: bool, reported: set[str]
) -> None:
    one = agreement(2020, *(pledge(name, index) for index, name in enumerate(old)))
    other = agreement(
        2021,
        *(pledge(name, 2) for name in new),
        renewal=None if rows is None else ledger("orten/2020", *rows),
        unknown=("pledge", "pledge.target") if hidden else (),
    )
    told = report(2, *(Outcome(pledge=name, text="Klart.") for name in sorted(reported)))
    entry = newest(one, other, (told,))
    items = [item for group in entry.groups for item in group.items]
    assert Counter(found.id for item in items for found in item.old) == Counter(old)
    assert Counter(found.id for item in items for found in item.new) == Counter(new)
    assert len({group.kind for group in entry.groups}) == len(entry.groups)
    assert all(group.items for group in entry.groups)
    assert set(entry.not_reported) == set(old) - reported
    for group in entry.groups:
        for item in group.items:
            ids = {found.id for found in item.old}
            assert {outcome.pledge for outcome in item.outcomes} | set(item.not_reported) == ids


@given(old=NAMES, new=NAMES, rows=ROWS)
def test_the_record_goes_to_json_and_back_in_the_same_bytes(
    old: list[str], new: list[str], rows: tuple[LedgerRow, ...]
) -> None:
    documents = {
        "orten/2020": agreement(2020, *(pledge(name, 1) for name in old)),
        "orten/2021": agreement(
            2021, *(pledge(name, 2) for name in new), renewal=ledger("orten/2020", *rows)
        ),
    }
    data = msgspec.json.encode(entries(documents, {}))
    backwards = dict(reversed(documents.items()))
    assert msgspec.json.encode(entries(backwards, {})) == data
    assert msgspec.json.encode(msgspec.json.decode(data, type=Changelog)) == data
