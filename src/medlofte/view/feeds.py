"""What was released when, for those who want to hear of it: Atom (RFC 4287) and JSON Feed 1.1, one entry a release.

An entry tells only what the texts of its release and of the one that it replaces say, so that no later release changes
it. One that is replaced is read at another address from then on, which its link follows: RFC 4287 (4.2.15) asks for no
other ``updated`` where what an entry tells stays as it was.

The feed itself bears the id that the settings give it, which RFC 4287 (4.2.6) wants to stay when it moves. Without one
it is made of the address, or the name while there is none, and never of what is released.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element

from medlofte.message import Message, say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.publication import Edition, Publication, Volume
from medlofte.view.catalog import Catalog, catalog
from medlofte.view.data import encode
from medlofte.view.labels import tallied
from medlofte.view.life_runs import label
from medlofte.view.phrases import period
from medlofte.view.site import addresses
from medlofte.view.site.frame import frame
from medlofte.view.values import one_line
from medlofte.view.xml import put, render

_ATOM = "http://www.w3.org/2005/Atom"
_JSON_FEED = "https://jsonfeed.org/version/1.1"


class Item(NamedTuple):
    """One release as a feed tells of it."""

    name: str
    number: int
    id: str
    path: str
    title: str
    summary: str
    released: dt.datetime
    language: str


class Feed(NamedTuple):
    """All releases, newest first, and what is said of the whole."""

    id: str
    title: str
    author: str
    base: str
    language: str
    updated: dt.datetime
    items: tuple[Item, ...]


def files(volumes: Sequence[Volume], publication: Publication) -> dict[str, bytes]:
    """Both feeds by their addresses; a draft is no news."""
    found = _feed(volumes, publication)
    return {addresses.ATOM: _atom(found), addresses.JSON_FEED: _json(found)}


def _feed(volumes: Sequence[Volume], publication: Publication) -> Feed:
    site, settings = frame(publication), publication.settings
    items = sorted(
        (item for volume in volumes for item in _items(volume)),
        key=lambda item: (-item.released.timestamp(), item.name, -item.number),
    )
    words = catalog(settings.language)
    never = dt.datetime.combine(publication.day, dt.time(), dt.UTC)
    return Feed(
        id=settings.id or _id(f"feed {site.base.partition('://')[2] or settings.name}"),
        title=one_line(settings.name) or words.say(say("Released agreements and pledges")),
        author=site.sender,
        base=site.base,
        language=words.language,
        updated=items[0].released if items else never,
        items=tuple(items),
    )


def _items(volume: Volume) -> Iterator[Item]:
    before: dict[str, Edition] = {}
    editions = sorted(volume.all(), key=lambda edition: edition.number)
    for edition in editions:
        if edition.released_at is not None:
            words = catalog(edition.agreement.language, for_pages=True)
            yield Item(
                name=edition.name,
                number=edition.number,
                id=_id(f"{edition.name}/r{edition.number}:{edition.code}"),
                path=_path(edition),
                title=one_line(words.say(_title(edition))),
                summary=one_line(_summary(edition, before.get(edition.name), words)),
                released=edition.released_at,
                language=words.language,
            )
        before[edition.name] = edition


def _id(name: str) -> str:
    """What stands for something for good, as long as it is given the same name."""
    return uuid5(NAMESPACE_URL, f"medlofte:{name}").urn


def _title(edition: Edition) -> Message:
    """The title, with the place where it does not tell that."""
    title, place = edition.agreement.title, edition.agreement.place.strip()
    if not place or place.casefold() in title.casefold():
        return say("{title}, release {number}", title=title, number=edition.number)
    return say("{title}, {place}, release {number}", title=title, place=place, number=edition.number)


def _path(edition: Edition) -> str:
    if edition.latest:
        return addresses.period(edition.name)
    return addresses.replaced(edition.name, edition.number)


def _summary(edition: Edition, before: Edition | None, words: Catalog) -> str:
    """When it applies, what became of the pledges before it, and what it corrects."""
    content = " ".join(map(words.say, _content(edition.agreement, words)))
    if before is None:
        return content
    known = before.agreement.amendment
    parts = [
        text.strip()
        for amendment in edition.agreement.amendment
        for text in (amendment.reason, amendment.text)
        if amendment not in known and text.strip()
    ]
    why = " ".join(text if text[-1] in ".!?…" else f"{text}." for text in parts)
    said = say(
        "Replaces release {number}. {why} {content}", number=before.number, why=one_line(why), content=content
    )
    return words.say(said)


def _content(agreement: Agreement, words: Catalog) -> Iterator[Message]:
    when, ledger = agreement.validity, agreement.renewal
    if when.from_ or when.until:
        yield say("Applies {period}.", period=period(when, words))
    if agreement.pledge:
        number = say_n("{count} pledge", "{count} pledges", len(agreement.pledge))
        yield say("{number}.", number=number)
    if ledger and ledger.pledge:
        counts = tallied(ledger.pledge)
        yield say("Of those of {period}: {counts}.", period=label(ledger.of), counts=counts)


def _atom(feed: Feed) -> bytes:
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})
    put(root, "id", feed.id)
    put(root, "title", feed.title)
    put(root, "updated", _moment(feed.updated))
    put(put(root, "author"), "name", feed.author)
    put(root, "link", rel="self", type="application/atom+xml", href=feed.base + addresses.ATOM)
    put(root, "link", rel="alternate", type="text/html", href=feed.base or addresses.FRONT)
    for item in feed.items:
        entry = put(root, "entry", xml__lang=item.language)
        put(entry, "id", item.id)
        put(entry, "title", item.title)
        put(entry, "updated", _moment(item.released))
        put(entry, "published", _moment(item.released))
        put(entry, "link", rel="alternate", type="text/html", href=_address(feed, item))
        put(entry, "summary", item.summary)
    return render(root)


def _json(feed: Feed) -> bytes:
    """Without a base address it names no address of its own: such a feed has no relative ones."""
    found: dict[str, Any] = {"version": _JSON_FEED, "title": feed.title, "language": feed.language}
    if feed.base:
        found |= {"home_page_url": feed.base, "feed_url": feed.base + addresses.JSON_FEED}
    items = []
    for item in feed.items:
        told = {
            "id": item.id,
            "title": item.title,
            "content_text": item.summary,
            "date_published": _moment(item.released),
            "language": item.language,
        }
        items.append(told | ({"url": _address(feed, item)} if feed.base else {}))
    return encode({**found, "authors": [{"name": feed.author}], "items": items})


def _address(feed: Feed, item: Item) -> str:
    """Where the release is read: absolute where the register names a base address."""
    return feed.base + quote(item.path.removesuffix("index.html")) if feed.base else quote(item.path)


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
