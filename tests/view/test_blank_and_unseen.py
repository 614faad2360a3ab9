"""Documents whose texts are blank, or hold what is no sign: every page and the PDF say something, and nothing raw."""

import re
from dataclasses import replace
from typing import Any

import published as site
import pytest
import reading_world as copies
from filler import Filler
from test_pdf import broken
from test_site_pages import made

from medlofte.model.agreement import Agreement
from medlofte.model.publication import Edition
from medlofte.model.register import Settings
from medlofte.view import pdf, reading_html
from medlofte.view.catalog import catalog, visible

BLANK = ["", " ", "\u2003\n\t"]
#: Keys that hold names of things, which are never blank.
_NAMES = frozenset(
    {"id", "area", "parent", "person", "party", "by", "with", "language", "into", "of", "under"}
)
UNSEEN = [chr(code) for code in (0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF)]


class Blank(Filler):
    """Builds a record in which every text is the same blank."""

    def __init__(self, text: str) -> None:
        super().__init__(catalog("sv"))
        self.text = text
        self.named = False

    def value(self, kind: Any, key: str) -> Any:
        self.named, before = key.removesuffix("_") in _NAMES, self.named
        found = super().value(kind, key)
        self.named = before
        return found

    def mark(self) -> str:
        name = super().mark()
        return name if self.named else self.text


def blank(text: str) -> Agreement:
    agreement = Blank(text).record(Agreement)
    assert isinstance(agreement, Agreement)
    return agreement


def editions(text: str) -> list[Edition]:
    """Two periods of a document with nothing but blanks, one of a pledge with nothing, and a draft."""
    bare = site.invented("2023", {"id": "a", "text": text, "title": text}, title=text, place=text, area=[
        {"id": "x", "title": text}], party=[{"id": "polisen", "name": text, "kind": "police"}])  # fmt: skip
    draft = replace(site.edition("storby/2024", bare), released_at=None)
    return [
        site.edition("storby/2021", blank(text)),
        site.edition("storby/2022", blank(text)),
        site.edition("storby/2023", bare),
        draft,
    ]


@pytest.mark.parametrize("text", BLANK)
def test_nothing_that_people_go_by_is_empty_on_any_page(text: str) -> None:
    for path, data in made(*editions(text), settings=Settings(name=text, publisher=text)).items():
        page = site.part(data.decode()) if path.endswith("fragment.html") else site.tree(data)
        named = [
            one for one in page.iter() if re.fullmatch(r"h[1-6]|title|a|th|dt|dd|summary|caption", one.tag)
        ]
        assert [(path, one.tag) for one in named if not site.text(one)] == []
        if path.startswith("storby/202") and path.endswith("/index.html"):
            assert site.text(page.find(".//h1")) == path.removesuffix("/index.html")


@pytest.mark.parametrize("text", BLANK)
@pytest.mark.parametrize("at", [0, 2])
def test_a_pdf_comes_of_it_all_the_same(text: str, at: int) -> None:
    item = copies.copied(editions(text)[at].agreement)
    assert item.title == "storby/2021"
    assert all(section.title for section in item.sections)
    assert broken(pdf.render(item, made=copies.MADE), "2a", "ua1") == set()
    assert site.text(site.tree(reading_html.render(item)).find(".//h1")) == "storby/2021"


@pytest.mark.parametrize("sign", UNSEEN)
def test_what_is_no_sign_is_spelt_out(sign: str) -> None:
    assert visible(f"a{sign}b") == f"a<U+{ord(sign):04X}>b"
    assert visible("\ufffd\U0001f693å") == "\ufffd\U0001f693å"


def test_no_page_holds_what_is_no_sign() -> None:
    text = f"a{''.join(UNSEEN)}b"
    pledge = {"id": "a", "title": text, "text": text}
    agreement = site.invented("2021", pledge, title=text, place=text, extra={text: text})
    item = copies.copied(agreement)
    for data in [*made(site.edition("storby/2021", agreement)).values(), reading_html.render(item)]:
        assert not set(data.decode()) & set(UNSEEN)
    assert "<U+10FFFF>" in copies.plain_pdf(pdf.render(item, made=copies.MADE), item)
