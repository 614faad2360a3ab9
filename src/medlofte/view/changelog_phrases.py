"""One change, one pledge of a changelog as a plain phrase; the view escapes it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from medlofte.message import Message, say
from medlofte.model.change import Change, ChangeKind
from medlofte.model.changelog import Entry, Item, Pledged
from medlofte.model.pledge import Commitment, FollowUp, Measure, OfWhich, Target
from medlofte.model.record import Comparison, Per
from medlofte.view import changelog_figures as figures
from medlofte.view import phrases
from medlofte.view.catalog import Catalog, visible
from medlofte.view.labels import COMPARISONS, INTERVALS, KINDS, PERIODS

#: Longest name of a pledge, and longest value of a key, that is shown whole.
NAME, VALUE, TEXT = 110, 180, 600
#: Keys whose kind of change says too little.
_KEYS = {"serves": say("serves the headline promise"), "overarching": say("headline promise")}


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
    rates = {_which(change): change for change in found if change.kind is ChangeKind.RATE}
    for change in found:
        if change.kind is ChangeKind.TARGET_VALUE and isinstance(change.before, Target):
            yield from figures.figures(change, rates.pop(_which(change), None), words)
        elif change.kind is ChangeKind.RATE:
            if rates.pop(_which(change), None):
                yield from figures.rates(change, words)
        elif change.kind is ChangeKind.HEDGE:
            yield _hedge(change, words)
        else:
            yield _plain(change, entry, words)


def _which(change: Change) -> tuple[str, object]:
    """The number that a change is about, where a pledge has several."""
    return change.path, repr(change.numbers)


def _hedge(change: Change, words: Catalog) -> str:
    parts = []
    if change.before:
        parts.append(words.say(say("gone “{words}”", words=tuple(change.before))))
    if change.after:
        parts.append(words.say(say("come “{words}”", words=tuple(change.after))))
    return f"{words.say(KINDS[change.kind])}: {', '.join(parts)}{figures.strength(change, words)}"


def _plain(change: Change, entry: Entry, words: Catalog) -> str:
    label = words.say(_label(change))
    strength = figures.strength(change, words)
    before, after = _sides(change, entry, words)
    if not before or not after:
        if change.kind in {ChangeKind.TARGET_ADDED, ChangeKind.TARGET_DROPPED, ChangeKind.MEASURE_ADDED,
                           ChangeKind.MEASURE_DROPPED}:  # fmt: skip
            return f"{label}: {_before_colon(before or after, strength)}"
        nothing = words.say(say("nothing"))
        return f"{label}: {before or nothing} → {after or nothing}{strength}"
    if before == after:
        return words.say(say("{what}: {value} (put in another way)", what=label, value=after)) + strength
    return f"{label}: {before} → {_before_colon(after, strength)}"


def _before_colon(text: str, strength: str) -> str:
    return unstopped(text) + strength if strength else text


def _sides(change: Change, entry: Entry, words: Catalog) -> tuple[str, str]:
    """What was and what is; of long values that begin alike, from where they differ."""
    before, after = (_value(change, value, entry, words) for value in (change.before, change.after))
    if not before or before != after:
        return before, after
    one, other = (_whole(change, value, entry, words) for value in (change.before, change.after))
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    start = max(0, one.rfind(" ", 0, max(0, start - 30)) + 1)
    lead = "… " if start else ""
    return lead + short(one[start:], VALUE), lead + short(other[start:], VALUE)


def wording(item: Item, entry: Entry, words: Catalog) -> Iterator[str]:
    """The words of a kept pledge that differ; both texts where they have nothing in common."""
    for change in item.wording:
        if item.unlike and change.path.count(".") == 2 and change.path.endswith(".text"):
            yield words.say(say("the two texts have no word in common"))
            yield words.say(say("text before: {text}", text=short(change.before, TEXT)))
            yield words.say(say("text now: {text}", text=short(change.after, TEXT)))
        else:
            yield _plain(change, entry, words)


def differing(item: Item, words: Catalog) -> str:
    """What differs between two texts, by name."""
    labels = (words.say(_label(change)) for change in (*item.changes, *item.wording))
    return ", ".join(dict.fromkeys(labels))


def _label(change: Change) -> Message:
    where = change.path.split(".")
    if change.kind is ChangeKind.WORDING and where[-1] == "title":
        return say("heading reworded")
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


def _value(change: Change, value: Any, entry: Entry, words: Catalog) -> str:
    return short(_whole(change, value, entry, words), VALUE)


def _whole(change: Change, value: Any, entry: Entry, words: Catalog) -> str:
    """A value on one line; parts of a list lose the full stop they end with."""
    if not isinstance(value, tuple):
        return " ".join(_one(change, value, entry, words).split())
    parts = [" ".join(_one(change, part, entry, words).split()) for part in value]
    if len(parts) > 1:
        parts = [unstopped(part) for part in parts]
    return (", " if not any("," in part for part in parts) else "; ").join(parts)


def unstopped(text: str) -> str:
    """The text without the full stop it ends with."""
    line = text.rstrip()
    return line[:-1] if line.endswith(".") and not line.endswith("..") else line


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
            return words.date(value)
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
