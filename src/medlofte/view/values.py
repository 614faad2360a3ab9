"""Any value of a record as one line of text, in the words of a catalogue."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Protocol

from medlofte.message import say
from medlofte.model.agreement import Agreement, Clause
from medlofte.model.party import Group, Partner, Party, Signatory
from medlofte.model.pledge import Area, Measure, Pledge, Target
from medlofte.model.record import Record
from medlofte.view.catalog import Catalog
from medlofte.view.catalog import one_line as one_line  # noqa: PLC0414 (handed on)
from medlofte.view.excerpts import joined
from medlofte.view.keys import label
from medlofte.view.labels import VOCABULARIES
from medlofte.view.phrases import signatory, target

#: Keys whose values are ids of parties, groups or partners.
ACTOR_KEYS = frozenset({"by", "with", "party", "members", "presented_by", "reported_by"})

#: Signs of a pledge that is only named.
_NAME = 60
#: The share of a width that must be left of a text cut between words, from so many signs on; and in narrower cells.
_LEAST, _WIDE, _MOST = 0.3, 30, 0.7

Names = Mapping[str, str]


class Named(Protocol):
    """A pledge or measure, as a text or a life holds it."""

    @property
    def id(self) -> str:
        """Its short name."""

    @property
    def title(self) -> str:
        """Its heading."""

    @property
    def text(self) -> str:
        """Its text."""


def names(agreement: Agreement) -> dict[str, str]:
    """Id → name of everybody who may promise, sign or work along."""
    actors: tuple[Party | Partner | Group, ...] = (*agreement.partner, *agreement.group, *agreement.party)
    return {item.id: item.name for item in actors}


def quoted(text: str, words: Catalog) -> str:
    """Text on one line within the quotation marks of a language."""
    return f"{'”' if words.language == 'sv' else '“'}{one_line(text)}”"


def shorten(text: str, width: int) -> str:
    """Text cut to ``width`` signs: between words unless too little of it is left, which in a narrow cell is soon."""
    if len(text) <= width:
        return text
    cut = text[: max(width - 1, 1)]
    blank = cut.rfind(" ")
    return (cut[:blank] if blank > width * (_LEAST if width >= _WIDE else _MOST) else cut).rstrip(
        " ,.;:"
    ) + "…"


def in_short(item: Named) -> str:
    """A pledge or measure by its title, else by the beginning of its text, else by its id."""
    return shorten(one_line(item.title) or one_line(item.text) or one_line(item.id), _NAME)


def known_as(ids: tuple[str, ...], known: Names) -> str:
    """Ids of parties as their names."""
    return joined([one_line(known.get(name, "")) or one_line(name) for name in ids])


def value(item: Any, words: Catalog, known: Names) -> str:
    """One value in words; empty where nothing is there."""
    if item is None or item == "" or item == ():
        return ""
    if isinstance(item, StrEnum):
        table = VOCABULARIES.get(type(item), {})
        return words.say(table[item]) if item in table else one_line(item.value)
    if isinstance(item, str):
        return one_line(item)
    if isinstance(item, bool):
        return words.say(say("yes") if item else say("no"))
    if isinstance(item, (int, float)):
        return words.number(item, 2)
    if isinstance(item, dt.date):
        return words.date(item)
    if isinstance(item, dt.time):
        return item.isoformat()
    return _compound(item, words, known)


def _compound(item: Any, words: Catalog, known: Names) -> str:
    if isinstance(item, (tuple, list)):
        parts = [value(part, words, known) for part in item]
        plain = all(isinstance(part, (str, int, float)) for part in item)
        return joined(parts, ", " if plain else "; ")
    if isinstance(item, Mapping):
        return "; ".join(f"{one_line(str(key))}: {value(part, words, known)}" for key, part in item.items())
    if isinstance(item, Record):
        return _record(item, words, known)
    return one_line(str(item))


def _record(item: Record, words: Catalog, known: Names) -> str:
    match item:
        case Target():
            return target(item, words)
        case Signatory():
            return one_line(signatory(item))
        case Party() | Partner() | Group():
            return one_line(item.name)
        case Pledge() | Measure() | Clause():
            return _titled(item.title, item.text, item.id)
        case Area():
            return one_line(item.title) or one_line(item.id)
        case _:
            return fields(item, words, known)


def _titled(title: str, text: str, name: str) -> str:
    return ": ".join(one_line(part) for part in (title, text) if part.strip()) or one_line(name)


def fields(item: Record, words: Catalog, known: Names) -> str:
    """Every field of a record that is set, each with its label."""
    parts = []
    for name in item.__struct_fields__:
        key, part = name.removesuffix("_"), getattr(item, name)
        text = (
            known_as(part, known)
            if key in ACTOR_KEYS and isinstance(part, tuple)
            else value(part, words, known)
        )
        if text and part is not False:
            parts.append(f"{named(key, words, type(item))}: {text}")
    return "; ".join(parts)


def named(key: str, words: Catalog, record: type[Record] | None = None) -> str:
    """The label of a key, or the key itself."""
    found = label(key, record)
    return words.say(found) if found else one_line(key)
