"""What was released when, for those who want to hear of it: Atom (RFC 4287) and JSON Feed 1.1, one entry a release."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element

from medlofte.message import Message, say, say_n
from medlofte.model.publication import Edition, Publication, Volume
from medlofte.view.catalog import Catalog, catalog
from medlofte.view.data import encode
from medlofte.view.outline import counts
from medlofte.view.phrases import period
from medlofte.view.site import addresses
from medlofte.view.site.frame import Frame, frame
from medlofte.view.values import one_line
from medlofte.view.xml import put, render

_ATOM = "http://www.w3.org/2005/Atom"
_JSON_FEED = "https://jsonfeed.org/version/1.1"


class Item(NamedTuple):
    """One release as a feed tells of it."""

    id: str
    path: str
    title: str
    summary: str
    released: dt.datetime
    language: str


class Feed(NamedTuple):
    """All releases, newest first, and what is said of the whole."""

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
        (item for volume in volumes for item in _items(volume, site)),
        key=lambda item: (item.released, item.id),
        reverse=True,
    )
    words = catalog(settings.language)
    never = dt.datetime.combine(publication.day, dt.time(), dt.UTC)
    return Feed(
        title=one_line(settings.name) or words.say(say("Released agreements and pledges")),
        author=site.sender,
        base=site.base,
        language=words.language,
        updated=items[0].released if items else never,
        items=tuple(items),
    )


def _items(volume: Volume, site: Frame) -> Iterator[Item]:
    for edition in (*volume.editions, *volume.replaced):
        if edition.released_at is not None:
            words = catalog(edition.agreement.language)
            title = say("{title}, release {number}", title=edition.agreement.title, number=edition.number)
            yield Item(
                id=_id(edition, site.base),
                path=_path(edition),
                title=one_line(words.say(title)),
                summary=one_line(words.say(_summary(volume, edition, words))),
                released=edition.released_at,
                language=words.language,
            )


def _id(edition: Edition, base: str) -> str:
    """What stands for a release for good; a corrected release is another one."""
    name = f"{edition.name}/r{edition.number}"
    return f"{base}#{name}" if base else uuid5(NAMESPACE_URL, f"medlofte:{name}:{edition.code}").urn


def _path(edition: Edition) -> str:
    if edition.latest:
        return addresses.period(edition.name)
    return addresses.replaced(edition.name, edition.number)


def _summary(volume: Volume, edition: Edition, words: Catalog) -> Message:
    """When it applies, and what changed in it."""
    when = period(edition.agreement.validity, words)
    pair = volume.before(edition) if edition.latest else None
    found = ", ".join(text for _, text in counts(pair.comparison, words)) if pair else ""
    if pair and found:
        return say("Applies {period}. Against {old}: {counts}.", period=when, old=pair.old.name, counts=found)
    if not edition.agreement.pledge:
        return say("Applies {period}.", period=when)
    number = say_n("{count} pledge", "{count} pledges", len(edition.agreement.pledge))
    return say("Applies {period}. {number}.", period=when, number=number)


def _atom(feed: Feed) -> bytes:
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})
    put(root, "id", f"{feed.base}{addresses.ATOM}" if feed.base else uuid5(NAMESPACE_URL, feed.title).urn)
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
