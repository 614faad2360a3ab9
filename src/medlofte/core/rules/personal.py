"""M25x, continued: personal data that must not enter a git history."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from medlofte.core.rules import grounds
from medlofte.core.rules.registry import ERROR, WARNING, Fault, Subject, rule
from medlofte.core.rules.walk import strings
from medlofte.message import say
from medlofte.model.finding import KeyPath

#: Area code and number; every pattern begins with its rarest sign, so that long texts are passed quickly.
_PHONE = re.compile(
    r"(?:\+46[ -]?(?:\(0\))?\d{1,3}|0[1-9]\d{0,2})(?:[ ]?[-–/][ ]?|[ ])\d{2,3}(?:[ -]?\d{2,3}){1,3}(?![\d-])"
)
_NUMBER = re.compile(r"(?:19|20)?(\d{6})[-+]?(\d{4})(?!\d)")
#: The same over the bytes of a file, before any text is looked at.
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_NUMBERS = (b"0000000000", b"000000-0000", b"000000+0000")
_PHONE_BYTES = re.compile(rb"0(?<=[ \"\n(:,]0)\d{1,3}[ /\xe2-]")
#: Samordningsnummer add 60 to the day.
_COORDINATION = 60


@rule(
    "M254",
    WARNING,
    say("a telephone number"),
    why=say(
        "Numbers change hands and a git history keeps them for ever. Name the office; put the number on "
        "a page that can be changed."
    ),
    source=grounds.PERSONAL,
)
def phone(subject: Subject) -> Iterator[Fault]:
    """Swedish telephone numbers in any text but addresses."""
    source = subject.document.source
    if source and b"+46" not in source and not _PHONE_BYTES.search(source):
        return
    for path, text in strings(subject.agreement):
        for hit in _PHONE.finditer(text):
            if not _joined(text, hit.start()):
                yield Fault(
                    path,
                    say(
                        "the text holds the telephone number {number}: a git history keeps it for ever",
                        number=hit[0],
                    ),
                    say("write the office instead of the number"),
                )


@rule(
    "M255",
    ERROR,
    say("a personal identity number"),
    why=say(
        "An agreement never needs one, and a git history keeps it for ever in every copy. It must be out "
        "before the text is committed."
    ),
    source=grounds.PERSONAL,
)
def identity(subject: Subject) -> Iterator[Fault]:
    """Numbers with a valid day of birth and check digit."""
    source = subject.document.source
    digits = source.translate(_ZEROS)
    if source and not any(sign in digits for sign in _NUMBERS):
        return
    yield from identities(strings(subject.agreement))


def identities(texts: Iterable[tuple[KeyPath, str]]) -> Iterator[Fault]:
    """Every personal identity number in some texts; the number itself is not told on."""
    for path, text in texts:
        for hit in _NUMBER.finditer(text):
            if not _joined(text, hit.start()) and _is_day(hit[1]) and _adds_up(hit[1] + hit[2]):
                yield Fault(
                    path,
                    say("the text holds what looks like a personal identity number ({start}…)", start=hit[1]),
                    say(
                        "delete it; if it was committed, ask whoever keeps the repository to remove it from "
                        "the history"
                    ),
                )


def _joined(text: str, at: int) -> bool:
    """Whether the sign before belongs to the same word: an address, a case number, a longer number."""
    before = text[at - 1 : at]
    return bool(before) and (before.isalnum() or before in "/=.-_?&%")


def _is_day(six: str) -> bool:
    day = int(six[4:])
    day -= _COORDINATION if day > _COORDINATION else 0
    try:
        dt.date(2000 + int(six[:2]) % 100, int(six[2:4]), day)
    except ValueError:
        return False
    return True


def _adds_up(ten: str) -> bool:
    """The check digit of Luhn."""
    total = 0
    for index, sign in enumerate(ten):
        number = int(sign) * (2 - index % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0
