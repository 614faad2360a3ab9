"""Findings for people and for machines: text, JSON, GitHub, GitLab and SARIF."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from medlofte import __version__
from medlofte.message import say, say_n
from medlofte.model.finding import Placed, Severity
from medlofte.view.catalog import Catalog, visible
from medlofte.view.findings_schema import FINDINGS

_STYLES = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m"}
_DIM, _BOLD, _PLAIN = "\x1b[2m", "\x1b[1m", "\x1b[0m"
#: Longest line that is quoted whole.
_QUOTE = 96


def text(placed: Iterable[Placed], words: Catalog, *, colour: bool) -> Iterator[str]:
    """Each finding as place, code, message, the line with the place marked, and the remedy."""
    for item in placed:
        yield "\n".join(_block(item, words, colour=colour)) + "\n"


def _block(item: Placed, words: Catalog, *, colour: bool) -> Iterator[str]:
    finding, where = item.finding, item.position
    on, dim, off = (_STYLES[finding.severity], _DIM, _PLAIN) if colour else ("", "", "")
    word = severity(finding.severity, words)
    yield (
        f"{_one_line(visible(item.file))}:{where.line}:{where.column}: {on}{word} {finding.code}{off}: "
        f"{_one_line(words.say(finding.message))}"
    )
    if item.line.strip():
        quoted, mark = _quoted(item.line, where.column, where.width)
        yield f"{dim}{where.line:>5} |{off} {quoted}"
        yield f"{dim}      |{off} {on}{mark}{off}"
    for other in item.related:
        quoted, _ = _quoted(other.line, other.position.column, 1)
        yield f"{dim}{other.position.line:>5} |{off} {quoted}  {dim}<- {words.say(say('first here'))}{off}"
    if finding.hint:
        yield f"      = {words.say(say('hint'))}: {_one_line(words.say(finding.hint))}"


def _one_line(said: str) -> str:
    """Nothing that a file says may pass for a line of ours."""
    return said.replace("\n", " ")


def _quoted(line: str, column: int, width: int) -> tuple[str, str]:
    """A line cut to what fits, and the mark below it; signs that are spelt out take the room they need."""
    before = visible(line[max(0, column - 1 - _QUOTE) : column - 1])
    marked = visible(line[column - 1 : column - 1 + min(width, _QUOTE)])
    whole = before + marked + visible(line[column - 1 + min(width, _QUOTE) :][:_QUOTE])
    start = max(0, len(before) - _QUOTE // 2) if len(whole) > _QUOTE or len(line) > _QUOTE else 0
    lead = "…" if start or column - 1 > _QUOTE else ""
    shown = whole[start : start + _QUOTE]
    tail = "…" if start + _QUOTE < len(whole) else ""
    mark = "^" * max(1, min(len(marked), len(shown) - len(before) + start))
    return lead + shown + tail, " " * (len(lead) + len(before) - start) + mark


def severity(value: Severity, words: Catalog) -> str:
    """The word for a severity."""
    return words.say(say("error") if value is Severity.ERROR else say("warning"))


def summary(files: int, errors: int, warnings: int, words: Catalog) -> str:
    """The last line: what was read and what was found."""
    read = words.say(say_n("{count} file checked", "{count} files checked", files))
    bad = words.say(say_n("{count} error", "{count} errors", errors))
    doubtful = words.say(say_n("{count} warning", "{count} warnings", warnings))
    return f"{read}: {bad}, {doubtful}"


def as_json(placed: Sequence[Placed], files: int, words: Catalog) -> bytes:
    """One object with every finding; described by ``medlofte schema findings``."""
    found = [_plain(item, words) for item in placed]
    counts = {kind.value: sum(item["severity"] == kind.value for item in found) for kind in Severity}
    return _dump({"schema": FINDINGS, "files": files, "counts": counts, "findings": found})


def _plain(item: Placed, words: Catalog) -> dict[str, Any]:
    finding, where = item.finding, item.position
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": item.file,
        "line": where.line,
        "column": where.column,
        "end_column": where.column + where.width,
        "path": ".".join(str(part) for part in finding.path),
        "message": words.say(finding.message),
        "hint": words.say(finding.hint) if finding.hint else "",
        "related": [{"line": other.position.line, "column": other.position.column} for other in item.related],
    }


def as_github(placed: Iterable[Placed], words: Catalog) -> Iterator[str]:
    """Workflow commands that GitHub shows beside the line."""
    for item in placed:
        where, finding = item.position, item.finding
        spot = {
            "file": item.file,
            "line": where.line,
            "col": where.column,
            "endColumn": where.column + where.width,
            "title": finding.code,
        }
        facts = ",".join(f"{key}={_property(visible(str(value)))}" for key, value in spot.items())
        body = words.say(finding.message)
        if finding.hint:
            body += "\n" + words.say(finding.hint)
        yield f"::{finding.severity.value} {facts}::{_data(body)}\n"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(placed: Iterable[Placed], words: Catalog) -> bytes:
    """A Code Quality report as GitLab reads it."""
    grades = {Severity.ERROR: "major", Severity.WARNING: "minor"}
    rows = []
    seen: dict[str, int] = {}
    for item in placed:
        finding = item.finding
        print_ = fingerprint(item)
        seen[print_] = seen.get(print_, 0) + 1
        if seen[print_] > 1:
            print_ = hashlib.sha256(f"{print_}:{seen[print_]}".encode()).hexdigest()[:32]
        rows.append(
            {
                "description": f"{finding.code}: {words.say(finding.message)}",
                "check_name": finding.code,
                "fingerprint": print_,
                "severity": grades[finding.severity],
                "location": {"path": item.file, "lines": {"begin": item.position.line}},
            }
        )
    return _dump(rows)


def fingerprint(item: Placed) -> str:
    """What stays the same when lines move or messages are reworded: code, file, keys and arguments."""
    finding = item.finding
    facts = sorted((key, str(value)) for key, value in finding.message.args.items() if isinstance(value, str))
    path = [part for part in finding.path if isinstance(part, str)]
    return hashlib.sha256(repr((finding.code, item.file, path, facts)).encode()).hexdigest()[:32]


def as_sarif(
    placed: Sequence[Placed], rules: Sequence[tuple[str, Severity, str, str]], words: Catalog
) -> bytes:
    """A SARIF 2.1.0 log, for code scanning.

    Args:
        placed: The findings.
        rules: Code, severity, title and explanation of every rule, in order.
        words: The language of the texts.
    """
    index = {code: at for at, (code, *_rest) in enumerate(rules)}
    driver = {
        "name": "medlofte",
        "version": __version__,
        "rules": [
            {
                "id": code,
                "shortDescription": {"text": title},
                "fullDescription": {"text": why},
                "defaultConfiguration": {"level": level.value},
            }
            for code, level, title, why in rules
        ],
    }
    results = [_sarif_result(item, index, words) for item in placed]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dump(
        {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    )


def _sarif_result(item: Placed, index: dict[str, int], words: Catalog) -> dict[str, Any]:
    finding, where = item.finding, item.position
    body = words.say(finding.message) + (f" {words.say(finding.hint)}" if finding.hint else "")
    region = {"startLine": where.line, "startColumn": where.column, "endColumn": where.column + where.width}
    place = {"artifactLocation": {"uri": quote(item.file.encode(errors="surrogateescape"))}, "region": region}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": finding.severity.value,
        "message": {"text": body},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"medlofte/v1": fingerprint(item)},
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    return result


def _dump(value: Any) -> bytes:
    # C1 and bidi controls are legal in JSON and would still steer a terminal.
    plain = json.dumps(value, ensure_ascii=False, indent=2)
    harmless = plain if plain.isascii() and "\x7f" not in plain else "".join(map(_harmless, plain))
    return harmless.encode(errors="backslashreplace") + b"\n"  # names of files need not be UTF-8


def _harmless(sign: str) -> str:
    if visible(sign) == sign or sign in "\n\t":
        return sign
    return f"\\u{ord(sign):04x}" if sign == "\x7f" else json.dumps(sign)[1:-1]
