"""Registers to sign in: made once, copied for each test that changes them."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from world import World, make_key, make_world

if TYPE_CHECKING:
    from forge import Desk


@pytest.fixture(scope="session")
def _fresh(tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(tmp_path_factory.mktemp("fresh"))


@pytest.fixture(scope="session")
def _signed(_fresh: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    return copied(_fresh, tmp_path_factory.mktemp("signed")).signed()


@pytest.fixture(scope="session")
def _released(_signed: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    world = copied(_signed, tmp_path_factory.mktemp("released"))
    done = world.release()
    assert done.returncode == 0, done.stderr
    return world


def copied(world: World, folder: Path) -> World:
    """The same register and keys in another place."""
    shutil.copytree(world.root.parent, folder, dirs_exist_ok=True, symlinks=True)
    return World(folder / "register", folder / "home", dict(world.keys))


@pytest.fixture
def world(_fresh: World, tmp_path: Path) -> World:
    """A register with a text that nobody has signed."""
    return copied(_fresh, tmp_path)


@pytest.fixture
def signed(_signed: World, tmp_path: Path) -> World:
    """A register with a text that both have signed."""
    return copied(_signed, tmp_path)


@pytest.fixture
def released(_released: World, tmp_path: Path) -> World:
    """A register with a text that is released as r1."""
    return copied(_released, tmp_path)


@pytest.fixture(scope="session")
def _desk(_released: World) -> "Desk":
    from forge import Desk, unpacked

    desk = Desk(unpacked(_released.bundle()), _released.home)
    for name, kind in {"mallory": (), "second": (), "short": ("-t", "rsa", "-b", "1024")}.items():
        make_key(desk.keys / name, *kind)
    return desk


@pytest.fixture
def desk(_desk: "Desk") -> "Desk":
    """A true bundle on the forger's desk, with the keys of everybody and of a stranger."""
    return _desk.copy()
