"""What is answered before anything heavy is loaded: the version, the overview, the language of messages."""

import locale
import os
import sys

from medlofte import __version__
from medlofte.cli.commands import GROUPS
from medlofte.message import say
from medlofte.view.catalog import LANGUAGES, Catalog, catalog

#: Options before the command that take a value.
_WITH_VALUE = frozenset({"--lang", "--date", "--register", "-C"})


def answer(arguments: list[str]) -> int | None:
    """Answer ``--version`` and the overview; None where a command is to be run."""
    if arguments[:1] == ["--version"]:
        sys.stdout.write(f"medlofte {__version__}\n")
        return 0
    before, name = split(arguments)
    if "_MEDLOFTE_COMPLETE" in os.environ or any(word.endswith("-completion") for word in before):
        return None
    if name == "" and (not before or "--help" in before or "-h" in before):
        sys.stdout.write(overview(catalog(language(arguments))))
        return 0
    return None


def split(arguments: list[str]) -> tuple[list[str], str]:
    """The options before the command, and the command's name (empty where there is none)."""
    before: list[str] = []
    waiting = iter(arguments)
    for word in waiting:
        if not word.startswith("-"):
            return before, word
        before.append(word)
        if word in _WITH_VALUE:
            before.append(next(waiting, ""))
    return before, ""


def language(arguments: list[str]) -> str:
    """The language of messages: ``--lang``, ``MEDLOFTE_LANG``, the locale, else English."""
    before, _ = split(arguments)
    for index, word in enumerate(before):
        if word == "--lang":
            return before[index + 1]
        if word.startswith("--lang="):
            return word.partition("=")[2]
    if chosen := os.environ.get("MEDLOFTE_LANG"):
        return chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value if value.split("_")[0] in LANGUAGES else "en"
    return locale.getlocale()[0] or "en"


def overview(words: Catalog) -> str:
    """All commands in groups, and the options that stand before any of them."""
    lines = [
        words.say(say("Usage: medlofte [OPTIONS] COMMAND …")),
        "",
        words.say(say("Draft, compare, renew and publish citizen pledges kept as TOML in git.")),
    ]
    for group in GROUPS:
        lines += ["", words.say(group.title) + ":"]
        lines += [f"  {entry.name:<12} {words.say(entry.about)}" for entry in group.entries]
    lines += ["", words.say(say("Options before the command:"))]
    lines += [f"  {option:<18} {words.say(about)}" for option, about in OPTIONS]
    lines += ["", words.say(say("More about one command: medlofte COMMAND --help"))]
    return "\n".join(lines) + "\n"


OPTIONS = (
    ("--register DIR", say("the register to work in; else the one around this folder")),
    ("--lang en|sv", say("language of messages; else MEDLOFTE_LANG, else the locale")),
    ("--date YYYY-MM-DD", say("the day to take as today; else SOURCE_DATE_EPOCH, else the clock")),
    ("--version", say("print the version")),
    ("--help", say("print this")),
)
