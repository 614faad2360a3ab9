"""From key paths to lines and columns, in a text that the TOML reader has accepted."""

import re
from collections.abc import Iterator

from medlofte.model.finding import Finding, KeyPath, Mark, Placed, Position, Related, Severity

_SKIP = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r'[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|\'([^\'\n]*)\'|([A-Za-z0-9_-]+))[ \t]*')
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_SCALAR = re.compile(r"[^,\]}#\n]*")

#: Start of the key or heading, start and end of the value, as offsets.
Span = tuple[int, int, int]


def spans(text: str) -> dict[KeyPath, Span]:
    """Where every key path of ``text`` stands; what cannot be followed is left out."""
    scan = _Scan(text)
    scan.document()
    return scan.found


class _Scan:
    """One pass over a text; the reader has already found it valid, so no rule of TOML is checked here."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[KeyPath, Span] = {}
        self.lengths: dict[KeyPath, int] = {}

    def document(self) -> None:
        prefix: KeyPath = ()
        while self._skip() < len(self.text):
            if self.text[self.at] == "[":
                prefix = self._heading()
            else:
                self._pair(prefix)

    def _skip(self) -> int:
        hit = _SKIP.match(self.text, self.at)
        self.at = hit.end() if hit else self.at
        return self.at

    def _heading(self) -> KeyPath:
        start = self.at
        is_list = self.text.startswith("[[", start)
        self.at += 2 if is_list else 1
        keys = list(self._keys())
        self.at += 2 if is_list else 1
        path = self._resolve(keys[:-1])
        if is_list:
            whole = (*path, keys[-1])
            index = self.lengths.get(whole, 0)
            self.lengths[whole] = index + 1
            self.found.setdefault(whole, (start, start, self.at))
            path = (*whole, index)
        else:
            path = (*path, keys[-1])
        self.found[path] = (start, start, self.at)
        return path

    def _resolve(self, keys: list[str]) -> KeyPath:
        """A heading inside a list of tables belongs to the newest of them."""
        path: KeyPath = ()
        for key in keys:
            path = (*path, key)
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
        return path

    def _keys(self) -> Iterator[str]:
        while hit := _KEY.match(self.text, self.at):
            self.at = hit.end()
            yield next(group for group in hit.groups() if group is not None)
            if self.at < len(self.text) and self.text[self.at] == ".":
                self.at += 1
            else:
                return
        self.at += 1  # never stand still

    def _pair(self, prefix: KeyPath) -> None:
        start = self.at
        path = (*prefix, *self._keys())
        self.at += 1  # the equals sign
        self._blank()
        value = self.at
        for depth in range(len(prefix) + 1, len(path)):
            self.found.setdefault(path[:depth], (start, value, value))
        self.found[path] = (start, value, value)
        self._value(path)
        self.found[path] = (start, value, self.at)

    def _blank(self) -> None:
        hit = _SPACE.match(self.text, self.at)
        self.at = hit.end() if hit else self.at

    def _value(self, path: KeyPath) -> None:
        sign = self.text[self.at : self.at + 1]
        if sign == "[":
            self._array(path)
        elif sign == "{":
            self._inline(path)
        elif hit := _STRING.match(self.text, self.at):
            self.at = hit.end()
        elif hit := _SCALAR.match(self.text, self.at):
            self.at = hit.start() + len(hit[0].rstrip())

    def _array(self, path: KeyPath) -> None:
        self.at += 1
        index = 0
        while self._skip() < len(self.text) and self.text[self.at] != "]":
            if self.text[self.at] == ",":
                self.at += 1
                continue
            start = self.at
            self._value((*path, index))
            self.found[(*path, index)] = (start, start, self.at)
            index += 1
        self.at += 1

    def _inline(self, path: KeyPath) -> None:
        self.at += 1
        while self._skip() < len(self.text) and self.text[self.at] != "}":
            if self.text[self.at] == ",":
                self.at += 1
                continue
            self._pair(path)
        self.at += 1


def place(file: str, source: bytes, findings: tuple[Finding, ...]) -> list[Placed]:
    """Give each finding its line and column, in the order of the file."""
    if not findings:
        return []
    text = source.removeprefix(b"\xef\xbb\xbf").decode(errors="replace").replace("\r\n", "\n")
    lines = text.split("\n")
    found = spans(text) if any(finding.position is None for finding in findings) else {}
    placed = [_placed(file, text, lines, found, finding) for finding in findings]
    return sorted(placed, key=lambda item: (item.position.line, item.position.column, item.finding.code))


def _placed(file: str, text: str, lines: list[str], found: dict[KeyPath, Span], finding: Finding) -> Placed:
    position = finding.position or _where(text, found, finding.path, finding.mark)
    related = tuple(
        Related(spot, _line(lines, spot))
        for path in finding.also
        if (spot := _where(text, found, path, Mark.VALUE))
    )
    return Placed(file, finding, position, _line(lines, position), related)


def _where(text: str, found: dict[KeyPath, Span], path: KeyPath, mark: Mark) -> Position:
    """The place of ``path``, or of the nearest table around it that has one."""
    while path and path not in found:
        path = path[:-1]
    if not path:
        return Position(1, 1)
    key, value, end = found[path]
    start = key if mark is Mark.KEY else value
    line_end = text.find("\n", start)
    end = min(end, line_end if line_end >= 0 else len(text))
    if mark is Mark.KEY and value > key:
        end = key + len(text[key:value].rstrip("= \t"))
    begin = text.rfind("\n", 0, start) + 1
    return Position(text.count("\n", 0, start) + 1, start - begin + 1, max(1, end - start))


def _line(lines: list[str], position: Position) -> str:
    return lines[position.line - 1] if position.line <= len(lines) else ""


def worst(placed: list[Placed]) -> Severity | None:
    """The gravest severity among ``placed``."""
    kinds = {item.finding.severity for item in placed}
    return next((kind for kind in (Severity.ERROR, Severity.WARNING) if kind in kinds), None)
