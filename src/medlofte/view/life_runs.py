"""The life of a pledge as unbroken runs of periods, in figures for a drawing and in words for a reader."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from medlofte.message import Message, say
from medlofte.model.biography import Ending, History, Life, Span
from medlofte.model.change import RowFate
from medlofte.view.catalog import Catalog
from medlofte.view.changelog_phrases import pledge, unstopped
from medlofte.view.labels import FATES
from medlofte.view.life_chart import between
from medlofte.view.phrases import period_name
from medlofte.view.values import in_short, one_line, quoted


@dataclass(frozen=True, slots=True)
class Run:
    """Periods without a gap.

    Attributes:
        first: The column of the first period.
        last: The column of the last.
        marks: How it began, where that is not with the series, and what became of it on the way.
    """

    first: int
    last: int
    marks: tuple["Mark", ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A fate, and the column of the document that tells it."""

    at: int
    fate: RowFate


#: Ways to come into a document that need no sign there; one that nobody tells of is said beside.
_QUIET = frozenset({RowFate.KEPT, RowFate.UNKNOWN})


@dataclass(frozen=True, slots=True)
class LifeRuns:
    """One pledge.

    Attributes:
        name: What it is called.
        runs: Periods that it stands in.
        silent: Periods between, whose document does not tell of it.
        ends: What became of it.
        periods: The runs in words; a semicolon is a gap.
        became: What became of it in words.
    """

    name: str
    runs: tuple[Run, ...]
    silent: tuple[Run, ...]
    ends: tuple[Mark, ...]
    periods: str
    became: str


def label(document: str) -> str:
    """The label of the period of a document."""
    return period_name(document.rpartition("/")[2])


def column(span: Span) -> str:
    """The label of a period."""
    return label(span.document)


def life_runs(life: Life, history: History, words: Catalog) -> LifeRuns:
    """The runs of one life through the documents of its series."""
    spans = history.period
    at = {span.document: index for index, span in enumerate(spans)}
    runs = tuple(_runs(life, spans, at))
    known = names(history) if any(stage.ending for stage in life.stage) else {}
    endings = [one for stage in life.stage for one in stage.ending if one.document in at]
    newest = life.stage[-1].pledge
    return LifeRuns(
        name=unstopped(pledge(newest, words)) if newest.title or newest.text else one_line(newest.id),
        runs=runs,
        silent=tuple(_joined(sorted(at[name] for name in between(life, spans)))),
        ends=tuple(Mark(at[one.document], one.fate) for one in endings),
        periods="; ".join(_span(run, spans) for run in runs),
        became="; ".join(
            words.say(part) for part in (*_before(life, spans), *_became(runs, endings, spans, known, words))
        ),
    )


def _runs(life: Life, spans: Sequence[Span], at: dict[str, int]) -> Iterator[Run]:
    fates = {at[stage.document]: stage.fate for stage in life.stage if stage.document in at}
    # A pledge that came back begins anew, though no document lies between.
    parts: list[list[int]] = []
    for index in sorted(fates):
        if parts and index == parts[-1][-1] + 1 and fates[index] is not RowFate.REINTRODUCED:
            parts[-1].append(index)
        else:
            parts.append([index])
    for part in parts:
        told = [index for index in part if spans[index].of and fates[index] not in _QUIET]
        yield Run(part[0], part[-1], tuple(Mark(index, fates[index]) for index in told))


def _joined(indices: Sequence[int]) -> Iterator[Run]:
    part: list[int] = []
    for index in indices:
        if part and index != part[-1] + 1:
            yield Run(part[0], part[-1])
            part = []
        part.append(index)
    if part:
        yield Run(part[0], part[-1])


def _span(run: Run, spans: Sequence[Span]) -> str:
    first, last = column(spans[run.first]), column(spans[run.last])
    return first if run.first == run.last else f"{first} – {last}"


def names(history: History) -> dict[str, str]:
    """Every pledge that a series has or had, in short, by id; as its newest text calls it."""
    return {stage.pledge.id: in_short(stage.pledge) for life in history.life for stage in life.stage}


def _before(life: Life, spans: Sequence[Span]) -> Iterator[Message]:
    """Where it stood before, where that document is not here."""
    first = life.stage[0]
    if first.before in {span.document for span in spans}:
        yield say("goes on from {period}, whose text was corrected since", period=label(first.before))
    elif first.before:
        yield say("goes on from {period}, which is not shown here", period=label(first.before))
    elif first.fate is RowFate.UNKNOWN:
        of = next(span.of for span in spans if span.document == first.document)
        yield say("the period before, {period}, is not shown here", period=label(of))


def _became(
    runs: Sequence[Run],
    endings: Sequence[Ending],
    spans: Sequence[Span],
    known: Mapping[str, str],
    words: Catalog,
) -> Iterator[Message]:
    """What became of it on the way and in the end, in the order of time."""
    at = {span.document: index for index, span in enumerate(spans)}
    met = [(mark.at, mark.fate, ()) for run in runs for mark in run.marks if mark.fate is not RowFate.NEW]
    ended = [(at[one.document], one.fate, one.into) for one in endings]
    for index, sort, ids in sorted((*met, *ended), key=itemgetter(0)):
        fate, period = FATES[sort], column(spans[index])
        into = tuple(quoted(known.get(name, name), words) for name in ids)
        if into:
            yield say("{fate} in {period}, into {ids}", fate=fate, period=period, ids=into)
        else:
            yield say("{fate} in {period}", fate=fate, period=period)
    if runs and runs[-1].last == len(spans) - 1:
        yield say("stands in the newest period")
    elif not endings:
        yield say("nothing tells of its end")
