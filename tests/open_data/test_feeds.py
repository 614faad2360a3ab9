"""Feeds and the description for catalogues: well-formed, stable, absolute where they must be, and only text."""

import datetime as dt
import json
import re
from dataclasses import replace as replace_edition
from xml.etree import ElementTree

import pytest
import rdflib
from data_world import DAY, HOSTILE, SETTINGS, edition, hostile, publication, real, text
from msgspec.structs import replace
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from medlofte.core.publication import volumes
from medlofte.core.rows import of_volumes
from medlofte.model.publication import Publication
from medlofte.model.register import Contact, OpenData, Settings
from medlofte.store.toml import decode
from medlofte.view import dcat, feeds
from medlofte.view.site import data, data_page
from medlofte.view.site.frame import frame
from medlofte.view.table.meanings import MEANINGS
from medlofte.view.xml import legal

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://exempelstad.example/loften/"
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
TEXT = 'format = 1\nkind = "pledges"\ntitle = "Löften"\nlanguage = "en"\n[[pledge]]\nid = "torget"\ntext = "Polisen är på torget."\n'
CORRECTION = (
    '[[amendment]]\ndate = 2021-05-30\nreason = "Ordet ofta föll bort"\ntext = "Löftet sägs helt <ut>."\n'
)
LATER = dt.datetime(2021, 6, 1, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def made(found: Publication) -> tuple[ElementTree.Element, dict]:
    files = feeds.files(tuple(volumes(found)), found)
    return ElementTree.fromstring(files["flode.atom"]), json.loads(files["flode.json"])


def corrected(settings: Settings = SETTINGS) -> Publication:
    one, other = text(TEXT), text(TEXT.replace("torget.", "torget ofta.") + CORRECTION)
    first = edition("storby/2021", one, b"1", latest=False)
    return Publication(
        settings, [first, edition("storby/2021", other, b"2", number=2, released_at=LATER)], DAY
    )


def before_the_correction(settings: Settings = SETTINGS) -> Publication:
    return Publication(settings, [edition("storby/2021", text(TEXT), b"1")], DAY)


def ids(atom: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}id") for entry in atom.findall(f"{ATOM}entry")]


def test_one_entry_for_each_release():
    atom, feed = made(publication())
    assert len(atom.findall(f"{ATOM}entry")) == len(feed["items"]) == len(publication().editions)


def test_a_correction_is_a_new_entry():
    atom, feed = made(corrected())
    assert ids(atom) == [item["id"] for item in feed["items"]]
    assert [item["title"] for item in feed["items"]] == ["Löften, release 2", "Löften, release 1"]
    assert [item["url"] for item in feed["items"]] == [f"{BASE}storby/2021/", f"{BASE}storby/2021/r1.html"]
    updated = [entry.findtext(f"{ATOM}updated") for entry in atom.findall(f"{ATOM}entry")]
    assert updated == ["2021-06-01T08:00:00Z", "2021-02-05T12:30:00Z"]
    assert atom.findtext(f"{ATOM}updated") == updated[0]


def test_an_entry_says_what_it_corrects_and_the_one_before_stays_as_it_was():
    """RFC 4287, 4.2.15: ``updated`` follows what the publisher finds significant; a link that follows its page is not."""
    (earlier,) = made(before_the_correction())[1]["items"]
    newer, older = made(corrected())[1]["items"]
    assert "release 1. Ordet ofta föll bort. Löftet sägs helt <ut>." in newer["content_text"]
    assert older == earlier | {"url": f"{BASE}storby/2021/r1.html"}
    one, other = made(before_the_correction())[0], made(corrected())[0]
    first, last = one.find(f"{ATOM}entry"), other.findall(f"{ATOM}entry")[-1]
    assert [part.text for part in first] == [part.text for part in last]
    assert one.findtext(f"{ATOM}id") == other.findtext(f"{ATOM}id")


def test_a_correction_of_a_correction_tells_only_of_itself():
    found = corrected()
    again = CORRECTION.replace("2021-05-30", "2021-07-01").replace("Ordet ofta föll bort", "Fel dag?")
    third = edition(
        "storby/2021", text(TEXT + CORRECTION + again), b"3", number=3, released_at=LATER.replace(year=2022)
    )
    editions = [found.editions[0], replace_edition(found.editions[1], latest=False), third]
    newest, *rest = made(Publication(SETTINGS, editions, DAY))[1]["items"]
    assert "release 2. Fel dag? Löftet" in newest["content_text"]
    assert "Ordet" not in newest["content_text"]
    assert [item["content_text"] for item in rest] == [
        item["content_text"] for item in made(found)[1]["items"]
    ]


def test_ids_stay_when_an_address_and_a_name_come():
    lasting = "urn:uuid:2f1b3153-0252-4ffd-83a8-3df68b3cb355"
    (one, first), (other, second) = (
        made(corrected(settings)) for settings in (Settings(id=lasting), replace(SETTINGS, id=lasting))
    )
    assert ids(one) == ids(other) == [item["id"] for item in first["items"]]
    assert [item["id"] for item in first["items"]] == [item["id"] for item in second["items"]]
    assert one.findtext(f"{ATOM}id") == other.findtext(f"{ATOM}id") == lasting
    assert {name[:9] for name in ids(one)} == {"urn:uuid:"}
    assert "exempelstad" in other.find(f"{ATOM}link[@rel='self']").get("href")


@pytest.mark.parametrize("settings", [SETTINGS, Settings(name="Storby")])
def test_the_id_of_a_feed_is_made_of_nothing_that_is_released(settings: Settings):
    """Not of what is older, was released at the same moment, or is there no more."""
    more = [edition(f"{name}/2021", text(TEXT), b"3") for name in ("alby", "zalby")]
    of_all, without, of_none = (
        made(Publication(settings, editions, DAY))[0].findtext(f"{ATOM}id")
        for editions in ([*corrected().editions, *more], corrected().editions[1:], [])
    )
    assert of_all == without == of_none


def test_each_feed_has_an_id_of_its_own_and_keeps_it_where_its_address_becomes_safe():
    """RFC 4287, 4.2.6."""
    secure, plain, elsewhere, nowhere, other = (
        made(corrected(settings))[0].findtext(f"{ATOM}id")
        for settings in (
            SETTINGS,
            replace(SETTINGS, address="http://exempelstad.example/loften/", name="Löften"),
            replace(SETTINGS, address="https://storby.example/loften"),
            replace(SETTINGS, address=""),
            replace(SETTINGS, address="", name="Medborgarlöften i Storby"),
        )
    )
    assert secure == plain
    assert len({secure, elsewhere, nowhere, other}) == 4
    assert secure.startswith("urn:uuid:")


def test_newest_first_also_at_the_same_moment():
    """By name where the moment is the same, and of one document the newest release first."""
    editions = [
        *corrected().editions[:1],
        edition("storby/2021", text(TEXT), b"2", number=2),
        edition("lillby/2021", text(TEXT.replace("Löften", "Lillby")), b"3"),
        edition("lillby/2022", text(TEXT.replace("Löften", "Nyast")), b"4", released_at=LATER),
    ]
    titles = [item["title"] for item in made(Publication(SETTINGS, editions, DAY))[1]["items"]]
    assert titles == ["Nyast, release 1", "Lillby, release 1", "Löften, release 2", "Löften, release 1"]


def test_what_atom_asks_for():
    """RFC 4287: one id, title and updated in the feed and each entry, an author, unique ids, a link to each page."""
    atom, _ = made(publication())
    for element in (atom, *atom.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert found.text
        assert element.findtext(f"{ATOM}id").startswith("urn:uuid:")
        dt.datetime.fromisoformat(element.findtext(f"{ATOM}updated"))
        page = element.find(f"{ATOM}link[@rel='alternate']").get("href")
        assert page.startswith(BASE)
    assert len(set(ids(atom))) == len(ids(atom)) == len(publication().editions)
    assert atom.findtext(f"{ATOM}author/{ATOM}name") == "Exempelstads kommun"
    assert atom.find(f"{ATOM}link[@rel='self']").get("href") == f"{BASE}flode.atom"


def test_summary_counts_the_fates():
    _, feed = made(publication())
    told = next(item for item in feed["items"] if item["url"] == f"{BASE}gotland/2021/")
    assert "2020: 4 ändrade, 1 med okänt öde, 1 behållet." in told["content_text"]


def test_an_entry_names_days_places_and_periods_as_people_do():
    _, feed = made(publication())
    told = {item["url"]: item for item in feed["items"]}
    assert "Gotland" in told[f"{BASE}gotland/2021/"]["title"]
    assert told[f"{BASE}alvsbyn/2020/"]["title"].count("Älvsbyn") == 1
    applies = told[f"{BASE}oskarshamn/samverkan/2020-2023/"]["content_text"]
    assert applies == "Gäller 1 januari 2020 – 31 december 2023."
    for one in feed["items"]:
        assert not re.search(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[a-z]/[0-9]{4}", one["content_text"]), one


def test_without_an_address_nothing_is_absolute():
    atom, feed = made(corrected(Settings(name="Storby")))
    links = [link.get("href") for link in atom.iter(f"{ATOM}link")]
    assert links == ["flode.atom", "index.html", "storby/2021/index.html", "storby/2021/r1.html"]
    assert [sorted(item) for item in feed["items"]] == [
        ["content_text", "date_published", "id", "language", "title"]
    ] * 2
    assert "feed_url" not in feed
    assert made(corrected(Settings(name="Storby")))[1] == feed


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)//", "https://x.example/?a#b", "https://x.example/<b>"]
)
def test_nothing_leads_to_an_address_that_none_may_be(address):
    found = corrected(replace(SETTINGS, address=address))
    assert frame(found).base == ""
    assert address not in ElementTree.tostring(made(found)[0], encoding="unicode")
    assert frame(corrected()).base == BASE


def test_a_draft_is_no_news():
    found = corrected()
    draft = Publication(
        SETTINGS, [edition("storby/2021", text(TEXT), b"1", released_at=None)], DAY, drafts=True
    )
    atom, feed = made(draft)
    assert not feed["items"]
    assert atom.findtext(f"{ATOM}updated") == "2024-06-01T00:00:00Z"
    assert not data.files(of_volumes(volumes(draft)), draft).keys() & {"data/dataset.rdf"}
    assert data.files(of_volumes(volumes(found)), found).keys() >= {"data/dataset.rdf"}


def test_hostile_text_is_text_in_a_feed():
    atom, feed = made(hostile())
    assert not [element.tag for element in atom.iter() if not element.tag.startswith(ATOM)]
    assert HOSTILE[10] in atom.findtext(f"{ATOM}title")
    assert HOSTILE[10] in feed["items"][0]["title"]
    assert "\x1b" not in ElementTree.tostring(atom, encoding="unicode")
    assert legal("\ufffe\x00\r") == "<U+FFFE><U+0000><U+000D>"


def graph(found: Publication) -> rdflib.Graph:
    return rdflib.Graph().parse(data=dcat.describe(found, data.FILES), format="xml")


def test_description_for_the_national_catalogue():
    found = graph(publication())
    assert not [node for triple in found for node in triple if isinstance(node, rdflib.BNode)]
    (item,) = found.subjects(RDF.type, DCAT.Dataset)
    assert str(item) == f"{BASE}#data"
    for key in (DCTERMS.title, DCTERMS.description):
        assert {value.language for value in found.objects(item, key)} == {"sv", "en"}
    assert str(found.value(item, DCAT.theme)).endswith("/data-theme/JUST")
    assert str(found.value(item, DCTERMS.accessRights)).endswith("/access-right/PUBLIC")
    assert found.value(item, DCTERMS.accrualPeriodicity)
    assert found.value(item, DCTERMS.modified).toPython() == DAY
    publisher = found.value(item, DCTERMS.publisher)
    assert (publisher, RDF.type, FOAF.Agent) in found
    contact = found.value(item, DCAT.contactPoint)
    assert str(found.value(contact, VCARD.hasEmail)) == "mailto:kontakt@exempelstad.example"
    assert str(found.value(found.value(contact, VCARD.hasTelephone), VCARD.hasValue)) == "tel:+4699012345"
    addresses = data.files(of_volumes(real()), publication()).keys()
    for file in found.objects(item, DCAT.distribution):
        assert str(found.value(file, DCTERMS.license)) == "http://creativecommons.org/publicdomain/zero/1.0/"
        assert found.value(file, DCTERMS["format"])
        assert found.value(file, DCAT.accessURL)
        assert str(found.value(file, DCAT.downloadURL)).removeprefix(BASE) in addresses


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("+46 (0)990-123 45", "+4699012345"),
        ("0990-123 45", "+4699012345"),
        ("(0990) 123 45", "+4699012345"),
        ("0046 990 123 45", "+4699012345"),
        ("+47 22 12 34 56", "+4722123456"),
        ("114 14", ""),
        ("växeln", ""),
        ("0", ""),
        ("+0990", ""),
        ("099012345678901234", ""),
    ],
)
def test_a_number_is_told_as_it_is_called_from_anywhere(phone, number):
    """RFC 3966: what is no number of the whole world is left out."""
    found = graph(corrected(replace(SETTINGS, contact=replace(SETTINGS.contact, phone=phone))))
    assert [str(item) for item in found.objects(None, VCARD.hasValue)] == (
        [f"tel:{number}"] if number else []
    )


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        (replace(SETTINGS, address=""), "address"),
        (replace(SETTINGS, address="https://x.example/<b>"), "address"),
        (replace(SETTINGS, publisher=" "), "publisher"),
        (replace(SETTINGS, open_data=OpenData()), "licence"),
    ],
)
def test_what_is_lacking_is_told_and_hinders_a_description(settings, key):
    (said,) = dcat.lacking(settings)
    assert f"'{key}'" in said.text()
    found = corrected(settings)
    assert "data/dataset.rdf" not in data.files(of_volumes(volumes(found)), found)


def test_nothing_is_lacking_and_everything():
    assert dcat.lacking(SETTINGS) == ()
    assert len(dcat.lacking(Settings())) == 3


def test_description_without_contact_and_with_hostile_settings():
    settings = replace(hostile().settings, contact=Contact(email="a b@x\n<y>", phone="<script>"))
    found = graph(Publication(settings, hostile().editions, DAY))
    assert not list(found.subject_objects(DCAT.contactPoint))
    assert str(next(found.objects(None, FOAF.name))) == "<U+001B>[31mröd<U+001B>[0m"


@pytest.mark.parametrize(
    ("open_data", "told", "not_told"),
    [
        (SETTINGS.open_data, "You may use them freely", "has not chosen"),
        (OpenData(), "has not chosen", "freely"),
    ],
)
def test_the_page_promises_free_use_only_where_a_licence_is_chosen(open_data, told, not_told):
    found = corrected(replace(SETTINGS, language="en", open_data=open_data))
    _, page = data_page.page(frame(found), DAY, {"data/loften.csv": 1})
    html = page.decode()
    assert told in html
    assert not_told not in html
    assert (f'<a href="{SETTINGS.open_data.licence}">' in html) == bool(open_data.licence)
    assert 'lang="en"' not in html.partition("<body")[2]
    assert html.count('<th scope="row"') == len(MEANINGS)


def test_settings_are_read():
    said = "[contact]\nemail = 'a@x.example'\n[open_data]\norganisation = 'https://x.example/'\n"
    settings, faults = decode(said.encode(), Settings)
    assert (settings.contact.email, settings.open_data.organisation, faults) == (
        "a@x.example",
        "https://x.example/",
        (),
    )


def test_files_of_a_release():
    found = corrected()
    (volume,) = volumes(found)
    files = data.release_files(volume.replaced[0])
    assert sorted(files) == ["storby/2021/storby-2021-r1.json", "storby/2021/storby-2021-r1.toml"]
    assert (
        json.loads(files["storby/2021/storby-2021-r1.json"])["pledge"][0]["text"] == "Polisen är på torget."
    )


def test_all_files_are_the_same_each_time():
    found = corrected()
    one, other = (data.files(of_volumes(volumes(found)), found) for _ in range(2))
    assert one == other
    assert sorted(one) == [
        f"data/{name}"
        for name in (
            "dataset.rdf", "loften-excel.csv", "loften.csv", "loften.json", "loften.jsonl", "loften.schema.json",
            "loften.sqlite", "loften.xlsx",
        )
    ]  # fmt: skip
