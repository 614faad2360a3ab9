"""Compare two documents: what became of every pledge, and what else differs."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from medlofte.core.descent import followed
from medlofte.core.fields import area_changes, of_substance
from medlofte.core.hidden import Hidden
from medlofte.core.lineage import Group, groups
from medlofte.core.pledges import amended, joint_changes, pledge_changes
from medlofte.core.series import first_known
from medlofte.core.similar import propose
from medlofte.core.targets import Spans
from medlofte.core.whole import document_changes
from medlofte.core.words import marked
from medlofte.model.agreement import Agreement
from medlofte.model.change import (
    Change,
    ChangeKind,
    Comparison,
    Evidence,
    Length,
    Row,
    RowFate,
    Side,
    Strength,
    Suggestion,
)
from medlofte.model.pledge import Area, Pledge
from medlofte.model.release import Signing
from medlofte.model.source import Signed

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Named:
    """An agreement with its name, the revision it was read at, and who has signed it."""

    name: str
    agreement: Agreement
    revision: str = ""
    signing: Signing | None = None

    @property
    def is_released(self) -> bool:
        """Whether the text is a release, so that its ledger was signed with it."""
        return self.signing is not None and self.signing.release > 0


def compare(
    old: Named,
    new: Named,
    *,
    between: Sequence[Agreement] = (),
    earlier: Sequence[Named] = (),
    words: bool = True,
) -> Comparison:
    """All that differs between two documents.

    Args:
        old: The older document.
        new: The newer document.
        between: Documents that lead from ``old`` to ``new``, each renewing the one before, ends not included;
            needed where ``new`` does not renew ``old`` itself.
        earlier: Documents older than ``old``, oldest first, to tell what is reintroduced from what is new.
        words: Whether to mark the words that differ in each changed text, which costs more than all the rest.
    """
    one, other = old.agreement, new.agreement
    context = _Context(old, new, between, marked if words else tuple)
    found = groups(one.pledge, other.pledge, context.ledger, shared_ids=context.shared_ids)
    rows = tuple(context.row(group) for group in found)
    if old.name == new.name:
        rows = tuple(map(amended, rows))
    area_groups = groups(one.area, other.area, context.area_ledger, shared_ids=context.shared_ids)
    comparison = Comparison(
        old=_side(old, context.was_hidden, context.spans.old),
        new=_side(new, context.hidden, context.spans.new),
        rows=rows,
        areas=tuple(context.area_row(group) for group in area_groups),
        changes=context.marked(document_changes(one, other, context.hidden)),
        suggestions=tuple(_suggestions(rows, context)),
        guessed=any(row.evidence is Evidence.SIMILAR for row in rows),
        gap=other.renewal.gap if other.renewal and other.renewal.of == old.name else "",
    )
    return with_earlier(comparison, earlier) if earlier else comparison


class _Context:
    """What every row of one comparison needs."""

    def __init__(
        self,
        old: Named,
        new: Named,
        between: Sequence[Agreement],
        marked: Callable[[Iterable[Change]], tuple[Change, ...]],
    ) -> None:
        self.marked = marked
        self.old = {item.id: item for item in old.agreement.pledge}
        self.new = {item.id: item for item in new.agreement.pledge}
        self.old_areas = {item.id: item for item in old.agreement.area}
        self.new_areas = {item.id: item for item in new.agreement.area}
        self.spans = Spans(old.agreement.validity, new.agreement.validity)
        self.hidden = Hidden(new.agreement)
        self.was_hidden = Hidden(old.agreement)
        self.shared_ids = _place(old.name) == _place(new.name)
        renewal = new.agreement.renewal
        renews = renewal is not None and renewal.of == old.name
        line = [old.agreement, *between, new.agreement] if between or renews else []
        #: Whether a ledger decides over the old pledges: one without a row is not decided, rather than dropped.
        self.decides = renewal is not None and renews and bool(renewal.pledge)
        self.signed = self.decides and new.is_released
        descents = followed(line)
        self.ledger = [one.row for one in descents]
        self.branches = {one.first.id: one.branches for one in descents}
        self.area_ledger = [one.row for one in followed(line, areas=True)]

    def row(self, group: Group) -> Row:
        """One row, with the fate the ledger gives or the one that follows from the texts."""
        ones = [self.old[name] for name in group.old]
        others = [self.new[name] for name in group.new]
        changes = self.marked(self._changes(ones, others))
        return Row(
            fate=self._fate(group, ones, others, changes),
            old=group.old,
            new=group.new,
            area=others[0].area if others else ones[0].area,
            evidence=group.evidence,
            score=group.score,
            judgement=group.judgement,
            reason=group.reason,
            to=group.to,
            branches=tuple(dict.fromkeys(part for name in group.old for part in self.branches.get(name, ()))),
            changes=changes,
        )

    def _changes(self, ones: list[Pledge], others: list[Pledge]) -> Iterator[Change]:
        if any(one.is_unread for one in ones):
            return
        if len(ones) == 1 and len(others) == 1:
            if ones[0] != others[0] or self.spans.old != self.spans.new:
                for change in pledge_changes(ones[0], others[0], self.spans, self.hidden):
                    yield self._unread(change, ones[0].id)
            return
        for one in ones:
            yield Change(kind=ChangeKind.REMOVED, path=f"pledge.{one.id}", before=one)
        for other in others:
            yield Change(kind=ChangeKind.ADDED, path=f"pledge.{other.id}", after=other)
        if ones and others:
            for change in joint_changes(ones, others, self.spans, self.hidden):
                yield self._unread(change, ones[0].id)

    def _unread(self, change: Change, old_id: str) -> Change:
        """What comes where the old document could not be read is not shown to be new."""
        word, _, *rest = change.path.split(".")
        if change.before or not self.was_hidden.at(".".join((word, old_id, *rest))):
            return change
        return replace(change, strength=Strength.UNKNOWN)

    def _fate(
        self, group: Group, ones: list[Pledge], others: list[Pledge], changes: tuple[Change, ...]
    ) -> RowFate:
        if group.fate:
            return group.fate
        if not ones:
            return RowFate.NEW
        if self.signed:  # those who signed decided over every pledge there was: this one came later
            return RowFate.UNKNOWN
        if not others:
            if self._out_of_sight(ones[0]):
                return RowFate.UNKNOWN
            silent = self.decides and ones[0].id not in self.new
            return RowFate.UNDECIDED if silent else RowFate.DROPPED
        return RowFate.CHANGED if of_substance(changes) else RowFate.KEPT

    def _out_of_sight(self, pledge: Pledge) -> bool:
        return (
            self.hidden.list_goes_on or self.hidden.area(pledge.area) or self.hidden.at(f"pledge.{pledge.id}")
        )

    def area_row(self, group: Group) -> Row:
        """The same for areas, which need no ledger."""
        ones = [self.old_areas[name] for name in group.old]
        others = [self.new_areas[name] for name in group.new]
        changes = self.marked(_area_changes(ones, others))
        return Row(
            fate=self._area_fate(group, ones, others, changes),
            old=group.old,
            new=group.new,
            area=(others or ones)[0].parent,
            evidence=group.evidence,
            score=group.score,
            judgement=group.judgement,
            reason=group.reason,
            changes=changes,
        )

    def _area_fate(
        self, group: Group, ones: list[Area], others: list[Area], changes: tuple[Change, ...]
    ) -> RowFate:
        if group.fate:
            return group.fate
        if not ones:
            return RowFate.NEW
        if not others:
            return RowFate.UNKNOWN if self.hidden.at("area") else RowFate.DROPPED
        return RowFate.CHANGED if of_substance(changes) else RowFate.KEPT


def with_earlier(comparison: Comparison, earlier: Sequence[Named]) -> Comparison:
    """The comparison with what is new told apart from what is reintroduced from ``earlier``, oldest first.

    The two documents themselves, and what is newer than either, are not earlier, whichever way they are compared.
    """
    earlier = _really_earlier(comparison, earlier)
    rows = tuple(_reintroduced(row, earlier) if row.fate is RowFate.NEW else row for row in comparison.rows)
    return replace(comparison, rows=rows)


def _really_earlier(comparison: Comparison, earlier: Sequence[Named]) -> list[Named]:
    sides = comparison.old, comparison.new
    limit = min((day for day in map(_stands, sides) if day), default=dt.date.max)
    ends = {side.name for side in sides}
    return [
        item
        for item in earlier
        if item.name not in ends and (first_known(item.agreement) or dt.date.min) <= limit
    ]


def _stands(side: Side) -> dt.date | None:
    signed = side.signed if _ISO.fullmatch(side.signed) else ""
    return side.from_ or (dt.date.fromisoformat(signed) if signed else side.until)


def _reintroduced(row: Row, earlier: Sequence[Named]) -> Row:
    seen = [item.name for item in earlier if any(pledge.id in row.new for pledge in item.agreement.pledge)]
    return replace(row, fate=RowFate.REINTRODUCED, earlier=seen[-1]) if seen else row


def _area_changes(ones: list[Area], others: list[Area]) -> Iterator[Change]:
    if len(ones) == 1 and len(others) == 1:
        if ones[0] != others[0]:
            yield from area_changes(ones[0], others[0])
        return
    for one in ones:
        yield Change(kind=ChangeKind.REMOVED, path=f"area.{one.id}", before=one)
    for other in others:
        yield Change(kind=ChangeKind.ADDED, path=f"area.{other.id}", after=other)


def _suggestions(rows: Sequence[Row], context: _Context) -> Iterator[Suggestion]:
    """Guesses between what ended and what began without being declared."""
    ended = {row.old[0]: row for row in rows if not row.new and row.evidence is Evidence.NONE}
    begun = {row.new[0]: row for row in rows if not row.old}
    if ended and begun and context.shared_ids:
        old = {name: f"{context.old[name].title} {context.old[name].text}" for name in ended}
        new = {name: f"{context.new[name].title} {context.new[name].text}" for name in begun}
        for one, other, score in propose(old, new):
            yield Suggestion(old=one, new=other, score=score)


def _place(name: str) -> str:
    """What two documents must share for equal ids to mean the same thing: the place, first in the name."""
    return name.split("/", 1)[0]


def _side(named: Named, hidden: Hidden, spans: tuple[Length, ...]) -> Side:
    document = named.agreement
    validity = document.validity
    return Side(
        name=named.name,
        revision=named.revision,
        title=document.title,
        kind=document.kind,
        language=document.language,
        from_=validity.from_,
        until=validity.until,
        from_precision=validity.from_precision,
        until_precision=validity.until_precision,
        lengths=spans,
        signed=_signed(document.provenance.signed),
        signing=named.signing,
        retold=hidden.retold,
        pledges=sum(not pledge.is_unread for pledge in document.pledge),
        incomplete=hidden.list_goes_on,
    )


def _signed(told: Sequence[Signed]) -> str:
    days = [item.on.isoformat() for item in told if item.on]
    return min(days) if days else "; ".join(sorted({item.text for item in told if item.text}))
