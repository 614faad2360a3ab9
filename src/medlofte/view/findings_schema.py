"""The JSON Schema of ``check --format json``."""

from typing import Any

from medlofte.model.finding import Severity

FINDINGS = "medlofte/findings@1"


def findings_schema() -> dict[str, Any]:
    """What :func:`medlofte.view.findings.as_json` writes."""
    place = {
        "line": _number("The line, from 1; 1 where the whole file is meant."),
        "column": _number("The column in characters, from 1."),
    }
    finding = {
        "code": {
            "type": "string",
            "pattern": "^M[1-4][0-9]{2}$",
            "description": "The rule; codes are permanent.",
        },
        "severity": {"enum": [kind.value for kind in Severity], "description": "How grave it is."},
        "file": _text("The file, from the top of the register."),
        **place,
        "end_column": _number("The column after the last one meant."),
        "path": _text(
            "Keys and list positions from the top of the file, with points between; empty for the whole."
        ),
        "message": _text("What is wrong, in the language of the run."),
        "hint": _text("What to do about it; empty where there is nothing to say."),
        "related": {
            "type": "array",
            "items": _object(place, "Another place in the same file that the finding is about."),
            "description": "Other places in the same file: where an id was first used.",
        },
    }
    counts = {
        kind.value: {
            "type": "integer",
            "minimum": 0,
            "description": f"How many findings are of severity {kind.value}.",
        }
        for kind in Severity
    }
    whole = {
        "schema": {"const": FINDINGS, "description": "The format of this file."},
        "files": {"type": "integer", "minimum": 0, "description": "How many files were checked."},
        "counts": _object(counts, "How many findings there are of each severity."),
        "findings": {
            "type": "array",
            "items": _object(finding, "One fault in one file."),
            "description": "All findings, file by file, in the order of the file.",
        },
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": FINDINGS}
    return head | _object(whole, "What check found.")


def _object(properties: dict[str, Any], description: str) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "description": description}


def _number(description: str) -> dict[str, Any]:
    return {"type": "integer", "minimum": 1, "description": description}
