"""The changelog of a series as a page: what became of every pledge, period by period, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from medlofte.message import Message, say
from medlofte.model.changelog import Changelog
from medlofte.model.publication import Volume
from medlofte.view.catalog import catalog
from medlofte.view.changelog_outline import Chapter, Line, Name, Piece, outline, title
from medlofte.view.site import addresses
from medlofte.view.site import frame as frames
from medlofte.view.site.frame import Crumb, Frame, Page
from medlofte.view.site.pledge import names
from medlofte.view.values import one_line

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


def render(changelog: Changelog, volume: Volume, frame: Frame) -> bytes:
    """The changelog of a series.

    Args:
        changelog: All its entries.
        volume: The series.
        frame: What all pages share.
    """
    words = catalog(volume.newest.agreement.language, for_pages=True)
    named = title(changelog, volume.name, words)
    trail = frame.trail(volume.name, Crumb(words.say(say("Changelog"))))
    page = frames.page(frame, addresses.changes(volume.name), named, words.language, trail)
    compared = {
        pair.new.name: pair.old.name for pair in reversed(volume.pairs) if volume.before(pair.new) is pair
    }
    linker = _Linker(volume, page)
    return frames.render(
        "changes",
        page,
        parts=[
            Part(
                chapter=outline(entry, words, frame.documents),
                label=one_line(entry.document.rpartition("/")[2]),
                anchor=entry.document.rpartition("/")[2],
                there=page.to(addresses.period(entry.document)),
                compare=page.to(addresses.compare(compared[entry.document], entry.document))
                if entry.document in compared
                else "",
            )
            for entry in changelog.entries
        ],
        link=linker.link,
        text=linker.text,
        texts=_said(words.language),
    )


@cache
def _said(language: str) -> dict[str, str]:
    words = catalog(language)
    return {key: words.say(message) for key, message in _TEXTS.items()}


class _Linker:
    """Where a name in the changelog leads."""

    def __init__(self, volume: Volume, page: Page) -> None:
        self.volume = volume
        self.page = page
        self.known = names(volume)

    def text(self, piece: Piece, line: Line) -> str:
        """What a name is shown as: a pledge by its text, unless the line tells that already."""
        if piece.name is Name.DOCUMENT:
            return self.page.frame.documents.get(piece.text, piece.text)
        text = self.known.get(piece.text, piece.text) if piece.name is Name.PLEDGE else piece.text
        alone = sum(1 for one in line if one.name is Name.PLEDGE) == 1 and line[0].name is None
        told = alone or line[0].text.startswith(text.removesuffix("…"))
        return self.page.words.say(_TEXTS["life"]) if told and self.link(piece) else text

    def link(self, piece: Piece) -> str:
        """The page of a pledge or document; empty where there is none."""
        if piece.name is Name.PLEDGE and piece.text in self.known:
            return self.page.to(addresses.pledge(self.volume.name, piece.text))
        if piece.name is Name.DOCUMENT and piece.text in self.page.frame.documents:
            return self.page.to(addresses.period(piece.text))
        return ""
