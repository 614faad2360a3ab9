"""Control codes: made as Crockford describes them, read as people type them, and no single slip goes unseen."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from medlofte.core.control_code import control_code, fault, first_group, same

DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)

#: SHA-256 of nothing (FIPS 180-4), and the code of it.
EMPTY = hashlib.sha256(b"").hexdigest()
GOLDEN = "WERC-8GMR-ZGE1-96QV-YK49-JVXS-4GKT-WGF4-*"
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = SIGNS + "*~$=U"
#: Signs that are read as others.
READ_AS = {"O": "0", "I": "1", "L": "1"}


def independent(digest: str) -> str:
    """The same by base 32 of the standard library, whose alphabet is exchanged for Crockford's."""
    data = bytes.fromhex(digest)[:20]
    rfc4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    body = base64.b32encode(data).decode().translate(str.maketrans(rfc4648, SIGNS))
    whole = body + CHECKS[int.from_bytes(data) % 37]
    return "-".join(whole[at : at + 4] for at in range(0, 33, 4))


def test_a_code_that_never_changes() -> None:
    assert control_code(EMPTY) == GOLDEN
    assert first_group(GOLDEN) == "WERC"
    assert fault(GOLDEN) is None


@draws(100)
@given(DIGESTS)
def test_made_as_an_independent_implementation_makes_it(digest: str) -> None:
    assert control_code(digest) == independent(digest)
    assert fault(control_code(digest)) is None


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_sign_occurs(check: str) -> None:
    digest = next(
        text
        for text in (f"{number:040x}" + "0" * 24 for number in range(37))
        if control_code(text)[-1] == check
    )
    assert fault(control_code(digest)) is None
    assert fault(control_code(digest).lower()) is None
    assert control_code(digest) == independent(digest)


def zeros_and_ones() -> str:
    """A code with 0 and 1 in it."""
    return next(
        code
        for code in (control_code(hashlib.sha256(bytes([number])).hexdigest()) for number in range(256))
        if "0" in code[:-1] and "1" in code[:-1]
    )


TYPED = {
    "as printed": lambda code: code,
    "lower case": str.lower,
    "without groups": lambda code: code.replace("-", ""),
    "spaces": lambda code: code.replace("-", " "),
    "a space around each hyphen": lambda code: code.replace("-", " - "),
    "no-break spaces": lambda code: code.replace("-", "\u00a0"),
    "narrow no-break spaces": lambda code: code.replace("-", "\u202f"),
    "en dashes": lambda code: code.replace("-", "–"),
    "no-break hyphens": lambda code: code.replace("-", "\u2011"),
    "over two lines": lambda code: code[:20] + "\r\n\t" + code[20:],
    "spaces around it": lambda code: f"  {code}\n",
    "groups of five": lambda code: " ".join(code.replace("-", "")[at : at + 5] for at in range(0, 33, 5)),
    "O for 0": lambda code: code.replace("0", "O"),
    "o for 0": lambda code: code.replace("0", "o"),
    "I for 1": lambda code: code.replace("1", "I"),
    "i for 1": lambda code: code.replace("1", "i"),
    "L for 1": lambda code: code.replace("1", "L"),
    "l for 1": lambda code: code.replace("1", "l"),
}


@pytest.mark.parametrize("how", TYPED)
def test_typed_in_another_way(how: str) -> None:
    code = zeros_and_ones()
    typed = TYPED[how](code)
    assert typed != code or how == "as printed"
    assert same(typed, code)
    assert fault(typed) is None


@draws(40)
@given(DIGESTS, st.data())
def test_every_mistyped_sign_is_found(digest: str, data: st.DataObject) -> None:
    """At every place, every sign of the alphabet, and any sign at all."""
    code = control_code(digest).replace("-", "")
    strange = data.draw(
        st.characters(exclude_characters="-–\u2011", exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"])
    )
    for at, right in enumerate(code):
        for sign in CHECKS + "OIL" + strange:
            if READ_AS.get(sign.upper(), sign.upper()) == right:
                continue
            wrong = code[:at] + sign + code[at + 1 :]
            assert fault(wrong) is not None, (code, wrong)
            assert not same(wrong, code)


@draws(100)
@given(DIGESTS)
def test_every_exchange_of_neighbours_is_found(digest: str) -> None:
    code = control_code(digest).replace("-", "")
    for at in range(len(code) - 1):
        if code[at] != code[at + 1]:
            wrong = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            assert fault(wrong) is not None, (code, wrong)
            assert not same(wrong, code)


@pytest.mark.parametrize("length", range(34))
def test_a_beginning_counts_in_whole_groups(length: int) -> None:
    code = GOLDEN.replace("-", "")
    assert same(code[:length], GOLDEN) == (length in (4, 8, 12, 16, 20, 24, 28, 32, 33))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "a control code has 32 signs and a check sign; this has 0"),
        ("WERC", "a control code has 32 signs and a check sign; this has 4"),
        (GOLDEN + "0", "a control code has 32 signs and a check sign; this has 34"),
        (GOLDEN.replace("Z", "U"), "it holds a sign that no control code has"),
        (GOLDEN[:-1] + "!", "it holds a sign that no control code has"),
        ("１" + GOLDEN[1:], "it holds a sign that no control code has"),
        (GOLDEN[:-1] + "2", "a sign of it is mistyped: the check sign at its end does not fit"),
    ],
)
def test_what_is_wrong_is_told(typed: str, expected: str) -> None:
    found = fault(typed)
    assert found is not None
    assert found.text() == expected


@draws(100)
@given(DIGESTS, DIGESTS)
def test_other_texts_have_other_codes(one: str, two: str) -> None:
    assert same(control_code(one), control_code(two)) == (one[:40] == two[:40])


@draws(100)
@given(st.text())
def test_nothing_typed_makes_it_raise(typed: str) -> None:
    same(typed, GOLDEN)
    found = fault(typed)
    assert found is None or found.text()
