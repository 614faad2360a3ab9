"""``list --summary``: figures on the pledges, over a whole register or over series."""

from itertools import groupby
from typing import TYPE_CHECKING

from medlofte.cli.check import Plain
from medlofte.cli.session import Session, colour, width
from medlofte.errors import UsageError
from medlofte.message import say
from medlofte.model.ref import parse_ref

if TYPE_CHECKING:
    from medlofte.core.statistics import Row
    from medlofte.model.statistics import SeriesFigures
    from medlofte.store.register import Register


def put_summary(session: Session, refs: list[str], form: Plain) -> None:
    """Put the figures of the documents named, of one revision."""
    from medlofte.core.statistics import figures
    from medlofte.model.statistics import Statistics

    ref = [parse_ref(text) for text in refs] or [parse_ref("")]
    if len({one.revision for one in ref}) > 1:
        raise UsageError(
            say("figures of two revisions cannot be added up"), hint=say("ask for one revision at a time")
        )
    register = session.register(ref[0].revision)
    names = names_of(register, [one.name for one in ref])
    parts: list[SeriesFigures] = []
    rows: list[Row] = []
    for series, wanted in groupby(names, key=lambda name: name.rpartition("/")[0]):
        part, found = _series(session, register, series, list(wanted))
        parts.append(part)
        rows += found
    whole = figures(
        rows,
        sum(part.figures.documents for part in parts),
        sum(part.figures.incomplete for part in parts),
    )
    found_all = Statistics(
        schema="medlofte/statistics@1", date=session.today, figures=whole, series=tuple(parts)
    )
    if form is Plain.JSON:
        from medlofte.view.data import encode

        session.put_bytes(encode(found_all))
        return
    from medlofte.view.statistics_text import render

    session.put(render(found_all, session.words, width=width(), colour=colour()))


def names_of(register: "Register", wanted: list[str]) -> list[str]:
    """The documents that names lead to, series after series.

    Raises:
        UsageError: A name leads to none.
    """
    found: set[str] = set()
    for name in wanted:
        led = {one for one in register if not name or one == name or one.startswith(f"{name}/")}
        if name and not led:
            raise UsageError(
                say("the register has no document or series '{name}'", name=name),
                hint=say("see what there is with: medlofte list"),
            )
        found |= led
    return sorted(found, key=lambda one: (one.rpartition("/")[0], one))


def _series(
    session: Session, register: "Register", series: str, wanted: list[str]
) -> "tuple[SeriesFigures, list[Row]]":
    from medlofte.core.statistics import series_figures

    documents = {}
    for name in register.periods(series):
        agreement = register.document(name).agreement
        if agreement is not None:
            documents[name] = agreement
        elif name in wanted:
            session.note(say("{name} cannot be read and is left out; see: medlofte check {name}", name=name))
    for name in documents:
        session.note_unread(register.document(name))
    reports = {name: register.document(name).reports for name in documents}
    return series_figures(series, documents, reports, session.today, wanted=wanted)
