"""The archive: every period of every place, newest first."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from medlofte.message import Message, say
from medlofte.model.publication import Volume
from medlofte.view.document import title
from medlofte.view.phrases import period_name
from medlofte.view.reading_parts import language_tag
from medlofte.view.site import addresses
from medlofte.view.site import frame as frames
from medlofte.view.site.folders import alphabetical
from medlofte.view.site.frame import Frame, Page, render
from medlofte.view.site.phrases import applies

_TEXTS: Mapping[str, Message] = {
    "lead": say("Everything that has been published here, with the newest period of each place first."),
    "replaced": say("replaced"),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One release.

    Attributes:
        label: Its period.
        title: The title of its document.
        language: The language of the title.
        address: Its page.
        applies: When it applies.
        replaced: Earlier releases of it: name and address.
    """

    label: str
    title: str
    language: str
    address: str
    applies: str
    replaced: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One series, named with what stands above it."""

    label: str
    address: str
    periods: tuple[Kept, ...]


def page(volumes: Sequence[Volume], frame: Frame, day: dt.date) -> tuple[str, bytes]:
    """The archive."""
    heading = frames.said(frame.settings.language)["archive"]
    trail = (frames.Crumb(heading),)
    shown = frames.page(frame, addresses.ARCHIVE, heading, frame.settings.language, trail, day)
    shelves = [_shelf(volume, frame, shown) for volume in volumes]
    shelves.sort(key=lambda shelf: alphabetical(shelf.label))
    return shown.path, render("archive", shown, shelves=shelves, texts=shown.words.say_all(_TEXTS))


def _shelf(volume: Volume, frame: Frame, page: Page) -> Shelf:
    steps = frame.trail(volume.name)
    return Shelf(
        label=" › ".join(step.text for step in steps),
        address=page.to(addresses.series(volume.name)),
        periods=tuple(_kept(volume, page)),
    )


def _kept(volume: Volume, page: Page) -> Iterator[Kept]:
    for edition in reversed(volume.editions):
        label = period_name(edition.period)
        yield Kept(
            label=label,
            title=title(edition.agreement, edition.name),
            language=language_tag(edition.agreement.language) or page.words.language,
            address=page.to(addresses.period(edition.name)),
            applies=applies(label, edition.agreement.validity, page.words),
            replaced=tuple(
                (f"r{old.number}", page.to(addresses.replaced(old.name, old.number)))
                for old in reversed(volume.replaced)
                if old.name == edition.name
            ),
        )
