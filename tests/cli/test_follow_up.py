"""``follow-up``: by options, from files, at a real terminal; one new file, or all reasons and none."""

import hashlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from terminal import Terminal

from conftest import GitFolder, clean_environment

TEXT = """format = 1
kind = "pledges"
title = "Medborgarlöften Storby 2021"
language = "en"
[validity]
from = 2021-01-01
until = 2021-12-31
[[party]]
id = "polisen"
name = "Polisen i Storby"
kind = "police"
[[party]]
id = "kommunen"
name = "Storby kommun"
kind = "municipality"
[[pledge]]
id = "fotpatruller"
by = ["polisen"]
text = "Polisen ska fotpatrullera minst 20 gånger."
[[pledge.target]]
value = 20
comparison = "at_least"
unit = "fotpatruller"
per = "period"
[[pledge.measure]]
id = "schema"
by = ["polisen"]
text = "Polisen gör ett schema."
[[pledge]]
id = "belysning"
by = ["kommunen"]
text = "Kommunen byter belysningen på torget."
[[pledge]]
id = "moten"
by = ["polisen", "kommunen"]
text = "Parterna håller tre möten."
[[pledge.target]]
value = 3
unit = "möten"
"""
OUTCOMES = Path("agreements/storby/2021/outcomes")
ONE = (
    "--by",
    "polisen",
    "--pledge",
    "fotpatruller",
    "--value",
    "6",
    "--unit",
    "fotpatruller",
    "--text",
    "Sex.",
)


@pytest.fixture
def storby(git_folder: GitFolder) -> GitFolder:
    git_folder.write("medlofte.toml", 'name = "Storby"\n')
    git_folder.write("agreements/storby/2021.toml", TEXT)
    git_folder.commit("Start")
    return git_folder


def files(folder: GitFolder) -> list[str]:
    return sorted(path.name for path in (folder.path / OUTCOMES).glob("*"))


def load(folder: GitFolder, name: str) -> dict:
    return tomllib.loads((folder.path / OUTCOMES / name).read_text(encoding="utf-8"))


def signed(folder: GitFolder) -> str:
    return hashlib.sha256((folder.path / "agreements/storby/2021.toml").read_bytes()).hexdigest()


def run(medlofte, folder: GitFolder, *arguments: str, day: str = "2021-05-10"):
    return medlofte("--date", day, "follow-up", "storby", *arguments, cwd=folder.path)


def test_one_pledge_by_options_is_one_new_file_and_nothing_else(storby, medlofte):
    before = signed(storby)
    done = run(
        medlofte, storby, *ONE, "--covers", "2021-01-01..2021-04-30", "--source", "https://storby.example"
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert files(storby) == ["2021-05-10.polisen.toml"]
    assert (storby.path / OUTCOMES / "2021-05-10.polisen.toml").read_text(encoding="utf-8") == (
        'format = 1\nreported_by = "polisen"\nreported_on = 2021-05-10\n'
        "covers = { from = 2021-01-01, until = 2021-04-30 }\n"
        'source = "https://storby.example"\n\n[[outcome]]\npledge = "fotpatruller"\nvalue = 6\n'
        'unit = "fotpatruller"\ntext = "Sex."\n'
    )
    assert signed(storby) == before
    assert storby.git("status", "--porcelain") == "?? agreements/storby/2021/\n"
    said = " ".join(done.stderr.split())
    assert "6 of at least 20 fotpatruller" in said
    assert "the report covers 4 of 12 months (2021-01-01–2021-04-30)" in said
    assert "on course: 6 in 4 months is 1.5 a month; 20 in 12 is 1.7 a month, or 6.7 by then" in said
    assert "2 pledges of 3 not reported: belysning, moten" in said
    assert medlofte("check", cwd=storby.path).returncode == 0


def test_a_report_for_a_part_of_the_year_is_nowhere_shown_as_if_for_the_year(storby, medlofte):
    run(
        medlofte,
        storby,
        *ONE,
        "--status",
        "fulfilled",
        "--covers",
        "2021-01-01..2021-08-31",
        day="2021-09-10",
    )
    medlofte("new-period", "storby", "2022", cwd=storby.path)
    draft = (storby.path / "agreements/storby/2022.toml").read_text(encoding="utf-8")
    told = [
        medlofte("show", "storby/2021", cwd=storby.path).stdout,
        medlofte("changelog", "storby", cwd=storby.path).stdout,
        medlofte("diff", "storby/2022", "--full", cwd=storby.path).stdout,
        medlofte("diff", "storby/2022", "--format", "html", cwd=storby.path).stdout,
        "\n".join(line.removeprefix("# ") for line in draft.splitlines()),
    ]
    for text in told:
        flat = " ".join(text.split())
        assert "6 of at least 20" in flat
        assert "the report covers 8 of 12 months (2021-01-01–2021-08-31)" in flat
        assert "reported as fulfilled, which the numbers do not show" in flat
        assert "behind: 6 in 8 months is 0.75 a month" in flat


def test_reports_of_both_parties_that_contradict_each_other_are_both_shown(storby, medlofte):
    for party, value, status in (("polisen", "3", "fulfilled"), ("kommunen", "1", "not_fulfilled")):
        done = run(
            medlofte, storby, "--by", party, "--pledge", "moten", "--value", value, "--unit", "möten",
            "--status", status, "--text", f"{value} möten.", "--covers", "2021-01-01..2021-12-31", day="2022-01-20",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert "the reports contradict each other; neither is preferred" in " ".join(done.stderr.split())
    medlofte("new-period", "storby", "2022", cwd=storby.path)
    draft = (storby.path / "agreements/storby/2022.toml").read_text(encoding="utf-8")
    for text in (
        medlofte("show", "storby/2021", cwd=storby.path).stdout,
        medlofte("changelog", "storby", cwd=storby.path).stdout,
        medlofte("diff", "storby/2022", "--format", "markdown", cwd=storby.path).stdout,
        "\n".join(line.removeprefix("# ") for line in draft.splitlines()),
    ):
        flat = " ".join(text.split())
        assert "3 of 3 möten" in flat
        assert "1 of 3 möten" in flat
        assert "the reports contradict each other; neither is preferred" in flat


def test_a_second_report_of_the_day_and_a_reporter_who_is_no_party(storby, medlofte):
    assert run(medlofte, storby, *ONE).returncode == 0
    again = run(medlofte, storby, *ONE)
    assert again.returncode == 1
    assert f"the same report is filed already: {OUTCOMES.as_posix()}/2021-05-10.polisen.toml" in again.stderr
    assert run(medlofte, storby, *ONE, "--reason", "Räknat om.").returncode == 0
    done = run(
        medlofte, storby, "--reporter", "Storby Nyheter", "--pledge", "belysning", "--text", "Tolv lampor."
    )
    assert done.returncode == 0, done.stderr
    assert files(storby) == [
        "2021-05-10.polisen.2.toml",
        "2021-05-10.polisen.toml",
        "2021-05-10.storby-nyheter.toml",
    ]
    assert load(storby, "2021-05-10.storby-nyheter.toml")["reporter"] == "Storby Nyheter"


def test_the_last_of_two_reports_on_one_day_stands(storby, medlofte):
    run(medlofte, storby, *ONE)
    done = run(medlofte, storby, *ONE[:-1], "Åtta.", "--value", "8")
    assert done.returncode == 0, done.stderr
    assert "fotpatruller: 8 of at least 20" in done.stderr
    assert "reported before" not in done.stderr
    shown = " ".join(medlofte("show", "storby/2021", cwd=storby.path).stdout.split())
    assert "outcome (Polisen i Storby, 2021-05-10): Åtta." in shown
    assert "outcome, reported before (Polisen i Storby, 2021-05-10): Sex." in shown


def test_thirds_of_a_year_are_added_up(storby, medlofte):
    days = (("01-01", "04-30", "6"), ("05-01", "08-31", "7"), ("09-01", "12-31", "7"))
    for first, last, value in days:
        done = run(medlofte, storby, *ONE, "--value", value, "--status", "fulfilled",
                   "--covers", f"2021-{first}..2021-{last}", day=f"2021-{last}")  # fmt: skip
        assert done.returncode == 0, done.stderr
    said = " ".join(done.stderr.split())
    assert "fulfilled, 20, promised: at least 20" in said or "fulfilled, 20 of at least 20" in said
    assert "6 + 7 + 7 = 20 in 12 months" in said
    assert "the numbers do not show" not in said
    life = medlofte("--date", "2022-02-01", "history", "storby", cwd=storby.path).stdout
    assert "fulfilled, 20" in life
    medlofte("new-period", "storby", "2022", cwd=storby.path)
    assert "Reported otherwise before" not in medlofte("changelog", "storby", cwd=storby.path).stdout


def test_a_later_part_alone_is_no_disagreement_and_nothing_is_due_by_then(storby, medlofte):
    done = run(medlofte, storby, *ONE, "--status", "fulfilled", "--covers", "2021-09-01..", day="2022-01-20")
    said = " ".join(done.stderr.split())
    assert "the report covers 4 of 12 months (2021-09-01–2021-12-31)" in said
    assert "6 in 4 months is 1.5 a month; 20 in 12 is 1.7 a month, or 6.7 in 4" in said
    for words in ("by then", "the numbers do not show", "before the period had ended"):
        assert words not in said


DRAFT = (
    TEXT.replace("2021", "2022")
    + """[renewal]
of = "storby/2021"
[[renewal.pledge]]
id = "fotpatruller"
fate = "undecided"
"""
)
KEPT = DRAFT.replace('"undecided"', '"kept"\ninto = ["fotpatruller"]')


def test_a_series_stands_for_the_newest_period_that_has_begun(storby, medlofte):
    storby.write("agreements/storby/2022.toml", DRAFT)
    done = run(medlofte, storby, *ONE)
    assert done.returncode == 0, done.stderr
    assert "storby/2022 is not in force; the report is about storby/2021" in done.stderr
    assert files(storby) == ["2021-05-10.polisen.toml"]
    assert run(medlofte, storby, *ONE, day="2022-03-01").returncode == 0  # a draft binds nobody yet
    assert len(files(storby)) == 2
    storby.write("agreements/storby/2022.toml", KEPT)
    assert run(medlofte, storby, *ONE, day="2022-03-01").returncode == 0
    assert [path.name for path in storby.path.glob("agreements/storby/2022/outcomes/*")] == [
        "2022-03-01.polisen.toml"
    ]


def test_a_period_that_has_not_begun_is_refused_before_anything_is_asked(storby):
    talk = Terminal(storby.path, "--date", "2020-12-01", "follow-up", "storby/2021", NO_COLOR="1")
    code, rest = talk.end()
    assert code == 1
    assert "storby/2021 begins on 2021-01-01: there is nothing to report yet" in rest
    assert "Who reports?" not in rest


def test_what_is_beside_the_pledges_is_said_to_be(storby, medlofte):
    bare = ("--by", "polisen", "--value", "3", "--text", "Tre gånger.")
    done = run(medlofte, storby, *bare)
    assert done.returncode == 2
    assert "add --pledge ID; or --beside" in done.stderr
    assert not (storby.path / OUTCOMES).exists()
    done = run(medlofte, storby, *bare, "--beside")
    assert done.returncode == 0, done.stderr
    assert "1 outcome is about something beside the pledges" in done.stderr
    assert run(medlofte, storby, *ONE, "--beside").returncode == 2
    storby.write("report.csv", "status;text\nfulfilled;Bra.\n")
    done = run(medlofte, storby, "--report", "report.csv", "--by", "polisen")
    assert "report.csv:1:1: error M111: the column 'pledge' is missing" in done.stderr


def test_what_is_told_beside_the_pledges_is_seen_where_decisions_are_taken(storby, medlofte):
    run(medlofte, storby, "--by", "polisen", "--text", "Kameror sattes upp.", "--beside")
    line = "1 report on storby/2021 tells of more than the pledges"
    done = run(medlofte, storby, *ONE)
    assert line in done.stderr
    assert line in medlofte("new-period", "storby", "2022", cwd=storby.path).stderr
    for command in (
        ("changelog", "storby"),
        ("diff", "storby/2022"),
        ("--date", "2022-02-01", "history", "storby"),
    ):
        assert line in " ".join(medlofte(*command, cwd=storby.path).stdout.split()), command


def test_a_report_that_cannot_be_read_is_named_wherever_it_is_missing(storby, medlofte):
    storby.write((OUTCOMES / "2021-05-10.polisen.toml").as_posix(), "format = \n")
    line = f"{OUTCOMES.as_posix()}/2021-05-10.polisen.toml cannot be read and is left out; see: medlofte check storby/2021"
    for command in (
        ("show", "storby"), ("list",), ("list", "--summary"), ("history", "storby"), ("changelog", "storby"),
        ("new-period", "storby", "2022", "--no-ask"), ("diff", "storby/2021", "storby/2022"),
    ):  # fmt: skip
        assert medlofte(*command, cwd=storby.path).stderr.count(line) == 1, command
    told = medlofte("--date", "2021-06-01", "status", cwd=storby.path).stdout
    assert "The report 2021-05-10.polisen.toml cannot be read: 1 fault of form." in " ".join(told.split())


def test_a_failed_pledge_that_is_renewed_unchanged_is_shown_and_the_others_are_counted(storby, medlofte):
    run(
        medlofte,
        storby,
        *ONE,
        "--status",
        "not_fulfilled",
        "--covers",
        "2021-01-01..2021-12-31",
        day="2022-01-20",
    )
    run(
        medlofte,
        storby,
        "--by",
        "polisen",
        "--pledge",
        "moten",
        "--status",
        "fulfilled",
        "--text",
        "Tre.",
        day="2022-01-20",
    )
    storby.write("agreements/storby/2022.toml", KEPT)
    for form in ("text", "markdown", "html"):
        told = medlofte("diff", "storby/2021", "storby/2022", "--format", form, cwd=storby.path).stdout
        flat = " ".join(told.split())
        head, _, rest = flat.partition("2 pledges unchanged, 1 not reported")
        assert rest, told
        assert "not fulfilled, 6 of at least 20" in head, told
        assert "moten" not in head


def test_only_the_report_is_committed(storby, medlofte):
    storby.write("notes.txt", "mine\n")
    storby.git("add", "notes.txt")
    done = run(medlofte, storby, *ONE, "--commit")
    assert done.returncode == 0, done.stderr
    assert storby.git("show", "--name-only", "--format=%s").split("\n")[:3] == [
        "Report on storby/2021: 2021-05-10.polisen", "", (OUTCOMES / "2021-05-10.polisen.toml").as_posix(),
    ]  # fmt: skip
    assert storby.git("status", "--porcelain") == "A  notes.txt\n"


def test_two_at_once_get_a_file_each(storby):
    command = [sys.executable, "-m", "medlofte", "--date", "2021-05-10", "follow-up", "storby", *ONE]
    running = [
        subprocess.Popen([*command, "--note", str(at)], cwd=storby.path, env=clean_environment(storby.home), stdin=subprocess.DEVNULL,
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for at in range(4)
    ]  # fmt: skip
    told = [(one.communicate()[1], one.returncode) for one in running]
    assert [code for _, code in told] == [0] * 4, told
    assert files(storby) == [f"2021-05-10.polisen{number}.toml" for number in (".2", ".3", ".4", "")]


def test_a_correction_says_what_it_corrects_and_the_corrected_stays_visible(storby, medlofte):
    run(medlofte, storby, *ONE, "--covers", "..2021-04-30")
    wrong = (storby.path / OUTCOMES / "2021-05-10.polisen.toml").read_bytes()
    done = run(
        medlofte, storby, "--by", "polisen", "--pledge", "fotpatruller", "--value", "7", "--unit", "fotpatruller",
        "--text", "Sju, inte sex.", "--covers", "..2021-04-30",
        "--corrects", str(OUTCOMES / "2021-05-10.polisen.toml"), day="2021-05-12",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert load(storby, "2021-05-12.polisen.toml")["corrects"] == "2021-05-10.polisen.toml"
    assert (storby.path / OUTCOMES / "2021-05-10.polisen.toml").read_bytes() == wrong
    shown = " ".join(medlofte("show", "storby/2021", cwd=storby.path).stdout.split())
    assert "outcome (Polisen i Storby, 2021-05-12): Sju, inte sex. 7 of at least 20" in shown
    assert "outcome, corrected later (Polisen i Storby, 2021-05-10): Sex. 6 of at least 20" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--pledge", "fotpatrulle", "--text", "x"), ("no pledge 'fotpatrulle'", "did you mean 'fotpatruller'?")),
        (("--pledge", "fotpatruller", "--measure", "shema", "--text", "x"), ("did you mean 'schema'?",)),
        (("--by", "polise", "--pledge", "moten", "--text", "x"), ("'polise' is no party", "did you mean 'polisen'?")),
        (("--pledge", "moten", "--value", "3", "--text", "x"), ("the number 3 has no unit", 'unit = "möten"')),
        (("--pledge", "moten"), ("the outcome has no text",)),
        (("--pledge", "moten", "--text", "x", "--covers", "2020-01-01..2021-05-01"), ("before the period", "late")),
        (("--pledge", "moten", "--text", "x", "--covers", "2021-05-01..2021-01-01"), ("before the first day",)),
        (("--pledge", "moten", "--text", "x", "--covers", "2021-01-01..2021-12-31"), ("after the day of the report",)),
        (("--pledge", "moten", "--text", "x", "--reported-on", "2021-05-11"), ("has not come: today is 2021-05-10",)),
        (("--pledge", "moten", "--text", "x", "--corrects", "2021-01-01.x.toml"), ("there is no report '2021-01-01.x",)),
        (("--pledge", "moten", "--text", "x\u202ey"), ("invisible control sign U+202E",)),
        (
            ("--pledge", "nej", "--value", "3", "--covers", "..2022-01-31", "--reported-on", "2030-01-01"),
            ("no pledge 'nej'", "no text", "after the period", "has not come", "4 faults in the report"),
        ),
    ],
)  # fmt: skip
def test_all_reasons_at_once_and_nothing_is_written(storby, medlofte, arguments, said):
    by = () if "--by" in arguments else ("--by", "polisen")
    done = run(medlofte, storby, *by, *arguments)
    assert done.returncode == 1, done.stderr
    for words in said:
        assert words in done.stderr
    assert "nothing was written" in done.stderr
    assert not (storby.path / OUTCOMES).exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "nobody is here to be asked"),
        (("--pledge", "moten", "--text", "x"), "nobody is named who reports"),
        (
            ("--by", "polisen", "--reporter", "N", "--pledge", "moten", "--text", "x"),
            "a report has one reporter",
        ),
        (("--by", "polisen", "--pledge", "moten", "--value", "tre", "--text", "x"), "'tre' is no number"),
        (("--by", "polisen", "--pledge", "moten", "--text", "x", "--on", "i maj"), "'i maj' is no date"),
        (("--by", "polisen", "--pledge", "moten", "--text", "x", "--covers", "2021"), "'2021' names no days"),
        (("--report", "x.toml", "--text", "x"), "from a file or from options, not from both"),
    ],
)
def test_misuse_is_told_with_a_way_out(storby, medlofte, arguments, said):
    done = run(medlofte, storby, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "hint: " in done.stderr


def test_the_text_of_another_revision_is_not_reported_on(storby, medlofte):
    done = medlofte("follow-up", "storby/2021@HEAD", *ONE, cwd=storby.path)
    assert done.returncode == 2
    assert "leave out @HEAD" in done.stderr


def test_days_outside_the_period_with_a_reason(storby, medlofte):
    done = run(
        medlofte, storby, *ONE, "--covers", "2021-01-01..2022-01-31", "--late", "Bokslut.", day="2022-02-10"
    )
    assert done.returncode == 0, done.stderr
    assert load(storby, "2022-02-10.polisen.toml")["late"] == "Bokslut."
    assert "done after the period had ended, in part or in whole" in " ".join(done.stderr.split())


REPORT = """format = 1
reported_by = "polisen"
covers = { from = 2021-01-01, until = 2021-04-30 }

[[outcome]]
pledge = "fotpatruller"
status = "ongoing"
value = 6
unit = "fotpatruller"
text = "Sex."

[[outcome]]
text = "Polisen var också på marknaden."
"""
TABLE = """pledge;measure;status;value;unit;text
fotpatruller;;ongoing;6;fotpatruller;Sex.
fotpatruller;schema;fulfilled;;;Schemat är klart.
"""


def test_a_report_from_toml_is_filled_up_by_options(storby, medlofte):
    path = storby.write("report.toml", REPORT)
    done = run(medlofte, storby, "--report", path, "--note", "Delrapport.")
    assert done.returncode == 0, done.stderr
    found = load(storby, "2021-05-10.polisen.toml")
    assert (found["note"], str(found["reported_on"]), len(found["outcome"])) == (
        "Delrapport.",
        "2021-05-10",
        2,
    )
    done = run(medlofte, storby, "--report", path, "--by", "kommunen")
    assert done.returncode == 2
    assert "'reported_by' stands in the file, and the option says something else" in done.stderr


def test_a_report_without_a_day_stays_without(storby, medlofte):
    path = storby.write("report.toml", REPORT.replace("covers", 'reported_text = "i våras"\ncovers'))
    assert run(medlofte, storby, "--report", path).returncode == 0
    assert files(storby) == ["undated.polisen.toml"]


def test_faults_of_a_file_are_shown_where_they_stand(storby, medlofte):
    wrong = REPORT.replace('pledge = "fotpatruller"', 'pledge = "fotpatrull"').replace("04-30", "06-30")
    path = storby.write("report.toml", wrong)
    done = run(medlofte, storby, "--report", "report.toml", "--reported-on", "2021-05-10")
    assert done.returncode == 1
    assert "report.toml:3:39: error M299" in done.stderr
    assert "report.toml:6:10: error M291" in done.stderr
    path.write_text('format = 1\nreportd_by = "polisen"\n', encoding="utf-8")
    done = run(medlofte, storby, "--report", "report.toml")
    assert "report.toml:2:1: error M110: unknown key 'reportd_by'" in done.stderr
    assert done.returncode == 1
    path.write_text('format = 1\nreported_by = "polisen"\n', encoding="utf-8")
    assert "the report says nothing" in run(medlofte, storby, "--report", "report.toml").stderr
    assert run(medlofte, storby, "--report", "none.toml").returncode == 3
    assert not (storby.path / OUTCOMES).exists()


def test_a_report_from_a_table(storby, medlofte):
    path = storby.write("report.csv", b"\xef\xbb\xbf" + TABLE.replace("\n", "\r\n").encode())
    done = run(medlofte, storby, "--report", path, "--by", "polisen", "--covers", "..2021-04-30")
    assert done.returncode == 0, done.stderr
    found = load(storby, "2021-05-10.polisen.toml")
    assert [item.get("measure", "") for item in found["outcome"]] == ["", "schema"]
    assert "fotpatruller, schema: fulfilled (Polisen i Storby, 2021-05-10)" in " ".join(done.stderr.split())


@pytest.mark.parametrize("text", [REPORT, TABLE, f"sep=;\n{TABLE}"])
def test_a_report_through_a_pipe(storby, medlofte, text):
    done = medlofte("--date", "2021-05-10", "follow-up", "storby", "--report", "-", "--by", "polisen",
                    cwd=storby.path, stdin=text)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert load(storby, "2021-05-10.polisen.toml")["outcome"][0]["text"] == "Sex."


def test_faults_of_a_table_are_shown_with_their_line(storby, medlofte):
    storby.write("report.csv", TABLE.replace("schema", "shema").replace(";6;fotpatruller;", ";6;;"))
    done = run(medlofte, storby, "--report", "report.csv", "--by", "polisen")
    assert done.returncode == 1
    assert "report.csv:2:1: error M295" in done.stderr
    assert "report.csv:3:1: error M291" in done.stderr
    assert "    3 | fotpatruller;shema;fulfilled;;;Schemat är klart." in done.stderr


def terminal(folder: GitFolder, *arguments: str, day: str = "2021-09-10", **env: str) -> Terminal:
    return Terminal(folder.path, "--date", day, "follow-up", "storby", *arguments, NO_COLOR="1", **env)


def answer(at: Terminal, *pairs: tuple[str, str]) -> None:
    for question, typed in pairs:
        at.until(question)
        at.type(f"{typed}\n")


def test_one_pledge_at_a_time_with_its_target_and_what_is_missing(storby, medlofte):
    run(medlofte, storby, *ONE, "--covers", "..2021-04-30")
    talk = terminal(storby, EDITOR="sed -i 1s/^/Skrivet/")
    answer(
        talk,
        ("Who reports?", "1"),
        ("First day the report is about [2021-01-01]", ""),
        ("Last day", "2021-08-31"),
    )
    talk.until("1 of 3 · fotpatruller")
    talk.until("number: at least 20 fotpatruller")
    talk.until("last outcome: 6 of at least 20 fotpatruller (Polisen i Storby, 2021-05-10)")
    talk.until("still missing: what came after 2021-04-30")
    answer(
        talk, ("How did it go?", "x"), ("type one of", "f"), ("How many", "många"), ("write figures", "15")
    )
    answer(talk, ("word for word?", "Femton gånger."))
    talk.until("15 of at least 20; the report covers 8 of 12 months")
    talk.until("reported as fulfilled, which the numbers do not show; on course: 15 in 8")
    answer(talk, ("How was it counted?", "Utan tillsyner."))
    answer(talk, ("2 of 3 · fotpatruller · schema", "s"), ("3 of 3 · moten", "b"))
    answer(talk, ("2 of 3", "b"), ("1 of 3", "p"))
    talk.until("How many")
    talk.type("14\n")
    answer(talk, ("word for word?", "Fjorton."), ("Why?", "Sjukdom."))
    answer(talk, ("2 of 3", "t"), ("A number, where there is one", ""), ("word for word?", ""))
    answer(talk, ("3 of 3", "n"), ("How many", "1"), ("word for word?", "b"), ("3 of 3", "q"))
    code, rest = talk.end()
    assert code == 0, rest
    assert "created agreements/storby/2021/outcomes/2021-09-10.polisen.toml" in rest
    assert "2 pledges of 3 not reported: belysning, moten" in rest.replace("\r", "")
    found = load(storby, "2021-09-10.polisen.toml")
    assert found["covers"] == {"from": load(storby, "2021-05-10.polisen.toml")["reported_on"].replace(month=1, day=1),
                               "until": found["reported_on"].replace(month=8, day=31)}  # fmt: skip
    assert found["outcome"] == [
        {"pledge": "fotpatruller", "status": "partly", "value": 14, "unit": "fotpatruller", "text": "Fjorton.",
         "reason": "Sjukdom."},
        {"pledge": "fotpatruller", "measure": "schema", "text": "Skrivet"},
    ]  # fmt: skip


def test_ctrl_c_loses_nothing_and_the_answers_can_be_filed(storby, medlofte):
    talk = terminal(storby, "--by", "kommunen", "--covers", "..2021-08-31", TMPDIR=str(storby.home))
    answer(talk, ("1 of 2 · belysning", "o"), ("A number", ""), ("word for word?", "På gång."))
    talk.until("2 of 2")
    talk.until("How did it go?")
    talk.type("\x03")
    code, rest = talk.end()
    assert code == 130, rest
    assert not (storby.path / OUTCOMES).exists()
    [kept] = storby.home.glob("medlofte-storby-2021-*.toml")
    assert f"medlofte follow-up storby/2021 --report {kept}" in rest
    assert run(medlofte, storby, "--report", kept, day="2021-09-10").returncode == 0
    assert load(storby, "2021-09-10.kommunen.toml")["outcome"][0]["text"] == "På gång."


def test_nothing_that_was_written_is_lost_by_stopping_in_the_middle(storby, medlofte):
    talk = terminal(storby, "--covers", "..2021-08-31", TMPDIR=str(storby.home), EDITOR="false")
    answer(talk, ("Who reports?", "polisen"), ("1 of 3", "f"), ("How many", "4"))
    answer(talk, ("word for word?", ""), ("ended with an error", ""), ("word for word?", "Fyra."))
    answer(talk, ("How was it counted?", "b"), ("you have told of it already", "k"))
    answer(talk, ("2 of 3", "n"), ("A number", "2"), ("Of what?", "scheman"), ("word for word?", "Två."))
    talk.until("Why?")
    talk.child.terminate()
    code, rest = talk.end()
    assert code == 130, rest
    [kept] = storby.home.glob("medlofte-storby-2021-*.toml")
    assert "run the same command again" not in rest
    told = tomllib.loads(kept.read_text(encoding="utf-8"))["outcome"]
    assert [(one["status"], one["value"], one["text"]) for one in told] == [
        ("fulfilled", 4, "Fyra."), ("not_fulfilled", 2, "Två."),
    ]  # fmt: skip


def test_days_outside_the_period_are_asked_for_a_reason(storby):
    talk = terminal(storby, "--by", "kommunen", day="2022-02-01")
    answer(talk, ("First day", "2020-12-01"), ("Last day [2021-12-31]", "x"), ("write year-month-day", ""))
    answer(
        talk,
        ("That goes outside the period. Why?", ""),
        ("the reason is published", "Lampan byttes i förväg."),
    )
    answer(
        talk,
        ("1 of 2", "f"),
        ("A number", "12"),
        ("Of what?", "lampor"),
        ("word for word?", "Tolv."),
        ("2 of 2", "q"),
    )
    code, rest = talk.end()
    assert code == 0, rest
    assert load(storby, "2022-02-01.kommunen.toml")["late"] == "Lampan byttes i förväg."
    assert "done before the period began, in part or in whole" in " ".join(rest.split())


def test_nothing_told_is_nothing_written(storby):
    talk = terminal(storby, "--by", "kommunen", "--covers", "..2021-08-31")
    answer(talk, ("1 of 2", "q"))
    code, rest = talk.end()
    assert (code, "nothing was told, so nothing was written" in rest) == (0, True)
    assert not (storby.path / OUTCOMES).exists()


def test_a_wrong_party_is_told_before_anything_is_asked(storby):
    talk = terminal(storby, "--by", "komunen")
    code, rest = talk.end()
    assert code == 2
    assert "did you mean 'kommunen'?" in rest


def test_what_cannot_be_filed_is_told_before_anything_is_asked(storby):
    talk = terminal(storby, "--by", "kommunen", "--covers", "2021-01-01..2021-12-31")
    code, rest = talk.end()
    assert code == 1
    assert "2021-12-31 is after the day of the report, 2021-09-10" in rest
    assert "How did it go?" not in rest


def test_answers_that_cannot_be_written_are_kept(storby):
    talk = terminal(
        storby, "--by", "kommunen", "--covers", "..2021-08-31", "--commit", TMPDIR=str(storby.home)
    )
    storby.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n")
    folder = storby.path / "agreements/storby/2021"
    folder.parent.joinpath("aside").mkdir()
    answer(talk, ("1 of 2", "f"), ("A number", ""), ("word for word?", "Klart."))
    talk.until("2 of 2")
    folder.symlink_to("aside")  # the folder of the records has become a link meanwhile
    answer(talk, ("How did it go?", "q"))
    code, rest = talk.end()
    assert code == 1, rest
    [kept] = storby.home.glob("medlofte-storby-2021-*.toml")
    assert f"--report {kept}" in rest
    assert not list((folder.parent / "aside").glob("**/*.toml"))


def test_a_commit_that_fails_leaves_the_report_and_says_no_more(storby):
    storby.write(".git/hooks/pre-commit", "#!/bin/sh\necho not today >&2\nexit 1\n").chmod(0o755)
    talk = terminal(
        storby, "--by", "kommunen", "--covers", "..2021-08-31", "--commit", TMPDIR=str(storby.home)
    )
    answer(talk, ("1 of 2", "f"), ("A number", ""), ("word for word?", "Klart."), ("2 of 2", "q"))
    code, rest = talk.end()
    assert code == 3
    assert "not today" in rest
    assert "your answers are kept" not in rest
    assert files(storby) == ["2021-09-10.kommunen.toml"]
