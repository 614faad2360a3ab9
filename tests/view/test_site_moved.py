"""A pledge that one series moved to another: told at both ends, on pages and in data, with links both ways."""

import datetime as dt

import published as site

from medlofte.cli.publish_units import Order, units
from medlofte.core.arrivals import arrivals
from medlofte.core.rows import of_volumes
from medlofte.model.agreement import Agreement
from medlofte.model.change import RowFate
from medlofte.model.publication import Part, Publication
from medlofte.model.register import Settings
from medlofte.view.site.volume import pages

M = {"id": "m", "text": "Polisen mäter farten på Storgatan."}
A = {"id": "a", "text": "Polisen står på torget."}
GONE = {"id": "m", "fate": "moved", "to": "storby/trafik/2021"}
KEPT = {"id": "a", "fate": "kept", "into": ["a"]}
DOCUMENTS = {
    "storby/2020": site.invented("2020", A, M),
    "storby/2021": site.invented("2021", A, renewal=site.renewed("storby/2020", KEPT, GONE)),
    "storby/trafik/2021": site.invented("2021", M, A, title="Trafiklöften Storby 2021"),
}
FRAME, VOLUMES = site.published(DOCUMENTS, (("storby/2021", "storby/trafik/2021"),))
PAGES = {path: page for volume in VOLUMES.values() for path, page in pages(volume, FRAME, {})}
ROWS = {(row.document, row.id): row for row in of_volumes(VOLUMES.values()).pledges}


def test_data_tell_it_at_both_ends() -> None:
    old, new = ROWS["storby/2020", "m"], ROWS["storby/trafik/2021", "m"]
    assert ([one.value for one in old.then], old.then_in) == (["flyttat"], ("storby/trafik/2021",))
    assert (new.fate.value, new.fate_of, new.fate_reason) == ("flyttat", ("storby/2020#m",), "Skäl.")
    assert ROWS["storby/trafik/2021", "a"].fate.value == "nytt"


def test_a_body_that_is_no_document_is_not_named_as_one() -> None:
    gone = GONE | {"to": "Region Storby"}
    renewal = site.renewed("storby/2020", KEPT, gone)
    _, volumes = site.published(DOCUMENTS | {"storby/2021": site.invented("2021", A, renewal=renewal)})
    rows = {(row.document, row.id): row for row in of_volumes(volumes.values()).pledges}
    assert rows["storby/2020", "m"].then_in == ("storby/2021",)
    assert rows["storby/trafik/2021", "m"].fate.value == "nytt"


def test_the_page_of_the_next_period_names_where_it_went() -> None:
    page = site.tree(PAGES["storby/2021/index.html"])
    assert "../trafik/2021/index.html" in site.links(page.find(".//table"))
    assert "Trafiklöften Storby 2021" in site.text(page.find(".//table"))


def test_where_it_came_to_leads_back() -> None:
    page = site.tree(PAGES["storby/trafik/lofte/m.html"])
    assert "../../lofte/m.html" in site.links(page.find(".//article"))
    for path in ("storby/trafik/2021/index.html", "storby/trafik/andringar.html"):
        assert "Medborgarlöften Storby 2020" in site.text(site.tree(PAGES[path]).find(".//main"))


def test_a_comparison_does_not_call_it_back_again() -> None:
    pair = next(pair for pair in VOLUMES["storby/trafik"].pairs if pair.old.name == "storby/2021")
    fates = {row.new: row.fate for row in pair.comparison.rows}
    assert fates == {("a",): RowFate.KEPT, ("m",): RowFate.MOVED}


def test_under_another_id_it_is_known_by_its_text() -> None:
    renamed = {**DOCUMENTS, "storby/trafik/2021": site.invented("2021", {**M, "id": "fart"})}
    assert set(arrivals(renamed, "storby/trafik")) == {("storby/trafik/2021", "fart")}
    other = {**DOCUMENTS, "storby/trafik/2021": site.invented("2021", {"id": "x", "text": "Annat."})}
    assert not arrivals(other, "storby/trafik")


def test_pages_are_made_anew_when_the_ledger_elsewhere_changes() -> None:
    def key(documents: dict[str, Agreement]) -> str:
        editions = [site.edition(name, agreement) for name, agreement in documents.items()]
        order = Order(Publication(Settings(), editions, dt.date(2024, 1, 1)), frozenset({Part.PAGES}))
        return next(unit.key for unit in units(order) if unit.name == "storby/trafik")

    other = site.renewed("storby/2020", KEPT, GONE | {"reason": "Ett annat skäl."})
    assert key(DOCUMENTS) == key(dict(reversed(DOCUMENTS.items())))
    assert key(DOCUMENTS) != key(DOCUMENTS | {"storby/2021": site.invented("2021", A, renewal=other)})
