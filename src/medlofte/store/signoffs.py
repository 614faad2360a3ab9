"""Sign-offs and the lists they name, as they lie in the folder of a release: signatures first, then what they say."""

from collections.abc import Iterator, Mapping

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
    """The sign-offs among some files, each with the key that signed it; all signatures first, side by side."""
    paths = sorted(path for path in files if path.startswith("signoffs/") and path.endswith(".toml"))
    signed = [path for path in paths if path + SIGNATURE in files]
    keys = dict(zip(signed, _keys(signed, files), strict=True))
    return tuple(_held(path, files[path], keys.get(path)) for path in paths)


def _keys(paths: list[str], files: Mapping[str, bytes]) -> Iterator[str]:
    if not paths:
        return iter(())
    from medlofte.store.ssh import sealed_by

    pairs = [(files[path], files[path + SIGNATURE]) for path in paths]
    if len(pairs) < _MANY:
        return iter([sealed_by(*pair) for pair in pairs])
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(max_workers=4) as pool:
        return iter(list(pool.map(lambda pair: sealed_by(*pair), pairs)))


def _held(path: str, data: bytes, key: str | None) -> Held:
    """One sign-off; what nobody has signed (no key, not even an empty one) has no exact bytes to hold it to."""
    if key is None:
        signoff, _ = decode(data, SignOff)
        return Held(path, data, signoff)
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
