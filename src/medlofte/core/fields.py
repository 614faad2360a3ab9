"""Differences between two records of the same sort, key by key, each typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from medlofte.core.hedging import hedges
from medlofte.core.prose import normal, same
from medlofte.model.change import Change, ChangeKind, Strength
from medlofte.model.pledge import Area, Measure, Pledge
from medlofte.model.record import Record

K = ChangeKind

#: Key of a pledge or measure → what a change of it is.
PLEDGE_KINDS: Mapping[str, ChangeKind] = {
    "title": K.WORDING,
    "number": K.FORM,
    "area": K.AREA,
    "heading": K.FORM,
    "by": K.RESPONSIBLE,
    "with": K.PARTNER,
    "by_text": K.FORM,
    "purpose": K.PURPOSE,
    "audience": K.AUDIENCE,
    "places": K.PLACE,
    "places_open": K.PLACE,
    "due": K.DEADLINE,
    "due_text": K.DEADLINE,
    "decided_later": K.DECIDED_LATER,
    "condition": K.CONDITION,
    "overarching": K.OTHER,
    "serves": K.OTHER,
    "example": K.EXAMPLE,
    "followup": K.FOLLOWUP,
    "plain": K.FORM,
    "text_in": K.FORM,
    "note": K.FORM,
}
#: Key of an area → what a change of it is.
AREA_KINDS: Mapping[str, ChangeKind] = {
    "title": K.WORDING,
    "parent": K.AREA,
    "number": K.FORM,
    "problem": K.PROBLEM,
    "causes": K.PROBLEM,
    "intent": K.GOAL,
    "goal": K.GOAL,
    "places": K.PLACE,
    "indicator": K.GOAL,
    "note": K.FORM,
}
#: What is of form only: it never makes a pledge *changed*.
FORM = frozenset({K.FORM, K.WORDING})


def canonical(value: Any) -> Any:
    """A value without what order and typing add."""
    if isinstance(value, str):
        return normal(value)
    if isinstance(value, tuple | list):
        return tuple(sorted((canonical(part) for part in value), key=repr))
    if isinstance(value, Record):
        return tuple(canonical(getattr(value, name)) for name in value.__struct_fields__)
    if isinstance(value, dict):
        return tuple(sorted((key, canonical(part)) for key, part in value.items()))
    return value


def equal(one: Any, other: Any) -> bool:
    """Whether two values differ in order or typing at most."""
    return bool(one == other) or canonical(one) == canonical(other)


Item = TypeVar("Item")


def paired(
    old: Sequence[Item], new: Sequence[Item], *keys: Callable[[Item], Any]
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Pair items that have no ids: those that are equal, then those alike by each key in turn.

    The order they are given in makes no difference.

    Returns:
        The pairs, what is left of the old and what is left of the new.
    """
    if len(old) <= 1 and len(new) <= 1:  # nearly always: nothing to sort out
        if old and new and any(key(old[0]) == key(new[0]) for key in (*keys, canonical)):
            return [(old[0], new[0])], [], []
        return [], list(old), list(new)
    left, right = ([(canonical(item), item) for item in side] for side in (old, new))
    left.sort(key=_sign)
    right.sort(key=_sign)
    pairs: list[tuple[Item, Item]] = []
    for key in (canonical, *keys):
        free: dict[Any, list[tuple[Any, Item]]] = {}
        for entry in right:
            free.setdefault(key(entry[1]), []).append(entry)
        alone = []
        for entry in left:
            alike = free.get(key(entry[1]))
            if alike:
                pairs.append((entry[1], alike.pop(0)[1]))
            else:
                alone.append(entry)
        left, right = alone, sorted((entry for some in free.values() for entry in some), key=_sign)
    return pairs, [item for _, item in left], [item for _, item in right]


def _sign(entry: tuple[Any, Any]) -> str:
    return repr(entry[0])


def keyed(
    old: Any, new: Any, kinds: Mapping[str, ChangeKind], path: str, *, skip: Sequence[str] = ()
) -> Iterator[Change]:
    """Changes of the keys in ``kinds``, in that order."""
    for key, kind in kinds.items():
        name = key + "_" if key in ("with", "from") else key
        before, after = getattr(old, name), getattr(new, name)
        if key not in skip and before != after and not equal(before, after):
            yield Change(
                kind=kind,
                path=f"{path}.{key}",
                before=before,
                after=after,
                strength=_strength(key, before, after),
            )


def _strength(key: str, before: Any, after: Any) -> Strength:
    if key == "by" and before and not after:
        return Strength.WEAKER
    if key == "example":
        return Strength.WEAKER if after else Strength.STRONGER
    if key == "places_open":
        return Strength.UNKNOWN
    return Strength.NEUTRAL


def prose(old: str, new: str, path: str) -> Iterator[Change]:
    """Changes of a promise's own words: the wording, and the hedges that came or went."""
    if same(old, new):
        return
    yield from hedged([old], [new], path)
    yield Change(kind=K.WORDING, path=path, before=old, after=new)


def hedged(old: Sequence[str], new: Sequence[str], path: str) -> Iterator[Change]:
    """The hedges that came or went between some texts and others."""
    before, after = ({word for text in side for word in hedges(text)} for side in (old, new))
    came, went = sorted(after - before), sorted(before - after)
    if came or went:
        one_way = Strength.WEAKER if came else Strength.STRONGER
        strength = Strength.UNKNOWN if came and went else one_way
        yield Change(kind=K.HEDGE, path=path, before=tuple(went), after=tuple(came), strength=strength)


def listed(
    old: Sequence[Any], new: Sequence[Any], path: str, kind: ChangeKind, key: Callable[[Any], Any]
) -> Iterator[Change]:
    """Changes of a list of tables without ids: paired by ``key``, order does not matter."""
    pairs, gone, come = paired(old, new, key)
    for one, other in pairs:
        if not equal(one, other):
            yield Change(kind=kind, path=path, before=one, after=other)
    for one in gone:
        yield Change(kind=kind, path=path, before=one)
    for other in come:
        yield Change(kind=kind, path=path, after=other)


def area_changes(old: Area, new: Area) -> tuple[Change, ...]:
    """What differs between an area and its successor."""
    return tuple(keyed(old, new, AREA_KINDS, f"area.{new.id}"))


def owners(measure: Measure, pledge: Pledge) -> tuple[str, ...]:
    """Who answers for a measure: those it names, else those of the pledge."""
    return measure.by or pledge.by


def of_substance(changes: Sequence[Change]) -> bool:
    """Whether any of the changes is more than wording, form, and a rate that moves in some readings only."""
    return any(
        change.kind not in FORM
        and (change.kind is not ChangeKind.RATE or change.strength is not Strength.NEUTRAL)
        for change in changes
    )
