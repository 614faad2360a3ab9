"""Decisions about old pledges, given to ``new-period`` as a file."""

from medlofte.model.pledge import Pledge, Target
from medlofte.model.record import Fate, Record


class Decision(Record):
    """What shall become of one old pledge.

    Attributes:
        pledge: Its id in the predecessor.
        fate: What becomes of it.
        into: Ids in the new document; absent for kept, changed and extended: the same id.
        to: Where it moves, for ``moved``.
        reason: Why; in the parties' words.
        text: The new wording, for ``changed``.
        target: The new numbers, for ``changed``; an empty list takes them away.
        by: Who promises from now on, for ``changed``.
        places: Where from now on, for ``changed``.
        area: The area it goes to, for ``changed``.
    """

    pledge: str
    fate: Fate
    into: tuple[str, ...] = ()
    to: str = ""
    reason: str = ""
    text: str = ""
    target: tuple[Target, ...] | None = None
    by: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = None
    area: str | None = None


class NewSignatory(Record):
    """Who is to sign for a party.

    Attributes:
        party: Id of the party.
        name: The name as it is to be printed.
        office: The title of office, verbatim.
        person: Short id of the person; the same in every period and office.
        acting: Whether the person acts in the office.
    """

    party: str
    name: str = ""
    office: str = ""
    person: str = ""
    acting: bool = False


class Decisions(Record):
    """The decisions for one renewal.

    Attributes:
        of: The predecessor they are about; checked where given.
        title: Title of the new document.
        summary: What the new document is, in a paragraph; one that names the old period is not carried over.
        decision: One for each old pledge that is decided; the rest stays undecided.
        new: Pledges that are new, and those that old ones merge into or split into.
        signatory: Who is to sign.
    """

    of: str = ""
    title: str = ""
    summary: str = ""
    decision: tuple[Decision, ...] = ()
    new: tuple[Pledge, ...] = ()
    signatory: tuple[NewSignatory, ...] = ()
