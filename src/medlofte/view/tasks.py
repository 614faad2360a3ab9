"""What needs doing in words: the day, how far off it is, and the sentences; for the terminal, data and calendars."""

import datetime as dt

from medlofte.message import Message, say, say_n
from medlofte.model.agenda import Status, StatusItem, Task, Urgency
from medlofte.model.record import Precision
from medlofte.view.catalog import Catalog
from medlofte.view.values import one_line

SCHEMA = "medlofte/status@1"
#: So many days are told as days, so many months as months.
_DAYS_TOLD, _MONTHS_TOLD = 60, 24
_MONTH, _YEAR = 30.4375, 365.25
_VAGUE = {
    Precision.MONTH: say("The text gives the month and no day."),
    Precision.YEAR: say("The text gives the year and no day."),
}
_NEAR_YEARS = {-1: say("last year"), 0: say("this year"), 1: say("next year")}
_NEAR_MONTHS = {-1: say("last month"), 0: say("this month"), 1: say("next month")}


def day(task: Task) -> str:
    """The day as exactly as the text states it; empty where it gives none."""
    if task.day is None:
        return ""
    if task.precision is Precision.YEAR:
        return str(task.day.year)
    return f"{task.day:%Y-%m}" if task.precision is Precision.MONTH else task.day.isoformat()


def distance(task: Task, today: dt.date) -> Message | None:
    """How far off its day is, no more exactly than the text states the day; None where there is none."""
    if task.day is None:
        return None
    years = task.day.year - today.year
    if task.precision is Precision.YEAR:
        return _NEAR_YEARS.get(years) or _years(years)
    if task.precision is Precision.MONTH:
        months = years * 12 + task.day.month - today.month
        return _NEAR_MONTHS.get(months) or (_months(months) if abs(months) < _MONTHS_TOLD else _years(years))
    days = (task.day - today).days
    if abs(days) < _DAYS_TOLD:
        return _days(days)
    months = round(days / _MONTH)
    return _months(months) if abs(months) < _MONTHS_TOLD else _years(int(days / _YEAR))


def _days(days: int) -> Message:
    if not days:
        return say("today")
    if days < 0:
        return say_n("{count} day ago", "{count} days ago", -days)
    return say_n("in {count} day", "in {count} days", days)


def _months(months: int) -> Message:
    if months < 0:
        return say_n("{count} month ago", "{count} months ago", -months)
    return say_n("in {count} month", "in {count} months", months)


def _years(years: int) -> Message:
    if years < 0:
        return say_n("{count} year ago", "{count} years ago", -years)
    return say_n("in {count} year", "in {count} years", years)


def sentences(task: Task, words: Catalog, *, vague: bool = True) -> str:
    """All that is said of it; ``vague``: also how exactly the text states the day."""
    said = [
        *task.said,
        *([_VAGUE[task.precision]] if vague and task.day and task.precision in _VAGUE else []),
    ]
    return one_line(" ".join(words.say(message) for message in said))


def place(task: Task) -> str:
    """The document, with the pledge and the measure it is about."""
    pledge = f"#{one_line(task.pledge)}" if task.pledge else ""
    measure = f"/{one_line(task.measure)}" if task.measure else ""
    return one_line(task.document) + pledge + measure


def as_json(tasks: list[Task], documents: int, today: dt.date, words: Catalog) -> bytes:
    """What needs doing as data; the schema is that of :class:`~medlofte.model.agenda.Status`."""
    from medlofte.view.data import encode

    counts = {urgency: sum(task.urgency is urgency for task in tasks) for urgency in Urgency}
    return encode(
        Status(
            schema=SCHEMA,
            date=today,
            documents=documents,
            overdue=counts[Urgency.OVERDUE],
            soon=counts[Urgency.SOON],
            open=counts[Urgency.OPEN],
            upcoming=counts[Urgency.UPCOMING],
            item=tuple(_item(task, today, words) for task in tasks),
        )
    )


def _item(task: Task, today: dt.date, words: Catalog) -> StatusItem:
    return StatusItem(
        id=task.id,
        duty=task.duty,
        urgency=task.urgency,
        document=task.document,
        text=sentences(task, words),
        pledge=task.pledge,
        measure=task.measure,
        day=task.day,
        precision=task.precision,
        days=(task.day - today).days if task.day else None,
        by=task.by,
        names=task.names,
        about=task.about,
        command=task.command,
    )
