"""A register as it was read: series of documents with their reports and faults."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from medlofte.message import say
from medlofte.model.address import LastingName, MailAddress, SiteAddress, WebAddress
from medlofte.model.agreement import Agreement
from medlofte.model.finding import Finding, Severity
from medlofte.model.outcome import Report
from medlofte.model.record import Record
from medlofte.model.release import Release
from medlofte.model.signatories import Signatories
from medlofte.model.signoff import SignOff


class Policy(Record):
    """What a register demands of its agreements.

    Attributes:
        parties: How many different parties must sign.
        law_2023_196: Whether the two-year follow-up of law 2023:196 applies.
        ignore: Codes of warnings that this register does not want.
    """

    parties: int = 2
    law_2023_196: bool = False
    ignore: tuple[str, ...] = ()


class Contact(Record):
    """Where those who read what is published can turn; an office, never a private person.

    Attributes:
        email: Its e-mail address.
        phone: Its telephone number.
    """

    email: MailAddress = ""
    phone: str = ""


class OpenData(Record):
    """What catalogues of open data are told of the publisher and the terms.

    Attributes:
        organisation: The address (IRI) that stands for the publisher in its other open data.
        licence: The address (IRI) of the licence that the publisher gives to the data; that of CC0 is
            http://creativecommons.org/publicdomain/zero/1.0/.
    """

    organisation: WebAddress = ""
    licence: WebAddress = ""


class Compliance(StrEnum):
    """How far the published pages meet the law on accessibility (2018:1937)."""

    FULLY = "fully"
    PARTIALLY = "partially"
    NOT = "not"


class Accessibility(Record):
    """What the publisher tells of the accessibility of the published pages; the statement marks what is missing.

    Attributes:
        compliance: How far the pages meet the law: ``fully``; ``partially`` where most of it is met; else ``not``.
        assessed: The day the pages were last assessed.
        method: How that was done, and by whom.
        gap: What is known not to meet the law, each in a sentence; an empty list says that nothing is known.
    """

    compliance: Compliance | None = None
    assessed: dt.date | None = None
    method: str = ""
    gap: tuple[str, ...] | None = None

    @property
    def contradiction(self) -> Finding | None:
        """What the statement would say against itself: the law fully met with gaps, or not met without any."""
        if self.compliance is None or self.gap is None:
            return None
        fully = self.compliance is Compliance.FULLY
        if fully is not bool(self.gap):
            return None
        return Finding(
            "M113",
            Severity.ERROR,
            say("the law cannot be met fully while something is known not to meet it")
            if fully
            else say("nothing is known not to meet the law, which is then met fully"),
            say('write compliance = "partially" or "not", or take out what is mended')
            if fully
            else say('write compliance = "fully", tell in gap what is lacking, or leave gap out'),
            ("accessibility", "gap"),
        )


class Settings(Record):
    """The file ``medlofte.toml`` at the top of a register.

    Attributes:
        name: Name of the register.
        publisher: Who publishes it.
        address: The address its pages are published under: https://exempelstad.example/loften.
        id: What stands for the register in its feed, wherever that lies: ``urn:uuid:`` and a UUID, as ``init`` writes
            it, or a tag (RFC 4151) such as tag:exempelstad.example,2026:loften. Who changes it begins another feed.
        language: Language of new documents.
        commit: Whether commands that create files commit them.
        policy: What the register demands of its agreements.
        contact: Where those who read what is published can turn.
        open_data: What catalogues of open data are told.
        accessibility: What is told of the accessibility of the published pages.
    """

    name: str = ""
    publisher: str = ""
    address: SiteAddress = ""
    id: LastingName = ""
    language: str = "sv"
    commit: bool = False
    policy: Policy = Policy()
    contact: Contact = Contact()
    open_data: OpenData = OpenData()
    accessibility: Accessibility = Accessibility()


@dataclass(frozen=True, slots=True)
class Filed:
    """One file of a report.

    Attributes:
        path: Where it lies, from the top of the register.
        report: Its content, unless it could not be read.
        faults: What is wrong with its form.
        source: Its bytes.
    """

    path: str
    report: Report | None
    faults: tuple[Finding, ...] = ()
    source: bytes = b""

    @property
    def name(self) -> str:
        """The name of the file within its folder."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class FiledSignatories:
    """The file of the list of signatories.

    Attributes:
        path: Where it lies, from the top of the register.
        signatories: Its content, unless it could not be read.
        faults: What is wrong with its form.
        source: Its bytes.
    """

    path: str
    signatories: Signatories | None
    faults: tuple[Finding, ...] = ()
    source: bytes = b""


@dataclass(frozen=True, slots=True)
class FiledSignOff:
    """One file of a sign-off.

    Attributes:
        path: Where it lies, from the top of the register.
        signoff: Its content, unless it could not be read.
        faults: What is wrong with its form.
        source: Its bytes.
        sealed: Whether a signature lies beside it.
    """

    path: str
    signoff: SignOff | None
    faults: tuple[Finding, ...] = ()
    source: bytes = b""
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class ReleaseFolder:
    """What lies in the folder of one release.

    Attributes:
        path: The folder, from the top of the register.
        number: The number of the release.
        signoffs: Its sign-offs.
        orphans: Signatures beside which no record lies.
        release: The record of the release, where it was made and can be read.
        faults: What is wrong with the form of that record.
        source: Its bytes; empty where it was not made.
    """

    path: str
    number: int
    signoffs: tuple[FiledSignOff, ...]
    orphans: tuple[str, ...] = ()
    release: Release | None = None
    faults: tuple[Finding, ...] = ()
    source: bytes = b""


@dataclass(frozen=True, slots=True)
class Document:
    """One agreement file and what lies beside it.

    Attributes:
        name: ``SERIES/PERIOD``.
        path: Where it lies, from the top of the register.
        agreement: Its content, unless it could not be read.
        faults: What is wrong with its form.
        source: Its bytes.
        reports: Reports about its pledges.
    """

    name: str
    path: str
    agreement: Agreement | None
    faults: tuple[Finding, ...] = ()
    source: bytes = b""
    reports: tuple[Filed, ...] = ()

    @property
    def series(self) -> str:
        """The series it belongs to."""
        return self.name.rpartition("/")[0]

    @property
    def period(self) -> str:
        """Its period label: the file stem."""
        return self.name.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Series:
    """Successive documents of one place, oldest file name first."""

    name: str
    documents: tuple[Document, ...] = ()
    strays: tuple[Finding, ...] = field(default=())
