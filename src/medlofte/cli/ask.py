"""Questions at a terminal: a choice, a line, a text in the user's own editor."""

import os
import shlex
import shutil
import subprocess  # the user's own editor, by the user's own setting
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from medlofte.errors import UsageError
from medlofte.message import Message, say
from medlofte.view.catalog import Catalog


def interactive() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def line(words: Catalog, question: Message, *, proposal: str = "") -> str:
    """One line of text; Enter takes the proposal, where there is one.

    Raises:
        KeyboardInterrupt: Ctrl-C, or the end of input.
    """
    hint = f" [{proposal}]" if proposal else ""
    asked = words.say(question)
    sys.stderr.write(f"{asked}{hint}{' ' if asked.endswith('?') else ': '}")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise KeyboardInterrupt
    return answer.strip() or proposal


class BackError(Exception):
    """The user wants to go back to the question before."""


def needed(words: Catalog, question: Message, *, proposal: str = "") -> str:
    """Like :func:`line`, asked until there is an answer.

    Raises:
        BackError: The answer is ``b``.
    """
    while True:
        answer = line(words, question, proposal=proposal)
        if answer.lower() == "b":
            raise BackError
        if answer:
            return answer
        sys.stderr.write(words.say(say("an answer is needed here; b goes back")) + "\n")


def choice(words: Catalog, question: Message, options: Mapping[str, Message]) -> str:
    """One of some letters, asked until one is typed; Enter alone chooses nothing."""
    for letter, meaning in options.items():
        sys.stderr.write(f"  {letter}  {words.say(meaning)}\n")
    while True:
        answer = line(words, question).lower()
        if answer in options:
            return answer
        sys.stderr.write(words.say(say("type one of: {letters}", letters=tuple(options))) + "\n")


def edit(text: str) -> str:
    """The text as the user leaves it in an editor; unchanged where the editor is left without saving.

    Raises:
        UsageError: There is no editor, or it ended with an error.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _installed()
    with tempfile.TemporaryDirectory(prefix="medlofte-") as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text + "\n", encoding="utf-8")
        try:
            done = subprocess.run([*shlex.split(command), str(path)], check=False)  # noqa: S603
        except (OSError, ValueError) as error:
            raise UsageError(
                say("the editor '{command}' cannot be started: {reason}", command=command, reason=str(error)),
                hint=say("set EDITOR to an editor you have, such as nano or vim"),
            ) from error
        if done.returncode:
            raise UsageError(say("the editor '{command}' ended with an error", command=command))
        try:
            return path.read_text(encoding="utf-8").strip("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                say("the text from the editor cannot be read: {reason}", reason=str(error)),
                hint=say("save it under the name it was opened with, as UTF-8"),
            ) from error


def _installed() -> str:
    """An editor that is there, where the user has named none."""
    return next((name for name in ("editor", "nano", "vi") if shutil.which(name)), "nano")
