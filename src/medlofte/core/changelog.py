"""The changelog of the pledges: ledger, comparison and outcomes of a series."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from medlofte.core.changelog_outcomes import outcomes_told
from medlofte.core.compare import Named, compare
from medlofte.core.fields import FORM
from medlofte.core.hidden import Hidden
from medlofte.core.outcomes import beside
from medlofte.core.pledges import pledge_changes
from medlofte.core.series import ordered, predecessor
from medlofte.core.similar import likeness, stems
from medlofte.core.targets import Spans
from medlofte.core.unread import as_signed, begun, by_ledger, with_unread
from medlofte.core.whole import party_names
from medlofte.model.agreement import Agreement
from medlofte.model.assessment import ToldOutcome
from medlofte.model.change import Change, ChangeKind, Comparison, Row, RowFate
from medlofte.model.changelog import Changelog, Entry, GroupKind, Item, ItemGroup, Pledged
from medlofte.model.pledge import Pledge, Target
from medlofte.model.record import Kind
from medlofte.model.register import Filed
from medlofte.model.release import Signing

_GROUPS: Mapping[RowFate, GroupKind] = {
    RowFate.NEW: GroupKind.NEW,
    RowFate.REINTRODUCED: GroupKind.NEW,
    RowFate.CHANGED: GroupKind.CHANGED,
    RowFate.MERGED: GroupKind.MERGED_OR_SPLIT,
    RowFate.SPLIT: GroupKind.MERGED_OR_SPLIT,
    RowFate.MOVED: GroupKind.MOVED,
    RowFate.FULFILLED: GroupKind.FULFILLED,
    RowFate.DROPPED: GroupKind.DROPPED,
    RowFate.UNDECIDED: GroupKind.UNDECIDED,
    RowFate.UNKNOWN: GroupKind.UNKNOWN,
    RowFate.KEPT: GroupKind.UNCHANGED,
    RowFate.EXTENDED: GroupKind.UNCHANGED,
}
_WHOLE = frozenset({ChangeKind.ADDED, ChangeKind.REMOVED})
#: What a document without pledges is told by, beside its areas.
_FRAME = frozenset({ChangeKind.PARTY, ChangeKind.PARTNER, ChangeKind.SIGNATORY, ChangeKind.OFFICE})


def entries(
    documents: Mapping[str, Agreement],
    reports: Mapping[str, Sequence[Filed]],
    *,
    period: str = "",
    signing: Mapping[str, Signing] | None = None,
) -> Changelog:
    """What became of the pledges of one series, newest period first.

    Args:
        documents: The documents of the series, by name.
        reports: The reports about each document; of two without a day, the later in sequence is the later.
        period: Only the entry of this period; all where empty.
        signing: The release that each document is and who has signed it, where a sign-off lies beside it.
    """
    line = ordered(documents)
    if not line:
        return Changelog()
    newest = documents[line[-1]]
    wanted = [name for name in reversed(line) if not period or period in (name, name.rpartition("/")[2])]
    named = [Named(name, documents[name], signing=(signing or {}).get(name)) for name in wanted]
    told = (
        replace(_entry(one, line, documents, reports), signing=one.signing, amendment=one.agreement.amendment)
        for one in named
    )
    return Changelog(
        entries=tuple(told),
        place=newest.place,
        kind=newest.kind,
    )


def _entry(
    item: Named, line: list[str], documents: Mapping[str, Agreement], reports: Mapping[str, Sequence[Filed]]
) -> Entry:
    name, document = item.name, item.agreement
    of = predecessor(name, documents) or ""
    if of and of != name and of in documents:
        return _renewed(item, of, line, documents, reports.get(of, ()))
    hidden = Hidden(document)
    ledger = document.renewal.pledge if document.renewal else ()
    earlier = with_unread(line[: line.index(name)], documents)
    items = by_ledger(document, earlier) if of else begun(document)
    return Entry(
        document=name,
        title=document.title,
        kind=document.kind,
        validity=document.validity,
        retold=hidden.retold,
        incomplete=hidden.list_goes_on,
        of=of,
        of_missing=bool(of),
        gap=document.renewal.gap if document.renewal else "",
        groups=_grouped((_GROUPS[item.fate] if ledger else GroupKind.BEGINNING, item) for item in items),
    )


def _grouped(found: Iterable[tuple[GroupKind, Item]]) -> tuple[ItemGroup, ...]:
    """Items by their groups, in the order that these are shown."""
    sorted_: dict[GroupKind, list[Item]] = {}
    for kind, item in found:
        sorted_.setdefault(kind, []).append(item)
    return tuple(ItemGroup(kind=kind, items=tuple(sorted_[kind])) for kind in GroupKind if kind in sorted_)


def _renewed(
    item: Named, of: str, line: list[str], documents: Mapping[str, Agreement], reports: Sequence[Filed]
) -> Entry:
    name, old, new = item.name, documents[of], item.agreement
    told = as_signed(Named(of, old), item)
    earlier = list(with_unread((other for other in line[: line.index(of) + 1] if other != name), documents))
    framed = new.kind is Kind.FRAME and not new.pledge
    one, other = (told, new) if framed else (_pledges_of(told), _pledges_of(new))
    comparison = compare(
        Named(of, one), Named(name, other, signing=item.signing), earlier=earlier, words=False
    )
    pair = _Pair(told, new, documents, outcomes_told(old, reports))
    return Entry(
        document=name,
        title=new.title,
        kind=new.kind,
        validity=new.validity,
        retold=comparison.new.retold,
        incomplete=comparison.new.incomplete,
        of=of,
        of_by_date=new.renewal is None,
        of_incomplete=comparison.old.incomplete,
        gap=comparison.gap,
        groups=_grouped(map(pair.item, comparison.rows)),
        of_pledges=len(old.pledge),
        told_beside=beside(old, reports),
        not_reported=pair.silent(pledge.id for pledge in old.pledge),
        names={**party_names(old), **party_names(new)},
        areas={area.id: area.title for area in (*old.area, *new.area)},
        area_rows=_area_rows(comparison) if framed else (),
        changes=tuple(c for c in comparison.changes if c.kind in _FRAME) if framed else (),
    )


def _area_rows(comparison: Comparison) -> tuple[Row, ...]:
    """What became of the areas, without those that stayed as they were in all but form."""
    kept = (RowFate.KEPT, RowFate.EXTENDED)
    return tuple(
        row
        for row in comparison.areas
        if row.fate not in kept
        or row.reason
        or any(change.kind is not ChangeKind.FORM for change in row.changes)
    )


def _pledges_of(document: Agreement) -> Agreement:
    """The document without what bears on no pledge, so that time is not spent on comparing it."""
    return Agreement(
        format=document.format,
        kind=document.kind,
        title=document.title,
        validity=document.validity,
        provenance=document.provenance,
        pledge=document.pledge,
        renewal=document.renewal,
    )


class _Pair:
    """What every item of one entry needs."""

    def __init__(
        self,
        old: Agreement,
        new: Agreement,
        documents: Mapping[str, Agreement],
        outcomes: Mapping[str, tuple[ToldOutcome, ...]],
    ) -> None:
        self.new = new
        self.documents = documents
        self.outcomes = outcomes
        self.old_by_id = {pledge.id: pledge for pledge in old.pledge}
        self.new_by_id = {pledge.id: pledge for pledge in new.pledge}
        self.hidden_old = Hidden(old)
        self.hidden_new = Hidden(new)

    def item(self, row: Row) -> tuple[GroupKind, Item]:
        """One row of the comparison as an item, and the group it belongs to."""
        changes, not_shown = self._changes(row)
        wording, kept_back = self._wording(row)
        not_shown = (*not_shown, *kept_back)
        reason = self._reason(row)
        kind = _GROUPS[row.fate]
        if kind is GroupKind.UNCHANGED and changes:
            kind = GroupKind.CHANGED  # nobody is to look for what changed under "unchanged"
        elif kind is GroupKind.UNCHANGED and (wording or not_shown or reason):
            kind = GroupKind.REWORDED
        before, after = self._numbers(row)
        return kind, Item(
            fate=row.fate,
            old=tuple(Pledged.of(self.old_by_id[name]) for name in row.old),
            new=tuple(Pledged.of(self.new_by_id[name]) for name in row.new),
            changes=changes,
            not_shown=not_shown,
            wording=wording,
            unlike=self._unlike(wording),
            before=before,
            after=after,
            reason=reason,
            judgement=row.judgement,
            guess=row.score,
            to=row.to,
            earlier=row.earlier,
            outcomes=tuple(outcome for name in row.old for outcome in self.outcomes.get(name, ())),
            not_reported=self.silent(row.old),
        )

    def _wording(self, row: Row) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        """The words that differ where the ledger says that the pledge stays."""
        if _GROUPS[row.fate] is not GroupKind.UNCHANGED or len(row.old) != 1:
            return (), ()
        found = [change for change in row.changes if change.kind is ChangeKind.WORDING]
        return self._seen(found, row.old, self.hidden_old)

    @staticmethod
    def _unlike(wording: Sequence[Change]) -> bool:
        texts = [
            change for change in wording if change.path.count(".") == 2 and change.path.endswith(".text")
        ]
        return any(not likeness(stems(change.before), stems(change.after)) for change in texts)

    def _reason(self, row: Row) -> str:
        """The reasons of the ledger as sentences one after another."""
        renewal = self.new.renewal
        told = [one.reason for one in renewal.pledge if one.id in row.old] if renewal else []
        reasons = [" ".join(reason.split()) for reason in dict.fromkeys(told) if reason.strip()]
        if len(reasons) < 2:
            return row.reason
        return " ".join(reason if reason[-1] in ".!?…" else f"{reason}." for reason in reasons)

    def _numbers(self, row: Row) -> tuple[tuple[Target, ...], tuple[Target, ...]]:
        """The numbers as promised, where several pledges became one or one became several."""
        if not row.old or not row.new or (len(row.old) == 1 and len(row.new) == 1):
            return (), ()
        before = tuple(target for name in row.old for target in self.old_by_id[name].target)
        after = tuple(target for name in row.new for target in self.new_by_id[name].target)
        return (before, after) if before and after and before != after else ((), ())

    def silent(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the old pledges that no report names."""
        return tuple(
            name for name in names if name not in self.outcomes and not self.old_by_id[name].is_unread
        )

    def _changes(self, row: Row) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        """What changed in substance, and what cannot be told because a text is not known there."""
        if row.fate is RowFate.REINTRODUCED and row.earlier in self.documents and len(row.new) == 1:
            return self._since(self.documents[row.earlier], self.new_by_id[row.new[0]])
        found = [change for change in row.changes if change.kind not in FORM and change.kind not in _WHOLE]
        if len(row.old) == 1 and len(row.new) == 1:
            targets = self.old_by_id[row.old[0]].target, self.new_by_id[row.new[0]].target
            found = [_counted(change, *targets) for change in found]
        return self._seen(found, row.old, self.hidden_old)

    def _since(self, then: Agreement, now: Pledge) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        before = next(pledge for pledge in then.pledge if pledge.id == now.id)
        spans = Spans(then.validity, self.new.validity)
        changes = [c for c in pledge_changes(before, now, spans, self.hidden_new) if c.kind not in FORM]
        return self._seen(changes, (now.id,), Hidden(then))

    def _seen(
        self, changes: Sequence[Change], old: Sequence[str], hidden_old: Hidden
    ) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        if not changes or not (self.hidden_new or hidden_old):
            return tuple(changes), ()
        seen: list[Change] = []
        unseen: list[Change] = []
        for change in changes:
            (unseen if self._unseen(change, old, hidden_old) else seen).append(change)
        return tuple(seen), tuple(unseen)

    def _unseen(self, change: Change, old: Sequence[str], hidden_old: Hidden) -> bool:
        if change.kind is ChangeKind.TARGET_NOT_SHOWN:
            return True
        words = change.kind is ChangeKind.HEDGE
        if (words or not change.after) and self.hidden_new.at(change.path):
            return True
        rest = change.path.split(".", 2)[2:]
        told = change.before and not words
        return not told and any(hidden_old.at(".".join(("pledge", name, *rest))) for name in old)


def _counted(change: Change, old: tuple[Target, ...], new: tuple[Target, ...]) -> Change:
    """A rate that changed while its number stayed, with the number as promised."""
    pledge_level = change.kind is ChangeKind.RATE and change.path.count(".") == 2
    if not pledge_level or change.numbers or len(old) != 1 or len(new) != 1 or old[0].value != new[0].value:
        return change
    return replace(change, numbers=(old[0], new[0]))
