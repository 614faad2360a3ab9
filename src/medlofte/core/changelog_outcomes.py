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
        item for item in found if not item.earlier or (item.measure, item.value, item.status) not in standing
    )
