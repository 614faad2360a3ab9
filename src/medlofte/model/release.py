"""A signed-off text: what it consists of, who signed it, and what it follows."""

import datetime as dt
from typing import Literal

from medlofte.model.party import Signatory
from medlofte.model.record import Moment, Record
from medlofte.model.signoff import Answer, Method


class Signer(Record):
    """One person's decision, as pages and reports tell it.

    Attributes:
        party: Id of the party.
        person: Id of the person.
        name: The name, from the list of signatories or else the agreement.
        party_name: The name of the party.
        office: The title of office.
        method: By what means it was signed.
        on: The day of the signature.
        key: Fingerprint of the key that signed the record, where one did.
        recorder: Name of the person who tells of a signature made elsewhere.
        recorder_party: The party that person works for.
        service: The e-service.
        kept_at: Where the original is kept.
        case_number: Its case number there.
        source: Where a noted signature is told.
        decision: ``approve`` or ``decline``.
    """

    party: str
    person: str
    name: str
    party_name: str
    method: Method
    on: dt.date
    office: str = ""
    key: str = ""
    recorder: str = ""
    recorder_party: str = ""
    service: str = ""
    kept_at: str = ""
    case_number: str = ""
    source: str = ""
    decision: Answer = Answer.APPROVE


class Signing(Record):
    """How far a document has come, and who has signed it.

    Attributes:
        release: The number of the release that the text is; 0 while it is none.
        signer: Those who have approved the text, in its order; none where every sign-off is for another text.
        missing: Those who are to sign the text and have not approved it.
    """

    release: int = 0
    signer: tuple[Signer, ...] = ()
    missing: tuple[Signatory, ...] = ()


class ReleasedFile(Record):
    """One file of the bundle.

    Attributes:
        path: Its name in the bundle.
        sha256: SHA-256 of its bytes.
        size: How many bytes.
    """

    path: str
    sha256: str
    size: int


class Previous(Record):
    """The release before this one: of the same period, or the newest of the predecessor.

    Attributes:
        agreement: The document.
        release: Its number.
        text_sha256: SHA-256 of its text.
        keys: Fingerprints of the keys that signed it.
    """

    agreement: str
    release: int
    text_sha256: str
    keys: tuple[str, ...] = ()


class Release(Record):
    """The file ``release.toml``.

    Attributes:
        type: ``medlofte/release``.
        version: The version of this record: 1.
        agreement: The document: ``gotland/2021``.
        release: Its number within the period.
        text_sha256: SHA-256 of the text's exact bytes.
        control_code: The short form of it.
        released_at: When it was released, by the clock of whoever did it.
        tool: The program that made it.
        parties: How many parties the register demanded.
        supersedes_sha256: ``text_sha256`` of the release before it in the same period; absent for the first.
        previous: The release before it.
        signer: Who signed.
        file: Every file of the bundle but this one and ``SHA256SUMS``.
    """

    type: Literal["medlofte/release"]
    version: Literal[1]
    agreement: str
    release: int
    text_sha256: str
    control_code: str
    released_at: Moment
    tool: str
    parties: int
    supersedes_sha256: str = ""
    previous: Previous | None = None
    signer: tuple[Signer, ...] = ()
    file: tuple[ReleasedFile, ...] = ()
