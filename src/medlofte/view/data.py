"""Records as JSON, and the JSON Schema that describes them."""

import inspect
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from medlofte.model.agreement import Agreement
from medlofte.model.change import Comparison
from medlofte.model.record import Record

DIFF = "medlofte/diff@1"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Signs that would steer a terminal, turn the direction of text or hide in it.
_UNSEEN = re.compile(
    "[\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_ENTRY = re.compile(r"^ {4}(\w+): (.*)$")


class Summary(Record):
    """How many pledges had each fate.

    Attributes:
        old: How many pledges the old document holds.
        new: How many pledges the new document holds.
        fates: Old pledges by fate; for new and reintroduced ones, new pledges.
    """

    old: int
    new: int
    fates: dict[str, int]


def comparison_json(comparison: Comparison, old: Agreement, new: Agreement) -> bytes:
    """A comparison as JSON, with the counts of fates first; :func:`diff_schema` describes it."""
    counts: Counter[str] = Counter()
    for row in comparison.rows:
        counts[row.fate.value] += len(row.old) or len(row.new)
    summary = Summary(old=len(old.pledge), new=len(new.pledge), fates=dict(counts))
    head = {"schema": DIFF, "summary": msgspec.to_builtins(summary)}
    return encode({**head, **msgspec.to_builtins(comparison)})


def encode(item: Any) -> bytes:
    """Anything of records as JSON: keys as in TOML, days as ISO text, harmless when printed to a terminal."""
    return _harmless(msgspec.json.format(_json(item), indent=2))


def encode_line(item: Any) -> bytes:
    """The same on one line, for files of one record a line."""
    return _harmless(_json(item))


def _json(item: Any) -> bytes:
    return msgspec.json.encode(_within_bounds(msgspec.to_builtins(item)))


def _harmless(text: bytes) -> bytes:
    return (_UNSEEN.sub(_escaped, text.decode()) + "\n").encode()


def _within_bounds(item: Any) -> Any:
    """Integers that JSON readers would round are text; TOML may hold them in local additions."""
    if isinstance(item, dict):
        return {key: _within_bounds(part) for key, part in item.items()}
    if isinstance(item, list):
        return [_within_bounds(part) for part in item]
    return str(item) if isinstance(item, int) and abs(item) >= 2**63 else item


def _escaped(hit: re.Match[str]) -> str:
    code = ord(hit[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def schema_of(kind: type[Record], title: str) -> dict[str, Any]:
    """The JSON Schema of a record, each field described as the record's own documentation does."""
    classes = list(_structs(kind))
    references, parts = msgspec.json.schema_components(classes, ref_template="#/$defs/{name}")
    for cls, reference in zip(classes, references, strict=True):
        _describe(parts[reference["$ref"].rpartition("/")[2]], cls)
    return {"$schema": _DIALECT, "title": title, **references[0], "$defs": dict(sorted(parts.items()))}


def diff_schema() -> dict[str, Any]:
    """The JSON Schema of what :func:`comparison_json` writes."""
    schema = schema_of(Comparison, DIFF)
    root = schema["$defs"].pop(schema["$ref"].rpartition("/")[2])
    summary = schema_of(Summary, "")
    parts = {**schema["$defs"], **summary["$defs"]}
    head = {
        "schema": {"const": DIFF, "description": "The format of this file."},
        "summary": {"$ref": summary["$ref"], "description": "How many pledges had each fate."},
    }
    body = {**root, "title": DIFF, "properties": {**head, **root["properties"]}}
    body["required"] = ["schema", "summary", *root.get("required", [])]
    return {"$schema": _DIALECT, **body, "$defs": dict(sorted(parts.items()))}


def _structs(kind: type[Record]) -> Iterator[type[Record]]:
    """The record and every record it is made of, each once."""
    waiting, seen = [kind], {kind}
    while waiting:
        current = waiting.pop(0)
        yield current
        for field in msgspec.structs.fields(current):
            for found in _named(field.type):
                if found not in seen:
                    seen.add(found)
                    waiting.append(found)


def _named(kind: Any) -> Iterator[type[Record]]:
    if isinstance(kind, type) and issubclass(kind, Record):
        yield kind
    for part in getattr(kind, "__args__", ()):
        yield from _named(part)


def _describe(schema: dict[str, Any], cls: type[Record]) -> None:
    schema["description"] = inspect.cleandoc(cls.__doc__ or cls.__name__).partition("\n")[0]
    said = attributes(cls)
    for key, part in schema.get("properties", {}).items():
        if key in said:
            part["description"] = said[key]


def attributes(cls: type[Record]) -> dict[str, str]:
    """Key → description, from the *Attributes* of a record's documentation and of those that it extends."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        found |= _attributes(inspect.cleandoc(base.__doc__ or ""))
    return found


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    current = ""
    _, _, section = text.partition("Attributes:\n")
    for line in section.splitlines():
        entry = _ENTRY.match(line)
        if entry:
            current = entry[1]
            found[current] = entry[2].strip()
        elif current and line.startswith("     "):
            found[current] += " " + line.strip()
    return {key: text.replace("``", "`") for key, text in found.items()}
