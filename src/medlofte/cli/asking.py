"""What a sign-off needs of the person at the keyboard: a key that the list holds, and the code from the text."""

from dataclasses import dataclass
from pathlib import Path

from medlofte.cli import ask
from medlofte.cli.session import Session
from medlofte.core.control_code import fault, same
from medlofte.core.roster import keys_in_force
from medlofte.errors import RefusedError, UsageError
from medlofte.message import say
from medlofte.model.signatories import Signatories
from medlofte.model.signoff import Answer, Elsewhere, Method
from medlofte.store import ssh
from medlofte.store.source import SIGNATORIES


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for."""

    ref: str
    person: str
    method: Method
    key: str
    code: str
    decline: bool
    reason: str
    elsewhere: Elsewhere | None
    commit: bool

    @property
    def holder(self) -> str:
        """Whose key signs the record; empty where none does."""
        return self.person if self.elsewhere is None else self.elsewhere.recorded_by

    @property
    def answer(self) -> Answer:
        """What the person says."""
        return Answer.DECLINE if self.decline else Answer.APPROVE


def key_of(request: Request, roster: Signatories | None, session: Session) -> tuple[Path | None, str]:
    """Where the key is kept (no file: in the agent), and its public half.

    Raises:
        RefusedError: No key that the list holds is at hand.
    """
    if not request.holder or roster is None:
        return None, ""
    entries = keys_in_force(request.holder, roster, session.now.date())
    listed = [" ".join(entry.public.split()[:2]) for entry in entries]
    if request.key and request.key != "agent":
        file = Path(request.key).expanduser()
        public = ssh.public_of(file)
        if public in listed:
            return file, public
        raise RefusedError(
            say(
                "{file} is no key that {roster} lists for '{person}'",
                file=request.key,
                roster=SIGNATORIES,
                person=request.holder,
            ),
            hint=say("use the key that is listed, or have this one added and committed first"),
        )
    own = ssh.own_key(listed, agent_only=request.key == "agent")
    if own is None:
        raise RefusedError(
            say(
                "no key of '{person}' is at hand, neither under ~/.ssh nor in the agent",
                person=request.holder,
            ),
            hint=say("name the file of the private key with --key FILE"),
        )
    return own


def ask_code(session: Session, request: Request, code: str) -> None:
    """The code from the text that was read: its first group, or all of it from a page signed elsewhere.

    Raises:
        RefusedError: It is another one.
        UsageError: It is needed and nobody is there to type it.
    """
    if request.method is Method.NOTED:
        return
    whole = request.elsewhere is not None
    typed = request.code
    if not typed:
        if not ask.interactive():
            raise UsageError(
                say("the control code of the text is needed"),
                hint=say("add: --code CODE, as it stands on the text"),
            )
        question = (
            say("The control code on the signed page")
            if whole
            else say("The first group of the control code")
        )
        typed = ask.line(session.words, question)
    wrong = fault(typed) if whole else None
    if wrong is not None:
        raise RefusedError(
            wrong, hint=say("type all of it, as it stands on the signed page; nothing was written")
        )
    if not same(typed, code):
        raise RefusedError(
            say("that is the code of another text"),
            hint=say("what was read or signed is not the text that stands here; get that one, and read it"),
        )
