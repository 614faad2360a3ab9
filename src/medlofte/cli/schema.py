"""``schema``: JSON Schema of what is read and written."""

from enum import StrEnum
from typing import Annotated

import typer

from medlofte.cli.session import Session
from medlofte.message import say
from medlofte.view.catalog import Catalog


class What(StrEnum):
    """What a schema is wanted of."""

    AGREEMENT = "agreement"
    OUTCOMES = "outcomes"
    DECISIONS = "decisions"
    SIGN_OFF = "sign-off"
    RELEASE = "release"
    SETTINGS = "settings"
    SIGNATORIES = "signatories"
    DIFF = "diff"
    CHANGELOG = "changelog"
    HISTORY = "history"
    STATUS = "status"
    STATISTICS = "statistics"
    FINDINGS = "findings"
    ROWS = "rows"
    SITE = "site"


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``schema``."""
    app.command(
        name,
        help=words.say(
            say("Print the JSON Schema of agreements, or of another format that medlofte reads or writes.")
        ),
    )(schema)


def schema(
    context: typer.Context, what: Annotated[What, typer.Argument(metavar="[WHAT]")] = What.AGREEMENT
) -> None:
    """Print a schema; the help text comes from the catalogue."""
    session: Session = context.obj
    session.put_bytes(schema_bytes(what))


def schema_bytes(what: What) -> bytes:
    """The schema of one format."""
    from medlofte.model.agenda import Status
    from medlofte.model.agreement import Agreement
    from medlofte.model.biography import History
    from medlofte.model.changelog import Changelog
    from medlofte.model.decision import Decisions
    from medlofte.model.outcome import Report
    from medlofte.model.record import Record
    from medlofte.model.register import Settings
    from medlofte.model.release import Release
    from medlofte.model.row import FORMAT, Tables
    from medlofte.model.signatories import Signatories
    from medlofte.model.signoff import SignOff
    from medlofte.model.site import Manifest
    from medlofte.model.statistics import Statistics
    from medlofte.view import data

    records: dict[What, tuple[type[Record], str]] = {
        What.AGREEMENT: (Agreement, "medlofte agreement, format 1"),
        What.OUTCOMES: (Report, "medlofte report on outcomes, format 1"),
        What.DECISIONS: (Decisions, "medlofte decisions for new-period"),
        What.SIGN_OFF: (SignOff, "medlofte sign-off, version 1"),
        What.RELEASE: (Release, "medlofte release, version 1"),
        What.SETTINGS: (Settings, "medlofte.toml"),
        What.SIGNATORIES: (Signatories, "medlofte list of signatories, format 1"),
        What.SITE: (Manifest, "medlofte manifest of a published folder, version 1"),
        What.CHANGELOG: (Changelog, "medlofte changelog"),
        What.HISTORY: (History, "medlofte history"),
        What.STATUS: (Status, "medlofte/status@1"),
        What.STATISTICS: (Statistics, "medlofte/statistics@1"),
        What.ROWS: (Tables, FORMAT),
    }
    if what is What.FINDINGS:
        from medlofte.view.findings_schema import findings_schema

        return data.encode(findings_schema())
    if what is What.DIFF:
        return data.encode(data.diff_schema())
    kind, title = records[what]
    return data.encode(data.schema_of(kind, title))
