"""The changes of a comparison as lines of words; which sign, colour or tag they get is for the views."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from medlofte.message import say
from medlofte.model.agreement import Agreement
from medlofte.model.change import Change, ChangeKind, Comparison, Strength
from medlofte.model.pledge import Area, Target
from medlofte.model.record import Comparison as Bound
from medlofte.model.ref import is_name
from medlofte.view import rates
from medlofte.view.catalog import Catalog
from medlofte.view.document import titled_by_name
from medlofte.view.excerpts import Words, joined
from medlofte.view.keys import label
from medlofte.view.labels import KINDS, STRENGTHS
from medlofte.view.phrases import number
from medlofte.view.values import ACTOR_KEYS, Names, known_as, names, one_line, value

K = ChangeKind
#: Keys that say again what another line or the heading says.
_ECHOED = frozenset({K.COMPARISON, K.PERIOD, K.UNIT, K.ALTERNATIVE, K.METHOD})
#: Kinds that say less than the key does.
_GENERAL = frozenset(
    {K.FORM, K.OTHER, K.WORDING, K.GOAL, K.PROBLEM, K.VALIDITY, K.BASIS, K.GOVERNANCE, K.PARTNER, K.PARTY}
)
#: Keys that say less than the kind does.
_PLAIN = frozenset({"text", "name", "with", "partner", "party", "validity"})


class Room(Enum):
    """Where a line is said.

    Everywhere; wherever there is more room than one screen; only where all is asked for; only where one line
    must stand for several.
    """

    ALWAYS = "always"
    WIDE = "wide"
    LONG = "long"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Line:
    """One difference in words.

    Attributes:
        label: What differs.
        before: The old value; empty where nothing was there.
        after: The new value; empty where nothing is there.
        words: Runs of words with ``=``, ``-`` and ``+``, where the two share some.
        told: What is said beside it, where nothing differs.
        remark: What to think of it: gone, not told in the other text, weaker.
        strength: Which way it moves the promise.
        notes: Sentences that belong to it.
        room: Where it is said.
        whole: Whether it is never cut.
    """

    label: str
    before: str = ""
    after: str = ""
    words: Words = ()
    told: str = ""
    remark: str = ""
    strength: Strength = Strength.NEUTRAL
    notes: tuple[str, ...] = ()
    room: Room = Room.ALWAYS
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What every line of one comparison needs."""

    comparison: Comparison
    words: Catalog
    old: Names
    new: Names
    old_areas: Mapping[str, Area]
    new_areas: Mapping[str, Area]
    capped: frozenset[str]

    def known(self, before: bool) -> Names:  # noqa: FBT001
        """Names of the actors of one side."""
        return self.old if before else self.new


def apart(comparison: Comparison) -> bool:
    """Whether two places are compared, so that nothing in the one became anything in the other."""
    return comparison.old.name.split("/", 1)[0] != comparison.new.name.split("/", 1)[0]


def context(comparison: Comparison, old: Agreement, new: Agreement, words: Catalog) -> Context:
    """Gather what the lines need."""
    areas = [{item.id: item for item in document.area} for document in (old, new)]
    capped = frozenset(item.id for item in new.pledge if any(_capped(part) for part in item.target))
    return Context(comparison, words, names(old), names(new), areas[0], areas[1], capped)


def _capped(item: Target) -> bool:
    return item.comparison is Bound.AT_MOST


def lines(changes: Iterable[Change], at: Context) -> Iterator[Line]:
    """The changes of one pledge, area or document as lines, what one line says not repeated by the next."""
    found = list(changes)
    said: Change | None = None
    for change, after in zip(found, [*found[1:], None], strict=False):
        if change.kind is K.RATE:
            yield _rates(change, at)
        elif change.kind is K.TARGET_VALUE and isinstance(change.after, Target):
            said = change
            yield _number(change, at, rated=after is not None and after.kind is K.RATE)
        elif said is None or not _echoes(change, said):
            yield line(change, at)


def _number(change: Change, at: Context, *, rated: bool) -> Line:
    """Two numbers of one thing; where a rate follows, which way they move is its to say."""
    found = line(change, at)
    one, other = change.before, change.after
    if (one.unit, one.per, one.any_of, one.of_which) == (other.unit, other.per, other.any_of, other.of_which):
        found = replace(found, before=number(one, at.words))
    return replace(found, remark="", strength=Strength.NEUTRAL) if rated else found


def _echoes(change: Change, said: Change) -> bool:
    """Whether a change is of a key that both phrases for the number already hold."""
    key = change.path.removeprefix(f"{said.path}.")
    if change.kind not in _ECHOED or key not in ("comparison", "per", "unit", "any_of"):
        return False
    return bool(getattr(said.before, key) == change.before and getattr(said.after, key) == change.after)


def line(change: Change, at: Context) -> Line:
    """One change in words."""
    before, after = _value(change, at, before=True), _value(change, at, before=False)
    return Line(
        label=_label(change, at.words),
        before=before,
        after=after,
        words=_shared(change, at, before, after),
        remark=_remark(change, at, before, after),
        strength=change.strength,
        room=Room.LONG if change.kind is K.FORM or _placed(change, at) else Room.ALWAYS,
    )


def _placed(change: Change, at: Context) -> bool:
    """Whether only the place among the areas differs and the heading shows that."""
    if apart(at.comparison):
        return change.kind is K.AREA or change.path.endswith(".serves")
    area = at.new_areas.get(change.after) if change.kind is K.AREA and change.after else None
    return area is not None and area.parent == change.before


def _label(change: Change, words: Catalog) -> str:
    last = change.path.rpartition(".")[2]
    told = isinstance(change.before, bool) or isinstance(change.after, bool)
    own = label(last) if last not in _PLAIN and (told or change.kind in _GENERAL) else None
    kind = K.TARGET_VALUE if change.kind is K.TARGET_NOT_SHOWN else change.kind
    return words.say(own or KINDS[kind])


def _value(change: Change, at: Context, *, before: bool) -> str:
    item = change.before if before else change.after
    key = change.path.rpartition(".")[2]
    known = at.known(before)
    if key in ACTOR_KEYS and isinstance(item, tuple):
        return known_as(item, known)
    if isinstance(item, bool) and not item:
        return ""
    if change.kind is K.AREA and isinstance(item, str):
        areas = at.old_areas if before else at.new_areas
        return one_line(areas[item].title if item in areas else item)
    if change.kind is K.PARENT and isinstance(item, str) and item:
        return document_name(item, at.words)
    return value(item, at.words, known)


def document_name(name: str, words: Catalog) -> str:
    """A document in words for citizens, by its name for those who write; what is no name of one as it stands."""
    is_document = "/" in name and is_name(name)
    return titled_by_name(name) if is_document and words.for_pages else one_line(name)


def _shared(change: Change, at: Context, before: str, after: str) -> Words:
    """Runs of words, where the two values have some in common; for lists, by their items."""
    if change.words:
        marked = tuple((op, at_once(text)) for op, text in change.words)
        return marked if any(op == "=" and text.strip() for op, text in marked) else ()
    one, other = change.before, change.after
    if not (before and after and isinstance(one, tuple) and isinstance(other, tuple)):
        return ()
    actors = change.path.rpartition(".")[2] in ACTOR_KEYS
    return _listed(
        [known_as((part,), at.old) if actors else value(part, at.words, at.old) for part in one],
        [known_as((part,), at.new) if actors else value(part, at.words, at.new) for part in other],
        ", " if all(isinstance(part, str) for part in (*one, *other)) else "; ",
    )


def at_once(text: str) -> str:
    """A run of words made visible, its outer blanks kept."""
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :] if text.strip() else ""
    return (" " if lead else "") + one_line(text) + (" " if tail else "")


def _listed(one: list[str], other: list[str], sign: str) -> Words:
    kept = [part for part in one if part in other]
    gone = [part for part in one if part not in other]
    come = [part for part in other if part not in one]
    if not kept:
        return ()
    runs = [("=", kept), ("-", gone), ("+", come)]
    found: list[tuple[str, str]] = []
    for op, parts in runs:
        if parts:
            found += ([("=", sign)] if found else []) + [(op, joined(parts, sign))]
    return tuple(found)


def _remark(change: Change, at: Context, before: str, after: str) -> str:
    said, words = [], at.words
    unknown = change.strength is Strength.UNKNOWN
    if change.kind is K.TARGET_NOT_SHOWN or (unknown and not after):
        retold = say("not told in the other, retold text")
        return words.say(retold if at.comparison.new.retold else say("not told in the other text"))
    if change.kind not in (
        K.ADDED,
        K.REMOVED,
        K.TARGET_ADDED,
        K.TARGET_DROPPED,
        K.MEASURE_ADDED,
        K.MEASURE_DROPPED,
    ):
        if before and not after:
            said.append(words.say(say("gone")))
        elif after and not before:
            said.append(words.say(say("added")))
    if unknown and change.before in (None, "", ()):
        said.append(words.say(say("not known before")))
    elif change.strength is not Strength.NEUTRAL:
        said.append(words.say(STRENGTHS[change.strength]))
    return ", ".join(said)


def _rates(change: Change, at: Context) -> Line:
    """A number as a rate on both sides."""
    before, after = rates.both(change, at.words)
    return Line(
        label=at.words.say(KINDS[K.RATE]),
        before=before,
        after=after,
        remark=at.words.say(STRENGTHS[change.strength]),
        strength=change.strength,
        notes=rates.readings(change, at.comparison, at.words, capped=_of_pledge(change.path) in at.capped),
    )


def _of_pledge(path: str) -> str:
    """The id of the pledge that a key path leads into."""
    return path.split(".")[1] if path.count(".") else ""
