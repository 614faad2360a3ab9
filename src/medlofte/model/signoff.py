"""One person's yes or no to one text: a small record whose exact bytes are signed."""

import datetime as dt
import re
from enum import StrEnum
from typing import Literal

from medlofte.model.record import Moment, Record

#: The namespace of every signature over such a record (PROTOCOL.sshsig); a constant, never a setting.
NAMESPACE = "sign-off@medlofte"
_PATH = re.compile(r"signoffs/([a-z0-9-]+)\.([a-z0-9-]+)(?:\.[1-9][0-9]{0,3})?\.toml\Z")


class Answer(StrEnum):
    """What the person decided."""

    APPROVE = "approve"
    DECLINE = "decline"


class Method(StrEnum):
    """By what means: a key, or elsewhere and only told here."""

    KEY = "key"
    PAPER = "paper"
    E_SERVICE = "e_service"
    NOTED = "noted"


class Elsewhere(Record):
    """What is told of a signature that was not made with medlofte.

    Attributes:
        signed_on: The day it was signed.
        recorded_by: Id of the person who tells it, and signs this record.
        service: The e-service.
        kept_at: Where the original is kept.
        case_number: Its case number there.
        scan_sha256: SHA-256 of a scan, which itself is kept with the original.
        source: Where it is told, for what is only noted.
        note: What else is known.
    """

    signed_on: dt.date | None = None
    recorded_by: str = ""
    service: str = ""
    kept_at: str = ""
    case_number: str = ""
    scan_sha256: str = ""
    source: str = ""
    note: str = ""


class SignOff(Record):
    """One person's decision about one text.

    Attributes:
        type: ``medlofte/sign-off``.
        version: The version of this record: 1.
        agreement: The document: ``gotland/2021``.
        release: The number of the release the text is to become.
        text_sha256: SHA-256 of the text's exact bytes as git stores them.
        control_code: The short form of it that people compare.
        supersedes_sha256: ``text_sha256`` of the release before it in the same period; absent for the first.
        signatories_sha256: SHA-256 of ``signatories.toml`` as it stood; absent only for what is noted.
        person: Id of the person whose decision this is.
        party: Id of the party the person acts for.
        office: The title of office, verbatim from the agreement.
        decision: ``approve`` or ``decline``.
        reason: Why the person declines.
        method: By what means it was signed.
        time: When this record was made, by the clock of whoever made it.
        elsewhere: What is told of a signature made elsewhere.
    """

    type: Literal["medlofte/sign-off"]
    version: Literal[1]
    agreement: str
    release: int
    text_sha256: str
    control_code: str
    person: str
    party: str
    decision: Answer
    method: Method
    time: Moment
    supersedes_sha256: str = ""
    signatories_sha256: str = ""
    office: str = ""
    reason: str = ""
    elsewhere: Elsewhere | None = None

    @property
    def moment(self) -> dt.datetime:
        """``time`` in UTC; at the two ends of the calendar, where UTC has no such moment, as it stands."""
        try:
            return self.time.astimezone(dt.UTC)
        except OverflowError:
            return self.time.replace(tzinfo=dt.UTC)


def seat_in(path: str) -> tuple[str, str]:
    """Party and person of a sign-off by its name in the folder of a release; empty where it has no such name."""
    name = _PATH.match(path)
    return (name[1], name[2]) if name else ("", "")
