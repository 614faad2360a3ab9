"""The questions of ``new-period``: one old pledge at a time, with its history, and no default answer."""

import dataclasses
import os
import signal
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from medlofte.cli import ask
from medlofte.cli.session import Found, Session, colour, complain, width
from medlofte.errors import UsageError
from medlofte.message import Message, say
from medlofte.model.decision import Decision, Decisions, NewSignatory
from medlofte.model.pledge import Pledge, Target
from medlofte.model.record import Fate

if TYPE_CHECKING:
    from medlofte.core.renew import Plan

_FATES: Mapping[str, tuple[Fate, Message]] = {
    "k": (Fate.KEPT, say("kept as it is")),
    "c": (Fate.CHANGED, say("changed: opens an editor on the text")),
    "e": (Fate.EXTENDED, say("extended: the same pledge for a longer time")),
    "m": (Fate.MERGED, say("merged with others into one")),
    "s": (Fate.SPLIT, say("split into several")),
    "v": (Fate.MOVED, say("moved to another body or agreement")),
    "f": (Fate.FULFILLED, say("fulfilled, ends")),
    "d": (Fate.DROPPED, say("dropped")),
    "u": (Fate.UNDECIDED, say("leave undecided")),
}
_BACK, _STOP = "b", "q"
_OPTIONS = {letter: meaning for letter, (_, meaning) in _FATES.items()} | {
    _BACK: say("back to the one before"),
    _STOP: say("stop, and keep what I have"),
}
#: Fates whose reason may be left out; the others are asked until there is one.
_SELF_EVIDENT = frozenset({Fate.KEPT, Fate.EXTENDED, Fate.FULFILLED, Fate.UNDECIDED})


def interview(session: Session, plan: "Plan", found: Found) -> "Plan":
    """Ask for everything that has to be decided, and return the plan with the answers.

    Raises:
        KeyboardInterrupt: Ctrl-C; the answers so far are kept in a file that is named, the register is untouched.
    """
    talk = _Talk(session, plan, found)
    if hasattr(signal, "SIGHUP"):  # a closed terminal window is an interruption like Ctrl-C
        signal.signal(signal.SIGHUP, signal.default_int_handler)
    session.note(say("drafting {name} from {old}", name=plan.name, old=plan.old.name))
    try:
        talk.pledges()
        talk.signatories()
    except (KeyboardInterrupt, EOFError):
        keep(session, plan.name, talk.decisions())
        raise KeyboardInterrupt from None
    return dataclasses.replace(plan, decisions=talk.decisions())


class _Talk:
    """One interview: the answers so far, and where it stands."""

    def __init__(self, session: Session, plan: "Plan", found: Found) -> None:
        from medlofte.core.history import lives
        from medlofte.core.outcomes import told

        self.session, self.words, self.plan = session, session.words, plan
        self.old = plan.old.agreement
        self.outcomes = told(self.old, found.register.document(found.name).reports)
        self.lives = lives(found.name, found.register)
        self.answers: dict[str, Decision] = {}
        self.new: dict[str, Pledge] = {}
        self.signing: list[NewSignatory] = []

    def decisions(self) -> Decisions:
        """The answers as a decisions file would hold them."""
        decided = tuple(answer for answer in self.answers.values() if answer.fate is not Fate.UNDECIDED)
        return Decisions(
            of=self.plan.old.name,
            decision=decided,
            new=tuple(self.new.values()),
            signatory=tuple(self.signing),
        )

    def pledges(self) -> None:
        """Every old pledge in turn; back and stop are always open."""
        at, stopped = 0, False
        while at < len(self.old.pledge) and not stopped:
            pledge = self.old.pledge[at]
            self._show(at, pledge)
            letter = ask.choice(self.words, say("What becomes of it?"), _OPTIONS)
            if letter == _STOP:
                stopped = True
            elif letter == _BACK:
                at = max(0, at - 1)
            elif self._answered(pledge, _FATES[letter][0]):
                at += 1

    def _answered(self, pledge: Pledge, fate: Fate) -> bool:
        """Ask what the fate needs; False where the user goes back or the editor fails: then it is asked again."""
        try:
            self.answers[pledge.id] = self._decided(pledge, fate)
        except ask.BackError:
            return False
        except UsageError as error:
            complain(self.words, error)
            return False
        return True

    def _show(self, at: int, pledge: Pledge) -> None:
        from medlofte.view.question import question

        self.session.warn(
            question(
                pledge,
                at + 1,
                len(self.old.pledge),
                self.lives.get(pledge.id, ()),
                self.outcomes.get(pledge.id, ()),
                self.words,
                width=width(),
                colour=colour(),
            )
        )

    def _decided(self, pledge: Pledge, fate: Fate) -> Decision:
        answer = Decision(pledge=pledge.id, fate=fate)
        if fate is Fate.CHANGED:
            answer = replace(answer, text=self._edited(pledge), target=self._numbers(pledge))
        elif fate in (Fate.MERGED, Fate.SPLIT):
            answer = replace(answer, into=self._heirs(pledge, fate))
        elif fate is Fate.MOVED:
            answer = replace(
                answer, to=ask.needed(self.words, say("Where to (an agreement, a body, a programme)?"))
            )
        if fate in _SELF_EVIDENT:
            return answer
        return replace(answer, reason=ask.needed(self.words, say("Why? (it is published with the pledge)")))

    def _edited(self, pledge: Pledge) -> str:
        text = ask.edit(pledge.text.strip("\n"))
        if not text.strip():
            raise UsageError(
                say("a pledge without text is none"), hint=say("write the text, or choose dropped")
            )
        return "" if text == pledge.text.strip("\n") else text

    def _numbers(self, pledge: Pledge) -> tuple[Target, ...] | None:
        """The numbers of a changed pledge; None where all stay as they are."""
        from medlofte.store.outcome_table import number

        kept: list[Target] = []
        for target in pledge.target:
            question = say("Number of '{unit}' now? (Enter: as before, - takes it away)", unit=target.unit)
            while True:
                typed = ask.needed(self.words, question, proposal=str(target.value))
                if typed == "-":
                    break
                if (value := number(typed)) is not None:
                    kept.append(replace(target, value=value, printed=""))
                    break
                self.session.note(say("write figures, such as 40 or 2,5"))
        same = [target.value for target in kept] == [target.value for target in pledge.target]
        return None if same else tuple(kept)

    def _heirs(self, pledge: Pledge, fate: Fate) -> tuple[str, ...]:
        """Ids to go into; those that do not exist yet are described at once."""
        known = [other.id for other in self.old.pledge]
        for name in known:
            self.session.warn(f"  {name}\n")
        while True:
            typed = ask.needed(self.words, say("Into which ids? Old ones or new, with blanks between"))
            heirs = tuple(dict.fromkeys(typed.replace(",", " ").split()))
            wrong = next((name for name in heirs if not _is_id(name)), None)
            if wrong is None and (len(heirs) > 1) == (fate is Fate.SPLIT):
                break
            self.session.note(
                say(
                    "write one id for a merger, two or more for a split: letters a–z, digits and hyphens; b goes back"
                )
            )
        for name in heirs:
            if name not in self.new and name not in known:
                self.session.note(say("'{id}' is new: its text opens in the editor", id=name))
                self.new[name] = self._new(name, pledge)
        return heirs

    def _new(self, name: str, like: Pledge) -> Pledge:
        """A new pledge with the area and owners of the one it comes from, and its text to start from."""
        text = ask.edit(like.text.strip("\n"))
        if not text.strip():
            raise UsageError(
                say("a pledge without text is none"), hint=say("write the text, or go back with b")
            )
        return Pledge(id=name, text=text, area=like.area, by=like.by)

    def signatories(self) -> None:
        """Who is to sign for each party; Enter leaves the place empty."""
        for party in self.old.party:
            name = ask.line(self.words, say("Who signs for {party}? (Enter: decide later)", party=party.name))
            if name:
                office = ask.line(self.words, say("Title of office, as it is to be printed"))
                self.signing.append(NewSignatory(party=party.id, name=name, office=office))


def keep(session: Session, name: str, decisions: Decisions) -> None:
    """Keep the answers outside the register, so that nothing is lost that somebody decided."""
    from medlofte.store.layout import dump

    if not decisions.decision and not decisions.signatory:
        return
    handle, path = tempfile.mkstemp(prefix=f"medlofte-{name.replace('/', '-')}-", suffix=".toml")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(dump(decisions))
    session.note(say("\nnothing was written; your answers are kept. Go on with:"))
    series, _, period = name.rpartition("/")
    session.warn(f"  medlofte new-period {series} {period} --decisions {Path(path)}\n")


def _is_id(name: str) -> bool:
    from medlofte.model.ref import is_segment

    return is_segment(name)
