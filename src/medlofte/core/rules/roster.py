"""M40x: the persons in the list of signatories."""

import unicodedata
from collections.abc import Iterator

from medlofte.core.lookalike import foreign_letter, looks
from medlofte.core.prose import normal
from medlofte.core.rules import grounds
from medlofte.core.rules.ids import unfit
from medlofte.core.rules.personal import identities
from medlofte.core.rules.registry import ERROR, LISTED, RULES, WARNING, Fault, listed
from medlofte.core.rules.roster_entries import entries
from medlofte.core.rules.walk import strings
from medlofte.message import say
from medlofte.model.finding import Mark
from medlofte.model.ref import is_name, is_segment
from medlofte.model.signatories import Key, Person, Signatories


@listed(
    "M401",
    ERROR,
    say("one id for two persons"),
    why=say(
        "Offices, keys and sign-offs name a person by id. With one id for two, either could sign for the other."
    ),
    source=grounds.LISTED,
)
def one_id(signatories: Signatories) -> Iterator[Fault]:
    """Ids of persons that stand twice."""
    seen: dict[str, int] = {}
    for index, person in enumerate(signatories.person):
        first = seen.setdefault(person.id, index)
        if first != index:
            yield Fault(
                ("person", index, "id"),
                say("'{id}' is the id of two persons", id=person.id),
                say("give one of them another id; if they are one person, delete one of the two"),
                also=(("person", first, "id"),),
            )


@listed(
    "M404",
    WARNING,
    say("two persons who look like one"),
    why=say(
        "A reader knows people by their names. Two that look the same let one sign where the other is meant, or one "
        "person sign twice."
    ),
    source=grounds.CONFUSABLE,
)
def look_alike(signatories: Signatories) -> Iterator[Fault]:
    """Names and ids that a reader takes for the same; namesakes whose notes tell them apart are fine."""
    names: dict[str, int] = {}
    ids: dict[str, int] = {}
    for index, person in enumerate(signatories.person):
        other = _before(names, person.name, index)
        if other is not None and signatories.person[other].id != person.id:
            yield from _namesakes(signatories.person[other], other, person, index)
            continue
        other = _before(ids, person.id, index)
        if other is not None and signatories.person[other].id != person.id:
            yield Fault(
                ("person", index, "id"),
                say("the id '{id}' looks like '{other}'", id=person.id, other=signatories.person[other].id),
                say("give one of them an id that nobody can mistake for the other"),
                also=(("person", other, "id"),),
            )


def _before(seen: dict[str, int], text: str, index: int) -> int | None:
    """The first that looks like this one; a name in capitals looks like the same in small letters."""
    found = [seen.setdefault(form, index) for form in {looks(text), looks(text.casefold())} if form]
    first = min(found, default=index)
    return first if first != index else None


def _namesakes(one: Person, first: int, two: Person, index: int) -> Iterator[Fault]:
    path, also = ("person", index, "name"), (("person", first, "name"),)
    if normal(one.name).casefold() != normal(two.name).casefold():
        yield Fault(
            path,
            say(
                "'{name}' looks like '{other}' and is written with other signs", name=two.name, other=one.name
            ),
            say("type the name anew; if they are one person, keep one of the two"),
            also=also,
        )
    elif not (one.note.strip() and two.note.strip() and normal(one.note) != normal(two.note)):
        yield Fault(
            path,
            say(
                "'{first}' and '{second}' have the same name: is this one person or two?",
                first=one.id,
                second=two.id,
            ),
            say('if they are two, tell them apart in both: note = "…"; if they are one, keep one of the two'),
            also=also,
        )


@listed(
    "M411",
    WARNING,
    say("a person without office, key and task"),
    why=say("Nothing follows from such an entry. Perhaps an id is mistyped, or an office was forgotten."),
    source=grounds.LISTED,
)
def idle(signatories: Signatories) -> Iterator[Fault]:
    """Persons that no other entry names."""
    named = {entry.person for _, _, entry in entries(signatories)}
    for index, person in enumerate(signatories.person):
        if person.id not in named:
            yield Fault(
                ("person", index),
                say("'{id}' has no office, no key and no task", id=person.id),
                say(
                    'add: [[office]] person = "{id}" party = "…" title = "…", or delete the person where no release '
                    "names them",
                    id=person.id,
                ),
                Mark.KEY,
            )


@listed(
    "M413",
    ERROR,
    say("an id with signs that cannot be used in the list of signatories"),
    why=say(
        "Ids stand in names of files and in the list of allowed signers of OpenSSH, where *, ?, ! and commas are "
        "patterns: the id * would be everybody."
    ),
    source=grounds.PATTERNS,
)
def form_of_id(signatories: Signatories) -> Iterator[Fault]:
    """Ids of persons and parties, and names of series, with anything but lower-case ASCII, digits and hyphens."""
    for index, person in enumerate(signatories.person):
        if not is_segment(person.id):
            yield unfit(("person", index, "id"), person.id)
    for kind, index, entry in entries(signatories):
        if isinstance(entry, Key):
            continue
        if not is_segment(entry.party):
            yield unfit((kind, index, "party"), entry.party)
        for place, name in enumerate(entry.series):
            if not is_name(name):
                yield Fault(
                    (kind, index, "series", place),
                    say("'{name}' cannot be the name of a series or period", name=name[:80]),
                    say("write the series as its folder lies under agreements/: gotland/samverkan"),
                )


@listed(
    "M414",
    ERROR,
    say("a name with letters of two scripts"),
    why=say(
        "Some Cyrillic and Greek letters cannot be told from Latin ones. A name that mixes them reads like another "
        "person's, and is not found by searching."
    ),
    source=grounds.CONFUSABLE,
)
def mixed(signatories: Signatories) -> Iterator[Fault]:
    """Names with Latin and other letters."""
    for index, person in enumerate(signatories.person):
        letter = foreign_letter(person.name)
        if letter:
            yield Fault(
                ("person", index, "name"),
                say(
                    "'{name}' holds '{letter}' ({kind}) among Latin letters",
                    name=person.name, letter=letter, kind=unicodedata.name(letter, f"U+{ord(letter):04X}"),
                ),
                say("type the name anew"),
            )  # fmt: skip


@listed(
    "M415",
    ERROR,
    say("an empty name or title"),
    why=say(
        "Releases and reports say who signed and by which office. What is empty here is empty there for ever."
    ),
    source=grounds.LISTED,
)
def empty(signatories: Signatories) -> Iterator[Fault]:
    """Persons without a name, offices without a title."""
    for index, person in enumerate(signatories.person):
        if not looks(person.name).strip():
            yield Fault(
                ("person", index, "name"),
                say("'{id}' has no name", id=person.id),
                say('write the name as it is to stand in releases: name = "…"'),
            )
    for index, office in enumerate(signatories.office):
        if not looks(office.title).strip():
            yield Fault(
                ("office", index, "title"),
                say("the office of '{person}' has no title", person=office.person),
                say('write the title as it stands in the agreements: title = "…"'),
            )


def _identity(signatories: Signatories) -> Iterator[Fault]:
    """Personal identity numbers anywhere but in keys."""
    yield from identities(pair for pair in strings(signatories) if pair[0][-1] != "public")


LISTED.append((RULES["M255"], _identity))
