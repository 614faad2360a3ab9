"""What may be published, and what stands in the way."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlofte.cli.session import Session
from medlofte.errors import RefusedError, UsageError
from medlofte.message import Message, say, say_n, some
from medlofte.model.evidence import RELEASE
from medlofte.model.publication import Edition, Numbered
from medlofte.model.ref import Ref
from medlofte.store.git import Objects, is_bare
from medlofte.store.source import SETTINGS

if TYPE_CHECKING:
    from medlofte.store.register import Register

#: What people write and publishing tells of: the text of a document, and a report about one.
_WRITTEN = re.compile(r"\Aagreements/(?:[a-z0-9-]+/)+(?:outcomes/.+|[a-z0-9-]+\.toml)\Z")
#: What helps where a clone holds a part of the history alone, as programs that build pages often make it.
_WHOLE = say("this clone lacks a part of the history: get it with: git fetch --tags --unshallow")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be published.

    Attributes:
        series: Only these series, with what lies beneath; all where empty.
        drafts: Whether texts that are not released are shown too.
        compared: Pairs of documents or releases to compare beside the successive ones.
    """

    series: tuple[str, ...] = ()
    drafts: bool = False
    compared: tuple[tuple[Ref, Ref], ...] = ()

    def holds(self, name: str) -> bool:
        """Whether a document is wanted."""
        return not self.series or any(name.startswith(f"{one}/") for one in self.series)

    @property
    def documents(self) -> list[tuple[str, str]]:
        """The pairs that are compared as the newest release of each stands."""
        return [(old.name, new.name) for old, new in self.compared if not (old.revision or new.revision)]

    @property
    def releases(self) -> list[tuple[Numbered, Numbered]]:
        """The pairs of releases that are named by their numbers."""
        return [(_numbered(old), _numbered(new)) for old, new in self.compared if old.revision]


def _numbered(ref: Ref) -> Numbered:
    return ref.name, int(ref.revision.removeprefix("r"))


def refuse_periods(names: Collection[str], wanted: Wanted) -> None:
    """See that whole series are wanted: pages of one period alone would tell half of what became of its pledges.

    Raises:
        UsageError: One of the names is a document, and no series.
    """
    for one in wanted.series:
        if one in names and not any(Wanted((one,)).holds(name) for name in names):
            series = one.rpartition("/")[0]
            raise UsageError(
                say("'{name}' is one period: the pages of a series tell of all its periods", name=one),
                hint=say("publish the whole series: medlofte publish OUT {series}", series=series),
            )


def refuse_untagged(
    register: "Register", tagged: Collection[tuple[str, int]], wanted: Wanted, *, shallow: bool
) -> None:
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
                names=some(lacking),
            ),
            hint=_WHOLE
            if shallow
            else say("get them with: git fetch --tags; or finish the release with: medlofte release REF"),
        )


def note_uncommitted(session: Session, objects: Objects) -> None:
    """Name settings, texts and reports that are not committed, and so are not published."""
    if is_bare(session.start):
        return
    folder = session.folder()
    written = [entry.path for entry in folder.entries() if _WRITTEN.search(entry.path)]
    changed = objects.differing(folder.root, [SETTINGS, *written])
    if changed:
        session.note(say("not committed, and so not published: {files}", files=some(changed)))


def refuse_unverified(wrong: Sequence[Message], *, shallow: bool) -> None:
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
            hint=_WHOLE
            if shallow
            else say("see what is wrong with: medlofte verify --all; nothing was written"),
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
    _require_compared(editions, wanted)


def _require_compared(editions: Sequence[Edition], wanted: Wanted) -> None:
    known = {edition.name for edition in editions}
    known |= {f"{edition.name}@r{edition.number}" for edition in editions}
    for name in sorted({str(ref) for pair in wanted.compared for ref in pair} - known):
        raise UsageError(
            say("'{name}' cannot be compared: it is not among what is published", name=name),
            hint=say(
                "name two released documents or releases of them: --compare gotland/2020 gotland/2021, "
                "--compare gotland/2020@r1 gotland/2020@r3"
            ),
        )
    for old, new in wanted.compared:
        if old == new:
            raise UsageError(
                say("'{name}' cannot be compared with itself", name=str(old)),
                hint=say("name two releases of it: --compare gotland/2020@r1 gotland/2020@r2"),
            )
