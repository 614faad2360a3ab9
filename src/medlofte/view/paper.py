"""Lines of styled text for a terminal: wrapped, indented and never markup."""

import textwrap
from io import StringIO
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from rich.text import Text

#: Longest line of prose; wider terminals leave the rest empty.
WIDEST = 100
NARROWEST = 40


class Line:
    """Pieces of text, each with its style; for pages that are mostly set without colour, and then without rich."""

    def __init__(self, text: str, style: str = "") -> None:
        self.pieces: tuple[tuple[str, str], ...] = ((text, style),)

    @property
    def plain(self) -> str:
        """The text alone."""
        return "".join(text for text, _ in self.pieces)

    def __add__(self, other: "Line") -> "Line":
        whole = Line("")
        whole.pieces = (*self.pieces, *other.pieces)
        return whole


class _Wrapper(textwrap.TextWrapper):
    """Wraps as rich does: a word too long for a line begins on a line of its own."""

    def _handle_long_word(
        self, reversed_chunks: list[str], cur_line: list[str], cur_len: int, width: int
    ) -> None:
        if not cur_line:
            super()._handle_long_word(reversed_chunks, cur_line, cur_len, width)


class Paper:
    """A page that text is set on, line by line.

    Without colour the lines are set as plain strings, which costs a tenth; a test holds both to the same lines.
    """

    def __init__(self, width: int, *, colour: bool) -> None:
        self.width = max(NARROWEST, min(width, WIDEST))
        self._colour = colour
        self._out = StringIO()
        if colour:
            self._colour_in()

    def _colour_in(self) -> None:
        from rich.console import Console

        self._console = Console(
            file=self._out,
            width=self.width,
            force_terminal=True,
            color_system="standard",
            no_color=False,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
            _environ={},
        )

    def put(self, text: "Text | Line | str" = "", *, indent: int = 0, hang: int = 0, limit: int = 0) -> None:
        """Set a paragraph, its further lines ``hang`` columns further in; at most ``limit`` lines."""
        if not self._colour:
            self._put_plain(text if isinstance(text, str) else text.plain, indent, hang, limit)
            return
        from rich.text import Text

        body = _styled(text)
        if not body.plain.strip():
            self._console.print()
            return
        wrapped = self._wrap(body, indent, hang)
        shown = wrapped[:limit] if limit else wrapped
        for number, part in enumerate(shown):
            part.rstrip()
            if number + 1 == len(shown) < len(wrapped):
                shown[number] = self._cut(part, indent + (hang if number else 0))
            lead = " " * (indent + (hang if number else 0))
            self._console.print(Text(lead) + shown[number], soft_wrap=True)

    def _put_plain(self, text: str, indent: int, hang: int, limit: int) -> None:
        lines = self._wrapper(indent, hang).wrap(text)
        if limit and len(lines) > limit:
            lead = indent + (hang if limit > 1 else 0)
            lines = [
                *lines[: limit - 1],
                " " * lead + _short(lines[limit - 1].strip(), self.width - lead - 2),
            ]
        self._out.write("\n".join(line.rstrip() for line in lines or [""]) + "\n")

    def _wrapper(self, indent: int, hang: int) -> _Wrapper:
        return _Wrapper(
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_on_hyphens=False,
        )

    def _wrap(self, body: "Text", indent: int, hang: int) -> "list[Text]":
        """Lines that fit; the first may be longer than the others, which hang."""
        first = body.wrap(self._console, self.width - indent)
        if len(first) == 1 or not hang:
            return list(first)
        head = first[0]
        rest = body[len(head.plain) :]
        rest = (
            rest[len(rest.plain) - len(rest.plain.lstrip()) :] if rest.plain != rest.plain.lstrip() else rest
        )
        return [head, *rest.wrap(self._console, self.width - indent - hang)]

    def _cut(self, part: "Text", lead: int) -> "Text":
        from rich.text import Text

        room = self.width - lead - 2
        kept = part
        if part.cell_len > room:
            kept = part[:room]
            blank = kept.plain.rfind(" ")
            kept = kept[:blank] if blank > room // 2 else kept
        kept.rstrip()
        return kept + Text(" …")

    def count(self, text: "Text | Line | str", *, indent: int = 0, hang: int = 0) -> int:
        """How many lines a paragraph takes."""
        plain = text if isinstance(text, str) else text.plain
        return len(self._wrapper(indent, hang).wrap(plain)) or 1

    def apart(self, left: "Text | Line", right: "Text | Line", *, indent: int = 0) -> None:
        """Set one text at the left and one at the right edge, on two lines where one is too short."""
        if not right.plain:
            self.put(left, indent=indent, hang=4)
            return
        gap = self.width - indent - cell_len(left.plain) - cell_len(right.plain)
        if gap >= 2 and not self._colour:
            self._out.write(f"{' ' * indent}{left.plain}{' ' * gap}{right.plain}\n")
            return
        if gap >= 2:
            from rich.text import Text

            line = Text(" " * indent) + _styled(left) + Text(" " * gap) + _styled(right)
            self._console.print(line, soft_wrap=True)
            return
        self.put(left, indent=indent, hang=4)
        lead = max(self.width - cell_len(right.plain), indent + 4)
        self.put(right, indent=lead if cell_len(right.plain) < self.width - indent - 4 else indent + 4)

    def text(self) -> str:
        """The page."""
        return self._out.getvalue()


def _styled(text: "Text | Line | str") -> "Text":
    from rich.text import Text

    if isinstance(text, Line):
        return Text.assemble(*text.pieces)
    return Text(text) if isinstance(text, str) else text


def _short(text: str, room: int) -> str:
    """Text cut at a blank where that leaves more than half of the room, with dots."""
    if cell_len(text) > room:
        text = text[:room]
        blank = text.rfind(" ")
        text = text[:blank] if blank > room // 2 else text
    return text.rstrip() + " …"
