"""A promised number as a rate on both sides, with the readings of the periods that turn the answer round."""

from collections.abc import Iterator

from medlofte.message import Message, say
from medlofte.model.change import Change, Comparison, LengthBasis, Rate, Side, Strength
from medlofte.view.catalog import Catalog
from medlofte.view.labels import STRENGTHS
from medlofte.view.values import one_line


def both(change: Change, words: Catalog) -> tuple[str, str]:
    """The old rate and the new, with the arithmetic."""
    digits = _digits(change.before, change.after)
    return _rate(change.before, words, digits), _rate(change.after, words, digits)


def turned(change: Change, comparison: Comparison, words: Catalog) -> tuple[str, ...]:
    """The readings of the periods under which the answer is another."""
    return tuple(words.say(_reading(pair, change, comparison, words)) for pair in change.readings)


def _digits(before: Rate, after: Rate) -> int:
    """As many decimals as it takes to tell the rates apart."""
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


def _reading(pair: tuple[Rate, Rate], change: Change, comparison: Comparison, words: Catalog) -> Message:
    one, other = pair
    digits = _digits(one, other)
    strength = Strength.WEAKER if change.strength is Strength.STRONGER else Strength.STRONGER
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
