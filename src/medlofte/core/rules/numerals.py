"""Whether a Swedish text prints a number, in figures or in words."""

import re
from functools import lru_cache

from medlofte.core.rates import finite

_SMALL = (
    "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton",
    "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
)  # fmt: skip
_TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
#: Other ways to print the same number.
_ALSO = {
    0: ("ingen", "inga", "inget", "aldrig"),
    1: ("ett", "första", "enda"),
    2: ("par", "bägge", "båda", "varannan", "vartannat", "dubbelt", "halvårsvis"),
    3: ("tertial", "tertialvis"),
    4: ("kvartal", "kvartalsvis"),
    6: ("halvår",),
    7: ("alla dagar",),
    10: ("tiotal", "tio-tal"),
    12: ("dussin", "månadsvis"),
    18: ("aderton",),
    20: ("tjog", "tjugotal"),
    50: ("hälften", "femtiotal"),
    52: ("veckovis",),
    100: ("samtliga", "alla", "hundratal"),
}
_HUNDRED, _THOUSAND, _MOST = 100, 1000, 1_000_000


def prints(text: str, value: float) -> bool:
    """Whether ``text`` prints ``value``; one has too many wordings to be missed, and infinity has none."""
    if value == 1 or not finite(value):
        return True
    return _pattern(value).search(text) is not None


@lru_cache(maxsize=512)
def _pattern(value: float) -> re.Pattern[str]:
    """Figures (with spaces or points for thousands, comma for decimals) or words."""
    whole = int(value)
    if whole != value:
        figures = re.escape(f"{value:g}").replace(r"\.", "[.,]")
        words: list[str] = []
    else:
        figures = "[ .\u00a0\u202f]?".join(f"{whole:,}".split(","))
        words = [*spelled(whole), *_ALSO.get(whole, ())] if 0 <= whole < _MOST else []
    said = "|".join(rf"\b{word}\b" for word in words)
    return re.compile(rf"(?<![\d,])(?<!\d\.){figures}(?![\d]|,\d){'|' if said else ''}{said}", re.IGNORECASE)


def spelled(number: int) -> list[str]:
    """A whole number in Swedish words, with the spellings that are met."""
    if number < len(_SMALL):
        return [_SMALL[number]]
    if number < _HUNDRED:
        ten, rest = _TENS[number // 10 - 2], number % 10
        ones = ["en", "ett"] if rest == 1 else [_SMALL[rest]]
        return [ten + one for one in ones] if rest else [ten]
    if number < _THOUSAND:
        return _compound(number, _HUNDRED, "hundra")
    return _compound(number, _THOUSAND, "tusen")


def _compound(number: int, unit: int, word: str) -> list[str]:
    """Patterns such as ``tvåhundra``, ``två hundra fem``, ``hundra`` and ``etthundra``."""
    count, rest = divmod(number, unit)
    heads = [word, rf"ett\s?{word}"] if count == 1 else [rf"{head}\s?{word}" for head in spelled(count)]
    if not rest:
        return heads
    return [rf"{head}\s?(?:och\s)?{tail}" for head in heads for tail in spelled(rest)]
