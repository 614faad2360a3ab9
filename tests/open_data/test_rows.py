"""The rows: one for each pledge and document, nothing left out, and nothing claimed that nobody said."""

import datetime as dt
from collections import Counter
from dataclasses import replace as replace_publication

import jsonschema_rs
import msgspec
import pytest
from data_world import DAY, edition, publication, real, tables, text
from msgspec.structs import replace

from medlofte.core.publication import volume, volumes
from medlofte.core.rows import of_edition, of_volumes
from medlofte.model.change import RowFate
from medlofte.model.outcome import Outcome, Report, Status
from medlofte.model.publication import Publication
from medlofte.model.record import Comparison, Fate, Kind, Per, Precision
from medlofte.model.register import Filed, Settings
from medlofte.model.renewal import Renewal
from medlofte.model.row import FORMAT, Row, Tables
from medlofte.model.row_codes import ComparisonCode, FateCode, KindCode, OutcomeCode, PerCode, PrecisionCode
from medlofte.view.data import attributes, encode, schema_of
from medlofte.view.table.meanings import MEANINGS

#: The columns are cited by whoever builds on the data: one may be added, none renamed.
COLUMNS = """\
dokument serie period utgava kontrollkod plats titel slag period_start period_slut period_exakthet sprak aterberattad
foregaende omrade_id omrade omrade_over omrade_problem omrade_orsaker omrade_avsikt omrade_mal lofte_id nummer rubrik
lofte syfte atgarder ansvarig_id ansvarig med_id med mal_varde mal_jamforelse mal_enhet mal_per mal_ovriga klart_senast
klart_senast_text galler_sedan ode ode_av ode_skal darefter darefter_i darefter_skal utfall_status utfall_varde
utfall_enhet utfall_text utfall_rapporterat_av utfall_datum utfall_tacker_fran utfall_tacker_till utfall_antal
utfall_motsagt"""
FIRST = """\
format = 1
kind = "pledges"
title = "Löften 2020"
[validity]
from = 2020-01-01
until = 2020-12-31
[[party]]
id = "polisen"
name = "Polisen"
kind = "police"
[[party]]
id = "kommunen"
name = "Kommunen"
kind = "municipality"
[[area]]
id = "trygghet"
title = "Trygghet"
goal = "Fler är trygga."
[[area]]
id = "torget"
title = "Torget"
parent = "trygghet"
[[pledge]]
id = "torget"
area = "torget"
by = ["polisen", "okand"]
with = ["kommunen"]
text = "Polisen är på torget."
[[pledge.target]]
value = 4
comparison = "at_least"
unit = "kvällar"
per = "month"
of_which = [{ value = 2, unit = "fredagar" }]
[[pledge.measure]]
id = "kvallar"
text = "Två poliser går."
[[pledge.measure.target]]
value = 2
unit = "poliser"
[[pledge]]
id = "belysning"
text = "Kommunen lyser upp."
[[pledge]]
id = "natt"
text = "Nattvandring."
"""
SECOND = """\
format = 1
kind = "pledges"
title = "Löften 2021"
[validity]
from = 2021-01-01
[[pledge]]
id = "torg"
text = "Polisen är på torget oftare."
[renewal]
of = "storby/2020"
[[renewal.pledge]]
id = "torget"
fate = "changed"
into = ["torg"]
reason = "Efter samråd."
[[renewal.pledge]]
id = "belysning"
fate = "dropped"
reason = "Pengarna tog slut."
[[renewal.pledge]]
id = "natt"
fate = "dropped"
"""
THIRD = """\
format = 1
kind = "pledges"
title = "Löften 2022"
[validity]
from = 2022-01-01
[[pledge]]
id = "torg"
text = "Polisen är på torget oftare."
[[pledge]]
id = "natt"
text = "Nattvandring."
[renewal]
of = "storby/2021"
[[renewal.pledge]]
id = "torg"
fate = "kept"
into = ["torg"]
"""


def filed(name: str, by: str, day: str, *outcomes: Outcome) -> Filed:
    return Filed(
        name, Report(format=1, reported_by=by, reported_on=dt.date.fromisoformat(day), outcome=outcomes)
    )


def storby(*reports: Filed) -> Publication:
    editions = [edition("storby/2020", text(FIRST), FIRST.encode(), reports)]
    editions += [
        edition(name, text(source), source.encode())
        for name, source in (("storby/2021", SECOND), ("storby/2022", THIRD))
    ]
    return Publication(Settings(), editions, DAY)


def rows(*reports: Filed) -> dict[tuple[str, str], Row]:
    found = of_volumes([volume(storby(*reports), "storby")])
    return {(row.document, row.id): row for row in found.pledges}


def test_every_pledge_is_one_row():
    expected = Counter(
        (one.name, pledge.id) for one in publication().editions for pledge in one.agreement.pledge
    )
    assert Counter((row.document, row.id) for row in tables().pledges) == expected
    assert len(tables().documents) == len(publication().editions)
    assert len(tables().areas) == sum(len(one.agreement.area) for one in publication().editions)


def test_columns_stay():
    assert [field.encode_name for field in msgspec.structs.fields(Row)] == COLUMNS.split()


def test_every_column_is_told():
    for kind in (
        Row,
        *(part.__args__[0] for part in Tables.__annotations__.values() if part.__args__[0] is not FORMAT),
    ):
        assert list(attributes(kind)) == [field.encode_name for field in msgspec.structs.fields(kind)]


def test_file_fits_its_schema():
    validator = jsonschema_rs.validator_for(msgspec.json.decode(encode(schema_of(Tables, FORMAT))))
    found = msgspec.json.decode(encode(tables()))
    validator.validate(found)
    del found["loften"][0]["ode"]
    assert not validator.is_valid(found)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (Kind, KindCode),
        (RowFate, FateCode),
        (Status, OutcomeCode),
        (Comparison, ComparisonCode),
        (Per, PerCode),
        (Precision, PrecisionCode),
    ],
)
def test_every_word_has_a_code(words, codes):
    assert {word.name for word in words} <= {code.name for code in codes}


def test_promise():
    row = rows()["storby/2020", "torget"]
    assert (row.by_ids, row.by, row.with_) == (("polisen", "okand"), ("Polisen", "okand"), ("Kommunen",))
    assert (row.target, row.target_comparison, row.target_unit, row.target_per) == (
        4,
        "minst",
        "kvällar",
        "manad",
    )
    assert row.targets == "varav 2 fredagar\n2 poliser"
    assert (row.area, row.areas_above, row.goal) == ("Torget", ("Trygghet",), "Fler är trygga.")
    assert row.measures == "Två poliser går."


def test_life():
    found = rows()
    old, torg, kept = (
        found["storby/2020", "torget"],
        found["storby/2021", "torg"],
        found["storby/2022", "torg"],
    )
    assert (old.fate, old.of, old.then, old.then_in, old.then_reason) == (
        "nytt",
        "",
        ("andrat",),
        ("storby/2021",),
        "Efter samråd.",
    )
    assert (torg.fate, torg.of, torg.fate_of, torg.since) == (
        "andrat",
        "storby/2020",
        ("torget",),
        "storby/2020",
    )
    assert (kept.fate, kept.since, kept.then) == ("behallet", "storby/2020", ())
    dropped = found["storby/2020", "belysning"]
    assert (dropped.then, dropped.then_reason) == (("borttaget",), "Pengarna tog slut.")


def test_what_came_back_does_not_last_since_before():
    found = rows()
    assert found["storby/2020", "natt"].then == ("borttaget",)
    assert (found["storby/2022", "natt"].fate, found["storby/2022", "natt"].since) == (
        "aterinfort",
        "storby/2022",
    )


def test_silence_is_told():
    row = rows()["storby/2021", "torg"]
    assert (row.outcome, row.outcomes, row.outcome_text) == ("ej_rapporterat", 0, "")


def test_one_report():
    said = Outcome(pledge="torget", status=Status.PARTLY, value=3, unit="kvällar", text="Tre kvällar.")
    row = rows(filed("a.toml", "polisen", "2021-01-10", said))["storby/2020", "torget"]
    assert (row.outcome, row.outcome_value, row.outcome_text) == ("delvis_uppfyllt", 3, "Tre kvällar.")
    assert (row.outcome_by, row.outcome_on, row.outcomes) == (("Polisen",), dt.date(2021, 1, 10), 1)


def test_neither_of_two_reporters_wins():
    one = Outcome(pledge="torget", status=Status.FULFILLED, value=4, unit="kvällar", text="Fyra.")
    other = Outcome(pledge="torget", status=Status.NOT_FULFILLED, value=1, unit="kvällar", text="En.")
    reports = filed("a.toml", "polisen", "2021-01-10", one), filed("b.toml", "kommunen", "2021-01-11", other)
    row = rows(*reports)["storby/2020", "torget"]
    assert (row.outcome, row.outcome_value, row.outcomes, row.contradicted) == ("motsagt", None, 2, True)
    assert row.outcome_text == "Kommunen: En.\n\nPolisen: Fyra."
    told = of_volumes([volume(storby(*reports), "storby")]).outcomes
    assert [(item.reporter, item.value, item.stands) for item in told] == [
        ("Kommunen", 1, True),
        ("Polisen", 4, True),
    ]


def test_measure_speaks_only_where_the_pledge_is_not_told_of():
    part = Outcome(
        pledge="torget", measure="kvallar", status=Status.EXCEEDED, value=9, unit="poliser", text="Nio."
    )
    row = rows(filed("a.toml", "polisen", "2021-01-10", part))["storby/2020", "torget"]
    assert (row.outcome, row.outcome_value, row.outcome_text) == ("overtraffat", None, "Nio.")


def test_replaced_release_tells_its_own_text():
    first = text(FIRST)
    corrected = replace(first, pledge=(replace(first.pledge[0], text="Rättat."),))
    old = edition("storby/2020", first, FIRST.encode(), latest=False)
    new = edition("storby/2020", corrected, b"x", number=2)
    found = volume(Publication(Settings(), [old, new], DAY), "storby")
    assert {row.text for row in of_volumes([found]).pledges} == {"Rättat."}
    assert [row.id for row in of_edition(found, old).pledges] == ["torget", "belysning", "natt"]
    assert next((row.release, row.text) for row in of_edition(found, old).pledges) == (
        1,
        "Polisen är på torget.",
    )
    assert next((row.release, row.text) for row in of_edition(found, new).pledges) == (2, "Rättat.")


def test_rows_say_the_same_where_the_document_before_is_not_published():
    """What the signed ledger tells stands, whatever else happens to be published."""
    found = storby()
    alone = replace_publication(found, editions=found.editions[1:])
    one, other = (
        {
            (row.document, row.id): (row.of, row.fate, row.fate_of, row.fate_reason, row.since)
            for row in of_volumes(volumes(some)).pledges
            if row.document != "storby/2020"
        }
        for some in (found, alone)
    )
    assert one == other
    assert ("storby/2020", "andrat", ("torget",)) in {told[:3] for told in other.values()}


def test_rows_do_not_say_new_where_nothing_tells():
    item = replace(text(SECOND), renewal=Renewal(of="storby/2020"))
    found = Publication(Settings(), [edition("storby/2021", item, b"x")], DAY)
    told = {(row.of, row.fate.value, row.since) for row in of_volumes(volumes(found)).pledges}
    assert told == {("storby/2020", "okant", "")}


@pytest.mark.parametrize(
    ("validity", "exact"),
    [
        ("", None),
        ('note = "Hela 2021."\nuntil_precision = "year"', None),
        ('from = 2020-01-01\nfrom_precision = "month"', "manad"),
        ('until = 2020-12-31\nfrom_precision = "year"', "dag"),
        ('from = 2020-01-01\nuntil = 2020-12-31\nuntil_precision = "year"', "ar"),
    ],
)
def test_days_that_are_not_stated_are_not_exact(validity, exact):
    one = text(
        f'format = 1\nkind = "pledges"\ntitle = "x"\n[validity]\n{validity}\n[[pledge]]\nid = "a"\ntext = "x"\n'
    )
    found = of_volumes([volume(Publication(Settings(), [edition("storby/2020", one, b"x")], DAY), "storby")])
    assert [found.pledges[0].precision, found.documents[0].precision] == [exact, exact]


def test_a_page_tells_what_the_schema_tells():
    """Words for pages are translated, those of the schema are not."""
    told = {name: meaning.text() for name, meaning in MEANINGS.items()}
    assert told == {name: text.replace("`", "") for name, text in attributes(Row).items()}
    assert list(told) == COLUMNS.split()


def test_no_name_of_a_signatory():
    """Persons stand on the pages with their office; the data is passed on, and holds none."""
    data = encode(tables()).decode()
    persons = {
        person.name
        for one in real()
        for item in one.editions
        for person in item.agreement.signatory
        if person.name
    }
    assert persons
    assert not [name for name in persons if name in data]


def test_fates_are_those_of_ledgers():
    assert {fate.name for fate in Fate} <= {code.name for code in FateCode}


def test_an_id_that_stands_twice_is_told_twice():
    """Check refuses it; data over a whole register must not fail for it, nor hide it."""
    twice = text(FIRST)
    twice = replace(twice, pledge=(*twice.pledge, replace(twice.pledge[0], text="En gång till.")))
    found = of_volumes(
        [volume(Publication(Settings(), [edition("storby/2020", twice, b"x")], DAY), "storby")]
    )
    assert [row.id for row in found.pledges] == ["torget", "belysning", "natt", "torget"]
