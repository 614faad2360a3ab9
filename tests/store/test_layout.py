"""The layout of a new document: read back, it is the same record; written again, the same text."""

import datetime as dt
import types
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from draws import draws
from medlofte.model.agreement import Agreement
from medlofte.model.outcome import Report
from medlofte.model.record import Record
from medlofte.model.register import Settings
from medlofte.model.signoff import SignOff
from medlofte.store.layout import dump
from medlofte.store.shape import MOST
from medlofte.store.toml import decode

ROOT = Path(__file__).parents[2]
REAL = sorted([*ROOT.glob("agreements/**/*.toml"), *ROOT.glob("tests/cases/agreements/**/*.toml")])
#: Any text without the signs that the reader refuses or warns of.
CLEAN = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"], include_characters="\n\t")
HOSTILE = st.sampled_from(
    [
        '"',
        '"""',
        '""""',
        "'''",
        "\\",
        '\\"',
        "\n",
        "\n\n",
        " \n ",
        "[x]",
        "a = 1",
        "# x",
        "\\\n",
        '"""\n"""',
        "\t",
        "{ }",
        "å\\n",
    ]
)
TEXT = st.lists(st.text(CLEAN, max_size=6) | HOSTILE, max_size=4).map("".join)


def strategy(kind: Any) -> st.SearchStrategy[Any]:
    """Values of one type of the model."""
    if kind is str:
        return TEXT
    if isinstance(kind, type) and issubclass(kind, Record):
        return records(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return st.lists(strategy(arguments[0]), max_size=2).map(tuple)
    if origin is dict:
        return st.dictionaries(TEXT, strategy(arguments[1]), max_size=2)
    if origin in {Union, types.UnionType}:
        return st.one_of(map(strategy, arguments))
    if origin is Annotated:
        return st.from_regex(arguments[1].pattern)
    if origin is Literal:
        return st.just(arguments[0])
    simple: dict[Any, st.SearchStrategy[Any]] = {
        int: st.integers(-MOST + 1, MOST - 1),
        float: st.floats(-MOST + 1, MOST - 1),
        bool: st.booleans(),
        dt.date: st.dates(),
        types.NoneType: st.none(),
        Any: st.recursive(
            TEXT | st.integers(-5, 5) | st.dates() | st.booleans(),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
            max_leaves=6,
        ),
    }
    return simple[kind]


def records(kind: type[Record]) -> st.SearchStrategy[Any]:
    """Records of one kind: what is required, and a few of the other fields."""

    @st.composite
    def make(draw: st.DrawFn) -> Any:
        fields = msgspec.structs.fields(kind)
        optional = [field for field in fields if not field.required]
        chosen = (
            draw(st.lists(st.sampled_from(optional), max_size=3, unique_by=lambda field: field.name))
            if optional
            else []
        )
        return kind(
            **{
                field.name: draw(strategy(field.type))
                for field in fields
                if field.required or field in chosen
            }
        )

    return make()


steady = draws(150, suppress_health_check=list(HealthCheck))


def there_and_back(record: Record) -> None:
    text = dump(record)
    again, faults = decode(text.encode(), type(record))
    assert not [fault for fault in faults if fault.code != "M106"], text
    assert again == record
    assert again is not None
    assert dump(again) == text
    assert not text or text.endswith("\n")
    assert not text.startswith("\n")


@steady
@given(records(Agreement))
def test_agreements(agreement: Agreement):
    there_and_back(agreement)


@steady
@given(st.one_of(records(Report), records(Settings)))
def test_reports_and_settings(record: Record):
    there_and_back(record)


@pytest.mark.parametrize("path", REAL, ids=lambda path: "-".join(path.parts[-3:]))
def test_real(path: Path):
    kinds = {"outcomes": Report, "signoffs": SignOff}
    record, faults = decode(path.read_bytes(), kinds.get(path.parent.name, Agreement))
    assert record is not None, faults
    there_and_back(record)


@given(st.lists(HOSTILE | st.text(CLEAN, max_size=5), min_size=1, max_size=8).map("".join))
@draws(500)
def test_every_text_comes_back_as_it_was(text: str):
    there_and_back(Agreement(format=1, kind="plan", title=text, summary=text, extra={text: text}))  # type: ignore[arg-type]


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x7f", "\x85", "\r", "\u202e", "\ufeff"])
def test_signs_that_are_refused_come_back_too(sign: str):
    record = Settings(name=f"a{sign}\nb", publisher=sign)
    again, _ = decode(dump(record).encode(), Settings)
    assert again == record


def test_comments_stand_above_their_keys():
    record = Settings(name="Exempelstad", commit=True)
    text = dump(record, {("commit",): "first line\nsecond line", ("name",): ""})
    assert text == '#\nname = "Exempelstad"\n# first line\n# second line\ncommit = true\n'
