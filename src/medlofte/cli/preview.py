"""What a signatory sees before signing: the text or its difference from the last, check, who has signed, the code."""

from medlofte.cli.review import Review, findings_of, state_in, text_before
from medlofte.cli.session import Session, colour, width
from medlofte.core.compare import Named, compare
from medlofte.core.control_code import control_code
from medlofte.message import say, say_n
from medlofte.model.finding import Severity
from medlofte.view.catalog import catalog


def preview(session: Session, found: Review) -> None:
    """Show it beside the result; the text in its own language."""
    from medlofte.view.approval_text import render

    session.warn(_text(session, found))
    findings = findings_of(found)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    session.note(
        say(
            "check: {errors}, {warnings}",
            errors=say_n("{count} error", "{count} errors", errors),
            warnings=say_n("{count} warning", "{count} warnings", len(findings) - errors),
        )
    )
    code = control_code(found.text.sha256)
    said = state_in(found).said
    session.warn(
        render(found.text, found.approval, said, code, {}, session.words, width=width(), colour=colour())
    )


def _text(session: Session, found: Review) -> str:
    """The difference from the release before, where there is one; else the whole text."""
    words = catalog(found.agreement.language)
    before = text_before(session.folder().root, found)
    if before is not None:
        from medlofte.view import diff_text

        new = Named(found.text.name, found.agreement)
        comparison = compare(before, new)
        return diff_text.render(
            comparison,
            before.agreement,
            new.agreement,
            words,
            width=width(),
            colour=colour(),
            everything=True,
        )
    from medlofte.model.assessment import Followed
    from medlofte.view.show_text import render

    said = state_in(found).said
    return render(found.agreement, found.text.name, said, Followed(), words, width=width(), colour=colour())
