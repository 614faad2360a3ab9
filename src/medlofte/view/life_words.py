"""What a chart says of one pledge in one document, in a few words or one sign."""

from collections.abc import Iterator

from medlofte.message import Message, say, say_n
from medlofte.model.assessment import Coverage, ToldOutcome
from medlofte.model.biography import Span, Stage
from medlofte.model.change import LengthBasis
from medlofte.model.outcome import Status
from medlofte.view import assessment, phrases, told
from medlofte.view.catalog import Catalog
from medlofte.view.changelog_figures import monthly
from medlofte.view.labels import NOT_REPORTED, STATUSES
from medlofte.view.values import one_line

_STYLES = {
    Status.FULFILLED: "green", Status.EXCEEDED: "green", Status.PARTLY: "yellow", Status.NOT_FULFILLED: "red",
    Status.REPLACED: "yellow", Status.ONGOING: "yellow", Status.NOT_ASSESSABLE: "magenta",
}  # fmt: skip
#: What stands for an outcome where words do not fit.
_LETTERS = {
    Status.FULFILLED: "✓", Status.EXCEEDED: "⊕", Status.PARTLY: "◐", Status.NOT_FULFILLED: "✗",
    Status.REPLACED: "⇄", Status.ONGOING: "…", Status.NOT_ASSESSABLE: "≈",
}  # fmt: skip
_TOLD, _SILENT, _APART, _DOUBTED = "•", "∅", "≠", "⁇"
_SILENT_STYLE = "yellow"
#: One sign for each way a pledge can have gone, by the keys that statistics use.
OUTCOME_SIGNS = {
    **{status.value: letter for status, letter in _LETTERS.items()},
    "no_judgement": _TOLD, "contradicted": _APART, "disputed": _DOUBTED, "not_reported": _SILENT, "not_yet": "○",
}  # fmt: skip
#: Every such sign with its meaning.
MARKS = {
    **{letter: STATUSES[status] for status, letter in _LETTERS.items()},
    _TOLD: say("reported"),
    _APART: say("reports disagree"),
    _DOUBTED: say("fulfilled, the numbers say otherwise"),
    _SILENT: NOT_REPORTED,
}


def outcome_word(item: ToldOutcome, words: Catalog) -> str:
    """An outcome in a few words: the judgement, the number, how much of the period it covers."""
    parts = [words.say(STATUSES[item.status])] if item.status else []
    if item.reckoned is not None:
        parts.append(words.number(item.reckoned, phrases.EXACT))
    if not parts:
        parts.append(words.say(say("reported without a judgement")))
    if item.assessment and item.assessment.covers and (part := _part(item.assessment.covers, words)):
        parts.append(words.say(part))
    if item.assessment and item.assessment.disagrees:
        parts.append(words.say(say("the numbers say otherwise")))
    return ", ".join(parts)


def _part(window: Coverage, words: Catalog) -> Message | None:
    """How much of the period is covered, where that is not all of it."""
    if window.whole:
        return None
    if not window.stated or window.months is None or window.of is None:
        return say("for a part of the period")
    months, of = words.number(float(window.months)), words.number(float(window.of))
    return say("for {months} of {of} months", months=months, of=of)


def missing(span: Span) -> Message:
    """What is said where no report names a pledge."""
    return NOT_REPORTED if span.over else say("not reported yet")


def standing(stage: Stage) -> list[ToldOutcome]:
    """What stands of a pledge itself, apart from its measures."""
    return [item for item in stage.outcomes if item.stands and not item.measure]


def numbers(stage: Stage, words: Catalog) -> Iterator[str]:
    """The numbers promised, with their rate where that rests on the length of the period."""
    for target, speed in zip(stage.target, stage.rate, strict=True):
        text = f"{phrases.number(target, words)} {assessment.over(target.per, words)}".rstrip()
        if speed is not None and speed.basis is not LengthBasis.PER:
            rate = words.say(say("{rate}/month", rate=monthly(speed.per_month, words)))
            text = f"{text} = {rate}"
        yield one_line(text)


def outcomes(stage: Stage, span: Span, words: Catalog) -> Iterator[tuple[str, str]]:
    """What came of it, each part with its style."""
    found = standing(stage)
    for item in told.once(found):
        yield one_line(outcome_word(item, words)), _STYLES.get(item.status, "") if item.status else ""
    if not found:
        measures = len({item.measure for item in stage.outcomes})
        if measures:
            said = say_n("{count} measure reported", "{count} measures reported", measures)
            yield words.say(said), ""
        else:
            yield words.say(missing(span)), _SILENT_STYLE if span.over else "dim"


def mark(stage: Stage) -> tuple[str, str]:
    """What came of it as one sign, with its style."""
    found = standing(stage)
    if not found:
        return _TOLD if stage.outcomes else _SILENT, _SILENT_STYLE
    if any(item.contradicted for item in found):
        return _APART, _SILENT_STYLE
    status = found[0].status
    if (
        status in (Status.FULFILLED, Status.EXCEEDED)
        and found[0].assessment
        and found[0].assessment.disagrees
    ):
        return _DOUBTED, _SILENT_STYLE
    return (_LETTERS[status], _STYLES[status]) if status else (_TOLD, "")
