"""Two charts as SVG, each with its text alternative and the same data as a table; no colour says anything alone.

Places are reckoned in units of a narrow picture and written as shares of its width, so that a picture is as wide as
what it stands in and its text as large as any other. Names stand above their bars.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlofte.message import Message, say, say_n
from medlofte.model.biography import History, Life
from medlofte.model.statistics import NOT_YET, outcome
from medlofte.view.catalog import Catalog
from medlofte.view.labels import FATES, OUTCOMES, SIGNS
from medlofte.view.life_runs import LifeRuns, column, life_runs
from medlofte.view.life_words import OUTCOME_SIGNS
from medlofte.view.pages import environment
from medlofte.view.values import one_line, shorten

if TYPE_CHECKING:
    from markupsafe import Markup

#: Units of the picture: its width, a sign's width at the size of its text, and the room that one part needs.
_WIDTH, _SIGN, _PART = 340, 6.7, 34
#: Units from one bar to the next, and signs of a name above it: on a telephone, and where there is room.
_STEP, _NAME, _LONG = 42, 46, 96
#: Units above the first name, where the periods are named, and between two of their labels.
_HEAD, _GAP = 26, 6
_TEXTS: Mapping[str, Message] = {
    "pledge": say("pledge"),
    "periods": say("periods"),
    "became": say("what became of it"),
    "area": say("area"),
    "table": say("The same as a table"),
    "between": say("a document between does not tell of it"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle: where it begins and how long it is.

    Attributes:
        x: Where it begins.
        width: How long it is.
        text: What is written on it.
        key: Which pattern it has.
    """

    x: int
    width: int
    text: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A name with its bars.

    Attributes:
        name: The name, cut to the width of the picture.
        wide: The name, cut to the width of a wider one.
        full: The whole name.
        spoken: What the text alternative says of it.
        bars: Its bars.
        links: Where nothing is told, as thin lines: from and to.
        marks: Signs on the bars: where and what.
        ends: Signs beside the bars.
        cells: The other cells of the table.
    """

    name: str
    wide: str
    full: str
    spoken: str
    bars: tuple[Bar, ...]
    cells: tuple[str, ...]
    links: tuple[tuple[int, int], ...] = ()
    marks: tuple[tuple[int, str], ...] = ()
    ends: tuple[tuple[int, str], ...] = ()


def lives(found: Sequence[Life], history: History, words: Catalog, *, id_: str, title: str = "") -> "Markup":
    """The life span of pledges: periods as columns, a bar for every unbroken run, the fate at its end.

    Args:
        found: The pledges.
        history: The series they belong to.
        words: The language.
        id_: A name for the picture that no other on the page has.
        title: What it shows; the life span of each pledge where nothing is said.
    """
    spans = history.period
    step = _WIDTH / max(len(spans), 1)
    labels = [column(span) for span in spans]
    runs = [life_runs(life, history, words) for life in found]
    return _drawn(
        "lives",
        id_=id_,
        title=one_line(title) or words.say(say("How long each pledge has lived")),
        rows=[_life(one, step) for one in runs],
        columns=list(_columns(labels, step)),
        height=_STEP * len(found) + _HEAD,
        edges=[round(step * at) for at in range(1, len(spans))],
        legend=_legend(runs, words),
        between=any(one.silent for one in runs),
        said=words.say_all(_TEXTS),
    )


def _columns(labels: Sequence[str], step: float) -> Iterator[tuple[int, str]]:
    """As many labels as there is room for, the newest among them."""
    longest = max(map(len, labels), default=0) * _SIGN
    moved = max(0.0, longest - step)  # what the newest is moved by, to stand within the picture
    every = max(1, -int(-(longest + moved + _GAP) // step))
    for at, label in enumerate(labels):
        if (len(labels) - 1 - at) % every == 0:
            room = int(step * every / _SIGN)
            yield round(min(step * at, _WIDTH - min(len(label), room) * _SIGN)), shorten(label, max(room, 4))


def _life(one: LifeRuns, step: float) -> Row:
    def at(index: float) -> int:
        return round(index * step)

    return Row(
        name=shorten(one.name, _NAME),
        wide=shorten(one.name, _LONG),
        full=one.name,
        spoken=f"{one.name}: {one.periods}; {one.became}",
        bars=tuple(Bar(at(run.first), at(run.last + 1) - at(run.first) - 3) for run in one.runs),
        marks=tuple((at(mark.at) + 5, SIGNS[mark.fate]) for run in one.runs for mark in run.marks),
        links=tuple((at(run.first), at(run.last + 1) - 3) for run in one.silent),
        ends=tuple((at(end.at) + 4, SIGNS[end.fate]) for end in one.ends),
        cells=(one.periods, one.became),
    )


def _legend(runs: Sequence[LifeRuns], words: Catalog) -> list[tuple[str, str]]:
    """The signs that are met, each beside its word."""
    met = {end.fate for one in runs for end in one.ends}
    met |= {mark.fate for one in runs for run in one.runs for mark in run.marks}
    return [(SIGNS[fate], words.say(FATES[fate])) for fate in FATES if fate in met]


@dataclass(frozen=True, slots=True)
class AreaOutcomes:
    """How the pledges of one area went.

    Attributes:
        title: The area.
        counts: How many pledges, by the key that statistics use.
    """

    title: str
    counts: Mapping[str, int]


def areas(history: History, document: str, words: Catalog) -> list[AreaOutcomes]:
    """How the pledges of one document went, area by area, in the order they are printed."""
    over = next((span.over for span in history.period if span.document == document), False)
    found: dict[str, Counter[str]] = {}
    for life in history.life:
        for stage in life.stage:
            if stage.document == document:
                counts = found.setdefault(one_line(stage.area), Counter())
                counts[outcome(stage.outcomes, over=over)] += 1
    without = words.say(say("without area"))
    return [AreaOutcomes(title or without, counts) for title, counts in found.items()]


def outcomes(found: Sequence[AreaOutcomes], words: Catalog, *, id_: str) -> "Markup":
    """How pledges went, area by area: one bar each, its parts told apart by sign, number and pattern.

    Args:
        found: The areas.
        words: The language.
        id_: A name for the picture that no other on the page has.

    Returns:
        Nothing where nothing can be told yet.
    """
    keys = [key for key in OUTCOMES if any(area.counts.get(key) for area in found)]
    if not set(keys) - {NOT_YET}:
        return _nothing()
    most = max(sum(area.counts.values()) for area in found)
    return _drawn(
        "outcomes",
        id_=id_,
        title=words.say(say("How the pledges of each area went")),
        rows=[_area(area, keys, most, words) for area in found],
        height=_STEP * len(found),
        keys=keys,
        heads=[words.say(OUTCOMES[key]) for key in keys],
        legend=[(OUTCOME_SIGNS[key], words.say(OUTCOMES[key]), key) for key in keys],
        said=words.say_all(_TEXTS),
    )


def _area(area: AreaOutcomes, keys: Sequence[str], most: int, words: Catalog) -> Row:
    parts = [(key, area.counts[key]) for key in keys if area.counts.get(key)]
    total = sum(count for _, count in parts)
    room = min(_PART, _WIDTH // len(parts))
    least = room * len(parts)
    spread = max(_WIDTH * total // most, least) - least
    bars, x, done = [], 0, 0
    for at, (key, count) in enumerate(parts, 1):
        done += count
        end = room * at + spread * done // total
        bars.append(Bar(x, end - x - 2, f"{OUTCOME_SIGNS[key]} {count}", key))
        x = end
    number = words.say(say_n("{count} pledge", "{count} pledges", total))
    return Row(
        name=f"{shorten(area.title, _NAME - len(number) - 2)}, {number}",
        wide=f"{shorten(area.title, _LONG - len(number) - 2)}, {number}",
        full=area.title,
        spoken=f"{area.title}: {', '.join(f'{words.say(OUTCOMES[key])} {count}' for key, count in parts)}",
        bars=tuple(bars),
        cells=tuple(str(area.counts.get(key, 0)) for key in keys),
    )


def _drawn(name: str, *, rows: Sequence[Row], **values: object) -> "Markup":
    from markupsafe import Markup

    template = environment().get_template(f"charts/{name}.html.j2")
    return Markup(template.render(rows=rows, width=_WIDTH, step=_STEP, **values))  # noqa: S704


def _nothing() -> "Markup":
    from markupsafe import Markup

    return Markup()
