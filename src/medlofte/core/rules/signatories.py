"""M21x: the persons who sign; and M412, whether the list of signatories lets them."""

import re
from collections.abc import Iterator

from medlofte.core.prose import normal
from medlofte.core.rules import grounds
from medlofte.core.rules.nearby import nearest
from medlofte.core.rules.registry import ERROR, WARNING, Fault, Subject, rule
from medlofte.message import say
from medlofte.model.finding import Mark
from medlofte.model.party import Signatory
from medlofte.model.signatories import Office, covers

_ACTING = re.compile(r"\b(?:tillförordnad|tillf\.?|tf|t\.\s?f)\b", re.IGNORECASE)


@rule(
    "M211",
    WARNING,
    say("a party for which nobody signs"),
    why=say(
        "All signatories must have signed before a text is released. A party without one is never bound "
        "by it."
    ),
    source=grounds.SIGNING,
)
def no_signatory(subject: Subject) -> Iterator[Fault]:
    """Parties of a text that is to be signed, without a ``[[signatory]]``."""
    if not subject.original:
        return
    signed = {signatory.party for signatory in subject.agreement.signatory}
    for index, party in enumerate(subject.agreement.party):
        if party.id not in signed and not subject.hidden.at(f"signatory.{party.id}"):
            yield Fault(
                ("party", index),
                say("nobody signs for party '{id}': the text cannot be released", id=party.id),
                say('add: [[signatory]] party = "{id}" person = "…" name = "…" office = "…"', id=party.id),
                Mark.KEY,
            )


@rule(
    "M212",
    WARNING,
    say("a signatory without an office"),
    why=say(
        "A person signs by virtue of an office. Without it nobody can tell whether the person could bind "
        "the party."
    ),
    source=grounds.SIGNING,
)
def no_office(subject: Subject) -> Iterator[Fault]:
    """Signatories whose title is not given."""
    for index, signatory in enumerate(subject.agreement.signatory):
        if not signatory.office.strip() and not subject.hidden.at(f"signatory.{signatory.party}.office"):
            yield Fault(
                ("signatory", index),
                say(
                    "'{name}' signs for '{party}' without an office: whether that binds the party cannot "
                    "be told",
                    name=signatory.name or signatory.person or "…", party=signatory.party,
                ),
                say('add the title as printed: office = "…"'),
                Mark.KEY,
            )  # fmt: skip


@rule(
    "M213",
    ERROR,
    say("one person who signs twice"),
    why=say("An agreement with oneself is none. Each signature must be that of another person."),
    source=grounds.SIGNING,
)
def signs_twice(subject: Subject) -> Iterator[Fault]:
    """The same person, by id or else by name, in two ``[[signatory]]``."""
    signatories = subject.agreement.signatory
    if len(signatories) < 2:
        return
    seen: dict[str, int] = {}
    for index, signatory in enumerate(signatories):
        who = signatory.person or normal(signatory.name)
        if not who:
            continue
        first = seen.setdefault(who, index)
        if first != index:
            yield Fault(
                ("signatory", index),
                say(
                    "'{name}' signs for '{first}' and for '{second}': an agreement takes two persons",
                    name=signatory.name or who, first=signatories[first].party, second=signatory.party,
                ),
                say("name another person for one of them"),
                Mark.KEY,
                (("signatory", first),),
            )  # fmt: skip


@rule(
    "M214",
    WARNING,
    say("one name with two person ids"),
    why=say(
        "A person keeps one id whatever the office. Two ids let the same person sign twice without "
        "anyone noticing."
    ),
    source=grounds.SIGNING,
)
def two_ids(subject: Subject) -> Iterator[Fault]:
    """Signatories with the same name and different ids."""
    signatories = subject.agreement.signatory
    if len(signatories) < 2:
        return
    seen: dict[str, int] = {}
    for index, signatory in enumerate(signatories):
        name = normal(signatory.name).casefold()
        if not name or not signatory.person:
            continue
        first = seen.setdefault(name, index)
        if signatories[first].person != signatory.person:
            yield Fault(
                ("signatory", index, "person"),
                say(
                    "'{name}' is both '{first}' and '{second}': is this one person or two?",
                    name=signatory.name, first=signatories[first].person, second=signatory.person,
                ),
                say('if it is one person, write twice: person = "{first}"', first=signatories[first].person),
                also=(("signatory", first, "person"),),
            )  # fmt: skip


@rule(
    "M215",
    WARNING,
    say("an acting office that is not marked as acting"),
    why=say(
        "The title says that somebody acts for the office holder. Comparison tells a new holder from a "
        "deputy by that."
    ),
    source=grounds.SIGNING,
)
def acting(subject: Subject) -> Iterator[Fault]:
    """Titles with *tillförordnad* or *tf* and without ``acting = true``."""
    for index, signatory in enumerate(subject.agreement.signatory):
        if not signatory.acting and _ACTING.search(signatory.office):
            yield Fault(
                ("signatory", index, "office"),
                say(
                    "the office of '{name}' is acting by its title, and not marked so",
                    name=signatory.name or "…",
                ),
                say("add: acting = true"),
            )


@rule(
    "M216",
    WARNING,
    say("a signatory who is not named"),
    why=say(
        "The id of a person stays the same whatever office the person holds; without it two periods cannot be "
        "compared by who signed."
    ),
    source=grounds.SIGNING,
)
def unnamed(subject: Subject) -> Iterator[Fault]:
    """Signatories of a text that is to be signed, without a person."""
    if not subject.original:
        return
    for index, signatory in enumerate(subject.agreement.signatory):
        if not signatory.person and not subject.hidden.at(f"signatory.{signatory.party}.person"):
            yield Fault(
                ("signatory", index),
                say("the signatory for '{party}' has no person: nobody can sign", party=signatory.party),
                say('add a short id of the person, the same in all periods: person = "anna-andersson"'),
                Mark.KEY,
            )


@rule(
    "M412",
    WARNING,
    say("a signatory whom the list of signatories does not let sign"),
    why=say(
        "A sign-off counts only for a person who is in the list, with this office for this party. Otherwise the text "
        "is agreed on, and then cannot be signed."
    ),
    source=grounds.LISTED,
)
def not_listed(subject: Subject) -> Iterator[Fault]:
    """Signatories of a text that is to be signed, held against the list where the register has one."""
    if subject.signatories is None or not subject.original:
        return
    persons = {person.id: person.name for person in subject.signatories.person}
    for index, signatory in enumerate(subject.agreement.signatory):
        if not signatory.person:
            continue
        if signatory.person not in persons:
            yield Fault(
                ("signatory", index, "person"),
                say("'{person}' is not in the list of signatories", person=signatory.person),
                nearest(signatory.person, persons),
            )
        elif normal(persons[signatory.person]) != normal(signatory.name):
            listed = persons[signatory.person]
            yield Fault(
                ("signatory", index, "name"),
                say(
                    "the text calls '{person}' '{name}', and the list of signatories '{listed}'",
                    person=signatory.person,
                    name=signatory.name,
                    listed=listed,
                ),
                say("write the same name in both: {name}", name=listed),
            )
        elif not any(_fits(office, signatory, subject) for office in subject.signatories.office):
            yield Fault(
                ("signatory", index, "office" if signatory.office else "person"),
                say(
                    "the list of signatories has no office '{office}' for '{party}' held by '{person}'",
                    office=signatory.office or "…", party=signatory.party, person=signatory.person,
                ),
                say("write the title alike in both files, or add the office to agreements/signatories.toml"),
            )  # fmt: skip


def _fits(office: Office, signatory: Signatory, subject: Subject) -> bool:
    return (
        (office.person, office.party) == (signatory.person, signatory.party)
        and covers(office, subject.document.series)
        and (not signatory.office.strip() or normal(office.title) == normal(signatory.office))
    )
