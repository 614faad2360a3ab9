"""What a text waits for on its way to a release."""

from collections.abc import Iterator

from medlofte.core.agenda.look import Look, listed
from medlofte.message import Message, say, say_n
from medlofte.model.agenda import Duty, Signatures, Task
from medlofte.model.approval import Seat
from medlofte.model.source import Origin


def undecided(look: Look) -> Iterator[Task]:
    """Old pledges whose fate is not decided in a draft."""
    names = look.undecided
    renewal = look.case.agreement.renewal
    if not names or renewal is None:
        return
    yield look.task(
        Duty.UNDECIDED,
        say_n(
            "The fate of {count} of {of} old pledges is undecided: {pledges}.",
            "The fate of {count} of {of} old pledges is undecided: {pledges}.",
            len(names), of=len(renewal.pledge), pledges=listed(names),
        ),
        day=look.case.agreement.validity.from_,
        precision=look.case.agreement.validity.from_precision,
        command=f"medlofte check {look.case.name}",
    )  # fmt: skip


def signing(look: Look) -> Iterator[Task]:
    """Who has not signed a text that is to be signed, or that nothing but its release is missing.

    History that is retold or copied needs no signatures. A period that is over without any sign-off is not signed any
    more.
    """
    found = look.case.signatures
    if found is None or found.released or look.undecided:
        return
    if look.case.agreement.provenance.of is not Origin.ORIGINAL:
        return
    begun = any(seat.judged or seat.problems for seat in found.approval.seats)
    if look.ended and not begun:
        return
    yield _release(look, found) if found.approval.complete else _signatures(look, found)


def _release(look: Look, found: Signatures) -> Task:
    return look.task(
        Duty.RELEASE,
        say("Everybody has signed; release r{number} is not made yet.", number=found.number),
        key=f"r{found.number}",
        day=look.case.agreement.validity.from_,
        precision=look.case.agreement.validity.from_precision,
        command=f"medlofte release {look.case.name}",
    )


def _signatures(look: Look, found: Signatures) -> Task:
    waiting = [seat for seat in found.approval.seats if not seat.approved]
    return look.task(
        Duty.SIGNATURE,
        *_who(found, waiting),
        key=f"r{found.number}",
        day=look.case.agreement.validity.from_,
        precision=look.case.agreement.validity.from_precision,
        by=[seat.signatory.party for seat in waiting],
        command=f"medlofte sign-off {look.case.name}",
    )


def _who(found: Signatures, waiting: list[Seat]) -> Iterator[Message]:
    if waiting:
        yield say_n(
            "{count} of {of} has not signed r{number}.",
            "{count} of {of} have not signed r{number}.",
            len(waiting),
            of=len(found.approval.seats),
            number=found.number,
        )
    yield say("What is missing: {what}.", what=(*found.approval.missing, *found.approval.obstacles))
