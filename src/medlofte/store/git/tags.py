"""Annotated tags: the name of a release for people and forges, and a pointer, never the root of trust."""

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from medlofte.errors import WorldError
from medlofte.message import Message, say
from medlofte.store.git.commit import own, reason, unlock
from medlofte.store.git.objects import Objects

if TYPE_CHECKING:
    import git

PREFIX = "refs/tags/"
#: How a tag object begins; git takes the first of each, and knows no other order.
_HEAD = re.compile(rb"object ([0-9a-f]{40}|[0-9a-f]{64})\ntype ([a-z]+)\ntag ([^\n]*)\n")
#: An id that no object has.
_NOWHERE = "0" * 40
_SIGNATURE = re.compile(rb"^-----BEGIN (?:SSH|PGP) SIGNATURE-----$", re.MULTILINE)


class Tag(NamedTuple):
    """What a reference under ``refs/tags/`` leads to.

    Attributes:
        kind: ``tag`` for an annotated one; ``commit`` for a light one; else some other object.
        name: The name inside the tag object; empty for a light one.
        target: Id of what it points at.
        target_kind: Kind of what it points at.
        message: Its message, without signature.
        signed: Whether it carries a signature of git's.
    """

    kind: str
    name: str
    target: str
    target_kind: str
    message: str = ""
    signed: bool = False


def read_tag(objects: Objects, name: str) -> Tag | None:
    """The tag of a name; None where there is none."""
    stored = objects.find(PREFIX + name)
    if stored is None:
        return None
    if stored.kind != "tag":
        return Tag(stored.kind, "", stored.id, stored.kind)
    head = _HEAD.match(stored.data)
    if head is None:
        return Tag("tag", "", _NOWHERE, "")
    body = stored.data.partition(b"\n\n")[2]
    signatures = list(_SIGNATURE.finditer(body))
    message = body[: signatures[-1].start()] if signatures else body
    return Tag(
        "tag",
        head[3].decode(errors="replace"),
        head[1].decode(),
        head[2].decode(),
        message.decode(errors="replace"),
        bool(signatures),
    )


def make_tag(root: Path, name: str, commit: str, message: str) -> bool:
    """Make an annotated tag, signed where the user has told git a key; tell whether it is signed.

    Raises:
        WorldError: git made none; what was committed stays.
    """
    import git

    repo = own(root)
    wanted = bool(_setting(repo, "user.signingkey")) or _setting(repo, "tag.gpgsign", "bool") == "true"
    how = "--sign" if wanted else "--annotate"
    with tempfile.TemporaryDirectory(prefix="medlofte-") as folder:
        file = Path(folder) / "message"
        file.write_text(message, encoding="utf-8")
        try:
            repo.git.tag(how, "--cleanup=verbatim", f"--file={file}", "--", name, commit)
        except git.GitCommandError as error:
            raise _no_tag(say("git made no tag: {reason}", reason=reason(error)), unlock(error)) from error
    made = read_tag(Objects(root), name)
    if wanted and made is not None and not made.signed:  # some versions of git make the tag all the same
        repo.git.tag("--delete", "--", name)
        raise _no_tag(say("git made no signed tag, though user.signingkey or tag.gpgSign asks for one"), None)
    return made is not None and made.signed


def _no_tag(said: Message, remedy: Message | None) -> WorldError:
    again = say("mend what git says and run the same command again: it finishes what is left")
    return WorldError(said, hint=remedy or again)


def _setting(repo: "git.Repo", key: str, sort: str = "") -> str:
    import git

    try:
        value: str = repo.git.config(*([f"--type={sort}"] if sort else []), "--get", key)
    except git.GitCommandError:
        return ""
    return value.strip()
