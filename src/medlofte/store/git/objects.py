"""Git objects, by full name and read as they are stored; what is read is hashed again."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from medlofte.errors import WorldError
from medlofte.message import say
from medlofte.store.git.reader import Place, Reader, locate

#: Largest object that is read, in bytes.
MAX_OBJECT = 50_000_000
#: Signs of an id in a repository made with ``--object-format=sha256``.
_LONG = 64
_TREE, _FILE_MODES = "40000", frozenset({"100644", "100755"})


class Stored(NamedTuple):
    """One object."""

    id: str
    kind: str
    data: bytes


class Inside(NamedTuple):
    """One entry of a tree."""

    mode: str
    name: str
    id: str

    @property
    def is_file(self) -> bool:
        """Whether it is a plain file: no link, no submodule, no folder."""
        return self.mode in _FILE_MODES

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return self.mode == _TREE


class Objects:
    """The objects of one repository; one process of git serves all reads, and threads may share it.

    Attributes:
        prefix: Where the register lies within the repository: empty, or a path that ends in ``/``.
    """

    def __init__(self, root: Path) -> None:
        place = locate(root)
        self.prefix = place.prefix
        self._reader = Reader(place)
        _own(place)

    def find(self, name: str) -> Stored | None:
        """The object behind a full name: ``refs/tags/…``, an id, or ``ID:path``; None where there is none.

        Raises:
            WorldError: What git gives out is not what its own id says.
        """
        found = self._reader.object(name, MAX_OBJECT)
        if found is None:
            return None
        id_, kind, size, data = found
        if size > MAX_OBJECT:
            raise WorldError(
                say(
                    "the git object {id} has more than the {most} bytes that are read",
                    id=id_,
                    most=MAX_OBJECT,
                ),
                hint=say("no file of a release is so large; see who put it there: git log"),
            )
        method = "sha256" if len(id_) == _LONG else "sha1"
        if hashlib.new(method, b"%s %d\0" % (kind.encode(), len(data)) + data).hexdigest() != id_:
            raise WorldError(
                say("the git object {id} is damaged", id=id_),
                hint=say("see what is wrong with the repository: git fsck"),
            )
        return Stored(id_, kind, data)

    def folder(self, name: str) -> list[Inside]:
        """What a tree holds; nothing where there is no such tree."""
        stored = self.find(name)
        return (
            _entries(stored.data, len(stored.id) // 2) if stored is not None and stored.kind == "tree" else []
        )

    def differing(self, root: Path, paths: Iterable[str]) -> tuple[str, ...]:
        """Files of the register whose bytes are not those that HEAD holds; one that neither has is no difference."""
        return tuple(path for path in paths if self.at_head(path) != _on_disk(root / path))

    def at_head(self, path: str) -> bytes | None:
        """The bytes of a file of the register as HEAD holds them."""
        stored = self.find(f"HEAD:{self.prefix}{path}")
        return stored.data if stored is not None else None

    def versions(self, path: str, most: int = 200) -> Iterator[bytes]:
        """The contents that a file has had in the history of HEAD, newest first."""
        for commit in self.commits_of(path, most):
            stored = self.find(f"{commit}:{self.prefix}{path}")
            if stored is not None and stored.kind == "blob":
                yield stored.data

    def refs(self, pattern: str) -> dict[str, str]:
        """Full names of references with what kind of object each is: ``tag`` or, for a light one, ``commit``."""
        text = self._reader.run("for-each-ref", "--format=%(refname) %(objecttype)", "--", pattern)
        return dict(line.rsplit(" ", 1) for line in (text or "").splitlines())

    def commits_of(self, path: str, most: int) -> list[str]:
        """Commits that changed a file, newest first."""
        literal = f":(top,literal){self.prefix}{path}"
        return (self._reader.run("rev-list", f"--max-count={most}", "HEAD", "--", literal) or "").split()

    def reachable(self) -> frozenset[str]:
        """Ids of all commits that HEAD, a branch or a remote branch leads to."""
        head = ("HEAD",) if self.has_head() else ()
        return frozenset((self._reader.run("rev-list", *head, "--branches", "--remotes") or "").split())

    def has_head(self) -> bool:
        """Whether HEAD leads to a commit; in a bare clone it may name a branch that is not there."""
        return self.find("HEAD") is not None


def _on_disk(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _entries(data: bytes, width: int) -> list[Inside]:
    """The layout of a tree object: mode, blank, name, NUL, the bytes of an id."""
    found = []
    while data:
        mode, _, rest = data.partition(b" ")
        name, _, rest = rest.partition(b"\0")
        found.append(Inside(mode.decode(), name.decode(errors="backslashreplace"), rest[:width].hex()))
        data = rest[width:]
    return found


def _own(place: Place) -> None:
    """Refuse objects that lie in somebody else's folder.

    Raises:
        WorldError: The repository borrows objects.
    """
    borrowed = place.common / "objects" / "info" / "alternates"
    if borrowed.exists() and borrowed.read_text(encoding="utf-8", errors="replace").strip():
        raise WorldError(
            say("the repository borrows objects from another folder, which may change or vanish"),
            hint=say("make it whole: git repack -a -d && rm .git/objects/info/alternates"),
        )
