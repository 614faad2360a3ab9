"""The only door to ``ssh-keygen``: make and check signatures over exact bytes (OpenSSH, PROTOCOL.sshsig).

Nothing cryptographic is done here. Checking asks which key made a signature over these bytes in our namespace; whose
key that is, and whether it counted on that day, is judged in :mod:`medlofte.core.approval` by the list of signatories.
"""

import base64
import binascii
import os
import re
import subprocess
import tempfile
from pathlib import Path

from medlofte.errors import RefusedError, WorldError
from medlofte.message import say
from medlofte.model.signoff import NAMESPACE

#: One signature, exactly as ``ssh-keygen`` writes it: nothing before, between or behind.
_ARMOUR = re.compile(
    rb"-----BEGIN SSH SIGNATURE-----\n((?:[A-Za-z0-9+/=]{70}\n)*[A-Za-z0-9+/=]{1,70}\n)-----END SSH SIGNATURE-----\n\Z"
)
#: What it says of a good one; a certificate is named ``ED25519-CERT`` and is not accepted.
_GOOD = re.compile(r'Good "([^"]*)" signature with ([A-Z0-9-]+) key (SHA256:[A-Za-z0-9+/]{43})\n?\Z')
#: How such a signature begins: its magic and its version.
_MAGIC = b"SSHSIG\0\0\0\1"
_DIGESTS = (b"sha256", b"sha512")
_MAX_SIGNATURE = 16_384
_SECONDS = 60


def sealed_by(record: bytes, signature: bytes) -> str:
    """Fingerprint of the key that signed these bytes; empty where none did in our namespace.

    Raises:
        WorldError: ``ssh-keygen`` cannot be run.
    """
    if len(signature) > _MAX_SIGNATURE or not _exact(signature):
        return ""
    with tempfile.TemporaryDirectory(prefix="medlofte-") as folder:
        file = Path(folder) / "signature"
        file.write_bytes(signature)
        done = _run(["-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(file)], record)
    good = _GOOD.match(done.stdout.decode(errors="replace"))
    if done.returncode or good is None or good[1] != NAMESPACE or "CERT" in good[2]:
        return ""
    return good[3]


def _exact(signature: bytes) -> bool:
    """Whether there is but one way to write this signature, and this is it."""
    armour = _ARMOUR.match(signature)
    if armour is None:
        return False
    body = armour[1].replace(b"\n", b"")
    try:
        blob = base64.b64decode(body, validate=True)
    except binascii.Error:
        return False
    lines = armour[1].split(b"\n")[:-1]
    return base64.b64encode(blob) == body and all(len(line) == 70 for line in lines[:-1]) and _framed(blob)


def _framed(blob: bytes) -> bool:
    """Whether it holds key, namespace, nothing reserved, digest and signature, with nothing behind."""
    if not blob.startswith(_MAGIC):
        return False
    parts, rest = [], blob.removeprefix(_MAGIC)
    while rest:
        end = 4 + int.from_bytes(rest[:4])
        if len(rest) < end:
            return False
        parts.append(rest[4:end])
        rest = rest[end:]
    return len(parts) == 5 and parts[1:3] == [NAMESPACE.encode(), b""] and parts[3] in _DIGESTS


def sign(record: bytes, key: Path | None, public: str) -> bytes:
    """The signature of these bytes; ``ssh-keygen`` itself asks for a passphrase or for the touch of a token.

    Args:
        record: What is signed.
        key: File of the private key; None: the agent holds it.
        public: The public key that is expected.

    Raises:
        RefusedError: No signature was made.
        WorldError: ``ssh-keygen`` cannot be run.
    """
    with tempfile.TemporaryDirectory(prefix="medlofte-") as folder:
        if key is None:
            key = Path(folder) / "key.pub"
            key.write_text(public + "\n", encoding="ascii")
        done = _run(["-Y", "sign", "-f", str(key), "-n", NAMESPACE], record, environment=dict(os.environ))
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().split("\n")[-1][:300]
        raise RefusedError(
            say("no signature was made: {reason}", reason=reason),
            hint=say(
                "see that the key is the one in signatories.toml: name its file with --key, or use --key agent"
            ),
        )
    return done.stdout


def make_key(file: Path) -> str:
    """Make an Ed25519 key without passphrase, for throw-away use; its public half.

    Raises:
        WorldError: ``ssh-keygen`` cannot be run, or makes none.
    """
    done = _run(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(file)], b"")
    if done.returncode:
        raise WorldError(say("no key was made: {reason}", reason=done.stderr.decode(errors="replace")[:200]))
    return public_of(file)


def own_key(publics: list[str], *, agent_only: bool = False) -> tuple[Path | None, str] | None:
    """Where one of some public keys is kept on this machine: a file under ``~/.ssh``, or the agent (no file).

    Returns:
        File and public key, or None where neither has any of them.
    """
    files = () if agent_only else sorted((Path.home() / ".ssh").glob("*.pub"))
    for file in files:
        held = _key_in(file)
        if held in publics and file.with_suffix("").exists():
            return file.with_suffix(""), held
    for held in _agent():
        if held in publics:
            return None, held
    return None


def public_of(key: Path) -> str:
    """The public key, without comment, that belongs to a private one.

    Raises:
        RefusedError: There is no such file, or no key in it.
    """
    beside = key if key.suffix == ".pub" else key.with_name(key.name + ".pub")
    if beside.is_file():
        return _key_in(beside)
    if not key.is_file():
        raise RefusedError(
            say("there is no key {file}", file=str(key)), hint=say("name the file of your private key")
        )
    done = _run(["-y", "-f", str(key)], b"", environment=dict(os.environ))
    if done.returncode:
        raise RefusedError(
            say("{file} is no private key that can be read", file=str(key)),
            hint=say("put the public key beside it, as {file}.pub", file=key.name),
        )
    return " ".join(done.stdout.decode(errors="replace").split()[:2])


def _key_in(file: Path) -> str:
    try:
        return " ".join(file.read_text(encoding="ascii").split()[:2])
    except (OSError, UnicodeDecodeError):
        return ""


def _agent() -> list[str]:
    if not os.environ.get("SSH_AUTH_SOCK"):
        return []
    try:
        done = subprocess.run(["ssh-add", "-L"], capture_output=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return []
    lines = done.stdout.decode(errors="replace").splitlines() if done.returncode == 0 else []
    return [" ".join(line.split()[:2]) for line in lines]


def _run(
    arguments: list[str], data: bytes, environment: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """Run ``ssh-keygen``; checking gets an environment with nothing of the user's in it."""
    closed = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    try:
        return subprocess.run(
            ["ssh-keygen", *arguments],
            input=data,
            env=environment or closed,
            capture_output=True,
            check=False,
            timeout=None if environment else _SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise WorldError(
            say("ssh-keygen cannot be run: {reason}", reason=str(error)[:200]),
            hint=say("install OpenSSH 8.2 or later (Debian: openssh-client) and see that it is on the PATH"),
        ) from error
