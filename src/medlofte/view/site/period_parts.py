"""What the page of a document is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlofte.view.reading import Entry, Fact, Reading, Section
from medlofte.view.site.past import Past
from medlofte.view.site.reports import Told
from medlofte.view.site.went import Went

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Known:
    """A fact about the document, which may lead somewhere, or be told first."""

    fact: Fact
    address: str = ""
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the release."""

    text: str
    kind: str
    size: str
    address: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside one pledge, and is no part of the text.

    Attributes:
        life: Address of its life through the periods.
        since: The period it was first promised in, where that is an earlier one.
        change: What changed against the period before, in a line.
        went: How it went.
    """

    life: str = ""
    since: str = ""
    change: str = ""
    went: tuple[Went, ...] = ()


@dataclass(frozen=True, slots=True)
class Other:
    """A period of the series.

    Attributes:
        label: The period.
        title: The title of its document.
        address: Its page; empty where that is this page.
        compare: The page that compares it with the one before it.
    """

    label: str
    title: str
    address: str
    compare: str


@dataclass(frozen=True, slots=True)
class Versions:
    """Which release of the document this is.

    Attributes:
        newer: The release that replaces it, in a sentence; empty for the newest.
        draft: Whether that is a draft, which does not count yet.
        address: The page of that release.
        corrected: What releases after the first corrected.
        earlier: Releases that were replaced: name and address.
        correction: The page that tells what this release changed; empty for the first.
        later: The page that tells what the next one changed; empty for the newest.
    """

    newer: str = ""
    draft: bool = False
    address: str = ""
    corrected: tuple[Entry, ...] = ()
    earlier: tuple[tuple[str, str], ...] = ()
    correction: str = ""
    later: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """Everything on the page of a document.

    Attributes:
        item: The document itself.
        lead: What it is, in a sentence.
        brief: Who agrees, when it applies, which release it is.
        facts: What else is known of it as a whole.
        downloads: Its files.
        versions: Which release it is.
        promises: The part with the pledges.
        rest: All other parts.
        counts: How many pledges stand in each section, by its anchor.
        beside: What stands beside each pledge, by id.
        past: How the pledges before went.
        outcome: How its own pledges went, in a sentence; empty where it has none, or it is too early to ask.
        chart: The same area by area, as a picture; nothing where nobody reported.
        reports: The reports about it.
        others: All periods, newest first.
    """

    item: Reading
    lead: str
    brief: tuple[Known, ...]
    facts: tuple[Known, ...]
    downloads: tuple[Download, ...]
    versions: Versions
    promises: tuple[Section, ...]
    rest: tuple[Section, ...]
    counts: Mapping[str, str]
    beside: Mapping[str, Beside]
    past: Past | None
    outcome: str
    chart: "Markup"
    reports: tuple[Told, ...]
    others: tuple[Other, ...]
