"""The life of each pledge through the periods before."""

from collections.abc import Mapping
from typing import NamedTuple

from medlofte.model.agreement import Agreement
from medlofte.model.record import Fate


class Stage(NamedTuple):
    """What a pledge was in an earlier document, and what became of it there."""

    name: str
    id: str
    fate: Fate | None
    text: str


def lives(name: str, known: Mapping[str, Agreement], most: int = 12) -> dict[str, tuple[Stage, ...]]:
    """For each pledge of a document its earlier stages by the ledgers, newest first.

    Args:
        name: The document.
        known: All agreements of the register by name.
        most: How many documents to go back.
    """
    document = known[name]
    found: dict[str, list[Stage]] = {pledge.id: [] for pledge in document.pledge}
    heads: dict[str, list[str]] = {pledge.id: [pledge.id] for pledge in document.pledge}
    seen = {name}
    while document.renewal and len(seen) <= most:
        of = document.renewal.of
        before = known.get(of)
        if before is None or of in seen:
            break
        seen.add(of)
        texts = {pledge.id: pledge.text for pledge in before.pledge}
        for head, ids in heads.items():
            rows = [row for row in document.renewal.pledge if set(row.into) & set(ids)]
            found[head] += [Stage(of, row.id, row.fate, texts.get(row.id, "")) for row in rows]
            heads[head] = [row.id for row in rows]
        document = before
    return {head: tuple(stages) for head, stages in found.items()}
