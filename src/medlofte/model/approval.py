"""Sign-offs as they were found and judged, seat by seat."""

from collections.abc import Mapping
from enum import StrEnum

from medlofte.message import Message
from medlofte.model.agreement import Agreement
from medlofte.model.party import Signatory
from medlofte.model.record import Value
from medlofte.model.release import Signer
from medlofte.model.signatories import Signatories
from medlofte.model.signoff import Method, SignOff


class Held(Value):
    """One sign-off as it lies in the folder of a release.

    Attributes:
        path: Its name there: ``signoffs/polisen.lise-lotte-strom.toml``.
        data: The exact bytes that are signed.
        signoff: What they say, where they can be read and are written in the one form.
        key: Fingerprint of the key that signed the bytes; empty where none did.
        has_signature: Whether a signature lies beside it.
    """

    path: str
    data: bytes
    signoff: SignOff | None
    key: str = ""
    has_signature: bool = False


class Text(Value):
    """The text that is to be approved.

    Attributes:
        name: The document.
        number: The number of the release it is to become.
        agreement: Its content.
        sha256: SHA-256 of its bytes.
        supersedes: That of the release before it in the same period; empty for the first.
    """

    name: str
    number: int
    agreement: Agreement
    sha256: str
    supersedes: str = ""


class Rosters(Value):
    """The lists of signatories that sign-offs name.

    Attributes:
        by_digest: Each list that can be read, by the SHA-256 of its bytes.
        own: A list of the reader's own that is judged by instead.
    """

    by_digest: Mapping[str, Signatories]
    own: Signatories | None = None


class Standing(StrEnum):
    """What one sign-off amounts to."""

    APPROVED = "approved"
    DECLINED = "declined"
    OTHER_TEXT = "other_text"
    REFUSED = "refused"


class Judged(Value):
    """One sign-off and what it amounts to.

    Attributes:
        held: The sign-off.
        standing: What it amounts to.
        why: What is wrong with it, where it does not count.
        signer: Whose decision it is, as it is told, where it counts.
    """

    held: Held
    standing: Standing
    why: Message | None = None
    signer: Signer | None = None


class Seat(Value):
    """One ``[[signatory]]`` of the text, and the newest decision of that person about it.

    Attributes:
        signatory: Who is to sign, as the text has it.
        party_name: The party's name.
        judged: The decision that counts; None where there is none for this text.
        problems: Sign-offs of the person that do not count.
    """

    signatory: Signatory
    party_name: str
    judged: Judged | None = None
    problems: tuple[Judged, ...] = ()

    @property
    def approved(self) -> bool:
        """Whether the person has approved this text."""
        return self.judged is not None and self.judged.standing is Standing.APPROVED


class Approval(Value):
    """Whether a text is approved by all who must.

    Attributes:
        seats: Everybody who must sign.
        missing: Who has not approved, and why.
        obstacles: What else is in the way.
        stray: Sign-offs of nobody who is to sign, or that cannot be read.
    """

    seats: tuple[Seat, ...]
    missing: tuple[Message, ...] = ()
    obstacles: tuple[Message, ...] = ()
    stray: tuple[Judged, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing is in the way of a release."""
        return not (self.missing or self.obstacles)

    @property
    def signers(self) -> tuple[Signer, ...]:
        """Those who have approved, in the order of the text."""
        return tuple(
            seat.judged.signer for seat in self.seats if seat.approved and seat.judged and seat.judged.signer
        )

    @property
    def counted(self) -> tuple[Held, ...]:
        """The sign-offs that make the approval."""
        return tuple(seat.judged.held for seat in self.seats if seat.approved and seat.judged)

    @property
    def recorded(self) -> bool:
        """Whether any of it rests on somebody's word about a signature made elsewhere."""
        return any(signer.method is not Method.KEY for signer in self.signers)
