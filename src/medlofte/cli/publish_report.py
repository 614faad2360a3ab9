"""What ``publish`` says while it works, and of what it did."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from medlofte.cli.session import Session
from medlofte.errors import RefusedError
from medlofte.message import Message, say, say_n
from medlofte.view.catalog import visible

if TYPE_CHECKING:
    from medlofte.store.manifest import Differences

#: Told of each step: what is done, of what, and how many such steps there are in all.
Told = Callable[[Message, str, int], None]


@contextmanager
def progress(session: Session) -> Iterator[Told]:
    """Tell on a terminal what is being done; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _doing, _what, _count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

    columns = (BarColumn(24), MofNCompleteColumn(), TextColumn("{task.fields[what]}", markup=False))
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as shown:
        tasks: dict[str, TaskID] = {}

        def step(doing: Message, what: str, count: int) -> None:
            said = session.words.say(doing)
            if said not in tasks:
                tasks[said] = shown.add_task("", total=count, what="")
            shown.update(tasks[said], advance=1, what=visible(f"{said} {what}"))

        yield step


def tell(session: Session, named: str, paths: Sequence[str], kept: int, units: int) -> None:
    """What lies there now, and how much of it was as it had to be already."""
    pages = sum(path.endswith(".html") for path in paths)
    count = say_n("{count} file", "{count} files", len(paths))
    told = say_n(
        "{folder}: {files}, {count} of them a page", "{folder}: {files}, {count} of them pages", pages,
        folder=named, files=count,
    )  # fmt: skip
    session.put(session.words.say(told))
    if kept:
        session.note(
            say_n(
                "{count} of {units} parts is as it was",
                "{count} of {units} parts are as they were",
                kept,
                units=units,
            )
        )


def note_left(session: Session, litter: Sequence[Path], forgotten: Message | None) -> None:
    """What a build could not do beside its work; all is published nevertheless."""
    found = [
        say("{folder} is left over and could not be deleted: delete it", folder=str(one)) for one in litter
    ]
    if forgotten:
        found.append(say("the next run makes everything anew: {reason}", reason=forgotten))
    session.note_each(found)


def tell_differences(session: Session, named: str, found: "Differences", count: int) -> None:
    """Each file that differs on a line, and the whole as the exit code.

    Raises:
        RefusedError: There are any.
    """
    words = (say("missing"), say("edited"), say("out of date"), say("not of medlofte"))
    told = [(session.words.say(word), paths) for word, paths in zip(words, found, strict=True)]
    width = max(len(word) for word, _ in told)
    for word, paths in told:
        for path in paths:
            session.put(f"{word:<{width}}  {visible(path)}")
    wrong = sum(map(len, found))
    if wrong:
        raise RefusedError(
            say_n(
                "{count} file in {folder} is not what the releases give",
                "{count} files in {folder} are not what the releases give",
                wrong,
                folder=named,
            ),
            hint=_remedy(found, named),
        )
    session.put(
        session.words.say(
            say_n(
                "{folder} is what the releases give: {count} file",
                "{folder} is what the releases give: {count} files",
                count,
                folder=named,
            )
        )
    )


def _remedy(found: "Differences", named: str) -> Message:
    if found.edited or found.foreign:
        return say("move away what others have edited or added, or publish to a new folder")
    return say("run the same command without --check: that makes {folder} what they give", folder=named)
