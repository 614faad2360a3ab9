"""The series of a site and the folders above them: what people call each, and the order they stand in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from medlofte.model.agreement import Agreement
from medlofte.model.publication import Edition
from medlofte.model.record import Kind
from medlofte.view.catalog import catalog
from medlofte.view.document import capital, title
from medlofte.view.labels import DOCUMENT_KINDS
from medlofte.view.values import one_line

#: Letters that stand with another one, and the last three of the alphabet, put after z.
_ALIKE = str.maketrans("éèüæø", "eeyäö")
_LAST = str.maketrans("åäö", "{|}")


@dataclass(frozen=True, slots=True)
class Folder:
    """A series, or a folder that only holds series, as other pages name it.

    Attributes:
        name: ``gotland/samverkan``.
        label: What people call it.
        place: The place its newest document is about.
        newest: The newest document; empty where it holds only series.
        title: The title of that document.
        periods: How many periods there are.
    """

    name: str
    label: str
    place: str = ""
    newest: str = ""
    title: str = ""
    periods: int = 0


def folders(editions: Iterable[Edition], newest: Mapping[str, str]) -> dict[str, Folder]:
    """Every series and every folder above one, by name.

    Args:
        editions: What is published.
        newest: The newest document of each series; where nothing is said, the last by name.
    """
    own: dict[str, list[Edition]] = {}
    for edition in editions:
        if edition.latest:
            own.setdefault(edition.series, []).append(edition)
    found: dict[str, Folder] = {}
    for series in sorted(own):
        steps = series.split("/")
        for end in range(1, len(steps)):
            name = "/".join(steps[:end])
            found.setdefault(name, Folder(name, _from_name(name)))
        found[series] = _folder(series, own[series], newest.get(series, ""), found)
    return found


def _folder(series: str, editions: Sequence[Edition], newest: str, found: Mapping[str, Folder]) -> Folder:
    last = max(editions, key=lambda edition: (edition.name == newest, edition.name))
    above = found.get(series.rpartition("/")[0])
    place = one_line(last.agreement.place)
    return Folder(
        name=series,
        label=_label(series, last.agreement, above),
        place=place,
        newest=last.name,
        title=title(last.agreement, last.name),
        periods=len(editions),
    )


def _label(series: str, agreement: Agreement, above: Folder | None) -> str:
    """A series by its place; one of another kind for the same place by its kind."""
    place = one_line(agreement.place)
    if above is None or agreement.kind is Kind.PLEDGES:
        return place if place and (above is None or place != above.place) else _from_name(series)
    return capital(catalog(agreement.language).say(DOCUMENT_KINDS[agreement.kind]))


def _from_name(name: str) -> str:
    return capital(name.rpartition("/")[2].replace("-", " "))


def alphabetical(text: str) -> tuple[str, str]:
    """What puts texts in Swedish order: å, ä and ö stand last."""
    return text.casefold().translate(_ALIKE).translate(_LAST), text


def initial(text: str) -> str:
    """The letter that a text stands under; ``#`` for what begins with none."""
    first = text[:1].casefold().translate(_ALIKE).upper()
    return first if first.isalpha() else "#"
