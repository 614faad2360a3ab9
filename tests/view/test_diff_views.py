"""The views of a comparison, held against files that people have looked at."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import html5lib
import jsonschema_rs
import msgspec
import pytest
import view_world as world

from medlofte.core.compare import Named, compare
from medlofte.model.agreement import Agreement
from medlofte.model.change import Comparison
from medlofte.view import data, diff_html, diff_markdown, diff_text
from medlofte.view.catalog import catalog

SV, EN = catalog("sv"), catalog("en")
ALL = pytest.mark.parametrize("pair", world.PAIRS.values(), ids=world.PAIRS.keys())


def text(pair: Any, *, words: Any = SV, width: Any = 80, colour: Any = False, everything: Any = False) -> Any:
    return diff_text.render(*world.compared(*pair), words, width=width, colour=colour, everything=everything)


@pytest.mark.parametrize("name", world.PAIRS)
def test_text_is_as_it_was(name: Any, pytestconfig: Any) -> None:
    world.golden(f"{name}.txt", text(world.PAIRS[name]), pytestconfig)


def test_everything_is_as_it_was(pytestconfig: Any) -> None:
    world.golden("gotland-full.txt", text(world.PAIRS["gotland-2020-2021"], everything=True), pytestconfig)


def test_english_is_as_it_was(pytestconfig: Any) -> None:
    world.golden("kungalv-en.txt", text(world.PAIRS["kungalv-2020-2021"], words=EN), pytestconfig)


@pytest.mark.parametrize("name", world.PAIRS)
def test_markdown_is_as_it_was(name: Any, pytestconfig: Any) -> None:
    world.golden(f"{name}.md", diff_markdown.render(*world.compared(*world.PAIRS[name]), SV), pytestconfig)


@pytest.mark.parametrize("name", ["gotland-2020-2021", "two-places"])
def test_html_is_as_it_was(name: Any, pytestconfig: Any) -> None:
    world.golden(f"{name}.html", diff_html.render(*world.compared(*world.PAIRS[name]), SV), pytestconfig)


@pytest.mark.parametrize("name", ["gotland-2020-2021", "kungalv-2020-2021"])
def test_json_is_as_it_was(name: Any, pytestconfig: Any) -> None:
    found = data.comparison_json(*world.compared(*world.PAIRS[name])).decode()
    world.golden(f"{name}.json", found, pytestconfig)


@ALL
@pytest.mark.parametrize("width", [40, 80, 100, 200])
@pytest.mark.parametrize("everything", [False, True])
def test_no_line_is_too_long_or_ends_in_blanks(pair: Any, width: Any, everything: Any) -> None:
    for line in text(pair, width=width, everything=everything).splitlines():
        assert len(line) <= min(width, 100)
        assert line == line.rstrip()


def test_gotland_fits_one_screen() -> None:
    assert len(text(world.PAIRS["gotland-2020-2021"]).splitlines()) <= 56


def test_a_number_not_shown_is_not_called_dropped() -> None:
    shown = text(world.PAIRS["gotland-2020-2021"])
    assert shown.count("tal (framgår inte av den andra, återberättade texten)") == 4
    assert "tal borttaget" not in shown


def test_the_rate_is_shown_as_a_fall_and_turned_by_another_reading() -> None:
    shown = text(world.PAIRS["kungalv-2020-2021"], width=100)
    assert "200 på 12 mån = 16,7/mån → 500 på 33 mån = 15,2/mån (svagare)" in shown
    assert re.search(r"15 månader .*\n?.*13,3 → 15,2, starkare", shown)


def test_partners_who_do_not_sign_are_named() -> None:
    assert "Västtrafik, skriver inte under" in text(world.PAIRS["kungalv-2018-2020"])


def test_two_places_are_called_a_guess_at_the_top() -> None:
    assert "gissningar" in "\n".join(text(world.PAIRS["two-places"]).splitlines()[:7])


@ALL
def test_colour_adds_nothing_but_colour(pair: Any) -> None:
    coloured = text(pair, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text(pair)


@ALL
@pytest.mark.parametrize("words", [SV, EN], ids=["sv", "en"])
def test_html_is_strict_and_needs_nothing_from_outside(pair: Any, words: Any) -> None:
    page = diff_html.render(*world.compared(*pair), words)
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<script" not in page
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert f'<html lang="{words.language}"' in page
    anchors = re.findall(r' id="([^"]*)"', page)
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("old", world.names())
def test_documents_can_be_shown_beside_others(old: Any) -> None:
    """Every document beside each second one, on either side."""
    for new in world.names()[world.names().index(old) % 2 :: 2]:
        found = world.compared(old, new)
        VALID.validate(json.loads(data.comparison_json(*found)))
        assert diff_markdown.render(*found, SV)
        assert diff_text.render(*found, SV, width=80, colour=False, everything=True)


SCHEMA = data.diff_schema()
#: The same schema in a validator that takes a hundredth of the time, for many hundred pairs.
VALID = jsonschema_rs.validator_for(SCHEMA)


def test_the_same_document_has_nothing_to_tell() -> None:
    shown = text(("gotland/2020", "gotland/2020"))
    assert "oförändrade" in shown
    assert "→" not in shown.split("\n", 1)[1]


def hostile(item: Any) -> Any:
    """Every free text of a document made hostile, ids and closed words left alone."""
    kept = {
        "id",
        "area",
        "by",
        "with",
        "party",
        "kind",
        "parent",
        "of",
        "at",
        "language",
        "fate",
        "into",
        "person",
    }
    kept |= {
        "from",
        "until",
        "date",
        "on",
        "per",
        "comparison",
        "from_precision",
        "until_precision",
        "seen",
        "due",
    }
    if isinstance(item, dict):
        return {key: part if key in kept else hostile(part) for key, part in item.items()}
    if isinstance(item, list):
        return [hostile(part) for part in item]
    return f"{item} {world.HOSTILE}" if isinstance(item, str) else item


def poisoned(name: Any) -> Any:
    return msgspec.convert(hostile(msgspec.to_builtins(world.agreement(name))), Agreement)


@pytest.fixture(scope="module")
def bad() -> tuple[Comparison, Agreement, Agreement]:
    one, other = poisoned("gotland/2020"), poisoned("gotland/2021")
    return compare(Named("gotland/2020", one), Named("gotland/2021", other)), one, other


BIDI = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def test_hostile_text_stays_text_in_the_terminal(bad: tuple[Comparison, Agreement, Agreement]) -> None:
    shown = diff_text.render(*bad, SV, width=80, colour=False, everything=True)
    assert not BIDI.search(shown)
    assert "[red]x[/red]" in shown
    coloured = diff_text.render(*bad, SV, width=80, colour=True, everything=True)
    assert not BIDI.search(re.sub(r"\x1b\[[0-9;]*m", "", coloured))


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: Any, attrs: Any) -> None:
        self.seen.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: Any) -> None:
        assert self.open.pop() == tag


def test_hostile_text_stays_text_in_markdown(bad: tuple[Comparison, Agreement, Agreement]) -> None:
    shown = diff_markdown.render(*bad, SV)
    tags = Tags()
    tags.feed(shown)
    assert tags.open == []
    assert tags.seen <= {"ins", "del", "details", "summary", "span"}
    assert not BIDI.search(shown)
    assert "\\`k\\`" in shown
    assert "@alla" not in shown


def test_hostile_text_stays_text_in_html(bad: tuple[Comparison, Agreement, Agreement]) -> None:
    page = diff_html.render(*bad, SV)
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<script" not in page
    assert not BIDI.search(page)


def test_hostile_text_stays_text_in_json(bad: tuple[Comparison, Agreement, Agreement]) -> None:
    found = data.comparison_json(*bad).decode()
    assert not BIDI.search(found)
    assert json.loads(found)["new"]["title"] == bad[2].title


def long(count: Any, size: Any) -> Any:
    pledges = [{"id": f"lofte-{n}", "text": f"ord{n} " * size} for n in range(count)]
    document = {"format": 1, "kind": "pledges", "title": "T" * 5000, "pledge": pledges}
    return msgspec.convert(document, Agreement)


@pytest.mark.parametrize(("count", "size", "cut"), [(5, 10, False), (300, 200, True), (2, 40_000, True)])
def test_markdown_is_cut_by_whole_pledges(count: Any, size: Any, cut: Any) -> None:
    old = msgspec.convert({"format": 1, "kind": "pledges", "title": "Tom"}, Agreement)
    new = long(count, size)
    shown = diff_markdown.render(compare(Named("a/1", old), Named("a/2", new)), old, new, SV)
    assert len(shown) <= 60_000
    tags = Tags()
    tags.feed(shown)
    assert tags.open == []
    left = re.search(r"(\d+) löften får inte plats här", shown)
    assert bool(left) is cut
    shown_pledges = len(re.findall(r"^\*\*\\?\+ lofte-\d+", shown, re.MULTILINE))
    assert shown_pledges + int(left[1] if left else 0) == count


@ALL
@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("everything", [False, True])
def test_colour_changes_no_line(pair: Any, width: Any, everything: Any) -> None:
    plain, coloured = (
        text(pair, width=width, colour=colour, everything=everything) for colour in (False, True)
    )
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()
