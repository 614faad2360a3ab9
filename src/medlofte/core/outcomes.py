"""What was reported about each pledge: whose last word stands, what came before it, and what was corrected.

Where two reporters say different things of the same days, both stand; no report wins by its date alone.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from medlofte.core.assess import alike, assess
from medlofte.core.coverage import coverage
from medlofte.core.hidden import Hidden
from medlofte.core.whole import party_names
from medlofte.model.agreement import Agreement
from medlofte.model.assessment import Followed, ToldOutcome
from medlofte.model.outcome import Outcome, Report, Window
from medlofte.model.pledge import Measure, Pledge
from medlofte.model.register import Filed
from medlofte.model.validity import Validity

#: A pledge, and one of its measures; an empty measure for the pledge itself.
Key = tuple[str, str]


class _Word(NamedTuple):
    """What one report says of one pledge or measure."""

    file: str
    report: Report
    outcomes: tuple[Outcome, ...]


def told(document: Agreement, reports: Sequence[Filed]) -> dict[str, tuple[ToldOutcome, ...]]:
    """Every outcome of every pledge that a report names: of the pledge itself first, then of its measures.

    Of each, what stands comes first, newest first; then what came before it, then what was corrected. A report with
    a day is later than one without; of two without, the later in sequence.
    """
    words = _words(reports)
    teller = _Teller(document, corrected(reports))
    found: dict[str, tuple[ToldOutcome, ...]] = {}
    for pledge, measure in sorted(words):
        found[pledge] = (*found.get(pledge, ()), *teller.told((pledge, measure), words[pledge, measure]))
    return found


def followed(document: Agreement, reports: Sequence[Filed], today: dt.date) -> Followed:
    """All that was reported about one document, and whether it is time that somebody did."""
    first = document.validity.from_
    readable = [filed.report for filed in reports if filed.report is not None]
    return Followed(
        reports=tuple(readable),
        told=told(document, reports),
        begun=bool(readable) or (first is not None and first <= today),
    )


def corrected(reports: Iterable[Filed]) -> dict[tuple[str, Key], str]:
    """File and pledge or measure → the file that corrects what it says of it."""
    readable = {filed.name: filed.report for filed in reports if filed.report is not None}
    found: dict[tuple[str, Key], str] = {}
    for name, report in readable.items():
        old = report.corrects
        if old in readable and not _round(name, readable):
            found |= {
                (old, (outcome.pledge, outcome.measure)): name for outcome in report.outcome if outcome.pledge
            }
    return found


def dated(report: Report) -> dt.date:
    """The day that a report stands at among others."""
    covered = report.covers.until if report.covers else None
    return report.reported_on or covered or dt.date.min


def measured(document: Agreement, key: Key) -> Pledge | Measure | None:
    """The pledge or measure that an outcome is about."""
    pledge = next((item for item in document.pledge if item.id == key[0]), None)
    if pledge is None or not key[1]:
        return pledge
    return next((item for item in pledge.measure if item.id == key[1]), None)


def unread(document: Agreement, key: Key) -> bool:
    """Whether the numbers of a pledge or measure are declared to be unknown."""
    pledge, measure = key
    where = f"pledge.{pledge}.measure.{measure}" if measure else f"pledge.{pledge}"
    return Hidden(document).at(f"{where}.target")


def _round(name: str, readable: Mapping[str, Report]) -> bool:
    """Whether corrections lead back to where they began; then none of them is one."""
    seen = {name}
    while (name := readable[name].corrects) in readable:
        if name in seen:
            return True
        seen.add(name)
    return False


def _words(reports: Sequence[Filed]) -> dict[Key, list[_Word]]:
    """By pledge and measure what each report says, newest first."""
    found: dict[Key, list[_Word]] = {}
    pairs = [(filed, filed.report) for filed in reports if filed.report is not None]
    pairs.sort(key=lambda pair: dated(pair[1]))
    for filed, report in reversed(pairs):
        said: dict[Key, list[Outcome]] = {}
        for outcome in report.outcome:
            if outcome.pledge:
                said.setdefault((outcome.pledge, outcome.measure), []).append(outcome)
        for key, outcomes in said.items():
            found.setdefault(key, []).append(_Word(filed.name, report, tuple(outcomes)))
    return found


class _Teller:
    """What every outcome of one document needs."""

    def __init__(self, document: Agreement, corrections: Mapping[tuple[str, Key], str]) -> None:
        self.document = document
        self.names = party_names(document)
        self.corrections = corrections

    def told(self, key: Key, words: Sequence[_Word]) -> list[ToldOutcome]:
        """What is said of one pledge or measure."""
        open_ = [word for word in words if (word.file, key) not in self.corrections]
        last: dict[str, _Word] = {}
        for word in open_:
            last.setdefault(_reporter(word.report), word)
        standing = _standing(list(last.values()), self.document.validity)
        earlier = [word for word in open_ if word not in standing]
        gone = [word for word in words if word not in open_]
        against = [word for word in standing if any(_differ(word, other) for other in standing)]
        return [
            *(replace(item, contradicted=word in against) for word in standing for item in self._one(word)),
            *(replace(item, earlier=True) for word in earlier for item in self._one(word)),
            *(replace(item, corrected=True) for word in gone for item in self._one(word)),
        ]

    def _one(self, word: _Word) -> list[ToldOutcome]:
        return [self._outcome(outcome, word) for outcome in word.outcomes]

    def _outcome(self, outcome: Outcome, word: _Word) -> ToldOutcome:
        report, validity, key = word.report, self.document.validity, (outcome.pledge, outcome.measure)
        promised = measured(self.document, key)
        return ToldOutcome(
            pledge=outcome.pledge,
            text=outcome.text,
            measure=outcome.measure,
            status=outcome.status,
            value=outcome.value,
            unit=outcome.unit,
            per=outcome.per,
            reason=outcome.reason,
            counted_as=outcome.counted_as,
            on=outcome.on,
            reporter=self.names.get(report.reported_by, report.reported_by) or report.reporter,
            reported_on=report.reported_on,
            reported_text=report.reported_text,
            covers=report.covers if report.covers and _shorter(report.covers, validity) else None,
            source=report.source,
            file=word.file,
            assessment=assess(outcome, report, promised, validity, unread=unread(self.document, key)),
        )


def _reporter(report: Report) -> str:
    return f"party {report.reported_by}" if report.reported_by else f"other {report.reporter}"


def _standing(words: Sequence[_Word], validity: Validity) -> list[_Word]:
    """Of the last words of each reporter, newest first, those that no other one takes the place of."""
    found: list[_Word] = []
    for word in words:
        others = [other for other in words if other is not word]
        covered = any(_covers_more(other, word, validity) for other in others)
        if not covered and not any(_same(word, other) for other in found):
            found.append(word)
    return found


def _covers_more(one: _Word, other: _Word, validity: Validity) -> bool:
    """Whether a report goes on where another ended; not where it counts less of the same thing."""
    end, before = _end(one.report, validity), _end(other.report, validity)
    return end is not None and before is not None and end > before and not _fewer(one, other)


def _end(report: Report, validity: Validity) -> dt.date | None:
    found = coverage(report, validity)
    last = found.last if found else report.reported_on
    return min(last, validity.until) if last and validity.until else last


def _fewer(one: _Word, other: _Word) -> bool:
    """Whether a report on more days counts less than one on fewer that begin no earlier."""
    begin, begun = (word.report.covers.from_ if word.report.covers else None for word in (one, other))
    if begin and (begun is None or begun < begin):
        return False
    return any(a < b for a, b in _pairs(one, other))


def _pairs(one: _Word, other: _Word) -> list[tuple[float, float]]:
    """Numbers of the same unit."""
    return [
        (a.value, b.value)
        for a in one.outcomes
        for b in other.outcomes
        if a.value is not None and b.value is not None and alike(a.unit, b.unit)
    ]


def _same(one: _Word, other: _Word) -> bool:
    """Whether two reports say the same, whatever the words."""
    return [(item.value, item.status) for item in one.outcomes] == [
        (item.value, item.status) for item in other.outcomes
    ]


def _differ(one: _Word, other: _Word) -> bool:
    """Whether two reports cannot both be right."""
    states, others = ({item.status for item in word.outcomes if item.status} for word in (one, other))
    return bool(states and others and states != others) or any(a != b for a, b in _pairs(one, other))


def _shorter(window: Window, validity: Validity) -> bool:
    late = window.from_ and validity.from_ and window.from_ > validity.from_
    early = window.until and validity.until and window.until < validity.until
    return bool(late or early)
