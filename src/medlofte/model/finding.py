"""What is wrong in a file, and where."""

from dataclasses import dataclass
from enum import StrEnum

from medlofte.message import Message

#: Keys and list positions from the top of a file: ``("pledge", 0, "target", 1, "value")``.
KeyPath = tuple[str | int, ...]


class Severity(StrEnum):
    """Errors are what cannot be right; warnings are the faults that evaluations describe."""

    ERROR = "error"
    WARNING = "warning"


class Mark(StrEnum):
    """Which part of a line is meant."""

    KEY = "key"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text; both numbers start at 1, columns count characters."""

    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, found by one rule.

    A rule names a key path; :mod:`medlofte.store.locate` turns it into a line and column before it is shown.
    """

    code: str
    severity: Severity
    message: Message
    hint: Message | None = None
    path: KeyPath = ()
    mark: Mark = Mark.VALUE
    position: Position | None = None
    also: tuple[KeyPath, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """Another place in the same file that a finding is about: where an id was first used."""

    position: Position
    line: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with its file, position and the line itself."""

    file: str
    finding: Finding
    position: Position
    line: str = ""
    related: tuple[Related, ...] = ()
