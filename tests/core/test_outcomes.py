"""Whose word stands: the last of each reporter, both where they contradict each other, none that was corrected."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import agreement, day, ledger, pledge, target, validity

from medlofte.core.changelog_outcomes import outcomes_told
from medlofte.core.compare import Named, compare
from medlofte.core.compared_outcomes import with_outcomes
from medlofte.core.followup import needs_reason, points, stem
from medlofte.core.outcomes import followed, told
from medlofte.core.reports import corrected
from medlofte.model.assessment import Reach, ToldOutcome
from medlofte.model.outcome import Outcome, Report, Status, Window
from medlofte.model.party import Group, Partner, Party
from medlofte.model.pledge import Measure
from medlofte.model.record import Fate, PartyKind, Per
from medlofte.model.register import Filed
from medlofte.model.source import Provenance, Unknown

YEAR = validity("2020-01-01", "2020-12-31")
PARTIES = (
    Party(id="polisen", name="Polisen i Storby", kind=PartyKind.POLICE),
    Party(id="kommunen", name="Storby kommun", kind=PartyKind.MUNICIPALITY),
)


def document(*pledges, **more):
    return agreement(*pledges, validity=YEAR, party=PARTIES, **more)


def filed(
    name: str,
    by: str = "polisen",
    *,
    on: str = "",
    first: str = "",
    until: str = "",
    corrects: str = "",
    **outcome,
) -> Filed:
    report = Report(
        format=1,
        reported_by=by if by in ("polisen", "kommunen") else "",
        reporter="" if by in ("polisen", "kommunen") else by,
        reported_on=day(on) if on else None,
        covers=Window(from_=day(first) if first else None, until=day(until)) if until else None,
        corrects=corrects,
        outcome=(Outcome(**({"pledge": "a", "text": name, "unit": "kontroller"} | outcome)),),
    )
    return Filed(f"agreements/storby/2020/outcomes/{name}.toml", report)


def said(*reports: Filed, of=None) -> list[tuple[str, str]]:
    """File and place of every outcome of pledge ``a``, as they are told."""
    found = told(of or document(pledge("a", target=(target(5),))), reports).get("a", ())
    return [(item.file.removesuffix(".toml"), _place(item)) for item in found]


def _place(item: ToldOutcome) -> str:
    if item.corrected:
        return "corrected"
    if item.earlier:
        return "earlier"
    return "against" if item.contradicted else "stands"


def test_the_last_word_of_one_reporter_stands():
    late, early, undated = filed("late", on="2021-02-01"), filed("early", on="2020-06-01"), filed("undated")
    assert said(late, undated, early) == [("late", "stands"), ("early", "earlier"), ("undated", "earlier")]
    window = filed("window", until="2020-04-30")
    assert said(early, window)[0] == ("early", "stands")
    assert said(filed("one"), filed("two")) == [("two", "stands"), ("one", "earlier")]


def test_reports_of_two_parties_that_contradict_each_other_both_stand():
    one = filed("one", on="2021-01-10", until="2020-12-31", status=Status.FULFILLED, value=5)
    other = filed(
        "other", "kommunen", on="2021-02-20", until="2020-12-31", status=Status.NOT_FULFILLED, value=2
    )
    assert said(one, other) == said(other, one) == [("other", "against"), ("one", "against")]
    undated = filed("undated", "kommunen", value=3)
    assert said(one, undated) == [("one", "against"), ("undated", "against")]


def test_reports_that_say_the_same_or_go_on_where_another_ended_do_not_contradict():
    one = filed("one", on="2021-01-10", until="2020-12-31", value=5)
    same = filed("same", "kommunen", on="2021-02-20", until="2020-12-31", value=5)
    assert said(one, same) == [("same", "stands"), ("one", "stands")]
    interim = filed("interim", "kommunen", on="2020-09-10", until="2020-08-31", value=3)
    assert said(interim, one) == [("one", "stands"), ("interim", "stands")]
    paper = filed("paper", "tidningen", on="2020-09-10", until="2020-08-31", value=3)  # no party: gives way
    assert said(paper, one) == [("one", "stands"), ("paper", "earlier")]
    made = filed("made", "kommunen", on="2020-06-15", value=2)  # before the end: cannot be about the year
    assert said(made, one) == [("one", "stands"), ("made", "stands")]
    other_thing = filed("thing", "kommunen", on="2021-01-11", until="2020-12-31", value=9, unit="samtal")
    assert said(one, other_thing) == [("thing", "stands"), ("one", "stands")]


def test_a_later_count_that_is_lower_is_a_contradiction():
    year = filed("year", on="2021-01-10", until="2020-12-31", value=4)
    interim = filed("interim", "kommunen", on="2020-09-10", until="2020-08-31", value=6)
    assert said(year, interim) == [("year", "against"), ("interim", "against")]


def test_a_correction_takes_the_place_of_what_it_corrects_and_shows_it():
    wrong = filed("wrong", on="2021-01-10", value=9)
    other = filed("other", "kommunen", on="2021-01-20", value=4)
    right = filed("right", on="2021-02-01", corrects="wrong.toml", value=4)
    assert said(wrong, other, right) == [("right", "stands"), ("other", "stands"), ("wrong", "corrected")]
    again = filed("again", corrects="right.toml", value=5)  # undated: a correction counts whatever its day
    assert said(wrong, right, again) == [("again", "stands"), ("right", "corrected"), ("wrong", "corrected")]


@pytest.mark.parametrize("turned", [False, True])
def test_of_reports_filed_on_one_day_the_last_one_stands(turned):
    names = ["x", "x.2", "x.3", "x.9", "x.10", "x.11"]
    reports = [filed(name, on="2021-01-10", value=at) for at, name in enumerate(names)]
    found = said(*(reversed(reports) if turned else sorted(reports, key=lambda one: one.path)))
    assert [name for name, _ in found] == names[::-1]
    assert [place for _, place in found] == ["stands"] + ["earlier"] * 5


def test_a_correction_filed_on_the_same_day_stands_and_so_does_one_that_seems_older():
    wrong, other = filed("x", on="2021-01-10", value=9), filed("x.2", on="2021-01-10", value=8)
    right = filed("x.10", on="2021-01-10", corrects="x.toml", value=4)
    assert said(wrong, other, right) == [("x.10", "stands"), ("x.2", "earlier"), ("x", "corrected")]
    undated, between = filed("y", corrects="x.toml", value=4), filed("z", on="2020-06-01", value=1)
    assert said(wrong, between, undated) == [("y", "stands"), ("z", "earlier"), ("x", "corrected")]


def test_what_goes_on_longest_stands_however_late_a_part_is_told():
    year = filed("year", on="2021-01-15", until="2020-12-31", value=5)
    late = filed("late", on="2021-03-01", until="2020-04-30", value=2)
    assert said(year, late) == [("year", "stands"), ("late", "earlier")]


def test_between_two_parties_a_late_part_report_that_says_otherwise_is_no_earlier_word():
    year = filed("year", on="2021-01-15", until="2020-12-31", value=5, status=Status.FULFILLED)
    half = filed(
        "half", "kommunen", on="2021-03-01", until="2020-06-30", value=3, status=Status.NOT_FULFILLED
    )
    assert said(year, half) == [("year", "against"), ("half", "against")]


def thirds(*values, **more) -> list[Filed]:
    days = (("2020-01-01", "2020-04-30"), ("2020-05-01", "2020-08-31"), ("2020-09-01", "2020-12-31"))
    return [
        filed(f"t{at}", on=until, first=first, until=until, value=value, **more)
        for at, ((first, until), value) in enumerate(zip(days, values, strict=True), 1)
        if value is not None
    ]


def test_counts_of_adjoining_days_are_added_up():
    of = document(pledge("a", target=(target(20),)))
    found = told(of, thirds(6, 7, 7, status=Status.FULFILLED))["a"]
    last, second, first = (item.assessment for item in found)
    assert (last.value, last.summed, last.reach, last.covers.whole) == (20, (6, 7, 7), Reach.MET, True)
    assert not last.disagrees
    assert found[0].value == 7  # as it was reported
    assert (second.value, second.summed, second.covers.months) == (13, (6, 7), 8)
    assert (first.value, first.summed) == (6, ())
    assert [item.stands for item in found] == [True, False, False]


def test_what_does_not_adjoin_or_is_not_the_same_is_not_added_up():
    of = document(pledge("a", target=(target(20),)))
    for reports in (
        thirds(6, None, 7),
        [*thirds(6, None, None), *thirds(None, 7, None, by="kommunen")],
        [*thirds(6, None, None), *thirds(None, 7, None, unit="samtal")],
        [*thirds(6, None, None), *thirds(None, 2, None, per=Per.WEEK)],
    ):
        assert not any(item.assessment.summed for item in told(of, reports)["a"])
    share = document(pledge("a", target=(target(90, "procent av skolorna"),)))
    assert not any(
        item.assessment.summed for item in told(share, thirds(60, 90, 95, unit="procent av skolorna"))["a"]
    )
    whole_year = filed("year", on="2021-01-10", until="2020-12-31", value=20)
    assert told(of, [*thirds(6, 7, 7), whole_year])["a"][0].assessment.summed == ()


def test_a_sum_counts_what_stands_of_each_part():
    of = document(pledge("a", target=(target(20),)))
    right = filed(
        "right", on="2020-05-10", first="2020-01-01", until="2020-04-30", value=5, corrects="t1.toml"
    )
    assert told(of, [*thirds(6, 7, None), right])["a"][0].assessment.summed == (5, 7)


def test_a_later_part_alone_contradicts_neither_its_reporter_nor_the_other_party():
    of = document(pledge("a", target=(target(20),)))
    [part] = told(of, thirds(None, None, 7, status=Status.FULFILLED))["a"]
    assert (part.assessment.disagrees, part.assessment.covers.begins) == (False, False)
    year = filed("year", "kommunen", on="2021-01-10", until="2020-12-31", value=20, status=Status.FULFILLED)
    assert [place for _, place in said(*thirds(None, None, 7, status=Status.FULFILLED), year)] == [
        "stands"
    ] * 2


def test_a_correction_reaches_only_the_pledges_it_names():
    wrong = filed("wrong", on="2021-01-10")
    elsewhere = filed("elsewhere", on="2021-02-01", corrects="wrong.toml", pledge="b")
    assert said(wrong, elsewhere) == [("wrong", "stands")]


@pytest.mark.parametrize("chain", [("one",), ("one", "two"), ("one", "two", "three")])
def test_corrections_that_go_round_correct_nothing(chain):
    following = (*chain[1:], chain[0])
    reports = [filed(name, corrects=f"{other}.toml") for name, other in zip(chain, following, strict=True)]
    assert corrected(reports) == {}
    assert len(said(*reports)) == len(chain)


def test_several_outcomes_of_one_report_stand_together():
    both = Report(
        format=1,
        reported_by="polisen",
        outcome=(
            Outcome(pledge="a", text="x", value=5, unit="kontroller"),
            Outcome(pledge="a", text="x", value=2, unit="samtal"),
            Outcome(pledge="a", measure="m", text="x"),
            Outcome(text="vid sidan av"),
        ),
    )
    found = told(document(pledge("a", measure=(Measure(id="m", text="x"),))), [Filed("o/x.toml", both)])
    assert [(item.measure, item.unit) for item in found["a"]] == [
        ("", "kontroller"),
        ("", "samtal"),
        ("m", ""),
    ]
    assert list(found) == ["a"]


def test_unread_numbers_are_not_called_unpromised():
    hidden = Provenance(unknown=(Unknown(at="pledge.a.target", note="Antalet är okänt."),))
    for provenance, reach in ((hidden, Reach.UNKNOWN), (Provenance(), Reach.UNPROMISED)):
        found = told(document(pledge("a"), provenance=provenance), [filed("x", value=5)])
        assert found["a"][0].assessment.reach is reach


def test_silence_says_something_once_the_period_has_begun():
    for today, begun in (("2019-12-31", False), ("2020-01-01", True)):
        assert followed(document("a"), (), day(today)).begun is begun
    assert followed(document("a"), [filed("x")], day("2019-01-01")).begun
    assert not followed(agreement("a"), (), day("2020-01-01")).begun


def test_a_comparison_with_outcomes_tells_who_is_silent():
    old, new = (
        document("a", "b"),
        document("a", renewal=ledger("s/1", a=(Fate.KEPT, "a"), b=(Fate.DROPPED, ""))),
    )
    bare = compare(Named("s/1", old), Named("s/2", new))
    found = with_outcomes(bare, old, [filed("x", value=5)])
    assert [(len(row.outcomes), row.not_reported) for row in found.rows] == [(1, ()), (0, ("b",))]
    assert not any(row.outcomes or row.not_reported for row in bare.rows)


def test_a_changelog_leaves_out_what_was_only_said_again():
    reports = [
        filed("one", on="2020-06-01", value=5),
        filed("two", on="2020-07-01", value=6),
        filed("three", on="2020-08-01", value=6),
    ]
    found = outcomes_told(document("a"), reports)["a"]
    assert [item.text for item in found] == ["three", "one"]


def test_each_party_is_asked_about_its_own_pledges():
    several = document(
        pledge(
            "a", by=("polisen",), with_=("kommunen",), measure=(Measure(id="m", text="x", by=("kommunen",)),)
        ),
        pledge("b", by=("alla",)),
        pledge("c", by=("kommunen",)),
        pledge("d"),
        group=(Group(id="alla", name="Alla", members=("polisen", "kommunen")),),
        partner=(Partner(id="skolan", name="Skolan"),),
    )
    asked = {
        who: [item.key for item in points(several, (), who, day("2020-06-01"))]
        for who in ("polisen", "kommunen")
    }
    assert asked["polisen"] == [("a", ""), ("b", ""), ("d", "")]
    assert asked["kommunen"] == [("a", "m"), ("b", ""), ("c", ""), ("d", "")]
    assert len(points(several, (), "", day("2020-06-01"))) == 5
    assert (
        len(points(several, (), "skolan", day("2020-06-01"))) == 5
    )  # promises nothing: asked about everything


def test_those_who_only_work_along_are_asked_about_that():
    found = document(pledge("a", by=("polisen",), with_=("skolan",)), pledge("b", by=("polisen",)))
    assert [item.key for item in points(found, (), "skolan", day("2020-06-01"))] == [("a", "")]


def test_what_is_still_missing():
    several = document(pledge("a", target=(target(5), target(3, "samtal")), by=("polisen",)))
    [none] = points(several, (), "polisen", day("2020-06-01"))
    assert none.lack.nothing
    some = filed("x", on="2020-05-10", until="2020-04-30", value=2)
    [item] = points(several, [some], "polisen", day("2020-06-01"))
    assert [one.unit for one in item.lack.numbers] == ["samtal"]
    assert item.lack.since == day("2020-04-30")
    both = filed("y", on="2021-01-10", until="2020-12-31", value=2)
    [item] = points(document(pledge("a", target=(target(5),))), [both], "polisen", day("2021-06-01"))
    assert (item.lack.nothing, item.lack.numbers, item.lack.since) == (False, (), None)


@pytest.mark.parametrize(
    ("report", "name"),
    [
        (Report(format=1, reported_by="polisen", reported_on=day("2021-09-15")), "2021-09-15.polisen"),
        (Report(format=1, reporter="Åsa Öbergs Tidning (nätet)"), "undated.asa-obergs-tidning-natet"),
        (Report(format=1, reported_by="../../x", reported_on=day("2021-09-15")), "2021-09-15.x"),
        (Report(format=1, reporter="\x1b[31m漢"), "undated.31m"),
        (Report(format=1, reporter="漢"), "undated.other"),
    ],
)
def test_names_of_files(report, name):
    assert stem(report) == name


def test_a_reason_is_needed_for_other_days_only():
    inside, outside = (
        Report(format=1, covers=Window(until=day(one))) for one in ("2020-12-31", "2021-01-31")
    )
    assert not needs_reason(inside, document("a"))
    assert needs_reason(outside, document("a"))
    told_why = Report(format=1, covers=outside.covers, late="Bokslutet.")
    assert not needs_reason(told_why, document("a"))


REPORTS = st.lists(
    st.builds(
        filed,
        st.sampled_from(["x1", "x2", "x3", "x4", "x5", "x6"]),
        st.sampled_from(["polisen", "kommunen", "tidningen"]),
        on=st.sampled_from(["", "2020-05-01", "2020-09-01", "2021-02-01"]),
        until=st.sampled_from(["", "2020-04-30", "2020-08-31", "2020-12-31"]),
        corrects=st.sampled_from(["", "", "x1.toml", "x2.toml", "x9.toml"]),
        pledge=st.sampled_from(["a", "b"]),
        value=st.none() | st.integers(0, 9),
        status=st.none() | st.sampled_from(Status),
    ),
    max_size=6,
    unique_by=lambda one: one.path,
)


@given(reports=REPORTS)
def test_nothing_that_was_reported_is_lost_and_something_stands(reports):
    found = told(document(pledge("a", target=(target(5, per=Per.PERIOD),)), "b"), reports)
    for name in ("a", "b"):
        files = sorted(one.name for one in reports if one.report.outcome[0].pledge == name)
        items = found.get(name, ())
        assert sorted(item.file for item in items) == files
        assert bool(items) == any(item.stands for item in items)
        assert [item.stands for item in items] == sorted((item.stands for item in items), reverse=True)
        standing = [item for item in items if item.stands]
        assert len({item.reporter for item in standing}) == len(standing)
        assert sum(item.contradicted for item in items) != 1
