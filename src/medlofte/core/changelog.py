"""The changelog of the pledges: ledger, comparison and outcomes of a series."""

from collections.abc import Iterable, Mapping, Sequence

from medlofte.core.compare import Named, compare
from medlofte.core.fields import FORM
from medlofte.core.hidden import Hidden
from medlofte.core.outcomes import last
from medlofte.core.pledges import pledge_changes
from medlofte.core.series import ordered, predecessor
from medlofte.core.targets import Spans
from medlofte.core.whole import party_names
from medlofte.model.agreement import Agreement
from medlofte.model.change import Change, ChangeKind, Row, RowFate
from medlofte.model.changelog import Changelog, Entry, GroupKind, Item, ItemGroup, LastOutcome, Pledged
from medlofte.model.outcome import Outcome, Report, Window
from medlofte.model.pledge import Pledge
from medlofte.model.validity import Validity

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


def entries(
    documents: Mapping[str, Agreement], reports: Mapping[str, Sequence[Report]], *, period: str = ""
) -> Changelog:
    """What became of the pledges of one series, newest period first.

    Args:
        documents: The documents of the series, by name.
        reports: The reports about each document; of two without a day, the later in sequence is the later.
        period: Only the entry of this period; all where empty.
    """
    line = ordered(documents)
    if not line:
        return Changelog()
    newest = documents[line[-1]]
    wanted = [name for name in reversed(line) if not period or period in (name, name.rpartition("/")[2])]
    return Changelog(
        entries=tuple(_entry(name, line, documents, reports) for name in wanted),
        place=newest.place,
        kind=newest.kind,
    )


def _entry(
    name: str, line: list[str], documents: Mapping[str, Agreement], reports: Mapping[str, Sequence[Report]]
) -> Entry:
    of = predecessor(name, documents) or ""
    if of and of != name and of in documents:
        return _renewed(name, of, line, documents, reports.get(of, ()))
    document = documents[name]
    hidden = Hidden(document)
    begun = tuple(Item(fate=RowFate.NEW, new=(_pledged(pledge),)) for pledge in document.pledge)
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
        groups=(ItemGroup(kind=GroupKind.BEGINNING, items=begun),) if begun else (),
    )


def _renewed(
    name: str, of: str, line: list[str], documents: Mapping[str, Agreement], reports: Sequence[Report]
) -> Entry:
    old, new = documents[of], documents[name]
    earlier = [Named(other, documents[other]) for other in line[: line.index(of)] if other != name]
    comparison = compare(
        Named(of, _pledges_of(old)), Named(name, _pledges_of(new)), earlier=earlier, words=False
    )
    pair = _Pair(old, new, documents, last_outcomes(old, reports))
    sorted_: dict[GroupKind, list[Item]] = {}
    for row in comparison.rows:
        kind, item = pair.item(row)
        sorted_.setdefault(kind, []).append(item)
    return Entry(
        document=name,
        title=new.title,
        kind=new.kind,
        validity=new.validity,
        retold=comparison.new.retold,
        incomplete=comparison.new.incomplete,
        of=of,
        of_incomplete=comparison.old.incomplete,
        gap=comparison.gap,
        groups=tuple(
            ItemGroup(kind=kind, items=tuple(sorted_[kind])) for kind in GroupKind if kind in sorted_
        ),
        of_pledges=len(old.pledge),
        not_reported=pair.silent(pledge.id for pledge in old.pledge),
        names={**party_names(old), **party_names(new)},
        areas={area.id: area.title for area in (*old.area, *new.area)},
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
        outcomes: Mapping[str, tuple[LastOutcome, ...]],
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
        kind = _GROUPS[row.fate]
        if kind is GroupKind.UNCHANGED and changes:
            kind = (
                GroupKind.CHANGED
            )  # nobody is to look for what changed under "unchanged"; the fate still tells
        asked = row.old if kind is not GroupKind.UNCHANGED else ()
        return kind, Item(
            fate=row.fate,
            old=tuple(_pledged(self.old_by_id[name]) for name in row.old),
            new=tuple(_pledged(self.new_by_id[name]) for name in row.new),
            changes=changes,
            not_shown=not_shown,
            reason=row.reason,
            judgement=row.judgement,
            guess=row.score,
            to=row.to,
            earlier=row.earlier,
            outcomes=tuple(outcome for name in asked for outcome in self.outcomes.get(name, ())),
            not_reported=self.silent(asked),
        )

    def silent(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the old pledges that no report names."""
        return tuple(name for name in names if name not in self.outcomes)

    def _changes(self, row: Row) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        """What changed in substance, and what cannot be told because a text is not known there."""
        if row.fate is RowFate.REINTRODUCED and row.earlier in self.documents and len(row.new) == 1:
            return self._since(self.documents[row.earlier], self.new_by_id[row.new[0]])
        found = [change for change in row.changes if change.kind not in FORM and change.kind not in _WHOLE]
        old = row.old[0] if len(row.old) == 1 else ""
        return self._seen(found, old, self.hidden_old)

    def _since(self, then: Agreement, now: Pledge) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        before = next(pledge for pledge in then.pledge if pledge.id == now.id)
        spans = Spans(then.validity, self.new.validity)
        changes = [c for c in pledge_changes(before, now, spans, self.hidden_new) if c.kind not in FORM]
        return self._seen(changes, now.id, Hidden(then))

    def _seen(
        self, changes: Sequence[Change], old: str, hidden_old: Hidden
    ) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        if not changes or not (self.hidden_new or hidden_old):
            return tuple(changes), ()
        seen: list[Change] = []
        unseen: list[Change] = []
        for change in changes:
            (unseen if self._unseen(change, old, hidden_old) else seen).append(change)
        return tuple(seen), tuple(unseen)

    def _unseen(self, change: Change, old: str, hidden_old: Hidden) -> bool:
        if change.kind is ChangeKind.TARGET_NOT_SHOWN:
            return True
        words = change.kind is ChangeKind.HEDGE
        if (words or not change.after) and self.hidden_new.at(change.path):
            return True
        rest = change.path.split(".", 2)[2:]
        return bool((words or not change.before) and old and hidden_old.at(".".join(("pledge", old, *rest))))


def _pledged(pledge: Pledge) -> Pledged:
    return Pledged(id=pledge.id, text=pledge.text, title=pledge.title, number=pledge.number)


def last_outcomes(document: Agreement, reports: Sequence[Report]) -> dict[str, tuple[LastOutcome, ...]]:
    """The last outcome of every pledge that a report names: of the pledge itself first, then of its measures.

    A report with a day is later than one without.
    """
    names = party_names(document) if reports else {}
    found = {
        key: _last(item.outcome, item.report, names, document.validity) for key, item in last(reports).items()
    }
    grouped: dict[str, tuple[LastOutcome, ...]] = {}
    for pledge, measure in sorted(found):
        grouped[pledge] = (*grouped.get(pledge, ()), found[pledge, measure])
    return grouped


def _last(outcome: Outcome, report: Report, names: Mapping[str, str], validity: Validity) -> LastOutcome:
    return LastOutcome(
        pledge=outcome.pledge,
        text=outcome.text,
        measure=outcome.measure,
        status=outcome.status,
        value=outcome.value,
        unit=outcome.unit,
        reason=outcome.reason,
        counted_as=outcome.counted_as,
        on=outcome.on,
        reporter=names.get(report.reported_by, report.reported_by) or report.reporter,
        reported_on=report.reported_on,
        reported_text=report.reported_text,
        covers=report.covers if report.covers and _shorter(report.covers, validity) else None,
        source=report.source,
    )


def _shorter(window: Window, validity: Validity) -> bool:
    late = window.from_ and validity.from_ and window.from_ > validity.from_
    early = window.until and validity.until and window.until < validity.until
    return bool(late or early)
