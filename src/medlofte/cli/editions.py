"""The releases of a register as they are published: each read from git and verified; and drafts where asked for."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from medlofte.cli.session import Session
from medlofte.core.control_code import control_code
from medlofte.core.publication import as_of
from medlofte.core.verify import verify
from medlofte.errors import RefusedError, UsageError
from medlofte.message import Message, say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.evidence import RELEASE, TEXT, Answer, Evidence, Outcome
from medlofte.model.publication import Edition, Publication
from medlofte.model.release import Release
from medlofte.store.evidence import learn
from medlofte.store.releases import Releases
from medlofte.store.source import sha256
from medlofte.store.toml import decode

if TYPE_CHECKING:
    from medlofte.store.register import Register

#: How many releases are verified side by side; most of the time is spent waiting for ``ssh-keygen``.
_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be published.

    Attributes:
        series: Only these series and documents, with what lies beneath; all where empty.
        drafts: Whether texts that are not released are shown too.
        compared: Pairs of documents to compare beside the successive ones.
    """

    series: tuple[str, ...] = ()
    drafts: bool = False
    compared: tuple[tuple[str, str], ...] = ()

    def holds(self, name: str) -> bool:
        """Whether a document is wanted."""
        return not self.series or any(name == one or name.startswith(f"{one}/") for one in self.series)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read for a publication.

    Attributes:
        publication: The releases, and what they tell.
        seen: What the verification of each release looked at, as a digest.
    """

    publication: Publication
    seen: Mapping[str, str]


def read(
    session: Session,
    wanted: Wanted,
    seen: Mapping[str, str],
    told: Callable[[str, int], None],
) -> Read:
    """Read what is to be published.

    Args:
        session: This run.
        wanted: What is asked for.
        seen: What earlier verifications looked at, by release.
        told: Called with the name of each release when it is read, and how many there are.

    Raises:
        RefusedError: A release does not verify, or there is none.
        UsageError: A series or a document to compare is not there.
    """
    releases = Releases(session.top())
    register = session.register() if wanted.drafts else session.register("HEAD")
    names = [name for name in releases.names() if wanted.holds(name[0])]
    one = _One(releases, register, seen)
    learn()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = []
        for item in pool.map(one.read, names):
            found.append(item)
            told(item.label, len(names))
    _refuse_unverified(found)
    editions = [item.edition for item in found if item.edition is not None]
    if wanted.drafts:
        editions += _drafts(register, wanted)
    editions = _marked(editions)
    _require(editions, wanted)
    publication = Publication(register.settings, editions, as_of(editions), wanted.drafts, wanted.compared)
    return Read(publication, {item.label: item.seen for item in found})


@dataclass(frozen=True, slots=True)
class _Item:
    """One release that was read."""

    label: str
    edition: Edition | None
    seen: str
    wrong: Message | None = None


class _One:
    """Reads one release after the other; threads may share it."""

    def __init__(self, releases: Releases, register: "Register", seen: Mapping[str, str]) -> None:
        self._releases, self._seen = releases, seen
        self._register = register
        self._reports = {name: tuple(register.document(name).reports) for name in register.reports}

    def read(self, wanted: tuple[str, int]) -> _Item:
        """Read one release, and verify it unless that was done of the very same objects."""
        name, number = wanted
        label = f"{name} r{number}"
        seen = self._releases.seen(name, number)
        if seen and self._seen.get(label) == seen:
            files = self._releases.tagged(name, number)
            release, _ = decode(files[RELEASE], Release)
            agreement, _ = decode(files[TEXT], Agreement)
            if release is not None and agreement is not None:
                return _Item(label, self._edition(name, number, agreement, release, files), seen)
        return self._verified(name, number, label, seen)

    def _verified(self, name: str, number: int, label: str, seen: str) -> _Item:
        evidence: Evidence = self._releases.evidence(name, number)
        verdict = verify(evidence)
        if verdict.outcome is Outcome.FAILS or evidence.agreement is None or evidence.release is None:
            wrong = next((step.said for step in verdict.steps if step.answer is Answer.NO), say("unknown"))
            return _Item(label, None, "", say("{name}: this does not hold: {why}", name=label, why=wrong))
        return _Item(
            label,
            self._edition(name, number, evidence.agreement, evidence.release, evidence.files),
            seen,
        )

    def _edition(
        self, name: str, number: int, agreement: Agreement, release: Release, files: Mapping[str, bytes]
    ) -> Edition:
        return _edition(
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


def _edition(edition: Edition, record: bytes) -> Edition:
    """The same with the id that stands for all of it."""
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


def _drafts(register: "Register", wanted: Wanted) -> Iterator[Edition]:
    """The texts that are not released as they stand."""
    import msgspec

    from medlofte.cli.review import review

    for name in register:
        found = review(register, name) if wanted.holds(name) else None
        if found is None or found.release is not None:
            continue
        yield _edition(
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


def _refuse_unverified(found: Sequence[_Item]) -> None:
    wrong = tuple(item.wrong for item in found if item.wrong is not None)
    if wrong:
        raise RefusedError(
            say_n(
                "{count} release does not verify and is not published: {wrong}",
                "{count} releases do not verify and are not published: {wrong}",
                len(wrong),
                wrong=wrong[0],
            ),
            hint=say("see what is wrong with: medlofte verify --all; nothing was written"),
        )


def _require(editions: Sequence[Edition], wanted: Wanted) -> None:
    """There must be something to publish, of everything that was named."""
    names = {edition.name for edition in editions}
    if not names and not wanted.series:
        raise RefusedError(
            say("the register has released nothing that could be published"),
            hint=say("make a release with: medlofte release REF; or see drafts with --drafts"),
        )
    for series in wanted.series:
        if not any(Wanted((series,)).holds(name) for name in names):
            raise UsageError(
                say("nothing is released of '{name}'", name=series),
                hint=say("see what there is with: medlofte list; or show drafts with --drafts"),
            )
    for name in {name for pair in wanted.compared for name in pair} - names:
        raise UsageError(
            say("'{name}' cannot be compared: it is not among what is published", name=name),
            hint=say("name two released documents: --compare gotland/2020 gotland/2021"),
        )
