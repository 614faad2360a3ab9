"""What a publication tells of each series: which release counts, what follows what, and the lives of the pledges."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from medlofte.core.biography import history, worded
from medlofte.core.changelog import entries
from medlofte.core.compare import Named
from medlofte.core.series import before, ordered, predecessor
from medlofte.core.succession import succession
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
        history=worded(history(series, documents, reports, publication.day)),
        changelog=entries(documents, reports, signing=signing),
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
    for of, name in publication.more:
        if name in latest and (of not in latest or of != predecessor(name, documents)):
            known = {edition.name: edition for edition in publication.editions if edition.latest}
            siblings = {
                item.name: item.agreement for item in known.values() if item.series == known[of].series
            }
            yield _pair(known[of], latest[name], siblings)


def _pair(old: Edition, new: Edition, siblings: Mapping[str, Agreement]) -> Pair:
    """Two releases held against each other; ``siblings`` are the documents of the older one's series."""
    comparison = succession(
        _named(old),
        _named(new),
        siblings,
        reports=lambda: old.reports,
        earlier=lambda _ids: [Named(name, siblings[name]) for name in before(old.name, siblings, siblings)],
    )
    return Pair(old, new, comparison)


def _named(edition: Edition) -> Named:
    return Named(edition.name, edition.agreement, signing=_signing(edition))


def _signing(edition: Edition) -> Signing:
    return Signing(release=0 if edition.is_draft else edition.number, signer=edition.signers)
