"""From key paths to lines and columns, in a text that the TOML reader has accepted."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from medlofte.model.finding import Finding, KeyPath, Mark, Placed, Position, Related

_SKIP = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r'[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|\'([^\'\n]*)\'|([A-Za-z0-9_-]+))[ \t]*')
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_SCALAR = re.compile(r"[^,\]}#\n]*")

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}

#: Start of the key or heading, start and end of the value, as offsets.
Span = tuple[int, int, int]
#: A path with start and end of the key or heading that writes it again.
_Again = tuple[KeyPath, int, int]


def spans(text: str) -> dict[KeyPath, Span]:
    """Where every key path of ``text`` stands; where one is written twice, the first counts."""
    scan = _Scan(text)
    scan.document()
    return scan.found


def twice(text: str) -> tuple[KeyPath, Position] | None:
    """The first key or table that is written twice, and where it is written again.

    Args:
        text: A text that is TOML but for that, up to the end of the second writing.
    """
    scan = _Scan(text)
    scan.document()
    if not scan.again:
        return None
    path, start, end = scan.again[0]
    line = text.count("\n", 0, start) + 1
    return path, Position(line, start - text.rfind("\n", 0, start), max(1, end - start))


class _Scan:
    """One pass over a text; the reader has already found it valid, so no rule of TOML is checked here."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[KeyPath, Span] = {}
        self.lengths: dict[KeyPath, int] = {}
        self.written: set[KeyPath] = set()
        self.again: list[_Again] = []

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
        path = self._resolve(keys[:-1], start)
        if is_list:
            whole: KeyPath = (*path, keys[-1])
            index = self.lengths.get(whole, 0)
            self.lengths[whole] = index + 1
            self.found.setdefault(whole, (start, start, self.at))
            path = (*whole, index)
        else:
            path = (*path, keys[-1])
        if self._first(path, start):
            self.found[path] = (start, start, self.at)
        return path

    def _first(self, path: KeyPath, start: int) -> bool:
        """Note that ``path`` is written here; False where it was written before."""
        if path in self.written:
            self.again.append((path, start, start + len(self.text[start : self.at].rstrip("= \t"))))
            return False
        self.written.add(path)
        return True

    def _resolve(self, keys: list[str], start: int) -> KeyPath:
        """A heading inside a list of tables belongs to the newest of them, and may bring tables along."""
        path: KeyPath = ()
        for key in keys:
            path = (*path, key)
            self.found.setdefault(path, (start, start, self.at))
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
        return path

    def _keys(self) -> Iterator[str]:
        while hit := _KEY.match(self.text, self.at):
            self.at = hit.end()
            basic, literal, bare = hit.groups()
            yield (
                _ESCAPE.sub(_meant, basic) if basic is not None else literal if literal is not None else bare
            )
            if self.at < len(self.text) and self.text[self.at] == ".":
                self.at += 1
            else:
                return
        self.at += 1  # never stand still

    def _pair(self, prefix: KeyPath) -> None:
        start = self.at
        path = (*prefix, *self._keys())
        self.at += 1  # the equals sign
        first = self._first(path, start)
        self._blank()
        value = self.at
        for depth in range(len(prefix) + 1, len(path)):
            self.found.setdefault(path[:depth], (start, value, value))
        if first:
            self.found[path] = (start, value, value)
        self._value(path)
        if first:
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


def _meant(hit: re.Match[str]) -> str:
    code = hit[1] or hit[2]
    return chr(int(code, 16)) if code else _SHORT.get(hit[3], hit[3])


def place(file: str, source: bytes, findings: tuple[Finding, ...]) -> list[Placed]:
    """Give each finding its line and column, in the order of the file."""
    if not findings:
        return []
    text = source.removeprefix(b"\xef\xbb\xbf").decode(errors="replace").replace("\r\n", "\n")
    needed = any(finding.position is None or finding.also for finding in findings)
    page = _Page(text, spans(text) if needed else {})
    placed = [_placed(file, page, finding) for finding in findings]
    return sorted(placed, key=lambda item: (item.position.line, item.position.column, item.finding.code))


class _Page:
    """A text with its lines and the places of its keys."""

    def __init__(self, text: str, found: dict[KeyPath, Span]) -> None:
        self.text = text
        self.found = found
        self.starts = [0, *(hit.end() for hit in re.finditer("\n", text))]

    def where(self, path: KeyPath, mark: Mark) -> Position:
        """The place of ``path``, or of the nearest table around it that has one."""
        while path and path not in self.found:
            path = path[:-1]
        if not path:
            return Position(1, 1)
        key, value, end = self.found[path]
        start = key if mark is Mark.KEY else value
        line = bisect_right(self.starts, start)
        if mark is Mark.KEY and value > key:
            end = key + len(self.text[key:value].rstrip("= \t"))
        end = min(end, self.starts[line - 1] + len(self.line(line)))
        return Position(line, start - self.starts[line - 1] + 1, max(1, end - start))

    def line(self, number: int) -> str:
        """One line without its end; empty where there is none."""
        if number > len(self.starts):
            return ""
        start = self.starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)]


def _placed(file: str, page: _Page, finding: Finding) -> Placed:
    position = finding.position or page.where(finding.path, finding.mark)
    spots = (page.where(path, Mark.VALUE) for path in finding.also)
    related = tuple(Related(spot, page.line(spot.line)) for spot in spots)
    return Placed(file, finding, position, page.line(position.line), related)
