"""Draft the next period: all is carried over but the signatures, and every old pledge needs a decision."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from msgspec.structs import replace

from medlofte.core.compare import Named
from medlofte.core.next_days import moved
from medlofte.message import Message, say
from medlofte.model.agreement import Agreement
from medlofte.model.decision import Decision, Decisions
from medlofte.model.finding import Finding, Severity
from medlofte.model.party import Party, Signatory
from medlofte.model.pledge import Pledge
from medlofte.model.record import ENDS, Fate, Precision
from medlofte.model.renewal import LedgerRow, Renewal
from medlofte.model.source import Provenance
from medlofte.model.validity import Deadline, Validity

_MOVES = frozenset({Fate.MERGED, Fate.SPLIT})
_STAYS = frozenset({Fate.KEPT, Fate.CHANGED, Fate.EXTENDED, Fate.UNDECIDED})


@dataclass(frozen=True, slots=True)
class Plan:
    """What a renewal starts from.

    Attributes:
        old: The predecessor.
        name: Name of the new document.
        first: First day of the new period, where it is known.
        last: Last day of the new period, where it is known.
        decisions: What has been decided.
    """

    old: Named
    name: str
    first: dt.date | None
    last: dt.date | None
    decisions: Decisions


def faults(plan: Plan) -> Iterator[Finding]:
    """What is wrong with the decisions, as findings in the decisions file."""
    decisions, known = plan.decisions, {pledge.id for pledge in plan.old.agreement.pledge}
    seen: dict[str, int] = {}
    for index, decision in enumerate(decisions.decision):
        path = ("decision", index, "pledge")
        if decision.pledge not in known:
            yield _unknown(path, decision.pledge, plan, sorted(known))
        elif decision.pledge in seen:
            message = say("pledge '{id}' is decided twice", id=decision.pledge)
            first = ("decision", seen[decision.pledge], "pledge")
            yield Finding("M313", Severity.ERROR, message, say("keep one of the two"), path, also=(first,))
        seen.setdefault(decision.pledge, index)
    yield from _homeless(plan)
    yield from _unused(plan)


def _unused(plan: Plan) -> Iterator[Finding]:
    """What a decision says that its fate has no room for; it would be lost without a word."""
    heirs = {heir for decision in plan.decisions.decision for heir in decision.into}
    given = {pledge.id for pledge in plan.decisions.new}
    for index, decision in enumerate(plan.decisions.decision):
        new = {key: getattr(decision, key) for key in ("text", "target", "by", "places", "area")}
        keys = tuple(key for key, value in new.items() if value not in (None, ""))
        if keys and decision.fate is not Fate.CHANGED:
            yield _fault(
                ("decision", index, keys[0]),
                "M323",
                say(
                    "'{id}' is called '{fate}', yet is given: {keys}",
                    id=decision.pledge,
                    fate=decision.fate.value,
                    keys=keys,
                ),
                say('write fate = "changed"; what pledges merge or split into is described under [[new]]'),
            )
        if decision.fate in ENDS and decision.pledge in heirs - given:
            yield _fault(
                ("decision", index, "fate"),
                "M328",
                say(
                    "'{id}' is called '{fate}', and others go into it",
                    id=decision.pledge,
                    fate=decision.fate.value,
                ),
                say('write fate = "merged" and into = ["{id}"]', id=decision.pledge),
            )


def _homeless(plan: Plan) -> Iterator[Finding]:
    """Successors that no pledge of the draft will have as its id."""
    known = {pledge.id for pledge in draft(plan).pledge}
    for index, decision in enumerate(plan.decisions.decision):
        for at, heir in enumerate(decision.into):
            if heir not in known:
                yield _fault(
                    ("decision", index, "into", at),
                    "M314",
                    say("no pledge '{id}' is given for '{old}' to go into", id=heir, old=decision.pledge),
                    say('describe it under [[new]] with id = "{id}" and its text', id=heir),
                )


def _unknown(path: tuple[str | int, ...], name: str, plan: Plan, known: list[str]) -> Finding:
    close = get_close_matches(name, known, 1)
    hint = (
        say("did you mean '{id}'?", id=close[0]) if close else say("its pledges are: {ids}", ids=tuple(known))
    )
    return _fault(path, "M312", say("{name} has no pledge '{id}'", name=plan.old.name, id=name), hint)


def _fault(path: tuple[str | int, ...], code: str, message: Message, hint: Message) -> Finding:
    return Finding(code, Severity.ERROR, message, hint, path)


def draft(plan: Plan) -> Agreement:
    """The new document; its ledger names every old pledge once. What is said of the old period alone is left out."""
    old = plan.old.agreement
    decided = {decision.pledge: decision for decision in plan.decisions.decision}
    dated = plan.old.name.rpartition("/")[2] in old.summary.replace("–", "-")
    return replace(
        old,
        title=plan.decisions.title or _retitled(old.title, plan.old.name, plan.name),
        summary=plan.decisions.summary or ("" if dated else old.summary),
        validity=_validity(old.validity, plan.first, plan.last),
        party=tuple(_undecided_party(party) for party in old.party),
        signatory=_signatories(old, plan.decisions),
        provenance=Provenance(),
        publication=(),
        statement=(),
        amendment=(),
        translation={},
        pledge=tuple(_linked(list(_pledges(plan, decided)), plan, decided)),
        renewal=Renewal(of=plan.old.name, pledge=tuple(_row(pledge, decided) for pledge in old.pledge)),
    )


def _retitled(title: str, old: str, new: str) -> str:
    """The old title with the new period in it, where the old period stood there, with a hyphen or a dash."""
    before, after = old.rpartition("/")[2], new.rpartition("/")[2]
    return title.replace(before, after).replace(before.replace("-", "–"), after.replace("-", "–"))


def _validity(old: Validity, first: dt.date | None, last: dt.date | None) -> Validity:
    deadlines: tuple[Deadline, ...] = ()
    if first and old.from_:
        deadlines = tuple(replace(item, date=moved(item.date, old.from_, first)) for item in old.deadline)
    return replace(
        old,
        from_=first,
        until=last,
        from_precision=Precision.DAY,
        until_precision=Precision.DAY,
        months=None,
        months_note="",
        reading=(),
        note="",
        deadline=deadlines,
    )


def _undecided_party(party: Party) -> Party:
    """A party without the old period's case number and decision: the new text gets its own."""
    return replace(party, case_number="", decision=None)


def _signatories(old: Agreement, decisions: Decisions) -> tuple[Signatory, ...]:
    """Who is to sign: those named now, else an empty place for each party."""
    named = {item.party for item in decisions.signatory}
    signed = {item.party for item in old.signatory} or {party.id for party in old.party}
    return (
        *(
            Signatory(
                party=item.party, person=item.person, name=item.name, office=item.office, acting=item.acting
            )
            for item in decisions.signatory
        ),
        *(Signatory(party=party.id) for party in old.party if party.id in signed - named),
    )


def _row(pledge: Pledge, decided: Mapping[str, Decision]) -> LedgerRow:
    decision = decided.get(pledge.id)
    if decision is None:
        return LedgerRow(id=pledge.id, fate=Fate.UNDECIDED, into=(pledge.id,))
    into = decision.into
    if not into and decision.fate in _STAYS:
        into = (pledge.id,)
    return LedgerRow(id=pledge.id, fate=decision.fate, into=into, to=decision.to, reason=decision.reason)


def _pledges(plan: Plan, decided: Mapping[str, Decision]) -> Iterator[Pledge]:
    """The pledges of the draft: those that stay where they stood, then the new ones."""
    given = {pledge.id: pledge for pledge in plan.decisions.new}
    targets = {heir for decision in decided.values() for heir in decision.into}
    done: set[str] = set()
    for pledge in plan.old.agreement.pledge:
        decision = decided.get(pledge.id)
        for successor in _successors(pledge, decision, given, targets):
            if successor.id not in done:
                done.add(successor.id)
                yield successor if successor is given.get(successor.id) else _shifted(successor, plan)
    yield from (pledge for pledge in plan.decisions.new if pledge.id not in done)


def _linked(found: list[Pledge], plan: Plan, decided: Mapping[str, Decision]) -> Iterator[Pledge]:
    """Carried pledges serve what the headline promises became, and none that ended."""
    gone = {pledge.id for pledge in plan.old.agreement.pledge} - {pledge.id for pledge in found}
    for pledge in found:
        if gone.isdisjoint(pledge.serves) or pledge in plan.decisions.new:
            yield pledge
        else:
            names = [decided[name].into if name in gone else (name,) for name in pledge.serves]
            yield replace(pledge, serves=tuple(dict.fromkeys(heir for into in names for heir in into)))


def _successors(
    pledge: Pledge, decision: Decision | None, given: Mapping[str, Pledge], targets: set[str]
) -> Iterator[Pledge]:
    if decision is None or decision.fate is Fate.UNDECIDED:
        yield pledge
    elif decision.fate in ENDS or (decision.fate is Fate.MOVED and not decision.into):
        if pledge.id in targets and pledge.id not in given:
            yield pledge  # another pledge goes into this one
    elif decision.fate in _MOVES:
        for heir in decision.into:
            if heir in given:
                yield given[heir]
            elif heir == pledge.id:
                yield pledge
    else:
        heir = decision.into[0] if decision.into else pledge.id
        yield given.get(heir) or _changed(pledge, decision, heir)


def _changed(pledge: Pledge, decision: Decision, heir: str) -> Pledge:
    return replace(
        pledge,
        id=heir,
        text=decision.text or pledge.text,
        plain="" if decision.text else pledge.plain,
        text_in={} if decision.text else pledge.text_in,
        target=pledge.target if decision.target is None else decision.target,
        by=pledge.by if decision.by is None else decision.by,
        places=pledge.places if decision.places is None else decision.places,
        area=pledge.area if decision.area is None else decision.area,
    )


def _shifted(pledge: Pledge, plan: Plan) -> Pledge:
    """Deadlines of a carried pledge and its measures moved into the new period."""
    was, now = plan.old.agreement.validity.from_, plan.first
    if was is None or now is None:
        return pledge
    measures = tuple(
        replace(item, due=moved(item.due, was, now)) if item.due else item for item in pledge.measure
    )
    return replace(pledge, due=moved(pledge.due, was, now) if pledge.due else None, measure=measures)
