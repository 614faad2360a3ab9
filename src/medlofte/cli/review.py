"""A document on its way to a release: its text, the sign-offs that lie beside it, and how far they reach."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medlofte.core.approval import approval
from medlofte.core.state import State, state
from medlofte.errors import WorldError
from medlofte.message import say
from medlofte.model.agreement import Agreement
from medlofte.model.approval import Approval, Held, Rosters, Text
from medlofte.model.evidence import RELEASE
from medlofte.model.finding import Finding
from medlofte.model.release import Previous, Release, Signing
from medlofte.model.signatories import Signatories
from medlofte.store.signoffs import held_in, rosters_in
from medlofte.store.source import sha256
from medlofte.store.toml import decode

if TYPE_CHECKING:
    from medlofte.cli.session import Session
    from medlofte.core.compare import Named
    from medlofte.store.register import Register


@dataclass(frozen=True, slots=True)
class Review:
    """One document and the release that it is, or is to become.

    Attributes:
        register: Where it was read.
        text: The text and the number of that release.
        source: The exact bytes of the text.
        files: What lies in the folder of that release.
        held: The sign-offs in it.
        rosters: The lists of signatories in it.
        approval: What they amount to.
        release: That release's own record, where this very text is released.
        previous: The release before it.
    """

    register: "Register"
    text: Text
    source: bytes
    files: dict[str, bytes]
    held: tuple[Held, ...]
    rosters: dict[str, Signatories]
    approval: Approval
    release: Release | None = None
    previous: Previous | None = None

    @property
    def folder(self) -> str:
        """The folder of the release, from the top of the register."""
        return f"agreements/{self.text.name}/r{self.text.number}"

    @property
    def agreement(self) -> Agreement:
        """The content of the text."""
        return self.text.agreement

    def judged_with(self, held: Held, rosters: dict[str, Signatories]) -> Approval:
        """What the sign-offs would amount to with one more."""
        return _approval(self.register, self.text, (*self.held, held), rosters)


def review(register: "Register", name: str) -> Review | None:
    """A document in review; None where its text cannot be read."""
    document = register.document(name)
    if document.agreement is None:
        return None
    digest = sha256(document.source)
    releases = _releases(register, name)
    last = max(releases, default=0)
    released = releases.get(last)
    is_released = released is not None and released.text_sha256 == digest
    number = last if is_released else last + 1
    before = releases.get(number - 1)
    text = Text(name, number, document.agreement, digest, before.text_sha256 if before else "")
    files = register.release_files(name, number)
    held, rosters = held_in(files), rosters_in(files)
    return Review(
        register,
        text,
        document.source,
        files,
        held,
        rosters,
        _approval(register, text, held, rosters),
        released if is_released else None,
        _previous(register, name, before),
    )


def reviewed(session: "Session", ref: str) -> Review:
    """The document that a reference names, in review.

    Raises:
        UsageError: It names none.
        WorldError: Its text cannot be read.
    """
    found = session.named(ref)
    found.agreement()
    item = review(found.register, found.name)
    if item is None:
        raise WorldError(say("{name} cannot be read", name=found.name))
    return item


def findings_of(found: Review) -> tuple[Finding, ...]:
    """What ``check`` finds in the document."""
    from medlofte.core.check import check_series

    register = found.register
    series = register.series(found.text.name.rpartition("/")[0])
    wanted = frozenset({found.text.name})
    return tuple(
        finding
        for _document, findings in check_series(series, register, register.settings.policy, wanted)
        for finding in findings
    )


def state_in(found: Review) -> State:
    """Where a document in review stands."""
    number = found.text.number if found.release else 0
    successor = _successor(found.register, found.text.name) if number else ""
    approved = found.approval if found.files else None
    after = 0 if number else found.text.number - 1
    return state(found.agreement, approved, release=number, after=after, successor=successor)


def signing_of(register: "Register", name: str) -> Signing | None:
    """The release that a document is, and who has signed its text; None where no sign-off lies beside it."""
    if not register.release_numbers(name):
        return None
    found = review(register, name)
    if found is None:
        return None
    approval = found.approval
    return Signing(
        release=found.text.number if found.release and approval.complete else 0,
        signer=approval.signers,
        missing=tuple(seat.signatory for seat in approval.seats if not seat.approved),
    )


def state_of(register: "Register", name: str) -> State | None:
    """Where a document stands; None where it cannot be read. Most have no release folder, and cost nothing more."""
    document = register.document(name)
    if document.agreement is None:
        return None
    if not register.release_numbers(name):
        return state(document.agreement)
    found = review(register, name)
    return state_in(found) if found is not None else None


def _approval(
    register: "Register", text: Text, held: tuple[Held, ...], rosters: dict[str, Signatories]
) -> Approval:
    return approval(text, held, Rosters(rosters), register.settings.policy.parties)


def _releases(register: "Register", name: str) -> dict[int, Release]:
    """The releases that were made of a document, by number."""
    found = {}
    for number in register.release_numbers(name):
        data = register.release_files(name, number).get(RELEASE)
        release, _ = decode(data, Release) if data is not None else (None, ())
        if release is not None:
            found[number] = release
    return found


def _previous(register: "Register", name: str, before: Release | None) -> Previous | None:
    """The release before: of the same period, else the newest of the predecessor."""
    if before is None:
        from medlofte.core.series import predecessor

        series = name.rpartition("/")[0]
        known = {
            other: register[other] for other in register.periods(series) if register.document(other).agreement
        }
        of = predecessor(name, known)
        releases = _releases(register, of) if of and of in register else {}
        before = releases.get(max(releases, default=0))
    if before is None:
        return None
    keys = tuple(sorted({signer.key for signer in before.signer if signer.key}))
    return Previous(
        agreement=before.agreement, release=before.release, text_sha256=before.text_sha256, keys=keys
    )


def _successor(register: "Register", name: str) -> str:
    """The document of the same series that renews this one and is released; empty where there is none."""
    for other in register.periods(name.rpartition("/")[0]):
        agreement = register.document(other).agreement
        if (
            agreement is not None
            and agreement.renewal
            and agreement.renewal.of == name
            and _releases(register, other)
        ):
            return other
    return ""


def text_before(root: Path, found: Review) -> "Named | None":
    """The text of the release before, as its tag holds it; None where there is none."""
    previous = found.previous
    if previous is None:
        return None
    from medlofte.core.compare import Named
    from medlofte.model.evidence import TEXT
    from medlofte.store.releases import Releases

    releases = Releases(root)
    data = releases.tagged(previous.agreement, previous.release).get(TEXT, b"")
    if sha256(data) != previous.text_sha256:
        return None
    agreement, _ = decode(data, Agreement)
    label = f"r{previous.release}"
    return Named(previous.agreement, agreement, label) if agreement is not None else None
