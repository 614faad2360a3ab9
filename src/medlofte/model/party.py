"""Who promises, who works along, who signs, and what was decided and said about it."""

import datetime as dt

from medlofte.model.record import PartyKind, Record


class Preparation(Record):
    """A step before a decision: a committee's proposal, an official's report.

    Attributes:
        body: The body or the kind of paper, as printed.
        paragraph: The paragraph of its minutes.
        date: The day of the step.
    """

    body: str
    paragraph: str = ""
    date: dt.date | None = None


class Decision(Record):
    """A formal decision by one party to enter the agreement.

    Attributes:
        body: The deciding body, as printed: ``RS``, ``kommunstyrelsen``.
        paragraph: The paragraph of its minutes, as printed: ``§ 12``.
        date: The day of the decision.
        case_number: The case number of the decision where it differs from the party's.
        prepared: The steps that led to the decision.
        note: What else is known, for example that headings disagree on the body.
    """

    body: str
    paragraph: str = ""
    date: dt.date | None = None
    case_number: str = ""
    prepared: tuple[Preparation, ...] = ()
    note: str = ""


class Party(Record):
    """An organisation that signs.

    Attributes:
        id: Short name used in ``by``, ``with`` and ``party``; the same through all periods.
        name: The name in the text.
        kind: What sort of organisation it is.
        case_number: The party's own case number; free text, since every authority has its own form.
        decision: The formal decision, or decisions, behind the signature.
        formerly: Earlier names of the same party.
        note: Variants of the name in other copies and the like.
    """

    id: str
    name: str
    kind: PartyKind
    case_number: str = ""
    decision: Decision | tuple[Decision, ...] | None = None
    formerly: tuple[str, ...] = ()
    note: str = ""


class Group(Record):
    """Parties that promise together under one name: "kommunerna".

    Attributes:
        id: Short name used in ``by`` and ``with``.
        name: The name in the text.
        members: Ids of the parties (or partners) in the group.
    """

    id: str
    name: str
    members: tuple[str, ...]


class Partner(Record):
    """An organisation that works along, or promises, without signing.

    Attributes:
        id: Short name used in ``by`` and ``with``.
        name: The name in the text.
        kind: What sort of organisation it is.
        role: What it does: promises in its own voice, lends premises, contributes knowledge.
        note: Anything else, such as other spellings.
    """

    id: str
    name: str
    kind: PartyKind = PartyKind.OTHER
    role: str = ""
    note: str = ""


class Signatory(Record):
    """A person who signs, or is to sign, for a party.

    Attributes:
        party: Id of the party.
        person: Short id of the person; the same in every period and office.
        name: The name as printed.
        office: The title of office, verbatim; absent while it is asked for.
        acting: Whether the person acts in the office (tillförordnad, tf, t.f.).
        also_written: Other spellings of the name or title met in copies of the same text.
    """

    party: str
    person: str = ""
    name: str = ""
    office: str = ""
    acting: bool = False
    also_written: tuple[str, ...] = ()


class Statement(Record):
    """What somebody said when the text was presented; never a promise.

    Attributes:
        name: Who is named.
        party: Id of the party the person speaks for.
        office: The title of office, verbatim.
        text: What was said; absent where the person is only named.
    """

    name: str
    party: str = ""
    office: str = ""
    text: str = ""
