"""Public keys: read as ssh-keygen reads them, and refused where a signature under them would prove nothing."""

import base64
import random
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from medlofte.core import public_key as module
from medlofte.core.public_key import public_key

#: The field and the curve of Ed25519 (RFC 8032 section 5.1).
P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P

CUT = "the key is cut short or mistyped"
ANYBODY = "under this key anybody can make a signature"
SOMEBODY = "under this key somebody else can make a signature"


def fault(text: str) -> str:
    found = public_key(text).fault
    return found.text() if found else ""


def made(folder: Path, *kind: str) -> tuple[str, str]:
    """The public key that ssh-keygen makes, and the fingerprint it tells."""
    file = folder / "key"
    subprocess.run(
        ["ssh-keygen", "-q", *kind, "-N", "", "-C", "anna-ek@example.org", "-f", file],
        check=True,
        timeout=120,
    )
    told = subprocess.run(
        ["ssh-keygen", "-l", "-f", f"{file}.pub"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    return (folder / "key.pub").read_text(encoding="utf-8"), told.stdout.split(" ")[1]


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("-t ed25519", ""),
        ("-t rsa -b 2048", "an RSA key of 2048 bits is too short; 3072 are needed"),
        ("-t rsa -b 3072", ""),
        ("-t ecdsa -b 256", ""),
        ("-t ecdsa -b 384", ""),
        ("-t ecdsa -b 521", ""),
    ],
)
def test_keys_of_ssh_keygen(kind: str, wrong: str, tmp_path: Path) -> None:
    text, fingerprint = made(tmp_path, *kind.split(" "))
    key = public_key(text)
    assert key.fingerprint == fingerprint
    assert key.line == text.rsplit(" ", 1)[0]
    assert public_key(key.line) == key
    assert fault(text) == wrong


def packed(*parts: bytes) -> str:
    """A key of the form that RFC 4253 section 6.6 gives, as a line of text."""
    blob = b"".join(len(part).to_bytes(4) + part for part in parts)
    return f"{parts[0].decode()} {base64.b64encode(blob).decode()}"


def number(value: int) -> bytes:
    """A positive mpint (RFC 4251 section 5)."""
    return value.to_bytes(value.bit_length() // 8 + 1)


def rsa(bits: int = 3072, exponent: int = 65537, odd: int = 1) -> str:
    return packed(b"ssh-rsa", number(exponent), number(1 << (bits - 1) | odd))


def ed25519(point: bytes) -> str:
    return packed(b"ssh-ed25519", point)


PLAIN = ed25519(b"\x07" * 32)
POINT = b"\x04" + b"\x07" * 64


def test_keys_on_hardware() -> None:
    """OpenSSH's PROTOCOL.u2f: the application stands behind the point."""
    assert fault(packed(b"sk-ssh-ed25519@openssh.com", b"\x07" * 32, b"ssh:")) == ""
    assert fault(packed(b"sk-ecdsa-sha2-nistp256@openssh.com", b"nistp256", POINT, b"ssh:")) == ""
    assert fault(packed(b"sk-ssh-ed25519@openssh.com", b"\1" + bytes(31), b"ssh:")) == ANYBODY


FAULTS = {
    "nothing": ("", "'' is no type of key that is accepted for signing"),
    "a name": ("anna-ek", "'anna-ek' is no type of key that is accepted for signing"),
    "type alone": ("ssh-ed25519", CUT),
    "cut": (PLAIN[:-4], CUT),
    "cut within a sign": (PLAIN[:-1], CUT),
    "longer": (packed(b"ssh-ed25519", b"\x07" * 32, b""), CUT),
    "short point": (ed25519(b"\x07" * 31), CUT),
    "long point": (ed25519(b"\x07" * 33), CUT),
    "of another type": ("ssh-rsa " + PLAIN.split(" ")[1], CUT),
    "two lines": (f"{PLAIN} anna\n{PLAIN}", "a public key is a single line"),
    "line end in the comment": (f"{PLAIN} anna\rek", "a public key is a single line"),
    "base64 for addresses": ("ssh-ed25519 " + base64.urlsafe_b64encode(b"\xff" * 60).decode(), CUT),
    "loose last bits": (ed25519(b"\x07" * 33)[:-1] + "=", CUT),
    "no ASCII": ("ssh-ed25519 ÅÄÖ", CUT),
    "length out of the key": ("ssh-ed25519 " + base64.b64encode(b"\xff\xff\xff\xff").decode(), CUT),
    "option": (
        f'namespaces="file" {PLAIN}',
        "'namespaces=\"file\"' is no type of key that is accepted for signing",
    ),
    "authority": (
        f"cert-authority {PLAIN}",
        "'cert-authority' is no type of key that is accepted for signing",
    ),
    "certificate": (
        packed(b"ssh-ed25519-cert-v01@openssh.com", b"x" * 32, b"\x07" * 32),
        "'ssh-ed25519-cert-v01@openssh.com' is no type of key that is accepted for signing",
    ),
    "DSA": (packed(b"ssh-dss", b"\1"), "'ssh-dss' is no type of key that is accepted for signing"),
    "another curve": (packed(b"ecdsa-sha2-nistp256", b"nistp384", POINT), CUT),
    "compressed point": (packed(b"ecdsa-sha2-nistp256", b"nistp256", b"\x02" + b"\x07" * 32), CUT),
    "point of another curve": (packed(b"ecdsa-sha2-nistp384", b"nistp384", POINT), CUT),
    "RSA-1024": (rsa(1024), "an RSA key of 1024 bits is too short; 3072 are needed"),
    "RSA-3071": (rsa(3071), "an RSA key of 3071 bits is too short; 3072 are needed"),
    "RSA-16385": (rsa(16385), "an RSA key of 16385 bits is too long; 16384 can be read"),
    "RSA, exponent 1": (rsa(exponent=1), SOMEBODY),
    "RSA, exponent 3": (rsa(exponent=3), SOMEBODY),
    "RSA, even exponent": (rsa(exponent=65538), SOMEBODY),
    "RSA, even modulus": (rsa(odd=0), SOMEBODY),
    "RSA, modulus written longer": (packed(b"ssh-rsa", number(65537), b"\0" + number(1 << 3071 | 1)), CUT),
    "RSA, negative modulus": (packed(b"ssh-rsa", number(65537), b"\xff" * 384), CUT),
    "RSA, no exponent": (packed(b"ssh-rsa", b"", number(1 << 3071 | 1)), CUT),
    "RSA, exponent 0": (packed(b"ssh-rsa", b"\0", number(1 << 3071 | 1)), CUT),
}


@pytest.mark.parametrize("name", FAULTS)
def test_refused(name: str) -> None:
    text, expected = FAULTS[name]
    assert fault(text) == expected


def test_not_refused() -> None:
    assert fault(PLAIN) == ""
    assert fault(f"  {PLAIN} a comment of several words\n") == ""
    assert fault(rsa()) == ""
    assert fault(rsa(16384)) == ""


def root(value: int) -> int | None:
    """A square root in the field, where there is one."""
    found = pow(value, (P + 3) // 8, P)
    for candidate in (found, found * pow(2, (P - 1) // 4, P) % P):
        if candidate * candidate % P == value % P:
            return candidate
    return None


def point(encoded: bytes) -> tuple[int, int] | None:
    """RFC 8032 section 5.1.3, and leniently: y may be too large, and x = 0 may have a sign."""
    whole = int.from_bytes(encoded, "little")
    y = (whole & (1 << 255) - 1) % P
    x = root((y * y - 1) * pow(D * y * y + 1, -1, P) % P)
    if x is None:
        return None
    return (P - x if x % 2 != whole >> 255 else x) % P, y


def add(one: tuple[int, int], two: tuple[int, int]) -> tuple[int, int]:
    (a, b), (c, d) = one, two
    product = D * a * b * c * d
    return (a * d + b * c) * pow(1 + product, -1, P) % P, (b * d + a * c) * pow(1 - product, -1, P) % P


def eightfold(one: tuple[int, int]) -> tuple[int, int]:
    for _ in range(3):
        one = add(one, one)
    return one


def test_each_degenerate_point_has_an_order_that_divides_8() -> None:
    for encoded in module._DEGENERATE:
        found = point(encoded)
        assert found is not None, encoded.hex()
        assert eightfold(found) == (0, 1), encoded.hex()
        assert fault(ed25519(encoded)) == ANYBODY


def test_no_degenerate_point_is_missing() -> None:
    """All eight points of the small group, with every encoding that a lenient reader takes."""
    small = next(
        found
        for found in map(point, module._DEGENERATE)
        if found and add(add(found, found), add(found, found)) != (0, 1)
    )
    points, here = {(0, 1)}, small
    while here != (0, 1):
        points.add(here)
        here = add(here, small)
    assert len(points) == 8
    encodings = set()
    for x, y in points:
        for high in (y, y + P):
            if high < 1 << 255:
                signs = (0, 1) if x == 0 else (x % 2,)
                encodings |= {(high | sign << 255).to_bytes(32, "little") for sign in signs}
    assert encodings == module._DEGENERATE


def test_an_honest_key_is_not_degenerate(tmp_path: Path) -> None:
    text, _ = made(tmp_path, "-t", "ed25519")
    found = point(public_key(text).blob[-32:])
    assert found is not None
    assert eightfold(found) != (0, 1)


KINDS = st.sampled_from(sorted(module._KINDS))
ENCODED = st.binary(max_size=80).map(lambda data: base64.b64encode(data).decode())
FRAMED = st.lists(st.binary(max_size=70), max_size=5)


@draws(300)
@given(st.text() | st.tuples(KINDS, st.text() | ENCODED).map(" ".join))
def test_no_text_makes_it_raise(text: str) -> None:
    key = public_key(text)
    assert key.fingerprint.startswith("SHA256:")
    assert key.fault is None or key.fault.text()
    assert key.fault is not None or public_key(key.line) == key


@draws(300)
@given(KINDS, FRAMED)
def test_no_parts_make_it_raise(kind: str, parts: list[bytes]) -> None:
    key = public_key(packed(kind.encode(), *parts))
    assert key.kind == kind
    assert key.fault is None or key.fault.text()


def test_one_mistyped_sign_of_the_frame_is_found() -> None:
    """The type and the lengths are in the key itself; a wrong point shows only when it is to sign."""
    kind, encoded = PLAIN.split(" ")
    choose = random.Random(7)
    for at in range(25):
        other = choose.choice([sign for sign in "ABCwxyz0189+/" if sign != encoded[at]])
        assert fault(f"{kind} {encoded[:at]}{other}{encoded[at + 1 :]}") == CUT
