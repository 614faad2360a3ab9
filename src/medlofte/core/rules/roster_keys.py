"""M40x, continued: the keys in the list of signatories."""

from collections.abc import Iterator

from medlofte.core.public_key import public_key
from medlofte.core.rules import grounds
from medlofte.core.rules.registry import ERROR, Fault, listed
from medlofte.message import Message, say
from medlofte.model.signatories import Key, KeyStatus, Signatories

_PRIVATE = "PRIVATE KEY"


@listed(
    "M402",
    ERROR,
    say("one key that stands twice"),
    why=say(
        "A signature tells a person by the key. With one key for two persons either could have signed; with one key in "
        "two entries the second may undo what the first says."
    ),
    source=grounds.LISTED,
)
def shared(signatories: Signatories) -> Iterator[Fault]:
    """Keys of two persons, or of one person in two entries; a comment behind the key makes no other key of it."""
    seen: dict[bytes, int] = {}
    for index, key in enumerate(signatories.key):
        blob = public_key(key.public).blob
        first = seen.setdefault(blob, index) if blob else index
        if first != index:
            other = signatories.key[first]
            yield Fault(
                ("key", index, "public"),
                _twice(other, key),
                say("keep one of the two, with the dates and the status that hold")
                if other.person == key.person
                else say("each person makes a key of their own: ssh-keygen -t ed25519"),
                also=(("key", first, "public"),),
            )


def _twice(one: Key, two: Key) -> Message:
    if one.person == two.person:
        return say("this key of '{person}' stands in two entries", person=one.person)
    return say("'{first}' and '{second}' have the same key", first=one.person, second=two.person)


@listed(
    "M403",
    ERROR,
    say("a key that is weak or no public key"),
    why=say(
        "Signatures must hold for many years, so keys below 128 bits of strength are refused. Certificates and options "
        "before the key would let others decide whose key it is."
    ),
    source=grounds.STRENGTH,
)
def weak(signatories: Signatories) -> Iterator[Fault]:
    """Keys that are cut short, weak, of another type, or private."""
    for index, key in enumerate(signatories.key):
        path = ("key", index, "public")
        if _PRIVATE in key.public:
            yield Fault(
                path,
                say("this is a private key: whoever reads it can sign as '{person}'", person=key.person),
                say("never use it again: make a new key, and put the line of its .pub file here"),
            )
            continue
        fault = public_key(key.public).fault
        if fault:
            yield Fault(
                path,
                fault,
                say(
                    'write the line of the .pub file and nothing before it: public = "ssh-ed25519 AAAA…"; a new key is '
                    "made by: ssh-keygen -t ed25519"
                ),
            )


@listed(
    "M408",
    ERROR,
    say("a key that is half marked as compromised"),
    why=say(
        "A key that somebody else may have must stop counting at once. Status and day belong together: one without the "
        "other is read in two ways."
    ),
    source=grounds.LISTED,
)
def half_compromised(signatories: Signatories) -> Iterator[Fault]:
    """Status without the day, or the day without the status."""
    for index, key in enumerate(signatories.key):
        if key.status is KeyStatus.COMPROMISED and key.compromised is None:
            yield Fault(
                ("key", index, "status"),
                say("the key is compromised, and since when is not said"),
                say("add the first day on which somebody else may have had it: compromised = 2021-02-05"),
            )
        if key.compromised is not None and key.status is not KeyStatus.COMPROMISED:
            yield Fault(
                ("key", index, "compromised"),
                say("the key has a day of compromise, and its status is '{status}'", status=key.status.value),
                say('write: status = "compromised"; or delete the day, if the key was never in other hands'),
            )
