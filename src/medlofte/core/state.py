"""Where a document stands; computed, never stored."""

from dataclasses import dataclass
from enum import StrEnum

from medlofte.message import Message, say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.approval import Approval
from medlofte.model.record import Fate
from medlofte.model.source import Origin


class Stage(StrEnum):
    """The stages of a document; history that nobody has signed here stands beside them."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SIGNED = "signed"
    RELEASED = "released"
    SUPERSEDED = "superseded"
    RETOLD = "retold"
    TRANSCRIPT = "transcript"


@dataclass(frozen=True, slots=True)
class State:
    """Where a document stands, for programs and in words."""

    stage: Stage
    said: Message
    release: int = 0


def state(
    agreement: Agreement,
    approval: Approval | None = None,
    *,
    release: int = 0,
    after: int = 0,
    successor: str = "",
) -> State:
    """Where a document stands.

    Args:
        agreement: Its content.
        approval: What its sign-offs amount to; None where there are none.
        release: The number of the release that this very text is; 0 where it is none.
        after: The number of the newest release, where this text is another one.
        successor: The released document that renews it.
    """
    undecided = (
        sum(row.fate is Fate.UNDECIDED for row in agreement.renewal.pledge) if agreement.renewal else 0
    )
    if undecided:
        return State(Stage.DRAFT, say_n("draft, {count} undecided", "draft, {count} undecided", undecided))
    if release and approval is not None and approval.complete:
        return _released(approval, release, successor)
    if approval is not None and (signed := _signed(approval, agreement)) is not None:
        return signed
    if after:
        return State(Stage.DRAFT, say("draft, changed since r{number}", number=after))
    match agreement.provenance.of:
        case Origin.RETOLD:
            return State(Stage.RETOLD, say("retold"))
        case Origin.TRANSCRIPT:
            return State(Stage.TRANSCRIPT, say("transcript"))
    return State(Stage.DRAFT, say("draft"))


def _released(approval: Approval, release: int, successor: str) -> State:
    if successor:
        said = say("r{number}, superseded by {name}", number=release, name=successor)
        return State(Stage.SUPERSEDED, said, release)
    if approval.recorded:
        return State(Stage.RELEASED, say("released r{number}, on record", number=release), release)
    return State(Stage.RELEASED, say("released r{number}", number=release), release)


def _signed(approval: Approval, agreement: Agreement) -> State | None:
    if approval.complete:
        if agreement.provenance.of is Origin.RETOLD:
            return State(Stage.SIGNED, say("retold, noted"))
        if approval.recorded:
            return State(Stage.SIGNED, say("signed, on record"))
        return State(Stage.SIGNED, say("signed"))
    count = sum(seat.approved for seat in approval.seats)
    if any(seat.judged is not None for seat in approval.seats):
        said = say("in review, {count} of {seats} signed", count=count, seats=len(approval.seats))
        return State(Stage.IN_REVIEW, said)
    if any(seat.problems for seat in approval.seats):
        return State(Stage.DRAFT, say("draft, changed since it was signed"))
    return None
