"""Ledgers that no longer fit the document before, since that was corrected after they were signed."""

from collections.abc import Iterator, Mapping

from medlofte.core.rules.ledger import no_row, no_such_pledge
from medlofte.core.rules.registry import Subject
from medlofte.message import Message, say
from medlofte.model.agreement import Agreement
from medlofte.model.register import Document


def misfits(documents: Mapping[str, Agreement], of: str = "") -> Iterator[Message]:
    """The documents whose ledger names other pledges than the one before has, each once, with what to do.

    Args:
        documents: Documents, by name.
        of: Only those that renew this one; all where empty.
    """
    for name, agreement in documents.items():
        before = agreement.renewal.of if agreement.renewal else ""
        if before in documents and before == (of or before) and _misfit(name, before, documents):
            yield say(
                "the ledger of {name} does not fit {of} as it is now: see medlofte check {name}, mend it, "
                "and have {name} signed and released anew",
                name=name,
                of=before,
            )


def _misfit(name: str, before: str, documents: Mapping[str, Agreement]) -> bool:
    agreement = documents[name]
    document = Document(name, f"agreements/{name}.toml", agreement)
    subject = Subject(document, agreement, documents, before, documents[before])
    return any(any(look(subject)) for look in (no_row, no_such_pledge))
