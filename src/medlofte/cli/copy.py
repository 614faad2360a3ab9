"""A reading copy of a text before it is released: what people read, and sign on paper, with its control code."""

from typing import TYPE_CHECKING

from medlofte.cli.bundling import copy_of
from medlofte.cli.review import Review, review
from medlofte.cli.session import Found, Session
from medlofte.errors import WorldError
from medlofte.message import say
from medlofte.model.evidence import CHANGELOG

if TYPE_CHECKING:
    from medlofte.view.reading import Reading


def page(session: Session, found: Found) -> None:
    """Write the copy as one page of HTML."""
    from medlofte.view import reading_html

    session.put_bytes(reading_html.render(_copy(_reviewed(found))))


def pdf(session: Session, found: Found) -> None:
    """Write the copy as a PDF: of a release, the very file of its bundle."""
    from medlofte.view import pdf as view

    item = _reviewed(found)
    made = item.release.released_at if item.release else session.now
    changelog = item.files.get(CHANGELOG) if item.release else None
    session.put_bytes(view.render(_copy(item), made=made, changelog=changelog))


def _copy(item: Review) -> "Reading":
    release = item.release
    return copy_of(item, draft=release is None, released=release.released_at.date() if release else None)


def _reviewed(found: Found) -> Review:
    item = review(found.register, found.name)
    if item is None:
        raise WorldError(say("{name} cannot be read", name=found.name))
    return item
