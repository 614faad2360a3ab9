"""Every file under agreements/ is read or reported: what counts as what, and what is said of the rest."""

from pathlib import Path

import pytest

from medlofte.errors import WorldError
from medlofte.store.register import open_register
from medlofte.store.workspace import Folder

TEXT = 'format = 1\nkind = "pledges"\ntitle = "Löften Storby"\n'
REPORT = 'format = 1\nreported_by = "kommunen"\nsource = "Exempelstads nämnd"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register with one text."""
    (tmp_path / "agreements" / "storby").mkdir(parents=True)
    (tmp_path / "agreements" / "storby" / "2021.toml").write_text(TEXT)
    return tmp_path


def strays(root: Path) -> dict[str, str]:
    return {
        item.file.removeprefix("agreements/"): f"{item.finding.code} {item.finding.message.text()}"
        for item in open_register(Folder(root)).strays
    }


UNREAD = "M116 a file that medlofte does not read"
OUTSIDE = "M116 an agreement outside a series"
CASES = {
    "2021.toml": OUTSIDE,
    "signatories.toml": None,
    "Signatories.toml": OUTSIDE,
    "storby/signatories.toml": None,
    "README.md": None,
    "storby/CHANGELOG.md": None,
    "storby/.gitkeep": None,
    "storby/2020.docx": UNREAD,
    "storby/2020": UNREAD,
    "storby/2020.TOML": UNREAD,
    "storby/2020.toml~": UNREAD,
    "storby/.2020.toml.0123456789ab": UNREAD,
    "storby/2020 (kopia).toml": "M118 '2020 (kopia)' cannot be the name of a series or period",
    "storby/2020_2.toml": "M118 '2020_2' cannot be the name of a series or period",
    "storby/-2020.toml": "M118 '-2020' cannot be the name of a series or period",
    "storby/.toml": "M118 '' cannot be the name of a series or period",
    "storby/2020.1.toml": "M118 '2020.1' cannot be the name of a series or period",
    "Storby/2020.toml": "M118 'Storby' cannot be the name of a series or period",
    "örby/2020.toml": "M118 'örby' cannot be the name of a series or period",
    "stor by/syd/2020.toml": "M118 'stor by' cannot be the name of a series or period",
    f"storby/{'2' * 81}.toml": f"M118 '{'2' * 81}' cannot be the name of a series or period",
    "storby/2021/outcomes/2021-09.kommunen.toml": None,
    "storby/2021/outcomes/scan.pdf": UNREAD,
    "storby/2021/outcomes/old/2021.toml": UNREAD,
    "storby/2021/r1/release.toml": None,
    "storby/2021/r1/changelog.md": None,
    "storby/2021/r1/signoffs/kommunen.bo-alm.toml": None,
    "storby/2021/r1/signoffs/kommunen.bo-alm.toml.sig": None,
    "storby/2021/r1/signatories/0123456789abcdef.toml": None,
    "storby/2021/r1/signoffs/scan.pdf": UNREAD,
    "storby/2021/r1/more/release.toml": UNREAD,
    "storby/2021/r01/release.toml": UNREAD,
    "storby/2021/rx/release.toml": UNREAD,
    "storby/2021/notes.toml": UNREAD,
    "storby/2021/2022.toml": UNREAD,
    "storby/samverkan/2020.toml": None,
}


@pytest.mark.parametrize("name", CASES)
def test_each_file(name: str, folder: Path):
    path = folder / "agreements" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT)
    expected = CASES[name]
    assert strays(folder) == ({name: expected} if expected else {})


def test_documents_series_and_reports(folder: Path):
    for name in ("storby/2019", "storby/samverkan/2020", "exempelstad/2021"):
        path = folder / "agreements" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT)
    report = folder / "agreements" / "storby" / "2021" / "outcomes" / "2021-09.kommunen.toml"
    report.parent.mkdir(parents=True)
    report.write_text(REPORT)
    register = open_register(Folder(folder))
    assert register.series_names() == ["exempelstad", "storby", "storby/samverkan"]
    assert register.periods("storby") == ["storby/2019", "storby/2021"]
    assert len(register) == 4
    document = register.document("storby/2021")
    assert document.source == TEXT.encode()
    assert [(filed.path, filed.report is not None) for filed in document.reports] == [
        ("agreements/storby/2021/outcomes/2021-09.kommunen.toml", True)
    ]
    assert [series.name for series in register.by_series({"storby/2019"})] == ["storby"]


def test_unreadable_documents_are_no_values_of_the_mapping(folder: Path):
    (folder / "agreements" / "storby" / "2020.toml").write_text("format = 2")
    register = open_register(Folder(folder))
    assert "storby/2020" in register
    assert register.get("storby/2020") is None
    assert register.get("storby/2099") is None


@pytest.mark.parametrize("target", ["/etc/passwd", "../../medlofte.toml", "2021.toml", "nowhere", "/"])
def test_links_are_never_followed(target: str, folder: Path):
    (folder / "agreements" / "storby" / "2020.toml").symlink_to(target)
    register = open_register(Folder(folder))
    assert list(register) == ["storby/2021"]
    assert strays(folder) == {"storby/2020.toml": "M117 a symbolic link or special file is never followed"}


def test_a_link_to_a_folder_is_not_walked_into(folder: Path):
    (folder / "agreements" / "storby" / "samverkan").symlink_to(folder, target_is_directory=True)
    assert strays(folder) == {"storby/samverkan": "M117 a symbolic link or special file is never followed"}


def test_a_file_over_the_limit_is_not_read(folder: Path):
    path = folder / "agreements" / "storby" / "2020.toml"
    with path.open("wb") as file:
        file.truncate(5_000_000_000)
    (fault,) = open_register(Folder(folder)).document("storby/2020").faults
    assert fault.code == "M103"
    assert fault.message.text() == "the file is larger than the 1000000 bytes that are read"


def test_wrong_settings_name_their_place(folder: Path):
    (folder / "medlofte.toml").write_text('name = "Storby"\n[policy]\npartis = 1\n')
    with pytest.raises(WorldError, match=r"medlofte\.toml:3:1: unknown key 'partis'"):
        open_register(Folder(folder))


def test_a_wrong_address_names_its_place(folder: Path):
    (folder / "medlofte.toml").write_text('name = "Storby"\naddress = "storby.example/loften"\n')
    with pytest.raises(WorldError, match=r"medlofte\.toml:2:11: 'address' must be a web address") as found:
        open_register(Folder(folder))
    assert "https://exempelstad.example/loften" in found.value.hint.text()


@pytest.mark.parametrize(
    ("degree", "gap", "at_fault"),
    [
        ("fully", '["Kartan saknar text."]', True),
        ("partially", "[]", True),
        ("not", "[]", True),
        ("fully", "[]", False),
        ("partially", '["Kartan saknar text."]', False),
    ],
)
def test_a_statement_that_contradicts_itself_names_its_place(
    folder: Path, degree: str, gap: str, at_fault: bool
):
    (folder / "medlofte.toml").write_text(f'[accessibility]\ncompliance = "{degree}"\ngap = {gap}\n')
    if not at_fault:
        assert open_register(Folder(folder)).settings.accessibility.compliance == degree
        return
    with pytest.raises(WorldError, match=r"medlofte\.toml:3:7: ") as found:
        open_register(Folder(folder))
    assert found.value.hint


def test_an_error_is_named_before_a_warning(folder: Path):
    (folder / "medlofte.toml").write_bytes(b"\xef\xbb\xbf" + b"nam = 1\r\n")
    with pytest.raises(WorldError, match=r"medlofte\.toml:1:1: unknown key 'nam'"):
        open_register(Folder(folder))


def test_the_list_of_signatories(folder: Path):
    assert open_register(Folder(folder)).signatories() is None
    path = folder / "agreements" / "signatories.toml"
    path.write_text('format = 1\n[[person]]\nid = "anna-ek"\nname = "Anna Ek"\n')
    register = open_register(Folder(folder))
    filed = register.signatories()
    assert filed is not None
    assert (filed.path, filed.source, filed.faults) == ("agreements/signatories.toml", path.read_bytes(), ())
    assert filed.signatories is not None
    assert filed.signatories.person[0].id == "anna-ek"
    assert list(register) == ["storby/2021"]


def test_a_list_that_cannot_be_read_has_faults(folder: Path):
    (folder / "agreements" / "signatories.toml").write_text("format = 2\n")
    filed = open_register(Folder(folder)).signatories()
    assert filed is not None
    assert filed.signatories is None
    assert [fault.code for fault in filed.faults] == ["M114"]
