"""Differences between a pledge and its successor."""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from medlofte.core.fields import PLEDGE_KINDS, equal, hedged, keyed, owners, paired, prose
from medlofte.core.hidden import Hidden
from medlofte.core.targets import Spans, combined_changes, target_changes
from medlofte.model.change import Change, ChangeKind, Row, RowFate, Strength
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
#: Lists that are put together where several pledges are compared with one, or one with several.
_JOINT = ("by", "with", "audience", "places")
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


def joint_changes(
    old: Sequence[Pledge], new: Sequence[Pledge], spans: Spans, hidden: Hidden
) -> Iterator[Change]:
    """What differs between pledges and what they merged or split into, all taken together."""
    first = min(item.id for item in new)
    path = f"pledge.{first}"
    before, after = ([target for item in side for target in item.target] for side in (old, new))
    unseen = any(hidden.at(f"pledge.{item.id}.target") for item in new)
    yield from combined_changes(before, after, f"{path}.target", spans, hidden=unseen)
    yield from hedged([item.text for item in old], [item.text for item in new], f"{path}.text")
    for key in _JOINT:
        name = "with_" if key == "with" else key
        one, other = (
            tuple(dict.fromkeys(part for item in side for part in getattr(item, name))) for side in (old, new)
        )
        if not equal(one, other):
            change = Change(kind=PLEDGE_KINDS[key], path=f"{path}.{key}", before=one, after=other)
            yield _unseen(change, hidden)


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
    holders = Counter(map(_holders, old)) | Counter(map(_holders, new))
    pairs, gone, come = paired(old, new, lambda one: _holders(one) if holders[_holders(one)] == 1 else one)
    for one in gone:
        here = f"{path}.commitment.{_holders(one)}"
        yield Change(kind=K.COMMITMENT, path=here, before=one, strength=Strength.WEAKER)
    for other in come:
        here = f"{path}.commitment.{_holders(other)}"
        yield Change(kind=K.COMMITMENT, path=here, after=other, strength=Strength.STRONGER)
    for one, other in pairs:
        here = f"{path}.commitment.{_holders(one)}"
        yield from target_changes(
            one.target, other.target, f"{here}.target", spans, hidden=hidden.at(f"{path}.target")
        )
        yield from prose(one.text, other.text, f"{here}.text")


def _holders(share: Commitment) -> str:
    return "+".join(sorted(share.by))


def amended(row: Row) -> Row:
    """A pledge of one and the same document whose words were changed is not kept, whatever the words."""
    reworded = any(change.kind is ChangeKind.WORDING for change in row.changes)
    return replace(row, fate=RowFate.CHANGED) if row.fate is RowFate.KEPT and reworded else row
