"""``check`` and ``rules``: what is wrong, and why it counts."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from medlofte.cli.session import Session, colour
from medlofte.errors import UsageError
from medlofte.message import say
from medlofte.model.finding import Placed, Severity
from medlofte.model.ref import is_release, parse_ref
from medlofte.view.catalog import Catalog

if TYPE_CHECKING:
    from medlofte.model.register import Document
    from medlofte.store.register import Register


class Format(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"


class Plain(StrEnum):
    """Text for people or JSON for programs."""

    TEXT = "text"
    JSON = "json"


def add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Register ``check`` or ``rules``."""
    if name == "check":
        app.command(
            "check",
            help=words.say(
                say(
                    "Report every fault of every file, or of the documents and series named. "
                    "Exit 0 without errors, 1 with; see one rule with: medlofte rules CODE"
                )
            ),
        )(check)
    else:
        app.command("rules", help=words.say(say("List all rules, or explain one.")))(rules)


def check(
    context: typer.Context,
    refs: Annotated[list[str] | None, typer.Argument(metavar="[REF]...", show_default=False)] = None,
    form: Annotated[Format, typer.Option("--format")] = Format.TEXT,
    fail_on: Annotated[Severity, typer.Option("--fail-on")] = Severity.ERROR,
) -> None:
    """Report every fault; the help text comes from the catalogue."""
    session: Session = context.obj
    from medlofte.view import findings

    tally = _Tally()
    found = tally.count(
        placed for register, names in _scopes(session, refs or []) for placed in _look(register, names, tally)
    )
    if form is Format.TEXT:
        for block in findings.text(found, session.words, colour=colour()):
            sys.stdout.write(block)
        session.put(findings.summary(tally.files, tally.errors, tally.warnings, session.words))
    elif form is Format.GITHUB:
        for line in findings.as_github(_from_top(session, found), session.words):
            sys.stdout.write(line)
    elif form is Format.JSON:
        everything = list(found)
        session.put_bytes(findings.as_json(everything, tally.files, session.words))
    elif form is Format.GITLAB:
        session.put_bytes(findings.as_gitlab(_from_top(session, found), session.words))
    else:
        session.put_bytes(
            findings.as_sarif(list(_from_top(session, found)), _described(session.words), session.words)
        )
    if tally.errors or (fail_on is Severity.WARNING and tally.warnings):
        raise typer.Exit(1)


class _Tally:
    """What was read and found so far, since findings are shown while they come."""

    def __init__(self) -> None:
        self.files = self.errors = self.warnings = 0

    def count(self, found: Iterator[Placed]) -> Iterator[Placed]:
        for item in found:
            if item.finding.severity is Severity.ERROR:
                self.errors += 1
            else:
                self.warnings += 1
            yield item


def _scopes(session: Session, refs: list[str]) -> Iterator[tuple["Register", frozenset[str] | None]]:
    """Registers to look into, one for each revision named, with the documents wanted (None: all)."""
    if not refs:
        yield session.register(), None
        return
    wanted: dict[tuple[str, str], set[str]] = {}
    for text in refs:
        ref = parse_ref(text)
        release_of = ref.name if is_release(ref.revision) else ""
        wanted.setdefault((ref.revision, release_of), set()).add(ref.name)
    for (revision, release_of), names in wanted.items():
        register = session.register(revision, release_of)
        yield register, None if "" in names else frozenset(_expand(register, names))


def _expand(register: "Register", names: set[str]) -> Iterator[str]:
    for name in sorted(names):
        found = [name] if name in register else register.periods(name)
        if not found:
            found = [other for other in register if other.startswith(name + "/")]
        if not found:
            raise UsageError(
                say("the register has no document or series '{name}'", name=name),
                hint=say("see what there is with: medlofte list"),
            )
        yield from found


def _look(register: "Register", names: frozenset[str] | None, tally: _Tally) -> Iterator[Placed]:
    from medlofte.core.check import check_reports, check_series, check_signatories
    from medlofte.store.locate import place

    policy, listed = register.settings.policy, register.signatories()
    if names is None:
        tally.files += len(register.strays)
        yield from register.strays
        if listed:
            tally.files += 1
            yield from place(listed.path, listed.source, check_signatories(listed, policy))
    may_sign = listed.signatories if listed else None
    for series in register.by_series(names):
        for document, faults in check_series(series, register, policy, names, may_sign):
            tally.files += 1 + len(document.reports)
            yield from place(document.path, document.source, faults)
            for filed, told in check_reports(document, policy):
                yield from place(filed.path, filed.source, told)
            yield from _released(register, document, tally)


def _released(register: "Register", document: "Document", tally: _Tally) -> Iterator[Placed]:
    """The sign-offs and releases of a document; most have none, and cost nothing."""
    if not register.release_numbers(document.name):
        return
    from medlofte.core.check import check_releases
    from medlofte.store.locate import place
    from medlofte.store.source import sha256

    folders = tuple(register.release_folders(document.name))
    tally.files += sum(len(folder.signoffs) + bool(folder.source) for folder in folders)
    digest = sha256(document.source)
    for path, source, found in check_releases(document, folders, digest, register.settings.policy):
        yield from place(path, source, found)


def _from_top(session: Session, found: Iterator[Placed]) -> Iterator[Placed]:
    """Findings with paths from the top of the repository, as the services that show them expect."""
    from msgspec.structs import replace

    root = session.folder().root.resolve()
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    prefix = root.relative_to(top).as_posix()
    for item in found:
        yield item if prefix == "." else replace(item, file=f"{prefix}/{item.file}")


def _described(words: Catalog) -> list[tuple[str, Severity, str, str]]:
    from medlofte.core.rules import ALL

    return [(rule.code, rule.severity, words.say(rule.title), words.say(rule.why)) for rule in ALL]


def rules(
    context: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", show_default=False)] = None,
    form: Annotated[Plain, typer.Option("--format")] = Plain.TEXT,
) -> None:
    """List all rules, or explain one; the help text comes from the catalogue."""
    session: Session = context.obj
    from medlofte.core.rules import ALL
    from medlofte.view import rules_text

    chosen = [rule for rule in ALL if code is None or rule.code == code.upper()]
    if not chosen:
        raise UsageError(
            say("there is no rule '{code}'", code=str(code)), hint=say("see all codes with: medlofte rules")
        )
    told = [
        rules_text.Told(
            rule.code, rule.severity, session.words.say(rule.title), session.words.say(rule.why), rule.source
        )
        for rule in chosen
    ]
    if form is Plain.JSON:
        session.put_bytes(rules_text.as_json(told))
    elif code:
        session.put(rules_text.one(told[0], session.words))
    else:
        session.put(rules_text.overview(told, session.words, colour=colour()))
