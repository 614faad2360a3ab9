"""What a correction took out: a signed release promised it, so the address of the pledge leads there for good."""

from collections.abc import Iterator
from dataclasses import dataclass

from medlofte.message import Message, say
from medlofte.model.publication import Volume, Withdrawn
from medlofte.view.life_runs import label
from medlofte.view.reading_parts import Part, prose
from medlofte.view.site import addresses
from medlofte.view.site.frame import Page
from medlofte.view.values import one_line


@dataclass(frozen=True, slots=True)
class Taken:
    """A pledge that stands in replaced releases of a document only.

    Attributes:
        label: The period.
        said: In which releases it stands, and which one took it out.
        number: The number printed before it.
        title: Its heading.
        text: Its text, as the newest of these releases has it.
        there: Where it stands in that release.
        compare: What the release changed that took it out.
    """

    label: str
    said: str
    number: str
    title: str
    text: tuple[Part, ...]
    there: str
    compare: str


def taken(id_: str, volume: Volume, page: Page) -> Iterator[Taken]:
    """The documents that a correction took a pledge out of, newest first."""
    for one in reversed(volume.withdrawn):
        if one.pledge.id == id_:
            last = one.releases[-1]
            there = addresses.replaced(one.document, last) + addresses.anchor(id_)
            yield Taken(
                label=label(one.document),
                said=page.words.say(_said(one)),
                number=one_line(one.pledge.number),
                title=one_line(one.pledge.title),
                text=prose(one.pledge.text),
                there=page.to(there),
                compare=page.to(addresses.compare_releases(one.document, last, one.document, one.by)),
            )


def _said(one: Withdrawn) -> Message:
    releases = tuple(f"r{number}" for number in one.releases)
    if one.by_draft:
        return say("Stands in {releases}; the draft of the next release leaves it out.", releases=releases)
    return say("Stood in {releases}; taken out by r{number}.", releases=releases, number=one.by)
