"""``python -m medlofte`` and the console script."""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from medlofte.cli.front import answer

    try:
        code = answer(sys.argv[1:])
        sys.stdout.flush()
    except OSError as error:
        from medlofte.cli.app import unwritten

        code = unwritten(sys.argv[1:], error)
    if code is None:
        from medlofte.cli.app import run

        code = run(sys.argv[1:])
    sys.exit(code)


if __name__ == "__main__":
    main()
