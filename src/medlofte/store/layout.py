"""The layout of a new document: pleasant to read, the same for everybody, and read back to the same record.

tomli-w writes the values; headings, order and blank lines are ours, since it turns short tables into inline
arrays.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from medlofte.model.finding import KeyPath
from medlofte.model.record import Record
from medlofte.store.toml import value_text

#: Longest line of an inline list or table.
_WIDTH = 100
#: Tables inside lists that read better on one line.
_INLINE = frozenset({"of_which", "decision", "prepared", "covers"})
_LEAVES = (dt.date, dt.datetime, dt.time)

Comments = Mapping[KeyPath, str]


def dump(record: Record, comments: Comments | None = None) -> str:
    """A record as TOML text.

    Args:
        record: What to write; keys stand in the order of the record's fields, defaults are left out.
        comments: Comments above the key or heading at a path, without the ``#``.
    """
    lines = list(_table(_plain(record), (), comments or {}))
    while lines and not lines[0]:
        lines.pop(0)
    return "".join(f"{line}\n" for line in lines)


def _plain(value: Any) -> Any:
    """A record as tables and lists without what is as by default; an empty table that is not stays."""
    if isinstance(value, Record):
        parts = ((field, getattr(value, field.name)) for field in _fields(type(value)))
        return {
            field.encode_name: _plain(part)
            for field, part in parts
            if field.required or not _same(part, _default(field))
        }
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return msgspec.to_builtins(value, builtin_types=_LEAVES)


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _default(field: msgspec.structs.FieldInfo) -> Any:
    return field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()


@cache
def _fields(kind: type[Record]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)


def _table(raw: Mapping[str, Any], path: KeyPath, comments: Comments) -> Iterator[str]:
    """The body of a table: plain keys first, then its tables, so that no key lands under another heading."""
    for key, value in raw.items():
        if not _is_block(key, value):
            yield from _comment(comments, (*path, key))
            yield f"{_key(key)} = {_value(value)}"
    for key, value in raw.items():
        if _is_block(key, value):
            yield from _block(key, value, path, comments)


def _is_block(key: str, value: Any) -> bool:
    if key in _INLINE and not _multiline(value):
        return False
    if isinstance(value, dict):
        return bool(value)
    return isinstance(value, (list, tuple)) and bool(value) and all(isinstance(part, dict) for part in value)


def _multiline(value: Any) -> bool:
    if isinstance(value, str):
        return "\n" in value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return any(_multiline(part) for part in parts)


def _block(key: str, value: Any, path: KeyPath, comments: Comments) -> Iterator[str]:
    names = ".".join(_key(part) for part in (*path, key) if isinstance(part, str))
    rows = value if isinstance(value, (list, tuple)) else [value]
    for index, row in enumerate(rows):
        inside: KeyPath = (*path, key, index) if isinstance(value, (list, tuple)) else (*path, key)
        yield ""
        yield from _comment(comments, inside)
        yield f"[[{names}]]" if isinstance(value, (list, tuple)) else f"[{names}]"
        yield from _table(row, inside, comments)


def _comment(comments: Comments, path: KeyPath) -> Iterator[str]:
    if path in comments:
        for line in comments[path].split("\n"):
            yield f"# {line}".rstrip()


def _key(key: str) -> str:
    bare = key and all(sign.isascii() and (sign.isalnum() or sign in "-_") for sign in key)
    return key if bare else value_text(key)


def _value(value: Any) -> str:
    if isinstance(value, str) and "\n" in value:
        return _prose(value)
    if isinstance(value, dict):
        return (
            "{ " + ", ".join(f"{_key(key)} = {_value(part)}" for key, part in value.items()) + " }"
            if value
            else "{}"
        )
    if isinstance(value, (list, tuple)):
        return _list(value)
    if isinstance(value, dt.datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value_text(value)


def _list(value: Sequence[Any]) -> str:
    parts = [_value(part) for part in value]
    line = "[" + ", ".join(parts) + "]"
    if len(line) <= _WIDTH and "\n" not in line:
        return line
    return "[\n" + "".join(f"  {part},\n" for part in parts) + "]"


def _prose(text: str) -> str:
    """Text of several lines in three quotes, exactly as it is."""
    body, last = (text[:-1], '\\"') if text.endswith('"') else (text, "")
    escaped = body.replace("\\", "\\\\").replace('"""', '""\\"').replace("\r", "\\r")
    escaped = "".join(
        sign if sign in "\n\t" or (ord(sign) >= 32 and ord(sign) != 127) else f"\\u{ord(sign):04X}"
        for sign in escaped
    )
    return f'"""\n{escaped}{last}"""'
