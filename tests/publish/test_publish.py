"""``publish``: the same bytes everywhere, only from what verifies, nothing of others lost, all or nothing."""

import hashlib
import json
import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from conftest import open_to_others
from medlofte.store.toml import parse
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
AMENDMENT = """
[[amendment]]
date = 2024-03-01
reason = "Torget är fortfarande otryggt."
text = "Tre kvällar i stället för två."
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
    assert done.returncode == 0, done.stderr
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


def test_what_the_settings_lack_is_said_when_something_is_made(released: World):
    first, again = publish(released).stderr, publish(released).stderr
    assert [line for line in first.splitlines() if "medlofte.toml names no" in line]
    assert "medlofte.toml" not in again


def test_what_is_read_can_be_handed_to_another_process():
    """Where processes are not copies of this one, releases are sent to them."""
    raw, _ = parse("at = 2024-01-15T12:00:00+02:00\nday = 2024-01-15\n")
    assert pickle.loads(pickle.dumps(raw)) == raw


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
    assert "move away what others have edited or added" in done.stderr


def test_check_tells_the_remedy_where_only_the_releases_have_changed(published: World):
    published.write("agreements/storby/2024/outcomes/2024-09-01.polisen.toml", REPORT)
    published.commit("A report")
    assert "run the same command without --check" in publish(published, "--check").stderr
    (site(published) / "manifest.json").write_bytes(b"{")
    assert re.search("^edited +manifest.json$", publish(published, "--check").stdout, re.MULTILINE)


def test_check_of_no_folder_says_so(released: World):
    done = publish(released, "--check")
    assert (done.returncode, done.stdout) == (1, "")
    assert "site is not there" in done.stderr


def test_a_report_makes_no_document_again(published: World):
    """A PDF shows nothing but its release."""
    there = site(published) / "storby/2024/storby-2024-r1.pdf", site(published) / "storby/2024/index.html"
    before = [path.stat().st_ino for path in there]
    published.write("agreements/storby/2024/outcomes/2024-09-01.polisen.toml", REPORT)
    published.commit("A report")
    assert publish(published).returncode == 0
    assert [path.stat().st_ino == old for path, old in zip(there, before, strict=True)] == [True, False]


def test_the_manifest_tells_the_releases_of_every_file(published: World):
    told = {unit["name"]: unit.get("release") for unit in manifest(site(published))["unit"]}
    assert told == {name: ["storby/2024 r1"] for name in ("", "storby", "storby/2024 r1")}


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


def test_a_link_to_a_folder_of_others_is_not_lost(published: World):
    (site(published).parent / "theirs").mkdir()
    (site(published) / "extra").symlink_to("../theirs")
    done = publish(published)
    assert done.returncode == 1
    assert "would be lost: extra" in done.stderr
    assert publish(published, "--check").returncode == 1
    assert (site(published) / "extra").is_symlink()


@pytest.mark.parametrize("arguments", [("--only", "pages"), ("--drafts",)])
def test_a_folder_cannot_call_itself_one_of_drafts(published: World, arguments: tuple[str, ...]):
    """One of drafts may lose addresses, and be written over by drafts."""
    before = manifest(site(published)) | {"drafts": True}
    (site(published) / "manifest.json").write_text(json.dumps(before), encoding="utf-8")
    assert publish(published, *arguments).returncode == 1
    assert (site(published) / "data" / "loften.csv").is_file()


@pytest.mark.parametrize("kind", ["pipe", "folder", "text"])
def test_what_is_remembered_may_be_anything(published: World, kind: str):
    memory = published.root / ".git" / "medlofte-published.json"
    memory.unlink()
    if kind == "pipe":
        os.mkfifo(memory)
    elif kind == "folder":
        memory.mkdir()
    else:
        memory.write_bytes(b"{")
    before = tree(site(published))
    assert publish(published).returncode == 0
    assert tree(site(published)) == before
    assert [path.name for path in memory.parent.glob(f"{memory.name}.*")] == []


def test_a_folder_of_others_is_not_touched(released: World):
    (site(released)).mkdir()
    (site(released) / "index.html").write_bytes(b"theirs")
    done = publish(released)
    assert done.returncode == 1
    assert "is not empty, and no manifest.json there tells what medlofte has made" in done.stderr
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


def test_a_release_whose_tag_is_not_here_stops_the_build(published: World):
    """A clone without tags, or a shallow one, would take pages off the web."""
    before = tree(site(published))
    published.git("tag", "--delete", f"{NAME}/r1")
    done = publish(published)
    assert done.returncode == 1
    assert "1 release has no tag here: storby/2024 r1" in done.stderr
    assert "git fetch --tags" in done.stderr
    assert tree(site(published)) == before


def test_a_shallow_clone_is_told_how_to_get_the_rest(published: World, tmp_path: Path):
    """As programs that build pages make it: the tag alone would not do."""
    clone = World(tmp_path / "clone", published.home, published.keys)
    part = ("--depth=1", "--no-tags", f"file://{published.root}", clone.root)
    published.write("agreements/storby/2024/outcomes/2024-09-01.polisen.toml", REPORT)
    published.commit("A report")
    subprocess.run(["git", "clone", "--quiet", *part], check=True, capture_output=True)
    for said in ("has no tag here", "does not verify"):
        done = publish(clone)
        assert (done.returncode, said in done.stderr) == (1, True)
        assert "git fetch --tags --unshallow" in done.stderr
        clone.git("fetch", "--quiet", "--tags")
    clone.git("fetch", "--quiet", "--tags", "--unshallow")
    assert publish(clone).returncode == 0


def test_addresses_go_only_where_that_is_said(published: World):
    before = tree(site(published))
    done = publish(published, "--only", "pages")
    assert done.returncode == 1
    assert "addresses would lead nowhere any more: data/" in done.stderr
    assert tree(site(published)) == before
    assert publish(published, "--only", "pages", "--remove").returncode == 0
    assert not (site(published) / "data").exists()


def test_drafts_do_not_take_the_place_of_what_is_released(published: World):
    before = tree(site(published))
    done = publish(published, "--drafts")
    assert done.returncode == 1
    assert "holds what is released, and drafts would take its place" in done.stderr
    assert tree(site(published)) == before


def test_releases_may_take_the_place_of_drafts(released: World):
    assert publish(released, "--drafts").returncode == 0
    assert publish(released).returncode == 0
    assert publish(released, "--check").returncode == 0


def test_a_file_that_is_gone_is_made_again(published: World):
    before = tree(site(published))
    (site(published) / "storby/2024/index.html").unlink()
    assert publish(published).returncode == 0
    assert tree(site(published)) == before


def _told(folder: Path, path: str) -> dict[str, Any]:
    """What the manifest tells of a file, and the manifest itself under ``all``."""
    whole = manifest(folder)
    found = next(file for unit in whole["unit"] for file in unit["file"] if file["path"] == path)
    return {"file": found, "all": whole}


def test_what_the_folder_says_of_itself_spares_no_check(published: World):
    """A page and its digest in the manifest are edited alike: it is made anew from the release."""
    before = tree(site(published))
    page = site(published) / "storby/2024/index.html"
    page.write_bytes(page.read_bytes().replace("två kvällar".encode(), "fem kvällar".encode()))
    told = _told(site(published), "storby/2024/index.html")
    told["file"]["sha256"] = hashlib.sha256(page.read_bytes()).hexdigest()
    (site(published) / "manifest.json").write_text(json.dumps(told["all"]), encoding="utf-8")
    assert publish(published).returncode == 0
    assert tree(site(published)) == before


@pytest.mark.parametrize("path", ["../evil.txt", "/etc/passwd", "", "a/../b", "A.html", "a b"])
def test_a_manifest_that_names_what_is_no_address_is_not_read(published: World, path: str):
    told = _told(site(published), "arkiv.html")
    told["file"]["path"] = path
    (site(published) / "manifest.json").write_text(json.dumps(told["all"]), encoding="utf-8")
    done = publish(published)
    assert done.returncode == 1
    assert "no manifest.json there tells what medlofte has made" in done.stderr
    assert publish(published, "--check").returncode == 1


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b'{"type": "medlofte/site"}'])
def test_a_manifest_that_cannot_be_read_is_told(published: World, content: bytes):
    (site(published) / "manifest.json").write_bytes(content)
    done = publish(published)
    assert done.returncode == 1
    assert "no manifest.json there tells what medlofte has made" in done.stderr


def test_a_pipe_in_the_place_of_the_manifest_is_not_waited_for(published: World):
    (site(published) / "manifest.json").unlink()
    os.mkfifo(site(published) / "manifest.json")
    assert publish(published).returncode == 1


def test_a_folder_that_leads_in_a_circle_is_told(released: World):
    (site(released)).symlink_to(site(released))
    done = publish(released)
    assert done.returncode == 2
    assert "leads nowhere" in done.stderr


@pytest.mark.parametrize(
    ("out", "code", "said", "remedy"),
    [
        ("../file/site", 1, "/file is no folder", "name another folder"),
        ("../" + "x" * 240, 3, "File name too long", "a shorter name"),
    ],
)
def test_a_place_where_no_folder_can_be_is_told(released: World, out: str, code: int, said: str, remedy: str):
    (released.root.parent / "file").write_bytes(b"theirs")
    done = publish(released, out=out)
    assert done.returncode == code
    assert said in done.stderr
    assert remedy in done.stderr
    assert {path.name for path in released.root.parent.iterdir()} == {"register", "home", "file"}


def test_a_folder_that_may_not_be_read_is_told(published: World):
    """As a user whom permissions stop, in a process that has loaded everything before."""
    open_to_others(published.root.parent)
    script = (
        "import contextlib, io, os, sys\n"
        "from medlofte.cli.app import run\n"
        "with contextlib.redirect_stderr(io.StringIO()):\n"
        "    run(['publish', '../site'])\n"
        "os.chmod('../site', 0)\n"
        "os.geteuid() or os.setuid(65534)\n"
        "sys.stderr.write(f\"{run(['publish', '../site'])} {run(['publish', '../site', '--check'])}\")\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=published.root,
        env=published.environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    site(published).chmod(0o755)
    said = done.stderr.splitlines()
    assert said[-1] == "3 3"
    assert f"nothing was published to {site(published)}: Permission denied" in said[0]
    assert f"{site(published)} cannot be read: Permission denied" in said[2]
    assert said[1] == said[3]
    assert f"get leave to read and write it and {site(published).parent}" in said[1]


def test_two_things_of_one_address_are_told(world: World):
    world.text(TEXT.replace('id = "torget"', 'id = "index"'))
    world.text(name="storby/lofte/2024")
    done = publish(world, "--drafts")
    assert done.returncode == 1
    assert "two things would have the address storby/lofte/index.html" in done.stderr
    assert not site(world).exists()


def test_a_correction_is_compared_with_the_release_that_it_replaces(published: World):
    """Under an address that no later release takes; the releases may be named as well."""
    published.text(TEXT.replace("två kvällar", "tre kvällar") + AMENDMENT)
    published.commit()
    published.signed()
    assert published.release(day="2024-03-05").returncode == 0
    before = tree(site(published))
    asked = ("--compare", f"{NAME}@r1", f"{NAME}@r2")
    assert publish(published, *asked).returncode == 0
    path = "storby/2024/jamfor/r1-r2.html"
    assert tree(site(published)).keys() >= before.keys() | {path}
    page = (site(published) / path).read_text(encoding="utf-8")
    assert re.search(r"två.*</del><ins>.*tre", page)
    assert _told(site(published), path)["file"]["release"] == "storby/2024 r2"
    for name in ("index.html", "r1.html"):
        html = (site(published) / "storby/2024" / name).read_text(encoding="utf-8")
        assert 'href="jamfor/r1-r2.html"' in html
    assert publish(published, *asked, "--check").returncode == 0


def test_what_is_not_committed_is_named(published: World):
    published.text(TEXT.replace("två kvällar", "en kväll"))
    published.write("agreements/storby/2024/outcomes/2024-09-01.polisen.toml", REPORT)
    published.write("medlofte.toml", 'name = "Storby"\npublisher = "Storby kommun"\n')
    done = publish(published)
    assert done.returncode == 0
    assert "not committed, and so not published: medlofte.toml, agreements/storby/2024.toml" in done.stderr
    assert "2024-09-01.polisen.toml" in done.stderr


def test_a_draft_that_cannot_be_read_is_named(world: World):
    world.text("format = 1\nkind = ", name="storby/2025")
    done = publish(world, "--drafts")
    assert done.returncode == 0
    assert "storby/2025 cannot be read and is left out" in done.stderr


def test_a_register_without_a_text_that_can_be_read_has_no_drafts(world: World):
    world.text("format = ")
    done = publish(world, "--drafts")
    assert done.returncode == 1
    assert "the register holds no text that can be read" in done.stderr


def test_a_register_without_releases_has_nothing_to_publish(world: World):
    done = publish(world)
    assert done.returncode == 1
    assert "the register has released nothing that could be published" in done.stderr
    assert not site(world).exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("lillby",), "nothing is released of 'lillby'"),
        (("storby/2024@r1",), "'storby/2024@r1' is no series"),
        ((NAME,), "'storby/2024' is one period: the pages of a series tell of all its periods"),
        (("--compare", f"{NAME}@r1", f"{NAME}@r2"), "'storby/2024@r2' cannot be compared"),
        (("--compare", f"{NAME}@main", NAME), "'storby/2024@main' is no document or release"),
        (("--compare", f"{NAME}@r1", NAME), "are a document and a release"),
        (("--compare", f"{NAME}@r1", f"{NAME}@r1"), "cannot be compared with itself"),
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
    assert [path.name for path in site(world).rglob("*.pdf")] == ["storby-2024-utkast.pdf"]
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
    for number in range(5):
        world = copied(published, tmp_path_factory.mktemp("killed"))
        running = subprocess.Popen(
            [sys.executable, "-m", "medlofte", "publish", "../site"],
            cwd=world.root,
            env=world.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(took * (number + 0.5) / 5)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert not site(world).exists() or tree(site(world)) in (old, new)
        assert publish(world).returncode == 0
        assert tree(site(world)) == new
        beside = {path.name for path in world.root.parent.iterdir()}
        assert beside == {"register", "home", "site"}


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests in the background ignores it


def test_a_run_that_is_interrupted_says_so(released: World):
    running = subprocess.Popen(
        [sys.executable, "-m", "medlofte", "publish", "../site"],
        cwd=released.root,
        env=released.environment(),
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=_heed_interrupts,
    )
    while not any(path.name.endswith(".new") for path in released.root.parent.iterdir()):
        assert running.poll() is None
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGINT)
    said = running.communicate()[1].decode()
    assert (running.returncode, said.strip()) == (130, "interrupted")
    assert {path.name for path in released.root.parent.iterdir()} == {"register", "home"}


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
