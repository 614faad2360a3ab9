"""Commit what medlofte has made, with the user's own identity and hooks."""

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from medlofte.errors import WorldError
from medlofte.message import Message, say
from medlofte.store.git.objects import Objects
from medlofte.store.git.repository import open_repository, prefix_of, resolve

if TYPE_CHECKING:
    import git

#: How long another git, or another medlofte, is waited for, in seconds.
_PATIENCE = 20.0
#: What git says where another holds the index or a name.
_LOCKED = re.compile(r"'([^'\n]+\.lock)': File exists")


def own(root: Path) -> "git.Repo":
    """The user's own repository for writing: with the user's settings, identity and hooks.

    Raises:
        WorldError: There is none.
    """
    import git

    repo = open_repository(root)
    repo.git = git.Git(repo.working_tree_dir)
    return repo


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the register for this process, so that two commands that sign or release wait for each other.

    The lock goes with the process, however that ends.

    Raises:
        WorldError: No repository, or another command held it for too long.
    """
    import filelock

    place = Path(open_repository(root).common_dir) / "medlofte.lock"
    try:
        held = filelock.FileLock(place, timeout=_PATIENCE, mode=0o664).acquire()
    except filelock.Timeout as error:
        raise WorldError(
            say("another medlofte is working in this register"),
            hint=say("wait until it is done, then run the same command again"),
        ) from error
    except OSError as error:
        raise WorldError(
            say("the register cannot be held: {reason}", reason=error.strerror or str(error)),
            hint=say(
                "get leave to write into {folder}, then run the same command again", folder=str(place.parent)
            ),
        ) from error
    with held:
        yield


def commit_files(root: Path, paths: list[str], message: str, remedy: Message | None = None) -> str:
    """Commit just these new files with the user's own identity and hooks; what else is staged stays staged.

    Args:
        root: The top of the register.
        paths: The files, from there.
        message: The message of the commit.
        remedy: What to do where git says no; else to commit by hand.

    Returns:
        The abbreviated commit id.

    Raises:
        WorldError: No repository, no identity, or a hook said no; the files stay where they are.
    """
    import git

    repo = own(root)
    written = {path: (root / path).read_bytes() for path in paths}
    full = [f":(literal){prefix_of(root, repo)}{path}" for path in paths]
    try:
        _patiently(repo, "add", "--", *full)
        _patiently(repo, "commit", "--quiet", "--only", "-m", message, "--", *full)
    except git.GitCommandError as error:
        if _otherwise(root, written):  # else the git of a run that was killed has come first
            raise WorldError(
                say("git did not commit: {reason}", reason=reason(error)),
                hint=unlock(error)
                or remedy
                or say("the files are written; mend what git says and commit them yourself"),
            ) from error
    if changed := _otherwise(root, written):
        raise WorldError(
            say("git has committed something else than was written: {files}", files=changed),
            hint=say("see which hook or filter of git's changes files, and have it leave agreements/ alone"),
        )
    short: str = repo.git.rev_parse("--short", "HEAD")
    return short


def _otherwise(root: Path, written: Mapping[str, bytes]) -> tuple[str, ...]:
    """Files that git does not hold as they were written."""
    objects = Objects(root)
    return tuple(path for path, data in written.items() if objects.at_head(path) != data)


def reason(error: "git.GitCommandError") -> str:
    """What git, or a hook, has said; hooks may speak on either stream, and GitPython puts each into quotes."""
    told = (str(error.stderr) or str(error.stdout)).strip()
    return told.removeprefix("stderr: '").removeprefix("stdout: '").removesuffix("'").strip()[:300]


def unlock(error: "git.GitCommandError") -> Message | None:
    """What to do where git found a lock that nobody has taken away: a git that is killed leaves one."""
    held = _LOCKED.search(str(error.stderr))
    if held is None:
        return None
    return say(
        "if no other git is at work here, one was killed: delete {file} and try again",
        file=held[1],
    )


def head(root: Path) -> str:
    """The id of the commit that HEAD leads to; empty where there is none yet."""
    return resolve(open_repository(root), "HEAD") or ""


def knows_committer(root: Path) -> bool:
    """Whether git knows in whose name it would commit."""
    import git

    try:
        own(root).git.var("GIT_COMMITTER_IDENT")
    except git.GitCommandError:
        return False
    return True


def _patiently(repo: "git.Repo", command: str, *arguments: str) -> None:
    """Run git; where another git holds the index or a name, wait for it a while.

    Raises:
        GitCommandError: git failed.
    """
    import git

    until = time.monotonic() + _PATIENCE
    while True:
        try:
            getattr(repo.git, command)(*arguments)
        except git.GitCommandError as error:
            if unlock(error) is None or time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def require_repository(root: Path) -> None:
    """Refuse before anything is written where there is nothing to commit to.

    Raises:
        WorldError: ``root`` lies in no git repository.
    """
    try:
        open_repository(root)
    except WorldError as error:
        raise WorldError(
            say("{folder} is not in a git repository, so nothing can be committed", folder=str(root)),
            hint=say("leave out --commit (and commit = true), or run: git init"),
        ) from error


def start_repository(root: Path) -> bool:
    """Make ``root`` a git repository unless it lies in one; tell whether one was made.

    Raises:
        WorldError: git cannot be run, or the folder cannot be written.
    """
    try:
        open_repository(root)
    except WorldError:
        import git

        try:
            git.Repo.init(root)
        except (git.GitCommandError, OSError) as error:
            raise WorldError(
                say(
                    "no git repository could be started in {folder}: {reason}",
                    folder=str(root),
                    reason=str(error)[:200],
                )
            ) from error
        return True
    return False
