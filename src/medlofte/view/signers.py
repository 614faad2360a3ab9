"""How a signature is told: what was checked here, and what is only somebody's word.

The words *verified*, *valid* and *authentic* (verifierad, giltig, äkta) stand beside a key's signature alone.
"""

from collections.abc import Iterator, Mapping, Sequence

from medlofte.message import Message, say, say_n
from medlofte.model.release import Signer, Signing
from medlofte.model.signoff import Method
from medlofte.view.catalog import Catalog
from medlofte.view.values import one_line

#: By what means, in a word or two.
MEANS = {
    Method.KEY: say("with a key"),
    Method.PAPER: say("on paper, as recorded"),
    Method.E_SERVICE: say("in an e-service, as recorded"),
    Method.NOTED: say("noted after a source"),
}


def signing_line(signing: Signing | None, words: Catalog) -> str:
    """The release that a text is, and who has signed it, in a line; empty where no sign-off lies beside it."""
    if signing is None:
        return ""
    if not signing.signer:
        return words.say(say("not signed as it stands"))
    return " · ".join(words.say(part) for part in _parts(signing, words))


def _parts(signing: Signing, words: Catalog) -> Iterator[Message]:
    """What a line that is cut at its end must not hide stands first: who is missing, then what is only told."""
    if signing.release:
        yield say("r{number}", number=signing.release)
    if signing.missing:
        yield say_n("{count} signature is missing", "{count} signatures are missing", len(signing.missing))
    for method in reversed(Method):
        signers = [signer for signer in signing.signer if signer.method is method]
        if signers:
            day = words.date(max(signer.on for signer in signers))
            yield say(
                "signed {day} ({means}) by {people}", day=day, means=MEANS[method], people=_people(signers)
            )


def _people(signers: Sequence[Signer]) -> Message | str:
    *before, last = (f"{one_line(signer.name)} ({one_line(signer.party_name)})" for signer in signers)
    return say("{people} and {last}", people=tuple(before), last=last) if before else last


def signer_phrase(signer: Signer, words: Catalog) -> str:
    """One signature with name, office, party, day and means."""
    return words.say(
        say(
            "{name} ({party}), {day}, {means}",
            name=_who(signer),
            party=one_line(signer.party_name),
            day=words.date(signer.on),
            means=MEANS[signer.method],
        )
    )


def signer_line(signer: Signer, words: Catalog) -> str:
    """One signature as a sentence that claims no more than is known."""
    return words.say(_sentence(signer, _facts(signer, words), words))


def signer_told(signer: Signer, words: Catalog) -> str:
    """The same for readers who do not know this program."""
    facts = _facts(signer, words)
    return words.say(_told(signer, facts, words) or _sentence(signer, facts, words))


def _facts(signer: Signer, words: Catalog) -> dict[str, str]:
    return {
        "name": _titled(signer),
        "party": one_line(signer.party_name),
        "day": words.date(signer.on),
        "recorder": _recorder(signer),
    }


def _told(signer: Signer, facts: Mapping[str, str], words: Catalog) -> Message | None:
    """What is only somebody's word."""
    match signer.method:
        case Method.KEY:
            return None
        case Method.PAPER:
            return say(
                "As told by {recorder}: {name} signed for {party} on paper on {day}. {kept}Neither the paper nor the "
                "handwriting was looked at when this was published.",
                kept=_kept(signer, words),
                **facts,
            )
        case Method.E_SERVICE:
            return say(
                "As told by {recorder}: {name} signed for {party} in {service} on {day}. {kept}The signature of the "
                "service was not checked when this was published.",
                service=one_line(signer.service),
                kept=_kept(signer, words),
                **facts,
            )
    return say(
        "Noted: {name} signed for {party} on {day}, as told at {source}. No signature was seen when this was "
        "published.",
        source=one_line(signer.source),
        **facts,
    )


def _sentence(signer: Signer, facts: Mapping[str, str], words: Catalog) -> Message:
    match signer.method:
        case Method.KEY:
            return say(
                "Verified: {name} signed for {party} on {day}, with a key that the list of signatories holds.",
                **facts,
            )
        case Method.PAPER:
            return say(
                "As told by {recorder}: {name} signed for {party} on paper on {day}. {kept}Medlofte has not seen the "
                "paper and has not checked the handwriting.",
                kept=_kept(signer, words),
                **facts,
            )
        case Method.E_SERVICE:
            return say(
                "As told by {recorder}: {name} signed for {party} in {service} on {day}. {kept}Medlofte has not "
                "checked the signature of the service.",
                service=one_line(signer.service),
                kept=_kept(signer, words),
                **facts,
            )
    return say(
        "Noted: {name} signed for {party} on {day}, as told at {source}. Medlofte has seen no signature.",
        source=one_line(signer.source),
        **facts,
    )


def _who(signer: Signer) -> str:
    return ", ".join(one_line(part) for part in (signer.name, signer.office) if part)


def _titled(signer: Signer) -> str:
    """Name and office as they stand within a sentence."""
    office = f" ({one_line(signer.office)})" if signer.office else ""
    return one_line(signer.name) + office


def _recorder(signer: Signer) -> str:
    party = f" ({one_line(signer.recorder_party)})" if signer.recorder_party else ""
    return one_line(signer.recorder) + party


def _kept(signer: Signer, words: Catalog) -> str:
    if not (signer.kept_at or signer.case_number):
        return ""
    place = one_line(", ".join(part for part in (signer.kept_at, signer.case_number) if part))
    return words.say(say("The original is kept at {place}.", place=place)) + " "
