"""Names of documents: ``SERIES/PERIOD``, with ``@REV`` for a git revision or release."""

import re

from medlofte.errors import UsageError
from medlofte.message import say
from medlofte.model.record import Value

_NAME = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*\Z")
_REVISION = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_./~^@{}+-]*\Z")
_RELEASE = re.compile(r"r[1-9][0-9]{0,8}\Z")

#: Longest name that is read; file systems stop at 255 bytes a segment.
MAX_LENGTH = 400


class Ref(Value):
    """What a user named: a document, a series, or (with an empty name) the whole register.

    Attributes:
        name: ``gotland/2021``, ``gotland`` or nothing.
        revision: A git revision, or ``r1`` for a release of the document; empty for the working tree.
    """

    name: str
    revision: str = ""

    def __str__(self) -> str:
        return f"{self.name}@{self.revision}" if self.revision else self.name


def is_segment(text: str) -> bool:
    """Whether ``text`` may be one segment of a series or period: lower-case ASCII, digits, single hyphens."""
    return _NAME.match(text) is not None and len(text) <= 80


def is_name(text: str) -> bool:
    """Whether ``text`` may name a series or document."""
    return len(text) <= MAX_LENGTH and all(is_segment(part) for part in text.split("/"))


def is_release(revision: str) -> bool:
    """Whether ``revision`` is the short name of a release, such as ``r1``."""
    return _RELEASE.match(revision) is not None


def parse_ref(text: str) -> Ref:
    """Read a name as typed; a path to a file under ``agreements/`` is taken as its document.

    Raises:
        UsageError: The name or the revision holds something that neither may hold.
    """
    name, _, revision = text.partition("@")
    name = name.removeprefix("./").removeprefix("agreements/").removesuffix(".toml").rstrip("/")
    if name and not is_name(name):
        raise UsageError(
            say("'{name}' cannot be the name of a series or document", name=text),
            hint=say("write SERIES/PERIOD in lower-case letters a–z, digits and hyphens: gotland/2021"),
        )
    if "@" in text and (not _REVISION.match(revision) or ".." in revision or len(revision) > MAX_LENGTH):
        raise UsageError(
            say("'{revision}' cannot be a git revision", revision=revision),
            hint=say("write a branch, tag, commit or release after @: gotland/2021@r1, gotland/2021@main~3"),
        )
    return Ref(name, revision)
