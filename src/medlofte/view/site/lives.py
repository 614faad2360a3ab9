"""The lives of the pledges of a series, found by document and pledge."""

from collections.abc import Mapping
from dataclasses import dataclass

from medlofte.model.biography import History, Life, Span, Stage
from medlofte.model.publication import Edition


@dataclass(frozen=True, slots=True)
class Lives:
    """What is known of each pledge in each document.

    Attributes:
        spans: The documents, by name.
        stages: For each document, every pledge by id: its life, and its stage there.
    """

    spans: Mapping[str, Span]
    stages: Mapping[str, Mapping[str, tuple[Life, Stage]]]

    def of(self, document: str) -> Mapping[str, tuple[Life, Stage]]:
        """The pledges of one document; none where it is not among those that count."""
        return self.stages.get(document, {})

    def stages_of(self, document: str) -> list[Stage]:
        """What is known of each of these pledges there."""
        return [stage for _, stage in self.of(document).values()]

    def is_due(self, edition: Edition) -> bool:
        """Whether silence about the pledges of a document says something: it is over, or others were reported."""
        return bool(edition.reports) or self.spans[edition.name].over


def lives(history: History) -> Lives:
    """Every life, found by each document that it passes through."""
    stages: dict[str, dict[str, tuple[Life, Stage]]] = {span.document: {} for span in history.period}
    for life in history.life:
        for stage in life.stage:
            stages[stage.document].setdefault(stage.pledge.id, (life, stage))
    return Lives({span.document: span for span in history.period}, stages)
