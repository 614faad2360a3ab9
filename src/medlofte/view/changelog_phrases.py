"""One change, one outcome, one pledge of a changelog as a plain phrase; the view escapes it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from medlofte.message import Message, say
from medlofte.model.change import Change, ChangeKind, LengthBasis, Rate, Strength
from medlofte.model.changelog import Entry, LastOutcome, Pledged
from medlofte.model.outcome import Window
from medlofte.model.pledge import Commitment, FollowUp, Measure, OfWhich, Target
from medlofte.model.record import Comparison, Per
from medlofte.view import phrases
from medlofte.view.catalog import Catalog, visible
from medlofte.view.labels import COMPARISONS, INTERVALS, KINDS, PERIODS, STATUSES, STRENGTHS

#: Longest name of a pledge, and longest value of a key, that is shown whole.
NAME, VALUE = 110, 180
#: Keys whose kind of change says too little.
_KEYS = {"serves": say("serves the headline promise"), "overarching": say("headline promise")}
_TOLD = frozenset({Strength.STRONGER, Strength.WEAKER})


def short(text: str, limit: int) -> str:
    """The text on one line, cut after a word where it is longer than ``limit``."""
    line = " ".join(visible(text).split())
    if len(line) <= limit:
        return line
    cut = line[:limit].rsplit(" ", 1)[0]
    return f"{cut.rstrip(',;:.–- ')} …"


def pledge(item: Pledged, words: Catalog) -> str:
    """A pledge by its title, else by the beginning of its text."""
    return short(item.title or item.text, NAME) or words.say(say("(the text is not known)"))


def changes(found: Sequence[Change], entry: Entry, words: Catalog) -> Iterator[str]:
    """What changed, the number and its rate as one phrase."""
    rates = {change.path: change for change in found if change.kind is ChangeKind.RATE}
    for change in found:
        if change.kind is ChangeKind.TARGET_VALUE and isinstance(change.before, Target):
            yield from _figures(change, rates.pop(change.path, None), words)
        elif change.kind is ChangeKind.RATE:
            if rates.pop(change.path, None):
                yield from _rates(change, words)
        elif change.kind is ChangeKind.HEDGE:
            yield _hedge(change, words)
        else:
            yield _plain(change, entry, words)


def _figures(change: Change, rate: Change | None, words: Catalog) -> Iterator[str]:
    one, other = change.before, change.after
    before = _rate(one.value, one.per, rate.before if rate else None, words)
    after = _rate(other.value, other.per, rate.after if rate else None, words)
    yield f"{visible(other.unit)}: {before} → {after}{_strength(change, words, always=True)}"
    if rate:
        yield from _readings(rate, words)


def _rates(change: Change, words: Catalog) -> Iterator[str]:
    one, other = change.before, change.after
    before, after = _rate(one.value, None, one, words), _rate(other.value, None, other, words)
    yield f"{words.say(KINDS[change.kind])}: {before} → {after}{_strength(change, words)}"
    yield from _readings(change, words)


def _rate(value: float, per: Per | None, rate: Rate | None, words: Catalog) -> str:
    if rate is None:
        return f"{words.number(value)} {words.say(PERIODS[per])}" if per else words.number(value)
    if rate.basis is not LengthBasis.PER:
        return words.say(
            say(
                "{value} in {months} months ({rate} a month)",
                value=value,
                months=rate.months,
                rate=rate.per_month,
            )
        )
    number = f"{words.number(value)} {words.say(PERIODS[per])}" if per else words.number(value)
    if per is Per.MONTH:
        return number
    return words.say(say("{number} ({rate} a month)", number=number, rate=rate.per_month))


def _readings(change: Change, words: Catalog) -> Iterator[str]:
    """Other lengths of the periods that turn the answer round; they must be seen."""
    pairs = [
        f"{_rate(one.value, None, one, words)} → {_rate(other.value, None, other, words)}"
        for one, other in change.readings
    ]
    if pairs:
        yield words.say(
            say("another reading of the periods turns the answer round: {pairs}", pairs="; ".join(pairs))
        )


def _hedge(change: Change, words: Catalog) -> str:
    parts = []
    if change.before:
        parts.append(words.say(say("gone “{words}”", words=tuple(change.before))))
    if change.after:
        parts.append(words.say(say("come “{words}”", words=tuple(change.after))))
    return f"{words.say(KINDS[change.kind])}: {', '.join(parts)}{_strength(change, words)}"


def _plain(change: Change, entry: Entry, words: Catalog) -> str:
    label = words.say(_label(change))
    strength = _strength(change, words)
    before, after = _value(change, change.before, entry, words), _value(change, change.after, entry, words)
    if not before or not after:
        if change.kind in {ChangeKind.TARGET_ADDED, ChangeKind.TARGET_DROPPED, ChangeKind.MEASURE_ADDED,
                           ChangeKind.MEASURE_DROPPED}:  # fmt: skip
            return f"{label}: {before or after}{strength}"
        nothing = words.say(say("nothing"))
        return f"{label}: {before or nothing} → {after or nothing}{strength}"
    if before == after:
        return f"{label}{strength}"
    return f"{label}: {before} → {after}{strength}"


def _label(change: Change) -> Message:
    where = change.path.split(".")
    label = (
        _KEYS.get(where[-1], KINDS[change.kind]) if change.kind is ChangeKind.OTHER else KINDS[change.kind]
    )
    added = change.kind in {ChangeKind.MEASURE_ADDED, ChangeKind.MEASURE_DROPPED}
    if where[2:3] == ["measure"] and not added:
        return say("{what}, measure {measure}", what=label, measure=where[3])
    return label


def not_shown(change: Change, entry: Entry, words: Catalog) -> str:
    """What one text holds and the other does not show, which is not the same as given up or new."""
    what = words.say(_label(change))
    if change.kind in {ChangeKind.TARGET_NOT_SHOWN, ChangeKind.TARGET_ADDED}:
        what = words.say(KINDS[ChangeKind.TARGET_VALUE])
    if change.kind is ChangeKind.HEDGE:
        return words.say(say("{what}: cannot be told, since the exact words are not known", what=what))
    before, after = _value(change, change.before, entry, words), _value(change, change.after, entry, words)
    if before:
        return words.say(
            say("{what} “{value}”: not shown in this text, which does not mean that it was given up",
                what=what, value=before)
        )  # fmt: skip
    return words.say(
        say("{what} “{value}”: not known in the text before, which does not mean that it is new",
            what=what, value=after)
    )  # fmt: skip


def _strength(change: Change, words: Catalog, *, always: bool = False) -> str:
    if change.strength in _TOLD or (always and change.strength is Strength.UNKNOWN):
        return f": {words.say(STRENGTHS[change.strength])}"
    return ""


def _value(change: Change, value: Any, entry: Entry, words: Catalog) -> str:
    if isinstance(value, tuple):
        return short(", ".join(_one(change, part, entry, words) for part in value), VALUE)
    return short(_one(change, value, entry, words), VALUE)


def _one(change: Change, value: Any, entry: Entry, words: Catalog) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return words.say(say("yes"))
        case Comparison():
            return words.say(COMPARISONS[value])
        case Per():
            return words.say(PERIODS[value])
        case str():
            return _text(change, value, entry)
        case dt.date():
            return value.isoformat()
        case int() | float():
            return words.number(value)
        case _:
            return _record(value, words)


def _text(change: Change, value: str, entry: Entry) -> str:
    if change.kind in {ChangeKind.RESPONSIBLE, ChangeKind.PARTNER}:
        return entry.names.get(value, value)
    return entry.areas.get(value, value) if change.kind is ChangeKind.AREA else value


def _record(value: Any, words: Catalog) -> str:
    match value:
        case Target():
            return phrases.target(value, words)
        case OfWhich():
            return f"{words.number(value.value)} {value.unit}"
        case Measure():
            return value.title or value.text
        case Commitment():
            return value.text
        case FollowUp():
            return value.how or (words.say(INTERVALS[value.interval]) if value.interval else "…")
        case _:
            return "…"


def outcome(item: LastOutcome, words: Catalog) -> str:
    """How it went: judgement, number, who said so and when."""
    said = [words.say(STATUSES[item.status])] if item.status else []
    if item.value is not None:
        said.append(f"{words.number(item.value)} {visible(item.unit)}".rstrip())
    if not said:
        said.append(words.say(say("“{text}”", text=short(item.text, VALUE))))
    if item.on:
        said.append(item.on.isoformat())
    text = ", ".join(said)
    day = item.reported_on.isoformat() if item.reported_on else visible(item.reported_text)
    source = ", ".join(
        part for part in (visible(item.reporter), day or words.say(say("without a day"))) if part
    )
    text += f" ({source})"
    if item.covers:
        text += "; " + words.say(say("covers only {days}", days=_window(item.covers)))
    if item.counted_as:
        text += "; " + words.say(say("counted so: {how}", how=short(item.counted_as, VALUE)))
    if item.reason:
        text += "; " + words.say(say("reason given: {reason}", reason=short(item.reason, VALUE)))
    return text


def _window(window: Window) -> str:
    first = window.from_.isoformat() if window.from_ else "…"
    last = window.until.isoformat() if window.until else "…"
    return f"{first}–{last}"
