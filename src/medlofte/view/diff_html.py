"""A comparison as one page of HTML: no script, nothing fetched, readable on paper and without colour."""

from collections.abc import Mapping

from medlofte.message import Message, say
from medlofte.model.agreement import Agreement
from medlofte.model.change import Comparison
from medlofte.view.catalog import Catalog
from medlofte.view.differences import Room
from medlofte.view.outline import outline
from medlofte.view.pages import environment
from medlofte.view.sections import unchanged

#: What stands around differences on any page.
TEXTS: Mapping[str, Message] = {
    "skip": say("Skip to the content"),
    "inserted": say("added:"),
    "inserted_end": say("end of added."),
    "deleted": say("removed:"),
    "deleted_end": say("end of removed."),
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
            texts=words.say_all(TEXTS),
            unchanged=lambda items: words.say(unchanged(items)),
            long=Room.LONG,
            short=Room.SHORT,
        )
    )
