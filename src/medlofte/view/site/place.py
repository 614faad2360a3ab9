"""The page of a place: its periods, newest first, and the series beneath it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from medlofte.message import Message, say, say_n
from medlofte.model.publication import Edition, Volume
from medlofte.model.record import Kind
from medlofte.view import charts
from medlofte.view.catalog import Catalog
from medlofte.view.document import title
from medlofte.view.phrases import period_name
from medlofte.view.reading_parts import language_tag
from medlofte.view.site import addresses
from medlofte.view.site import frame as frames
from medlofte.view.site.folders import Folder
from medlofte.view.site.frame import Frame, Page, render
from medlofte.view.site.lives import Lives
from medlofte.view.site.phrases import applies
from medlofte.view.site.went import sentence

_LEADS: Mapping[Kind, Message] = {
    Kind.PLEDGES: say("What the police and their partners have promised here, period by period."),
    Kind.PLAN: say("What has been planned together here, period by period."),
    Kind.FRAME: say("What has been agreed on working together here, period by period."),
}
_TEXTS: Mapping[str, Message] = {
    "periods": say("Periods, newest first"),
    "changes": say("What changed"),
    "newest": say("Newest"),
    "lives": say("The life of each pledge"),
    "changelog": say("Everything that changed, period by period"),
    "more": say("More agreements here"),
    "below": say("Places and agreements"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One period.

    Attributes:
        label: The period.
        title: The title of its document.
        language: The language of the title.
        applies: When it applies.
        pledges: How many pledges it holds.
        outcome: How they went, in a sentence.
        address: Its page.
        compare: The page that compares it with the one before.
    """

    label: str
    title: str
    language: str
    applies: str
    pledges: str
    outcome: str
    address: str
    compare: str


@dataclass(frozen=True, slots=True)
class Below:
    """A series within the folder."""

    label: str
    title: str
    periods: str
    address: str


def page(volume: Volume, frame: Frame, lives: Lives) -> tuple[str, bytes]:
    """The page of a series."""
    path, folder = addresses.series(volume.name), frame.folders[volume.name]
    trail = frame.trail(volume.name)
    shown = frames.page(frame, path, folder.label, volume.newest.agreement.language, trail, volume.day)
    words = shown.words
    return path, render(
        "place",
        shown,
        lead=words.say(_LEADS[volume.newest.agreement.kind]),
        lines=[_line(volume, edition, lives, shown) for edition in reversed(volume.editions)],
        below=list(_below(frame, volume.name, shown)),
        chart=charts.lives(volume.history.life, volume.history, words, id_="_lives")
        if volume.history.life
        else "",
        changelog=shown.to(addresses.changes(volume.name)),
        texts=words.say_all(_TEXTS),
    )


def index(frame: Frame, folder: Folder) -> tuple[str, bytes]:
    """The page of a folder that only holds series."""
    path = addresses.series(folder.name)
    shown = frames.page(frame, path, folder.label, frame.settings.language, frame.trail(folder.name))
    return path, render(
        "place",
        shown,
        lead="",
        lines=[],
        below=list(_below(frame, folder.name, shown)),
        chart="",
        changelog="",
        texts=shown.words.say_all(_TEXTS),
    )


def _line(volume: Volume, edition: Edition, lives: Lives, page: Page) -> Line:
    words, agreement = page.words, edition.agreement
    span, pair = lives.spans[edition.name], volume.before(edition)
    own, label = lives.stages_of(edition.name), period_name(edition.period)
    return Line(
        label=label,
        title=title(agreement, edition.name),
        language=language_tag(agreement.language) or words.language,
        applies=applies(label, agreement.validity, words),
        pledges=_pledges(len(agreement.pledge), words, more=span.incomplete),
        outcome=sentence(own, span, words) if own and lives.is_due(edition) else "",
        address=page.to(addresses.period(edition.name)),
        compare=page.to(addresses.compare(pair.old.name, edition.name)) if pair else "",
    )


def _pledges(count: int, words: Catalog, *, more: bool) -> str:
    if not count:
        return ""
    number = say_n("{count} pledge", "{count} pledges", count)
    return words.say(say("{number} or more", number=number) if more else number)


def _below(frame: Frame, name: str, page: Page) -> Iterator[Below]:
    for folder in frame.below(name):
        count = say_n("{count} period", "{count} periods", folder.periods)
        yield Below(
            label=folder.label,
            title=folder.title,
            periods=page.words.say(count) if folder.periods else "",
            address=page.to(addresses.series(folder.name)),
        )
