"""``python -m medlofte`` and the console script."""

import os
import sys


def main() -> None:
    """Run the command line and exit with its code."""
    _open_closed()
    try:
        from medlofte.cli import interrupt

        interrupt.listen()
        code = _run(sys.argv[1:])
        interrupt.close()
    except KeyboardInterrupt:
        from medlofte.cli import interrupt

        interrupt.close()
        code = interrupt.told(sys.argv[1:])
    sys.exit(code)


def _open_closed() -> None:
    """Let what is said to a stream that is closed, as by ``>&-``, go nowhere, as to a pipe that nobody reads."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 (until the end)


def _run(arguments: list[str]) -> int:
    from medlofte.cli.front import answer

    try:
        code = answer(arguments)
        sys.stdout.flush()
    except OSError as error:
        from medlofte.cli.app import unwritten

        code = unwritten(arguments, error)
    if code is None:
        from medlofte.cli.app import run

        code = run(arguments)
    return code


if __name__ == "__main__":
    main()
