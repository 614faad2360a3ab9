"""What needs doing on a day: every kind of task, on the day before, the day itself, the day after."""

import datetime as dt
from typing import Any

import pytest
from records import agreement, day, ledger, pledge, target, validity

from medlofte.core.agenda import agenda, in_order, unreadable
from medlofte.core.agenda.cases import known_on, periods_over, successors
from medlofte.message import say
from medlofte.model.agenda import Duty, Signatures, Task, Urgency
from medlofte.model.agreement import Agreement
from medlofte.model.approval import Approval, Judged, Seat, Standing
from medlofte.model.outcome import Outcome, Report, Status, Window
from medlofte.model.party import Party, Signatory
from medlofte.model.pledge import Area, FollowUp, Indicator, Measure
from medlofte.model.record import Fate, Interval, Kind, PartyKind, Precision
from medlofte.model.register import Filed, Policy
from medlofte.model.source import Origin, Provenance, Signed, Unknown
from medlofte.model.validity import Deadline, Extension

RETOLD = Provenance(of=Origin.RETOLD)
YEAR = validity("2021-01-01", "2021-12-31")
PARTIES = (
    Party(id="polisen", name="Polisen", kind=PartyKind.POLICE),
    Party(id="kommunen", name="Storby kommun", kind=PartyKind.MUNICIPALITY),
)


def document(*pledges: Any, **more: Any) -> Agreement:
    """A retold agreement of 2021 between police and municipality."""
    more = {"validity": YEAR, "party": PARTIES, "provenance": RETOLD} | more
    return agreement(*pledges, **more)


def reported(*outcomes: Outcome | str, on: str = "", first: str = "", until: str = "", **more: Any) -> Filed:
    """A report as a file; a bare id stands for an outcome of that pledge without a judgement."""
    window = Window(from_=day(first) if first else None, until=day(until) if until else None)
    report = Report(
        format=1,
        reported_on=day(on) if on else None,
        covers=window if first or until else None,
        outcome=tuple(
            Outcome(pledge=one, text="Så gick det.") if isinstance(one, str) else one for one in outcomes
        ),
        **more,
    )
    return Filed(f"agreements/storby/2021/outcomes/{on or 'odaterad'}.toml", report)


def tasks(
    text: Agreement, today: str, *reports: Filed, policy: Policy | None = None, **others: Agreement
) -> list[Task]:
    """What ``storby/2021`` asks for; ``others`` are documents of the same series by period."""
    documents = {"storby/2021": text} | {f"storby/{name[1:]}": other for name, other in others.items()}
    return agenda(documents, {"storby/2021": reports}, policy or Policy(), day(today), wanted=["storby/2021"])


def only(duty: Duty, found: list[Task]) -> Task | None:
    """The one task of a kind, or None."""
    mine = [task for task in found if task.duty is duty]
    assert len(mine) < 2, mine
    return mine[0] if mine else None


def said(task: Task | None) -> str:
    assert task is not None
    return " ".join(message.text() for message in task.said)


class TestUrgency:
    """A day is overdue once it is past, soon for 30 days before and on the day itself."""

    @pytest.mark.parametrize(
        ("today", "urgency"),
        [
            ("2021-11-30", Urgency.UPCOMING),
            ("2021-12-01", Urgency.SOON),
            ("2021-12-30", Urgency.SOON),
            ("2021-12-31", Urgency.SOON),
            ("2022-01-01", Urgency.OVERDUE),
        ],
    )
    def test_end(self, today: str, urgency: Urgency) -> None:
        task = only(Duty.END, tasks(document("a"), today))
        assert task is not None
        assert (task.urgency, task.day, task.id) == (urgency, day("2021-12-31"), "end:storby/2021")

    def test_order(self) -> None:
        """Overdue first, the latest of it before the oldest; then soon, then what has no day, then the rest."""
        days = {
            "a": "2020-01-01",
            "b": "2021-05-31",
            "c": "2021-06-15",
            "d": "",
            "e": "2022-01-01",
            "f": "2021-06-01",
        }
        found = []
        for name, when in days.items():
            text = document(pledge(name, due=day(when) if when else None), validity=validity("2019-01-01"))
            found += tasks(text, "2021-06-01")
        found.append(unreadable("storby/2022", 2, day("2021-06-01")))
        assert [task.pledge for task in in_order(found)] == ["b", "a", "f", "c", "", "e"]


class TestReports:
    """Reports by the agreement's own rhythm."""

    TERTIAL = FollowUp(interval=Interval.TERTIAL, presented_by=("polisen",))

    @pytest.mark.parametrize(
        ("today", "urgency"),
        [("2021-04-29", Urgency.SOON), ("2021-04-30", Urgency.SOON), ("2021-05-01", Urgency.OVERDUE)],
    )
    def test_edges(self, today: str, urgency: Urgency) -> None:
        first = next(t for t in tasks(document("a", followup=self.TERTIAL), today) if t.duty is Duty.REPORT)
        assert (first.day, first.urgency) == (day("2021-04-30"), urgency)
        assert (first.by, first.names) == (("polisen",), ("Polisen",))
        assert first.id == "report:storby/2021:2021-04-30"

    @pytest.mark.parametrize(
        ("report", "due"),
        [
            (reported(on="2021-05-12", first="2021-01-01", until="2021-04-30"), "2021-08-31"),
            (reported(on="2021-05-12", first="2021-01-01", until="2021-04-29"), "2021-04-30"),
            (reported(on="2021-04-30"), "2021-08-31"),
            (reported(on="2021-04-29"), "2021-04-30"),
            (reported(on="2021-05-30", first="2021-01-01"), "2021-08-31"),
            (reported(), "2021-04-30"),
        ],
    )
    def test_a_report_covers_the_days_its_window_or_else_its_day_reaches(
        self, report: Filed, due: str
    ) -> None:
        found = tasks(document("a", followup=self.TERTIAL), "2021-06-01", report)
        assert next(t.day for t in found if t.duty is Duty.REPORT) == day(due)

    def test_of_several_missing_the_last_is_named_and_the_others_told(self) -> None:
        found = tasks(document("a", followup=self.TERTIAL), "2021-09-01")
        overdue = [t for t in found if t.duty is Duty.REPORT and t.urgency is Urgency.OVERDUE]
        assert [t.day for t in overdue] == [day("2021-08-31")]
        assert "So it was on 2021-04-30." in said(overdue[0])
        assert "No report is here." in said(overdue[0])

    def test_how_far_the_reports_reach_is_told(self) -> None:
        report = reported(on="2021-05-01", until="2021-03-31")
        found = tasks(document("a", followup=self.TERTIAL), "2021-06-01", report)
        assert "The reports here reach 2021-03-31." in said(found[0])
        found = tasks(document("a", followup=self.TERTIAL), "2021-06-01", reported())
        assert "cannot be told what they cover" in said(found[0])

    def test_after_the_period_only_its_outcomes_are_asked_for(self) -> None:
        found = tasks(document("a", followup=self.TERTIAL), "2022-01-01")
        assert [t.duty for t in found] == [Duty.OUTCOME, Duty.END]

    def test_a_frame_without_pledges_still_asks_for_its_report(self) -> None:
        frame = document(kind=Kind.FRAME, followup=FollowUp(interval=Interval.YEAR))
        assert only(Duty.REPORT, tasks(frame, "2022-06-01")) is not None
        assert only(Duty.REPORT, tasks(frame, "2022-06-01", reported(on="2022-01-31"))) is None

    def test_a_pledge_with_a_rhythm_of_its_own_needs_reports_that_name_it(self) -> None:
        text = document(pledge("a", followup=FollowUp(months=(5, 11))), "b")
        missing = only_overdue(tasks(text, "2021-06-01", reported("b", on="2021-05-20")))
        assert (missing.pledge, missing.day) == ("a", day("2021-05-31"))
        found = tasks(text, "2021-06-01", reported("a", on="2021-05-01"))
        assert [t.day for t in found if t.duty is Duty.REPORT] == [day("2021-11-30")]

    @pytest.mark.parametrize(
        ("made", "wanted"), [(0, "none is here"), (1, "1 is here"), (2, "2 are here"), (3, None)]
    )
    def test_so_many_times_in_the_period(self, made: int, wanted: str | None) -> None:
        text = document("a", followup=FollowUp(times=3))
        reports = [reported(on=f"2021-0{month}-15") for month in range(2, 2 + made)]
        task = only(Duty.REPORT, tasks(text, "2021-08-01", *reports))
        assert (task is None) is (wanted is None)
        if wanted:
            assert wanted in said(task)
            assert task is not None
            assert task.day == day("2021-12-31")

    def test_without_a_first_day_nothing_is_counted(self) -> None:
        text = document("a", validity=validity("", "2021-12-31"), followup=self.TERTIAL)
        assert only(Duty.REPORT, tasks(text, "2021-06-01")) is None
        signed = Provenance(of=Origin.RETOLD, signed=(Signed(on=day("2021-01-01")),))
        text = document("a", validity=validity("", "2021-12-31"), followup=self.TERTIAL, provenance=signed)
        assert only_overdue(tasks(text, "2021-06-01")).day == day("2021-04-30")

    def test_free_words_set_no_day(self) -> None:
        text = document("a", followup=FollowUp(how="Löpande återkoppling i sociala medier."))
        assert only(Duty.REPORT, tasks(text, "2021-06-01")) is None

    def test_every_week_names_only_the_next(self) -> None:
        found = tasks(document("a", followup=FollowUp(interval=Interval.WEEK)), "2021-06-02")
        assert [t.day for t in found if t.duty is Duty.REPORT] == [day("2021-05-30"), day("2021-06-06")]


def only_overdue(found: list[Task]) -> Task:
    (task,) = [t for t in found if t.urgency is Urgency.OVERDUE]
    return task


class TestOutcomes:
    """Pledges of a period that is over."""

    @pytest.mark.parametrize(
        ("today", "there"), [("2021-12-30", False), ("2021-12-31", False), ("2022-01-01", True)]
    )
    def test_edges(self, today: str, there: bool) -> None:
        task = only(Duty.OUTCOME, tasks(document("a", "b"), today))
        assert (task is not None) is there

    def test_how_many_are_missing_is_counted(self) -> None:
        text = document(pledge("a", by=("polisen",)), pledge("b", by=("kommunen",)), "c")
        assert "any of its 3 pledges" in said(only(Duty.OUTCOME, tasks(text, "2022-02-01")))
        whole = {"on": "2022-01-31", "first": "2021-01-01", "until": "2021-12-31"}
        task = only(Duty.OUTCOME, tasks(text, "2022-02-01", reported("a", "c", **whole)))
        assert "how 1 of 3 pledges went: b." in said(task)
        assert task is not None
        assert task.by == ("kommunen",)
        assert only(Duty.OUTCOME, tasks(text, "2022-02-01", reported("a", "b", "c", **whole))) is None

    def test_a_report_that_comes_later_is_not_there_yet(self) -> None:
        report = reported("a", on="2022-01-31")
        assert only(Duty.OUTCOME, tasks(document("a"), "2022-01-30", report)) is not None
        assert only(Duty.OUTCOME, tasks(document("a"), "2022-01-31", report)) is None

    def test_eight_of_twelve_months_are_not_the_year(self) -> None:
        part = reported("a", on="2021-09-10", first="2021-01-01", until="2021-08-31")
        task = only(
            Duty.OUTCOME, tasks(document("a", "b"), "2022-02-01", part, reported("b", on="2022-01-01"))
        )
        assert "For 1 of 2 pledges the reports cover only a part of the period: a." in said(task)

    @pytest.mark.parametrize(
        ("status", "missing"),
        [
            (Status.FULFILLED, False),
            (Status.EXCEEDED, False),
            (Status.REPLACED, False),
            (Status.NOT_FULFILLED, False),
            (Status.PARTLY, True),
            (Status.ONGOING, True),
            (Status.NOT_ASSESSABLE, True),
            (None, True),
        ],
    )
    def test_a_last_word_before_the_end_is_enough(self, status: Status | None, missing: bool) -> None:
        told = reported(Outcome(pledge="a", text="…", status=status), on="2021-09-10", until="2021-08-31")
        assert (only(Duty.OUTCOME, tasks(document("a"), "2022-02-01", told)) is not None) is missing

    @pytest.mark.parametrize(("value", "missing"), [(5, False), (2, True)])
    def test_a_judgement_that_the_numbers_do_not_bear_out_is_no_last_word(
        self, value: int, missing: bool
    ) -> None:
        outcome = Outcome(pledge="a", text="…", status=Status.FULFILLED, value=value, unit="kontroller")
        told = reported(outcome, on="2021-09-10", until="2021-08-31")
        found = tasks(document(pledge("a", target=(target(5),))), "2022-02-01", told)
        assert (only(Duty.OUTCOME, found) is not None) is missing

    def test_a_report_without_any_day_may_be_the_last(self) -> None:
        assert only(Duty.OUTCOME, tasks(document("a"), "2022-02-01", reported("a"))) is None

    def test_what_was_corrected_does_not_count(self) -> None:
        wrong = reported(
            Outcome(pledge="a", text="…", status=Status.FULFILLED), on="2021-06-01", until="2021-05-31"
        )
        right = reported("a", on="2021-07-01", until="2021-05-31", corrects="2021-06-01.toml")
        task = only(Duty.OUTCOME, tasks(document("a"), "2022-02-01", wrong, right))
        assert "only a part" in said(task)

    def test_a_month_that_the_text_names_after_the_end_is_waited_for(self) -> None:
        text = document("a", followup=FollowUp(months=(1,)))
        task = only(Duty.OUTCOME, tasks(text, "2022-01-15"))
        assert task is not None
        assert (task.day, task.urgency) == (day("2022-01-31"), Urgency.SOON)

    def test_vague_days_are_said_to_be_vague(self) -> None:
        vague = validity("2021-01-01", "2021-12-31", until_precision=Precision.YEAR)
        task = only(Duty.OUTCOME, tasks(document("a", validity=vague), "2022-01-01"))
        assert task is not None
        assert task.precision is Precision.YEAR

    def test_an_unknown_last_day_is_not_made_up_from_the_successor(self) -> None:
        unknown = Provenance(of=Origin.RETOLD, unknown=(Unknown(at="validity.until"),))
        old = document("a", validity=validity("2021-01-01"), provenance=unknown)
        new = document(
            "a", validity=validity("2022-01-01"), renewal=ledger("storby/2021", a=(Fate.KEPT, "a"))
        )
        task = only(Duty.OUTCOME, tasks(old, "2022-01-01", _2022=new))
        assert task is not None
        assert (task.day, task.urgency) == (None, Urgency.OPEN)
        assert only(Duty.OUTCOME, tasks(old, "2021-12-31", _2022=new)) is None

    def test_until_further_notice_ends_where_the_successor_begins(self) -> None:
        old = document("a", validity=validity("2021-01-01"))
        new = document("a", validity=validity("2022-03-01", from_precision=Precision.MONTH))
        task = only(Duty.OUTCOME, tasks(old, "2022-03-01", _2022=new))
        assert task is not None
        assert (task.day, task.precision) == (day("2022-02-28"), Precision.MONTH)
        assert "storby/2022 has taken its place." in said(task)


class TestAhead:
    """A period that begins in the far future asks for nothing but what it takes to begin."""

    @pytest.mark.parametrize(("today", "there"), [("2019-12-31", False), ("2020-01-01", True)])
    def test_twelve_months(self, today: str, there: bool) -> None:
        assert (only(Duty.END, tasks(document("a"), today)) is not None) is there


class TestDays:
    """Days that a text names."""

    @pytest.mark.parametrize(
        ("today", "urgency"),
        [("2021-06-29", Urgency.SOON), ("2021-06-30", Urgency.SOON), ("2021-07-01", Urgency.OVERDUE)],
    )
    def test_deadline(self, today: str, urgency: Urgency) -> None:
        dated = validity(
            "2021-01-01", "2021-12-31", deadline=(Deadline(date=day("2021-06-30"), what="Samråd"),)
        )
        task = only(Duty.DEADLINE, tasks(document("a", validity=dated), today))
        assert task is not None
        assert (task.urgency, task.about, task.by) == (urgency, "Samråd", ("polisen", "kommunen"))
        assert ("does not tell whether" in said(task)) is (urgency is Urgency.OVERDUE)

    def test_deadlines_of_one_day_have_ids_of_their_own(self) -> None:
        both = tuple(Deadline(date=day("2021-06-30"), what=what) for what in ("Samråd", "Översyn"))
        found = tasks(
            document("a", validity=validity("2021-01-01", "2021-12-31", deadline=both)), "2021-01-01"
        )
        ids = [t.id for t in found if t.duty is Duty.DEADLINE]
        assert ids == ["deadline:storby/2021:2021-06-30", "deadline:storby/2021:2021-06-30-2"]

    @pytest.mark.parametrize(
        ("until", "months", "last"),
        [
            ("2021-12-31", 6, "2021-06-30"),
            ("2021-08-31", 6, "2021-02-28"),
            ("2024-08-31", 6, "2024-02-29"),
            ("2024-02-29", 12, "2023-02-28"),
            ("2021-03-30", 1, "2021-02-27"),
            ("2021-10-15", 3, "2021-07-15"),
        ],
    )
    def test_notice(self, until: str, months: int, last: str) -> None:
        option = Extension(months=12, notice_months=months, condition="efter samråd")
        text = document("a", validity=validity("2020-01-01", until, extension=option))
        found = [only(Duty.NOTICE, tasks(text, str(day(last) + dt.timedelta(days=n)))) for n in (-1, 0, 1)]
        assert [task.urgency for task in found if task] == [Urgency.SOON, Urgency.SOON, Urgency.OVERDUE]
        assert {task.day for task in found if task} == {day(last)}

    def test_notice_is_not_told_twice(self) -> None:
        option = Extension(months=12, notice_months=6)
        told = (Deadline(date=day("2021-06-30"), what="Samråd om förlängning"),)
        text = document("a", validity=validity("2020-01-01", "2021-12-31", extension=option, deadline=told))
        assert only(Duty.NOTICE, tasks(text, "2021-06-01")) is None
        assert only(Duty.DEADLINE, tasks(text, "2021-06-01")) is not None

    @pytest.mark.parametrize(
        ("today", "urgency"),
        [("2024-02-28", Urgency.SOON), ("2024-02-29", Urgency.SOON), ("2024-03-01", Urgency.OVERDUE)],
    )
    def test_due(self, today: str, urgency: Urgency) -> None:
        text = document(
            pledge("a", due=day("2024-02-29"), by=("polisen",)), validity=validity("2024-01-01", "2024-12-31")
        )
        task = only(Duty.DUE, tasks(text, today))
        assert task is not None
        assert (task.urgency, task.pledge, task.by) == (urgency, "a", ("polisen",))

    @pytest.mark.parametrize(
        ("outcome", "done"),
        [
            (Outcome(pledge="a", text="…", status=Status.FULFILLED), True),
            (Outcome(pledge="a", text="…", status=Status.NOT_FULFILLED), True),
            (Outcome(pledge="a", text="…", status=Status.ONGOING), False),
            (Outcome(pledge="a", text="…", status=Status.PARTLY), False),
            (Outcome(pledge="a", text="…", on=day("2021-05-02")), True),
            (Outcome(pledge="a", text="…"), False),
            (Outcome(pledge="a", measure="m", text="…", status=Status.FULFILLED), False),
            (Outcome(pledge="b", text="…", status=Status.FULFILLED), False),
        ],
    )
    def test_due_is_done_when_a_report_says_so(self, outcome: Outcome, done: bool) -> None:
        text = document(pledge("a", due=day("2021-06-30")), "b")
        report = reported(outcome, on="2021-06-01", until="2021-05-31")
        assert (only(Duty.DUE, tasks(text, "2021-07-10", report)) is None) is done

    def test_a_measure_is_done_with_its_pledge(self) -> None:
        measure = Measure(id="m", text="Räkna", due=day("2021-03-31"))
        text = document(pledge("a", by=("kommunen",), measure=(measure,)))
        task = only(Duty.DUE, tasks(text, "2021-04-01"))
        assert task is not None
        assert (task.measure, task.by, task.about) == ("m", ("kommunen",), "Räkna")
        whole = reported(Outcome(pledge="a", text="…", status=Status.FULFILLED), on="2021-04-01")
        assert only(Duty.DUE, tasks(text, "2021-04-01", whole)) is None

    def test_goal(self) -> None:
        area = Area(
            id="trafik",
            title="Trafik",
            indicator=(Indicator(title="Oro", unit="procent", goal=25, goal_date=day("2021-11-15")),),
        )
        text = document("a", area=(area,), validity=validity("2021-01-01", "2021-12-31"))
        found = [only(Duty.GOAL, tasks(text, when)) for when in ("2021-11-14", "2021-11-15", "2021-11-16")]
        assert [t.urgency for t in found if t] == [Urgency.SOON, Urgency.SOON, Urgency.OVERDUE]
        assert "25 procent" in said(found[0])
        assert only(Duty.GOAL, tasks(text, "2021-12-01", reported(on="2021-11-15"))) is None
        assert only(Duty.GOAL, tasks(text, "2021-12-01", reported(on="2021-11-14"))) is not None

    def test_end_is_told_only_where_nothing_follows(self) -> None:
        new = document("a", validity=validity("2022-01-01", "2022-12-31"))
        assert only(Duty.END, tasks(document("a"), "2022-06-01")) is not None
        assert only(Duty.END, tasks(document("a"), "2022-06-01", _2022=new)) is None
        frame = document(kind=Kind.FRAME, validity=validity("2022-01-01", "2022-12-31"))
        assert only(Duty.END, tasks(document("a"), "2022-06-01", _2022=frame)) is not None
        assert only(Duty.END, tasks(document("a", validity=validity("2021-01-01")), "2030-01-01")) is None

    def test_what_is_over_binds_no_more(self) -> None:
        dated = validity(
            "2021-01-01", "2021-12-31", deadline=(Deadline(date=day("2021-06-30"), what="Samråd"),)
        )
        text = document(pledge("a", due=day("2021-05-31")), validity=dated)
        duties = {task.duty for task in tasks(text, "2022-01-01")}
        assert duties == {Duty.OUTCOME, Duty.END}


class TestLaw:
    """The two-year follow-up of law 2023:196, of plans, where the register says that it applies."""

    ON = Policy(law_2023_196=True)

    @pytest.mark.parametrize(
        ("first", "due"),
        [("2022-01-01", "2025-07-01"), ("2023-07-01", "2025-07-01"), ("2024-02-29", "2026-02-28")],
    )
    def test_counted_from_the_plan_but_not_from_before_the_law(self, first: str, due: str) -> None:
        plan = document(kind=Kind.PLAN, validity=validity(first))
        found = [
            only(Duty.LAW, tasks(plan, str(day(due) + dt.timedelta(days=n)), policy=self.ON))
            for n in (-1, 0, 1)
        ]
        assert [t.urgency for t in found if t] == [Urgency.SOON, Urgency.SOON, Urgency.OVERDUE]
        assert {t.day for t in found if t} == {day(due)}
        assert found[0] is not None
        assert found[0].by == ("kommunen",)

    def test_a_follow_up_begins_two_new_years(self) -> None:
        plan = document(kind=Kind.PLAN, validity=validity("2024-01-01"))
        task = only(Duty.LAW, tasks(plan, "2025-06-01", reported(on="2025-03-31"), policy=self.ON))
        assert task is not None
        assert (task.day, task.id) == (day("2027-03-31"), "law:storby/2021:2027-03-31")

    def test_only_plans_where_it_applies(self) -> None:
        plan = document(kind=Kind.PLAN, validity=validity("2024-01-01"))
        assert only(Duty.LAW, tasks(plan, "2025-06-01")) is None
        frame = document(kind=Kind.FRAME, validity=validity("2024-01-01"))
        assert only(Duty.LAW, tasks(frame, "2025-06-01", policy=self.ON)) is None

    def test_a_plan_that_ends_before_is_not_asked(self) -> None:
        plan = document(kind=Kind.PLAN, validity=validity("2024-01-01", "2025-12-31"))
        assert only(Duty.LAW, tasks(plan, "2025-06-01", policy=self.ON)) is None


SEATS = (
    Seat(Signatory(party="polisen", person="anna", name="Anna"), "Polisen"),
    Seat(Signatory(party="kommunen", person="bo", name="Bo"), "Storby kommun"),
)
UNSIGNED = Approval(SEATS, (say("Anna has not signed"), say("Bo too")))


def signing(today: str, approval: Approval, origin: Origin = Origin.ORIGINAL, **more: Any) -> list[Task]:
    text = document("a", provenance=Provenance(of=origin), **more)
    signatures = {"storby/2021": Signatures(1, approval)}
    return agenda({"storby/2021": text}, {}, Policy(), day(today), signatures=signatures)


class TestDrafts:
    """What a text waits for on its way to a release."""

    def test_undecided_is_all_that_a_draft_is_asked(self) -> None:
        rows = ledger("storby/2020", a=(Fate.KEPT, "a"), b=(Fate.UNDECIDED, ""), c=(Fate.UNDECIDED, ""))
        dated = validity(
            "2021-01-01", "2021-12-31", deadline=(Deadline(date=day("2021-06-30"), what="Samråd"),)
        )
        (task,) = tasks(document("a", renewal=rows, validity=dated), "2020-12-31")
        assert (task.duty, task.day, task.urgency) == (Duty.UNDECIDED, day("2021-01-01"), Urgency.SOON)
        assert "2 of 3 old pledges is undecided: b, c." in said(task)

    @pytest.mark.parametrize(
        ("today", "urgency"),
        [("2020-12-31", Urgency.SOON), ("2021-01-01", Urgency.SOON), ("2021-01-02", Urgency.OVERDUE)],
    )
    def test_who_has_not_signed(self, today: str, urgency: Urgency) -> None:
        task = only(Duty.SIGNATURE, signing(today, UNSIGNED))
        assert task is not None
        assert (task.urgency, task.by, task.id) == (
            urgency,
            ("polisen", "kommunen"),
            "signature:storby/2021:r1",
        )
        assert "Anna has not signed, Bo too" in said(task)

    def test_retold_history_needs_no_signature(self) -> None:
        for origin in (Origin.RETOLD, Origin.TRANSCRIPT):
            assert only(Duty.SIGNATURE, signing("2021-06-01", UNSIGNED, origin)) is None

    def test_a_period_that_is_over_is_not_signed_any_more_unless_somebody_began(self) -> None:
        assert only(Duty.SIGNATURE, signing("2022-01-01", UNSIGNED)) is None
        held: Any = None
        begun = (Seat(SEATS[0].signatory, "Polisen", Judged(held, Standing.APPROVED)), SEATS[1])
        task = only(Duty.SIGNATURE, signing("2022-01-01", Approval(begun, UNSIGNED.missing)))
        assert task is not None
        assert task.by == ("kommunen",)

    def test_all_have_signed(self) -> None:
        held: Any = None
        seats = tuple(Seat(s.signatory, s.party_name, Judged(held, Standing.APPROVED)) for s in SEATS)
        task = only(Duty.RELEASE, signing("2021-06-01", Approval(seats)))
        assert task is not None
        assert task.command == "medlofte release storby/2021"

    def test_without_a_first_day_there_is_none(self) -> None:
        task = only(Duty.SIGNATURE, signing("2021-06-01", UNSIGNED, validity=validity("", "2021-12-31")))
        assert task is not None
        assert task.urgency is Urgency.OPEN


class TestSeries:
    """Which document follows which, and what is over."""

    def test_by_ledger_else_by_date(self) -> None:
        documents = {
            "storby/2019": document("a", validity=validity("2019-01-01", "2019-12-31")),
            "storby/2020": document(
                "a", validity=validity("2020-01-01", "2020-12-31"), renewal=ledger("storby/2019")
            ),
            "storby/2021": document("a"),
            "storby/odaterad": document("a", validity=validity()),
        }
        assert successors(documents) == {"storby/2019": "storby/2020", "storby/2020": "storby/2021"}

    def test_a_later_one_follows_though_it_renews_another(self) -> None:
        """Nobody who sees the document of 2025 would say that nothing follows that of 2021."""
        documents = {
            "storby/2020": document("a", validity=validity("2020-01-01", "2020-12-31")),
            "storby/2021": document("a", renewal=ledger("storby/2020")),
            "storby/2025": document("a", validity=validity("2025-01-01"), renewal=ledger("storby/2020")),
        }
        assert successors(documents)["storby/2021"] == "storby/2025"

    def test_periods_over(self) -> None:
        documents = {
            "storby/2021": document("a"),
            "storby/2022": document("a", validity=validity("2022-01-01")),
        }
        assert periods_over(documents, day("2021-12-31")) == set()
        assert periods_over(documents, day("2022-01-01")) == {"storby/2021"}

    def test_a_successor_that_begins_early_ends_the_period(self) -> None:
        new = document("a", validity=validity("2021-10-01"))
        task = only(Duty.OUTCOME, tasks(document("a"), "2021-10-01", _2022=new))
        assert task is not None
        assert task.day == day("2021-09-30")

    def test_reports_that_are_there(self) -> None:
        early, late, never = reported(on="2021-05-01"), reported(until="2021-06-30"), reported()
        broken = Filed("x.toml", None)
        known = known_on([early, late, never, broken], day("2021-05-01"))
        assert known == (early.report, never.report)


def test_the_calendar_has_a_last_day() -> None:
    """The ends of the calendar break nothing."""
    for first, last in (("0001-01-01", "0001-12-31"), ("9999-01-01", "9999-12-31")):
        for interval in Interval:
            text = document(
                pledge("a", due=day(last), followup=FollowUp(months=(1, 12))),
                validity=validity(first, last, extension=Extension(months=12, notice_months=24)),
                followup=FollowUp(interval=interval),
            )
            for today in (first, last, "2021-06-30"):
                tasks(text, today, policy=Policy(law_2023_196=True))
