"""Apply the changes of a comparison, as its JSON tells them, to the old document.

Written apart from the comparison: it knows only what the reference says of changes. What it returns is a *canonical
form*: nested dictionaries, lists without order, prose as it reads rather than as it was typed.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from medlofte.core.prose import normal
from medlofte.model.agreement import Agreement

Table = dict[str, Any]
Steps = list[tuple[list[str], Table]]

#: What tells of the file and its handling; a comparison says nothing about it.
APART = ("provenance", "publication", "statement", "renewal")
#: Kinds that follow from other changes and add nothing to the document.
DERIVED = ("rate", "hedge")
#: Lists of tables without ids, apart from targets and shares.
LOOSE = (["basis", "source"], ["governance", "body"])


def canonical(document: Table) -> Any:
    """The form in which two documents are equal if nothing but typing and order differs."""
    record = msgspec.convert({"format": 1} | document, Agreement)
    kept = {
        key: value
        for key, value in msgspec.json.decode(msgspec.json.encode(record)).items()
        if key not in APART
    }
    return form({"language": "sv"} | kept)


def form(value: Any) -> Any:
    if isinstance(value, str):
        return retyped(value)
    if isinstance(value, list):
        return sorted((form(part) for part in value), key=sign)
    if isinstance(value, dict):
        parts = {key: form(part) for key, part in value.items()}
        return {key: part for key, part in sorted(parts.items()) if part not in ("", [], {})}
    return value


@cache
def retyped(text: str) -> str:
    return normal(text)


def sign(value: Any) -> str:
    """What a canonical form is sorted by."""
    return repr(value)


def copied(value: Any) -> Any:
    """The same of its own; all here is JSON."""
    return msgspec.json.decode(msgspec.json.encode(value))


def applied(old: Table, comparison: Table) -> Any:
    """The canonical form of the new document."""
    new = {key: copied(value) for key, value in old.items() if key not in APART}
    new["pledge"] = listed(old.get("pledge", []), comparison.get("rows", []))
    new["area"] = listed(old.get("area", []), comparison.get("areas", []))
    for change in comparison.get("changes", []):
        whole(new, change)
    return canonical(new)


def listed(old: list[Table], rows: list[Table]) -> list[Table]:
    """Pledges or areas: each row tells all about those it names."""
    known = {item["id"]: item for item in old}
    found = []
    for row in rows:
        ones, others, changes = row.get("old", []), row.get("new", []), row.get("changes", [])
        if len(ones) == len(others) == 1:
            item = copied(known[ones[0]]) | {"id": others[0]}
            within(item, [(change["path"].split(".")[2:], change) for change in changes])
            found.append(item)
        else:
            found += [change["after"] for change in changes if change["kind"] == "added"]
            gone = sorted(sign(form(change["before"])) for change in changes if change["kind"] == "removed")
            assert gone == sorted(sign(form(known[name])) for name in ones), (
                gone,
                [known[name] for name in ones],
            )
    return found


def within(item: Table, steps: Steps) -> None:
    """Changes inside one pledge, measure, share or area; paths are relative to it."""
    deeper: dict[tuple[str, ...], Steps] = defaultdict(list)
    for path, change in steps:
        if change["kind"] in DERIVED:
            continue
        match path:
            case ["target", *rest]:
                deeper["target",].append((rest, change))
            case ["measure" | "commitment" as word, name]:
                swap(item.setdefault(word, []), change)
            case ["measure" | "commitment" as word, name, *rest]:
                deeper[word, name].append((rest, change))
            case [key]:
                put(item, key, change.get("after"))
            case _:
                raise AssertionError(change)
    for place, inner in deeper.items():
        if place == ("target",):
            item["target"] = numbers(item.get("target", []), inner)
        else:
            within(one_of(item[place[0]], *place), inner)


def one_of(items: list[Table], word: str, name: str) -> Table:
    """The measure with this id, or the only share of these holders."""
    key = (lambda item: item["id"]) if word == "measure" else (lambda item: "+".join(sorted(item["by"])))
    (found,) = [item for item in items if key(item) == name]
    return found


def numbers(old: list[Table], steps: Steps) -> list[Table]:
    """Targets have no ids: a change carries them whole, or (with several) names the two it is about."""
    new = copied(old)
    parts: dict[str, Counter[str]] = defaultdict(Counter)
    moved = any(not path and "before" in change and "after" in change for path, change in steps)
    for path, change in steps:
        if not path:
            swap(new, change)
        elif "numbers" in change:
            parts[json.dumps(change["numbers"])][path[0]] += 1
        elif not moved:
            assert len(new) == 1
            put(new[0], path[0], change.get("after"))
    for pair, keys in parts.items():
        before, after = json.loads(pair)
        if before["value"] == after["value"]:
            for _ in range(max(keys.values())):
                swap(new, {"before": before, "after": after})
    return new


def swap(items: list[Table], change: Table) -> None:
    """Take one item out, put one in."""
    if change.get("before") is not None:
        wanted = form(change["before"])
        place = next(index for index, item in enumerate(items) if form(item) == wanted)
        del items[place]
    if change.get("after") is not None:
        items.append(change["after"])


def put(item: Table, key: str, value: Any) -> None:
    """Set a key; what is empty or false is absent."""
    if value is None or value is False or value in ("", [], {}):
        item.pop(key, None)
    else:
        item[key] = value


def whole(new: Table, change: Table) -> None:
    """Changes of the document apart from its pledges and areas."""
    if change["kind"] in DERIVED:
        return
    path = change["path"].split(".")
    match path:
        case ["signatory", _]:
            swap(new.setdefault("signatory", []), change)
        case ["party" | "partner" | "clause" as word, _]:
            swap(new.setdefault(word, []), change)
        case ["party" | "partner" | "clause" as word, name, key]:
            put(next(item for item in new[word] if item["id"] == name), key, change.get("after"))
        case _ if path in LOOSE:
            swap(new.setdefault(path[0], {}).setdefault(path[1], []), change)
        case [table, key]:
            put(new.setdefault(table, {}), key, change.get("after"))
        case [key]:
            put(new, key, change.get("after"))
        case _:
            raise AssertionError(change)


def ids(rows: Iterable[Table], side: str) -> list[str]:
    """All ids of one side, as often as they stand in rows."""
    return sorted(name for row in rows for name in row.get(side, []))
