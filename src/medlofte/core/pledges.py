"""Differences between a pledge and its successor."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from medlofte.core.fields import PLEDGE_KINDS, equal, keyed, owners, prose
from medlofte.core.hidden import Hidden
from medlofte.core.targets import Spans, target_changes
from medlofte.model.change import Change, ChangeKind, Strength
from medlofte.model.pledge import Commitment, Measure, Pledge

K = ChangeKind
_PLEDGE_ONLY = frozenset(
    {
        "area",
        "heading",
        "purpose",
        "decided_later",
        "overarching",
        "serves",
        "example",
        "followup",
        "plain",
        "text_in",
        "note",
    }
)
_MEASURE_KINDS = {key: kind for key, kind in PLEDGE_KINDS.items() if key not in _PLEDGE_ONLY and key != "by"}


def pledge_changes(old: Pledge, new: Pledge, spans: Spans, hidden: Hidden) -> Iterator[Change]:
    """What differs between one pledge and its only successor."""
    path = f"pledge.{new.id}"
    for change in _all(old, new, path, spans, hidden):
        yield _unseen(change, hidden)


def _all(old: Pledge, new: Pledge, path: str, spans: Spans, hidden: Hidden) -> Iterator[Change]:
    if old.target or new.target:
        yield from target_changes(
            old.target, new.target, f"{path}.target", spans, hidden=hidden.at(f"{path}.target")
        )
    if old.text != new.text:
        yield from prose(old.text, new.text, f"{path}.text")
    yield from keyed(old, new, PLEDGE_KINDS, path)
    if old.commitment != new.commitment:
        yield from _shares(old.commitment, new.commitment, path, spans, hidden)
    if old.measure or new.measure:
        yield from _measures(old, new, path, spans, hidden)


def _unseen(change: Change, hidden: Hidden) -> Change:
    """What is gone where the new document could not be read is not given up."""
    if not hidden or change.after or change.strength is Strength.UNKNOWN or not hidden.at(change.path):
        return change
    return replace(change, strength=Strength.UNKNOWN)


def _measures(old: Pledge, new: Pledge, path: str, spans: Spans, hidden: Hidden) -> Iterator[Change]:
    before = {item.id: item for item in old.measure}
    after = {item.id: item for item in new.measure}
    for name, measure in before.items():
        if name not in after:
            unseen = hidden.at(f"{path}.measure")
            strength = Strength.UNKNOWN if unseen else Strength.WEAKER
            yield Change(
                kind=K.MEASURE_DROPPED, path=f"{path}.measure.{name}", before=measure, strength=strength
            )
    for name, measure in after.items():
        if name not in before:
            yield Change(
                kind=K.MEASURE_ADDED, path=f"{path}.measure.{name}", after=measure, strength=Strength.STRONGER
            )
        else:
            yield from _measure(before[name], measure, (old, new), f"{path}.measure.{name}", spans, hidden)


def _measure(
    old: Measure, new: Measure, pledges: tuple[Pledge, Pledge], path: str, spans: Spans, hidden: Hidden
) -> Iterator[Change]:
    yield from target_changes(
        old.target, new.target, f"{path}.target", spans, hidden=hidden.at(f"{path}.target")
    )
    yield from prose(old.text, new.text, f"{path}.text")
    before, after = owners(old, pledges[0]), owners(new, pledges[1])
    if (old.by or new.by) and not equal(before, after):
        yield Change(kind=K.RESPONSIBLE, path=f"{path}.by", before=old.by, after=new.by)
    elif not equal(old.by, new.by):
        yield Change(kind=K.FORM, path=f"{path}.by", before=old.by, after=new.by)
    yield from keyed(old, new, _MEASURE_KINDS, path)
    yield from _shares(old.commitment, new.commitment, path, spans, hidden)


def _shares(
    old: Sequence[Commitment], new: Sequence[Commitment], path: str, spans: Spans, hidden: Hidden
) -> Iterator[Change]:
    """Shares are paired by who holds them; their order does not matter."""
    before = {tuple(sorted(item.by)): item for item in old}
    after = {tuple(sorted(item.by)): item for item in new}
    for who in (*before, *(who for who in after if who not in before)):
        one, other = before.get(who), after.get(who)
        here = f"{path}.commitment.{'+'.join(who)}"
        if one is None or other is None:
            strength = Strength.STRONGER if one is None else Strength.WEAKER
            yield Change(kind=K.COMMITMENT, path=here, before=one, after=other, strength=strength)
            continue
        yield from target_changes(
            one.target, other.target, f"{here}.target", spans, hidden=hidden.at(f"{path}.target")
        )
        yield from prose(one.text, other.text, f"{here}.text")
