"""M42x: sign-offs and releases, which lie in files that the program makes and that nobody edits.

Whether a signature is good is for ``sign-off --status`` and ``verify``; here it is said what cannot be right, whatever
the keys say.
"""

from collections.abc import Iterator

from medlofte.core.rules import grounds
from medlofte.core.rules.registry import Fault, Rule, register
from medlofte.message import Message, say
from medlofte.model.finding import Finding, Severity
from medlofte.model.register import FiledSignOff, ReleaseFolder
from medlofte.model.signoff import Method, seat_in

_PLACE = Rule(
    "M421",
    Severity.ERROR,
    say("a sign-off in the place of another"),
    why=say(
        "A sign-off is for one text, one release and one person. Copied elsewhere it looks like a yes and is none."
    ),
    source=grounds.SIGNING,
)
_HALF = Rule(
    "M422",
    Severity.WARNING,
    say("a signature without its record"),
    why=say(
        "A command that was stopped leaves it. It counts for nothing, and the next sign-off of that person replaces it."
    ),
    source=grounds.SIGNING,
)
_UNSEALED = Rule(
    "M423",
    Severity.ERROR,
    say("a record without its signature"),
    why=say(
        "Only what is noted after a source stands without a signature. Any other record without one counts for nothing."
    ),
    source=grounds.SIGNING,
)
_STALE = Rule(
    "M424",
    Severity.WARNING,
    say("a sign-off for another text"),
    why=say(
        "The text was changed after it was signed. Whoever signed it has not agreed to what stands there now."
    ),
    source=grounds.SIGNING,
)
_MOVED_ON = Rule(
    "M425",
    Severity.WARNING,
    say("a text that was changed after its release"),
    why=say(
        "What stands here is not what was released. It needs an amendment and a release, or the old text back."
    ),
    source=grounds.SIGNING,
)
for _rule in (_PLACE, _HALF, _UNSEALED, _STALE, _MOVED_ON):
    register(_rule)


def signoff_findings(filed: FiledSignOff, folder: ReleaseFolder, name: str, sha256: str) -> Iterator[Finding]:
    """What is wrong with one sign-off, held against the place it lies in and the text as it stands.

    Args:
        filed: The sign-off.
        folder: The release it lies in.
        name: The document.
        sha256: SHA-256 of the text of today.
    """
    signoff = filed.signoff
    if signoff is None:
        return
    party, person = seat_in(filed.path.removeprefix(f"{folder.path}/"))
    wrong = {
        "agreement": signoff.agreement != name,
        "release": signoff.release != folder.number,
        "party": signoff.party != party,
        "person": signoff.person != person,
    }
    for key in (key for key, is_wrong in wrong.items() if is_wrong):
        message = say(
            "{key} is '{value}', which is not where this file lies", key=key, value=getattr(signoff, key)
        )
        yield _PLACE.finding(Fault((key,), message, _RESTORE))
    if not filed.sealed and signoff.method is not Method.NOTED:
        yield _UNSEALED.finding(Fault(("method",), say("no signature lies beside this record"), _RESTORE))
    if folder.release is None and signoff.text_sha256 != sha256 and not any(wrong.values()):
        hint = say("see what changed with: medlofte sign-off {name} --status; then sign again", name=name)
        yield _STALE.finding(
            Fault(("text_sha256",), say("it is for another text than the one that stands here"), hint)
        )


_RESTORE = say(
    "take the file back from git as it was made: git log -- FILE; sign again with: medlofte sign-off"
)


def folder_findings(folder: ReleaseFolder, sha256: str, *, last: bool) -> Iterator[tuple[str, Finding]]:
    """What is wrong with the folder of a release itself, each with the file it is about."""
    for path in folder.orphans:
        yield path, _HALF.finding(_half())
    if last and folder.release is not None and folder.release.text_sha256 != sha256:
        message = say("the text has changed since r{number}", number=folder.number)
        hint = say(
            "add [[amendment]] with date, reason and text, have it signed, and release it as r{next}",
            next=folder.number + 1,
        )
        yield f"{folder.path}/release.toml", _MOVED_ON.finding(Fault(("text_sha256",), message, hint))


def _half() -> Fault:
    message: Message = say("the record of this signature was never written")
    return Fault((), message, say("sign again; or delete the file"))
