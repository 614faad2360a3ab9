"""The files of a register as one git revision holds them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medlofte.errors import WorldError
from medlofte.message import say
from medlofte.store.git.repository import open_repository, prefix_of, resolve
from medlofte.store.source import AGREEMENTS, SETTINGS, Entry, What
from medlofte.store.text import MAX_BYTES

if TYPE_CHECKING:
    import git

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
    repo = open_repository(root)
    wanted = f"refs/tags/{release_of}/{revision}" if release_of else revision
    commit = resolve(repo, wanted)
    if commit is None:
        raise _no_such(repo, revision, release_of)
    prefix = prefix_of(root, repo)
    return Revision(revision, commit, repo, prefix)


def _no_such(repo: "git.Repo", revision: str, release_of: str) -> WorldError:
    if release_of:
        return WorldError(
            say("{name} has no release {revision}", name=release_of, revision=revision),
            hint=say("leave out @{revision} to read the working tree", revision=revision),
        )
    if resolve(repo, "HEAD") is None:
        return WorldError(
            say("the repository has no commit yet, so there is no revision '{revision}'", revision=revision),
            hint=say("leave out @REV to read the files as they are, or commit them first"),
        )
    return WorldError(
        say("git knows no revision '{revision}'", revision=revision),
        hint=say("list what there is with: git branch -a; git tag; git log --oneline"),
    )
