"""The list of modules in ``architecture.md``, from the first line of each module."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "medlofte"
BEGIN, END = "<!-- modules: made by docs/generate.py -->", "<!-- end of modules -->"
_LAYERS = ("cli", "core", "store", "view", "model", "")


def put_in(page: str) -> str:
    """The page with its list of modules brought up to date."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{_list()}\n{END}{after}"


def _list() -> str:
    return "\n".join(line for layer in _LAYERS for line in _layer(layer))


def _layer(layer: str) -> Iterator[str]:
    folder = SOURCE / layer
    title = f"`{layer}/`" if layer else "At the top"
    yield f"{title}: {_first_line(folder / '__init__.py')}\n" if layer else f"{title}:\n"
    pattern = "**/*.py" if layer else "*.py"
    for path in sorted(folder.glob(pattern)):
        if path.name != "__init__.py" and "templates" not in path.parts:
            yield f"- `{path.relative_to(SOURCE).as_posix()}` {_first_line(path)}"
    yield ""


def _first_line(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    line = " ".join(text.split("\n\n")[0].split()).replace("``", "`")
    return re.sub(r":\w+:(?=`)", "", line)
