"""Where everything of a site lies. An address is cited in minutes and on paper: none of these ever changes.

Names of series and periods hold no dot, so no folder can take the place of a page or file.
"""

from itertools import takewhile
from urllib.parse import quote

from medlofte.model.ref import is_segment

FRONT = "index.html"
ARCHIVE = "arkiv.html"
STATEMENT = "tillganglighet.html"
DATA = "data.html"
ATOM = "flode.atom"
JSON_FEED = "flode.json"


def series(name: str) -> str:
    """The page of a series, or of a folder that only holds series."""
    return f"{name}/index.html"


def changes(name: str) -> str:
    """The changelog of a series."""
    return f"{name}/andringar.html"


def pledge(name: str, id_: str) -> str:
    """The life of a pledge of a series; empty where the id is none."""
    return f"{name}/lofte/{id_}.html" if is_segment(id_) else ""


def period(document: str) -> str:
    """The newest release of a document."""
    return f"{document}/index.html"


def anchor(id_: str) -> str:
    """Where a pledge stands on the page of a document, put after its address; empty where the id is none."""
    return f"#{id_}" if is_segment(id_) else ""


def fragment(document: str) -> str:
    """The same to be pasted into another system."""
    return f"{document}/fragment.html"


def replaced(document: str, number: int) -> str:
    """A release that a later one replaces."""
    return f"{document}/r{number}.html"


def compare(old: str, new: str) -> str:
    """What changed from one document to another."""
    return f"{new}/jamfor/{old}.html"


def release(document: str, number: int, *, latest: bool) -> str:
    """One release, whether a later one replaces it or not."""
    return period(document) if latest else replaced(document, number)


def compare_releases(old: str, first: int, new: str, last: int) -> str:
    """What changed from one release to another, whichever come later; of one document, what a correction changed."""
    name = f"r{first}-r{last}.html"
    return f"{new}/jamfor/{name}" if old == new else f"{new}/jamfor/{old}.{name}"


def file(document: str, number: int | None, kind: str) -> str:
    """A file of a release, or of a draft, under a name that tells what it is wherever it is saved."""
    release = "utkast" if number is None else f"r{number}"
    return f"{document}/{document.replace('/', '-')}-{release}.{kind}"


def data(name: str) -> str:
    """A file of the data over everything."""
    return f"data/{name}"


def link(page: str, to: str) -> str:
    """The relative address of one page as another names it; what follows ``#`` stays as it is."""
    path, mark, anchor = to.partition("#")
    here, there = page.split("/")[:-1], path.split("/")
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there[:-1], strict=False)))
    steps = [".."] * (len(here) - same) + there[same:]
    return quote("/".join(steps)) + mark + quote(anchor)
