"""Feeds and the description for catalogues: well-formed, stable, absolute where they must be, and only text."""

import datetime as dt
import json
from xml.etree import ElementTree

import pytest
import rdflib
from data_world import DAY, HOSTILE, SETTINGS, edition, hostile, publication, real, text
from msgspec.structs import replace
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from medlofte.core.publication import volumes
from medlofte.core.rows import of_edition, of_volumes
from medlofte.model.publication import Publication
from medlofte.model.register import Contact, OpenData, Settings
from medlofte.store.toml import decode
from medlofte.view import dcat, feeds
from medlofte.view.site import data
from medlofte.view.xml import legal

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://exempelstad.example/loften/"
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
TEXT = 'format = 1\nkind = "pledges"\ntitle = "Löften"\n[[pledge]]\nid = "torget"\ntext = "Polisen är på torget."\n'
LATER = dt.datetime(2021, 6, 1, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def made(found: Publication) -> tuple[ElementTree.Element, dict]:
    files = feeds.files(tuple(volumes(found)), found)
    return ElementTree.fromstring(files["flode.atom"]), json.loads(files["flode.json"])


def corrected(settings: Settings = SETTINGS) -> Publication:
    one, other = text(TEXT), text(TEXT.replace("torget.", "torget ofta."))
    first = edition("storby/2021", one, b"1", latest=False)
    return Publication(
        settings, [first, edition("storby/2021", other, b"2", number=2, released_at=LATER)], DAY
    )


def test_one_entry_for_each_release():
    atom, feed = made(publication())
    assert len(atom.findall(f"{ATOM}entry")) == len(feed["items"]) == len(publication().editions)


def test_a_correction_is_a_new_entry():
    atom, feed = made(corrected())
    ids = [entry.findtext(f"{ATOM}id") for entry in atom.findall(f"{ATOM}entry")]
    assert (
        ids == [item["id"] for item in feed["items"]] == [f"{BASE}#storby/2021/r2", f"{BASE}#storby/2021/r1"]
    )
    assert [item["url"] for item in feed["items"]] == [f"{BASE}storby/2021/", f"{BASE}storby/2021/r1.html"]
    updated = [entry.findtext(f"{ATOM}updated") for entry in atom.findall(f"{ATOM}entry")]
    assert updated == ["2021-06-01T08:00:00Z", "2021-02-05T12:30:00Z"]
    assert atom.findtext(f"{ATOM}updated") == updated[0]


def test_what_atom_asks_for():
    """RFC 4287: one id, title and updated in the feed and each entry, an author, unique ids, a link to each page."""
    atom, _ = made(publication())
    for element in (atom, *atom.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert found.text
        assert element.findtext(f"{ATOM}id").startswith("https://")
        dt.datetime.fromisoformat(element.findtext(f"{ATOM}updated"))
        page = element.find(f"{ATOM}link[@rel='alternate']").get("href")
        assert page.startswith(BASE)
    ids = [entry.findtext(f"{ATOM}id") for entry in atom.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    assert atom.findtext(f"{ATOM}author/{ATOM}name") == "Exempelstads kommun"
    assert atom.find(f"{ATOM}link[@rel='self']").get("href") == f"{BASE}flode.atom"


def test_summary_counts_the_fates():
    _, feed = made(publication())
    told = next(item for item in feed["items"] if item["id"].endswith("#gotland/2021/r1"))
    assert "gotland/2020" in told["content_text"]
    assert any(sign.isdigit() for sign in told["content_text"].partition("gotland/2020")[2])


def test_without_an_address_nothing_is_absolute():
    atom, feed = made(corrected(Settings(name="Storby")))
    links = [link.get("href") for link in atom.iter(f"{ATOM}link")]
    assert links == ["flode.atom", "index.html", "storby/2021/index.html", "storby/2021/r1.html"]
    assert [sorted(item) for item in feed["items"]] == [
        ["content_text", "date_published", "id", "language", "title"]
    ] * 2
    assert {item["id"][:9] for item in feed["items"]} == {"urn:uuid:"}
    assert "feed_url" not in feed
    assert made(corrected(Settings(name="Storby")))[1] == feed


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
    assert str(found.value(found.value(contact, VCARD.hasTelephone), VCARD.hasValue)) == "tel:+4609912345"
    addresses = data.files(of_volumes(real()), publication()).keys()
    for file in found.objects(item, DCAT.distribution):
        assert str(found.value(file, DCTERMS.license)) == "http://creativecommons.org/publicdomain/zero/1.0/"
        assert found.value(file, DCTERMS["format"])
        assert found.value(file, DCAT.accessURL)
        assert str(found.value(file, DCAT.downloadURL)).removeprefix(BASE) in addresses


@pytest.mark.parametrize(
    "settings",
    [
        replace(SETTINGS, address=""),
        replace(SETTINGS, address="exempelstad.example"),
        replace(SETTINGS, address="https://x.example/<b>"),
        replace(SETTINGS, publisher=" "),
        replace(SETTINGS, open_data=OpenData(organisation="kommunen")),
        replace(SETTINGS, open_data=OpenData(licence="CC0")),
    ],
)
def test_what_hinders_a_description_is_told(settings):
    found = corrected(settings)
    assert dcat.obstacle(found) is not None
    assert "data/dataset.rdf" not in data.files(of_volumes(volumes(found)), found)


def test_description_without_contact_and_with_hostile_settings():
    settings = replace(hostile().settings, contact=Contact(email="a b@x\n<y>", phone="<script>"))
    found = graph(Publication(settings, hostile().editions, DAY))
    assert not list(found.subject_objects(DCAT.contactPoint))
    assert str(next(found.objects(None, FOAF.name))) == "<U+001B>[31mröd<U+001B>[0m"


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
    files = data.edition_files(of_edition(volume, volume.replaced[0]), volume.replaced[0])
    assert sorted(files) == ["storby/2021/storby-2021-r1.csv", "storby/2021/storby-2021-r1.json"]
    assert "Polisen är på torget." in files["storby/2021/storby-2021-r1.csv"].decode()
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
