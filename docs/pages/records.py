"""What the records say of themselves: keys, types and the meaning that stands in their docstrings."""

import datetime as dt
import inspect
import re
import types
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from medlofte.model import decision
from medlofte.model.record import Record

_ENTRY = re.compile(r"^    (\w+): (.*)$")
_PLAIN = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    dt.date: "date",
    dt.datetime: "time, with its distance from UTC",
    Any: "anything",
}
#: Records whose name another one has already.
_LABELS: dict[type, str] = {decision.Decision: "Decision on a pledge"}


class Key(NamedTuple):
    """One key of a table."""

    name: str
    type: str
    required: bool
    meaning: str


class Table(NamedTuple):
    """One record and the places it stands in."""

    kind: type[Record]
    places: list[str]


def label(kind: type) -> str:
    """The heading a record or a vocabulary stands under."""
    return _LABELS.get(kind, kind.__name__)


def link(kind: type) -> str:
    """A link to that heading."""
    name = label(kind)
    return f"[{name}](#{name.lower().replace(' ', '-')})"


def summary(kind: type) -> str:
    """The first paragraph of a docstring, in one line."""
    return " ".join(inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0].split())


def keys(kind: type[Record]) -> Iterator[Key]:
    """The keys of a record in the order they are written."""
    meanings = _meanings(kind)
    hints = get_type_hints(kind)
    for field in msgspec.structs.fields(kind):
        name = field.encode_name
        yield Key(name, _said(hints[field.name]), field.required, meanings[name])


def tables(root: type[Record], name: str = "") -> list[Table]:
    """The root record and every record below it, each once, with all the headings it may stand under."""
    found: dict[type[Record], list[str]] = {}
    _gather(root, name, found, ())
    return [Table(kind, places) for kind, places in found.items()]


def vocabularies(root: type[Record]) -> list[type[StrEnum]]:
    """Every closed list of words that is met below a record."""
    found: dict[type[StrEnum], None] = {}
    for table in tables(root):
        for hint in get_type_hints(table.kind).values():
            for part in _parts(hint):
                if isinstance(part, type) and issubclass(part, StrEnum):
                    found[part] = None
    return list(found)


def _gather(
    kind: type[Record], path: str, found: dict[type[Record], list[str]], above: tuple[type[Record], ...]
) -> None:
    places = found.setdefault(kind, [])
    if path not in places:
        places.append(path)
    for name, hint in get_type_hints(kind).items():
        for part in _parts(hint):
            if isinstance(part, type) and issubclass(part, Record) and part not in above:
                key = name.removesuffix("_")
                key = f"{key}.LANGUAGE" if get_origin(hint) is dict else key
                below = f"{path.strip('[]')}.{key}".strip(".")
                brackets = "[[{}]]" if _several(hint) else "[{}]"
                _gather(part, brackets.format(below), found, (*above, kind))


def _several(hint: Any) -> bool:
    if get_origin(hint) in (Union, types.UnionType):
        return any(_several(part) for part in get_args(hint))
    return get_origin(hint) is tuple


def _parts(hint: Any) -> Iterator[Any]:
    """The types within a type, itself where it has none."""
    inside = [part for part in get_args(hint) if part is not Ellipsis]
    if not inside or get_origin(hint) is Literal:
        yield hint
    for part in inside if get_origin(hint) is not Literal else ():
        yield from _parts(part)


def _said(hint: Any) -> str:
    """A type in words."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " or ".join(f"`{value}`" for value in inside)
    if origin in (Union, types.UnionType):
        kinds = [part for part in inside if part is not types.NoneType]
        if set(kinds) == {int, float}:
            return "number"
        return " or ".join(_said(part) for part in kinds)
    if origin is tuple:
        return f"list of {_plural(inside[0])}"
    if origin is dict:
        return f"table of {_plural(inside[1])}"
    if issubclass(hint, StrEnum):
        return link(hint)
    return f"table {link(hint)}"


def _plural(hint: Any) -> str:
    said = _said(hint)
    plain = {"text": "texts", "anything": "anything", "whole number": "whole numbers"}
    return plain.get(said) or said.replace("table [", "tables [")


def _meanings(kind: type[Record]) -> dict[str, str]:
    lines = inspect.cleandoc(kind.__doc__ or "").split("\n")
    found: dict[str, str] = {}
    name = ""
    for line in lines[lines.index("Attributes:") + 1 :] if "Attributes:" in lines else ():
        entry = _ENTRY.match(line)
        if entry:
            name = entry[1]
            found[name] = entry[2]
        elif line.startswith("     ") and name:
            found[name] += " " + line.strip()
    return {name: text.replace("``", "`") for name, text in found.items()}
