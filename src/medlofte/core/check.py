"""Check documents: the faults of form that reading found, and every rule that applies."""

from collections.abc import Iterator, Mapping

from medlofte.core import series as order
from medlofte.core.compare import Named, compare
from medlofte.core.rules import ALL
from medlofte.core.rules.registry import Subject
from medlofte.model.agreement import Agreement
from medlofte.model.finding import Finding, Severity
from medlofte.model.register import Document, Policy, Series


def check_series(
    series: Series, known: Mapping[str, Agreement], policy: Policy, wanted: frozenset[str] | None = None
) -> Iterator[tuple[Document, tuple[Finding, ...]]]:
    """Check the documents of one series, each against its predecessor.

    Args:
        series: The documents, read.
        known: All agreements of the register by name.
        policy: What the register demands; its ``ignore`` silences warnings.
        wanted: Names of the documents to report; all where None.

    Yields:
        Each document with its findings.
    """
    readable = {item.name: item.agreement for item in series.documents if item.agreement is not None}
    predecessors = {name: order.predecessor(name, readable) or "" for name in readable}
    for document in series.documents:
        if wanted is not None and document.name not in wanted:
            continue
        found = list(document.faults)
        if document.agreement is not None:
            found += _findings(_subject(document, document.agreement, known, predecessors, policy))
        yield document, tuple(item for item in found if _counts(item, policy))


def _subject(
    document: Document,
    agreement: Agreement,
    known: Mapping[str, Agreement],
    predecessors: Mapping[str, str],
    policy: Policy,
) -> Subject:
    name = predecessors[document.name]
    before = known.get(name) if name and name != document.name else None
    new = Named(document.name, agreement)
    comparison = compare(Named(name, before), new) if before is not None else None
    rivals = tuple(
        other
        for other, of in predecessors.items()
        if of == name and of and other != document.name and agreement.renewal
    )
    return Subject(document, agreement, known, name, before, comparison, rivals, policy)


def _findings(subject: Subject) -> Iterator[Finding]:
    for entry in ALL:
        yield from entry.run(subject)


def _counts(finding: Finding, policy: Policy) -> bool:
    return finding.severity is Severity.ERROR or finding.code not in policy.ignore
