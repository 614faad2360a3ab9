"""M20x: who promises and who works along."""

from collections.abc import Iterator

from medlofte.core.rules import grounds
from medlofte.core.rules.nearby import nearest
from medlofte.core.rules.registry import ERROR, WARNING, Fault, Subject, rule
from medlofte.core.rules.walk import named
from medlofte.message import Message, say, say_n
from medlofte.model.finding import KeyPath, Mark


@rule(
    "M201",
    ERROR,
    say("an actor that nobody has defined"),
    why=say(
        "Who promises is the core of a pledge. A name that leads nowhere is a typing error, or a party "
        "that was forgotten when the text was written."
    ),
    source=grounds.OWNER,
)
def unknown_actor(subject: Subject) -> Iterator[Fault]:
    """Ids in ``by``, ``with``, ``presented_by``, ``members`` and ``party`` that lead nowhere."""
    actors = subject.actors
    for path, names, pledge in named(subject.agreement):
        if not actors.issuperset(names):
            where = say("pledge '{id}'", id=pledge) if pledge else say("the follow-up")
            yield from _unknown(subject, path, names, where)
    groups = {group.id for group in subject.agreement.group}
    for index, group in enumerate(subject.agreement.group):
        path = ("group", index, "members")
        if not actors.issuperset(group.members):
            yield from _unknown(subject, path, group.members, say("group '{id}'", id=group.id))
        for place, name in enumerate(group.members):
            if name in groups:
                message = say("group '{id}' names the group '{name}'", id=group.id, name=name)
                yield Fault((*path, place), message, say("list the parties and partners themselves"))
    yield from _unknown_party(subject)


def _unknown(subject: Subject, path: KeyPath, names: tuple[str, ...], where: Message) -> Iterator[Fault]:
    for index, name in enumerate(names):
        if name not in subject.actors:
            yield Fault((*path, index), _undefined(where, name), nearest(name, subject.actors))


def _undefined(where: Message, name: str) -> Message:
    return say(
        "{where} names '{name}', which is not defined here: nobody answers for it", where=where, name=name
    )


def _unknown_party(subject: Subject) -> Iterator[Fault]:
    parties = {party.id for party in subject.agreement.party}
    for index, signatory in enumerate(subject.agreement.signatory):
        if signatory.party not in parties:
            message = say(
                "signatory '{person}' signs for '{name}', which is no party: the signature would bind nobody",
                person=signatory.name or signatory.person, name=signatory.party,
            )  # fmt: skip
            yield Fault(("signatory", index, "party"), message, nearest(signatory.party, parties))
    for index, statement in enumerate(subject.agreement.statement):
        if statement.party and statement.party not in subject.actors:
            where = say("the statement by '{person}'", person=statement.name)
            message = _undefined(where, statement.party)
            yield Fault(("statement", index, "party"), message, nearest(statement.party, subject.actors))


@rule(
    "M202",
    WARNING,
    say("an actor named twice in one pledge"),
    why=say(
        "Somebody either promises or works along. Named as both, or twice, it cannot be told later what "
        "was meant."
    ),
    source=grounds.OWNER,
)
def named_twice(subject: Subject) -> Iterator[Fault]:
    """The same id twice in ``by``, or in both ``by`` and ``with``."""
    for index, pledge in enumerate(subject.agreement.pledge):
        names = (*pledge.by, *pledge.with_)
        if len(names) > 1 and len(set(names)) < len(names):
            twice = next(name for place, name in enumerate(names) if name in names[:place])
            key = "with" if twice in pledge.with_ else "by"
            yield Fault(
                ("pledge", index, key),
                say(
                    "pledge '{id}' names '{name}' twice: as promising and as working along",
                    id=pledge.id,
                    name=twice,
                )
                if twice in pledge.by and twice in pledge.with_
                else say("pledge '{id}' names '{name}' twice", id=pledge.id, name=twice),
                say("keep '{name}' in by if it promises, in with if it only works along", name=twice),
            )


@rule(
    "M203",
    WARNING,
    say("a pledge without a responsible party"),
    why=say(
        "Nobody can be asked about a pledge that nobody has made. A missing owner is the first of the "
        "faults that follow-ups of pledges meet."
    ),
    source=grounds.OWNER,
)
def no_responsible(subject: Subject) -> Iterator[Fault]:
    """Pledges with neither ``by`` nor shares, and measures that name nobody either."""
    for index, pledge in enumerate(subject.agreement.pledge):
        if pledge.by or pledge.commitment or subject.hidden.at(f"pledge.{pledge.id}.by"):
            continue
        if pledge.measure and all(measure.by or measure.commitment for measure in pledge.measure):
            continue
        yield Fault(
            ("pledge", index),
            say("pledge '{id}' has no responsible party: nobody can be asked about it", id=pledge.id),
            say(
                'add: by = ["{party}"]',
                party=subject.agreement.party[0].id if subject.agreement.party else "…",
            ),
            Mark.KEY,
        )


@rule(
    "M204",
    ERROR,
    say("a document without parties"),
    why=say("An agreement that nobody enters is none. Nobody can promise, sign or be asked."),
    source=grounds.SIGNING,
)
def no_party(subject: Subject) -> Iterator[Fault]:
    """No ``[[party]]`` at all."""
    if not subject.agreement.party and not subject.hidden.at("party"):
        yield Fault(
            ("title",),
            say("the document names no party: nobody has agreed to anything"),
            say('add: [[party]] id = "polisen" name = "…" kind = "police"'),
        )


@rule(
    "M205",
    WARNING,
    say("fewer parties than the register demands"),
    why=say(
        "An agreement takes at least two. A register may set another number in medlofte.toml, since some "
        "pledges are made by the police alone."
    ),
    source=grounds.SIGNING,
)
def few_parties(subject: Subject) -> Iterator[Fault]:
    """Fewer parties than the policy asks, in a text that is to be signed."""
    count = len({party.id for party in subject.agreement.party})
    if subject.original and 0 < count < subject.policy.parties:
        message = say_n(
            "the document has {count} party; this register asks for {wanted}",
            "the document has {count} parties; this register asks for {wanted}",
            count,
            wanted=subject.policy.parties,
        )
        hint = say("add [[party]], or set in medlofte.toml under [policy]: parties = {count}", count=count)
        yield Fault(("party",), message, hint)


@rule(
    "M206",
    WARNING,
    say("a group or partner that takes no part"),
    why=say(
        "A group or partner that no pledge names, and whose role is not told, has either been forgotten "
        "in a pledge or is left over from an earlier text."
    ),
    source=grounds.OWNER,
)
def idle(subject: Subject) -> Iterator[Fault]:
    """Groups never named, and partners that are neither named nor given a role."""
    agreement = subject.agreement
    if not (agreement.group or agreement.partner) or not agreement.pledge or subject.hidden.list_goes_on:
        return
    used = {name for _, names, _ in named(agreement) for name in names}
    used |= {name for group in agreement.group if group.id in used for name in group.members}
    for index, group in enumerate(agreement.group):
        if group.id not in used:
            message = say(
                "group '{id}' is named by no pledge: what it promises together is not told", id=group.id
            )
            yield Fault(
                ("group", index),
                message,
                say('write by = ["{id}"] in a pledge, or remove it', id=group.id),
                Mark.KEY,
            )
    for index, partner in enumerate(agreement.partner):
        if (
            partner.id not in used
            and not partner.role
            and not subject.hidden.at(f"partner.{partner.id}.role")
        ):
            message = say(
                "partner '{id}' is named by no pledge and has no role: what it does is not told",
                id=partner.id,
            )
            hint = say('write with = ["{id}"] in a pledge, or tell its role = "…"', id=partner.id)
            yield Fault(("partner", index), message, hint, Mark.KEY)


@rule(
    "M207",
    WARNING,
    say("a group of fewer than two"),
    why=say("A group stands for several that promise together. A group of one hides who it is."),
    source=grounds.OWNER,
)
def small_group(subject: Subject) -> Iterator[Fault]:
    """Groups with one member or none."""
    for index, group in enumerate(subject.agreement.group):
        if len(set(group.members)) < 2 and not subject.hidden.at(f"group.{group.id}.members"):
            yield Fault(
                ("group", index, "members"),
                say("group '{id}' has fewer than two members: it stands for nobody but itself", id=group.id),
                say("list the parties in members, or name the party itself in by"),
            )
