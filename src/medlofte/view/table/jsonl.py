"""Pledges as JSON Lines: one a line, for programs that read a row at a time."""

from medlofte.model.row import Tables
from medlofte.view.data import encode_line


def render(tables: Tables) -> bytes:
    """Every pledge on a line of its own."""
    return b"".join(encode_line(row) for row in tables.pledges)
