"""Bad input through the real command line: one clear message each, the right exit code, nothing lost, no traceback."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SAMPLE = (HERE / "sample.toml").read_text(encoding="utf-8")
TEXT = "agreements/storby/2021.toml"
RENEWED = SAMPLE.replace("2021", "2022") + (
    '\n[renewal]\nof = "storby/2021"\n\n[[renewal.pledge]]\nid = "patruller"\nfate = "kept"\ninto = ["patruller"]\n'
    '\n[[renewal.pledge]]\nid = "belysning"\nfate = "changed"\ninto = ["belysning"]\nreason = "Ny tid."\n'
)
Setup = Callable[[Any], Any]


def text(old: str, new: str) -> Setup:
    """The sample with something else in it."""
    assert SAMPLE.count(old) >= 1, old
    return lambda folder: folder.write(TEXT, SAMPLE.replace(old, new))


def raw(data: bytes) -> Setup:
    return lambda folder: folder.write(TEXT, data)


def renewed(old: str = "", new: str = "", *, more: str = "") -> Setup:
    """A second period, with something else in it."""
    assert old in RENEWED

    def setup(folder: Any) -> None:
        folder.write("agreements/storby/2022.toml", RENEWED.replace(old, new) if old else RENEWED)
        if more:
            folder.write(f"agreements/storby/{more}.toml", RENEWED.replace("2022", more))

    return setup


def head(key: str) -> Setup:
    """The sample with a key on top."""
    return text('title = "Medborgarlöften Storby 2021"\n', f'title = "Medborgarlöften Storby 2021"\n{key}\n')


@dataclass(frozen=True)
class Case:
    """What is put into the register, what is run there, and with which exit code it ends."""

    exit_code: int
    setup: Setup
    arguments: tuple[str, ...] = ("check",)


def link(target: str, name: str = "agreements/storby/2020.toml") -> Setup:
    return lambda folder: (folder.path / name).symlink_to(target)


CASES = {
    # the bytes of a file
    "empty": Case(1, raw(b"")),
    "bom": Case(0, raw(b"\xef\xbb\xbf" + SAMPLE.encode())),
    "crlf": Case(0, raw(SAMPLE.replace("\n", "\r\n").encode())),
    "cr-alone": Case(1, raw(SAMPLE.replace("\n", "\r").encode())),
    "latin-1": Case(1, raw(SAMPLE.encode("latin-1"))),
    "utf-16": Case(1, raw(SAMPLE.encode("utf-16"))),
    "nfd": Case(0, raw(unicodedata.normalize("NFD", SAMPLE).encode())),
    "angstrom-sign": Case(0, text("Storby kommun", "Storby \u212bkommun")),
    "nul": Case(1, raw(SAMPLE.replace("Många", "M\0nga").encode())),
    "all-nul": Case(1, raw(bytes(900_000))),
    "5-mb": Case(1, raw(b"#" * 5_000_000)),
    "2000-arrays": Case(1, head("x = " + "[" * 2000 + "]" * 2000)),
    "20000-dots": Case(1, head("a." * 19_999 + "a = 1")),
    "open-bracket": Case(1, head("audience = [")),
    "later-toml": Case(1, head("translation = { en = {\n title = '' }, }")),
    "json": Case(1, raw(b'{"format": 1}')),
    # keys and values
    "duplicate-key": Case(1, head('place = "a"\nplace = "b"')),
    "duplicate-table": Case(1, text("[followup]", '[validity]\nnote = "x"\n\n[followup]')),
    "duplicate-inline": Case(1, head("related = [{ how = 'a', title = 'b', how = 'c' }]")),
    "duplicate-ids": Case(1, text('id = "belysning"', 'id = "patruller"')),
    "unknown-keys": Case(1, head('sumary = "x"\nxyzzy = 1')),
    "wrong-types": Case(
        1, head('place = 1\naudience = "alla"\nlegal_basis = [2]\nbasis = []\nunder = 2021-01-01')
    ),
    "dates-as-text": Case(1, text("from = 2021-01-01", 'from = "2021-01-01"')),
    "until-before-from": Case(1, text("until = 2021-12-31", "until = 2020-12-31")),
    "format-2": Case(1, text("format = 1", "format = 2")),
    "no-header": Case(1, raw(b'[[pledge]]\nid = "x"\n')),
    # how documents hang together
    "no-predecessor": Case(1, renewed('of = "storby/2021"', 'of = "storby/2012"')),
    "cycle": Case(
        1,
        lambda folder: (renewed()(folder), folder.write(TEXT, SAMPLE + '\n[renewal]\nof = "storby/2022"\n')),
    ),
    "own-predecessor": Case(1, renewed('of = "storby/2021"', 'of = "storby/2022"')),
    "two-heirs": Case(1, renewed(more="2023")),
    "claimed-twice": Case(1, renewed('id = "belysning"\nfate', 'id = "patruller"\nfate')),
    "reference-upwards": Case(1, head('under = "../../../etc/passwd"')),
    "reference-absolute": Case(1, head('under = "/etc/passwd"')),
    "predecessor-upwards": Case(1, renewed('of = "storby/2021"', 'of = "../storby/2021"')),
    # what else lies there
    "link-out": Case(1, link("/etc/passwd")),
    "link-in": Case(1, link("2021.toml")),
    "link-folder": Case(1, link("/etc", "agreements/storby/samverkan")),
    "stray": Case(0, lambda folder: folder.write("agreements/storby/2020.docx", "PK")),
    "bad-name": Case(1, lambda folder: folder.write("agreements/Örby/2021.toml", SAMPLE)),
    "newline-in-name": Case(1, lambda folder: folder.write("agreements/storby/x\nerror: y.toml", SAMPLE)),
    "unreadable-report": Case(
        1, lambda folder: folder.write("agreements/storby/2021/outcomes/x.toml", "status = 1")
    ),
    "bad-settings": Case(3, lambda folder: folder.write("medlofte.toml", "[policy]\nparties = 'two'\n")),
    "settings-not-toml": Case(3, lambda folder: folder.write("medlofte.toml", "name = Storby\n")),
    # what is asked for
    "unknown-command": Case(2, lambda folder: None, ("chekc",)),
    "unknown-command-far": Case(2, lambda folder: None, ("xyzzy",)),
    "unknown-option": Case(2, lambda folder: None, ("check", "--formatt", "json")),
    "unknown-format": Case(2, lambda folder: None, ("check", "--format", "xml")),
    "unknown-global-option": Case(2, lambda folder: None, ("--formatt", "check")),
    "no-such-folder": Case(3, lambda folder: None, ("-C", "nowhere", "check")),
    "wrong-date": Case(2, lambda folder: None, ("--date", "2021-02-30", "check")),
    "date-in-words": Case(2, lambda folder: None, ("--date", "igår", "check")),
    "unknown-language": Case(0, lambda folder: None, ("--lang", "tlh", "check")),
    "unknown-document": Case(2, lambda folder: None, ("show", "storby/2012")),
    "unknown-document-check": Case(2, lambda folder: None, ("check", "storbi")),
    "ref-upwards": Case(2, lambda folder: None, ("show", "../../etc/passwd")),
    "ref-absolute": Case(2, lambda folder: None, ("check", "/etc/passwd")),
    "ref-option-as-revision": Case(2, lambda folder: None, ("show", "storby/2021@--upload-pack=x")),
    "ref-range": Case(2, lambda folder: None, ("show", "storby/2021@main..x")),
    "ref-empty": Case(2, lambda folder: None, ("show", "")),
    "ref-at-nothing": Case(2, lambda folder: None, ("show", "storby/2021@")),
    "unknown-rule": Case(2, lambda folder: None, ("rules", "M999")),
    "diff-four": Case(2, lambda folder: None, ("diff", "a", "b", "c", "d")),
    "diff-first": Case(2, lambda folder: None, ("diff", "storby/2021")),
    "show-unreadable": Case(3, text("format = 1", "format = 2"), ("show", "storby/2021")),
    "diff-unreadable": Case(
        3, lambda folder: (renewed()(folder), raw(b"x")(folder)), ("diff", "storby/2021", "storby/2022")
    ),
    "changelog-unknown": Case(2, lambda folder: None, ("changelog", "storbi")),
    "new-upwards": Case(2, lambda folder: None, ("new", "../x", "2021")),
    "new-existing": Case(1, lambda folder: None, ("new", "storby", "2021")),
    "new-second": Case(1, lambda folder: None, ("new", "storby", "2022")),
    "new-period-existing": Case(1, lambda folder: None, ("new-period", "storby", "2021")),
    "new-period-turned": Case(
        2, lambda folder: None, ("new-period", "storby", "--from", "2022-02-01", "--until", "2022-01-01")
    ),
    "new-period-no-decisions": Case(
        3, lambda folder: None, ("new-period", "storby", "--decisions", "none.toml")
    ),
    "new-through-link": Case(1, link("/tmp", "agreements/exempelstad"), ("new", "exempelstad", "2021")),
    "init-existing": Case(1, lambda folder: None, ("init",)),
    "init-inside": Case(1, lambda folder: None, ("init", "a/b/c")),
    "init-on-file": Case(1, lambda folder: None, ("init", "README")),
    # git
    "no-commit": Case(3, lambda folder: None, ("show", "storby/2021@main")),
    "unknown-revision": Case(3, lambda folder: folder.commit(), ("show", "storby/2021@nowhere")),
    "unknown-release": Case(3, lambda folder: folder.commit(), ("show", "storby/2021@r1")),
    "detached-head": Case(
        0, lambda folder: (folder.commit(), folder.git("checkout", "-q", "--detach")), ("check", "@HEAD")
    ),
}


def snapshot(root: Path) -> dict[str, bytes | str]:
    """Every file outside .git with its bytes, and where links lead."""
    return {
        str(path.relative_to(root)): str(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else ""
        for path in sorted(root.rglob("*"))
        if ".git" not in path.relative_to(root).parts
    }


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, git_folder: Any, medlofte: Any, pytestconfig: pytest.Config):
    case = CASES[name]
    git_folder.write("medlofte.toml", 'name = "Storby"\n')
    git_folder.write("README", "x")
    git_folder.write(TEXT, SAMPLE)
    case.setup(git_folder)
    before = snapshot(git_folder.path)
    arguments = case.arguments if "--date" in case.arguments else ("--date", "2021-06-01", *case.arguments)
    done = medlofte(*arguments, cwd=git_folder.path)
    said = f"--- stdout\n{done.stdout}--- stderr\n{done.stderr}".replace(str(git_folder.path), "FOLDER")
    assert "Traceback" not in said
    assert "bug in medlofte" not in said
    golden = HERE / "golden" / f"{name}.txt"
    shown = f"$ medlofte {' '.join(case.arguments)}\nexit {done.returncode}\n{said}"
    if pytestconfig.getoption("update_golden"):
        golden.write_text(shown, encoding="utf-8", newline="")
    assert shown == golden.read_bytes().decode()
    assert done.returncode == case.exit_code
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)
    assert len(said) < 8_000
    assert snapshot(git_folder.path) == before


def test_no_golden_file_is_left_over():
    assert {path.stem for path in (HERE / "golden").glob("*.txt")} == set(CASES)
