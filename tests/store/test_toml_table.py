"""The reader against a table of snippets: what is TOML 1.0 is read as the standard library reads it, the rest refused."""

import math
import tomllib
from pathlib import Path
from typing import Any

import pytest

from medlofte.store.toml import parse

HERE = Path(__file__).parent


def snippets(name: str) -> list[str]:
    """The snippets of a file, between lines of four dashes; signs that editors spoil are written as ``<U+000D>``."""
    text = (HERE / name).read_text(encoding="utf-8")
    for sign in ("\0", "\b", "\r", "\x1f", "\x7f", "\x85", "\ufeff"):
        text = text.replace(f"<U+{ord(sign):04X}>", sign)
    return text.removesuffix("\n").split("\n----\n")


VALID, INVALID = snippets("valid.txt"), snippets("invalid.txt")


def same(one: Any, other: Any) -> bool:
    """Equal in value and kind: 1 is not 1.0, 0.0 is not -0.0, a time without zone is not one with."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return math.isnan(one) if math.isnan(other) else repr(one) == repr(other)
    if hasattr(one, "isoformat"):
        return type(one) is type(other) and one.isoformat() == other.isoformat()
    return type(one) is type(other) and one == other


def test_the_table_is_large_enough():
    assert len(set(VALID)) == len(VALID) >= 80
    assert len(set(INVALID)) == len(INVALID) >= 80


@pytest.mark.parametrize("snippet", VALID)
def test_valid(snippet: str):
    raw, fault = parse(snippet)
    assert fault is None
    assert same(raw, tomllib.loads(snippet))


@pytest.mark.parametrize("snippet", INVALID)
def test_invalid(snippet: str):
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(snippet)
    raw, fault = parse(snippet)
    assert raw == {}
    assert fault is not None
    assert fault.code == "M102"
    assert fault.position is not None
    lines = snippet.split("\n")
    assert 1 <= fault.position.line <= len(lines)
    assert 1 <= fault.position.column <= len(lines[fault.position.line - 1]) + 1
