"""Files of a release to evidence: signatures are checked over stored bytes, and only then is anything parsed."""

import json
from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from medlofte.model.agreement import Agreement
from medlofte.model.evidence import (
    DATA,
    RELEASE,
    SUMS,
    TEXT,
    Earlier,
    Evidence,
    TagFacts,
    sums,
)
from medlofte.model.finding import Severity
from medlofte.model.release import Release
from medlofte.model.signatories import Signatories
from medlofte.model.signoff import SignOff
from medlofte.store.layout import dump
from medlofte.store.signoffs import held_in, rosters_in
from medlofte.store.source import sha256
from medlofte.store.toml import decode


def learn() -> None:
    """Let the decoder learn the records before several threads decode: learning in two at once can crash it."""
    for kind in (Release, SignOff, Signatories, Agreement):
        decode(b"", kind)


def gather(
    files: Mapping[str, bytes],
    *,
    name: str = "",
    number: int = 0,
    tag: TagFacts | None = None,
    earlier: Earlier | None = None,
) -> Evidence:
    """Read the files of a release, whose names are those of a bundle.

    Who signed is asked only where the files are those that were released: of others nothing needs to be believed.
    """
    release, _ = decode(files.get(RELEASE, b""), Release)
    evidence = Evidence(
        name=name or (release.agreement if release else ""),
        number=number or (release.release if release else 0),
        files=files,
        digests={path: sha256(data) for path, data in files.items()},
        release=release,
        tag=tag,
        earlier=earlier,
    )
    if release is None or not _whole(evidence, release):
        return evidence
    return replace(
        evidence,
        whole=True,
        canonical=dump(release).encode(),
        held=held_in(files),
        agreement=_agreement(files.get(TEXT)),
        rosters=rosters_in(files),
        data=_data(files.get(DATA)),
    )


def _whole(evidence: Evidence, release: Release) -> bool:
    """Whether each file is the one that the release lists; :mod:`medlofte.core.verify_files` tells what is wrong."""
    digests = evidence.digests
    if any(digests.get(file.path, file.sha256) != file.sha256 for file in release.file):
        return False
    return evidence.tag is not None or evidence.files.get(SUMS) == sums(digests).encode()


def _agreement(data: bytes | None) -> Agreement | None:
    if data is None:
        return None
    agreement, faults = decode(data, Agreement)
    return None if any(fault.severity is Severity.ERROR for fault in faults) else agreement


def _data(data: bytes | None) -> Agreement | None:
    if data is None:
        return None
    try:
        json.loads(data, object_pairs_hook=_once)
        return msgspec.json.decode(data, type=Agreement)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


def _once(pairs: list[tuple[str, object]]) -> None:
    """Refuse a key that stands twice: readers differ in which of the two they take.

    Raises:
        ValueError: There is one.
    """
    if len(dict(pairs)) < len(pairs):
        raise ValueError(pairs)
