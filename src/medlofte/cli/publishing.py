"""What is made of the releases: series by series, on all cores, and only where something has changed."""

import datetime as dt
import hashlib
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from pathlib import Path

import msgspec

from medlofte import __version__
from medlofte.core.agenda.cases import periods_over
from medlofte.core.publication import newest, volume, volumes
from medlofte.errors import WorldError
from medlofte.message import say
from medlofte.model.evidence import CHANGELOG, DATA, TEXT
from medlofte.model.publication import Edition, Part, Publication, Volume
from medlofte.store.manifest import Made
from medlofte.view.pages import load_all
from medlofte.view.site.frame import Frame, frame

#: The program as a manifest names it.
TOOL = f"medlofte {__version__}"
#: What the bytes of a page or document depend on beside the releases.
_SOURCES = frozenset({".py", ".j2", ".typ", ".css", ".po", ".ttf"})
_LIBRARIES = ("jinja2", "segno", "typst", "xlsxwriter")
_NUMBERED = re.compile(r"(?:/|-)r([1-9][0-9]*)\.[a-z]+\Z")
#: So few units are made here and now: other processes would take longer to start.
_FEW = 3


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
    """Files that are made together.

    Attributes:
        name: The series; empty for what is made from all.
        key: Digest of everything they are made from.
    """

    name: str
    key: str


def units(order: Order) -> list[Unit]:
    """Everything that is to be made: each series, then what is made from all."""
    publication = order.publication
    shared = order.frame
    common = (_program(), sorted(order.parts), order.standard, publication.day if publication.drafts else "")
    own: dict[str, list[Edition]] = {}
    for edition in publication.editions:
        own.setdefault(edition.series, []).append(edition)
    found = [
        Unit(series, _digest(*common, *_made_from(order, series, editions)))
        for series, editions in sorted(own.items())
    ]
    keys = [unit.key for unit in found]
    return [*found, Unit("", _digest(*common, publication.day, shared.settings, shared.drafts, keys))]


def _made_from(order: Order, series: str, editions: Sequence[Edition]) -> Iterator[object]:
    """What the files of a series are made from, beside the program."""
    publication = order.publication
    yield series
    yield [(edition.id, edition.latest) for edition in editions]
    yield order.frame.beside(series, {name for edition in editions for name in _named(edition)})
    documents = {edition.name: edition.agreement for edition in editions if edition.latest}
    yield sorted(periods_over(documents, publication.day))
    latest = {edition.name: edition.id for edition in publication.editions if edition.latest}
    yield [(old, new, latest[old]) for old, new in publication.more if new in documents]


def _named(edition: Edition) -> Iterator[str]:
    """The documents that a document names."""
    yield edition.agreement.under
    if edition.agreement.renewal:
        yield edition.agreement.renewal.of
        yield from (row.to for row in edition.agreement.renewal.pledge)


def made(order: Order, wanted: Sequence[Unit]) -> Iterator[tuple[Unit, list[Made]]]:
    """Make units, on as many cores as there are; each is given when it is ready.

    Raises:
        WorldError: The system ended a process that was making one.
    """
    if len(wanted) <= _FEW:
        yield from ((unit, _make(order, unit)) for unit in wanted)
        return
    load_all()
    pool = ProcessPoolExecutor(os.cpu_count(), _context(), initializer=_start, initargs=(order,))
    try:
        waiting: dict[Future[list[Made]], Unit] = {pool.submit(_made_of, unit): unit for unit in wanted[::-1]}
        for done in as_completed(waiting):
            yield waiting.pop(done), done.result()
    except BrokenProcessPool as error:
        raise WorldError(
            say("the system ended a process that was making pages"),
            hint=say("most often memory has run out: free some, or publish fewer series at a time"),
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _context() -> BaseContext:
    """How processes are started: as copies of this one, unless typst has started threads here, which no copy has."""
    forked = "fork" in get_all_start_methods() and "typst" not in sys.modules
    return get_context("fork" if forked else "spawn")


#: The order that this process works for.
_order: Order | None = None


def _start(order: Order) -> None:
    global _order  # noqa: PLW0603
    _order = order


def _made_of(unit: Unit) -> list[Made]:
    assert _order is not None  # noqa: S101
    return _make(_order, unit)


def _make(order: Order, unit: Unit) -> list[Made]:
    if unit.name:
        found = volume(order.publication, unit.name)
        return [Made(path, data, _shown(path, found)) for path, data in _of_series(order, found)]
    return [Made(path, data) for path, data in _of_all(order)]


def _of_series(order: Order, found: Volume) -> Iterator[tuple[str, bytes]]:
    from medlofte.view.site import volume as view

    documents = dict(_documents(order, found))
    yield from documents.items()
    if Part.PAGES in order.parts:
        yield from view.pages(found, order.frame, _sizes(documents))


def _documents(order: Order, found: Volume) -> Iterator[tuple[str, bytes]]:
    """The files of each release that are not pages."""
    from medlofte.core.rows import of_edition
    from medlofte.view.site import addresses, data

    for edition in (*found.editions, *found.replaced):
        if Part.PDF in order.parts:
            yield addresses.file(edition.name, edition.number, "pdf"), _pdf(order, edition)
        if Part.DATA in order.parts:
            yield addresses.file(edition.name, edition.number, "toml"), edition.source
            yield from data.edition_files(of_edition(found, edition), edition).items()


def _of_all(order: Order) -> Iterator[tuple[str, bytes]]:
    from medlofte.core.rows import of_volumes
    from medlofte.view import feeds
    from medlofte.view.site import data, whole

    publication = order.publication
    found = list(volumes(publication))
    files = data.files(of_volumes(found), publication) if Part.DATA in order.parts else {}
    yield from files.items()
    if Part.FEEDS in order.parts:
        yield from feeds.files(found, publication).items()
    if Part.PAGES in order.parts:
        yield from whole.pages(found, publication, order.frame, _sizes(files))


def _sizes(files: Mapping[str, bytes]) -> dict[str, int]:
    return {path: len(data) for path, data in files.items()}


def _shown(path: str, found: Volume) -> str:
    """The release that a file shows; empty where it shows a whole series."""
    for edition in found.editions:
        if path.startswith(f"{edition.name}/"):
            numbered = _NUMBERED.search(path)
            return f"{edition.name} r{numbered[1] if numbered else edition.number}"
    return ""


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


def _pdf(order: Order, edition: Edition) -> bytes:
    """The document, the same as in the bundle of the release unless another version of the program made that one."""
    from medlofte.view import pdf
    from medlofte.view.data import encode
    from medlofte.view.reading import copy

    attach = {TEXT: edition.source, DATA: encode(edition.agreement)} if order.standard == "a-3a" else None
    day = dt.datetime.combine(order.publication.day, dt.time(), dt.UTC)
    made = edition.released_at or day
    return pdf.render(copy(edition), made=made, changelog=edition.files.get(CHANGELOG), attach=attach)
