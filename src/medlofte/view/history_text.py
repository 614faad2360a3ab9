"""The life of pledges for the terminal: all of a series in one chart, or one of them in full."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.text import Text

from medlofte.message import Message, say, say_n
from medlofte.model.biography import Ending, History, Life, Span, Stage
from medlofte.model.change import RowFate
from medlofte.view import life_facts, phrases, told
from medlofte.view.catalog import Catalog
from medlofte.view.diff_text import marked
from medlofte.view.differences import at_once
from medlofte.view.labels import FATES, SIGNS
from medlofte.view.life_chart import FATE_STYLES, Grid, grid, head, legend, row
from medlofte.view.life_words import missing, standing
from medlofte.view.paper import Paper
from medlofte.view.values import one_line, quoted

_STEP = 2


def render(history: History, words: Catalog, *, width: int, colour: bool) -> str:
    """Every pledge of a series as one row of a chart."""
    paper = Paper(width, colour=colour)
    count = say_n("{count} pledge", "{count} pledges", len(history.life))
    periods = say_n("{count} period", "{count} periods", len(history.period))
    title = one_line(history.place) or history.series
    said = say("{place}: {pledges} in {periods}", place=title, pledges=count, periods=periods)
    paper.apart(Text(words.say(said), style="bold"), Text(history.series, style="dim"))
    _notes(paper, history.period, words)
    if not history.life:
        paper.put(words.say(say("No document of the series holds a pledge.")))
        return paper.text()
    at = grid(history.life, history.period, paper.width)
    paper.put()
    if at.hidden:
        paper.put(words.say(_hidden(at)))
    paper.put(head(at))
    for life in history.life:
        for line in row(life, at, words):
            paper.put(line)
    paper.put()
    for text in legend(history.life, at, words, paper.width):
        paper.put(Text(text, style="dim"))
    return paper.text()


def _hidden(at: Grid) -> Message:
    return say_n(
        "{count} older period does not fit; see: --format json",
        "{count} older periods do not fit; see: --format json",
        at.hidden,
    )


def _notes(paper: Paper, spans: Sequence[Span], words: Catalog) -> None:
    """What keeps the chart from being the whole truth."""
    retold = [one_line(_label(span)) for span in spans if span.retold]
    partial = [one_line(_label(span)) for span in spans if span.incomplete]
    if retold:
        said = (
            say("All are retold, none is the signed text.")
            if len(retold) == len(spans)
            else say("Retold, not the signed text: {names}", names=tuple(retold))
        )
        paper.put(Text(f"! {words.say(said)}", style="yellow"), hang=2)
    if partial:
        said = say("The list of pledges is not known in full: {names}", names=tuple(partial))
        paper.put(Text(f"! {words.say(said)}", style="yellow"), hang=2)
    others = {span.document: span.told_beside for span in spans if span.told_beside}
    if others:
        said = told.beside(sum(others.values()), *others)
        paper.put(Text(f"! {words.say(said)}", style="yellow"), hang=2)


def render_one(history: History, pledge: str, words: Catalog, *, width: int, colour: bool) -> str:
    """One pledge in full: every text beside the one before, its numbers, fate and outcomes."""
    paper = Paper(width, colour=colour)
    page = _Page(history, paper, words)
    for at, life in enumerate(history.life):
        if at:
            paper.put()
        page.life(life, pledge)
    return paper.text()


class _Page:
    """Lives in full on one sheet."""

    def __init__(self, history: History, paper: Paper, words: Catalog) -> None:
        self.history = history
        self.paper = paper
        self.words = words
        self.spans = {span.document: span for span in history.period}

    def life(self, life: Life, pledge: str) -> None:
        paper = self.paper
        first, last = life.stage[0].document, life.stage[-1].document
        between = dict.fromkeys(one_line(name.rpartition("/")[2]) for name in (first, last))
        left = Text(f"{self.history.series}#{one_line(pledge)}", style="bold")
        paper.apart(left, Text(" → ".join(between), style="dim"))
        at = grid([life], self.history.period, paper.width)
        paper.put()
        paper.put(head(at))
        for line in row(life, at, self.words, named=False):
            paper.put(line)
        for stage in life.stage:
            self._stage(stage)
            for ending in stage.ending:
                self._ending(ending)

    def _head(self, document: str, fate: RowFate) -> None:
        span = self.spans[document]
        period = phrases.period(span.validity, self.words)
        left = Text.assemble((one_line(document), "bold"), f" · {period}")
        style = FATE_STYLES.get(fate, "")
        self.paper.put()
        self.paper.apart(left, Text(f"{SIGNS[fate]} {self.words.say(FATES[fate])}", style=style))

    def _stage(self, stage: Stage) -> None:
        paper = self.paper
        self._head(stage.document, stage.fate)
        came = [name for name in stage.of if name != stage.pledge.id]
        if came:
            self._labelled(say("from"), ", ".join(map(one_line, came)))
        if stage.pledge.title:
            paper.put(Text(one_line(stage.pledge.title), style="bold"), indent=_STEP)
        if stage.words:
            paper.put(marked(tuple((op, at_once(text)) for op, text in stage.words)), indent=_STEP)
        else:
            for paragraph in stage.pledge.text.strip().split("\n"):
                paper.put(one_line(paragraph), indent=_STEP)
        for line in self._facts(stage):
            paper.put(line, indent=_STEP, hang=2)
        self._why(stage.reason, judgement=stage.judgement)
        self._outcomes(stage)

    def _facts(self, stage: Stage) -> Iterator[Text]:
        words = self.words
        for number in life_facts.numbers(stage, words):
            yield self._fact(say("number"), number)
        if stage.by:
            yield self._fact(say("responsible"), ", ".join(map(one_line, stage.by)))
        if stage.area:
            yield self._fact(say("area"), one_line(stage.area))
        span = self.spans[stage.document]
        for at, line in enumerate(life_facts.changed(stage, span, self.history, words)):
            yield from () if at else (self._fact(say("changed"), ""),)
            yield Text(f"  - {line}")
        for line in life_facts.not_shown(stage, span, self.history, words):
            yield Text(line, style="dim")

    def _outcomes(self, stage: Stage) -> None:
        span, words = self.spans[stage.document], self.words
        texts = [told.own_words(item) if item.stands else "" for item in told.once(stage.outcomes)]
        for line, own in zip_longest(told.lines(stage.outcomes, (), words, several=False), texts):
            if line is None:
                continue
            lead = f"{' · '.join(part for part in (line.label, *map(one_line, line.ids)) if part)}: "
            style = ("" if line.label else "yellow") if line.stands else "dim"
            text = Text.assemble((lead if line.label else "! ", style or "dim"), (one_line(line.text), style))
            self.paper.put(text, indent=_STEP, hang=2)
            if own:
                self.paper.put(quoted(own, words), indent=_STEP + 2)
        if not standing(stage):
            self._labelled(say("Outcome"), words.say(missing(span)))

    def _ending(self, ending: Ending) -> None:
        self._head(ending.document, ending.fate)
        if ending.into:
            self._labelled(say("into"), ", ".join(map(one_line, ending.into)))
        if ending.to:
            self._labelled(say("to"), one_line(ending.to))
        self._why(ending.reason, judgement=ending.judgement)

    def _why(self, reason: str, *, judgement: bool) -> None:
        label = say("reason (a reader's judgement)") if judgement else say("reason")
        if reason.strip():
            self._labelled(label, one_line(reason))
        elif judgement:
            self.paper.put(self.words.say(say("(a reader's judgement)")), indent=_STEP)

    def _labelled(self, label: Message, text: str, *, dim: bool = False) -> None:
        self.paper.put(self._fact(label, text, dim=dim), indent=_STEP, hang=2)

    def _fact(self, label: Message, text: str, *, dim: bool = False) -> Text:
        return Text.assemble((f"{self.words.say(label)}: ", "dim"), (text, "dim" if dim else ""))


def _label(span: Span) -> str:
    return span.document.rpartition("/")[2]
