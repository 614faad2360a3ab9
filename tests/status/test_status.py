"""``status`` on real and invented registers: what is due on chosen days, as text, data and calendar."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import icalendar
import pytest
from jsonschema import Draft202012Validator

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLDEN = HERE / "golden"
REGISTERS = {"real": ROOT, "cases": ROOT / "tests" / "cases", "invented": HERE / "register"}
DAYS = {
    "real": (
        "2017-06-01", "2020-01-15", "2020-12-01", "2020-12-02", "2021-01-01",
        "2021-06-30", "2021-12-31", "2022-01-01", "2023-02-28", "2026-11-28",
    ),
    "cases": (
        "2015-12-31", "2018-07-15", "2019-09-30", "2020-01-15", "2020-02-01",
        "2021-01-10", "2023-06-30", "2023-07-01", "2024-01-01", "2026-12-31",
    ),
    "invented": (
        "2023-01-01", "2023-04-30", "2023-05-01", "2023-06-10", "2023-11-15",
        "2024-01-01", "2024-02-29", "2024-03-01", "2025-10-02", "2026-01-01",
    ),
}  # fmt: skip
ASKED = [(name, day) for name, days in DAYS.items() for day in days]


@pytest.mark.parametrize(("name", "day"), ASKED)
def test_golden(name: str, day: str, medlofte: Any, request: pytest.FixtureRequest) -> None:
    done = medlofte("status", "--date", day, cwd=REGISTERS[name])
    assert (done.returncode, done.stderr) == (0, "")
    path = GOLDEN / f"{name}-{day}.txt"
    if request.config.getoption("--update-golden"):
        path.write_text(done.stdout, encoding="utf-8")
    assert done.stdout == path.read_text(encoding="utf-8")
    assert max(map(len, done.stdout.splitlines())) <= 80


def data(medlofte: Any, folder: Path, *arguments: str) -> dict[str, Any]:
    done = medlofte("status", *arguments, "--format", "json", cwd=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def calendar(medlofte: Any, folder: Path, *arguments: str) -> icalendar.Calendar:
    done = medlofte("status", *arguments, "--format", "ics", cwd=folder)
    assert done.returncode == 0, done.stderr
    return icalendar.Calendar.from_ical(done.stdout)


def events(found: icalendar.Calendar) -> dict[str, Any]:
    return {str(event["UID"]): event for event in found.walk("VEVENT")}


class TestData:
    def test_it_is_what_its_schema_says(self, medlofte: Any) -> None:
        schema = json.loads(medlofte("schema", "status", cwd=HERE).stdout)
        Draft202012Validator.check_schema(schema)
        for name, day in (("real", "2021-01-01"), ("cases", "2023-07-01"), ("invented", "2024-02-29")):
            found = data(medlofte, REGISTERS[name], "--date", day)
            assert not list(Draft202012Validator(schema).iter_errors(found))
            assert found["date"] == day

    def test_the_counts_are_those_of_the_items(self, medlofte: Any) -> None:
        found = data(medlofte, REGISTERS["invented"], "--date", "2023-05-01")
        for urgency in ("overdue", "soon", "open", "upcoming"):
            assert found[urgency] == sum(item["urgency"] == urgency for item in found["item"])

    def test_every_kind_of_task_occurs(self, medlofte: Any) -> None:
        """But for what needs keys; the walk through signing has that."""
        kinds = {
            item["duty"]
            for day in DAYS["invented"]
            for item in data(medlofte, REGISTERS["invented"], "--date", day)["item"]
        }
        assert kinds == {
            "unreadable", "undecided", "signature", "report", "outcome", "due", "goal", "deadline", "notice", "end",
            "law",
        }  # fmt: skip

    def test_ids_are_unique_and_stay(self, medlofte: Any) -> None:
        """What is the same thing on two days has the same id."""
        folder = REGISTERS["invented"]
        before, after = (
            data(medlofte, folder, "--date", day)["item"] for day in ("2023-04-30", "2023-05-01")
        )
        for found in (before, after):
            assert len({item["id"] for item in found}) == len(found)
        assert {item["id"] for item in before} - {item["id"] for item in after} == set()


class TestChoice:
    def test_series_and_documents(self, medlofte: Any) -> None:
        folder = REGISTERS["invented"]

        def of(*names: str) -> set[str]:
            found = data(medlofte, folder, *names, "--date", "2024-01-01")
            return {item["document"] for item in found["item"]}

        assert of("storby") == {"storby/2024"}
        assert of("exempelstad/2023") == {"exempelstad/2023"}
        assert of("exempelstad", "exempelstad/2023", "storby") == of("exempelstad", "storby")
        assert of() > of("exempelstad")

    def test_an_unknown_name_is_refused(self, medlofte: Any) -> None:
        done = medlofte("status", "lilleby", cwd=REGISTERS["invented"])
        assert (done.returncode, done.stdout) == (2, "")
        assert "no document or series 'lilleby'" in done.stderr

    def test_the_day_may_stand_before_or_after_the_command(self, medlofte: Any) -> None:
        one = medlofte("--date", "2021-12-31", "status", cwd=ROOT).stdout
        other = medlofte("status", "--date", "2021-12-31", cwd=ROOT).stdout
        assert one == other
        assert one.startswith("Status on 2021-12-31")
        assert medlofte("status", "--date", "31/12", cwd=ROOT).returncode == 2

    def test_fail_on_overdue(self, medlofte: Any) -> None:
        folder = REGISTERS["real"]
        for form in ("text", "json", "ics"):
            asked = ("status", "--fail-on", "overdue", "--format", form, "--date")
            assert medlofte(*asked, "2020-12-31", cwd=folder).returncode == 0
            late = medlofte(*asked, "2021-01-01", cwd=folder)
            assert late.returncode == 1
            assert "gotland/2020" in late.stdout
        assert medlofte("status", "--date", "2021-01-01", cwd=folder).returncode == 0

    def test_a_revision_is_looked_at_as_it_was(self, git_folder: Any, medlofte: Any) -> None:
        shutil.copytree(REGISTERS["invented"], git_folder.path, dirs_exist_ok=True)
        git_folder.commit()
        (git_folder.path / "agreements" / "exempelstad" / "2024.toml").unlink()
        asked = ("exempelstad", "--date", "2024-01-02")
        now = {item["id"] for item in data(medlofte, git_folder.path, *asked)["item"]}
        then = {
            item["id"] for item in data(medlofte, git_folder.path, "exempelstad@HEAD", *asked[1:])["item"]
        }
        assert "end:exempelstad/2023" in now - then
        assert "undecided:exempelstad/2024" in then - now

    def test_one_that_is_renewed_in_another_series_is_followed(self, git_folder: Any, medlofte: Any) -> None:
        shutil.copytree(REGISTERS["invented"], git_folder.path, dirs_exist_ok=True)
        asked = ("storby", "--date", "2025-01-01")
        assert "end:storby/2024" in {item["id"] for item in data(medlofte, git_folder.path, *asked)["item"]}
        text = (git_folder.path / "agreements" / "storby" / "2024.toml").read_text(encoding="utf-8")
        git_folder.write("agreements/nystad/2025.toml", text + '\n[renewal]\nof = "storby/2024"\n')
        assert "end:storby/2024" not in {
            item["id"] for item in data(medlofte, git_folder.path, *asked)["item"]
        }

    def test_nothing_to_do(self, git_folder: Any, medlofte: Any) -> None:
        git_folder.write("medlofte.toml", "")
        done = medlofte("status", "--date", "2021-01-01", cwd=git_folder.path)
        assert done.stdout == "Status on 2021-01-01\nNothing needs doing in 0 documents.\n"


class TestCalendar:
    """RFC 5545, read back by the package and held against the standard apart from it."""

    @pytest.mark.parametrize("name", REGISTERS)
    def test_what_is_written_is_what_the_data_say(self, name: str, medlofte: Any) -> None:
        for day in DAYS[name][::3]:
            found = events(calendar(medlofte, REGISTERS[name], "--date", day))
            told = [item for item in data(medlofte, REGISTERS[name], "--date", day)["item"] if "day" in item]
            assert [f"{item['id']}@medlofte" for item in told] == list(found)
            for item in told:
                event = found[f"{item['id']}@medlofte"]
                assert event.decoded("DTSTART").isoformat() == item["day"]
                assert (event.decoded("DTEND") - event.decoded("DTSTART")).days == 1
                assert str(event["SUMMARY"]).startswith(item["document"])
                assert item["text"] in str(event["DESCRIPTION"])
                assert "VALARM" not in {part.name for part in event.subcomponents}

    @pytest.mark.parametrize("name", REGISTERS)
    def test_bytes_are_those_of_the_standard(self, name: str, medlofte: Any) -> None:
        text = medlofte("status", "--date", "2023-07-01", "--format", "ics", cwd=REGISTERS[name]).stdout
        assert text.startswith("BEGIN:VCALENDAR\r\n")
        assert text.endswith("END:VCALENDAR\r\n")
        assert "\n" not in text.replace("\r\n", "")
        assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
        whole = text.replace("\r\n ", "").split("\r\n")
        assert all(re.match(r"[A-Z-]+(;[A-Z-]+=[^:;]+)*:", line) for line in whole if line)
        assert (
            whole.count("BEGIN:VEVENT")
            == whole.count("END:VEVENT")
            == sum(line.startswith("UID:") for line in whole)
        )
        assert sum(line.startswith("DTSTAMP:20230701T120000Z") for line in whole) == whole.count(
            "BEGIN:VEVENT"
        )
        assert {"VERSION:2.0", "METHOD:PUBLISH"} <= set(whole)
        assert sum(line.startswith("PRODID:") for line in whole) == 1

    def test_the_same_bytes_whenever_it_is_asked(self, medlofte: Any) -> None:
        asked = ("status", "--date", "2023-07-01", "--format", "ics")
        one, other = (
            medlofte(*asked, cwd=REGISTERS["invented"], env={"SOURCE_DATE_EPOCH": epoch}).stdout
            for epoch in ("0", "9")
        )
        assert one == other

    def test_an_event_stays_itself_from_day_to_day(self, medlofte: Any) -> None:
        """Before and after its day, and when a message of it changes."""
        folder = REGISTERS["real"]
        before, after = (
            events(calendar(medlofte, folder, "--date", day))["end:gotland/2021@medlofte"]
            for day in ("2021-12-31", "2022-01-01")
        )
        assert before["SUMMARY"] != after["SUMMARY"]
        assert before["DTSTART"] == after["DTSTART"]
        assert before.decoded("DTSTAMP") < after.decoded("DTSTAMP")

    def test_what_has_no_day_is_left_out_and_told(self, medlofte: Any) -> None:
        done = medlofte("status", "--date", "2020-12-15", "--format", "ics", cwd=REGISTERS["real"])
        assert "gotland/2017" not in done.stdout
        assert done.stderr == "1 thing has no day and is left out; see: medlofte status\n"

    def test_signs_of_the_format_are_text(self, git_folder: Any, medlofte: Any) -> None:
        r"""A comma, a semicolon, a backslash, a line end, and what looks like a property."""
        what = "Samråd; översyn, \\ntyp\\\\ \\nEND:VEVENT\\r\\nBEGIN:VALARM" + "åäö" * 60
        text = (REGISTERS["invented"] / "agreements" / "storby" / "2024.toml").read_text(encoding="utf-8")
        deadline = f'[[validity.deadline]]\ndate = 2024-05-01\nwhat = "{what}"\n\n[[party]]'
        git_folder.write("agreements/storby/2024.toml", text.replace("[[party]]", deadline, 1))
        git_folder.write("medlofte.toml", 'name = "A, B; C\\nX-EVIL:1"\n')
        found = calendar(medlofte, git_folder.path, "--date", "2024-04-01")
        assert b"\r\nX-WR-CALNAME:A\\, B\\; C X-EVIL:1\r\n" in found.to_ical()
        event = events(found)["deadline:storby/2024:2024-05-01@medlofte"]
        assert "Samråd; översyn, \ntyp\\ \nEND:VEVENT" in str(event["DESCRIPTION"]).replace("<U+000D>", "")
        assert not event.subcomponents
        assert "X-EVIL" not in found
