"""The draft of the next period: what is carried, what is not, and a ledger that names every old pledge once."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from records import agreement, day, pledge, target, validity
from strategies import agreements

from draws import draws
from medlofte.core.compare import Named, compare
from medlofte.core.next_days import proposed_days, proposed_label, proposed_last
from medlofte.core.renew import Plan, draft, faults
from medlofte.model.agreement import Amendment, Clause
from medlofte.model.change import RowFate
from medlofte.model.decision import Decision, Decisions, NewSignatory
from medlofte.model.party import Decision as Paragraph
from medlofte.model.party import Party, Signatory, Statement
from medlofte.model.pledge import Area, FollowUp, Measure
from medlofte.model.record import ENDS, Fate, Interval, PartyKind
from medlofte.model.source import Origin, Provenance, Publication
from medlofte.model.validity import Deadline

OLD, NEW = "storby/2020", "storby/2021"
YEAR = validity("2020-01-01", "2020-12-31")


def renewed(old, *decisions: Decision, new=(), **more):
    plan = Plan(
        Named(OLD, old),
        NEW,
        day("2021-01-01"),
        day("2021-12-31"),
        Decisions(decision=decisions, new=new, **more),
    )
    return draft(plan)


def texts(document):
    return {item.id: item.text for item in document.pledge}


def ledger_of(document):
    return {row.id: (row.fate.value, row.into) for row in document.renewal.pledge}


@pytest.mark.parametrize(
    ("first", "last", "next_first", "next_last", "label"),
    [
        ("2020-01-01", "2020-12-31", "2021-01-01", "2021-12-31", "2021"),
        ("2022-01-01", "2023-12-31", "2024-01-01", "2025-12-31", "2024-2025"),
        ("2020-07-01", "2020-12-31", "2021-01-01", "2021-06-30", "2021-01--2021-06"),
        ("2021-04-01", "2023-12-31", "2024-01-01", "2026-09-30", "2024-2026"),
        ("2019-03-01", "2020-02-29", "2020-03-01", "2021-02-28", "2020-2021"),
        ("2019-02-28", "2020-02-28", "2020-02-29", "2021-02-28", "2020-2021"),
        ("2021-02-05", "2021-12-31", "2022-01-01", "2022-11-26", "2022-01--2022-11"),
    ],
)
def test_the_days_proposed(first, last, next_first, next_last, label):
    found = proposed_days(validity(first, last))
    assert found == (day(next_first), day(next_last))
    assert proposed_label(*found) == label


def test_no_days_are_proposed_where_none_are_known():
    assert proposed_days(validity("2020-01-01")) == (None, None)
    assert proposed_days(validity("", "2020-12-31")) == (day("2021-01-01"), None)
    assert proposed_label(day("2021-01-01"), None) == ""
    assert proposed_last(validity(), day("2021-01-01")) is None


@pytest.mark.parametrize("last", ["9999-12-31", "9999-12-30", "9998-12-31"])
def test_the_end_of_the_calendar_is_no_crash(last):
    until_then = validity("2020-01-01", last)
    assert proposed_days(until_then)
    old = agreement("a", validity=until_then)
    assert compare(Named(OLD, old), Named(NEW, agreement("a", validity=YEAR))).rows


def test_everything_is_carried_but_what_belongs_to_the_old_signing():
    party = Party(
        id="polisen", name="Polisen i Storby", kind=PartyKind.POLICE, case_number="A1", decision=Paragraph(body="KS"),
        formerly=("Polismyndigheten",), note="Stavas olika.",
    )  # fmt: skip
    old = agreement(
        "a", title="Medborgarlöfte Storby 2020", validity=YEAR, party=(party,), area=(Area(id="trafik", title="Trafik"),),
        signatory=(Signatory(party="polisen", name="Anna Exempel", office="chef"),), goal="Tryggare.",
        followup=FollowUp(how="Årligen"), clause=(Clause(id="tvist", text="Löses i samråd."),), extra={"lokalt": 1},
        provenance=Provenance(of=Origin.RETOLD, sources=("https://example.org",)), publication=(Publication(url="x"),),
        statement=(Statement(name="Bo Exempel"),), amendment=(Amendment(date=day("2020-05-01"), reason="x"),),
    )  # fmt: skip
    new = renewed(old)
    apart = {
        "title",
        "validity",
        "party",
        "signatory",
        "provenance",
        "publication",
        "statement",
        "amendment",
        "renewal",
    }
    for name in old.__struct_fields__:
        if name not in apart:
            assert getattr(new, name) == getattr(old, name), name
    assert new.title == "Medborgarlöfte Storby 2021"
    assert new.party == (replace(party, case_number="", decision=None),)
    assert new.signatory == (Signatory(party="polisen"),)
    assert new.provenance == Provenance()
    assert (new.publication, new.statement, new.amendment) == ((), (), ())
    assert "Anna" not in str(new)


@pytest.mark.parametrize(
    ("summary", "carried"),
    [("Löften om två frågor.", True), ("Löften för 2020–2021 om två frågor.", False), ("", True)],
)
def test_a_summary_that_names_the_old_period_is_not_carried_over(summary: str, carried: bool):
    old = Named("storby/2020-2021", agreement("a", summary=summary))
    plan = Plan(old, "storby/2022-2023", None, None, Decisions())
    assert draft(plan).summary == (summary if carried else "")
    assert draft(replace_decisions(plan, summary="Löften för 2022.")).summary == "Löften för 2022."


def test_a_period_with_a_dash_is_found_in_the_title():
    old = agreement("a", title="Medborgarlöfte 2020–2021")
    plan = Plan(Named("storby/2020-2021", old), "storby/2022-2023", None, None, Decisions())
    assert draft(plan).title == "Medborgarlöfte 2022–2023"
    assert draft(replace_decisions(plan, title="Nytt namn")).title == "Nytt namn"


def replace_decisions(plan, **more):
    return Plan(plan.old, plan.name, plan.first, plan.last, Decisions(**more))


def test_who_is_to_sign_is_taken_from_the_decisions():
    parties = tuple(Party(id=name, name=name, kind=PartyKind.OTHER) for name in ("polisen", "kommunen"))
    named = NewSignatory(
        party="kommunen", name="Bo Exempel", office="kommunalråd", person="bo-exempel", acting=True
    )
    new = renewed(agreement("a", party=parties), signatory=(named,))
    assert new.signatory == (
        Signatory(
            party="kommunen", name="Bo Exempel", office="kommunalråd", person="bo-exempel", acting=True
        ),
        Signatory(party="polisen"),
    )


def test_nothing_is_kept_by_default():
    new = renewed(agreement("a", "b"), Decision(pledge="a", fate=Fate.KEPT))
    assert ledger_of(new) == {"a": ("kept", ("a",)), "b": ("undecided", ("b",))}
    assert list(texts(new)) == ["a", "b"]


def test_each_fate():
    old = agreement(*"abcdefgh")
    new = renewed(
        old,
        Decision(pledge="a", fate=Fate.CHANGED, text="Ny lydelse.", target=(target(3),), by=("polisen",),
                 places=("Torget",), area="trafik", reason="Skäl."),
        Decision(pledge="b", fate=Fate.DROPPED, reason="Skäl."),
        Decision(pledge="c", fate=Fate.FULFILLED),
        Decision(pledge="d", fate=Fate.MOVED, to="rådet"),
        Decision(pledge="e", fate=Fate.MERGED, into=("m",)),
        Decision(pledge="f", fate=Fate.MERGED, into=("m",)),
        Decision(pledge="g", fate=Fate.SPLIT, into=("g", "g2")),
        Decision(pledge="h", fate=Fate.EXTENDED, into=("h-lang",)),
        new=(pledge("m", "Sammanslaget."), pledge("g2", "Andra halvan."), pledge("ny", "Nytt.")),
    )  # fmt: skip
    assert texts(new) == {
        "a": "Ny lydelse.", "m": "Sammanslaget.", "g": "Löftet g.", "g2": "Andra halvan.", "h-lang": "Löftet h.", "ny": "Nytt.",
    }  # fmt: skip
    changed = new.pledge[0]
    assert (changed.target, changed.by, changed.places, changed.area) == (
        (target(3),),
        ("polisen",),
        ("Torget",),
        "trafik",
    )
    assert ledger_of(new) == {
        "a": ("changed", ("a",)), "b": ("dropped", ()), "c": ("fulfilled", ()), "d": ("moved", ()), "e": ("merged", ("m",)),
        "f": ("merged", ("m",)), "g": ("split", ("g", "g2")), "h": ("extended", ("h-lang",)),
    }  # fmt: skip
    fates = [row.fate for row in compare(Named(OLD, old), Named(NEW, new)).rows]
    assert fates.count(RowFate.NEW) == 1
    assert RowFate.UNDECIDED not in fates


def test_numbers_can_be_taken_away_and_left_alone():
    old = agreement(pledge("a", target=(target(5),)), pledge("b", target=(target(5),)))
    new = renewed(
        old,
        Decision(pledge="a", fate=Fate.CHANGED, target=()),
        Decision(pledge="b", fate=Fate.CHANGED, text="Ny."),
    )
    assert [item.target for item in new.pledge] == [(), (target(5),)]


def test_a_new_text_leaves_its_old_translations_behind():
    old = agreement(pledge("a", plain="Lätt.", text_in={"en": "Easy."}), pledge("b", plain="Lätt."))
    new = renewed(
        old, Decision(pledge="a", fate=Fate.CHANGED, text="Ny."), Decision(pledge="b", fate=Fate.CHANGED)
    )
    assert [(item.plain, item.text_in) for item in new.pledge] == [("", {}), ("Lätt.", {})]


def test_a_pledge_that_another_goes_into_stays_even_when_its_own_row_ends():
    new = renewed(
        agreement("a", "b"),
        Decision(pledge="a", fate=Fate.MERGED, into=("b",)),
        Decision(pledge="b", fate=Fate.DROPPED),
    )
    assert list(texts(new)) == ["b"]


@pytest.mark.parametrize(
    ("first", "last", "new_first", "due", "expected"),
    [
        ("2020-01-01", "2020-12-31", "2021-01-01", "2020-06-30", "2021-06-30"),
        ("2020-01-01", "2020-12-31", "2021-01-01", "2020-02-29", "2021-02-28"),
        ("2021-04-01", "2023-12-31", "2024-01-01", "2023-06-30", "2026-03-31"),
        ("2020-07-01", "2020-12-31", "2021-01-01", "2020-09-30", "2021-03-31"),
        ("2020-01-01", "2020-12-31", "2022-01-01", "2020-05-15", "2022-05-15"),
        ("2020-01-01", "2020-12-31", "2020-01-01", "2020-05-15", "2020-05-15"),
    ],
)
def test_deadlines_move_with_the_period(first, last, new_first, due, expected):
    old = agreement(
        pledge(
            "a", due=day(due), measure=(Measure(id="m", text="x", due=day(due)), Measure(id="n", text="y"))
        ),
        validity=validity(
            first, last, deadline=(Deadline(date=day(due), what="Samråd"),), revision=Interval.YEAR
        ),
    )
    new = draft(Plan(Named(OLD, old), NEW, day(new_first), None, Decisions()))
    (carried,) = new.pledge
    assert (carried.due, carried.measure[0].due, carried.measure[1].due) == (
        day(expected),
        day(expected),
        None,
    )
    assert new.validity.deadline == (Deadline(date=day(expected), what="Samråd"),)
    assert new.validity.revision is Interval.YEAR


def test_a_pledge_given_as_new_keeps_its_own_day():
    new = renewed(
        agreement("a", validity=YEAR), Decision(pledge="a", fate=Fate.CHANGED, into=("b",)),
        new=(pledge("b", due=day("2021-05-01")),),
    )  # fmt: skip
    assert [item.due for item in new.pledge] == [day("2021-05-01")]


def codes(old, *decisions, **more):
    plan = Plan(Named(OLD, old), NEW, None, None, Decisions(decision=decisions, **more))
    return [(finding.code, finding.path) for finding in faults(plan)]


def test_faults_of_decisions():
    old = agreement("a", "b")
    kept = Decision(pledge="a", fate=Fate.KEPT)
    assert codes(old, kept, of=OLD) == []
    assert codes(old, Decision(pledge="aa", fate=Fate.KEPT)) == [("M312", ("decision", 0, "pledge"))]
    assert codes(old, kept, kept) == [("M313", ("decision", 1, "pledge"))]
    merged = Decision(pledge="a", fate=Fate.MERGED, into=("c",))
    assert codes(old, merged) == [("M314", ("decision", 0, "into", 0))]
    assert codes(old, merged, new=(pledge("c"),)) == []
    chain = (
        Decision(pledge="a", fate=Fate.MERGED, into=("b",)),
        Decision(pledge="b", fate=Fate.MERGED, into=("c",)),
    )
    assert codes(old, *chain, new=(pledge("c"),)) == [("M314", ("decision", 0, "into", 0))]


DECIDED = st.lists(
    st.builds(
        Decision,
        pledge=st.sampled_from("abcde"),
        fate=st.sampled_from(list(Fate)),
        into=st.lists(st.sampled_from("abcdefg"), unique=True, max_size=2).map(tuple),
    ),
    unique_by=lambda item: item.pledge,
)


@draws(60)
@given(agreements(most=3), DECIDED, st.sampled_from([None, dt.date(2021, 1, 1), dt.date(2024, 2, 29)]))
def test_every_old_pledge_stands_in_the_ledger_once(old, decided, first):
    plan = Plan(
        Named(OLD, old), NEW, first, None, Decisions(decision=tuple(decided), new=(pledge("f"), pledge("g")))
    )
    new = draft(plan)
    assert [row.id for row in new.renewal.pledge] == [item.id for item in old.pledge]
    names = [item.id for item in new.pledge]
    assert len(set(names)) == len(names)
    fates = {item.pledge: item.fate for item in decided}
    for row in new.renewal.pledge:
        assert row.fate is fates.get(row.id, Fate.UNDECIDED)
        if row.id not in fates:
            assert row.id in names
        if row.fate in ENDS and not any(row.id in item.into for item in decided):
            assert row.id not in names
    if not list(faults(plan)):
        assert all(heir in names for row in new.renewal.pledge for heir in row.into)


def test_a_kept_pledge_serves_what_its_headline_promise_became_and_none_that_ended():
    old = agreement(
        "borta",
        "delat",
        "kvar",
        pledge("a", serves=("borta", "delat", "kvar")),
        validity=validity("2021-01-01"),
    )
    decisions = Decisions(
        decision=(
            Decision(pledge="borta", fate=Fate.DROPPED, reason="x"),
            Decision(pledge="delat", fate=Fate.SPLIT, into=("ett", "annat"), reason="x"),
            Decision(pledge="kvar", fate=Fate.KEPT),
            Decision(pledge="a", fate=Fate.KEPT),
        ),
        new=(pledge("ett"), pledge("annat", serves=("borta",))),
    )
    found = {
        one.id: one.serves for one in draft(Plan(Named("s/1", old), "s/2", None, None, decisions)).pledge
    }
    assert found["a"] == ("ett", "annat", "kvar")
    assert found["annat"] == ("borta",)  # what somebody wrote stays as it is, and check tells
