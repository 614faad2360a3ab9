"""The changelog as Markdown: goldens from real series, and text that means harm."""

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from medlofte.core.changelog import entries
from medlofte.model.agreement import Agreement
from medlofte.model.change import RowFate
from medlofte.model.changelog import Changelog, Entry, GroupKind, Item, ItemGroup, LastOutcome, Pledged
from medlofte.model.outcome import Report, Window
from medlofte.model.party import Signatory
from medlofte.model.record import Kind
from medlofte.store.toml import decode
from medlofte.view.catalog import catalog
from medlofte.view.changelog_markdown import render

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
SERIES = {
    "gotland": ROOT / "agreements",
    "kungalv": ROOT / "tests" / "cases" / "agreements",
    "strangnas": ROOT / "tests" / "cases" / "agreements",
}


def read(series: str) -> Changelog:
    documents: dict[str, Agreement] = {}
    reports: dict[str, list[Report]] = {}
    for path in sorted((SERIES[series] / series).glob("*.toml")):
        agreement, faults = decode(path.read_bytes(), Agreement)
        assert agreement is not None, faults
        documents[f"{series}/{path.stem}"] = agreement
        found = [
            decode(file.read_bytes(), Report)[0]
            for file in sorted(path.with_suffix("").glob("outcomes/*.toml"))
        ]
        reports[f"{series}/{path.stem}"] = [report for report in found if report is not None]
    return entries(documents, reports)


@pytest.mark.parametrize("series", SERIES)
def test_golden(series: str, pytestconfig: pytest.Config) -> None:
    text = render(read(series), catalog("sv"), series=series)
    assert text == render(read(series), catalog("sv"), series=series)
    path = GOLDEN / f"changelog-{series}.md"
    if pytestconfig.getoption("update_golden"):
        path.write_bytes(text.encode())
    assert text.encode() == path.read_bytes()


@pytest.mark.parametrize("series", SERIES)
def test_form(series: str) -> None:
    text = render(read(series), catalog("sv"), series=series)
    assert text.startswith("# Ändringslogg för medborgarlöften: ")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text
    assert "\n\n\n" not in text
    assert not re.search(r"[ \t]$", text, re.MULTILINE)


def test_the_fall_behind_a_rising_number_is_shown() -> None:
    text = render(read("kungalv"), catalog("sv"), series="kungalv")
    assert "200 på 12 månader (16,7 i månaden) → 500 på 33 månader (15,2 i månaden): svagare" in text
    assert "200 på 15 månader (13,3 i månaden)" in text


def test_what_is_not_shown_is_not_called_given_up() -> None:
    text = render(read("gotland"), catalog("sv"), series="gotland")
    newest = text.split("\n## ")[1]
    assert newest.count("visas inte i den här texten, vilket inte betyder att det är uppgivet") == 4
    assert "svagare" not in newest
    assert "Borttaget" not in newest
    assert "ej redovisat för 6 löften av 6" in newest


def test_english_where_the_document_is_in_no_language_we_have() -> None:
    text = render(read("kungalv"), catalog("fi"), series="kungalv")
    assert "200 in 12 months (16.7 a month) → 500 in 33 months (15.2 a month): weaker" in text


def one(item: Item, kind: GroupKind = GroupKind.DROPPED, **more: object) -> Changelog:
    groups = (ItemGroup(kind=kind, items=(item,)),)
    entry = Entry(document="orten/2021", title="Löften", kind=Kind.PLEDGES, of="orten/2020", groups=groups)
    return Changelog(entries=(replace(entry, **more),), place="Orten")


def lines(log: Changelog) -> list[str]:
    return render(log, catalog("sv"), series="orten").splitlines()


def test_who_signed_is_not_known_until_sign_offs_exist() -> None:
    item = Item(fate=RowFate.DROPPED, old=(Pledged(id="a", title="Ett löfte"),))
    assert "- Undertecknat av: inte känt här, eftersom inga underskrifter finns." in lines(one(item))
    people = (Signatory(party="polisen", name="Anna A", office="chef"),)
    assert "- Undertecknat av: Anna A, chef" in lines(one(item, signed=people))


def test_a_missing_reason_and_a_short_window_are_said() -> None:
    outcome = LastOutcome(
        pledge="a", text="Hälften.", covers=Window(until=dt.date(2020, 6, 30)), reporter="Polisen"
    )
    item = Item(fate=RowFate.DROPPED, old=(Pledged(id="a", title="Ett löfte"),), outcomes=(outcome,))
    found = lines(one(item))
    assert "  - Skäl: inget anges" in found
    assert "  - Utfall: ”Hälften.” (Polisen, utan dag); omfattar bara …–2020-06-30" in found


def test_a_missing_predecessor_is_said() -> None:
    item = Item(fate=RowFate.NEW, new=(Pledged(id="a", text="Vi lovar."),))
    found = lines(one(item, GroupKind.BEGINNING, of_missing=True))
    assert "- Följer på ett dokument som inte är läst här, så att inget kan jämföras: `orten/2020`" in found
    assert "1. Vi lovar. (`a`)" in found


def test_an_entry_without_pledges_says_so() -> None:
    entry = Entry(document="orten/2021", title="Löften", kind=Kind.PLEDGES)
    assert lines(Changelog(entries=(entry,)))[-1] == "Inga löften är kända."


HOSTILE = [
    "<script>alert(1)</script>",
    "[länk](javascript:alert(1)) ![bild](http://x/y.png) <http://x.y>",
    "# rubrik",
    "- lista",
    "1. lista",
    "1) lista",
    "+ lista",
    "---",
    "===",
    "> citat",
    "a\n\n# rubrik\n\n<h1>b</h1>",
    "``` kod\n`kod`",
    "**fet** __fet__ ~~struken~~ _kursiv_",
    "&lt;b&gt; &amp; &copy;",
    "| a | b |\n|---|---|\n| c | d |",
    "\\<b> \\\\[a](b)",
    "\x1b[31mröd\x07 \u202ebakvänd\u2069",
    "{count} {0} %s $x$ {{",
    "[ ] ruta",
    "[a]: http://x",
]
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
#: What our own markup makes; anything else comes from a file.
ALLOWED = {"h1", "h2", "h3", "p", "ul", "ol", "li", "code"}


def everywhere(text: str) -> Changelog:
    told = LastOutcome(pledge=text, text=text, measure=text, unit=text, value=1, reason=text, counted_as=text,
                       reporter=text, reported_text=text)  # fmt: skip
    named = Pledged(id=text, text=text, title=text)
    item = Item(fate=RowFate.MERGED, old=(named, named), new=(named,), reason=text, to=text, earlier=text,
                outcomes=(told,), not_reported=(text,))  # fmt: skip
    groups = tuple(ItemGroup(kind=kind, items=(item,)) for kind in GroupKind)
    people = (Signatory(party=text, name=text, office=text),)
    entry = Entry(document=text, title=text, kind=Kind.PLEDGES, of=text, gap=text, groups=groups,
                  of_pledges=2, not_reported=(text,), signed=people)  # fmt: skip
    return Changelog(entries=(entry,), place=text)


def shape(html: str) -> list[str]:
    return re.findall(r"<(/?[a-z0-9]+)", html)


def hold(text: str) -> None:
    markdown = render(everywhere(text), catalog("sv"), series=text)
    html = PARSER.render(markdown)
    assert {tag.strip("/") for tag in shape(html)} <= ALLOWED
    tame = PARSER.render(render(everywhere("å"), catalog("sv"), series="å"))
    assert shape(html) == shape(tame)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", markdown)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    hold(text)


SIGNS = "ab 1\n.)-+=#>*_`~[]()<>!&|\\:{}$\t\x1b"


@given(st.text(alphabet=SIGNS, min_size=1).filter(str.strip))
def test_any_text_stays_text(text: str) -> None:
    # An id that needs no escaping is set as code; here ids shall be ordinary text as well.
    hold(text + "å")
