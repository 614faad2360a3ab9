"""Tables of outcomes as spreadsheets save them; every fault with its line."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlofte.model.outcome import Outcome, Status
from medlofte.model.record import Per
from medlofte.store.outcome_table import number, read_table

HEAD = "pledge;status;value;unit;text;on;per\n"


def read(text: str) -> tuple[Outcome, ...]:
    table = read_table(text.encode())
    assert table.report is not None, [fault.message.text() for fault in table.faults]
    return table.report.outcome


def faults(text: str | bytes) -> list[tuple[str, int, str]]:
    table = read_table(text if isinstance(text, bytes) else text.encode())
    assert table.report is None
    return [(one.code, one.position.line if one.position else 0, one.message.text()) for one in table.faults]


def test_a_row_is_an_outcome_and_an_empty_cell_says_nothing():
    assert read(HEAD + "torget;partly;2,5;kvällar;Två och en halv.;2021-09-01;week\nljus;;;;Klart.\n") == (
        Outcome(pledge="torget", status=Status.PARTLY, value=2.5, unit="kvällar", text="Två och en halv.",
                on=dt.date(2021, 9, 1), per=Per.WEEK),
        Outcome(pledge="ljus", text="Klart."),
    )  # fmt: skip


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_whatever_separates_and_ends_lines(separator):
    text = (
        separator.join(("pledge", "value", "text"))
        + "\r\n"
        + separator.join(("torget", "4", '"a, b; c"'))
        + "\r\n"
    )
    table = read_table(b"\xef\xbb\xbf" + text.encode())
    assert table.faults == ()
    assert table.report.outcome == (Outcome(pledge="torget", value=4, text="a, b; c"),)


def test_text_of_several_lines_keeps_them_and_the_lines_are_counted():
    text = 'pledge;text\n\n"torget";"Första raden.\nAndra raden."\nljus;\n;;\nfel;x;överflöd\n'
    found = faults(text)
    assert found == [("M112", 7, "this row has more cells than the first line has columns")]
    table = read_table(text.replace(";överflöd", "").encode())
    assert table.lines == (3, 5, 7)
    assert table.report.outcome[0].text == "Första raden.\nAndra raden."


@pytest.mark.parametrize(
    ("typed", "value"),
    [("4", 4), ("2,5", 2.5), ("2.5", 2.5), ("-3", -3), ("1 200", 1200), ("1\u00a0200,5", 1200.5), ("3,0", 3),
     ("", None), ("ca 4", None), ("1,2,3", None), ("nan", None), ("inf", None), ("1e5", None), ("٣", None), ("12 3", None),
     ("-999999999999999", -(10**15) + 1), ("1" + "0" * 15, None), ("9" * 400, None)],
)  # fmt: skip
def test_numbers_as_people_type_them(typed, value):
    assert number(typed) == value


@pytest.mark.parametrize(
    ("rows", "code", "line", "said"),
    [
        ("torget;;fyra;kvällar;x", "M112", 2, "'value' must be a number, is the text \"fyra\""),
        (
            "torget;;9999999999999999;kr;x",
            "M112",
            2,
            "'value' must be a number, is the text \"9999999999999999\"",
        ),
        ("torget;klart;;;x", "M113", 2, "'klart' is no value of 'status'"),
        ("torget;;;;x;i våras", "M112", 2, "'on' must be a date, is the text \"i våras\""),
        ("a;;;;x\nb;;;;x;;fortnight", "M113", 3, "'fortnight' is no value of 'per'"),
    ],
)
def test_faults_of_a_cell(rows, code, line, said):
    assert faults(HEAD + rows) == [(code, line, said)]


def test_faults_of_the_first_line():
    found = faults("pledg;text;text;Löfte\nx;y;z;w\n")
    assert [(code, line) for code, line, _ in found] == [("M110", 1)] * 3 + [("M111", 1)]
    assert [said for *_, said in found][2] == "the column 'text' stands twice"
    assert faults("text;status\nBra.;fulfilled\n") == [("M111", 1, "the column 'pledge' is missing")]
    assert faults("pledge;status\ntorget;partly\n")[0][0] == "M111"
    assert faults("")[0][2] == "the table is empty"


def test_the_line_that_names_the_separator_is_no_row():
    table = read_table(b"sep=;\r\npledge;text\r\ntorget;Bra, men sent.\r\n")
    assert table.report is not None
    assert (table.report.outcome[0].text, table.lines) == ("Bra, men sent.", (3,))


def test_a_number_may_have_a_comma_and_the_hint_says_so():
    [fault] = read_table(b"pledge;value;text\ntorget;fyra;x\n").faults
    assert fault.hint is not None
    assert fault.hint.text() == "write figures, such as 40 or 2,5"


def test_what_is_no_table_of_ours():
    assert faults("pledge;text\ntorget;bl\xe5\n".encode("latin-1"))[0][0] == "M101"
    assert faults("pledge;text\ntorget;x\u202ey\n")[0][0] == "M107"
    assert faults('pledge;text\ntorget;"x" y\n')[0][1] == 1


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text):
    table = read_table(("pledge;value;text\n" + text).encode(errors="ignore"))
    assert (table.report is None) == any(fault.severity == "error" for fault in table.faults)
