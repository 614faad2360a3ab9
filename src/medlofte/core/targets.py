"""Promised numbers compared, as numbers and as rates over the validity."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from medlofte.core.fields import equal, paired
from medlofte.core.prose import normal
from medlofte.core.rates import added, direction, lengths, rate
from medlofte.model.change import Change, ChangeKind, Length, Rate, Strength
from medlofte.model.pledge import Target
from medlofte.model.record import Comparison, Per
from medlofte.model.validity import Validity

K = ChangeKind
#: Keys of a target that say what is counted and how, each with its kind of change.
_KEYS = (
    ("unit", K.UNIT),
    ("any_of", K.ALTERNATIVE),
    ("method", K.METHOD),
    ("of_which", K.TARGET_VALUE),
    ("of", K.TARGET_VALUE),
    ("beyond", K.CONDITION),
    ("printed", K.FORM),
)


class Spans:
    """The periods that numbers on both sides are promised for."""

    def __init__(self, old: Validity, new: Validity) -> None:
        self.old = lengths(old)
        self.new = lengths(new)


def target_changes(
    old: Sequence[Target], new: Sequence[Target], path: str, spans: Spans, *, hidden: bool
) -> Iterator[Change]:
    """Changes of the numbers of one pledge, measure or share.

    Args:
        old: Numbers before.
        new: Numbers after.
        path: The key path of the list.
        spans: The periods on both sides.
        hidden: Whether the new document declares its numbers unknown.
    """
    pairs, gone, come = _pair(old, new)
    several = len(old) > 1 or len(new) > 1
    for before, after in pairs:
        for change in _changed(before, after, path, spans):
            yield replace(change, numbers=(before, after)) if several else change
    for before in gone:
        kind = K.TARGET_NOT_SHOWN if hidden else K.TARGET_DROPPED
        yield Change(
            kind=kind, path=path, before=before, strength=Strength.UNKNOWN if hidden else Strength.WEAKER
        )
    for after in come:
        yield Change(kind=K.TARGET_ADDED, path=path, after=after, strength=Strength.STRONGER)


def _pair(
    old: Sequence[Target], new: Sequence[Target]
) -> tuple[list[tuple[Target, Target]], list[Target], list[Target]]:
    """Equal ones, then those of one unit over one time, of one unit, and then whatever is left."""
    if len(old) == 1 and len(new) == 1:
        return [(old[0], new[0])], [], []
    return paired(old, new, lambda one: (normal(one.unit), one.per), lambda one: normal(one.unit), bool)


def _changed(before: Target, after: Target, path: str, spans: Spans) -> Iterator[Change]:
    if before.value != after.value:
        change = rate_change(before, after, path, spans)
        strength = change.strength if change else _bare(before, after, spans)
        yield Change(kind=K.TARGET_VALUE, path=path, before=before, after=after, strength=strength)
        if change:
            yield change
    elif change := rate_change(before, after, path, spans):
        yield change
    if before.per is not after.per:
        yield Change(
            kind=K.PERIOD, path=f"{path}.per", before=before.per, after=after.per, strength=Strength.UNKNOWN
        )
    if before.comparison is not after.comparison:
        yield Change(
            kind=K.COMPARISON,
            path=f"{path}.comparison",
            before=before.comparison,
            after=after.comparison,
            strength=_binding(before.comparison, after.comparison),
        )
    if before.average != after.average:
        strength = Strength.WEAKER if after.average else Strength.STRONGER
        yield Change(
            kind=K.PERIOD,
            path=f"{path}.average",
            before=before.average,
            after=after.average,
            strength=strength,
        )
    for key, kind in _KEYS:
        one, other = getattr(before, key), getattr(after, key)
        if not equal(one, other):
            yield Change(
                kind=kind, path=f"{path}.{key}", before=one, after=other, strength=_choice(key, one, other)
            )


def _bare(before: Target, after: Target, spans: Spans) -> Strength:
    """Without rates two numbers say which way only if both count over the same."""
    if before.per is after.per and before.per is not Per.PERIOD:
        return _way(before.value, after.value, [before, after])
    if _rates([before], spans.old[:1]) and _rates([after], spans.new[:1]):
        return Strength.NEUTRAL  # both are known, and the same
    return Strength.UNKNOWN


def _way(before: float, after: float, targets: Sequence[Target]) -> Strength:
    """Which way a number moves; a floor and a ceiling cannot be held against each other."""
    ceilings = {target.comparison is Comparison.AT_MOST for target in targets}
    if len(ceilings) == 1:
        return direction(before, after, targets[0].comparison)
    return Strength.NEUTRAL if direction(before, after) is Strength.NEUTRAL else Strength.UNKNOWN


def _binding(before: Comparison | None, after: Comparison | None) -> Strength:
    if Comparison.AT_MOST in (before, after):
        return Strength.UNKNOWN
    if after is Comparison.ABOUT:
        return Strength.WEAKER
    return Strength.STRONGER if before is Comparison.ABOUT else Strength.NEUTRAL


def _choice(key: str, one: object, other: object) -> Strength:
    if key == "any_of" and (not one) != (not other):
        return Strength.WEAKER if other else Strength.STRONGER
    return Strength.NEUTRAL


def rate_change(before: Target, after: Target, path: str, spans: Spans) -> Change | None:
    """The change of the rate, with the other readings of the periods."""
    return _compared([before], [after], path, spans)


def combined_changes(
    old: Sequence[Target], new: Sequence[Target], path: str, spans: Spans, *, hidden: bool
) -> Iterator[Change]:
    """Changes of all numbers taken together, for pledges that merged or split."""
    if not old or not new:
        yield from target_changes(old, new, path, spans, hidden=hidden)
        return
    change = _compared(old, new, path, spans)
    if change:
        yield change
    one, other = (tuple(sorted({item for target in side for item in target.any_of})) for side in (old, new))
    if not equal(one, other):
        yield Change(
            kind=K.ALTERNATIVE,
            path=f"{path}.any_of",
            before=one,
            after=other,
            strength=_choice("any_of", one, other),
        )


def _compared(old: Sequence[Target], new: Sequence[Target], path: str, spans: Spans) -> Change | None:
    main = _rates(old, spans.old[:1]), _rates(new, spans.new[:1])
    if not main[0] or not main[1]:
        return None
    before, after = main[0][0], main[1][0]
    targets = [*old, *new]
    strength = _way(before.per_month, after.per_month, targets)
    others = tuple(
        (one, other)
        for one in _rates(old, spans.old)
        for other in _rates(new, spans.new)
        if (one.per_month, other.per_month) != (before.per_month, after.per_month)
    )
    if strength is Strength.NEUTRAL and not _moves(others, targets, spans):
        return None
    return Change(kind=K.RATE, path=path, before=before, after=after, strength=strength, readings=others)


def _moves(readings: Sequence[tuple[Rate, Rate]], targets: Sequence[Target], spans: Spans) -> bool:
    """Whether a rate that stays may have moved; not where both periods are read alike."""
    if spans.old == spans.new:
        return False
    return any(
        _way(one.per_month, other.per_month, targets) is not Strength.NEUTRAL for one, other in readings
    )


def _rates(targets: Sequence[Target], spans: Sequence[Length]) -> list[Rate]:
    """The rate of the targets together, under each length of the period that makes a difference."""
    found: list[Rate] = []
    for span in spans or (None,):
        parts = [rate(target, span) for target in targets]
        if any(part is None for part in parts):
            return []
        whole = _sum([part for part in parts if part is not None])
        if whole not in found:
            found.append(whole)
    return found


def _sum(parts: list[Rate]) -> Rate:
    if len(parts) == 1:
        return parts[0]
    total = sum(sorted(part.per_month for part in parts))
    first = max(parts, key=lambda part: (part.months, part.basis))
    alike = all(part.months == first.months for part in parts)
    value = added(part.value for part in parts) if alike else total * first.months
    return Rate(value=value, months=first.months, per_month=total, basis=first.basis)
