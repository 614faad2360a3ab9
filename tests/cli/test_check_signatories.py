"""``check`` reads the list of signatories: with its place, in every output, from the folder and from git."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

HERE = Path(__file__).parent
SAMPLE = (HERE / "sample.toml").read_text(encoding="utf-8")
LIST = """format = 1

[[person]]
id = "per-pahittad"
name = "Per Påhittad"

[[office]]
person = "per-pahittat"
party = "polisen"
title = "lokalpolisområdeschef"
decision = "Polisområdeschefens beslut 2020-12-14"
"""
WHERE = "agreements/signatories.toml"


@pytest.fixture
def register(git_folder: Any) -> Any:
    """One agreement without faults, and a list with a mistyped id."""
    git_folder.write("agreements/storby/2021.toml", SAMPLE)
    git_folder.write(WHERE, LIST)
    return git_folder


def test_text_names_the_place(register: Any, medlofte: Any) -> None:
    done = medlofte("check", cwd=register.path)
    assert done.returncode == 1
    assert f"{WHERE}:8:10: error M406: the list has no person 'per-pahittat'\n" in done.stdout
    assert '    8 | person = "per-pahittat"\n      |          ^^^^^^^^^^^^^^\n' in done.stdout
    assert "      = hint: did you mean 'per-pahittad'?\n" in done.stdout
    assert f"{WHERE}:3:1: warning M411: " in done.stdout
    assert done.stdout.endswith("2 files checked: 1 error, 3 warnings\n")


def test_each_format_names_the_file(register: Any, medlofte: Any) -> None:
    def run(form: str) -> str:
        done = medlofte("check", "--format", form, cwd=register.path)
        assert (done.returncode, done.stderr) == (1, "")
        return str(done.stdout)

    plain = json.loads(run("json"))
    assert (plain["files"], plain["counts"]) == (2, {"error": 1, "warning": 3})
    assert {item["code"] for item in plain["findings"] if item["file"] == WHERE} == {"M406", "M411"}
    assert f"::error file={WHERE},line=8,col=10," in run("github")
    assert WHERE in {item["location"]["path"] for item in json.loads(run("gitlab"))}
    places = [
        item["locations"][0]["physicalLocation"] for item in json.loads(run("sarif"))["runs"][0]["results"]
    ]
    assert WHERE in {place["artifactLocation"]["uri"] for place in places}


def test_a_document_named_alone_is_held_against_it(register: Any, medlofte: Any) -> None:
    done = medlofte("check", "storby/2021", cwd=register.path)
    assert done.returncode == 0
    assert f"\n{WHERE}:" not in f"\n{done.stdout}"
    assert done.stdout.count("warning M412: ") == 2
    assert done.stdout.endswith("1 file checked: 0 errors, 2 warnings\n")


def test_as_it_was_at_a_revision(register: Any, medlofte: Any) -> None:
    register.commit()
    register.write(WHERE, LIST.replace("per-pahittat", "per-pahittad"))
    assert "M406" in medlofte("check", "@HEAD", cwd=register.path).stdout
    assert "M406" not in medlofte("check", cwd=register.path).stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "error M111: "),
        ("format = 2\n", "error M114: "),
        ("format = 1\n[[persons]]\n", "error M110: unknown key 'persons'"),
        ('format = 1\n[[key]]\nperson = "a"\npublic = "b"\nstatus = "lost"\n', "error M113: "),
        ("format = 1\n[[person\n", "error M102: "),
    ],
)
def test_faults_of_form(text: str, said: str, register: Any, medlofte: Any) -> None:
    register.write(WHERE, text)
    done = medlofte("check", cwd=register.path)
    assert done.returncode == 1
    assert f"{WHERE}:" in done.stdout
    assert said in done.stdout


def test_hostile_text_steers_no_terminal(register: Any, medlofte: Any) -> None:
    bad = '"\\u001b]52;c;eA==\\u0007\\u202e[/red]"'
    register.write(
        WHERE,
        f"format = 1\n[[person]]\nid = {bad}\nname = {bad}\nnote = {bad}\n[[person]]\nid = {bad}\nname = {bad}\n"
        f"[[office]]\nperson = {bad}\nparty = {bad}\ntitle = {bad}\nseries = [{bad}]\n"
        f"[[key]]\nperson = {bad}\npublic = {bad}\n[[recorder]]\nperson = {bad}\nparty = {bad}\n",
    )
    for form in ("text", "github"):
        done = medlofte("check", "--format", form, cwd=register.path)
        assert done.returncode == 1
        assert all(code in done.stdout for code in ("M401", "M403", "M405", "M413"))
        assert not {"\x1b", "\x07", "\u202e"} & set(done.stdout)


def test_a_link_is_not_followed(register: Any, medlofte: Any) -> None:
    (register.path / WHERE).unlink()
    (register.path / WHERE).symlink_to("storby/2021.toml")
    done = medlofte("check", cwd=register.path)
    assert f"{WHERE}:1:1: error M117: " in done.stdout
    assert "M412" not in done.stdout


def test_the_schema_fits_what_is_read(register: Any, medlofte: Any) -> None:
    schema = json.loads(medlofte("schema", "signatories", cwd=register.path).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    whole = {
        "format": 1,
        "note": "x",
        "person": [{"id": "a", "name": "A", "note": "x"}],
        "office": [
            {
                "person": "a",
                "party": "p",
                "title": "t",
                "from": "2021-01-01",
                "until": None,
                "decision": "x",
                "series": [],
            }
        ],
        "key": [{"person": "a", "public": "x", "status": "compromised", "compromised": "2021-01-01"}],
        "recorder": [{"person": "a", "party": "p"}],
    }
    jsonschema.validate(whole, schema, cls=jsonschema.Draft202012Validator)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(whole | {"persons": []}, schema, cls=jsonschema.Draft202012Validator)
