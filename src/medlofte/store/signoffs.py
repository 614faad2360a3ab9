"""Sign-offs and the lists they name, as they lie in the folder of a release: signatures first, then what they say."""

from collections.abc import Mapping

from medlofte.model.approval import Held
from medlofte.model.evidence import roster_path
from medlofte.model.signatories import Signatories
from medlofte.model.signoff import SignOff
from medlofte.store.source import sha256
from medlofte.store.toml import decode

SIGNATURE = ".sig"
#: From so many on, signatures are checked side by side; below, to load what that takes would cost more.
_MANY = 6


def held_in(files: Mapping[str, bytes]) -> tuple[Held, ...]:
    """The sign-offs among some files, each with the key that signed it."""
    paths = sorted(path for path in files if path.startswith("signoffs/") and path.endswith(".toml"))
    if sum(path + SIGNATURE in files for path in paths) < _MANY:
        return tuple(_held(path, files) for path in paths)
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(max_workers=4) as pool:
        return tuple(pool.map(lambda path: _held(path, files), paths))


def _held(path: str, files: Mapping[str, bytes]) -> Held:
    """One sign-off; what nobody has signed has no exact bytes to hold it to."""
    data, signature = files[path], files.get(path + SIGNATURE)
    if signature is None:
        signoff, _ = decode(data, SignOff)
        return Held(path, data, signoff)
    from medlofte.store.ssh import sealed_by

    key = sealed_by(data, signature)
    return Held(path, data, _exact(data), key, has_signature=True)


def _exact(data: bytes) -> SignOff | None:
    """What was signed, where it is written in the one form."""
    from medlofte.store.layout import dump

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
    return roster_path(sha256(data))
