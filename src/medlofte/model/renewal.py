"""The ledger: what became of every pledge of the predecessor."""

from medlofte.model.record import Fate, Record


class LedgerRow(Record):
    """The fate of one old pledge, or of one old area.

    Attributes:
        id: The id in the predecessor.
        fate: What became of it.
        into: Ids here that carry it on; empty for fulfilled, dropped and unknown.
        to: Where it moved, for ``moved``: an agreement (``gotland/samverkan/2024``), a body, a programme.
        reason: Why; in the parties' words.
        judgement: Whether the link is a reader's judgement that the texts do not state themselves.
    """

    id: str
    fate: Fate
    into: tuple[str, ...] = ()
    to: str = ""
    reason: str = ""
    judgement: bool = False


class Renewal(Record):
    """What this document takes over from the one before it.

    Attributes:
        of: The predecessor: ``gotland/2020``.
        gap: What is known of the time between the two, where one does not follow on the other.
        pledge: One row for every pledge of the predecessor.
        area: Rows for areas whose id changed or that ended; other areas speak for themselves.
    """

    of: str
    gap: str = ""
    pledge: tuple[LedgerRow, ...] = ()
    area: tuple[LedgerRow, ...] = ()
