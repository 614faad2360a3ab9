"""Make the reference from the program; with ``--check``, tell what is not current and exit 1."""

import sys
from collections.abc import Iterator
from pathlib import Path

from pages import cli, format, modules, rules  # noqa: A004

from medlofte.cli.schema import What, schema_bytes

DOCS = Path(__file__).parent
REFERENCE = DOCS / "reference"
ARCHITECTURE = DOCS / "explanation" / "architecture.md"
SCHEMAS = (
    "agreement", "outcomes", "decisions", "settings", "signatories", "sign-off", "release", "diff", "changelog",
    "status", "history", "statistics", "rows", "site",
)  # fmt: skip


def made() -> Iterator[tuple[Path, str]]:
    """Every file that is made, with its content."""
    yield REFERENCE / "format.md", format.render()
    yield REFERENCE / "cli.md", cli.render()
    yield REFERENCE / "rules.md", rules.render()
    for name in SCHEMAS:
        yield REFERENCE / f"{name}.schema.json", schema_bytes(What(name)).decode()
    yield ARCHITECTURE, modules.put_in(ARCHITECTURE.read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    """Write what is not current, or only tell it."""
    stale = [
        (path, text) for path, text in made() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in stale:
        name = path.relative_to(DOCS.parent)
        if "--check" in arguments:
            sys.stdout.write(f"{name} is not current; run: python docs/generate.py\n")
        else:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote {name}\n")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
