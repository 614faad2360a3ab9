"""Every rule finds what it is for, at the right place, in the right words.

``CODE/agreements`` is a small register that provokes the rule, ``CODE/expected.txt`` what it must say; other
rules may speak too and are not looked at. Files that git or an editor would change are made here.
"""

import hashlib
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from medlofte.core.check import check_releases, check_reports, check_series, check_signatories
from medlofte.core.rules import ALL
from medlofte.core.rules.registry import Rule
from medlofte.model.finding import Placed
from medlofte.store.locate import place
from medlofte.store.register import open_register
from medlofte.store.text import MAX_BYTES
from medlofte.store.workspace import Folder

HERE = Path(__file__).parent
PLAIN = (HERE / "M116" / "agreements" / "storby" / "2021.toml").read_text(encoding="utf-8")
FOLDERS = sorted(path.name for path in HERE.glob("M[0-9]*") if path.is_dir())


def _oversized(folder: Path) -> None:
    (folder / "2021.toml").write_bytes(PLAIN.encode() + b"#" * MAX_BYTES)
    (folder / "2022.toml").write_text(PLAIN + "\n[extra]\n" + "a." * 400 + "a = 1\n", encoding="utf-8")


def _control(folder: Path) -> None:
    text = PLAIN.replace("Kommunen byter", "Kommunen\u202e byter").replace("Anna Ek", "Anna\\u0008 Ek")
    (folder / "2021.toml").write_text(text, encoding="utf-8")
    (folder / "2022.toml").write_text(PLAIN.replace("Kommunen byter", "Kommunen\0byter"), encoding="utf-8")


def _link(folder: Path) -> None:
    (folder / "2020.toml").write_text(PLAIN, encoding="utf-8")
    (folder / "2021.toml").symlink_to("2020.toml")


MADE: dict[str, Callable[[Path], object]] = {
    "M101": lambda folder: (folder / "2021.toml").write_bytes(PLAIN.encode("latin-1")),
    "M103": _oversized,
    "M104": lambda folder: (folder / "2021.toml").write_bytes(b"\xef\xbb\xbf" + PLAIN.encode()),
    "M105": lambda folder: (folder / "2021.toml").write_bytes(PLAIN.replace("\n", "\r\n").encode()),
    "M106": lambda folder: (folder / "2021.toml").write_bytes(unicodedata.normalize("NFD", PLAIN).encode()),
    "M107": _control,
    "M117": _link,
}


def _found(root: Path) -> Iterator[Placed]:
    register = open_register(Folder(root))
    policy, filed = register.settings.policy, register.signatories()
    yield from register.strays
    if filed:
        yield from place(filed.path, filed.source, check_signatories(filed, policy))
    may_sign = filed.signatories if filed else None
    for series in register.by_series():
        for document, findings in check_series(series, register, policy, signatories=may_sign):
            yield from place(document.path, document.source, findings)
            for filed, told in check_reports(document):
                yield from place(filed.path, filed.source, told)
            folders = tuple(register.release_folders(document.name))
            digest = hashlib.sha256(document.source).hexdigest()
            for path, source, told in check_releases(document, folders, digest, policy):
                yield from place(path, source, told)


def _shown(item: Placed) -> str:
    finding, position = item.finding, item.position
    lines = [
        f"{item.file}:{position.line}:{position.column}: {finding.severity} {finding.code}: {finding.message.text()}"
    ]
    lines += [f"    also: {other.position.line}:{other.position.column}" for other in item.related]
    lines += [f"    hint: {finding.hint.text()}"] if finding.hint else []
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("code", FOLDERS)
def test_rule_says_what_is_wrong(code: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    root = HERE / code
    if code in MADE:
        root = tmp_path
        (root / "agreements" / "storby").mkdir(parents=True)
        MADE[code](root / "agreements" / "storby")
    said = "".join(_shown(item) for item in _found(root) if item.finding.code == code)
    expected = HERE / code / "expected.txt"
    if pytestconfig.getoption("--update-golden"):
        expected.write_text(said, encoding="utf-8")
    assert said, f"{code} finds nothing in its own register"
    assert said == expected.read_text(encoding="utf-8")


def test_every_rule_has_a_register_and_every_register_a_rule() -> None:
    assert [rule.code for rule in ALL] == FOLDERS


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_rule_is_explained(rule: Rule) -> None:
    assert not rule.title.text().endswith(".")
    assert rule.why.text().endswith(".")
    assert 1 <= rule.why.text().count(". ") + 1 <= 3
    assert rule.source


def test_severity_of_reading_is_that_of_the_list() -> None:
    """What reading reports (M1xx) is as grave as the list of rules says."""
    severities = {rule.code: rule.severity for rule in ALL}
    for code in FOLDERS:
        expected = HERE / code / "expected.txt"
        for line in expected.read_text(encoding="utf-8").splitlines():
            if f" {code}: " in line and not line.startswith(" "):
                assert f" {severities[code]} {code}: " in line


def test_the_plain_register_is_faultless(tmp_path: Path) -> None:
    """What the registers of the rules are made from has no fault of its own."""
    folder = tmp_path / "agreements" / "storby"
    shutil.copytree(
        HERE / "M116" / "agreements" / "storby", folder, ignore=lambda *_: ["2021", "minnesanteckningar.txt"]
    )
    assert [_shown(item) for item in _found(tmp_path)] == []
