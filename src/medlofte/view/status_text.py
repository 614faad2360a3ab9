"""What needs doing, for the terminal: grouped by how pressing it is."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from medlofte.message import Message, say, say_n
from medlofte.model.agenda import Duty, Task, Urgency
from medlofte.model.record import Precision
from medlofte.view.catalog import Catalog
from medlofte.view.paper import Paper
from medlofte.view.tasks import day, distance, place, sentences
from medlofte.view.values import quoted

_HEADS = {
    Urgency.OVERDUE: say("Overdue"),
    Urgency.SOON: say("Within 30 days"),
    Urgency.OPEN: say("Without a day"),
    Urgency.UPCOMING: say("Later"),
}
_STYLES = {Urgency.OVERDUE: "red", Urgency.SOON: "yellow", Urgency.OPEN: "magenta", Urgency.UPCOMING: "cyan"}
#: Columns of the day, and where the text beside it begins.
_DAY, _BODY = 10, 14
#: Lines of a quotation from an agreement.
_QUOTED = 2
_YEAR = 365


@dataclass(frozen=True, slots=True)
class _Entry:
    """A task with the later days of the same rhythm."""

    task: Task
    later: tuple[Task, ...] = ()


def render(
    tasks: Sequence[Task], documents: int, today: dt.date, words: Catalog, *, width: int, colour: bool
) -> str:
    """What needs doing, the most urgent first."""
    paper = Paper(width, colour=colour)
    counts = {urgency: sum(task.urgency is urgency for task in tasks) for urgency in Urgency}
    head = Text(words.say(say("Status on {day}", day=today.isoformat())), style="bold")
    parts = [
        Text(words.say(_count(urgency, counts[urgency])), style=_STYLES[urgency])
        for urgency in Urgency
        if counts[urgency]
    ]
    paper.apart(head, Text(" · ").join(parts))
    if not tasks:
        said = say_n(
            "Nothing needs doing in {count} document.", "Nothing needs doing in {count} documents.", documents
        )
        paper.put(words.say(said))
    old = [task for task in tasks if _is_old(task, today)]
    for urgency in Urgency:
        if urgency is Urgency.UPCOMING:  # what is long overdue presses less than what is near
            _group(paper, say("Overdue for more than a year"), old, today, words)
        found = [task for task in tasks if task.urgency is urgency and task not in old]
        _group(paper, _HEADS[urgency], found, today, words)
    if any(task.day and task.precision is not Precision.DAY for task in tasks):
        said = say("A year or month alone: the text gives no day, and the last one counts.")
        paper.put()
        paper.put(Text(words.say(said), style="dim"))
    return paper.text()


def _is_old(task: Task, today: dt.date) -> bool:
    return task.day is not None and (today - task.day).days > _YEAR


def _group(paper: Paper, head: Message, tasks: Sequence[Task], today: dt.date, words: Catalog) -> None:
    """Tasks that are alike in urgency; who acts and how is told of those that are near."""
    if not tasks:
        return
    paper.put()
    paper.put(Text(words.say(head), style=f"bold {_STYLES[tasks[0].urgency]}"))
    for entry in _folded(tasks):
        near = entry.task.urgency is not Urgency.UPCOMING and not _is_old(entry.task, today)
        _put(paper, entry, today, words, near=near)


def _count(urgency: Urgency, count: int) -> Message:
    match urgency:
        case Urgency.OVERDUE:
            return say_n("{count} overdue", "{count} overdue", count)
        case Urgency.SOON:
            return say_n("{count} within 30 days", "{count} within 30 days", count)
        case Urgency.OPEN:
            return say_n("{count} without a day", "{count} without a day", count)
        case Urgency.UPCOMING:
            return say_n("{count} later", "{count} later", count)


def _folded(tasks: Sequence[Task]) -> Iterator[_Entry]:
    """Reports of one rhythm as one entry: the next of them, then the days of the others."""
    rhythms: dict[tuple[str, str], list[Task]] = {}
    for task in tasks:
        if task.duty is Duty.REPORT:
            rhythms.setdefault((task.document, task.pledge), []).append(task)
    for task in tasks:
        if task.duty is not Duty.REPORT:
            yield _Entry(task)
        elif (same := rhythms[task.document, task.pledge])[0] is task:
            yield _Entry(task, tuple(same[1:]))


def _put(paper: Paper, entry: _Entry, today: dt.date, words: Catalog, *, near: bool) -> None:
    task = entry.task
    style = _STYLES[task.urgency]
    left = Text.assemble((f"{day(task):<{_DAY}}", style), "  ", (place(task), "bold"))
    far = distance(task, today)
    paper.apart(left, Text(words.say(far) if far else "", style=style), indent=2)
    if task.about.strip():
        paper.put(Text(quoted(task.about, words)), indent=_BODY, limit=_QUOTED if near else 1)
    said = sentences(task, words, vague=False)
    if entry.later:
        days = tuple(day(one) for one in entry.later)
        said += " " + words.say(say("Then on {days}.", days=days))
    paper.put(said, indent=_BODY, limit=0 if near else 1)
    if not near:
        return
    if task.names:
        paper.put(Text(words.say(say("who: {names}", names=task.names)), style="dim"), indent=_BODY, hang=2)
    if task.command:
        paper.put(Text(words.say(say("run: {command}", command=task.command)), style="dim"), indent=_BODY)
