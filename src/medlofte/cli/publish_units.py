"""What is published in which steps: the documents of a release, the pages of a series, then what shows everything."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import msgspec

from medlofte.core.agenda.cases import periods_over
from medlofte.core.arrivals import arrivals
from medlofte.core.publication import newest
from medlofte.model.evidence import CHANGELOG
from medlofte.model.publication import Edition, Part, Publication
from medlofte.model.site import SiteFile, SiteUnit
from medlofte.view.site.frame import Frame, frame

#: What the bytes of a page or document depend on beside the releases.
_SOURCES = frozenset({".py", ".j2", ".typ", ".css", ".po", ".ttf"})
_LIBRARIES = ("jinja2", "segno", "typst", "xlsxwriter")


@dataclass(frozen=True)
class Order:
    """What is to be made.

    Attributes:
        publication: The releases.
        parts: What is made of them: pages, documents, data, feeds.
        standard: The archive standard of the PDF.
    """

    publication: Publication
    parts: frozenset[Part]
    standard: str = "a-2a"

    @cached_property
    def frame(self) -> Frame:
        """What all pages share."""
        return frame(self.publication, self.parts, newest(self.publication.editions))


@dataclass(frozen=True, slots=True)
class Unit:
    """Files that are made together, as a manifest names them, and the series.

    Attributes:
        name: The release or the series that they show; empty for what shows everything.
        series: The series; empty for what shows everything.
        key: Digest of everything they are made from.
        release: The releases they are made from.
    """

    name: str
    series: str
    key: str
    release: tuple[str, ...]

    def told(self, files: tuple[SiteFile, ...] = ()) -> SiteUnit:
        """The unit as a manifest tells it."""
        return SiteUnit(name=self.name, key=self.key, release=self.release, file=files)


def units(order: Order) -> list[Unit]:
    """Everything that is to be made: of each series its releases, then its pages; last what shows everything."""
    publication = order.publication
    program = _program(), sorted(order.parts), order.standard, publication.day if publication.drafts else ""
    own: dict[str, list[Edition]] = {}
    for edition in publication.editions:
        own.setdefault(edition.series, []).append(edition)
    found = []
    for series, editions in sorted(own.items()):
        documents = [_release(edition, program) for edition in editions] if _documents(order) else []
        key = _digest(program, _made_from(order, series, editions), [unit.key for unit in documents])
        found += [*documents, Unit(series, series, key, _labels(editions))]
    key = _digest(
        program, publication.day, order.frame.settings, publication.drafts, [unit.key for unit in found]
    )
    return [*found, Unit("", "", key, _labels(publication.editions))]


def _documents(order: Order) -> bool:
    """Whether a release has files that show nothing else."""
    return not order.parts.isdisjoint({Part.PDF, Part.DATA})


def _release(edition: Edition, program: object) -> Unit:
    label, changelog = edition.label, edition.files.get(CHANGELOG)
    key = _digest(program, label, edition.source, edition.released_at, edition.signers, changelog)
    return Unit(label, edition.series, key, (label,))


def _labels(editions: Iterable[Edition]) -> tuple[str, ...]:
    return tuple(edition.label for edition in editions)


def _made_from(order: Order, series: str, editions: Sequence[Edition]) -> list[object]:
    """What the pages of a series are made from, beside the program."""
    publication = order.publication
    documents = {edition.name: edition.agreement for edition in editions if edition.latest}
    arrived = arrivals(publication.documents(), series)
    came = {arrival.origin.partition("#")[0] for arrival in arrived.values()}
    return [
        series,
        [(edition.id, edition.latest) for edition in editions],
        order.frame.beside(series, {*came, *(name for edition in editions for name in _named(edition))}),
        sorted(arrived.items()),
        sorted(periods_over(documents, publication.day)),
        [(old, new, _siblings(publication, old)) for old, new in publication.more if new in documents],
        [(old, new, _siblings(publication, old[0])) for old, new in publication.exact if new[0] in documents],
    ]


def _siblings(publication: Publication, name: str) -> list[tuple[str, bool]]:
    """What stands for a document and all of its series: its ancestry sways what it is paired with."""
    series = name.rpartition("/")[0]
    return [(edition.id, edition.latest) for edition in publication.editions if edition.series == series]


def _named(edition: Edition) -> Iterator[str]:
    """The documents that a document names."""
    yield edition.agreement.under
    if edition.agreement.renewal:
        yield edition.agreement.renewal.of
        yield from (row.to for row in edition.agreement.renewal.pledge)


def _digest(*parts: object) -> str:
    """Stands for some values: the same only where all of them are."""
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def _program() -> str:
    """Stands for the program itself: what another version would make may differ."""
    top = Path(str(files("medlofte")))
    sources = sorted(
        path for path in top.rglob("*") if path.suffix in _SOURCES and "agreements" not in path.parts
    )
    digest = hashlib.sha256()
    for path in sources:
        digest.update(path.relative_to(top).as_posix().encode() + b"\0" + path.read_bytes())
    return _digest(digest.hexdigest(), [version(name) for name in _LIBRARIES])
