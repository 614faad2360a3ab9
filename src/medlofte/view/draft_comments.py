"""Comments in a new draft: what to look through, and each old pledge with its last outcome beside the decision."""

import re
import textwrap
from collections.abc import Mapping

from medlofte.message import say
from medlofte.model.agreement import Agreement
from medlofte.model.finding import KeyPath
from medlofte.model.outcome import Outcome, Report
from medlofte.model.pledge import Pledge
from medlofte.model.record import Fate
from medlofte.view import phrases
from medlofte.view.catalog import Catalog, visible
from medlofte.view.labels import NOT_REPORTED, STATUSES

_WIDTH = 96
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def comments(
    name: str, old: Agreement, new: Agreement, last: Mapping[str, tuple[Report, Outcome]], words: Catalog
) -> dict[KeyPath, str]:
    """Comments for the draft ``new`` that renews ``name``.

    Args:
        name: Name of the predecessor.
        old: The predecessor.
        new: The draft.
        last: The last outcome of each old pledge that has one.
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
            notes["renewal", "pledge", index] = _beside(by_id[row.id], last.get(row.id), row.fate, words)
    return notes


def _to_look_over(pledge: Pledge, new: Agreement, words: Catalog) -> str:
    """What moves with the period and only a person can judge: years in the text, deadlines that were moved along."""
    first = new.validity.from_
    years = sorted({year for year in _YEAR.findall(pledge.text) if first and int(year) < first.year})
    lines = [words.say(say("the text speaks of {years}: look it over", years=tuple(years)))] if years else []
    if pledge.due or any(measure.due for measure in pledge.measure):
        lines.append(words.say(say("the deadline was moved along with the period: look it over")))
    return "\n".join(lines)


def _beside(pledge: Pledge, last: tuple[Report, Outcome] | None, fate: Fate, words: Catalog) -> str:
    lines = [_short(pledge)]
    lines += [
        words.say(say("number: {target}", target=phrases.target(item, words))) for item in pledge.target
    ]
    lines.append(words.say(say("last outcome: {outcome}", outcome=outcome(last, words))))
    if fate is Fate.UNDECIDED:
        lines.append(
            words.say(say("decide: give fate, into and reason; mend or delete the pledge above accordingly"))
        )
    return "\n".join(lines)


def _short(pledge: Pledge) -> str:
    return textwrap.shorten(visible(pledge.title or pledge.text), _WIDTH, placeholder=" …")


def outcome(last: tuple[Report, Outcome] | None, words: Catalog) -> str:
    """The last outcome of a pledge in one line, with who told it and when."""
    if last is None:
        return words.say(NOT_REPORTED)
    report, told = last
    parts = [words.say(STATUSES[told.status])] if told.status else []
    if told.value is not None and words.number(told.value) not in told.text:
        parts.append(f"{words.number(told.value)} {visible(told.unit)}".strip())
    parts.append(textwrap.shorten(visible(told.text), 70, placeholder=" …"))
    when = report.reported_on.isoformat() if report.reported_on else report.reported_text
    who = visible(", ".join(part for part in (report.reported_by or report.reporter, when) if part))
    return "; ".join(parts) + (f" ({who})" if who else "")
