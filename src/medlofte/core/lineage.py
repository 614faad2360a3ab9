"""Which old pledges belong to which new ones, and what that rests on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from medlofte.core.prose import normal
from medlofte.core.similar import propose
from medlofte.model.change import Evidence, RowFate
from medlofte.model.pledge import Area, Pledge
from medlofte.model.record import Fate
from medlofte.model.renewal import LedgerRow

Item = Pledge | Area


@dataclass(frozen=True, slots=True)
class Group:
    """Old and new items that belong together; each item stands in exactly one group."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    evidence: Evidence
    ledger: tuple[LedgerRow, ...] = ()
    score: int | None = None

    @property
    def fate(self) -> RowFate | None:
        """The fate that the ledger rows give together; None where there are none."""
        fates = [row.fate for row in self.ledger]
        return RowFate(_joint(fates, len(self.old), len(self.new)).value) if fates else None

    @property
    def reason(self) -> str:
        """The reasons of the ledger rows."""
        return reasons(self.ledger)

    @property
    def to(self) -> str:
        """Where the pledges moved."""
        return "; ".join(dict.fromkeys(row.to for row in self.ledger if row.to))

    @property
    def judgement(self) -> bool:
        """Whether a row calls the link a reader's judgement."""
        return any(row.judgement for row in self.ledger)


@dataclass(slots=True)
class _Links:
    """Undirected links between old and new ids, with the rows they come from."""

    pairs: list[tuple[str, str]] = field(default_factory=list)
    rows: dict[str, list[LedgerRow]] = field(default_factory=dict)
    evidence: dict[tuple[str, str], Evidence] = field(default_factory=dict)
    scores: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, old: str, new: str, evidence: Evidence, score: int | None = None) -> None:
        self.pairs.append((old, new))
        self.evidence[old, new] = evidence
        if score is not None:
            self.scores[old, new] = score


def groups(
    old: Sequence[Item], new: Sequence[Item], ledger: Iterable[LedgerRow], *, shared_ids: bool
) -> list[Group]:
    """Sort all old and new items into groups, in the order of the new ones, ended ones where they stood.

    Declared links come first, then equal ids, then identical texts. Only where two documents share no ids at all
    (two places) are pairs guessed by likeness.
    """
    left, right = {item.id: item for item in old}, {item.id: item for item in new}
    links = _Links()
    _declared(links, ledger, left, right)
    if shared_ids:
        _equal_ids(links, left, right)
    _equal_texts(links, left, right)
    if not shared_ids:
        _guessed(links, left, right)
    return _components(links, list(left), list(right))


def _declared(
    links: _Links, ledger: Iterable[LedgerRow], left: Mapping[str, Item], right: Mapping[str, Item]
) -> None:
    for row in ledger:
        if row.id not in left:
            continue
        links.rows.setdefault(row.id, []).append(row)
        heirs = row.into
        if row.fate is Fate.UNDECIDED and not heirs and row.id in right:
            heirs = (row.id,)
        for heir in heirs:
            if heir in right:
                links.add(row.id, heir, Evidence.LEDGER)


def _equal_ids(links: _Links, left: Mapping[str, Item], right: Mapping[str, Item]) -> None:
    taken = {new for _, new in links.pairs}
    for name in left:
        if name in right and name not in links.rows and name not in taken:
            links.add(name, name, Evidence.ID)


def _equal_texts(links: _Links, left: Mapping[str, Item], right: Mapping[str, Item]) -> None:
    used_old, used_new = (
        {one for one, _ in links.pairs} | links.rows.keys(),
        {other for _, other in links.pairs},
    )
    alone = sorted(left.keys() - used_old)
    free: dict[str, list[str]] = {}
    for name in sorted(right.keys() - used_new, reverse=True) if alone else ():
        free.setdefault(_words(right[name]), []).append(name)
    for name in alone:
        words = _words(left[name])
        heirs = free.get(words)
        if words and heirs:
            links.add(name, heirs.pop(), Evidence.TEXT)


def _guessed(links: _Links, left: Mapping[str, Item], right: Mapping[str, Item]) -> None:
    used_old, used_new = {one for one, _ in links.pairs}, {other for _, other in links.pairs}
    free_old = {name: _words(item) for name, item in left.items() if name not in used_old}
    free_new = {name: _words(item) for name, item in right.items() if name not in used_new}
    for one, other, score in propose(free_old, free_new):
        links.add(one, other, Evidence.SIMILAR, score)


def _words(item: Item) -> str:
    text = item.text if isinstance(item, Pledge) else item.title
    return normal(f"{item.title} {text}") if isinstance(item, Pledge) else normal(text)


def _components(links: _Links, old: list[str], new: list[str]) -> list[Group]:
    heirs: dict[str, list[str]] = {}
    roots: dict[str, list[str]] = {}
    for one, other in links.pairs:
        heirs.setdefault(one, []).append(other)
        roots.setdefault(other, []).append(one)
    done_old: set[str] = set()
    done_new: set[str] = set()
    found = []
    for side, name in _order(old, new, heirs):
        if name in (done_old if side == "old" else done_new):
            continue
        ones, others = _reach(name, side, heirs, roots)
        done_old |= ones
        done_new |= others
        found.append(_group(links, _sorted(ones, old), _sorted(others, new), heirs))
    return found


def _sorted(names: set[str], line: list[str]) -> list[str]:
    return [name for name in line if name in names] if len(names) > 1 else list(names)


def _order(old: list[str], new: list[str], heirs: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    """New items in their order; an old one without heir after the heir of the one that stood before it."""
    line: list[tuple[str, str]] = [("new", name) for name in new]
    at = 0
    for name in old:
        if name in heirs:
            places = [line.index(("new", heir)) for heir in heirs[name]]
            at = max(at, max(places) + 1) if places else at
        else:
            line.insert(at, ("old", name))
            at += 1
    return line


def _reach(
    name: str, side: str, heirs: Mapping[str, list[str]], roots: Mapping[str, list[str]]
) -> tuple[set[str], set[str]]:
    near, far = (heirs, roots) if side == "old" else (roots, heirs)
    met = near.get(name, [])
    if not met or (len(met) == 1 and far[met[0]] == [name]):  # nearly always: alone, or one and its only heir
        return ({name}, set(met)) if side == "old" else (set(met), {name})
    ones: set[str] = {name} if side == "old" else set()
    others: set[str] = {name} if side == "new" else set()
    waiting = [(side, name)]
    while waiting:
        here, item = waiting.pop()
        if here == "old":
            fresh = set(heirs.get(item, ())) - others
            others |= fresh
            waiting += [("new", other) for other in fresh]
        else:
            fresh = set(roots.get(item, ())) - ones
            ones |= fresh
            waiting += [("old", one) for one in fresh]
    return ones, others


def _group(links: _Links, ones: list[str], others: list[str], heirs: Mapping[str, list[str]]) -> Group:
    rows = tuple(row for one in ones for row in links.rows.get(one, ()))
    pair = next(
        ((one, heir) for one in ones for heir in heirs.get(one, ())), None
    )  # without rows there is one at most
    evidence = links.evidence[pair] if pair else Evidence.NONE
    score = links.scores.get(pair) if pair else None
    return Group(tuple(ones), tuple(others), Evidence.LEDGER if rows else evidence, rows, score)


def reasons(rows: Iterable[LedgerRow]) -> str:
    """The reasons of ledger rows, each once; whole sentences follow each other."""
    told = dict.fromkeys(row.reason.strip() for row in rows if row.reason.strip())
    return "; ".join(told).replace(".; ", ". ")


def _joint(fates: list[Fate], ones: int, others: int) -> Fate:
    """The one fate of a group, from those its ledger rows give."""
    if len(set(fates)) == 1:
        return fates[0]
    if Fate.UNDECIDED in fates:
        return Fate.UNDECIDED
    if ones > 1:
        return Fate.MERGED
    return Fate.SPLIT if others > 1 else fates[0]
