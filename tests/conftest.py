"""What all tests share: compiled catalogues, and golden files that are rewritten only when asked for."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from medlofte.locale.build_mo import compile_all
from ready import ready

pytest_plugins = ["signing_fixtures"]

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "src" / "medlofte" / "locale"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues once, before workers start, so that none meets half a file."""
    if not hasattr(config, "workerinput"):
        compile_all(LOCALE)


Run = Callable[..., "CompletedProcess[str]"]


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


@pytest.fixture
def medlofte(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run the command line in a process of its own: ``medlofte("check", cwd=folder)``.

    ``env`` adds to a clean environment, in a process that starts anew; line ends and bytes that are no UTF-8 come
    through as they are.
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
        if env is None:
            done = ready().run(words, cwd, clean_environment(home), data)
        else:
            done = subprocess.run(
                [sys.executable, "-m", "medlofte", *words],
                cwd=cwd,
                input=data,
                env=clean_environment(home) | dict(env),
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
    made.git("init", "--quiet", "--initial-branch=main")
    return made
