"""The nation that is measured is the same every time, well formed, and tells the truth in its ledgers."""

import subprocess
from pathlib import Path

import pytest
from nation import PERIODS, files, make

from medlofte.core.compare import Named, compare
from medlofte.core.fields import of_substance
from medlofte.model.agreement import Agreement
from medlofte.model.change import Row, RowFate
from medlofte.store.toml import decode


@pytest.fixture(scope="module")
def agreements() -> dict[str, Agreement]:
    found = {}
    for new in files(3).values():
        for path, data in new.items():
            if path.startswith("agreements/"):
                agreement, faults = decode(data, Agreement)
                assert not faults
                assert agreement
                found[path.removeprefix("agreements/").removesuffix(".toml")] = agreement
    return found


def test_same_bytes_twice() -> None:
    assert files(3) == files(3)
    assert files(2)[2024].items() <= files(3)[2024].items()


def test_counts(agreements: dict[str, Agreement]) -> None:
    assert len(agreements) == 3 * len(PERIODS)
    assert 5 <= sum(len(item.pledge) for item in agreements.values()) / len(agreements) <= 9
    assert all(2 <= len(item.area) <= 4 for item in agreements.values())


def test_ledgers_are_true(agreements: dict[str, Agreement]) -> None:
    rows: list[Row] = []
    for name, new in agreements.items():
        if new.renewal:
            old = agreements[new.renewal.of]
            assert [row.id for row in new.renewal.pledge] == [pledge.id for pledge in old.pledge]
            rows += compare(Named(new.renewal.of, old), Named(name, new)).rows
    assert {row.fate for row in rows} == {
        RowFate.KEPT, RowFate.CHANGED, RowFate.DROPPED, RowFate.MERGED, RowFate.NEW
    }  # fmt: skip
    assert all(_is_true(row) for row in rows)


def _is_true(row: Row) -> bool:
    match row.fate:
        case RowFate.KEPT:
            return row.old == row.new and not of_substance(row.changes)
        case RowFate.CHANGED:
            return row.old == row.new and of_substance(row.changes)
        case RowFate.MERGED:
            return len(row.old) == 2 and len(row.new) == 1
    return bool(row.old) != bool(row.new)


def test_one_commit_and_tag_for_every_period(tmp_path: Path) -> None:
    for name in ("one", "other"):
        make(tmp_path / name, 2)
    heads = {name: _git(tmp_path / name, "rev-parse", "HEAD", "year-2013") for name in ("one", "other")}
    assert heads["one"] == heads["other"]
    assert _git(tmp_path / "one", "tag").split() == [f"year-{year}" for year in PERIODS]
    assert len(_git(tmp_path / "one", "ls-files").split()) == 2 * len(PERIODS) + 1
    assert not _git(tmp_path / "one", "status", "--porcelain")


def _git(folder: Path, *args: str) -> str:
    return subprocess.run(["git", "-C", folder, *args], check=True, capture_output=True, text=True).stdout
