"""Make ``medlofte.mo`` from ``medlofte.po`` whenever a wheel is built (hatchling build hook)."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_all(folder: Path) -> None:
    """Compile every catalogue under ``folder``."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalog = read_po(file)
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)


class CompileCatalogues(BuildHookInterface[Any]):
    """Runs before the files of a wheel are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile the catalogues in place; ``*.mo`` is named as an artifact in pyproject.toml."""
        compile_all(Path(self.root) / "src" / "medlofte" / "locale")
