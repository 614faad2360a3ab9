"""Where in an agreement names, numbers and texts stand."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from medlofte.model.agreement import Agreement
from medlofte.model.finding import KeyPath
from medlofte.model.pledge import Commitment, Measure, Pledge, Target
from medlofte.model.record import Record


class Counted(NamedTuple):
    """A promised number, where it stands, and the texts that are the authority over it."""

    path: KeyPath
    target: Target
    pledge: Pledge
    texts: tuple[str, ...]


def counted(agreement: Agreement) -> Iterator[Counted]:
    """Every target of pledges, measures and shares."""
    for index, pledge in enumerate(agreement.pledge):
        if not (pledge.target or pledge.measure or pledge.commitment):
            continue
        path: KeyPath = ("pledge", index)
        texts = (pledge.text, pledge.title, *pledge.condition)
        yield from _targets(path, pledge.target, pledge, texts)
        yield from _shares(path, pledge.commitment, pledge, texts)
        for place, measure in enumerate(pledge.measure):
            here = (*path, "measure", place)
            words = (measure.text, measure.title, *measure.condition, *texts)
            yield from _targets(here, measure.target, pledge, words)
            yield from _shares(here, measure.commitment, pledge, words)


def _targets(
    path: KeyPath, targets: tuple[Target, ...], pledge: Pledge, texts: tuple[str, ...]
) -> Iterator[Counted]:
    for index, target in enumerate(targets):
        yield Counted((*path, "target", index), target, pledge, texts)


def _shares(
    path: KeyPath, shares: tuple[Commitment, ...], pledge: Pledge, texts: tuple[str, ...]
) -> Iterator[Counted]:
    for index, share in enumerate(shares):
        yield from _targets((*path, "commitment", index), share.target, pledge, (share.text, *texts))


def named(agreement: Agreement) -> Iterator[tuple[KeyPath, tuple[str, ...], str]]:
    """Every list of actors, its place, and the pledge it belongs to (empty: none)."""
    for index, pledge in enumerate(agreement.pledge):
        path: KeyPath = ("pledge", index)
        yield from _owners(path, pledge, pledge.id)
        for place, measure in enumerate(pledge.measure):
            yield from _owners((*path, "measure", place), measure, pledge.id)
        if pledge.followup and pledge.followup.presented_by:
            yield (*path, "followup", "presented_by"), pledge.followup.presented_by, pledge.id
    if agreement.followup and agreement.followup.presented_by:
        yield ("followup", "presented_by"), agreement.followup.presented_by, ""


def _owners(
    path: KeyPath, item: Pledge | Measure, pledge: str
) -> Iterator[tuple[KeyPath, tuple[str, ...], str]]:
    if item.by:
        yield (*path, "by"), item.by, pledge
    if item.with_:
        yield (*path, "with"), item.with_, pledge
    for index, share in enumerate(item.commitment):
        yield (*path, "commitment", index, "by"), share.by, pledge


def promises(agreement: Agreement) -> Iterator[tuple[KeyPath, str, str]]:
    """The words of every promise: its place, the text and the key path with ids."""
    for index, pledge in enumerate(agreement.pledge):
        path, name = ("pledge", index), f"pledge.{pledge.id}"
        yield (*path, "text"), pledge.text, f"{name}.text"
        yield from _share_texts(path, pledge.commitment, name)
        for place, measure in enumerate(pledge.measure):
            here, inner = (*path, "measure", place), f"{name}.measure.{measure.id}"
            yield (*here, "text"), measure.text, f"{inner}.text"
            yield from _share_texts(here, measure.commitment, inner)


def _share_texts(
    path: KeyPath, shares: tuple[Commitment, ...], name: str
) -> Iterator[tuple[KeyPath, str, str]]:
    for index, share in enumerate(shares):
        yield (*path, "commitment", index, "text"), share.text, f"{name}.commitment.{'+'.join(share.by)}"


def strings(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Every string below ``value`` with its place; slow, so only where there is a suspicion."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Record):
        for name in value.__struct_fields__:
            yield from strings(getattr(value, name), (*path, name.removesuffix("_")))
    elif isinstance(value, tuple | list):
        for index, part in enumerate(value):
            yield from strings(part, (*path, index))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from strings(part, (*path, key))
