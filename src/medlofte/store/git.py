"""The only door to git. Reading takes objects alone: no hook, filter or config of a repository runs."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medlofte.errors import WorldError
from medlofte.message import say
from medlofte.store.source import AGREEMENTS, SETTINGS, Entry, What
from medlofte.store.text import MAX_BYTES

if TYPE_CHECKING:
    import git

#: What could make git run a program of the repository's, switched off for every read.
_INERT = [
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.attributesFile=/dev/null",
    "protocol.allow=never",
]
#: The same through the environment, where it counts for more than what the repository itself says.
_CLOSED = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}
_MODES = {"100644": What.FILE, "100755": What.FILE, "120000": What.LINK}


@dataclass(slots=True)
class Revision:
    """The files of a register as one git revision holds them."""

    label: str
    commit: str
    _repo: Any
    _prefix: str
    _blobs: dict[str, str] = field(default_factory=dict)

    def entries(self) -> list[Entry]:
        """Every file under ``agreements/``, sorted by path.

        Raises:
            WorldError: There is neither such a file nor one of settings.
        """
        found = []
        for mode, _kind, blob, size, path in self._list(AGREEMENTS):
            self._blobs[path] = blob
            found.append(Entry(path, size, _MODES.get(mode, What.OTHER)))
        if not found and self.read(SETTINGS) is None:
            raise WorldError(
                say("revision '{revision}' holds no register", revision=self.label),
                hint=say("choose a later one: git log --oneline"),
            )
        return sorted(found, key=lambda entry: entry.path)

    def read(self, path: str) -> bytes | None:
        """The bytes of a file as git stores them, or None where there is none.

        Raises:
            WorldError: The repository is damaged, or keeps its objects in a form that is not read.
        """
        blob = self._blobs.get(path)
        if blob is None:
            listed = [row for row in self._list(path) if row[4] == path and row[0] in _MODES]
            if not listed:
                return None
            blob = listed[0][2]
        import git.exc

        try:
            data: bytes = self._repo.odb.stream(bytes.fromhex(blob)).read(MAX_BYTES + 1)
        except (ValueError, OSError, git.exc.ODBError) as error:
            raise self._unreadable(path) from error
        return data

    def _unreadable(self, path: str) -> WorldError:
        return WorldError(
            say("git cannot read {file} at revision '{revision}'", file=path, revision=self.label),
            hint=say("see what is wrong with the repository: git fsck"),
        )

    def _list(self, path: str) -> list[tuple[str, str, str, int, str]]:
        import git

        try:
            text: str = self._repo.git.ls_tree(
                "-r", "-z", "-l", "--full-tree", self.commit, "--", self._prefix + path
            )
        except git.GitCommandError as error:
            raise self._unreadable(path) from error
        rows = []
        for line in filter(None, text.split("\0")):
            facts, _, name = line.partition("\t")
            mode, kind, blob, size = facts.split()
            rows.append(
                (mode, kind, blob, int(size) if size.isdigit() else 0, name.removeprefix(self._prefix))
            )
        return rows


def at_revision(root: Path, revision: str, release_of: str = "") -> Revision:
    """The register under ``root`` as it was at ``revision``.

    Args:
        root: The top of the register.
        revision: Branch, tag, commit, or expression such as ``main~3``; already checked by allow-list.
        release_of: Name of the document, where ``revision`` is one of its releases (``r1``).

    Raises:
        WorldError: No repository, no commit in it, or no such revision.
    """
    repo = _open(root)
    wanted = f"refs/tags/{release_of}/{revision}" if release_of else revision
    commit = _resolve(repo, wanted)
    if commit is None:
        raise _no_such(repo, revision, release_of)
    prefix = _prefix(root, repo)
    return Revision(revision, commit, repo, prefix)


def is_bare(folder: Path) -> bool:
    """Whether ``folder`` is the top of a repository without working tree."""
    return all((folder / part).exists() for part in ("HEAD", "objects", "refs"))


def _open(root: Path) -> "git.Repo":
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
        repo = git.Repo(root, search_parent_directories=True, odbt=git.GitCmdObjectDB)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError) as error:
        raise WorldError(
            say("{folder} is not in a git repository, so it has no revisions", folder=str(root)),
            hint=say("leave out @REV to read the files as they are, or run: git init"),
        ) from error
    repo.git.update_environment(**_CLOSED)
    repo.git.set_persistent_git_options(c=[*_INERT, f"safe.directory={repo.git_dir}", "safe.directory=*"])
    return repo


def _resolve(repo: "git.Repo", revision: str) -> str | None:
    import git

    try:
        commit: str = repo.git.rev_parse("--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    except git.GitCommandError:
        return None
    return commit.splitlines()[-1]


def _no_such(repo: "git.Repo", revision: str, release_of: str) -> WorldError:
    if release_of:
        return WorldError(
            say("{name} has no release {revision}", name=release_of, revision=revision),
            hint=say("leave out @{revision} to read the working tree", revision=revision),
        )
    if _resolve(repo, "HEAD") is None:
        return WorldError(
            say("the repository has no commit yet, so there is no revision '{revision}'", revision=revision),
            hint=say("leave out @REV to read the files as they are, or commit them first"),
        )
    return WorldError(
        say("git knows no revision '{revision}'", revision=revision),
        hint=say("list what there is with: git branch -a; git tag; git log --oneline"),
    )


def _prefix(root: Path, repo: "git.Repo") -> str:
    if repo.working_tree_dir is None:  # a bare repository: the register is at its top
        return ""
    inside = root.resolve().relative_to(Path(repo.working_tree_dir).resolve()).as_posix()
    return "" if inside == "." else inside + "/"


def commit_files(root: Path, paths: list[str], message: str) -> str:
    """Commit just these new files with the user's own identity and hooks; what else is staged stays staged.

    Returns:
        The abbreviated commit id.

    Raises:
        WorldError: No repository, no identity, or a hook said no; the files stay where they are.
    """
    import git

    repo = _open(root)
    repo.git = git.Git(repo.working_tree_dir)
    full = [_prefix(root, repo) + path for path in paths]
    try:
        repo.git.add("--", *full)
        repo.git.commit("--quiet", "--only", "-m", message, "--", *full)
        short: str = repo.git.rev_parse("--short", "HEAD")
    except git.GitCommandError as error:
        raise WorldError(
            say("git did not commit: {reason}", reason=str(error.stderr).strip()[:300]),
            hint=say("the files are written; mend what git says and commit them yourself"),
        ) from error
    return short


def require_repository(root: Path) -> None:
    """Refuse before anything is written where there is nothing to commit to.

    Raises:
        WorldError: ``root`` lies in no git repository.
    """
    try:
        _open(root)
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
        _open(root)
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
