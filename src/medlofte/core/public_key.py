"""What a line of a ``.pub`` file says: which key it is, its fingerprint, and whether it is strong enough.

The layout is that of RFC 4253 section 6.6, RFC 5656, RFC 8709 and OpenSSH's PROTOCOL.u2f.
"""

import base64
import binascii
import hashlib
from typing import NamedTuple

from medlofte.message import Message, say

#: NIST SP 800-57: 128 bits of strength; and the most that OpenSSL reads.
_RSA_BITS, _RSA_MOST = 3072, 16384
#: FIPS 186-5; with 1 the padded digest is its own signature, and ssh-keygen takes it.
_RSA_EXPONENT = 65537
_KINDS = frozenset(
    {
        "ssh-ed25519",
        "sk-ssh-ed25519@openssh.com",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "sk-ecdsa-sha2-nistp256@openssh.com",
        "ssh-rsa",
    }
)
#: Ed25519 points of small order: a key under which anybody can make a signature.
_DEGENERATE = frozenset(
    bytes.fromhex(text)
    for text in (
        "00" * 32,
        "00" * 31 + "80",
        "01" + "00" * 31,
        "01" + "00" * 30 + "80",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "ec" + "ff" * 30 + "7f",
        "ec" + "ff" * 31,
        "ed" + "ff" * 30 + "7f",
        "ed" + "ff" * 31,
        "ee" + "ff" * 30 + "7f",
        "ee" + "ff" * 31,
    )
)


class PublicKey(NamedTuple):
    """One public key.

    Attributes:
        kind: Its type: ``ssh-ed25519``.
        blob: Its bytes.
        fault: Why it is not accepted; None for a key that is.
    """

    kind: str
    blob: bytes
    fault: Message | None

    @property
    def fingerprint(self) -> str:
        """The name ``ssh-keygen`` gives it: ``SHA256:…``."""
        return "SHA256:" + base64.b64encode(hashlib.sha256(self.blob).digest()).decode().rstrip("=")

    @property
    def line(self) -> str:
        """Type and key, without comment."""
        return f"{self.kind} {base64.b64encode(self.blob).decode()}"


def public_key(text: str) -> PublicKey:
    """Read a public key as ``ssh-keygen`` writes it; a comment behind it is passed over."""
    if len(text.strip().splitlines()) > 1:
        return PublicKey("", b"", say("a public key is a single line"))
    kind, _, rest = text.strip().partition(" ")
    encoded = rest.split(" ", 1)[0]
    if kind not in _KINDS:
        return PublicKey(
            kind, b"", say("'{kind}' is no type of key that is accepted for signing", kind=kind[:40])
        )
    try:
        blob = base64.b64decode(encoded, validate=True)
        parts = _parts(blob)
    except (binascii.Error, ValueError):
        return PublicKey(kind, b"", say("the key is cut short or mistyped"))
    if not parts or parts[0] != kind.encode() or base64.b64encode(blob).decode() != encoded:
        return PublicKey(kind, blob, say("the key is cut short or mistyped"))
    return PublicKey(kind, blob, _weakness(kind, parts))


def _parts(blob: bytes) -> list[bytes]:
    """The strings that a key is made of, each behind its length.

    Raises:
        ValueError: A length leads out of the key.
    """
    parts = []
    while blob:
        length = int.from_bytes(blob[:4])
        if len(blob) < 4 + length:
            raise ValueError(length)
        parts.append(blob[4 : 4 + length])
        blob = blob[4 + length :]
    return parts


#: How many strings a key consists of; three for those not named.
_FIELDS = {"ssh-ed25519": 2, "sk-ecdsa-sha2-nistp256@openssh.com": 4}
#: How many bytes a coordinate has.
_CURVES = {"nistp256": 32, "nistp384": 48, "nistp521": 66}


def _weakness(kind: str, parts: list[bytes]) -> Message | None:
    if len(parts) != _FIELDS.get(kind, 3):
        return say("the key is cut short or mistyped")
    if kind == "ssh-rsa":
        return _rsa(parts[1], parts[2])
    if "ed25519" in kind:
        if len(parts[1]) != 32:
            return say("the key is cut short or mistyped")
        return say("under this key anybody can make a signature") if parts[1] in _DEGENERATE else None
    curve = next(name for name in _CURVES if name in kind)
    if parts[1] != curve.encode() or len(parts[2]) != 2 * _CURVES[curve] + 1 or parts[2][:1] != b"\x04":
        return say("the key is cut short or mistyped")
    return None


def _rsa(exponent: bytes, modulus: bytes) -> Message | None:
    if not (_whole(exponent) and _whole(modulus)):
        return say("the key is cut short or mistyped")
    bits = int.from_bytes(modulus).bit_length()
    if bits < _RSA_BITS:
        return say("an RSA key of {bits} bits is too short; {least} are needed", bits=bits, least=_RSA_BITS)
    if bits > _RSA_MOST:
        return say("an RSA key of {bits} bits is too long; {most} can be read", bits=bits, most=_RSA_MOST)
    if int.from_bytes(exponent) < _RSA_EXPONENT or not (exponent[-1] & modulus[-1] & 1):
        return say("under this key somebody else can make a signature")
    return None


def _whole(number: bytes) -> bool:
    """Whether a number is positive, and written in the one way there is (RFC 4251 section 5)."""
    return number > b"\0" and number[0] < 0x80 and (number[0] > 0 or number[1] >= 0x80)
