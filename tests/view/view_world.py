"""The documents that the tests of the views show, and what they have in common."""

from pathlib import Path

import pytest

from medlofte.core.compare import Named, compare
from medlofte.model.agreement import Agreement
from medlofte.model.change import Comparison
from medlofte.model.register import Filed
from medlofte.store.register import open_register
from medlofte.store.workspace import Folder

TOP = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
_REGISTERS = [open_register(Folder(TOP)), open_register(Folder(TOP / "tests" / "cases"))]
PAIRS = {
    "gotland-2020-2021": ("gotland/2020", "gotland/2021"),
    "kungalv-2018-2020": ("kungalv/2018-2019", "kungalv/2020-2021"),
    "kungalv-2020-2021": ("kungalv/2020-2021", "kungalv/2021-2023"),
    "two-places": ("kungalv/2020-2021", "strangnas/2019"),
}
HOSTILE = "\x1b[31mröd\x1b[0m [red]x[/red] <script>alert(1)</script> | `k` &lt; <del> \u202evänd\u202c \x9b2J @alla **f** </ins>"


def names() -> list[str]:
    return [name for register in _REGISTERS for name in register]


def agreement(name: str) -> Agreement:
    register = next(register for register in _REGISTERS if name in register)
    return register[name]


def reports(name: str) -> tuple[Filed, ...]:
    register = next(register for register in _REGISTERS if name in register)
    return register.document(name).reports


def compared(old: str, new: str) -> tuple[Comparison, Agreement, Agreement]:
    one, other = agreement(old), agreement(new)
    return compare(Named(old, one), Named(new, other)), one, other


def golden(name: str, text: str, config: pytest.Config) -> None:
    """Hold a text against its golden file, or write that anew where the tests were told to."""
    path = GOLDEN / name
    if config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
