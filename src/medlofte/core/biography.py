"""The life of each pledge through all periods of a series: the changelog, read along the pledges."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from msgspec.structs import replace

from medlofte.core.agenda.cases import known_files, periods_over
from medlofte.core.arrivals import Arrivals, with_arrivals
from medlofte.core.changelog import entries
from medlofte.core.outcomes import beside, told
from medlofte.core.prose import same
from medlofte.core.rates import length, rate
from medlofte.core.series import ordered
from medlofte.core.whole import party_names
from medlofte.core.words import word_diff
from medlofte.model.agreement import Agreement
from medlofte.model.assessment import ToldOutcome
from medlofte.model.biography import Ending, History, Life, Span, Stage
from medlofte.model.changelog import Changelog, Entry, Item, Pledged
from medlofte.model.pledge import Pledge
from medlofte.model.register import Filed
from medlofte.model.release import Signing

#: A pledge in a document.
Node = tuple[str, str]


def history(
    series: str,
    documents: Mapping[str, Agreement],
    reports: Mapping[str, Sequence[Filed]],
    today: dt.date,
    *,
    signing: Mapping[str, Signing] | None = None,
    arrived: Arrivals = MappingProxyType({}),
) -> History:
    """The lives of all pledges of one series.

    Args:
        series: Its name.
        documents: Its documents, by name.
        reports: The reports about each.
        today: The day that decides which periods are over and which reports are there.
        signing: The release that each document is, where it is one.
        arrived: The pledges that other series moved here.
    """
    reports = {name: known_files(filed, today) for name, filed in reports.items()}
    changelog = with_arrivals(entries(documents, reports, signing=signing), arrived)
    over = periods_over(documents, today)
    line = ordered(documents)
    return History(
        series=series,
        date=today,
        place=changelog.place,
        kind=changelog.kind,
        period=tuple(
            _span(
                entry,
                documents[entry.document],
                over=entry.document in over,
                told_beside=beside(documents[entry.document], reports.get(entry.document, ())),
            )
            for entry in reversed(changelog.entries)
        ),
        life=tuple(_Lives(documents, reports, line).all(changelog)),
    )


def of_pledge(found: History, pledge: str) -> tuple[Life, ...]:
    """The lives in which a pledge has an id, each text beside the one before it word by word."""
    return tuple(
        replace(life, stage=tuple(_worded(life.stage)))
        for life in found.life
        if any(stage.pledge.id == pledge for stage in life.stage)
    )


def worded(found: History) -> History:
    """The same with each text beside the one before it word by word."""
    return replace(found, life=tuple(replace(life, stage=tuple(_worded(life.stage))) for life in found.life))


def ids(found: History) -> list[str]:
    """Every id that a pledge of the series has or had."""
    return sorted({stage.pledge.id for life in found.life for stage in life.stage})


def _worded(stages: Sequence[Stage]) -> Iterator[Stage]:
    before = ""
    for stage in stages:
        text = stage.pledge.text
        if before and not same(before, text):
            stage = replace(  # noqa: PLW2901
                stage, words=tuple((piece.op.value, piece.text) for piece in word_diff(before, text))
            )
        yield stage
        before = text


def _span(entry: Entry, document: Agreement, *, over: bool, told_beside: int) -> Span:
    return Span(
        document=entry.document,
        title=entry.title,
        validity=entry.validity,
        over=over,
        retold=entry.retold,
        incomplete=entry.incomplete,
        of=entry.of,
        gap=entry.gap,
        names=entry.names or party_names(document),
        areas=entry.areas or {area.id: area.title for area in document.area},
        told_beside=told_beside,
    )


@dataclass(slots=True)
class _Row:
    """A life while it is being told."""

    stages: list[Stage] = field(default_factory=list)

    def end(self, ending: Ending) -> None:
        last = self.stages[-1]
        self.stages[-1] = replace(last, ending=(*last.ending, ending))


class _Lives:
    """Goes through the documents, oldest first, and carries each pledge on in its row."""

    def __init__(
        self, documents: Mapping[str, Agreement], reports: Mapping[str, Sequence[Filed]], line: Sequence[str]
    ) -> None:
        self.documents = documents
        self.pledges: dict[Node, Pledge] = {
            (name, pledge.id): pledge for name in line for pledge in documents[name].pledge
        }
        self.told: dict[str, dict[str, tuple[ToldOutcome, ...]]] = {
            name: told(documents[name], reports.get(name, ())) for name in line
        }
        self.rows: list[_Row] = []
        self.at: dict[Node, _Row] = {}

    def all(self, changelog: Changelog) -> Iterator[Life]:
        """Every life, in the order they began."""
        for entry in reversed(changelog.entries):
            items = [item for group in entry.groups for item in group.items]
            for item in _as_printed(items, [pledge.id for pledge in self.documents[entry.document].pledge]):
                self._item(entry, item)
        for row in self.rows:
            yield Life(id=row.stages[-1].pledge.id, stage=tuple(row.stages))

    def _item(self, entry: Entry, item: Item) -> None:
        old, new = [one.id for one in item.old], [one.id for one in item.new]
        carried: set[str] = set()
        for name in new:
            source = _source(name, old, new)
            where = (entry.of, source) if source else (item.earlier, name)
            row = self._free(where)
            if row is not None and source:
                carried.add(source)
            unread = source and (entry.of, source) not in self.pledges
            self._stage(row, entry, item, name, entry.of if unread else "")
        for name in old:
            row = self._free((entry.of, name))
            if name not in carried and row is not None:
                row.end(_ending(entry, item, new))

    def _free(self, node: Node) -> _Row | None:
        """The row that a pledge stands last in; another document may have carried it on already."""
        row = self.at.get(node)
        last = row.stages[-1] if row else None
        return row if last and (last.document, last.pledge.id) == node else None

    def _stage(self, row: _Row | None, entry: Entry, item: Item, name: str, before: str) -> None:
        if row is None:
            row = _Row()
            self.rows.append(row)
        node = entry.document, name
        pledge, document = self.pledges[node], self.documents[entry.document]
        names, span = party_names(document), length(document.validity)
        self.at[node] = row
        row.stages.append(
            Stage(
                document=entry.document,
                pledge=Pledged.of(pledge),
                fate=item.fate,
                of=tuple(one.id for one in item.old),
                moved_from=item.moved_from,
                before=before,
                by=tuple(names.get(actor, actor) for actor in pledge.by),
                area=next((area.title for area in document.area if area.id == pledge.area), ""),
                target=pledge.target,
                rate=tuple(rate(target, span) for target in pledge.target),
                reason=item.reason,
                judgement=item.judgement,
                changes=item.changes,
                not_shown=item.not_shown,
                outcomes=self.told[entry.document].get(pledge.id, ()),
            )
        )


def _source(name: str, old: list[str], new: list[str]) -> str:
    """The old pledge whose row a new one goes on in: that of the same id, else the only one of the only one."""
    if name in old:
        return name
    return old[0] if len(old) == len(new) == 1 else ""


def _ending(entry: Entry, item: Item, into: Iterable[str]) -> Ending:
    return Ending(
        document=entry.document,
        fate=item.fate,
        into=tuple(into),
        to=item.to,
        reason=item.reason,
        judgement=item.judgement,
    )


def _as_printed(items: Sequence[Item], line: Sequence[str]) -> list[Item]:
    """Items in the order of the document's pledges; what ended stands last, as the changelog tells it."""
    place = {name: at for at, name in enumerate(line)}
    return sorted(items, key=lambda item: min((place[one.id] for one in item.new), default=len(line)))
