"""One old pledge as it is shown where its fate is asked for."""

import textwrap
from collections.abc import Sequence

from medlofte.message import say
from medlofte.model.change import RowFate
from medlofte.model.outcome import Outcome, Report
from medlofte.model.pledge import Pledge
from medlofte.model.record import Fate
from medlofte.view import phrases
from medlofte.view.catalog import Catalog, visible
from medlofte.view.draft_comments import outcome
from medlofte.view.labels import FATES

#: An earlier stage: document, id there, what became of it, its text.
Stage = tuple[str, str, Fate | None, str]


def question(
    pledge: Pledge,
    at: int,
    of: int,
    life: Sequence[Stage],
    last: tuple[Report, Outcome] | None,
    words: Catalog,
    *,
    width: int,
    colour: bool,
) -> str:
    """The pledge with its numbers, its earlier stages and its last outcome."""
    bold, dim, plain = ("\x1b[1m", "\x1b[2m", "\x1b[0m") if colour else ("", "", "")
    wide = min(width, 100) - 4
    counter = words.say(say("Pledge {at} of {of}", at=at, of=of))
    lines = [
        "",
        f"{bold}── {counter} · {visible(pledge.id)} {'─' * max(0, wide - len(counter) - len(pledge.id) - 6)}{plain}",
    ]
    if pledge.title:
        lines.append(f"  {bold}{visible(pledge.title)}{plain}")
    for paragraph in pledge.text.strip().split("\n"):
        lines += [f"  {part}" for part in textwrap.wrap(visible(paragraph), wide)] or [""]
    lines += [
        f"  {dim}{words.say(say('number'))}:{plain} {phrases.target(item, words)}" for item in pledge.target
    ]
    for name, _, fate, text in life[:3]:
        label = words.say(FATES[RowFate(fate.value)]) if fate else ""
        short = textwrap.shorten(visible(text), max(20, wide - len(name) - len(label) - 8), placeholder=" …")
        lines.append(f"  {dim}{visible(name)} ({label}):{plain} {short}")
    told = textwrap.wrap(outcome(last, words), wide - 16) or [""]
    lines.append(f"  {dim}{words.say(say('last outcome'))}:{plain} {told[0]}")
    lines += [f"      {part}" for part in told[1:]]
    return "\n".join(lines) + "\n"
