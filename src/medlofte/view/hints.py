"""The comments of a new document: what may be written where, as examples to uncomment."""

from importlib.resources import files

from medlofte.message import say
from medlofte.model.finding import KeyPath
from medlofte.model.record import Kind
from medlofte.view.catalog import LANGUAGES, catalog


def comments(language: str) -> dict[KeyPath, str]:
    """Comments beside the keys that every document begins with."""
    words = catalog(language)
    return {
        ("signatory", 0): words.say(
            say('who signs? add: name = "…", office = "…" (verbatim), person = "…" (a short id)')
        ),
        ("validity",): words.say(say("first and last day; without from: from the last signature")),
    }


def tail(language: str, kind: Kind) -> str:
    """Examples of areas, pledges and follow-up, commented out; a frame gets clauses instead of pledges."""
    code = language if language in LANGUAGES else "en"
    text = (files("medlofte.view") / "templates" / f"hints.{code}.txt").read_text(encoding="utf-8")
    parts = text.split("=====\n")
    chosen = parts[1] if kind is Kind.FRAME else parts[0]
    return "\n" + "".join(f"# {line}".rstrip() + "\n" for line in chosen.strip("\n").split("\n"))
