"""A reading copy as PDF: one file for print and archive, tagged for reading aloud, the same bytes everywhere."""

import datetime as dt
import re
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, cast

import msgspec

from medlofte.view.reading import Reading

_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")


def render(item: Reading, *, made: dt.datetime) -> bytes:
    """The document as PDF/A-2a and PDF/UA-1.

    Args:
        item: The reading copy.
        made: When the release was made; the file says so, and no clock is asked.
    """
    import typst

    with as_file(files("medlofte.view") / "templates" / "reading.typ") as template:
        spelt: set[str] = set()
        while True:
            try:
                return _compile(template, _data(item, spelt), made)
            except typst.TypstError as error:
                lacking = _lacking(error.diagnostic) - spelt
                if not lacking:
                    raise
                spelt |= lacking


def _compile(template: Path, data: str, made: dt.datetime) -> bytes:
    """Set the text with the fonts that typst brings along, so that no machine has a say in it.

    The root is a file and no folder: nothing can be read below it.
    """
    import typst

    compiler = typst.Compiler(
        template.read_bytes(),
        root=template,
        ignore_system_fonts=True,
        sys_inputs={"reading": data},
        package_path=template,
        package_cache_path=template,
    )
    made_at = made.astimezone(dt.UTC)
    return cast("bytes", compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=made_at))


def _data(item: Reading, spelt: set[str]) -> str:
    """The text as JSON, with the signs spelt out that no font has."""
    data: dict[str, Any] = msgspec.to_builtins(item)
    data |= {"edition": item.edition, "spelt": bool(spelt)}
    text = msgspec.json.encode(data).decode()
    return text.translate({ord(sign): f"<U+{ord(sign):04X}>" for sign in spelt})


def _lacking(complaint: str) -> set[str]:
    """The signs that typst could not draw, of its complaint: those that are not of the template."""
    said = "\n".join(line for line in complaint.splitlines() if line.startswith("error"))
    signs = {chr(int(hit, 16)) for hit in _ESCAPED.findall(said)} | set(said)
    return {sign for sign in signs if not sign.isascii()}
