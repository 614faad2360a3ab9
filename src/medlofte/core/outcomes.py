"""What was reported about each pledge: whose last word stands, what came before it, and what was corrected.

Of each reporter the word stands that goes on longest, of several the last one filed. Parties never take each other's
place: where they say different things, both stand. Only what somebody else tells, such as a newspaper, gives way to a
report on how it went on.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from medlofte.core.assess import alike, assess
from medlofte.core.hidden import Hidden
from medlofte.core.reports import corrected, dated, end_of, in_order
from medlofte.core.whole import party_names
from medlofte.core.windows import Key
from medlofte.model.agreement import Agreement
from medlofte.model.assessment import Followed, ToldOutcome
from medlofte.model.outcome import Outcome, Report, Window
from medlofte.model.pledge import Measure, Number, Pledge
from medlofte.model.register import Filed
from medlofte.model.validity import Validity


class _Word(NamedTuple):
    """What one report says of one pledge or measure."""

    file: str
    report: Report
    outcomes: tuple[Outcome, ...]


def told(document: Agreement, reports: Sequence[Filed]) -> dict[str, tuple[ToldOutcome, ...]]:
    """Every outcome of every pledge that a report names: of the pledge itself first, then of its measures.

    Of each, what stands comes first, newest first; then what came before it, then what was corrected. A report that
    goes on longer is newer, then one that was made later, then one that was filed later. One with a day is later than
    one without, and one that corrects another is never older than that.
    """
    words = _words(in_order(reports, document.validity))
    teller = _Teller(document, corrected(reports))
    found: dict[str, tuple[ToldOutcome, ...]] = {}
    for pledge, measure in sorted(words):
        found[pledge] = (*found.get(pledge, ()), *teller.told((pledge, measure), words[pledge, measure]))
    return found


def followed(document: Agreement, reports: Sequence[Filed], today: dt.date) -> Followed:
    """All that was reported about one document, and whether it is time that somebody did."""
    first = document.validity.from_
    readable = [filed.report for filed in in_order(reports, document.validity) if filed.report is not None]
    return Followed(
        reports=tuple(readable),
        told=told(document, reports),
        begun=bool(readable) or (first is not None and first <= today),
    )


def beside(document: Agreement, reports: Iterable[Filed]) -> int:
    """How many reports tell of something else than the pledges of the document."""
    known = {pledge.id for pledge in document.pledge}
    readable = [filed.report for filed in reports if filed.report is not None]
    return sum(any(outcome.pledge not in known for outcome in report.outcome) for report in readable)


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


def _words(reports: Sequence[Filed]) -> dict[Key, list[_Word]]:
    """By pledge and measure what each report says, newest first."""
    found: dict[Key, list[_Word]] = {}
    pairs = [(filed, filed.report) for filed in reports if filed.report is not None]
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
        standing = [word for word in last.values() if self._is_last(word, last.values())]
        earlier = [word for word in open_ if word not in standing]
        gone = [word for word in words if word not in open_]
        return [
            *self._side_by_side([(word, self._one(word, open_)) for word in standing]),
            *(replace(one, earlier=True) for word in earlier for one in self._one(word, open_)),
            *(replace(one, corrected=True) for word in gone for one in self._one(word, ())),
        ]

    def _is_last(self, word: _Word, last: Iterable[_Word]) -> bool:
        """Whether nobody has told how it went on; what a party says is its own, and no other one takes its place."""
        if word.report.reported_by:
            return True
        return not any(_goes_on(other, word, self.document.validity) for other in last)

    def _side_by_side(self, standing: Sequence[tuple[_Word, list[ToldOutcome]]]) -> Iterator[ToldOutcome]:
        """The last words of all reporters, with those marked that another one contradicts."""
        validity = self.document.validity
        for word, items in standing:
            against = any(
                _differ(items, others)
                and not _goes_on(word, other, validity)
                and not _goes_on(other, word, validity)
                for other, others in standing
                if other is not word
            )
            yield from (replace(one, contradicted=against) for one in items)

    def _one(self, word: _Word, among: Sequence[_Word]) -> list[ToldOutcome]:
        mine = [one.report for one in among if _reporter(one.report) == _reporter(word.report)]
        return [self._outcome(outcome, word, mine) for outcome in word.outcomes]

    def _outcome(self, outcome: Outcome, word: _Word, others: Sequence[Report]) -> ToldOutcome:
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
            assessment=assess(
                outcome, report, promised, validity, unread=unread(self.document, key), others=others
            ),
        )


def _reporter(report: Report) -> str:
    return f"party {report.reported_by}" if report.reported_by else f"other {report.reporter}"


def own_reports(report: Report, reports: Sequence[Filed], validity: Validity) -> list[Report]:
    """The reports of whoever makes one, newest first, without those that were corrected."""
    there = in_order(reports, validity)
    gone = {old for old, _ in corrected(there)}
    return [
        filed.report
        for filed in reversed(there)
        if filed.report and filed.name not in gone and _reporter(filed.report) == _reporter(report)
    ]


def _goes_on(one: _Word, other: _Word, validity: Validity) -> bool:
    """Whether a report tells how it went on after another one: of later days, not made before it, counting no less."""
    end, before = end_of(one.report, validity), end_of(other.report, validity)
    if end is None or before is None or end <= before:
        return False
    return dated(one.report) >= dated(other.report) and not _fewer(one, other)


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


def _differ(one: Sequence[ToldOutcome], other: Sequence[ToldOutcome]) -> bool:
    """Whether two reporters cannot both be right."""
    states, others = ({item.status for item in items if item.status} for items in (one, other))
    return bool(states and others and states != others) or any(
        alike(a.unit, b.unit) and _summed(a) != _summed(b) and _begin(a) == _begin(b)
        for a in one
        for b in other
        if a.value is not None and b.value is not None
    )


def _summed(item: ToldOutcome) -> Number | None:
    """The number told, with those of the days before that belong to it."""
    return item.reckoned if item.assessment and item.assessment.summed else item.value


def _begin(item: ToldOutcome) -> dt.date | None:
    """The first of the days that a number is about, where the period does not begin with it."""
    covers = item.assessment.covers if item.assessment else None
    return covers.first if covers and not covers.begins else None


def _shorter(window: Window, validity: Validity) -> bool:
    late = window.from_ and validity.from_ and window.from_ > validity.from_
    early = window.until and validity.until and window.until < validity.until
    return bool(late or early)
