"""What is said of an outcome: never more than its days, and nothing of it steers a terminal or a page."""

import datetime as dt
import re

import msgspec
import pytest
import view_world as world

from medlofte.core.assess import assess
from medlofte.core.compare import Named, compare
from medlofte.core.compared_outcomes import with_outcomes
from medlofte.core.outcomes import told as all_told
from medlofte.model.assessment import ToldOutcome
from medlofte.model.outcome import Outcome, Report, Status, Window
from medlofte.model.pledge import OfWhich, Pledge, Target
from medlofte.model.record import Comparison, Per
from medlofte.model.register import Filed
from medlofte.model.validity import Validity
from medlofte.view import diff_html, diff_markdown, diff_text, told
from medlofte.view.assessment import said
from medlofte.view.catalog import catalog
from medlofte.view.draft_comments import how_it_went
from medlofte.view.question import question

EN, SV = catalog("en"), catalog("sv")
YEAR = Validity(from_=dt.date(2020, 1, 1), until=dt.date(2020, 12, 31))


def lines(value, number=None, *, until=None, first=None, reported=None, beside=(), **more):
    outcome = Outcome(pledge="a", text="Så.", value=value, **({"unit": "kontroller"} | more))
    covers = Window(from_=first, until=until) if until or first else None
    report = Report(format=1, covers=covers, reported_on=reported, outcome=(outcome, *beside))
    target = (Target(**({"unit": "kontroller"} | number)),) if number else ()
    return list(said(assess(outcome, report, Pledge(id="a", text="x", target=target), YEAR), EN))


APRIL, MAY, AUGUST = dt.date(2020, 4, 30), dt.date(2020, 5, 1), dt.date(2020, 8, 31)
END = dt.date(2020, 12, 31)


@pytest.mark.parametrize(
    ("told_of", "expected"),
    [
        (
            lines(6, {"value": 20, "per": Per.PERIOD}, until=APRIL),
            ["6 of 20; the report covers 4 of 12 months (2020-01-01–2020-04-30)",
             "on course: 6 in 4 months is 1.5 a month; 20 in 12 is 1.7 a month, or 6.7 by then"],
        ),
        (
            lines(6, {"value": 20, "per": Per.PERIOD}, first=MAY, until=AUGUST, status=Status.FULFILLED),
            ["6 of 20; the report covers 4 of 12 months (2020-05-01–2020-08-31)",
             "on course: 6 in 4 months is 1.5 a month; 20 in 12 is 1.7 a month, or 6.7 in 4"],
        ),
        (
            lines(20, {"value": 2, "per": Per.WEEK}, first=MAY, until=AUGUST),
            ["20, promised: 2 a week; the report covers 4 of 12 months (2020-05-01–2020-08-31)",
             "behind: 20 in 4 months is 5 a month; 2 a week is 8.7 a month, or 34.8 in 4"],
        ),
        (
            lines(20, {"value": 20}, first=dt.date(2019, 9, 1), until=END),
            ["20 of 20; the report covers 16 months, the period has 12 (2019-09-01–2020-12-31)",
             "done before the period began, in part or in whole"],
        ),
        (
            lines(7, {"value": 7, "per": Per.PERIOD}, first=MAY, reported=dt.date(2021, 2, 1)),
            ["7 of 7; the report covers 8 of 12 months (2020-05-01–2020-12-31)"],
        ),
        (
            lines(4, {"value": 5, "per": Per.PERIOD}, until=AUGUST, status=Status.FULFILLED),
            ["4 of 5; the report covers 8 of 12 months (2020-01-01–2020-08-31)",
             ("reported as fulfilled, which the numbers do not show; "
             "on course: 4 in 8 months is 0.5 a month; 5 in 12 is 0.42 a month, or 3.3 by then")],
        ),
        (
            lines(1, {"value": 12}, until=AUGUST),
            ["1 of 12; the report covers 8 of 12 months (2020-01-01–2020-08-31)",
             ("behind: 1 in 8 months is 0.12 a month; 12 in 12 is 1 a month, or 8 by then; "
             "the text does not say over what time; the whole period is taken")],
        ),
        (
            lines(50, {"value": 2, "per": Per.WEEK, "comparison": Comparison.AT_LEAST}, until=AUGUST),
            ["50, promised: at least 2 a week; the report covers 8 of 12 months (2020-01-01–2020-08-31)",
             "behind: 50 in 8 months is 6.2 a month; 2 a week is 8.7 a month, or 69.6 by then"],
        ),
        (
            lines(2, {"value": 2, "per": Per.WEEK}, until=AUGUST, per=Per.WEEK),
            ["2 a week, promised: 2 a week; the report covers 8 of 12 months (2020-01-01–2020-08-31)",
             "on course: 8.7 a month, promised: 8.7 a month"],
        ),
        (lines(20, {"value": 8, "comparison": Comparison.AT_LEAST}, until=END), ["20, promised: at least 8"]),
        (lines(4, {"value": 5}), ["4 of 5; the days it covers are not stated"]),
        (lines(2, {"value": 5}, reported=APRIL), ["2 of 5; reported 2020-04-30, before the period had ended"]),
        (lines(303, until=END), ["no number was promised"]),
        (
            lines(None, {"value": 200, "comparison": Comparison.AT_LEAST}, until=END),
            ["promised: at least 200 kontroller; no number is reported"],
        ),
        (lines(9, {"value": 5}, until=END, unit="skolor"), ["promised: 5 kontroller; what is counted differs"]),
        (lines(9, {"value": 5}, until=END, unit=""), ["promised: 5 kontroller; the number reported has no unit"]),
        (lines(9, {"value": 5, "comparison": Comparison.AT_MOST}, until=END), ["9, promised: at most 5", "more than the limit"]),
        (
            lines(2, {"value": 5, "comparison": Comparison.AT_MOST, "per": Per.PERIOD}, until=AUGUST),
            ["2, promised: at most 5; the report covers 8 of 12 months (2020-01-01–2020-08-31)",
             "within the limit so far: 2 in 8 months is 0.25 a month; 5 in 12 is 0.42 a month, or 3.3 by then"],
        ),
        (lines(5, {"value": 5}, until=END, on=dt.date(2019, 11, 1)), ["5 of 5", "done before the period began, in part or in whole"]),
        (
            lines(5, {"value": 5}, first=dt.date(2019, 1, 1), until=dt.date(2019, 12, 31)),
            ["the report covers 0 of 12 months (2019-01-01–2019-12-31)",
             ("promised: 5 kontroller; all days covered lie outside the period; "
             "done before the period began, in part or in whole")],
        ),
        (
            lines(10, {"value": 10, "of_which": (OfWhich(value=4, unit="vid skolor"), OfWhich(value=2, unit="på natten"))},
                  until=END, beside=(Outcome(pledge="a", text="x", value=3, unit="vid skolor"),)),
            ["10 of 10", "of which 3 of 4 vid skolor; of which 2 på natten: not reported"],
        ),
        (
            lines(3, {"value": 5, "any_of": ("SIP", "möte")}, until=END, unit="SIP",
                  beside=(Outcome(pledge="a", text="x", value=2, unit="möte"),)),
            ["5 of 5", "counted together: 3 SIP, 2 möte"],
        ),
        (lines(4, {"value": 4, "per": Per.PLACE}, until=END), ["promised: 4 kontroller at each place; whether that is reached cannot be told"]),
        (lines(0, {"value": 1, "per": Per.PERIOD}, until=APRIL),
         ["0 of 1; the report covers 4 of 12 months (2020-01-01–2020-04-30)",
          "too early to tell: 0 in 4 months is 0 a month; 1 in 12 is 0.083 a month, or 0.3 by then"]),
    ],
)  # fmt: skip
def test_what_is_said(told_of, expected):
    assert told_of == expected


def hostile() -> tuple[Filed, ...]:
    text = world.HOSTILE
    outcome = Outcome(pledge="sip-eller-natverksmote", text=text, value=3, unit=text, reason=text, counted_as=text,
                      measure=text)  # fmt: skip
    report = Report(format=1, reporter=text, reported_text=text, outcome=(outcome, Outcome(
        pledge="sip-eller-natverksmote", text=text)))  # fmt: skip
    return (Filed(f"outcomes/{text}.toml", report), Filed("outcomes/y.toml", report))


def test_hostile_reports_stay_text_in_every_view():
    old, new = world.agreement("gotland/2020"), world.agreement("gotland/2021")
    found = with_outcomes(compare(Named("gotland/2020", old), Named("gotland/2021", new)), old, hostile())
    pages = [
        diff_text.render(found, old, new, SV, width=100, colour=False, everything=True),
        diff_html.render(found, old, new, SV),
        diff_markdown.render(found, old, new, SV),
        "\n".join(
            f"{label}{text}"
            for label, text in how_it_went(all_told(old, hostile())["sip-eller-natverksmote"], SV)
        ),
    ]
    for page in pages:
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
    assert "<script>" not in pages[1] + pages[2]


def test_how_it_went_stands_in_every_form_of_a_comparison():
    old, new = world.agreement("strangnas/2019"), world.agreement("strangnas/2020")
    bare = compare(Named("strangnas/2019", old), Named("strangnas/2020", new))
    found = with_outcomes(bare, old, world.reports("strangnas/2019"))
    for page in (
        diff_text.render(found, old, new, EN, width=100, colour=False, everything=False),
        diff_html.render(found, old, new, EN),
        diff_markdown.render(found, old, new, EN),
    ):
        flat = " ".join(page.split())
        assert "Outcomes of strangnas/2019: 3 pledges of 9 not reported." in flat
        assert (
            "exceeded, 20 nya grannsamverkansområden, promised: at least 8 (Strängnäs kommun, 2020-01-28)"
            in flat
        )
        assert flat.count("not reported") >= 3
    short = diff_text.render(found, old, new, EN, width=100, colour=False, everything=False)
    assert "16 nya" not in short
    assert "16 nya" in diff_text.render(found, old, new, EN, width=100, colour=False, everything=True)
    assert "Outcomes of" not in diff_text.render(
        bare, old, new, EN, width=100, colour=False, everything=False
    )


def test_without_any_report_only_the_count_is_told():
    old, new = world.agreement("gotland/2020"), world.agreement("gotland/2021")
    found = with_outcomes(compare(Named("gotland/2020", old), Named("gotland/2021", new)), old, ())
    text = diff_text.render(found, old, new, EN, width=100, colour=False, everything=False)
    assert text.count("not reported") == 1
    assert "Outcomes of gotland/2020: 6 pledges of 6 not reported." in text


def test_an_outcome_without_judgement_and_number_is_told_in_its_own_words():
    item = ToldOutcome(pledge="a", text="Det gick bra.", reporter="Polisen")
    assert told.outcome(item, EN) == "Det gick bra (Polisen, without a day)"
    assert told.own_words(item) == ""
    assert (
        told.own_words(ToldOutcome(pledge="a", text="Det gick bra.", status=Status.FULFILLED))
        == "Det gick bra."
    )


def test_many_reports_behind_the_last_are_counted():
    many = tuple(ToldOutcome(pledge="a", text="x", value=one, earlier=one > 0) for one in range(8))
    assert list(how_it_went(many, EN))[-1] == ("…", "3 more reports")
    assert list(how_it_went((), EN)) == [("last outcome", "not reported")]


def test_no_text_of_a_report_begins_a_line_of_ours():
    break_ = "a\n\n ✓ falskt   infriat"
    outcome = Outcome(
        pledge="a", measure="", text=break_, value=3, unit=break_, reason=break_, counted_as=break_
    )
    report = Report(format=1, reporter=break_, reported_text=break_, outcome=(outcome,))
    pledge = Pledge(id="a", text="x", target=(Target(value=4, unit=break_),))
    document = msgspec.structs.replace(world.agreement("gotland/2021"), pledge=(pledge,))
    found = all_told(document, (Filed("outcomes/x.toml", report),))["a"]
    lines = [text for _, text in how_it_went(found, EN)]
    lines += [line.text for line in told.lines(found, (), EN, several=True)]
    lines += [line for item in found if item.assessment for line in said(item.assessment, EN)]
    assert not any("\n" in line for line in lines)


def test_alternatives_that_are_added_up_are_told_once():
    two, three = (
        Outcome(pledge="a", text=text, value=value, unit=unit, status=Status.FULFILLED)
        for text, value, unit in (("Två SIP.", 2, "SIP"), ("Tre möten.", 3, "möte"))
    )
    report = Report(format=1, reporter="Polisen", covers=Window(until=END), outcome=(two, three))
    pledge = Pledge(
        id="a", text="x", target=(Target(value=5, unit="SIP eller möte", any_of=("SIP", "möte")),)
    )
    document = msgspec.structs.replace(world.agreement("gotland/2021"), pledge=(pledge,), validity=YEAR)
    found = all_told(document, (Filed("outcomes/x.toml", report),))["a"]
    shown = [line.text for line in told.lines(found, (), EN, several=False)]
    assert len(shown) == 1
    assert "fulfilled, 5 of 5 SIP eller möte" in shown[0]
    beside = list(how_it_went(found, EN))
    assert [label for label, _ in beside].count("last outcome") == 1
    assert [text for label, text in beside if "words" in label] == ["Två SIP.", "Tre möten."]


def test_a_question_keeps_to_the_width_of_the_terminal():
    number = Target(
        value=20, unit="insatser som polisen och kommunen gör tillsammans på torget under kvällar och helger"
    )
    pledge = Pledge(id="insatser", text="Polisen och kommunen gör insatser. " * 6, target=(number,))
    item = ToldOutcome(
        pledge="insatser", text="Så gick det. " * 12, status=Status.PARTLY, reporter="Storby kommun " * 8
    )
    for width in (60, 80, 200):
        text = question(
            pledge, 1, 2, (("storby/2020", "a", None, "Text. " * 40),), (item,), EN, width=width, colour=False
        )
        assert max(len(line) for line in text.splitlines()) <= min(width, 100)
