"""Real and invented documents as they are published, and what their pages hold."""

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import html5lib
import msgspec
import view_world as world

from medlofte.core.publication import newest, volumes
from medlofte.model.agreement import Agreement
from medlofte.model.publication import Edition, Publication, Volume
from medlofte.model.register import Filed, Settings
from medlofte.view.site.frame import Frame, frame

_RELEASED = dt.datetime(2021, 2, 5, 12, tzinfo=dt.UTC)


def edition(name: str, agreement: Agreement, reports: tuple[Filed, ...] = ()) -> Edition:
    return Edition(name, 1, agreement, name.encode(), "AAAA BBBB", _RELEASED, (), reports, {})


def published(
    documents: Mapping[str, Agreement], more: tuple[tuple[str, str], ...] = ()
) -> tuple[Frame, dict[str, Volume]]:
    """Some documents as one publication; ``more`` pairs are compared beside the successive ones."""
    editions = [edition(name, agreement) for name, agreement in documents.items()]
    return shown(editions, more)


def shown(editions: list[Edition], more: Any = ()) -> tuple[Frame, dict[str, Volume]]:
    found = Publication(Settings(), editions, dt.date(2024, 1, 1), more=more)
    return frame(found, newest=newest(editions)), {volume.name: volume for volume in volumes(found)}


@cache
def real() -> tuple[Frame, dict[str, Volume]]:
    """Every real document."""
    return shown(
        [edition(name, world.agreement(name), world.reports(name)) for name in world.names()],
        [("kungalv/2020-2021", "strangnas/2020")],
    )


def invented(period: str, *pledges: dict[str, Any], **fields: Any) -> Agreement:
    """An invented document of one year."""
    raw = {
        "format": 1,
        "kind": "pledges",
        "title": f"Medborgarlöften Storby {period}",
        "place": "Storby",
        "validity": {"from": f"{period}-01-01", "until": f"{period}-12-31"},
        "party": [{"id": "polisen", "name": "Polisen i Storby", "kind": "police"}],
        "pledge": [{"by": ["polisen"], **pledge} for pledge in pledges],
    }
    return msgspec.convert(raw | fields, Agreement)


def renewed(of: str, *rows: dict[str, Any]) -> dict[str, Any]:
    """A ledger."""
    return {"of": of, "pledge": [{"reason": "Skäl.", **row} for row in rows]}


def tree(page: bytes) -> Any:
    """A page as elements, those of pictures without their namespace; fails where its HTML is faulty."""
    found = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.decode())
    for element in found.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return found


def part(markup: str) -> Any:
    """A piece of a page as elements."""
    return tree(f"<!DOCTYPE html><html><head><title>t</title></head><body>{markup}</body></html>".encode())


def text(element: Any) -> str:
    """What an element shows and says, on one line."""
    return " ".join("".join(element.itertext()).split())


def flat(words: str) -> str:
    """A text as pages show it: paragraphs run together, items without their dashes."""
    return " ".join(re.sub(r"(?m)^\s*- ", "", words).split())


def links(element: Any) -> list[str]:
    return [str(link.get("href")) for link in element.iter("a")]
