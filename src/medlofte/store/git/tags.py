"""Annotated tags: the name of a release for people and forges, and a pointer, never the root of trust."""

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from medlofte.errors import WorldError
from medlofte.message import say
from medlofte.store.git.commit import own
from medlofte.store.git.objects import Objects

if TYPE_CHECKING:
    import git

PREFIX = "refs/tags/"
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
    head, _, body = stored.data.partition(b"\n\n")
    facts = dict(line.split(b" ", 1) for line in head.split(b"\n") if b" " in line)
    signature = _SIGNATURE.search(body)
    message = body[: signature.start()] if signature else body
    return Tag(
        "tag",
        facts.get(b"tag", b"").decode(errors="replace"),
        facts.get(b"object", b"").decode(errors="replace"),
        facts.get(b"type", b"").decode(errors="replace"),
        message.decode(errors="replace"),
        signature is not None,
    )


def make_tag(root: Path, name: str, commit: str, message: str) -> bool:
    """Make an annotated tag, signed where the user has told git a key; tell whether it is signed.

    Raises:
        WorldError: git made none; what was committed stays.
    """
    import git

    repo = own(root)
    signed = bool(_setting(repo, "user.signingkey")) or _setting(repo, "tag.gpgsign") == "true"
    with tempfile.TemporaryDirectory(prefix="medlofte-") as folder:
        file = Path(folder) / "message"
        file.write_text(message, encoding="utf-8")
        try:
            repo.git.tag(
                "--sign" if signed else "--annotate",
                "--cleanup=verbatim",
                f"--file={file}",
                "--",
                name,
                commit,
            )
        except git.GitCommandError as error:
            raise WorldError(
                say("git made no tag: {reason}", reason=str(error.stderr).strip()[:300]),
                hint=say("mend what git says and run the same command again: it finishes what is left"),
            ) from error
    return signed


def _setting(repo: "git.Repo", key: str) -> str:
    import git

    try:
        value: str = repo.git.config("--get", key)
    except git.GitCommandError:
        return ""
    return value.strip()
