"""Names as a reader sees them, whatever letters they are written with."""

import unicodedata

from medlofte.core.prose import normal

#: Letters that look like others (Unicode Technical Standard 39), and what they look like. Capital I is l.
_CYRILLIC = ("АВЕЅІЈКМНОРСТУҮХԚԜаеѕіјкорсухһԁԛԝӏ", "ABESlJKMHOPCTYYXQWaesijkopcyxhdqwl")
_GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοικνραυ", "ABEZHlKMNOPTYXoikvpau")
_ARMENIAN = ("ՏԼՕհոսօյ", "SLOhnuoj")
_LATIN = ("ıɑɡI|10", "iaglllO")
_ALIKE = {
    ord(sign): other
    for signs, others in (_CYRILLIC, _GREEK, _ARMENIAN, _LATIN)
    for sign, other in zip(signs, others, strict=True)
}
#: Unseen, and by their category like others: joiner of graphemes, Hangul fillers, variation selectors.
_UNSEEN = dict.fromkeys(
    [0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
)
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lo"})


def looks(name: str) -> str:
    """What a name looks like: equal for names that a reader takes for the same. Accents tell names apart."""
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name.translate(_UNSEEN)))
    seen = "".join(sign for sign in parts if unicodedata.category(sign) != "Cf")
    return normal(seen.translate(_ALIKE)).casefold()


def foreign_letter(name: str) -> str:
    """The first letter of another script in a name with Latin letters; empty where there is none."""
    letters = [sign for sign in unicodedata.normalize("NFC", name) if unicodedata.category(sign) in _LETTERS]
    foreign = [sign for sign in letters if not unicodedata.name(sign, "").startswith("LATIN ")]
    return foreign[0] if 0 < len(foreign) < len(letters) else ""
