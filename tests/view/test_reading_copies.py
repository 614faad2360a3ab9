"""Reading copies: all of a document, as HTML and PDF, and nothing of it read as anything but text."""

import datetime as dt
import hashlib
import io
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest
import reading_world as copies
import typst
import view_world as world
from filler import Filler

from medlofte.model.agreement import Agreement
from medlofte.view import pdf, reading_html
from medlofte.view.catalog import catalog
from medlofte.view.reading import Promise, Reading, reading

SV = catalog("sv", for_pages=True)
SOME = ["gotland/2020", "gotland/2021", "gotland/samverkan/2021-2022", "kungalv/2020-2021", "pitea/2023-2025"]
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f]")
CODE = '#read("/etc/passwd") #eval("1") = A *b* _c_ $x^2$ @ref <lbl> \\ \\u{41} // x /* y */ "q" \' `r` ~ -- {{ 7*7 }} {% x %}'


@pytest.mark.parametrize("name", world.names())
class TestEveryDocument:
    def test_every_text_is_in_the_copy(self, name: Any) -> None:
        found = copies.plain(copies.copy(name))
        wanted = copies.texts(world.agreement(name), copies.NOT_ON_PAGES)
        assert [text for text in wanted if text not in found] == []

    def test_every_text_is_on_the_page(self, name: Any) -> None:
        found = copies.plain_page(reading_html.render(copies.copy(name)))
        wanted = copies.texts(world.agreement(name), copies.NOT_ON_PAGES)
        assert [text for text in wanted if text not in found] == []

    def test_every_text_is_in_the_pdf(self, name: Any) -> None:
        item = copies.copy(name)
        found = copies.plain_pdf(pdf.render(item, made=copies.MADE), item)
        areas = {area.id for area in world.agreement(name).area}
        wanted = set(copies.texts(world.agreement(name), copies.NOT_ON_PAPER | copies.NOT_ON_PAGES)) - areas
        assert [text for text in wanted if copies.bare(text) not in found] == []

    def test_levels_of_headings_follow_on_each_other(self, name: Any) -> None:
        levels = [1]
        for section in copies.copy(name).sections:
            levels += [section.level, *[section.level + 1 for _ in section.pledges]]
        assert all(new <= old + 1 for old, new in pairwise(levels))
        assert max(levels) <= 6

    def test_a_link_of_a_signature_is_called_after_its_sentence(self, name: Any) -> None:
        page = reading_html.render(copies.copy(name)).decode()
        part = page.partition('<section id="part.signatures"')[2].partition("</section>")[0]
        for item in re.findall(r"<li.*?</li>", part, re.DOTALL):
            ids, links = re.findall(r'<li id="([^"]*)">', item), re.findall(r"<a .*?>", item)
            assert all(f'aria-labelledby="{ids[0]}"' in link for link in links)

    def test_the_page_needs_nothing_from_outside(self, name: Any) -> None:
        item = copies.copy(name)
        page = reading_html.render(item).decode()
        assert not re.search(r"<(script|link|img|iframe|object|embed|form)", page)
        links = re.findall(r'<a href="([^"#][^"]*)"[^>]*>([^<]*)</a>', page)
        assert all(
            address == shown and address.startswith(("https://", "http://")) for address, shown in links
        )
        assert len(re.findall(r'(?:src|href)="[^#]', page)) == len(links)
        anchors = re.findall(r' id="([^"]*)"', page)
        assert len(anchors) == len(set(anchors))
        assert set(re.findall(r'href="#([^"]*)"', page)) <= set(anchors)
        assert {pledge.id for pledge in world.agreement(name).pledge} <= set(anchors)
        assert page.count(item.code) == 2


def filled() -> tuple[Agreement, list[str]]:
    filler = Filler(SV)
    agreement = filler.record(Agreement)
    assert isinstance(agreement, Agreement)
    return agreement, filler.marks


def test_nothing_in_a_document_is_left_out() -> None:
    agreement, marks = filled()
    item = reading(agreement, SV, name="storby/2021", release=1, code="C")
    told = copies.plain(item).lower()
    assert [mark for mark in marks if mark.lower() not in told] == []
    page = copies.plain_page(reading_html.render(item)).lower()
    assert [mark for mark in marks if mark.lower() not in page] == []
    found = copies.plain_pdf(pdf.render(item, made=copies.MADE), item).lower()
    names = set(copies.texts(agreement)) - set(copies.texts(agreement, copies.NOT_ON_PAPER))
    assert [mark for mark in marks if copies.bare(mark.lower()) not in found and mark not in names] == []


def test_what_is_not_the_original_says_so_first() -> None:
    item = copies.copy("gotland/2021")
    assert "återberättat" in item.banner
    page = reading_html.render(item).decode()
    assert page.index(item.banner) < page.index(item.summary[0].text)
    assert all(copies.bare(item.banner) in text for text in copies.pages(pdf.render(item, made=copies.MADE)))
    transcript = copies.copied(copies.small(provenance={"of": "transcript"}))
    assert "ordagrant" in transcript.banner or "word for word" in transcript.banner
    assert copies.copied(copies.small()).banner == ""


def test_a_pledge_has_all_its_parts() -> None:
    section = next(part for part in copies.copy("gotland/2020").sections if part.pledges)
    pledge = section.pledges[0]
    assert (pledge.id, pledge.anchor, pledge.number) == (
        "sip-eller-natverksmote",
        "sip-eller-natverksmote",
        "1",
    )
    assert pledge.owner == "Polisen på Gotland, Region Gotland"
    assert pledge.targets[0].startswith("5 våldsutsatta kvinnor")
    assert pledge.text[0].text.startswith("Under 2020 ska fem")


def test_paragraphs_and_lists_stay_apart() -> None:
    text = "Ett stycke\nsom går vidare.\n\nEtt till:\n- första\n- andra\n  raden\n\nSist."
    item = copies.copied(copies.small(summary=text))
    assert [(part.text, part.item) for part in item.summary] == [
        ("Ett stycke som går vidare.", False),
        ("Ett till:", False),
        ("första", True),
        ("andra raden", True),
        ("Sist.", False),
    ]
    page = re.sub(r"\s+", "", reading_html.render(item).decode())
    assert "<p>Etttill:</p><ul><li>första</li><li>andraraden</li></ul><p>Sist.</p>" in page


@pytest.mark.parametrize("title", ["", "En rubrik"])
def test_long_promises_are_told_whole(title: str) -> None:
    """The first paragraph stands as the heading of what has none of its own."""
    text = "Först ett.\n\nSedan två:\n- tre\n- fyra\n\nSist fem."
    measure = {"id": "m", "title": title, "number": "b)", "text": text}
    pledge = {"id": "p", "title": title, "number": "1", "text": text, "measure": [measure]}
    item = copies.copied(copies.small(pledge=[pledge]))
    told = f"{title} Först ett. Sedan två: tre fyra Sist fem.".strip()
    page = copies.plain_page(reading_html.render(item))
    found = copies.plain_pdf(pdf.render(item, made=copies.MADE), item)
    for number in ("1", "b)"):
        name = " m" if number == "b)" else ""
        first = f"{number} {title or 'Först ett.'}"
        rest = told.removeprefix(title or "Först ett.").strip()
        assert f"{first}{name} {rest}" in page
        assert copies.bare(f"{first} {rest}") in found


def areas(*pairs: tuple[str, str]) -> Reading:
    """A copy of a document with these areas, each with its parent."""
    raw = [{"id": name, "title": name.upper(), "parent": parent} for name, parent in pairs]
    return copies.copied(copies.small(area=raw))


def test_areas_nest_in_the_order_of_the_text() -> None:
    item = areas(("a", ""), ("aa", "a"), ("aaa", "aa"), ("b", ""), ("ab", "a"), ("x", "y"), ("c", "c"))
    found = [(part.level, part.title) for part in item.sections if not part.ours]
    assert found == [
        (3, "A"),
        (4, "AA"),
        (5, "AAA"),
        (3, "B"),
        (3, "A › AB"),
        (3, "y › X"),
        (3, "C › C"),
    ]


def test_deep_areas_stay_within_the_six_levels_of_headings() -> None:
    item = areas(*[(f"a{depth}", f"a{depth - 1}" if depth else "") for depth in range(9)])
    assert max(part.level for part in item.sections) == 5
    assert pdf.render(item, made=copies.MADE)


def every_promise(item: Reading) -> list[Promise]:
    pledges = [pledge for section in item.sections for pledge in section.pledges]
    return pledges + [measure for pledge in pledges for measure in pledge.measures]


def test_ids_that_are_no_names_make_no_anchors() -> None:
    twice = [
        {"id": "part", "text": "A.", "measure": [{"id": "m", "text": "x"}, {"id": "m", "text": "y"}]},
        {"id": "part", "text": "B."},
        {"id": '" onclick="x', "text": "C.", "measure": [{"id": "m", "text": "x"}]},
    ]
    item = copies.copied(copies.small(pledge=twice))
    assert [one.anchor for one in every_promise(item)] == ["part", "", "", "part.m", "", ""]
    page = reading_html.render(item)
    assert "C." in copies.plain_page(page)
    assert b'onclick="' not in page


@pytest.mark.parametrize("text", [world.HOSTILE, CODE, "a\x00b\u2066c\u200bd\u00ade\tf\rg\u2028h"])
def test_hostile_text_stays_text(text: str) -> None:
    pledge = {"id": "p", "title": text, "number": text, "text": text, "measure": [{"id": text, "text": text}]}
    raw = copies.small(
        title=text, place=text, summary=text, language=text, pledge=[pledge], extra={text: [text, {text: 1}]}
    )
    item = copies.copied(raw)
    shown = item.title
    assert not STEERING.search(copies.plain(item))
    page = reading_html.render(item)
    assert not STEERING.search(page.decode())
    assert copies.plain_page(page).count(shown) >= 8
    assert not re.search(rb"<(script|del|ins)\b", page)
    found = copies.plain_pdf(pdf.render(item, made=copies.MADE), item)
    assert found.count(copies.bare(shown)) >= 8
    assert "root:" not in found


def test_the_template_reads_no_file(tmp_path: Path) -> None:
    """Neither beside itself nor anywhere else, should text ever become code."""
    (tmp_path / "secret.txt").write_text("secret")
    template = tmp_path / "reading.typ"
    for path in ("secret.txt", "/secret.txt", "../secret.txt", str(tmp_path / "secret.txt"), "/etc/passwd"):
        template.write_text(f'#set document(title: "x")\n#read("{path}")')
        with pytest.raises(typst.TypstError):
            pdf._compile(template, {}, copies.MADE, "a-2a")
    template.write_text('#set document(title: "x")\n= x')
    assert pdf._compile(template, {}, copies.MADE, "a-2a")


def test_the_template_has_nothing_of_the_text_run() -> None:
    template = (Path(pdf.__file__).parent / "templates" / "reading.typ").read_text(encoding="utf-8")
    assert template.isascii()
    code = re.sub(r"(?m)^//.*$", "", template)
    drawing = 'image(bytes(d.qr), format: "svg"'
    assert code.count(drawing) == 1
    code = code.replace(drawing, "")
    assert not re.search(
        r"\b(eval|read|import|include|plugin|image|csv|yaml|toml|xml|cbor)\s*\(?[\(\"]", code
    )


def test_signs_that_no_font_has_are_spelt_out() -> None:
    item = copies.copied(copies.small(summary="Polisen \U0001f693 och 中文 i Storby. \ue000 é ß Ж"))
    found = copies.plain_pdf(pdf.render(item, made=copies.MADE), item)
    assert "Polisen<U+1F693>och<U+4E2D><U+6587>iStorby.<U+E000>éßЖ" in found
    assert copies.bare(item.said["spelt"]) in found
    assert "🚓 och 中文" in copies.plain_page(reading_html.render(item))
    plain = copies.copied(copies.small())
    assert copies.bare(plain.said["spelt"]) not in copies.plain_pdf(
        pdf.render(plain, made=copies.MADE), plain
    )


def test_long_words_and_long_pledges_stay_on_the_paper() -> None:
    pledge = {
        "id": "p",
        "text": "W" * 400 + " " + "i" * 400 + " x" * 6000,
        "note": "https://example.org/" + "a" * 900,
    }
    item = copies.copied(copies.small(title="W" * 90, pledge=[pledge]))
    data = pdf.render(item, made=copies.MADE)
    copies.plain_pdf(data, item)
    read = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    title = [line for line in read[0].splitlines() if line.startswith("W")]
    assert sum(map(len, title)) == 90
    assert max(map(len, title)) <= 24
    lines = [line for page in read for line in page.splitlines()]
    assert max(line.count("W") for line in lines) <= 44
    assert max(map(len, lines)) <= 180


def test_the_code_stands_on_every_page() -> None:
    item = copies.copy("kungalv/2020-2021")
    found = copies.pages(pdf.render(item, made=copies.MADE))
    assert len(found) > 2
    for number, page in enumerate(found, 1):
        assert page.endswith(copies.foot(item, number, len(found)))
        assert f"{number}({len(found)})" in page


def test_what_the_pdf_says_of_itself() -> None:
    data = pdf.render(
        copies.copied(copies.small()),
        made=dt.datetime(2021, 2, 5, 14, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))),
    )
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.metadata is not None
    assert reader.metadata.title == "Medborgarlöfte Storby 2021 – storby/2021 r1"
    assert reader.metadata.creation_date == copies.MADE
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "sv"
    assert root["/MarkInfo"]["/Marked"]
    xmp = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>2<", xmp)
    assert re.search(r"pdfaid:conformance>A<", xmp)
    assert re.search(r"pdfuaid:part>1<", xmp)
    assert "/StructTreeRoot" in root


@pytest.mark.parametrize(
    ("language", "tag"), [("fi", "fi"), ("sma", "sma"), ("fi-FI", "fi"), ("no language", "en")]
)
def test_the_language_of_the_text_and_of_the_labels(language: str, tag: str) -> None:
    item = copies.copied(copies.small(language=language))
    root: Any = pypdf.PdfReader(io.BytesIO(pdf.render(item, made=copies.MADE))).trailer["/Root"]
    assert root["/Lang"] == tag
    page = reading_html.render(item).decode()
    assert f'<html lang="{item.language}">' in page
    assert ('<h2 lang="en" dir="auto">Pledges</h2>' in page) == (tag != "en")
    copies.plain_page(reading_html.render(item))


def test_text_from_right_to_left() -> None:
    item = copies.copied(copies.small(language="yi", title="שלום", summary="שלום Storby"))
    assert b'<html lang="yi" dir="rtl">' in reading_html.render(item)
    assert pdf.render(item, made=copies.MADE)


SCRIPT = """
import hashlib, reading_world as copies
from medlofte.view import pdf, reading_html
item = copies.copy("kungalv/2020-2021")
for data in (reading_html.render(item), pdf.render(item, made=copies.MADE)):
    print(hashlib.sha256(data).hexdigest())
"""


def test_the_same_bytes_everywhere(tmp_path: Path) -> None:
    """In this process and in others, with another clock, language, home and folder."""
    item = copies.copy("kungalv/2020-2021")
    mine = [
        hashlib.sha256(data).hexdigest()
        for _ in range(2)
        for data in (reading_html.render(item), pdf.render(item, made=copies.MADE))
    ]
    assert mine[:2] == mine[2:]
    here = str(Path(__file__).parent)
    for number, (zone, language) in enumerate((("Asia/Tokyo", "ja_JP.UTF-8"), ("America/New_York", "C"))):
        env = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": here,
            "TZ": zone,
            "LANG": language,
            "LC_ALL": language,
        }
        env |= {
            "HOME": str(tmp_path),
            "PYTHONHASHSEED": str(number),
            "SOURCE_DATE_EPOCH": "1",
            "PYTHONUTF8": "1",
        }
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        assert done.stdout.split() == mine[:2]


def test_another_time_gives_another_file() -> None:
    item = copies.copied(copies.small())
    later = copies.MADE + dt.timedelta(seconds=1)
    assert pdf.render(item, made=copies.MADE) != pdf.render(item, made=later)


def test_small_documents_are_small_files() -> None:
    item = copies.copied(copies.small())
    assert len(reading_html.render(item)) < 8_000
    assert len(pdf.render(item, made=copies.MADE)) < 40_000


@pytest.mark.parametrize("name", SOME)
def test_who_signed_is_told_in_whole_sentences(name: Any) -> None:
    item = copies.copy(name)
    assert len(item.signatures) == len(world.agreement(name).signatory)
    page = copies.plain_page(reading_html.render(item))
    assert all(sentence in page for sentence in item.signatures)


def test_an_agreement_above_is_called_in_the_words_of_its_name() -> None:
    item = copies.copy("gotland/2021")
    said = [part.text for fact in item.cover for part in fact.text]
    assert "Gotland › Samverkan › 2021–2022" in said
    assert [one.title for one in item.sections if one.anchor == "part.renewal"] == ["Förnyar Gotland › 2020"]
