"""Agreements drawn at random: every key of every record, small pools of ids and words so that things meet."""

import datetime as dt
import unicodedata
from collections.abc import Callable, Sequence
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from medlofte.model.agreement import Agreement
from medlofte.model.pledge import Pledge
from medlofte.model.record import Fate, Record
from medlofte.model.renewal import LedgerRow, Renewal

WORDS = (
    "polisen", "kommunen", "ska", "bör", "verka", "för", "genomföra", "5", "1 200", "trafikkontroller", "på", "Torget",
    "A-traktorer", "–", "”trygg”", "minst", "skolor", "och", "återkommande", "i", "Storby", "24/7",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join) | st.just(
    "Punkter:\n- en\n- två"
)
DAYS = st.sampled_from(
    [dt.date(2020, 1, 1), dt.date(2020, 12, 31), dt.date(2021, 2, 28), dt.date(2023, 6, 30)]
)
IDS = {
    "pledge": "abcde",
    "area": ("trafik", "unga", "narkotika"),
    "actor": ("polisen", "kommunen", "regionen"),
    "other": ("ett", "tva", "tre"),
}
#: Key → the pool that its ids come from.
POOLS = {
    "area": "area", "parent": "area", "serves": "pledge", "by": "actor", "with": "actor", "members": "actor",
    "party": "actor", "presented_by": "actor", "person": "other",
}  # fmt: skip
#: Where whole lists of tables draw their ids from.
ID_OF = {"Pledge": "pledge", "Area": "area", "Party": "actor", "Partner": "actor", "Group": "actor"}
UNKNOWN = (
    "pledge",
    "pledge.target",
    "pledge.a",
    "pledge.b.text",
    "area.trafik",
    "area",
    "signatory",
    "pledge.measure",
)
#: Keys whose strings are names of something, not prose.
NAMES = frozenset(
    [*POOLS, "id", "of", "to", "into", "at", "under", "agreement", "language", "url", "sources", "better"]
)


@cache
def values(kind: Any, key: str = "") -> st.SearchStrategy[Any]:
    """Values of a type as the records declare it."""
    origin = get_origin(kind)
    if kind is str:
        return _strings(key)
    if origin in (Union, UnionType):
        return st.one_of(*(values(part, key) for part in get_args(kind)))
    if origin is Literal:
        return st.sampled_from(get_args(kind))
    if origin is tuple:
        return _lists(get_args(kind)[0], key)
    if origin is dict:
        return st.dictionaries(st.sampled_from(["en", "fi"]), values(get_args(kind)[1], key), max_size=2)
    if isinstance(kind, type) and issubclass(kind, Record):
        return records(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    return PLAIN[kind]


PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    int: st.integers(1, 4),
    float: st.sampled_from([1.0, 12.0, 15.5]),
    bool: st.booleans(),
    dt.date: DAYS,
    type(None): st.none(),
    Any: st.one_of(st.integers(2, 3), TEXTS, st.lists(st.integers(2, 3), max_size=2)),
}


def _strings(key: str) -> st.SearchStrategy[str]:
    if key == "at":
        return st.sampled_from(UNKNOWN)
    return st.sampled_from(IDS[POOLS[key]]) if key in POOLS else TEXTS


def _lists(kind: Any, key: str) -> st.SearchStrategy[tuple[Any, ...]]:
    items = values(kind, key)
    if isinstance(kind, type) and issubclass(kind, Record) and _has_id(kind):
        return st.lists(items, max_size=4, unique_by=lambda item: item.id).map(tuple)
    return st.lists(items, max_size=3).map(tuple)


def _has_id(kind: type[Record]) -> bool:
    return any(field.name == "id" and field.required for field in fields(kind))


@st.composite
def records(draw: st.DrawFn, kind: type[Record], *, always: Sequence[str] = (), most: int = 5) -> Any:
    """A record with its required keys and some of the others."""
    needed, some = _names(kind, tuple(always), most)
    return kind(**{name: draw(_value(kind, name)) for name in (*needed, *always, *draw(some))})


@cache
def _names(
    kind: type[Record], always: tuple[str, ...], most: int
) -> tuple[list[str], st.SearchStrategy[list[str]]]:
    """The keys that a record must have, and choices among the others."""
    free = [field.name for field in fields(kind) if not field.required and field.name not in always]
    some = st.lists(st.sampled_from(free), unique=True, max_size=most) if free else st.just([])
    return [field.name for field in fields(kind) if field.required], some


@cache
def _value(kind: type[Record], name: str) -> st.SearchStrategy[Any]:
    if name == "id":
        return st.sampled_from(IDS[ID_OF.get(kind.__name__, "other")])
    return values(get_type_hints(kind)[name], name.removesuffix("_"))


@st.composite
def neighbours(draw: st.DrawFn, record: Any) -> Any:
    """A record that differs in a few keys, or in a few keys of its parts; ids stay."""
    names = [field.name for field in fields(type(record)) if field.name not in ("id", "format", "renewal")]
    new = {}
    for name in draw(st.lists(st.sampled_from(names), unique=True, max_size=4)):
        old = getattr(record, name)
        if isinstance(old, tuple) and old and isinstance(old[0], Record) and draw(st.booleans()):
            new[name] = tuple(draw(neighbours(item)) for item in old if draw(st.booleans()))
        else:
            new[name] = draw(_value(type(record), name))
    return replace(record, **new)


def agreements(*, most: int = 5) -> st.SearchStrategy[Agreement]:
    """Agreements with pledges, areas and parties."""
    return records(Agreement, always=("pledge", "area", "validity"), most=most).map(
        lambda one: replace(one, renewal=None)
    )


@st.composite
def ledgers(draw: st.DrawFn, old: Sequence[Pledge], new: Sequence[Pledge], of: str) -> Renewal | None:
    """A ledger that may be absent, leave pledges out, split, merge, move and drop them."""
    if not draw(st.booleans()):
        return None
    heirs = [item.id for item in new]
    rows = []
    for item in old:
        if draw(st.integers(0, 3)):
            into = draw(st.lists(st.sampled_from(heirs), unique=True, max_size=2)) if heirs else []
            reason, to = draw(st.sampled_from(["", "skäl"])), draw(st.sampled_from(["", "rådet"]))
            fate = draw(st.sampled_from(list(Fate)))
            rows.append(
                LedgerRow(
                    id=item.id,
                    fate=fate,
                    into=tuple(into),
                    reason=reason,
                    to=to,
                    judgement=draw(st.booleans()),
                )
            )
    return Renewal(of=of, pledge=tuple(draw(st.permutations(rows))))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Agreement, Agreement]:
    """Two documents of one series: unlike, or the second made from the first."""
    old = draw(agreements())
    new = draw(st.one_of(agreements(), neighbours(old)))
    return old, replace(new, renewal=draw(ledgers(old.pledge, new.pledge, "storby/2020")))


def shuffled(record: Any, draw: st.DrawFn) -> Any:
    """The same with every list in another order."""
    return _mapped(record, lambda items: tuple(draw(st.permutations(items))), lambda text: text)


def retyped(record: Any, draw: st.DrawFn) -> Any:
    """The same typed by another hand: other dashes, quotes, blanks, line ends and Unicode form; names stay."""
    return _mapped(record, tuple, lambda text: draw(st.sampled_from(HANDS))(text))


HANDS: tuple[Callable[[str], str], ...] = (
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "\n  "),
    lambda text: text.replace("–", "-").replace("”", '"'),
    lambda text: text.replace("\n- ", "\r\n  •\t"),
    lambda text: text.replace("trafik", "tra\u00adfik") + " \n",
    lambda text: text.replace("-", "\u2011"),
)  # fmt: skip


def _mapped(value: Any, lists: Callable[[Any], Any], texts: Callable[[str], str], key: str = "") -> Any:
    if isinstance(value, Record):
        known = {name: getattr(value, name) for name in value.__struct_fields__}
        return replace(
            value, **{name: _mapped(part, lists, texts, name.rstrip("_")) for name, part in known.items()}
        )
    if isinstance(value, tuple):
        return lists(tuple(_mapped(part, lists, texts, key) for part in value))
    if isinstance(value, dict):
        return {name: _mapped(part, lists, texts, key) for name, part in value.items()}
    if isinstance(value, list):
        return [_mapped(part, lists, texts, key) for part in value]
    return texts(value) if type(value) is str and key not in NAMES and value else value


def plain(record: Any) -> Any:
    """A record as JSON would hold it."""
    return msgspec.json.decode(msgspec.json.encode(record))
