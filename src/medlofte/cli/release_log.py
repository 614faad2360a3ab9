"""The changelogs that a release brings: of its period, kept with it, and of the series, made anew each time."""

from pathlib import Path

from medlofte.cli.changelog import markdown
from medlofte.cli.review import Review, text_before
from medlofte.core.compare import Named, compare
from medlofte.message import say
from medlofte.model.evidence import CHANGELOG
from medlofte.model.release import Release, Signing
from medlofte.store.source import sha256
from medlofte.view.catalog import catalog


def period_log(root: Path, found: Review, begun: Release | None) -> bytes:
    """The changelog of the period: as an earlier run wrote it, where it did.

    Args:
        root: The top of the register.
        found: The document, approved.
        begun: The record of the release, where an earlier run has written it.
    """
    written = found.files.get(CHANGELOG)
    listed = {file.path: file.sha256 for file in begun.file} if begun else {}
    if written is not None and listed.get(CHANGELOG) == sha256(written):
        return written
    series, _, period = found.text.name.rpartition("/")
    return (_told(found, series, period) + _since_last(root, found)).encode()


def series_log(found: Review) -> str:
    """The changelog of the whole series, this release included."""
    return _told(found, found.text.name.rpartition("/")[0], "")


def log_of(name: str) -> str:
    """Where the changelog of a document's series lies."""
    return f"agreements/{name.rpartition('/')[0]}/CHANGELOG.md"


def _told(found: Review, series: str, period: str) -> str:
    signing = Signing(release=found.text.number, signer=found.approval.signers)
    return markdown(found.register, series, period, signing={found.text.name: signing})


def _since_last(root: Path, found: Review) -> str:
    """For a later release of the same period: what differs from the one before."""
    before = text_before(root, found) if found.text.number > 1 else None
    if before is None:
        return ""
    from medlofte.view import diff_markdown

    words = catalog(found.agreement.language)
    new = Named(found.text.name, found.agreement)
    title = words.say(say("Since {release}", release=before.revision))
    told = diff_markdown.render(compare(before, new), before.agreement, new.agreement, words)
    return f"\n## {title}\n\n{told}"
