"""Where the pages of HTML come from: no text becomes markup, no name is empty by mistake."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> "Environment":
    """The templates of this package."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("medlofte.view"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def load_all() -> None:
    """Compile every template, so that the processes that are started now find them done."""
    for name in environment().list_templates(extensions=["j2"]):
        environment().get_template(name)
