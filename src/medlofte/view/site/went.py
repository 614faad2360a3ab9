"""How pledges went, in words and signs: of one pledge, and of all of a period in a sentence."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from medlofte.message import Message, say, say_n
from medlofte.model.assessment import ToldOutcome
from medlofte.model.biography import Span, Stage
from medlofte.model.outcome import Status
from medlofte.model.statistics import CONTRADICTED, DISPUTED, NO_JUDGEMENT, NOT_REPORTED, NOT_YET, outcome
from medlofte.view import assessment, told
from medlofte.view.catalog import Catalog
from medlofte.view.document import capital
from medlofte.view.labels import OUTCOMES
from medlofte.view.life_words import OUTCOME_SIGNS, missing
from medlofte.view.reading_parts import Part, prose
from medlofte.view.values import one_line

_COUNTED: Mapping[str, Message] = {
    Status.FULFILLED.value: say_n("{count} was fulfilled", "{count} were fulfilled", 0),
    Status.EXCEEDED.value: say_n("{count} exceeded", "{count} exceeded", 0),
    Status.PARTLY.value: say_n("{count} partly fulfilled", "{count} partly fulfilled", 0),
    Status.NOT_FULFILLED.value: say_n("{count} not fulfilled", "{count} not fulfilled", 0),
    Status.REPLACED.value: say_n(
        "{count} replaced by something else", "{count} replaced by something else", 0
    ),
    Status.ONGOING.value: say_n("{count} under way", "{count} under way", 0),
    Status.NOT_ASSESSABLE.value: say_n(
        "{count} that cannot be assessed", "{count} that cannot be assessed", 0
    ),
    DISPUTED: say_n(
        "{count} called fulfilled, where the numbers say otherwise",
        "{count} called fulfilled, where the numbers say otherwise",
        0,
    ),
    NO_JUDGEMENT: say_n("{count} told without a judgement", "{count} told without a judgement", 0),
    CONTRADICTED: say_n("{count} where the reports disagree", "{count} where the reports disagree", 0),
    NOT_REPORTED: say_n("{count} not reported", "{count} not reported", 0),
    NOT_YET: say_n("{count} not reported yet", "{count} not reported yet", 0),
}


@dataclass(frozen=True, slots=True)
class Went:
    """What one report says of one pledge; or that none says anything.

    Attributes:
        sign: The judgement as a sign.
        word: The judgement in words.
        figure: The number against what was promised.
        text: The reporter's own words.
        source: Who says so, and when.
        notes: What is to be known beside it.
        measure: Id of the measure, where it is about one.
        stands: Whether it is the last word of somebody.
    """

    sign: str
    word: str
    figure: str = ""
    text: tuple[Part, ...] = ()
    source: str = ""
    notes: tuple[str, ...] = ()
    measure: str = ""
    stands: bool = True


def sentence(stages: Sequence[Stage], span: Span, words: Catalog) -> str:
    """How all pledges of a period went, in one sentence; silence is counted."""
    found = Counter(outcome(stage.outcomes, over=span.over) for stage in stages)
    if set(found) == {NOT_REPORTED}:
        return words.say(
            say_n(
                "No report tells how the pledge went.",
                "No report tells how any of the {count} pledges went.",
                len(stages),
            )
        )
    if set(found) == {NOT_YET}:
        return words.say(say("No report on the pledges has been published yet."))
    counts = tuple(counted(name, found[name]) for name in _COUNTED if name in found)
    said = say_n("Of {count} pledge: {counts}.", "Of {count} pledges: {counts}.", len(stages), counts=counts)
    return words.say(said)


def counted(name: str, count: int) -> Message:
    """So many pledges that went one way: "4 not reported"."""
    return replace(_COUNTED[name], count=count, args={"count": count})


def went(stage: Stage, span: Span, words: Catalog) -> tuple[Went, ...]:
    """Everything that was told of one pledge, and that nothing was."""
    if not stage.outcomes:
        name = NOT_REPORTED if span.over else NOT_YET
        return (Went(OUTCOME_SIGNS[name], capital(words.say(missing(span)))),)
    return tuple(_told(item, words) for item in stage.outcomes)


def _told(item: ToldOutcome, words: Catalog) -> Went:
    name = item.status.value if item.status else NO_JUDGEMENT
    return Went(
        sign=OUTCOME_SIGNS[name],
        word=capital(words.say(OUTCOMES[name])),
        figure=told.number(item, words),
        text=prose(item.text),
        source=told.source(item, words),
        notes=tuple(_notes(item, words)),
        measure=one_line(item.measure),
        stands=item.stands,
    )


def _notes(item: ToldOutcome, words: Catalog) -> Iterator[str]:
    if item.corrected:
        yield words.say(say("Corrected later"))
    elif item.earlier:
        yield words.say(say("Reported otherwise before"))
    if item.contradicted:
        yield told.contradiction(words)
    if item.on:
        yield words.say(say("reached on {day}", day=words.day(item.on)))
    if item.assessment:
        if covered := assessment.covered(item.assessment, words):
            yield covered
        yield from assessment.remarks(item.assessment, words)
    if item.counted_as:
        yield words.say(say("counted so: {how}", how=one_line(item.counted_as)))
    if item.reason:
        yield words.say(say("reason given: {reason}", reason=one_line(item.reason)))
