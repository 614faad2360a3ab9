"""The control code: the part of a text's SHA-256 that people read, type and compare.

160 bits, since whoever prepares a document could search for two texts with the same shorter code. Written in
Crockford's base 32 (https://www.crockford.com/base32.html) with its check sign, in groups of four.
"""

from medlofte.message import Message, say

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: A check sign is a remainder by 37, so it has five signs more.
_CHECKS = _DIGITS + "*~$=U"
_BITS = 160
_LENGTH = _BITS // 5
GROUP = 4
_ALIKE = str.maketrans("OIL", "011")


def control_code(sha256: str) -> str:
    """The control code of a text.

    Args:
        sha256: The digest of its exact bytes in hexadecimal.
    """
    number = int(sha256, 16) >> (256 - _BITS)
    signs = [_DIGITS[number >> shift & 31] for shift in range(_BITS - 5, -1, -5)]
    body = "".join(signs)
    groups = [body[start : start + GROUP] for start in range(0, _LENGTH, GROUP)]
    return "-".join([*groups, _CHECKS[number % 37]])


def first_group(code: str) -> str:
    """What a person types to show that they have the text before them."""
    return code[:GROUP]


def same(typed: str, code: str) -> bool:
    """Whether what was typed is this code, or its beginning of whole groups."""
    plain, wanted = _plain(typed), _plain(code)
    return plain == wanted or (len(plain) >= GROUP and len(plain) % GROUP == 0 and wanted.startswith(plain))


def fault(typed: str) -> Message | None:
    """What is wrong with a whole code as typed; None where it may be one.

    One mistyped sign, or two neighbours exchanged, is always found.
    """
    plain = _plain(typed)
    if len(plain) != _LENGTH + 1:
        return say(
            "a control code has {count} signs and a check sign; this has {found}",
            count=_LENGTH,
            found=len(plain),
        )
    if any(sign not in _DIGITS for sign in plain[:-1]) or plain[-1] not in _CHECKS:
        return say("it holds a sign that no control code has")
    number = 0
    for sign in plain[:-1]:
        number = number * 32 + _DIGITS.index(sign)
    if _CHECKS[number % 37] != plain[-1]:
        return say("a sign of it is mistyped: the check sign at its end does not fit")
    return None


def _plain(typed: str) -> str:
    """Capitals without blanks and hyphens; O is 0, and I and L are 1."""
    return (
        "".join(sign for sign in typed if not sign.isspace() and sign not in "-–‑").upper().translate(_ALIKE)
    )
