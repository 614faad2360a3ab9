"""The reader against the standard library, on generated documents and on real ones with random damage."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import assume, example, given
from hypothesis import strategies as st

from draws import draws
from medlofte.store.toml import parse

ROOT = Path(__file__).parents[2]
REAL = sorted([*ROOT.glob("agreements/**/*.toml"), *ROOT.glob("tests/cases/agreements/**/*.toml")])

SIGNS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)
LEAVES = (
    st.none().map(lambda _: True)
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.dates()
    | st.times()
    | st.datetimes(timezones=st.none() | st.timezones().map(lambda _: None))
    | SIGNS
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SIGNS, inner, max_size=4),
    max_leaves=20,
)
DOCUMENTS = st.dictionaries(SIGNS, VALUES, max_size=6)
#: Pieces that damage does most with.
PIECES = st.sampled_from(
    [
        '"',
        "'",
        '"""',
        "'''",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "{ a = 1,\n}",
        ",",
        "=",
        ".",
        "#",
        "\n",
        "\\",
        "\\x41",
        "\\e",
        "\\u00e5",
        "\x00",
        "\r",
        "\t",
        " ",
        "0",
        "_",
        "-",
        "+",
        ":",
        "07:32",
        "T",
        "Z",
        "1e",
        "inf",
        "å",
        "\ufeff",
        "id = 1\n",
        "[pledge]\n",
        "[[area]]\n",
        "title.x = 1\n",
        "a = 07:32\n",
        "\n= 08:15 ",
        '"\\\n  "',
    ]
)


def opinion(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError):
        return None


def agree(text: str) -> None:
    expected = opinion(text)
    raw, fault = parse(text)
    assert (fault is None) == (expected is not None), (fault, expected)
    assert fault is not None or repr_of(raw) == repr_of(expected)


def repr_of(value: Any) -> Any:
    """A form in which equal means equal in kind too."""
    if isinstance(value, dict):
        return [(key, repr_of(part)) for key, part in value.items()]
    if isinstance(value, list):
        return [repr_of(part) for part in value]
    return type(value), value.isoformat() if hasattr(value, "isoformat") else repr(value)


@draws(200)
@given(DOCUMENTS)
def test_generated(document: dict[str, Any]):
    agree(tomli_w.dumps(document))
    agree(tomli_w.dumps(document, multiline_strings=True))


@pytest.mark.parametrize("path", REAL, ids=lambda path: "-".join(path.parts[-3:]))
def test_real(path: Path):
    agree(path.read_text(encoding="utf-8"))


@draws(200)
@given(st.data())
def test_damaged(data: st.DataObject):
    text = data.draw(st.sampled_from(REAL)).read_text(encoding="utf-8")[
        : data.draw(st.sampled_from([200, 1500, 9999]))
    ]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + 8)))
        text = text[:at] + data.draw(PIECES | st.text(max_size=2)) + text[end:]
    assume("\ud800" not in text)
    agree(text)


@example("\ufeff")
@draws(200)
@given(st.lists(PIECES | st.sampled_from(["a", "b", " = ", "1", "\n"]), max_size=14).map("".join))
def test_pieces(text: str):
    agree(text)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 2000 + "]" * 2000,
        "a = " + "[" * 2000,
        "a." * 20_000 + "a = 1",
        "[" + "a." * 20_000 + "a]",
    ],
)
def test_too_deep(text: str):
    raw, fault = parse(text)
    assert raw == {}
    assert fault is not None
    assert fault.code == "M103"


def test_deep_where_anything_may_stand():
    raw, fault = parse("[extra]\na = " + "[" * 40 + "]" * 40)
    assert raw == {}
    assert fault is not None
    assert (fault.code, fault.position.line if fault.position else 0) == ("M103", 2)


def test_dots_and_brackets_in_prose_are_not_depth():
    agree('title = """' + "[" * 500 + "." * 500 + '"""\n# ' + "[" * 500)


@pytest.mark.parametrize(
    "text",
    [
        '"""' * 200000,
        "'''" * 200000,
        "." * 500000,
        "a." * 250000,
        "[" * 500000,
        "a" + " " * 500000,
        ("a" + " " * 400 + ".") * 1000,
        "\"'" * 250000,
        'a="' + "\\" * 500000,
        "{" * 500000,
        "a = {" * 100000,
    ],
    ids=lambda text: text[:6],
)
def test_no_text_takes_long(text: str):
    """Each of these once took minutes, or may with a careless pattern; the limit of the run would stop it."""
    _, fault = parse(text)
    assert fault is not None
