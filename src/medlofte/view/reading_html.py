"""A reading copy as one page of HTML: no script, nothing fetched, the control code on every printed page."""

from medlofte.view.pages import environment
from medlofte.view.reading import Reading


def render(item: Reading) -> bytes:
    """The page; the same bytes for the same document everywhere."""
    return environment().get_template("reading.html.j2").render(item=item, said=item.said).encode()
