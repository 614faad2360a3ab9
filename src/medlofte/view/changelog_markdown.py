"""The changelog of a series as Markdown: the same bytes for the same records."""

import re
from collections.abc import Iterator

from medlofte.message import say
from medlofte.model.changelog import Changelog, GroupKind
from medlofte.view.catalog import Catalog, one_line, visible
from medlofte.view.changelog_outline import Chapter, Line, Name, Piece, Section, outline, title

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9./@-]*\Z")
_SIGN = re.compile(r"[\\`*_\[\]<>&|~#$]")
_HTML = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
#: What turns the beginning of a line into a list, a rule or a heading.
_LEAD = re.compile(r"(\d{0,9})([-+=.)])")


def render(changelog: Changelog, words: Catalog, *, series: str) -> str:
    """The whole changelog, newest period first.

    Args:
        changelog: What to show.
        words: The catalogue of the documents' language.
        series: The name of the series.
    """
    lines = [f"# {escape(title(changelog, series, words))}", ""]
    name = _piece(Piece(one_line(series), Name.DOCUMENT))
    lines += [f"{words.say(say('Series'))}: {name}. {words.say(say('Newest period first.'))}", ""]
    for entry in changelog.entries:
        lines += _chapter(outline(entry, words))
    return "\n".join(lines).rstrip("\n") + "\n"


def escape(text: str) -> str:
    """Text from a file as part of one line that Markdown and HTML show as it is."""
    return _escaped(" ".join(visible(text).split()))


def _escaped(text: str) -> str:
    return _SIGN.sub(lambda hit: _HTML.get(hit[0]) or "\\" + hit[0], text)


def _opening(line: Line) -> str:
    """A line of the outline where it opens a paragraph or a list item."""
    text = "".join(map(_piece, line))
    lead = _LEAD.match(text)
    return f"{lead[1]}\\{text[lead.start(2) :]}" if lead else text


def _piece(piece: Piece) -> str:
    return f"`{piece.text}`" if piece.name and _ID.match(piece.text) else _escaped(piece.text)


def _chapter(found: Chapter) -> Iterator[str]:
    release = f" r{found.release}" if found.release else ""
    yield f"## {_escaped(found.document)}{release} ({_escaped(found.period)})"
    yield ""
    yield _opening((Piece(found.title),))
    yield ""
    for fact in found.facts:
        yield f"- {_opening(fact)}"
    yield ""
    if found.nothing:
        yield found.nothing
        yield ""
    for section in found.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield f"### {section.title}"
    yield ""
    for line in section.text:
        yield _opening(line)
        yield from () if section.kind is GroupKind.UNCHANGED else ("",)
    for number, item in enumerate(section.items, 1):
        yield f"{f'{number}.' if section.numbered else '-'} {_opening(item.line)}"
        yield from (f"  - {_opening(line)}" for line in item.below)
    yield ""
