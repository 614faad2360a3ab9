"""What a register publishes: its releases, and what each page and file of the web is made from."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from medlofte.model.agreement import Agreement
from medlofte.model.biography import History
from medlofte.model.change import Comparison
from medlofte.model.changelog import Changelog, Pledged
from medlofte.model.register import Filed, Settings
from medlofte.model.release import Signer


class Part(StrEnum):
    """What may be made of the releases."""

    PAGES = "pages"
    PDF = "pdf"
    DATA = "data"
    FEEDS = "feeds"


#: A release: its document and number.
Numbered = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Edition:
    """One release of a document; or its text as it stands, where drafts are shown too.

    Attributes:
        name: The document: ``gotland/2021``.
        number: The number of the release, or of the one that the draft is to become.
        agreement: Its content.
        source: The exact bytes of its text.
        code: The control code of the text.
        released_at: When it was released; None for a draft.
        signers: Who has signed, and by what means.
        reports: What was reported about its pledges, oldest first.
        files: Files of the release as git keeps them, by their names in a bundle, its changelog among them; none
            for a draft.
        latest: Whether no later release of the same period replaces it.
        id: What stands for everything above but ``latest``: the same only where all of it is.
    """

    name: str
    number: int
    agreement: Agreement
    source: bytes
    code: str
    released_at: dt.datetime | None
    signers: tuple[Signer, ...]
    reports: tuple[Filed, ...]
    files: Mapping[str, bytes]
    latest: bool = True
    id: str = ""

    @property
    def release(self) -> int | None:
        """The number of the release; None for a draft."""
        return None if self.is_draft else self.number

    @property
    def label(self) -> str:
        """The release as records name it: ``gotland/2021 r1``; a draft as ``gotland/2021 draft``."""
        return f"{self.name} draft" if self.is_draft else f"{self.name} r{self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether the text is not released."""
        return self.released_at is None

    @property
    def series(self) -> str:
        """The series: ``gotland``."""
        return self.name.rpartition("/")[0]

    @property
    def period(self) -> str:
        """The label of the period: ``2021``."""
        return self.name.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents held against each other.

    Attributes:
        old: The earlier one.
        new: The later one.
        comparison: What changed.
        exact: Whether it is about these two releases, and not about the newest of each document.
    """

    old: Edition
    new: Edition
    comparison: Comparison
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A pledge that stands in replaced releases of a document only.

    Attributes:
        document: The document.
        pledge: The pledge, as the newest of these releases has it.
        releases: The numbers of the releases that it stands in.
        by: The number of the release that took it out.
        by_draft: Whether that is a draft.
    """

    document: str
    pledge: Pledged
    releases: tuple[int, ...]
    by: int
    by_draft: bool


@dataclass(frozen=True, slots=True)
class Volume:
    """One series as it is published.

    Attributes:
        name: The series.
        editions: The newest release of each period, oldest period first.
        replaced: Releases that a later one of the same period replaces, oldest first.
        pairs: Each document against the one it follows, oldest first, and those asked for beside.
        corrections: Each release of a period against the one that it replaces, and the releases asked for beside.
        history: The lives of its pledges, each text beside the one before it word by word.
        changelog: What became of them, period by period.
        day: The day that it tells of: that of its newest release or report.
        withdrawn: Pledges that corrections took out, by document.
    """

    name: str
    editions: tuple[Edition, ...]
    replaced: tuple[Edition, ...]
    pairs: tuple[Pair, ...]
    corrections: tuple[Pair, ...]
    history: History
    changelog: Changelog
    day: dt.date
    withdrawn: tuple[Withdrawn, ...]

    def all(self) -> tuple[Edition, ...]:
        """Every release."""
        return *self.editions, *self.replaced

    @property
    def newest(self) -> Edition:
        """The newest period."""
        return self.editions[-1]

    def before(self, edition: Edition) -> Pair | None:
        """What changed against the document that this one follows; None for the first."""
        of = next((span.of for span in self.history.period if span.document == edition.name), "")
        return next(
            (pair for pair in self.pairs if (pair.new.name, pair.old.name) == (edition.name, of)), None
        )


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that one register publishes.

    Attributes:
        settings: Settings of the register.
        editions: Every release that is published, by document and number.
        day: The day that it tells of: that of the newest release or report, so that no clock has a say.
        drafts: Whether texts that are not released are among them, and every page has to say so.
        more: Pairs of documents that are to be compared beside the successive ones: old and new.
        exact: Pairs of releases that are to be compared beside each correction and what it corrects: old and new.
    """

    settings: Settings
    editions: Sequence[Edition]
    day: dt.date
    drafts: bool = False
    more: Sequence[tuple[str, str]] = ()
    exact: Sequence[tuple[Numbered, Numbered]] = ()

    def documents(self) -> dict[str, Agreement]:
        """The newest text of each document, by name."""
        return {edition.name: edition.agreement for edition in self.editions if edition.latest}
