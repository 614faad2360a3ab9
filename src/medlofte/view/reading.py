"""The reading copy of a document: all of its text, in the order people read it, for any page to set.

Everything in it is plain text without line ends, its unseen signs spelt out. A page only decides how it looks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from medlofte.message import Message, say
from medlofte.model.agreement import Agreement
from medlofte.model.release import Signer
from medlofte.view.catalog import Catalog
from medlofte.view.document import capital, warning
from medlofte.view.keys import LABELS
from medlofte.view.labels import DOCUMENT_KINDS
from medlofte.view.phrases import period
from medlofte.view.reading_parts import Entry, Fact, Part, Parts, Promise, Section, language_tag, prose
from medlofte.view.reading_sections import sections
from medlofte.view.signers import signer_line
from medlofte.view.values import one_line

__all__ = ["Entry", "Fact", "Part", "Promise", "Reading", "Section", "reading"]

#: What a page says of its own. ``{page}`` and ``{pages}`` are left for whatever counts them.
_SAID: Mapping[str, Message] = {
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
        release: The number of the release.
        code: The control code of the text.
        banner: What must be known first: that this is not the signed text; empty where it is.
        facts: What the document is.
        summary: What it is about.
        sections: Everything else, in order.
        signatures: Who signed, as sentences.
        said: What a page says of its own, by a short name.
    """

    title: str
    language: str
    labels: str
    name: str
    release: int
    code: str
    banner: str
    facts: tuple[Fact, ...]
    summary: tuple[Part, ...]
    sections: tuple[Section, ...]
    signatures: tuple[str, ...]
    said: Mapping[str, str]

    @property
    def edition(self) -> str:
        """The document with its release: ``gotland/2021 r1``."""
        return f"{self.name} r{self.release}"


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
) -> Reading:
    """Everything that stands in a document, and who signed it.

    Args:
        agreement: The document.
        words: The language of the labels.
        name: ``SERIES/PERIOD``.
        release: The number of the release.
        code: The control code of the text.
        signers: Who signed.
        draft: Whether the text is not released, so that the copy is one to read, sign and compare by.
    """
    first = (warning(agreement.provenance, words), words.say(_DRAFT) if draft else "")
    return Reading(
        title=one_line(agreement.title),
        language=language_tag(agreement.language) or words.language,
        labels=words.language,
        name=one_line(name),
        release=release,
        code=one_line(code),
        banner=" ".join(part for part in first if part),
        facts=tuple(_facts(agreement, words)),
        summary=prose(agreement.summary),
        sections=tuple(sections(agreement, words)),
        signatures=tuple(signer_line(signer, words) for signer in signers),
        said=_said(words),
    )


def _facts(agreement: Agreement, words: Catalog) -> Iterator[Fact]:
    """What a reader looks for at the top, and what the document hangs under."""
    told = {
        "kind": capital(words.say(DOCUMENT_KINDS[agreement.kind])),
        "place": agreement.place,
        "validity": period(agreement.validity, words),
        "language": agreement.language,
        "under": agreement.under,
    }
    for key, text in told.items():
        if text.strip():
            yield Fact(capital(words.say(LABELS[key])), (Part(one_line(text)),))
    parts = Parts(agreement, words)
    for key in ("audience", "legal_basis"):
        yield from parts.listed(key, getattr(agreement, key))


def _said(words: Catalog) -> dict[str, str]:
    said = {key: words.say(message) for key, message in _SAID.items()}
    return said | {key: capital(said[key]) for key in ("owner", "target")}
