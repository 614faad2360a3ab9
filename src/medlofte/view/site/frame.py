"""What every page of a site shares: who sends it, where it stands, what it says of itself."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from medlofte.message import Message, say
from medlofte.model.address import is_site
from medlofte.model.publication import Edition, Part, Publication
from medlofte.model.register import Settings
from medlofte.view.catalog import Catalog, catalog
from medlofte.view.document import capital, title
from medlofte.view.pages import environment
from medlofte.view.reading import CODE_OF_DRAFT, SAID, named
from medlofte.view.reading_parts import is_from_right, language_tag
from medlofte.view.site import addresses
from medlofte.view.site.folders import Folder, alphabetical, folders
from medlofte.view.values import one_line

#: What the frame says on every page, by a short name.
_SAID: Mapping[str, Message] = {
    **SAID,
    "here": say("You are here"),
    "start": say("Start"),
    "draft_means": say("These pages hold texts that are not released. They may change."),
    "about": say("About these pages"),
    "archive": say("All periods of all places"),
    "statement": say("Accessibility statement"),
    "data": say("Open data"),
    "feed": say("News feed (Atom)"),
}


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way to a page; the last has no address."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of one publication share.

    Attributes:
        settings: Settings of the register.
        drafts: Whether every page has to say that it may show a draft.
        folders: Every series and every folder above one, by name.
        documents: The title of every document that has a page, by its name.
        parts: What is published beside the pages, so that they lead nowhere else.
    """

    settings: Settings
    drafts: bool
    folders: Mapping[str, Folder]
    documents: Mapping[str, str]
    parts: frozenset[Part] = frozenset(Part)

    @property
    def feeds(self) -> bool:
        """Whether there are feeds to lead to."""
        return Part.FEEDS in self.parts

    @property
    def sender(self) -> str:
        """Who publishes."""
        return one_line(self.settings.publisher) or one_line(self.settings.name) or "medlofte"

    @property
    def base(self) -> str:
        """The address that the site is published under; empty where none is set that can be linked to."""
        address = self.settings.address
        return f"{address.rstrip('/')}/" if is_site(address) else ""

    def below(self, name: str) -> tuple[Folder, ...]:
        """The series and folders directly within one."""
        found = (folder for folder in self.folders.values() if folder.name.rpartition("/")[0] == name)
        return tuple(sorted(found, key=lambda folder: alphabetical(folder.label)))

    def beside(self, series: str, above: Iterable[str] = ()) -> tuple[object, ...]:
        """All that pages of one series take from elsewhere; where it is the same, so are they.

        Args:
            series: The series.
            above: The documents that those of the series name: what they hang under, where pledges moved.
        """
        around = (
            folder
            for name, folder in sorted(self.folders.items())
            if f"{series}/".startswith(f"{name}/") or name.startswith(f"{series}/")
        )
        return (
            self.settings,
            self.drafts,
            sorted(self.parts),
            *around,
            *sorted((name, self.documents[name]) for name in self.documents.keys() & set(above)),
        )

    def trail(self, name: str, *more: Crumb) -> tuple[Crumb, ...]:
        """The way to a series, or with ``more`` to a page within it; the last step is the page itself."""
        parts = name.split("/") if name else []
        steps = ["/".join(parts[: end + 1]) for end in range(len(parts))]
        crumbs = [Crumb(self.folders[step].label, addresses.series(step)) for step in steps]
        crumbs += more
        return (*crumbs[:-1], Crumb(crumbs[-1].text)) if crumbs else ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        frame: What it shares with all others.
        path: Its address.
        title: What it is about, in a line.
        words: The language of the labels.
        language: The language of the text, as a tag.
        trail: The steps to it, itself last.
        edition: The document and release that it shows; empty where it shows several.
        code: The control code of that text.
        draft: Whether that text is not released.
        day: The day that it tells of.
        away: Whether it is shown elsewhere than at its own address.
    """

    frame: Frame
    path: str
    title: str
    words: Catalog
    language: str
    trail: tuple[Crumb, ...] = ()
    edition: str = ""
    code: str = ""
    draft: bool = False
    day: dt.date | None = None
    away: bool = False

    @property
    def within(self) -> str:
        """The place, period and release that the title does not name, so that no two pages are called the same."""
        steps = [step.text for step in self.trail]
        return ", ".join(text for text in steps if not _names(self.title, text))

    @property
    def ours(self) -> str:
        """The language of our labels, where the text has another."""
        return "" if self.words.language == self.language else self.words.language

    @property
    def from_right(self) -> bool:
        """Whether the text is written from right to left."""
        return is_from_right(self.language)

    @property
    def canonical(self) -> str:
        """The address that people are to cite; empty where the register names none."""
        return self.frame.base + quote(self.path.removesuffix("index.html")) if self.frame.base else ""

    def to(self, address: str) -> str:
        """What leads from this page to an address of the site; empty where nothing does."""
        if not address:
            return ""
        if not self.away:
            return addresses.link(self.path, address)
        return self.frame.base + addresses.link("", address) if self.frame.base else ""

    def date(self, day: dt.date) -> str:
        """A day as the language writes it."""
        return self.words.day(day)

    def updated(self, day: dt.date) -> str:
        """That the page tells of everything up to a day."""
        return self.words.say(say("Last updated {day}", day=self.words.day(day)))


def _names(title: str, text: str) -> bool:
    """Whether a title says a text; of one that was cut, what is left of it."""
    if text.endswith("…"):
        return title.startswith(text.removesuffix("…"))
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", title, re.IGNORECASE) is not None


def frame(
    publication: Publication,
    parts: frozenset[Part] = frozenset(Part),
    newest: Mapping[str, str] = MappingProxyType({}),
) -> Frame:
    """What the pages of a publication share.

    Args:
        publication: What is published.
        parts: What is made of it.
        newest: The newest document of each series; see ``core.publication.newest``.
    """
    return Frame(
        settings=publication.settings,
        drafts=publication.drafts,
        folders=folders(publication.editions, newest),
        documents={
            edition.name: title(edition.agreement, edition.name)
            for edition in publication.editions
            if edition.latest
        },
        parts=parts,
    )


def document_page(frame: Frame, edition: Edition, path: str, title: str, trail: tuple[Crumb, ...]) -> Page:
    """A page that shows one release, in the language of its text."""
    words = catalog(edition.agreement.language, for_pages=True)
    return Page(
        frame=frame,
        path=path,
        title=title,
        words=words,
        language=language_tag(edition.agreement.language) or words.language,
        trail=trail,
        edition=words.say(named(edition.name, edition.number, draft=edition.is_draft)),
        code=one_line(edition.code),
        draft=edition.is_draft,
        day=edition.released_at.date() if edition.released_at else None,
    )


def page(
    frame: Frame,
    path: str,
    title: str,
    language: str,
    trail: tuple[Crumb, ...] = (),
    day: dt.date | None = None,
) -> Page:
    """A page of our own words."""
    words = catalog(language, for_pages=True)
    return Page(frame, path, title, words, words.language, trail, day=day)


def render(template: str, page: Page, **values: Any) -> bytes:
    """A page as bytes, from ``templates/site/TEMPLATE.html.j2``, which extends ``site/base.html.j2``."""
    from markupsafe import Markup

    found = environment().get_template(f"site/{template}.html.j2")
    ours = page.ours
    our_lang = Markup(' lang="{}" dir="auto"').format(ours) if ours else ""
    texts = said(page.words.language)
    if page.draft:
        texts |= {"code": page.words.say(CODE_OF_DRAFT)}
    return found.render(
        page=page, addresses=addresses, ours=ours, our_lang=our_lang, said=texts, **values
    ).encode()


def said(language: str) -> dict[str, str]:
    """What the frame says, in one language."""
    return dict(_said(language))


@cache
def _said(language: str) -> dict[str, str]:
    words = catalog(language)
    return {key: capital(text) for key, text in words.say_all(_SAID).items()}
