"""Two commands in one register at once: one wins or both do, and none corrupts (issue: it must show, 6)."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from world import NAME, World


def at_once(world: World, *commands: Sequence[str]) -> list[tuple[int, str]]:
    """Run several commands at the same time: exit code and what each said beside the result."""
    with ThreadPoolExecutor(len(commands)) as pool:
        running = [pool.submit(world.run, *command, day="2024-01-15") for command in commands]
        return sorted((done.returncode, done.stderr) for done in (each.result() for each in running))


def sign_off(world: World, person: str, code: str) -> list[str]:
    return [
        "sign-off", NAME, "--as", person, "--key", str(world.key(person)), "--code", code, "--commit",
    ]  # fmt: skip


def is_sound(world: World) -> None:
    assert "error" not in world.git("fsck", "--strict", "--no-dangling")
    assert world.git("status", "--porcelain") == ""
    assert world.run("check").returncode == 0


@pytest.mark.parametrize("_time", range(2))
def test_the_same_person_signs_twice_at_once(_time: int, world: World):
    command = sign_off(world, "anna-ek", world.code())
    (won, _), (lost, said) = at_once(world, command, command)
    assert (won, lost) == (0, 1)
    assert "Anna Ek has answered so already" in said
    is_sound(world)
    assert [seat["standing"] for seat in world.status()["seats"]] == ["approved", "missing"]
    assert len(list((world.root / "agreements" / NAME / "r1/signoffs").iterdir())) == 2


@pytest.mark.parametrize("_time", range(2))
def test_two_people_sign_at_once(_time: int, world: World):
    code = world.code()
    ended = at_once(world, *(sign_off(world, person, code) for person in ("anna-ek", "bo-alm")))
    assert [code for code, _ in ended] == [0, 0], ended
    is_sound(world)
    assert world.status()["complete"]
    assert world.git("rev-list", "--count", "HEAD").strip() == "3"


@pytest.mark.parametrize("_time", range(2))
def test_two_releases_at_once(_time: int, signed: World):
    commits = int(signed.git("rev-list", "--count", "HEAD"))
    ended = at_once(signed, *[["release", NAME, "--yes"]] * 2)
    assert [code for code, _ in ended] == [0, 0], ended
    said = sorted("released already" in text for _, text in ended)
    assert said == [False, True]
    is_sound(signed)
    assert int(signed.git("rev-list", "--count", "HEAD")) == commits + 1
    assert signed.git("tag").split() == [f"{NAME}/r1"]
    assert [path.name for path in (signed.root / "dist").iterdir()] == [signed.bundle().name]
    assert signed.verify()["exit"] == signed.verify(signed.bundle())["exit"] == 0


def test_a_release_and_a_sign_off_at_once(world: World):
    """Whichever comes first, the release waits or is refused; nothing is released that one has not signed."""
    world.sign("anna-ek")
    code = world.code()
    (_, said), (_, other) = at_once(world, sign_off(world, "bo-alm", code), ["release", NAME, "--yes"])
    assert world.release(day="2024-01-15").returncode == 0, said + other
    is_sound(world)
    assert world.verify()["exit"] == 0


def test_another_git_is_waited_for(world: World):
    lock = world.write(".git/index.lock", "")
    threading.Thread(target=_later, args=(lock,)).start()
    done = world.sign("anna-ek")
    assert done.returncode == 0, done.stderr
    is_sound(world)


def _later(lock: Path) -> None:
    time.sleep(1.5)
    lock.unlink()
