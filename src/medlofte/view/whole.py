"""A record with nothing left out: every field that is set, each with its label."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from medlofte.message import say
from medlofte.model.pledge import Target
from medlofte.model.record import Record
from medlofte.view.catalog import Catalog
from medlofte.view.excerpts import joined
from medlofte.view.phrases import target
from medlofte.view.values import ACTOR_KEYS, Names, known_as, named, one_line, value

if TYPE_CHECKING:
    from medlofte.view.paper import Paper

#: What a phrase for a number leaves out.
_BESIDE = ("method", "beyond", "printed")
#: Items this long are sentences, which commas would run together.
_LONG = 40
_YES = say("yes")


@dataclass(frozen=True, slots=True)
class Teller:
    """Says records in one language, with the names of one document's actors."""

    words: Catalog
    known: Names

    def told(self, item: Any) -> str:
        """A value in words, whole."""
        if isinstance(item, Target):
            return "; ".join((target(item, self.words), *self._beside(item)))
        if isinstance(item, Record):
            return "; ".join(f"{label}: {text}" for label, text in self.fields(item))
        if isinstance(item, (tuple, list)):
            parts = [self.told(part) for part in item]
            plain = all(
                isinstance(part, (str, int, float, dt.date)) and len(str(part)) < _LONG for part in item
            )
            return joined(parts) if plain else " · ".join(parts)
        if isinstance(item, Mapping):
            return "; ".join(f"{one_line(str(key))}: {self.told(part)}" for key, part in item.items())
        return value(item, self.words, self.known)

    def _beside(self, item: Target) -> Iterator[str]:
        for key in _BESIDE:
            if text := getattr(item, key):
                yield f"{named(key, self.words)}: {one_line(text)}"

    def fields(self, item: Record, skip: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
        """Label and text of every field that is set."""
        for key, part in set_fields(item, skip):
            yield named(key, self.words, type(item)), self.field(key, part)

    def field(self, key: str, part: Any) -> str:
        """The text of one field."""
        if isinstance(part, bool):
            return self.words.say(_YES)
        if key in ACTOR_KEYS and isinstance(part, (tuple, str)):
            return known_as((part,) if isinstance(part, str) else part, self.known)
        return self.told(part)


def set_fields(item: Record, skip: frozenset[str] = frozenset()) -> Iterator[tuple[str, Any]]:
    """Key and value of every field that holds something."""
    for name in item.__struct_fields__:
        key, part = name.removesuffix("_"), getattr(item, name)
        empty = part is None or part is False or part == "" or part == () or part == {}
        if key not in skip and not empty:
            yield key, part


def paragraphs(text: str) -> Iterator[str]:
    """Prose as it is read: lines of one paragraph together, list items on their own."""
    gathered: list[str] = []
    for line in [*text.splitlines(), ""]:
        item = line.lstrip().startswith("- ")
        if (item or not line.strip()) and gathered:
            yield one_line(" ".join(gathered))
            gathered = []
        if line.strip():
            gathered.append(line)


def put_fields(
    paper: "Paper", teller: Teller, item: Record, indent: int, skip: frozenset[str] = frozenset()
) -> None:
    """Set every field of a record that is set, on lines of their own."""
    for label, text in teller.fields(item, skip):
        paper.put(f"{label}: {text}", indent=indent, hang=2)
