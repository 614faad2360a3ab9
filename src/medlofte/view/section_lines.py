"""What else is said of one pledge of a comparison: what its text holds beside, and parts of it that ended."""

from collections.abc import Iterator

from medlofte.message import say
from medlofte.model.change import Row
from medlofte.model.pledge import Pledge
from medlofte.view.catalog import Catalog
from medlofte.view.differences import Context, Line
from medlofte.view.labels import FATES
from medlofte.view.values import Names, in_short, known_as, named, one_line, value


def branches(row: Row, words: Catalog) -> Iterator[Line]:
    """The parts of a pledge that ended on the way to the newer document."""
    for branch in row.branches:
        name = in_short(branch)
        if not words.for_pages and name != one_line(branch.id):
            name = f"{name} ({one_line(branch.id)})"
        said = say("{fate}: {pledge}", fate=FATES[branch.fate], pledge=name)
        yield Line(words.say(say("a part of it")), told=words.say(said))


def particulars(pledge: Pledge, at: Context, side: Names) -> Iterator[tuple[str, str]]:
    """What else a pledge holds, for a view with room for it."""
    for name in pledge.__struct_fields__:
        key, item = name.removesuffix("_"), getattr(pledge, name)
        said = known_as(item, side) if key in ("by", "with") else value(item, at.words, side)
        if said and item is not False and key not in ("id", "text", "area"):
            yield named(key, at.words, Pledge), said
