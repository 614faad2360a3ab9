"""Documents hang together: links lead somewhere, commands stand in two places alike, nothing private is in them."""

import re
import unicodedata

import pytest
from consoles import ROOT
from typer.main import get_command

from medlofte.cli.app import build
from medlofte.cli.commands import NAMES
from medlofte.errors import MedlofteError, RefusedError, UsageError, WorldError
from medlofte.view.catalog import catalog

TOP = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
DOCUMENTS = sorted([*TOP, *ROOT.glob("docs/**/*.md")])
FILES = [*DOCUMENTS, *ROOT.glob("docs/**/*.py"), *ROOT.glob("docs/**/*.toml"), ROOT / ".ci" / "run"]
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def _name(path: object) -> str:
    return str(path).removeprefix(f"{ROOT}/")


def _anchors(text: str) -> set[str]:
    """Anchors as forges make them from headings."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", text), re.MULTILINE)
    plain = [unicodedata.normalize("NFC", heading.replace("`", "")).lower() for heading in headings]
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_links_lead_somewhere(path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in _LINK.findall(_FENCED.sub("", text)):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), f"{target} leads nowhere"
        if anchor:
            assert anchor in _anchors(found.read_text(encoding="utf-8")), f"{target}: no such heading"


def test_every_document_is_linked_from_the_list() -> None:
    listed = "".join(
        (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("README.md", "adr/README.md")
    )
    for path in DOCUMENTS:
        if path not in TOP and path.name != "README.md":
            assert path.name in listed, f"{_name(path)} is linked from no list"


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_nothing_of_this_or_that_machine(path) -> None:
    """No folder of somebody's machine, no private host."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w.])/(?:home|root|tmp|work|Users|opt|srv)/", text)
    assert not re.search(r"index-url|pip\.conf|localhost|127\.0\.0\.1|\b(?:10|192\.168)\.\d+\.\d+", text)


def test_ci_runs_the_test_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    _, first, second = re.split(r"^python3 ", readme, flags=re.MULTILINE)
    command = "python3 " + second.partition("\n")[0]
    assert first.partition("\n")[0].endswith("&& .venv/bin/medlofte demo")
    assert command.endswith("&& .venv/bin/python -m pytest")
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").split("\n")


def test_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in NAMES:
        assert f"`{name}`" in readme


def _shown_commands(text: str) -> list[list[str]]:
    """Every command line that stands in code, without what is piped or redirected."""
    fenced = "\n".join(_FENCED.findall(text))
    found = re.findall(r"`(medlofte [^`]+)`", _FENCED.sub("", text))
    found += re.findall(r"^(?:\$ |\s*- (?:run: )?)?(medlofte [^|>;#\n]+)", fenced, re.MULTILINE)
    return [line.replace("-C tests/cases ", "").split()[1:] for line in found]


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_commands_and_options_in_documents_exist(path) -> None:
    for name, *words in _shown_commands(path.read_text(encoding="utf-8")):
        if name.startswith("-") or name == "COMMAND":
            continue
        assert name in NAMES, name
        known = {"--help"}
        for parameter in get_command(build([name], catalog("en"))).commands[name].params:  # type: ignore[attr-defined]
            known |= {*parameter.opts, *parameter.secondary_opts}
        assert {word for word in words if word.startswith("--")} <= known, name


def test_exit_codes_are_those_of_the_program() -> None:
    page = (ROOT / "docs" / "reference" / "exit-codes.md").read_text(encoding="utf-8")
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
    raised = {kind.exit_code for kind in (MedlofteError, WorldError, RefusedError, UsageError)}
    assert told == raised | {0, 4, 70, 130}


def test_every_decision_on_record_is_short_and_whole() -> None:
    pages = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert [page.name[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {page.name[:4]} ")
        assert len(text.splitlines()) <= 16
        for part in ("**Context.**", "**Decision.**", "**Consequences.**"):
            assert part in text
