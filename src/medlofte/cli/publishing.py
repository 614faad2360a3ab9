"""Making what is published, on all cores: the documents of a release, the pages of a series, what shows everything."""

import datetime as dt
from collections.abc import Generator, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from medlofte import __version__
from medlofte.cli.publish_units import Order, Unit
from medlofte.cli.workers import each
from medlofte.core.publication import volume, volumes
from medlofte.errors import WorldError
from medlofte.message import say
from medlofte.model.evidence import CHANGELOG, DATA, TEXT
from medlofte.model.publication import Edition, Part, Volume
from medlofte.model.site import SiteUnit
from medlofte.store.manifest import Made
from medlofte.view.pages import load_all

#: The program as a manifest names it.
TOOL = f"medlofte {__version__}"
#: So few series are made here and now: other processes would take longer to start.
_FEW = 3

_Done = tuple[Unit, list[Made]]


class _Task(NamedTuple):
    """What one process makes at one go: units of one series, whose pages tell how large its documents are.

    Attributes:
        units: In their order: documents before pages.
        sizes: How many bytes the documents have that are there already, by address.
    """

    units: tuple[Unit, ...]
    sizes: Mapping[str, int]


def made(order: Order, wanted: Sequence[Unit], kept: Mapping[str, SiteUnit]) -> Generator[_Done, None, None]:
    """Make units, on as many cores as there are; each is given when it is ready. Who leaves early closes it.

    Args:
        order: All that is published.
        wanted: The units to make.
        kept: The units that are there already, by name.

    Raises:
        WorldError: A process that was making one ended, as when memory has run out.
    """
    tasks = list(_tasks(wanted, kept))
    if len(tasks) <= _FEW:
        for task in tasks:
            yield from _make(order, task)
        return
    load_all()
    try:
        for _, done in each(_made_of, tasks[::-1], _start, order):
            yield from done
    except ChildProcessError as error:
        raise WorldError(
            say("a process that was making pages ended before it was done"),
            hint=say("most often memory has run out: free some, then run the same command again"),
        ) from error


def _tasks(wanted: Sequence[Unit], kept: Mapping[str, SiteUnit]) -> Iterator[_Task]:
    for _, some in groupby(wanted, lambda unit: unit.series):
        units = tuple(some)
        there = (kept[name] for name in units[-1].release if name in kept)
        yield _Task(units, {file.path: file.size for unit in there for file in unit.file})


#: The order that this process works for.
_order: Order | None = None


def _start(order: Order) -> None:
    global _order  # noqa: PLW0603
    _order = order


def _made_of(task: _Task) -> list[_Done]:
    assert _order is not None  # noqa: S101
    return list(_make(_order, task))


def _make(order: Order, task: _Task) -> Iterator[_Done]:
    sizes = dict(task.sizes)
    found = volume(order.publication, task.units[0].series) if task.units[0].series else None
    for unit in task.units:
        files = list(_of_unit(order, unit, found, sizes))
        sizes |= {file.path: len(file.data) for file in files}
        yield unit, files


def _of_unit(order: Order, unit: Unit, found: Volume | None, sizes: Mapping[str, int]) -> Iterator[Made]:
    if found is None:
        yield from (Made(path, data) for path, data in _of_all(order))
    elif unit.name == unit.series:
        single = _single(found)
        for path, data in _of_series(order, found, sizes):
            yield Made(path, data, single.get(path) or _newest(path, found))
    else:
        edition = next(one for one in found.all() if one.label == unit.name)
        yield from (Made(path, data, unit.name) for path, data in _of_release(order, edition))


def _of_release(order: Order, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The files of a release that show nothing else."""
    from medlofte.view.site import addresses, data

    if Part.PDF in order.parts:
        yield addresses.file(edition.name, edition.release, "pdf"), _pdf(order, edition)
    if Part.DATA in order.parts:
        yield from data.release_files(edition).items()


def _of_series(order: Order, found: Volume, sizes: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
    """The pages of a series, and the rows of each release, which tell what became of a pledge later."""
    from medlofte.core.rows import of_edition
    from medlofte.view.site import addresses
    from medlofte.view.site import volume as view
    from medlofte.view.table import csv

    rows: dict[str, bytes] = {}
    if Part.DATA in order.parts:
        for edition in found.all():
            path = addresses.file(edition.name, edition.release, "csv")
            rows[path] = csv.plain(of_edition(found, edition))
    yield from rows.items()
    if Part.PAGES in order.parts:
        yield from view.pages(found, order.frame, {**sizes, **_sizes(rows)})


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


def _single(found: Volume) -> dict[str, str]:
    """By address, the release that a file shows where that need not be the newest of its period."""
    from medlofte.view.site import addresses, compare

    replaced = {addresses.replaced(one.name, one.number): one.label for one in found.replaced}
    rows = {addresses.file(one.name, one.release, "csv"): one.label for one in found.all()}
    return replaced | rows | {compare.address(pair): pair.new.label for pair in found.corrections}


def _newest(path: str, found: Volume) -> str:
    """The newest release of the period that a file lies with; empty where it shows a whole series."""
    return next((one.label for one in found.editions if path.startswith(f"{one.name}/")), "")


def _pdf(order: Order, edition: Edition) -> bytes:
    """The document, the same as in the bundle of the release unless another version of the program made that one."""
    from medlofte.view import pdf
    from medlofte.view.data import encode
    from medlofte.view.reading import copy

    attach = {TEXT: edition.source, DATA: encode(edition.agreement)} if order.standard == "a-3a" else None
    day = dt.datetime.combine(order.publication.day, dt.time(), dt.UTC)
    made = edition.released_at or day
    return pdf.render(copy(edition), made=made, changelog=edition.files.get(CHANGELOG), attach=attach)
