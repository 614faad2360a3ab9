"""Which document a report is about, and whether anything can be told of it yet."""

from dataclasses import replace

from medlofte.cli.session import Found, Session
from medlofte.errors import RefusedError, UsageError
from medlofte.message import say


def found_for_report(session: Session, ref: str) -> Found:
    """The document that a report is about, as it stands here; of a series the newest that can be reported on.

    Raises:
        UsageError: There is none, or another revision is named.
    """
    found = session.named(ref)
    if found.ref.revision:
        raise UsageError(
            say("a report is about the text as it stands here, not about one of another revision"),
            hint=say("leave out @{revision}", revision=found.ref.revision),
        )
    if found.name != found.ref.name:
        found = _begun(session, found)
    session.note_unread(found.register.document(found.name))
    return found


def _begun(session: Session, found: Found) -> Found:
    """Of a series the newest document that can be reported on, which need not be its newest one."""
    from medlofte.core.followup import newest_begun

    register = found.register
    names = [
        name for name in register.periods(found.ref.name) if register.document(name).agreement is not None
    ]
    name = newest_begun({name: register[name] for name in names}, session.today)
    if name is None or name == found.name:
        return found
    session.note(say("{newest} is not in force; the report is about {name}", newest=found.name, name=name))
    return replace(found, name=name)


def refuse_ahead(session: Session, found: Found) -> None:
    """Of a period that has not begun nothing can be told, whatever is answered.

    Raises:
        RefusedError: The period has not begun.
    """
    from medlofte.core.followup import begun_on

    first = begun_on(found.agreement().agreement)
    if first is not None and first > session.today:
        raise RefusedError(
            say(
                "{name} begins on {first}: there is nothing to report yet",
                name=found.name,
                first=first.isoformat(),
            ),
            hint=say(
                "report on a period that has begun: medlofte follow-up {series}",
                series=found.name.rpartition("/")[0],
            ),
        )
