"""What became of a pledge, in words; of pledges of two places, how they stand beside each other."""

from collections.abc import Mapping

from medlofte.message import Message, say, say_n
from medlofte.model.change import Comparison, Evidence, Row
from medlofte.view.catalog import Catalog
from medlofte.view.differences import apart, document_name
from medlofte.view.labels import FATES, counted

#: How pledges of two places are paired where no ledger does it.
_BESIDE: Mapping[Evidence, Message] = {
    Evidence.SIMILAR: say("alike"),
    Evidence.TEXT: say("worded the same"),
}


def fate_word(row: Row, comparison: Comparison, words: Catalog) -> Message:
    """The fate of a row; between two places nothing became anything."""
    if not apart(comparison):
        return FATES[row.fate]
    if not row.new:
        return say("only in {name}", name=document_name(comparison.old.name, words))
    if not row.old:
        return say("only in {name}", name=document_name(comparison.new.name, words))
    return _BESIDE.get(row.evidence, FATES[row.fate])


def fate_count(row: Row, comparison: Comparison, count: int, words: Catalog) -> Message:
    """So many pledges that fared as those of a row did."""
    if not apart(comparison):
        return counted(row.fate, count)
    if not (row.new and row.old):
        name = document_name((comparison.new if row.new else comparison.old).name, words)
        return say_n("{count} only in {name}", "{count} only in {name}", count, name=name)
    if row.evidence is Evidence.SIMILAR:
        return say_n("{count} alike", "{count} alike", count)
    if row.evidence is Evidence.TEXT:
        return say_n("{count} worded the same", "{count} worded the same", count)
    return counted(row.fate, count)
