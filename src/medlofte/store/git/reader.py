"""Run git for reading, so that nothing in a repository, nor in the environment, decides what is read or runs a program.

GitPython stays out of this: to load it takes longer than to verify a release.
"""

import os
import subprocess
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from medlofte.errors import WorldError
from medlofte.message import say
from medlofte.store.git.repository import CLOSED, INERT, looks_like_one, require_real

_CHUNK = 1_000_000


class Place(NamedTuple):
    """Where a repository lies.

    Attributes:
        own: Its own folder, or that of one working tree of several.
        common: The folder with the objects.
        prefix: Where the register lies within it: empty, or a path that ends in ``/``.
    """

    own: Path
    common: Path
    prefix: str


def locate(root: Path) -> Place:
    """Find the repository that a folder lies in, as git does, and without asking its settings.

    Raises:
        WorldError: There is none, or something that only looks like one.
    """
    real = root.resolve()
    for top in (real, *real.parents):
        own = _led_to(top / ".git")
        if own is not None:
            inside = real.relative_to(top).as_posix()
            return Place(own, _common(own), "" if inside == "." else inside + "/")
        if looks_like_one(top):
            require_real(top, real)
            return Place(top, top, "")
    raise WorldError(
        say("{folder} is not in a git repository, so it has no revisions", folder=str(root)),
        hint=say("leave out @REV to read the files as they are, or run: git init"),
    )


def private_file(root: Path, name: str) -> Path:
    """Where a file lies that belongs to this copy of the repository alone, and that git itself never looks at."""
    return locate(root).common / name


def is_shallow(root: Path) -> bool:
    """Whether the repository holds only a part of its history (gitrepository-layout)."""
    return private_file(root, "shallow").exists()


def _led_to(entry: Path) -> Path | None:
    """The folder of a repository that ``.git`` is, or, in a working tree of several, leads to."""
    if entry.is_file():
        kind, _, path = entry.read_text(encoding="utf-8", errors="surrogateescape").partition(":")
        entry = entry.parent / path.strip() if kind == "gitdir" else entry
    return entry if (entry / "HEAD").exists() and (_common(entry) / "objects").is_dir() else None


def _common(own: Path) -> Path:
    told = own / "commondir"
    if not told.is_file():
        return own
    return own / told.read_text(encoding="utf-8", errors="surrogateescape").strip()


class Reader:
    """git over one repository, told what to read; one process answers for all objects.

    Threads may share it.
    """

    def __init__(self, place: Place) -> None:
        config = [word for setting in INERT for word in ("-c", setting)]
        self._command = ["git", f"--git-dir={place.own}", *config]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self._environment = kept | CLOSED
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, *arguments: str) -> str | None:
        """What git answers; None where it says no.

        Raises:
            WorldError: git cannot be run.
        """
        try:
            done = subprocess.run(
                [*self._command, *arguments],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            raise _no_git(error) from error
        return None if done.returncode else done.stdout.decode(errors="backslashreplace")

    def object(self, name: str, most: int) -> tuple[str, str, int, bytes] | None:
        """Id, kind, size and bytes of an object (none where it is larger than ``most``); None where there is none.

        Raises:
            WorldError: git stopped, as it does where an object is damaged.
        """
        if "\n" in name:
            return None
        with self._lock:
            try:
                return self._asked(name, most)
            except OSError as error:
                self._process = None
                raise WorldError(
                    say("git stopped while objects were read: {reason}", reason=error.strerror or str(error)),
                    hint=say("see what is wrong with the repository: git fsck"),
                ) from error

    def _asked(self, name: str, most: int) -> tuple[str, str, int, bytes] | None:
        process = self._process = self._process or self._started()
        if process.stdin is None or process.stdout is None:
            return None
        process.stdin.write(os.fsencode(name) + b"\n")
        process.stdin.flush()
        head = process.stdout.readline()
        if not head.endswith(b"\n"):
            raise BrokenPipeError(f"exit code {process.wait()}")
        words = head.split()
        if len(words) != 3 or not words[2].isdigit():
            return None
        size = int(words[2])
        data = b"".join(_read(process, size + 1, keep=size <= most))
        return words[0].decode(), words[1].decode(), size, data[:size]

    def _started(self) -> "subprocess.Popen[bytes]":
        try:
            process = subprocess.Popen(
                [*self._command, "cat-file", "--batch"],
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise _no_git(error) from error
        weakref.finalize(self, _end, process)
        return process


def _read(process: "subprocess.Popen[bytes]", size: int, *, keep: bool) -> Iterator[bytes]:
    """So many bytes; read to their end even where nobody wants them, since the next answer comes behind them."""
    while size and process.stdout is not None:
        data = process.stdout.read(min(size, _CHUNK))
        if not data:
            raise BrokenPipeError(f"exit code {process.wait()}")
        size -= len(data)
        if keep:
            yield data


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Let git end: it does when nobody asks any more."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
    process.wait()


def _no_git(error: OSError) -> WorldError:
    return WorldError(
        say("git cannot be run: {reason}", reason=error.strerror or str(error)),
        hint=say("install git and see that it is on the PATH"),
    )
