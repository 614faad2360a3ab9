"""Help texts in the user's language; they are fixed when a command is loaded."""

import sys

from medlofte.cli.front import language
from medlofte.message import Message
from medlofte.view.catalog import catalog

_WORDS = catalog(language(sys.argv[1:]))


def told(message: Message) -> str:
    """A message in the language of this run."""
    return _WORDS.say(message)
