"""M26x: what the promises answer to, and how they are followed up."""

from collections.abc import Iterator, Mapping

from medlofte.core.rules import grounds
from medlofte.core.rules.registry import ERROR, WARNING, Fault, Subject, rule
from medlofte.message import Message, say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.finding import KeyPath, Mark
from medlofte.model.pledge import Area, FollowUp, Indicator
from medlofte.model.record import Kind

_MONTHS = range(1, 13)
_DIRECTIONS = frozenset({"lower", "higher"})
_TWO_YEARS = 24


@rule(
    "M261",
    WARNING,
    say("measures without a problem they answer"),
    why=say(
        "Brå finds that municipalities often have no link between the problem and the measure. A pledge "
        "that answers no stated problem cannot be judged, renewed or dropped for a reason."
    ),
    source=grounds.PROBLEM,
)
def no_problem(subject: Subject) -> Iterator[Fault]:
    """Areas with pledges, where neither they, one above nor the basis tells a problem; once a document."""
    agreement = subject.agreement
    if not agreement.area or not agreement.pledge or _told(agreement) or subject.hidden.at("basis"):
        return
    used = {pledge.area for pledge in agreement.pledge}
    areas = {area.id: area for area in agreement.area}
    bare = [
        (index, area.id)
        for index, area in enumerate(agreement.area)
        if area.id in used
        and not _has_problem(area, areas)
        and not subject.hidden.at(f"area.{area.id}.problem")
    ]
    if bare:
        message = say_n(
            "area '{areas}' has pledges and tells no problem that they answer",
            "{count} areas have pledges and tell no problem that they answer: {areas}",
            len(bare),
            areas=tuple(area for _, area in bare),
        )
        hint = say('add problem = "…" to the area, or tell the problem picture in situation under [basis]')
        yield Fault(
            ("area", bare[0][0]), message, hint, Mark.KEY, tuple(("area", index) for index, _ in bare[1:])
        )


def _told(agreement: Agreement) -> bool:
    return agreement.basis is not None and bool(agreement.basis.situation or agreement.basis.problems)


def _has_problem(area: Area, areas: Mapping[str, Area]) -> bool:
    """Whether the area or one above it tells a problem; a circle of parents ends."""
    for _ in areas:
        if area.problem or area.causes:
            return True
        if area.parent not in areas:
            return False
        area = areas[area.parent]
    return False


@rule(
    "M262",
    WARNING,
    say("activities without an effect aimed at"),
    why=say(
        "Riksrevisionen finds that the police steer by counts of activities instead of effects. Without "
        "a goal, a pledge can be kept to the letter and change nothing."
    ),
    source=grounds.EFFECT,
)
def no_goal(subject: Subject) -> Iterator[Fault]:
    """Pledges with no goal, indicator or purpose anywhere in the document."""
    agreement = subject.agreement
    if not agreement.pledge or agreement.goal or agreement.indicator or subject.hidden.at("goal"):
        return
    if any(area.goal or area.indicator for area in agreement.area) or any(
        pledge.purpose for pledge in agreement.pledge
    ):
        return
    yield Fault(
        ("title",),
        say("no goal is told: the pledges say what is done, not what it is to lead to"),
        say('add goal = "…" to the document or to an area, or purpose = "…" to a pledge'),
    )


@rule(
    "M263",
    WARNING,
    say("no follow-up"),
    why=say(
        "Pledges are seldom followed up, and work goes on from year to year without anybody knowing "
        "whether it helps. Brå asks every agreement to say how it is followed up."
    ),
    source=grounds.FOLLOW_UP,
)
def no_followup(subject: Subject) -> Iterator[Fault]:
    """No ``[followup]``, neither of the document nor of any pledge."""
    agreement = subject.agreement
    if (
        agreement.followup
        or subject.hidden.at("followup")
        or any(pledge.followup for pledge in agreement.pledge)
    ):
        return
    yield Fault(
        ("title",),
        say("how the document is followed up is not told: nobody will know whether it was kept"),
        say('add: [followup] how = "…", with interval, months or presented_by where the text gives them'),
    )


@rule(
    "M264",
    ERROR,
    say("a month that does not exist"),
    why=say(
        "Months of follow-up are numbers from 1 to 12: those in which a report is due, not how many "
        "months apart."
    ),
    source=grounds.FORMAT,
)
def wrong_month(subject: Subject) -> Iterator[Fault]:
    """``followup.months`` outside 1–12."""
    found: list[tuple[KeyPath, FollowUp | None]] = [((), subject.agreement.followup)]
    found += [(("pledge", index), pledge.followup) for index, pledge in enumerate(subject.agreement.pledge)]
    for path, followup in found:
        for place, month in enumerate(followup.months if followup else ()):
            if month not in _MONTHS:
                yield Fault(
                    (*path, "followup", "months", place),
                    say("there is no month {month}", month=month),
                    say(
                        "write the months of the year in which a report is due, 1 to 12; a rhythm goes in "
                        "interval"
                    ),
                )


def _indicators(agreement: Agreement) -> Iterator[tuple[KeyPath, Indicator]]:
    for index, indicator in enumerate(agreement.indicator):
        yield ("indicator", index), indicator
    for index, area in enumerate(agreement.area):
        for place, indicator in enumerate(area.indicator):
            yield ("area", index, "indicator", place), indicator


@rule(
    "M265",
    ERROR,
    say("a direction that is none"),
    why=say("Only lower and higher tell which way an indicator is meant to go."),
    source=grounds.INDICATOR,
)
def wrong_direction(subject: Subject) -> Iterator[Fault]:
    """``better`` with another word."""
    for path, indicator in _indicators(subject.agreement):
        if indicator.better and indicator.better not in _DIRECTIONS:
            yield Fault(
                (*path, "better"),
                say(
                    "'{value}' is no direction for the indicator '{title}'",
                    value=indicator.better,
                    title=indicator.title,
                ),
                say('write better = "lower" or better = "higher"'),
            )


@rule(
    "M266",
    WARNING,
    say("an indicator without a direction"),
    why=say("On a scale of 0 to 6, is 6 good? Without a direction a fall can be reported as a success."),
    source=grounds.INDICATOR,
)
def no_direction(subject: Subject) -> Iterator[Fault]:
    """Indicators without ``better``."""
    for path, indicator in _indicators(subject.agreement):
        if not indicator.better:
            yield Fault(
                path,
                say("the indicator '{title}' does not say which way is better", title=indicator.title),
                say('add: better = "lower" or better = "higher"'),
                Mark.KEY,
            )


@rule(
    "M267",
    ERROR,
    say("a goal worse than the start"),
    why=say("A goal on the wrong side of its baseline is a typing error, or the direction is the wrong one."),
    source=grounds.INDICATOR,
)
def backwards(subject: Subject) -> Iterator[Fault]:
    """A ``goal`` on the wrong side of ``baseline``, or to be reached before it."""
    for path, item in _indicators(subject.agreement):
        if item.baseline_date and item.goal_date and item.goal_date < item.baseline_date:
            message: Message = say(
                "the goal of '{title}' is to be reached before its baseline", title=item.title
            )
            yield Fault((*path, "goal_date"), message, say("change goal_date or baseline_date"))
        if item.baseline is None or item.goal is None or item.better not in _DIRECTIONS:
            continue
        if (item.goal > item.baseline) if item.better == "lower" else (item.goal < item.baseline):
            message = say(
                "the goal of '{title}', {goal}, is worse than its start, {baseline}",
                title=item.title, goal=item.goal, baseline=item.baseline,
            )  # fmt: skip
            yield Fault((*path, "goal"), message, say("change goal, baseline or better"))


@rule(
    "M268",
    WARNING,
    say("a plan that is not followed up every second year"),
    why=say(
        "Under law 2023:196 the municipality follows up its picture and its plan at least every second "
        "year. This is asked where medlofte.toml says law_2023_196 = true."
    ),
    source=grounds.LAW_2023,
)
def two_years(subject: Subject) -> Iterator[Fault]:
    """Plans longer than two years, or without an end, with no rhythm of follow-up or revision."""
    agreement = subject.agreement
    if not subject.policy.law_2023_196 or agreement.kind is not Kind.PLAN or not subject.original:
        return
    validity, followup = agreement.validity, agreement.followup
    rhythm = validity.revision or (followup and (followup.interval or followup.months or followup.times))
    if rhythm or (
        validity.until and validity.from_ and (validity.until - validity.from_).days <= _TWO_YEARS * 30.5
    ):
        return
    yield Fault(
        ("followup",) if followup else ("validity",),
        say("the plan runs for more than two years and has no rhythm of follow-up"),
        say('add under [followup]: interval = "year", or under [validity]: revision = "year"'),
        Mark.KEY,
    )
