"""Every message of the source has its Swedish words, with the same braces, and no others stand in the catalogue."""

import ast
import string
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[2] / "src" / "medlofte"
CATALOGUE = SOURCE / "locale" / "sv" / "LC_MESSAGES" / "medlofte.po"


@cache
def messages() -> dict[str, str]:
    """Template → where it stands; the forms of a plural are joined by a line break."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("say", "say_n")
            ):
                forms = node.args[: 2 if node.func.id == "say_n" else 1]
                where = f"{path.relative_to(SOURCE)}:{node.lineno}"
                assert all(isinstance(form, ast.Constant) for form in forms), f"{where}: not a constant text"
                found["\n".join(form.value for form in forms)] = where
    return found


@cache
def swedish() -> dict[str, tuple[str, ...]]:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    rows = {}
    for message in catalogue:
        if message.id:
            ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
            strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
            rows["\n".join(ids)] = tuple(strings)
    return rows


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_message_is_translated():
    rows = swedish()
    missing = [f"{where}: {text}" for text, where in messages().items() if not all(rows.get(text, ("",)))]
    assert not missing, "\n".join(missing)


def test_no_message_is_left_over():
    assert sorted(set(swedish()) - set(messages())) == []


def test_braces_are_the_same():
    for ids, strings in swedish().items():
        wanted = set().union(*(braces(text) for text in ids.split("\n")))
        for text in strings:
            assert braces(text) <= wanted, ids
            if len(strings) == 1:
                assert braces(text) == braces(ids), ids
