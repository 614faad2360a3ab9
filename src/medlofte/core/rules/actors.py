"""M20x and M21x: who promises, who works along, who signs."""

from collections.abc import Iterator

from medlofte.core.hidden import Hidden
from medlofte.core.rules.registry import Fault, Subject, rule
from medlofte.message import say
from medlofte.model.finding import Mark, Severity


@rule(
    "M203",
    Severity.WARNING,
    say("a pledge without a responsible party"),
    why=say(
        "Nobody can be asked about a pledge that nobody has made. A missing owner is the first of the faults that "
        "follow-ups of pledges meet."
    ),
    source="Brå, Samverkan i lokalt brottsförebyggande arbete (2020); domain digest section 8 a",
)
def no_responsible(subject: Subject) -> Iterator[Fault]:
    """Pledges with neither ``by`` nor shares."""
    hidden = Hidden(subject.agreement)
    for index, pledge in enumerate(subject.agreement.pledge):
        if not pledge.by and not pledge.commitment and not hidden.at(f"pledge.{pledge.id}.by"):
            yield Fault(
                ("pledge", index),
                say("pledge '{id}' has no responsible party", id=pledge.id),
                say('add: by = ["{party}"]', party=subject.agreement.party[0].id if subject.agreement.party else "…"),
                Mark.KEY,
            )
