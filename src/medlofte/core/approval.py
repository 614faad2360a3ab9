"""Whether a text is approved: each sign-off judged, then all that must have signed.

A sign-off counts for one text alone; its person is to sign that text, holds the office on the day, and a key that the
list of signatories gives to nobody else. Every list that a sign-off which holds by itself names must bear out every
other: so each signature vouches for the keys of all.
"""

from collections.abc import Iterable, Iterator, Sequence

from medlofte.core.control_code import control_code
from medlofte.core.roster import judge_roster
from medlofte.message import Message, say, say_n
from medlofte.model.approval import Approval, Held, Judged, Rosters, Seat, Standing, Text
from medlofte.model.party import Signatory
from medlofte.model.release import Signer
from medlofte.model.signatories import Signatories
from medlofte.model.signoff import Answer, Elsewhere, Method, SignOff, seat_in
from medlofte.model.source import Origin


def approval(text: Text, held: Sequence[Held], rosters: Rosters, parties: int) -> Approval:
    """Judge all sign-offs of one release.

    Args:
        text: The text as it stands.
        held: Every sign-off that lies with it.
        rosters: The lists of signatories.
        parties: How many different parties must have signed.
    """
    lists = tuple(_lists(text, held, rosters))
    judged = sorted((judge(item, text, rosters, lists) for item in held), key=_rank)
    seats = tuple(_seat(signatory, text, judged) for signatory in text.agreement.signatory)
    seated = {(signatory.party, signatory.person) for signatory in text.agreement.signatory}
    stray = tuple(item for item in judged if seat_in(item.held.path) not in seated)
    missing = tuple(said for seat in seats for said in _missing(seat))
    return Approval(seats, missing, tuple(_obstacles(text, seats, max(parties, 1))), stray)


def judge(held: Held, text: Text, rosters: Rosters, lists: Iterable[Signatories]) -> Judged:
    """What one sign-off amounts to.

    Args:
        held: The sign-off.
        text: The text it should be about.
        rosters: The lists of signatories by digest.
        lists: Those that it must hold under.
    """
    signoff = held.signoff
    if signoff is None:
        return Judged(held, Standing.REFUSED, say("it cannot be read, or is not written in the one form"))
    if signoff.text_sha256 != text.sha256 and not _misplaced(held.path, signoff, text):
        return Judged(held, Standing.OTHER_TEXT, say("it is for another text"))
    seat = _seat_of(signoff, text)
    own = rosters.own or rosters.by_digest.get(signoff.signatories_sha256)
    why = _wrong(held, signoff, text, seat) or _unlisted(held, signoff, seat, own, lists, text)
    if why is not None or seat is None:
        return Judged(held, Standing.REFUSED, why)
    standing = Standing.APPROVED if signoff.decision is Answer.APPROVE else Standing.DECLINED
    return Judged(held, standing, None, _signer(held, signoff, seat, own, text))


def _lists(text: Text, held: Sequence[Held], rosters: Rosters) -> Iterator[Signatories]:
    """The lists that every sign-off about this text must hold under: those named by what holds by itself."""
    if rosters.own is not None:
        yield rosters.own
        return
    alone = (judge(item, text, rosters, ()) for item in held if item.key)
    named = {item.held.signoff.signatories_sha256 for item in alone if item.signer and item.held.signoff}
    yield from (rosters.by_digest[digest] for digest in sorted(named) if digest in rosters.by_digest)


def _wrong(held: Held, signoff: SignOff, text: Text, seat: Signatory | None) -> Message | None:
    """What is wrong with a sign-off by itself."""
    if (why := _misplaced(held.path, signoff, text)) is not None:
        return why
    if signoff.control_code != control_code(text.sha256):
        return say("its control code is not that of the text")
    if signoff.supersedes_sha256 != text.supersedes:
        return say("it names another text as the one that is superseded")
    if seat is None:
        return say(
            "'{person}' is not to sign this text for '{party}'", person=signoff.person, party=signoff.party
        )
    if signoff.office != seat.office:
        return say("it names the office '{office}', the text another", office=signoff.office)
    if (why := _untold(signoff)) is not None or held.key:
        return why
    if held.has_signature:
        return say("its signature is not one over these bytes")
    if _needs_no_key(signoff) and text.agreement.provenance.of is Origin.ORIGINAL:
        return say(
            "a note that nobody has signed counts for a text that is retold or copied, and not for this one"
        )
    return None if _needs_no_key(signoff) else say("no signature lies beside it")


def _untold(signoff: SignOff) -> Message | None:
    """What a record must tell of a signature made elsewhere; one made here tells of no other."""
    told = signoff.elsewhere or Elsewhere()
    if signoff.method is Method.KEY:
        return say("it tells of two signatures") if signoff.elsewhere is not None else None
    if signoff.method is Method.NOTED:
        return (
            None if told.source and told.signed_on else say("it is only noted and names no source or no day")
        )
    if not (told.signed_on and told.recorded_by and told.kept_at):
        return say("it does not tell who recorded the signature, its day, and where the original is kept")
    if signoff.method is Method.E_SERVICE and not told.service:
        return say("it does not tell in which e-service it was signed")
    return None


def _needs_no_key(signoff: SignOff) -> bool:
    """Whether it rests on its source alone, and on nobody's word."""
    told = signoff.elsewhere
    return signoff.method is Method.NOTED and (told is None or not told.recorded_by)


def _misplaced(path: str, signoff: SignOff, text: Text) -> Message | None:
    """What shows that it was made for another place than the one it lies in."""
    if seat_in(path) != (signoff.party, signoff.person):
        return say("its file name is not that of the person and party it speaks of")
    if (signoff.agreement, signoff.release) != (text.name, text.number):
        return say(
            "it is for {agreement} r{release}, not for {name} r{number}",
            agreement=signoff.agreement,
            release=signoff.release,
            name=text.name,
            number=text.number,
        )
    return None


def _unlisted(
    held: Held,
    signoff: SignOff,
    seat: Signatory | None,
    own: Signatories | None,
    lists: Iterable[Signatories],
    text: Text,
) -> Message | None:
    """What the lists of signatories have against it; what is noted rests on its source alone."""
    if signoff.method is Method.NOTED and not held.key:
        return None
    if seat is None:
        return None
    if own is None:
        return say("the list of signatories that it names is not here")
    series = text.name.rpartition("/")[0]
    if (why := judge_roster(signoff, held.key, seat, own, series)) is not None:
        return why
    for other in lists:
        if other is not own and judge_roster(signoff, held.key, seat, other, series) is not None:
            return say("the list that another signatory signed under does not bear it out")
    return None


def _signer(held: Held, signoff: SignOff, seat: Signatory, own: Signatories | None, text: Text) -> Signer:
    """The decision as it is told: names come from the list, never from the sign-off."""
    names = {person.id: person.name for person in own.person} if own else {}
    parties = {party.id: party.name for party in text.agreement.party}
    told = signoff.elsewhere
    recorder = (
        next((item for item in own.recorder if told and item.person == told.recorded_by), None)
        if own
        else None
    )
    return Signer(
        party=seat.party,
        person=seat.person,
        name=names.get(seat.person, seat.name),
        party_name=parties.get(seat.party, seat.party),
        office=seat.office,
        method=signoff.method,
        on=told.signed_on if told and told.signed_on else signoff.moment.date(),
        key=held.key,
        recorder=names.get(told.recorded_by, told.recorded_by) if told else "",
        recorder_party=parties.get(recorder.party, recorder.party) if recorder else "",
        service=told.service if told else "",
        kept_at=told.kept_at if told else "",
        case_number=told.case_number if told else "",
        source=told.source if told else "",
        decision=signoff.decision,
    )


def _seat_of(signoff: SignOff, text: Text) -> Signatory | None:
    wanted = (signoff.party, signoff.person)
    return next((item for item in text.agreement.signatory if (item.party, item.person) == wanted), None)


def _seat(signatory: Signatory, text: Text, judged: Sequence[Judged]) -> Seat:
    """One seat with the newest decision that counts; a refused one never hides it."""
    mine = [item for item in judged if seat_in(item.held.path) == (signatory.party, signatory.person)]
    counts = [item for item in mine if item.standing in (Standing.APPROVED, Standing.DECLINED)]
    chosen = counts[-1] if counts else None
    names = {party.id: party.name for party in text.agreement.party}
    overruled = say("another answer of the same person counts for more")
    problems = tuple(
        Judged(item.held, Standing.REFUSED, overruled) if item in counts else item
        for item in mine
        if item is not chosen
    )
    return Seat(signatory, names.get(signatory.party, signatory.party), chosen, problems)


def _rank(item: Judged) -> tuple[int, float, bool, str]:
    """What counts for more stands last: a key, then a word that is signed, then any; the later; the no.

    Only what is signed decides; the number in a file name is no part of that.
    """
    signoff = item.held.signoff
    if signoff is None:
        return 0, 0.0, False, item.held.path
    weight = bool(item.held.key) + (signoff.method is Method.KEY)
    return weight, signoff.time.timestamp(), signoff.decision is Answer.DECLINE, item.held.path


def _obstacles(text: Text, seats: Sequence[Seat], parties: int) -> Iterator[Message]:
    agreement = text.agreement
    if not seats:
        yield say("the text names nobody who signs it")
    elif agreement.provenance.of is Origin.ORIGINAL:
        seated = {seat.signatory.party for seat in seats}
        unbound = tuple(party.name for party in agreement.party if party.id not in seated)
        if unbound:
            yield say("nobody signs for {parties}, who stand as parties in the text", parties=unbound)
    signers = [seat.judged.signer for seat in seats if seat.approved and seat.judged and seat.judged.signer]
    if len({item.person for item in signers}) < len(signers):
        yield say("one person has signed in two places")
    keys = [item.key for item in signers if item.method is Method.KEY]
    if len(set(keys)) < len(keys):
        yield say("two signatures are made with the same key")
    bound = len({item.party for item in signers})
    if bound < parties and all(seat.approved for seat in seats):
        yield say_n(
            "{bound} party has signed; the register demands {parties}",
            "{bound} parties have signed; the register demands {parties}",
            bound,
            bound=bound,
            parties=parties,
        )


def _missing(seat: Seat) -> Iterator[Message]:
    who = {
        "name": seat.signatory.name or seat.signatory.office or seat.signatory.party,
        "party": seat.party_name,
    }
    if not seat.signatory.person:
        yield say("a signatory for {party} has no id: write person = … in the text", party=seat.party_name)
    elif seat.judged is not None and seat.judged.standing is Standing.DECLINED:
        reason = seat.judged.held.signoff.reason if seat.judged.held.signoff else ""
        yield say("{name} ({party}) has declined: {reason}", reason=reason, **who)
    elif seat.judged is None:
        refused = [item for item in seat.problems if item.why is not None]
        if refused and refused[-1].why is not None:
            yield say("{name} ({party}) has not signed this text: {why}", why=refused[-1].why, **who)
        else:
            yield say("{name} ({party}) has not signed", **who)
