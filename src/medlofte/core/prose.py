"""When two wordings are the same text typed differently."""

import re
import unicodedata

_SOFT = re.compile("[\u00ad\u200b\u2060\ufeff]")
_DASH = re.compile("[\u2010-\u2015\u2212]")
_QUOTE = re.compile("[\u201c\u201d\u201e\u00ab\u00bb]")
_TICK = re.compile("[\u2018\u2019\u00b4`]")
_BULLET = re.compile(r"^[^\S\n]*[-*•·▪◦‣–—][^\S\n]+", re.MULTILINE)
_RETYPED = re.compile(
    "[-*•·▪◦‣\u00ad\u200b\u2060\ufeff\u2010-\u2015\u2212\u201c-\u201e\u00ab\u00bb\u2018\u2019\u00b4`]"
)


def normal(text: str) -> str:
    """The text without what retyping changes: bullets, dashes, quotes, line ends, Unicode form."""
    text = unicodedata.normalize("NFC", text)
    if _RETYPED.search(text):
        text = _BULLET.sub("- ", unicodedata.normalize("NFC", _SOFT.sub("", text)))
        text = _TICK.sub("'", _QUOTE.sub('"', _DASH.sub("-", text)))
    return " ".join(text.split())


def same(one: str, other: str) -> bool:
    """Whether two texts differ in typing at most."""
    return one == other or normal(one) == normal(other)
