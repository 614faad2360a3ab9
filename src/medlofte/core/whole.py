"""Differences between two documents apart from their areas and pledges."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from medlofte.core.fields import equal, listed, paired, prose
from medlofte.core.hidden import Hidden
from medlofte.core.prose import normal
from medlofte.model.agreement import Agreement
from medlofte.model.change import Change, ChangeKind, Strength
from medlofte.model.party import Group, Partner, Party, Signatory
from medlofte.model.record import Record
from medlofte.model.validity import Validity

K = ChangeKind

#: Keys of the document that are compared as a whole, each with its kind of change.
_PLAIN: Mapping[str, ChangeKind] = {
    "kind": K.OTHER,
    "language": K.FORM,
    "place": K.PLACE,
    "under": K.PARENT,
    "summary": K.WORDING,
    "plain": K.FORM,
    "audience": K.AUDIENCE,
    "goal": K.GOAL,
    "legal_basis": K.LEGAL_BASIS,
    "followup": K.FOLLOWUP,
    "indicator": K.GOAL,
    "extra": K.OTHER,
    "translation": K.FORM,
    "related": K.FORM,
    "amendment": K.OTHER,
    "group": K.PARTY,
}
#: What a text retold leaves out without its being gone.
_RETELLING_OMITS = frozenset({"basis", "governance", "goal", "followup", "legal_basis", "summary"})


def document_changes(old: Agreement, new: Agreement, hidden: Hidden) -> Iterator[Change]:
    """What differs in the document as a whole: period, parties, signatories, basis, clauses and the rest.

    What tells of the file and its handling (provenance, publication, statement, renewal) is never compared.
    """
    if normal(old.title) != normal(new.title):
        yield Change(kind=K.WORDING, path="title", before=old.title, after=new.title)
    for key, kind in _PLAIN.items():
        before, after = getattr(old, key), getattr(new, key)
        if before != after and not equal(before, after):
            yield _seen(Change(kind=kind, path=key, before=before or None, after=after or None), hidden)
    yield from _validity(old.validity, new.validity, hidden)
    yield from _parties(old, new)
    if old.signatory != new.signatory:
        yield from _signatories(old, new, hidden)
    yield from _record("basis", old.basis, new.basis, K.BASIS, hidden)
    yield from _record("governance", old.governance, new.governance, K.GOVERNANCE, hidden)
    yield from _clauses(old, new)


def _seen(change: Change, hidden: Hidden) -> Change:
    omitted = hidden.retold and change.path.split(".")[0] in _RETELLING_OMITS
    if change.after or not (omitted or hidden.at(change.path)):
        return change
    return replace(change, strength=Strength.UNKNOWN)


def _validity(old: Validity, new: Validity, hidden: Hidden) -> Iterator[Change]:
    for name in old.__struct_fields__:
        key = name.removesuffix("_")
        before, after = getattr(old, name), getattr(new, name)
        if before != after and not equal(before, after):
            yield _seen(Change(kind=K.VALIDITY, path=f"validity.{key}", before=before, after=after), hidden)


def _parties(old: Agreement, new: Agreement) -> Iterator[Change]:
    yield from _by_id("party", {item.id: item for item in old.party}, {item.id: item for item in new.party})
    partners = {item.id: item for item in old.partner}, {item.id: item for item in new.partner}
    for change in _by_id("partner", *partners):
        yield replace(change, kind=K.PARTNER) if change.kind is K.PARTY else change


def _by_id(word: str, old: Mapping[str, Record], new: Mapping[str, Record]) -> Iterator[Change]:
    for name, one in old.items():
        if name not in new:
            yield Change(kind=K.PARTY, path=f"{word}.{name}", before=one)
        elif one != new[name]:
            yield from _fields(one, new[name], f"{word}.{name}")
    for name, other in new.items():
        if name not in old:
            yield Change(kind=K.PARTY, path=f"{word}.{name}", after=other)


def _fields(one: Any, other: Any, path: str) -> Iterator[Change]:
    for name in one.__struct_fields__:
        before, after = getattr(one, name), getattr(other, name)
        if before != after and not equal(before, after):
            kind = K.PARTY if name in ("name", "kind") else K.FORM
            yield Change(kind=kind, path=f"{path}.{name}", before=before or None, after=after or None)


def _signatories(old: Agreement, new: Agreement, hidden: Hidden) -> Iterator[Change]:
    """Per party: persons who came and went; for one who stays, the office."""
    for party in dict.fromkeys(item.party for item in (*old.signatory, *new.signatory)):
        before = [item for item in old.signatory if item.party == party]
        after = [item for item in new.signatory if item.party == party]
        pairs, gone, come = paired(before, after, _who, lambda item: normal(item.office), bool)
        path = f"signatory.{party}"
        for one, other in pairs:
            if _who(one) != _who(other):
                yield Change(kind=K.SIGNATORY, path=path, before=one, after=other)
            elif not equal(one, other):
                yield from _office(one, other, path)
        for one in gone:
            yield _seen(Change(kind=K.SIGNATORY, path=path, before=one), hidden)
        for other in come:
            yield Change(kind=K.SIGNATORY, path=path, after=other)


def _who(item: Signatory) -> str:
    return item.person or normal(item.name) or normal(item.office)


def _office(one: Signatory, other: Signatory, path: str) -> Iterator[Change]:
    """What changed of somebody who stays: another name is another signatory to every reader."""
    if normal(one.name) != normal(other.name) and one.name and other.name:
        yield Change(kind=K.SIGNATORY, path=path, before=one, after=other)
        return
    same = normal(one.office) == normal(other.office) and one.acting == other.acting
    yield Change(kind=K.FORM if same else K.OFFICE, path=path, before=one, after=other)


def _record(
    path: str, old: Record | None, new: Record | None, kind: ChangeKind, hidden: Hidden
) -> Iterator[Change]:
    if old == new:
        return
    if old is None or new is None:
        yield _seen(Change(kind=kind, path=path, before=old, after=new), hidden)
        return
    for name in old.__struct_fields__:
        before, after = getattr(old, name), getattr(new, name)
        if isinstance(before, tuple) and (before + after) and isinstance((before + after)[0], Record):
            label = repr if name == "source" else _label
            for change in listed(before, after, f"{path}.{name}", kind, label):
                yield _seen(change, hidden)
        elif before != after and not equal(before, after):
            change = Change(kind=kind, path=f"{path}.{name}", before=before or None, after=after or None)
            yield _seen(change, hidden)


def _label(item: Any) -> str:
    return normal(item.name)


def _clauses(old: Agreement, new: Agreement) -> Iterator[Change]:
    before = {item.id: item for item in old.clause}
    after = {item.id: item for item in new.clause}
    for name in (*before, *(name for name in after if name not in before)):
        one, other = before.get(name), after.get(name)
        if one is None or other is None:
            yield Change(kind=K.CLAUSE, path=f"clause.{name}", before=one, after=other)
        elif one != other:
            if normal(one.title) != normal(other.title):
                yield Change(kind=K.CLAUSE, path=f"clause.{name}.title", before=one.title, after=other.title)
            for change in prose(one.text, other.text, f"clause.{name}.text"):
                kind = K.CLAUSE if change.kind is K.WORDING else change.kind
                yield replace(change, kind=kind)


def party_names(document: Agreement) -> dict[str, str]:
    """Id → name of everybody who may promise or work along."""
    actors: tuple[Party | Group | Partner, ...] = (*document.party, *document.group, *document.partner)
    return {item.id: item.name for item in actors}
