"""Whether a key path written in a document, lists by id, leads anywhere in format 1."""

import types
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Union, get_args, get_origin

import msgspec

from medlofte.model.agreement import Agreement
from medlofte.model.record import Record

#: Keys that name an item of a list, besides its id.
_NAMES = ("id", "party", "by", "name", "kind")


def leads_nowhere(
    path: str, agreement: Agreement, before: Agreement | None
) -> tuple[str, tuple[str, ...]] | None:
    """The first part of ``path`` that means nothing, with what could stand there; None where all is well.

    Ids may be those of this document or of its predecessor (a pledge that would stand here if it were known).
    A list may be passed over: ``pledge.target`` means the numbers of any pledge.
    """
    if _by_keys(path):
        return None
    kind: Any = Agreement
    values: list[Any] = [agreement, *([before] if before else [])]
    is_list = False
    for part in path.split("."):
        if kind is None:
            return part, ()
        keys = _keys(kind)
        if isinstance(keys, str):  # a table with free keys
            return None
        items = (
            {name: item for value in values for item in _items(value) for name in _names(item)}
            if is_list
            else {}
        )
        if part in items:
            values, is_list = [items[part]], False
            continue
        if part not in keys:
            return part, (*items, *keys)
        kind, is_list = keys[part]
        values = [getattr(item, _field(part), None) for value in values for item in _items(value)]
    return None


@lru_cache(maxsize=1024)
def _by_keys(path: str) -> bool:
    """Whether the path is one of keys alone, as most are."""
    kind: Any = Agreement
    for part in path.split("."):
        keys = _keys(kind) if kind else {}
        if isinstance(keys, str) or part not in keys:
            return isinstance(keys, str)
        kind = keys[part][0]
    return True


def _items(value: Any) -> tuple[Any, ...]:
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def _names(item: Any) -> tuple[str, ...]:
    for key in _NAMES:
        name = getattr(item, key, None)
        if isinstance(name, tuple) and name:
            return (*name, "+".join(name))
        if isinstance(name, str) and name:
            return (name,)
    return ()


def _field(key: str) -> str:
    return key + "_" if key in ("from", "with") else key


@cache
def _keys(kind: Any) -> Mapping[str, tuple[Any, bool]] | str:
    """Key → the record it leads to (None: a plain value) and whether it is a list of them."""
    if kind is Mapping:
        return "free"
    return {field.encode_name: _reach(field.type) for field in msgspec.structs.fields(kind)}


def _reach(kind: Any) -> tuple[Any, bool]:
    if get_origin(kind) in (Union, types.UnionType):
        found = [_reach(part) for part in get_args(kind)]
        return next((pair for pair in found if pair[0] is not None), (None, False))
    if get_origin(kind) is tuple:
        return _reach(get_args(kind)[0])[0], True
    if get_origin(kind) is dict:
        return Mapping, False
    return (kind, False) if isinstance(kind, type) and issubclass(kind, Record) else (None, False)
