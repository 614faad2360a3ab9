"""M40x, continued: offices and tasks in the list of signatories."""

from collections.abc import Iterator, Sequence

from medlofte.core.rules import grounds
from medlofte.core.rules.nearby import nearest
from medlofte.core.rules.registry import ERROR, WARNING, Fault, listed
from medlofte.message import say
from medlofte.model.finding import Mark
from medlofte.model.signatories import Key, KeyStatus, Office, Recorder, Signatories, covers

#: What is said of a person.
Entry = Office | Key | Recorder
#: Offices of one person that a further one is held against, and wrong ids that the right one is looked for to:
#: no file may make this slow.
_MOST = 50


def entries(signatories: Signatories) -> Iterator[tuple[str, int, Entry]]:
    """Everything that is about a person, with its key and index."""
    kinds: tuple[tuple[str, Sequence[Entry]], ...] = (
        ("office", signatories.office),
        ("key", signatories.key),
        ("recorder", signatories.recorder),
    )
    for kind, entries in kinds:
        for index, entry in enumerate(entries):
            yield kind, index, entry


@listed(
    "M405",
    WARNING,
    say("an office without a decision"),
    why=say(
        "A title alone binds nobody: a board or the police authority must have given the right to sign. Years later "
        "the decision is what shows it."
    ),
    source=grounds.AUTHORITY,
)
def undecided(signatories: Signatories) -> Iterator[Fault]:
    """Offices and tasks whose decision is not named."""
    for kind, index, entry in entries(signatories):
        if not isinstance(entry, Key) and not entry.decision.strip():
            yield Fault(
                (kind, index),
                say(
                    "no decision is named that lets '{person}' act for '{party}'",
                    person=entry.person,
                    party=entry.party,
                )
                if isinstance(entry, Office)
                else say("no decision is named that lets '{person}' record signatures", person=entry.person),
                say('add body, paragraph and day: decision = "Kommunstyrelsen 2021-01-27 § 12"'),
                Mark.KEY,
            )


@listed(
    "M406",
    ERROR,
    say("an office, key or task of a person who is not in the list"),
    why=say("An entry under a wrong id counts for nobody: a signature that should hold is refused."),
    source=grounds.LISTED,
)
def unknown(signatories: Signatories) -> Iterator[Fault]:
    """Entries whose person does not stand under ``[[person]]``."""
    ids = {person.id for person in signatories.person}
    wrong = (
        (kind, index, entry.person) for kind, index, entry in entries(signatories) if entry.person not in ids
    )
    for count, (kind, index, name) in enumerate(wrong):
        yield Fault(
            (kind, index, "person"),
            say("the list has no person '{id}'", id=name),
            nearest(name, ids) if count < _MOST else say("write the id of a person in the list"),
        )


@listed(
    "M407",
    ERROR,
    say("an office, key or task that ends before it begins"),
    why=say("It would be in force on no day at all. One of the two dates is mistyped."),
    source=grounds.LISTED,
)
def turned(signatories: Signatories) -> Iterator[Fault]:
    """Entries whose last day is before their first."""
    for kind, index, entry in entries(signatories):
        if entry.from_ and entry.until and entry.until < entry.from_:
            yield Fault(
                (kind, index, "until"),
                say(
                    "it ends on {until}, before it begins on {start}",
                    until=entry.until.isoformat(), start=entry.from_.isoformat(),
                ),
                say("correct one of the two dates; both days are counted in"),
            )  # fmt: skip


@listed(
    "M409",
    WARNING,
    say("one person in office for two parties at a time"),
    why=say(
        "An agreement with oneself is none. Whoever acts for one party cannot sign for the other as well."
    ),
    source=grounds.SIGNING,
)
def two_parties(signatories: Signatories) -> Iterator[Fault]:
    """Two offices of one person for different parties, whose days and series overlap."""
    held: dict[str, list[tuple[int, Office]]] = {}
    for second, two in enumerate(signatories.office):
        mine = held.setdefault(two.person, [])
        first, one = next(((place, one) for place, one in mine if _clash(one, two)), (-1, None))
        if len(mine) < _MOST:
            mine.append((second, two))
        if one is not None:
            yield Fault(
                ("office", second),
                say(
                    "'{person}' acts for '{first}' and for '{second}' at the same time",
                    person=two.person, first=one.party, second=two.party,
                ),
                say('end the first office with until = …, or name the series of each: series = ["…"]'),
                Mark.KEY,
                (("office", first),),
            )  # fmt: skip


def _clash(one: Office, two: Office) -> bool:
    return one.party != two.party and _meet(one, two) and _share_series(one, two)


@listed(
    "M410",
    WARNING,
    say("a recorder without a key"),
    why=say(
        "Whoever records what was signed on paper vouches for it with a signature of their own. Without a key in force "
        "nothing can be recorded."
    ),
    source=grounds.LISTED,
)
def keyless(signatories: Signatories) -> Iterator[Fault]:
    """Tasks on no day of which the person has a key that counts."""
    keys: dict[str, list[Key]] = {}
    for key in signatories.key:
        if key.status is not KeyStatus.COMPROMISED:
            keys.setdefault(key.person, []).append(key)
    for index, task in enumerate(signatories.recorder):
        if not any(_meet(key, task) for key in keys.get(task.person, ())):
            yield Fault(
                ("recorder", index),
                say("'{person}' is to record signatures and has no key in force", person=task.person),
                say('add: [[key]] person = "{person}" public = "ssh-ed25519 …"', person=task.person),
                Mark.KEY,
            )


def _meet(one: Entry, two: Entry) -> bool:
    """Whether both are in force on some day."""
    return all(
        start.from_ is None or end.until is None or start.from_ <= end.until
        for start, end in ((one, two), (two, one))
    )


def _share_series(one: Office, two: Office) -> bool:
    """Whether there can be an agreement that both are for."""
    return (
        not (one.series and two.series)
        or any(covers(one, name) for name in two.series)
        or any(covers(two, name) for name in one.series)
    )
