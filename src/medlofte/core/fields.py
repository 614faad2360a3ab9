"""Differences between two records of the same sort, key by key, each typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from medlofte.core.prose import hedges, normal, same
from medlofte.model.change import Change, ChangeKind, Strength
from medlofte.model.pledge import Area, Measure, Pledge

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

Wrap = Callable[[Change], Change]


def canonical(value: Any) -> Any:
    """A value without what order and typing add."""
    if isinstance(value, str):
        return normal(value)
    if isinstance(value, tuple):
        return tuple(sorted((canonical(part) for part in value), key=repr))
    return value


def equal(one: Any, other: Any) -> bool:
    """Whether two values differ in order or typing at most."""
    return bool(one == other) or canonical(one) == canonical(other)


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
    before, after = hedges(old), hedges(new)
    came, went = sorted(set(after) - set(before)), sorted(set(before) - set(after))
    if came or went:
        if came and went:
            strength = Strength.UNKNOWN
        else:
            strength = Strength.WEAKER if came else Strength.STRONGER
        yield Change(kind=K.HEDGE, path=path, before=tuple(went), after=tuple(came), strength=strength)
    yield Change(kind=K.WORDING, path=path, before=old, after=new)


def listed(
    old: Sequence[Any], new: Sequence[Any], path: str, kind: ChangeKind, key: Callable[[Any], Any]
) -> Iterator[Change]:
    """Changes of a list of tables without ids: paired by ``key``, order does not matter."""
    before = {key(item): item for item in old}
    after = {key(item): item for item in new}
    for name in (*before, *(name for name in after if name not in before)):
        one, other = before.get(name), after.get(name)
        if one != other and not (one is not None and other is not None and _records_equal(one, other)):
            yield Change(kind=kind, path=path, before=one, after=other)


def _records_equal(one: Any, other: Any) -> bool:
    return all(equal(getattr(one, name), getattr(other, name)) for name in one.__struct_fields__)


def area_changes(old: Area, new: Area) -> tuple[Change, ...]:
    """What differs between an area and its successor."""
    return tuple(keyed(old, new, AREA_KINDS, f"area.{new.id}"))


def owners(measure: Measure, pledge: Pledge) -> tuple[str, ...]:
    """Who answers for a measure: those it names, else those of the pledge."""
    return measure.by or pledge.by
