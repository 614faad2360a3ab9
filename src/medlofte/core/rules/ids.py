"""M27x: ids, the short names that live across periods."""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from medlofte.core.rules import grounds
from medlofte.core.rules.registry import ERROR, WARNING, Fault, Subject, rule
from medlofte.message import say
from medlofte.model.agreement import Agreement
from medlofte.model.finding import KeyPath
from medlofte.model.ref import is_segment

_YEAR = re.compile(r"(?:^|-)(?:19|20)\d\d(?:-|$)")
_ORDINAL = re.compile(
    r"(?:(?:lofte|medborgarlofte|pledge|punkt|atgard|nr|no|del)-?)?\d{1,2}[a-z]?$|[a-z]\d{1,2}$|\d{1,2}-|.*[a-z]-(?:1?\d|20)$"
)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


def _lists(agreement: Agreement) -> Iterator[tuple[tuple[tuple[KeyPath, Sequence[_Named]], ...], str]]:
    """Lists whose ids must differ from each other, with a word for what they hold."""
    yield (
        (
            (("party",), agreement.party),
            (("group",), agreement.group),
            (("partner",), agreement.partner),
        ),
        "party, group or partner",
    )
    yield ((("area",), agreement.area),), "area"
    yield ((("pledge",), agreement.pledge),), "pledge"
    if agreement.clause:
        yield ((("clause",), agreement.clause),), "clause"
    for index, pledge in enumerate(agreement.pledge):
        if pledge.measure:
            yield ((("pledge", index, "measure"), pledge.measure),), "measure"


@rule(
    "M271",
    ERROR,
    say("an id with letters that cannot be used"),
    why=say(
        "Ids are typed in commands, stand in addresses and in other files, for many years. Letters "
        "outside a–z are stored in different ways and then do not match."
    ),
    source=grounds.IDS,
)
def form_of_id(subject: Subject) -> Iterator[Fault]:
    """Anything but lower-case ASCII letters, digits and hyphens."""
    for lists, _ in _lists(subject.agreement):
        for path, items in lists:
            for index, item in enumerate(items):
                if not is_segment(item.id):
                    yield unfit((*path, index, "id"), item.id)
    for index, signatory in enumerate(subject.agreement.signatory):
        if signatory.person and not is_segment(signatory.person):
            yield unfit(("signatory", index, "person"), signatory.person)


def unfit(path: KeyPath, name: str) -> Fault:
    """The fault of an id with signs that no id has; the hint tells what is nearest to it."""
    return Fault(
        path,
        say("'{id}' cannot be an id", id=name[:80]),
        say('write: "{id}"', id=_ascii(name))
        if _ascii(name) not in ("", name)
        else say("use lower-case letters a–z, digits and hyphens; å and ä become a, ö becomes o"),
    )


def _ascii(name: str) -> str:
    low = name.lower().translate(str.maketrans("åäáàâãéèêëíìîïóòôõøöúùûüñçæ", "aaaaaaeeeeiiiioooooouuuunca"))
    return re.sub(r"[^a-z0-9]+", "-", low).strip("-")[:80]


@rule(
    "M272",
    WARNING,
    say("a pledge id with a year or a number"),
    why=say(
        "A pledge keeps its id when it is renewed; the year and its place in the list change. An id that "
        "holds them is wrong after the next renewal, and then the thread is lost."
    ),
    source=grounds.IDS,
)
def year_in_id(subject: Subject) -> Iterator[Fault]:
    """Pledge ids with a year, or that are or end in an ordinal."""
    for index, pledge in enumerate(subject.agreement.pledge):
        name = pledge.id
        if name.isalpha() or not any(sign.isdigit() for sign in name):
            continue
        if _YEAR.search(name):
            message = say("the id '{id}' holds a year: it will be wrong when the pledge is renewed", id=name)
        elif _ORDINAL.match(name):
            message = say(
                "the id '{id}' holds a number in the list: it will be wrong when the order changes", id=name
            )
        else:
            continue
        yield Fault(("pledge", index, "id"), message, say("name it after what is promised: fotpatrullering"))


@rule(
    "M273",
    ERROR,
    say("one id for two things"),
    why=say("Everything else refers to ids. With one id for two, nobody can tell which of them is meant."),
    source=grounds.IDS,
)
def duplicate(subject: Subject) -> Iterator[Fault]:
    """Ids used twice among actors, areas, pledges, clauses, or measures of one pledge."""
    for lists, what in _lists(subject.agreement):
        names = [item.id for _, items in lists for item in items]
        if len(names) < 2 or len(set(names)) == len(names):
            continue
        seen: dict[str, KeyPath] = {}
        for path, items in lists:
            for index, item in enumerate(items):
                here = (*path, index, "id")
                first = seen.setdefault(item.id, here)
                if first != here:
                    yield Fault(
                        here,
                        say("'{id}' is the id of two: {what}", id=item.id, what=_WHAT[what]),
                        say("give one of them another id"),
                        also=(first,),
                    )


_WHAT = {
    "party, group or partner": say("parties, groups or partners"),
    "area": say("areas"),
    "pledge": say("pledges"),
    "clause": say("clauses"),
    "measure": say("measures of one pledge"),
}
