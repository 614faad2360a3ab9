"""How a rule is written down, and what it is given."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from medlofte.core.hidden import Hidden
from medlofte.core.rules.walk import Counted, counted
from medlofte.message import Message
from medlofte.model.agreement import Agreement
from medlofte.model.change import Comparison
from medlofte.model.finding import Finding, KeyPath, Mark, Severity
from medlofte.model.register import Document, Policy
from medlofte.model.signatories import Signatories
from medlofte.model.source import Origin

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True)
class Subject:
    """One document and what it is checked against.

    Attributes:
        document: The document as it was read.
        agreement: Its content.
        known: All agreements of the register by name; those of other series are read when asked for.
        predecessor: Name of the predecessor; empty where there is none.
        before: The predecessor's content, where there is one and it can be read.
        comparison: The predecessor compared with this document.
        rivals: Other documents whose ``[renewal]`` names the same predecessor and explains no gap.
        policy: What the register demands.
        reported: Ids of the predecessor's pledges that a report tells the outcome of.
        signatories: Who may sign, where the register has a list that can be read.
    """

    document: Document
    agreement: Agreement
    known: Mapping[str, Agreement]
    predecessor: str = ""
    before: Agreement | None = None
    comparison: Comparison | None = None
    rivals: tuple[str, ...] = ()
    policy: Policy = field(default_factory=Policy)
    reported: frozenset[str] = frozenset()
    signatories: Signatories | None = None

    @cached_property
    def hidden(self) -> Hidden:
        """What the document declares unknown."""
        return Hidden(self.agreement)

    @cached_property
    def original(self) -> bool:
        """Whether this is the text that is signed, and no copy of it."""
        return self.agreement.provenance.of is Origin.ORIGINAL

    @cached_property
    def actors(self) -> frozenset[str]:
        """Ids of those who may promise: parties, groups and partners."""
        item = self.agreement
        return frozenset(actor.id for actors in (item.party, item.group, item.partner) for actor in actors)

    @cached_property
    def numbers(self) -> tuple[Counted, ...]:
        """Every promised number with its place."""
        return tuple(counted(self.agreement))


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule yields: the place and the words; code and severity are the rule's."""

    path: KeyPath
    message: Message
    hint: Message
    mark: Mark = Mark.VALUE
    also: tuple[KeyPath, ...] = ()


Check = Callable[[Subject], Iterator[Fault]]
#: How a rule looks at the list of signatories.
Look = Callable[[Signatories], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        code: Permanent: M1xx form, M2xx content, M3xx continuity, M4xx signatures; never used again.
        severity: Errors are what cannot be right; warnings are faults that evaluations describe.
        title: The fault in a few words.
        why: Why it matters.
        source: Law, standard, report or page that the rule rests on.
        check: Finds the fault in an agreement; absent where reading itself finds it (M1xx), and for other files.
    """

    code: str
    severity: Severity
    title: Message
    why: Message
    source: str
    check: Check | None = None

    def finding(self, fault: Fault) -> Finding:
        """A fault as a finding of this rule."""
        return Finding(
            self.code, self.severity, fault.message, fault.hint, fault.path, fault.mark, also=fault.also
        )


RULES: dict[str, Rule] = {}
#: The rules about the list of signatories, with how they look.
LISTED: list[tuple[Rule, Look]] = []


def rule(
    code: str, severity: Severity, title: Message, *, why: Message, source: str
) -> Callable[[Check], Check]:
    """Register the decorated function as the check of a rule.

    Raises:
        ValueError: The code is taken.
    """

    def keep(check: Check) -> Check:
        register(Rule(code, severity, title, why, source, check))
        return check

    return keep


def listed(
    code: str, severity: Severity, title: Message, *, why: Message, source: str
) -> Callable[[Look], Look]:
    """Register the decorated function as a rule about the list of signatories.

    Raises:
        ValueError: The code is taken.
    """

    def keep(look: Look) -> Look:
        entry = Rule(code, severity, title, why, source)
        register(entry)
        LISTED.append((entry, look))
        return look

    return keep


def register(entry: Rule) -> None:
    """Add a rule whose check, if any, lies in reading.

    Raises:
        ValueError: The code is taken.
    """
    if entry.code in RULES:
        raise ValueError(entry.code)
    RULES[entry.code] = entry
