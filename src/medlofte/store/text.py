"""Bytes to text: what is wrong with a file before any rule of TOML is asked."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from medlofte.message import Message, say
from medlofte.model.finding import Finding, KeyPath, Position, Severity

#: Largest file that is read, in bytes; the longest real agreement met has 40,000.
MAX_BYTES = 1_000_000
#: Most lines of one file that are reported for unseen signs; a file with more is no text.
_MOST_LINES = 50
#: Controls, bidi controls, and signs without any width; not those that join letters or emoji.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
_BOM = b"\xef\xbb\xbf"


def read(data: bytes) -> tuple[str | None, list[Finding]]:
    """The text of a file with LF line ends, or None where it cannot be read; and its faults (M101–M107)."""
    if len(data) > MAX_BYTES:
        return None, [_too_large()]
    found: list[Finding] = []
    if data.startswith(_BOM):
        data = data.removeprefix(_BOM)
        hint = say("save it as UTF-8 without byte order mark")
        found.append(_warning("M104", say("the file begins with a byte order mark"), hint, Position(1, 1)))
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return None, [_not_utf8(data, error.start)]
    if "\r\n" in text:
        hint = say("save it with LF; otherwise two copies of one text get different control codes")
        where = position(text, text.index("\r\n"))
        found.append(_warning("M105", say("lines end in CRLF"), hint, where))
        text = text.replace("\r\n", "\n")
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        found.append(_decomposed(text))
    if not text.replace("\n", " ").isprintable():  # a quick look first: hardly any file holds such a sign
        found += islice(_unseen_lines(text), _MOST_LINES)
    return text, found


def unseen_in(value: str, path: KeyPath) -> Finding | None:
    """The fault of a decoded string that holds an unseen sign, written as an escape perhaps."""
    hit = _UNSEEN.search(value)
    return _unseen(hit[0], path=path) if hit else None


def position(text: str, offset: int) -> Position:
    """Line and column of an offset."""
    start = text.rfind("\n", 0, offset) + 1
    return Position(text.count("\n", 0, offset) + 1, offset - start + 1)


def _unseen_lines(text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), 1):
        if hit := _UNSEEN.search(line):
            yield _unseen(hit[0], where=Position(number, hit.start() + 1))


def _unseen(sign: str, path: KeyPath = (), where: Position | None = None) -> Finding:
    message = say("the text holds the invisible control sign {sign}", sign=f"U+{ord(sign):04X}")
    hint = say("delete it: such signs change what a reader sees without changing what is signed")
    return Finding("M107", Severity.ERROR, message, hint, path, position=where)


def _too_large() -> Finding:
    message = say("the file is larger than the {most} bytes that are read", most=MAX_BYTES)
    hint = say("split it, or move long annexes to files of their own")
    return Finding("M103", Severity.ERROR, message, hint, position=Position(1, 1))


def _not_utf8(data: bytes, at: int) -> Finding:
    before = data[:at].decode()
    message = say("the file is not UTF-8: byte {byte} cannot be read", byte=f"0x{data[at]:02X}")
    hint = say("save it as UTF-8; å is often 0xE5 in a file saved as Latin-1 or Windows-1252")
    return Finding("M101", Severity.ERROR, message, hint, position=position(before, len(before)))


def _decomposed(text: str) -> Finding:
    """The first letter that NFC writes in another way; it may be one sign or several."""
    normal = unicodedata.normalize("NFC", text)
    at = next(
        (i for i, (sign, other) in enumerate(zip(text, normal, strict=False)) if sign != other), len(normal)
    )
    end = at + 1
    while end < len(text) and end - at < 4 and unicodedata.combining(text[end]):
        end += 1
    hint = say("type the letter again, or convert the file to NFC; text pasted from a PDF is often so")
    message = say("letters are stored in two parts, as '{letter}'", letter=text[at:end])
    return _warning("M106", message, hint, position(text, at))


def _warning(code: str, message: Message, hint: Message, where: Position) -> Finding:
    return Finding(code, Severity.WARNING, message, hint, position=where)
