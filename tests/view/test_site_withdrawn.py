"""Pledges of replaced releases: every address of a signed release leads somewhere, and data invent no fate."""

import re
from dataclasses import replace
from typing import Any

import published as site

from medlofte.core.rows import of_edition, of_volumes
from medlofte.model.publication import Edition, Volume
from medlofte.view.site.frame import Frame
from medlofte.view.site.volume import pages

E = {"id": "e", "text": "Polisen går runt i parken."}
F = {"id": "f", "text": "Polisen ringer på hos alla."}
A = {"id": "a", "text": "Polisen står på torget."}


def _release(
    period: str, number: int, *pledges: dict[str, Any], latest: bool = False, **more: Any
) -> Edition:
    agreement = site.invented(period, *pledges, **more)
    return replace(site.edition(f"storby/{period}", agreement), number=number, latest=latest)


def _corrected(*more: Edition) -> tuple[Frame, Volume]:
    """e and f are promised in 2021; r3 takes out e and r4 f."""
    editions = [
        _release("2020", 1, A, E, latest=True),
        _release("2021", 1, A, E),
        _release("2021", 2, A, E, F),
        _release("2021", 3, A, F),
        _release("2021", 4, A, latest=True),
        *more,
    ]
    frame, volumes = site.shown(editions)
    return frame, volumes["storby"]


FRAME, VOLUME = _corrected()
PAGES = dict(pages(VOLUME, FRAME, {}))


def test_a_pledge_that_was_signed_once_keeps_its_page() -> None:
    page = site.tree(PAGES["storby/lofte/f.html"])
    said = site.text(page.find(".//main"))
    assert F["text"] in said
    assert re.search(r"r2, r3.*r4", said)
    links = site.links(page.find(".//main"))
    assert "../2021/r3.html#f" in links
    assert "../2021/jamfor/r3-r4.html" in links


def test_a_pledge_of_another_period_tells_of_it_too() -> None:
    page = site.tree(PAGES["storby/lofte/e.html"])
    assert "../2021/r2.html#e" in site.links(page)
    assert "../2021/jamfor/r2-r3.html" in site.links(page)
    assert "../2021/r" not in " ".join(site.links(site.tree(PAGES["storby/lofte/a.html"]).find(".//main")))


def test_no_page_leads_to_a_pledge_that_has_none() -> None:
    whole = {path: page for path, page in PAGES.items() if not path.endswith("fragment.html")}
    for path, page in whole.items():
        for link in site.links(site.tree(page)):
            there, _, anchor = link.partition("#")
            if "/lofte/" in f"/{there}":
                assert f"storby/lofte/{there.rpartition('/')[2]}" in PAGES, (path, link)
            elif there.endswith(("r1.html", "r2.html", "r3.html")) and anchor and "jamfor" not in there:
                assert f'id="{anchor}"'.encode() in PAGES[f"storby/2021/{there.rpartition('/')[2]}"]


def _then(volume: Volume, number: int, pledge: str) -> tuple[list[str], tuple[str, ...]]:
    edition = next(one for one in volume.all() if (one.name, one.number) == ("storby/2021", number))
    row = next(row for row in of_edition(volume, edition).pledges if row.id == pledge)
    return [code.value for code in row.then], row.then_in


def _next(*rows: dict[str, Any], pledges: tuple[dict[str, Any], ...] = (A,)) -> Volume:
    renewal = site.renewed("storby/2021", {"id": "a", "fate": "kept", "into": ["a"]}, *rows)
    return _corrected(_release("2022", 1, *pledges, latest=True, renewal=renewal))[1]


def test_nobody_decided_over_what_a_correction_took_out_before() -> None:
    volume = _next()
    assert _then(volume, 2, "f") == ([], ())
    assert _then(volume, 2, "a") == (["behallet"], ("storby/2022",))
    assert _then(_next(pledges=(A, F)), 2, "f") == ([], ())


def test_a_ledger_that_was_signed_before_the_correction_stands() -> None:
    volume = _next({"id": "f", "fate": "dropped"})
    assert _then(volume, 2, "f") == (["borttaget"], ("storby/2022",))
    page = site.tree(dict(pages(volume, FRAME, {}))["storby/2022/jamfor/storby/2021.html"])
    assert "f" in site.text(page.find(".//main"))


def test_pages_and_data_tell_the_same_of_when_a_promise_began() -> None:
    documents = {
        "storby/2020": site.invented("2020", A, E),
        "storby/2021": site.invented("2021", A),
        "storby/2022": site.invented("2022", A, E),
        "storby/2023": site.invented("2023", A, E),
    }
    frame, volumes = site.published(documents)
    found = dict(pages(volumes["storby"], frame, {}))
    since = {(row.document, row.id): row.since for row in of_volumes(volumes.values()).pledges}
    assert since["storby/2023", "e"] == "storby/2022"
    page = site.tree(found["storby/2023/index.html"])
    said = [site.text(one) for one in page.iter("dd")]
    assert "2022" in said
    assert said.count("2020") == 1
