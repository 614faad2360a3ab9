"""The changelog of a series as a page: what became of every pledge, period by period, newest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from medlofte.message import Message, say
from medlofte.model.changelog import Entry, Pledged
from medlofte.model.publication import Volume
from medlofte.view.catalog import catalog
from medlofte.view.changelog_outline import Chapter, Line, Name, Piece, outline, title
from medlofte.view.differences import document_name
from medlofte.view.life_runs import label, names
from medlofte.view.phrases import period_name
from medlofte.view.site import addresses
from medlofte.view.site import frame as frames
from medlofte.view.site.frame import Crumb, Frame, Page, render
from medlofte.view.values import in_short

_TEXTS: Mapping[str, Message] = {
    "first": say("Newest period first."),
    "compare": say("Word by word"),
    "document": say("The document"),
    "life": say("through the years"),
}
#: Names of pledges.
_PLEDGES = frozenset({Name.PLEDGE, Name.FORMER})


@dataclass(frozen=True, slots=True)
class Part:
    """One period: what is said of it, and what it leads to."""

    chapter: Chapter
    names: "_Names"
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
    known = names(volume.history)
    return shown.path, render(
        "changes",
        shown,
        parts=[
            Part(
                chapter=outline(entry, words, frame.documents),
                names=_Names(entry, known, shown),
                label=period_name(entry.document.rpartition("/")[2]),
                anchor=entry.document.rpartition("/")[2],
                there=shown.to(addresses.period(entry.document)),
                compare=shown.to(addresses.compare(pair.old.name, entry.document))
                if (pair := before.get(entry.document))
                else "",
            )
            for entry in volume.changelog.entries
        ],
        texts=words.say_all(_TEXTS),
    )


class _Names:
    """What the names in the chapter of one document are shown as, and where they lead."""

    def __init__(self, entry: Entry, known: Mapping[str, str], page: Page) -> None:
        self.page = page
        self.series = entry.document.rpartition("/")[0]
        self.known = known
        items = [item for group in entry.groups for item in group.items]
        new = _in_short(one for item in items for one in item.new)
        old = _in_short(one for item in items for one in item.old)
        #: Each pledge as the document has it, and as the one before has it.
        self.texts: Mapping[Name | None, Mapping[str, str]] = {Name.PLEDGE: old | new, Name.FORMER: new | old}

    def text(self, piece: Piece, line: Line) -> tuple[str, str]:
        """What a name is shown as: a pledge by its text, which is only read aloud where the line tells it already."""
        if piece.name is Name.DOCUMENT:
            own = piece.text.rpartition("/")[0] == self.series
            named = label(piece.text) if own else document_name(piece.text, self.page.words)
            return self.page.frame.documents.get(piece.text, named), ""
        text = self.texts.get(piece.name, {}).get(piece.text, "")
        shown = text or self.known.get(piece.text) or piece.text.replace("-", " ")
        alone = sum(1 for one in line if one.name in _PLEDGES) == 1
        told = alone and (not text or text.removesuffix("…") in line[0].text)
        return (self.page.words.say(_TEXTS["life"]), shown) if told and self.link(piece) else (shown, "")

    def link(self, piece: Piece) -> str:
        """The page of a pledge or document; empty where there is none."""
        if piece.name in _PLEDGES and piece.text in self.known:
            return self.page.to(addresses.pledge(self.series, piece.text))
        if piece.name is Name.DOCUMENT and piece.text in self.page.frame.documents:
            return self.page.to(addresses.period(piece.text))
        return ""


def _in_short(pledges: Iterable[Pledged]) -> dict[str, str]:
    """Pledges whose text is known, in short, by id."""
    return {one.id: in_short(one) for one in pledges if one.title.strip() or one.text.strip()}
