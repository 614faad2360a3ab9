"""The changelog of a series: what became of the pledges from period to period, why, and how it went."""

from enum import StrEnum

from msgspec import field

from medlofte.model.agreement import Amendment
from medlofte.model.assessment import ToldOutcome
from medlofte.model.change import Change, Row, RowFate
from medlofte.model.pledge import Pledge, Target
from medlofte.model.record import Kind, Record
from medlofte.model.release import Signing
from medlofte.model.validity import Validity


class GroupKind(StrEnum):
    """The groups of an entry, in the order they are shown; each pledge stands in exactly one."""

    BEGINNING = "beginning"
    NEW = "new"
    CHANGED = "changed"
    REWORDED = "reworded"
    MERGED_OR_SPLIT = "merged_or_split"
    MOVED = "moved"
    FULFILLED = "fulfilled"
    DROPPED = "dropped"
    UNDECIDED = "undecided"
    UNKNOWN = "unknown"
    UNCHANGED = "unchanged"


class Pledged(Record):
    """A pledge as a changelog names it.

    Attributes:
        id: Its id.
        text: The promise, verbatim.
        title: Its heading.
        number: The number printed before it.
    """

    id: str
    text: str = ""
    title: str = ""
    number: str = ""

    @classmethod
    def of(cls, pledge: Pledge) -> "Pledged":
        """The same of a pledge in full."""
        return cls(id=pledge.id, text=pledge.text, title=pledge.title, number=pledge.number)


class Item(Record):
    """What became of one pledge, or of several that merged or split.

    Attributes:
        fate: What became of it: the ledger's word where there is one.
        old: The pledges of the predecessor.
        new: The pledges of this document.
        changes: What changed in substance; for a reintroduced pledge, since the document it was last in.
        not_shown: What cannot be told, since one of the texts is not known there; not the same as given up.
        wording: For a kept pledge: the words that differ though nothing changed in substance by them.
        unlike: Whether the two texts of a kept pledge have no word in common.
        before: For a pledge that merged or split: the numbers promised before, where they differ from those after.
        after: The numbers promised now.
        reason: Why, as the ledger tells it.
        judgement: Whether the link is a reader's judgement.
        guess: The likeness in percent, where the link is a guess.
        to: Where it moved.
        moved_from: For a pledge that another series moved here: where it stood, ``SERIES/PERIOD#ID``.
        earlier: For a reintroduced pledge: the document it was last in.
        outcomes: How it went: what is reported about each old pledge.
        not_reported: Ids of those that no report names.
    """

    fate: RowFate
    old: tuple[Pledged, ...] = ()
    new: tuple[Pledged, ...] = ()
    changes: tuple[Change, ...] = ()
    not_shown: tuple[Change, ...] = ()
    wording: tuple[Change, ...] = ()
    unlike: bool = False
    before: tuple[Target, ...] = ()
    after: tuple[Target, ...] = ()
    reason: str = ""
    judgement: bool = False
    guess: int | None = None
    to: str = ""
    moved_from: str = ""
    earlier: str = ""
    outcomes: tuple[ToldOutcome, ...] = ()
    not_reported: tuple[str, ...] = ()


class ItemGroup(Record):
    """Items of the same sort.

    Attributes:
        kind: What sort.
        items: The items, in the order of the documents.
    """

    kind: GroupKind
    items: tuple[Item, ...]


class Entry(Record):
    """One document of the series beside its predecessor.

    Attributes:
        document: ``SERIES/PERIOD``.
        title: Its title.
        kind: What sort of agreement it is.
        validity: When it applies.
        retold: Whether it is retold, and so not the signed text.
        incomplete: Whether its list of pledges is known to go on.
        signing: The release that it is and who has signed it; absent where no sign-off lies beside it.
        amendment: What later releases of the same period changed.
        of: The predecessor; empty for the first.
        of_by_date: Whether the predecessor is not named by the document, and is only the nearest one before it in time.
        of_missing: Whether the predecessor is not among the documents, so that only the ledger of this one tells what
            became of its pledges.
        of_incomplete: Whether the predecessor's list is known to go on; what is new may have stood there.
        gap: What is known of the time between the two.
        groups: What became of every pledge; groups without pledges are left out.
        of_pledges: How many pledges the predecessor holds.
        not_reported: Ids of those pledges of the predecessor that no report names.
        told_beside: How many reports about the predecessor tell of something else than its pledges.
        names: Id → name of the parties, groups and partners of both documents.
        areas: Id → title of the areas of both documents.
        area_rows: For a frame agreement without pledges: what became of the areas.
        changes: For the same: what changed in parties, partners and signatories.
    """

    document: str
    title: str
    kind: Kind
    validity: Validity = Validity()
    retold: bool = False
    incomplete: bool = False
    signing: Signing | None = None
    amendment: tuple[Amendment, ...] = ()
    of: str = ""
    of_by_date: bool = False
    of_missing: bool = False
    of_incomplete: bool = False
    gap: str = ""
    groups: tuple[ItemGroup, ...] = ()
    of_pledges: int = 0
    not_reported: tuple[str, ...] = ()
    told_beside: int = 0
    names: dict[str, str] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    area_rows: tuple[Row, ...] = ()
    changes: tuple[Change, ...] = ()


class Changelog(Record):
    """All entries of a series, newest first.

    Attributes:
        entries: One for each document.
        place: The place, as the newest document names it.
        kind: What sort of agreements the series holds, as the newest document says.
    """

    entries: tuple[Entry, ...] = ()
    place: str = ""
    kind: Kind = Kind.PLEDGES
