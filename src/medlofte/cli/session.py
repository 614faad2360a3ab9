"""What every command shares: the register, the day, the language, the way out."""

import contextlib
import datetime as dt
import os
import shutil
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from medlofte.errors import UsageError, WorldError
from medlofte.message import Message, say
from medlofte.model.ref import Ref, is_release, parse_ref
from medlofte.view.catalog import Catalog, catalog, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from medlofte.core.compare import Named
    from medlofte.model.register import Document
    from medlofte.store.register import Register
    from medlofte.store.workspace import Folder


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the program.

    Attributes:
        words: The language of messages.
        today: The day to take as today.
        now: The moment to take as now, in UTC.
        start: Where the user stands.
    """

    words: Catalog
    today: date
    now: dt.datetime
    start: Path

    def folder(self) -> "Folder":
        """The register that the user stands in or named."""
        from medlofte.store.workspace import find

        return find(self.start)

    def register(self, revision: str = "", release_of: str = "") -> "Register":
        """The register in the working tree, or as it was at a revision."""
        from medlofte.store.register import open_register

        if not revision:
            return open_register(self.folder())
        from medlofte.store.git import at_revision

        return open_register(at_revision(self.top(), revision, release_of))

    def top(self) -> Path:
        """The top of the register; a bare repository holds one in its commits only."""
        from medlofte.store.git import is_bare

        return self.start.absolute() if is_bare(self.start) else self.folder().root

    def named(self, text: str) -> "Found":
        """The document that a reference names; a series stands for its newest document."""
        ref = parse_ref(text)
        if not ref.name:
            raise UsageError(
                say("'{text}' names no document", text=text),
                hint=say("write SERIES/PERIOD, such as gotland/2021"),
            )
        release_of = ref.name if is_release(ref.revision) else ""
        register = self.register(ref.revision, release_of)
        return Found(register, _resolve(register, ref), ref)

    def note(self, message: Message) -> None:
        """Say something beside the result."""
        sys.stderr.write(self.words.say(message) + "\n")

    def note_each(self, messages: "Iterable[Message]") -> None:
        """Say some things beside the result, each on one line whatever a file has put into it."""
        for message in messages:
            sys.stderr.write(f"- {' '.join(self.words.say(message).split())}\n")

    def warn(self, text: str) -> None:
        """Put finished text beside the result."""
        sys.stderr.write(text)

    def note_unread(self, document: "Document") -> None:
        """Name the reports about a document that cannot be read, so that none is left out in silence."""
        for filed in document.reports:
            if filed.report is None:
                said = say(
                    "{file} cannot be read and is left out; see: medlofte check {name}",
                    file=filed.path,
                    name=document.name,
                )
                self.note(said)

    def put(self, text: str) -> None:
        """Write the result."""
        sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")

    def put_bytes(self, data: bytes) -> None:
        """Write a result that is bytes already."""
        from medlofte.store.workspace import write_out

        write_out(data)


@dataclass(frozen=True, slots=True)
class Found:
    """A document that a reference led to, in the register it was read from."""

    register: "Register"
    name: str
    ref: Ref

    def agreement(self) -> "Named":
        """Its content.

        Raises:
            WorldError: It has faults of form, so that it cannot be read.
        """
        return readable(self.register, self.name, self.ref.revision)


def readable(register: "Register", name: str, revision: str = "") -> "Named":
    """A document's content, or a refusal that names its first fault.

    Raises:
        WorldError: The document has faults of form, so that it cannot be read.
    """
    from medlofte.core.compare import Named
    from medlofte.model.finding import Severity
    from medlofte.store.locate import place

    document = register.document(name)
    if document.agreement is not None:
        return Named(name, document.agreement, revision)
    errors = tuple(fault for fault in document.faults if fault.severity is Severity.ERROR)
    first = place(document.path, document.source, errors)[0]
    raise WorldError(
        say(
            "{file}:{line}:{column}: {message}",
            file=document.path,
            line=first.position.line,
            column=first.position.column,
            message=first.finding.message,
        ),
        hint=say("see all faults of the file with: medlofte check {name}", name=name),
    )


def _resolve(register: "Register", ref: Ref) -> str:
    if ref.name in register:
        return ref.name
    periods = register.periods(ref.name)
    if periods:
        from medlofte.core.series import newest

        known = {name: register[name] for name in periods if register.document(name).agreement is not None}
        return newest(known) or periods[-1]
    from difflib import get_close_matches

    close = get_close_matches(ref.name, [*register, *register.series_names()], 3, 0.5)
    hint = (
        say("did you mean {names}?", names=tuple(close))
        if close
        else say("see what there is with: medlofte list")
    )
    raise UsageError(say("the register has no document or series '{name}'", name=ref.name), hint=hint)


def colour() -> bool:
    """Whether standard output is a terminal that wants colour."""
    if os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns of the terminal; 80 where there is none."""
    return shutil.get_terminal_size((80, 24)).columns


def read_day(text: str | None) -> date:
    """The day to take as today.

    Raises:
        UsageError: ``text`` or ``SOURCE_DATE_EPOCH`` is no date.
    """
    if text:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise UsageError(
                say("'{text}' is no date", text=text), hint=say("write year-month-day: 2021-02-05")
            ) from None
    told = _epoch()
    return told.date() if told else dt.datetime.now(dt.UTC).astimezone().date()


def _moment(text: str | None) -> dt.datetime:
    """The moment to take as now: noon of a day that was given, else as :func:`read_day`."""
    if text:
        return dt.datetime.combine(read_day(text), dt.time(12), dt.UTC)
    return _epoch() or dt.datetime.now(dt.UTC).replace(microsecond=0)


def _epoch() -> dt.datetime | None:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    with contextlib.suppress(ValueError, OverflowError, OSError):
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    raise UsageError(say("SOURCE_DATE_EPOCH is '{text}', not a number of seconds", text=epoch))


def session(language: str, day: str | None, start: Path | None) -> Session:
    """Gather what every command shares."""
    return Session(catalog(language), read_day(day), _moment(day), _here(start))


def _here(start: Path | None) -> Path:
    try:
        return Path.cwd() if start is None else start.absolute()
    except FileNotFoundError as error:
        raise WorldError(
            say("the folder that the command is run in is gone"), hint=say("go to another: cd")
        ) from error


def complain(words: Catalog, error: Exception, hint: Message | None = None) -> None:
    """Put an error and its remedy on standard error."""
    from medlofte.errors import MedlofteError

    if isinstance(error, MedlofteError):
        text, hint = words.say(error.message), error.hint
    else:
        text = visible(str(error))
    sys.stderr.write(f"{words.say(say('error'))}: {text}\n")
    if hint:
        sys.stderr.write(f"{words.say(say('hint'))}: {words.say(hint)}\n")
