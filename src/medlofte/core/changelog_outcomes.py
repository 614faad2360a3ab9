"""How the pledges of one document went, as a changelog tells it."""

from collections.abc import Sequence

from medlofte.core.outcomes import told
from medlofte.model.agreement import Agreement
from medlofte.model.assessment import ToldOutcome
from medlofte.model.register import Filed


def outcomes_told(document: Agreement, reports: Sequence[Filed]) -> dict[str, tuple[ToldOutcome, ...]]:
    """The outcomes of every pledge that a report names: of the pledge itself first, then of its measures.

    All that stands of each; what came before it as well where it differs in value or judgement, and what was
    corrected.
    """
    return {pledge: _worth_telling(found) for pledge, found in told(document, reports).items()}


def _worth_telling(found: Sequence[ToldOutcome]) -> tuple[ToldOutcome, ...]:
    standing = {(item.measure, item.value, item.status) for item in found if item.stands}
    return tuple(
        item
        for item in found
        if not item.earlier
        or ((item.measure, item.value, item.status) not in standing and not _counted_in(item, found))
    )


def _counted_in(item: ToldOutcome, found: Sequence[ToldOutcome]) -> bool:
    """Whether what stands adds up the days of an earlier report with its own."""
    last = item.covers.until if item.covers else None
    return any(
        other.stands
        and (other.measure, other.reporter) == (item.measure, item.reporter)
        and other.assessment is not None
        and bool(other.assessment.summed)
        and other.covers is not None
        and other.covers.from_ is not None
        and last is not None
        and last < other.covers.from_
        for other in found
    )
