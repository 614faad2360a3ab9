"""M23x: promises and headings that are missing."""

from collections.abc import Iterator

from medlofte.core.rules import grounds
from medlofte.core.rules.registry import ERROR, WARNING, Fault, Subject, rule
from medlofte.core.rules.walk import promises
from medlofte.message import say
from medlofte.model.finding import KeyPath
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
    for key, actors in (
        ("party", agreement.party),
        ("group", agreement.group),
        ("partner", agreement.partner),
    ):
        for index, actor in enumerate(actors):
            if not actor.name.strip():
                yield _untitled((key, index, "name"), f"{key}.{actor.id}.name")


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
