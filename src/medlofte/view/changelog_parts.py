"""A changelog as a release keeps it, taken apart for pages that are not Markdown.

Its Markdown is what is listed and stored: made anew from the register, it could tell of reports that came later.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlofte.view.values import one_line

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_KINDS = {"paragraph": "paragraph", "bullet_list": "list", "ordered_list": "numbered", "list_item": "item"}
_MARKS = {"<del>": "del", "<ins>": "ins", "</del>": "", "</ins>": ""}
_SILENT = frozenset({"<span>", "</span>"})
_TAG = re.compile(r"</?(?:details|summary)>")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one sort.

    Attributes:
        text: The words.
        mark: ``id`` of something, ``del`` for what is gone, ``ins`` for what has come, ``strong``, or nothing.
    """

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list or an item of one.

    Attributes:
        kind: ``heading``, ``paragraph``, ``list``, ``numbered`` or ``item``.
        level: How deep a heading is, from 1; never more than one deeper than the heading before.
        runs: Its words.
        blocks: What stands within it.
    """

    kind: str
    level: int = 0
    runs: tuple[Run, ...] = ()
    blocks: tuple["Block", ...] = ()


def parts(changelog: bytes) -> tuple[Block, ...]:
    """The changelog, block by block.

    Args:
        changelog: Its Markdown, as :mod:`medlofte.view.changelog_markdown` writes it.
    """
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(MarkdownIt("commonmark").parse(changelog.decode()))
    return tuple(_stepped(_blocks(tree)))


def _stepped(blocks: Iterator[Block]) -> Iterator[Block]:
    above = 0
    for block in blocks:
        if block.kind != "heading":
            yield block
            continue
        above = min(block.level, above + 1)
        yield Block("heading", above, block.runs)


def _blocks(node: "SyntaxTreeNode") -> Iterator[Block]:
    """What stands in a node; a wrapper that only looks different is taken for what it holds."""
    for child in node.children:
        if child.type == "heading":
            yield Block("heading", int(child.tag[1:]), tuple(_runs(child)))
        elif child.type == "paragraph":
            yield Block("paragraph", runs=tuple(_runs(child)))
        elif child.type in _KINDS:
            yield Block(_KINDS[child.type], blocks=tuple(_blocks(child)))
        elif child.children:
            yield from _blocks(child)
        elif text := one_line(html.unescape(_TAG.sub("", child.content))):
            yield Block("paragraph", runs=(Run(text),))


def _runs(node: "SyntaxTreeNode", mark: str = "") -> Iterator[Run]:
    for child in node.children:
        if child.type in ("softbreak", "hardbreak"):
            yield Run(" ", mark)
        elif child.type == "html_inline" and child.content in _MARKS:
            mark = _MARKS[child.content]
        elif child.type == "code_inline":
            yield Run(_seen(child.content), "id")
        elif child.children:
            yield from _runs(child, "strong" if child.type == "strong" else mark)
        elif child.content and child.content not in _SILENT:
            yield Run(_seen(child.content), mark)


def _seen(text: str) -> str:
    """The words with the blanks around them, which part them from the next run."""
    lead, tail = text[:1].isspace(), text[1:][-1:].isspace()
    return f"{' ' * lead}{one_line(text)}{' ' * tail}"
