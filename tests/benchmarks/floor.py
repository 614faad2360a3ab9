"""The floor: the least that plain Python can do on the same files in the same interpreter.

No rules, no ledger, no colours, no words of its own: the standard library parses the files and the bare job is done, so
that a measured command can be given as a ratio to it.

    python tests/benchmarks/floor.py check DIR
    python tests/benchmarks/floor.py check-revision DIR REV
    python tests/benchmarks/floor.py diff DIR OLD NEW
    python tests/benchmarks/floor.py diff-one DIR SERIES OLD NEW
    python tests/benchmarks/floor.py changelog DIR
    python tests/benchmarks/floor.py changelog-one DIR SERIES
    python tests/benchmarks/floor.py verify-all DIR
    python tests/benchmarks/floor.py publish DIR OUT
    python tests/benchmarks/floor.py publish-each DIR OUT
"""

import hashlib
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

Table = dict[str, Any]


def check(root: str) -> Iterator[str]:
    """Read and parse every file."""
    count = sum(1 for path in sorted(Path(root, "agreements").glob("*/*.toml")) if _load(path))
    yield f"{count} files"


def check_revision(root: str, revision: str) -> Iterator[str]:
    """Parse every file of a git revision: one ls-tree and one cat-file for all of them."""
    tree = _git(root, "ls-tree", "-r", "-z", revision, "--", "agreements")
    blobs = [line.split()[2] for line in tree.split(b"\0") if line]
    answer = _git(root, "cat-file", "--batch", data=b"\n".join(blobs) + b"\n")
    at = 0
    for _ in blobs:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split()[2])
        tomllib.loads(answer[end + 1 : end + 1 + size].decode())
        at = end + size + 2
    yield f"{len(blobs)} files"


def diff(root: str, old: str, new: str) -> Iterator[str]:
    """Compare two years of every series."""
    for folder in sorted(Path(root, "agreements").iterdir()):
        yield from _differences(folder.name, _load(folder / f"{old}.toml"), _load(folder / f"{new}.toml"))


def diff_one(root: str, series: str, old: str, new: str) -> Iterator[str]:
    """Compare two years of one series."""
    folder = Path(root, "agreements", series)
    yield from _differences(series, _load(folder / f"{old}.toml"), _load(folder / f"{new}.toml"))


def changelog(root: str) -> Iterator[str]:
    """Compare every year of every series with the year before it."""
    for folder in sorted(Path(root, "agreements").iterdir()):
        yield from changelog_one(root, folder.name)


def changelog_one(root: str, series: str) -> Iterator[str]:
    """Compare every year of one series with the year before it."""
    years = [_load(path) for path in sorted(Path(root, "agreements", series).glob("*.toml"))]
    for old, new in pairwise(years):
        yield from _differences(series, old, new)


def verify_all(root: str) -> Iterator[str]:
    """Ask ``ssh-keygen`` about every signature, and take the digest of every file, of what git has tagged."""
    listed = _git(root, "ls-tree", "-r", "-z", "HEAD", "--", "agreements")
    blobs = {line.split(b"\t")[1].decode(): line.split()[2] for line in listed.split(b"\0") if line}
    answer = _git(root, "cat-file", "--batch", data=b"\n".join(blobs.values()) + b"\n")
    files, at = {}, 0
    for path in blobs:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split()[2])
        files[path] = answer[end + 1 : end + 1 + size]
        hashlib.sha256(files[path]).hexdigest()
        at = end + size + 2
    signatures = [path for path in files if path.endswith(".sig")]
    with tempfile.NamedTemporaryFile() as file:
        for path in signatures:
            Path(file.name).write_bytes(files[path])
            subprocess.run(
                ["ssh-keygen", "-Y", "check-novalidate", "-n", "sign-off@medlofte", "-s", file.name],
                input=files[path.removesuffix(".sig")],
                check=True,
                capture_output=True,
            )
    yield f"{len(signatures)} signatures"


def publish(root: str, out: str) -> Iterator[str]:
    """Write one plain page for each document."""
    count = 0
    for name, table in _documents(root):
        _page(Path(out, name, "index.html"), table["title"], table["pledge"])
        count += 1
    yield f"{count} pages"


def publish_each(root: str, out: str) -> Iterator[str]:
    """Write as many plain pages as there are to read: four for each document, and one for each pledge."""
    count = 0
    for name, table in _documents(root):
        for page in ("index", "fragment", "changes", "place"):
            _page(Path(out, name, f"{page}.html"), table["title"], table["pledge"])
        for pledge in table["pledge"]:
            _page(Path(out, name, f"{pledge['id']}.html"), table["title"], [pledge])
        count += 4 + len(table["pledge"])
    yield f"{count} pages"


def _documents(root: str) -> Iterator[tuple[str, Table]]:
    for path in sorted(Path(root, "agreements").glob("*/*.toml")):
        yield f"{path.parent.name}/{path.stem}", _load(path)


def _page(path: Path, title: str, pledges: list[Table]) -> None:
    head = f"<!DOCTYPE html><html lang=sv><title>{escape(title)}</title><h1>{escape(title)}</h1>"
    body = (f"<h2>{escape(one['text'])}</h2><p>{escape(', '.join(one['by']))}</p>" for one in pledges)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join((head, *body)), encoding="utf-8")


def _load(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _differences(series: str, old: Table, new: Table) -> Iterator[str]:
    """One line for every pledge that ended or began, and for every key of a pledge that differs."""
    before = {pledge["id"]: pledge for pledge in old["pledge"]}
    after = {pledge["id"]: pledge for pledge in new["pledge"]}
    for name, pledge in before.items():
        if name not in after:
            yield f"{series} - {name}"
        elif pledge != after[name]:
            for key in pledge.keys() | after[name].keys():
                one, other = pledge.get(key), after[name].get(key)
                if one != other:
                    yield f"{series} ~ {name}.{key}: {one} > {other}"
    for name in after:
        if name not in before:
            yield f"{series} + {name}"


def _git(root: str, *args: str, data: bytes = b"") -> bytes:
    return subprocess.run(["git", "-C", root, *args], input=data, check=True, capture_output=True).stdout


COMMANDS: dict[str, Callable[..., Iterator[str]]] = {
    "check": check,
    "check-revision": check_revision,
    "diff": diff,
    "diff-one": diff_one,
    "changelog": changelog,
    "changelog-one": changelog_one,
    "verify-all": verify_all,
    "publish": publish,
    "publish-each": publish_each,
}


def main() -> None:
    """Read the command line."""
    command, *args = sys.argv[1:]
    for line in COMMANDS[command](*args):
        print(line)


if __name__ == "__main__":
    main()
