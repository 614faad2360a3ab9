"""The only door to TOML: bytes to records with all their faults, and values back to text."""

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

import msgspec
import rtoml

from medlofte.message import Message, say
from medlofte.model.finding import Finding, KeyPath, Position, Severity
from medlofte.model.record import Record
from medlofte.store.shape import faults

R = TypeVar("R", bound=Record)

#: Largest file that is read, in bytes; the longest real agreement met has 40,000.
MAX_BYTES = 1_000_000
#: Deepest nesting that is read; format 1 itself nests six levels.
MAX_DEPTH = 32

_LEAVES = (dt.date, dt.datetime, dt.time)
_ESCAPE = re.compile(rb"\\[uUxbfre]")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PLACE = re.compile(r"\s*\(?at (?:line (\d+),? column (\d+)|end of document)\)?\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def decode(data: bytes, kind: type[R]) -> tuple[R | None, tuple[Finding, ...]]:
    """Read one file as ``kind``.

    Returns:
        The record, or None where it cannot be made; and every fault of form (codes M1xx).
    """
    text, found = _text(data)
    if text is None:
        return None, tuple(found)
    try:
        raw = rtoml.loads(text)
    except (rtoml.TomlParsingError, ValueError, RecursionError):
        raw, fault = _second_opinion(text)
        if fault:
            return None, (*found, fault)
    if _ESCAPE.search(data):
        found += _escaped(raw)
    try:
        return msgspec.convert(raw, kind, builtin_types=_LEAVES), tuple(found)
    except (msgspec.ValidationError, RecursionError) as error:
        wrong = list(faults(raw, kind))
        if not wrong:  # nothing may slip through: what msgspec refuses is refused
            wrong = [_fault("M112", say("{detail}", detail=str(error)))]
        return None, (*found, *wrong)


def _text(data: bytes) -> tuple[str | None, list[Finding]]:
    found: list[Finding] = []
    if len(data) > MAX_BYTES:
        message = say(
            "the file has {size} bytes, more than the {most} that are read", size=len(data), most=MAX_BYTES
        )
        return None, [_fault("M103", message, say("split it, or move long annexes to files of their own"))]
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        hint = say("save it as UTF-8 without byte order mark")
        found.append(_warning("M104", say("the file begins with a byte order mark"), hint))
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        where = _position(data[: error.start].decode(), len(data[: error.start].decode()))
        message = say("the file is not UTF-8: byte {byte} cannot be read", byte=f"0x{data[error.start]:02X}")
        hint = say("save it as UTF-8; å is often 0xE5 in a file saved as Latin-1 or Windows-1252")
        return None, [_fault("M101", message, hint, where)]
    if "\r" in text:
        where = _position(text, text.index("\r"))
        hint = say("save it with LF; otherwise two copies of one text get different control codes")
        found.append(_warning("M105", say("lines end in CRLF"), hint, where))
        text = text.replace("\r\n", "\n")
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        found.append(_decomposed(text))
    if not text.replace("\n", " ").isprintable():  # a quick look first: hardly any file holds such a sign
        found += [_unseen(text, hit) for hit in _UNSEEN.finditer(text)]
    return text, found


def _second_opinion(text: str) -> tuple[dict[str, Any], Finding | None]:
    """The slower standard library says where the fault is, and decides what is valid."""
    deep = _too_deep(text)
    if deep:
        return {}, deep
    try:
        return tomllib.loads(text), None
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        detail = str(error)
        place = _PLACE.search(detail)
        where = _end(text)
        if place:
            detail = detail[: place.start()]
            if place[1]:
                where = Position(int(place[1]), int(place[2]))
        return {}, _fault(
            "M102",
            say("not valid TOML: {detail}", detail=detail[:200]),
            say("text stands in quotes, long text in three; dates without quotes; tables under [[pledge]]"),
            where,
        )


def _too_deep(text: str) -> Finding | None:
    bare = re.sub(
        r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*',
        _blank,
        text,
        flags=re.DOTALL,
    )
    depth = 0
    for hit in re.finditer(r"[\[{]|[\]}]|\n|(?:[\w-]*[ \t]*\.[ \t]*){%d,}" % MAX_DEPTH, bare):
        sign = hit[0]
        if sign in "[{":
            depth += 1
        elif sign in "]}":
            depth = max(0, depth - 1)
        if depth > MAX_DEPTH or len(sign) > 1:
            message = say("tables, lists or keys are nested more than {most} deep", most=MAX_DEPTH)
            return _fault(
                "M103",
                message,
                say("no agreement needs this; look for a bracket that is never closed"),
                _position(text, hit.start()),
            )
    return None


def _blank(hit: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", hit[0])


def _escaped(raw: dict[str, Any]) -> list[Finding]:
    found = []
    for path, value in _strings(raw, ()):
        hit = _UNSEEN.search(value)
        if hit:
            found.append(_unseen_fault(ord(hit[0]), path=path))
    return found


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


def _unseen(text: str, hit: re.Match[str]) -> Finding:
    return _unseen_fault(ord(hit[0]), where=_position(text, hit.start()))


def _unseen_fault(sign: int, path: KeyPath = (), where: Position | None = None) -> Finding:
    message = say("the text holds the invisible control sign {sign}", sign=f"U+{sign:04X}")
    hint = say("delete it: such signs change what a reader sees without changing what is signed")
    return Finding("M107", Severity.ERROR, message, hint, path, position=where)


def _decomposed(text: str) -> Finding:
    at = next(i for i, sign in enumerate(text) if unicodedata.combining(sign))
    hint = say("type the letter again, or convert the file to NFC; text pasted from a PDF is often so")
    return _warning(
        "M106",
        say("letters are stored in two parts, as '{letter}'", letter=text[max(0, at - 1) : at + 1]),
        hint,
        _position(text, at),
    )


def _position(text: str, offset: int) -> Position:
    start = text.rfind("\n", 0, offset) + 1
    return Position(text.count("\n", 0, offset) + 1, offset - start + 1)


def _end(text: str) -> Position:
    return _position(text, len(text.rstrip("\n")))


def _fault(
    code: str, message: Message, hint: Message | None = None, where: Position | None = None
) -> Finding:
    return Finding(code, Severity.ERROR, message, hint, position=where or Position(1, 1))


def _warning(code: str, message: Message, hint: Message, where: Position | None = None) -> Finding:
    return Finding(code, Severity.WARNING, message, hint, position=where or Position(1, 1))


@cache
def _writer() -> Any:
    import tomli_w

    return tomli_w


def value_text(value: Any) -> str:
    """One value as TOML on one line."""
    text: str = _writer().dumps({"v": value})
    return text.removeprefix("v = ").rstrip("\n")
