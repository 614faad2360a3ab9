"""Numbers as the rules name them: as written, with the period they count over, and as rates."""

from medlofte.core.rates import finite, written_over
from medlofte.message import Message, say
from medlofte.model.change import Change, LengthBasis, Rate
from medlofte.model.pledge import Target
from medlofte.model.record import Per

_OVER = {
    Per.DAY: say("a day"),
    Per.WEEK: say("a week"),
    Per.MONTH: say("a month"),
    Per.QUARTER: say("a quarter"),
    Per.HALF_YEAR: say("a half-year"),
    Per.YEAR: say("a year"),
}


def how(change: Change) -> Message:
    """The number before and after, each as its text has it; as rates too, where they count over different times."""
    before, after = change.before, change.after
    if isinstance(before, Rate) and isinstance(after, Rate):
        alike = before.basis is after.basis is LengthBasis.PER and before.months == after.months
        return say("{old} → {new}", old=_rate(before, bare=alike), new=_rate(after, bare=alike))
    if after is None:
        return say("{old} → no number", old=_written(before))
    return say("{old} → {new}", old=_written(before), new=_written(after))


def _rate(item: Rate, *, bare: bool) -> Message:
    if item.basis is not LengthBasis.PER:
        return say(
            "{value} in {months} months ({rate} a month)",
            value=_figure(item.value),
            months=_figure(item.months),
            rate=_figure(item.per_month),
        )
    per = written_over(item)
    number = over(item.value, per)
    if bare or per is Per.MONTH:
        return number
    return say("{number} ({rate} a month)", number=number, rate=_figure(item.per_month))


def _written(value: object) -> Message | str | int | float:
    return over(value.value, value.per) if isinstance(value, Target) else _figure(value)


def exact(value: float) -> str | int | float:
    """A number with all its decimals, where one is not enough."""
    return value if not finite(value) or round(value, 1) == value else f"{value:g}"


def over(value: float | str, per: Per | None) -> Message:
    """A number with the time it counts over."""
    if per not in _OVER:
        return say("{value}", value=_figure(value))
    return say("{value} {over}", value=_figure(value), over=_OVER[per])


def _figure(value: object) -> str | int | float:
    if isinstance(value, int | float) and finite(value):
        rounded = round(value, 1)
        return int(rounded) if rounded == int(rounded) else rounded
    return str(value)
