"""Counts of one reporter over adjoining days, which belong together: four months and the next four are eight."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from msgspec.structs import replace

from medlofte.core.rates import added
from medlofte.model.outcome import Outcome, Report, Window

#: A pledge, and one of its measures; an empty measure for the pledge itself.
Key = tuple[str, str]


def plain(unit: str) -> str:
    """A unit without what only its writing adds."""
    return " ".join(unit.casefold().split()).rstrip(".")


def said_of(key: Key, report: Report) -> list[Outcome]:
    """What a report says of a pledge or measure."""
    return [outcome for outcome in report.outcome if (outcome.pledge, outcome.measure) == key]


def run(report: Report, others: Iterable[Report], key: Key, units: Collection[str]) -> tuple[Report, ...]:
    """A report with those that each end the day before the next one begins and count the same, oldest first.

    Args:
        report: The last of them.
        others: Reports of the same reporter; of several that would fit, the first is taken.
        key: The pledge or measure.
        units: What is counted, plainly.
    """
    found, among = [report], tuple(others)
    while before := _before(found[0], among, key, units):
        found.insert(0, before)
    return tuple(found)


def _before(report: Report, others: Iterable[Report], key: Key, units: Collection[str]) -> Report | None:
    adjoining = (other for other in others if _adjoins(other, report))
    return next((other for other in adjoining if _counts(other, key, units)), None)


def _counts(report: Report, key: Key, units: Collection[str]) -> bool:
    return any(plain(one.unit) in units for one in said_of(key, report) if _adds(one))


def _adds(outcome: Outcome) -> bool:
    """Whether it is a count of the days covered, and no rate."""
    return outcome.value is not None and outcome.per is None


def _adjoins(one: Report, next_: Report) -> bool:
    before, after = one.covers, next_.covers
    if before is None or after is None or before.until is None or after.from_ is None:
        return False
    turned = before.from_ is not None and before.from_ > before.until
    return not turned and after.from_ - before.until == timedelta(days=1)


def together(reports: Sequence[Report], key: Key) -> Report:
    """Adjoining reports as one on all their days: the last one, each of its counts with those before it."""
    last, first = reports[-1], reports[0]
    counts: dict[str, dict[int, Outcome]] = {}
    for at, report in enumerate(reports):
        for outcome in filter(_adds, said_of(key, report)):
            counts.setdefault(plain(outcome.unit), {})[at] = outcome
    own = said_of(key, last)
    elsewhere = set(counts) - {plain(one.unit) for one in own}
    return replace(
        last,
        covers=Window(
            from_=first.covers.from_ if first.covers else None,
            until=last.covers.until if last.covers else None,
        ),
        outcome=(
            *(replace(one, value=_sum(counts[plain(one.unit)])) if _adds(one) else one for one in own),
            *(
                replace(one, value=_sum(counts[unit]), status=None)
                for unit in sorted(elsewhere)
                for one in list(counts[unit].values())[-1:]
            ),
        ),
    )


def _sum(counts: dict[int, Outcome]) -> int | float:
    return added(one.value for one in counts.values() if one.value is not None)
