"""What the numbers of an outcome say, beside the reporter's own judgement, which always stands."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from medlofte.core.course import NO_COURSE, Course, grows, stand
from medlofte.core.coverage import begins_before, coverage, ends_after
from medlofte.core.rates import added, months_in
from medlofte.core.windows import plain, run, said_of, together
from medlofte.model.assessment import Assessment, Coverage, Reach, Share
from medlofte.model.outcome import Outcome, Report, Status
from medlofte.model.pledge import Measure, Number, Pledge, Target
from medlofte.model.record import Comparison, Per
from medlofte.model.validity import Validity

_REACHED = frozenset({Reach.MET, Reach.SURPASSED})
_LACKING = frozenset({Reach.SHORT, Reach.BEHIND, Reach.ON_COURSE, Reach.EARLY, Reach.BELOW, Reach.OVER})
#: Of an upper bound: fewer than allowed is as promised.
_PAST = frozenset({Reach.BEHIND, Reach.OVER})


def assess(
    outcome: Outcome,
    report: Report,
    promised: Pledge | Measure | None,
    validity: Validity,
    *,
    unread: bool = False,
    others: Sequence[Report] = (),
) -> Assessment:
    """What can be computed about one outcome.

    Where the days before were told by the same reporter, and the number is one that adds up, it is held with theirs
    against the promise.

    Args:
        outcome: What is reported.
        report: The report it stands in, whose other outcomes may tell parts and alternatives of the same number.
        promised: The pledge or measure it is about; None where the agreement has none of that id.
        validity: The period.
        unread: Whether the promised numbers are known to exist and could not be read.
        others: What else the same reporter has told, newest first.
    """
    outcome, report, summed = _with_days_before(outcome, report, promised, others)
    held = _held(outcome, report, promised)
    window = coverage(report, validity)
    first, last = (window.first, window.last) if window else (None, None)
    reach, course = _reach(held, outcome.per, window, validity, unread=unread)
    parts = _parts(held, outcome, report)
    return Assessment(
        reach=reach,
        status=outcome.status,
        disagrees=_disagrees(
            outcome.status,
            _Stands(reach, held.target, window, parts),
            [] if outcome.status is None else _beside(outcome, report, promised, validity),
        ),
        value=held.value,
        unit=outcome.unit,
        per=outcome.per,
        targets=(held.target,) if held.target else held.others,
        share=None if reach is Reach.UNKNOWN else _share(held, course, outcome.per),
        covers=window,
        per_month=course.per_month,
        promised_per_month=course.promised,
        due=course.due,
        assumed=course.assumed,
        of_which=parts,
        added=held.added,
        summed=summed,
        before=begins_before(outcome.on, validity) or begins_before(first, validity),
        after=ends_after(outcome.on, validity) or ends_after(last, validity),
        widened=bool(outcome.counted_as.strip()),
    )


def targets(promised: Pledge | Measure | None) -> tuple[Target, ...]:
    """The numbers of a pledge or measure: its own, then those in the shares of single parties."""
    if promised is None:
        return ()
    return (*promised.target, *(target for share in promised.commitment for target in share.target))


def alike(one: str, other: str) -> bool:
    """Whether two units are the same words; anything looser would hold unlike things against each other."""
    return plain(one) == plain(other)


def _with_days_before(
    outcome: Outcome, report: Report, promised: Pledge | Measure | None, others: Sequence[Report]
) -> tuple[Outcome, Report, tuple[Number, ...]]:
    """An outcome with those of adjoining days added, and the numbers that were; itself where there are none."""
    target, key = _held(outcome, report, promised).target, (outcome.pledge, outcome.measure)
    if not others or target is None or outcome.value is None or outcome.per or not grows(target):
        return outcome, report, ()
    units = {plain(outcome.unit)} | {
        plain(way) for way in target.any_of if _among(outcome.unit, target.any_of)
    }
    days = run(report, others, key, units)
    if len(days) == 1:
        return outcome, report, ()
    whole = together(days, key)
    at = said_of(key, report).index(outcome)
    return said_of(key, whole)[at], whole, tuple(_counted(one, key, units) for one in days)


def _among(unit: str, ways: Iterable[str]) -> bool:
    return any(alike(way, unit) for way in ways)


def _counted(report: Report, key: tuple[str, str], units: set[str]) -> Number:
    """What one report counts of some units."""
    found = {plain(one.unit): one.value for one in said_of(key, report) if one.per is None}
    return added(value for unit, value in found.items() if unit in units and value is not None)


class _Held(NamedTuple):
    """The number reached and the one it is held against; without a target the numbers that it may belong to."""

    value: Number | None
    target: Target | None
    others: tuple[Target, ...] = ()
    added: tuple[Share, ...] = ()
    elsewhere: bool = False


def _held(outcome: Outcome, report: Report, promised: Pledge | Measure | None) -> _Held:
    numbers = targets(promised)
    if outcome.value is None:
        told = any(other.value is not None for other in _same(outcome, report))
        only = numbers[0] if len(numbers) == 1 else None
        return _Held(None, only, numbers, elsewhere=told)
    for target in numbers:
        if alike(target.unit, outcome.unit):
            return _Held(outcome.value, target)
        for part in target.of_which:
            if alike(part.unit, outcome.unit):
                own = Target(value=part.value, unit=part.unit, comparison=part.comparison, per=target.per)
                return _Held(outcome.value, own)
        if _among(outcome.unit, target.any_of):
            return _together(outcome, report, target)
    return _Held(outcome.value, None, numbers)


def _same(outcome: Outcome, report: Report) -> list[Outcome]:
    """What a report says of the same pledge or measure."""
    return said_of((outcome.pledge, outcome.measure), report)


def _together(outcome: Outcome, report: Report, target: Target) -> _Held:
    """Alternatives that count alike, added up over one report."""
    shares = tuple(
        Share(unit=other.unit, value=other.value)
        for other in _same(outcome, report)
        if other.value is not None and _among(other.unit, target.any_of)
    )
    total = added(share.value for share in shares if share.value is not None)
    return _Held(total, target, added=shares if len(shares) > 1 else ())


def _parts(held: _Held, outcome: Outcome, report: Report) -> tuple[Share, ...]:
    """The parts of a promised number, with what the same report says of each."""
    if held.target is None or not held.target.of_which:
        return ()
    told = {plain(other.unit): other.value for other in _same(outcome, report) if other.value is not None}
    return tuple(
        Share(
            unit=part.unit,
            value=told.get(plain(part.unit)),
            promised=part.value,
            comparison=part.comparison,
        )
        for part in held.target.of_which
    )


def _reach(
    held: _Held, per: Per | None, window: Coverage | None, validity: Validity, *, unread: bool
) -> tuple[Reach, Course]:
    if held.target is None or held.value is None:
        return _unheld(held, unread=unread), NO_COURSE
    return stand(held.target, held.value, per, window, validity)


def _unheld(held: _Held, *, unread: bool) -> Reach:
    """Where there are not two numbers to hold against each other."""
    if not held.target and not held.others:
        if unread:
            return Reach.UNKNOWN
        return Reach.NOTHING if held.value is None else Reach.UNPROMISED
    if held.value is not None:
        return Reach.OTHER_UNIT
    return Reach.NOTHING if held.elsewhere else Reach.NO_NUMBER


def _share(held: _Held, course: Course, per: Per | None) -> float | None:
    """How much of the promised number is reached."""
    if held.target is None or held.value is None or held.target.value <= 0:
        return None
    if months_in(per) or months_in(held.target.per):
        both = course.per_month is not None and course.promised
        return course.per_month / course.promised if both and course.per_month and course.promised else None
    return None if Per.PLACE in (held.target.per, per) else held.value / held.target.value


class _Stands(NamedTuple):
    """How one number stands."""

    reach: Reach
    target: Target | None
    window: Coverage | None
    parts: tuple[Share, ...] = ()

    @property
    def capped(self) -> bool:
        return self.target is not None and self.target.comparison is Comparison.AT_MOST

    @property
    def lacks(self) -> bool:
        """Whether it is less than was promised, or more than was allowed, as far as the days covered can show it."""
        paced = self.target is not None and months_in(self.target.per) is not None
        if self.reach is Reach.ON_COURSE and paced:
            return False  # a pace that was held is held, in the days covered
        if self.window is not None and not self.window.begins and not paced and self.reach is not Reach.OVER:
            return False  # what was done in the days before is not known here
        return self.reach in (_PAST if self.capped else _LACKING) or any(map(_lacks, self.parts))


def _beside(
    outcome: Outcome, report: Report, promised: Pledge | Measure | None, validity: Validity
) -> list[_Stands]:
    """The other numbers of a report that its judgement of a pledge is about, since they have none of their own."""
    window, found = coverage(report, validity), []
    for other in _same(outcome, report):
        held = _held(other, report, promised)
        if other is not outcome and other.status is None and held.target and other.value is not None:
            reach, _ = _reach(held, other.per, window, validity, unread=False)
            found.append(_Stands(reach, held.target, window, _parts(held, other, report)))
    return found


def _disagrees(status: Status | None, own: _Stands, beside: Sequence[_Stands]) -> bool:
    """Whether the numbers contradict the reporter's judgement."""
    lacks = any(one.lacks for one in (own, *beside))
    if status in (Status.FULFILLED, Status.EXCEEDED):
        met = status is Status.EXCEEDED and own.reach is Reach.MET and not own.capped
        return lacks or (met and not any(one.reach is Reach.SURPASSED for one in beside))
    if status in (Status.PARTLY, Status.NOT_FULFILLED):
        return own.reach in _REACHED and not lacks and not any(map(_lacks, own.parts))
    return False


def _lacks(part: Share) -> bool:
    if part.value is None or part.promised is None or part.comparison is Comparison.AT_MOST:
        return False
    return part.value < part.promised
