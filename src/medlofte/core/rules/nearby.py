"""What a wrong name was probably meant to be."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

from medlofte.message import Message, say

#: Names that a mistyped one is held against; a register may hold thousands.
_MOST = 300


def nearest(name: str, names: Iterable[str]) -> Message:
    """A hint: the likeliest name, else all that are possible."""
    possible = tuple(sorted(names))
    close = get_close_matches(name, possible, 1)
    if close:
        return say("did you mean '{close}'?", close=close[0])
    if possible:
        return say("possible: {names}", names=possible[:12])
    return say("nothing is defined that could be meant here: add it, or remove the name")


def nearest_document(name: str, names: Iterable[str], own: str) -> Message:
    """The same for the name of another document: those of the same place, else of the same letter."""
    everything = [other for other in names if other != own]
    place = name.split("/", 1)[0]
    mine = [other for other in everything if other.split("/", 1)[0] == place]
    others = islice((other for other in everything if other[:1] == name[:1]), _MOST)
    close = get_close_matches(name, mine or list(others), 1, 0.5)
    if close:
        return say("did you mean '{close}'?", close=close[0])
    return say("write SERIES/PERIOD as the file lies under agreements/, without .toml: gotland/2020")
