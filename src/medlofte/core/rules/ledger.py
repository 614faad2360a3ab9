"""M31x: every pledge of the predecessor is accounted for, exactly once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medlofte.core.rules import grounds
from medlofte.core.rules.nearby import nearest
from medlofte.core.rules.registry import ERROR, WARNING, Fault, Subject, rule
from medlofte.message import say
from medlofte.model.finding import KeyPath, Mark
from medlofte.model.pledge import Area, Pledge
from medlofte.model.record import ENDS, Fate
from medlofte.model.renewal import LedgerRow

_CARRIED = frozenset({Fate.KEPT, Fate.CHANGED, Fate.EXTENDED, Fate.MERGED, Fate.SPLIT})
_ONE_HEIR = frozenset({Fate.KEPT, Fate.CHANGED, Fate.EXTENDED, Fate.MERGED})


class _Part(NamedTuple):
    """The ledger of pledges, or that of areas, with both sides (before: None where it cannot be read)."""

    key: str
    rows: tuple[LedgerRow, ...]
    before: Sequence[Pledge | Area] | None
    after: Sequence[Pledge | Area]

    @property
    def old(self) -> frozenset[str] | None:
        return None if self.before is None else frozenset(item.id for item in self.before)

    @property
    def new(self) -> frozenset[str]:
        return frozenset(item.id for item in self.after)

    def path(self, index: int, key: str) -> KeyPath:
        return ("renewal", self.key, index, key)


def _parts(subject: Subject) -> Iterator[_Part]:
    agreement, before = subject.agreement, subject.before
    if agreement.renewal is None:
        return
    yield _Part("pledge", agreement.renewal.pledge, before.pledge if before else None, agreement.pledge)
    if agreement.renewal.area:
        yield _Part("area", agreement.renewal.area, before.area if before else None, agreement.area)


@rule(
    "M311",
    ERROR,
    say("an old pledge without a row"),
    why=say(
        "A pledge that is not accounted for vanishes without a word. That is the most common thing to "
        "happen to a pledge, and what the ledger is for."
    ),
    source=grounds.VANISHED,
)
def no_row(subject: Subject) -> Iterator[Fault]:
    """Pledges of the predecessor that the ledger leaves out."""
    if subject.agreement.renewal is None or subject.before is None:
        return
    rows = {row.id for row in subject.agreement.renewal.pledge}
    for pledge in subject.before.pledge:
        if pledge.id not in rows:
            yield Fault(
                ("renewal",),
                say(
                    "pledge '{id}' of '{name}' has no row: what became of it?",
                    id=pledge.id,
                    name=subject.predecessor,
                ),
                say('add: [[renewal.pledge]] id = "{id}" fate = "…"', id=pledge.id),
                Mark.KEY,
            )


@rule(
    "M312",
    ERROR,
    say("a row for something that never was"),
    why=say("A row with a mistyped id leaves the pledge that was meant without one."),
    source=grounds.LEDGER,
)
def no_such_pledge(subject: Subject) -> Iterator[Fault]:
    """Rows whose id the predecessor does not have."""
    for part in _parts(subject):
        old = part.old
        for index, row in enumerate(part.rows):
            if old is not None and row.id not in old:
                yield Fault(
                    part.path(index, "id"),
                    say(
                        "'{name}' has no {what} '{id}'",
                        name=subject.predecessor,
                        what=_WHAT[part.key],
                        id=row.id,
                    ),
                    nearest(row.id, old),
                )


_WHAT = {"pledge": say("pledge"), "area": say("area")}


@rule(
    "M313",
    ERROR,
    say("two rows for one pledge"),
    why=say("A pledge has one fate. With two rows nobody can tell which was decided."),
    source=grounds.LEDGER,
)
def two_rows(subject: Subject) -> Iterator[Fault]:
    """The same id in two rows."""
    for part in _parts(subject):
        seen: dict[str, int] = {}
        for index, row in enumerate(part.rows):
            first = seen.setdefault(row.id, index)
            if first != index:
                yield Fault(
                    part.path(index, "id"),
                    say("'{id}' has two rows: which fate was decided?", id=row.id),
                    say("keep one row; a pledge that became several has fate = \"split\" and all of them in "
                        "into"),
                    also=(part.path(first, "id"),),
                )  # fmt: skip


@rule(
    "M314",
    ERROR,
    say("an heir that does not exist"),
    why=say(
        "The row says that the pledge lives on, under an id that is not here: it has vanished after all."
    ),
    source=grounds.LEDGER,
)
def no_heir(subject: Subject) -> Iterator[Fault]:
    """``into`` with ids that this document does not have."""
    for part in _parts(subject):
        new = part.new
        for index, row in enumerate(part.rows):
            for place, name in enumerate(row.into):
                if name not in new:
                    yield Fault(
                        (*part.path(index, "into"), place),
                        say("'{id}' is said to live on as '{name}', which is not here", id=row.id, name=name),
                        nearest(name, new),
                    )


@rule(
    "M315",
    ERROR,
    say("a fate that its heirs contradict"),
    why=say(
        "What is kept must live on somewhere here, and what is dropped must not. Otherwise one of the "
        "two is wrong."
    ),
    source=grounds.LEDGER,
)
def heirs_contradict(subject: Subject) -> Iterator[Fault]:
    """Kept, changed, extended, merged, split without ``into``; fulfilled, dropped, unknown with it."""
    for part in _parts(subject):
        for index, row in enumerate(part.rows):
            if row.fate in _CARRIED and not row.into:
                yield Fault(
                    part.path(index, "fate"),
                    say("'{id}' is called '{fate}', and no heir is named", id=row.id, fate=row.fate.value),
                    say('add: into = ["{id}"], or the id it has here', id=row.id),
                )
            elif row.fate in ENDS and row.into:
                yield Fault(
                    part.path(index, "into"),
                    say(
                        "'{id}' is called '{fate}', and lives on as {names}",
                        id=row.id,
                        fate=row.fate.value,
                        names=row.into,
                    ),
                    say('remove into, or write fate = "changed"'),
                    also=(part.path(index, "fate"),),
                )


@rule(
    "M316",
    WARNING,
    say("a fate that does not fit the number of heirs"),
    why=say(
        "Split means one became several, merged that several became one. Rates are added up over what "
        "belongs together."
    ),
    source=grounds.LEDGER,
)
def wrong_number(subject: Subject) -> Iterator[Fault]:
    """Split into one, merged from one, or several heirs of what is not called split."""
    for part in _parts(subject):
        sources = Counter(name for row in part.rows for name in set(row.into))
        if part.key == "area":  # areas that keep their id need no row
            sources.update(((part.old or frozenset()) & part.new) - {row.id for row in part.rows})
        for index, row in enumerate(part.rows):
            if row.fate is Fate.SPLIT and len(set(row.into)) == 1:
                message = say(
                    "'{id}' is called 'split', and becomes only '{name}'", id=row.id, name=row.into[0]
                )
                hint = say('name every heir in into, or write fate = "changed"')
            elif row.fate is Fate.MERGED and row.into and max(sources[name] for name in row.into) < 2:
                message = say(
                    "'{id}' is called 'merged', and nothing else goes into '{name}'",
                    id=row.id,
                    name=row.into[0],
                )
                hint = say('give the others the same into, or write fate = "changed"')
            elif row.fate in _ONE_HEIR and len(set(row.into)) > 1:
                message = say(
                    "'{id}' is called '{fate}', and becomes several: {names}",
                    id=row.id,
                    fate=row.fate.value,
                    names=row.into,
                )
                hint = say('write fate = "split"')
            else:
                continue
            yield Fault(part.path(index, "fate"), message, hint, also=(part.path(index, "into"),))


@rule(
    "M317",
    ERROR,
    say("moved, and nobody knows where"),
    why=say("A pledge handed to another body lives on only if somebody can be asked about it there."),
    source=grounds.VANISHED,
)
def moved_where(subject: Subject) -> Iterator[Fault]:
    """Fate ``moved`` without ``to``."""
    for part in _parts(subject):
        for index, row in enumerate(part.rows):
            if row.fate is Fate.MOVED and not row.to.strip():
                yield Fault(
                    part.path(index, "fate"),
                    say("'{id}' is called 'moved', and nothing tells where to", id=row.id),
                    say('add the body, programme or agreement: to = "…"'),
                )


@rule(
    "M318",
    ERROR,
    say("an undecided fate"),
    why=say(
        "A draft may leave it open, a sign-off may not: those who sign decide what becomes of every old "
        "pledge."
    ),
    source=grounds.LEDGER,
)
def undecided(subject: Subject) -> Iterator[Fault]:
    """Rows still marked ``undecided``."""
    for part in _parts(subject):
        left = sum(row.fate is Fate.UNDECIDED for row in part.rows)
        for index, row in enumerate(part.rows):
            if row.fate is Fate.UNDECIDED:
                yield Fault(
                    part.path(index, "fate"),
                    say(
                        "what becomes of '{id}' is undecided ({left} of {all} remain)",
                        id=row.id,
                        left=left,
                        all=len(part.rows),
                    ),
                    say("write kept, changed, extended, merged, split, moved, fulfilled or dropped"),
                )


@rule(
    "M319",
    ERROR,
    say("an unknown fate in an original"),
    why=say(
        "Unknown is for history that could not be read. Those who sign a text know what they do with the "
        "old one."
    ),
    source=grounds.LEDGER,
)
def unknown_fate(subject: Subject) -> Iterator[Fault]:
    """Fate ``unknown`` in a text that is signed."""
    if not subject.original:
        return
    for part in _parts(subject):
        for index, row in enumerate(part.rows):
            if row.fate is Fate.UNKNOWN:
                yield Fault(
                    part.path(index, "fate"),
                    say("the fate of '{id}' is called 'unknown' in a text that is to be signed", id=row.id),
                    say("decide it: dropped, with a reason, if nobody promises it any more"),
                )
