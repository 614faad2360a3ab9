"""Create files in a register and tell it; commit them where that is wanted."""

from medlofte.cli.session import Session
from medlofte.message import say


def create(
    session: Session, files: dict[str, bytes], message: str, *, commit: bool, finishes: bool = False
) -> None:
    """Create files all or nothing, say which, and commit just those where asked or set in ``medlofte.toml``.

    Args:
        session: This run.
        files: Bytes by path from the top of the register.
        message: The message of the commit.
        commit: Whether a commit is asked for.
        finishes: Whether the same command, run again, finishes what git has refused.

    Raises:
        RefusedError: One of them exists.
        WorldError: They could not be written or committed.
    """
    from medlofte.store.workspace import create as write

    root = session.folder().root
    wanted = is_wanted(session, commit=commit)
    if wanted:
        from medlofte.store.git import require_repository

        require_repository(root)
    for name in write(root, files):
        session.note(say("created {file}", file=name))
    if wanted:
        put_into_git(session, list(files), message, finishes=finishes)


def is_wanted(session: Session, *, commit: bool) -> bool:
    """Whether what is created is to be committed: asked for, or set in ``medlofte.toml``."""
    from medlofte.store.register import open_register

    return commit or open_register(session.folder()).settings.commit


def put_into_git(session: Session, files: list[str], message: str, *, finishes: bool = True) -> None:
    """Commit files that are written, and tell it.

    Raises:
        WorldError: git did not.
    """
    from medlofte.store.git import commit_files

    again = say("mend what git says and run the same command again: it finishes what is left")
    short = commit_files(session.folder().root, files, message, again if finishes else None)
    session.note(say("committed as {commit}: {message}", commit=short, message=message))
