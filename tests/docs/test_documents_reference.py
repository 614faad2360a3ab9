"""The reference is that of the program today, and complete."""

import subprocess
import sys
import tomllib

import pytest
from consoles import ROOT

from medlofte.cli.commands import NAMES
from medlofte.core.rules import ALL
from medlofte.model.agreement import Agreement
from medlofte.model.outcome import Report
from medlofte.store.toml import decode

REFERENCE = ROOT / "docs" / "reference"
NEEDS = tomllib.loads((ROOT / "docs" / "pages" / "needs.toml").read_text(encoding="utf-8"))["need"]
HEADER = 'format = 1\nkind = "pledges"\ntitle = "Exempel"\n'


def test_reference_is_current() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: str(need["rank"]))
def test_every_need_has_an_example_that_is_read(need: dict[str, str]) -> None:
    """The example is valid, and holds what it is said to hold: nothing is left over that nobody asked for."""
    of_report = need.get("of") == "outcomes"
    text = need["example"] if of_report else HEADER + need["example"]
    record, faults = decode(text.encode(), Report if of_report else Agreement)
    assert [fault.message.text() for fault in faults] == []
    assert record is not None


def test_all_33_needs_are_there_in_order() -> None:
    assert [need["rank"] for need in NEEDS] == list(range(1, 34))


def test_every_command_and_option_is_documented() -> None:
    page = (REFERENCE / "cli.md").read_text(encoding="utf-8")
    assert [line[3:] for line in page.split("\n") if line.startswith("## ")] == ["medlofte", *NAMES]
    for option in ("--decisions", "--fail-on", "--exit-code", "--full", "--register", "--lang", "--date"):
        assert option in page


def test_every_rule_is_documented_with_what_it_says() -> None:
    page = (REFERENCE / "rules.md").read_text(encoding="utf-8")
    sections = dict(part.split("\n", 1) for part in page.split("\n### ")[1:])
    assert list(sections) == [rule.code for rule in ALL]
    for rule in ALL:
        assert rule.why.text() in sections[rule.code]
        assert f" {rule.severity} {rule.code}: " in sections[rule.code]
