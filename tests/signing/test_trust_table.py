"""The table of hostile inputs in docs/explanation/trust.md is whole, and each test that it names has cases of that number."""

import re
from pathlib import Path

import pytest

from conftest import ROOT

HERE = Path(__file__).parent
PAGE = (ROOT / "docs" / "explanation" / "trust.md").read_text(encoding="utf-8")
ROWS = re.findall(r"(?m)^\| (\d+) \| (.+) \| (.+) \| (.+) \|$", PAGE)


def test_all_sixty_are_there():
    assert [int(number) for number, *_ in ROWS] == list(range(1, 61))


@pytest.mark.parametrize(("number", "what", "happens", "test"), ROWS)
def test_each_has_its_test_or_its_reason(number: str, what: str, happens: str, test: str):
    if test == "–":
        assert happens.startswith("does not apply: ")
        return
    for name in re.findall(r"`(test_\w+\.py)`", test):
        content = (HERE / name).read_text(encoding="utf-8")
        cases = rf'"{number:0>2}-|f"{number:0>2}-|def test_(?:\d\d_)*{number:0>2}_'
        assert re.search(cases, content) or name == "test_mutations.py", f"{name} has no case {number}"


def test_every_threat_is_there():
    assert re.findall(r"(?m)^\| T(\d+) \|", PAGE) == [str(number) for number in range(1, 21)]
