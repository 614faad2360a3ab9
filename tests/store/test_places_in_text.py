"""From key paths to places: every key of a text is found, and what stands there is that key and that value."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from medlofte.message import say
from medlofte.model.finding import Finding, KeyPath, Mark, Position, Severity
from medlofte.store.locate import place, spans

ROOT = Path(__file__).parents[2]
REAL = sorted([*ROOT.glob("agreements/**/*.toml"), *ROOT.glob("tests/cases/agreements/**/*.toml")])
SIGNS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=8)
KEYS = SIGNS | st.sampled_from(["a", "b", "c", "1", "a-b"])
LEAVES = (
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.dates()
    | SIGNS
    | st.sampled_from(['"""', "'''", "x # y", "]", "\\"])
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def leaves(value: Any, path: KeyPath = ()) -> list[tuple[KeyPath, Any]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    inner = [found for key, part in parts for found in leaves(part, (*path, key))]
    return inner if path == () else [(path, value), *inner]


def check(text: str) -> None:
    raw = tomllib.loads(text)
    found = spans(text)
    wanted = leaves(raw)
    assert {path for path, _ in wanted} <= set(found)
    assert len(found) == len(wanted)
    for path, value in wanted:
        start, begin, end = found[path]
        assert 0 <= start <= begin <= end <= len(text)
        if (
            isinstance(value, (dict, list))
            and text[begin : begin + 1] == "["
            and begin == start
            and is_heading(text, begin)
        ):
            assert text[end - 1] == "]"
        elif not isinstance(value, dict) or text[begin : begin + 1] == "{":
            assert tomllib.loads(f"v = {text[begin:end]}") == {"v": value}
        if isinstance(path[-1], str) and not is_heading(text, start):
            assert path[-1] in keys_at(text[start:begin])


def is_heading(text: str, at: int) -> bool:
    return text[at : at + 1] == "[" and not text[text.rfind("\n", 0, at) + 1 : at].strip()


def keys_at(part: str) -> list[str]:
    """The keys that stand before an equals sign, or before the spot where a value begins."""
    raw: Any = tomllib.loads(part.rstrip().removesuffix("=") + " = 0")
    names = []
    while isinstance(raw, dict):
        ((key, raw),) = raw.items()
        names.append(key)
    return names


@pytest.mark.parametrize("path", REAL, ids=lambda path: "-".join(path.parts[-3:]))
def test_real(path: Path):
    check(path.read_text(encoding="utf-8"))


@draws(150)
@given(st.dictionaries(KEYS, VALUES, max_size=5), st.booleans())
def test_generated(document: dict[str, Any], multiline: bool):
    check(tomli_w.dumps(document, multiline_strings=multiline))


PLANTED = '''# head
title   =  "x"   # = "y"
"q\\u0041" = 1
a.b = 2
a . "c d" = 3

[deep.er.table]  # comment
list = [ 1, # one
  "two", [3], { k = 4 } ]

[[row]]
id = "first"
  [[row.sub]]
  n = 1
  [row.sub.one]
  z = """
] [ = # "
"""
[[row]]
id = 'second'
[[row.sub]]
n = 2021-02-05
[[row.sub]]
n = -1.5e3
'''
PLACES: dict[KeyPath, tuple[int, int, int]] = {
    ("title",): (2, 12, 3),
    ("qA",): (3, 13, 1),
    ("a", "b"): (4, 7, 1),
    ("a", "c d"): (5, 13, 1),
    ("deep",): (7, 1, 15),
    ("deep", "er", "table"): (7, 1, 15),
    ("deep", "er", "table", "list"): (8, 8, 10),
    ("deep", "er", "table", "list", 0): (8, 10, 1),
    ("deep", "er", "table", "list", 1): (9, 3, 5),
    ("deep", "er", "table", "list", 2, 0): (9, 11, 1),
    ("deep", "er", "table", "list", 3, "k"): (9, 21, 1),
    ("row",): (11, 1, 7),
    ("row", 0, "id"): (12, 6, 7),
    ("row", 0, "sub", 0, "n"): (14, 7, 1),
    ("row", 0, "sub", 0, "one", "z"): (16, 7, 3),
    ("row", 1): (19, 1, 7),
    ("row", 1, "id"): (20, 6, 8),
    ("row", 1, "sub", 0, "n"): (22, 5, 10),
    ("row", 1, "sub", 1, "n"): (24, 5, 6),
    ("row", 1, "gone", "n"): (19, 1, 7),
    ("nowhere",): (1, 1, 1),
}


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_planted(path: KeyPath):
    finding = Finding("M112", Severity.ERROR, say("x"), path=path)
    (placed,) = place("x.toml", PLANTED.encode(), (finding,))
    assert placed.position == Position(*PLACES[path])
    assert placed.line == PLANTED.split("\n")[placed.position.line - 1]


def test_keys_are_marked_without_the_equals_sign():
    finding = Finding(
        "M110", Severity.ERROR, say("x"), path=("title",), mark=Mark.KEY, also=(("row", 1), ("qA",))
    )
    (placed,) = place("x.toml", b"\xef\xbb\xbf" + PLANTED.replace("\n", "\r\n").encode(), (finding,))
    assert placed.position == Position(2, 1, 5)
    assert [(other.position.line, other.line) for other in placed.related] == [
        (19, "[[row]]"),
        (3, '"q\\u0041" = 1'),
    ]


def test_findings_come_in_the_order_of_the_file():
    paths: list[KeyPath] = [("row", 1), ("title",), ("a", "b"), ()]
    found = tuple(Finding("M112", Severity.ERROR, say("x"), path=path) for path in paths)
    assert [item.position.line for item in place("x.toml", PLANTED.encode(), found)] == [1, 2, 4, 19]
