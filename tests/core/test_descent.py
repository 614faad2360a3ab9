"""Old pledges followed through several documents: every branch is told, and a reason once."""

import pytest
from records import agreement, ledger

from medlofte.core.compare import Named, compare
from medlofte.core.descent import followed
from medlofte.model.agreement import Agreement
from medlofte.model.change import RowFate
from medlofte.model.record import Fate
from medlofte.model.renewal import LedgerRow, Renewal
from medlofte.view.catalog import catalog
from medlofte.view.diff_text import render

OF = "storby/2020"
NEXT = "storby/2021"
SPLIT = agreement("ba", "bb", renewal=ledger(OF, b=(Fate.SPLIT, "ba bb")))


def chained(last: Agreement, second: Agreement = SPLIT) -> list[Agreement]:
    return [agreement("b"), second, last]


@pytest.mark.parametrize(
    ("first", "second", "fate"),
    [
        (Fate.KEPT, Fate.KEPT, Fate.KEPT), (Fate.KEPT, Fate.CHANGED, Fate.CHANGED), (Fate.CHANGED, Fate.KEPT, Fate.CHANGED),
        (Fate.EXTENDED, Fate.KEPT, Fate.EXTENDED), (Fate.MERGED, Fate.CHANGED, Fate.MERGED),
        (Fate.KEPT, Fate.UNDECIDED, Fate.UNDECIDED),
    ],
)  # fmt: skip
def test_two_fates_after_each_other(first, second, fate):
    line = [
        agreement("a"),
        agreement("b", renewal=ledger(OF, a=(first, "b"))),
        agreement("c", renewal=ledger("storby/2021", b=(second, "c"))),
    ]
    (row,) = (one.row for one in followed(line))
    assert (row.id, row.fate, row.into) == ("a", fate, ("c",))


def test_reasons_and_judgement_are_carried_through():
    steps = [
        Renewal(
            of=OF, pledge=(LedgerRow(id="a", fate=Fate.KEPT, into=("b",), reason="Ett.", judgement=True),)
        ),
        Renewal(of="storby/2021", pledge=(LedgerRow(id="b", fate=Fate.CHANGED, into=("c",), reason="Två."),)),
    ]
    line = [agreement("a"), agreement("b", renewal=steps[0]), agreement("c", renewal=steps[1])]
    (row,) = (one.row for one in followed(line))
    assert (row.reason, row.judgement) == ("Ett. Två.", True)


def test_what_a_later_document_neither_holds_nor_names_is_unknown():
    """As where a correction put a pledge back after the next ledger was signed."""
    steps = [
        Renewal(of=OF, pledge=(LedgerRow(id="a", fate=Fate.KEPT, into=("a",)),)),
        Renewal(of="storby/2021", pledge=(LedgerRow(id="b", fate=Fate.KEPT, into=("b",)),)),
    ]
    line = [agreement("a"), agreement("a", "b", renewal=steps[0]), agreement("b", renewal=steps[1])]
    (row,) = (one.row for one in followed(line))
    assert (row.fate, row.into) == (Fate.UNKNOWN, ())


@pytest.mark.parametrize(
    ("last", "fate", "heirs", "ended"),
    [
        ({"ba": (Fate.KEPT, "ba"), "bb": (Fate.FULFILLED, "")}, Fate.SPLIT, ("ba",), {"bb": "fulfilled"}),
        ({"ba": (Fate.DROPPED, ""), "bb": (Fate.FULFILLED, "")}, Fate.SPLIT, (), {"ba": "dropped", "bb": "fulfilled"}),
        ({"ba": (Fate.DROPPED, ""), "bb": (Fate.DROPPED, "")}, Fate.DROPPED, (), {"ba": "dropped", "bb": "dropped"}),
        ({"ba": (Fate.MERGED, "ba"), "bb": (Fate.MERGED, "ba")}, Fate.MERGED, ("ba",), {}),
        ({"ba": (Fate.KEPT, "ba"), "bb": (Fate.KEPT, "bb")}, Fate.SPLIT, ("ba", "bb"), {}),
    ],
)  # fmt: skip
def test_no_branch_is_lost(last, fate, heirs, ended):
    (found,) = followed(chained(agreement(*heirs, renewal=ledger(NEXT, **last))))
    assert (found.row.fate, found.row.into) == (fate, heirs)
    assert {branch.id: branch.fate.value for branch in found.branches} == ended


def test_what_ended_whole_has_no_branch():
    second = agreement("ba", renewal=ledger(OF, b=(Fate.CHANGED, "ba")))
    (found,) = followed(chained(agreement(renewal=ledger(NEXT, ba=(Fate.FULFILLED, ""))), second))
    assert (found.row.fate, found.branches) == (Fate.FULFILLED, ())


def test_a_reason_is_told_once():
    first = Renewal(
        of=OF, pledge=(LedgerRow(id="b", fate=Fate.SPLIT, into=("ba", "bb"), reason="Ett skäl."),)
    )
    again = [LedgerRow(id=name, fate=Fate.CHANGED, into=(name,), reason="Ett skäl.") for name in ("ba", "bb")]
    last = agreement("ba", "bb", renewal=Renewal(of=NEXT, pledge=tuple(again)))
    (found,) = followed(chained(last, agreement("ba", "bb", renewal=first)))
    assert found.row.reason == "Ett skäl."


def test_a_comparison_names_the_branch_that_ended():
    last = agreement("ba", renewal=ledger(NEXT, ba=(Fate.KEPT, "ba"), bb=(Fate.FULFILLED, "")))
    line = chained(last)
    found = compare(Named(OF, line[0]), Named("storby/2022", last), between=[SPLIT])
    (row,) = found.rows
    assert (row.fate, row.old, row.new) == (RowFate.SPLIT, ("b",), ("ba",))
    assert "a part of it: fulfilled, ends: Löftet bb. (bb)" in " ".join(
        render(found, line[0], last, catalog("en"), width=100, colour=False, everything=False).split()
    )
