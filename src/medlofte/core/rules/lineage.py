"""M32x: the ledger held against the texts."""

from collections.abc import Iterator

from medlofte.core.fields import of_substance
from medlofte.core.hidden import Hidden
from medlofte.core.rates import turns
from medlofte.core.rules import grounds
from medlofte.core.rules.figures import how
from medlofte.core.rules.registry import ERROR, WARNING, Fault, Subject, rule
from medlofte.core.similar import likeness, stems
from medlofte.message import Message, say
from medlofte.model.change import Change, ChangeKind, Evidence, Rate, Row, RowFate, Strength
from medlofte.model.pledge import Pledge

K = ChangeKind
_SAME = frozenset({RowFate.KEPT, RowFate.EXTENDED})
_NUMBERS = frozenset({K.TARGET_VALUE, K.RATE, K.TARGET_DROPPED})
#: Texts below this likeness, in percent, have next to nothing in common.
_UNLIKE = 10
#: Words that a text must have before its likeness to another says anything.
_ENOUGH = 4

_WHAT: dict[ChangeKind, Message] = {
    K.RESPONSIBLE: say("who answers for it"),
    K.PARTNER: say("who works along"),
    K.TARGET_VALUE: say("the number"),
    K.TARGET_ADDED: say("a number is new"),
    K.TARGET_DROPPED: say("a number is gone"),
    K.RATE: say("the number per month"),
    K.COMPARISON: say("how the number binds"),
    K.UNIT: say("what is counted"),
    K.ALTERNATIVE: say("what counts as fulfilling it"),
    K.METHOD: say("the method"),
    K.PERIOD: say("what the number is counted over"),
    K.AUDIENCE: say("whom it is for"),
    K.PLACE: say("where"),
    K.DEADLINE: say("when it is due"),
    K.AREA: say("its area"),
    K.PURPOSE: say("its purpose"),
    K.CONDITION: say("its conditions"),
    K.COMMITMENT: say("the shares of the parties"),
    K.MEASURE_ADDED: say("a measure is new"),
    K.MEASURE_DROPPED: say("a measure is gone"),
    K.EXAMPLE: say("whether it is only an example"),
    K.HEDGE: say("how binding its words are"),
    K.FOLLOWUP: say("how it is followed up"),
    K.DECIDED_LATER: say("what is decided later"),
}


def _pairs(subject: Subject) -> Iterator[tuple[int, Row]]:
    """Rows of the ledger that lead from one pledge to one, with their place in it."""
    renewal, comparison = subject.agreement.renewal, subject.comparison
    if renewal is None or comparison is None:
        return
    places = {row.id: index for index, row in enumerate(renewal.pledge)}
    for row in comparison.rows:
        if row.evidence is Evidence.LEDGER and len(row.old) == 1 == len(row.new) and row.old[0] in places:
            yield places[row.old[0]], row


@rule(
    "M322",
    ERROR,
    say("called kept, though its number fell"),
    why=say(
        "A promise of fewer is another promise. Over a longer period the same number, or even a higher "
        "one, can be fewer a month: 200 in 12 months is more than 500 in 33."
    ),
    source=grounds.RATES,
)
def kept_but_fell(subject: Subject) -> Iterator[Fault]:
    """Rows kept or extended whose target is weaker or gone, under every reading of the periods."""
    for index, row in _pairs(subject):
        if row.fate in _SAME:
            fell = _fell(row)
            if fell:
                yield Fault(
                    ("renewal", "pledge", index, "fate"),
                    say(
                        "'{id}' is called '{fate}', but its number fell: {how}",
                        id=row.old[0],
                        fate=row.fate.value,
                        how=how(fell),
                    ),
                    say('write fate = "changed" and a reason, or put the number back'),
                    also=(_place(subject, row.new[0]),),
                )


def _fell(row: Row) -> Change | None:
    """The number that fell for certain: in the same unit, under every reading of the periods.

    A pledge that is extended promises the same number for longer, and says so.
    """
    doubtful = {item.path for item in row.changes if _doubtful(item)}
    doubtful |= {item.path.removesuffix(".unit") for item in row.changes if item.kind is K.UNIT}
    weaker = [
        item
        for item in row.changes
        if item.kind in _NUMBERS and item.strength is Strength.WEAKER and item.path not in doubtful
    ]
    if row.fate is RowFate.EXTENDED:
        weaker = [item for item in weaker if not _same_number(item)]
    return next((item for item in weaker if item.kind is K.RATE), weaker[0] if weaker else None)


def _doubtful(change: Change) -> bool:
    before, after = change.before, change.after
    if not isinstance(before, Rate) or not isinstance(after, Rate):
        return False
    return any(turns(one, other, before, after) for one, other in change.readings)


def _same_number(change: Change) -> bool:
    before, after = change.before, change.after
    return isinstance(before, Rate) and isinstance(after, Rate) and before.value == after.value


def _place(subject: Subject, name: str) -> tuple[str | int, ...]:
    for index, pledge in enumerate(subject.agreement.pledge):
        if pledge.id == name:
            return ("pledge", index, *(("target",) if pledge.target else ("id",)))
    return ("pledge",)


@rule(
    "M323",
    WARNING,
    say("called kept, though it changed"),
    why=say(
        "A pledge with another owner, place or audience is another promise. Readers of the changelog are "
        "told it was kept."
    ),
    source=grounds.VANISHED,
)
def kept_but_changed(subject: Subject) -> Iterator[Fault]:
    """Rows kept or extended with changes of substance, beside a number that fell."""
    for index, row in _pairs(subject):
        if row.fate not in _SAME:
            continue
        fell = _fell(row)
        kinds = dict.fromkeys(
            item.kind
            for item in row.changes
            if item.kind in _WHAT
            and not _still(item)
            and not (fell and item.kind in _NUMBERS)
            and not _unseen(item, row, subject)
            if row.fate is RowFate.KEPT or not _same_number(item)
        )
        if kinds:
            what = tuple(_WHAT[kind] for kind in kinds)
            yield Fault(
                ("renewal", "pledge", index, "fate"),
                say(
                    "'{id}' is called '{fate}', but changed: {what}",
                    id=row.old[0],
                    fate=row.fate.value,
                    what=what,
                ),
                say('write fate = "changed" and a reason'),
            )


def _still(change: Change) -> bool:
    """A rate that moves in some readings of the periods only."""
    return change.kind is K.RATE and change.strength is Strength.NEUTRAL


def _unseen(change: Change, row: Row, subject: Subject) -> bool:
    """What is missing because it could not be read there, or an area that goes by another id."""
    if change.kind is K.AREA and subject.agreement.renewal:
        moved = {area.id: area.into for area in subject.agreement.renewal.area}
        return change.after in moved.get(change.before, ())
    if change.kind is K.DEADLINE and change.before and change.after:
        return True  # a deadline moves on with the period
    if not change.before and subject.before:
        return Hidden(subject.before).at(change.path.replace(row.new[0], row.old[0], 1))
    return not change.after and subject.hidden.at(change.path)


@rule(
    "M324",
    WARNING,
    say("called changed, though nothing changed"),
    why=say(
        "A change that cannot be found in the text was not made, or was made somewhere the text does not "
        "show."
    ),
    source=grounds.LEDGER,
)
def changed_in_nothing(subject: Subject) -> Iterator[Fault]:
    """Rows changed whose texts and keys are the same."""
    for index, row in _pairs(subject):
        if row.fate is RowFate.CHANGED and not of_substance(row.changes):
            same_words = all(item.kind is not K.WORDING for item in row.changes)
            if same_words and not subject.hidden.at(f"pledge.{row.new[0]}.text"):
                yield Fault(
                    ("renewal", "pledge", index, "fate"),
                    say("'{id}' is called 'changed', and nothing in it differs", id=row.old[0]),
                    say('write fate = "kept", or put the change into the text'),
                )


@rule(
    "M325",
    WARNING,
    say("one id for two unlike pledges"),
    why=say(
        "An id stands for one promise through all periods. Used again for another, it makes the old one "
        "look alive."
    ),
    source=grounds.IDS,
)
def reused(subject: Subject) -> Iterator[Fault]:
    """Kept or changed pledges with the same id and next to no word in common."""
    if subject.before is None or not subject.comparison:
        return
    old = {pledge.id: pledge for pledge in subject.before.pledge}
    new = {pledge.id: (index, pledge) for index, pledge in enumerate(subject.agreement.pledge)}
    for _, row in _pairs(subject):
        name = row.new[0]
        if row.old[0] != name or row.judgement or row.fate not in (RowFate.KEPT, RowFate.CHANGED):
            continue
        if not any(item.kind is K.WORDING for item in row.changes) or subject.hidden.at(
            f"pledge.{name}.text"
        ):
            continue
        index, pledge = new[name]
        score = _likeness(old[name], pledge)
        if score < _UNLIKE:
            yield Fault(
                ("pledge", index, "id"),
                say(
                    "'{id}' and the pledge of that id in '{name}' are unlike ({score} %)",
                    id=name,
                    name=subject.predecessor,
                    score=score,
                ),
                say(
                    'give the new one an id of its own and the old one fate = "dropped"; or add: '
                    "judgement = true"
                ),
            )


def _likeness(old: Pledge, new: Pledge) -> int:
    one, other = stems(f"{old.title} {old.text}"), stems(f"{new.title} {new.text}")
    if one.total() < _ENOUGH or other.total() < _ENOUGH:
        return 100
    return likeness(one, other)
