"""What a release shows of itself, whether it was read from git or from a bundle; and what was found about it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from msgspec import field

from medlofte.message import Message
from medlofte.model.agreement import Agreement
from medlofte.model.approval import Held
from medlofte.model.record import Value
from medlofte.model.release import Release, Signer
from medlofte.model.signatories import Signatories

#: Names of the files of a bundle.
TEXT, DATA, PAGE, PDF = "agreement.toml", "agreement.json", "agreement.html", "agreement.pdf"
CHANGELOG, RELEASE, SUMS = "changelog.md", "release.toml", "SHA256SUMS"
ALLOWED, README = "allowed_signers", "LAS-MIG.txt"
#: Those that are made from the others when a bundle is written, and that git does not keep.
MADE = frozenset({DATA, PAGE, PDF, ALLOWED, README, SUMS})
#: Those that ``release.toml`` lists, beside sign-offs and lists of signatories.
FILES = frozenset({TEXT, DATA, PAGE, PDF, CHANGELOG, ALLOWED, README})


def roster_path(digest: str) -> str:
    """What a list of signatories is called in the folder of a release: by the SHA-256 of its bytes."""
    return f"signatories/{digest[:16]}.toml"


def sums(digests: Mapping[str, str]) -> str:
    """``SHA256SUMS`` as ``sha256sum`` writes it, of every file but itself."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items()) if path != SUMS)


class Check(NamedTuple):
    """One sign-off as the stock programs are asked about it.

    Attributes:
        path: The record; its signature is beside it.
        principal: Id of the person whose key signed it; empty where none did.
        time: The moment to judge the key by.
    """

    path: str
    principal: str
    time: str


class TagFacts(Value):
    """What git says of the tag of a release.

    Attributes:
        name: The name it should have.
        kind: What the reference leads to.
        inner_name: The name inside the tag object.
        target_kind: What that points at.
        message: Its message.
        signed: Whether git's own signature is on it.
        reachable: Whether a branch still leads to the tagged commit.
        on_branch: ``release.toml`` as the current branch has it; None where it has none.
        has_branch: Whether there is a current branch at all.
        roster: The list of signatories as the current branch has it.
        before: The release before this one that git has a tag of, by number or by the text's own renewal; empty: none.
    """

    name: str
    kind: str
    inner_name: str
    target_kind: str
    message: str
    signed: bool
    reachable: bool
    on_branch: bytes | None
    has_branch: bool = True
    roster: Signatories | None = None
    before: str = ""


class Earlier(Value):
    """The release before, as git holds it.

    Attributes:
        text_sha256: SHA-256 of its text.
        keys: Fingerprints of the keys that signed it, by person.
    """

    text_sha256: str
    keys: Mapping[str, str]


class Evidence(Value):
    """The files of one release as they were found, and what they say.

    Attributes:
        name: The document; empty where not even ``release.toml`` tells it.
        number: The number of the release.
        files: Bytes by name in the bundle.
        digests: SHA-256 of each.
        release: The release's own record, where it can be read.
        whole: Whether the files are those that it lists; what follows was asked only where they are.
        agreement: The text, where it can be read.
        held: The sign-offs.
        rosters: Lists of signatories by digest.
        data: ``agreement.json`` read back, where it is here and can be read.
        canonical: ``release.toml`` as its content is written.
        tag: What git says of the tag; None for a bundle.
        earlier: The release before, where git has it.
    """

    name: str
    number: int
    files: Mapping[str, bytes]
    digests: Mapping[str, str]
    release: Release | None
    whole: bool = False
    agreement: Agreement | None = None
    held: tuple[Held, ...] = ()
    rosters: Mapping[str, Signatories] = field(default_factory=dict)
    data: Agreement | None = None
    canonical: bytes = b""
    tag: TagFacts | None = None
    earlier: Earlier | None = None


class Answer(StrEnum):
    """What one step of a verification came to."""

    YES = "yes"
    NO = "no"
    UNCHECKED = "not_checked"


class Outcome(StrEnum):
    """What a verification came to."""

    HOLDS = "holds"
    RECORDED = "holds_on_record"
    FAILS = "fails"


class Step(Value):
    """One step of a verification.

    Attributes:
        answer: Yes, no, or not checked.
        said: What was looked at, and what was found.
        details: What is wrong, or a remark.
    """

    answer: Answer
    said: Message
    details: tuple[Message, ...] = ()


class Verdict(Value):
    """What verifying one release came to.

    Attributes:
        name: The document.
        number: The number of the release.
        steps: Every step.
        unchecked: What was not checked at all.
        signers: Who has signed, and by what means.
        outcome: The whole.
    """

    name: str
    number: int
    steps: tuple[Step, ...]
    unchecked: tuple[Message, ...] = ()
    signers: tuple[Signer, ...] = ()
    outcome: Outcome = Outcome.FAILS
