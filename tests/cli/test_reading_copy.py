"""``show --format html|pdf``: a copy to read and sign, with the control code of the text, before it is released."""

import subprocess
import sys
from io import BytesIO

import pypdf

from world import World


def test_the_copy_bears_the_code_that_is_signed(world: World):
    code = world.code()
    page = world.run("show", "storby/2024", "--format", "html").stdout
    assert code in page
    assert "Polisen ska vara på torget minst två kvällar i veckan." in page
    folder = world.root
    with (folder / "copy.pdf").open("wb") as file:
        subprocess.run(
            [sys.executable, "-m", "medlofte", "show", "storby/2024", "--format", "pdf"],
            cwd=folder, env=world.environment(), stdout=file, check=True,
        )  # fmt: skip
    pages = pypdf.PdfReader(BytesIO((folder / "copy.pdf").read_bytes())).pages
    assert all(code in sheet.extract_text() for sheet in pages)


def test_a_draft_says_that_it_is_one(world: World):
    assert 'class="banner"' in world.run("show", "storby/2024", "--format", "html").stdout


def test_a_release_is_no_draft(released: World):
    assert 'class="banner"' not in released.run("show", "storby/2024", "--format", "html").stdout
