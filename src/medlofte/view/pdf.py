"""A reading copy as PDF: one file for print and archive, tagged for reading aloud, the same bytes everywhere."""

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from medlofte.view.changelog_parts import parts
from medlofte.view.reading import Reading

if TYPE_CHECKING:
    from typst import Compiler, PDFStandard

_TEMPLATE = Path(__file__).with_name("templates") / "reading.typ"
_FONTS = Path(__file__).with_name("fonts")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
_TYPES = {".toml": "application/toml", ".json": "application/json"}


def render(
    item: Reading,
    *,
    made: dt.datetime,
    changelog: bytes | None = None,
    attach: Mapping[str, bytes] | None = None,
) -> bytes:
    """The document as PDF/A-2a and PDF/UA-1; with files attached, as PDF/A-3a and PDF/UA-1.

    Args:
        item: The reading copy.
        made: When the release was made; the file says so, and no clock is asked.
        changelog: The changelog of the period as a release keeps it, to stand as an appendix.
        attach: Files in UTF-8 to attach by name, which hold what the document was made from.
    """
    import typst

    inputs = {"attached": _attached(item, attach or {})}
    level: PDFStandard = "a-3a" if attach else "a-2a"
    spelt: set[str] = set()
    while True:
        inputs["reading"] = _data(item, changelog, spelt)
        try:
            return _compile(_TEMPLATE, inputs, made, level)
        except typst.TypstError as error:
            lacking = _lacking(error.diagnostic) - spelt
            if not lacking:
                raise
            spelt |= lacking


def _compile(template: Path, inputs: dict[str, str], made: dt.datetime, level: "PDFStandard") -> bytes:
    return cast(
        "bytes",
        _compiler(template).compile(
            template.read_bytes(),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=[level, "ua-1"],
            timestamp=made.astimezone(dt.UTC),
        ),
    )


@cache
def _compiler(template: Path) -> "Compiler":
    """What sets a text with the fonts of this package and of typst, so that no machine has a say in it.

    The root is a file and no folder: nothing can be read below it.
    """
    import typst

    return typst.Compiler(
        root=template,
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[_FONTS]),
        package_path=template,
        package_cache_path=template,
    )


def _data(item: Reading, changelog: bytes | None, spelt: set[str]) -> str:
    """The text as JSON, with the signs spelt out that no font has."""
    data: dict[str, Any] = msgspec.to_builtins(item)
    data |= {
        "edition": item.edition,
        "qr": _qr(f"{item.edition} {item.code}"),
        "changelog": msgspec.to_builtins(parts(changelog or b"")),
        "spelt": bool(spelt),
    }
    text = msgspec.json.encode(data).decode()
    return text.translate({ord(sign): f"<U+{ord(sign):04X}>" for sign in spelt})


def _qr(text: str) -> str:
    """The text as a QR code, drawn in SVG."""
    import segno

    drawing = BytesIO()
    code = segno.make_qr(text, error="m")
    code.save(drawing, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None, nl=False)
    return drawing.getvalue().decode()


def _attached(item: Reading, files: Mapping[str, bytes]) -> str:
    return msgspec.json.encode(
        [
            {
                "name": name,
                "text": data.decode(),
                "type": _TYPES.get(Path(name).suffix, "text/plain"),
                "about": f"{item.edition}: {name}",
            }
            for name, data in sorted(files.items())
        ]
    ).decode()


def _lacking(complaint: str) -> set[str]:
    """The signs that typst could not draw, of its complaint: those that are not of the template."""
    said = "\n".join(line for line in complaint.splitlines() if line.startswith("error"))
    signs = {chr(int(hit, 16)) for hit in _ESCAPED.findall(said)} | set(said)
    return {sign for sign in signs if not sign.isascii()}
