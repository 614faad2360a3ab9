"""M32x, continued: reasons and outcomes of what ended or changed."""

from collections.abc import Iterator

from medlofte.core.rules import grounds
from medlofte.core.rules.registry import WARNING, Fault, Subject, rule
from medlofte.message import say
from medlofte.model.record import Fate
from medlofte.model.source import Origin


@rule(
    "M321",
    WARNING,
    say("an end or a change without a reason"),
    why=say(
        "Those who were promised something are owed a reason when it is changed or dropped. It stands in "
        "the changelog."
    ),
    source=grounds.VANISHED,
)
def no_reason(subject: Subject) -> Iterator[Fault]:
    """Rows changed or dropped without ``reason``; a reader's judgement in retold history needs none."""
    agreement = subject.agreement
    if agreement.renewal is None:
        return
    retold = agreement.provenance.of is Origin.RETOLD
    for index, row in enumerate(agreement.renewal.pledge):
        if (
            row.fate in (Fate.CHANGED, Fate.DROPPED)
            and not row.reason.strip()
            and not (retold and row.judgement)
        ):
            yield Fault(
                ("renewal", "pledge", index, "fate"),
                say("'{id}' is called '{fate}', and no reason is given", id=row.id, fate=row.fate.value),
                say('add: reason = "…"'),
            )


@rule(
    "M326",
    WARNING,
    say("an end without an outcome"),
    why=say(
        "A pledge called fulfilled, or dropped by those who made it, with no report of how it went: "
        "nobody can learn from it or hold anybody to it."
    ),
    source=grounds.VANISHED,
)
def no_outcome(subject: Subject) -> Iterator[Fault]:
    """Rows fulfilled, and in originals dropped, for a pledge that no report tells of."""
    renewal = subject.agreement.renewal
    if renewal is None or subject.before is None:
        return
    if subject.predecessor.rpartition("/")[0] != subject.document.series:
        return  # the reports of another series are not read here
    asked = (Fate.FULFILLED, Fate.DROPPED) if subject.original else (Fate.FULFILLED,)
    for index, row in enumerate(renewal.pledge):
        if row.fate in asked and row.id not in subject.reported:
            yield Fault(
                ("renewal", "pledge", index, "fate"),
                say(
                    "'{id}' is called '{fate}', and no report tells how it went",
                    id=row.id,
                    fate=row.fate.value,
                ),
                say(
                    "tell the outcome first: medlofte follow-up {name}",
                    name=subject.predecessor,
                ),
            )
