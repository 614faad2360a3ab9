"""Where the pages of HTML come from: no text becomes markup, no name is empty by mistake."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from medlofte.model.address import is_web

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


@cache
def environment() -> "Environment":
    """The templates of this package."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("medlofte.view"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    found.filters["linked"] = linked
    return found


def linked(text: str, among: Iterable[str] = (), within: str = "") -> "Markup":
    """A text that is an address of the web as a link; and the longest of ``among`` that it holds.

    Args:
        text: The text.
        among: Addresses that may stand in it.
        within: The id of what the text stands in, where the link is to be called after all of that.
    """
    from markupsafe import Markup, escape

    if "://" not in text:
        return escape(text)
    address = text if is_web(text) else max((one for one in among if one in text), key=len, default="")
    if not is_web(address):
        return escape(text)
    before, _, after = text.rpartition(address)
    called = Markup(' aria-labelledby="{}"').format(within) if within else ""
    return Markup('{}<a href="{}"{}>{}</a>{}').format(before, address, called, address, after)


def load_all() -> None:
    """Compile every template, so that the processes that are started now find them done."""
    for name in environment().list_templates(extensions=["j2"]):
        environment().get_template(name)
