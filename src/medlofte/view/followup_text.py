"""What is said beside the questions of ``follow-up``, and how pledges stand after a report was filed."""

import textwrap
from collections.abc import Mapping, Sequence

from medlofte.model.assessment import Assessment, ToldOutcome
from medlofte.view import assessment, told
from medlofte.view.catalog import Catalog, visible

_WIDEST = 100


def weighed(item: Assessment, words: Catalog, width: int) -> str:
    """What the numbers say of an answer, as soon as it is given."""
    return "".join(_wrapped(f"→ {line}", width) for line in assessment.said(item, words))


def standing(found: Mapping[str, Sequence[ToldOutcome]], file: str, words: Catalog, width: int) -> str:
    """Each pledge of a report with what stands of it, and what this report says where that does not stand."""
    lines = []
    for pledge, outcomes in found.items():
        shown = [item for item in outcomes if item.stands or item.file == file]
        for line in told.lines(shown, (), words, several=False):
            name = ", ".join(visible(part) for part in (pledge, *line.ids))
            label = f"{line.label}: " if line.label and not line.stands else ""
            lines.append(_wrapped(f"{name}: {label}{line.text}", width))
    return "".join(lines)


def _wrapped(text: str, width: int) -> str:
    wide = min(width, _WIDEST)
    found = textwrap.wrap(text, wide, initial_indent="  ", subsequent_indent="      ", break_on_hyphens=False)
    return "".join(f"{line}\n" for line in found)
