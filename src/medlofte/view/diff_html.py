"""A comparison as one page of HTML: no script, nothing fetched, readable on paper and without colour."""

from medlofte.message import Message, say, say_n
from medlofte.model.agreement import Agreement
from medlofte.model.change import Comparison
from medlofte.view.catalog import Catalog
from medlofte.view.differences import Room
from medlofte.view.outline import outline
from medlofte.view.pages import environment

#: Everything the page says of its own; the template only names them.
_TEXTS: dict[str, Message] = {
    "inserted": say("inserted"),
    "deleted": say("deleted"),
    "document": say("The document as a whole"),
    "reason": say("reason"),
    "changed_from": say("was"),
    "summary": say("Summary"),
    "text": say("text"),
    "small": say("form and other details"),
}


def render(comparison: Comparison, old: Agreement, new: Agreement, words: Catalog) -> str:
    """The comparison as a page."""
    return (
        environment()
        .get_template("diff.html.j2")
        .render(
            page=outline(comparison, old, new, words),
            language=words.language,
            said={name: words.say(message) for name, message in _TEXTS.items()},
            unchanged=lambda count: words.say(
                say_n("{count} pledge unchanged", "{count} pledges unchanged", count)
            ),
            long=Room.LONG,
            short=Room.SHORT,
        )
    )
