"""``demo``: the whole walk on the real Gotland agreements, in a throw-away register."""

import json
import os
import shlex
import shutil
import subprocess  # the program runs itself, so that the demo shows what a user would see
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from medlofte.cli.session import Session
from medlofte.errors import RefusedError, WorldError
from medlofte.message import Message, say
from medlofte.view.catalog import Catalog

_DECISIONS = "gotland-2022-decisions.toml"
_PEOPLE = "gotland-2022-signatories.toml"
_SIGNATORIES = ("vera-pahittad", "ivar-pahittad")
_DAY = "2022-01-17"
_DRAFT = "agreements/gotland/2022.toml"
_BUNDLE = "dist/gotland-2022-r1.zip"
_PAGE = "gotland-2020-2021.html"


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``demo``."""
    app.command(
        name,
        help=words.say(
            say(
                "Make a throw-away register from the real Gotland agreements and walk through it: check, diff, "
                "renewal, changelog, two sign-offs with fresh keys, release, verification. Prints every command it "
                "runs and where the results lie."
            )
        ),
    )(demo)


def demo(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", show_default=False)] = None,
) -> None:
    """Walk through the whole; the help text comes from the catalogue."""
    session: Session = context.obj
    root = _fresh(folder)
    walk = _Walk(session, root)
    walk.prepare()
    walk.step(say("What there is"), "list")
    walk.step(say("Every file is read and checked"), "check", lines=14)
    walk.step(say("What changed between 2020 and 2021"), "diff", "gotland/2020", "gotland/2021")
    walk.step(
        say("The next period, with a decision for every old pledge"),
        "new-period",
        "gotland",
        "2022",
        "--decisions",
        _DECISIONS,
    )
    walk.step(say("What the draft changes, and what is still undecided"), "diff", "gotland/2022", lines=40)
    walk.step(say("What remains before it can be signed"), "check", "gotland/2022", lines=14, codes=(0, 1))
    walk.step(say("The changelog of the pledges, from the beginning"), "changelog", "gotland", lines=40)
    walk.save(_PAGE, "diff", "gotland/2020", "gotland/2021", "--format", "html")
    walk.settle()
    walk.tell(
        say("The last decision is taken in the draft; the list of signatories, with fresh keys, is committed")
    )
    walk.step(say("Who must sign"), "sign-off", "gotland/2022", "--status", codes=(1,))
    for person in _SIGNATORIES:
        words = ("--as", person, "--key", f".git/demo/{person}", "--code", walk.code(), "--commit")
        walk.step(
            say("{person} signs", person=person), "--date", _DAY, "sign-off", "gotland/2022", *words, tail=8
        )
    walk.step(say("The release"), "--date", _DAY, "release", "gotland/2022", "--yes")
    walk.step(say("Anyone can verify it, from git"), "verify", "gotland/2022@r1")
    walk.step(say("Or the bundle alone, without git"), "verify", _BUNDLE, tail=16)
    walk.step(say("How things stand now"), "list", "gotland")
    session.note(
        say(
            "\nThe register lies in {folder}: look around, and delete it when you are done.", folder=str(root)
        )
    )
    session.note(say("The comparison as a page: {file}", file=str(root / _PAGE)))
    session.note(
        say("The bundle, with LAS-MIG.txt on checking it without medlofte: {file}", file=str(root / _BUNDLE))
    )


def _fresh(folder: Path | None) -> Path:
    if folder is None:
        return Path(tempfile.mkdtemp(prefix="medlofte-demo-"))
    if folder.exists() and any(folder.iterdir()):
        raise RefusedError(
            say("{folder} is not empty", folder=str(folder)),
            hint=say("name a folder that does not exist yet"),
        )
    folder.mkdir(parents=True, exist_ok=True)
    return folder.absolute()


def _real() -> Path:
    """The Gotland agreements: carried by the package, or beside it in a checkout."""
    for place in (Path(str(files("medlofte"))) / "agreements", Path(__file__).parents[3] / "agreements"):
        if (place / "gotland").is_dir():
            return place
    raise WorldError(say("the Gotland agreements are not installed with this program"))


class _Walk:
    """The steps of one demo."""

    def __init__(self, session: Session, root: Path) -> None:
        self.session, self.root = session, root
        language = session.words.language
        self.environment = os.environ | {
            "MEDLOFTE_LANG": language,
            "GIT_AUTHOR_NAME": "Demo",
            "GIT_AUTHOR_EMAIL": "demo@example.invalid",
            "GIT_COMMITTER_NAME": "Demo",
            "GIT_COMMITTER_EMAIL": "demo@example.invalid",
        }

    def prepare(self) -> None:
        shutil.copytree(_real(), self.root / "agreements", ignore=shutil.ignore_patterns("__pycache__"))
        decisions = files("medlofte.view") / "templates" / _DECISIONS
        (self.root / _DECISIONS).write_bytes(decisions.read_bytes())
        (self.root / "medlofte.toml").write_text('name = "Demo"\n', encoding="utf-8")
        (self.root / ".gitignore").write_text("dist/\n", encoding="utf-8")
        self._git("init", "-q")
        for setting in (
            "user.signingkey=",
            "tag.gpgsign=false",
            "commit.gpgsign=false",
            "core.hooksPath=/dev/null",
        ):
            self._git("config", *setting.split("=", 1))
        self._commit("The real agreements")

    def settle(self) -> None:
        """Do what people do in an editor: take the last decision, and write who may sign with which key."""
        from medlofte.store.ssh import make_key

        draft = self.root / _DRAFT
        text = draft.read_text(encoding="utf-8")
        draft.write_text(text.replace('fate = "undecided"', 'fate = "kept"'), encoding="utf-8")
        keys = self.root / ".git" / "demo"
        keys.mkdir()
        people = (files("medlofte.view") / "templates" / _PEOPLE).read_text(encoding="utf-8")
        for person in _SIGNATORIES:
            people = people.replace(f"KEY-OF-{person}", make_key(keys / person))
        (self.root / "agreements" / "signatories.toml").write_text(people, encoding="utf-8")
        self._commit("The draft of 2022 is decided")

    def code(self) -> str:
        """The first group of the control code, which a signatory reads from the text."""
        status = self._run("sign-off", "gotland/2022", "--status", "--format", "json").stdout
        return str(json.loads(status)["control_code"])[:4]

    def _commit(self, message: str) -> None:
        self._git("add", "-A")
        self._git("commit", "-q", "--no-verify", "-m", message)

    def _git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.root, env=self.environment, check=True)  # noqa: S603, S607

    def tell(self, title: Message) -> None:
        """Say what comes, or what was done."""
        said = f"# {self.session.words.say(title)}"
        self.session.put(f"\n\x1b[1m{said}\x1b[0m" if _colour() else f"\n{said}")

    def step(
        self, title: Message, *arguments: str, lines: int = 0, tail: int = 0, codes: tuple[int, ...] = (0,)
    ) -> None:
        """Run one command and show it; only its first ``lines``, or its last, where that is given."""
        self.tell(title)
        self.session.put(f"$ medlofte {shlex.join(arguments)}")
        done = self._run(*arguments)
        if done.returncode not in codes:
            self.session.warn(done.stderr)
            raise WorldError(say("the step ended with exit code {code}", code=done.returncode))
        shown = (done.stdout + done.stderr).rstrip("\n").split("\n")
        if tail and len(shown) > tail:
            shown = ["…", *shown[-tail:]]
        cut = len(shown) - lines if lines and len(shown) > lines else 0
        self.session.put("\n".join(shown[: len(shown) - cut]))
        if cut:
            self.session.put(self.session.words.say(say("… {count} more lines", count=cut)))

    def save(self, name: str, *arguments: str) -> None:
        """Run one command and keep its result in a file."""
        (self.root / name).write_text(self._run(*arguments).stdout, encoding="utf-8")

    def _run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # noqa: S603
            [sys.executable, "-m", "medlofte", *arguments],
            cwd=self.root,
            env=self.environment,
            check=False,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )


def _colour() -> bool:
    from medlofte.cli.session import colour

    return colour()
