"""A promised number as a rate on both sides, under every reading of the periods."""

from collections.abc import Iterator

from medlofte.message import Message, say
from medlofte.model.change import Change, Comparison, LengthBasis, Rate, Side, Strength
from medlofte.view.catalog import Catalog
from medlofte.view.labels import STRENGTHS
from medlofte.view.values import one_line

#: Rates that differ by less than this share are the same.
_SAME = 0.005


def both(change: Change, words: Catalog) -> tuple[str, str]:
    """The old rate and the new, with the arithmetic."""
    digits = _digits(change.before, change.after)
    return _rate(change.before, words, digits), _rate(change.after, words, digits)


def told(item: Rate, words: Catalog) -> str:
    """One rate, with the arithmetic; with two significant digits where it is below one."""
    return _rate(
        item, words, next((at for at, least in ((1, 1), (2, 0.1), (3, 0.01)) if item.per_month >= least), 4)
    )


def readings(change: Change, comparison: Comparison, words: Catalog, *, capped: bool) -> tuple[str, ...]:
    """The other readings of the periods, each with its rates and its answer.

    Args:
        change: The change of the rate.
        comparison: What it belongs to.
        words: The language.
        capped: Whether the number is one not to be exceeded, where the main reading does not tell.
    """
    return tuple(
        words.say(_reading(pair, _way(pair, change, capped=capped), change, comparison, words))
        for pair in change.readings
    )


def _way(pair: tuple[Rate, Rate], change: Change, *, capped: bool) -> Strength:
    """Which way the promise moves under a reading, more being what the main reading says it is."""
    if change.strength is Strength.UNKNOWN:
        return Strength.UNKNOWN
    one, other = (item.per_month for item in pair)
    if abs(other - one) <= _SAME * max(abs(one), abs(other)):
        return Strength.NEUTRAL
    if change.strength is not Strength.NEUTRAL:
        rose = change.after.per_month > change.before.per_month
        capped = rose is not (change.strength is Strength.STRONGER)
    return Strength.STRONGER if (other > one) is not capped else Strength.WEAKER


def _digits(before: Rate, after: Rate) -> int:
    """As many decimals as it takes to tell the rates apart."""
    if before.per_month == after.per_month:
        return 1
    for digits in (1, 2, 3):
        one, other = round(before.per_month, digits), round(after.per_month, digits)
        if one != other and min(one, other) > 0:
            return digits
    return 4


def _rate(item: Rate, words: Catalog, digits: int) -> str:
    speed = words.number(float(item.per_month), digits)
    if item.basis is LengthBasis.PER:
        return words.say(say("{rate}/month", rate=speed))
    return words.say(
        say(
            "{value} in {months} months = {rate}/month",
            value=words.number(item.value, 6),
            months=words.number(item.months),
            rate=speed,
        )
    )


def _reading(
    pair: tuple[Rate, Rate], strength: Strength, change: Change, comparison: Comparison, words: Catalog
) -> Message:
    one, other = pair
    digits = _digits(one, other)
    return say(
        "if {length}: {before} → {after}, {strength}",
        length=tuple(_differing(pair, change, comparison, words)),
        before=words.number(float(one.per_month), digits),
        after=words.number(float(other.per_month), digits),
        strength=STRENGTHS[strength],
    )


def _differing(
    pair: tuple[Rate, Rate], change: Change, comparison: Comparison, words: Catalog
) -> Iterator[str]:
    """The lengths of this reading that are not those of the main one, with what they rest on."""
    sides = ((pair[0], change.before, comparison.old), (pair[1], change.after, comparison.new))
    for read, main, side in sides:
        if read.months != main.months:
            yield _length(read.months, side, words)


def _length(months: float, side: Side, words: Catalog) -> str:
    note = next((item.note for item in side.lengths if item.months == months and item.note), "")
    if not note:
        return words.say(say("{name} counts as {months} months", name=side.name, months=words.number(months)))
    return words.say(
        say(
            "{name} counts as {months} months ({note})",
            name=side.name,
            months=words.number(months),
            note=one_line(note).rstrip("."),
        )
    )
