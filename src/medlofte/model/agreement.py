"""One document for one period (format 1)."""

import datetime as dt
from typing import Any, Literal

import msgspec

from medlofte.model.party import Group, Partner, Party, Signatory, Statement
from medlofte.model.pledge import Area, FollowUp, Indicator, Pledge
from medlofte.model.record import Kind, Record
from medlofte.model.renewal import Renewal
from medlofte.model.source import Basis, Provenance, Publication
from medlofte.model.validity import Validity

FORMAT = 1


class Body(Record):
    """A council, steering group or forum.

    Attributes:
        name: Its name.
        role: What it is for: strategic, steering, operative.
        chair: Who chairs it.
        members: Who sits in it.
        meets: How often it meets, in words.
        duty: What the agreement obliges it to.
        to_be_formed: Whether it does not exist yet.
        note: When it is known from, where its office is, and the like.
    """

    name: str
    role: str = ""
    chair: str = ""
    members: tuple[str, ...] = ()
    meets: str = ""
    duty: str = ""
    to_be_formed: bool = False
    note: str = ""


class Governance(Record):
    """How the collaboration is led.

    Attributes:
        text: What the text says of it.
        body: Councils, groups and forums.
        coordinator: Offices (never phone numbers) that hold the work together.
    """

    text: str = ""
    body: tuple[Body, ...] = ()
    coordinator: tuple[str, ...] = ()


class Clause(Record):
    """A provision or section of the agreement that is not a pledge.

    Attributes:
        id: Short name; lives across periods.
        text: The clause, verbatim.
        title: Its heading.
    """

    id: str
    text: str
    title: str = ""


class Amendment(Record):
    """What a later release of the same period changed.

    Attributes:
        date: The day it was decided.
        reason: Why.
        text: What changed.
    """

    date: dt.date
    reason: str
    text: str = ""


class Related(Record):
    """Another document that belongs beside this one, or that it is annexed to.

    Attributes:
        how: How they belong together: sibling, annex to, action plan.
        agreement: Its name in a register: ``stockholm/ostermalm/2019``.
        title: Its title, where it is in no register.
        url: Its address.
        note: What is known of it.
    """

    how: str
    agreement: str = ""
    title: str = ""
    url: str = ""
    note: str = ""


class Translation(Record):
    """The frame of the document in another language; pledges carry their own ``text_in``.

    Attributes:
        title: The title.
        summary: The summary.
    """

    title: str = ""
    summary: str = ""


class Agreement(Record):
    """One agreement, plan or set of pledges for one period.

    Attributes:
        format: The version of this format: 1.
        kind: ``frame`` (samverkansöverenskommelse), ``plan`` (handlingsplan) or ``pledges`` (medborgarlöften).
        title: The title as printed.
        language: Language of the text, as a code: ``sv``.
        place: The place it is about, in words.
        under: The agreement it hangs under: ``gotland/samverkan/2021-2022``.
        summary: What the document is, in a paragraph.
        plain: The document in plain language.
        audience: For whom the whole document is, where it is for somebody in particular.
        goal: The effect aimed at by the document as a whole.
        legal_basis: Laws it rests on: "lag (2023:196)".
        validity: When it applies.
        party: Those who sign.
        group: Parties that promise together under one name.
        partner: Those who work along or promise without signing.
        signatory: Persons who sign.
        provenance: Where this file comes from.
        publication: Other copies of the same text.
        basis: What it builds on.
        area: Problem areas and directions.
        pledge: The promises.
        indicator: What is measured for the document as a whole.
        followup: How the whole is followed up.
        governance: How the collaboration is led.
        clause: Other provisions.
        amendment: What later releases of this period changed.
        related: Documents beside it.
        statement: What was said when it was presented.
        translation: The frame of the document in other languages, by language code.
        renewal: What it takes over from its predecessor.
        extra: Anything local; kept, shown, never interpreted.
    """

    format: Literal[1]
    kind: Kind
    title: str
    language: str = "sv"
    place: str = ""
    under: str = ""
    summary: str = ""
    plain: str = ""
    audience: tuple[str, ...] = ()
    goal: str = ""
    legal_basis: tuple[str, ...] = ()
    validity: Validity = Validity()
    party: tuple[Party, ...] = ()
    group: tuple[Group, ...] = ()
    partner: tuple[Partner, ...] = ()
    signatory: tuple[Signatory, ...] = ()
    provenance: Provenance = Provenance()
    publication: tuple[Publication, ...] = ()
    basis: Basis | None = None
    area: tuple[Area, ...] = ()
    pledge: tuple[Pledge, ...] = ()
    indicator: tuple[Indicator, ...] = ()
    followup: FollowUp | None = None
    governance: Governance | None = None
    clause: tuple[Clause, ...] = ()
    amendment: tuple[Amendment, ...] = ()
    related: tuple[Related, ...] = ()
    statement: tuple[Statement, ...] = ()
    translation: dict[str, Translation] = msgspec.field(default_factory=dict)
    renewal: Renewal | None = None
    extra: dict[str, Any] = msgspec.field(default_factory=dict)
