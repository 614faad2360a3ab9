"""Small phrases of the pages: names in a row, the size of a file, what a document is in one sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from medlofte.message import Message, say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.record import Kind
from medlofte.model.validity import Validity
from medlofte.view.catalog import Catalog
from medlofte.view.phrases import period
from medlofte.view.values import one_line

#: More names than this are counted.
_NAMES = 4
_LEADS: Mapping[Kind, Message] = {
    Kind.PLEDGES: say("Promises made by {parties}."),
    Kind.PLAN: say("What is to be done together, planned by {parties}."),
    Kind.FRAME: say("How to work together, agreed between {parties}."),
}


def lead(agreement: Agreement, words: Catalog) -> str:
    """What a document is, in one plain sentence."""
    names = [name for party in agreement.party if (name := one_line(party.name))]
    if not names:
        return ""
    parties = listed(names) if len(names) <= _NAMES else say_n("{count} party", "{count} parties", len(names))
    return words.say(replace(_LEADS[agreement.kind], args={"parties": parties}))


def listed(names: Sequence[str]) -> Message | str:
    """Names in a row, as a sentence holds them."""
    *before, last = names
    return say("{people} and {last}", people=tuple(before), last=last) if before else last


def size(count: int, words: Catalog) -> str:
    """The size of a file."""
    if count < 1000:
        return words.say(say_n("{count} byte", "{count} bytes", count))
    if count < 1_000_000:
        return words.say(say("{size} kB", size=words.number(round(count / 1000))))
    return words.say(say("{size} MB", size=words.number(count / 1_000_000)))


def applies(label: str, validity: Validity, words: Catalog) -> str:
    """When a document applies; empty where the label of its period says just that."""
    when = period(validity, words)
    return "" if label == when else when
