"""What is wrong in a file, and where."""

from enum import StrEnum

from medlofte.message import Message
from medlofte.model.record import Value

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


class Position(Value):
    """A place in a text; both numbers start at 1, columns count characters."""

    line: int
    column: int
    width: int = 1


class Finding(Value):
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


class Related(Value):
    """Another place in the same file that a finding is about: where an id was first used."""

    position: Position
    line: str


class Placed(Value):
    """A finding with its file, position and the line itself."""

    file: str
    finding: Finding
    position: Position
    line: str = ""
    related: tuple[Related, ...] = ()
