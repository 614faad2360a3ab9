"""Comments in a new draft: what to look through, and each old pledge with its last outcome beside the decision."""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from medlofte.message import say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.assessment import ToldOutcome
from medlofte.model.finding import KeyPath
from medlofte.model.pledge import Pledge
from medlofte.model.record import Fate
from medlofte.view import phrases, told
from medlofte.view.catalog import Catalog, visible
from medlofte.view.labels import NOT_REPORTED
from medlofte.view.values import one_line

_WIDTH = 96
#: Reports behind the last one that are shown.
_BEHIND = 4
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def comments(
    name: str,
    old: Agreement,
    new: Agreement,
    outcomes: Mapping[str, Sequence[ToldOutcome]],
    words: Catalog,
) -> dict[KeyPath, str]:
    """Comments for the draft ``new`` that renews ``name``.

    Args:
        name: Name of the predecessor.
        old: The predecessor.
        new: The draft.
        outcomes: What was reported about each old pledge, what stands first.
        words: The language of the document.
    """
    notes: dict[KeyPath, str] = {}
    if new.summary:
        notes["summary",] = words.say(say("carried over from {name}: look it through", name=name))
    if new.basis:
        notes["basis",] = words.say(
            say("carried over from {name}: renew it before the text is signed", name=name)
        )
    for index, signatory in enumerate(new.signatory):
        if not signatory.name:
            notes["signatory", index] = words.say(
                say('who signs? add: name = "…", office = "…" (verbatim), person = "…" (a short id)')
            )
    for index, pledge in enumerate(new.pledge):
        if said := _to_look_over(pledge, new, words):
            notes["pledge", index] = said
    if new.renewal:
        notes["renewal",] = words.say(
            say("the fate of every old pledge: kept changed extended merged split moved fulfilled dropped")
        )
        by_id = {pledge.id: pledge for pledge in old.pledge}
        for index, row in enumerate(new.renewal.pledge):
            notes["renewal", "pledge", index] = _beside(
                by_id[row.id], outcomes.get(row.id, ()), row.fate, words
            )
    return notes


def _to_look_over(pledge: Pledge, new: Agreement, words: Catalog) -> str:
    """What moves with the period and only a person can judge: years in the text, deadlines that were moved along."""
    first = new.validity.from_
    years = sorted({year for year in _YEAR.findall(pledge.text) if first and int(year) < first.year})
    lines = [words.say(say("the text speaks of {years}: look it over", years=tuple(years)))] if years else []
    if pledge.due or any(measure.due for measure in pledge.measure):
        lines.append(words.say(say("the deadline was moved along with the period: look it over")))
    return "\n".join(lines)


def _beside(pledge: Pledge, found: Sequence[ToldOutcome], fate: Fate, words: Catalog) -> str:
    lines = [_short(pledge)]
    lines += [
        words.say(say("number: {target}", target=phrases.target(item, words))) for item in pledge.target
    ]
    lines += [f"{label}: {text}" for label, text in how_it_went(found, words)]
    if fate is Fate.UNDECIDED:
        lines.append(
            words.say(say("decide: give fate, into and reason; mend or delete the pledge above accordingly"))
        )
    return "\n".join(lines)


def _short(pledge: Pledge) -> str:
    return textwrap.shorten(visible(pledge.title or pledge.text), _WIDTH, placeholder=" …")


def how_it_went(found: Sequence[ToldOutcome], words: Catalog) -> Iterator[tuple[str, str]]:
    """What was last reported of a pledge with the reporter's own words, then the reports behind it: label and text."""
    label = words.say(say("last outcome"))
    standing = [item for item in found if item.stands]
    shown = told.once(standing)
    for item in standing:
        if item in shown:
            yield label, _of_measure(item, words)
        if own := told.own_words(item, _WIDTH):
            yield words.say(say("in the words of the report")), own
    if not standing:
        yield label, words.say(NOT_REPORTED)
    if any(item.contradicted for item in standing):
        yield words.say(say("note")), told.contradiction(words)
    behind = told.once([item for item in found if not item.stands])
    for item in behind[:_BEHIND]:
        before = say("corrected since") if item.corrected else say("reported before")
        yield words.say(before), _of_measure(item, words)
    if len(behind) > _BEHIND:
        more = len(behind) - _BEHIND
        yield "…", words.say(say_n("{count} more report", "{count} more reports", more))


def _of_measure(item: ToldOutcome, words: Catalog) -> str:
    """An outcome, with the measure it is about where it is not about the pledge itself."""
    text = told.outcome(item, words)
    return f"{one_line(item.measure)}: {text}" if item.measure else text
