"""Two documents of a register held against each other, with what the register knows of the time before and between."""

from collections.abc import Callable, Mapping, Sequence

from medlofte.core.compare import Named, compare, with_earlier
from medlofte.core.compared_outcomes import with_outcomes
from medlofte.core.series import chain
from medlofte.model.agreement import Agreement
from medlofte.model.change import Comparison, RowFate
from medlofte.model.register import Filed


def succession(
    old: Named,
    new: Named,
    documents: Mapping[str, Agreement],
    reports: Callable[[], Sequence[Filed]],
    earlier: Callable[[list[str]], Sequence[Named]],
) -> Comparison:
    """Compare two documents; a pledge that an older one held already is back again, and not new.

    Args:
        old: The earlier document.
        new: The later one.
        documents: Those that may lie between them, by name.
        reports: The reports about the earlier one; asked for only where they are shown.
        earlier: The documents before the earlier one, oldest first, given the ids that are looked for.
    """
    line = chain(old.name, new.name, documents)
    comparison = compare(old, new, between=[documents[name] for name in line[1:-1]])
    begun = [name for row in comparison.rows if row.fate is RowFate.NEW for name in row.new]
    if begun:
        comparison = with_earlier(comparison, earlier(begun))
    if _goes_on(old.name, new.name):
        comparison = with_outcomes(comparison, old.agreement, reports())
    return comparison


def _goes_on(old: str, new: str) -> bool:
    """Whether two periods of one place are compared; how the old one went matters to no other reader."""
    return old != new and old.split("/", 1)[0] == new.split("/", 1)[0]
