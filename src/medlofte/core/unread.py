"""What ledgers tell of texts that are not at hand: of a period that is not published, or one corrected since."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from medlofte.core.compare import Named
from medlofte.core.lineage import groups
from medlofte.model.agreement import Agreement
from medlofte.model.change import RowFate
from medlofte.model.changelog import Item, Pledged
from medlofte.model.pledge import Pledge


def begun(document: Agreement) -> Iterator[Item]:
    """The pledges of a document that names none before it: all of them begin."""
    for pledge in document.pledge:
        yield Item(fate=RowFate.NEW, new=(Pledged.of(pledge),))


def with_unread(names: Iterable[str], documents: Mapping[str, Agreement]) -> Iterator[Named]:
    """Documents in the order given; before each that renews one not at hand, what its ledger tells of that."""
    for name in names:
        document = documents[name]
        renewal = document.renewal
        if renewal and renewal.of not in documents:
            item = Agreement(format=document.format, kind=document.kind, title="", pledge=_unread(document))
            yield Named(renewal.of, item)
        yield Named(name, document)


def as_signed(old: Named, new: Named) -> Agreement:
    """The document before, with the pledges that a released one tells of and a correction has taken out since.

    Args:
        old: The document before, as it stands now.
        new: The one after; nothing of it but a signed ledger can tell of what is gone.
    """
    renewal, text = new.agreement.renewal, old.agreement
    if renewal is None or renewal.of != old.name or not new.is_released:
        return text
    known = {pledge.id for pledge in text.pledge}
    gone = tuple(pledge for pledge in _unread(new.agreement) if pledge.id not in known)
    return replace(text, pledge=(*text.pledge, *gone)) if gone else text


def by_ledger(document: Agreement, earlier: Iterable[Named]) -> Iterator[Item]:
    """The pledges of a document, and those of the one before, by what the ledger says of each.

    Where there is no ledger, nothing is known of how they came there.

    Args:
        document: The document.
        earlier: Older documents, oldest first.
    """
    ledger = document.renewal.pledge if document.renewal else ()
    if not ledger:
        yield from (Item(fate=RowFate.UNKNOWN, new=(Pledged.of(pledge),)) for pledge in document.pledge)
        return
    names = {pledge.id: pledge for pledge in document.pledge}
    last = {pledge.id: item.name for item in earlier for pledge in item.agreement.pledge}
    for group in groups(_unread(document), document.pledge, ledger, shared_ids=True):
        back = last.get(group.new[0], "") if not group.old else ""
        yield Item(
            fate=group.fate or (RowFate.REINTRODUCED if back else RowFate.NEW),
            old=tuple(Pledged(id=name) for name in group.old),
            new=tuple(Pledged.of(names[name]) for name in group.new),
            reason=group.reason,
            judgement=group.judgement,
            to=group.to,
            earlier=back,
        )


def _unread(document: Agreement) -> tuple[Pledge, ...]:
    """The pledges of the document before, as far as the ledger names them."""
    ledger = document.renewal.pledge if document.renewal else ()
    return tuple(Pledge.unread(row.id) for row in ledger)
