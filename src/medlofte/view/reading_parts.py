"""What a reading copy is made of, and how records become it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from medlofte.model.agreement import Agreement
from medlofte.model.record import Record
from medlofte.view.catalog import Catalog
from medlofte.view.document import capital
from medlofte.view.values import ACTOR_KEYS, named, names, one_line
from medlofte.view.whole import Teller, paragraphs, set_fields

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\Z")
_FROM_RIGHT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
#: Lists of shorter items than this, without stops and commas in them, stand in one line.
_SHORT = 40
#: What stands where a key of the document's own holds nothing.
_NOTHING = "–"
_STOPS = frozenset(".,:;·")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or one item of a list.

    Attributes:
        text: What it says.
        item: Whether it is an item; items that follow on each other are one list.
    """

    text: str
    item: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said of something.

    Attributes:
        label: What the text tells.
        text: The text itself.
        language: Its language, where that is not the language of the document.
    """

    label: str
    text: tuple[Part, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody or something in a list: a party, a source, a clause.

    Attributes:
        title: Its name or heading; empty where it has none.
        id: Its short name.
        text: What it says.
        facts: Everything else that is known of it.
    """

    title: str = ""
    id: str = ""
    text: tuple[Part, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """A pledge, or a measure under it.

    Attributes:
        id: Its short name.
        anchor: Where a page is linked to; empty where the id is none.
        number: The number or letter printed before it.
        title: A heading of its own, if it has one.
        text: The promise, never empty.
        owner: Who promises; a measure without is carried out by those of its pledge.
        targets: The numbers promised.
        facts: Everything else.
        measures: What is to be done.
    """

    id: str
    anchor: str
    number: str
    title: str
    text: tuple[Part, ...]
    owner: str
    targets: tuple[str, ...]
    facts: tuple[Fact, ...]
    measures: tuple["Promise", ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it.

    Attributes:
        title: The heading.
        level: How deep it is, from 2; never more than one deeper than the section before.
        anchor: Where a page is linked to; empty where there is no safe name for it.
        id: The short name of an area.
        ours: Whether the heading is a label of ours, and no text of the document.
        text: What it says.
        nothing: What we say where it holds nothing.
        facts: Facts about it.
        headed: Whether the titles of the entries are headings of the document.
        entries: What it lists.
        pledges: The pledges in it.
    """

    title: str
    level: int = 2
    anchor: str = ""
    id: str = ""
    ours: bool = True
    text: tuple[Part, ...] = ()
    nothing: str = ""
    facts: tuple[Fact, ...] = ()
    headed: bool = False
    entries: tuple[Entry, ...] = ()
    pledges: tuple[Promise, ...] = ()


def prose(text: str) -> tuple[Part, ...]:
    """A text as paragraphs and items."""
    return tuple(Part(part.removeprefix("- "), part.startswith("- ")) for part in paragraphs(text))


def language_tag(code: str) -> str:
    """A code as pages and readers aloud take it; empty where it is none."""
    return code if _LANGUAGE.match(code) else ""


def is_from_right(tag: str) -> bool:
    """Whether a language is written from right to left."""
    return tag.lower().split("-")[0] in _FROM_RIGHT


class Parts:
    """Makes facts and entries of the records of one document."""

    def __init__(self, agreement: Agreement, words: Catalog) -> None:
        self.words = words
        self.known = names(agreement)
        self.teller = Teller(words, self.known)

    def facts(self, item: Record, skip: frozenset[str] = frozenset(), language: str = "") -> tuple[Fact, ...]:
        """Every field of a record that is set."""
        return tuple(fact for fact in self._facts(item, skip, language) if any(one.text for one in fact.text))

    def _facts(self, item: Record, skip: frozenset[str], language: str) -> Iterator[Fact]:
        for key, part in set_fields(item, skip):
            label = capital(named(key, self.words, type(item)))
            if isinstance(part, Mapping):
                for code, text in part.items():
                    yield Fact(f"{label} ({one_line(code)})", self._value(key, text), language_tag(code))
            else:
                yield Fact(label, self._value(key, part), language)

    def listed(self, key: str, items: tuple[str, ...]) -> tuple[Fact, ...]:
        """A list of the document itself, where it has any."""
        found = tuple(item for item in items if item.strip())
        return (Fact(capital(named(key, self.words)), self._list(found)),) if found else ()

    def local(self, extra: Mapping[str, Any]) -> tuple[Fact, ...]:
        """Anything local, as it stands."""
        return tuple(Fact(one_line(key) or "…", self._list(part)) for key, part in extra.items())

    def entry(
        self, item: Record, title: str, said: frozenset[str], *, id_: str = "", text: str = ""
    ) -> Entry:
        """A record as an entry: what ``said`` names is in its title or text, the rest are facts."""
        return Entry(
            one_line(title), one_line(id_), prose(text), self.facts(item, said | {"text"} if text else said)
        )

    def _value(self, key: str, part: Any) -> tuple[Part, ...]:
        actors = key in ACTOR_KEYS
        if isinstance(part, tuple) and not actors:
            return self._list(part)
        if isinstance(part, str) and not actors and not isinstance(part, StrEnum):
            return prose(part)
        return (Part(self.teller.field(key, part)),)

    def _list(self, part: Any) -> tuple[Part, ...]:
        """A value whose items are sentences as a list, and any other in one line."""
        texts = [self.teller.told(item) for item in part] if isinstance(part, (tuple, list)) else []
        if len(texts) < 2:
            return (Part((texts[0] if texts else self.teller.told(part)) or _NOTHING),)
        if all(len(text) < _SHORT and not _STOPS.intersection(text) for text in texts):
            return (Part(", ".join(texts)),)
        return tuple(Part(text, item=True) for text in texts)
