"""The five outputs of check, each by the form that its reader documents.

SARIF: no package on PyPI carries the schema of 2.1.0, so the required properties, closed vocabularies and bounds that
the standard gives for what we write are written down here (sections 3.13, 3.14, 3.18, 3.19, 3.27 to 3.30 and 3.49).
"""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest

HERE = Path(__file__).parent
SAMPLE = (HERE / "sample.toml").read_text(encoding="utf-8")
WRONG = (
    SAMPLE.replace("kommunstyrelsens ordförande", "100 %: ordförande, vice")
    .replace('by = ["polisen"]', 'by = ["polis, en: 5%"]')
    .replace("until = 2021-12-31", "until = 2020-12-31")
)


@pytest.fixture
def register(git_folder: Any) -> Any:
    """Faults of every kind: of content, of form, of names, of two files of the same fault."""
    git_folder.write("agreements/storby/2021.toml", WRONG)
    git_folder.write(
        "agreements/storby/2022.toml", 'format = 1\nkind = "plan"\ntitel = "x"\n[[clause]]\n[[clause]]\n'
    )
    git_folder.write("agreements/Stor by, ö: 5%/2021.toml", SAMPLE)
    git_folder.write("agreements/storby/x.docx", "x")
    git_folder.write("agreements/storby/2021/outcomes/x.toml", "format = 1\n")
    return git_folder


def output(register: Any, medlofte: Any, form: str) -> str:
    done = medlofte("check", "--format", form, cwd=register.path)
    assert done.returncode == 1
    assert done.stderr == ""
    return str(done.stdout)


def listed(register: Any, medlofte: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(output(register, medlofte, "json"))["findings"]
    assert len(found) > 8
    assert {item["severity"] for item in found} == {"error", "warning"}
    return found


def test_json_is_as_its_schema_says(register: Any, medlofte: Any):
    schema = json.loads(medlofte("schema", "findings", cwd=register.path).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    report = json.loads(output(register, medlofte, "json"))
    jsonschema.validate(report, schema)
    assert report["counts"]["error"] + report["counts"]["warning"] == len(report["findings"])
    assert report["files"] == 5
    for item in report["findings"]:
        path = register.path / item["file"]
        assert path.is_file()
        assert item["line"] <= max(1, len(path.read_text().splitlines()))


def test_json_of_a_register_without_faults(git_folder: Any, medlofte: Any):
    git_folder.write("agreements/storby/2021.toml", SAMPLE)
    report = json.loads(medlofte("check", "--format", "json", cwd=git_folder.path).stdout)
    assert report == {
        "schema": "medlofte/findings@1",
        "files": 1,
        "counts": {"error": 0, "warning": 0},
        "findings": [],
    }


def unescaped(value: str, *, name: bool) -> str:
    """What GitHub's runner makes of a value: ``%25`` last, colon and comma in properties only."""
    signs = {"%0D": "\r", "%0A": "\n"} | ({"%3A": ":", "%2C": ","} if name else {}) | {"%25": "%"}
    for code, sign in signs.items():
        value = value.replace(code, sign)
    return value


def test_github_lines_parse_by_the_documented_form(register: Any, medlofte: Any):
    lines = output(register, medlofte, "github").splitlines()
    found = listed(register, medlofte)
    assert len(lines) == len(found)
    for line, item in zip(lines, found, strict=True):
        hit = re.fullmatch(r"::(error|warning) ((?:[A-Za-z]+=[^,:]*)(?:,[A-Za-z]+=[^,:]*)*)::(.+)", line)
        assert hit, line
        pairs = dict(pair.split("=", 1) for pair in hit[2].split(","))
        facts = {key: unescaped(value, name=True) for key, value in pairs.items()}
        assert facts == {
            "file": item["file"],
            "line": str(item["line"]),
            "col": str(item["column"]),
            "endColumn": str(item["end_column"]),
            "title": item["code"],
        }
        assert hit[1] == item["severity"]
        assert unescaped(hit[3], name=False) == item["message"] + (
            f"\n{item['hint']}" if item["hint"] else ""
        )


GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def test_gitlab_has_the_documented_fields(register: Any, medlofte: Any):
    report = json.loads(output(register, medlofte, "gitlab"))
    jsonschema.validate(report, GITLAB)
    assert [
        (row["location"]["path"], row["location"]["lines"]["begin"], row["check_name"]) for row in report
    ] == [(item["file"], item["line"], item["code"]) for item in listed(register, medlofte)]
    prints = [row["fingerprint"] for row in report]
    assert len(set(prints)) == len(prints)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[validity]", "# a line\n\n# or two\n[validity]"),
        ("[[pledge]]", "[[pledge]]\n# x"),
        (
            '[[pledge]]\nid = "patruller"',
            '[[pledge]]\nid = "ny"\ntext = "Ny."\n\n[[pledge]]\nid = "patruller"',
        ),
    ],
    ids=["lines-above", "lines-between", "a-new-table"],
)
def test_gitlab_fingerprints_survive_a_moved_line(old: str, new: str, register: Any, medlofte: Any):
    before = {row["fingerprint"] for row in json.loads(output(register, medlofte, "gitlab"))}
    register.write("agreements/storby/2021.toml", WRONG.replace(old, new))
    after = {row["fingerprint"] for row in json.loads(output(register, medlofte, "gitlab"))}
    assert before <= after


def test_gitlab_fingerprints_do_not_hang_on_the_language(register: Any, medlofte: Any):
    reports = [
        json.loads(medlofte("--lang", language, "check", "--format", "gitlab", cwd=register.path).stdout)
        for language in ("en", "sv")
    ]
    assert [row["fingerprint"] for row in reports[0]] == [row["fingerprint"] for row in reports[1]]


def closed(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
MESSAGE = closed({"text": TEXT}, "text")
LEVEL = {"enum": ["none", "note", "warning", "error"]}
REGION = closed(
    {name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn", "endColumn")},
    "startLine",
)
LOCATION = closed(
    {
        "physicalLocation": closed(
            {
                "artifactLocation": closed(
                    {"uri": {"type": "string", "pattern": "^[A-Za-z0-9._~/%!$&'()*+,;=@-]+$"}}, "uri"
                ),
                "region": REGION,
            },
            "artifactLocation",
        )
    }
)
RESULT = closed(
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {"type": "array", "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
    },
    "message",
)
RULE = closed(
    {
        "id": TEXT,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "defaultConfiguration": closed({"level": LEVEL}),
    },
    "id",
)
DRIVER = closed(
    {"name": TEXT, "version": TEXT, "rules": {"type": "array", "items": RULE, "uniqueItems": True}}, "name"
)
SARIF = closed(
    {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": closed(
                {
                    "tool": closed({"driver": DRIVER}, "driver"),
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                },
                "tool",
            ),
        },
    },
    "version",
    "runs",
)


def test_sarif_has_what_the_standard_requires_and_nothing_it_does_not_know(register: Any, medlofte: Any):
    log = json.loads(output(register, medlofte, "sarif"))
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules) >= 40
    found = listed(register, medlofte)
    assert len(run["results"]) == len(found)
    for result, item in zip(run["results"], found, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert rules[result["ruleIndex"]] == result["ruleId"] == item["code"]
        assert result["level"] == item["severity"]
        address = urlsplit(place["artifactLocation"]["uri"])
        assert (address.scheme, address.netloc, unquote(address.path)) == ("", "", item["file"])
        assert place["region"] == {
            "startLine": item["line"],
            "startColumn": item["column"],
            "endColumn": item["end_column"],
        }


def test_text_says_the_same(register: Any, medlofte: Any):
    said = output(register, medlofte, "text")
    for item in listed(register, medlofte):
        assert (
            f"{item['file']}:{item['line']}:{item['column']}: {item['severity']} {item['code']}: {item['message']}\n"
            in said
        )
        assert f"= hint: {item['hint']}\n" in said


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif"])
def test_the_same_bytes_each_time(form: str, register: Any, medlofte: Any):
    assert output(register, medlofte, form) == output(register, medlofte, form)


def test_fail_on_warnings(git_folder: Any, medlofte: Any):
    git_folder.write("agreements/storby/2021.toml", SAMPLE)
    git_folder.write("agreements/storby/x.docx", "x")
    assert medlofte("check", cwd=git_folder.path).returncode == 0
    assert medlofte("check", "--fail-on", "warning", cwd=git_folder.path).returncode == 1
