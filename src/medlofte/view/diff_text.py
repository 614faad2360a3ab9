"""A comparison for the terminal: one screen for a reviewer, or everything."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from medlofte.message import say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.change import Comparison, RowFate, Strength
from medlofte.view.catalog import Catalog
from medlofte.view.differences import Line, Room
from medlofte.view.excerpts import Words, broken, excerpts, near
from medlofte.view.outline import Item, Outline, Section, outline
from medlofte.view.paper import Paper
from medlofte.view.sections import unchanged

_FATES = {
    RowFate.DROPPED: "red", RowFate.UNKNOWN: "magenta", RowFate.UNDECIDED: "magenta", RowFate.NEW: "green",
    RowFate.REINTRODUCED: "green", RowFate.FULFILLED: "green",
}  # fmt: skip
_STRENGTHS = {Strength.WEAKER: "red", Strength.STRONGER: "green", Strength.UNKNOWN: "magenta"}
#: What goes and what comes: the signs around it, their style and that of the words.
_SIGNS = {"-": ("[-", "-]", "red", "red strike"), "+": ("{+", "+}", "green", "green underline")}
#: Lines of a changed text that are shown unless everything is asked for.
_FOLD = 12
#: Lines that tell who has signed, likewise.
_SIGNED = 3
_STEP = 4


def render(
    comparison: Comparison,
    old: Agreement,
    new: Agreement,
    words: Catalog,
    *,
    width: int,
    colour: bool,
    everything: bool,
) -> str:
    """The comparison as text for a terminal.

    Args:
        comparison: What differs.
        old: The older document.
        new: The newer document.
        words: The language of the labels.
        width: Columns of the terminal.
        colour: Whether it may be coloured; the signs stand in either case.
        everything: Whether to show what is unchanged and of form only, and every text whole.
    """
    page = _Page(
        outline(comparison, old, new, words), words, Paper(width, colour=colour), everything=everything
    )
    return page.set()


class _Page:
    """One comparison on one sheet."""

    def __init__(self, content: Outline, words: Catalog, paper: Paper, *, everything: bool) -> None:
        self.content = content
        self.words = words
        self.paper = paper
        self.everything = everything
        self.hidden = 0

    def set(self) -> str:
        """Set the whole page."""
        self._head()
        shown = [line for line in self.content.lines if self._shows(line)]
        for line in shown:
            self._line(line, 1)
        sections = self.content.sections
        for at, section in enumerate(sections):
            if self._speaks(section) or any(self._speaks(inner) for inner in _inside(sections, at)):
                self._section(section)
        if self.content.formal and not self.everything:
            said = say_n(
                "{count} change of form (show: --full)",
                "{count} changes of form (show: --full)",
                self.content.formal,
            )
            self.paper.put(Text(self.words.say(said), style="dim"))
        return self.paper.text()

    def _head(self) -> None:
        content, paper = self.content, self.paper
        counts = Text(" · ").join(Text(said, style=_FATES.get(fate, "")) for fate, said in content.counts)
        paper.apart(Text(content.title, style="bold"), counts)
        broad = max(len(face.word) for face in (content.old, content.new)) + 1
        for face in (content.old, content.new):
            said = " · ".join((face.title, face.period, face.pledges))
            paper.put(Text(f"{face.word + ':':<{broad}} {said}"), indent=2, hang=broad + 1)
            if face.signing:
                paper.put(face.signing, indent=broad + 3, limit=self._limit(_SIGNED))
        for note in content.notes:
            paper.put(Text(f"! {note}", style="yellow"), hang=2)

    def _shows(self, line: Line) -> bool:
        return line.room is not Room.SHORT if self.everything else line.room in (Room.ALWAYS, Room.SHORT)

    def _speaks(self, section: Section) -> bool:
        """Whether an area has anything to say of its own."""
        return bool(section.items or section.word or self.everything or any(map(self._shows, section.lines)))

    def _section(self, section: Section) -> None:
        lines = [line for line in section.lines if self._shows(line)]
        quiet = [item for item in section.items if item.quiet and not self.everything]
        items = [item for item in section.items if item not in quiet]
        if not section.depth:
            self.paper.put()
        lead = "  " * section.depth
        head = Text(
            f"{lead}{section.sign} {section.title}" if section.sign else f"{lead}{section.title}",
            style="bold",
        )
        self.paper.apart(head, Text(section.word, style="bold"))
        for line in lines:
            self._line(line, 2)
        self._reason(section, 2)
        for item in items:
            self._item(item)
        if quiet:
            self._folded(quiet)

    def _folded(self, items: Sequence[Item]) -> None:
        said = say("{unchanged} (show: --full)", unchanged=unchanged(items))
        self.paper.put(Text(f" = {self.words.say(said)}", style="dim"))

    def _item(self, item: Item) -> None:
        colour = _FATES.get(item.fate, "cyan")
        left = Text(f" {item.sign} ", style=colour) + Text(item.name, style="bold")
        if len(item.was) == 1:
            left.append(f" ← {item.was[0]}", style="dim")
        elif item.was:
            left.append(
                " ← " + self.words.say(say_n("{count} pledge", "{count} pledges", len(item.was))), style="dim"
            )
        self.paper.apart(left, Text(" · ").join([Text(item.word, style=colour), *map(Text, item.tags)]))
        lines = [line for line in item.lines if self._shows(line)]
        if not any(line.before or line.after for line in lines):
            self._whole(Text(item.text, style="dim"), _STEP)
        for line in lines:
            self._line(line, _STEP)
        self._reason(item, _STEP)

    def _reason(self, item: Item | Section, indent: int) -> None:
        label = self.words.say(say("reason"))
        if item.reason:
            label += f" ({item.judged})" if item.judged else ""
            told = any(line.after for line in item.lines if self._shows(line))
            self._labelled(label, Text(item.reason), indent, limit=self._limit(1 if told else 2))
        elif item.judged:
            self.paper.put(item.judged, indent=indent)

    def _line(self, line: Line, indent: int) -> None:
        style = _STRENGTHS.get(line.strength, "")
        label = f"{line.label} ({line.remark})" if line.remark and line.label else line.label or line.remark
        if line.told:
            self.paper.put(f"{label}: {line.told}" if label else line.told, indent=indent, hang=2)
        elif line.words:
            self._runs(label, line.words, indent, style)
        elif line.before and line.after:
            self._both(line, indent, style)
        elif line.before or line.after:
            self._one(line, label, indent, style)
        else:
            said = f"{line.label}: {line.remark}" if line.label and line.remark else label
            self.paper.put(Text(said, style=style), indent=indent, hang=2)
        for note in line.notes:
            self.paper.put(Text(note), indent=indent + 2, hang=2)

    def _runs(self, label: str, runs: Words, indent: int, style: str) -> None:
        """A changed text whole; of a long one the first lines, without what stays far from any change."""
        lead = Text(f"{label}: ", style=style)
        text = lead + marked(runs)
        length = 0 if self.everything else self.paper.count(text, indent=indent, hang=2)
        if length <= _FOLD:
            self.paper.put(text, indent=indent, hang=2)
            return
        text = lead + marked(near(runs))
        shown = min(_FOLD, self.paper.count(text, indent=indent, hang=2))
        self.paper.put(text, indent=indent, hang=2, limit=_FOLD)
        more = say_n("{count} more line (show: --full)", "{count} more lines (show: --full)", length - shown)
        if length > shown:
            self.paper.put(Text(f"… {self.words.say(more)}", style="dim"), indent=indent + 2)

    def _one(self, line: Line, label: str, indent: int, style: str) -> None:
        sign, text = ("−", line.before) if line.before else ("+", line.after)
        if not label:
            self._whole(Text(text), indent)
            return
        whole = Text(f"{sign} ", style="red" if line.before else "green") if not line.remark else Text()
        limit = 0 if line.whole else self._limit(2 if indent < _STEP else 1)
        self._labelled(label, whole + Text(text), indent, style=style, limit=limit)

    def _both(self, line: Line, indent: int, style: str) -> None:
        """Old and new on one line where they fit, else each on its own."""
        label = line.label
        remark = f" ({line.remark})" if line.remark else ""
        joined = Text(f"{label}: ") + Text(f"{line.before} → {line.after}") + Text(remark, style=style)
        if line.whole or joined.cell_len <= self.paper.width - indent:
            self.paper.put(joined, indent=indent, hang=2)
            return
        lead = "" if label == self.words.say(say("wording")) else f"{label}, "
        old, new = (f"{lead}{face.word}" for face in (self.content.old, self.content.new))
        before, after = line.before, line.after
        if not self.everything:
            before, after = excerpts(before, after, self._room(max(old, new + remark, key=len), indent))
        limit = self._limit()
        self._labelled(old, Text(before), indent, limit=limit)
        self._labelled(f"{new}{remark}", Text(after), indent, limit=limit)

    def _room(self, label: str, indent: int) -> int:
        """Signs beside a label, with dots at the end."""
        return self.paper.width - indent - len(label) - 4

    def _limit(self, short: int = 1) -> int:
        return 0 if self.everything else short

    def _labelled(self, label: str, text: Text, indent: int, *, style: str = "", limit: int = 0) -> None:
        lead = Text(f"{label}: ", style=style)
        if limit == 1 and lead.cell_len + text.cell_len > self.paper.width - indent:
            text = _broken(text, self._room(label, indent))
        self.paper.put(lead + text, indent=indent, hang=2, limit=limit)

    def _whole(self, text: Text, indent: int) -> None:
        self.paper.put(text, indent=indent, limit=self._limit())


def _broken(text: Text, room: int) -> Text:
    cut = broken(text.plain, room)
    return text if cut == text.plain else Text(cut)


def _inside(sections: Sequence[Section], at: int) -> Iterator[Section]:
    """The areas inside the one at ``at``, which follow it."""
    for section in sections[at + 1 :]:
        if section.depth <= sections[at].depth:
            return
        yield section


def marked(runs: Words) -> Text:
    """Runs of words with what goes and what comes between signs, and in colour where there is any."""
    text = Text()
    for op, run in runs:
        if op not in _SIGNS or not run.strip():
            text.append(run)
            continue
        left, right, frame, style = _SIGNS[op]
        text.append(run[: len(run) - len(run.lstrip())])
        text.append(left, frame)
        text.append(run.strip(), style)
        text.append(right, frame)
        text.append(run[len(run.rstrip()) :])
    return text
