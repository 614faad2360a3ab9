"""A comparison in Markdown for a pull request: what the forges keep of HTML, never too long for them."""

import html
import re
from collections.abc import Iterator

from medlofte.message import Message, say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.change import Comparison, Strength
from medlofte.view.catalog import Catalog
from medlofte.view.differences import Line, Room
from medlofte.view.excerpts import Words
from medlofte.view.outline import Face, Item, Outline, Section, outline
from medlofte.view.sections import unchanged
from medlofte.view.values import shorten

#: Signs in the longest comment that is accepted everywhere, with room to spare.
LIMIT = 60_000
_ROOM_FOR_END = 600
_LONG = 300
#: Signs that Markdown reads anywhere in a line, and what it reads at the start of one.
_MARKS = re.compile(r"([\\`*_\[\]|~#$])")
_START = re.compile(r"^(\d*)([-+.)=>])")
_TAGS = {"-": "del", "+": "ins"}


def render(comparison: Comparison, old: Agreement, new: Agreement, words: Catalog) -> str:
    """The comparison as Markdown; where it grows too long, whole pledges are left out and counted."""
    content = outline(comparison, old, new, words)
    sheet = _Sheet()
    sheet.add("".join(_head(content)))
    lines = [_line(line) for line in content.lines if line.room is not Room.LONG]
    if lines:
        sheet.add("\n")
    dropped = sum(not sheet.add(line) for line in lines)
    missing = sum(_section(section, sheet, words) for section in content.sections)
    if content.formal:
        sheet.add(f"\n{escape(words.say(_formal(content.formal)))}\n")
    return sheet.text(_end(missing, dropped, words))


def _formal(count: int) -> Message:
    return say_n("{count} change of form, not shown here", "{count} changes of form, not shown here", count)


class _Sheet:
    """Blocks of Markdown, taken whole or not at all."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._room = LIMIT - _ROOM_FOR_END

    def add(self, block: str) -> bool:
        """Whether there was room for the block."""
        if len(block) > self._room:
            return False
        self._blocks.append(block)
        self._room -= len(block)
        return True

    def text(self, end: str) -> str:
        """All blocks that found room."""
        whole = "".join(self._blocks) + end
        return whole + "\n" if whole.endswith("</details>\n") else whole


def _head(content: Outline) -> Iterator[str]:
    counts = " · ".join(said for _, said in content.counts)
    yield f"### {escape(shorten(content.title, _LONG))}\n\n**{escape(counts)}**\n\n"
    for face in (content.old, content.new):
        yield f"- {_face(face)}\n"
    for note in content.notes:
        yield f"\n> {opening(shorten(note, 2 * _LONG))}\n"


def _face(face: Face) -> str:
    said = " · ".join((shorten(face.title, _LONG), face.period, face.pledges))
    signing = f"\n  - {escape(shorten(face.signing, 2 * _LONG))}" if face.signing else ""
    return f"**{escape(shorten(face.word, _LONG))}:** {escape(said)}{signing}"


def _section(section: Section, sheet: _Sheet, words: Catalog) -> int:
    """Add one area; how many pledges found no room."""
    missing = 0
    quiet = [item for item in section.items if item.quiet]
    lines = [line for line in section.lines if line.room is not Room.LONG]
    if not (section.items or section.word or lines):
        return 0
    head = f"{section.sign} {section.title}".strip()
    word = f" – {escape(shorten(section.word, _LONG))}" if section.word else ""
    sheet.add(f"\n#### {escape(shorten(head, _LONG))}{word}\n")
    if lines or section.reason:
        sheet.add("\n")
    for line in (*map(_line, lines), *_reason(section, words)):
        sheet.add(line)
    for item in section.items:
        if item not in quiet and not sheet.add("".join(_item(item, words))):
            missing += item.count
    if quiet:
        count = sum(item.count for item in quiet)
        said = words.say(unchanged(quiet))
        names = ", ".join(escape(item.name) for item in quiet)
        if not sheet.add(f"<details><summary>{escape(f'= {said}')}</summary>\n\n{names}\n\n</details>\n"):
            missing += count
    return missing


def _item(item: Item, words: Catalog) -> Iterator[str]:
    was = f" ← {escape(', '.join(item.was))}" if item.was else ""
    tags = "".join(f" · {tag}" for tag in item.tags)
    yield f"\n**{escape(f'{item.sign} {item.name}')}**{was} – {escape(item.word + tags)}\n\n"
    lines = [line for line in item.lines if line.room is Room.ALWAYS]
    if not any(line.before or line.after for line in lines):
        yield f"- {opening(item.text)}\n"
    for line in lines:
        yield _line(line) if line.label or line.told else f"- {opening(line.before or line.after)}\n"
    yield from _reason(item, words)


def _reason(item: Item | Section, words: Catalog) -> Iterator[str]:
    label = words.say(say("reason"))
    judged = f" ({item.judged})" if item.judged else ""
    if item.reason:
        yield f"- {escape(label + judged)}: {escape(item.reason)}\n"
    elif item.judged:
        yield f"- {escape(item.judged)}\n"


def _line(line: Line) -> str:
    label = opening(line.label)
    remark = f" *({escape(line.remark)})*" if line.remark else ""
    if line.told:
        said = f"- {label}{remark}: {escape(line.told)}" if label else f"- {opening(line.told)}"
    elif line.words:
        said = f"- {label}{remark}: {marked(line.words)}"
    elif line.before and line.after:
        said = f"- {label}{remark}: <del>{escape(line.before)}</del> → <ins>{escape(line.after)}</ins>"
    elif line.before and line.strength is Strength.UNKNOWN:
        said = f"- {label}{remark}: {escape(line.before)}"
    elif line.before or line.after:
        tag = "del" if line.before else "ins"
        said = f"- {label}{remark}: <{tag}>{escape(line.before or line.after)}</{tag}>"
    else:
        said = f"- {label}{remark}"
    return said + "".join(f"\n  - {escape(note)}" for note in line.notes) + "\n"


def _end(missing: int, dropped: int, words: Catalog) -> str:
    """What was left out, at most ``_ROOM_FOR_END`` signs."""
    said = []
    if missing:
        said.append(
            say_n(
                "{count} pledge is left out for length.", "{count} pledges are left out for length.", missing
            )
        )
    if dropped:
        said.append(say("Changes of the document as a whole left out for length: {count}.", count=dropped))
    if not said:
        return ""
    whole = say("See the whole comparison with: medlofte diff")
    return "\n> **" + escape(" ".join(words.say(message) for message in (*said, whole))) + "**\n"


def marked(runs: Words) -> str:
    """Runs of words with ``<del>`` and ``<ins>``, blanks kept outside."""
    parts: list[str] = []
    for op, run in runs:
        text = escape(run.strip())
        lead = " " if run[:1].isspace() and not "".join(parts[-1:]).endswith(" ") else ""
        tail = " " if text and run[-1:].isspace() else ""
        tag = _TAGS.get(op, "")
        parts.append(f"{lead}<{tag}>{text}</{tag}>{tail}" if tag and text else f"{lead}{text}{tail}")
    return "".join(parts)


def escape(text: str) -> str:
    """Text that means itself both in HTML and in Markdown, and calls nobody by name."""
    told = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return html.escape(told, quote=False).replace("@", "@<span></span>")


def opening(text: str) -> str:
    """The same for text that opens a paragraph or an item, where more signs have a meaning."""
    found = _START.match(text)
    if not found:
        return escape(text)
    return f"{found[1]}\\{html.escape(found[2], quote=False)}{escape(text[found.end() :])}"
