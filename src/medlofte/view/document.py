"""What every view of a whole document says alike: its heading lines, its order, and what stands for a missing text."""

from types import MappingProxyType

from medlofte.message import say
from medlofte.model.agreement import Agreement
from medlofte.model.change import RowFate
from medlofte.model.party import Signatory
from medlofte.model.pledge import Area, Pledge
from medlofte.model.renewal import LedgerRow
from medlofte.model.source import Origin, Provenance
from medlofte.view.catalog import Catalog
from medlofte.view.labels import LEDGER_FATES, ORIGINS, SIGNS
from medlofte.view.phrases import period_name, signatory
from medlofte.view.values import Names, known_as, one_line

NO_NAMES: Names = MappingProxyType({})
#: Lists of records that follow on the clauses and statements.
APPENDED = ("publication", "related", "translation", "amendment")


def warning(provenance: Provenance, words: Catalog) -> str:
    """What a reader must know before anything else: that the text is not the original; empty where it is."""
    if provenance.of is Origin.ORIGINAL:
        return ""
    if provenance.of is Origin.RETOLD:
        return words.say(say("This is retold from what was published, not the signed text."))
    return words.say(say("This is {what}.", what=ORIGINS[provenance.of]))


def capital(label: str) -> str:
    """A label as the beginning of a line."""
    return f"{label[:1].upper()}{label[1:]}"


def title(agreement: Agreement, name: str) -> str:
    """The title of a document; its name where it has none."""
    return one_line(agreement.title) or one_line(name)


def titled_by_name(name: str) -> str:
    """A document whose title is not known here, in the words of its name: ``gotland/2021`` as Gotland › 2021."""
    *folders, period = name.split("/")
    return " › ".join([*(capital(one_line(part.replace("-", " "))) for part in folders), period_name(period)])


def numbered(number: str, text: str) -> str:
    """Text after the number or letter printed before it."""
    return f"{one_line(number)} {one_line(text)}" if number else one_line(text)


def pledges_by_area(agreement: Agreement) -> tuple[list[tuple[Area, list[Pledge]]], list[Pledge]]:
    """Every area with its pledges, and the pledges without a known one."""
    known = {area.id for area in agreement.area}
    found = [
        (area, [pledge for pledge in agreement.pledge if pledge.area == area.id]) for area in agreement.area
    ]
    return found, [pledge for pledge in agreement.pledge if pledge.area not in known]


def loose_title(agreement: Agreement, words: Catalog) -> str:
    """The heading of pledges without area."""
    return words.say(say("Without area") if agreement.area else say("Pledges"))


def pledge_text(pledge: Pledge, words: Catalog) -> str:
    """The promise, or that it is not known."""
    return pledge.text if pledge.text.strip() else words.say(say("(text not known)"))


def signing(person: Signatory, known: Names) -> str:
    """A person with office and party."""
    return one_line(f"{signatory(person)} ({known_as((person.party,), known)})")


def fate(row: LedgerRow, words: Catalog, old: Names = NO_NAMES, new: Names = NO_NAMES) -> str:
    """What became of an old pledge or area, in one line.

    Args:
        row: What is told of it.
        words: The language.
        old: What those of the old document are called, by id; else by their ids.
        new: The same of those of the new one.
    """
    heirs = f" → {', '.join(new.get(name) or one_line(name) for name in row.into)}" if row.into else ""
    sign, name = SIGNS[RowFate(row.fate.value)], old.get(row.id) or one_line(row.id)
    return f"{sign} {name}{heirs}: {words.say(LEDGER_FATES[row.fate])}"
