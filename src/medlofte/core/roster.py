"""What one list of signatories says of one sign-off: the person, the office on the day, the key and whose it is."""

import datetime as dt
from collections.abc import Iterator

from medlofte.core.prose import normal
from medlofte.core.public_key import public_key
from medlofte.message import Message, say
from medlofte.model.party import Signatory
from medlofte.model.ref import is_segment
from medlofte.model.signatories import Key, KeyStatus, Signatories, covers, in_force
from medlofte.model.signoff import Method, SignOff


def judge_roster(
    signoff: SignOff, key: str, seat: Signatory, roster: Signatories, series: str
) -> Message | None:
    """Why a sign-off does not count under a list; None where it does.

    Args:
        signoff: What was signed.
        key: Fingerprint of the key that signed it.
        seat: The signatory of the text.
        roster: The list.
        series: The series of the document.
    """
    made = signoff.moment.date()
    told = signoff.elsewhere
    elsewhere = signoff.method is not Method.KEY
    day = told.signed_on if elsewhere and told and told.signed_on else made
    holder = told.recorded_by if elsewhere and told else signoff.person
    if signoff.method is not Method.NOTED and (why := holds_office(seat, roster, series, day)) is not None:
        return why
    if day > made:
        return say("the record is older than the signature it tells of")
    if elsewhere and (why := may_record(holder, signoff.person, roster, series, made)) is not None:
        return why
    return _key(key, holder, roster, made)


def keys_in_force(person: str, roster: Signatories, day: dt.date) -> list[Key]:
    """The keys that a person may sign with on a day."""
    return [
        key
        for key in roster.key
        if key.person == person and in_force(key, day) and key.status is KeyStatus.ACTIVE
    ]


def holds_office(seat: Signatory, roster: Signatories, series: str, day: dt.date) -> Message | None:
    """Why a person may not sign in a seat on a day; None where the list bears it out."""
    names = {person.id: person.name for person in roster.person}
    if seat.person not in names:
        return say("'{person}' is not in the list of signatories", person=seat.person)
    if normal(names[seat.person]) != normal(seat.name):
        return say(
            "the text calls '{person}' '{name}', and the list of signatories '{listed}'",
            person=seat.person,
            name=seat.name,
            listed=names[seat.person],
        )
    titled = [
        office
        for office in roster.office
        if (office.person, office.party) == (seat.person, seat.party)
        and normal(office.title) == normal(seat.office)
        and covers(office, series)
    ]
    if not titled:
        return say(
            "the list of signatories has no office '{office}' for '{party}' held by '{person}'",
            office=seat.office,
            party=seat.party,
            person=seat.person,
        )
    if not any(in_force(office, day) for office in titled):
        return say("'{person}' did not hold the office on {day}", person=seat.person, day=day.isoformat())
    return None


def may_record(holder: str, person: str, roster: Signatories, series: str, day: dt.date) -> Message | None:
    """Why a person may not record somebody's signature on a day; None where the list bears it out."""
    if not is_segment(holder):
        return say("'{person}' is no id of a person", person=holder)
    if holder == person:
        return say("nobody records a signature of their own")
    entries = (item for item in roster.recorder if item.person == holder and covers(item, series))
    if not any(in_force(item, day) for item in entries):
        return say("'{person}' may not record signatures on {day}", person=holder, day=day.isoformat())
    return None


def _key(key: str, holder: str, roster: Signatories, day: dt.date) -> Message | None:
    owners = {entry.person for entry in _with_fingerprint(key, roster)}
    if not owners:
        return say("it is signed with a key that is not in the list of signatories")
    if owners != {holder}:
        return say("it is signed with the key of somebody else: {persons}", persons=tuple(sorted(owners)))
    entries = list(_with_fingerprint(key, roster))
    if (fault := public_key(entries[0].public).fault) is not None:
        return fault
    if any(entry.status is KeyStatus.COMPROMISED for entry in entries):
        return say("the key is reported as compromised, and nothing independent tells when it was used")
    if not any(in_force(entry, day) for entry in entries):
        return say("the key was not in force on {day}", day=day.isoformat())
    if all(entry.status is KeyStatus.RETIRED and entry.until is None for entry in entries):
        return say("the key is retired, and the list does not say since when")
    return None


def _with_fingerprint(key: str, roster: Signatories) -> Iterator[Key]:
    return (entry for entry in roster.key if key and public_key(entry.public).fingerprint == key)
