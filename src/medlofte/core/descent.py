"""What became of old pledges through several documents after each other, by their ledgers."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from medlofte.core.lineage import reasons
from medlofte.model.agreement import Agreement
from medlofte.model.change import Branch, RowFate
from medlofte.model.pledge import Area, Pledge
from medlofte.model.record import Fate
from medlofte.model.renewal import LedgerRow

#: The fate of the whole is the first of these that it met on its way.
_HARDEST = (Fate.MERGED, Fate.SPLIT, Fate.MOVED, Fate.UNDECIDED, Fate.CHANGED, Fate.EXTENDED)


@dataclass(slots=True)
class Descent:
    """One old pledge, or area, on its way through the documents.

    Attributes:
        first: What the first ledger says of it.
        heirs: The ids that it has by now.
        later: What later ledgers say of those.
        ended: The parts of it that ended on the way.
        silent: Whether the first ledger does not name it, since it kept its id.
    """

    first: LedgerRow
    heirs: tuple[str, ...]
    later: list[LedgerRow] = field(default_factory=list)
    ended: list[Branch] = field(default_factory=list)
    silent: bool = False

    @property
    def row(self) -> LedgerRow:
        """All of it as one ledger from the first document to the last would say it."""
        rows = (self.first, *self.later)
        return LedgerRow(
            id=self.first.id,
            fate=self._fate(),
            into=self.heirs,
            to=next((row.to for row in self.later if row.to), self.first.to),
            reason=reasons(rows),
            judgement=any(row.judgement for row in rows),
        )

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The parts that ended, where that is not the end of the whole in one."""
        return tuple(self.ended) if self.heirs or len(self.ended) > 1 else ()

    def _fate(self) -> Fate:
        fates = [self.first.fate, *(row.fate for row in self.later)]
        ends = {branch.fate for branch in self.ended}
        if not self.later or (len(ends) == 1 and not self.heirs):
            return fates[-1]
        if self.ended or len(self.heirs) > 1:
            return Fate.SPLIT
        hardest = next((fate for fate in _HARDEST if fate in fates), Fate.KEPT)
        return Fate.CHANGED if hardest is Fate.SPLIT else hardest  # what was split is one again

    def step(
        self, rows: Mapping[str, LedgerRow], names: Mapping[str, Pledge | Area], held: Container[str]
    ) -> None:
        """Go on into the next document.

        Args:
            rows: Its ledger, by id.
            names: What the document before holds, by id.
            held: The ids that it holds itself.
        """
        heirs: list[str] = []
        for name in self.heirs:
            row = rows.get(name)
            if row is None and name in held:
                heirs.append(name)
                continue
            row = row or LedgerRow(id=name, fate=Fate.UNKNOWN)
            self.later.append(row)
            heirs += row.into
            if not row.into:
                self.ended.append(_ended(row, names.get(name)))
        self.heirs = tuple(dict.fromkeys(heirs))


def _ended(row: LedgerRow, item: Pledge | Area | None) -> Branch:
    text = item.text if isinstance(item, Pledge) else ""
    return Branch(id=row.id, title=item.title if item else "", text=text, fate=RowFate(row.fate.value))


def followed(line: Sequence[Agreement], *, areas: bool = False) -> list[Descent]:
    """What became of those of the first of successive documents in the last, links followed through those between."""
    if len(line) < 2 or line[1].renewal is None:
        return []
    found = [Descent(row, row.into) for row in _ledger(line[1], areas=areas)]
    if len(line) > 2:
        found += _silent(line, {one.first.id for one in found}, areas=areas)
    for before, document in pairwise(line[1:]):
        rows = {row.id: row for row in _ledger(document, areas=areas)}
        names = {item.id: item for item in _items(before, areas=areas)}
        held = {item.id for item in _items(document, areas=areas)}
        for one in found:
            one.step(rows, names, held)
    return [one for one in found if one.later or not one.silent]


def _ledger(document: Agreement, *, areas: bool) -> tuple[LedgerRow, ...]:
    renewal = document.renewal
    return () if renewal is None else renewal.area if areas else renewal.pledge


def _items(document: Agreement, *, areas: bool) -> tuple[Pledge | Area, ...]:
    return document.area if areas else document.pledge


def _silent(line: Sequence[Agreement], told: set[str], *, areas: bool) -> Iterator[Descent]:
    """What the first ledger does not name because it kept its id; a later ledger may name it."""
    there = {item.id for item in _items(line[1], areas=areas)}
    for item in _items(line[0], areas=areas):
        if item.id in there and item.id not in told:
            row = LedgerRow(id=item.id, fate=Fate.KEPT, into=(item.id,))
            yield Descent(row, row.into, silent=True)
