"""The lives of pledges as a small chart: periods as columns, a bar for as long as a pledge lives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from medlofte.message import say
from medlofte.model.biography import Life, Span
from medlofte.model.change import RowFate
from medlofte.view.catalog import Catalog
from medlofte.view.labels import FATES, SIGNS
from medlofte.view.life_words import MARKS, mark, numbers, outcomes
from medlofte.view.values import one_line, shorten

#: Narrowest cell that words fit into; narrower ones hold signs.
_WORDS = 12
_NARROWEST, _WIDEST = 5, 22
_GAP = 1
#: Columns of the names: at least, at least where that lets words into the cells, and at most.
_NAMES = (16, 20, 30)
_BAR, _BREAK = "━", "┄"
FATE_STYLES = {
    RowFate.DROPPED: "red", RowFate.UNKNOWN: "magenta", RowFate.UNDECIDED: "magenta", RowFate.NEW: "green",
    RowFate.REINTRODUCED: "green", RowFate.FULFILLED: "green", RowFate.CHANGED: "cyan", RowFate.MERGED: "cyan",
    RowFate.SPLIT: "cyan", RowFate.MOVED: "cyan",
}  # fmt: skip
#: Heirs that are named below a pledge that ends.
_HEIRS = 3


@dataclass(frozen=True, slots=True)
class Grid:
    """How the columns lie.

    Attributes:
        names: Columns of the names.
        cell: Columns of one period.
        spans: The documents that are shown.
        hidden: How many older ones there is no room for.
    """

    names: int
    cell: int
    spans: tuple[Span, ...]
    hidden: int = 0

    @property
    def wordy(self) -> bool:
        """Whether words fit into a cell."""
        return self.cell >= _WORDS


def grid(lives: Sequence[Life], spans: Sequence[Span], width: int) -> Grid:
    """Columns for these lives; where there are more documents than fit, the newest."""
    longest = max((cell_len(one_line(life.id)) for life in lives), default=0)
    names = min(max(longest, _NAMES[0]), _NAMES[2])
    labels = min(max((cell_len(_label(span)) for span in spans), default=0), _WORDS)
    for cell, least in ((_WORDS, _NAMES[1]), (labels, _NAMES[0]), (_NARROWEST, _NAMES[0])):
        tight = width - _GAP - len(spans) * (cell + _GAP)
        if tight >= least:
            names = min(names, tight)
            break
    else:
        names = min(names, _NAMES[0])  # where not all periods fit, as many as can be
    room = width - names - _GAP
    shown = min(len(spans), max(room // (_NARROWEST + _GAP), 1))
    cell = min(room // shown - _GAP, _WIDEST)
    return Grid(names, cell, tuple(spans[len(spans) - shown :]), len(spans) - shown)


def head(at: Grid) -> Text:
    """The labels of the periods."""
    line = Text.assemble(" " * (at.names + _GAP))
    for span in at.spans:
        line.append(_fit(shorten(_label(span), at.cell), at.cell) + " " * _GAP, "bold")
    return line


def row(life: Life, at: Grid, words: Catalog, *, named: bool = True) -> Iterator[Text]:
    """One life: its bar, and below it what was promised and what came of it; ``named``: with its newest text."""
    silent = between(life, at.spans)
    cells = [_Cell(life, span, words, inside=span.document in silent) for span in at.spans]
    bars = [
        cell.bar(at, goes_on=after is not None and after.carries_on)
        for cell, after in zip_longest(cells, cells[1:])
    ]
    yield Text.assemble((_fit(shorten(one_line(life.id), at.names), at.names) + " " * _GAP, "bold"), *bars)
    if not at.wordy:
        text = shorten(one_line(_named(life)), at.names + at.cell * len(at.spans))
        yield from (Text(line, "dim") for line in [text] if named and line)
        return
    blocks = [cell.told(at.cell) for cell in cells]
    most = max(map(len, blocks), default=0)
    texts = _lines(one_line(_named(life)), at.names, max(most, 1)) if named else []
    for at_line in range(max(most, len(texts))):
        left = texts[at_line] if at_line < len(texts) else ""
        line = Text.assemble((_fit(left, at.names) + " " * _GAP, "dim"))
        for block in blocks:
            text, style = block[at_line] if at_line < len(block) else ("", "")
            line.append(_fit(text, at.cell) + " " * _GAP, style)
        yield line


def legend(lives: Sequence[Life], at: Grid, words: Catalog, width: int) -> list[str]:
    """What the signs mean that are met in the chart, each beside its word, as lines of at most ``width``."""
    shown = {span.document for span in at.spans}
    stages = [stage for life in lives for stage in life.stage]
    fates = {stage.fate for stage in stages if stage.document in shown}
    fates |= {ending.fate for stage in stages for ending in stage.ending if ending.document in shown}
    lines = _packed([f"{SIGNS[fate]} {words.say(FATES[fate])}" for fate in RowFate if fate in fates], width)
    if at.wordy:
        return lines
    signs = {mark(stage)[0] for stage in stages if stage.document in shown}
    told = [f"{sign} {words.say(text)}" for sign, text in MARKS.items() if sign in signs]
    return [*lines, f"{words.say(say('At the end of a bar'))}:", *_packed(told, width)]


def _packed(parts: Sequence[str], width: int) -> list[str]:
    """Parts put on as few lines as they fit on, none broken."""
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1]) + cell_len(part) + 3 <= width:
            lines[-1] += f" · {part}"
        else:
            lines.append(part)
    return lines


class _Cell:
    """One life in one document."""

    def __init__(self, life: Life, span: Span, words: Catalog, *, inside: bool) -> None:
        self.words = words
        self.span = span
        self.first = life.stage[0]
        self.stage = next((stage for stage in life.stage if stage.document == span.document), None)
        endings = [ending for stage in life.stage for ending in stage.ending]
        self.ending = next((one for one in endings if one.document == span.document), None)
        self.inside = inside

    @property
    def carries_on(self) -> bool:
        """Whether the bar comes in from the left."""
        if self.stage is None:
            return self.inside and self.ending is None
        return self.stage is not self.first and self.stage.fate is not RowFate.REINTRODUCED

    def bar(self, at: Grid, *, goes_on: bool) -> Text:
        """The first line: a sign for how it came there, then the bar; or what became of it."""
        if self.stage is None:
            return self._after(at)
        sign = SIGNS[self.stage.fate]
        style = FATE_STYLES.get(self.stage.fate, "")
        last, last_style = ("", "") if at.wordy else mark(self.stage)
        length = at.cell - cell_len(sign) - cell_len(last)
        return Text.assemble(
            (sign, f"bold {style}".strip()),
            (_BAR * length, style or "blue"),
            (last, last_style),
            ((_BAR if goes_on else " ") * _GAP, style or "blue"),
        )

    def _after(self, at: Grid) -> Text:
        if self.ending is None:
            return Text((_BREAK if self.inside else " ") * (at.cell + _GAP), "dim")
        label = f"{SIGNS[self.ending.fate]} {self.words.say(FATES[self.ending.fate])}"
        if cell_len(label) > at.cell:
            label = label.partition(",")[0]
        text = _fit(shorten(label, at.cell) if at.wordy else SIGNS[self.ending.fate], at.cell)
        return Text(text + " " * _GAP, FATE_STYLES.get(self.ending.fate, ""))

    def told(self, width: int) -> list[tuple[str, str]]:
        """The lines below the bar, each with its style."""
        if self.stage is None:
            into = [shorten(f"→ {one_line(name)}", width) for name in self.ending.into] if self.ending else []
            return [(line, "dim") for line in into[:_HEIRS]]
        found = [(line, "") for part in numbers(self.stage, self.words) for line in _lines(part, width, 3)]
        return found + [
            (line, style)
            for part, style in outcomes(self.stage, self.span, self.words)
            for line in _lines(part, width, 4)
        ]


def between(life: Life, spans: Sequence[Span]) -> set[str]:
    """Documents between a pledge and what became of it, which do not tell of it."""
    line = [span.document for span in spans]
    found: set[str] = set()
    for stage, after in zip_longest(life.stage, life.stage[1:]):
        heir = after.document if after and after.fate is not RowFate.REINTRODUCED else ""
        told = {heir, *(ending.document for ending in stage.ending)} & set(line)
        if stage.document in line and told:
            found |= set(line[line.index(stage.document) + 1 : max(map(line.index, told))])
    return found


def _label(span: Span) -> str:
    return one_line(span.document.rpartition("/")[2])


def _named(life: Life) -> str:
    newest = life.stage[-1].pledge
    return newest.title or newest.text


def _fit(text: str, width: int) -> str:
    return set_cell_size(text, width)


def _lines(text: str, width: int, most: int) -> list[str]:
    """A text over a few short lines, the last one cut."""
    found: list[str] = []
    rest = text
    while rest and len(found) < most - 1 and cell_len(rest) > width:
        cut = max(rest.rfind(" ", 0, width + 1), rest.rfind("-", 0, width) + 1)
        cut = cut if cut > 0 else width
        found.append(rest[:cut])
        rest = rest[cut:].lstrip()
    return [*found, shorten(rest, width)] if rest else found
