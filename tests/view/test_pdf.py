"""The PDF of a release: what the standards for archives and for reading aloud ask, its title page and its appendix."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import page
import pypdf
import pytest
import reading_world as copies
import view_world as world
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from medlofte.view import pdf
from medlofte.view.changelog_parts import Block, Run, parts

GOTLAND = [name for name in world.names() if name.startswith("gotland/")]
CHANGELOG = (Path(__file__).parent / "golden" / "changelog-gotland.md").read_bytes()
ATTACHED = {"text.toml": 'format = 1\r\ntitle = "Å 🚓"\n'.encode(), "agreement.json": b'{"format": 1}\n'}


def broken(data: bytes, *profiles: str) -> set[str]:
    """The rules of the standards that a file breaks."""
    found = set()
    for profile in profiles:
        report = page.validate_pdf_bytes(data, profile=profile)
        assert report.rules.total > 100
        found |= {failure.rule_id for failure in report.failures}
    # The validator takes a CR that ends the data of a stream for a part of the line end after it.
    return {rule for rule in found if not ("STREAM-LENGTH" in rule and lengths_fit(data))}


def lengths_fit(data: bytes) -> bool:
    """Whether every stream is followed by its end after just as many bytes as it says."""
    heads = list(re.finditer(rb"/Length (\d+)(?:(?!endobj).)*?stream\r?\n", data, re.DOTALL))
    return bool(heads) and all(data.startswith(b"\nendstream", head.end() + int(head[1])) for head in heads)


@pytest.fixture(scope="module")
def whole() -> bytes:
    """A PDF with a title page, contents, pledges, signatures and an appendix."""
    return pdf.render(copies.copy("gotland/2021"), made=copies.MADE, changelog=CHANGELOG)


@pytest.mark.parametrize("name", GOTLAND)
def test_the_standards_are_kept(name: Any) -> None:
    data = pdf.render(copies.copy(name), made=copies.MADE, changelog=CHANGELOG)
    assert broken(data, "2a", "ua1") == set()
    root: Any = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]
    assert root["/Lang"] == "sv"
    assert root["/OutputIntents"][0]["/DestOutputProfile"].get_data()


@pytest.mark.parametrize("draft", [False, True])
def test_the_standards_are_kept_by_other_languages_and_drafts(*, draft: bool) -> None:
    hebrew = {"language": "yi", "title": "שלום", "translation": {"ar": {"summary": "وعود"}}}
    for fields in ({"language": "en"}, {"language": "se", "summary": "Čáhci đ ŋ"}, hebrew):
        item = copies.copied(copies.small(**fields), draft=draft)
        data = pdf.render(item, made=copies.MADE)
        assert broken(data, "2a", "ua1") == set()
        assert "<U+" not in copies.plain_pdf(data, item)


def test_files_are_attached_byte_for_byte() -> None:
    data = pdf.render(copies.copy("gotland/2021"), made=copies.MADE, changelog=CHANGELOG, attach=ATTACHED)
    assert broken(data, "3a", "ua1") == set()
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert {name: found for name, [found] in reader.attachments.items()} == ATTACHED
    root: Any = reader.trailer["/Root"]
    assert {file.get_object()["/AFRelationship"] for file in root["/AF"]} == {"/Source"}


def every(writer: pypdf.PdfWriter) -> Iterator[DictionaryObject]:
    return (item for item in writer._objects if isinstance(item, DictionaryObject))


def renamed(old: str, new: str) -> Callable[[pypdf.PdfWriter], None]:
    """Give elements of the structure another role."""

    def change(writer: pypdf.PdfWriter) -> None:
        for item in every(writer):
            if item.get("/S") == old:
                item[NameObject("/S")] = NameObject(new)

    return change


def without(key: str) -> Callable[[pypdf.PdfWriter], None]:
    def change(writer: pypdf.PdfWriter) -> None:
        del writer.root_object[key]

    return change


def no_fonts(writer: pypdf.PdfWriter) -> None:
    for item in every(writer):
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            item.pop(key, None)


def no_letters(writer: pypdf.PdfWriter) -> None:
    for item in every(writer):
        if item.get("/Type") == "/Font":
            item.pop("/ToUnicode", None)


def no_words_for_pictures(writer: pypdf.PdfWriter) -> None:
    for item in every(writer):
        if item.get("/S") == "/Figure":
            item.pop("/Alt", None)


def a_script(writer: pypdf.PdfWriter) -> None:
    action = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert(1)"),
    }
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)


def loose_ink(writer: pypdf.PdfWriter) -> None:
    first = writer.pages[0]
    more = pypdf.generic.StreamObject()
    more.set_data(b"0 0 100 100 re f")
    first[NameObject("/Contents")] = ArrayObject([first.raw_get("/Contents"), writer._add_object(more)])


def no_title_shown(writer: pypdf.PdfWriter) -> None:
    del writer.root_object["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[attr-defined]


BREAKAGES: dict[str, Callable[[pypdf.PdfWriter], None]] = {
    "language": without("/Lang"),
    "mark": without("/MarkInfo"),
    "structure": without("/StructTreeRoot"),
    "metadata": without("/Metadata"),
    "title": no_title_shown,
    "fonts": no_fonts,
    "letters": no_letters,
    "alternative text": no_words_for_pictures,
    "script": a_script,
    "loose ink": loose_ink,
    "role": renamed("/P", "/Foo"),
    "heading level": renamed("/H2", "/H4"),
    "list": renamed("/LBody", "/P"),
}


def copied(data: bytes, change: Callable[[pypdf.PdfWriter], None] = lambda writer: None) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_copier_breaks_nothing(whole: bytes) -> None:
    assert broken(copied(whole), "2a", "ua1") == set()


@pytest.mark.parametrize("name", BREAKAGES)
def test_breakages_are_caught(name: Any, whole: bytes) -> None:
    assert broken(copied(whole, BREAKAGES[name]), "2a", "ua1")


def test_the_title_page() -> None:
    parties = [
        {"id": "polisen", "name": "Polisen i Storby", "kind": "police"},
        {"id": "kommunen", "name": "Storby kommun", "kind": "municipality"},
    ]
    item = copies.copied(copies.small(party=parties))
    data = pdf.render(item, made=copies.MADE)
    first = copies.pages(data)[0]
    for text in (
        item.title,
        "Storby",
        "Polisen i Storby",
        "Storby kommun",
        "2021",
        "r1, 5 februari 2021",
        item.code,
    ):
        assert copies.bare(text) in first
    assert copies.bare("Polisen ska fotpatrullera") not in first
    alternatives = [
        found["/Alt"]
        for found in every(pypdf.PdfWriter(clone_from=io.BytesIO(data)))
        if found.get("/S") == "/Figure"
    ]
    assert alternatives == [item.said["qr"]]


def test_contents_only_where_the_document_is_long() -> None:
    long, short = copies.copy("gotland/2021"), copies.copied(copies.small())
    for item, told in ((long, True), (short, False)):
        found = copies.plain_pdf(pdf.render(item, made=copies.MADE), item)
        assert (copies.bare(item.said["contents"]) in found) == told


def test_a_draft_says_so_on_every_page() -> None:
    item = copies.copied(copies.small(summary="Ett stycke. " * 900), draft=True)
    found = copies.pages(pdf.render(item, made=copies.MADE))
    assert len(found) > 3
    assert all(item.said["draft"] in sheet for sheet in found)
    assert all("storby/2021,utkast" in sheet and "r1" not in sheet for sheet in found)
    release = copies.copied(copies.small())
    assert not any(
        release.said["draft"] in sheet for sheet in copies.pages(pdf.render(release, made=copies.MADE))
    )


def words(block: Block) -> Iterator[str]:
    if block.runs:
        yield "".join(run.text for run in block.runs)
    for inner in block.blocks:
        yield from words(inner)


def test_the_changelog_is_an_appendix(whole: bytes) -> None:
    item = copies.copy("gotland/2021")
    told = [copies.bare(line) for block in parts(CHANGELOG) for line in words(block)]
    assert len(told) > 60
    body, _, appendix = copies.plain_pdf(whole, item).rpartition(told[0])
    assert copies.bare(item.said["signatures"]) in body
    assert body.endswith(copies.bare(item.said["appendix"] + item.said["verbatim"]))
    assert [line for line in told[1:] if line not in appendix] == []
    alone = copies.plain_pdf(pdf.render(item, made=copies.MADE), item)
    assert told[0] not in alone
    assert copies.bare(item.said["appendix"]) not in alone


def test_a_changelog_in_parts() -> None:
    markdown = (
        "# Logg: \\<b\\>\n\nSerie: `storby`.\n\n#### Nytt\n\n1. \\*Ett\\* (`a` → `b`)\n  - inne\n- <del>förr</del> → "
        "<ins>nu</ins> &lt;script&gt; @<span></span>alla\n\n<details><summary>= 3 &amp; mer</summary>\n\nx\n\n</details>\n"
    )
    found = parts(markdown.encode())
    assert [(block.kind, block.level) for block in found] == [
        ("heading", 1), ("paragraph", 0), ("heading", 2), ("numbered", 0), ("list", 0), ("paragraph", 0), ("paragraph", 0),
    ]  # fmt: skip
    told = [line for block in found for line in words(block)]
    assert told == [
        "Logg: <b>", "Serie: storby.", "Nytt", "*Ett* (a → b)", "inne", "förr → nu <script> @alla", "= 3 & mer", "x",
    ]  # fmt: skip
    assert found[4].blocks[1].blocks[0].runs[:3] == (Run("förr", "del"), Run(" → "), Run("nu", "ins"))


HOSTILE = '#read("/etc/passwd") <script>alert(1)</script> $x$ ![a](file:///etc/passwd) @ref <lbl> \x1b[31m \u202edcba \U0001f693'


def test_a_changelog_stays_text() -> None:
    """Even one that nobody of ours has written, read as it would be from a forged bundle."""
    markdown = f"# {HOSTILE}\n\n{HOSTILE}\n\n- {HOSTILE}\n\n<div>{HOSTILE}</div>\n\n```\n{HOSTILE}\n```\n\n###### x\n"
    item = copies.copied(copies.small())
    data = pdf.render(item, made=copies.MADE, changelog=markdown.encode())
    assert broken(data, "2a", "ua1") == set()
    found = copies.plain_pdf(data, item)
    assert found.count('#read("/etc/passwd")') == 5
    assert found.count("<U+001B>") == found.count("<U+202E>") == found.count("<U+1F693>") == 5
    assert "root:" not in found
