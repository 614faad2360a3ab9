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
    ("M294", "covers = { from = 2021-01-01, until = 2021-12-31 }\n" + PATROLS),
    ("M294", "covers = { until = 2021-12-31 }\n" + PATROLS),
    ("M294", 'covers = { until = 2022-01-31 }\nlate = "Bokslutet."\n' + PATROLS),
    ("M294", "reported_on = 2023-05-01\n" + PATROLS),  # late is only what is done late
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


def codes(root: Path, report: str, policy: Policy | None = None) -> set[str]:
    folder = root / "agreements" / "storby" / "2021" / "outcomes"
    folder.mkdir(parents=True)
    folder.parent.with_suffix(".toml").write_text(TEXT, encoding="utf-8")
    (folder / "2021-09-01.polisen.toml").write_text(HEAD + PATROLS, encoding="utf-8")
    (folder / "2022-01-10.polisen.toml").write_text(HEAD + report, encoding="utf-8")
    document = open_register(Folder(root)).document("storby/2021")
    return {finding.code for _, found in check_reports(document, policy) for finding in found}


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
