"""Open a repository so that nothing in it, nor in the environment, decides what is read or runs a program."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from medlofte.errors import WorldError
from medlofte.message import say

if TYPE_CHECKING:
    import git

#: What could make git run a program of the repository's, or tell another history, switched off for every read.
INERT = [
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.attributesFile=/dev/null",
    "core.commitGraph=false",
    "protocol.allow=never",
]
#: The same through the environment, where it counts for more than what the repository itself says.
CLOSED = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}


def open_repository(root: Path) -> "git.Repo":
    """The repository that a folder lies in, for reading.

    Raises:
        WorldError: There is none, or no git.
    """
    for name in [
        name
        for name in os.environ
        if name.startswith("GIT_") and not name.endswith(("_NAME", "_EMAIL", "_DATE"))
    ]:
        del os.environ[name]  # an inherited GIT_DIR or GIT_CONFIG must not decide what is read
    try:
        import git
    except ImportError as error:  # GitPython refuses to load where there is no git program
        raise WorldError(
            say("git cannot be run: {reason}", reason=str(error).split("\n", 1)[0]),
            hint=say("install git and see that it is on the PATH"),
        ) from error
    try:
        repo = git.Repo(root, search_parent_directories=True, odbt=git.GitCmdObjectDB, expand_vars=False)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError) as error:
        raise WorldError(
            say("{folder} is not in a git repository, so it has no revisions", folder=str(root)),
            hint=say("leave out @REV to read the files as they are, or run: git init"),
        ) from error
    require_real(Path(repo.git_dir), root)
    repo.git.update_environment(**CLOSED)
    repo.git.set_persistent_git_options(c=[*INERT, f"safe.directory={repo.git_dir}", "safe.directory=*"])
    return repo


def require_real(git_dir: Path, root: Path) -> None:
    """Refuse a repository that is a folder of tracked files, made to look like one.

    Raises:
        WorldError: It is.
    """
    if root.absolute().is_relative_to(git_dir) and not is_bare(git_dir):
        raise WorldError(
            say("{folder} only looks like a git repository, and lies within another", folder=str(git_dir)),
            hint=say("whoever put it there would decide what is read: delete HEAD, objects and refs in it"),
        )


def resolve(repo: "git.Repo", revision: str) -> str | None:
    """The commit that a revision names; None where git knows none."""
    import git

    try:
        commit: str = repo.git.rev_parse("--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    except git.GitCommandError:
        return None
    return commit.splitlines()[-1]


def prefix_of(root: Path, repo: "git.Repo") -> str:
    """Where a register lies within its repository: empty, or a path that ends in ``/``."""
    if repo.working_tree_dir is None:  # a bare repository: the register is at its top
        return ""
    inside = root.resolve().relative_to(Path(repo.working_tree_dir).resolve()).as_posix()
    return "" if inside == "." else inside + "/"


def is_bare(folder: Path) -> bool:
    """Whether ``folder`` is the top of a repository without working tree.

    A folder that only looks like one, within somebody's working tree, is not: whoever wrote it there would decide how
    git behaves.
    """
    top = folder.absolute()
    return looks_like_one(top) and not any((above / ".git").exists() for above in top.parents)


def looks_like_one(folder: Path) -> bool:
    """Whether a folder holds what git keeps in its own."""
    return all((folder / part).exists() for part in ("HEAD", "objects", "refs"))
