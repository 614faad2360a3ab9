"""Verify one release: numbered steps, each yes, no or not checked, and what was not checked at all.

The same for a tag and for a bundle: it sees bytes and what they decode to, never where they came from. What git may
have done (moved a tag, rewritten history) is a step of its own and never makes bad evidence good.
"""

from collections.abc import Iterator

from medlofte.core.approval import approval
from medlofte.core.control_code import control_code
from medlofte.core.public_key import public_key
from medlofte.core.verify_files import contents, file_steps
from medlofte.core.verify_tag import tag_steps
from medlofte.message import Argument, Message, say, say_n
from medlofte.model.approval import Approval, Rosters, Seat, Standing, Text
from medlofte.model.evidence import Answer, Evidence, Outcome, Step, Verdict
from medlofte.model.release import Release, Signer
from medlofte.model.signatories import KeyStatus, Signatories
from medlofte.model.signoff import Method

_NO, _YES, _OPEN = Answer.NO, Answer.YES, Answer.UNCHECKED


def verify(evidence: Evidence, own: Signatories | None = None) -> Verdict:
    """Verify a release.

    Args:
        evidence: What it shows of itself.
        own: The reader's own list of signatories, to judge by instead of those in the release.
    """
    steps = list(file_steps(evidence))
    approved = _approval(evidence, own)
    if approved is not None and evidence.release is not None:
        steps += contents(evidence, approved, own=own is not None)
        steps += _signatures(approved)
        steps.append(_parties(approved, evidence.release))
        steps += _before(evidence, evidence.release, approved)
        steps += _late(evidence.release, approved)
    elif evidence.whole:
        steps.append(Step(_NO, say("agreement.toml is an agreement that can be read")))
    else:
        steps.append(
            Step(_OPEN, say("who has signed: asked only of files that are those that were released"))
        )
    if evidence.tag is not None:
        steps += tag_steps(evidence, evidence.tag)
        steps += _lost(evidence.tag.roster, approved)
    unchecked = tuple(_unchecked(evidence, own, approved))
    signers = approved.signers if approved else ()
    return Verdict(
        evidence.name, evidence.number, tuple(steps), unchecked, signers, _outcome(steps, approved)
    )


def _outcome(steps: list[Step], approved: Approval | None) -> Outcome:
    if approved is None or not approved.complete or any(step.answer is _NO for step in steps):
        return Outcome.FAILS
    return Outcome.RECORDED if approved.recorded else Outcome.HOLDS


def _approval(evidence: Evidence, own: Signatories | None) -> Approval | None:
    release = evidence.release
    digest = evidence.digests.get("agreement.toml")
    if release is None or evidence.agreement is None or digest is None:
        return None
    text = Text(evidence.name, evidence.number, evidence.agreement, digest, release.supersedes_sha256)
    return approval(text, evidence.held, Rosters(evidence.rosters, own), release.parties)


def _signatures(approved: Approval) -> Iterator[Step]:
    for seat in approved.seats:
        yield _seat(seat)
    for item in approved.stray:
        if item.standing is not Standing.OTHER_TEXT:
            why = (item.why,) if item.why else ()
            yield Step(_NO, say("{file} is a sign-off of this text", file=item.held.path), why)


def _seat(seat: Seat) -> Step:
    who = {"name": seat.signatory.name, "party": seat.party_name}
    judged = seat.judged
    if judged is None or judged.signer is None:
        why = tuple(item.why for item in seat.problems if item.why is not None)
        return Step(
            _NO, say("{name} has signed this text for {party}", **who), why or (say("no sign-off is here"),)
        )
    who["name"] = judged.signer.name
    if judged.standing is Standing.DECLINED:
        return Step(_NO, say("{name} has signed this text for {party}", **who), (say("the answer was no"),))
    word = say(
        "that is the word of {recorder}, who signed the record of it with key {key}",
        recorder=judged.signer.recorder,
        key=judged.signer.key,
    )
    told = ((word,) if judged.signer.recorder else ()) + tuple(_where(judged.signer))
    match judged.signer.method:
        case Method.KEY:
            key = say("key {key}, listed for this person on {day}", key=judged.signer.key, day=_day(seat))
            return Step(_YES, say("{name} has signed this text for {party}, with a key", **who), (key,))
        case Method.PAPER:
            return Step(_OPEN, say("{name} has signed for {party} on paper", **who), told)
        case Method.E_SERVICE:
            service = judged.signer.service
            return Step(
                _OPEN, say("{name} has signed for {party} in {service}", service=service, **who), told
            )
    source = say("noted after {source}; medlofte has seen no signature", source=judged.signer.source)
    return Step(_OPEN, say("{name} has signed for {party}", **who), (source, *told))


def _lost(roster: Signatories | None, approved: Approval | None) -> Iterator[Step]:
    """Keys of this release that the register's own list of today reports as compromised."""
    if roster is None or approved is None or not approved.signers:
        return
    lost = {public_key(key.public).fingerprint for key in roster.key if key.status is KeyStatus.COMPROMISED}
    hit = tuple(say("{key}", key=signer.key) for signer in approved.signers if signer.key in lost)
    said = say("the register's list of today reports none of these keys as compromised")
    yield Step(_NO if hit else _YES, said, hit)


def _late(release: Release, approved: Approval) -> Iterator[Step]:
    """Sign-offs that tell a later time than the release of what they sign."""
    late = tuple(
        say("{file} is of {time}", file=held.path, time=held.signoff.time.isoformat())
        for held in approved.counted
        if held.signoff is not None and held.signoff.time > release.released_at
    )
    if late:
        yield Step(_NO, say("every sign-off was made before the release"), late)


def _where(signer: Signer) -> Iterator[Message]:
    """The day of a signature made elsewhere, and where to look for the original."""
    yield say("signed on {day}", day=signer.on.isoformat())
    places = tuple(part for part in (signer.kept_at, signer.case_number) if part)
    if places:
        yield say("the original is kept at {place}", place=places)


def _day(seat: Seat) -> str:
    signer = seat.judged.signer if seat.judged else None
    return signer.on.isoformat() if signer else ""


def _parties(approved: Approval, release: Release) -> Step:
    bound = len({signer.party for signer in approved.signers})
    facts: dict[str, Argument] = {"bound": bound, "parties": release.parties}
    if approved.recorded:
        said = say_n(
            "of everybody who is to sign there is a signature or word of one, for {bound} party; {parties} needed",
            "of everybody who is to sign there is a signature or word of one, for {bound} parties; {parties} needed",
            bound,
            **facts,
        )
    else:
        said = say_n(
            "everybody who is to sign has signed, for {bound} party; the register demands {parties}",
            "everybody who is to sign has signed, for {bound} parties; the register demands {parties}",
            bound,
            **facts,
        )
    return Step(_YES if approved.complete else _NO, said, (*approved.missing, *approved.obstacles))


def _before(evidence: Evidence, release: Release, approved: Approval) -> Iterator[Step]:
    """The release before this one: the text that is superseded, and keys that are new since."""
    previous = release.previous
    if release.release > 1 or release.supersedes_sha256:
        wanted = (release.agreement, release.release - 1)
        if previous is None or (previous.agreement, previous.release) != wanted:
            yield Step(_NO, say("the release names the one before it"))
    if previous is None:
        if release.release == 1 and evidence.tag is not None and evidence.tag.before:
            why = say(
                "the register has tagged {release}, which it does not name", release=evidence.tag.before
            )
            yield Step(_OPEN, say("the release names the one before it"), (why,))
        return
    facts: dict[str, Argument] = {"name": previous.agreement, "number": previous.release}
    if previous.agreement == release.agreement and previous.text_sha256 != release.supersedes_sha256:
        yield Step(_NO, say("the text that is superseded is that of r{number}", number=previous.release))
    if evidence.earlier is None:
        yield Step(_OPEN, say("the release before is {name} r{number}, as this one tells", **facts))
        known = frozenset(previous.keys)
    else:
        same = evidence.earlier.text_sha256 == previous.text_sha256
        yield Step(_YES if same else _NO, say("the release before is {name} r{number}", **facts))
        known = frozenset(evidence.earlier.keys.values())
    fresh = [signer for signer in approved.signers if signer.key and signer.key not in known]
    remarks = tuple(
        say("{name}: {key}", name=_holder_name(signer.recorder or signer.name), key=signer.key)
        for signer in fresh
    )
    said = (
        say_n("{count} key is new since then", "{count} keys are new since then", len(fresh))
        if fresh
        else say("no key is new since then")
    )
    yield Step(_OPEN if fresh or evidence.earlier is None else _YES, said, remarks)


def _holder_name(name: str) -> Message:
    return say("{name}", name=name)


def _unchecked(evidence: Evidence, own: Signatories | None, approved: Approval | None) -> Iterator[Message]:
    if own is None:
        digests = tuple(sorted(digest[:16] for digest in evidence.rosters))
        yield say(
            "Whose keys these are: they were judged by the lists that the release itself carries ({lists}), as they "
            "stood when it was signed. A key lost since then is not known here; judge by a list of your own with "
            "--signatories.",
            lists=digests or ("–",),
        )
    else:
        yield say(
            "The lists that the release carries: keys were judged by the list you gave, and by that alone."
        )
    yield say("When it was signed: each time is told by the clock of whoever signed.")
    yield say("That each decision and delegation of authority was lawful; that every sign-off made was kept.")
    if approved is not None and approved.recorded:
        yield say("Signatures on paper, in e-services or noted: medlofte has seen none of them.")
    yield say("Whether a later release has taken its place: see with medlofte list, or ask a party.")
    yield say(
        "What nobody has signed: release.toml, which tells when it was released, how many parties had to sign, and "
        "what came before; and the changelog. The sign-offs are for agreement.toml alone."
    )
    if evidence.tag is None and _code(evidence):
        yield say(
            "That page and PDF say what the text says: whoever put the bundle together answers for that. Compare with "
            "agreement.toml; the control code on each page is to be {code}.",
            code=_code(evidence),
        )
    if evidence.tag is None:
        yield say(
            "The tag and the history in git: a bundle stands for itself. See them with: medlofte verify REF"
        )
    elif evidence.tag.signed:
        yield say(
            "The signature that git put on the tag: see it with git verify-tag {tag}", tag=evidence.tag.name
        )


def _code(evidence: Evidence) -> str:
    digest = evidence.digests.get("agreement.toml")
    return control_code(digest) if digest else ""
