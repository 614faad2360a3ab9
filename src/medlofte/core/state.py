"""Where a document stands; computed, never stored."""

from medlofte.message import Message, say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.record import Fate
from medlofte.model.source import Origin


def state(agreement: Agreement) -> Message:
    """The state in words; without sign-offs everything that is not history is a draft."""
    undecided = (
        sum(row.fate is Fate.UNDECIDED for row in agreement.renewal.pledge) if agreement.renewal else 0
    )
    if undecided:
        return say_n("draft, {count} undecided", "draft, {count} undecided", undecided)
    if agreement.provenance.of is Origin.RETOLD:
        return say("retold")
    if agreement.provenance.of is Origin.TRANSCRIPT:
        return say("transcript")
    return say("draft")
