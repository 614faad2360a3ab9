"""The page of one pledge and the changelog as a page: every period, every text, links both ways."""

import re
from typing import Any

import published as site
import pytest
import view_world as world

from medlofte.model.biography import Life
from medlofte.model.publication import Volume
from medlofte.view.catalog import catalog
from medlofte.view.changelog_outline import outline
from medlofte.view.site import addresses, changes, pledge, volume


def lives(volume: Volume, id_: str) -> list[Life]:
    return [life for life in volume.history.life if any(stage.pledge.id == id_ for stage in life.stage)]


def shown(volume: Volume, id_: str, frame: Any = None) -> Any:
    return site.tree(pledge.page(id_, lives(volume, id_), volume, frame or site.real()[0])[1])


KUNGALV = site.real()[1]["kungalv"]
IDS = sorted({stage.pledge.id for life in KUNGALV.history.life for stage in life.stage})


@pytest.mark.parametrize("id_", IDS)
def test_every_period_stands_there_with_its_text(id_: str) -> None:
    page = shown(KUNGALV, id_)
    found = lives(KUNGALV, id_)
    steps = list(page.iter("article"))
    assert len(steps) == sum(1 + len(stage.ending) for life in found for stage in life.stage)
    said = site.text(page.find(".//main"))
    for life in found:
        for stage in life.stage:
            assert site.flat(stage.pledge.text) in said
            assert site.flat(stage.reason) in said
            anchor = f"{addresses.period(stage.document)}#{stage.pledge.id}"
            assert addresses.link(addresses.pledge("kungalv", id_), anchor) in site.links(page)
            assert all(one.reporter in said for one in stage.outcomes)
    assert len(page.findall(".//figure")) == 1


@pytest.mark.parametrize("name", ["gotland", "kungalv", "strangnas"])
def test_pledges_that_became_one_are_linked_both_ways(name: str) -> None:
    volume = site.real()[1][name]
    for life in volume.history.life:
        for stage in life.stage:
            for ending in stage.ending:
                for heir in ending.into:
                    old, new = (addresses.pledge(name, one) for one in (stage.pledge.id, heir))
                    assert addresses.link(old, new) in site.links(shown(volume, stage.pledge.id))
                    assert addresses.link(new, old) in site.links(shown(volume, heir))


def test_each_text_is_marked_against_the_one_before() -> None:
    page = shown(KUNGALV, "narvaro-otrygga-platser")
    first = page.find(".//article")
    assert "200 tillfällen" in site.text(first.find(".//del"))
    assert "minst 500 tillfällen" in site.text(first.find(".//ins"))
    assert "svagare" in site.text(first)
    links = site.links(first)
    assert "../2021-2023/index.html#narvaro-otrygga-platser" in links
    assert "../2021-2023/jamfor/kungalv/2020-2021.html" in links


def test_the_text_of_today_is_read_first_and_plain() -> None:
    long = "Polisen ska fotpatrullera på torget, i parken, vid skolan och i centrum, varje kväll hela året. Och sedan?"
    page = site.tree(_alone({"id": "a", "text": "Polisen går ut."}, {"id": "a", "text": long}))
    main = page.find(".//main")
    heading = site.text(main.find("h1"))
    assert heading.endswith("…")
    assert long.startswith(f"{heading.removesuffix('…')} ") or f"{heading.removesuffix('…')}," in long
    assert [one.tag for one in main][:3] == ["h1", "section", "p"]
    assert long in site.text(main.find("section"))
    assert not list(main.find("section").iter("ins"))
    assert "../2021/index.html#a" in site.links(main.find("section"))
    titled = site.tree(_alone({"id": "a", "text": long}, {"id": "a", "text": long, "title": "Fotpatruller"}))
    assert site.text(titled.find(".//h1")) == "Fotpatruller"
    brief = site.tree(_alone({"id": "a", "text": long}, {"id": "a", "text": "Polisen går ut."}))
    assert brief.find(".//main/section") is None


def test_a_text_that_did_not_change_is_not_read_twice_before_its_history() -> None:
    text = "Polisen går ut."
    page = site.tree(_alone({"id": "a", "text": text}, {"id": "a", "text": text}))
    newest, oldest = page.iter("article")
    assert text not in [site.text(one) for one in newest.iter("p")]
    assert text in [site.text(one) for one in oldest.iter("p")]


def test_an_extended_pledge_is_told_of_and_an_old_name_leads_to_the_new_one() -> None:
    text = "Polisen ska gå trygghetsvandringar."
    extended = {"id": "a", "fate": "extended", "into": ["a"]}
    renamed = {"id": "a", "fate": "kept", "into": ["b"]}
    frame, volumes = site.published({
        "storby/2020": site.invented("2020", {"id": "a", "text": text}),
        "storby/2021": site.invented(
            "2021", {"id": "a", "text": text}, renewal=site.renewed("storby/2020", extended)
        ),
        "storby/2022": site.invented(
            "2022", {"id": "b", "text": "Vandringar."}, renewal=site.renewed("storby/2021", renamed)
        ),
    })  # fmt: skip
    pages = dict(volume.pages(volumes["storby"], frame, {}))
    old, new = (site.tree(pages[f"storby/lofte/{name}.html"]).find(".//main") for name in ("a", "b"))
    assert ("b.html", "Vandringar.") in [(link.get("href"), site.text(link)) for link in old.findall("p/a")]
    assert not new.findall("p/a")
    assert "Förlängt 2021" in site.text(new.find("p[@class='lead']"))
    assert "Förlängt." in site.text(site.tree(pages["storby/2021/index.html"]).find(".//article[@id='a']"))


def _alone(old: dict[str, str], new: dict[str, str]) -> bytes:
    """The page of a pledge that was changed once."""
    row = {"id": "a", "fate": "changed", "into": ["a"]}
    frame, volumes = site.published(
        {
            "storby/2020": site.invented("2020", old),
            "storby/2021": site.invented("2021", new, renewal=site.renewed("storby/2020", row)),
        }
    )
    return pledge.page("a", lives(volumes["storby"], "a"), volumes["storby"], frame)[1]


def test_an_english_series_has_english_pages_and_hostile_text_stays_text() -> None:
    bad = {"id": "a", "text": world.HOSTILE, "title": world.HOSTILE, "area": "x"}
    area = {"id": "x", "title": world.HOSTILE}
    row = {"id": "a", "fate": "moved", "to": world.HOSTILE, "reason": world.HOSTILE}
    frame, volumes = site.published(
        {
            "storby/2020": site.invented("2020", bad, area=[area], language="en"),
            "storby/2021": site.invented(
                "2021", {"id": "b", "text": "B."}, language="en",
                renewal={"of": "storby/2020", "pledge": [row], "gap": world.HOSTILE}),
        }
    )  # fmt: skip
    volume = volumes["storby"]
    for data in (
        pledge.page("a", lives(volume, "a"), volume, frame)[1],
        changes.page(volume, frame)[1],
    ):
        page = site.tree(data)
        assert page.get("lang") == "en"
        assert not {element.tag for element in page.iter()} & {"script", "img", "iframe"}
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", data.decode())
        assert "<script>alert(1)</script>" in site.text(page)
    assert "Moved" in site.text(shown(volume, "a", frame).find(".//article"))


@pytest.mark.parametrize("name", ["gotland", "gotland/samverkan", "kungalv", "strangnas"])
def test_the_changelog_says_everything_that_it_says_elsewhere(name: str) -> None:
    frame, volumes = site.real()
    volume = volumes[name]
    page = site.tree(changes.page(volume, frame)[1])
    said = "".join("".join(page.find(".//main").itertext()).split())
    for entry in volume.changelog.entries:
        words = catalog(volume.newest.agreement.language, for_pages=True)
        chapter = outline(entry, words, frame.documents)
        lines = [line for section in chapter.sections for line in section.text]
        told = [one for section in chapter.sections for one in section.items]
        lines += [line for one in told for line in (one.line, *one.below)]
        for line in (*lines, *chapter.facts):
            plain = ["".join(piece.text.split()) for piece in line if piece.name is None]
            assert all(text in said for text in plain)
    path = addresses.changes(name)
    known = {stage.pledge.id for life in volume.history.life for stage in life.stage}
    targets = {addresses.link(path, addresses.pledge(name, one)) for one in known}
    linked = {link for link in site.links(page.find(".//main")) if "/lofte/" in f"/{link}"}
    assert linked <= targets
    assert linked or not known


def test_the_changelog_names_pledges_as_the_documents_of_the_time_have_them() -> None:
    def walks(id_: str, year: str) -> dict[str, str]:
        return {"id": id_, "text": f"Under {year} ska polisen gå trygghetsvandringar i alla byar."}

    kept = {"id": "b", "fate": "kept", "into": ["b"]}
    frame, volumes = site.published({
        "storby/2020": site.invented("2020", walks("a", "2020")),
        "storby/2021": site.invented(
            "2021",
            walks("b", "2021"),
            renewal=site.renewed("storby/2020", {"id": "a", "fate": "changed", "into": ["b"]}),
        ),
        "storby/2022": site.invented("2022", walks("b", "2022"), renewal=site.renewed("storby/2021", kept)),
    })  # fmt: skip
    page = site.tree(changes.page(volumes["storby"], frame)[1])
    then = page.find(".//section[@id='2021']")
    named = [(link.get("href"), site.text(link)) for link in then.iter("a") if "lofte/" in link.get("href")]
    old, new = (f"Under {year} ska polisen gå trygghetsvandringar i alla byar." for year in (2020, 2021))
    assert named == [("lofte/a.html", old), ("lofte/a.html", old), ("lofte/b.html", new)]
    assert "2022" not in site.text(then)


def test_the_changelog_calls_a_pledge_whose_text_is_not_published_by_the_words_of_its_name() -> None:
    row = {"id": "synligt-bruk", "fate": "dropped"}
    later = site.invented("2021", {"id": "a", "text": "A."}, renewal=site.renewed("storby/2020", row))
    frame, volumes = site.published({"storby/2021": later})
    said = site.text(site.tree(changes.page(volumes["storby"], frame)[1]).find(".//main"))
    assert "synligt bruk" in said
    assert "synligt-bruk" not in said
