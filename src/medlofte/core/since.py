"""What became of a text since it was signed: the pledges that differ, or that none does."""

from medlofte.core.compare import Named, compare
from medlofte.message import Message, say, some
from medlofte.model.agreement import Agreement
from medlofte.model.change import RowFate


def since(old: Agreement, new: Agreement, name: str) -> Message:
    """What differs between a text that was signed and the text of today, in a sentence.

    Args:
        old: The text as it was signed.
        new: The text of today.
        name: The document.
    """
    comparison = compare(Named(name, old), Named(name, new), words=False)
    changed = [
        pledge
        for row in comparison.rows
        if row.fate is not RowFate.KEPT or row.changes
        for pledge in dict.fromkeys((*row.old, *row.new))
    ]
    if changed:
        return say("since then these pledges changed: {pledges}", pledges=some(changed))
    areas = tuple(
        area for row in comparison.areas if row.changes for area in dict.fromkeys((*row.old, *row.new))
    )
    if areas:
        return say("since then these areas changed: {areas}", areas=some(areas))
    paths = tuple(dict.fromkeys(change.path for change in comparison.changes))
    if paths:
        return say("since then this changed: {paths}", paths=some(paths))
    return say("since then nothing changed but its form: blanks, comments, order")
