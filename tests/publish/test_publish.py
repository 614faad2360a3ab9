"""``publish``: the same bytes everywhere, only from what verifies, nothing of others lost, all or nothing."""

import hashlib
import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from signing_fixtures import copied
from world import NAME, TEXT, World

REPORT = """\
format = 1
reported_by = "polisen"
reported_on = 2024-09-01
covers = { from = 2024-01-01, until = 2024-08-31 }

[[outcome]]
pledge = "torget"
status = "fulfilled"
text = "Polisen var på torget tre kvällar i veckan."
"""


def publish(world: World, *more: str, out: str = "../site") -> "CompletedProcess[str]":
    return world.run("publish", out, *more)


def tree(folder: Path) -> dict[str, str]:
    """Digest of every file by path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    return found


@pytest.fixture(scope="module")
def _published(_released: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    world = copied(_released, tmp_path_factory.mktemp("published"))
    done = publish(world)
    assert (done.returncode, done.stderr) == (0, "")
    return world


@pytest.fixture
def published(_published: World, tmp_path: Path) -> World:
    """A register beside the folder that was published from it."""
    return copied(_published, tmp_path)


def site(world: World) -> Path:
    return world.root.parent / "site"


def test_the_manifest_lists_every_file(published: World):
    listed = {file["path"]: file for unit in manifest(site(published))["unit"] for file in unit["file"]}
    found = tree(site(published))
    assert found.pop("manifest.json")
    assert {path: file["sha256"] for path, file in listed.items()} == found
    assert all((site(published) / path).stat().st_size == file["size"] for path, file in listed.items())
    assert listed["storby/2024/index.html"]["release"] == "storby/2024 r1"
    assert listed["storby/2024/storby-2024-r1.pdf"]["release"] == "storby/2024 r1"
    assert "release" not in listed["index.html"]
    assert manifest(site(published))["tool"].startswith("medlofte ")


def test_two_clones_give_the_same_bytes(published: World, tmp_path: Path):
    """On another day, in another time zone and language, to a folder of another name."""
    clone = World(tmp_path / "clone", published.home, published.keys)
    subprocess.run(["git", "clone", "--quiet", published.root, clone.root], check=True, capture_output=True)
    done = clone.run("publish", "../web/ut", day="2031-05-05", TZ="Asia/Tokyo", MEDLOFTE_LANG="sv")
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "web" / "ut") == tree(site(published))


def test_the_text_that_is_published_is_the_one_that_was_released(published: World):
    text = (site(published) / "storby/2024/storby-2024-r1.toml").read_bytes()
    assert text == published.root.joinpath(f"agreements/{NAME}.toml").read_bytes()


def test_the_pdf_is_that_of_the_bundle(published: World):
    shutil.unpack_archive(published.bundle(), site(published).parent / "bundle")
    inside = next((site(published).parent / "bundle").rglob("agreement.pdf"))
    assert inside.read_bytes() == (site(published) / "storby/2024/storby-2024-r1.pdf").read_bytes()


def test_check_says_yes_and_writes_nothing(published: World):
    before = tree(site(published))
    done = publish(published, "--check")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"is what the releases give: {len(before)} files" in done.stdout
    assert tree(site(published)) == before


def test_check_finds_what_was_moved_edited_added_and_is_out_of_date(published: World):
    page = site(published) / "storby/2024/index.html"
    page.write_bytes(page.read_bytes().replace("två kvällar".encode(), "fem kvällar".encode()))
    (site(published) / "arkiv.html").rename(site(published) / "arkivet.html")
    published.write("agreements/storby/2024/outcomes/2024-09-01.polisen.toml", REPORT)
    published.commit("A report")
    done = publish(published, "--check")
    lines = dict(reversed(line.split(maxsplit=0)[0].rsplit(None, 1)) for line in done.stdout.splitlines())
    assert done.returncode == 1
    assert lines["storby/2024/index.html"].strip() == "edited"
    assert lines["arkiv.html"].strip() == "missing"
    assert lines["arkivet.html"].strip() == "not of medlofte"
    assert lines["storby/index.html"].strip() == "out of date"
    assert "are not what the releases give" in done.stderr


def test_what_has_not_changed_is_not_made_again(published: World):
    """The files are the very same ones, under a second name."""
    page = site(published) / "storby/2024/index.html"
    before, digest = page.stat().st_ino, tree(site(published))
    done = publish(published)
    assert (done.returncode, page.stat().st_ino) == (0, before)
    assert tree(site(published)) == digest
    assert "are as they were" in done.stderr


def test_a_new_report_is_published(published: World):
    published.write("agreements/storby/2024/outcomes/2024-09-01.polisen.toml", REPORT)
    published.commit("A report")
    assert publish(published).returncode == 0
    assert "tre kvällar i veckan" in (site(published) / "storby/2024/index.html").read_text(encoding="utf-8")
    assert publish(published, "--check").returncode == 0


def test_only_what_is_committed_is_published(published: World):
    before = tree(site(published))
    published.write("agreements/storby/2024/outcomes/2024-09-01.polisen.toml", REPORT)
    published.text(TEXT.replace("två kvällar", "en kväll"))
    assert publish(published).returncode == 0
    assert tree(site(published)) == before


@pytest.mark.parametrize("name", ["index.html", "storby/2024/index.html", "data/loften.csv"])
def test_an_edited_file_is_not_lost(published: World, name: str):
    (site(published) / name).write_bytes(b"by hand")
    done = publish(published)
    assert done.returncode == 1
    assert f"holds 1 file that would be lost: {name}" in done.stderr
    assert (site(published) / name).read_bytes() == b"by hand"


def test_a_file_of_others_is_not_lost(published: World):
    (site(published) / "robots.txt").write_bytes(b"theirs")
    done = publish(published)
    assert done.returncode == 1
    assert "would be lost: robots.txt" in done.stderr
    assert (site(published) / "robots.txt").read_bytes() == b"theirs"


def test_a_folder_of_others_is_not_touched(released: World):
    (site(released)).mkdir()
    (site(released) / "index.html").write_bytes(b"theirs")
    done = publish(released)
    assert done.returncode == 1
    assert "is not empty, and medlofte has not made what is in it" in done.stderr
    assert tree(site(released)).keys() == {"index.html"}


@pytest.mark.parametrize("out", [".", "..", "agreements", "agreements/storby", ".git/site"])
def test_the_register_itself_is_no_place_to_publish_to(released: World, out: str):
    before = tree(released.root / "agreements")
    done = publish(released, out=out)
    assert done.returncode == 2
    assert "is the register itself, or a part of it" in done.stderr
    assert tree(released.root / "agreements") == before


def test_a_folder_within_the_register_is_fine(released: World):
    assert publish(released, out="site").returncode == 0
    assert (released.root / "site" / "index.html").is_file()


def test_a_release_that_does_not_verify_is_not_published(published: World):
    before = tree(site(published))
    published.git("tag", "--force", f"{NAME}/r1", "HEAD")
    done = publish(published)
    assert done.returncode == 1
    assert "1 release does not verify and is not published: storby/2024 r1" in done.stderr
    assert tree(site(published)) == before


def test_a_register_without_releases_has_nothing_to_publish(world: World):
    done = publish(world)
    assert done.returncode == 1
    assert "the register has released nothing that could be published" in done.stderr
    assert not site(world).exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("lillby",), "nothing is released of 'lillby'"),
        (("storby/2024@r1",), "'storby/2024@r1' is no series or document"),
        (("../x",), "cannot be the name of a series or document"),
        (("--compare", "storby/2023", NAME), "'storby/2023' cannot be compared"),
        (("--pdf", "a-1b"), "'a-1b' is no archive standard"),
    ],
)
def test_a_wrong_name_is_told(released: World, arguments: tuple[str, ...], said: str):
    done = publish(released, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert not site(released).exists()


def test_drafts_say_so_on_every_page(world: World):
    assert publish(world, "--drafts").returncode == 0
    pages = sorted(site(world).rglob("*.html"))
    assert pages
    for page in pages:
        assert "UTKAST" in page.read_text(encoding="utf-8").upper(), page


@pytest.mark.parametrize(
    ("part", "kinds"),
    [
        ("pages", {".html"}),
        ("pdf", {".pdf"}),
        ("data", {".csv", ".json", ".jsonl", ".sqlite", ".toml", ".xlsx"}),
        ("feeds", {".atom", ".json"}),
    ],
)
def test_only_what_is_asked_for(released: World, part: str, kinds: set[str]):
    assert publish(released, "--only", part).returncode == 0
    found = {Path(path).suffix for path in tree(site(released)) if path != "manifest.json"}
    assert found == kinds


def test_killed_at_any_moment_the_folder_is_as_before_or_as_after(
    published: World, tmp_path_factory: pytest.TempPathFactory
):
    old = tree(site(published))
    published.write("agreements/storby/2024/outcomes/2024-09-01.polisen.toml", REPORT)
    published.commit("A report")
    whole = copied(published, tmp_path_factory.mktemp("whole"))
    started = time.monotonic()
    assert whole.run_anew("publish", "../site").returncode == 0
    took = time.monotonic() - started
    new = tree(site(whole))
    assert new != old
    for number in range(8):
        world = copied(published, tmp_path_factory.mktemp("killed"))
        running = subprocess.Popen(
            [sys.executable, "-m", "medlofte", "publish", "../site"],
            cwd=world.root,
            env=world.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(took * (number + 0.5) / 8)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert not site(world).exists() or tree(site(world)) in (old, new)
        assert publish(world).returncode == 0
        assert tree(site(world)) == new
        beside = {path.name for path in world.root.parent.iterdir()}
        assert beside == {"register", "home", "site"}


def test_two_at_once_wait_for_each_other(released: World):
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "medlofte", "publish", "../site"],
            cwd=released.root,
            env=released.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    said = [process.communicate()[1].decode() for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert publish(released, "--check").returncode == 0
