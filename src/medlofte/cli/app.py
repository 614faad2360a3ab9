"""Put the commands together, run one, and turn what went wrong into a message and an exit code."""

import errno
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from medlofte import __version__
from medlofte.cli import front
from medlofte.cli.commands import NAMES
from medlofte.cli.interrupt import INTERRUPTED
from medlofte.cli.session import complain, session
from medlofte.errors import MedlofteError, UsageError, WorldError
from medlofte.message import say
from medlofte.view.catalog import Catalog, catalog

_BUG = 70
#: A full disk or quota behind a redirection.
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code.

    Raises:
        KeyboardInterrupt: Ctrl-C.
    """
    _use_utf8()
    words = catalog(front.language(arguments))
    try:
        app = build(arguments, words)
        app(arguments, prog_name="medlofte")
    except MedlofteError as error:
        complain(words, error)
        return error.exit_code
    except BrokenPipeError as error:
        return unwritten(arguments, error)
    except SystemExit as left:
        if left.code == INTERRUPTED:  # typer has caught it first
            raise KeyboardInterrupt from None
        if isinstance(left.__context__, BrokenPipeError):  # so it has this
            return unwritten(arguments, left.__context__)
        return _flushed(left.code if isinstance(left.code, int) else 1)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            return unwritten(arguments, error)
        if os.environ.get("MEDLOFTE_DEBUG"):
            raise
        text = f"{type(error).__name__}: {error}"
        complain(
            words,
            RuntimeError(words.say(say("this is a bug in medlofte: {text}", text=text[:300]))),
            say("run it again with MEDLOFTE_DEBUG=1 in the environment, and report what it prints"),
        )
        return _BUG
    return _flushed(0)


def build(arguments: list[str], words: Catalog) -> typer.Typer:
    """The application with the one command that is wanted; with all where a shell asks for completions.

    Raises:
        UsageError: There is no such command.
    """
    app = typer.Typer(
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback(
        help=words.say(say("Draft, compare, renew and publish citizen pledges kept as TOML in git."))
    )(_main)
    _, name = front.split(arguments)
    completing = "_MEDLOFTE_COMPLETE" in os.environ or not name
    if not completing and name not in NAMES:
        raise _no_command(name)
    for wanted in NAMES if completing else (name,):
        _add(app, wanted, words)
    return app


def _main(
    context: typer.Context,
    register: Annotated[Path | None, typer.Option("--register", "-C", metavar="DIR")] = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="en|sv")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD")] = None,
    version: Annotated[bool, typer.Option("--version", is_eager=True)] = False,
) -> None:
    if version:
        sys.stdout.write(f"medlofte {__version__}\n")
        raise typer.Exit
    del lang  # read before anything was loaded, since it decides the texts of options too
    context.obj = session(front.language(sys.argv[1:]), date, register)


def _add(app: typer.Typer, name: str, words: Catalog) -> None:
    """Load one command; each lives in a module of its own or with its close pair."""
    match name:
        case "check" | "rules":
            from medlofte.cli.check import add
        case "diff":
            from medlofte.cli.diff import add
        case "changelog":
            from medlofte.cli.changelog import add
        case "show" | "list":
            from medlofte.cli.show import add
        case "status":
            from medlofte.cli.status import add
        case "history":
            from medlofte.cli.history import add
        case "init" | "new":
            from medlofte.cli.start import add
        case "new-period":
            from medlofte.cli.new_period import add
        case "follow-up":
            from medlofte.cli.follow_up import add
        case "sign-off":
            from medlofte.cli.sign_off import add
        case "release":
            from medlofte.cli.release import add
        case "verify":
            from medlofte.cli.verify import add
        case "publish":
            from medlofte.cli.publish import add
        case "export":
            from medlofte.cli.export import add
        case "schema":
            from medlofte.cli.schema import add
        case _:
            from medlofte.cli.demo import add
    add(app, name, words)


def _no_command(name: str) -> UsageError:
    from difflib import get_close_matches

    close = get_close_matches(name, NAMES, 1)
    hint = (
        say("did you mean '{name}'?", name=close[0])
        if close
        else say("see all commands with: medlofte --help")
    )
    return UsageError(say("there is no command '{name}'", name=name), hint=hint)


def _use_utf8() -> None:
    """Agreements are UTF-8 whatever the locale says; what a stream cannot show must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _flushed(code: int) -> int:
    try:
        sys.stdout.flush()
    except OSError as error:
        return unwritten(sys.argv[1:], error)
    return code


def unwritten(arguments: list[str], error: OSError) -> int:
    """Leave where the result could not be written: nobody reads it any more, or the disk is full."""
    _silence()
    if isinstance(error, BrokenPipeError):
        return 0
    reason = error.strerror or str(error)
    refusal = WorldError(say("the result could not be written: {reason}", reason=reason))
    complain(catalog(front.language(arguments)), refusal)
    return refusal.exit_code


def _silence() -> None:
    """Keep the interpreter from complaining about a closed pipe when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
