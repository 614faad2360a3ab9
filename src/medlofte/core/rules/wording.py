"""M25x: how the promise is worded."""

import re
from collections.abc import Iterator

from medlofte.core.hedging import hedges, vague_amounts
from medlofte.core.rules import grounds
from medlofte.core.rules.registry import WARNING, Fault, Subject, rule
from medlofte.core.rules.walk import promises, strings
from medlofte.message import say
from medlofte.model.finding import KeyPath
from medlofte.model.pledge import Pledge

#: A part of each wording that core.prose looks for: looking for these first is twenty times faster.
_HEDGE_STEMS = (
    "verka", "sträva", "försök", "möjlig", "mån", "behov", "bör", "kan", "ambition", "avsikt", "avser",
    "intention", "för att", "främja", "resurserna",
)  # fmt: skip
_VAGUE_STEMS = (
    "fler", "fåtal", "antal", "par", "några", "regelbund", "löpande", "kontinuerlig", "återkommande", "ofta",
    "täta", "utsträckning",
)  # fmt: skip
#: Left over from scanning: hidden hyphens, words cut at the end of a line, joined letters, unreadable signs.
_CUT = re.compile(
    "\u00ad|[\ufb00-\ufb06]|\ufffd|[a-zåäö]-[ "
    "\n](?!(?:och|eller|samt|men|till|respektive|resp|som|kontra)\\b)[a-zåäö]"
)
_CUT_BYTES = re.compile(
    rb"-(?<=[a-z\xa4\xa5\xb6]-)[ \n](?!(?:och|eller|samt|men|till|respektive|resp|som|kontra)\b)[a-z\xc3]"
)
#: The same as bytes: a hidden hyphen, joined letters, the sign for what could not be read.
_LEFT_OVER = (b"\xc2\xad", b"\xef\xac", b"\xef\xbf\xbd")


def _may_hold(text: str, stems: tuple[str, ...]) -> bool:
    low = text.lower()
    for stem in stems:  # noqa: SIM110 - a generator costs more than the search
        if stem in low:
            return True
    return False


@rule(
    "M251",
    WARNING,
    say("a hedged promise"),
    why=say(
        "'Work towards', 'when needed' and 'if possible' promise an effort that nobody can see. The "
        "wording is the strength of the promise, so it is kept as it stands, and pointed out before it "
        "is signed."
    ),
    source=grounds.HEDGE,
)
def hedged(subject: Subject) -> Iterator[Fault]:
    """Hedging words in the texts of a pledge and its measures, one finding for each pledge."""
    if not subject.agreement.language.startswith("sv"):
        return
    for index, pledge in enumerate(subject.agreement.pledge):
        found, path = _hedges(pledge)
        if found and not subject.hidden.at(f"pledge.{pledge.id}.text"):
            yield Fault(
                ("pledge", index, *path),
                say(
                    "pledge '{id}' hedges: {words}. Nobody can say whether it was kept",
                    id=pledge.id,
                    words=found,
                ),
                say("say what is done, by when or how often, if that is what is meant"),
            )


def _hedges(pledge: Pledge) -> tuple[tuple[str, ...], KeyPath]:
    found: list[str] = []
    path: KeyPath = ()
    texts: list[tuple[KeyPath, str]] = [(("text",), pledge.text)]
    texts += [(("measure", place, "text"), measure.text) for place, measure in enumerate(pledge.measure)]
    for where, text in texts:
        words = hedges(text) if _may_hold(text, _HEDGE_STEMS) else ()
        path = path or (where if words else ())
        found += words
    return tuple(dict.fromkeys(found)), path


@rule(
    "M252",
    WARNING,
    say("an amount that nobody can count"),
    why=say(
        "'Several', 'regularly' and 'more' stand where a number or a rhythm could. A number is not asked "
        "for; but if one is meant, this is the place to say it."
    ),
    source=grounds.COUNTABLE,
)
def vague(subject: Subject) -> Iterator[Fault]:
    """Vague amounts in pledges without any number."""
    if not subject.agreement.language.startswith("sv"):
        return
    for index, pledge in enumerate(subject.agreement.pledge):
        if not _may_hold(pledge.text, _VAGUE_STEMS) or _has_number(pledge):
            continue
        found = vague_amounts(pledge.text)
        if found and not subject.hidden.at(f"pledge.{pledge.id}.target"):
            yield Fault(
                ("pledge", index, "text"),
                say(
                    "pledge '{id}' leaves the amount open: {words}",
                    id=pledge.id,
                    words=tuple(dict.fromkeys(found)),
                ),
                say("say how many or how often, if the parties mean a number; else leave it"),
            )


def _has_number(pledge: Pledge) -> bool:
    shares = any(share.target for share in pledge.commitment)
    return bool(pledge.target) or shares or any(measure.target for measure in pledge.measure)


@rule(
    "M253",
    WARNING,
    say("a text that looks scanned"),
    why=say(
        "Words cut at the end of a line, hidden hyphens and joined letters come from a PDF. They are "
        "signed as they stand, break searching, and are read out wrongly."
    ),
    source=grounds.TRAPS,
)
def scanned(subject: Subject) -> Iterator[Fault]:
    """Soft hyphens, cut words, joined letters and unreadable signs in any text."""
    source = subject.document.source
    if source and not any(sign in source for sign in _LEFT_OVER) and not _CUT_BYTES.search(source):
        return
    for path, text in strings(subject.agreement):
        hit = _CUT.search(text)
        if hit:
            yield Fault(
                path,
                say("a text looks scanned: '{word}'", word=_around(text, hit)),
                say("type the word whole, without hidden signs"),
            )


def _around(text: str, hit: re.Match[str]) -> str:
    start = max(text.rfind(" ", 0, hit.start()), text.rfind("\n", 0, hit.start())) + 1
    end = text.find(" ", hit.end())
    word = text[start : end if end >= 0 else len(text)][:40]
    return word.replace("\u00ad", "·").replace("\n", " ")


@rule(
    "M256",
    WARNING,
    say("a promise that breaks off"),
    why=say(
        "A text that ends in dots goes on somewhere else. Signed like this, nobody knows what was promised."
    ),
    source=grounds.ORIGIN,
)
def breaks_off(subject: Subject) -> Iterator[Fault]:
    """Texts that end in an ellipsis and are not declared unknown."""
    for path, text, name in promises(subject.agreement):
        if text.endswith(("…", "...", "…\n", "...\n")) and not subject.hidden.at(name):
            yield Fault(
                path,
                say("{name} breaks off: what it goes on to promise cannot be told", name=name),
                say(
                    "write the rest; or, in a copy of what could not be read: [[provenance.unknown]] at "
                    '= "{name}"',
                    name=name,
                ),
            )
