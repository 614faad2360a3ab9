"""What a publication tells of each series: which release counts, what follows what, and the lives of the pledges."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from medlofte.core.arrivals import Arrivals, arrivals, rows_with_arrivals, with_arrivals
from medlofte.core.biography import history, worded
from medlofte.core.changelog import entries
from medlofte.core.compare import Named
from medlofte.core.series import before, ordered, predecessor
from medlofte.core.succession import succession
from medlofte.core.unread import as_signed, with_unread
from medlofte.model.agreement import Agreement
from medlofte.model.changelog import Pledged
from medlofte.model.pledge import Pledge
from medlofte.model.publication import Edition, Pair, Publication, Volume, Withdrawn
from medlofte.model.release import Signing


def volumes(publication: Publication) -> Iterator[Volume]:
    """Every series of a publication, by name."""
    for name in sorted({edition.series for edition in publication.editions}):
        yield volume(publication, name)


def volume(publication: Publication, series: str) -> Volume:
    """One series of a publication."""
    own = [edition for edition in publication.editions if edition.series == series]
    latest = {edition.name: edition for edition in own if edition.latest}
    documents = {name: edition.agreement for name, edition in latest.items()}
    line = ordered(documents)
    reports = {name: edition.reports for name, edition in latest.items()}
    signing = {name: signing_of(edition) for name, edition in latest.items()}
    arrived = arrivals(publication.documents(), series)
    return Volume(
        name=series,
        editions=tuple(latest[name] for name in line),
        replaced=tuple(edition for edition in own if not edition.latest),
        pairs=tuple(_pairs(publication, latest, line, arrived)),
        corrections=tuple(_corrections(publication, own, arrived)),
        history=worded(
            history(series, documents, reports, publication.day, signing=signing, arrived=arrived)
        ),
        changelog=with_arrivals(entries(documents, reports, signing=signing), arrived),
        day=as_of(latest.values()),
        withdrawn=tuple(found for name in line for found in _withdrawn(latest[name], own)),
    )


def _withdrawn(newest: Edition, own: Iterable[Edition]) -> Iterator[Withdrawn]:
    """The pledges of replaced releases of a document that its newest one no longer holds."""
    line = sorted((item for item in own if item.name == newest.name), key=lambda item: item.number)
    stood: dict[str, list[tuple[int, Pledge]]] = {}
    for edition in line:
        for pledge in edition.agreement.pledge:
            stood.setdefault(pledge.id, []).append((edition.number, pledge))
    for found in stood.values():
        last, pledge = found[-1]
        if last != newest.number:
            by = next(item for item in line if item.number > last)
            releases = tuple(dict.fromkeys(number for number, _ in found))
            yield Withdrawn(newest.name, Pledged.of(pledge), releases, by.number, by.is_draft)


def newest(editions: Iterable[Edition]) -> dict[str, str]:
    """The newest document of each series, in the order that all its pages use."""
    found: dict[str, dict[str, Agreement]] = {}
    for edition in editions:
        if edition.latest:
            found.setdefault(edition.series, {})[edition.name] = edition.agreement
    return {series: ordered(documents)[-1] for series, documents in found.items()}


def as_of(editions: Iterable[Edition]) -> dt.date:
    """The day that a publication tells of: of its newest release or report.

    Args:
        editions: The releases; where no day is known at all, it is the first there is.
    """
    days = [edition.released_at.date() for edition in editions if edition.released_at]
    reported = (filed.report for edition in editions for filed in edition.reports)
    days += [report.reported_on for report in reported if report and report.reported_on]
    return max(days, default=dt.date.min)


def _pairs(
    publication: Publication,
    latest: Mapping[str, Edition],
    line: Sequence[str],
    arrived: Arrivals,
) -> Iterator[Pair]:
    """Each document against the one it follows, then those asked for whose later one is of this series."""
    documents = {name: edition.agreement for name, edition in latest.items()}
    for name in line:
        of = predecessor(name, documents)
        if of is not None and of in latest:
            yield _pair(latest[of], latest[name], documents, arrived)
    for of, name in dict.fromkeys(publication.more):
        if name in latest and (of not in latest or of != predecessor(name, documents)):
            old = next(one for one in publication.editions if one.latest and one.name == of)
            yield _pair(old, latest[name], _siblings(old, publication.editions), arrived)


def _corrections(publication: Publication, own: Sequence[Edition], arrived: Arrivals) -> Iterator[Pair]:
    """Each release against the one it replaces, then those asked for whose later one is of this series."""
    line = sorted((edition.name, edition.number) for edition in own)
    replacing = [(old, new) for old, new in pairwise(line) if old[0] == new[0]]
    asked = [(old, new) for old, new in publication.exact if new in line]
    wanted = dict.fromkeys((*replacing, *asked))
    ends = {end for pair in wanted for end in pair}
    known = {key: one for one in publication.editions if (key := (one.name, one.number)) in ends}
    for of, name in wanted:
        old = known[of]
        yield _pair(old, known[name], _siblings(old, publication.editions), arrived, exact=True)


def _siblings(old: Edition, editions: Iterable[Edition]) -> dict[str, Agreement]:
    """The documents of the series of a release, with its own text among them."""
    found = {item.name: item.agreement for item in editions if item.latest and item.series == old.series}
    return {**found, old.name: old.agreement}


def _pair(
    old: Edition, new: Edition, siblings: Mapping[str, Agreement], arrived: Arrivals, *, exact: bool = False
) -> Pair:
    """Two releases held against each other.

    Args:
        old: The earlier one.
        new: The later one.
        siblings: The documents of the series of the earlier one.
        arrived: What came to the series of the later one from elsewhere.
        exact: Whether these two releases are meant, and not whatever is newest.
    """
    old = replace(old, agreement=as_signed(_named(old, exact=exact), _named(new, exact=exact)))
    older = [*before(old.name, siblings, siblings), old.name] if old.name != new.name else []
    comparison = succession(
        _named(old, exact=exact),
        _named(new, exact=exact),
        siblings,
        reports=lambda: old.reports,
        earlier=lambda _ids: list(with_unread(older, siblings)),
    )
    return Pair(old, new, rows_with_arrivals(comparison, arrived), exact)


def _named(edition: Edition, *, exact: bool) -> Named:
    revision = f"r{edition.number}" if exact else ""
    return Named(edition.name, edition.agreement, revision, signing_of(edition))


def signing_of(edition: Edition) -> Signing:
    """The release that a text is, and who has signed it."""
    return Signing(release=0 if edition.is_draft else edition.number, signer=edition.signers)
