"""The compare page: every pledge of both documents once, word for word, with marks that need no colour."""

import re
from collections import Counter
from typing import Any

import published as site
import pytest
import view_world as world

from medlofte.model.publication import Pair, Volume
from medlofte.view.site import addresses, compare

PAIRS = {
    f"{pair.old.name}--{pair.new.name}": (volume, pair)
    for volume in site.real()[1].values()
    for pair in volume.pairs
}
KUNGALV = "kungalv/2020-2021--kungalv/2021-2023"


def shown(name: str) -> tuple[Any, Pair, Volume]:
    volume, pair = PAIRS[name]
    return site.tree(compare.render(pair, volume, site.real()[0])), pair, volume


def told(page: Any) -> str:
    """The text of a page without the words for those who cannot see the marks."""
    for hidden in [one for one in page.iter("span") if one.get("class") == "vh"]:
        hidden.text = ""
    return site.text(page)


@pytest.mark.parametrize("name", PAIRS)
def test_every_pledge_of_both_documents_stands_once_and_word_for_word(name: str) -> None:
    page, pair, _ = shown(name)
    articles = [
        one for part in page.iter("section") if part.get("id") != "_areas" for one in part.iter("article")
    ]
    lives = [
        link.removesuffix(".html").rpartition("/")[2]
        for one in articles
        for link in site.links(one.find("p"))
    ]
    ids = {pledge.id for side in (pair.old, pair.new) for pledge in side.agreement.pledge}
    twice = (pair.old.series != pair.new.series) * len({one.id for one in pair.old.agreement.pledge} & {
        one.id for one in pair.new.agreement.pledge})  # fmt: skip
    assert set(lives) == ids
    assert len(lives) == len(ids) + twice
    said = told(page.find(".//main"))
    for side in (pair.old, pair.new):
        for pledge in side.agreement.pledge:
            assert site.flat(pledge.text) in said, pledge.id


@pytest.mark.parametrize("name", ["gotland/2020--gotland/2021", KUNGALV])
def test_the_sentence_counts_every_row_once(name: str) -> None:
    page, pair, _ = shown(name)
    counts = list(map(int, re.findall(r"\d+", site.text(page.find(".//p[@class='lead']")))))
    rows = pair.comparison.rows
    assert sum(counts) == sum(len(row.old) or len(row.new) for row in rows)
    assert len(counts) == len(Counter(row.fate for row in rows))


def test_it_says_what_changed_in_substance_why_and_how_it_went() -> None:
    said = site.text(shown(KUNGALV)[0])
    for words in (
        "200 på 12 mån = 16,7/mån → 500 på 33 mån = 15,2/mån",
        "takt (svagare)",
        "Talet stiger till minst 500 men för en längre period",
        "uppfyllt, 200 av 200 tillfällen med polisnärvaro",
    ):
        assert words in said


def test_marks_are_words_for_those_who_do_not_see_them() -> None:
    page = shown(KUNGALV)[0]
    for tag, before, after in (
        ("del", "borttaget:", "slut på borttaget."),
        ("ins", "tillagt:", "slut på tillagt."),
    ):
        marks = list(page.iter(tag))
        assert marks
        hidden = [[site.text(one) for one in mark.iter("span")] for mark in marks]
        english = {"del": ["removed:", "end of removed."], "ins": ["added:", "end of added."]}[tag]
        assert all(said in ([before, after], english) for said in hidden)
        assert all(mark.find("span").tail.strip() for mark in marks)
    style = site.text(page.find(".//style"))
    assert 'del::before { content: "[−"; content: "[−" / ""; }' in style
    assert 'ins::before { content: "[+"; content: "[+" / ""; }' in style


@pytest.mark.parametrize("name", PAIRS)
def test_links_lead_to_pages_of_the_site(name: str) -> None:
    page, pair, volume = shown(name)
    path = addresses.compare(pair.old.name, pair.new.name)
    known = {
        addresses.pledge(one.series, pledge.id)
        for one in (pair.old, pair.new)
        for pledge in one.agreement.pledge
    }
    known |= {addresses.period(one.name) for one in (pair.old, pair.new)}
    known |= {addresses.changes(volume.name)}
    expected = {addresses.link(path, one) for one in known}
    anchors = {element.get("id") for element in page.iter() if element.get("id")}
    for link in site.links(page.find(".//main")):
        where, _, anchor = link.partition("#")
        assert where in expected if where else anchor in anchors


def test_two_places_are_said_to_stand_beside_each_other() -> None:
    page = shown("kungalv/2020-2021--strangnas/2020")[0]
    assert "Kungälvs kommun 2020-2021" in site.text(page.find(".//h1"))
    assert "Strängnäs" in site.text(page.find(".//h1"))


def test_an_english_document_has_an_english_page() -> None:
    frame, volumes = site.published(
        {
            "storby/2020": site.invented("2020", {"id": "a", "text": "Two patrols a week."}),
            "storby/2021": site.invented(
                "2021", {"id": "a", "text": "Three patrols a week."}, {"id": "b", "text": "Same."},
                language="en",
                renewal=site.renewed("storby/2020", {"id": "a", "fate": "changed", "into": ["a"]})),
        }
    )  # fmt: skip
    volume = volumes["storby"]
    page = site.tree(compare.render(volume.pairs[0], volume, frame))
    assert page.get("lang") == "en"
    assert site.text(page.find(".//h1")) == "What changed from 2020 to 2021"
    assert site.text(page.find(".//p[@class='lead']")) == "Pledges: 1 new, 1 changed."
    assert "removed: Two end of removed.added: Three end of added. patrols a week." in site.text(page)


def test_hostile_text_stays_text() -> None:
    bad = {"id": "a", "text": world.HOSTILE, "title": world.HOSTILE}
    row = {"id": "a", "fate": "changed", "into": ["a"], "reason": world.HOSTILE}
    frame, volumes = site.published(
        {
            "storby/2020": site.invented("2020", bad, place=world.HOSTILE),
            "storby/2021": site.invented(
                "2021", bad | {"text": f"Ny {world.HOSTILE}"}, title=world.HOSTILE,
                renewal={"of": "storby/2020", "pledge": [row], "gap": world.HOSTILE}),
        }
    )  # fmt: skip
    volume = volumes["storby"]
    page = compare.render(volume.pairs[0], volume, frame)
    tags = {element.tag for element in site.tree(page).iter()}
    assert not tags & {"script", "img", "iframe"}
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page.decode())
    assert site.text(site.tree(page)).count("<script>alert(1)</script>") >= 4
