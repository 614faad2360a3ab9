"""What the tests of the reading copies share: copies of real documents, and the plain text of a page or PDF."""

import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any

import html5lib
import msgspec
import pypdf
import view_world as world

from medlofte.core.control_code import control_code
from medlofte.model.agreement import Agreement
from medlofte.model.pledge import Pledge
from medlofte.model.record import Record
from medlofte.model.release import Signer
from medlofte.model.renewal import LedgerRow
from medlofte.model.signoff import Method
from medlofte.view.catalog import catalog
from medlofte.view.reading import Reading, reading
from medlofte.view.values import ACTOR_KEYS

MADE = dt.datetime(2021, 2, 5, 12, 30, tzinfo=dt.UTC)
#: Keys whose values are names of other things, which readers meet by their titles.
_IDS = ACTOR_KEYS | {"at", "area", "parent"}
#: What a page of a PDF calls layout, and readers are told to pass over.
_DECORATION = re.compile(rb"/Artifact<</Type/Layout>>BDC\s.*?\sEMC(?=[\s/]|$)", re.DOTALL)


def code(name: str) -> str:
    return control_code(hashlib.sha256(name.encode()).hexdigest())


def signers(agreement: Agreement) -> list[Signer]:
    """The signatories of a document, as if their signatures were told somewhere."""
    return [
        Signer(
            party=person.party,
            person=person.person,
            name=person.name,
            office=person.office,
            party_name=person.party,
            method=Method.NOTED,
            on=dt.date(2021, 2, 5),
            source="https://example.org/news",
        )
        for person in agreement.signatory
    ]


def copy(name: str) -> Reading:
    """The reading copy of a real document."""
    return copied(world.agreement(name), name)


def copied(agreement: Agreement, name: str = "storby/2021", *, draft: bool = False) -> Reading:
    return reading(
        agreement,
        catalog(agreement.language),
        name=name,
        release=1,
        code=code(name),
        signers=signers(agreement),
        draft=draft,
        released=None if draft else MADE.date(),
    )


def small(**fields: Any) -> Agreement:
    """An invented agreement of one pledge."""
    raw = {
        "format": 1,
        "kind": "pledges",
        "title": "Medborgarlöfte Storby 2021",
        "place": "Storby",
        "validity": {"from": "2021-01-01", "until": "2021-12-31"},
        "party": [{"id": "polisen", "name": "Polisen i Storby", "kind": "police"}],
        "pledge": [
            {
                "id": "patruller",
                "by": ["polisen"],
                "text": "Polisen ska fotpatrullera i centrum vid minst 40 tillfällen.",
            }
        ],
    }
    return msgspec.convert(raw | fields, Agreement)


#: What a PDF leaves out: short names that nobody cites, where what they stand for is told.
NOT_ON_PAPER = frozenset({"id", "person"})
#: What pages and paper say by the title of the document that is named, or in the words of its name.
NOT_ON_PAGES = frozenset({"under", "of"})


def texts(item: Any, without: frozenset[str] = frozenset(), key: str = "") -> Iterator[str]:
    """Every text in a record, paragraphs and items run together, but not that under the keys of ``without``."""
    if isinstance(item, Record):
        for name in item.__struct_fields__:
            if name not in without or isinstance(item, (Pledge, LedgerRow)):
                yield from texts(getattr(item, name), without, name.removesuffix("_"))
    elif isinstance(item, dict):
        for inner in item.values():
            yield from texts(inner, without, key)
    elif isinstance(item, (tuple, list)):
        for inner in item:
            yield from texts(inner, without, key)
    elif isinstance(item, str) and not isinstance(item, StrEnum) and key not in _IDS:
        yield " ".join(re.sub(r"(?m)^\s*- ", "", item).split())


def plain(item: Any) -> str:
    """Every text of a reading copy, in order."""
    return " ".join(" ".join(_told(item)).split())


def _told(item: Any) -> Iterator[str]:
    if isinstance(item, str):
        yield item
    elif isinstance(item, tuple):
        for part in item:
            yield from _told(part)
    elif is_dataclass(item):
        for field in fields(item):
            yield from _told(getattr(item, field.name))


def plain_page(page: bytes) -> str:
    """What a page of HTML shows."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.decode())
    return " ".join("".join(tree.find("body").itertext()).split())


def bare(text: str) -> str:
    """A text without blanks and without the dots before items."""
    return re.sub(r"[\s•]+", "", text)


def pages(data: bytes) -> list[str]:
    """The text of every page of a PDF, without blanks: where lines end is of no matter.

    Dots that lead the eye are no text, and hundreds of drawings take longer to read than all texts.
    """
    reader = pypdf.PdfReader(io.BytesIO(data))
    return [bare(_undecorated(page).extract_text()) for page in reader.pages]


def _undecorated(page: pypdf.PageObject) -> pypdf.PageObject:
    content: Any = page["/Contents"]
    content.set_data(_DECORATION.sub(b"", content.get_data()))
    return page


def foot(item: Reading, number: int, count: int) -> str:
    """What the foot of a page says, without blanks."""
    counted = item.said["page"].replace("{page}", str(number)).replace("{pages}", str(count))
    return bare(f"{item.edition} · {counted} {item.said['code']} {item.code}")


def plain_pdf(data: bytes, item: Reading) -> str:
    """The text of a PDF without blanks, and without what stands at the edges of every page."""
    found = pages(data)
    head = bare((item.said["draft"] if item.draft else "") + item.banner)
    for number, page in enumerate(found, 1):
        assert page.endswith(foot(item, number, len(found)))
        assert number == 1 or page.startswith(head)
    return "".join(
        page.removesuffix(foot(item, number, len(found))).removeprefix(head if number > 1 else "")
        for number, page in enumerate(found, 1)
    )
