"""What all tests share: compiled catalogues, and golden files that are rewritten only when asked for."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

import draws
from medlofte.locale.build_mo import compile_all
from ready import ready

pytest_plugins = ["signing_fixtures", "browser_fixtures"]
draws.register()

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "src" / "medlofte" / "locale"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues once, before workers start, so that none meets half a file."""
    if not hasattr(config, "workerinput"):
        compile_all(LOCALE)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is collected stays to the end; looking for garbage in it meanwhile takes a third of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


Run = Callable[..., "CompletedProcess[str]"]
#: Variables that are read when they are needed, and neither by the interpreter nor by a library at its start.
_LATE = frozenset({"MEDLOFTE_LANG", "SOURCE_DATE_EPOCH", "NO_COLOR", "TERM", "FORCE_COLOR", "CLICOLOR"})


def open_to_others(folder: Path) -> None:
    """Let another user come through to a folder, so that only what a test closes is closed to him."""
    for path in (folder, *folder.parents):
        if path != Path("/") and path.stat().st_uid == os.geteuid():
            path.chmod(path.stat().st_mode | 0o055)


def clean_environment(home: Path) -> dict[str, str]:
    """Nothing of the user's: no git configuration, no locale, no settings of medlofte."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Test",
        "GIT_AUTHOR_EMAIL": "test@example.org",
        "GIT_AUTHOR_DATE": "2021-02-05T12:00:00+00:00",
        "GIT_COMMITTER_NAME": "Test",
        "GIT_COMMITTER_EMAIL": "test@example.org",
        "GIT_COMMITTER_DATE": "2021-02-05T12:00:00+00:00",
    }


def start_git(folder: Path, environment: Mapping[str, str]) -> None:
    """A repository on branch ``main``, without the samples that git puts into each, and without upkeep after commits."""
    command = ("git", "init", "--quiet", "--initial-branch=main", "--template=")
    subprocess.run(command, cwd=folder, env=environment, check=True)
    with (folder / ".git" / "config").open("a", encoding="utf-8") as settings:
        settings.write("[maintenance]\n\tauto = false\n")


@pytest.fixture
def medlofte(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run the command line in a process of its own: ``medlofte("check", cwd=folder)``.

    ``env`` adds to a clean environment, in a process that starts anew where one is read at a start; line ends and
    bytes that are no UTF-8 come through as they are.
    """
    home = tmp_path_factory.mktemp("home")

    def run(
        *arguments: str | os.PathLike[str],
        cwd: Path,
        stdin: str | None = None,
        env: Mapping[str, str] | None = None,
    ) -> "CompletedProcess[str]":
        words = list(map(os.fspath, arguments))
        data = (stdin or "").encode()
        environment = clean_environment(home) | dict(env or {})
        if _LATE.issuperset(env or ()):
            done = ready().run(words, cwd, environment, data)
        else:
            done = subprocess.run(
                [sys.executable, "-m", "medlofte", *words],
                cwd=cwd,
                input=data,
                env=environment,
                capture_output=True,
                check=False,
                timeout=120,
            )
        out, err = (data.decode(errors="surrogateescape") for data in (done.stdout, done.stderr))
        return CompletedProcess(done.args, done.returncode, out, err)

    return run


@dataclass(frozen=True, slots=True)
class GitFolder:
    """A git repository of its own, without commits at first."""

    path: Path
    home: Path

    def git(self, *arguments: str) -> str:
        """Run git in the folder; fails where git fails."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            env=clean_environment(self.home),
            capture_output=True,
            check=True,
            timeout=60,
        )
        return done.stdout.decode()

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file, with the folders it needs."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def commit(self, message: str = "A change") -> str:
        """Commit everything and return the commit id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()


@pytest.fixture
def git_folder(tmp_path: Path) -> GitFolder:
    """An empty git repository on branch ``main``."""
    folder, home = tmp_path / "register", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    made = GitFolder(folder, home)
    start_git(folder, clean_environment(home))
    return made
