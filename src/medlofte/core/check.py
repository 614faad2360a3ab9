"""Check documents: the faults of form that reading found, and every rule that applies."""

import math
from collections.abc import Iterator, Mapping, Sequence

from medlofte.core import series as order
from medlofte.core.compare import Named, compare
from medlofte.core.rates import lengths
from medlofte.core.rules import CHECKED, FIRST, reports, signoffs
from medlofte.core.rules.registry import LISTED, Subject
from medlofte.model.agreement import Agreement
from medlofte.model.finding import Finding, Severity
from medlofte.model.register import Document, Filed, FiledSignatories, Policy, ReleaseFolder, Series
from medlofte.model.signatories import Signatories

#: The rule that speaks of pledges nobody has decided about; a draft may hold them.
UNDECIDED = "M318"


def check_series(
    series: Series,
    known: Mapping[str, Agreement],
    policy: Policy,
    wanted: frozenset[str] | None = None,
    signatories: Signatories | None = None,
) -> Iterator[tuple[Document, tuple[Finding, ...]]]:
    """Check the documents of one series, each against its predecessor.

    Args:
        series: The documents, read.
        known: All agreements of the register by name.
        policy: What the register demands; its ``ignore`` silences warnings.
        wanted: Names of the documents to report; all where None.
        signatories: Who may sign, where the register says so.

    Yields:
        Each document with its findings.
    """
    context = _Context(series, known, policy, signatories)
    for document in series.documents:
        if wanted is not None and document.name not in wanted:
            continue
        found = list(document.faults)
        if document.agreement is not None:
            found += _findings(context.subject(document, document.agreement))
        yield document, tuple(item for item in found if _counts(item, policy))


def check_reports(
    document: Document, policy: Policy | None = None
) -> Iterator[tuple[Filed, tuple[Finding, ...]]]:
    """Check the reports about one document; against its pledges where those can be read."""
    beside = {filed.name: filed.report for filed in document.reports if filed.report is not None}
    for filed in document.reports:
        found = filed.faults
        if filed.report is not None and document.agreement is not None:
            told = reports.findings(filed.report, document.agreement, name=filed.name, beside=beside)
            found = (*found, *told)
        yield filed, tuple(item for item in found if _counts(item, policy or Policy()))


def check_releases(
    document: Document, folders: Sequence[ReleaseFolder], sha256: str, policy: Policy
) -> Iterator[tuple[str, bytes, tuple[Finding, ...]]]:
    """Check the sign-offs and releases of one document.

    Args:
        document: The document.
        folders: Its releases, lowest number first.
        sha256: SHA-256 of its bytes.
        policy: What the register demands.

    Yields:
        Each file with its bytes and findings.
    """
    for folder in folders:
        yield f"{folder.path}/release.toml", folder.source, folder.faults
        for path, finding in signoffs.folder_findings(folder, sha256, last=folder is folders[-1]):
            source = folder.source if path.endswith("release.toml") else b""
            yield path, source, (finding,) if _counts(finding, policy) else ()
        for filed in folder.signoffs:
            found = (*filed.faults, *signoffs.signoff_findings(filed, folder, document.name, sha256))
            yield filed.path, filed.source, tuple(item for item in found if _counts(item, policy))


def check_signatories(filed: FiledSignatories, policy: Policy) -> tuple[Finding, ...]:
    """Check the list of signatories."""
    found = list(filed.faults)
    if filed.signatories is not None:
        for entry, look in LISTED:
            found += [entry.finding(fault) for fault in look(filed.signatories)]
    return tuple(item for item in found if _counts(item, policy))


def check_draft(
    name: str, new: Agreement, inherited: Agreement, known: Mapping[str, Agreement], policy: Policy
) -> tuple[Finding, ...]:
    """The errors of a draft that is not written yet.

    Left out are undecided pledges, and what the same draft without any decision has as well.
    """
    old = {(item.code, item.message.text()) for item in _draft_errors(name, inherited, known, policy)}
    errors = _draft_errors(name, new, known, policy)
    return tuple(item for item in errors if (item.code, item.message.text()) not in old)


def _draft_errors(
    name: str, draft: Agreement, known: Mapping[str, Agreement], policy: Policy
) -> list[Finding]:
    document = Document(name, f"agreements/{name}.toml", draft)
    context = _Context(Series(document.series, (document,)), known, policy)
    found = _findings(context.subject(document, draft))
    return [item for item in found if item.severity is Severity.ERROR and item.code != UNDECIDED]


class _Context:
    """What the documents of one series share."""

    def __init__(
        self,
        series: Series,
        known: Mapping[str, Agreement],
        policy: Policy,
        signatories: Signatories | None = None,
    ) -> None:
        self.known = known
        self.policy = policy
        self.signatories = signatories
        self.documents = {item.name: item for item in series.documents}
        self.readable = {item.name: item.agreement for item in series.documents if item.agreement is not None}
        self.predecessors = {name: order.predecessor(name, self.readable) or "" for name in self.readable}

    def subject(self, document: Document, agreement: Agreement) -> Subject:
        """One document with what it is checked against."""
        name = self.predecessors[document.name]
        before = self.known.get(name) if name and name != document.name else None
        comparison = None
        if before is not None and _comparable(before) and _comparable(agreement):
            comparison = compare(Named(name, before), Named(document.name, agreement), words=False)
        return Subject(
            document,
            agreement,
            self.known,
            name,
            before,
            comparison,
            self._rivals(document.name, name),
            self.policy,
            self._reported(name) if agreement.renewal else frozenset(),
            self.signatories,
        )

    def _rivals(self, name: str, of: str) -> tuple[str, ...]:
        """Others that renew the same document and do not explain a gap to it."""
        return tuple(
            other
            for other, item in self.readable.items()
            if item.renewal and item.renewal.of == of and other != name and not item.renewal.gap
        )

    def _reported(self, name: str) -> frozenset[str]:
        document = self.documents.get(name)
        told = [filed.report for filed in document.reports if filed.report] if document else []
        return frozenset(outcome.pledge for report in told for outcome in report.outcome)


def _comparable(agreement: Agreement) -> bool:
    """Whether rates can be told over its period; rule M220 or M222 says what is wrong where they cannot."""
    return all(0 < length.months < math.inf for length in lengths(agreement.validity))


def _findings(subject: Subject) -> Iterator[Finding]:
    for entry, look in CHECKED if subject.predecessor else FIRST:
        for fault in look(subject):
            yield entry.finding(fault)


def _counts(finding: Finding, policy: Policy) -> bool:
    return finding.severity is Severity.ERROR or finding.code not in policy.ignore
