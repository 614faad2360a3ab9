"""``demo``: the whole walk on the real Gotland agreements, in a throw-away register."""

import contextlib
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from medlofte.cli.session import Session
from medlofte.errors import RefusedError, WorldError
from medlofte.message import Message, say
from medlofte.view.catalog import Catalog

_REPORT = "gotland-2021-outcomes.toml"
_DECISIONS = "gotland-2022-decisions.toml"
_PEOPLE = "gotland-2022-signatories.toml"
_SIGNATORIES = ("vera-pahittad", "ivar-pahittad")
#: Texts whose signatures a source tells of, in the order they were signed; and the day that was noted on.
_NOTED = ("gotland/2020", "gotland/samverkan/2021-2022", "gotland/2021")
_NOTED_ON = "2026-11-28"
_DAY = "2022-01-17"
_DRAFT = "agreements/gotland/2022.toml"
_BUNDLE = "dist/gotland-2022-r1.zip"
_SITE = "site"


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``demo``."""
    app.command(
        name,
        help=words.say(
            say(
                "Make a throw-away register from the real Gotland agreements and walk through it: check, diff, "
                "outcomes, renewal, changelog, two sign-offs with fresh keys, release, verification. Prints every "
                "command it runs and where the results lie."
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
    _release_the_noted(walk)
    walk.step(say("What changed between 2020 and 2021"), "diff", "gotland/2020", "gotland/2021", lines=40)
    _renew(walk)
    walk.settle()
    walk.tell(
        say("The last decision is taken in the draft; the list of signatories, with fresh keys, is committed")
    )
    _sign_and_release(walk)
    walk.step(say("How things stand now"), "list", "gotland")
    walk.step(say("The pages, documents and data that the public gets"), "publish", _SITE)
    session.note(
        say(
            "\nThe register lies in {folder}: look around, and delete it when you are done.", folder=str(root)
        )
    )
    session.note(say("The pages: {file}", file=str(root / _SITE / "index.html")))
    session.note(
        say("The bundle, with LAS-MIG.txt on checking it without medlofte: {file}", file=str(root / _BUNDLE))
    )


def _release_the_noted(walk: "_Walk") -> None:
    walk.tell(say("Texts whose signatures a source tells of are released as that: told, and not verified"))
    for name in _NOTED:
        walk.run("--date", _NOTED_ON, "release", name, "--yes", tail=1)


def _renew(walk: "_Walk") -> None:
    """A report on the old period, a draft of the next, and what they make of the changelog."""
    title = say("How the pledges of 2021 went: an invented report, since the real outcomes are not known")
    walk.step(title, "--date", _DAY, "follow-up", "gotland/2021", "--report", _REPORT, "--commit")
    words = ("new-period", "gotland", "2022", "--decisions", _DECISIONS)
    walk.step(say("The next period, with a decision for every old pledge"), *words)
    walk.step(say("What the draft changes, and what is still undecided"), "diff", "gotland/2022", lines=40)
    walk.step(say("What remains before it can be signed"), "check", "gotland/2022", lines=14, codes=(0, 1))
    walk.step(say("The changelog of the pledges, from the beginning"), "changelog", "gotland", lines=40)


def _sign_and_release(walk: "_Walk") -> None:
    walk.step(say("Who must sign"), "sign-off", "gotland/2022", "--status", codes=(1,))
    code = walk.code()
    for person in _SIGNATORIES:
        words = ("--as", person, "--key", f".git/demo/{person}", "--code", code, "--commit")
        walk.step(
            say("{person} signs", person=person), "--date", _DAY, "sign-off", "gotland/2022", *words, tail=8
        )
    walk.step(say("The release"), "--date", _DAY, "release", "gotland/2022", "--yes", tail=8)
    walk.step(say("Anyone can verify it, from git"), "verify", "gotland/2022@r1")
    walk.step(say("Or the bundle alone, without git"), "verify", _BUNDLE, tail=16)


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


class _Ran(NamedTuple):
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


class _Walk:
    """The steps of one demo."""

    def __init__(self, session: Session, root: Path) -> None:
        self.session, self.root = session, root
        os.environ |= {
            "MEDLOFTE_LANG": session.words.language,
            "GIT_AUTHOR_NAME": "Demo",
            "GIT_AUTHOR_EMAIL": "demo@example.invalid",
            "GIT_COMMITTER_NAME": "Demo",
            "GIT_COMMITTER_EMAIL": "demo@example.invalid",
        }

    def prepare(self) -> None:
        shutil.copytree(_real(), self.root / "agreements", ignore=shutil.ignore_patterns("__pycache__"))
        for name in (_REPORT, _DECISIONS):
            (self.root / name).write_bytes((files("medlofte.view") / "templates" / name).read_bytes())
        (self.root / "medlofte.toml").write_text('name = "Demo"\n', encoding="utf-8")
        (self.root / ".gitignore").write_text("dist/\nsite/\n", encoding="utf-8")
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
        status = self._ran("sign-off", "gotland/2022", "--status", "--format", "json").out
        return str(json.loads(status)["control_code"])[:4]

    def _commit(self, message: str) -> None:
        self._git("add", "-A")
        self._git("commit", "-q", "--no-verify", "-m", message)

    def _git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.root, check=True)  # noqa: S603, S607

    def tell(self, title: Message) -> None:
        """Say what comes, or what was done."""
        said = f"# {self.session.words.say(title)}"
        self.session.put(f"\n\x1b[1m{said}\x1b[0m" if _colour() else f"\n{said}")

    def step(
        self, title: Message, *arguments: str, lines: int = 0, tail: int = 0, codes: tuple[int, ...] = (0,)
    ) -> None:
        """Say what comes, run one command and show it."""
        self.tell(title)
        self.run(*arguments, lines=lines, tail=tail, codes=codes)

    def run(self, *arguments: str, lines: int = 0, tail: int = 0, codes: tuple[int, ...] = (0,)) -> None:
        """Run one command and show it; only its first ``lines``, or its last, where that is given."""
        self.session.put(f"$ medlofte {shlex.join(arguments)}")
        ran = self._ran(*arguments)
        if ran.code not in codes:
            self.session.warn(ran.err)
            raise WorldError(say("the step ended with exit code {code}", code=ran.code))
        shown = (ran.out + ran.err).rstrip("\n").split("\n")
        if tail and len(shown) > tail:
            shown = ["…", *shown[-tail:]]
        cut = len(shown) - lines if lines and len(shown) > lines else 0
        self.session.put("\n".join(shown[: len(shown) - cut]))
        if cut:
            self.session.put(self.session.words.say(say("… {count} more lines", count=cut)))

    def _ran(self, *arguments: str) -> _Ran:
        """Run the program within itself: a process for each step would take longer to start than to work."""
        from medlofte.cli.app import run

        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        given, typed = sys.argv, sys.stdin
        with (
            contextlib.chdir(self.root),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            open(os.devnull, encoding="utf-8") as nothing,  # noqa: PTH123
        ):
            sys.argv, sys.stdin = ["medlofte", *arguments], nothing
            try:
                code = run(list(arguments))
            finally:
                sys.argv, sys.stdin = given, typed
        return _Ran(code, *(_written(stream) for stream in (out, err)))


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def _colour() -> bool:
    from medlofte.cli.session import colour

    return colour()
