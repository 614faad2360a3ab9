"""The pages of a site: all of every text at addresses that stay, nothing of it read as anything but text."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

import published as site
import pytest
import reading_world as copies
import view_world as world
from filler import Filler
from msgspec import structs

from medlofte.core.publication import newest, volumes
from medlofte.message import say
from medlofte.model.agreement import Agreement
from medlofte.model.outcome import Outcome, Report, Status
from medlofte.model.publication import Edition, Part, Publication
from medlofte.model.register import Accessibility, Compliance, Contact, Filed, Settings
from medlofte.view.catalog import catalog
from medlofte.view.pages import linked
from medlofte.view.site import addresses, volume, whole
from medlofte.view.site.folders import alphabetical, initial
from medlofte.view.site.frame import frame

SETTINGS = Settings(
    name="Löften i Storby", publisher="Storby kommun", address="https://storby.example/loften/"
)
DATA = {addresses.data("loften.csv"): 1234}
#: What is made elsewhere and led to from every page.
ELSEWHERE = {"flode.atom", "flode.json", *DATA}
DRAFT = catalog("sv").say(say("DRAFT"))
Site = dict[str, bytes]


def made(
    *editions: Edition,
    drafts: bool = False,
    settings: Settings = SETTINGS,
    offered: str = "pdf",
    **options: Any,
) -> Site:
    """Every page of a publication, each made once."""
    found = Publication(settings, editions, dt.date(2024, 1, 1), drafts)
    shared, each = frame(found, newest=newest(editions), **options), list(volumes(found))
    sizes = {addresses.file(one.name, one.release, offered): 92_000 for one in editions} | DATA
    pages: Site = {}
    for path, data in _every(each, found, shared, sizes):
        assert path not in pages
        pages[path] = data
    return pages


def _every(each: Any, found: Publication, shared: Any, sizes: dict[str, int]) -> Iterator[tuple[str, bytes]]:
    for one in each:
        yield from volume.pages(one, shared, sizes)
    yield from whole.pages(each, found, shared, sizes)


@cache
def real() -> Site:
    return made(
        *(site.edition(name, world.agreement(name), world.reports(name)) for name in world.names()),
    )


def shown(pages: Site, path: str) -> str:
    return site.text(site.tree(pages[path]).find("body"))


def storby(period: str = "2021", **fields: Any) -> Edition:
    promise = {"id": "patruller", "text": "Polisen ska fotpatrullera vid minst 40 tillfällen."}
    return site.edition(f"storby/{period}", site.invented(period, promise, **fields))


def test_addresses_stay_as_they_are() -> None:
    first, second = storby("2020"), storby("2021", renewal=site.renewed("storby/2020", KEPT))
    corrected = replace(second, number=2)
    frame_agreement = site.edition("lillby/skola/2021", site.invented("2021", kind="frame", place="Lillby"))
    pages = made(first, replace(second, latest=False), corrected, frame_agreement)
    assert sorted(pages) == [
        "arkiv.html",
        "data.html",
        "index.html",
        "lillby/index.html",
        "lillby/skola/2021/fragment.html",
        "lillby/skola/2021/index.html",
        "lillby/skola/andringar.html",
        "lillby/skola/index.html",
        "storby/2020/fragment.html",
        "storby/2020/index.html",
        "storby/2021/fragment.html",
        "storby/2021/index.html",
        "storby/2021/jamfor/r1-r2.html",
        "storby/2021/jamfor/storby/2020.html",
        "storby/2021/r1.html",
        "storby/andringar.html",
        "storby/index.html",
        "storby/lofte/patruller.html",
        "tillganglighet.html",
    ]
    assert addresses.file("storby/skola/2021", 2, "pdf") == "storby/skola/2021/storby-skola-2021-r2.pdf"


KEPT = {"id": "patruller", "fate": "kept", "into": ["patruller"]}


@pytest.mark.parametrize(
    ("page", "to", "link"),
    [
        ("index.html", "storby/index.html", "storby/index.html"),
        ("storby/2021/index.html", "index.html", "../../index.html"),
        ("storby/2021/index.html", "storby/lofte/a.html", "../lofte/a.html"),
        ("storby/2021/jamfor/storby/2020.html", "storby/2021/index.html#a", "../../index.html#a"),
        ("storby/2021/index.html", "storby/2021/storby-2021-r1.pdf", "storby-2021-r1.pdf"),
    ],
)
def test_links_are_relative(page: str, to: str, link: str) -> None:
    assert addresses.link(page, to) == link


def test_every_link_leads_somewhere() -> None:
    pages = real()
    anchors = {path: set(re.findall(r' id="([^"]*)"', data.decode())) for path, data in pages.items()}
    files = {addresses.file(name, 1, "pdf") for name in world.names()} | ELSEWHERE
    lost = []
    for path, data in pages.items():
        if path.endswith("fragment.html"):
            continue
        for link in re.findall(r'<a [^>]*href="([^"]*)"', data.decode()):
            if re.match(r"https?://", link):
                continue
            there, _, anchor = link.partition("#")
            target = _joined(path, unquote(there)) if there else path
            if target not in files and (target not in pages or (anchor and anchor not in anchors[target])):
                lost.append((path, link))
    assert lost == []


def _joined(path: str, link: str) -> str:
    parts = path.split("/")[:-1]
    for step in link.split("/"):
        if step == "..":
            parts.pop()
        else:
            parts.append(step)
    return "/".join(parts)


def ids_of(name: str) -> str:
    """What every name of a part of a fragment begins with."""
    return name.replace("/", ".") + "."


@pytest.mark.parametrize("name", world.names())
class TestEveryDocument:
    def test_every_text_is_on_the_page_and_in_the_fragment(self, name: str) -> None:
        wanted = set(copies.texts(world.agreement(name), copies.NOT_ON_PAGES)) - {
            area.id for area in world.agreement(name).area
        }
        page = shown(real(), addresses.period(name))
        assert [text for text in wanted if text not in page] == []
        fragment = site.text(site.part(real()[addresses.fragment(name)].decode()))
        title = site.flat(world.agreement(name).title)
        assert [text for text in wanted - {title} if text not in fragment] == []

    def test_pledges_keep_their_anchors(self, name: str) -> None:
        for address, own in ((addresses.period(name), ""), (addresses.fragment(name), ids_of(name))):
            found = re.findall(r' id="([^"]*)"', real()[address].decode())
            assert len(found) == len(set(found))
            assert {own + pledge.id for pledge in world.agreement(name).pledge} <= set(found)


def test_headings_follow_on_each_other_on_every_page() -> None:
    for path, data in real().items():
        fragment = path.endswith("fragment.html")
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", data.decode())]
        assert levels[:1] == ([2] if fragment else [1]), path
        assert all(new <= old + 1 for old, new in pairwise(levels)), path
        assert levels.count(1) == (0 if fragment else 1), path


def test_no_two_pages_are_called_the_same() -> None:
    titles: dict[str, list[str]] = {}
    for path, data in real().items():
        if not path.endswith("fragment.html"):
            titles.setdefault(site.text(site.tree(data).find("head/title")), []).append(path)
    assert [paths for paths in titles.values() if len(paths) > 1] == []


def test_alike_documents_are_told_apart_by_place_and_release() -> None:
    alike = {"title": "Medborgarlöften"}
    first = storby("2021", **alike)
    other = site.edition("lillby/2021", site.invented("2021", PROMISE, place="Lillby", **alike))
    pages = made(replace(first, latest=False), replace(first, number=2), other)
    heads = {
        path: site.text(site.tree(data).find(".//title"))
        for path, data in pages.items()
        if not path.endswith("fragment.html")
    }
    assert heads["storby/2021/index.html"] == "Medborgarlöften, Storby, 2021 – Storby kommun"
    assert heads["lillby/2021/index.html"] == "Medborgarlöften, Lillby, 2021 – Storby kommun"
    assert "r1" in heads["storby/2021/r1.html"]
    assert len(set(heads.values())) == len(heads)
    heading = site.tree(pages["lillby/2021/index.html"]).find(".//h1")
    assert site.text(heading) == "Medborgarlöften, Lillby, 2021"


def test_titles_are_cut_between_words_and_say_nothing_twice() -> None:
    text = "Under 2020 ska tre gemensamma informationsinsatser om mäns våld mot kvinnor genomföras."
    pages = made(storby(pledge=[{**PROMISE, "text": text, "by": ["polisen"]}]))
    page = site.tree(pages["storby/lofte/patruller.html"])
    assert site.text(page.find(".//title")).count("Under 2020 ska tre") == 1
    (step,) = page.findall(".//nav[@class='trail']//span")
    assert site.text(step) == "Under 2020 ska tre gemensamma…"


def test_links_of_one_name_lead_to_one_place() -> None:
    """A list of links, as a screen reader makes it, tells them apart."""
    kept = made(storby("2020"), storby("2021", renewal=site.renewed("storby/2020", KEPT)))
    unclear = []
    for path, data in (*real().items(), *kept.items()):
        page = site.part(data.decode()) if path.endswith("fragment.html") else site.tree(data)
        ids = {one.get("id"): one for one in page.iter() if one.get("id")}
        found: dict[str, set[str]] = {}
        for link in page.iter("a"):
            name = site.text(ids.get(link.get("aria-labelledby"), link))
            found.setdefault(name, set()).add(link.get("href"))
        unclear += [(path, name, to) for name, to in found.items() if len(to) > 1]
    assert unclear == []


def test_no_page_needs_anything_from_outside() -> None:
    for path, data in real().items():
        page = data.decode()
        assert not re.search(r"<(script|img|iframe|object|embed|form)\b", page), path
        assert not re.search(r"url\((?!#)|@import", page), path
        assert set(re.findall(r'<link rel="(\w+)"', page)) <= {"canonical", "icon"}


def test_pages_are_small() -> None:
    sizes = [len(data) for data in real().values()]
    assert sum(sizes) / len(sizes) < 20_000


def test_the_same_pages_come_out_twice() -> None:
    editions = [site.edition(name, world.agreement(name), world.reports(name)) for name in world.names()[:4]]
    assert made(*editions) == made(*editions)


class TestPeriod:
    def test_it_tells_who_promises_and_what_became_of_the_pledges_before(self) -> None:
        page = shown(real(), "gotland/2021/index.html")
        assert "Polisområde Gotland" in page
        assert "6" in page
        table = site.tree(real()["gotland/2021/index.html"]).find(".//section[@id='_past']/table")
        rows = [site.text(row) for row in table.find("tbody")]
        assert len(rows) == 6
        assert all("∅" in row and "Ej redovisat" in row for row in rows)
        assert site.text(table.find("caption"))

    def test_only_what_was_promised_before_is_counted_as_what_became_of_it(self) -> None:
        fresh = {"id": "dialog", "by": ["polisen"], "text": "Polisen ska hålla dialog."}
        ledger = site.renewed("storby/2020", KEPT)
        newer = storby("2021", pledge=[{**PROMISE, "by": ["polisen"]}, fresh], renewal=ledger)
        past = site.tree(made(storby("2020"), newer)["storby/2021/index.html"]).find(".//*[@id='_past']")
        assert "Inför 2021: 1 behållet." in site.text(past)

    def test_silence_is_counted_and_seen(self) -> None:
        first = _reported(Outcome(pledge="patruller", status=Status.FULFILLED, value=41, text="Klart."))
        second = {"id": "dialog", "text": "Parterna ska hålla dialog."}
        old = replace(first, agreement=site.invented("2020", PROMISE, second))
        page = shown(made(old, storby("2021")), "storby/2020/index.html")
        assert "1 " in page
        assert page.count("Ej redovisat") == 1
        assert "Uppfyllt" in page
        assert "Klart." in page

    def test_what_is_older_than_the_period_says_since_when(self) -> None:
        pages = made(storby("2020"), storby("2021", renewal=site.renewed("storby/2020", KEPT)))
        article = site.tree(pages["storby/2021/index.html"]).find(".//article[@id='patruller']")
        assert "2020" in site.text(article)
        assert "../lofte/patruller.html" in site.links(article)
        first = site.tree(pages["storby/2020/index.html"]).find(".//article[@id='patruller']")
        assert "2020" not in site.text(first)

    def test_the_newest_release_says_what_it_corrects_and_the_old_one_what_replaced_it(self) -> None:
        amended = storby(
            "2021", amendment=[{"date": "2021-03-01", "reason": "Ett skrivfel.", "text": "Rätt tal."}]
        )
        pages = made(replace(storby("2021"), latest=False), replace(amended, number=2))
        newest = site.tree(pages["storby/2021/index.html"])
        banner = newest.find(".//main//div[@class='banner']")
        assert all(part in site.text(banner) for part in ("1 mars 2021", "Rätt tal.", "Ett skrivfel."))
        assert site.links(banner) == ["r1.html", "jamfor/r1-r2.html"]
        old = site.tree(pages["storby/2021/r1.html"]).find(".//main//div[@class='banner']")
        assert "r2" in site.text(old)
        assert site.links(old) == ["index.html", "jamfor/r1-r2.html"]
        assert "storby/2021 r1" in shown(pages, "storby/2021/r1.html")

    def test_each_release_tells_what_it_changed_and_what_the_next_one_did(self) -> None:
        releases = [
            replace(storby("2021", title=f"Utgåva {number}"), number=number, latest=number == 3)
            for number in (1, 2, 3)
        ]
        pages = made(*releases)
        banners = {
            name: site.links(
                site.tree(pages[f"storby/2021/{name}.html"]).find(".//main//div[@class='banner']")
            )
            for name in ("index", "r2", "r1")
        }
        first, second = "jamfor/r1-r2.html", "jamfor/r2-r3.html"
        assert banners == {
            "index": ["r2.html", "r1.html", second],
            "r2": ["index.html", second, first],
            "r1": ["index.html", first],
        }
        page = site.tree(pages["storby/2021/jamfor/r1-r2.html"]).find(".//main")
        assert {"../r1.html", "../r2.html"} <= set(site.links(page))
        assert "2021 r1" in site.text(page.find(".//h1"))
        assert "Utgåva 2" in site.text(page)

    def test_files_are_offered_with_kind_and_size(self) -> None:
        page = site.tree(real()["gotland/2021/index.html"])
        assert "gotland-2021-r1.pdf" in site.links(page)
        assert "(PDF, 92 kB)" in site.text(page)
        assert "(TOML" not in site.text(page)

    def test_the_exact_text_is_never_called_what_it_is_not(self) -> None:
        retold = storby("2021", language="en", provenance={"of": "retold", "sources": ["x"]})
        for one, said in (
            (storby("2021", language="en"), "The exact text that the signatures are for"),
            (retold, "which is not the signed text"),
            (replace(storby("2021", language="en"), released_at=None), "The exact text of this draft"),
        ):
            about = site.tree(made(one, offered="toml")["storby/2021/index.html"]).find(".//*[@id='_about']")
            assert said in site.text(about)
            assert ("signatures" in site.text(about.find(".//li"))) == ("signatures" in said)

    def test_the_first_sentence_names_the_parties_and_promises_nothing_for_them(self) -> None:
        page = site.tree(made(storby("2021", language="en"))["storby/2021/index.html"])
        assert site.text(page.find(".//p[@class='lead']")) == "Promises made by Polisen i Storby."

    def test_how_its_own_pledges_went_is_drawn(self) -> None:
        old = _reported(Outcome(pledge="patruller", status=Status.PARTLY, text="Delvis."))
        pages = made(old, storby("2021"))
        own = site.tree(pages["storby/2020/index.html"]).find(".//section[@id='_reports']//figure")
        assert "1" in site.text(own.find(".//table"))
        assert site.tree(pages["storby/2021/index.html"]).find(".//section[@id='_past']//figure") is not None
        assert site.part(pages["storby/2020/fragment.html"].decode()).find(".//figure") is not None

    def test_an_area_without_a_pledge_says_so(self) -> None:
        areas = [
            {"id": "x", "title": "Torget"},
            {"id": "y", "title": "Parken"},
            {"id": "z", "title": "Rum", "parent": "y"},
        ]
        pledge = PROMISE | {"area": "z"}
        page = site.tree(
            made(storby("2021", pledge=[pledge], area=areas, language="en"))["storby/2021/index.html"]
        )
        said = {one.get("id"): site.text(one) for one in page.iter("section")}
        assert said["area.x"] == "Torget No pledge in this area."
        assert said["area.y"] == "Parken"

    def test_what_became_of_old_pledges_is_told_by_their_texts(self) -> None:
        ledger = site.renewed("storby/2020", {"id": "gammalt", "fate": "changed", "into": ["patruller"]})
        old = site.edition("storby/2020", site.invented("2020", {"id": "gammalt", "text": "Polisen går ut."}))
        new = storby("2021", renewal=ledger, language="en")
        page = site.tree(made(old, new)["storby/2021/index.html"])
        rows = site.text(page.find(".//section[@id='part.renewal']"))
        assert "~ Polisen går ut. → Polisen ska fotpatrullera vid minst 40 tillfällen.: changed" in rows
        alone = site.tree(made(new)["storby/2021/index.html"]).find(".//section[@id='part.renewal']")
        assert "~ gammalt → Polisen ska" in site.text(alone)

    def test_years_are_joined_by_a_dash(self) -> None:
        page = site.tree(real()["gotland/samverkan/2021-2022/index.html"])
        assert "2021–2022" in site.text(page.find(".//nav[@class='trail']"))
        for part in ("nav", "main"):
            assert "2021-2022" not in site.text(page.find(f".//{part}"))

    def test_what_changed_stands_in_whole_sentences(self) -> None:
        goal = {"value": 6, "unit": "kvällar", "comparison": "at_least", "per": "period"}
        unknown = [{"at": "pledge.target", "note": "Talen är inte kända."}]
        first = storby("2020", provenance={"of": "retold", "sources": ["x"], "unknown": unknown})
        row = {"id": "patruller", "fate": "changed", "into": ["patruller"]}
        pledge = PROMISE | {"target": [goal], "audience": ["unga"], "by": ["polisen"]}
        new = storby("2021", pledge=[pledge], renewal=site.renewed("storby/2020", row), language="en")
        said = shown(made(first, new), "storby/2021/index.html")
        doubt = "The text before is not known in full, so this need not be new: a number that is promised."
        assert f"Changed. What differs: whom the pledge is for. {doubt}" in said
        sure = shown(made(storby("2020"), new), "storby/2021/index.html")
        assert "Changed. What differs: a number that is promised, whom the pledge is for." in sure

    def test_the_agreement_above_is_led_to_where_it_is_published(self) -> None:
        page = site.tree(real()["gotland/2021/index.html"])
        assert "../samverkan/2021-2022/index.html" in site.links(page.find(".//section[@id='_about']"))
        alone = made(site.edition("gotland/2021", world.agreement("gotland/2021")))
        about = site.tree(alone["gotland/2021/index.html"]).find(".//section[@id='_about']")
        assert site.links(about) == ["gotland-2021-r1.pdf"]


class TestWithoutThePeriodBefore:
    """Only 2021 is released; its ledger tells what it took over from 2020, and nothing calls that new."""

    LEDGER = site.renewed(
        "storby/2020",
        {"id": "patruller", "fate": "changed", "into": ["patruller"]},
        {"id": "belysning", "fate": "kept", "into": ["ljus"]},
        {"id": "a", "fate": "merged", "into": ["skolan"]},
        {"id": "b", "fate": "merged", "into": ["skolan"]},
        {"id": "torget", "fate": "dropped"},
    )
    PLEDGES = tuple(
        {"id": name, "text": f"Löftet {name}."} for name in ("patruller", "ljus", "skolan", "natt")
    )

    def pages(self, **fields: Any) -> Site:
        return made(site.edition("storby/2021", site.invented("2021", *self.PLEDGES, **fields)))

    def test_the_period_page_tells_what_the_ledger_tells(self) -> None:
        page = site.tree(self.pages(renewal=self.LEDGER, language="en")["storby/2021/index.html"])
        facts = site.text(page.find(".//dl[@class='facts']"))
        assert "The period before2020, which is not published here." in facts
        assert "2 merged, 1 changed, 1 kept, 1 dropped." in facts
        since = {one.get("id"): [site.text(row) for row in one.iter("dd")] for one in page.iter("article")}
        assert {"2020 or earlier", "Changed."} <= set(since["patruller"])
        assert "2020 or earlier" in since["ljus"]
        assert "Merged." in since["skolan"]
        assert "earlier" not in str(since["natt"])

    def test_the_life_of_a_pledge_does_not_begin_here(self) -> None:
        pages = self.pages(renewal=self.LEDGER, language="en")
        for name, fate in (("patruller", "~ Changed"), ("ljus", "= Kept")):
            said = shown(pages, f"storby/lofte/{name}.html")
            assert "Goes on from 2020, which is not shown here" in said
            assert fate.replace(" ", "") in said.replace(" ", "")
            assert "new" not in said.lower().replace("newest", "").replace("news", "")
        merged = site.tree(pages["storby/lofte/skolan.html"])
        assert not [link for link in site.links(merged) if link in ("a.html", "b.html")]
        assert "New" in shown(pages, "storby/lofte/natt.html")

    def test_the_changelog_says_the_same(self) -> None:
        said = shown(self.pages(renewal=self.LEDGER, language="en"), "storby/andringar.html")
        assert "The period before is not published here: 2020 What became" in said
        assert "Reason: Skäl." in said
        assert "1 pledge is unchanged" in said

    def test_without_a_ledger_nothing_is_called_new(self) -> None:
        pages = self.pages(renewal={"of": "storby/2020"}, language="en")
        assert "2020, which is not published here." in shown(pages, "storby/2021/index.html")
        said = shown(pages, "storby/lofte/ljus.html")
        assert "The period before is not published here" in said
        assert "+" not in said
        assert "Fate unknown" not in said
        assert "Nothing can be compared." in shown(pages, "storby/andringar.html")


PROMISE = {"id": "patruller", "text": "Polisen ska fotpatrullera vid minst 40 tillfällen."}


def _reported(*outcomes: Outcome) -> Edition:
    report = Report(format=1, reported_by="polisen", reported_on=dt.date(2021, 1, 15), outcome=outcomes)
    filed = Filed("agreements/storby/2020/outcomes/2021-01-15.polisen.toml", report)
    return replace(storby("2020"), reports=(filed,))


class TestHostile:
    TEXT = world.HOSTILE + ' " onmouseover="x" {{ 7*7 }} {% raw %} </style> ]]>'

    def site(self) -> Site:
        text = self.TEXT
        pledge = {"id": 'inget id"><b>', "text": text, "title": text, "number": text, "area": "x"}
        agreement = site.invented(
            "2021",
            pledge,
            {"id": "gott", "text": text, "area": "x", "measure": [{"id": "<i>", "text": text}]},
            title=text,
            place=text,
            summary=text,
            area=[{"id": "x", "title": text, "problem": text, "goal": text}],
            party=[{"id": "polisen", "name": text, "kind": "police", "case_number": text}],
            clause=[{"id": "c", "title": text, "text": text}],
            under=text,
            extra={text: text},
        )
        outcome = Outcome(pledge="gott", text=text, status=Status.PARTLY, reason=text, counted_as=text)
        report = Report(
            format=1, reporter=text, source=text, note=text, outcome=(outcome, Outcome(text=text))
        )
        one = replace(site.edition("storby/2021", agreement, (Filed("x", report),)), code=text)
        hostile = Settings(
            name=text, publisher=text, address='https://x/"><script>', contact=Contact(text, text)
        )
        return made(one, storby("2022"), settings=hostile)

    def test_it_stays_text(self) -> None:
        tags = {tag for data in real().values() for tag in _tags(data)}
        pages = self.site()
        page = pages["storby/2021/index.html"].decode()
        assert "<script" not in page
        assert "49" not in site.text(site.tree(page.encode()).find(".//article[@id='gott']"))
        for path, data in pages.items():
            raw = data.decode()
            assert not re.search(
                "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", raw
            ), path
            assert _tags(data) <= tags, path
            assert not re.search(r"<i>|<b>\"|onmouseover=\"x\"[^&]*>", raw), path
            if not path.endswith("fragment.html"):
                site.tree(data)

    def test_an_id_that_is_none_is_no_address(self) -> None:
        pages = self.site()
        assert [path for path in pages if "/lofte/" in path] == [
            "storby/lofte/gott.html",
            "storby/lofte/patruller.html",
        ]
        assert "canonical" not in pages["index.html"].decode()


def _tags(page: bytes) -> set[str]:
    return set(re.findall(r"<(\w+)", re.sub(r"<style>.*?</style>", "", page.decode(), flags=re.DOTALL)))


def test_nothing_of_the_fullest_document_is_left_out() -> None:
    words = catalog("en", for_pages=True)  # as its language, like all in it, is a mark
    filler = Filler(words)
    agreement = filler.record(Agreement)
    assert isinstance(agreement, Agreement)
    page = shown(made(site.edition("storby/2021", agreement)), "storby/2021/index.html").lower()
    ids = {area.id for area in agreement.area}
    assert [mark for mark in filler.marks if mark not in ids and mark.lower() not in page] == []


@pytest.mark.parametrize("language", ["sv", "en", "fi", "ar", "?"])
def test_the_sparsest_document_has_all_its_pages(language: str) -> None:
    bare = site.invented("2021", place="", party=[], validity={}, language=language)
    pages = made(site.edition("storby/2021", bare))
    for path in ("storby/2021/index.html", "storby/index.html"):
        html = pages[path].decode()
        assert (
            f'<html lang="{language if language.isalpha() and path.count("/") > 1 else "sv" if language == "sv" else "en"}"'
            in html
        )
    assert ('dir="rtl"' in pages["storby/2021/index.html"].decode()) == (language == "ar")


def test_labels_are_in_the_language_of_the_text() -> None:
    pages = made(storby("2020"), storby("2021", language="en"))
    assert "Ansvarig" in shown(pages, "storby/2020/index.html")
    assert "5 February 2021" in shown(pages, "storby/2021/index.html")
    assert "5 februari 2021" in shown(pages, "storby/2020/index.html")


class TestDrafts:
    def test_every_page_says_it(self) -> None:
        draft = replace(storby("2022"), released_at=None)
        for path, data in made(storby("2021"), draft, drafts=True).items():
            html = data.decode()
            assert DRAFT in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL), path
            assert path.endswith("fragment.html") or f"<title>{DRAFT}" in html, path

    def test_a_draft_has_no_release_and_no_day(self) -> None:
        pages = made(replace(storby("2022"), released_at=None), drafts=True)
        for path, data in pages.items():
            said = site.text(
                (site.part(data.decode()) if path.endswith("fragment.html") else site.tree(data)).find("body")
            )
            assert not re.search(r"\br1\b", said), path
            assert "Senast uppdaterad" not in said, path
        page = shown(pages, "storby/2022/index.html")
        assert "storby/2022, utkast Kontrollkod för utkastet AAAA BBBB" in page
        assert "UtgåvaUtkast" in page

    def test_a_draft_beside_the_release_that_it_is_to_replace(self) -> None:
        draft = replace(storby("2021"), number=2, released_at=None)
        pages = made(replace(storby("2021"), latest=False), draft, drafts=True)
        assert "Det här är r1. Ett utkast som ska ersätta den visas också." in shown(
            pages, "storby/2021/r1.html"
        )
        banner = site.tree(pages["storby/2021/r1.html"]).find(".//main//div[@class='banner']")
        assert ["release" in site.text(link) or "utgåva" in site.text(link) for link in banner.iter("a")] == [
            False,
            False,
        ]
        newest = shown(pages, "storby/2021/index.html")
        assert "Det här utkastet ska ersätta en utgåva. Ska ersättas: r1." in newest

    def test_a_release_that_another_has_replaced_says_so_beside_a_draft_too(self) -> None:
        releases = [replace(storby("2021"), number=number, latest=number == 3) for number in (1, 2, 3)]
        releases[-1] = replace(releases[-1], released_at=None)
        banner = site.tree(made(*releases, drafts=True)["storby/2021/r1.html"]).find(
            ".//main//div[@class='banner']"
        )
        assert "r2 har ersatt r1" in site.text(banner)
        assert site.links(banner) == ["r2.html", "jamfor/r1-r2.html"]

    def test_no_page_says_it_without_drafts(self) -> None:
        assert not [path for path, data in real().items() if f"<strong>{DRAFT}" in data.decode()]


class TestFragment:
    def test_it_is_content_alone_under_one_class(self) -> None:
        html = real()["gotland/2021/fragment.html"].decode()
        assert not re.search(r"<(html|head|body|main|h1|title|meta)\b", html)
        style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
        assert style
        rules = re.sub(r"@media[^{]*\{|\{[^}]*\}", "\n", style[1]).replace("}", "")
        assert {line.strip()[:9] for line in rules.splitlines() if line.strip()} == {".medlofte"}

    def test_it_is_read_the_same_without_a_word_on_its_encoding(self) -> None:
        fragment = real()["gotland/2021/fragment.html"]
        assert fragment.isascii()
        assert "Löften" in site.text(site.part(fragment.decode("latin-1")))

    def test_two_on_one_page_do_not_clash(self) -> None:
        first, second = (real()[f"gotland/{period}/fragment.html"].decode() for period in ("2020", "2021"))
        ids = re.findall(r' id="([^"]*)"', first + second)
        assert len(ids) == len(set(ids))
        for page in (first, second):
            own = set(re.findall(r' id="([^"]*)"', page))
            named = re.findall(r'(?:href="#|labelledby="|url\(#)([^")]*)[")]', page)
            assert named
            assert set(named) <= own

    def test_a_text_that_looks_like_a_name_stays_as_it_is(self) -> None:
        text = 'Läs id="a" och href="#b" samt ="fill:url(#c)" noga.'
        fragment = made(storby("2021", summary=text))["storby/2021/fragment.html"]
        assert text in site.text(site.part(fragment.decode()))

    def test_what_it_leads_to_is_named_in_full_or_not_at_all(self) -> None:
        links = site.links(site.part(real()["gotland/2021/fragment.html"].decode()))
        assert {link[:8] for link in links if not link.startswith("#")} == {"https://"}
        assert "https://storby.example/loften/gotland/2020/index.html" in links
        bare = made(storby("2020"), storby("2021"), settings=Settings())
        links = site.links(site.part(bare["storby/2021/fragment.html"].decode()))
        assert all(link.startswith("#") for link in links)


def test_the_newest_period_is_the_same_everywhere() -> None:
    """Also where only its last day is known."""
    undated = storby("2020", validity={"until": "2025-12-31"}, title="Det senaste")
    pages = made(storby("2021"), undated)
    first = site.tree(pages["storby/index.html"]).find(".//article")
    assert "Det senaste" in site.text(first)
    assert "storby/2020/index.html" in site.links(site.tree(pages["index.html"]).find(".//main"))


def test_what_was_reported_is_led_to_where_no_pledge_is_told_of() -> None:
    pages = made(_reported(Outcome(text="Annat.")), storby("2021"))
    for path, to in (
        ("storby/2021/index.html", "../2020/"),
        ("storby/2021/jamfor/storby/2020.html", "../../../2020/"),
    ):
        page = site.tree(pages[path])
        assert f"{to}index.html#_reports" in site.links(page)
        assert "1 redovisning tar upp annat" in site.text(page)


def test_the_owner_as_printed_stands_beside_the_owner() -> None:
    page = shown(
        made(storby("2021", pledge=[PROMISE | {"by": ["polisen"], "by_text": "(Polis)"}])),
        "storby/2021/index.html",
    )
    assert "AnsvarigPolisen i Storby – i texten: (Polis)" in page
    assert page.count("(Polis)") == 1


@pytest.mark.parametrize("address", ["https://storby.example/a?b=1&c=2", "http://storby.example/"])
def test_addresses_of_sources_become_links(address: str) -> None:
    alone, within = (
        site.part(f"<p>{linked(text, [address])}</p>") for text in (address, f"Enligt {address}.")
    )
    assert site.links(alone) == site.links(within) == [address]
    assert site.text(within.find(".//p")) == f"Enligt {address}."


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)", "javascript://storby.example", "https://", "https://a@b.example/", "https://a\u202eb/",
        'https://storby.example/"onclick="x', "https://storby.example/<b>", "https://åäö.example/", "Se https://a.example/",
    ],
)  # fmt: skip
def test_nothing_else_becomes_a_link(text: str) -> None:
    found = site.part(f"<p>{linked(text, [text.removeprefix('Se ')] if 'Se ' not in text else ())}</p>")
    assert site.links(found) == []
    assert site.text(found.find(".//p")) == text


class TestStatement:
    def test_it_is_a_draft_until_everything_is_told(self) -> None:
        html = made(storby())["tillganglighet.html"].decode()
        assert html.count("<mark>") == 5
        nobody = made(storby(), settings=Settings(name="Löften"))["tillganglighet.html"].decode()
        assert nobody.count("<mark>") == 6
        assert "Löften står bakom" not in nobody
        gap = ("Kartan saknar text.",)
        known = Accessibility(assessed=dt.date(2024, 1, 2), method="Granskad.", gap=gap)
        contact = Contact(email="a@storby.example")
        lacking = made(storby(), settings=replace_settings(accessibility=known, contact=contact))
        assert lacking["tillganglighet.html"].decode().count("<mark>") == 1
        assert "banner" in re.sub(
            r"<style>.*?</style>", "", lacking["tillganglighet.html"].decode(), flags=re.DOTALL
        )
        known = structs.replace(known, compliance=Compliance.PARTIALLY)
        told = replace_settings(accessibility=known, contact=contact)
        page = made(storby(), settings=told)["tillganglighet.html"]
        assert "<mark>" not in page.decode()
        assert "banner" not in re.sub(r"<style>.*?</style>", "", page.decode(), flags=re.DOTALL)
        text = site.text(site.tree(page))
        assert all(
            part in text
            for part in ("2 januari 2024", "Granskad.", "Kartan saknar text.", "a@storby.example")
        )


def replace_settings(**fields: Any) -> Settings:
    return Settings(name=SETTINGS.name, publisher=SETTINGS.publisher, **fields)


def test_places_stand_in_the_order_of_the_alphabet() -> None:
    names = ["Örby", "Åby", "Zby", "Ängby", "Aby"]
    assert sorted(names, key=alphabetical) == ["Aby", "Zby", "Åby", "Ängby", "Örby"]
    assert [initial(name) for name in ("Éby", "åby", "Ørby", "1:a")] == ["E", "Å", "Ö", "#"]
    editions = [
        site.edition(
            f"ort{number}/2021", site.invented("2021", PROMISE, place=f"{'ABÅÄÖ'[number % 5]}by {number}")
        )
        for number in range(40)
    ]
    page = site.tree(made(*editions)["index.html"])
    letters = page.find(".//nav[@class='contents letters']")
    assert [site.text(item) for item in letters.iter("li")] == ["A", "B", "Å", "Ä", "Ö"]
    assert len(page.findall(".//li/a[@class='title']")) == 40


def test_pages_lead_only_to_what_is_published() -> None:
    pages = made(storby(), parts=frozenset({Part.PAGES}))
    assert not [path for path, data in pages.items() if "flode." in data.decode()]


def test_what_a_series_takes_from_elsewhere_changes_its_key() -> None:
    def beside(*editions: Edition) -> tuple[object, ...]:
        return frame(Publication(SETTINGS, editions, dt.date(2024, 1, 1))).beside(
            "storby/skola", ["storby/2021"]
        )

    school = site.edition("storby/skola/2021", site.invented("2021", kind="frame"))
    alone, other = beside(school), beside(school, site.edition("lillby/2021", site.invented("2021")))
    assert alone == other
    assert beside(school, storby()) != alone
