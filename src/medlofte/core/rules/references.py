"""M27x, continued: what refers to something else."""

import re
from collections.abc import Iterator

from medlofte.core.rules import grounds
from medlofte.core.rules.nearby import nearest, nearest_document
from medlofte.core.rules.registry import ERROR, WARNING, Fault, Subject, rule
from medlofte.message import say
from medlofte.model.finding import KeyPath, Mark

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?(?:-[a-z0-9]{5,8})*\Z")


@rule(
    "M274",
    ERROR,
    say("an area that does not exist"),
    why=say("A pledge under an area that is not there is shown nowhere, and its area looks empty."),
    source=grounds.IDS,
)
def unknown_area(subject: Subject) -> Iterator[Fault]:
    """``area`` of a pledge that no ``[[area]]`` has as its id."""
    areas = {area.id for area in subject.agreement.area}
    for index, pledge in enumerate(subject.agreement.pledge):
        if pledge.area and pledge.area not in areas:
            yield Fault(
                ("pledge", index, "area"),
                say(
                    "pledge '{id}' stands under area '{area}', which is not defined here",
                    id=pledge.id,
                    area=pledge.area,
                ),
                nearest(pledge.area, areas),
            )


@rule(
    "M275",
    ERROR,
    say("an area above that does not exist, or a circle of areas"),
    why=say(
        "Areas nest: a direction under an area. A parent that is missing, or an area above itself, has "
        "no place."
    ),
    source=grounds.IDS,
)
def wrong_parent(subject: Subject) -> Iterator[Fault]:
    """``parent`` that leads nowhere or back."""
    parents = {area.id: area.parent for area in subject.agreement.area}
    if not any(parents.values()):
        return
    for index, area in enumerate(subject.agreement.area):
        if area.parent and area.parent not in parents:
            message = say(
                "area '{id}' lies under '{parent}', which is not defined here", id=area.id, parent=area.parent
            )
            yield Fault(("area", index, "parent"), message, nearest(area.parent, parents))
        elif area.parent and _returns(area.id, parents):
            message = say(
                "area '{id}' lies under itself, by way of '{parent}'", id=area.id, parent=area.parent
            )
            yield Fault(("area", index, "parent"), message, say("remove parent from the topmost of them"))


def _returns(start: str, parents: dict[str, str]) -> bool:
    name, steps = parents[start], 0
    while name in parents and name != start and steps < len(parents):
        name, steps = parents[name], steps + 1
    return name == start


@rule(
    "M276",
    ERROR,
    say("a pledge that serves none that is overarching"),
    why=say(
        "serves ties a pledge to the headline promise it helps to keep. It must lead to a pledge marked "
        "as such."
    ),
    source=grounds.IDS,
)
def serves_none(subject: Subject) -> Iterator[Fault]:
    """``serves`` with ids that are unknown or not overarching."""
    pledges = subject.agreement.pledge
    if not any(pledge.serves for pledge in pledges):
        return
    known = {pledge.id: pledge.overarching for pledge in pledges}
    for index, pledge in enumerate(pledges):
        for place, name in enumerate(pledge.serves):
            path: KeyPath = ("pledge", index, "serves", place)
            if name not in known:
                message = say(
                    "pledge '{id}' serves '{name}', which is not defined here", id=pledge.id, name=name
                )
                yield Fault(
                    path, message, nearest(name, (other for other, is_above in known.items() if is_above))
                )
            elif not known[name] or name == pledge.id:
                message = say(
                    "pledge '{id}' serves '{name}', which is not overarching", id=pledge.id, name=name
                )
                yield Fault(path, message, say("add to the pledge that is served: overarching = true"))


@rule(
    "M277",
    ERROR,
    say("an agreement above that does not exist"),
    why=say(
        "Pledges rest on the agreement they hang under: its period, parties and signatures. It must be found."
    ),
    source="need 11",
)
def unknown_under(subject: Subject) -> Iterator[Fault]:
    """``under`` that names no document of the register, or this one."""
    name = subject.agreement.under
    if not name:
        return
    if name == subject.document.name:
        message = say("the document hangs under itself")
        yield Fault(("under",), message, say("name the frame agreement it rests on, or remove under"))
    elif name not in subject.known:
        message = say("under names '{name}', which is not in this register", name=name)
        yield Fault(("under",), message, nearest_document(name, subject.known, subject.document.name))


@rule(
    "M278",
    WARNING,
    say("a related document that does not exist"),
    why=say("A reference that leads nowhere sends the reader away empty-handed."),
    source=grounds.FORMAT,
)
def unknown_related(subject: Subject) -> Iterator[Fault]:
    """``related.agreement`` that names no document of the register."""
    for index, related in enumerate(subject.agreement.related):
        if related.agreement and related.agreement not in subject.known:
            yield Fault(
                ("related", index, "agreement"),
                say("'{name}' is not in this register", name=related.agreement),
                nearest_document(related.agreement, subject.known, subject.document.name),
            )


@rule(
    "M279",
    ERROR,
    say("a language that is no language code"),
    why=say(
        "The code picks the words of pages, tells screen readers how to read aloud, and finds a text's "
        "translation."
    ),
    source=grounds.LANGUAGES,
)
def wrong_language(subject: Subject) -> Iterator[Fault]:
    """``language``, and the keys of ``translation`` and ``text_in``."""
    agreement = subject.agreement
    if agreement.language != "sv" and not _LANGUAGE.match(agreement.language):
        yield _language(("language",), agreement.language, Mark.VALUE)
    for code in agreement.translation:
        if not _LANGUAGE.match(code):
            yield _language(("translation", code), code, Mark.KEY)
    for index, pledge in enumerate(agreement.pledge):
        for code in pledge.text_in:
            if not _LANGUAGE.match(code):
                yield _language(("pledge", index, "text_in", code), code, Mark.KEY)


def _language(path: KeyPath, code: str, mark: Mark) -> Fault:
    return Fault(
        path,
        say("'{code}' is no language code", code=code[:40]),
        say("write two or three letters: sv, fi, fit (Meänkieli), se (North Sami), sma (South Sami), en"),
        mark,
    )
