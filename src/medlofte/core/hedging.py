"""How binding a Swedish wording is: what hedges in it, and what stands where a number could."""

import re
from functools import lru_cache

from medlofte.core.prose import normal


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(patterns) + r")\b", re.IGNORECASE)


#: Wordings that promise an effort rather than a result, met in real documents (docs/explanation/sources.md).
_HEDGES = _words(
    r"verka[rs]? för", r"sträva[rs]? (?:efter|mot)", r"eftersträva[rs]?", r"försöka?(?:er)?", r"om möjligt",
    r"i (?:möjligaste|görligaste) mån", r"i den mån", r"så långt (?:det är )?möjligt", r"när (?:det|så) är möjligt",
    r"vid behov", r"bör", r"kan", r"ambition(?:en)?", r"avsikt(?:en)? är", r"avser", r"har för avsikt",
    r"intention(?:en)?", r"arbeta[rs]? för", r"främja[rs]?", r"om resurserna (?:räcker|tillåter)",
)  # fmt: skip
#: Amounts that nobody can count.
_VAGUE = _words(
    r"flera", r"fler", r"ett (?:fåtal|flertal|antal|par)", r"några", r"regelbundet", r"regelbunden",
    r"regelbundna", r"löpande", r"kontinuerligt?", r"återkommande", r"täta", r"i större utsträckning",
)  # fmt: skip


#: Words that hedge only where the sentence does not bind in another way: "lovar att man kan fråga".
_WEAK = _words(r"kan", r"bör", r"avser")
_BINDING = _words(r"ska", r"skall", r"lovar", r"kommer att")
_SENTENCE = re.compile(r"(?<=[.!?]) | (?=- )")
#: "kan" in a subordinate clause: "tillfällen då invånare kan fråga". A clause that opens the sentence turns the
#: main clause round, so there it may be the promise: "När sommaren börjar kan polisen".
_SUBORDINATE = re.compile(
    r"(?<=[\w),] )(?<!^för )(?<!^genom )((?:då|där|som|att|när)(?: [^\s,;:]+){0,6}?) kan\b", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def hedges(text: str) -> tuple[str, ...]:
    """The hedging wordings of a Swedish text, in order, in lower case.

    A bare "kan", "bör" or "avser" counts only where nothing else in its sentence binds, and "kan" not in a
    subordinate clause.
    """
    text = normal(text)
    if _WEAK.search(text):
        text = " ".join(_without_weak(part) for part in _SENTENCE.split(text))
    return tuple(hit[0].lower() for hit in _HEDGES.finditer(text))


def _without_weak(sentence: str) -> str:
    """A sentence without the weak words that do not hedge in it."""
    if _BINDING.search(sentence):
        return _WEAK.sub("·", sentence)
    return _SUBORDINATE.sub(r"\1 ·", sentence)


@lru_cache(maxsize=4096)
def vague_amounts(text: str) -> tuple[str, ...]:
    """The wordings of a Swedish text that stand where a number could."""
    return tuple(hit[0].lower() for hit in _VAGUE.finditer(normal(text)))
