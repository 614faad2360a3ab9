"""The changelog as Markdown: goldens from real series, and text that means harm."""

import datetime as dt
import re
from pathlib import Path

import published as site
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from medlofte.core.changelog import entries
from medlofte.model.agreement import Agreement
from medlofte.model.assessment import ToldOutcome
from medlofte.model.change import Change, ChangeKind, LengthBasis, Rate, Row, RowFate, Strength
from medlofte.model.changelog import Changelog, Entry, GroupKind, Item, ItemGroup, Pledged
from medlofte.model.outcome import Report, Window
from medlofte.model.party import Party, Signatory
from medlofte.model.pledge import Target
from medlofte.model.record import Kind, PartyKind, Per
from medlofte.model.register import Filed
from medlofte.model.release import Signer, Signing
from medlofte.model.signoff import Method
from medlofte.store.toml import decode
from medlofte.view.catalog import catalog
from medlofte.view.changelog_figures import monthly
from medlofte.view.changelog_markdown import render

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
SERIES = {
    "gotland": ROOT / "agreements",
    "kungalv": ROOT / "tests" / "cases" / "agreements",
    "strangnas": ROOT / "tests" / "cases" / "agreements",
}


def read(series: str) -> Changelog:
    documents: dict[str, Agreement] = {}
    reports: dict[str, list[Filed]] = {}
    for path in sorted((SERIES[series] / series).glob("*.toml")):
        agreement, faults = decode(path.read_bytes(), Agreement)
        assert agreement is not None, faults
        documents[f"{series}/{path.stem}"] = agreement
        reports[f"{series}/{path.stem}"] = [
            Filed(file.as_posix(), *decode(file.read_bytes(), Report))
            for file in sorted(path.with_suffix("").glob("outcomes/*.toml"))
        ]
    return entries(documents, reports)


@pytest.mark.parametrize("series", SERIES)
def test_golden(series: str, pytestconfig: pytest.Config) -> None:
    text = render(read(series), catalog("sv"), series=series)
    assert text == render(read(series), catalog("sv"), series=series)
    path = GOLDEN / f"changelog-{series}.md"
    if pytestconfig.getoption("update_golden"):
        path.write_bytes(text.encode())
    assert text.encode() == path.read_bytes()


@pytest.mark.parametrize("series", SERIES)
def test_form(series: str) -> None:
    text = render(read(series), catalog("sv"), series=series)
    assert text.startswith("# Ändringslogg för medborgarlöften: ")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text
    assert "\n\n\n" not in text
    assert not re.search(r"[ \t]$", text, re.MULTILINE)


def test_the_fall_behind_a_rising_number_is_shown() -> None:
    text = render(read("kungalv"), catalog("sv"), series="kungalv")
    assert "200 på 12 månader (16,7 i månaden) → 500 på 33 månader (15,2 i månaden): svagare" in text
    assert "200 på 15 månader (13,3 i månaden)" in text


def test_what_is_not_shown_is_not_called_given_up() -> None:
    text = render(read("gotland"), catalog("sv"), series="gotland")
    newest = text.split("\n## ")[1]
    assert newest.count("visas inte i den här texten, vilket inte betyder att det är uppgivet") == 4
    assert "svagare" not in newest
    assert "Borttaget" not in newest
    assert "ej redovisat för 6 av 6 löften" in newest


def test_english_where_the_document_is_in_no_language_we_have() -> None:
    text = render(read("kungalv"), catalog("fi"), series="kungalv")
    assert "200 in 12 months (16.7 a month) → 500 in 33 months (15.2 a month): weaker" in text


def one(item: Item, kind: GroupKind = GroupKind.DROPPED, **more: object) -> Changelog:
    groups = (ItemGroup(kind=kind, items=(item,)),)
    entry = Entry(document="orten/2021", title="Löften", kind=Kind.PLEDGES, of="orten/2020", groups=groups)
    return Changelog(entries=(replace(entry, **more),), place="Orten")


def lines(log: Changelog) -> list[str]:
    return render(log, catalog("sv"), series="orten").splitlines()


def test_who_signed_is_not_known_until_sign_offs_exist() -> None:
    item = Item(fate=RowFate.DROPPED, old=(Pledged(id="a", title="Ett löfte"),))
    assert "- Undertecknat av: inte känt här, eftersom inga underskrifter finns." in lines(one(item))


def signer(method: Method, text: str = "Anna A", **more: str) -> Signer:
    return Signer(
        party="polisen",
        person="anna-a",
        name=text,
        party_name=more.pop("party_name", "Polisen i Orten"),
        office=more.pop("office", "chef"),
        method=method,
        on=dt.date(2020, 12, 30),
        **more,
    )


def told_in_english(signing: Signing) -> list[str]:
    item = Item(fate=RowFate.DROPPED, old=(Pledged(id="a", title="Ett löfte"),))
    text = render(one(item, signing=signing), catalog("en"), series="orten")
    return [line for line in text.splitlines() if "igned" in line or line.startswith("## ")]


def test_release_and_signatories_are_named_with_their_means() -> None:
    means = ("with a key", "on paper, as recorded", "in an e-service, as recorded", "noted after a source")
    people = tuple(signer(method) for method in Method)
    told = "; ".join(f"Anna A, chef (Polisen i Orten), 2020-12-30, {one}" for one in means)
    assert told_in_english(Signing(release=2, signer=people)) == [
        "## orten/2021 r2 (period not stated)",
        f"- Signed by: {told}",
    ]


def test_who_has_not_signed_is_named_too() -> None:
    missing = (Signatory(party="kommunen", name="Bo B", office="ordförande"),)
    assert told_in_english(Signing(signer=(signer(Method.KEY),), missing=missing)) == [
        "## orten/2021 (period not stated)",
        "- Signed by: Anna A, chef (Polisen i Orten), 2020-12-30, with a key",
        "- Not signed by: Bo B, ordförande",
    ]
    assert told_in_english(Signing(missing=missing))[1:] == ["- Signed by: nobody, as the text now stands."]


def test_a_missing_reason_and_a_short_window_are_said() -> None:
    outcome = ToldOutcome(
        pledge="a", text="Hälften.", covers=Window(until=dt.date(2020, 6, 30)), reporter="Polisen"
    )
    item = Item(fate=RowFate.DROPPED, old=(Pledged(id="a", title="Ett löfte"),), outcomes=(outcome,))
    found = lines(one(item))
    assert "  - Skäl: inget anges" in found
    assert "  - Utfall: Hälften (Polisen, utan dag); omfattar bara …–2020-06-30" in found


def test_a_missing_predecessor_is_said() -> None:
    item = Item(fate=RowFate.UNKNOWN, new=(Pledged(id="a", text="Vi lovar."),))
    found = lines(one(item, GroupKind.BEGINNING, of_missing=True))
    assert [line for line in found if line.endswith(": `orten/2020`")]
    assert "1. Vi lovar. (`a`)" in found


def test_an_entry_without_pledges_says_so() -> None:
    entry = Entry(document="orten/2021", title="Löften", kind=Kind.PLEDGES)
    assert lines(Changelog(entries=(entry,)))[-1] == "Inga löften är kända."


def test_a_missing_word_of_the_predecessor_is_said_to_be_a_guess_by_date() -> None:
    item = Item(fate=RowFate.DROPPED, old=(Pledged(id="a", title="Ett löfte"),))
    found = lines(one(item, of_by_date=True))
    assert "- Jämfört med: `orten/2020`, den närmast föregående till tiden" in found


def test_a_frame_agreement_says_that_it_holds_no_pledges_and_tells_the_rest() -> None:
    rows = (Row(fate=RowFate.NEW, new=("droger",)), Row(fate=RowFate.DROPPED, old=("trafik",)))
    anna, bo = Signatory(party="polisen", name="Anna A"), Signatory(party="polisen", name="Bo B")
    found = (
        Change(
            kind=ChangeKind.PARTY, path="party.k", after=Party(id="k", name="Kommunen", kind=PartyKind.OTHER)
        ),
        Change(kind=ChangeKind.SIGNATORY, path="signatory.polisen", before=anna, after=bo),
    )
    entry = Entry(document="orten/2021", title="Avtal", kind=Kind.FRAME, of="orten/2020", area_rows=rows,
                  changes=found, areas={"droger": "Droger"}, names={"polisen": "Polisen"})  # fmt: skip
    told = lines(Changelog(entries=(entry,), kind=Kind.FRAME))
    assert "Dokumentet är en ramöverenskommelse och innehåller inga löften." in told
    assert told[-4:] == [
        "- område nytt: Droger", "- område borttaget: trafik", "- part, nytt: Kommunen",
        "- undertecknare (Polisen): Anna A → Bo B",
    ]  # fmt: skip


def test_a_merger_shows_what_was_promised_before_it_adds_up() -> None:
    before = (Target(value=1, unit="kontroll", per=Per.DAY), Target(value=1, unit="fotpatrull", per=Per.DAY))
    after = (Target(value=5, unit="tillfällen", per=Per.WEEK),)
    old, new = (
        Rate(value=n, months=1, per_month=m, basis=LengthBasis.PER) for n, m in ((2, 60.9), (5, 21.7))
    )
    change = Change(
        kind=ChangeKind.RATE, path="pledge.c.target", before=old, after=new, strength=Strength.WEAKER
    )
    item = Item(fate=RowFate.MERGED, old=(Pledged(id="a"), Pledged(id="b")), new=(Pledged(id="c"),),
                before=before, after=after, changes=(change,))  # fmt: skip
    found = lines(one(item, GroupKind.MERGED_OR_SPLIT))
    assert "  - tal som lovats: 1 kontroll om dagen + 1 fotpatrull om dagen → 5 tillfällen i veckan" in found
    assert "  - sammanlagt i månaden: 60,9 → 21,7: svagare; här är olika saker hopräknade" in found


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (0.004, "0,004"), (0.1667, "0,17"), (2.0, "2"), (60.87, "60,9")]
)
def test_no_rate_is_rounded_to_nothing(value: float, shown: str) -> None:
    assert monthly(value, catalog("sv")) == shown


def figures(sides: tuple[Target, Target], months: tuple[float, float], basis: LengthBasis) -> str:
    before, after = sides
    timed = zip(sides, months, strict=True)
    old, new = (Rate(value=t.value, months=m, per_month=t.value / m, basis=basis) for t, m in timed)
    path = "pledge.a.target"
    changes = (
        Change(kind=ChangeKind.TARGET_VALUE, path=path, before=before, after=after, strength=Strength.WEAKER),
        Change(kind=ChangeKind.RATE, path=path, before=old, after=new, strength=Strength.WEAKER),
    )
    item = Item(fate=RowFate.CHANGED, old=(Pledged(id="a"),), new=(Pledged(id="a"),), changes=changes)
    return next(line for line in lines(one(item, GroupKind.CHANGED)) if line.startswith(f"  - {after.unit}"))


def test_the_rate_a_month_stands_only_where_it_helps() -> None:
    year = Target(value=3, unit="vandringar", per=Per.YEAR), Target(value=2, unit="vandringar", per=Per.YEAR)
    assert figures(year, (12, 12), LengthBasis.PER) == "  - vandringar: 3 om året → 2 om året: svagare"
    share = Target(value=80, unit="procent", per=Per.PERIOD), Target(value=70, unit="procent", per=Per.PERIOD)
    assert figures(share, (12, 24), LengthBasis.DATES) == (
        "  - procent: 80 under perioden → 70 under perioden: svagare"
    )
    mixed = Target(value=2, unit="pass", per=Per.YEAR), Target(value=1, unit="pass", per=Per.MONTH)
    assert figures(mixed, (12, 1), LengthBasis.PER) == (
        "  - pass: 2 om året (0,17 i månaden) → 1 i månaden: svagare"
    )


def test_full_stops_go_when_a_list_is_joined_and_no_change_is_left_bare() -> None:
    head = "Ett långt villkor " * 12
    joined = Change(
        kind=ChangeKind.CONDITION, path="pledge.a.condition", after=("I kommunen.", "Med polisen.")
    )
    late = Change(
        kind=ChangeKind.CONDITION, path="pledge.a.condition", before=(head + "ett.",), after=(head + "två.",)
    )
    item = Item(fate=RowFate.CHANGED, old=(Pledged(id="a"),), new=(Pledged(id="a"),), changes=(joined, late))
    found = lines(one(item, GroupKind.CHANGED))
    assert "  - villkor: inget → I kommunen, Med polisen" in found
    [line] = [line for line in found if line.startswith("  - villkor: … ")]
    assert line.endswith("två.")


def test_a_kept_pledge_whose_text_is_another_shows_both() -> None:
    wording = Change(
        kind=ChangeKind.WORDING, path="pledge.a.text", before="Vi rastar hundar.", after="Skolan håller."
    )
    item = Item(fate=RowFate.KEPT, old=(Pledged(id="a"),), new=(Pledged(id="a"),), wording=(wording,))
    found = lines(one(item, GroupKind.REWORDED))
    assert "### Behållet, ny lydelse" in found
    assert "  - lydelse: Vi rastar hundar. → Skolan håller." in found
    found = lines(one(replace(item, unlike=True), GroupKind.REWORDED))
    assert "  - tidigare text: Vi rastar hundar." in found
    assert "  - ny text: Skolan håller." in found


def test_a_kept_pledge_with_the_same_text_says_what_changed() -> None:
    area = Change(kind=ChangeKind.AREA, path="pledge.a.area", before="x", after="y")
    item = Item(fate=RowFate.KEPT, old=(Pledged(id="a"),), new=(Pledged(id="a"),), changes=(area,))
    found = lines(one(item, GroupKind.CHANGED))
    assert "  - kallas behållet i dokumentet, men detta skiljer sig: område" in found


HOSTILE = [
    "<script>alert(1)</script>",
    "[länk](javascript:alert(1)) ![bild](http://x/y.png) <http://x.y>",
    "# rubrik",
    "- lista",
    "1. lista",
    "1) lista",
    "+ lista",
    "---",
    "===",
    "> citat",
    "a\n\n# rubrik\n\n<h1>b</h1>",
    "``` kod\n`kod`",
    "**fet** __fet__ ~~struken~~ _kursiv_",
    "&lt;b&gt; &amp; &copy;",
    "| a | b |\n|---|---|\n| c | d |",
    "\\<b> \\\\[a](b)",
    "\x1b[31mröd\x07 \u202ebakvänd\u2069",
    "{count} {0} %s $x$ {{",
    "[ ] ruta",
    "[a]: http://x",
]
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
#: What our own markup makes; anything else comes from a file.
ALLOWED = {"h1", "h2", "h3", "p", "ul", "ol", "li", "code"}


def everywhere(text: str) -> Changelog:
    told = ToldOutcome(pledge=text, text=text, measure=text, unit=text, value=1, reason=text, counted_as=text,
                       reporter=text, reported_text=text)  # fmt: skip
    named = Pledged(id=text, text=text, title=text)
    target = Target(value=1, unit=text)
    wording = Change(kind=ChangeKind.WORDING, path="pledge.a.text", before=text, after=text + " b")
    item = Item(fate=RowFate.MERGED, old=(named, named), new=(named,), reason=text, to=text, earlier=text,
                outcomes=(told,), not_reported=(text,), wording=(wording,), unlike=True, before=(target,),
                after=(target, target))  # fmt: skip
    rows = (Row(fate=RowFate.NEW, new=(text,), reason=text),)
    groups = tuple(ItemGroup(kind=kind, items=(item,)) for kind in GroupKind)
    people = Signing(
        release=1,
        signer=(signer(Method.KEY, text, party_name=text, office=text),),
        missing=(Signatory(party=text, name=text, office=text),),
    )
    entry = Entry(document=text, title=text, kind=Kind.PLEDGES, of=text, gap=text, groups=groups,
                  of_pledges=2, not_reported=(text,), signing=people, area_rows=rows, of_by_date=True)  # fmt: skip
    return Changelog(entries=(entry,), place=text)


def shape(html: str) -> list[str]:
    return re.findall(r"<(/?[a-z0-9]+)", html)


def hold(text: str) -> None:
    markdown = render(everywhere(text), catalog("sv"), series=text)
    html = PARSER.render(markdown)
    assert {tag.strip("/") for tag in shape(html)} <= ALLOWED
    tame = PARSER.render(render(everywhere("å"), catalog("sv"), series="å"))
    assert shape(html) == shape(tame)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", markdown)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    hold(text)


SIGNS = "ab 1\n.)-+=#>*_`~[]()<>!&|\\:{}$\t\x1b"


@given(st.text(alphabet=SIGNS, min_size=1).filter(str.strip))
def test_any_text_stays_text(text: str) -> None:
    # An id that needs no escaping is set as code; here ids shall be ordinary text as well.
    hold(text + "å")


def test_a_number_that_the_text_before_may_have_held_is_not_called_new_where_pledges_merged() -> None:
    old = [{"id": name, "text": f"Insatser görs för {name}."} for name in ("unga", "vuxna")]
    target = {"value": 4, "unit": "kurser", "per": "period"}
    rows = [{"id": one["id"], "fate": "merged", "into": ["kurser"]} for one in old]
    hidden = {"of": "retold", "sources": ["x"], "unknown": [{"at": "pledge.target", "note": "Okänt."}]}
    documents = {
        "storby/2020": site.invented("2020", *old, provenance=hidden),
        "storby/2021": site.invented(
            "2021", {"id": "kurser", "text": "Fyra kurser ska hållas.", "target": [target]},
            renewal=site.renewed("storby/2020", *rows)),
    }  # fmt: skip
    (item,) = entries(documents, {}).entries[0].groups[0].items
    assert [change for change in item.not_shown if change.kind is ChangeKind.TARGET_ADDED]
    assert not [change for change in item.changes if change.kind is ChangeKind.TARGET_ADDED]
