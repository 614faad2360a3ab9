"""Open data: the pledges of documents as flat rows, with what came before, what came after and how they went."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from medlofte.core.biography import history
from medlofte.core.hidden import Hidden
from medlofte.core.publication import signing_of
from medlofte.core.row_columns import after, life_columns, outcome_columns, outcome_rows, target_columns
from medlofte.core.whole import party_names
from medlofte.model.agreement import Agreement
from medlofte.model.biography import History
from medlofte.model.pledge import Area, Pledge
from medlofte.model.publication import Edition, Volume
from medlofte.model.record import Precision
from medlofte.model.row import AreaRow, DocumentRow, OutcomeRow, Row, Tables
from medlofte.model.row_codes import KindCode, PrecisionCode
from medlofte.model.source import Origin
from medlofte.model.validity import Validity

#: From exact to coarse.
_PRECISIONS = (Precision.DAY, Precision.MONTH, Precision.YEAR)


@dataclass(frozen=True, slots=True)
class Text:
    """One document whose pledges are wanted as rows.

    Attributes:
        name: ``SERIES/PERIOD``.
        agreement: Its content.
        code: The control code of its text.
        release: The number of the release that the text is; None where it is none.
        gone: Pledges that a correction took out.
        named: For each later document, the pledges that its ledger names.
    """

    name: str
    agreement: Agreement
    code: str
    release: int | None = None
    gone: frozenset[str] = frozenset()
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)


def tables(wanted: Iterable[tuple[History, Sequence[Text]]]) -> Tables:
    """The rows of documents.

    Args:
        wanted: The lives of the pledges of each series, and those of its documents that are wanted.
    """
    told = [_Document(text, found) for found, texts in wanted for text in texts]
    return Tables(
        pledges=tuple(chain.from_iterable(one.pledges() for one in told)),
        areas=tuple(chain.from_iterable(one.areas() for one in told)),
        documents=tuple(one.document() for one in told),
        outcomes=tuple(chain.from_iterable(one.outcomes() for one in told)),
    )


def of_volumes(volumes: Iterable[Volume]) -> Tables:
    """The rows of everything that is published: of each period its newest release."""
    return tables((volume.history, [_text(edition) for edition in volume.editions]) for volume in volumes)


def of_edition(volume: Volume, edition: Edition) -> Tables:
    """The rows of one release; a replaced one is told in the place of that which replaces it."""
    if edition in volume.editions:
        return tables([(volume.history, [_text(edition)])])
    texts = {item.name: item for item in volume.editions} | {edition.name: edition}
    documents = {name: item.agreement for name, item in texts.items()}
    reports = {name: item.reports for name, item in texts.items()}
    signing = {name: signing_of(item) for name, item in texts.items()}
    found = history(volume.name, documents, reports, volume.history.date, signing=signing)
    newest = next(item for item in volume.editions if item.name == edition.name)
    text = replace(
        _text(edition),
        gone=_ids(edition) - _ids(newest),
        named={name: _named(item, edition.name) for name, item in documents.items()},
    )
    return tables([(found, [text])])


def _ids(edition: Edition) -> frozenset[str]:
    return frozenset(pledge.id for pledge in edition.agreement.pledge)


def _named(document: Agreement, of: str) -> frozenset[str]:
    renewal = document.renewal
    return frozenset(row.id for row in renewal.pledge) if renewal and renewal.of == of else frozenset()


def _text(edition: Edition) -> Text:
    return Text(edition.name, edition.agreement, edition.code, edition.release)


class _Document:
    """One document while its rows are made."""

    def __init__(self, text: Text, found: History) -> None:
        self.text = text
        self.agreement = text.agreement
        self.of = next((span.of for span in found.period if span.document == text.name), "")
        self.names = party_names(text.agreement)
        self.area_by_id = {area.id: area for area in text.agreement.area}
        self.stages = {
            stage.pledge.id: (life, stage)
            for life in found.life
            for stage in life.stage
            if stage.document == text.name
        }

    def document(self) -> DocumentRow:
        """The document itself."""
        return DocumentRow(
            **self._head(),
            under=self.agreement.under,
            pledges=len(self.agreement.pledge),
            incomplete=Hidden(self.agreement).list_goes_on,
        )

    def areas(self) -> Iterator[AreaRow]:
        """Its areas."""
        for area in self.agreement.area:
            yield AreaRow(
                document=self.text.name,
                id=area.id,
                number=area.number,
                title=area.title,
                parent=area.parent,
                problem=area.problem,
                causes=area.causes,
                intent=area.intent,
                goal=area.goal,
            )

    def pledges(self) -> Iterator[Row]:
        """Its pledges."""
        head = self._head()
        for pledge in self.agreement.pledge:
            life, stage = self.stages[pledge.id]
            told = [one for one in after(life, stage) if self._decided(pledge.id, one.document)]
            yield Row(
                **head,
                **self._area(pledge.area),
                **self._promise(pledge),
                **target_columns(pledge),
                **life_columns(life, stage, told),
                **outcome_columns(stage.outcomes),
            )

    def outcomes(self) -> Iterator[OutcomeRow]:
        """What was reported of its pledges."""
        for pledge in dict.fromkeys(pledge.id for pledge in self.agreement.pledge):
            yield from outcome_rows(self.text.name, self.stages[pledge][1].outcomes)

    def _decided(self, pledge: str, document: str) -> bool:
        """Whether a later document had to decide over a pledge: not over one that a correction took out before."""
        return pledge not in self.text.gone or pledge in self.text.named.get(document, ())

    def _head(self) -> dict[str, Any]:
        """Columns that pledges and their document share."""
        item, validity = self.agreement, self.agreement.validity
        series, _, period = self.text.name.rpartition("/")
        return {
            "document": self.text.name,
            "series": series,
            "period": period,
            "release": self.text.release,
            "code": self.text.code,
            "place": item.place,
            "title": item.title,
            "kind": KindCode[item.kind.name],
            "first": validity.from_,
            "last": validity.until,
            "precision": _precision(validity),
            "language": item.language,
            "retold": item.provenance.of is Origin.RETOLD,
            "of": self.of,
        }

    def _area(self, name: str) -> dict[str, Any]:
        line = list(self._upwards(name))
        return {
            "area_id": name,
            "area": line[0].title if line else "",
            "areas_above": tuple(area.title for area in reversed(line[1:])),
            "problem": _paragraphs(area.problem for area in line),
            "causes": _paragraphs(area.causes for area in line),
            "intent": _paragraphs(area.intent for area in line),
            "goal": _paragraphs(area.goal for area in line),
        }

    def _upwards(self, name: str) -> Iterator[Area]:
        """An area and those above it; one that stands above itself ends the line."""
        seen: set[str] = set()
        while name in self.area_by_id and name not in seen:
            seen.add(name)
            yield self.area_by_id[name]
            name = self.area_by_id[name].parent

    def _promise(self, pledge: Pledge) -> dict[str, Any]:
        shares = [*pledge.commitment, *(share for part in pledge.measure for share in part.commitment)]
        texts = [part.text for part in pledge.measure] + [share.text for share in shares]
        return {
            "id": pledge.id,
            "number": pledge.number,
            "heading": pledge.title,
            "text": pledge.text,
            "purpose": pledge.purpose,
            "measures": _paragraphs(texts),
            "by_ids": pledge.by,
            "by": self._called(pledge.by),
            "with_ids": pledge.with_,
            "with_": self._called(pledge.with_),
            "due": pledge.due,
            "due_text": pledge.due_text,
        }

    def _called(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.names.get(name, name) for name in ids)


def _precision(validity: Validity) -> PrecisionCode | None:
    """How exactly the days are stated, the coarser where there are two; None where there is none."""
    stated = [validity.from_precision] if validity.from_ else []
    stated += [validity.until_precision] if validity.until else []
    coarse = max(stated, key=_PRECISIONS.index, default=None)
    return PrecisionCode[coarse.name] if coarse else None


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n\n".join(text for text in texts if text)
