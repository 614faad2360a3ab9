"""Short ways to write agreements in tests."""

import datetime as dt
from typing import Any

from medlofte.core.compare import Named, compare
from medlofte.model.agreement import Agreement
from medlofte.model.change import Change, Comparison, Row
from medlofte.model.pledge import Pledge, Target
from medlofte.model.record import Fate, Kind
from medlofte.model.renewal import LedgerRow, Renewal
from medlofte.model.validity import Validity


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def validity(first: str = "", last: str = "", **more: Any) -> Validity:
    return Validity(from_=day(first) if first else None, until=day(last) if last else None, **more)


def pledge(name: str, text: str = "", **more: Any) -> Pledge:
    return Pledge(id=name, text=text or f"Löftet {name}.", **more)


def agreement(*pledges: Pledge | str, **more: Any) -> Agreement:
    """An agreement of these pledges; a bare id stands for a pledge with a text of its own."""
    more = {"kind": Kind.PLEDGES, "title": "Medborgarlöfte Exempelstad"} | more
    return Agreement(
        format=1, pledge=tuple(pledge(one) if isinstance(one, str) else one for one in pledges), **more
    )


def ledger(of: str, **rows: tuple[Fate, str]) -> Renewal:
    """``ledger("storby/2020", a=(Fate.KEPT, "b c"))``: heirs apart by blanks."""
    return Renewal(
        of=of,
        pledge=tuple(
            LedgerRow(id=name, fate=fate, into=tuple(into.split())) for name, (fate, into) in rows.items()
        ),
    )


def between(old: Agreement, new: Agreement, **more: Any) -> Comparison:
    return compare(Named("storby/2020", old), Named("storby/2021", new), **more)


def only(comparison: Comparison) -> Row:
    (row,) = comparison.rows
    return row


def target(value: float, unit: str = "kontroller", **more: Any) -> Target:
    return Target(value=value, unit=unit, **more)


def numbers(
    old: list[Target], new: list[Target], one: Validity, other: Validity, **more: Any
) -> list[Change]:
    """The changes of one pledge's numbers over two periods."""
    before = agreement(pledge("a", target=tuple(old)), validity=one)
    after = agreement(pledge("a", target=tuple(new)), validity=other, **more)
    return list(only(between(before, after)).changes)
