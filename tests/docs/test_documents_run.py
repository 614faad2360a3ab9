"""What documents show is what happens: every command in them is run, and its output compared."""

from pathlib import Path

import pytest
from consoles import ROOT, Sandbox, replay

DOCUMENTS = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
SHOWING = [path for path in DOCUMENTS if "```console" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", SHOWING, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_prints_what_is_shown(
    path: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The output in a document is that of the program today."""
    document = path.read_text(encoding="utf-8")
    now, wrong = replay(document, Sandbox(tmp_path / "sandbox"))
    if request.config.getoption("--update-golden"):
        path.write_text(now, encoding="utf-8")
        return
    told = "\n\n".join(
        f"line {command.first + 1}: $ {command.text}\n" + "\n".join(printed) for command, printed in wrong
    )
    assert not wrong, f"{path.name} shows something else:\n{told}"


def test_documents_that_show_commands() -> None:
    """The comparison would also pass if no document showed anything."""
    names = {path.relative_to(ROOT).as_posix() for path in SHOWING}
    assert {"README.md", "docs/tutorial.md", "docs/how-to/start-the-next-period.md"} <= names
    assert len([name for name in names if name.startswith("docs/how-to/")]) == 15
