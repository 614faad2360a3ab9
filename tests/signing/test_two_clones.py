"""Two clones of one bare repository: both sides sign, neither conflicts, a third person checks (issue: it must show, 1)."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from world import NAME, World


def clone(world: World, origin: Path, name: str) -> World:
    """A clone of a bare repository, with the same keys at hand."""
    root = world.root.parent / name
    subprocess.run(
        ["git", "clone", "--quiet", origin, root], env=world.environment(), check=True, capture_output=True
    )
    return replace(world, root=root)


@pytest.fixture
def origin(world: World) -> Path:
    """The bare repository that everybody pushes to."""
    bare = world.root.parent / "origin.git"
    world.git("clone", "--quiet", "--bare", ".", str(bare))
    return bare


@pytest.mark.parametrize("way", ["--rebase", "--no-rebase"])
def test_both_sides_sign_and_a_third_person_verifies(way: str, world: World, origin: Path, tmp_path: Path):
    police, municipality = (clone(world, origin, name) for name in ("police", "municipality"))
    assert police.sign("anna-ek").returncode == 0
    assert municipality.sign("bo-alm", day="2024-01-11").returncode == 0
    police.git("push", "--quiet")
    municipality.git("pull", "--quiet", "--no-edit", way)
    municipality.git("push", "--quiet")
    maintainer = clone(world, origin, "maintainer")
    assert maintainer.status()["complete"]
    done = maintainer.release()
    assert done.returncode == 0, done.stderr
    maintainer.git("push", "--quiet", "--follow-tags")
    reader = clone(world, origin, "reader")
    verdict = reader.verify()
    assert (verdict["exit"], verdict["outcome"]) == (0, "holds"), verdict
    assert {step["answer"] for step in verdict["steps"]} <= {"yes", "not_checked"}
    assert reader.run("verify", "--all").stdout == f"{NAME} r1  yes\n"
    bare = replace(world, root=origin).run("verify", f"{NAME}@r1")
    assert bare.returncode == 0, bare.stderr


def test_a_bundle_is_verified_in_an_empty_folder_without_git(released: World, tmp_path: Path):
    empty, programs = tmp_path / "empty", tmp_path / "programs"
    empty.mkdir()
    programs.mkdir()
    (programs / "python").symlink_to(sys.executable)
    (programs / "ssh-keygen").symlink_to(str(shutil.which("ssh-keygen")))
    shutil.copy(released.bundle(), empty / "bundle.zip")
    reader = replace(released, root=empty)
    done = reader.run_anew("verify", "bundle.zip", "--format", "json", PATH=str(programs))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["outcome"] == "holds"
    assert [path.name for path in empty.iterdir()] == ["bundle.zip"]


def test_an_unpacked_bundle_is_verified_the_same(released: World, tmp_path: Path):
    shutil.unpack_archive(released.bundle(), tmp_path / "unpacked")
    packed = released.run("verify", released.bundle())
    unpacked = replace(released, root=tmp_path).run("verify", "unpacked")
    assert (unpacked.returncode, unpacked.stdout) == (0, packed.stdout)


def test_two_clones_release_the_same_bytes(signed: World):
    """Whoever makes the release on the same day makes the same: bundle, record, tag and commit."""
    bare = signed.root.parent / "origin.git"
    signed.git("clone", "--quiet", "--bare", ".", str(bare))
    made = []
    for name in ("one", "other"):
        here = clone(signed, bare, name)
        assert here.release().returncode == 0
        made.append((here.bundle().read_bytes(), here.git("rev-parse", "HEAD", f"refs/tags/{NAME}/r1")))
    assert made[0] == made[1]


def test_a_bundle_is_made_again_from_a_clone(released: World):
    """Another clone, on another day, makes the bundle of a release again, byte for byte."""
    bare = released.root.parent / "origin.git"
    released.git("clone", "--quiet", "--bare", ".", str(bare))
    other = clone(released, bare, "other")
    for ref in (NAME, f"{NAME}@r1"):
        done = other.release(day="2025-06-01", name=ref)
        assert (done.returncode, f"{NAME}@r1 is released already" in done.stderr) == (0, True), done.stderr
        assert other.bundle().read_bytes() == released.bundle().read_bytes()
        other.bundle().unlink()
    assert other.git("status", "--porcelain") == ""
