"""What a file says never steers a terminal or passes for output of ours, in any command and any format."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SAMPLE = (HERE / "sample.toml").read_text(encoding="utf-8")
#: Everything that steers: C0 but the line feed, DEL, C1, and the bidi controls.
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
EVIL = "a\\u001B[31mred\\u001B]0;title\\u0007\\u009B2J\\u202Eback\\u2066x\\u200F\\rover\\u007F[bold]markup[/bold] <b>tag</b> :smile:"
TEXTS = ("storby/2021", "storby/2022", "storby/2020")


def poisoned(year: str, *, raw: bool) -> str:
    """The sample with hostile text in every string that is not an id, written as escapes or as they are."""
    evil = (
        re.sub(r"\\u([0-9A-F]{4})", lambda hit: chr(int(hit[1], 16)), EVIL).replace("\\r", "\r")
        if raw
        else EVIL
    )
    text = SAMPLE.replace("2021", year)
    for key in ("title", "name", "office", "problem", "goal", "text", "unit", "how"):
        text = re.sub(rf'(?m)^({key} = ".*)"$', lambda hit: f'{hit[1]} {evil}{year}"', text)
    return text + f'\n[extra]\n"{evil}" = "{evil}"\n'


@pytest.fixture
def register(git_folder: Any) -> Path:
    git_folder.write("medlofte.toml", f'name = "{EVIL}"\n')
    git_folder.write("agreements/storby/2020.toml", poisoned("2020", raw=True))
    git_folder.write("agreements/storby/2021.toml", poisoned("2021", raw=False))
    ledger = (
        f'\n[renewal]\nof = "storby/2021"\ngap = "{EVIL}"\n[[renewal.pledge]]\nid = "patruller"\nfate = "dropped"\nreason = "{EVIL}"\n'
        f'[[renewal.pledge]]\nid = "belysning"\nfate = "changed"\ninto = ["belysning"]\nreason = "{EVIL}"\n'
    )
    git_folder.write("agreements/storby/2022.toml", poisoned("2022", raw=False) + ledger)
    git_folder.write(f"agreements/storby/{'x' + chr(27) + '[31m' + chr(0x202E)}.toml", SAMPLE)
    git_folder.write(
        "agreements/storby/2021/outcomes/x.toml",
        f'format = 1\nreported_by = "{EVIL}"\nsource = "{EVIL}"\nnot = "{EVIL}"\n',
    )
    (git_folder.path / "agreements" / "storby" / "2021" / "outcomes" / "y.toml").write_text(
        f'format = 1\nreported_by = "{EVIL}"\nsource = "{EVIL}"\n[[outcome]]\npledge = "patruller"\nstatus = "partly"\ntext = "{EVIL}"\n'
    )
    git_folder.write("evil.csv", f"pledge;{EVIL};text\n{EVIL};x;{EVIL}\n".replace("\\u001B", "\x1b"))
    git_folder.write(
        "evil.toml", f'format = 1\nlate = "{EVIL}"\n[[outcome]]\npledge = "{EVIL}"\ntext = "{EVIL}"\n'
    )
    git_folder.commit()
    return git_folder.path  # type: ignore[no-any-return]


REPORTING = (
    *(
        "--by",
        "--reporter",
        "--pledge",
        "--measure",
        "--status",
        "--value",
        "--unit",
        "--reason",
        "--corrects",
    ),
    *("--covers", "--late", "--on", "--reported-on", "--source", "--note"),
)
COMMANDS = [
    *(("check", "--format", form) for form in ("text", "json", "github", "gitlab", "sarif")),
    ("--lang", "sv", "check"),
    ("check", "@HEAD"),
    *(("list", "--format", form) for form in ("text", "json")),
    *(("show", name, "--format", form) for name in TEXTS for form in ("text", "json")),
    *(
        ("diff", "storby/2021", "storby/2022", "--format", form)
        for form in ("text", "markdown", "json", "html")
    ),
    ("diff", "storby/2021", "storby/2022", "--full"),
    ("diff", "--all", "2021", "2022"),
    *(("changelog", "storby", "--format", form) for form in ("markdown", "json")),
    *(("status", "--date", "2023-06-01", "--format", form) for form in ("text", "json")),
    *(
        ("history", name, "--format", form)
        for name in ("storby", "storby#patruller")
        for form in ("text", "json")
    ),
    *(("list", "--summary", "--format", form) for form in ("text", "json")),
    *(("export", "--format", form) for form in ("json", "jsonl")),
    ("new-period", "storby", "2023"),
    *(
        (command, "\x1b[31m\u202e")
        for command in ("show", "check", "changelog", "list", "diff", "rules", "status", "history")
    ),
    ("history", "storby#\x1b[31m\u202e"),
    ("--date", "\x1b[31m", "check"),
    ("-C", "\x1b[31m", "check"),
    ("\x1b[31m\u202e",),
    ("new", "\x1b[31m", "\u202e"),
    ("init", "\x1b[31m\u202e"),
    ("new-period", "storby", "2024", "--decisions", "\x1b[31m\u202e"),
    ("follow-up", "storby/2021", "--by", "polisen", "--pledge", "patruller", "--text", "Tre."),
    *(("follow-up", "storby/2021", option, "\x1b[31m\u202e", "--text", "x") for option in REPORTING),
    ("follow-up", "storby/2021", "--report", "\x1b[31m\u202e"),
    ("follow-up", "storby/2021", "--by", "polisen", "--report", "evil.csv"),
    ("follow-up", "storby/2021", "--by", "polisen", "--report", "evil.toml"),
]


@pytest.mark.parametrize(
    "arguments", COMMANDS, ids=lambda words: "-".join(words).encode("unicode_escape").decode()[:60]
)
def test_nothing_steers(arguments: tuple[str, ...], register: Path, medlofte: Any):
    done = medlofte(*arguments, cwd=register, env={"SOURCE_DATE_EPOCH": "1640995200"})
    assert "Traceback" not in done.stderr
    assert "bug in medlofte" not in done.stderr
    for said in (done.stdout, done.stderr):
        hit = STEERING.search(said)
        assert hit is None, said[max(0, hit.start() - 60) : hit.end() + 60]
    if arguments[-1] in {"json", "gitlab", "sarif"} and done.stdout:
        json.loads(done.stdout)
    if arguments[-1] == "html":
        assert tags(done.stdout).isdisjoint({"script", "iframe", "object", "embed", "link", "img"})
        assert "<b>tag" not in done.stdout
    if arguments[-1] == "markdown":
        assert not re.search(r"(?<!\\)<b>tag", done.stdout)


def tags(page: str) -> set[str]:
    found: set[str] = set()

    class Collector(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.add(tag)
            assert not any(name.startswith("on") for name, _ in attrs)

    Collector().feed(page)
    return found


def test_markup_is_text(git_folder: Any, medlofte: Any):
    """Square brackets and colons mean nothing to us: they come out as they stand."""
    git_folder.write(
        "agreements/storby/2021.toml", SAMPLE.replace("minst 5", "[red]minst[/red] :smile: [link=x]5[/link]")
    )
    shown = medlofte("show", "storby/2021", cwd=git_folder.path).stdout
    assert "[red]minst[/red] :smile: [link=x]5[/link]" in re.sub(r"\s+", " ", shown)


def test_names_that_are_no_utf8(git_folder: Any, medlofte: Any):
    """A file system may hold any bytes as a name."""
    git_folder.write("agreements/storby/2021.toml", SAMPLE)
    path = bytes(git_folder.path) + b"/agreements/storby/\xff.toml"
    Path(path.decode(errors="surrogateescape")).write_bytes(b"")
    git_folder.commit()
    for form in ("text", "json", "github", "gitlab", "sarif"):
        for where in ((), ("@HEAD",)):
            done = medlofte("check", *where, "--format", form, cwd=git_folder.path)
            assert done.returncode == 1
            assert "Traceback" not in done.stderr
            assert "bug in medlofte" not in done.stderr
            assert "udcff" in done.stdout.lower()
