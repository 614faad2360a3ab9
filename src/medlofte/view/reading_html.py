"""A reading copy as one page of HTML: no script, nothing fetched, the control code on every printed page."""

from medlofte.view.pages import environment
from medlofte.view.reading import Reading
from medlofte.view.reading_parts import is_from_right


def render(item: Reading) -> bytes:
    """The page; the same bytes for the same document everywhere."""
    template = environment().get_template("reading.html.j2")
    return template.render(item=item, said=item.said, from_right=is_from_right(item.language)).encode()
