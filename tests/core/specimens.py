"""One agreement that uses every key of the format, and every agreement that differs from it in one key."""

import datetime as dt
from collections.abc import Iterator
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec.structs import fields, replace

from medlofte.model.agreement import Agreement
from medlofte.model.record import Record


def specimen(kind: Any, turn: int = 0) -> Any:
    """A value of a type as the records declare it; another one for each ``turn`` (0 or 1)."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return specimen(next(part for part in get_args(kind) if part is not type(None)), turn)
    if origin is Literal:
        return get_args(kind)[0]
    if origin is tuple:
        item = get_args(kind)[0]
        return (specimen(item, turn), "tre") if item is str else (specimen(item, turn),)
    if origin is dict:
        return {"en": specimen(get_args(kind)[1], turn)}
    if issubclass(kind, Record):
        hints = get_type_hints(kind)
        return kind(**{field.name: _key(field.name, hints[field.name], turn) for field in fields(kind)})
    if issubclass(kind, Enum):
        return list(kind)[1 + turn]
    return PLAIN[kind][turn]


PLAIN: dict[Any, tuple[Any, Any]] = {
    str: ("ett", "två"),
    int: (3, 4),
    float: (12.0, 15.0),
    bool: (True, False),
    dt.date: (dt.date(2020, 1, 1), dt.date(2021, 2, 3)),
    Any: ({"a": [1, 2]}, "annat"),
}


def _key(name: str, hint: Any, turn: int) -> Any:
    return "namn" if name == "id" else specimen(hint, turn)


def apart(record: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each record that differs in one key, at any depth: with another value, without it, or with one item more."""
    kind = type(record)
    hints = get_type_hints(kind)
    for field in fields(kind):
        name, old = field.name, getattr(record, field.name)
        here = f"{path}.{name}".strip(".")
        if name in ("id", "format"):
            continue
        yield f"{here} changed", replace(record, **{name: specimen(hints[name], 1)})
        if not field.required:
            empty = field.default_factory() if callable(field.default_factory) else field.default
            yield f"{here} gone", replace(record, **{name: empty})
        if isinstance(old, tuple) and isinstance(old[0], Record):
            more = specimen(type(old[0]), 1)
            more = replace(more, id="tredje") if "id" in more.__struct_fields__ else more
            yield f"{here} added", replace(record, **{name: (*old, more)})
            for inner, part in apart(old[0], here):
                yield inner, replace(record, **{name: (part, *old[1:])})
        elif isinstance(old, Record):
            for inner, part in apart(old, here):
                yield inner, replace(record, **{name: part})


def whole() -> Agreement:
    """An agreement that uses every key."""
    return replace(specimen(Agreement), renewal=None)


def doubled(document: Agreement) -> Agreement:
    """The same with a second item in every list of tables."""
    more: Agreement = replace(document, **_twice(document))
    (pledge, *rest) = more.pledge
    measures = tuple(replace(item, **_twice(item)) for item in (*pledge.measure,))
    return replace(more, pledge=(replace(pledge, **_twice(pledge) | {"measure": measures}), *rest))


def _twice(record: Any) -> dict[str, Any]:
    found = {}
    for name in record.__struct_fields__:
        old = getattr(record, name)
        if isinstance(old, tuple) and old and isinstance(old[0], Record):
            more = specimen(type(old[0]), 1)
            more = replace(more, id="annat") if "id" in more.__struct_fields__ else more
            found[name] = (old[0], more)
    return found
