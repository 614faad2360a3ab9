"""Every byte of a bundle counts: each flipped, deleted or doubled, the bundle is refused, on the path that ``verify`` takes.

First whoever changes a byte changes nothing else. Then everything that nobody has signed is made anew to fit. In the small
bundle the files that only people read are cut short: of them nothing is read here but the control code that the page shows.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest

from forge import Desk, Files, answers
from medlofte.core.verify import verify
from medlofte.errors import RefusedError
from medlofte.model.evidence import Outcome
from medlofte.store.bundle import pack, read_bundle
from medlofte.store.evidence import gather
from world import World

#: Files for people; whole they are most of a bundle.
FOR_PEOPLE = ("LAS-MIG.txt", "agreement.html", "agreement.pdf")
#: The work is cut so that several workers share it.
PARTS = 4


@pytest.fixture(scope="session")
def files(_desk: Desk) -> Files:
    small = _desk.copy()
    code = small.record("anna-ek").control_code.encode()
    for name in FOR_PEOPLE:
        start = max(0, small.files[name].find(code) - 100)
        small.files[name] = small.files[name][start : start + 300]
    return small.close().files


def accepted(files: Files, name: str, positions: range) -> list[str]:
    """The first mutations of a file that are not refused."""
    passed = (
        how
        for how, changed in mutations(files[name], positions)
        if verify(gather({**files, name: changed})).outcome is not Outcome.FAILS
    )
    return list(islice(passed, 3))


def mutations(data: bytes, positions: range) -> Iterator[tuple[str, bytes]]:
    """Each byte with one of its bits turned over, without it, and with it twice."""
    for at in positions:
        head, sign, tail = data[:at], data[at : at + 1], data[at + 1 :]
        yield f"flipped {at}", head + bytes([sign[0] ^ 1 << at % 8]) + tail
        yield f"deleted {at}", head + tail
        yield f"doubled {at}", head + sign + sign + tail


@pytest.mark.parametrize("part", range(PARTS))
def test_every_byte_of_every_file(part: int, files: Files):
    assert verify(gather(files)).outcome is Outcome.HOLDS
    tried = 0
    for name, data in files.items():
        assert accepted(files, name, range(part, len(data), PARTS)) == []
        tried += len(range(part, len(data), PARTS))
    assert abs(tried - sum(map(len, files.values())) / PARTS) < len(files)


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_some_bytes_of_a_whole_file(name: str, desk: Desk):
    assert accepted(desk.files, name, range(5, len(desk.files[name]), 101)) == []


def test_a_changed_file_is_named_and_nobody_is_asked_who_signed(files: Files):
    verdict = verify(gather({**files, "changelog.md": files["changelog.md"] + b"\n"}))
    assert "changelog.md is not the file that was released" in answers(verdict, "no")
    assert "who has signed: asked only of files that are those that were released" in answers(
        verdict, "not_checked"
    )
    assert verdict.signers == ()


#: Everything that somebody's signature covers, and the signatures.
SIGNED = [
    "agreement.toml",
    "signatories/",
    "signoffs/kommunen.bo-alm.toml",
    "signoffs/polisen.anna-ek.toml.sig",
]


@pytest.mark.parametrize("which", SIGNED)
def test_bytes_that_are_signed_while_all_others_are_made_anew(which: str, files: Files, desk: Desk):
    name = next(name for name in files if name.startswith(which))
    step = max(1, len(files[name]) // 12)
    for how, changed in mutations(files[name], range(step // 2, len(files[name]), step)):
        forged = Desk({**files, name: changed}, desk.keys).close()
        assert forged.files[name] == changed
        assert (how, forged.verdict().outcome) == (how, Outcome.FAILS)


def between(archive: bytes) -> Iterator[int]:
    """Positions of a zip that belong to no file in it."""
    inside: set[int] = set()
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        for item in opened.infolist():
            start = item.header_offset + 30 + len(item.filename)
            inside.update(range(start, start + item.file_size))
    yield from (at for at in range(len(archive)) if at not in inside)


def refused(data: bytes, place: Path) -> bool:
    place.write_bytes(data)
    try:
        read_bundle(place)
    except RefusedError:
        return True
    return False


def test_every_byte_of_the_zip_around_the_files(files: Files, tmp_path: Path):
    archive, place = pack(files), tmp_path / "x.zip"
    positions = list(between(archive))
    assert len(positions) > 40 * len(files)
    passed = [
        how
        for number, at in enumerate(positions)
        for kind, (how, changed) in enumerate(mutations(archive, range(at, at + 1)))
        if (kind == 0 or number % 4 == 0) and not refused(changed, place)
    ]
    assert passed == []


def test_bytes_of_the_files_in_the_zip(files: Files, tmp_path: Path):
    archive, place = pack(files), tmp_path / "x.zip"
    step = len(archive) // 150
    assert [
        how
        for how, changed in mutations(archive, range(7, len(archive), step))
        if not refused(changed, place)
    ] == []


@pytest.mark.parametrize(
    "name", ["LAS-MIG.txt", "agreement.pdf", "release.toml", "signoffs/polisen.anna-ek.toml.sig"]
)
def test_on_the_command_line(name: str, files: Files, released: World, tmp_path: Path):
    changed = bytearray(files[name])
    changed[len(changed) // 2] ^= 4
    place = tmp_path / "changed.zip"
    place.write_bytes(pack({**files, name: bytes(changed)}))
    done = released.run("verify", place)
    assert (done.returncode, done.stderr) == (1, "")
    assert "It does not hold." in done.stdout
    archive = bytearray(pack(files))
    archive[archive.index(name.encode()) + 2] ^= 4
    place.write_bytes(archive)
    done = released.run("verify", place)
    assert (done.returncode, done.stdout) == (1, "")
    assert "this is no bundle of medlofte" in done.stderr
