"""``new-period``: draft the next period with a decision for every old pledge."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlofte.cli import files
from medlofte.cli.ask import interactive
from medlofte.cli.session import Found, Session, read_day
from medlofte.cli.texts import told
from medlofte.errors import RefusedError, UsageError, WorldError
from medlofte.message import say, say_n
from medlofte.model.record import Fate
from medlofte.model.ref import is_segment
from medlofte.view.catalog import Catalog

if TYPE_CHECKING:
    from medlofte.core.compare import Named
    from medlofte.core.renew import Plan
    from medlofte.model.decision import Decisions


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``new-period``."""
    app.command(
        name,
        help=words.say(
            say(
                "Draft the next period of a series. At a terminal every old pledge is shown and its fate asked for; "
                "otherwise decisions come from a file, or stay undecided. Nothing is ever kept by default."
            )
        ),
    )(new_period)


def new_period(
    context: typer.Context,
    series: Annotated[str, typer.Argument(metavar="SERIES", show_default=False)],
    period: Annotated[str | None, typer.Argument(metavar="[PERIOD]", show_default=False)] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help=told(say("first day")))] = None,
    last: Annotated[str | None, typer.Option("--until", metavar="DATE", help=told(say("last day")))] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(help=told(say("decisions in TOML; see: medlofte schema decisions"))),
    ] = None,
    ask: Annotated[bool, typer.Option("--ask/--no-ask", help=told(say("ask at a terminal")))] = True,
    commit: Annotated[bool, typer.Option("--commit", help=told(say("commit the new file")))] = False,
) -> None:
    """Draft the next period; the help text comes from the catalogue."""
    session: Session = context.obj
    found = session.named(series)
    plan = _plan(session, found, period, (first, last), decisions)
    _tell_silence(session, found)
    if decisions is None and ask and interactive():
        from medlofte.cli.interview import interview, keep

        plan = interview(session, plan, found)
        try:
            _write(session, plan, found, commit=commit)
        except RefusedError:  # nothing was written, and what was decided is not to be decided again
            keep(session, plan.name, plan.decisions)
            raise
        return
    _write(session, plan, found, commit=commit)


def _plan(
    session: Session, found: Found, period: str | None, days: tuple[str | None, str | None], path: Path | None
) -> "Plan":
    from medlofte.core import next_days, renew
    from medlofte.model.decision import Decisions

    old = found.agreement()
    _refuse_undecided(old)
    validity = old.agreement.validity
    proposed_first, _ = next_days.proposed_days(validity)
    first = read_day(days[0]) if days[0] else proposed_first
    last = read_day(days[1]) if days[1] else (next_days.proposed_last(validity, first) if first else None)
    label = period or next_days.proposed_label(first, last)
    name = f"{found.name.rpartition('/')[0]}/{_checked(label)}"
    if name in found.register or name == found.name:
        raise RefusedError(
            say("{name} exists already; medlofte never writes over a file", name=name),
            hint=say(
                "choose another period: medlofte new-period {series} PERIOD", series=name.rpartition("/")[0]
            ),
        )
    if first and last and last < first:
        raise UsageError(
            say(
                "the last day {last} is before the first day {first}",
                last=last.isoformat(),
                first=first.isoformat(),
            ),
            hint=say("turn --from and --until round"),
        )
    if first and validity.from_ and first <= validity.from_:
        raise UsageError(
            say(
                "{name} would begin {first}, no later than {old}",
                name=name,
                first=first.isoformat(),
                old=old.name,
            ),
            hint=say("give the days: medlofte new-period SERIES PERIOD --from DATE --until DATE"),
        )
    plan = renew.Plan(old, name, first, last, Decisions())
    return renew.Plan(old, name, first, last, _decisions(session, path, plan)) if path else plan


def _refuse_undecided(old: "Named") -> None:
    """A draft that is not decided itself cannot be renewed: its pledges are not known yet."""
    renewal = old.agreement.renewal
    left = [row.id for row in renewal.pledge if row.fate is Fate.UNDECIDED] if renewal else []
    if left:
        raise RefusedError(
            say("{name} still has undecided pledges: {ids}", name=old.name, ids=tuple(left)),
            hint=say(
                "decide them in agreements/{name}.toml first; see: medlofte check {name}", name=old.name
            ),
        )


def _checked(label: str) -> str:
    if not label:
        raise UsageError(
            say("the old period has no last day, so no label can be proposed for the new one"),
            hint=say("write one: medlofte new-period SERIES PERIOD --from DATE --until DATE"),
        )
    if not is_segment(label):
        raise UsageError(
            say("'{label}' cannot be a period", label=label),
            hint=say("use lower-case letters a–z, digits and hyphens: 2022, 2022-2023, 2024-sommar"),
        )
    return label


def _decisions(session: Session, path: Path, plan: "Plan") -> "Decisions":
    """Read the decisions file; its faults are told like those of any file, and then nothing is written."""
    from medlofte.cli.session import colour
    from medlofte.core.renew import Plan, faults
    from medlofte.model.decision import Decisions
    from medlofte.store.locate import place
    from medlofte.store.toml import decode
    from medlofte.view import findings

    try:
        data = path.read_bytes()
    except OSError as error:
        raise WorldError(
            say("{file} cannot be read: {reason}", file=str(path), reason=error.strerror or str(error)),
            hint=say("give the path of a decisions file, or leave out --decisions"),
        ) from error
    decisions, wrong = decode(data, Decisions)
    if decisions is not None and decisions.of not in ("", plan.old.name):
        raise RefusedError(
            say("these decisions are about {of}, not about {name}", of=decisions.of, name=plan.old.name),
            hint=say('write: of = "{name}"', name=plan.old.name),
        )
    if decisions is not None:
        wrong = (*wrong, *faults(Plan(plan.old, plan.name, plan.first, plan.last, decisions)))
    if wrong:
        for block in findings.text(place(str(path), data, wrong), session.words, colour=colour()):
            session.warn(block)
    if decisions is None or any(fault.severity == "error" for fault in wrong):
        raise RefusedError(
            say_n(
                "{count} fault in the decisions; nothing was written",
                "{count} faults in the decisions; nothing was written",
                len(wrong),
            ),
            hint=say("mend the file and run the same command again"),
        )
    return decisions


def _tell_silence(session: Session, found: Found) -> None:
    """How many old pledges nobody has reported on: what is decided of them is decided in the dark."""
    from medlofte.core.outcomes import beside
    from medlofte.core.outcomes import told as outcomes_of
    from medlofte.view.told import beside as told_beside

    document = found.agreement().agreement
    filed = found.register.document(found.name)
    session.note_unread(filed)
    outcomes = outcomes_of(document, filed.reports)
    silent = [pledge.id for pledge in document.pledge if pledge.id not in outcomes]
    if silent:
        session.note(
            say_n(
                "outcomes of {name}: {count} pledge of {all} not reported",
                "outcomes of {name}: {count} pledges of {all} not reported",
                len(silent),
                name=found.name,
                all=len(document.pledge),
            )
        )
    if others := beside(document, filed.reports):
        session.note(told_beside(others, found.name))


def _write(session: Session, plan: "Plan", found: Found, *, commit: bool) -> None:
    from medlofte.core.outcomes import told as outcomes_of
    from medlofte.core.renew import draft
    from medlofte.store.layout import dump
    from medlofte.view.catalog import catalog
    from medlofte.view.draft_comments import comments

    agreement = draft(plan)
    old = plan.old.agreement
    outcomes = outcomes_of(old, found.register.document(found.name).reports)
    notes = comments(plan.old.name, old, agreement, outcomes, catalog(agreement.language))
    path = f"agreements/{plan.name}.toml"
    text = dump(agreement, notes).encode()
    _refuse_faulty(session, plan, found, path, text)
    files.create(session, {path: text}, f"Draft {plan.name}", commit=commit)
    left = sum(row.fate == "undecided" for row in agreement.renewal.pledge) if agreement.renewal else 0
    if left:
        session.note(say_n("{count} old pledge is undecided", "{count} old pledges are undecided", left))
    session.note(say("see what remains with: medlofte check {name}", name=plan.name))


def _refuse_faulty(session: Session, plan: "Plan", found: Found, path: str, text: bytes) -> None:
    """Decisions may not lead to a document with errors that the old one did not bring along."""
    from medlofte.cli.session import colour
    from medlofte.core.check import check_draft
    from medlofte.core.renew import draft
    from medlofte.model.decision import Decisions
    from medlofte.store.locate import place
    from medlofte.view import findings

    if plan.decisions == Decisions():
        return
    policy = found.register.settings.policy
    inherited = draft(dataclasses.replace(plan, decisions=Decisions()))
    errors = check_draft(plan.name, draft(plan), inherited, found.register, policy)
    if errors:
        for block in findings.text(place(path, text, errors), session.words, colour=colour()):
            session.warn(block)
        raise RefusedError(
            say_n(
                "the decisions lead to {count} error; nothing was written",
                "the decisions lead to {count} errors; nothing was written",
                len(errors),
            ),
            hint=say("mend the decisions and run the same command again"),
        )
