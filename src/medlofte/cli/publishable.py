"""What may be published, and what stands in the way."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlofte.cli.session import Session
from medlofte.errors import RefusedError, UsageError
from medlofte.message import Message, say, say_n
from medlofte.model.evidence import RELEASE
from medlofte.model.publication import Edition
from medlofte.store.git import Objects, is_bare
from medlofte.store.source import SETTINGS

if TYPE_CHECKING:
    from medlofte.store.register import Register

#: So many files are named where something is left out.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be published.

    Attributes:
        series: Only these series and documents, with what lies beneath; all where empty.
        drafts: Whether texts that are not released are shown too.
        compared: Pairs of documents to compare beside the successive ones.
    """

    series: tuple[str, ...] = ()
    drafts: bool = False
    compared: tuple[tuple[str, str], ...] = ()

    def holds(self, name: str) -> bool:
        """Whether a document is wanted."""
        return not self.series or any(name == one or name.startswith(f"{one}/") for one in self.series)


def refuse_untagged(register: "Register", tagged: Collection[tuple[str, int]], wanted: Wanted) -> None:
    """See that every release that was committed is there: a clone without tags would take pages off the web.

    Raises:
        RefusedError: A release has no tag here.
    """
    made = [
        (name, number)
        for name, numbers in sorted(register.released.items())
        for number, files in sorted(numbers.items())
        if RELEASE in files and wanted.holds(name)
    ]
    lacking = tuple(f"{name} r{number}" for name, number in made if (name, number) not in tagged)
    if lacking:
        raise RefusedError(
            say_n(
                "{count} release has no tag here: {names}",
                "{count} releases have no tags here: {names}",
                len(lacking),
                names=_some(lacking),
            ),
            hint=say("get them with: git fetch --tags; or finish the release with: medlofte release REF"),
        )


def note_uncommitted(session: Session, objects: Objects) -> None:
    """Name settings and reports that are not committed, and so are not published."""
    if is_bare(session.start):
        return
    folder = session.folder()
    reports = [entry.path for entry in folder.entries() if "/outcomes/" in entry.path]
    changed = objects.differing(folder.root, [SETTINGS, *reports])
    if changed:
        session.note(say("not committed, and so not published: {files}", files=_some(changed)))


def refuse_unverified(wrong: Sequence[Message]) -> None:
    """See that every release holds.

    Raises:
        RefusedError: Some do not.
    """
    if wrong:
        raise RefusedError(
            say_n(
                "{count} release does not verify and is not published: {wrong}",
                "{count} releases do not verify and are not published: {wrong}",
                len(wrong),
                wrong=wrong[0],
            ),
            hint=say("see what is wrong with: medlofte verify --all; nothing was written"),
        )


def require(editions: Sequence[Edition], wanted: Wanted) -> None:
    """See that there is something to publish, of everything that was named.

    Raises:
        RefusedError: There is nothing at all.
        UsageError: There is nothing of a name.
    """
    names = {edition.name for edition in editions}
    if not names and wanted.drafts:
        raise RefusedError(
            say("the register holds no text that can be read"),
            hint=say("see what is wrong with: medlofte check; or start with: medlofte new"),
        )
    if not names and not wanted.series:
        raise RefusedError(
            say("the register has released nothing that could be published"),
            hint=say("make a release with: medlofte release REF; or see drafts with --drafts"),
        )
    for series in wanted.series:
        if not any(Wanted((series,)).holds(name) for name in names):
            raise UsageError(
                say("nothing is released of '{name}'", name=series),
                hint=say("see what there is with: medlofte list; or show drafts with --drafts"),
            )
    for name in {name for pair in wanted.compared for name in pair} - names:
        raise UsageError(
            say("'{name}' cannot be compared: it is not among what is published", name=name),
            hint=say("name two released documents: --compare gotland/2020 gotland/2021"),
        )


def _some(names: tuple[str, ...]) -> tuple[str, ...]:
    return (*names[:_NAMED], "…") if len(names) > _NAMED else names
