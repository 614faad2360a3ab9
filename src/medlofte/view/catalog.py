"""Messages in the reader's language: gettext catalogues, numbers and dates as each language writes them."""

import datetime as dt
import gettext
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from medlofte.message import Argument, Message

#: Languages there is a catalogue for; English is in the source.
LANGUAGES = ("en", "sv")

#: Signs that change what a terminal or page shows without being seen: controls, bidi controls, and those of no width.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
    # Code points that are no signs, and that no page may hold.
    "\ufdd0-\ufdef"
    + "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "sv": [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
}


class Catalog:
    """One language's words."""

    def __init__(
        self, language: str, translations: gettext.NullTranslations, *, for_pages: bool = False
    ) -> None:
        self.language = language
        self._translations = translations
        self.for_pages = for_pages

    def say(self, message: Message) -> str:
        """The sentence in this language, its arguments made visible."""
        if message.plural:
            template = self._translations.ngettext(message.template, message.plural, message.count)
        else:
            template = self._translations.gettext(message.template)
        return template.format_map({name: self.shown(value) for name, value in message.args.items()})

    def say_all(self, messages: Mapping[str, Message]) -> dict[str, str]:
        """Sentences by their short names, each in this language."""
        return {name: self.say(message) for name, message in messages.items()}

    def shown(self, value: Argument) -> str:
        """One argument as text."""
        if isinstance(value, Message):
            return self.say(value)
        if isinstance(value, tuple):
            return ", ".join(self.shown(part) for part in value)
        if isinstance(value, str):
            return visible(value)
        return self.number(value)

    def number(self, value: float, digits: int = 1) -> str:
        """A number, with decimals only where it has any."""
        text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        return text.replace(".", ",") if self.language == "sv" else text

    def month(self, day: dt.date) -> str:
        """A month with its year."""
        return f"{_MONTHS[self.language][day.month - 1]} {day.year}"

    def day(self, day: dt.date) -> str:
        """A day with its month in words and its year."""
        return f"{day.day} {self.month(day)}"

    def date(self, day: dt.date) -> str:
        """A day: with its month in words on pages and paper, else in digits that sort."""
        return self.day(day) if self.for_pages else day.isoformat()

    def span(self, first: str, last: str) -> str:
        """From one day to another, each as :meth:`date` writes it."""
        return f"{first} – {last}" if self.for_pages and " " in first + last else f"{first}–{last}"


def visible(text: str) -> str:
    """Text with its invisible control signs spelt out, so that no file can steer a terminal or hide in a page."""
    return _UNSEEN.sub(lambda hit: " " if hit[0] == "\t" else f"<U+{ord(hit[0]):04X}>", text)


def one_line(text: str) -> str:
    """Text as it can stand within a line: visible, without line ends."""
    return " ".join(visible(text).split())


@cache
def catalog(language: str, *, for_pages: bool = False) -> Catalog:
    """The catalogue of a language; English where there is none.

    Documents in other languages than the catalogues are shown with English labels.

    Args:
        language: The language, as a tag.
        for_pages: Whether the words are for pages and paper that citizens read, where days stand in words.
    """
    wanted = language.replace("_", "-").split("-")[0].lower()
    if wanted not in LANGUAGES:
        wanted = "en"
    if wanted == "en":
        return Catalog("en", gettext.NullTranslations(), for_pages=for_pages)
    folder = str(Path(__file__).parents[1] / "locale")
    found = gettext.translation("medlofte", folder, [wanted], fallback=True)
    return Catalog(wanted, found, for_pages=for_pages)
