"""Where the files of a register are read from: a folder, or a git revision (:mod:`medlofte.store.git`)."""

import hashlib
from enum import StrEnum
from typing import Protocol

from medlofte.model.record import Value

#: The folder that holds the agreements of a register.
AGREEMENTS = "agreements"
#: The file that marks the top of a register.
SETTINGS = "medlofte.toml"
#: The file that says who may sign.
SIGNATORIES = f"{AGREEMENTS}/signatories.toml"


class What(StrEnum):
    """What an entry of a folder is."""

    FILE = "file"
    LINK = "link"
    OTHER = "other"


class Entry(Value):
    """One file under ``agreements/``.

    Attributes:
        path: From the top of the register, with ``/``.
        size: In bytes.
        what: File, symbolic link, or something that is neither.
    """

    path: str
    size: int
    what: What = What.FILE


class Source(Protocol):
    """A place that files are listed in and read from; nothing in it is ever run."""

    @property
    def label(self) -> str:
        """The revision as the user wrote it; empty for the working tree."""
        ...

    def entries(self) -> list[Entry]:
        """Every file under ``agreements/``, sorted by path."""
        ...

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None where there is none."""
        ...


def sha256(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
