"""The page about the data: which files there are, and what their columns hold."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from medlofte.message import Message, say
from medlofte.view.site import addresses, data
from medlofte.view.site import frame as frames
from medlofte.view.site.frame import Frame, Page, render
from medlofte.view.site.phrases import size
from medlofte.view.table.meanings import MEANINGS

_TEXTS: Mapping[str, Message] = {
    "lead": say("All pledges of all periods, one row for each."),
    "files": say("Files"),
    "columns": say("Columns"),
    "caption": say("What each column holds; names of columns stay as they are"),
    "column": say("Column"),
    "holds": say("What it holds"),
    "feeds": say("News"),
    "feeds_mean": say("Each new release as an entry, for programs that follow changes."),
    "licence": say("You may use them freely, on the terms of this licence:"),
    "no_licence": say("The publisher has not chosen a licence yet: ask before you use them."),
    "none": say("No data is published with these pages."),
}
_BESIDE: Mapping[str, Message] = {
    data.SCHEMA: say("JSON Schema: what every field means"),
    data.DESCRIPTION: say("Description for catalogues of open data (DCAT-AP-SE)"),
}


@dataclass(frozen=True, slots=True)
class File:
    """A file of the data."""

    text: str
    kind: str
    size: str
    address: str


def page(frame: Frame, day: dt.date, sizes: Mapping[str, int]) -> tuple[str, bytes]:
    """The page about the data."""
    title = frames.said(frame.settings.language)["data"]
    shown = frames.page(frame, addresses.DATA, title, frame.settings.language, (frames.Crumb(title),), day)
    return shown.path, render(
        "data",
        shown,
        files=list(_files(sizes, shown)),
        columns=[(name, shown.words.say(meaning)) for name, meaning in MEANINGS.items()],
        feeds=[("Atom", shown.to(addresses.ATOM)), ("JSON Feed", shown.to(addresses.JSON_FEED))],
        licence=frame.settings.open_data.licence,
        texts=shown.words.say_all(_TEXTS),
    )


def _files(sizes: Mapping[str, int], page: Page) -> Iterator[File]:
    wanted = {item.name: item.title for item in data.FILES} | dict(_BESIDE)
    for name, text in wanted.items():
        address = addresses.data(name)
        if address in sizes:
            kind = name.rpartition(".")[2].upper()
            yield File(page.words.say(text), kind, size(sizes[address], page.words), page.to(address))
