"""The front page: what this is in plain words, and every place in the order of the alphabet."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from medlofte.message import Message, say, say_n
from medlofte.view.site import addresses
from medlofte.view.site import frame as frames
from medlofte.view.site.folders import Folder, initial
from medlofte.view.site.frame import Frame, Page, render
from medlofte.view.values import one_line

#: With more places than this they stand under letters, which the page leads to at its top.
_MANY = 30
_TEXTS: Mapping[str, Message] = {
    "lead": say(
        "Here the police, municipalities and others tell what they have promised together, who answers for it, and "
        "what became of it."
    ),
    "stays": say("Every earlier period stays where it is, word for word as it was."),
    "places": say("Places"),
    "letters": say("Places by letter"),
    "newest": say("Newest"),
    "data": say("All pledges as open data"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the front page.

    Attributes:
        label: What people call it.
        address: Its page.
        title: The title of its newest document.
        newest: The page of that document.
        more: How many other series lie beneath it.
    """

    label: str
    address: str
    title: str
    newest: str
    more: str


def page(frame: Frame, day: dt.date) -> tuple[str, bytes]:
    """The front page."""
    title = one_line(frame.settings.name) or frame.sender
    shown = frames.page(frame, addresses.FRONT, title, frame.settings.language, day=day)
    words, folders = shown.words, frame.below("")
    return shown.path, render(
        "front",
        shown,
        groups=list(_groups(folders, frame, shown)),
        many=len(folders) > _MANY,
        texts=words.say_all(_TEXTS),
    )


def _groups(folders: tuple[Folder, ...], frame: Frame, page: Page) -> Iterator[tuple[str, list[Place]]]:
    """The places by their first letter; together where they are few."""
    few = len(folders) <= _MANY
    for letter, found in groupby(folders, key=lambda folder: "" if few else initial(folder.label)):
        yield letter, [_place(folder, frame, page) for folder in found]


def _place(folder: Folder, frame: Frame, page: Page) -> Place:
    below = sum(
        1 for name, other in frame.folders.items() if other.newest and name.startswith(f"{folder.name}/")
    )
    more = say_n("{count} more agreement", "{count} more agreements", below)
    only = say_n("{count} agreement", "{count} agreements", below)
    return Place(
        label=folder.label,
        address=page.to(addresses.series(folder.name)),
        title=folder.title,
        newest=page.to(addresses.period(folder.newest)) if folder.newest else "",
        more=page.words.say(more if folder.newest else only) if below else "",
    )
