"""What needs doing as a calendar that other programs import (RFC 5545): one all-day event for everything with a day."""

import datetime as dt
from collections.abc import Sequence

from icalendar import Calendar, Event, vText

from medlofte import __version__
from medlofte.message import say
from medlofte.model.agenda import Duty, Task
from medlofte.view.catalog import Catalog, visible
from medlofte.view.tasks import place, sentences
from medlofte.view.values import one_line, shorten

#: Tasks that the words of the text tell best, and how many signs of those a summary holds.
_TOLD_BY_TEXT, _LINE = frozenset({Duty.DEADLINE, Duty.DUE, Duty.GOAL}), 100
_NOON = dt.time(12, tzinfo=dt.UTC)


def render(tasks: Sequence[Task], title: str, today: dt.date, words: Catalog) -> bytes:
    """The calendar, byte for byte the same for the same tasks on the same day.

    Args:
        tasks: What needs doing; what has no day is left out.
        title: Name of the calendar; that of the register.
        today: The day that was asked about: every event is said to be as it was then.
        words: The language.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//medlofte//medlofte {__version__}//{words.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    name = vText(one_line(title) or words.say(say("What needs doing")))
    calendar["name"] = calendar["x-wr-calname"] = name
    for task in tasks:
        if task.day is not None:
            calendar.add_component(_event(task, task.day, today, words))
    return bytes(calendar.to_ical(sorted=True))


def _event(task: Task, day: dt.date, today: dt.date, words: Catalog) -> Event:
    event = Event()
    event.add("uid", f"{one_line(task.id)}@medlofte")
    event.add("dtstamp", dt.datetime.combine(today, _NOON))
    event.add("dtstart", day)
    if day < dt.date.max:
        event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", f"{place(task)}: {_summary(task, words)}")
    event.add("description", _description(task, words))
    event.add("categories", [task.duty.value])
    event.add("transp", "TRANSPARENT")
    return event


def _summary(task: Task, words: Catalog) -> str:
    """What it is in a line: the words of the text where these say more than ours."""
    if task.duty in _TOLD_BY_TEXT and task.about.strip():
        return shorten(one_line(task.about), _LINE)
    return one_line(words.say(task.said[0]))


def _description(task: Task, words: Catalog) -> str:
    lines = [
        sentences(task, words),
        visible(task.about.strip()),
        words.say(say("To act: {names}", names=task.names)) if task.names else "",
        task.command,
    ]
    return "\n".join(line for line in lines if line)
