"""A word that is longer than any line, as addresses are: no page scrolls sideways for it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from kinds import _HOST, ROOT

from medlofte.core.publication import newest, volumes
from medlofte.model.agreement import Agreement
from medlofte.model.publication import Edition, Publication
from medlofte.model.register import Settings
from medlofte.store.register import open_register
from medlofte.store.workspace import Folder
from medlofte.view.site import volume
from medlofte.view.site.frame import frame

OLD, NEW = "kungalv/2017-2018", "kungalv/2018-2019"
WORD = "w" * 300


def lengthened(agreement: Agreement) -> Agreement:
    """A real document with the word in its title, its place and every pledge."""
    pledges = [msgspec.structs.replace(one, text=f"{one.text} {WORD}") for one in agreement.pledge]
    place = f"{agreement.place} {WORD}"
    return msgspec.structs.replace(agreement, title=WORD, place=place, pledge=tuple(pledges))


def pages() -> Iterator[tuple[str, bytes]]:
    register = open_register(Folder(ROOT / "tests" / "cases"))
    editions = [
        Edition(name, 1, lengthened(register[name]), b"", WORD, None, (), (), {}) for name in (OLD, NEW)
    ]
    found = Publication(Settings(name=WORD), editions, dt.date(2021, 1, 1))
    shared = frame(found, newest=newest(editions))
    for one in volumes(found):
        yield from volume.pages(one, shared, {})


@pytest.mark.parametrize("path", [f"{NEW}/fragment.html", f"{NEW}/jamfor/{OLD}.html"])
def test_a_long_word_is_broken(path: str, tmp_path: Path, reader):
    page = dict(pages())[path].decode()
    file = tmp_path / Path(path).name
    file.write_text(
        _HOST.format(language="sv", fragment=page) if "fragment" in path else page, encoding="utf-8"
    )
    assert reader.findings(file, modes=["light", "narrow"], colours=False) == []
