"""A document that was corrected after its successor was signed: what the successor's ledger says stands."""

import datetime as dt
from typing import Any

from records import agreement, ledger, validity

from medlofte.core.biography import history
from medlofte.core.changelog import entries
from medlofte.core.compare import Named, compare
from medlofte.core.misfit import misfits
from medlofte.core.unread import as_signed
from medlofte.model.change import RowFate
from medlofte.model.record import Fate
from medlofte.model.release import Signing

OLD, NEW = "storby/2021", "storby/2022"
RELEASED = Signing(release=1)
LEDGER = ledger(OLD, a=(Fate.KEPT, "a"), b=(Fate.KEPT, "b"), c=(Fate.DROPPED, ""))
CORRECTED = agreement("a", "bb", validity=validity("2021-01-01", "2021-12-31"))
SUCCESSOR = agreement("a", "b", renewal=LEDGER, validity=validity("2022-01-01", "2022-12-31"))
DOCUMENTS = {OLD: CORRECTED, NEW: SUCCESSOR}


def told(signing: Signing | None) -> dict[str, RowFate]:
    new = Named(NEW, SUCCESSOR, signing=signing)
    old = Named(OLD, as_signed(Named(OLD, CORRECTED), new))
    return {"+".join((*row.old, "→", *row.new)): row.fate for row in compare(old, new).rows}


def test_the_signed_ledger_tells_of_what_the_correction_took_out() -> None:
    assert told(RELEASED) == {
        "a+→+a": RowFate.KEPT,
        "b+→+b": RowFate.KEPT,
        "bb+→": RowFate.UNKNOWN,
        "c+→": RowFate.DROPPED,
    }


def test_a_draft_has_yet_to_decide() -> None:
    assert told(None) == {"a+→+a": RowFate.KEPT, "bb+→": RowFate.UNDECIDED, "→+b": RowFate.NEW}
    assert told(Signing()) == told(None)


def test_what_the_correction_brought_in_is_not_called_kept() -> None:
    new = agreement("a", "bb", renewal=ledger(OLD, a=(Fate.KEPT, "a")))
    rows = compare(Named(OLD, CORRECTED), Named(NEW, new, signing=RELEASED)).rows
    assert [(row.old, row.new, row.fate) for row in rows] == [
        (("a",), ("a",), RowFate.KEPT),
        (("bb",), ("bb",), RowFate.UNKNOWN),
    ]


def test_nothing_is_said_to_differ_from_a_text_that_is_gone() -> None:
    signed: Any = {"signing": {NEW: RELEASED}}
    (entry,) = entries(DOCUMENTS, {}, period="2022", **signed).entries
    items = {item.new[0].id: item for group in entry.groups for item in group.items if item.new}
    assert items["b"].fate is RowFate.KEPT
    assert (items["b"].changes, items["b"].wording, items["b"].not_reported) == ((), (), ())
    assert (entry.of_pledges, entry.not_reported) == (2, ("a", "bb"))


def test_its_life_goes_on_from_where_the_ledger_says() -> None:
    found = history("storby", DOCUMENTS, {}, dt.date(2022, 6, 1), signing={NEW: RELEASED})
    lives = {life.id: life for life in found.life}
    assert (lives["b"].stage[0].fate, lives["b"].stage[0].before) == (RowFate.KEPT, OLD)
    assert [(one.document, one.fate) for one in lives["bb"].stage[-1].ending] == [(NEW, RowFate.UNKNOWN)]


def test_each_misfit_is_told_once_with_what_to_do() -> None:
    (said,) = misfits(DOCUMENTS)
    assert all(word in said.text() for word in (NEW, OLD, "medlofte check", "released"))
    assert list(misfits(DOCUMENTS, OLD)) == [said]
    assert not list(misfits(DOCUMENTS, "storby/2020"))
    fitting = agreement("a", "b", "c")
    assert not list(misfits({OLD: fitting, NEW: SUCCESSOR}))
