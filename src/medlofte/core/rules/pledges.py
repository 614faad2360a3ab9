"""M23x, and of M22x what is due when: promises and headings."""

import datetime as dt
from collections.abc import Iterator

from medlofte.core.rules import grounds
from medlofte.core.rules.registry import ERROR, WARNING, Fault, Subject, rule
from medlofte.core.rules.walk import promises
from medlofte.message import say
from medlofte.model.finding import KeyPath, Mark
from medlofte.model.record import Kind


@rule(
    "M231",
    ERROR,
    say("an empty text"),
    why=say("The text is the authority over every other key. A promise without words promises nothing."),
    source=grounds.FORMAT,
)
def empty_text(subject: Subject) -> Iterator[Fault]:
    """Blank texts of pledges, measures, shares and clauses that are not declared unknown."""
    for path, text, name in promises(subject.agreement):
        if not text.strip() and not subject.hidden.at(name):
            yield _empty(path, name)
    for index, clause in enumerate(subject.agreement.clause):
        if not clause.text.strip() and not subject.hidden.at(f"clause.{clause.id}.text"):
            yield _empty(("clause", index, "text"), f"clause.{clause.id}.text")


def _empty(path: KeyPath, name: str) -> Fault:
    return Fault(
        path,
        say("{name} is empty: it promises nothing", name=name),
        say(
            'write the text; or, in a copy of what could not be read: [[provenance.unknown]] at = "{name}"',
            name=name,
        ),
    )


@rule(
    "M232",
    ERROR,
    say("an empty title or name"),
    why=say("Titles and names are what readers find a document, an area and a party by."),
    source=grounds.FORMAT,
)
def empty_title(subject: Subject) -> Iterator[Fault]:
    """Blank titles of the document and of areas, blank names of actors."""
    agreement = subject.agreement
    if not agreement.title.strip():
        yield _untitled(("title",), "title")
    for index, area in enumerate(agreement.area):
        if not area.title.strip():
            yield _untitled(("area", index, "title"), f"area.{area.id}.title")
    for index, party in enumerate(agreement.party):
        if not party.name.strip():
            yield _untitled(("party", index, "name"), f"party.{party.id}.name")
    for index, group in enumerate(agreement.group):
        if not group.name.strip():
            yield _untitled(("group", index, "name"), f"group.{group.id}.name")
    for index, partner in enumerate(agreement.partner):
        if not partner.name.strip():
            yield _untitled(("partner", index, "name"), f"partner.{partner.id}.name")


def _untitled(path: KeyPath, name: str) -> Fault:
    return Fault(
        path,
        say("{name} is empty: readers find it by that", name=name),
        say("write it as printed in the text"),
    )


@rule(
    "M233",
    WARNING,
    say("a document of pledges without a pledge"),
    why=say("A document that is to hold pledges and holds none is not finished, or its pledges are lost."),
    source=grounds.COUNTABLE,
)
def no_pledge(subject: Subject) -> Iterator[Fault]:
    """Kind ``pledges`` with no ``[[pledge]]``, and none declared unknown."""
    agreement = subject.agreement
    if agreement.pledge or agreement.kind is not Kind.PLEDGES or subject.hidden.list_goes_on:
        return
    if not any(subject.hidden.area(area.id) for area in agreement.area):
        yield Fault(
            ("kind",),
            say("the document is of kind 'pledges' and holds no pledge"),
            say('add: [[pledge]] id = "…" by = ["…"] text = "…"; or change kind to "frame" or "plan"'),
        )


@rule(
    "M224",
    WARNING,
    say("a pledge due outside the period"),
    why=say("A promise that falls due when the agreement does not apply binds nobody on that day."),
    source=grounds.PERIOD,
)
def due_outside(subject: Subject) -> Iterator[Fault]:
    """``due`` of pledges and measures before the first or after the last day."""
    validity = subject.agreement.validity
    first, last = validity.from_ or dt.date.min, validity.until or dt.date.max
    for index, pledge in enumerate(subject.agreement.pledge):
        found: list[tuple[KeyPath, dt.date | None]] = [((), pledge.due)]
        found += [(("measure", place), item.due) for place, item in enumerate(pledge.measure)]
        for path, due in found:
            if due and not first <= due <= last:
                yield Fault(
                    ("pledge", index, *path, "due"),
                    say(
                        "pledge '{id}' is due {due}, outside the period of the document",
                        id=pledge.id,
                        due=due.isoformat(),
                    ),
                    say("change due, or the dates under [validity]"),
                )


@rule(
    "M225",
    WARNING,
    say("two deadlines for one pledge"),
    why=say("due is a day, due_text stands for what is no day. With both, two readers go by different ones."),
    source=grounds.FORMAT,
)
def two_deadlines(subject: Subject) -> Iterator[Fault]:
    """``due`` and ``due_text`` both."""
    for index, pledge in enumerate(subject.agreement.pledge):
        if pledge.due and pledge.due_text:
            yield _both(("pledge", index), pledge.id)
        for place, measure in enumerate(pledge.measure):
            if measure.due and measure.due_text:
                yield _both(("pledge", index, "measure", place), pledge.id)


def _both(path: KeyPath, pledge: str) -> Fault:
    return Fault(
        (*path, "due_text"),
        say("pledge '{id}' has both due and due_text: which one binds?", id=pledge),
        say("keep due where the text gives a day, else due_text"),
        Mark.KEY,
        ((*path, "due"),),
    )
