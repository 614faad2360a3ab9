"""The questions of ``follow-up``: one pledge at a time for the party that reports; nothing told is ever lost."""

import os
import signal
import tempfile
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from medlofte.cli import ask
from medlofte.cli.report_head import days, reporter
from medlofte.cli.report_input import Draft, Given, head
from medlofte.cli.session import Found, Session, colour, complain, width
from medlofte.core.assess import assess, targets
from medlofte.core.followup import faults, points
from medlofte.core.outcomes import beside, own_reports, unread
from medlofte.errors import RefusedError, UsageError
from medlofte.message import Message, say
from medlofte.model.agreement import Agreement
from medlofte.model.assessment import Point
from medlofte.model.finding import Severity
from medlofte.model.outcome import Outcome, Report, Status
from medlofte.model.pledge import Number
from medlofte.view.followup_text import weighed
from medlofte.view.labels import STATUSES
from medlofte.view.told import beside as told_beside
from medlofte.view.values import one_line

_STATUSES: Mapping[str, Status | None] = {
    "f": Status.FULFILLED,
    "e": Status.EXCEEDED,
    "p": Status.PARTLY,
    "n": Status.NOT_FULFILLED,
    "r": Status.REPLACED,
    "o": Status.ONGOING,
    "a": Status.NOT_ASSESSABLE,
    "t": None,
}
_SKIP, _BACK, _STOP, _KEEP = "s", "b", "q", "k"
_OPTIONS: Mapping[str, Message] = {
    **{letter: STATUSES[status] for letter, status in _STATUSES.items() if status},
    "t": say("only tell, without a judgement"),
    _SKIP: say("skip: nothing to tell of this one"),
    _BACK: say("back to the one before"),
    _STOP: say("stop, and keep what I have"),
}
#: Judgements for which a reason is asked.
_MISSED = frozenset({Status.PARTLY, Status.NOT_FULFILLED, Status.REPLACED})


def interview(session: Session, given: Given, found: Found) -> Draft | None:
    """Ask for a report; None where nothing is told.

    Raises:
        KeyboardInterrupt: Ctrl-C; the answers so far are kept in a file that is named, the register is untouched.
    """
    document = found.agreement().agreement
    for name in (
        "SIGHUP",
        "SIGTERM",
    ):  # a closed terminal window is an interruption like Ctrl-C, and so is an end
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    session.note(say("reporting on {name}", name=found.name))
    if others := beside(document, found.register.document(found.name).reports):
        session.note(told_beside(others, found.name))
    try:
        report = days(session, reporter(session, head(given, session.today), document), document)
    except ask.BackError:
        session.note(say("nothing was told, so nothing was written"))
        return None
    _refuse_early(session, report, found, document)
    talk = _Talk(session, found, document, report)
    try:
        talk.points()
    except (KeyboardInterrupt, EOFError):
        keep(session, found.name, talk.report())
        raise KeyboardInterrupt from None
    report = talk.report()
    if not report.outcome:
        session.note(say("nothing was told, so nothing was written"))
        return None
    return Draft(report)


def _refuse_early(session: Session, report: Report, found: Found, document: Agreement) -> None:
    """What is wrong already is told before anything is asked."""
    filed = found.register.document(found.name).reports
    for fault in faults(report, document, filed, session.today):
        if fault.severity is Severity.ERROR:
            raise RefusedError(fault.message, hint=fault.hint)


def keep(session: Session, name: str, report: Report) -> None:
    """Keep the answers outside the register, so that nothing is lost that somebody wrote."""
    from medlofte.store.layout import dump

    if not report.outcome:
        return
    handle, path = tempfile.mkstemp(prefix=f"medlofte-{name.replace('/', '-')}-", suffix=".toml")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(dump(report))
    session.note(say("\nnothing was written; your answers are kept. Go on with:"))
    session.warn(f"  medlofte follow-up {name} --report {Path(path)}\n")


class _Talk:
    """One interview: the answers so far, and where it stands."""

    def __init__(self, session: Session, found: Found, document: Agreement, begun: Report) -> None:
        filed = found.register.document(found.name).reports
        self.session, self.words = session, session.words
        self.name, self.document, self.begun = found.name, document, begun
        self.asked = points(document, filed, begun.reported_by, session.today)
        self.answers: dict[tuple[str, str], tuple[Outcome, ...]] = {}
        self.others = own_reports(begun, filed, document.validity)
        self.half: tuple[Outcome, ...] = ()

    def report(self) -> Report:
        """The report with the answers in the order of the text, that which is being given with them."""
        answers = {**self.answers, **{(one.pledge, one.measure): self.half for one in self.half[:1]}}
        told = (outcome for item in self.asked for outcome in answers.get(item.key, ()))
        return replace(self.begun, outcome=tuple(told))

    def points(self) -> None:
        """Every pledge and measure in turn; back and stop are always open."""
        at, stopped = 0, False
        while at < len(self.asked) and not stopped:
            item = self.asked[at]
            self._show(at, item)
            options = dict(_OPTIONS) | (
                {_KEEP: say("keep what you have told of it")} if item.key in self.answers else {}
            )
            letter = ask.choice(self.words, say("How did it go?"), options)
            if letter == _STOP:
                stopped = True
            elif letter == _BACK:
                at = max(0, at - 1)
            elif letter == _SKIP:
                self.answers.pop(item.key, None)
                at += 1
            elif letter == _KEEP or self._answered(item, _STATUSES[letter]):
                at += 1

    def _show(self, at: int, item: Point) -> None:
        from medlofte.view.question import point

        self.session.warn(point(item, at + 1, len(self.asked), self.words, width=width(), colour=colour()))
        if item.key in self.answers:
            self.session.note(say("you have told of it already; a new answer takes its place"))

    def _answered(self, item: Point, status: Status | None) -> bool:
        """Ask what belongs to a judgement; False where the user goes back: then it is asked again.

        What has its words already is not lost by going back.
        """
        try:
            self.answers[item.key] = self._told(item, status)
        except ask.BackError:
            if any(one.text for one in self.half):
                self.answers[item.key] = self.half
            self.half = ()
            return False
        self.half = ()
        return True

    def _told(self, item: Point, status: Status | None) -> tuple[Outcome, ...]:
        bare = Outcome(pledge=item.key[0], measure=item.key[1], text="")
        told = [replace(bare, value=value, unit=unit) for value, unit in self._numbers(item)] or [bare]
        if told[0].value is not None:
            self.half = (replace(told[0], status=status), *told[1:])
        text = self._text()
        first, *more = (replace(one, text=text) for one in told)
        self.half = (replace(first, status=status), *more)
        if status in _MISSED:
            reason = self._line(say("Why? (Enter: no reason is given)"))
            self.half = (replace(self.half[0], reason=reason), *more)
        return self._weighed(item, self.half)

    def _weighed(self, item: Point, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
        """Show what the numbers say; where they do not bear out the judgement, ask how it was counted."""
        report = replace(self.begun, outcome=outcomes)
        found = [
            assess(
                outcome,
                report,
                item.item,
                self.document.validity,
                unread=unread(self.document, item.key),
                others=self.others,
            )
            for outcome in outcomes
        ]
        for one in found:
            self.session.warn(weighed(one, self.words, width()))
        if not found[0].disagrees:
            return outcomes
        how = self._line(say("How was it counted? (Enter: as promised)"))
        return (replace(outcomes[0], counted_as=how), *outcomes[1:])

    def _numbers(self, item: Point) -> list[tuple[Number, str]]:
        """What was reached of each promised number and its parts; any number where none was promised."""
        units = [
            unit
            for target in targets(item.item)
            for unit in (target.unit, *(part.unit for part in target.of_which))
        ]
        if not units:
            return self._unpromised()
        asked = (
            (unit, say("How many in all the days covered: {unit}? (Enter: not told)", unit=one_line(unit)))
            for unit in units
        )
        return [(value, unit) for unit, question in asked if (value := self._number(question)) is not None]

    def _unpromised(self) -> list[tuple[Number, str]]:
        value = self._number(say("A number, where there is one (Enter: none)"))
        if value is None:
            return []
        return [(value, ask.needed(self.words, say("Of what?")))]

    def _number(self, question: Message) -> Number | None:
        from medlofte.store.outcome_table import number

        while True:
            typed = self._line(question)
            if not typed or (value := number(typed)) is not None:
                return value if typed else None
            self.session.note(say("write figures, such as 40 or 2,5"))

    def _text(self) -> str:
        """The words of whoever reports, on a line or in an editor."""
        while True:
            typed = self._line(say("What is told, word for word? (Enter: write it in an editor)"))
            try:
                if text := typed or ask.edit("").strip():
                    return text
            except UsageError as error:
                complain(self.words, error)
                continue
            self.session.note(say("an outcome needs words; b goes back"))

    def _line(self, question: Message) -> str:
        """One line, which may be empty; b goes back."""
        typed = ask.line(self.words, question)
        if typed.lower() == _BACK:
            raise ask.BackError
        return typed
