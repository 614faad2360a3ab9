"""The order of documents in a series, and which one comes before which."""

import datetime as dt
from collections.abc import Iterable, Mapping

from medlofte.model.agreement import Agreement

Key = tuple[dt.date, int, str]


def ordered(documents: Mapping[str, Agreement]) -> list[str]:
    """Names of documents from oldest to newest.

    By first day of validity; a document without dates stands after the one it renews, or before the one that
    renews it, or by the day it was signed.
    """
    heirs = {item.renewal.of: name for name, item in sorted(documents.items()) if item.renewal}
    return sorted(documents, key=lambda name: _key(name, documents, heirs, frozenset()))


def _key(
    name: str, documents: Mapping[str, Agreement], heirs: Mapping[str, str], seen: frozenset[str]
) -> Key:
    document = documents[name]
    known = first_known(document)
    if known:
        return known, 0, name
    seen = seen | {name}
    of = document.renewal.of if document.renewal else ""
    if of in documents and of not in seen:
        day, rank, _ = _key(of, documents, heirs, seen)
        return day, rank + 1, name
    heir = heirs.get(name, "")
    if heir in documents and heir not in seen:
        day, rank, _ = _key(heir, documents, heirs, seen)
        return day, rank - 1, name
    return dt.date.min, 0, name


def first_known(document: Agreement) -> dt.date | None:
    """The day a document stands at in its series, by its own words; None for an undated one."""
    validity = document.validity
    signed = [item.on for item in document.provenance.signed if item.on]
    return validity.from_ or (signed[0] if signed else None) or validity.until


def newest(documents: Mapping[str, Agreement]) -> str | None:
    """The document a series stands for when it is named alone."""
    names = ordered(documents)
    return names[-1] if names else None


def predecessor(name: str, documents: Mapping[str, Agreement]) -> str | None:
    """What ``[renewal].of`` names, else the document of the same kind that starts last before this one.

    An undated document comes after none by date, and before none.
    """
    document = documents[name]
    if document.renewal:
        return document.renewal.of
    if first_known(document) is None:
        return None
    dated = {
        other: item for other, item in documents.items() if item.kind is document.kind and first_known(item)
    }
    names = ordered(dated)
    index = names.index(name)
    return names[index - 1] if index else None


def chain(old: str, new: str, documents: Mapping[str, Agreement]) -> list[str]:
    """Documents from ``old`` to ``new``, each renewing the one before; empty where no such chain is declared."""
    names = [new]
    while names[-1] != old:
        document = documents.get(names[-1])
        if document is None or document.renewal is None or document.renewal.of in names:
            return []
        names.append(document.renewal.of)
    return names[::-1]


def before(name: str, documents: Mapping[str, Agreement], names: Iterable[str]) -> list[str]:
    """Those of ``names`` that are older than ``name``, oldest first."""
    wanted = set(names) | {name}
    line = ordered({other: documents[other] for other in documents if other in wanted})
    return line[: line.index(name)] if name in line else []
