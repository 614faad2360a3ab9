"""The changelog of a series as a page: what became of every pledge, period by period, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass

from medlofte.message import Message, say
from medlofte.model.publication import Volume
from medlofte.view.catalog import catalog
from medlofte.view.changelog_outline import Chapter, Line, Name, Piece, outline, title
from medlofte.view.life_runs import label
from medlofte.view.phrases import period_name
from medlofte.view.site import addresses
from medlofte.view.site import frame as frames
from medlofte.view.site.frame import Crumb, Frame, Page, render
from medlofte.view.site.pledge import names

_TEXTS: Mapping[str, Message] = {
    "first": say("Newest period first."),
    "compare": say("Word by word"),
    "document": say("The document"),
    "life": say("through the years"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One period: what is said of it, and what it leads to."""

    chapter: Chapter
    label: str
    anchor: str
    there: str
    compare: str


def page(volume: Volume, frame: Frame) -> tuple[str, bytes]:
    """The changelog of a series."""
    words = catalog(volume.newest.agreement.language, for_pages=True)
    named = title(volume.changelog, volume.name, words)
    trail = frame.trail(volume.name, Crumb(words.say(say("Changelog"))))
    shown = frames.page(frame, addresses.changes(volume.name), named, words.language, trail)
    before = {edition.name: volume.before(edition) for edition in volume.editions}
    linker = _Linker(volume, shown)
    return shown.path, render(
        "changes",
        shown,
        parts=[
            Part(
                chapter=outline(entry, words, frame.documents),
                label=period_name(entry.document.rpartition("/")[2]),
                anchor=entry.document.rpartition("/")[2],
                there=shown.to(addresses.period(entry.document)),
                compare=shown.to(addresses.compare(pair.old.name, entry.document))
                if (pair := before.get(entry.document))
                else "",
            )
            for entry in volume.changelog.entries
        ],
        link=linker.link,
        text=linker.text,
        texts=words.say_all(_TEXTS),
    )


class _Linker:
    """Where a name in the changelog leads."""

    def __init__(self, volume: Volume, page: Page) -> None:
        self.volume = volume
        self.page = page
        self.known = names(volume)

    def text(self, piece: Piece, line: Line) -> tuple[str, str]:
        """What a name is shown as: a pledge by its text, which is only read aloud where the line tells it already."""
        if piece.name is Name.DOCUMENT:
            own = piece.text.rpartition("/")[0] == self.volume.name
            return self.page.frame.documents.get(piece.text, label(piece.text) if own else piece.text), ""
        text = self.known.get(piece.text, piece.text) if piece.name is Name.PLEDGE else piece.text
        alone = sum(1 for one in line if one.name is Name.PLEDGE) == 1 and line[0].name is None
        told = alone or line[0].text.startswith(text.removesuffix("…"))
        return (self.page.words.say(_TEXTS["life"]), text) if told and self.link(piece) else (text, "")

    def link(self, piece: Piece) -> str:
        """The page of a pledge or document; empty where there is none."""
        if piece.name is Name.PLEDGE and piece.text in self.known:
            return self.page.to(addresses.pledge(self.volume.name, piece.text))
        if piece.name is Name.DOCUMENT and piece.text in self.page.frame.documents:
            return self.page.to(addresses.period(piece.text))
        return ""
