"""``init`` and ``new``: from an empty folder to a first document, by options and at a real terminal."""

import tomllib

import pytest
from terminal import Terminal

from medlofte.model.record import Kind
from medlofte.view.hints import tail

ANSWERS = (
    ("What is it?", "p"),
    ("Title", "Medborgarlöften Storby 2022"),
    ("First day", ""),
    ("Last day", ""),
    ("police party", "Polisen i Storby"),
    ("municipality", "Storby kommun"),
)


@pytest.fixture
def register(tmp_path, medlofte):
    folder = tmp_path / "register"
    done = medlofte("init", str(folder), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "next:" in done.stderr
    return folder


def test_init_refuses_a_register_and_changes_nothing(register, medlofte):
    before = sorted(path.relative_to(register) for path in register.rglob("*") if ".git/" not in str(path))
    done = medlofte("init", cwd=register)
    assert done.returncode == 1
    assert "is a register already" in done.stderr
    assert (
        sorted(path.relative_to(register) for path in register.rglob("*") if ".git/" not in str(path))
        == before
    )


def test_init_gives_each_register_an_id_of_its_own(register, medlofte, tmp_path):
    assert medlofte("init", "other", cwd=tmp_path).returncode == 0
    one, other = (
        tomllib.loads((folder / "medlofte.toml").read_text(encoding="utf-8"))["id"]
        for folder in (register, tmp_path / "other")
    )
    assert one != other
    assert one.startswith("urn:uuid:")
    assert medlofte("list", cwd=register).returncode == 0


def test_a_first_document_by_options_passes_check(register, medlofte):
    done = medlofte("new", "storby", "2022", "--police", "Polisen i Storby", cwd=register)
    assert done.returncode == 0, done.stderr
    document = tomllib.loads((register / "agreements/storby/2022.toml").read_text(encoding="utf-8"))
    assert document["party"][0]["name"] == "Polisen i Storby"
    assert medlofte("check", cwd=register).returncode == 0


@pytest.mark.parametrize("kind", ["pledges", "frame", "plan"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_examples_of_the_template_are_right_when_uncommented(register, medlofte, kind, language):
    medlofte("new", "storby", "2022", "--kind", kind, cwd=register)
    path = register / "agreements/storby/2022.toml"
    bare = [line.removeprefix("# ").removeprefix("#") for line in tail(language, Kind(kind)).splitlines()]
    start = next(index for index, line in enumerate(bare) if line.startswith("["))
    text = path.read_text(encoding="utf-8")
    head = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    path.write_text(head + "\n" + "\n".join(bare[start:]) + "\n", encoding="utf-8")
    done = medlofte("check", "storby/2022", cwd=register)
    assert done.returncode == 0, done.stdout


def test_a_second_document_of_a_series_must_be_a_renewal(register, medlofte):
    medlofte("new", "storby", "2022", cwd=register)
    done = medlofte("new", "storby", "2023", cwd=register)
    assert done.returncode == 1
    assert "medlofte new-period storby" in done.stderr


def test_at_a_terminal_what_is_missing_is_asked_for(register):
    terminal = Terminal(register, "new", "storby", "2022")
    for question, answer in ANSWERS:
        terminal.until(question)
        terminal.type(answer + "\n")
    code, rest = terminal.end()
    assert code == 0, rest
    document = tomllib.loads((register / "agreements/storby/2022.toml").read_text(encoding="utf-8"))
    assert document["title"] == "Medborgarlöften Storby 2022"
    assert str(document["validity"]["until"]) == "2022-12-31"
    assert document["party"][1]["name"] == "Storby kommun"


@pytest.mark.parametrize("at", range(len(ANSWERS)))
def test_ctrl_c_at_each_question_writes_nothing(register, at):
    terminal = Terminal(register, "new", "storby", "2022")
    for question, answer in ANSWERS[:at]:
        terminal.until(question)
        terminal.type(answer + "\n")
    terminal.until(ANSWERS[at][0])
    terminal.type("\x03")
    code, rest = terminal.end()
    assert code == 130, rest
    assert not (register / "agreements/storby").exists()
