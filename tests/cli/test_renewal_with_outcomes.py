"""The renewal from Strängnäs 2019: how each pledge went stands beside its question, and in the next changelog."""

import re
import shutil

from terminal import Terminal

from conftest import ROOT, GitFolder

#: Pledge, what must stand beside its question, the answer, and what the changelog must tell of it.
PLEDGES = (
    ("otrygghet-i-trafiken", ("last outcome: not reported",), "d", "- otrygghet"),
    ("bat-och-grannsamverkan", ("last outcome: not reported",), "d", "- bat"),
    (
        "grannsamverkan",
        ("exceeded, 20 nya grannsamverkansområden, promised: at least 8 (Strängnäs kommun, 2020-01-28)",
         "reported before: 16 nya grannsamverkansområden", "the report covers 8 of 12 months"),
        "f", "20 nya grannsamverkansområden",
    ),
    (
        "batsamverkan",
        ("exceeded, 3 nya båtsamverkansområden, promised: 2", "reported before: 1 of 2 nya båtsamverkansområden"),
        "f", "3 nya båtsamverkansområden",
    ),
    ("lokaler-for-utbildning", ("last outcome: not reported",), "d", "- lokaler"),
    (
        "trygghetsvandringar",
        ("fulfilled, 4 of at least 4 trygghetsvandringar", "in the words of the report: Fyra trygghetsvandringar.",
         "reported before: 5 trygghetsvandringar", "Räknas Läggesta och Marielund som två blir det fem",
         "reported before: 2 of at least 4", "ungdomarna hade flyttat till centrum"),
        "k", "4 av minst 4 trygghetsvandringar",
    ),
    (
        "trafikkontroller",
        ("cannot be assessed, 303 trafikkontroller", "no number was promised", "reported before: 213"),
        "d", "303 trafikkontroller",
    ),
    (
        "mopeder-och-a-traktorer",
        ('"Mopedinsats genomförd" (ental, utan antal)', "no number is reported", "reported before: 1 of at least 2"),
        "d", "Mopedinsats genomförd",
    ),
    ("trafiksakerhetsrad", ("fulfilled (Strängnäs kommun, 2020-01-28)", "Har samverkat enligt plan."), "k", "uppfyllt"),
)  # fmt: skip


def test_each_outcome_stands_beside_its_question_and_in_the_next_changelog(git_folder: GitFolder, medlofte):
    cases = ROOT / "tests" / "cases" / "agreements" / "strangnas"
    target = git_folder.path / "agreements" / "strangnas"
    target.mkdir(parents=True)
    shutil.copy(cases / "2019.toml", target)
    shutil.copytree(cases / "2019", target / "2019")
    git_folder.write("medlofte.toml", 'name = "Strängnäs"\n')
    git_folder.commit()
    talk = Terminal(git_folder.path, "new-period", "strangnas", "2020", NO_COLOR="1", COLUMNS="100")
    talk.until("outcomes of strangnas/2019: 3 pledges of 9 not reported")
    for at, (name, beside, letter, _) in enumerate(PLEDGES, 1):
        talk.until(f"Pledge {at} of 9 · {name}")
        shown = read_until(talk, "What becomes of it?")
        for words in beside:
            assert words in shown, shown
        talk.type(f"{letter}\n")
        if letter == "d":
            talk.until("Why?")
            talk.type("Nya frågor är viktigare.\n")
    for _ in range(2):
        talk.until("Who signs for")
        talk.type("\n")
    code, rest = talk.end()
    assert code == 0, rest
    log = medlofte("changelog", "strangnas", "2020", cwd=git_folder.path).stdout
    for name, _, _, told in PLEDGES:
        if told.startswith("- "):
            assert f"`{name}`" in re.search("ej redovisat för 3 av 9 löften: .*", log)[0]
        else:
            item = re.search(rf"^- [^\n]*\(`{name}`\).*?(?=^- |^#|\Z)", log, re.MULTILINE | re.DOTALL)
            assert item, log
            assert told.replace(" av ", " ") in item[0].replace(" av ", " ").replace(" of ", " "), item[0]


def read_until(talk: Terminal, text: str) -> str:
    """What the terminal shows before ``text``, with its lines joined."""
    seen = ""
    while text not in talk.seen:
        talk._read(0.2)
    seen, talk.seen = talk.seen.split(text, 1)
    return " ".join(seen.split())
