"""A verification for people and for programs: what was checked, and as large what was not."""

from collections.abc import Sequence
from typing import Any

from medlofte.message import Message, say
from medlofte.model.evidence import Answer, Outcome, Step, Verdict
from medlofte.view.catalog import Catalog, one_line
from medlofte.view.paper import Line, Paper

_WORDS = {Answer.YES: say("yes"), Answer.NO: say("no"), Answer.UNCHECKED: say("not checked")}
_STYLES = {Answer.YES: "green", Answer.NO: "bold red", Answer.UNCHECKED: "yellow"}
_OUTCOMES = {
    Outcome.HOLDS: (
        say(
            "It holds: all who had to sign this text have signed it, with keys that the list of signatories gives them."
        ),
        "bold green",
    ),
    Outcome.RECORDED: (
        say(
            "It holds together, and rests on what others tell: signatures were made elsewhere, and are recorded or "
            "noted here."
        ),
        "bold yellow",
    ),
    Outcome.FAILS: (say("It does not hold."), "bold red"),
}


def render(verdict: Verdict, words: Catalog, *, width: int, colour: bool) -> str:
    """The steps, numbered; what was not checked; and what it came to."""
    paper = Paper(width, colour=colour)
    paper.put(Line(_title(verdict), style="bold"))
    for number, step in enumerate(verdict.steps, 1):
        _put_step(paper, number, step, words)
    paper.put()
    paper.put(Line(words.say(say("Not checked")), style="bold"))
    for said in verdict.unchecked:
        paper.put(f"- {one_line(words.say(said))}", indent=1, hang=2)
    paper.put()
    said, style = _OUTCOMES[verdict.outcome]
    paper.put(Line(words.say(said), style=style))
    return paper.text()


def _put_step(paper: Paper, number: int, step: Step, words: Catalog) -> None:
    """The answer stands in a column of its own, so that a glance down it tells how things are."""
    room = max(len(words.say(word)) for word in _WORDS.values()) + 2
    answer = Line(words.say(_WORDS[step.answer]).ljust(room), style=_STYLES[step.answer])
    lead = Line(f"{number:>2}. ") + answer
    paper.put(lead + Line(one_line(words.say(step.said))), hang=len(lead.plain))
    for detail in step.details:
        style = "red" if step.answer is Answer.NO else "dim"
        paper.put(Line(one_line(words.say(detail)), style=style), indent=len(lead.plain) + 2, hang=2)


def line(verdict: Verdict, words: Catalog) -> str:
    """One release on one line, and why it does not hold where it does not."""
    wrong: Sequence[Message] = [step.said for step in verdict.steps if step.answer is Answer.NO]
    why = f": {one_line(words.say(wrong[0]))}" if wrong else ""
    word = {Outcome.HOLDS: say("yes"), Outcome.RECORDED: say("on record"), Outcome.FAILS: say("no")}[
        verdict.outcome
    ]
    return f"{_title(verdict)}  {words.say(word)}{why}"


def _title(verdict: Verdict) -> str:
    return one_line(f"{verdict.name} r{verdict.number}" if verdict.number else verdict.name)


def as_data(verdict: Verdict, words: Catalog) -> dict[str, Any]:
    """The same for programs."""
    return {
        "schema": "medlofte/verification@1",
        "agreement": verdict.name,
        "release": verdict.number,
        "outcome": verdict.outcome.value,
        "steps": [
            {
                "answer": step.answer.value,
                "said": words.say(step.said),
                "details": [words.say(detail) for detail in step.details],
            }
            for step in verdict.steps
        ],
        "not_checked": [words.say(said) for said in verdict.unchecked],
        "signers": list(verdict.signers),
    }
