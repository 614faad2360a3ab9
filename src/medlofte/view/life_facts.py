"""What is known of a pledge in one document beside its text, for every view of its life."""

from collections.abc import Iterator

from medlofte.model.biography import History, Span, Stage
from medlofte.model.changelog import Entry
from medlofte.view import changelog_phrases, phrases, rates
from medlofte.view.catalog import Catalog
from medlofte.view.values import one_line


def numbers(stage: Stage, words: Catalog) -> Iterator[str]:
    """Its promised numbers, each with its rate."""
    for target, speed in zip(stage.target, stage.rate, strict=True):
        told_as = f"; {rates.told(speed, words)}" if speed else ""
        yield one_line(phrases.target(target, words)) + told_as


def changed(stage: Stage, span: Span, history: History, words: Catalog) -> Iterator[str]:
    """What changed in substance, apart from its text."""
    found = [change for change in stage.changes if not change.path.endswith(".text")]
    yield from map(one_line, changelog_phrases.changes(found, _entry(span, history), words))


def not_shown(stage: Stage, span: Span, history: History, words: Catalog) -> Iterator[str]:
    """What cannot be told, since one of the texts is not known there."""
    for change in stage.not_shown:
        yield one_line(changelog_phrases.not_shown(change, _entry(span, history), words))


def _entry(span: Span, history: History) -> Entry:
    """What a phrase about a change needs to know of its document."""
    return Entry(
        document=span.document, title=span.title, kind=history.kind, names=span.names, areas=span.areas
    )
