"""Files of a release to evidence: signatures are checked over stored bytes, and only then is anything parsed."""

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import msgspec

from medlofte.model.agreement import Agreement
from medlofte.model.approval import Held
from medlofte.model.evidence import DATA, RELEASE, TEXT, Earlier, Evidence, TagFacts
from medlofte.model.finding import Severity
from medlofte.model.release import Release
from medlofte.model.signatories import Signatories
from medlofte.model.signoff import SignOff
from medlofte.store.layout import dump
from medlofte.store.ssh import sealed_by
from medlofte.store.toml import decode

SIGNATURE = ".sig"


def gather(
    files: Mapping[str, bytes],
    *,
    name: str = "",
    number: int = 0,
    tag: TagFacts | None = None,
    earlier: Earlier | None = None,
) -> Evidence:
    """Read the files of a release, whose names are those of a bundle."""
    held = held_in(files)
    release, canonical = _release(files.get(RELEASE))
    return Evidence(
        name=name or (release.agreement if release else ""),
        number=number or (release.release if release else 0),
        files=files,
        digests={path: sha256(data) for path, data in files.items()},
        release=release,
        agreement=_agreement(files.get(TEXT)),
        held=held,
        rosters=rosters_in(files),
        data=_data(files.get(DATA)),
        canonical=canonical,
        tag=tag,
        earlier=earlier,
    )


def held_in(files: Mapping[str, bytes]) -> tuple[Held, ...]:
    """The sign-offs among some files, each with the key that signed it."""
    paths = sorted(path for path in files if path.startswith("signoffs/") and path.endswith(".toml"))
    with ThreadPoolExecutor(max_workers=4) as pool:
        return tuple(pool.map(lambda path: _held(path, files), paths))


def _held(path: str, files: Mapping[str, bytes]) -> Held:
    data, signature = files[path], files.get(path + SIGNATURE)
    key = sealed_by(data, signature) if signature is not None else ""
    return Held(path, data, _signoff(data), key, signature is not None)


def _signoff(data: bytes) -> SignOff | None:
    signoff, _ = decode(data, SignOff)
    return signoff if signoff is not None and dump(signoff).encode() == data else None


def rosters_in(files: Mapping[str, bytes]) -> dict[str, Signatories]:
    """The lists of signatories among some files, by the digest of their bytes."""
    found = {}
    for path, data in files.items():
        if path.startswith("signatories/"):
            roster, _ = decode(data, Signatories)
            if roster is not None:
                found[sha256(data)] = roster
    return found


def roster_name(data: bytes) -> str:
    """What a list of signatories is called in the folder of a release: by its content."""
    return f"signatories/{sha256(data)[:16]}.toml"


def _release(data: bytes | None) -> tuple[Release | None, bytes]:
    release, _ = decode(data, Release) if data is not None else (None, ())
    return release, dump(release).encode() if release is not None else b""


def _agreement(data: bytes | None) -> Agreement | None:
    if data is None:
        return None
    agreement, faults = decode(data, Agreement)
    return None if any(fault.severity is Severity.ERROR for fault in faults) else agreement


def _data(data: bytes | None) -> Agreement | None:
    if data is None:
        return None
    try:
        return msgspec.json.decode(data, type=Agreement)
    except (msgspec.DecodeError, RecursionError):
        return None


def sha256(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
