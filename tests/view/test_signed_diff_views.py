"""Who has signed, in the head of a comparison: short, never more than is known, and harmless."""

import datetime as dt
import json
import re
from html.parser import HTMLParser
from typing import Any

import jsonschema
import msgspec
import pytest
import view_world as world

from medlofte.core.compare import Named, compare
from medlofte.model.agreement import Agreement
from medlofte.model.change import Comparison
from medlofte.model.party import Signatory
from medlofte.model.release import Signer, Signing
from medlofte.model.signoff import Method
from medlofte.model.source import Provenance, Signed
from medlofte.view import data, diff_html, diff_markdown, diff_text
from medlofte.view.catalog import catalog
from medlofte.view.signers import signing_line

EN = catalog("en")
CLAIMS = ("erified", "alid", "uthentic", "erifierad", "iltig", "äkta")


def signer(method: Method = Method.KEY, day: int = 10, **more: Any) -> Signer:
    facts: dict[str, Any] = {"party": "polisen", "person": "anna-ek", "name": "Anna Ek"}
    facts |= {"party_name": "Lokalpolisområde Storby", "office": "chef"} | more
    return Signer(method=method, on=dt.date(2024, 1, day), **facts)


BO = signer(day=11, name="Bo Alm", party="kommunen", person="bo-alm", party_name="Storby kommun")
BO_ON_PAPER = msgspec.structs.replace(BO, method=Method.PAPER)
LINES = {
    "released": (
        Signing(release=1, signer=(signer(), BO)),
        "r1 · signed 2024-01-11 (with a key) by Anna Ek (Lokalpolisområde Storby) and Bo Alm (Storby kommun)",
    ),
    "in review": (
        Signing(signer=(signer(),), missing=(Signatory(party="kommunen"),)),
        "1 signature is missing · signed 2024-01-10 (with a key) by Anna Ek (Lokalpolisområde Storby)",
    ),
    "what is only told stands first": (
        Signing(release=2, signer=(signer(), BO_ON_PAPER)),
        (
            "r2 · signed 2024-01-11 (on paper, as recorded) by Bo Alm (Storby kommun) · "
            "signed 2024-01-10 (with a key) by Anna Ek (Lokalpolisområde Storby)"
        ),
    ),
    "changed since": (Signing(missing=(Signatory(party="kommunen"),)), "not signed as it stands"),
}


@pytest.mark.parametrize("case", LINES)
def test_the_line(case: str) -> None:
    signing, line = LINES[case]
    assert signing_line(signing, EN) == line


def test_no_sign_offs_say_nothing() -> None:
    assert signing_line(None, EN) == ""


@pytest.mark.parametrize("method", [Method.PAPER, Method.E_SERVICE, Method.NOTED])
def test_what_is_only_told_is_never_claimed(method: Method) -> None:
    for words in (EN, catalog("sv")):
        line = signing_line(Signing(release=1, signer=(signer(method),)), words)
        assert not [claim for claim in CLAIMS if claim in line]


def compared(old: Signing | None, new: Signing | None) -> tuple[Comparison, Agreement, Agreement]:
    one, other = world.agreement("gotland/2020"), world.agreement("gotland/2021")
    found = compare(Named("gotland/2020", one, signing=old), Named("gotland/2021", other, signing=new))
    return found, one, other


def text(found: Any, **more: Any) -> str:
    return diff_text.render(*found, EN, **{"width": 80, "colour": False, "everything": False} | more)


def test_every_view_names_release_and_signatories() -> None:
    found = compared(LINES["released"][0], LINES["in review"][0])
    old, new = LINES["released"][1], LINES["in review"][1]
    told = " ".join(text(found).split())
    assert old in told
    assert new in told
    page = diff_html.render(*found, EN)
    assert f"<br>{old}</dd>" in page
    assert f"<br>{new}</dd>" in page
    markdown = diff_markdown.render(*found, EN)
    assert f"\n  - {old}\n" in markdown
    assert f"\n  - {new}\n" in markdown
    plain = json.loads(data.comparison_json(*found))
    assert plain["old"]["signing"]["release"] == 1
    assert [one["name"] for one in plain["old"]["signing"]["signer"]] == ["Anna Ek", "Bo Alm"]
    assert plain["new"]["signing"]["missing"] == [{"party": "kommunen"}]
    jsonschema.validate(plain, data.diff_schema(), cls=jsonschema.Draft202012Validator)


def test_the_head_stays_short_with_many_signatories() -> None:
    many = Signing(signer=tuple(signer(name=f"Person {n}") for n in range(20)))
    bare, short, whole = (
        text(found, everything=everything).splitlines()
        for found, everything in (
            (compared(None, None), False), (compared(many, many), False), (compared(many, many), True),
        )
    )  # fmt: skip
    assert len(short) == len(bare) + 6
    assert max(map(len, short)) <= 80
    assert "Person 19" not in "\n".join(short)
    assert sum("Person 19" in line for line in whole) == 2


def test_gotland_as_signed_still_fits_one_screen() -> None:
    peter = {"name": "Peter Lindvall", "party_name": "Region Gotland", "method": Method.NOTED}
    police = (("Fredrik Persson", "Polisen på Gotland"), ("Lise-Lotte Ström", "Polisområde Gotland"))
    old, new = (
        Signing(signer=(signer(Method.NOTED, name=name, party_name=party), signer(**peter)))
        for name, party in police
    )
    found = compared(old, new)
    shown = diff_text.render(*found, catalog("sv"), width=80, colour=False, everything=False)
    assert len(shown.splitlines()) <= 60


def test_a_day_that_a_signature_tells_is_not_told_twice() -> None:
    told = Provenance(signed=(Signed(on=dt.date(2024, 1, 10)),))
    document = msgspec.structs.replace(world.agreement("gotland/2021"), provenance=told)

    def head(signing: Signing | None) -> str:
        named = Named("gotland/2021", document, signing=signing)
        return text((compare(named, named), document, document)).split("\n\n")[0]

    assert head(None).count("signed 2024-01-10") == 2
    assert head(Signing(signer=(signer(),))).count("2024-01-10") == 2
    assert head(Signing(signer=(BO,))).count("signed 2024-01-10") == 2


@pytest.mark.parametrize("width", [40, 80, 100])
def test_colour_and_width_change_no_word(width: int) -> None:
    hostile = signer(name=world.HOSTILE, party_name=f"{world.HOSTILE}\n# Rubrik")
    found = compared(Signing(release=1, signer=(hostile, BO_ON_PAPER)), None)
    plain = text(found, width=width, everything=True)
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", text(found, width=width, everything=True, colour=True))
    assert [line.rstrip() for line in coloured.splitlines()] == plain.splitlines()
    assert max(map(len, plain.splitlines())) <= min(width, 100)
    assert "\x1b" not in plain
    assert "\u202e" not in plain
    assert "[red]x[/red]" in " ".join(plain.split())


class Tags(HTMLParser):
    """The tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.seen.append(tag)


def test_a_hostile_name_stays_text() -> None:
    hostile = signer(name=world.HOSTILE, party_name=f"{world.HOSTILE}\n# Rubrik")
    bad, tame = compared(Signing(signer=(hostile,)), None), compared(Signing(signer=(signer(),)), None)
    assert Tags(diff_html.render(*bad, EN)).seen == Tags(diff_html.render(*tame, EN)).seen
    markdown = diff_markdown.render(*bad, EN)
    assert set(Tags(markdown).seen) <= {"ins", "del", "details", "summary", "span"}
    assert "@alla" not in markdown
    assert "\n# Rubrik" not in markdown
    assert "\x1b" not in data.comparison_json(*bad).decode()
