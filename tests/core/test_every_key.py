"""A change of any single key of the format is told, and told completely."""

import json

import pytest
from apply import APART, applied, canonical
from specimens import apart, doubled, whole
from strategies import plain

from medlofte.core.compare import Named, compare
from medlofte.view.data import comparison_json

WHOLE, DOUBLED = whole(), doubled(whole())
#: Keys of a decision, a target and the like stand deep: one test for each way of the document, not for each key.
TOP = [name for name in WHOLE.__struct_fields__ if name not in (*APART, "format")]


def told(old, new):
    return json.loads(
        comparison_json(compare(Named("storby/2020", old), Named("storby/2021", new), words=False), old, new)
    )


def hold(one, path, new):
    """A change and its undoing; forms take longer to make than comparisons."""
    (old, form), other = one, canonical(plain(new))
    _hold(old, new, other, form != other, path)
    _hold(new, old, form, form != other, path)


def _hold(old, new, wanted, differs, path):
    found = told(old, new)
    assert applied(plain(old), found) == wanted, path
    rows = [*found.get("rows", []), *found.get("areas", [])]
    changed = bool(found.get("changes")) or any(row.get("changes") for row in rows)
    assert changed == differs, path


@pytest.mark.parametrize("key", TOP)
def test_each_key_by_itself(key):
    cases = [(path, new) for path, new in apart(WHOLE) if path.split()[0].split(".")[0] == key]
    assert cases
    one = WHOLE, canonical(plain(WHOLE))
    for path, new in cases:
        hold(one, path, new)


@pytest.mark.parametrize("key", TOP)
def test_each_key_beside_a_second_item(key):
    cases = [(path, new) for path, new in apart(DOUBLED) if path.split()[0].split(".")[0] == key]
    one = DOUBLED, canonical(plain(DOUBLED))
    for path, new in cases:
        hold(one, path, new)


@pytest.mark.parametrize("key", APART)
def test_what_tells_of_the_file_is_no_change(key):
    for path, new in apart(WHOLE):
        if path.split()[0].split(".")[0] == key and key != "renewal":
            found = told(WHOLE, new)
            assert not found.get("changes"), path
            assert not any(row.get("changes") for row in found["rows"]), path
