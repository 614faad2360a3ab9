"""What the stock programs need to check a bundle: ``SHA256SUMS`` and OpenSSH's list of allowed signers.

Both follow from the other files of the bundle; nothing here is ever read back as trusted.
"""

from collections.abc import Mapping, Sequence

from medlofte.core.public_key import public_key
from medlofte.model.approval import Held
from medlofte.model.evidence import Check
from medlofte.model.signatories import Key, Signatories
from medlofte.model.signoff import NAMESPACE, Method

_STAMP = "%Y%m%d%H%M%SZ"


def checks(counted: Sequence[Held]) -> tuple[Check, ...]:
    """The sign-offs of a release."""
    return tuple(
        Check(held.path, _holder(held) if held.key else "", held.signoff.moment.strftime(_STAMP))
        for held in counted
        if held.signoff is not None
    )


def allowed_signers(counted: Sequence[Held], rosters: Mapping[str, Signatories]) -> str:
    """OpenSSH's list of allowed signers for the sign-offs of one release, and for nothing else."""
    lines = set()
    for held in counted:
        if held.signoff is None or not held.key:
            continue
        roster = rosters[held.signoff.signatories_sha256]
        for entry in roster.key:
            if entry.person == _holder(held) and public_key(entry.public).fingerprint == held.key:
                lines.add(_line(entry))
    return "".join(f"{line}\n" for line in sorted(lines))


def _holder(held: Held) -> str:
    signoff = held.signoff
    if signoff is None:
        return ""
    told = signoff.elsewhere
    return told.recorded_by if signoff.method is not Method.KEY and told else signoff.person


def _line(entry: Key) -> str:
    options = [f'namespaces="{NAMESPACE}"']
    if entry.from_:
        options.append(f'valid-after="{entry.from_:%Y%m%d}000000Z"')
    if entry.until:
        options.append(f'valid-before="{entry.until:%Y%m%d}235959Z"')
    return f"{entry.person} {','.join(options)} {public_key(entry.public).line}"
