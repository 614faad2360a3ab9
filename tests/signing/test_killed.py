"""``kill -9`` at any moment: the register reads as before or as after, and the next run ends as an undisturbed one.

Many moments leave the very same files behind; what follows from those is looked at once.
"""

import hashlib
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from forker import Ended, Forker

from signing_fixtures import copied
from world import NAME, World

#: Seeded moments, spread over the run: two in three are steps, of which a sign-off has no more, the others points in time.
_CHANCE = random.Random(20240110)
MOMENTS = [(number + _CHANCE.random()) / 30 for number in range(30)]
SIGN = ("--date", "2024-01-10", "sign-off", NAME, "--as", "bo-alm", "--commit")
RELEASE = ("--date", "2024-01-15", "release", NAME, "--yes")
FILES = (
    "agreements/storby/2024/r1/release.toml",
    "agreements/storby/CHANGELOG.md",
    "dist/storby-2024-r1.zip",
)
#: How files end that are written beside the place they are meant for.
_BESIDE = re.compile(r"\.[0-9a-f]{12}$")


@dataclass(frozen=True)
class Whole:
    """An undisturbed run: from which register, by which command, and how it left the register."""

    start: World
    command: tuple[str, ...]
    ended: Ended
    before: dict[str, Any]
    after: dict[str, Any]
    left: dict[str, Any]
    #: What was left behind by runs that were killed, and was found to hold.
    held: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def forker(_fresh: World) -> Iterator[Forker]:
    made = Forker(_fresh.environment())
    yield made
    made.close()


@pytest.fixture(scope="module")
def sign_off(_fresh: World, forker: Forker, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    start = copied(_fresh, tmp_path_factory.mktemp("half"))
    start.sign("anna-ek")
    return _whole(start, (*SIGN, "--code", start.code()), forker, tmp_path_factory)


@pytest.fixture(scope="module")
def release(_signed: World, forker: Forker, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return _whole(_signed, RELEASE, forker, tmp_path_factory)


def _whole(start: World, command: tuple[str, ...], forker: Forker, folders: pytest.TempPathFactory) -> Whole:
    world = copied(start, folders.mktemp("whole"))
    before = reads(world, forker)
    ended = forker.run(arguments(world, command), world.root, world.environment())
    assert ended.code == 0, ended.said
    return Whole(start, command, ended, before, reads(world, forker), left(world))


def arguments(world: World, command: tuple[str, ...]) -> list[str]:
    return [*command, "--key", str(world.key("bo-alm"))] if "sign-off" in command else list(command)


def reads(world: World, forker: Forker) -> dict[str, Any]:
    """How the register reads: who has signed, how the text stands, whether ``check`` finds errors."""
    status = forker.run(("sign-off", NAME, "--status", "--format", "json"), world.root, world.environment())
    checked = forker.run(("check",), world.root, world.environment())
    found: dict[str, Any] = json.loads(status.said)
    return found | {"check": checked.code}


def left(world: World) -> dict[str, Any]:
    """All that is left behind; with times and keys fixed even the ids of commits are the same."""
    tags = world.git("for-each-ref", "--format=%(objectname) %(refname) %(contents)", "refs/tags")
    return {
        "head": world.git("rev-parse", "HEAD", "HEAD^{tree}"),
        "tags": tags,
        "unclean": world.git("status", "--porcelain", "--ignored"),
        "files": [(world.root / name).read_bytes() for name in FILES if (world.root / name).exists()],
        "dist": sorted(path.name for path in (world.root / "dist").glob("*")),
    }


def state(world: World) -> str:
    """Digest of every file and folder of a register; only its index tells when files were written, so git reads that."""
    found = hashlib.sha256(world.git("ls-files", "--stage").encode())
    for path in sorted(world.root.rglob("*")):
        name = _BESIDE.sub("", path.relative_to(world.root).as_posix())
        found.update(f"\0{name}\0{path.lstat().st_mode}\0".encode())
        if path.is_file() and name != ".git/index":
            found.update(path.read_bytes())
    return found.hexdigest()


def _killed(whole: Whole, moment: float, forker: Forker, world: World) -> Ended:
    words = arguments(world, whole.command)
    if MOMENTS.index(moment) % 3:
        step = 1 + int(moment * whole.ended.steps)
        return forker.run(words, world.root, world.environment(), step=step)
    return forker.run(words, world.root, world.environment(), delay=moment * whole.ended.seconds)


def _holds(whole: Whole, moment: float, forker: Forker, world: World) -> None:
    _killed(whole, moment, forker, world)
    found = state(world)
    if found in whole.held:
        return
    assert reads(world, forker) in (whole.before, whole.after)
    assert "error" not in world.git("fsck", "--strict", "--no-dangling")
    finished = left(world) == whole.left
    again = forker.run(arguments(world, whole.command), world.root, world.environment())
    if finished and "sign-off" in whole.command:
        assert (again.code, "has answered so already" in again.said) == (1, True), again.said
    else:
        assert again.code == 0, again.said
    assert reads(world, forker) == whole.after
    assert left(world) == whole.left
    whole.held.add(found)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_sign_off_is_killed(moment: float, sign_off: Whole, forker: Forker, tmp_path):
    _holds(sign_off, moment, forker, copied(sign_off.start, tmp_path))


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_release_is_killed(moment: float, release: Whole, forker: Forker, tmp_path):
    _holds(release, moment, forker, copied(release.start, tmp_path))
