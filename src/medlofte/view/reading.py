"""The reading copy of a document: all of its text, in the order people read it, for any page to set.

Everything in it is plain text without line ends, its unseen signs spelt out. A page only decides how it looks.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlofte.message import Message, say
from medlofte.model.agreement import Agreement
from medlofte.model.release import Signer
from medlofte.view.catalog import Catalog, catalog
from medlofte.view.document import capital, title, titled_by_name, warning
from medlofte.view.keys import LABELS
from medlofte.view.labels import DOCUMENT_KINDS
from medlofte.view.phrases import period
from medlofte.view.reading_parts import Entry, Fact, Part, Parts, Promise, Section, language_tag, prose
from medlofte.view.reading_sections import NO_TITLES, TITLES, Titles, sections
from medlofte.view.signers import signer_told
from medlofte.view.values import one_line

if TYPE_CHECKING:
    from medlofte.model.publication import Edition

__all__ = ["Entry", "Fact", "Part", "Promise", "Reading", "Section", "copy", "reading"]

#: What a page says of its own. ``{page}`` and ``{pages}`` are left for whatever counts them.
SAID: Mapping[str, Message] = {
    "code": say("Control code"),
    "meaning": say(
        "The control code is made from the exact text: of a text changed by one sign it would be another."
    ),
    "page": say("page {page} ({pages})", page="{page}", pages="{pages}"),
    "owner": say("responsible"),
    "target": say("number"),
    "measures": say("Measures"),
    "signatures": say("Signatures"),
    "contents": say("Contents"),
    "skip": say("Skip to the content"),
    "draft": say("DRAFT"),
    "appendix": say("Appendix"),
    "verbatim": say(
        "The changelog as the release keeps it, word for word: documents are called by the names of their files, and "
        "days are written year-month-day."
    ),
    "qr": say("QR code of the release and its control code"),
    "spelt": say(
        "Signs that the fonts of this copy lack are spelt out in it, as <U+1F600>; the text itself has them."
    ),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as people read it.

    Attributes:
        title: The title.
        language: The language of the text, as a tag.
        labels: The language of the labels.
        name: The document: ``gotland/2021``.
        edition: The document with its release, ``gotland/2021 r1``; or that it is a draft.
        code: The control code of the text.
        banner: What must be known first: that this is not the signed text; empty where it is.
        draft: Whether the text is not released.
        facts: What the document is.
        cover: The same for a title page: also between whom it is, and which release.
        summary: What it is about.
        sections: Everything else, in order.
        signatures: Who signed, as sentences.
        sources: Where signatures are told of.
        said: What a page says of its own, by a short name.
    """

    title: str
    language: str
    labels: str
    name: str
    edition: str
    code: str
    banner: str
    draft: bool
    facts: tuple[Fact, ...]
    cover: tuple[Fact, ...]
    summary: tuple[Part, ...]
    sections: tuple[Section, ...]
    signatures: tuple[str, ...]
    sources: tuple[str, ...]
    said: Mapping[str, str]


#: Labels on a title page that are not those of keys.
_COVER: Mapping[str, Message] = {"party": TITLES["party"], "release": say("Release")}
_LANGUAGES: Mapping[str, Message] = {"sv": say("Swedish"), "en": say("English")}
#: What stands for the release of a text that is none yet, and what its control code is called.
_DRAFT_EDITION = say("Draft")
CODE_OF_DRAFT = say("Control code of the draft")
_DRAFT = say("Not released: this is the text as it stands, to be read and signed.")


def reading(
    agreement: Agreement,
    words: Catalog,
    *,
    name: str,
    release: int,
    code: str,
    signers: Sequence[Signer] = (),
    draft: bool = False,
    released: dt.date | None = None,
    titles: Titles = NO_TITLES,
    before: Agreement | None = None,
) -> Reading:
    """Everything that stands in a document, and who signed it.

    Args:
        agreement: The document.
        words: The language of the labels; days stand in words, as on all pages and paper.
        name: ``SERIES/PERIOD``.
        release: The number of the release.
        code: The control code of the text.
        signers: Who signed.
        draft: Whether the text is not released, so that the copy is one to read, sign and compare by.
        released: The day it was released.
        titles: The titles of other documents, by their names.
        before: The document that this one renews, whose pledges are then called by their texts.
    """
    words = catalog(words.language, for_pages=True)
    first = (warning(agreement.provenance, words), words.say(_DRAFT) if draft else "")
    edition = words.say(_DRAFT_EDITION) if draft else _edition(release, released, words)
    return Reading(
        title=title(agreement, name),
        language=language_tag(agreement.language) or words.language,
        labels=words.language,
        name=one_line(name),
        edition=words.say(named(name, release, draft=draft)),
        code=one_line(code),
        banner=" ".join(part for part in first if part),
        draft=draft,
        facts=tuple(_facts(agreement, words, titles)),
        cover=tuple(_facts(agreement, words, titles, edition)),
        summary=prose(agreement.summary),
        sections=tuple(sections(agreement, words, titles, before)),
        signatures=tuple(signer_told(signer, words) for signer in signers),
        sources=tuple(one_line(signer.source) for signer in signers if signer.source),
        said=_said(words, draft=draft),
    )


def named(name: str, release: int, *, draft: bool) -> Message:
    """A document with its release: ``gotland/2021 r1``; a draft is none yet."""
    return say("{name}, draft", name=name) if draft else say("{name} r{number}", name=name, number=release)


def copy(edition: "Edition") -> Reading:
    """A release, or a draft, as it is published: in the language of its text."""
    agreement, released = edition.agreement, edition.released_at
    return reading(
        agreement,
        catalog(agreement.language),
        name=edition.name,
        release=edition.number,
        code=edition.code,
        signers=edition.signers,
        draft=edition.is_draft,
        released=released.date() if released else None,
    )


def _facts(agreement: Agreement, words: Catalog, titles: Titles, release: str = "") -> Iterator[Fact]:
    """What a reader looks for at the top, and what the document hangs under; with its parties for a title page."""
    spoken = agreement.language
    told = {
        "kind": [capital(words.say(DOCUMENT_KINDS[agreement.kind]))],
        "place": [agreement.place],
        "party": [party.name for party in agreement.party] if release else [],
        "validity": [period(agreement.validity, words)],
        "release": [release],
        "language": [words.say(_LANGUAGES[spoken]) if spoken in _LANGUAGES else spoken],
        "under": [titles.get(agreement.under) or titled_by_name(agreement.under)],
    }
    for key, texts in told.items():
        found = [text for text in map(one_line, texts) if text]
        if found:
            label = words.say(_COVER.get(key) or LABELS[key])
            yield Fact(capital(label), tuple(Part(text, item=len(found) > 1) for text in found))
    parts = Parts(agreement, words)
    for key in ("audience", "legal_basis"):
        yield from parts.listed(key, getattr(agreement, key))


def _edition(number: int, day: dt.date | None, words: Catalog) -> str:
    found = (
        say("r{number}, {day}", number=number, day=words.date(day))
        if day
        else say("r{number}", number=number)
    )
    return words.say(found)


def _said(words: Catalog, *, draft: bool) -> dict[str, str]:
    said = words.say_all(SAID)
    if draft:
        said["code"] = words.say(CODE_OF_DRAFT)
    return said | {key: capital(said[key]) for key in ("owner", "target")}
