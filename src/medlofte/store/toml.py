"""The only door to TOML: bytes to records with all their faults, and values back to text."""

import copyreg
import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

import msgspec
import rtoml

from medlofte.message import Message, say
from medlofte.model.finding import Finding, KeyPath, Position, Severity
from medlofte.model.record import Record
from medlofte.store import text as texts
from medlofte.store.locate import twice
from medlofte.store.shape import enormous, faults

R = TypeVar("R", bound=Record)

#: Deepest nesting that is read; format 1 itself nests six levels.
MAX_DEPTH = 32

_LEAVES = (dt.date, dt.datetime, dt.time)
_ESCAPE = re.compile(r"\\[uUxbfre]")
#: How the standard library begins to say that a key or table stands twice.
_TWICE = ("Cannot overwrite", "Cannot declare", "Duplicate inline table key")
_PLACE = re.compile(r"\s*\(?at (?:line (\d+),? column (\d+)|end of document)\)?\Z")
#: What TOML 1.1 allows and 1.0 does not: two escapes, times without seconds, inline tables over lines.
_LATER_ESCAPE = re.compile(r"\\[xe]")
_MINUTES = re.compile(r":\d\d(?!:)")
_HOURS_ALONE = re.compile(r"(?:[=\[,]|^)[ \t]*(?:\d{4}-\d\d-\d\d[Tt ])?\d\d\Z")
_STRINGS = (
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*+"{3,5}|'
    r"'''(?:[^']|'(?!''))*+'{3,5}|"
    r'"(?:[^"\\\n]|\\.)*+"|'
    r"'[^'\n]*+'"
)
_INLINE = r"\{(?:[^\"'#{},\n]++|,(?![ \t]*\})|" + _STRINGS + r"|%s)*+\}"
#: A whole document whose inline tables, two deep at most, stand on one line each.
_EARLIER = re.compile(r"(?:[^\"'#{]++|#[^\n]*+|" + _STRINGS + "|" + _INLINE % (_INLINE % r"(?!)") + r")*+\Z")
#: What a bracket in brackets is told by; an unfinished string ends with its line or the text.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*+"{0,5}|'
    r"'''(?:[^']|'(?!''))*+'{0,5}|"
    r'"(?:[^"\\\n]|\\.)*+"?|'
    r"'[^'\n]*+'?|"
    r"#[^\n]*+|[\[{]|[\]}]|[=,\n]|\."
)


def _zone(zone: dt.tzinfo) -> tuple[type[dt.timezone], tuple[Any, ...]]:
    return dt.timezone, (zone.utcoffset(dt.datetime(2000, 1, 1)),)  # noqa: DTZ001 (its own offset is asked for)


# A moment that was read is handed to other processes too, and rtoml's own time zone is not.
copyreg.pickle(type(rtoml.loads("at = 2000-01-01T00:00:00Z")["at"].tzinfo), _zone)


def decode(data: bytes, kind: type[R]) -> tuple[R | None, tuple[Finding, ...]]:
    """Read one file as ``kind``.

    Returns:
        The record, or None where it cannot be made; and every fault of form (codes M1xx).
    """
    text, found = texts.read(data)
    if text is None:
        return None, tuple(found)
    raw, fault = parse(text)
    if fault:
        return None, (*found, fault)
    if _ESCAPE.search(text):
        found += _escaped(raw)
    beyond = tuple(enormous(raw))
    if beyond:
        return None, (*found, *beyond, *faults(raw, kind))
    try:
        return msgspec.convert(raw, kind, builtin_types=_LEAVES), tuple(found)
    except (msgspec.ValidationError, RecursionError) as error:
        wrong = list(faults(raw, kind))
        if not wrong:  # nothing may slip through: what msgspec refuses is refused
            wrong = [_fault("M112", say("{detail}", detail=str(error)), None, Position(1, 1))]
        return None, (*found, *wrong)


def parse(text: str) -> tuple[dict[str, Any], Finding | None]:
    """A text as TOML 1.0, or the fault that makes it none.

    The fast reader allows more than TOML 1.0; the standard library decides wherever the two could differ.
    """
    try:
        raw: dict[str, Any] = rtoml.loads(text)
    except (rtoml.TomlParsingError, ValueError, RecursionError):
        return _second_opinion(text)
    if text.startswith("\ufeff") or _later(text):
        return _second_opinion(text)
    if "extra" in raw and _depth(raw["extra"]) >= MAX_DEPTH:
        return {}, _too_deep(text) or _deep(Position(1, 1))
    return raw, None


def _later(text: str) -> bool:
    """Whether the text may hold what only a later TOML allows."""
    if "\\" in text and _LATER_ESCAPE.search(text):
        return True
    if any(
        _HOURS_ALONE.search(text[text.rfind("\n", 0, hit.start()) + 1 : hit.start()])
        for hit in _MINUTES.finditer(text)
    ):
        return True
    return "{" in text and not _EARLIER.match(text)


def _depth(value: Any) -> int:
    """How many tables and lists stand in each other; no further than the limit is counted."""
    depth, level = 0, [value]
    while level and depth <= MAX_DEPTH:
        level = [
            part
            for item in level
            if isinstance(item, (dict, list))
            for part in (item.values() if isinstance(item, dict) else item)
        ]
        depth += 1
    return depth


def _second_opinion(text: str) -> tuple[dict[str, Any], Finding | None]:
    """The slower standard library says where the fault is, and decides what is valid."""
    import tomllib

    deep = _too_deep(text)
    if deep:
        return {}, deep
    try:
        return tomllib.loads(text), None
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        detail = str(error)
        place = _PLACE.search(detail)
        where = texts.position(text, len(text.rstrip("\n")))
        if place:
            detail = detail[: place.start()]
            if place[1]:
                where = Position(int(place[1]), int(place[2]))
        return {}, _written_twice(text, detail, where) or _fault(
            "M102",
            say("not valid TOML: {detail}", detail=detail[:200]),
            _syntax_hint(text.split("\n")[where.line - 1], detail),
            where,
        )


#: What stands in a line that cannot be read → what to write instead; the first that fits is told.
_REMEDIES = (
    (re.compile("=[ \\t]*[\u201c\u201d\u201e\u00ab\u00bb]"), say('use the straight quotation mark: "')),
    (re.compile(r"=[ \t]*-?\d+,\d"), say("write decimals with a point: 2.5")),
    (re.compile(r"=[ \t]*\d{4}-\d{2}-\d{2}"), say("there is no such day in the calendar")),
    (re.compile(r"=[ \t]*[^\W\d]"), say('put text in quotes: key = "…"')),
    (re.compile(r"=[ \t]*$"), say('write a value after the equals sign: key = "…"')),
)


def _syntax_hint(line: str, detail: str) -> Message:
    """What to write instead, judged by the line that could not be read."""
    if "Illegal character '\\n'" in detail:
        return say("the text has no closing quotation mark; text of several lines stands in three")
    for pattern, remedy in _REMEDIES:
        if pattern.search(line) and not line.lstrip().startswith("#"):
            return remedy
    return say("text stands in quotes, long text in three; dates without quotes; tables under [[pledge]]")


def _written_twice(text: str, detail: str, where: Position) -> Finding | None:
    """The fault of a key or table that stands twice, with both places; None where it is another."""
    if not detail.startswith(_TWICE):
        return None
    lines = text.split("\n")
    end = sum(len(line) + 1 for line in lines[: where.line - 1]) + where.column - 1
    found = twice(text[:end])
    if found is None:
        return None
    path, spot = found
    name = ".".join(part for part in path if isinstance(part, str))
    message = say("'{key}' is written twice", key=name[:60])
    return Finding(
        "M102", Severity.ERROR, message, say("keep one of the two"), path, position=spot, also=(path,)
    )


def _too_deep(text: str) -> Finding | None:
    depth = dots = 0
    for hit in _TOKEN.finditer(text):
        sign = hit[0]
        if sign == ".":
            dots += 1
        elif sign in "=,\n":
            dots = 0
        elif sign in "[{":
            depth += 1
        elif sign in "]}":
            depth = max(0, depth - 1)
        if max(depth, dots) >= MAX_DEPTH:
            return _deep(texts.position(text, hit.start()))
    return None


def _deep(where: Position) -> Finding:
    message = say("tables, lists or keys are nested more than {most} deep", most=MAX_DEPTH)
    hint = say("no agreement needs this; look for a bracket that is never closed")
    return _fault("M103", message, hint, where)


def _escaped(raw: dict[str, Any]) -> list[Finding]:
    found = (texts.unseen_in(value, path) for path, value in _strings(raw, ()))
    return [fault for fault in found if fault]


def _strings(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield (*path, key), key
            yield from _strings(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _strings(part, (*path, index))


def _fault(code: str, message: Message, hint: Message | None, where: Position) -> Finding:
    return Finding(code, Severity.ERROR, message, hint, position=where)


@cache
def _writer() -> Any:
    import tomli_w

    return tomli_w


def value_text(value: Any) -> str:
    """One value as TOML on one line."""
    text: str = _writer().dumps({"v": value})
    return text.removeprefix("v = ").rstrip("\n")
