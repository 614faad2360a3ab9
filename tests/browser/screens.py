"""Take pictures of the pages and the PDF of Gotland 2021 as they are published, for people to look at.

Usage: .venv/bin/python tests/browser/screens.py DIR
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from kinds import NEW, ROOT, SITE_KINDS, release_the_real
from pages import chromium

from conftest import start_git
from world import World

_KINDS = ("period", "compare")
_WIDTHS = (390, 1280)
_MODES = ("light", "dark")


def main(folder: Path) -> None:
    """Publish the real register as it is released, and take the pictures."""
    program = shutil.which("chromium")
    if program is None:
        sys.exit("needs the program chromium: apt-get install chromium")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        site = _published(Path(place))
        for picture in (*_of_pages(program, site, folder), *_of_pdf(site, folder)):
            print(picture)


def _published(place: Path) -> Path:
    world = World(place / "register", place / "home")
    for path in (world.root, world.home):
        path.mkdir()
    start_git(world.root, world.environment())
    release_the_real(world, (ROOT / "medlofte.toml").read_text(encoding="utf-8"))
    done = world.run("publish", "../site")
    if done.returncode:
        sys.exit(done.stderr)
    return place / "site"


def _of_pages(program: str, site: Path, folder: Path) -> Iterator[Path]:
    with chromium(program, drawn=True) as reader:
        for kind in _KINDS:
            for width in _WIDTHS:
                for mode in _MODES:
                    picture = folder / f"{kind}-{width}-{mode}.png"
                    reader.picture(site / SITE_KINDS[kind], picture, width, mode)
                    yield picture


def _of_pdf(site: Path, folder: Path) -> Iterator[Path]:
    program = shutil.which("pdftoppm")
    if program is None:
        print("no pictures of the PDF: needs the program pdftoppm: apt-get install poppler-utils")
        return
    (document,) = (site / NEW).glob("*.pdf")
    subprocess.run([program, "-r", "90", "-png", document, folder / "pdf"], check=True)
    yield from sorted(folder.glob("pdf-*.png"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
