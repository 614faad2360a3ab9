"""What a publication tells of each series: which release counts, what follows what, and the lives of the pledges."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from medlofte.core.biography import history, worded
from medlofte.core.changelog import entries
from medlofte.core.compare import Named
from medlofte.core.series import before, ordered, predecessor
from medlofte.core.succession import succession
from medlofte.core.unread import with_unread
from medlofte.model.agreement import Agreement
from medlofte.model.publication import Edition, Pair, Publication, Volume
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
    signing = {name: _signing(edition) for name, edition in latest.items()}
    return Volume(
        name=series,
        editions=tuple(latest[name] for name in line),
        replaced=tuple(edition for edition in own if not edition.latest),
        pairs=tuple(_pairs(publication, latest, documents, line)),
        corrections=tuple(_corrections(publication, own)),
        history=worded(history(series, documents, reports, publication.day)),
        changelog=entries(documents, reports, signing=signing),
        day=as_of(latest.values()),
    )


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
    documents: Mapping[str, Agreement],
    line: Sequence[str],
) -> Iterator[Pair]:
    """Each document against the one it follows, then those asked for whose later one is of this series."""
    for name in line:
        of = predecessor(name, documents)
        if of is not None and of in latest:
            yield _pair(latest[of], latest[name], documents)
    known = {edition.name: edition for edition in publication.editions if edition.latest}
    for of, name in dict.fromkeys(publication.more):
        if name in latest and (of not in latest or of != predecessor(name, documents)):
            yield _pair(known[of], latest[name], _siblings(known[of], publication))


def _corrections(publication: Publication, own: Sequence[Edition]) -> Iterator[Pair]:
    """Each release against the one it replaces, then those asked for whose later one is of this series."""
    known = {(edition.name, edition.number): edition for edition in publication.editions}
    line = sorted((edition.name, edition.number) for edition in own)
    replacing = [(old, new) for old, new in pairwise(line) if old[0] == new[0]]
    asked = [(old, new) for old, new in publication.exact if new in line]
    for old, new in dict.fromkeys((*replacing, *asked)):
        yield _pair(known[old], known[new], _siblings(known[old], publication), exact=True)


def _siblings(old: Edition, publication: Publication) -> dict[str, Agreement]:
    """The documents of the series of a release, with its own text among them."""
    found = {
        item.name: item.agreement
        for item in publication.editions
        if item.latest and item.series == old.series
    }
    return {**found, old.name: old.agreement}


def _pair(old: Edition, new: Edition, siblings: Mapping[str, Agreement], *, exact: bool = False) -> Pair:
    """Two releases held against each other; ``siblings`` are the documents of the older one's series."""
    older = [*before(old.name, siblings, siblings), old.name] if old.name != new.name else []
    comparison = succession(
        _named(old, exact=exact),
        _named(new, exact=exact),
        siblings,
        reports=lambda: old.reports,
        earlier=lambda _ids: list(with_unread(older, siblings)),
    )
    return Pair(old, new, comparison, exact)


def _named(edition: Edition, *, exact: bool) -> Named:
    revision = f"r{edition.number}" if exact else ""
    return Named(edition.name, edition.agreement, revision, _signing(edition))


def _signing(edition: Edition) -> Signing:
    return Signing(release=0 if edition.is_draft else edition.number, signer=edition.signers)
