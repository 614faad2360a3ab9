"""What looks like a fault of a report and is none."""

from pathlib import Path

import pytest

from medlofte.core.check import check_reports
from medlofte.model.register import Policy
from medlofte.store.register import open_register
from medlofte.store.workspace import Folder

TEXT = (Path(__file__).parent / "M291" / "agreements" / "storby" / "2021.toml").read_text(encoding="utf-8")
HEAD = 'format = 1\nreported_by = "polisen"\n'
PATROLS = '\n[[outcome]]\npledge = "fotpatrullering"\ntext = "Gick bra."\n'
LIGHT = '\n[[outcome]]\npledge = "belysning"\ntext = "Bytt."\n'
BESIDE = '\n[[outcome]]\nvalue = 12\ntext = "Polisen var på marknaden tolv gånger."\n'

CASES = [
    ("M290", PATROLS + PATROLS),  # said twice, and the same
    ("M290", PATROLS + 'value = 3\nunit = "fotpatruller"\n' + PATROLS + 'value = 9\nunit = "samtal"\n'),
    ("M290", PATROLS + "value = 3\non = 2021-05-01\n" + PATROLS + "value = 2\non = 2021-06-01\n"),
    ("M290", BESIDE + BESIDE.replace("12", "13")),
    ("M294", "covers = { from = 2021-01-01, until = 2021-12-31 }\n" + PATROLS),
    ("M294", "covers = { until = 2021-12-31 }\n" + PATROLS),
    ("M294", 'covers = { until = 2022-01-31 }\nlate = "Bokslutet."\n' + PATROLS),
    ("M294", "reported_on = 2023-05-01\n" + PATROLS),  # late is only what is done late
    ("M294", "reported_on = 2021-01-01\n" + PATROLS),
    ("M294", 'reported_on = 2020-12-01\nlate = "Gjort i förväg."\n' + PATROLS),
    ("M295", PATROLS + 'value = 4\nunit = "något annat"\n'),
    ("M295", LIGHT + "value = 4\n"),
    ("M295", BESIDE),
    ("M296", 'corrects = "2021-09-01.polisen.toml"\n' + PATROLS),
    ("M297", "covers = { from = 2021-05-01, until = 2021-05-01 }\n" + PATROLS),
    ("M297", "covers = { until = 2021-05-01 }\n" + PATROLS),
    ("M298", PATROLS + 'status = "fulfilled"\nvalue = 48\nunit = "fotpatruller"\n'),  # nobody says that it is the year
    ("M298", "covers = { until = 2021-08-31 }\n" + PATROLS + 'status = "fulfilled"\nvalue = 3\nunit = "fotpatruller"\n'),
    ("M298", "covers = { until = 2021-12-31 }\n" + PATROLS + 'status = "partly"\nvalue = 3\nunit = "fotpatruller"\n'),
    ("M298", "covers = { until = 2021-12-31 }\n" + PATROLS + 'status = "fulfilled"\nvalue = 50\nunit = "fotpatruller"\n'),
    ("M298", "covers = { until = 2021-12-31 }\n" + PATROLS + 'status = "fulfilled"\nvalue = 3\nunit = "annat"\n'),
    ("M299", "reported_on = 2021-08-31\ncovers = { until = 2021-08-31 }\n" + PATROLS + "on = 2021-08-31\n"),
    ("M299", "covers = { until = 2021-08-31 }\n" + PATROLS + "on = 2021-10-31\n"),  # undated
]  # fmt: skip


def test_a_report_made_before_the_period_began_is_told(tmp_path: Path) -> None:
    assert codes(tmp_path, "reported_on = 2020-12-31\n" + PATROLS) == {"M294"}


def test_one_wrong_window_is_one_fault(tmp_path: Path) -> None:
    covers = "covers = { from = 2019-05-01, until = 2019-06-01 }\n"
    assert [code for code, _ in told(tmp_path, covers + PATROLS)] == ["M294"]
    ahead = "reported_on = 2021-04-01\ncovers = { from = 2021-05-01, until = 2021-06-01 }\n"
    assert [code for code, _ in told(tmp_path, ahead + PATROLS)] == ["M299"]


@pytest.mark.parametrize(
    ("target", "outcome", "said"),
    [
        ("value = 2\nper = \"week\"", "value = 2", "2 is reported where 2 a week was promised, which makes 104 in"),
        ("value = 2\nper = \"week\"", "value = 1\nper = \"week\"", "1 a week is reported where 2 a week was promised"),
        ("value = 1\nper = \"period\"", "value = 0.85", "0.85 is reported where 1 was promised"),
    ],
)  # fmt: skip
def test_a_number_that_falls_short_is_named_as_it_was_counted(target, outcome, said, tmp_path: Path) -> None:
    text = TEXT.replace('value = 50\ncomparison = "at_least"', target.split("\n")[0])
    text = text.replace('per = "period"', target.split("\n")[1], 1)
    covers = "covers = { until = 2021-12-31 }\n"
    report = covers + PATROLS + f'status = "fulfilled"\n{outcome}\nunit = "fotpatruller"\n'
    assert any(code == "M298" and said in message for code, message in told(tmp_path, report, text=text))


def told(root: Path, report: str, policy: Policy | None = None, text: str = TEXT) -> list[tuple[str, str]]:
    folder = root / "agreements" / "storby" / "2021" / "outcomes"
    folder.mkdir(parents=True, exist_ok=True)
    folder.parent.with_suffix(".toml").write_text(text, encoding="utf-8")
    (folder / "2021-09-01.polisen.toml").write_text(HEAD + PATROLS, encoding="utf-8")
    (folder / "2022-01-10.polisen.toml").write_text(HEAD + report, encoding="utf-8")
    document = open_register(Folder(root)).document("storby/2021")
    return [
        (finding.code, finding.message.text())
        for _, found in check_reports(document, policy)
        for finding in found
    ]


def codes(root: Path, report: str, policy: Policy | None = None) -> set[str]:
    return {code for code, _ in told(root, report, policy)}


@pytest.mark.parametrize(
    ("code", "report"), CASES, ids=[f"{code}-{at}" for at, (code, _) in enumerate(CASES)]
)
def test_not_found(code: str, report: str, tmp_path: Path) -> None:
    found = codes(tmp_path, report)
    assert code not in found
    assert not {one for one in found if one.startswith("M1")}, "the report cannot be read"


def test_a_register_may_ignore_the_warning(tmp_path: Path) -> None:
    report = (
        "covers = { until = 2021-12-31 }\n"
        + PATROLS
        + 'status = "fulfilled"\nvalue = 3\nunit = "fotpatruller"\n'
    )
    assert codes(tmp_path / "a", report) == {"M298"}
    assert codes(tmp_path / "b", report, Policy(ignore=("M298", "M295"))) == set()
