"""The Swedish catalogue holds every string of the views of comparisons and documents."""

import ast
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

import medlofte

SOURCE = Path(medlofte.__file__).parent
FILES = [
    "labels",
    "phrases",
    "keys",
    "values",
    "differences",
    "preamble",
    "outline",
    "sections",
    "rates",
    "paper",
    "diff_text",
    "diff_markdown",
    "diff_html",
    "show_text",
    "list_text",
    "whole",
    "data",
]


def strings(path: Any) -> Any:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("say", "say_n")
        ):
            parts = node.args[:2] if node.func.id == "say_n" else node.args[:1]
            found = [
                part
                for arg in parts
                for part in ([arg.body, arg.orelse] if isinstance(arg, ast.IfExp) else [arg])
            ]
            yield node.func.id, [part.value for part in found if isinstance(part, ast.Constant)]


@pytest.fixture(scope="module")
def swedish() -> Any:
    with (SOURCE / "locale/sv/LC_MESSAGES/medlofte.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


@pytest.mark.parametrize("name", FILES)
def test_every_string_is_translated(name: Any, swedish: Any) -> None:
    for kind, texts in strings(SOURCE / "view" / f"{name}.py"):
        for text in texts[:1] if kind == "say_n" else texts:
            entry = swedish.get(text)
            assert entry is not None, text
            assert all(entry.string) if isinstance(entry.string, tuple) else entry.string, text
