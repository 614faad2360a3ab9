"""``history`` and ``list --summary`` as commands: what is asked for, what is refused, data that fit their schema."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
ON = ("--date", "2026-01-15")


def data(medlofte: Any, folder: Path, *arguments: str) -> Any:
    done = medlofte(*ON, *arguments, "--format", "json", cwd=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("what", "arguments"),
    [
        ("history", ("history", "strangnas")),
        ("history", ("history", "kungalv#narvaro-otrygga-platser")),
        ("statistics", ("list", "--summary")),
        ("statistics", ("list", "--summary", "kungalv")),
    ],
)
def test_data_are_what_their_schema_says(what: str, arguments: tuple[str, ...], medlofte: Any) -> None:
    schema = json.loads(medlofte("schema", what, cwd=CASES).stdout)
    Draft202012Validator.check_schema(schema)
    assert not list(Draft202012Validator(schema).iter_errors(data(medlofte, CASES, *arguments)))


class TestHistory:
    def test_it_speaks_the_language_of_the_newest_document(self, medlofte: Any) -> None:
        done = medlofte("--lang", "en", *ON, "history", "gotland", cwd=ROOT)
        assert "öde okänt" in done.stdout
        assert done.stderr == ""

    def test_a_document_stands_for_its_series(self, medlofte: Any) -> None:
        whole = medlofte(*ON, "history", "gotland", cwd=ROOT).stdout
        assert medlofte(*ON, "history", "gotland/2021", cwd=ROOT).stdout == whole

    def test_one_pledge_by_any_id_it_ever_had(self, medlofte: Any) -> None:
        for name in ("sip-eller-natverksmote", "stod-till-utsatta"):
            (life,) = data(medlofte, ROOT, "history", f"gotland#{name}")["life"]
            assert [stage["pledge"]["id"] for stage in life["stage"]] == [
                "sip-eller-natverksmote",
                "stod-till-utsatta",
            ]

    def test_an_unknown_pledge_is_guessed_at(self, medlofte: Any) -> None:
        done = medlofte("history", "gotland#stod-till-utsata", cwd=ROOT)
        assert (done.returncode, done.stdout) == (2, "")
        assert "did you mean stod-till-utsatta?" in done.stderr

    def test_an_unknown_series_is_refused(self, medlofte: Any) -> None:
        for name in ("gottland", "gotland/2022", "#x"):
            done = medlofte("history", name, cwd=ROOT)
            assert (done.returncode, done.stdout) == (2, "")

    def test_what_cannot_be_read_is_told(self, git_folder: Any, medlofte: Any) -> None:
        for name in ("2020", "2021"):
            text = (ROOT / "agreements" / "gotland" / f"{name}.toml").read_text(encoding="utf-8")
            git_folder.write(f"agreements/gotland/{name}.toml", text)
        git_folder.write("agreements/gotland/2022.toml", "format = 1\n")
        done = medlofte("history", "gotland", cwd=git_folder.path)
        assert done.returncode == 0
        assert "gotland/2022 cannot be read and is left out" in done.stderr

    def test_a_revision(self, git_folder: Any, medlofte: Any) -> None:
        text = (ROOT / "agreements" / "gotland" / "2020.toml").read_text(encoding="utf-8")
        path = git_folder.write("agreements/gotland/2020.toml", text)
        git_folder.commit()
        path.unlink()
        assert medlofte("history", "gotland", cwd=git_folder.path).returncode == 2
        assert "sip-eller-natverksmote" in medlofte("history", "gotland@HEAD", cwd=git_folder.path).stdout


class TestSummary:
    def test_the_whole_is_the_sum_of_its_series(self, medlofte: Any) -> None:
        found = data(medlofte, CASES, "list", "--summary")
        for key in ("owner", "number", "goal", "followup", "outcome"):
            shares = [part["figures"].get(key, {}) for part in found["series"]]
            for count in ("count", "of", "unknown"):
                assert found["figures"][key].get(count, 0) == sum(share.get(count, 0) for share in shares)
        assert found["figures"]["pledges"] == sum(
            part["figures"].get("pledges", 0) for part in found["series"]
        )

    def test_one_period(self, medlofte: Any) -> None:
        found = data(medlofte, CASES, "list", "--summary", "strangnas/2019")
        assert [part["id"] for part in found["series"][0]["period"]] == ["strangnas/2019"]
        assert found["figures"]["fates"] == {"dropped": 6, "fulfilled": 2, "unknown": 1}
        assert found["figures"]["outcomes"] == {
            "exceeded": 2,
            "fulfilled": 2,
            "no_judgement": 1,
            "not_assessable": 1,
            "not_reported": 3,
        }

    def test_names_that_lead_nowhere_or_to_two_revisions(self, medlofte: Any) -> None:
        for names in (("atlantis",), ("strangnas", "kungalv@HEAD")):
            done = medlofte("list", "--summary", *names, cwd=CASES)
            assert (done.returncode, done.stdout) == (2, "")

    def test_the_list_itself_is_as_before(self, medlofte: Any) -> None:
        assert medlofte("list", cwd=ROOT).stdout.startswith("document ")
