"""M32x, continued: what the ledger says against the text that stands there."""

import re
from collections.abc import Iterator

from medlofte.core.rules import grounds
from medlofte.core.rules.registry import ERROR, Fault, Subject, rule
from medlofte.message import say
from medlofte.model.change import ChangeKind, Row, RowFate
from medlofte.model.record import ENDS

_FIGURE = re.compile(r"\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?")
#: A year is no amount: a text that says it moves on with the period.
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_SAME = (RowFate.KEPT, RowFate.EXTENDED)


@rule(
    "M327",
    ERROR,
    say("called kept, though a figure in its text changed"),
    why=say(
        "The text is the authority. A pledge whose figure changed is another promise, also where no number is "
        "written beside it."
    ),
    source=grounds.VANISHED,
)
def figure_changed(subject: Subject) -> Iterator[Fault]:
    """Rows kept or extended whose two texts hold different figures, years apart."""
    if subject.comparison is None or subject.agreement.renewal is None or not subject.original:
        return
    places = {row.id: index for index, row in enumerate(subject.agreement.renewal.pledge)}
    for row in subject.comparison.rows:
        before, after = _figures(row)
        if row.fate in _SAME and before != after and row.old[0] in places and not _numbered(row):
            yield Fault(
                ("renewal", "pledge", places[row.old[0]], "fate"),
                say(
                    "'{id}' is called '{fate}', but its text said {before} and now says {after}",
                    id=row.old[0],
                    fate=row.fate.value,
                    before=before or say("no figure"),
                    after=after or say("no figure"),
                ),
                say('write fate = "changed" and a reason'),
            )


def _figures(row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The figures of a reworded pledge, before and after, where they differ."""
    texts = [
        (str(change.before), str(change.after))
        for change in row.changes
        if change.kind is ChangeKind.WORDING
        and change.path.endswith(".text")
        and change.before
        and change.after
    ]
    before, after = (
        (tuple(sorted(_amounts(" ".join(side)))) for side in zip(*texts, strict=True)) if texts else ((), ())
    )
    return before, after


def _amounts(text: str) -> list[str]:
    return [hit for hit in _FIGURE.findall(text) if not _YEAR.match(hit)]


def _numbered(row: Row) -> bool:
    """Whether M322 and M323 speak of the number already."""
    return any(change.kind in (ChangeKind.TARGET_VALUE, ChangeKind.RATE) for change in row.changes)


@rule(
    "M328",
    ERROR,
    say("called ended, though it stands in the text"),
    why=say("A pledge cannot be dropped and promised at once; readers would find it under both headings."),
    source=grounds.VANISHED,
)
def ended_but_standing(subject: Subject) -> Iterator[Fault]:
    """Rows that end a pledge whose id stands here without another row that leads to it."""
    renewal = subject.agreement.renewal
    if renewal is None:
        return
    heirs = {name for row in renewal.pledge for name in row.into}
    places = {pledge.id: index for index, pledge in enumerate(subject.agreement.pledge)}
    for index, row in enumerate(renewal.pledge):
        if row.fate in ENDS and row.id in places and row.id not in heirs:
            yield Fault(
                ("renewal", "pledge", index, "fate"),
                say("'{id}' is called '{fate}', and stands in the text", id=row.id, fate=row.fate.value),
                say("delete the pledge, or say what became of it: kept, changed …"),
                also=(("pledge", places[row.id]),),
            )
