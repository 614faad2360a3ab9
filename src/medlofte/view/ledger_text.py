"""The ledger of a document for the terminal: what became of every pledge before it."""

from collections.abc import Iterable

from medlofte.model.renewal import LedgerRow, Renewal
from medlofte.view.document import fate
from medlofte.view.keys import LABELS
from medlofte.view.paper import Paper
from medlofte.view.values import one_line
from medlofte.view.whole import Teller, put_fields


def put_ledger(paper: Paper, teller: Teller, renewal: Renewal) -> None:
    """Set what lies between the periods, then the fate of each old pledge and area."""
    if renewal.gap:
        paper.put(f"{teller.words.say(LABELS['gap'])}: {one_line(renewal.gap)}", indent=2, hang=2)
    _rows(paper, teller, renewal.pledge)
    if renewal.area:
        paper.put(f"{teller.words.say(LABELS['area'])}:", indent=2)
        _rows(paper, teller, renewal.area)


def _rows(paper: Paper, teller: Teller, rows: Iterable[LedgerRow]) -> None:
    for row in rows:
        paper.put(fate(row, teller.words), indent=2, hang=2)
        put_fields(paper, teller, row, 4, frozenset({"id", "fate", "into"}))
