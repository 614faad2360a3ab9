"""``show --format html|pdf``: a copy to read and sign, with the control code of the text, before it is released."""

import subprocess
import sys
import zipfile
from io import BytesIO

import pypdf

from world import World


def test_the_copy_bears_the_code_that_is_signed(world: World):
    code = world.code()
    page = world.run("show", "storby/2024", "--format", "html").stdout
    assert code in page
    assert "Polisen ska vara på torget minst två kvällar i veckan." in page
    pages = pypdf.PdfReader(BytesIO(pdf_of(world))).pages
    assert all(code in sheet.extract_text() for sheet in pages)


def pdf_of(world: World) -> bytes:
    """What the command writes, byte for byte."""
    command = [sys.executable, "-m", "medlofte", "show", "storby/2024", "--format", "pdf"]
    return subprocess.run(
        command, cwd=world.root, env=world.environment(), capture_output=True, check=True
    ).stdout


def test_a_draft_says_that_it_is_one(world: World):
    assert 'class="banner"' in world.run("show", "storby/2024", "--format", "html").stdout


def test_a_release_is_no_draft(released: World):
    assert 'class="banner"' not in released.run("show", "storby/2024", "--format", "html").stdout


def test_the_copy_of_a_release_is_the_file_of_its_bundle(released: World):
    """With the changelog of the period, as the release keeps it."""
    with zipfile.ZipFile(released.bundle()) as bundle:
        [name] = [name for name in bundle.namelist() if name.endswith(".pdf")]
        [log] = [name for name in bundle.namelist() if name.endswith("changelog.md")]
        kept, heading = bundle.read(name), bundle.read(log).decode().splitlines()[0].removeprefix("# ")
    assert pdf_of(released) == kept
    text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(kept)).pages)
    assert heading in " ".join(text.split())
