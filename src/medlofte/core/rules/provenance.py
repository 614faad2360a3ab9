"""M28x: what a file says of itself."""

from collections.abc import Iterator

from medlofte.core.rules import grounds
from medlofte.core.rules.nearby import nearest
from medlofte.core.rules.places import leads_nowhere
from medlofte.core.rules.registry import ERROR, WARNING, Fault, Subject, rule
from medlofte.message import say
from medlofte.model.finding import KeyPath, Mark


@rule(
    "M281",
    ERROR,
    say("an unknown place that is no place"),
    why=say(
        "What is declared unknown is not reported as given up. A path that leads nowhere declares "
        "nothing, and what could not be read then looks as if it had been dropped."
    ),
    source=grounds.ORIGIN,
)
def no_place(subject: Subject) -> Iterator[Fault]:
    """``provenance.unknown.at`` that is no key path of the format or has an id that is not here."""
    for index, unknown in enumerate(subject.agreement.provenance.unknown):
        wrong = leads_nowhere(unknown.at, subject.agreement, subject.before)
        if wrong:
            yield Fault(
                ("provenance", "unknown", index, "at"),
                say(
                    "'{path}' is no place in this document: nothing is called '{part}' there",
                    path=unknown.at,
                    part=wrong[0],
                ),
                nearest(*wrong)
                if wrong[1]
                else say("leave out '{part}': what stands before it has no parts", part=wrong[0]),
            )


@rule(
    "M282",
    WARNING,
    say("a copy without sources"),
    why=say(
        "A copied or retold text can only be trusted as far as what it was made from. Without a source "
        "it is hearsay."
    ),
    source=grounds.ORIGIN,
)
def no_sources(subject: Subject) -> Iterator[Fault]:
    """Transcripts and retold texts without ``sources``."""
    provenance = subject.agreement.provenance
    if not subject.original and not provenance.sources and not subject.hidden.at("provenance.sources"):
        message = say("a text marked '{origin}' names no source", origin=provenance.of.value)
        yield Fault(("provenance", "of"), message, say('add under [provenance]: sources = ["https://…"]'))


@rule(
    "M283",
    WARNING,
    say("a copy without a note"),
    why=say(
        "A reader must be told how a copy differs from what was signed: what is retold, left out, or guessed."
    ),
    source=grounds.ORIGIN,
)
def no_note(subject: Subject) -> Iterator[Fault]:
    """Transcripts and retold texts without ``note``."""
    provenance = subject.agreement.provenance
    if not subject.original and not provenance.note.strip():
        message = say("nothing tells how this text marked '{origin}' came about", origin=provenance.of.value)
        yield Fault(
            ("provenance", "of"),
            message,
            say('add under [provenance]: note = "…", what a reader must know of this copy'),
        )


@rule(
    "M284",
    ERROR,
    say("an original with unknown places"),
    why=say(
        "The text that is signed is known in full to those who sign it. Only a copy can have places "
        "nobody could read."
    ),
    source=grounds.ORIGIN,
)
def unknown_in_original(subject: Subject) -> Iterator[Fault]:
    """``provenance.unknown`` in an original."""
    if subject.original:
        for index, unknown in enumerate(subject.agreement.provenance.unknown):
            yield Fault(
                ("provenance", "unknown", index, "at"),
                say(
                    "an original text declares '{path}' unknown: nobody can sign what is not known",
                    path=unknown.at,
                ),
                say(
                    'write the missing part; or, if this is a copy: of = "transcript" or "retold" under '
                    "[provenance]"
                ),
            )


@rule(
    "M285",
    ERROR,
    say("an address that is no web address"),
    why=say(
        "Addresses become links on public pages. Anything but http and https may do something else than "
        "lead there."
    ),
    source=grounds.FORMAT,
)
def no_address(subject: Subject) -> Iterator[Fault]:
    """``url`` of publications, related documents and sources of the basis."""
    agreement = subject.agreement
    found: list[tuple[KeyPath, str]] = [
        (("publication", k), item.url) for k, item in enumerate(agreement.publication)
    ]
    found += [(("related", k), item.url) for k, item in enumerate(agreement.related)]
    if agreement.basis:
        found += [(("basis", "source", k), item.url) for k, item in enumerate(agreement.basis.source)]
    for path, url in found:
        if url and (not url.startswith(("https://", "http://")) or any(sign in url for sign in ' \n\t<>"')):
            message = say("'{url}' is no web address", url=url[:80])
            yield Fault((*path, "url"), message, say("write it in full, from https:// on, without spaces"))


@rule(
    "M286",
    WARNING,
    say("an amendment that does not say what it changes"),
    why=say(
        "An amendment changes what was signed. Whoever compares two releases must read in it what "
        "changed, and why."
    ),
    source="need 26",
)
def silent_amendment(subject: Subject) -> Iterator[Fault]:
    """``[[amendment]]`` without ``text`` or with a blank ``reason``."""
    for index, amendment in enumerate(subject.agreement.amendment):
        missing = next((key for key in ("text", "reason") if not getattr(amendment, key).strip()), "")
        if missing:
            yield Fault(
                ("amendment", index),
                say("the amendment of {date} has no {key}", date=amendment.date.isoformat(), key=missing),
                say('add: {key} = "…"', key=missing),
                Mark.KEY,
            )
