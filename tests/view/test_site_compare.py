"""The compare page: every pledge of both documents once, word for word, with marks that need no colour."""

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from typing import Any

import published as site
import pytest
import view_world as world

from medlofte.core.publication import volumes
from medlofte.model.agreement import Agreement
from medlofte.model.outcome import Outcome, Report, Status
from medlofte.model.publication import Pair, Publication, Volume
from medlofte.model.register import Filed, Settings
from medlofte.view.site import addresses, compare
from medlofte.view.site.frame import frame

PAIRS = {
    f"{pair.old.name}--{pair.new.name}": (volume, pair)
    for volume in site.real()[1].values()
    for pair in volume.pairs
}
KUNGALV = "kungalv/2020-2021--kungalv/2021-2023"


def shown(name: str) -> tuple[Any, Pair, Volume]:
    volume, pair = PAIRS[name]
    return site.tree(compare.page(pair, volume, site.real()[0])[1]), pair, volume


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
    assert "Kungälvs kommun 2020–2021" in site.text(page.find(".//h1"))
    assert "Strängnäs" in site.text(page.find(".//h1"))
    lead = site.text(page.find(".//p[@class='lead']"))
    assert "bara i Kungalv › 2020–2021" in lead
    assert "/" not in lead


def test_a_pair_that_is_asked_for_twice_has_one_page() -> None:
    documents = {
        f"storby/{year}": site.invented(year, {"id": "a", "text": "Samma."})
        for year in ("2019", "2020", "2021")
    }
    pairs = site.published(documents, (("storby/2019", "storby/2021"),) * 2)[1]["storby"].pairs
    found = [addresses.compare(pair.old.name, pair.new.name) for pair in pairs]
    assert len(found) == len(set(found)) == 3
    assert "storby/2021/jamfor/storby/2019.html" in found


def test_the_same_pledges_in_two_places_are_said_to_be_the_same() -> None:
    pledges = ({"id": "a", "text": "Two patrols a week."}, {"id": "b", "text": "More light."})
    shared, each = site.published(
        {
            f"{place}/2024": site.invented("2024", *pledges, place=place, language="en")
            for place in ("ekby", "alby")
        },
        more=(("ekby/2024", "alby/2024"),),
    )
    page = site.tree(compare.page(each["alby"].pairs[0], each["alby"], shared)[1]).find(".//main")
    assert site.text(page.find(".//p[@class='lead']")) == "Pledges: 2 worded the same."
    assert "pledges that are worded the same stand beside each other" in site.text(page)
    assert not [word for word in ("no pledges are alike", "kept", "unchanged") if word in site.text(page)]


def test_releases_of_two_documents_are_compared_under_an_address_of_their_own() -> None:
    """Whatever is released later: names hold no dot, so no document has that address."""
    row = {"id": "a", "fate": "kept", "into": ["a"]}
    editions = [
        replace(site.edition("storby/2020", site.invented("2020", {"id": "a", "text": text})), number=number)
        for number, text in ((1, "En kväll."), (2, "Två kvällar."))
    ]
    later = site.invented(
        "2021", {"id": "a", "text": "Två kvällar."}, renewal=site.renewed("storby/2020", row)
    )
    editions = [replace(editions[0], latest=False), editions[1], site.edition("storby/2021", later)]
    found = Publication(
        Settings(), editions, dt.date(2024, 1, 1), exact=[(("storby/2020", 1), ("storby/2021", 1))]
    )
    (volume,) = volumes(found)
    path, data = compare.page(volume.corrections[1], volume, frame(found))
    page = site.tree(data).find(".//main")
    assert path == "storby/2021/jamfor/storby/2020.r1-r1.html"
    assert "2020 r1" in site.text(page.find(".//h1"))
    assert "En kväll." in site.text(page)
    assert {"../../../2020/r1.html", "../../index.html"} <= set(site.links(page))
    assert volume.before(editions[2]) == volume.pairs[0]
    assert not volume.pairs[0].exact


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
    page = site.tree(compare.page(volume.pairs[0], volume, frame)[1])
    assert page.get("lang") == "en"
    assert site.text(page.find(".//h1")) == "What changed from 2020 to 2021"
    assert site.text(page.find(".//p[@class='lead']")) == "Pledges: 1 new, 1 changed."
    assert "removed: Two end of removed.added: Three end of added. patrols a week." in site.text(page)


def test_citizens_meet_no_ids_and_parties_stand_under_a_heading_of_their_own() -> None:
    old = [{"id": f"gammalt-{n}", "text": f"Polisen går ut {n} gånger."} for n in ("tre", "fyra")]
    rows = [{"id": one["id"], "fate": "merged", "into": ["nytt-id"]} for one in old]
    new = site.invented(
        "2021", {"id": "nytt-id", "text": "Polisen är ute."}, language="en", renewal=site.renewed("storby/2020", *rows),
        party=[{"id": "polisen", "name": "Polisen i Storby", "kind": "police"}, {"id": "kommun", "name": "Storby", "kind": "municipality"}],
    )  # fmt: skip
    outcome = Outcome(pledge="gammalt-tre", text="Klart.", status=Status.FULFILLED)
    filed = Filed("x", Report(format=1, reported_by="polisen", outcome=(outcome,)))
    editions = [
        site.edition("storby/2020", site.invented("2020", *old), (filed,)),
        site.edition("storby/2021", new),
    ]
    frame, volumes = site.shown(editions)
    volume = volumes["storby"]
    page = site.tree(compare.page(volume.pairs[0], volume, frame)[1])
    said = site.text(page.find(".//main"))
    for words in ("earlier pledge", "new pledge", "Polisen går ut tre gånger.: fulfilled"):
        assert words in said
    assert not re.search("gammalt-|nytt-id", said)
    assert site.text(page.find(".//section[@id='_document']/h2")) == "Everything else in the document"


def corrected(*texts: Agreement, draft: bool = False) -> Any:
    """The page that tells what the last release of a document changed."""
    editions = [
        replace(site.edition("storby/2021", text), number=number, latest=number == len(texts))
        for number, text in enumerate(texts, 1)
    ]
    if draft:
        editions[-1] = replace(editions[-1], released_at=None)
    found = Publication(Settings(), editions, dt.date(2024, 1, 1), drafts=draft)
    (volume,) = volumes(found)
    return site.tree(compare.page(volume.corrections[-1], volume, frame(found))[1]).find(".//main")


def test_a_guess_is_not_marked_as_words_that_came_or_went() -> None:
    promise = "Polisen ska gå trygghetsvandringar i alla byar"
    old, new = ({"id": name, "text": f"{promise} varje {name}."} for name in ("vecka", "kväll"))
    page = corrected(site.invented("2021", old), site.invented("2021", new))
    guesses = [one for one in page.iter("div") if "gissning" in site.text(one)[:60]]
    assert guesses
    assert not [mark for one in guesses for mark in (*one.iter("ins"), *one.iter("del"))]


def test_only_the_amendment_that_came_is_marked() -> None:
    first, second = ({"date": f"2021-0{n}-01", "reason": f"Skäl {n}.", "text": f"Text {n}."} for n in (3, 4))
    page = corrected(*(site.invented("2021", amendment=found) for found in ([first], [first, second])))
    come = site.text(page.find(".//section[@id='_document']//ins"))
    assert "Text 4." in come
    assert "Text 3" not in come
    assert page.find(".//section[@id='_document']//del") is None


def test_documents_elsewhere_are_named_in_words() -> None:
    old = site.invented("2020", {"id": "a", "text": "A."}, {"id": "c", "text": "C."})
    moved = site.renewed(
        "storby/2020",
        {"id": "a", "fate": "moved", "to": "stora-by/trafik/2021"},
        {"id": "c", "fate": "moved", "to": "storby kultur-råd"},
    )
    new = site.invented("2021", {"id": "b", "text": "B."}, renewal=moved, under="storby/samverkan/2021-2022")
    frame_, volumes_ = site.published({"storby/2020": old, "storby/2021": new})
    volume = volumes_["storby"]
    said = site.text(site.tree(compare.page(volume.pairs[0], volume, frame_)[1]).find(".//main"))
    assert "till Stora by › Trafik › 2021" in said
    assert "till storby kultur-råd" in said
    assert "Storby › Samverkan › 2021–2022" in said
    assert not re.search(r"\w/\w", said)


def test_documents_of_two_kinds_are_said_to_be_that() -> None:
    frame_, volumes_ = site.published(
        {
            "storby/samverkan/2020": site.invented("2020", kind="frame", language="en"),
            "storby/2021": site.invented("2021", {"id": "a", "text": "A."}, language="en"),
            "storby/2022": site.invented("2022", {"id": "a", "text": "A."}, language="en"),
        },
        (("storby/samverkan/2020", "storby/2021"),),
    )
    kinds = "collaboration agreement and citizen pledges"
    volume = volumes_["storby"]
    for pair in volume.pairs:
        page = site.tree(compare.page(pair, volume, frame_)[1])
        assert (kinds in site.text(page)) == (pair.old.series != "storby")
    assert len(volume.pairs) == 2


def test_a_draft_is_not_called_a_release() -> None:
    one, other = (site.invented("2021", {"id": "a", "text": text}) for text in ("En kväll.", "Två kvällar."))
    heading = site.text(corrected(one, other, draft=True).find(".//h1"))
    assert "2021 r1" in heading
    assert "2021 r2" not in heading


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
    page = compare.page(volume.pairs[0], volume, frame)[1]
    tags = {element.tag for element in site.tree(page).iter()}
    assert not tags & {"script", "img", "iframe"}
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page.decode())
    assert site.text(site.tree(page)).count("<script>alert(1)</script>") >= 4
