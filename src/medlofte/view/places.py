"""Key paths as readers meet them: the labels of keys, with the ids of what they lead into."""

from medlofte.model.agreement import Agreement
from medlofte.view.catalog import Catalog
from medlofte.view.values import named, one_line


def place(path: str, agreement: Agreement, words: Catalog) -> str:
    """A key path in words: "pledge night-patrols, number"."""
    said: list[str] = []
    parts = path.split(".")
    for at, part in enumerate(parts):
        if at and part in _ids(getattr(agreement, parts[0], ()), parts[at - 1]):
            said[-1] += f" {one_line(part)}"
        else:
            said.append(named(part, words))
    return ", ".join(said)


def _ids(items: object, key: str) -> set[str]:
    """The ids in a list of records, and in the lists ``key`` of each."""
    found: set[str] = set()
    for item in items if isinstance(items, tuple) else ():
        found.add(getattr(item, "id", "") or getattr(item, "party", ""))
        inner = getattr(item, key, ())
        found |= _ids(inner, "") if key and isinstance(inner, tuple) else set()
    return found
