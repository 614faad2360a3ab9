"""The act of signing: show the text, ask for its code, sign the bytes of a record, check them, write both files."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medlofte.cli import ask, files
from medlofte.cli.preview import preview
from medlofte.cli.review import Review, findings_of, reviewed
from medlofte.cli.session import Session
from medlofte.core.control_code import control_code, fault, first_group, same
from medlofte.core.plan import Wish, World, sign_obstacles, text_obstacles
from medlofte.core.roster import keys_in_force
from medlofte.errors import RefusedError, UsageError
from medlofte.message import Message, say, say_n
from medlofte.model.approval import Standing
from medlofte.model.party import Signatory
from medlofte.model.signatories import Signatories
from medlofte.model.signoff import Answer, Elsewhere, Method, SignOff
from medlofte.store import ssh
from medlofte.store.evidence import SIGNATURE, held_in, roster_name, rosters_in, sha256
from medlofte.store.git import Objects, alone
from medlofte.store.layout import dump
from medlofte.store.workspace import clear

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROSTER = "agreements/signatories.toml"


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


@dataclass(frozen=True, slots=True)
class Roster:
    """The list of signatories as it stands."""

    data: bytes
    content: Signatories | None


def sign(session: Session, request: Request) -> None:
    """Make one sign-off.

    Raises:
        RefusedError: Something stands in the way; nothing was written.
    """
    root = session.folder().root
    found = reviewed(session, request.ref)
    seat = _seat(found, request)
    roster = _roster(session)
    _refuse(session, _obstacles(session, found, request, seat, roster))
    key = _key(request, roster, session)
    preview(session, found)
    _ask_code(session, request, control_code(found.text.sha256))
    with alone(root):
        found = reviewed(session, request.ref)
        _refuse(session, _obstacles(session, found, request, seat, roster))
        clear(root, found.folder, _orphans(found))
        made = _made(session, found, request, seat, roster, key)
        title = f"Sign off {found.text.name} r{found.text.number}: {seat.person} for {seat.party}"
        if request.decline:
            title = title.replace("Sign off", "Decline", 1)
        files.create(session, made, title, commit=request.commit)
    _tell(session, request)


def _seat(found: Review, request: Request) -> Signatory:
    seat = next((item for item in found.agreement.signatory if item.person == request.person), None)
    if seat is None:
        known = tuple(item.person for item in found.agreement.signatory if item.person)
        raise UsageError(
            say("'{person}' is not to sign {name}", person=request.person, name=found.text.name),
            hint=say("those who are: {persons}", persons=known)
            if known
            else say("the text names nobody yet"),
        )
    return seat


def _roster(session: Session) -> Roster:
    listed = session.register().signatories()
    return Roster(listed.source, listed.signatories) if listed else Roster(b"", None)


def _obstacles(
    session: Session, found: Review, request: Request, seat: Signatory, roster: Roster
) -> "Iterable[Message]":
    """Everything that stands in the way, at once."""
    root = session.folder().root
    paths = [f"agreements/{found.text.name}.toml", *([_ROSTER] if request.holder else [])]
    world = World(Objects(root).differing(root, paths))
    findings = () if request.decline else findings_of(found)
    yield from text_obstacles(found.text, findings, world, method=request.method)
    told = request.elsewhere
    wish = Wish(seat, request.method, request.holder, request.decline, told.signed_on if told else None)
    released = found.release is not None
    yield from sign_obstacles(
        found.text, found.approval, wish, roster.content, session.now.date(), released=released
    )


def _refuse(session: Session, obstacles: "Iterable[Message]") -> None:
    """Refuse with every obstacle, one a line; go on where there is none."""
    found = list(obstacles)
    for obstacle in found:
        session.note(say("- {obstacle}", obstacle=obstacle))
    if found:
        raise RefusedError(
            say_n("not signed: {count} obstacle", "not signed: {count} obstacles", len(found)),
            hint=say("mend what is listed above, then run the same command again; nothing was written"),
        )


def _key(request: Request, roster: Roster, session: Session) -> tuple[Path | None, str]:
    """Where the key is kept (no file: in the agent), and its public half.

    Raises:
        RefusedError: No key that the list holds is at hand.
    """
    if not request.holder or roster.content is None:
        return None, ""
    entries = keys_in_force(request.holder, roster.content, session.now.date())
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
                roster=_ROSTER,
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


def _ask_code(session: Session, request: Request, code: str) -> None:
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
            hint=say(
                "what was read or signed is not this text, whose code begins {group}", group=first_group(code)
            ),
        )


def _orphans(found: Review) -> list[str]:
    """Signatures whose record was never written, since the command was stopped between the two."""
    return [
        path
        for path in found.files
        if path.endswith(SIGNATURE) and path.removesuffix(SIGNATURE) not in found.files
    ]


def _made(
    session: Session,
    found: Review,
    request: Request,
    seat: Signatory,
    roster: Roster,
    key: tuple[Path | None, str],
) -> dict[str, bytes]:
    """The files of the sign-off; the record last, since it is what makes one.

    Raises:
        RefusedError: What was signed does not count, so that nothing is written.
    """
    record = dump(_record(session, found, request, seat, roster)).encode()
    path = _free_path(found, seat)
    made = {path: record}
    if request.holder:
        if key[1].startswith("sk-"):
            session.note(say("touch your key when it blinks"))
        made = {
            roster_name(roster.data): roster.data,
            path + SIGNATURE: ssh.sign(record, *key),
            path: record,
        }
    seen = {**found.files, **made}
    held = next(item for item in held_in({name: seen[name] for name in made}) if item.path == path)
    rosters = {**found.rosters, **rosters_in(made)}
    approval = found.judged_with(held, rosters)
    mine = next(item for item in approval.seats if item.signatory == seat)
    wanted = Standing.DECLINED if request.decline else Standing.APPROVED
    if mine.judged is None or mine.judged.held != held or mine.judged.standing is not wanted:
        why = next((item.why for item in mine.problems if item.held == held and item.why), None)
        raise RefusedError(
            say("not signed: {why}", why=why or say("an earlier answer counts for more")),
            hint=say(
                "nothing was written; see how things stand with: medlofte sign-off {name} --status",
                name=found.text.name,
            ),
        )
    return {f"{found.folder}/{name}": data for name, data in made.items() if found.files.get(name) != data}


def _record(session: Session, found: Review, request: Request, seat: Signatory, roster: Roster) -> SignOff:
    return SignOff(
        type="medlofte/sign-off",
        version=1,
        agreement=found.text.name,
        release=found.text.number,
        text_sha256=found.text.sha256,
        control_code=control_code(found.text.sha256),
        supersedes_sha256=found.text.supersedes,
        signatories_sha256=sha256(roster.data) if request.holder else "",
        person=seat.person,
        party=seat.party,
        office=seat.office,
        decision=Answer.DECLINE if request.decline else Answer.APPROVE,
        reason=request.reason,
        method=request.method,
        time=session.now,
        elsewhere=request.elsewhere,
    )


def _free_path(found: Review, seat: Signatory) -> str:
    stem = f"signoffs/{seat.party}.{seat.person}"
    number = 1
    while (path := f"{stem}.toml" if number == 1 else f"{stem}.{number}.toml") in found.files:
        number += 1
    return path


def _tell(session: Session, request: Request) -> None:
    found = reviewed(session, request.ref)
    missing = [seat.signatory.name for seat in found.approval.seats if not seat.approved]
    if missing:
        session.note(say("Still missing: {names}", names=tuple(missing)))
    elif found.approval.complete:
        session.note(say("Everybody has signed. Next: medlofte release {name}", name=found.text.name))
