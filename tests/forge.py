"""A forger's desk: a bundle, keys to sign with, and all that nobody has signed made anew so that it fits.

Whoever attacks here has the bundle, writes whatever ``release.toml``, ``SHA256SUMS``, page and data should say, and signs with
every key but those of the people in the list. What still gives a forgery away is then what was signed.
"""

import hashlib
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from medlofte.core.approval import approval
from medlofte.core.control_code import control_code
from medlofte.core.stock import allowed_signers
from medlofte.core.verify import verify
from medlofte.model.approval import Approval, Rosters, Text
from medlofte.model.evidence import (
    ALLOWED,
    DATA,
    PAGE,
    RELEASE,
    SUMS,
    TEXT,
    Evidence,
    Verdict,
    roster_path,
    sums,
)
from medlofte.model.release import Release, ReleasedFile
from medlofte.model.signatories import Signatories
from medlofte.model.signoff import NAMESPACE, Elsewhere, Method, SignOff
from medlofte.store.evidence import gather
from medlofte.store.layout import dump
from medlofte.store.toml import decode
from medlofte.view.data import encode

Files = dict[str, bytes]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def unpacked(bundle: Path) -> Files:
    """The files of a bundle."""
    with zipfile.ZipFile(bundle) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def seal(record: bytes, key: Path, namespace: str = NAMESPACE, *options: str) -> bytes:
    """What ``ssh-keygen`` makes of these bytes."""
    command = ["ssh-keygen", "-Y", "sign", "-q", "-f", str(key), "-n", namespace, *options]
    return subprocess.run(command, input=record, capture_output=True, check=True).stdout


def answers(verdict: Verdict, wanted: str) -> list[str]:
    """What the steps with an answer say, with their details."""
    steps = [step for step in verdict.steps if step.answer == wanted]
    return [said.text() for step in steps for said in (step.said, *step.details)]


@dataclass
class Desk:
    """The files of a bundle, and a folder with private keys named after their persons."""

    files: Files
    keys: Path

    def copy(self) -> "Desk":
        return Desk(dict(self.files), self.keys)

    def path(self, person: str) -> str:
        """Where the sign-off of a person lies."""
        return next(name for name in self.files if name.endswith(f".{person}.toml"))

    def record(self, person: str) -> SignOff:
        """The sign-off of a person."""
        signoff, _ = decode(self.files[self.path(person)], SignOff)
        assert signoff is not None
        return signoff

    def people(self) -> str:
        """The list of signatories."""
        (path,) = (name for name in self.files if name.startswith("signatories/"))
        return self.files[path].decode()

    def put(
        self, record: SignOff | bytes, by: str = "", *, path: str = "", signature: bytes | None = None
    ) -> str:
        """Lay a record into the bundle, signed with somebody's key or with nothing; where it lies."""
        data = record if isinstance(record, bytes) else dump(record).encode()
        place = path or f"signoffs/{record.party}.{record.person}.toml"  # type: ignore[union-attr]
        self.files[place] = data
        self.files.pop(place + ".sig", None)
        if by or signature is not None:
            self.files[place + ".sig"] = signature if signature is not None else seal(data, self.keys / by)
        return place

    def change(self, person: str, by: str = "", **changes: Any) -> None:
        """Change a person's sign-off and sign it: with that person's own key, or with the one of somebody else."""
        path = self.path(person)
        self.put(msgspec.structs.replace(self.record(person), **changes), by or person, path=path)

    def list_people(self, content: str, *, keep: bool = False) -> str:
        """Put another list of signatories in; its digest."""
        for name in [name for name in self.files if name.startswith("signatories/") and not keep]:
            del self.files[name]
        digest = sha256(content.encode())
        self.files[roster_path(digest)] = content.encode()
        return digest

    def listed(self, old: str, new: str) -> None:
        """Change the list of signatories, and let both sign under the changed one."""
        assert old in self.people()
        digest = self.list_people(self.people().replace(old, new, 1))
        for person in ("anna-ek", "bo-alm"):
            self.change(person, signatories_sha256=digest)

    def write(self, text: str) -> dict[str, str]:
        """Put another text in; what a sign-off of it says."""
        self.files[TEXT] = text.encode()
        digest = sha256(self.files[TEXT])
        return {"text_sha256": digest, "control_code": control_code(digest)}

    def told(self, person: str, method: Method, by: str = "kim-arkiv", **changes: Any) -> SignOff:
        """A record that tells of a signature made elsewhere."""
        facts = {
            "signed_on": self.record(person).time.date(),
            "recorded_by": by,
            "kept_at": "Storby kommunarkiv",
            "service": "Exempelsign" if method is Method.E_SERVICE else "",
            "source": "https://exempel.example/" if method is Method.NOTED else "",
        }
        told = Elsewhere(**{**facts, **changes})
        return msgspec.structs.replace(self.record(person), method=method, elsewhere=told)

    def close(self, **changes: Any) -> "Desk":
        """Make everything anew that nobody has signed, as the rest now demands; then change ``release.toml``."""
        shown = self._read().control_code.encode()
        self.files[PAGE] = self.files[PAGE].replace(shown, control_code(sha256(self.files[TEXT])).encode())
        self._release({})
        evidence = gather(self.files)
        if evidence.agreement is not None:
            self.files[DATA] = encode(evidence.agreement)
            approved = self._approval(evidence, changes)
            named = [held for held in approved.counted if held.signoff.signatories_sha256 in evidence.rosters]
            self.files[ALLOWED] = allowed_signers(named, evidence.rosters).encode()
            changes = {"signer": approved.signers, **changes}
        self._release(changes)
        return self

    def _approval(self, evidence: Evidence, changes: dict[str, Any]) -> Approval:
        release = msgspec.structs.replace(self._read(), **changes)
        assert evidence.agreement is not None
        text = Text(
            release.agreement,
            release.release,
            evidence.agreement,
            evidence.digests[TEXT],
            release.supersedes_sha256,
        )
        return approval(text, evidence.held, Rosters(evidence.rosters), release.parties)

    def _read(self) -> Release:
        release, _ = decode(self.files[RELEASE], Release)
        assert release is not None
        return release

    def _release(self, changes: dict[str, Any]) -> None:
        listed = tuple(
            ReleasedFile(path=path, sha256=sha256(data), size=len(data))
            for path, data in sorted(self.files.items())
            if path not in (RELEASE, SUMS)
        )
        digest = sha256(self.files[TEXT])
        facts = {"file": listed, "text_sha256": digest, "control_code": control_code(digest), **changes}
        self.files[RELEASE] = dump(msgspec.structs.replace(self._read(), **facts)).encode()
        self.total()

    def total(self) -> None:
        """``SHA256SUMS`` anew."""
        self.files[SUMS] = sums({path: sha256(data) for path, data in self.files.items()}).encode()

    def verdict(self, own: Signatories | None = None) -> Verdict:
        """What ``verify`` says of it."""
        return verify(gather(self.files), own)
