"""The releases of a register as they are published: each read from git and verified; and drafts where asked for."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from medlofte.cli.publishable import (
    Wanted,
    note_uncommitted,
    refuse_periods,
    refuse_untagged,
    refuse_unverified,
    require,
)
from medlofte.cli.session import Session
from medlofte.core.control_code import control_code
from medlofte.core.publication import as_of
from medlofte.core.verify import verify
from medlofte.message import Message, say
from medlofte.model.agreement import Agreement
from medlofte.model.evidence import RELEASE, TEXT, Answer, Evidence, Outcome
from medlofte.model.publication import Edition, Publication
from medlofte.model.release import Release
from medlofte.store.evidence import learn
from medlofte.store.git import is_shallow
from medlofte.store.releases import Releases
from medlofte.store.source import sha256
from medlofte.store.toml import decode

if TYPE_CHECKING:
    from medlofte.cli.publish_report import Told
    from medlofte.store.register import Register

#: How many releases are verified side by side; most of the time is spent waiting for ``ssh-keygen``.
_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Read:
    """What was read for a publication.

    Attributes:
        publication: The releases, and what they tell.
        seen: What the verification of each release looked at, as a digest.
    """

    publication: Publication
    seen: Mapping[str, str]


def read(session: Session, wanted: Wanted, seen: Mapping[str, str], told: "Told") -> Read:
    """Read what is to be published.

    Args:
        session: This run.
        wanted: What is asked for.
        seen: What earlier verifications looked at, by release.
        told: Told of each release that is read.

    Raises:
        RefusedError: A release does not verify, or there is none.
        UsageError: A series or a document to compare is not there.
    """
    releases, shallow = Releases(session.top()), is_shallow(session.top())
    register = session.register() if wanted.drafts else session.register("HEAD")
    refuse_periods({*register, *(name for name, _ in releases.names())}, wanted)
    names = [name for name in releases.names() if wanted.holds(name[0])]
    if not wanted.drafts:
        refuse_untagged(register, names, wanted, shallow=shallow)
        note_uncommitted(session, releases.objects)
    looked = {name: releases.seen(*name) for name in names}
    known = {name for name in names if looked[name] and looked[name] == seen.get(_label(*name))}
    found = _released(_One(releases, register), names, known, told)
    refuse_unverified([item for item in found if isinstance(item, Message)], shallow=shallow)
    editions = [item for item in found if isinstance(item, Edition)]
    if wanted.drafts:
        editions += _drafts(session, register, wanted)
    editions = _marked(editions)
    require(editions, wanted)
    publication = Publication(
        settings=register.settings,
        editions=editions,
        day=as_of(editions),
        drafts=wanted.drafts,
        more=wanted.documents,
        exact=wanted.releases,
    )
    return Read(publication, {_label(*name): digest for name, digest in looked.items()})


def _label(name: str, number: int) -> str:
    return f"{name} r{number}"


def _released(
    one: "_One", names: Sequence[tuple[str, int]], known: Collection[tuple[str, int]], told: "Told"
) -> list[Edition | Message]:
    """The releases, or what does not hold of them, by name; those that are not ``known`` are verified."""
    learn()
    found: list[Edition | Message] = []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        verified = pool.map(one.verified, [name for name in names if name not in known])
        for name in names:
            found.append(one.known(name) if name in known else next(verified))
            told(say("reading"), _label(*name), len(names))
    return found


class _One:
    """Reads one release after the other; threads may share it."""

    def __init__(self, releases: Releases, register: "Register") -> None:
        self._releases = releases
        self._reports = {name: tuple(register.document(name).reports) for name in register.reports}

    def known(self, wanted: tuple[str, int]) -> Edition | Message:
        """One release that was verified before, from the very same objects; else what does not hold."""
        files = self._releases.tagged(*wanted)
        release, _ = decode(files[RELEASE], Release)
        agreement, _ = decode(files[TEXT], Agreement)
        if release is None or agreement is None:
            return self.verified(wanted)
        return self._edition(*wanted, agreement, release, files)

    def verified(self, wanted: tuple[str, int]) -> Edition | Message:
        """One release that is verified now; else what does not hold."""
        evidence: Evidence = self._releases.evidence(*wanted)
        verdict = verify(evidence)
        if verdict.outcome is Outcome.FAILS or evidence.agreement is None or evidence.release is None:
            wrong = next((step.said for step in verdict.steps if step.answer is Answer.NO), say("unknown"))
            return say("{name}: this does not hold: {why}", name=_label(*wanted), why=wrong)
        return self._edition(*wanted, evidence.agreement, evidence.release, evidence.files)

    def _edition(
        self, name: str, number: int, agreement: Agreement, release: Release, files: Mapping[str, bytes]
    ) -> Edition:
        return _with_id(
            Edition(
                name=name,
                number=number,
                agreement=agreement,
                source=files[TEXT],
                code=release.control_code,
                released_at=release.released_at,
                signers=release.signer,
                reports=self._reports.get(name, ()),
                files=files,
            ),
            files[RELEASE],
        )


def _with_id(edition: Edition, record: bytes) -> Edition:
    """The same with the id that stands for all of it; ``record`` holds what is known of its signatures."""
    digest = hashlib.sha256()
    for part in (
        edition.name.encode(),
        str(edition.number).encode(),
        edition.source,
        record,
        *(filed.path.encode() + b"\0" + filed.source for filed in edition.reports),
    ):
        digest.update(b"%d\0" % len(part) + part)
    return replace(edition, id=digest.hexdigest())


def _drafts(session: Session, register: "Register", wanted: Wanted) -> Iterator[Edition]:
    """The texts that are not released as they stand; those that cannot be read are told."""
    import msgspec

    from medlofte.cli.review import review

    for name in filter(wanted.holds, register):
        found = review(register, name)
        if found is None:
            session.note(say("{name} cannot be read and is left out; see: medlofte check {name}", name=name))
        if found is None or found.release is not None:
            continue
        yield _with_id(
            Edition(
                name=name,
                number=found.text.number,
                agreement=found.agreement,
                source=found.source,
                code=control_code(sha256(found.source)),
                released_at=None,
                signers=found.approval.signers,
                reports=tuple(register.document(name).reports),
                files={},
            ),
            msgspec.json.encode(found.approval.signers),
        )


def _marked(editions: Sequence[Edition]) -> list[Edition]:
    """In order, each with whether it is the newest of its period."""
    newest: dict[str, int] = {}
    for edition in editions:
        newest[edition.name] = max(edition.number, newest.get(edition.name, 0))
    return [
        replace(edition, latest=edition.number == newest[edition.name])
        for edition in sorted(editions, key=lambda edition: (edition.name, edition.number))
    ]
