"""How the old pledges of a comparison went, beside what became of them."""

from collections.abc import Sequence

from msgspec.structs import replace

from medlofte.core.changelog_outcomes import outcomes_told
from medlofte.core.outcomes import beside
from medlofte.model.agreement import Agreement
from medlofte.model.change import Comparison
from medlofte.model.register import Filed


def with_outcomes(comparison: Comparison, old: Agreement, reports: Sequence[Filed]) -> Comparison:
    """The comparison with what was reported about each old pledge, and which of them nobody reported on.

    Args:
        comparison: What differs.
        old: The older document.
        reports: The reports about it.
    """
    found = outcomes_told(old, reports)
    known = {pledge.id for pledge in old.pledge if not pledge.is_unread}
    rows = tuple(
        replace(
            row,
            outcomes=tuple(outcome for name in row.old for outcome in found.get(name, ())),
            not_reported=tuple(name for name in row.old if name in known and name not in found),
        )
        for row in comparison.rows
    )
    return replace(comparison, rows=rows, told_beside=beside(old, reports))
