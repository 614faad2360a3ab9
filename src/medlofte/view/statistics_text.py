"""Figures on pledges for the terminal: every share with the counts behind it."""

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from medlofte.message import Message, say, say_n
from medlofte.model.change import RowFate
from medlofte.model.outcome import Status
from medlofte.model.statistics import Figures, Part, Share, Statistics
from medlofte.view.catalog import Catalog
from medlofte.view.labels import FATES, OUTCOMES
from medlofte.view.paper import Paper
from medlofte.view.values import one_line, shorten

_HEADS = {
    "owner": say("owner"),
    "number": say("number"),
    "goal": say("effect goal"),
    "followup": say("follow-up"),
    "outcome": say("outcome"),
}
_WHOLE = {
    "owner": say("with somebody who answers for it"),
    "number": say("with a promised number"),
    "goal": say("with an effect aimed at"),
    "followup": say("with a follow-up in the text"),
    "outcome": say("with a reported outcome"),
}
_FATES: Mapping[str, Message] = {
    **{fate.value: text for fate, text in FATES.items()},
    "open": say("nothing follows yet"),
}
_ORDER = [*(fate.value for fate in RowFate), "open"], [*(status.value for status in Status), *OUTCOMES]
#: Columns of names in a table, at least and at most, and of the number of pledges.
_NAMES, _COUNT, _GAP = (12, 30), 3, 2
#: Columns of a bar.
_BAR = 10


def render(statistics: Statistics, words: Catalog, *, width: int, colour: bool) -> str:
    """The figures of everything together, then of each series; of one series by period and by area."""
    paper = Paper(width, colour=colour)
    page = _Page(paper, words)
    found = [part for part in statistics.series if part.figures.pledges]
    page.head(statistics, empty=len(statistics.series) - len(found))
    page.whole(statistics.figures)
    if len(found) == 1:
        page.table(say("By period"), [(_label(part.id), part.figures) for part in found[0].period])
        if any(part.id for part in found[0].area):
            page.table(say("By area"), [(_area(part, words), part.figures) for part in found[0].area])
    else:
        page.table(say("By series"), [(part.series, part.figures) for part in found])
    if any(_partial(part.figures) for part in found):
        paper.put()
        paper.put(Text(words.say(say("* of some pledges it is not known, or not due yet")), "dim"))
    return paper.text()


class _Page:
    """Figures on one sheet."""

    def __init__(self, paper: Paper, words: Catalog) -> None:
        self.paper = paper
        self.words = words

    def head(self, statistics: Statistics, *, empty: int) -> None:
        """How much there is, and what is not known of it."""
        whole, say_it = statistics.figures, self.words.say
        pledges = say_n("{count} pledge", "{count} pledges", whole.pledges)
        documents = say_n("{count} document", "{count} documents", whole.documents)
        left = Text(say_it(say("{pledges} in {documents}", pledges=pledges, documents=documents)), "bold")
        self.paper.apart(left, Text(statistics.date.isoformat(), "dim"))
        if empty and len(statistics.series) > 1:
            said = say_n("{count} series holds no pledge.", "{count} series hold no pledge.", empty)
            self.paper.put(Text(say_it(said), "dim"))
        if whole.incomplete:
            said = say_n(
                "{count} document does not show all its pledges.",
                "{count} documents do not show all their pledges.",
                whole.incomplete,
            )
            self.paper.put(Text(f"! {say_it(said)}", "yellow"), hang=2)

    def whole(self, figures: Figures) -> None:
        """Every share of everything together, in words."""
        if not figures.pledges:
            return
        self.paper.put()
        labels = {key: self.words.say(text) for key, text in _WHOLE.items()}
        broad = max(map(cell_len, labels.values()))
        for key, label in labels.items():
            share: Share = getattr(figures, key)
            line = Text.assemble(f"  {set_cell_size(label, broad)}  ", *_bar(share), f"  {self._told(share)}")
            if share.unknown:
                line.append(f" · {self.words.say(_unknown(key, share.unknown))}", "dim")
            self.paper.put(line, hang=4)
        self.paper.put()
        for label, text in self._counts(figures):
            self.paper.put(Text.assemble((f"  {label}: ", "dim"), text), hang=4)

    def _told(self, share: Share) -> str:
        """A share with its counts: "7 of 12 (58 %)"."""
        if not share.of:
            return "–"
        percent = self.words.number(round(100 * share.count / share.of))
        said = say("{count} of {of} ({percent} %)", count=share.count, of=share.of, percent=percent)
        return self.words.say(said)

    def _counts(self, figures: Figures) -> Iterator[tuple[str, str]]:
        pairs = (
            (say("what became of them"), figures.fates, _FATES, _ORDER[0]),
            (say("how they went"), figures.outcomes, OUTCOMES, _ORDER[1]),
        )
        for label, counts, texts, order in pairs:
            parts = [
                f"{self.words.say(texts[key])} {counts[key]}" for key in dict.fromkeys(order) if key in counts
            ]
            yield self.words.say(label), " · ".join(parts)

    def table(self, title: Message, rows: Sequence[tuple[str, Figures]]) -> None:
        """Rows of shares, each with its fates and outcomes below."""
        if not rows:
            return
        heads = [self.words.say(text) for text in _HEADS.values()]
        cells = [[_short(getattr(figures, key)) for key in _HEADS] for _, figures in rows]
        broad = [max(map(cell_len, column)) for column in zip(heads, *cells, strict=True)]
        room = self.paper.width - _COUNT - sum(broad) - _GAP * (len(broad) + 1)
        names = min(max(cell_len(one_line(name)) for name, _ in rows), max(room, _NAMES[0]), _NAMES[1])
        names = max(names, cell_len(self.words.say(title)))
        self.paper.put()
        if names + _COUNT + _GAP + sum(broad) + _GAP * len(broad) > self.paper.width:
            self._listed(title, rows, heads)
            return
        line = Text(f"{set_cell_size(self.words.say(title), names)}{' ' * (_GAP + _COUNT)}", "bold")
        for head, size in zip(heads, broad, strict=True):
            line.append(" " * _GAP + set_cell_size(head, size), "bold")
        self.paper.put(line)
        for (name, figures), texts in zip(rows, cells, strict=True):
            self._row(shorten(one_line(name), names), figures, texts, (names, *broad))

    def _listed(self, title: Message, rows: Sequence[tuple[str, Figures]], heads: Sequence[str]) -> None:
        """The same where a table is too wide: each row as lines."""
        self.paper.put(Text(self.words.say(title), "bold"))
        for name, figures in rows:
            count = self.words.say(say_n("{count} pledge", "{count} pledges", figures.pledges))
            self.paper.put(Text.assemble(one_line(name), (f"  {count}", "dim")), hang=2)
            shares = zip(heads, _HEADS, strict=True)
            told = " · ".join(f"{head} {_short(getattr(figures, key))}" for head, key in shares)
            self.paper.put(told, indent=_GAP, hang=2)
            for _, text in self._counts(figures) if figures.pledges else ():
                self.paper.put(Text(text, "dim"), indent=_GAP, hang=2)

    def _row(self, name: str, figures: Figures, texts: Sequence[str], broad: Sequence[int]) -> None:
        count = f"{' ' * _GAP}{figures.pledges:>{_COUNT}}"
        line = Text.assemble(set_cell_size(name, broad[0]), (count, "dim"))
        for key, text, size in zip(_HEADS, texts, broad[1:], strict=True):
            share: Share = getattr(figures, key)
            line.append(" " * _GAP + set_cell_size(text, size), "" if share.of else "dim")
        self.paper.put(line)
        for _, text in self._counts(figures) if figures.pledges else ():
            self.paper.put(Text(text, "dim"), indent=_GAP, hang=2)


def _unknown(key: str, count: int) -> Message:
    if key == "outcome":
        return say_n("{count} not due", "{count} not due", count)
    return say_n("{count} not known", "{count} not known", count)


def _short(share: Share) -> str:
    """A share with its counts where there is little room; a star where it is not known of some."""
    if not share.of:
        return "–" if not share.unknown else "–*"
    return f"{share.count}/{share.of} {100 * share.count / share.of:.0f} %{'*' if share.unknown else ''}"


def _bar(share: Share) -> tuple[tuple[str, str], tuple[str, str]]:
    """A share as a bar, so that many are seen at once; no colour says what is good."""
    filled = round(_BAR * share.count / share.of) if share.of else 0
    return ("━" * filled, "cyan"), ("─" * (_BAR - filled), "dim")


def _partial(figures: Figures) -> bool:
    return any(getattr(figures, key).unknown for key in _HEADS)


def _label(name: str) -> str:
    return name.rpartition("/")[2]


def _area(part: Part, words: Catalog) -> str:
    return part.title or part.id or words.say(say("without area"))
