"""JSON and its schema."""

import json
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import view_world as world

from medlofte.model.agreement import Agreement
from medlofte.model.outcome import Report
from medlofte.model.signatories import Signatories
from medlofte.view import data

#: Built once, for every document.
VALID = jsonschema_rs.validator_for(data.schema_of(Agreement, "x"))


@pytest.mark.parametrize("kind", [Agreement, Report, Signatories])
def test_every_field_is_described(kind: Any) -> None:
    schema = data.schema_of(kind, "x")
    jsonschema.Draft202012Validator.check_schema(schema)
    missing = [
        (name, key)
        for name, part in schema["$defs"].items()
        for key, field in part.get("properties", {}).items()
        if not field.get("description")
    ]
    assert missing == []


def test_the_schema_of_a_comparison_is_described() -> None:
    schema = data.diff_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    parts = {"": schema, **schema["$defs"]}
    fields = {
        (name, key): field
        for name, part in parts.items()
        for key, field in part.get("properties", {}).items()
    }
    assert [at for at, field in fields.items() if not field.get("description")] == []


@pytest.mark.parametrize("name", world.names())
def test_documents_as_json_fit_their_schema(name: Any) -> None:
    plain = json.loads(data.encode(world.agreement(name)))
    VALID.validate(plain)


def test_json_is_harmless_when_printed() -> None:
    raw = data.encode({"a": "\x1b[2J\x9b\u202e\u200b\U000e0041å"})
    assert json.loads(raw) == {"a": "\x1b[2J\x9b\u202e\u200b\U000e0041å"}
    assert raw == b'{\n  "a": "\\u001b[2J\\u009b\\u202e\\u200b\\udb40\\udc41\xc3\xa5"\n}\n'


def test_numbers_that_json_readers_would_spoil_are_text() -> None:
    assert json.loads(data.encode({"a": 2**70, "b": 1.5})) == {"a": str(2**70), "b": 1.5}
