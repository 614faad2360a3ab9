"""Every fault of form in one decoded file: unknown and missing keys, wrong types, values that do not exist.

msgspec stops at the first; this walk runs only after it has refused, and reports all.
"""

import datetime as dt
import re
import types
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from medlofte.message import Message, say
from medlofte.model.address import LastingName, MailAddress, SiteAddress, WebAddress
from medlofte.model.finding import Finding, KeyPath, Mark, Severity
from medlofte.model.record import Moment, Record

#: How many figures a number may have. Decimals hold whole numbers of that length exactly, and so does JSON.
_FIGURES = 15
MOST = 10**_FIGURES
_DATE_TEXT = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
#: What an address or a name is called, and what to write.
_ADDRESSES = {
    SiteAddress: (
        say("a web address that pages can lie under"),
        say("write it in full, without ? and #: https://exempelstad.example/loften"),
    ),
    WebAddress: (say("a web address"), say("write it in full, from https:// on, without spaces")),
    MailAddress: (
        say("an e-mail address"),
        say("write one, of an office and not of a person: kontakt@exempelstad.example"),
    ),
    LastingName: (
        say("a name that lasts"),
        say("write urn:uuid: and a UUID in small letters, or a tag: tag:exempelstad.example,2026:loften"),
    ),
}


def faults(raw: Any, kind: Any, path: KeyPath = ()) -> Iterator[Finding]:
    """Yield the faults of ``raw`` read as ``kind``, in the order of the record's fields."""
    kind = _chosen(raw, kind)
    if isinstance(kind, type) and issubclass(kind, Record):
        yield from _table(raw, kind, path)
    elif get_origin(kind) is tuple:
        yield from _list(raw, get_args(kind)[0], path)
    elif get_origin(kind) is dict:
        yield from _map(raw, get_args(kind)[1], path)
    elif kind is not Any:
        yield from _leaf(raw, kind, path)


def enormous(raw: Any, path: KeyPath = ()) -> Iterator[Finding]:
    """Yield a fault for every number that is none, is infinite, or is larger than anything that is counted."""
    waiting = [(path, raw)]
    for at, table in waiting:
        for key, part in table.items() if isinstance(table, dict) else enumerate(table):
            if isinstance(part, str):  # as most are
                continue
            if isinstance(part, dict | list):
                waiting.append(((*at, key), part))
            elif isinstance(part, int | float) and not -MOST < part < MOST:
                yield _not_counted((*at, key))


def _not_counted(path: KeyPath) -> Finding:
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    message = say("'{key}' must be a number of at most {most} figures", key=key[:60], most=_FIGURES)
    hint = say("write the number that the text has, in figures")
    return Finding("M112", Severity.ERROR, message, hint, path)


def _chosen(raw: Any, kind: Any) -> Any:
    """Of a union, the member that the value most looks like."""
    if get_origin(kind) not in (Union, types.UnionType):
        return kind
    members = [member for member in get_args(kind) if member is not types.NoneType]
    for member in members:
        is_list = get_origin(member) is tuple
        if isinstance(raw, list) == is_list:
            return member if not _is_number(members) else int | float
    return members[0]


def _is_number(members: list[Any]) -> bool:
    return members == [int, float]


def _table(raw: Any, kind: type[Record], path: KeyPath) -> Iterator[Finding]:
    if not isinstance(raw, dict):
        yield _wrong(path, raw, say("a table"), say("write it as a table, under a heading or in {{ }}"))
        return
    fields = {field.encode_name: field for field in _fields(kind)}
    for key in raw:
        if key not in fields:
            yield _unknown(key, list(fields), path)
    for name, field in fields.items():
        if name in raw:
            yield from faults(raw[name], field.type, (*path, name))
        elif field.required:
            message = say("the key '{key}' is missing", key=name)
            yield Finding("M111", Severity.ERROR, message, say("add: {key} = …", key=name), path, Mark.KEY)


def _list(raw: Any, kind: Any, path: KeyPath) -> Iterator[Finding]:
    if not isinstance(raw, list):
        if isinstance(kind, type) and issubclass(kind, Record):
            heading = ".".join(part for part in path if isinstance(part, str))
            hint = say("write the heading with two brackets: [[{heading}]]", heading=heading)
        else:
            hint = say('write it in brackets: {key} = ["…"]', key=str(path[-1]))
        yield _wrong(path, raw, say("a list"), hint)
        return
    for index, part in enumerate(raw):
        yield from faults(part, kind, (*path, index))


def _map(raw: Any, kind: Any, path: KeyPath) -> Iterator[Finding]:
    if not isinstance(raw, dict):
        yield _wrong(path, raw, say("a table"), say("write it as a table, under a heading or in {{ }}"))
        return
    for key, part in raw.items():
        yield from faults(part, kind, (*path, key))


def _leaf(raw: Any, kind: Any, path: KeyPath) -> Iterator[Finding]:
    try:
        msgspec.convert(raw, kind, builtin_types=(dt.date, dt.datetime, dt.time))
    except msgspec.ValidationError:
        pass
    else:
        return
    if get_origin(kind) is Literal:
        (only,) = get_args(kind)
        message = say(
            "'{key}' is {value}; this program reads {only}", key=str(path[-1]), value=_shown(raw), only=only
        )
        yield Finding(
            "M114", Severity.ERROR, message, say("write: {key} = {only}", key=str(path[-1]), only=only), path
        )
    elif isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(raw, str):
        yield _not_among(raw, [member.value for member in kind], path)
    else:
        yield _wrong(path, raw, *_expected(raw, kind))


def _not_among(raw: str, values: list[str], path: KeyPath) -> Finding:
    message = say("'{value}' is no value of '{key}'", value=raw[:60], key=str(path[-1]))
    close = get_close_matches(raw, values, 1)
    if close:
        hint = say("did you mean '{close}'? Possible: {values}", close=close[0], values=tuple(values))
    else:
        hint = say("possible: {values}", values=tuple(values))
    return Finding("M113", Severity.ERROR, message, hint, path)


def _unknown(key: str, known: list[str], path: KeyPath) -> Finding:
    message = say("unknown key '{key}'", key=key[:60])
    close = get_close_matches(key, known, 1)
    if close:
        hint = say("did you mean '{close}'?", close=close[0])
    elif path or "extra" in known:
        hint = say("possible here: {known}. Anything local goes under [extra]", known=tuple(sorted(known)))
    else:
        hint = say("possible here: {known}", known=tuple(sorted(known)))
    return Finding("M110", Severity.ERROR, message, hint, (*path, key), Mark.KEY)


def _expected(raw: Any, kind: Any) -> tuple[Message, Message]:
    if kind is dt.date:
        if isinstance(raw, str) and _DATE_TEXT.match(raw):
            return say("a date"), say("write it without quotes: {date}", date=raw)
        return say("a date"), say("write year-month-day without quotes: 2021-02-05")
    if kind is Moment:
        return say("a point in time"), say("write day, time and distance from UTC: 2021-02-05T10:36:00Z")
    if kind in _ADDRESSES:
        return _ADDRESSES[kind]
    if kind is bool:
        return say("true or false"), say("write true or false, without quotes")
    if kind is int:
        return say("a whole number"), say("write figures without quotes")
    if kind is str or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return say("text"), say('write it in quotes: "…"')
    return say("a number"), say("write figures without quotes, with a point for decimals: 2.5")


def _wrong(path: KeyPath, raw: Any, expected: Message, hint: Message) -> Finding:
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    message = say("'{key}' must be {expected}, is {value}", key=key, expected=expected, value=_shown(raw))
    return Finding("M112", Severity.ERROR, message, hint, path)


def _shown(raw: Any) -> Message:
    match raw:
        case bool():
            return say("{value}", value=str(raw).lower())
        case str():
            short = raw if len(raw) <= 30 else f"{raw[:29]}…"
            return say('the text "{value}"', value=short.replace("\n", " "))
        case dict():
            return say("a table")
        case list():
            return say("a list")
        case dt.datetime() | dt.time():
            return say("the time {value}", value=raw.isoformat())
        case dt.date():
            return say("the date {value}", value=raw.isoformat())
    return say("the number {value}", value=raw) if -MOST < raw < MOST else say("a number")


@cache
def _fields(kind: type[Record]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)
