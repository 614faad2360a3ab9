"""What a person who writes agreements is told about the commonest slips of syntax."""

import pytest

from medlofte.model.agreement import Agreement
from medlofte.store.toml import decode

SLIPS = (
    ("title = \u201dL\u00f6fte\u201d", "use the straight quotation mark"),
    ("value = 2,5", "write decimals with a point"),
    ("until = 2024-11-31", "there is no such day"),
    ("title = L\u00f6fte", "put text in quotes"),
    ("title =", "write a value after the equals sign"),
    ('title = "L\u00f6fte\nkind = "plan"', "no closing quotation mark"),
    ("[[pledge]", "text stands in quotes"),
)


@pytest.mark.parametrize(("text", "hint"), SLIPS)
def test_the_hint_names_the_slip(text, hint):
    record, faults = decode(text.encode(), Agreement)
    assert record is None
    assert [fault.code for fault in faults] == ["M102"]
    assert hint in faults[0].hint.text()
