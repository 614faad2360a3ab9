"""A reading copy of a text before it is released: what people read, and sign on paper, with its control code."""

import datetime as dt
from typing import TYPE_CHECKING

from medlofte.cli.bundling import copy_of
from medlofte.cli.review import review
from medlofte.cli.session import Found, Session
from medlofte.errors import WorldError
from medlofte.message import say

if TYPE_CHECKING:
    from medlofte.view.reading import Reading


def page(session: Session, found: Found) -> None:
    """Write the copy as one page of HTML."""
    from medlofte.view import reading_html

    session.put_bytes(reading_html.render(_copy(found)[0]))


def pdf(session: Session, found: Found) -> None:
    """Write the copy as a PDF."""
    from medlofte.view import pdf as view

    item, released_at = _copy(found)
    session.put_bytes(view.render(item, made=released_at or session.now))


def _copy(found: Found) -> "tuple[Reading, dt.datetime | None]":
    """The copy, and when its text was released."""
    item = review(found.register, found.name)
    if item is None:
        raise WorldError(say("{name} cannot be read", name=found.name))
    release = item.release
    return copy_of(item, draft=release is None), release.released_at if release else None
