"""``status`` of a text on its way to a release: who is missing, what is next, and silence when it is done."""

import json
from typing import Any

from world import NAME, TEXT, World


def duties(world: World, day: str = "2024-01-15") -> dict[str, Any]:
    """What the document asks for, by kind, apart from its end."""
    done = world.run("status", "--date", day, "--format", "json")
    assert done.returncode == 0, done.stderr
    return {item["duty"]: item for item in json.loads(done.stdout)["item"] if item["duty"] != "end"}


def test_nobody_has_signed(world: World) -> None:
    (item,) = duties(world).values()
    assert (item["duty"], item["id"]) == ("signature", f"signature:{NAME}:r1")
    assert (item["day"], item["urgency"]) == ("2024-01-01", "overdue")
    assert item["by"] == ["polisen", "kommunen"]
    assert "Anna Ek" in item["text"]
    assert "Bo Alm" in item["text"]


def test_who_is_missing_and_who_said_no(world: World) -> None:
    world.sign("anna-ek")
    item = duties(world)["signature"]
    assert item["by"] == ["kommunen"]
    assert item["text"].startswith("1 of 2 has not signed r1.")
    assert "Anna Ek" not in item["text"]


def test_signed_and_not_released(signed: World) -> None:
    item = duties(signed)["release"]
    assert item["command"] == f"medlofte release {NAME}"


def test_released_asks_for_nothing_more(released: World) -> None:
    assert duties(released) == {}


def test_one_changed_byte_asks_for_new_signatures(released: World) -> None:
    released.text(TEXT.replace("två kvällar", "tre kvällar"))
    item = duties(released)["signature"]
    assert item["id"] == f"signature:{NAME}:r2"
    assert item["by"] == ["polisen", "kommunen"]


def test_a_period_that_is_over_is_told_only_where_somebody_had_begun(world: World) -> None:
    assert "signature" not in duties(world, "2025-01-01")
    world.sign("anna-ek")
    assert "signature" in duties(world, "2025-01-01")
