"""Columns of open data: promised numbers, the life of a pledge around one document, and how it went."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from medlofte.model.assessment import ToldOutcome
from medlofte.model.biography import Ending, Life, Stage
from medlofte.model.change import RowFate
from medlofte.model.pledge import OfWhich, Pledge, Target
from medlofte.model.record import Comparison, Per
from medlofte.model.ref import is_name
from medlofte.model.row import OutcomeRow
from medlofte.model.row_codes import ComparisonCode, FateCode, OutcomeCode, PerCode
from medlofte.model.statistics import outcome


def target_columns(pledge: Pledge) -> dict[str, Any]:
    """The first promised number in columns of its own, and the rest in words."""
    first = pledge.target[0] if pledge.target else None
    rest = [*pledge.target[1:], *(target for part in pledge.measure for target in part.target)]
    lines = [*(_parts(first) if first else ()), *map(_said, rest)]
    return {
        "target": first.value if first else None,
        "target_comparison": _comparison(first.comparison) if first else None,
        "target_unit": first.unit if first else "",
        "target_per": _per(first.per) if first else None,
        "targets": "\n".join(lines),
    }


def _comparison(item: Comparison | None) -> ComparisonCode | None:
    return ComparisonCode[item.name] if item else None


def _per(item: Per | None) -> PerCode | None:
    return PerCode[item.name] if item else None


def _said(item: Target) -> str:
    """A whole number: "minst 4 vandringar per ar, varav 2 om kvällen"."""
    head = " ".join(part for part in (_figure(item), item.unit) if part)
    per = _per(item.per)
    return ", ".join((f"{head} per {per.value}" if per else head, *_parts(item, repeated=True)))


def _parts(item: Target, *, repeated: bool = False) -> Iterator[str]:
    """What belongs to a number and has no column; what its figure says already is not ``repeated``."""
    if not repeated and item.average:
        yield "i snitt"
    if not repeated and item.of is not None:
        yield f"av {item.of}"
    if item.any_of:
        yield f"nagot av: {', '.join(item.any_of)}"
    for part in item.of_which:
        yield f"varav {_figure(part)} {part.unit}"
    if item.method:
        yield f"metod: {item.method}"
    if item.beyond:
        yield f"utover: {item.beyond}"


def _figure(item: Target | OfWhich) -> str:
    binds = _comparison(item.comparison)
    words = [binds.value] if binds else []
    if isinstance(item, Target) and item.average:
        words.append("i snitt")
    words.append(str(item.value))
    if isinstance(item, Target) and item.of is not None:
        words.append(f"av {item.of}")
    return " ".join(words)


def life_columns(life: Life, stage: Stage, after: Sequence[Ending]) -> dict[str, Any]:
    """How a pledge came to where it stands, since when it goes on without a break, and what became of it there."""
    return {
        "since": _since(life.begun(stage)),
        "fate": FateCode[stage.fate.name],
        "fate_of": (stage.moved_from,) if stage.moved_from else stage.of,
        "fate_reason": stage.reason,
        "then": tuple(FateCode[ending.fate.name] for ending in after),
        "then_in": tuple(_told_in(ending) for ending in after),
        "then_reason": "\n".join(dict.fromkeys(ending.reason for ending in after if ending.reason)),
    }


def _told_in(ending: Ending) -> str:
    """The document that tells what became of a pledge; of a moved one that which it moved to, where it is one."""
    gone = ending.fate is RowFate.MOVED and "/" in ending.to and is_name(ending.to)
    return ending.to if gone else ending.document


def _since(begun: Stage) -> str:
    """Where it began or came back; empty where nobody tells whether it stood in the document before."""
    return "" if begun.fate is RowFate.UNKNOWN else begun.before or begun.document


def after(life: Life, stage: Stage) -> Iterator[Ending]:
    """What documents tell of a pledge that is not in them, or goes on there."""
    yield from stage.ending
    following = next(iter(life.stage[life.stage.index(stage) + 1 :]), None)
    if following and following.fate is not RowFate.REINTRODUCED:
        yield Ending(document=following.document, fate=following.fate, reason=following.reason)


def outcome_columns(found: Sequence[ToldOutcome]) -> dict[str, Any]:
    """How a pledge went: what every report that stands agrees on; where they do not, the column stays empty."""
    standing = [item for item in found if item.stands]
    told = [item for item in standing if not item.measure] or standing
    values = {(item.reckoned, item.unit) for item in told if item.value is not None and not item.measure}
    value, unit = values.pop() if len(values) == 1 else (None, "")
    covered = {_days(item) for item in told}
    first, last = covered.pop() if len(covered) == 1 else (None, None)
    return {
        "outcome": OutcomeCode[outcome(found, over=True).upper()],
        "outcome_value": value,
        "outcome_unit": unit,
        "outcome_text": _texts(told),
        "outcome_by": tuple(dict.fromkeys(item.reporter for item in told)),
        "outcome_on": max((item.reported_on for item in told if item.reported_on), default=None),
        "outcome_first": first,
        "outcome_last": last,
        "outcomes": len(standing),
        "contradicted": any(item.contradicted for item in standing),
    }


def _texts(told: Sequence[ToldOutcome]) -> str:
    if len(told) == 1:
        return told[0].text
    return "\n\n".join(f"{item.reporter}: {item.text}" for item in told)


def _days(item: ToldOutcome) -> tuple[dt.date | None, dt.date | None]:
    """The days that a report says it is about."""
    covers = item.assessment.covers if item.assessment else None
    return (covers.first, covers.last) if covers and covers.stated else (None, None)


def outcome_rows(document: str, found: Iterable[ToldOutcome]) -> Iterator[OutcomeRow]:
    """Everything that was told, also what no longer stands."""
    for item in found:
        raw = item.covers if item.assessment and item.assessment.summed else None
        first, last = (raw.from_, raw.until) if raw else _days(item)
        yield OutcomeRow(
            document=document,
            pledge=item.pledge,
            measure=item.measure,
            status=OutcomeCode[item.status.name] if item.status else None,
            value=item.value,
            unit=item.unit,
            per=_per(item.per),
            text=item.text,
            reason=item.reason,
            counted_as=item.counted_as,
            reached=item.on,
            reporter=item.reporter,
            reported_on=item.reported_on,
            reported_text=item.reported_text,
            first=first,
            last=last,
            source=item.source,
            file=item.file,
            stands=item.stands,
            contradicted=item.contradicted,
        )
