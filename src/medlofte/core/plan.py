"""What stands in the way of signing or releasing a text: everything at once."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medlofte.core.roster import holds_office, judge_roster, keys_in_force, may_record
from medlofte.message import Message, say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.approval import Approval, Judged, Standing, Text
from medlofte.model.finding import Finding, Severity
from medlofte.model.party import Signatory
from medlofte.model.signatories import Signatories
from medlofte.model.signoff import Elsewhere, Method
from medlofte.model.source import Origin


@dataclass(frozen=True, slots=True)
class World:
    """What git and the disk say of a text.

    Attributes:
        uncommitted: Files whose bytes git does not hold yet.
        identity: Whether git knows who commits.
        tag: The release that the tag of this number names already; empty where there is no such tag.
        roster: The list of signatories as it stands; None where there is none that can be read.
        now: The moment of the release.
    """

    uncommitted: tuple[str, ...] = ()
    identity: bool = True
    tag: str = ""
    roster: Signatories | None = None
    now: dt.datetime | None = None


def text_obstacles(
    text: Text, findings: Sequence[Finding], world: World, *, signing: Method | None
) -> Iterator[Message]:
    """Why nobody can sign a text as it stands, in this way; or release it, where ``signing`` is None."""
    for file in world.uncommitted:
        yield say("{file} is not committed as it stands", file=file)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        yield say_n("check finds {count} error", "check finds {count} errors", len(errors))
    if text.agreement.provenance.of is not Origin.ORIGINAL and signing not in (None, Method.NOTED):
        yield say(
            "the text is retold or copied, so it is not the text that is signed; its signatures can be noted"
        )
    if not text.agreement.signatory:
        yield say("the text names nobody who signs it")
    yield from _amendment(text.agreement, text.number)


@dataclass(frozen=True, slots=True)
class Wish:
    """The sign-off that somebody wants to make.

    Attributes:
        seat: The signatory of the text.
        method: By what means.
        holder: Id of the person whose key signs the record; empty where none does.
        decline: Whether the answer is no.
        elsewhere: What is told of a signature made elsewhere.
    """

    seat: Signatory
    method: Method
    holder: str
    decline: bool
    elsewhere: Elsewhere | None


def sign_obstacles(
    text: Text,
    approval: Approval,
    wish: Wish,
    roster: Signatories | None,
    today: dt.date,
    *,
    released: bool,
) -> Iterator[Message]:
    """Why this person cannot sign this text in this way today."""
    if released:
        yield say("this very text is released already, as r{number}", number=text.number)
    taken = next((seat.judged for seat in approval.seats if seat.signatory == wish.seat), None)
    if taken is not None and _says_all(taken, wish):
        yield say("{name} has answered so already", name=wish.seat.name)
    if not wish.holder:
        if text.agreement.provenance.of is Origin.ORIGINAL:
            yield say(
                "a note on a text that is neither retold nor copied needs somebody's word: add --recorded-by"
            )
        return
    if roster is None:
        yield say("the list of signatories is missing or cannot be read")
        return
    series, told = text.name.rpartition("/")[0], wish.elsewhere
    if wish.method is not Method.NOTED:
        day = told.signed_on if told and told.signed_on else today
        why = holds_office(wish.seat, roster, series, day)
        yield from () if why is None else (why,)
    if told is not None:
        why = may_record(wish.holder, wish.seat.person, roster, series, today)
        yield from () if why is None else (why,)
    if not keys_in_force(wish.holder, roster, today):
        yield say("the list of signatories holds no key of '{person}' for today", person=wish.holder)


def _says_all(taken: Judged, wish: Wish) -> bool:
    """Whether what lies there says all that the new one would: a key says more than somebody's word.

    Of two words about one signature made elsewhere, the later may correct the earlier.
    """
    signoff = taken.held.signoff
    if signoff is None or (taken.standing is Standing.DECLINED) != wish.decline:
        return False
    return signoff.method is Method.KEY or (
        wish.method is not Method.KEY and signoff.elsewhere == wish.elsewhere
    )


def release_obstacles(
    text: Text, approval: Approval, findings: Sequence[Finding], world: World
) -> Iterator[Message]:
    """Why a text cannot be released."""
    yield from text_obstacles(text, findings, world, signing=None)
    if text.agreement.signatory:
        yield from (*approval.missing, *approval.obstacles)
    for item in approval.stray:
        if item.why is not None and item.standing is not Standing.OTHER_TEXT:
            yield say("{file}: {why}", file=item.held.path, why=item.why)
    yield from _outdated(text, approval, world.roster)
    for held in approval.counted:
        if world.now is not None and held.signoff is not None and held.signoff.time > world.now:
            yield say("{file} tells a time that lies ahead", file=held.path)
    if not world.identity:
        yield say("git does not know who you are: set user.name and user.email")
    if world.tag:
        yield say("the tag {tag} is taken by something else", tag=world.tag)


def _outdated(text: Text, approval: Approval, roster: Signatories | None) -> Iterator[Message]:
    """Signatures that counted when they were made, and that the list of today does not bear out: a key was lost."""
    for seat in approval.seats:
        held = seat.judged.held if seat.approved and seat.judged else None
        if held is None or held.signoff is None or not held.key:
            continue
        if roster is None:
            yield say("the list of signatories is missing or cannot be read")
            return
        series = text.name.rpartition("/")[0]
        if (why := judge_roster(held.signoff, held.key, seat.signatory, roster, series)) is not None:
            yield say(
                "by the list of signatories as it stands, {file} does not count: {why}",
                file=held.path,
                why=why,
            )


def _amendment(agreement: Agreement, number: int) -> Iterator[Message]:
    if len(agreement.amendment) < number - 1:
        yield say(
            "a later release of the same period says what it changes: add [[amendment]] with date, reason and text"
        )
