"""One pledge as it is shown where a question about it is asked: its fate, or how it went."""

import textwrap
from collections.abc import Iterator, Sequence

from medlofte.message import Message, say
from medlofte.model.assessment import Lack, Point, ToldOutcome
from medlofte.model.change import RowFate
from medlofte.model.pledge import Measure, Pledge
from medlofte.model.record import Fate
from medlofte.view import phrases
from medlofte.view.catalog import Catalog, visible
from medlofte.view.draft_comments import how_it_went
from medlofte.view.labels import FATES
from medlofte.view.values import one_line

#: An earlier stage: document, id there, what became of it, its text.
Stage = tuple[str, str, Fate | None, str]


def question(
    pledge: Pledge,
    at: int,
    of: int,
    life: Sequence[Stage],
    outcomes: Sequence[ToldOutcome],
    words: Catalog,
    *,
    width: int,
    colour: bool,
) -> str:
    """The pledge with its numbers, its earlier stages, and how it went."""
    sheet = _Sheet(words, width, colour=colour)
    sheet.head(say("Pledge {at} of {of}", at=at, of=of), pledge.id)
    sheet.promise(pledge)
    for name, _, fate, text in life[:3]:
        sheet.stage(name, words.say(FATES[RowFate(fate.value)]) if fate else "", text)
    sheet.labelled(how_it_went(outcomes, words))
    return sheet.text()


def point(item: Point, at: int, of: int, words: Catalog, *, width: int, colour: bool) -> str:
    """A pledge or measure to report on, with its numbers, what was told of it, and what is still missing."""
    sheet = _Sheet(words, width, colour=colour)
    sheet.head(say("{at} of {of}", at=at, of=of), " · ".join(name for name in item.key if name))
    sheet.promise(item.item)
    if item.told:
        sheet.labelled(how_it_went(item.told, words))
    sheet.labelled((words.say(say("still missing")), words.say(lack)) for lack in _missing(item.lack, words))
    return sheet.text()


def _missing(lack: Lack, words: Catalog) -> Iterator[Message]:
    if lack.nothing:
        yield say("nobody has reported on it")
    for target in lack.numbers:
        yield say("a number: {target}", target=phrases.target(target, words))
    if lack.since:
        yield say("what came after {day}", day=lack.since.isoformat())


class _Sheet:
    """What is shown above a question, line by line."""

    def __init__(self, words: Catalog, width: int, *, colour: bool) -> None:
        self.words = words
        self.wide = min(width, 100) - 4
        self.bold, self.dim, self.plain = ("\x1b[1m", "\x1b[2m", "\x1b[0m") if colour else ("", "", "")
        self.lines: list[str] = []

    def head(self, counter: Message, name: str) -> None:
        """Which of how many it is."""
        told, name = self.words.say(counter), one_line(name)
        rule = "─" * max(0, self.wide - len(told) - len(name) - 6)
        self.lines += ["", f"{self.bold}── {told} · {name} {rule}{self.plain}"]

    def promise(self, item: Pledge | Measure) -> None:
        """The promise with its numbers."""
        if item.title:
            self.lines.append(f"  {self.bold}{one_line(item.title)}{self.plain}")
        for paragraph in item.text.strip().split("\n"):
            self.lines += [f"  {part}" for part in textwrap.wrap(visible(paragraph), self.wide)] or [""]
        label = self.words.say(say("number"))
        self.labelled((label, one_line(phrases.target(target, self.words))) for target in item.target)

    def stage(self, name: str, fate: str, text: str) -> None:
        """What it was in an earlier document."""
        room = max(20, self.wide - len(name) - len(fate) - 8)
        short = textwrap.shorten(visible(text), room, placeholder=" …")
        self.lines.append(f"  {self.dim}{one_line(name)} ({fate}):{self.plain} {short}")

    def labelled(self, pairs: Iterator[tuple[str, str]]) -> None:
        """Labels with texts of any length."""
        for label, text in pairs:
            first, *more = textwrap.wrap(f"{label}: {text}", self.wide, subsequent_indent="    ")
            self.lines.append(f"  {self.dim}{label}:{self.plain}{first.removeprefix(f'{label}:')}")
            self.lines += [f"  {part}" for part in more]

    def text(self) -> str:
        """The whole of it."""
        return "\n".join(self.lines) + "\n"
