"""Numbers of a changelog: as promised, and as rates a month where only those can be held against each other."""

import math
from collections.abc import Iterator, Sequence

from medlofte.message import say
from medlofte.model.change import Change, ChangeKind, LengthBasis, Rate, Strength
from medlofte.model.changelog import Item
from medlofte.model.pledge import Target
from medlofte.model.record import Per
from medlofte.view import phrases
from medlofte.view.catalog import Catalog, visible
from medlofte.view.labels import KINDS, PERIODS, STRENGTHS

_TOLD = frozenset({Strength.STRONGER, Strength.WEAKER})
_SHARES = ("%", "procent", "percent", "andel", "share")


def strength(change: Change, words: Catalog, *, always: bool = False) -> str:
    """Which way a change moves the promise, where that is to be said."""
    if change.strength in _TOLD or (always and change.strength is Strength.UNKNOWN):
        return f": {words.say(STRENGTHS[change.strength])}"
    return ""


def figures(change: Change, rate: Change | None, words: Catalog) -> Iterator[str]:
    """A number that changed, with its rate where the two are promised over unlike times."""
    one, other = change.before, change.after
    before, after = _pair(one, other, rate, words)
    yield f"{visible(other.unit)}: {before} → {after}{strength(change, words, always=True)}"
    if rate and not _share(other):
        yield from _readings(rate, words)


def rates(change: Change, words: Catalog) -> Iterator[str]:
    """A rate that changed while its number stayed."""
    if len(change.numbers) == 2 and isinstance(change.numbers[0], Target):
        one, other = change.numbers
        before, after = _pair(one, other, change, words)
        label = visible(other.unit)
    else:
        before, after = _spoken(change.before, words), _spoken(change.after, words)
        label = words.say(KINDS[change.kind])
    if before == after:
        yield words.say(say("{what}: the same on both sides, {value}", what=label, value=after))
    else:
        yield f"{label}: {before} → {after}{strength(change, words)}"
    yield from _readings(change, words)


def sums(item: Item, words: Catalog) -> Iterator[str]:
    """The numbers of pledges that merged or split, as promised on both sides, then what they are together a month."""
    rate = next((change for change in item.changes if change.kind is ChangeKind.RATE), None)
    if not item.before:
        return
    before, after = (_listed(side, words) for side in (item.before, item.after))
    yield words.say(say("numbers promised: {before} → {after}", before=before, after=after))
    if rate is None or any(map(_share, (*item.before, *item.after))):
        return
    one, other = monthly(rate.before.per_month, words), monthly(rate.after.per_month, words)
    text = words.say(say("taken together a month: {before} → {after}", before=one, after=other))
    text += strength(rate, words)
    if len({visible(target.unit) for side in (item.before, item.after) for target in side}) > 1:
        text += "; " + words.say(say("things that are not alike are added up here"))
    yield text
    yield from _readings(rate, words)


def monthly(value: float, words: Catalog) -> str:
    """A rate with one decimal, and with two significant digits where it is below one."""
    digits = 1 if value >= 1 or value <= 0 else 1 - math.floor(math.log10(value))
    return words.number(float(value), digits)


def _listed(targets: Sequence[Target], words: Catalog) -> str:
    return " + ".join(phrases.target(target, words) for target in targets)


def _share(target: Target) -> bool:
    """Whether a number is a share of something, which cannot be spread over months."""
    unit = target.unit.lower()
    return target.of is not None or any(word in unit for word in _SHARES)


def _pair(one: Target, other: Target, rate: Change | None, words: Catalog) -> tuple[str, str]:
    if rate is None or _share(one) or _share(other) or not _unlike(one, other, rate):
        return _promised(one, words), _promised(other, words)
    return _at(one, rate.before, words), _at(other, rate.after, words)


def _unlike(one: Target, other: Target, rate: Change) -> bool:
    """Whether the two are promised over times of unlike length."""
    return one.per is not other.per or abs(rate.before.months - rate.after.months) > 0.01


def _promised(target: Target, words: Catalog) -> str:
    number = words.number(target.value, phrases.EXACT)
    return f"{number} {words.say(PERIODS[target.per])}" if target.per else number


def _at(target: Target, rate: Rate, words: Catalog) -> str:
    return (
        _spoken(rate, words)
        if target.per is Per.PERIOD
        else _with_rate(_promised(target, words), rate, words)
    )


def _spoken(rate: Rate, words: Catalog) -> str:
    if rate.basis is LengthBasis.PER:
        return _with_rate(words.number(rate.value), rate, words)
    return words.say(
        say("{value} in {months} months ({rate} a month)",
            value=rate.value, months=rate.months, rate=monthly(rate.per_month, words))
    )  # fmt: skip


def _with_rate(number: str, rate: Rate, words: Catalog) -> str:
    if rate.months == 1:
        return number
    return words.say(say("{number} ({rate} a month)", number=number, rate=monthly(rate.per_month, words)))


def _readings(change: Change, words: Catalog) -> Iterator[str]:
    """Other lengths of the periods that turn the answer round; they must be seen."""
    pairs = [f"{_spoken(one, words)} → {_spoken(other, words)}" for one, other in change.readings]
    if pairs and change.strength is Strength.NEUTRAL:
        yield words.say(
            say("other readings of the periods give another answer: {pairs}", pairs="; ".join(pairs))
        )
    elif pairs:
        yield words.say(
            say("another reading of the periods turns the answer round: {pairs}", pairs="; ".join(pairs))
        )
