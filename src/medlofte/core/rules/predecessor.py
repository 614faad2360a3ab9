"""M30x: which document this one renews."""

import datetime as dt
from collections.abc import Iterator

from medlofte.core.rules import grounds
from medlofte.core.rules.nearby import nearest_document
from medlofte.core.rules.registry import ERROR, WARNING, Fault, Subject, rule
from medlofte.message import say
from medlofte.model.record import Precision
from medlofte.model.source import Origin

_OF = ("renewal", "of")


@rule(
    "M301",
    ERROR,
    say("a predecessor that does not exist"),
    why=say(
        "The ledger accounts for the pledges of the document it names. Without that document it accounts "
        "for nothing."
    ),
    source=grounds.LEDGER,
)
def no_predecessor(subject: Subject) -> Iterator[Fault]:
    """``[renewal].of`` that names no document of the register."""
    renewal = subject.agreement.renewal
    if renewal and renewal.of not in subject.known:
        message = say("'{name}', which this document renews, is not in this register", name=renewal.of)
        yield Fault(_OF, message, nearest_document(renewal.of, subject.known, subject.document.name))


@rule(
    "M302",
    ERROR,
    say("a circle of renewals"),
    why=say(
        "A document that renews itself, directly or by way of others, has no beginning: nothing can be "
        "compared."
    ),
    source=grounds.LEDGER,
)
def circle(subject: Subject) -> Iterator[Fault]:
    """``[renewal].of`` that leads back to this document."""
    name = subject.document.name
    seen: list[str] = []
    step = subject.agreement.renewal
    while step and step.of != name and step.of not in seen:
        seen.append(step.of)
        above = subject.known.get(step.of)
        step = above.renewal if above else None
    if step and step.of == name:
        way = tuple(seen)
        message = (
            say("the document renews itself, by way of {names}", names=way)
            if way
            else say("the document renews itself")
        )
        yield Fault(_OF, message, say("name the document of the period before this one"))


@rule(
    "M303",
    WARNING,
    say("a predecessor of another kind"),
    why=say(
        "Pledges follow pledges and a frame a frame. Across kinds nearly everything looks changed or gone."
    ),
    source=grounds.LEDGER,
)
def other_kind(subject: Subject) -> Iterator[Fault]:
    """The predecessor's ``kind`` differs."""
    before, agreement = subject.before, subject.agreement
    if agreement.renewal and before and before.kind is not agreement.kind:
        yield Fault(
            _OF,
            say(
                "this document is of kind '{kind}' and renews '{name}', of kind '{other}'",
                kind=agreement.kind.value, name=subject.predecessor, other=before.kind.value,
            ),
            say("name the document of the same kind before it; an agreement above goes in under"),
            also=(("kind",),),
        )  # fmt: skip


@rule(
    "M304",
    ERROR,
    say("two documents that renew the same one"),
    why=say("A pledge has one fate. Two documents that both account for it will tell two."),
    source=grounds.LEDGER,
)
def rivals(subject: Subject) -> Iterator[Fault]:
    """Another document names the same predecessor, and neither explains a gap."""
    renewal = subject.agreement.renewal
    if renewal and not renewal.gap and subject.rivals:
        yield Fault(
            _OF,
            say(
                "'{name}' is renewed by {others} too: its pledges would have two fates",
                name=renewal.of,
                others=subject.rivals,
            ),
            say('name the document between them; if that is not known, tell it in the later one: gap = "…"'),
        )


@rule(
    "M305",
    WARNING,
    say("a successor without a ledger"),
    why=say(
        "Pledges that disappear between two periods without a word are the most common fault of all. The "
        "ledger says what became of each."
    ),
    source=grounds.VANISHED,
)
def no_ledger(subject: Subject) -> Iterator[Fault]:
    """A document of the same kind before it, and no ``[renewal]``; retold history is spared."""
    agreement = subject.agreement
    if agreement.renewal is None and subject.before and agreement.provenance.of is not Origin.RETOLD:
        count = len(subject.before.pledge)
        message = say(
            "'{name}' comes before this document, and nothing tells what became of its pledges ({count})",
            name=subject.predecessor, count=count,
        )  # fmt: skip
        yield Fault(
            ("title",),
            message,
            say('add: [renewal] of = "{name}", and a row for every pledge of it', name=subject.predecessor),
        )


def _exact(precision: Precision) -> bool:
    return precision is not Precision.YEAR


def _meeting(subject: Subject) -> tuple[dt.date, dt.date] | None:
    """Last day of the predecessor and first of this one, where both are stated and nothing explains them."""
    before, renewal = subject.before, subject.agreement.renewal
    if not before or not renewal or renewal.gap:
        return None
    old, new = before.validity, subject.agreement.validity
    if old.until and new.from_ and _exact(old.until_precision) and _exact(new.from_precision):
        return old.until, new.from_
    return None


@rule(
    "M306",
    WARNING,
    say("a gap that nobody explains"),
    why=say(
        "Between two periods nothing is promised. Readers should be told whether that is so, or what applied."
    ),
    source=grounds.PERIOD,
)
def gap(subject: Subject) -> Iterator[Fault]:
    """Days between the predecessor's last and this document's first."""
    days = _meeting(subject)
    if days and (days[1] - days[0]).days > 1:
        yield Fault(
            ("validity", "from"),
            say(
                "'{name}' ended {until} and this begins {start}: nothing tells what applied between",
                name=subject.predecessor, until=days[0].isoformat(), start=days[1].isoformat(),
            ),
            say('add under [renewal]: gap = "…"'),
            also=(_OF,),
        )  # fmt: skip


@rule(
    "M307",
    WARNING,
    say("two periods that overlap"),
    why=say("On the days that both cover, nobody knows which text applies, and numbers are counted twice."),
    source=grounds.PERIOD,
)
def overlap(subject: Subject) -> Iterator[Fault]:
    """This document begins before its predecessor has ended."""
    days = _meeting(subject)
    if days and days[1] <= days[0] and subject.before and subject.before.kind is subject.agreement.kind:
        yield Fault(
            ("validity", "from"),
            say(
                "this begins {start}, before '{name}' has ended {until}: which one applies?",
                name=subject.predecessor, until=days[0].isoformat(), start=days[1].isoformat(),
            ),
            say('tell under [renewal] which one applies: gap = "…"; or amend until in the older document'),
            also=(_OF,),
        )  # fmt: skip


@rule(
    "M308",
    ERROR,
    say("a predecessor that begins later"),
    why=say("A document cannot take over from one that begins after it. Either the name or a year is wrong."),
    source=grounds.LEDGER,
)
def later(subject: Subject) -> Iterator[Fault]:
    """``from`` of the predecessor later than this document's."""
    if subject.agreement.renewal is None or subject.before is None:
        return
    mine, its = subject.agreement.validity.from_, subject.before.validity.from_
    if mine and its and its > mine:
        yield Fault(
            _OF,
            say(
                "'{name}' begins {its}, after this document, which begins {mine}",
                name=subject.predecessor, its=its.isoformat(), mine=mine.isoformat(),
            ),
            say("name the document before this one, or change the dates"),
            also=(("validity", "from"),),
        )  # fmt: skip
