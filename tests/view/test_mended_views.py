"""What a view must not hide, cut away or repeat."""

import re
import time
from typing import Any

import msgspec
import pytest
import view_world as world

from medlofte.core.compare import Named, compare
from medlofte.model.agreement import Agreement
from medlofte.view import diff_html, diff_markdown, diff_text
from medlofte.view.catalog import catalog, visible
from medlofte.view.diff_text import marked
from medlofte.view.excerpts import excerpts, joined, near
from medlofte.view.places import place

SV = catalog("sv")


def document(text: str, **more: Any) -> Agreement:
    raw = {"format": 1, "kind": "pledges", "title": "T", "pledge": [{"id": "a", "text": text}]}
    return msgspec.convert({**raw, **more}, Agreement)


def compared(one: Agreement, other: Agreement) -> Any:
    return compare(Named("a/1", one), Named("a/2", other)), one, other


def text(found: Any, *, everything: bool = False) -> str:
    return diff_text.render(*found, SV, width=80, colour=False, everything=everything)


def test_runs_of_words_are_set_in_linear_time() -> None:
    begun = time.monotonic()
    marked((("-", "a"), ("+", "b"), ("=", " c ")) * 20_000)
    assert time.monotonic() - begun < 3


def test_a_long_changed_text_is_folded_and_says_so() -> None:
    words = [f"ord{number}" for number in range(800)]
    found = compared(document(" ".join(words)), document(" ".join([*words[:500], "nytt", *words[500:]])))
    assert "{+nytt+}" in text(found)
    assert re.search(r"… \d+ rader till \(visa: --full\)", text(found))
    assert len(text(found).splitlines()) < 20
    assert "rader till" not in text(found, everything=True)


def test_a_cut_shows_the_difference() -> None:
    one, other = excerpts("lika " * 30 + "gammalt slut", "lika " * 30 + "nytt slut", 40)
    assert one.startswith("… lika gammalt")
    assert other.startswith("… lika nytt")
    one, other = excerpts("x" * 200 + "a", "x" * 200 + "b", 40)
    assert (one[-1], other[-1]) == ("a", "b")
    assert max(len(one), len(other)) < 40


def test_a_text_without_blanks_is_not_left_out() -> None:
    shown = text(compared(document("å" * 500), document("ä" * 500)))
    assert "tidigare: ååå" in shown
    assert "nu: äää" in shown


def test_offices_are_never_cut() -> None:
    shown = " ".join(text(world.compared("gotland/2020", "gotland/2021")).split())
    assert "Lise-Lotte Ström, tillförordnad lokalpolisområdeschef" in shown


def test_a_part_that_comes_or_goes_names_its_keys() -> None:
    more = document("t", governance={"text": "Styrgruppen leder."})
    shown = text(compared(more, document("t")))
    assert "()" not in shown
    assert "styrning: borta (text)" in shown


def test_changes_of_form_are_counted_at_the_end() -> None:
    found = compared(document("Samma."), document("Samma.", title="Annan"))
    assert text(found).endswith("1 ändring av form (visa: --full)\n")
    assert text(compared(document("Samma."), document("Samma."))).count("av form") == 0


def test_markdown_ends_a_fold_with_a_blank_line() -> None:
    shown = diff_markdown.render(*compared(document("Samma."), document("Samma.")), SV)
    assert shown.endswith("</details>\n\n")
    assert diff_markdown.marked((("=", "a"), ("=", " "), ("-", " b"))) == "a <del>b</del>"


def test_html_sums_up_the_document_as_the_terminal_does() -> None:
    page = diff_html.render(*world.compared("gotland/2020", "gotland/2021"), SV)
    main = page.split("<details", 1)[0]
    assert "ny lydelse (lägesbild)" in main


@pytest.mark.parametrize("sign", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
def test_signs_of_no_width_are_shown(sign: str) -> None:
    assert visible(f"a{sign}b") == f"a<U+{ord(sign):04X}>b"


def test_lists_and_places_read_well() -> None:
    assert joined(["kommunen.", "m.m.", "Polis."]) == "kommunen, m.m., Polis."
    assert near((("=", "kort"), ("-", "x"))) == (("=", "kort"), ("-", "x"))
    assert place("pledge.a.target", document("t"), SV) == "löfte a, tal"
    assert place("validity.extension", document("t"), SV) == "giltighet, förlängning"


def test_merged_numbers_stand_as_promised() -> None:
    def pledge(name: str, value: int, unit: str, **more: Any) -> dict[str, Any]:
        return {"id": name, "text": name, "target": [{"value": value, "unit": unit, "per": "year"}], **more}

    old = document("", pledge=[pledge("a", 3, "möten"), pledge("b", 5, "kontroller")])
    ledger = {"of": "a/1", "pledge": [{"id": name, "fate": "merged", "into": ["c"]} for name in "ab"]}
    new = document("", pledge=[pledge("c", 6, "insatser")], renewal=ledger)
    shown = " ".join(text(compared(old, new)).split())
    assert "tal: 3 möten om året + 5 kontroller om året → 6 insatser om året" in shown
    assert "olika saker läggs ihop" in shown
