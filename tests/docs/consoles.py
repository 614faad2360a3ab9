"""Documents as scripts: files they tell to write, commands they show, and what these print.

Read from Markdown: ```` ```console ```` blocks with ``$ command`` lines, and blocks after one of the comments below, which
no reader sees. Everything in a document happens in one folder, in order.

    <!-- run in: register -->    a copy of this repository's registers, committed to git (where nothing is said)
    <!-- run in: empty -->       an empty folder
    <!-- run in: people -->      the register of Storby with a text to sign; everybody's new key lies under ~/.ssh
    <!-- run in: signed -->      … both have signed it
    <!-- run in: released -->    … and it is released
    <!-- date: YYYY-MM-DD -->    the day on which everything from here on happens
    <!-- write: PATH -->         the block that follows is the content of a file
    <!-- append: PATH -->        … is added to it
    <!-- replace from "TEXT" in PATH -->    … stands in place of everything from TEXT on
    <!-- change "OLD" to "NEW" in PATH -->    a reader is told to do this

A line ``…`` stands for all lines that are left out there. Within a line, ``…`` may also stand for what is another one
whenever keys are new: a fingerprint of a key, an id of git's, a digest; all else of the line is compared.
"""

import hashlib
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from medlofte.core.control_code import control_code
from ready import ready
from world import NAME, TEXT, make_world

ROOT = Path(__file__).parents[2]
MORE = "…"
#: What ``…`` may stand for within a line.
_NEW_EACH_TIME = r"(?:…|[0-9a-f]{7,64}|(?<=SHA256:)[A-Za-z0-9+/]{43})"
#: What has happened in the register of Storby, in order: where a document says so, the day, the command.
_STORBY = (
    (("signed", "released"), "2024-01-10", "medlofte sign-off {name} --as anna-ek --code {code} --commit"),
    (("signed", "released"), "2024-01-11", "medlofte sign-off {name} --as bo-alm --code {code} --commit"),
    (("released",), "2024-01-15", "medlofte release {name} --yes"),
)
_COMMENT = re.compile(
    r"<!-- (run in|date|write|append|replace from \"(?P<mark>[^\"]+)\" in):? (?P<what>\S+) -->"
)
_CHANGE = re.compile(r"<!-- change \"(?P<old>[^\"]+)\" to \"(?P<new>[^\"]+)\" in (?P<what>\S+) -->")


@dataclass
class Command:
    """A command as shown, with what it prints, and the lines of the document it stands in."""

    text: str
    shown: list[str]
    first: int
    last: int


@dataclass
class Sandbox:
    """A folder in which the commands of a document run."""

    home: Path
    cwd: Path = field(init=False)
    status: int = 0
    day: str = ""

    def __post_init__(self) -> None:
        self.home.mkdir(exist_ok=True)
        tools = self.home / "bin"
        tools.mkdir()
        ready().stand_in(tools / "medlofte")
        self.cwd = self.home

    def start(self, where: str) -> None:
        """Begin in a copy of the registers, in that of Storby, or in an empty folder."""
        if where in ("people", "signed", "released"):
            self._start_in_storby(where)
            return
        self.cwd = self.home / where
        self.cwd.mkdir()
        if where == "register":
            for name in ("agreements", "tests/cases", "medlofte.toml"):
                source, target = ROOT / name, self.cwd / name
                target.parent.mkdir(exist_ok=True)
                shutil.copytree(source, target) if source.is_dir() else shutil.copyfile(source, target)
            self.run("git init --quiet && git add --all && git commit --quiet -m 'The agreements'")

    def _start_in_storby(self, where: str) -> None:
        world = make_world(self.home / where)
        shutil.rmtree(self.home / ".ssh", ignore_errors=True)
        world.home.rename(self.home / ".ssh")
        self.cwd = world.root
        code = control_code(hashlib.sha256(TEXT.encode()).hexdigest())
        for wanted, day, command in _STORBY:
            if where in wanted:
                self.day = day
                told = self.run(command.format(name=NAME, code=code))
                assert self.status == 0, told

    def run(self, command: str) -> list[str]:
        """Run a command; ``$?`` is that of the command before."""
        where = self.home / "where"
        script = f'(exit {self.status}); {command}\nended=$?\npwd > "{where}"\nexit $ended'
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.cwd,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=60,
        )
        self.status = done.returncode
        assert self.status != 70, f"{command}: a bug is no output to show\n{done.stdout.decode()}"
        self.cwd = Path(where.read_text(encoding="utf-8").strip())
        text = done.stdout.decode().replace(str(self.home), "")
        return [line.rstrip() for line in text.rstrip("\n").split("\n")] if text.strip() else []

    def put(self, comment: re.Match[str], content: str) -> None:
        """Write what the document tells to write."""
        path = self.cwd / comment["what"]
        path.parent.mkdir(parents=True, exist_ok=True)
        if comment["mark"]:
            before, found, _ = path.read_text(encoding="utf-8").partition(comment["mark"])
            assert found, f"{comment['what']} has no {comment['mark']!r}"
            content = before + content
        elif comment[1] == "append":
            content = path.read_text(encoding="utf-8") + "\n" + content
        path.write_text(content, encoding="utf-8")

    def change(self, found: re.Match[str]) -> None:
        """Change one word in a file."""
        path = self.cwd / found["what"]
        text = path.read_text(encoding="utf-8")
        assert text.count(found["old"]) == 1, f"{found['what']} has no single {found['old']!r}"
        path.write_text(text.replace(found["old"], found["new"]), encoding="utf-8")

    def _environment(self) -> dict[str, str]:
        noon = f"{self.day or '2024-01-15'}T12:00:00+00:00"
        epoch = str(int(datetime.fromisoformat(noon).timestamp()))
        return {
            **({"SOURCE_DATE_EPOCH": epoch} if self.day else {}),
            "PATH": f"{self.home / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "MEDLOFTE_LANG": "en",
            "COLUMNS": "80",
            "PYTHONUNBUFFERED": "1",  # lines come in the order that a terminal shows
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Elin Exempel",
            "GIT_AUTHOR_EMAIL": "elin@exempelstad.example",
            "GIT_AUTHOR_DATE": noon,
            "GIT_COMMITTER_NAME": "Elin Exempel",
            "GIT_COMMITTER_EMAIL": "elin@exempelstad.example",
            "GIT_COMMITTER_DATE": noon,
        }


def replay(document: str, sandbox: Sandbox) -> tuple[str, list[tuple[Command, list[str]]]]:
    """Do what a document says; the document as it should be, and every command that prints something else."""
    lines = document.split("\n")
    out: list[str] = []
    wrong: list[tuple[Command, list[str]]] = []
    comment: re.Match[str] | None = None
    index = 0
    while index < len(lines):
        line = lines[index]
        found = _COMMENT.fullmatch(line.strip())
        if change := _CHANGE.fullmatch(line.strip()):
            sandbox.change(change)
        if found and found[1] == "run in":
            sandbox.start(found["what"])
        elif found and found[1] == "date":
            sandbox.day = found["what"]
        elif found:
            comment = found
        elif line.startswith("```") and line != "```":
            end = lines.index("```", index + 1)
            body = lines[index + 1 : end]
            if comment:
                sandbox.put(comment, "\n".join(body) + "\n")
                comment = None
            elif line == "```console":
                body = _block(body, index + 1, sandbox, wrong)
            out += [line, *body, "```"]
            index = end + 1
            continue
        out.append(line)
        index += 1
    return "\n".join(out), wrong


def commands(body: list[str], start: int) -> list[Command]:
    """The commands of one block."""
    found: list[Command] = []
    for place, line in enumerate(body, start):
        if line.startswith("$ "):
            found.append(Command(line[2:], [], place, place))
        elif found[-1].text.endswith("\\"):
            found[-1].text += "\n" + line
        else:
            found[-1].shown.append(line)
        found[-1].last = place
    return found


def _block(
    body: list[str], start: int, sandbox: Sandbox, wrong: list[tuple[Command, list[str]]]
) -> list[str]:
    if sandbox.cwd == sandbox.home:
        sandbox.start("register")
    out: list[str] = []
    for command in commands(body, start):
        printed = sandbox.run(command.text)
        expected = _cut(printed, command.shown)
        if expected != command.shown:
            wrong.append((command, printed))
        out += [*("$ " + command.text).split("\n"), *expected]
    return out


def _cut(printed: list[str], shown: list[str]) -> list[str]:
    """What should be shown: everything, or head and tail where the document leaves out the middle."""
    if MORE not in shown:
        return _alike(printed, shown)
    head = shown.index(MORE)
    tail = len(shown) - head - 1
    after = _alike(printed[-tail:], shown[-tail:]) if tail else []
    return [*_alike(printed[:head], shown[:head]), MORE, *after]


def _alike(printed: list[str], shown: list[str]) -> list[str]:
    """What was printed, with the line as it is shown where they differ in nothing but what is new each time."""
    there = [*shown, *[""] * len(printed)]
    return [old if _fits(new, old) else new for new, old in zip(printed, there, strict=False)]


def _fits(printed: str, shown: str) -> bool:
    pattern = _NEW_EACH_TIME.join(re.escape(part) for part in shown.split(MORE))
    return re.fullmatch(pattern, printed) is not None
