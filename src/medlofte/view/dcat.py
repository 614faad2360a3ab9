"""The data described for the national catalogue: DCAT-AP-SE 3.0 as RDF/XML, to be merged into the publisher's own.

Everything described has an absolute address, and nothing is without a name: harvesters ask for both.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from medlofte.message import Message, say
from medlofte.model.address import is_mail, is_site
from medlofte.model.publication import Publication
from medlofte.model.register import Settings
from medlofte.view.catalog import LANGUAGES, catalog
from medlofte.view.site import addresses
from medlofte.view.site.frame import frame
from medlofte.view.values import one_line
from medlofte.view.xml import put, render

_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
_EU = "http://publications.europa.eu/resource/authority"
_DATE = "http://www.w3.org/2001/XMLSchema#date"
_LANGUAGE = {"sv": "SWE", "en": "ENG"}
_PHONE = re.compile(r"\+?[0-9(][0-9 ()–-]*\Z")
_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{6,14}\Z")

_TITLE = say("Citizen pledges and agreements on collaboration")
_DESCRIPTION = say(
    "Every pledge by the police, municipalities and their partners, one row for each pledge and period: what is "
    "promised, who answers for it, what became of it since the period before, and how it went."
)
_KEYWORDS = (say("citizen pledge"), say("crime prevention"), say("safety"))


class Distribution(NamedTuple):
    """One file of the data: its name, its format, and what it is for."""

    name: str
    media_type: str
    title: Message


def can_describe(publication: Publication) -> bool:
    """Whether catalogues can be told of the data: of releases only, and where nothing is :func:`lacking`."""
    return not publication.drafts and not lacking(publication.settings)


def lacking(settings: Settings) -> tuple[Message, ...]:
    """What ``medlofte.toml`` does not tell yet, each with what is published without it."""
    found = []
    if not is_site(settings.address):
        found.append(
            say(
                "medlofte.toml names no 'address': entries of the feeds lead nowhere outside the folder, and "
                "catalogues of open data are told nothing"
            )
        )
    if not one_line(settings.publisher):
        found.append(
            say(
                "medlofte.toml names no 'publisher': the pages do not say who answers for them, and catalogues of "
                "open data are told nothing"
            )
        )
    if not settings.open_data.licence:
        found.append(
            say(
                "medlofte.toml chooses no 'licence' under [open_data]: nobody is told that the data may be used, and "
                "catalogues of open data are told nothing"
            )
        )
    return tuple(found)


def describe(publication: Publication, files: Sequence[Distribution]) -> bytes:
    """The description of a publication that :func:`can_describe` allows, with the files that its data comes in."""
    root = Element("rdf:RDF", {f"xmlns:{name}": iri for name, iri in _NAMES.items()})
    base, settings = frame(publication).base, publication.settings
    publisher = settings.open_data.organisation or f"{base}#utgivare"
    put(put(root, "foaf:Agent", rdf__about=publisher), "foaf:name", one_line(settings.publisher))
    _dataset(root, publication, base, publisher, files)
    for file in files:
        _distribution(root, base, settings.open_data.licence, file)
    if _can_be_reached(publication):
        _contact(root, publication, base)
    return render(root)


def _dataset(
    root: Element, publication: Publication, base: str, publisher: str, files: Sequence[Distribution]
) -> None:
    item = put(root, "dcat:Dataset", rdf__about=f"{base}#data")
    _said(item, "dcterms:title", _TITLE)
    _said(item, "dcterms:description", _DESCRIPTION)
    for keyword in _KEYWORDS:
        _said(item, "dcat:keyword", keyword)
    _leads(item, "dcterms:publisher", publisher)
    if _can_be_reached(publication):
        _leads(item, "dcat:contactPoint", f"{base}#kontakt")
    _leads(item, "dcat:theme", f"{_EU}/data-theme/JUST")
    _leads(item, "dcterms:accessRights", f"{_EU}/access-right/PUBLIC")
    _leads(item, "dcterms:accrualPeriodicity", f"{_EU}/frequency/IRREG")
    _leads(item, "dcat:landingPage", base + addresses.DATA)
    spoken = {edition.agreement.language.lower().split("-")[0] for edition in publication.editions}
    for language in sorted(spoken & _LANGUAGE.keys()):
        _leads(item, "dcterms:language", f"{_EU}/language/{_LANGUAGE[language]}")
    if publication.day > dt.date.min:
        put(item, "dcterms:modified", publication.day.isoformat(), rdf__datatype=_DATE)
    for file in files:
        _leads(item, "dcat:distribution", f"{base}#{file.name}")


def _distribution(root: Element, base: str, licence: str, file: Distribution) -> None:
    item = put(root, "dcat:Distribution", rdf__about=f"{base}#{file.name}")
    _said(item, "dcterms:title", file.title)
    put(item, "dcterms:format", file.media_type)
    _leads(item, "dcat:accessURL", base + addresses.DATA)
    _leads(item, "dcat:downloadURL", base + addresses.data(file.name))
    _leads(item, "dcterms:license", licence)


def _can_be_reached(publication: Publication) -> bool:
    return is_mail(publication.settings.contact.email)


def _contact(root: Element, publication: Publication, base: str) -> None:
    contact = publication.settings.contact
    item = put(root, "vcard:Organization", rdf__about=f"{base}#kontakt")
    put(item, "vcard:fn", one_line(publication.settings.publisher))
    _leads(item, "vcard:hasEmail", f"mailto:{contact.email}")
    if number := _international(contact.phone.strip()):
        _leads(item, "vcard:hasTelephone", f"{base}#telefon")
        _leads(put(root, "rdf:Description", rdf__about=f"{base}#telefon"), "vcard:hasValue", f"tel:{number}")


def _international(phone: str) -> str:
    """A number as it is called from anywhere, of a Swedish one with its area too; empty for any other."""
    if not _PHONE.match(phone):
        return ""
    number = re.sub(r"[^0-9+]", "", phone.replace("(0)", "") if phone.startswith(("+", "00")) else phone)
    number = re.sub(r"\A0", "+46", re.sub(r"\A00", "+", number))
    return number if _INTERNATIONAL.match(number) else ""


def _said(item: Element, tag: str, message: Message) -> None:
    """A sentence in every language we speak."""
    for language in LANGUAGES:
        put(item, tag, catalog(language).say(message), xml__lang=language)


def _leads(item: Element, tag: str, iri: str) -> None:
    put(item, tag, rdf__resource=iri)
