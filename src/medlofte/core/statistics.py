"""Figures on the pledges of series: what they have, what became of them, how they went; counts behind every share."""

import datetime as dt
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from medlofte.core.agenda.cases import known_files, periods_over
from medlofte.core.changelog import entries
from medlofte.core.hidden import Hidden
from medlofte.core.outcomes import told
from medlofte.core.series import ordered
from medlofte.model.agreement import Agreement
from medlofte.model.pledge import Pledge
from medlofte.model.register import Filed
from medlofte.model.statistics import Figures, Part, SeriesFigures, Share, outcome

#: What stands for a fate where nothing follows.
OPEN = "open"


@dataclass(frozen=True, slots=True)
class Row:
    """One pledge of one document, each question answered: yes, no, or None where it cannot be told.

    Attributes:
        document: The document.
        area: Id of its area.
        owner: Whether somebody answers for it.
        number: Whether a number is promised.
        goal: Whether an effect is aimed at.
        followup: Whether the text tells how it is followed up.
        told: Whether a report tells of it; None where its period is not over and none does.
        fate: What became of it.
        outcome: How it went.
    """

    document: str
    area: str
    owner: bool | None
    number: bool | None
    goal: bool | None
    followup: bool | None
    told: bool | None
    fate: str
    outcome: str


def series_figures(
    series: str,
    documents: Mapping[str, Agreement],
    reports: Mapping[str, Sequence[Filed]],
    today: dt.date,
    *,
    wanted: Iterable[str] | None = None,
) -> tuple[SeriesFigures, list[Row]]:
    """The figures of one series, and its rows, so that those of several can be added up.

    Args:
        series: Its name.
        documents: All its documents, by name.
        reports: The reports about each.
        today: The day that decides which periods are over and which reports are there.
        wanted: The documents asked about; all where nothing is said.
    """
    fates = _fates(documents)
    over = periods_over(documents, today)
    line = [name for name in ordered(documents) if wanted is None or name in set(wanted)]
    rows = [
        row
        for name in line
        for row in _rows(name, documents[name], known_files(reports.get(name, ()), today), fates, over)
    ]
    partial = {name for name in line if Hidden(documents[name]).list_goes_on}
    titles = {area.id: area.title for name in line for area in documents[name].area}
    areas = list(dict.fromkeys(row.area for row in rows))
    found = SeriesFigures(
        series=series,
        figures=figures(rows, len(line), len(partial)),
        period=tuple(
            Part(
                id=name,
                title=documents[name].title,
                figures=figures([row for row in rows if row.document == name], 1, int(name in partial)),
            )
            for name in line
        ),
        area=tuple(
            Part(id=area, title=titles.get(area, ""), figures=_of_area(area, rows, partial)) for area in areas
        ),
    )
    return found, rows


def _of_area(area: str, rows: Sequence[Row], partial: set[str]) -> Figures:
    mine = [row for row in rows if row.area == area]
    held = {row.document for row in mine}
    return figures(mine, len(held), len(held & partial))


def figures(rows: Sequence[Row], documents: int, incomplete: int) -> Figures:
    """What some rows add up to."""
    return Figures(
        documents=documents,
        incomplete=incomplete,
        pledges=len(rows),
        owner=_share(row.owner for row in rows),
        number=_share(row.number for row in rows),
        goal=_share(row.goal for row in rows),
        followup=_share(row.followup for row in rows),
        outcome=_share(row.told for row in rows),
        fates=dict(sorted(Counter(row.fate for row in rows).items())),
        outcomes=dict(sorted(Counter(row.outcome for row in rows).items())),
    )


def _share(answers: Iterable[bool | None]) -> Share:
    found = Counter(answers)
    return Share(count=found[True], of=found[True] + found[False], unknown=found[None])


def _rows(
    name: str,
    document: Agreement,
    reports: Sequence[Filed],
    fates: Mapping[tuple[str, str], str],
    over: Container[str],
) -> Iterator[Row]:
    hidden = Hidden(document)
    outcomes = told(document, reports)
    goals = _goals(document)
    for pledge in document.pledge:
        found = outcomes.get(pledge.id, ())
        at = f"pledge.{pledge.id}"
        yield Row(
            document=name,
            area=pledge.area,
            owner=_known(_owned(pledge), hidden, f"{at}.by"),
            number=_known(_counted(pledge), hidden, f"{at}.target", f"{at}.text"),
            goal=_known(
                bool(pledge.purpose or document.goal or pledge.area in goals),
                hidden, "goal", f"area.{pledge.area}.goal", f"{at}.purpose",
            ),
            followup=_known(
                bool(pledge.followup or document.followup), hidden, "followup", f"{at}.followup"
            ),
            told=bool(found) if found or name in over else None,
            fate=fates.get((name, pledge.id), OPEN),
            outcome=outcome(found, over=name in over),
        )  # fmt: skip


def _known(answer: bool, hidden: Hidden, *places: str) -> bool | None:  # noqa: FBT001
    """An answer, unless it is no and what would make it yes is not known there."""
    return None if not answer and any(hidden.at(place) for place in places) else answer


def _owned(pledge: Pledge) -> bool:
    return bool(pledge.by or pledge.commitment or any(part.by or part.commitment for part in pledge.measure))


def _counted(pledge: Pledge) -> bool:
    shares = (*pledge.commitment, *(share for part in pledge.measure for share in part.commitment))
    return bool(pledge.target or [part for part in pledge.measure if part.target]) or any(
        share.target for share in shares
    )


def _goals(document: Agreement) -> set[str]:
    """Areas with a goal, of their own or of one above them."""
    above = {area.id: area.parent for area in document.area}
    own = {area.id for area in document.area if area.goal}
    return {area for area in above if own & set(_upwards(area, above))}


def _upwards(area: str, above: Mapping[str, str]) -> Iterator[str]:
    seen: set[str] = set()
    while area in above and area not in seen:
        seen.add(area)
        yield area
        area = above[area]


def _fates(documents: Mapping[str, Agreement]) -> dict[tuple[str, str], str]:
    """What became of each pledge by the document that follows; of several that tell it, by the latest."""
    found: dict[tuple[str, str], str] = {}
    for entry in reversed(entries(documents, {}).entries):
        for group in entry.groups:
            for item in group.items:
                found |= {(entry.of, one.id): item.fate.value for one in item.old}
    return found
