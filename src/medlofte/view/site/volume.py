"""Every page of one series."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from medlofte.message import Message, say
from medlofte.model.biography import Life
from medlofte.model.publication import Edition, Volume
from medlofte.view.catalog import catalog
from medlofte.view.document import title
from medlofte.view.phrases import period_name
from medlofte.view.site import addresses, changes, compare, place, pledge
from medlofte.view.site.fragment import pasted
from medlofte.view.site.frame import Crumb, Frame, Page, document_page, render
from medlofte.view.site.lives import Lives, lives
from medlofte.view.site.past import Past
from medlofte.view.site.period import period, read, replaced_by

#: What is said around a document, by a short name.
_TEXTS: Mapping[str, Message] = {
    "newest": say("Read the newest release"),
    "draft": say("Read the draft"),
    "to_come": say("What the draft changes"),
    "corrected": say("This release corrects an earlier one."),
    "awaited": say("This draft is to replace a release."),
    "correction": say("What this release changed"),
    "later": say("What the next release changed"),
    "earlier": say("Replaced:"),
    "to_replace": say("To be replaced:"),
    "more": say("Everything else in the document"),
    "link": say("Link to this pledge"),
    "files": say("To download"),
    "since": say("First promised"),
    "against": say("Against the period before"),
    "went": say("How it went"),
    "life": say("Through the years"),
    "reports": say("What was reported"),
    "beside": say("Told beside the pledges"),
    "periods": say("All periods"),
    "changes": say("what changed"),
    "here": say("In this document:"),
    "each": say("What became of each"),
    "about": say("About the document"),
    "pledge": say("Pledge"),
    "outcome": say("How it went, and what became of it"),
}


def pages(volume: Volume, frame: Frame, sizes: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
    """Every page of a series by its address.

    Args:
        volume: The series.
        frame: What all pages share.
        sizes: How many bytes each file has that people may fetch, by its address.
    """
    found = lives(volume.history)
    yield place.page(volume, frame, found)
    yield changes.page(volume, frame)
    for edition in volume.all():
        yield from _document(volume, edition, frame, found, sizes)
    for pair in (*volume.pairs, *volume.corrections):
        yield compare.page(pair, volume, frame)
    for id_, some in _by_pledge(volume).items():
        if addresses.pledge(volume.name, id_):
            yield pledge.page(id_, some, volume, frame)


def _by_pledge(volume: Volume) -> dict[str, list[Life]]:
    """The lives that each id has a part in, for every id that a pledge of any release has or had."""
    found: dict[str, list[Life]] = {}
    for life in volume.history.life:
        for id_ in dict.fromkeys(stage.pledge.id for stage in life.stage):
            found.setdefault(id_, []).append(life)
    for one in volume.withdrawn:
        found.setdefault(one.pledge.id, [])
    return found


def _document(
    volume: Volume, edition: Edition, frame: Frame, found: Lives, sizes: Mapping[str, int]
) -> Iterator[tuple[str, bytes]]:
    label = period_name(edition.period)
    trail = frame.trail(edition.series, Crumb(label))
    path = addresses.period(edition.name)
    if not edition.latest:
        path = addresses.replaced(edition.name, edition.number)
        own = Crumb(label, addresses.period(edition.name)), Crumb(_release(volume, edition))
        trail = frame.trail(edition.series, *own)
    page = document_page(frame, edition, path, title(edition.agreement, edition.name), trail)
    item = read(volume, edition, page)
    it = period(volume, edition, item, found, sizes, page)
    yield path, render("period", page, it=it, texts=_texts(page, it.past))
    if edition.latest:
        away = replace(page, path=addresses.fragment(edition.name), away=True)
        it = period(volume, edition, item, found, sizes, away)
        page_ = render("fragment", away, it=it, texts=_texts(away, it.past))
        yield away.path, pasted(page_.decode(), edition.name)


def _release(volume: Volume, edition: Edition) -> str:
    """An earlier release by its number, and that it was replaced, which a draft does not do yet."""
    said = say("r{number}", number=edition.number)
    if not replaced_by(volume, edition).is_draft:
        said = say("r{number} (replaced)", number=edition.number)
    return catalog(edition.agreement.language).say(said)


def _texts(page: Page, past: Past | None) -> dict[str, str]:
    said = page.words.say_all(_TEXTS)
    if past:
        texts = {
            "past": say("What became of the pledges of {period}", period=past.label),
            "caption": say("Each pledge of {period}: how it went, and whether it goes on", period=past.label),
            "against": say("Against {period}", period=past.label),
            "before": say("All of {period}", period=past.label),
            "compare": say("Compare the two word by word"),
        }
        said |= page.words.say_all(texts)
    return said
