"""The only door to git. Reading takes objects alone: no hook, filter or config of a repository runs."""

from medlofte.store.git.commit import (
    alone,
    commit_files,
    head,
    knows_committer,
    require_repository,
    start_repository,
)
from medlofte.store.git.objects import Objects
from medlofte.store.git.reader import is_shallow, private_file
from medlofte.store.git.repository import is_bare
from medlofte.store.git.revision import Revision, at_revision
from medlofte.store.git.tags import PREFIX, Tag, make_tag, read_tag

__all__ = [
    "PREFIX",
    "Objects",
    "Revision",
    "Tag",
    "alone",
    "at_revision",
    "commit_files",
    "head",
    "is_bare",
    "is_shallow",
    "knows_committer",
    "make_tag",
    "private_file",
    "read_tag",
    "require_repository",
    "start_repository",
]
