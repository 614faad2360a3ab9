"""Create files in a register and tell it; commit them where that is wanted."""

from medlofte.cli.session import Session
from medlofte.message import say


def create(session: Session, files: dict[str, bytes], message: str, *, commit: bool) -> None:
    """Create files all or nothing, say which, and commit just those where asked or set in ``medlofte.toml``.

    Raises:
        RefusedError: One of them exists.
        WorldError: They could not be written or committed.
    """
    from medlofte.store.register import open_register
    from medlofte.store.workspace import create as write

    folder = session.folder()
    wanted = commit or open_register(folder).settings.commit
    if wanted:
        from medlofte.store.git import require_repository

        require_repository(folder.root)
    for name in write(folder.root, files):
        session.note(say("created {file}", file=name))
    if wanted:
        from medlofte.store.git import commit_files

        short = commit_files(folder.root, list(files), message)
        session.note(say("committed as {commit}: {message}", commit=short, message=message))
