"""What the tests in a browser share: one Chromium for each worker, and pages of every kind; loaded when first asked for."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pages import Reader

    from world import World


def program(name: str, package: str) -> str:
    """Where a program lies; a test that needs it is skipped without it, and fails where CI says that all must run."""
    found = shutil.which(name)
    if found is None:
        reason = f"needs the program {name}: apt-get install {package}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def reader() -> "Iterator[Reader]":
    """One Chromium for all tests of this worker."""
    found = program("chromium", "chromium")
    from pages import chromium

    with chromium(found) as one:
        yield one


@pytest.fixture(scope="session")
def java() -> str:
    """The program that runs the validator."""
    return program("java", "default-jre-headless")


@pytest.fixture(scope="session")
def single_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages that stand alone, in Swedish and in English, by name."""
    from kinds import write_pages

    return write_pages(tmp_path_factory.mktemp("single"))


@pytest.fixture(scope="session")
def sites(_released: "World", tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A published site of releases in Swedish, and one of drafts in English."""
    from kinds import draft, released

    from signing_fixtures import copied

    world = copied(_released, tmp_path_factory.mktemp("sv"))
    return {"sv": released(world), "en": draft(tmp_path_factory.mktemp("en"))}
