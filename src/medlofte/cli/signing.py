"""The act of signing: show the text, ask for its code, sign the bytes of a record, check them, write both files."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medlofte.cli import files
from medlofte.cli.asking import Request, ask_code, key_of
from medlofte.cli.preview import preview
from medlofte.cli.review import Review, findings_of, reviewed
from medlofte.cli.session import Session
from medlofte.core.control_code import control_code
from medlofte.core.plan import Wish, World, sign_obstacles, text_obstacles
from medlofte.errors import RefusedError, UsageError
from medlofte.message import Message, say, say_n
from medlofte.model.approval import Standing
from medlofte.model.party import Signatory
from medlofte.model.ref import parse_ref
from medlofte.model.signatories import Signatories
from medlofte.model.signoff import SignOff
from medlofte.store import ssh
from medlofte.store.git import Objects, alone
from medlofte.store.layout import dump
from medlofte.store.signoffs import SIGNATURE, held_in, roster_name, rosters_in
from medlofte.store.source import SIGNATORIES, sha256
from medlofte.store.workspace import clear

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Roster:
    """The list of signatories as it stands."""

    data: bytes
    content: Signatories | None


def sign(session: Session, request: Request) -> None:
    """Make one sign-off; or commit the one that a run made which was stopped before it could.

    Raises:
        RefusedError: Something stands in the way; nothing was written.
    """
    _only_as_it_stands(request.ref)
    root = session.folder().root
    found = reviewed(session, request.ref)
    seat = _seat(found, request)
    if _finished(session, request, found, seat):
        _tell(session, request)
        return
    roster = _roster(session)
    _refuse(session, found.text.name, _obstacles(session, found, request, seat, roster))
    key = key_of(request, roster.content, session)
    preview(session, found)
    ask_code(session, request, control_code(found.text.sha256))
    with alone(root):
        found, roster = _as_it_was_read(session, request, found), _roster(session)
        _refuse(session, found.text.name, _obstacles(session, found, request, seat, roster))
        clear(root, found.folder, _orphans(found))
        made = _made(session, found, request, seat, roster, key)
        title = _title(found, request, seat)
        files.create(session, made, title, commit=request.commit, finishes=True)
    _tell(session, request)


def _only_as_it_stands(ref: str) -> None:
    revision = parse_ref(ref).revision
    if revision:
        raise UsageError(
            say("only the text as it stands is signed, not one of another revision"),
            hint=say("leave out @{revision}", revision=revision),
        )


def _as_it_was_read(session: Session, request: Request, read: Review) -> Review:
    """The document once more, now that nobody else signs or releases.

    Raises:
        RefusedError: It is another text than the one that was shown.
    """
    found = reviewed(session, request.ref)
    if (found.text.sha256, found.text.number) != (read.text.sha256, read.text.number):
        raise RefusedError(
            say("{name} was changed while you read it", name=found.text.name),
            hint=say("nothing was written; run the same command again and read the text as it is now"),
        )
    return found


def _title(found: Review, request: Request, seat: Signatory) -> str:
    verb = "Decline" if request.decline else "Sign off"
    if request.elsewhere is not None:
        verb = "Record a no to" if request.decline else "Record a signature of"
    by = f", by {request.holder}" if request.elsewhere is not None and request.holder else ""
    return f"{verb} {found.text.name} r{found.text.number}: {seat.person} for {seat.party}{by}"


def _finished(session: Session, request: Request, found: Review, seat: Signatory) -> bool:
    """Whether this very answer lay there without a commit, and has got one now."""
    root = session.folder().root
    if not files.is_wanted(session, commit=request.commit) or not _uncommitted(root, found, request, seat):
        return False
    with alone(root):
        found = reviewed(session, request.ref)
        clear(root, found.folder, ())
        left = _uncommitted(root, found, request, seat)
        if left:
            files.put_into_git(session, left, _title(found, request, seat))
    return bool(left)


def _uncommitted(root: Path, found: Review, request: Request, seat: Signatory) -> list[str]:
    """The files of this very answer, where they are written and git does not hold them all."""
    judged = next(item.judged for item in found.approval.seats if item.signatory == seat)
    signoff = judged.held.signoff if judged is not None else None
    if judged is None or signoff is None:
        return []
    if (signoff.method, signoff.decision, signoff.elsewhere) != (
        request.method,
        request.answer,
        request.elsewhere,
    ):
        return []
    path = judged.held.path
    names = [path, path + SIGNATURE, f"signatories/{signoff.signatories_sha256[:16]}.toml"]
    return list(Objects(root).differing(root, [f"{found.folder}/{name}" for name in names]))


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
    paths = [f"agreements/{found.text.name}.toml", *([SIGNATORIES] if request.holder else [])]
    world = World(Objects(root).differing(root, paths))
    findings = () if request.decline else findings_of(found)
    yield from text_obstacles(found.text, findings, world, signing=request.method)
    wish = Wish(seat, request.method, request.holder, request.decline, request.elsewhere)
    released = found.release is not None
    yield from sign_obstacles(
        found.text, found.approval, wish, roster.content, session.now.date(), released=released
    )


def _refuse(session: Session, name: str, obstacles: "Iterable[Message]") -> None:
    """Refuse with every obstacle, one a line; go on where there is none."""
    found = list(obstacles)
    session.note_each(found)
    if found:
        raise RefusedError(
            say_n("not signed: {count} obstacle", "not signed: {count} obstacles", len(found)),
            hint=say(
                "nothing was written; see how things stand with: medlofte sign-off {name} --status", name=name
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
    there = {name: data for name, data in found.files.items() if name not in _orphans(found)}
    return {f"{found.folder}/{name}": data for name, data in made.items() if there.get(name) != data}


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
        decision=request.answer,
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
    seats = found.approval.seats
    declined = [seat.signatory.name for seat in seats if seat.judged and not seat.approved]
    missing = [seat.signatory.name for seat in seats if not seat.judged]
    if declined:
        session.note(say("Declined: {names}", names=tuple(declined)))
    if missing:
        session.note(say("Still missing: {names}", names=tuple(missing)))
    elif found.approval.complete:
        session.note(say("Everybody has signed. Next: medlofte release {name}", name=found.text.name))
