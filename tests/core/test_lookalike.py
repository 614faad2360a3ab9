"""Names that look alike, and letters that do not belong in a name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from medlofte.core import lookalike as module
from medlofte.core.lookalike import foreign_letter, looks

ALIKE = {
    "Cyrillic": ("Anna Ek", "\u0410nn\u0430 Ek"),
    "Cyrillic throughout": ("Caca", "\u0421\u0430\u0441\u0430"),
    "Greek": ("Bo Alm", "\u0392\u03bf Alm"),
    "ring on a Cyrillic letter": ("Åsa", "\u0410\u030asa"),
    "letters in two parts": ("Åsa Öberg", unicodedata.normalize("NFD", "Åsa Öberg")),
    "full width": ("Bo Alm", "\uff22\uff4f Alm"),
    "capital I": ("Ilse", "llse"),
    "figure one": ("Alm", "A1m"),
    "nought": ("Otto", "0tto"),
    "dotless i": ("Siv", "S\u0131v"),
    "no width": ("Anna Ek", "An\u200bna E\u034fk"),
    "soft hyphen": ("Anna Ek", "An\u00adna Ek"),
    "variation selector": ("Anna Ek", "Anna\ufe0f Ek"),
    "another space": ("Anna Ek", "Anna\u00a0 Ek"),
    "another hyphen": ("Lise-Lotte", "Lise\u2010Lotte"),
    "capitals of Cyrillic and Greek": ("IRIS", "\u0406R\u0399S"),
}
APART = [("Åsa", "Asa"), ("André", "Andre"), ("Bo Alm", "Bo Almgren"), ("Eva", "Ewa"), ("Maria", "Marla")]


@pytest.mark.parametrize("how", ALIKE)
def test_alike(how: str) -> None:
    one, two = ALIKE[how]
    assert one != two
    assert looks(one) == looks(two)


@pytest.mark.parametrize(("one", "two"), APART)
def test_apart(one: str, two: str) -> None:
    assert looks(one) != looks(two)


def test_no_letter_stands_twice_and_each_is_of_its_script() -> None:
    tables = {"CYRILLIC": module._CYRILLIC, "GREEK": module._GREEK, "ARMENIAN": module._ARMENIAN}
    signs = "".join(table[0] for table in (*tables.values(), module._LATIN))
    assert len(set(signs)) == len(signs)
    for script, (written, seen) in tables.items():
        assert all(unicodedata.name(sign).startswith(script) for sign in written)
        assert seen.isascii()


@draws(200)
@given(st.text())
def test_the_unicode_form_does_not_matter(name: str) -> None:
    assert (
        looks(name) == looks(unicodedata.normalize("NFC", name)) == looks(unicodedata.normalize("NFD", name))
    )


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Anna Ek", ""),
        ("Åsa Öberg-Ekström d'Aumale, 2:e vice", ""),
        ("José Ñúñez", ""),
        ("Łukasz Żółć", ""),
        ("Đorđe Ðóra Þór", ""),
        ("Zoé O\u02bcBrien", ""),
        ("Анна Иванова", ""),
        ("", ""),
        ("Ann\u0430 Ek", "\u0430"),
        ("\u0391nna Ek", "\u0391"),
        ("Анна Ek", "А"),
        ("\uff22o", "\uff22"),
        ("\U0001d400nna", "\U0001d400"),
    ],
)
def test_foreign_letters(name: str, letter: str) -> None:
    assert foreign_letter(name) == letter
