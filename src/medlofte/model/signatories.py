"""Who may sign, by which office and with which key: the file ``agreements/signatories.toml``."""

import datetime as dt
from enum import StrEnum
from typing import Literal

from medlofte.model.record import Record


class KeyStatus(StrEnum):
    """Whether a key may be relied on."""

    ACTIVE = "active"
    RETIRED = "retired"
    COMPROMISED = "compromised"


class Person(Record):
    """Somebody who signs or records.

    Attributes:
        id: Short id; the same in every period and office, and the one in ``[[signatory]]`` of an agreement.
        name: The name; reports show this one, never a name out of a sign-off.
        note: Anything that tells this person from another of the same name.
    """

    id: str
    name: str
    note: str = ""


class Office(Record):
    """What entitles a person to sign for a party.

    Attributes:
        person: Id of the person.
        party: Id of the party, as in the agreements.
        title: The title of office, verbatim as in the agreements.
        from: First day, counted in UTC.
        until: Last day, inclusive; absent: until further notice.
        decision: The decision or delegation that gives the authority: body, paragraph, day.
        series: Series of agreements the office is for: ``gotland``; absent: all of the register.
    """

    person: str
    party: str
    title: str
    from_: dt.date | None = None
    until: dt.date | None = None
    decision: str = ""
    series: tuple[str, ...] = ()


class Key(Record):
    """A public key of a person.

    Attributes:
        person: Id of the person.
        public: The key as ``ssh-keygen`` writes it into a ``.pub`` file: ``ssh-ed25519 AAAA…``.
        from: First day it may be used, counted in UTC.
        until: Last day, inclusive; absent: until further notice.
        status: ``active``, ``retired`` (old signatures keep counting) or ``compromised`` (none counts any more).
        compromised: The day since when somebody else may have had the key.
        note: Where the key is kept, how it was checked.
    """

    person: str
    public: str
    from_: dt.date | None = None
    until: dt.date | None = None
    status: KeyStatus = KeyStatus.ACTIVE
    compromised: dt.date | None = None
    note: str = ""


class Recorder(Record):
    """A person who may record signatures made on paper or in an e-service.

    Attributes:
        person: Id of the person, who needs a key.
        party: Id of the party the person works for.
        from: First day, counted in UTC.
        until: Last day, inclusive; absent: until further notice.
        decision: The decision that gives the task.
        series: Series of agreements it is for; absent: all of the register.
    """

    person: str
    party: str
    from_: dt.date | None = None
    until: dt.date | None = None
    decision: str = ""
    series: tuple[str, ...] = ()


class Signatories(Record):
    """The file ``agreements/signatories.toml``.

    Attributes:
        format: The version of this format: 1.
        person: Those who sign or record.
        office: What entitles them.
        key: Their public keys.
        recorder: Who may record signatures made elsewhere.
        note: Anything a reader must know about the file.
    """

    format: Literal[1]
    person: tuple[Person, ...] = ()
    office: tuple[Office, ...] = ()
    key: tuple[Key, ...] = ()
    recorder: tuple[Recorder, ...] = ()
    note: str = ""


def in_force(entry: Office | Key | Recorder, day: dt.date) -> bool:
    """Whether an entry covers a day; both ends are inclusive."""
    return (entry.from_ is None or entry.from_ <= day) and (entry.until is None or day <= entry.until)


def covers(entry: Office | Recorder, series: str) -> bool:
    """Whether an entry is for agreements of a series; a series named covers those below it."""
    return not entry.series or any(f"{series}/".startswith(f"{name}/") for name in entry.series)
