"""Small phrases of the pages: names in a row, the size of a file, what a document is in one sentence."""

import datetime as dt
from collections.abc import Mapping, Sequence

from medlofte.message import Message, say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.record import Kind, Precision
from medlofte.model.validity import Validity
from medlofte.view.catalog import Catalog
from medlofte.view.values import one_line

#: More names than this are counted.
_NAMES = 4
_LEADS: Mapping[Kind, Message] = {
    Kind.PLEDGES: say("Promises to all who live, work and stay here, made by {parties}."),
    Kind.PLAN: say("What is to be done together, planned by {parties}."),
    Kind.FRAME: say("How to work together, agreed between {parties}."),
}


def lead(agreement: Agreement, words: Catalog) -> str:
    """What a document is, in one plain sentence."""
    names = [one_line(party.name) for party in agreement.party]
    template = _LEADS[agreement.kind].template
    if not names:
        return ""
    parties = listed(names) if len(names) <= _NAMES else say_n("{count} party", "{count} parties", len(names))
    return words.say(Message(template, {"parties": parties}))


def listed(names: Sequence[str]) -> Message | str:
    """Names in a row, as a sentence holds them."""
    *before, last = names
    return say("{people} and {last}", people=tuple(before), last=last) if before else last


def applies(validity: Validity, words: Catalog) -> str:
    """When a document applies, no more exactly than its text says, with months in words."""
    first = _day(validity.from_, validity.from_precision, words)
    last = _day(validity.until, validity.until_precision, words)
    if first and last:
        years = first.isdecimal() and last.isdecimal()
        return first if first == last else f"{first}–{last}" if years else f"{first} – {last}"
    if first:
        return words.say(say("{day} and until further notice", day=first))
    return words.say(say("until {day}", day=last) if last else say("period not stated"))


def _day(day: dt.date | None, precision: Precision, words: Catalog) -> str:
    if day is None:
        return ""
    if precision is Precision.YEAR:
        return str(day.year)
    return words.month(day) if precision is Precision.MONTH else words.day(day)


def size(count: int, words: Catalog) -> str:
    """The size of a file."""
    if count < 1000:
        return words.say(say_n("{count} byte", "{count} bytes", count))
    if count < 1_000_000:
        return words.say(say("{size} kB", size=words.number(round(count / 1000))))
    return words.say(say("{size} MB", size=words.number(count / 1_000_000)))
