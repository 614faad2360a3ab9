"""M24x: promised numbers. They are optional; where they stand they must be right."""

import math
from collections.abc import Iterator

from medlofte.core.prose import normal
from medlofte.core.rates import added
from medlofte.core.rules import grounds
from medlofte.core.rules.numerals import prints
from medlofte.core.rules.registry import ERROR, WARNING, Fault, Subject, rule
from medlofte.message import say
from medlofte.model.pledge import Number, Target
from medlofte.model.record import Comparison

#: A bound from above, or a number that is meant exactly, may be zero: "no shootings".
_MAY_BE_ZERO = frozenset({Comparison.AT_MOST, Comparison.EXACTLY})


@rule(
    "M241",
    ERROR,
    say("a number that promises nothing"),
    why=say(
        "A target of zero or less is reached by doing nothing. Only 'at most' and 'exactly' can mean zero."
    ),
    source=grounds.COUNTABLE,
)
def no_amount(subject: Subject) -> Iterator[Fault]:
    """Targets, and parts of targets, of zero or less."""
    for item in subject.numbers:
        target = item.target
        found: list[tuple[tuple[str | int, ...], Number, Comparison | None]] = [
            (("value",), target.value, target.comparison)
        ]
        found += [
            (("of_which", k, "value"), part.value, part.comparison) for k, part in enumerate(target.of_which)
        ]
        for path, value, comparison in found:
            if not 0 < value < math.inf and (value != 0 or comparison not in _MAY_BE_ZERO):
                yield Fault(
                    (*item.path, *path),
                    say(
                        "the target of pledge '{id}' is {value}: doing nothing would fulfil it",
                        id=item.pledge.id,
                        value=value,
                    ),
                    say('write the number of the text; for none at all add: comparison = "at_most"'),
                )


@rule(
    "M242",
    ERROR,
    say("parts that are more than the whole"),
    why=say(
        "of_which names parts of the number above it. Parts that add up to more cannot all be parts of it."
    ),
    source=grounds.COUNTABLE,
)
def parts_above(subject: Subject) -> Iterator[Fault]:
    """``of_which`` adding up to more than ``value``."""
    for item in subject.numbers:
        target = item.target
        together = added(part.value for part in target.of_which if part.comparison is not Comparison.AT_MOST)
        if target.of_which and together > target.value:
            yield Fault(
                (*item.path, "of_which"),
                say(
                    "the parts of the target of pledge '{id}' are {together} together, more than its {value}",
                    id=item.pledge.id, together=together, value=target.value,
                ),
                say("change value or the parts; parts that overlap are targets of their own"),
                also=((*item.path, "value"),),
            )  # fmt: skip


@rule(
    "M243",
    ERROR,
    say("more than there are"),
    why=say(
        "'At four of three schools' cannot be kept by anybody: the number and the whole have changed places."
    ),
    source=grounds.COUNTABLE,
)
def more_than_all(subject: Subject) -> Iterator[Fault]:
    """``of`` smaller than ``value``."""
    for item in subject.numbers:
        if item.target.of is not None and item.target.of < item.target.value:
            yield Fault(
                (*item.path, "of"),
                say(
                    "pledge '{id}' promises {value} of {whole}: more than there are",
                    id=item.pledge.id, value=item.target.value, whole=item.target.of,
                ),
                say("value is what is promised, of is the whole it is taken from"),
                also=((*item.path, "value"),),
            )  # fmt: skip


@rule(
    "M244",
    WARNING,
    say("a number that the text does not print"),
    why=say(
        "The text is what is signed and is the authority over the number beside it. A number that the "
        "text does not hold was mistyped, or promises what nobody has signed."
    ),
    source=grounds.TRAPS,
)
def not_in_text(subject: Subject) -> Iterator[Fault]:
    """``value`` neither in figures nor in Swedish words in the text; ``printed`` not in the text."""
    if not subject.agreement.language.startswith("sv"):
        return
    for item in subject.numbers:
        target, name = item.target, f"pledge.{item.pledge.id}"
        if any(_printed(text, target) for text in item.texts) or _breaks_off(item.texts):
            continue
        if not subject.hidden.at(f"{name}.text") and not subject.hidden.at(f"{name}.target.value"):
            yield Fault(
                (*item.path, "printed" if target.printed else "value"),
                say(
                    "pledge '{id}' has the number {value}, which its text does not print: the text is "
                    "what is signed",
                    id=item.pledge.id, value=target.printed or target.value,
                ),
                say('write the number of the text; if the text words it in another way: printed = "…"'),
            )  # fmt: skip


def _printed(text: str, target: Target) -> bool:
    if target.printed:
        return normal(target.printed).casefold() in normal(text).casefold()
    return prints(text, target.value)


def _breaks_off(texts: tuple[str, ...]) -> bool:
    return any("…" in text for text in texts)


@rule(
    "M245",
    WARNING,
    say("two numbers for one thing"),
    why=say(
        "Two targets with the same unit over the same time leave open which one counts, or whether they "
        "add up."
    ),
    source=grounds.RATES,
)
def same_unit(subject: Subject) -> Iterator[Fault]:
    """Targets of one pledge, measure or share with the same unit and ``per``."""
    seen: dict[tuple[object, ...], tuple[str | int, ...]] = {}
    for item in subject.numbers:
        if item.path[-1] == 0 or not seen:
            seen.clear()
        target = item.target
        key = (item.path[:-1], normal(target.unit).casefold(), target.per, target.beyond, target.method)
        first = seen.setdefault(key, item.path)
        if first != item.path:
            yield Fault(
                (*item.path, "unit"),
                say(
                    "pledge '{id}' has two targets of '{unit}': which one counts?",
                    id=item.pledge.id,
                    unit=target.unit,
                ),
                say("tell them apart in unit, or write one target with of_which"),
                also=((*first, "unit"),),
            )
