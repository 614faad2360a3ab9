"""``new-period``: with a decisions file, without, and at a real terminal."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from terminal import Terminal

from conftest import ROOT, GitFolder

DECISIONS = """
of = "gotland/2021"

[[decision]]
pledge = "stod-till-utsatta"
fate = "changed"
text = "Minst sex utsatta ska ha fått stöd under 2022."
reason = "Löftet ska kunna följas upp."

[[decision.target]]
value = 6
comparison = "at_least"
unit = "utsatta som har fått stöd"
per = "period"

[[decision]]
pledge = "insatser-mot-utovare"
fate = "kept"

[[decision]]
pledge = "kunskapsutveckling-vald"
fate = "merged"
into = ["kunskap"]
reason = "En plan."

[[decision]]
pledge = "kunskapshojande-insatser"
fate = "merged"
into = ["kunskap"]
reason = "En plan."

[[decision]]
pledge = "tidiga-tecken"
fate = "dropped"
reason = "Ingår i skolans arbete."

[[new]]
id = "kunskap"
text = "Polisen och regionen genomför fyra kunskapshöjande insatser under 2022."
by = ["polisen", "regionen"]
"""


@pytest.fixture
def gotland(git_folder: GitFolder) -> Path:
    """A register with the real Gotland agreements, committed."""
    shutil.copytree(ROOT / "agreements", git_folder.path / "agreements")
    git_folder.write("medlofte.toml", 'name = "Gotland"\n')
    git_folder.commit("Agreements")
    return git_folder.path


def load(folder: Path) -> dict:
    return tomllib.loads((folder / "agreements/gotland/2022.toml").read_text(encoding="utf-8"))


def test_decisions_give_a_ledger_that_names_every_pledge_once(gotland, medlofte):
    (gotland / "d.toml").write_text(DECISIONS, encoding="utf-8")
    done = medlofte("new-period", "gotland", "2022", "--decisions", "d.toml", cwd=gotland)
    assert (done.returncode, done.stdout) == (0, "")
    draft = load(gotland)
    old = tomllib.loads((gotland / "agreements/gotland/2021.toml").read_text(encoding="utf-8"))
    rows = draft["renewal"]["pledge"]
    assert sorted(row["id"] for row in rows) == sorted(pledge["id"] for pledge in old["pledge"])
    assert {row["id"]: row["fate"] for row in rows}["tidiga-tecken"] == "dropped"
    assert [pledge["id"] for pledge in draft["pledge"]] == [
        "stod-till-utsatta",
        "insatser-mot-utovare",
        "kunskap",
    ]
    assert medlofte("check", "gotland/2022", cwd=gotland).returncode == 0


def test_without_decisions_every_row_is_undecided_and_check_says_what_remains(gotland, medlofte):
    assert medlofte("new-period", "gotland", cwd=gotland).returncode == 0
    draft = load(gotland)
    assert {row["fate"] for row in draft["renewal"]["pledge"]} == {"undecided"}
    done = medlofte("check", "gotland/2022", cwd=gotland)
    codes = set(re.findall(r"error (M\d+)", done.stdout))
    assert done.returncode == 1
    assert len(codes) == 1
    for row in draft["renewal"]["pledge"]:
        assert f"'{row['id']}'" in done.stdout


def test_signatures_of_the_old_period_leave_no_trace(gotland, medlofte):
    medlofte("new-period", "gotland", "2022", cwd=gotland)
    text = (gotland / "agreements/gotland/2022.toml").read_text(encoding="utf-8")
    for trace in ("Lindvall", "Ström", "retold", "gotland.se", "provenance", "2021-02-05"):
        assert trace not in text
    draft = load(gotland)
    assert [item["party"] for item in draft["signatory"]] == ["polisen", "regionen"]
    assert str(draft["validity"]["from"]) == "2022-01-01"
    assert str(draft["validity"]["until"]) == "2022-12-31"


def test_a_kept_that_is_not_kept_is_an_error_that_names_both_figures(git_folder, medlofte):
    base = """format = 1
kind = "pledges"
title = "Medborgarlöften Storby {year}"
[validity]
from = {year}-01-01
until = {year}-12-31
[[party]]
id = "polisen"
name = "Polisen"
kind = "police"
[[pledge]]
id = "fotpatruller"
by = ["polisen"]
text = "Polisen ska fotpatrullera vid minst {value} tillfällen."
[[pledge.target]]
value = {value}
comparison = "at_least"
unit = "fotpatruller"
per = "period"
"""
    ledger = '[renewal]\nof = "storby/2020"\n[[renewal.pledge]]\nid = "fotpatruller"\nfate = "kept"\ninto = ["fotpatruller"]\n'
    git_folder.write("agreements/storby/2020.toml", base.format(year=2020, value=200))
    git_folder.write("agreements/storby/2021.toml", base.format(year=2021, value=150) + ledger)
    done = medlofte("check", "storby/2021", cwd=git_folder.path)
    assert done.returncode == 1
    line = next(line for line in done.stdout.splitlines() if "error M3" in line)
    assert "200" in line
    assert "150" in line


def test_it_never_overwrites(gotland, medlofte):
    medlofte("new-period", "gotland", "2022", cwd=gotland)
    before = (gotland / "agreements/gotland/2022.toml").read_bytes()
    done = medlofte("new-period", "gotland/2021", "2022", cwd=gotland)
    assert done.returncode == 1
    assert "gotland/2022 exists already" in done.stderr
    assert (gotland / "agreements/gotland/2022.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("stod-till-utsatta", "stod-till-utsata"), "gotland/2021 has no pledge 'stod-till-utsata'"),
        (
            ('pledge = "insatser-mot-utovare"', 'pledge = "tidiga-tecken"'),
            "pledge 'tidiga-tecken' is decided twice",
        ),
        (
            ('of = "gotland/2021"', 'of = "gotland/2020"'),
            "these decisions are about gotland/2020, not about gotland/2021",
        ),
        (
            ('id = "kunskap"', 'id = "kunnande"'),
            "no pledge 'kunskap' is given for 'kunskapsutveckling-vald' to go into",
        ),
        (('fate = "kept"', 'fate = "keept"'), "'keept' is no value of 'fate'"),
        (('fate = "kept"', 'fate = "kept"\ntext = "Något annat."'), "is called 'kept', yet is given: text"),
        (('fate = "dropped"', 'fate = "moved"'), "moved"),
        (('by = ["polisen", "regionen"]', 'by = ["ingen"]'), "'ingen'"),
        (('fate = "dropped"', 'fate = "dropped"\ninto = ["kunskap"]'), "dropped"),
    ],
)
def test_faults_in_the_decisions_are_named_and_nothing_is_written(gotland, medlofte, change, said):
    (gotland / "d.toml").write_text(DECISIONS.replace(*change), encoding="utf-8")
    done = medlofte("new-period", "gotland", "2022", "--decisions", "d.toml", cwd=gotland)
    assert done.returncode == 1
    assert said in done.stderr
    assert change[0].startswith("of =") or re.search(
        r"^\S+\.toml:\d+:\d+: error M", done.stderr, re.MULTILINE
    )
    assert not (gotland / "agreements/gotland/2022.toml").exists()


def test_interview_asks_for_every_pledge_goes_back_and_writes(gotland):
    terminal = Terminal(gotland, "new-period", "gotland", "2022", EDITOR="sed -i s/utsatta/drabbade/")
    asked = "What becomes of it?"
    terminal.until("Pledge 1 of 5")
    terminal.until(asked)
    terminal.type("\n")  # there is no default
    terminal.until("type one of")
    terminal.type("k\n")
    terminal.until("Pledge 2 of 5")
    terminal.until(asked)
    terminal.type("b\n")
    terminal.until("Pledge 1 of 5")
    terminal.until(asked)
    terminal.type("c\n")
    terminal.until("Why?")
    terminal.type("Klarare ord\n")
    for at, letters in ((2, "d\n"), (3, "k\n")):
        terminal.until(f"Pledge {at} of 5")
        terminal.until(asked)
        terminal.type(letters)
        if letters == "d\n":
            terminal.until("Why?")
            terminal.type("Avslutat\n")
    terminal.until("Pledge 4 of 5")
    terminal.until(asked)
    terminal.type("q\n")  # stop and keep what I have
    terminal.until("Who signs for Polisområde Gotland?")
    terminal.type("Anna Andersson\n")
    terminal.until("Title of office")
    terminal.type("områdeschef\n")
    terminal.until("Who signs for Region Gotland?")
    terminal.type("\n")
    code, rest = terminal.end()
    assert code == 0, rest
    assert "2 old pledges are undecided" in rest
    draft = load(gotland)
    fates = [row["fate"] for row in draft["renewal"]["pledge"]]
    assert fates == ["changed", "dropped", "kept", "undecided", "undecided"]
    assert "drabbade" in draft["pledge"][0]["text"]
    assert draft["signatory"][0]["name"] == "Anna Andersson"


@pytest.mark.parametrize("answered", [0, 1])
def test_ctrl_c_leaves_the_register_alone_and_keeps_the_answers(gotland, answered):
    terminal = Terminal(gotland, "new-period", "gotland", "2022", TMPDIR=str(gotland))
    for at in range(answered):
        terminal.until(f"Pledge {at + 1} of 5")
        terminal.until("What becomes of it?")
        terminal.type("k\n")
    terminal.until("What becomes of it?")
    terminal.type("\x03")
    code, rest = terminal.end()
    assert code == 130, rest
    assert not (gotland / "agreements/gotland/2022.toml").exists()
    kept = list(gotland.glob("medlofte-gotland-2022-*.toml"))
    assert len(kept) == answered
    if kept:
        decisions = tomllib.loads(kept[0].read_text(encoding="utf-8"))
        assert [item["fate"] for item in decisions["decision"]] == ["kept"]
        assert kept[0].name in rest


def test_an_undecided_draft_is_not_renewed(gotland, medlofte):
    medlofte("new-period", "gotland", "2022", cwd=gotland)
    done = medlofte("new-period", "gotland", cwd=gotland)
    assert done.returncode == 1
    assert "gotland/2022 still has undecided pledges" in done.stderr
    assert not (gotland / "agreements/gotland/2023.toml").exists()


def test_a_failing_editor_asks_again_and_b_goes_back(gotland):
    terminal = Terminal(gotland, "new-period", "gotland", "2022", EDITOR="false")
    terminal.until("What becomes of it?")
    terminal.type("c\n")
    terminal.until("the editor 'false' ended with an error")
    terminal.until("Pledge 1 of 5")
    terminal.until("What becomes of it?")
    terminal.type("d\n")
    terminal.until("Why?")
    terminal.type("b\n")
    terminal.until("Pledge 1 of 5")
    terminal.until("What becomes of it?")
    terminal.type("q\n")
    for _ in range(2):
        terminal.until("Who signs for")
        terminal.type("\n")
    code, rest = terminal.end()
    assert code == 0, rest
    assert {row["fate"] for row in load(gotland)["renewal"]["pledge"]} == {"undecided"}


def test_a_split_takes_area_and_owners_from_the_pledge_it_comes_from(gotland):
    terminal = Terminal(gotland, "new-period", "gotland", "2022", EDITOR="true")
    terminal.until("What becomes of it?")
    terminal.type("k\n")
    terminal.until("What becomes of it?")
    terminal.type("s\n")
    terminal.until("Into which ids?")
    terminal.type("insatser-mot-utovare ny-del\n")
    terminal.until("Why?")
    terminal.type("Tydligare\n")
    terminal.until("What becomes of it?")
    terminal.type("q\n")
    for _ in range(2):
        terminal.until("Who signs for")
        terminal.type("\n")
    code, rest = terminal.end()
    assert code == 0, rest
    new = next(pledge for pledge in load(gotland)["pledge"] if pledge["id"] == "ny-del")
    assert new["area"] == "utovare"


def test_old_years_and_moved_deadlines_are_pointed_out(gotland, medlofte):
    path = gotland / "agreements/gotland/2021.toml"
    text = path.read_text(encoding="utf-8")
    changed = text.replace(
        'text = "Insatser riktas till utsatta för',
        'due = 2021-06-30\ntext = "Under 2021 riktas insatser till utsatta för',
    )
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    medlofte("new-period", "gotland", "2022", cwd=gotland)
    draft = (gotland / "agreements/gotland/2022.toml").read_text(encoding="utf-8")
    assert (
        "# texten talar om 2021: se över den\n# sista dagen har flyttats med perioden: se över den\n[[pledge]]"
        in draft
    )
    assert "due = 2022-06-30" in draft
