"""What can go wrong with the world: one kind per exit code, silent objects that others show."""

from typing import ClassVar

from medlofte.message import Message


class MedlofteError(Exception):
    """A request that cannot be carried out.

    Bad *content* is never an exception but a finding.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, message: Message, *, hint: Message | None = None) -> None:
        super().__init__(message.text())
        self.message = message
        self.hint = hint


class WorldError(MedlofteError):
    """We could not look: no register, an unreadable file, an unknown revision, a git failure."""


class RefusedError(MedlofteError):
    """The answer is no: the request is understood and would do harm or lose something."""

    exit_code = 1


class UsageError(MedlofteError):
    """The command line asks for something that does not exist or cannot be combined."""

    exit_code = 2
