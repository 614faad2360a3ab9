"""The outcomes of real pledges give what the cases tell: exceeded, without a promised number, counted together, silence."""

from pathlib import Path

import pytest

from medlofte.core.outcomes import told
from medlofte.model.assessment import Reach, ToldOutcome
from medlofte.model.outcome import Status
from medlofte.store.register import Register, open_register
from medlofte.store.workspace import Folder

HERE = Path(__file__).parent
CASES, OURS = open_register(Folder(HERE)), open_register(Folder(HERE.parents[1]))


def outcomes(name: str) -> dict[str, tuple[ToldOutcome, ...]]:
    register: Register = CASES if name in CASES else OURS
    document = register.document(name)
    assert document.agreement is not None
    return told(document.agreement, document.reports)


def silent(name: str) -> list[str]:
    register = CASES if name in CASES else OURS
    return [pledge.id for pledge in register[name].pledge if pledge.id not in outcomes(name)]


@pytest.mark.parametrize(
    ("pledge", "status", "value", "reach", "before"),
    [
        ("grannsamverkan", Status.EXCEEDED, 20, Reach.SURPASSED, [16]),
        ("batsamverkan", Status.EXCEEDED, 3, Reach.SURPASSED, [1]),
        ("trygghetsvandringar", Status.FULFILLED, 4, Reach.MET, [5, 2]),
        ("trafikkontroller", Status.NOT_ASSESSABLE, 303, Reach.UNPROMISED, [213]),
        ("mopeder-och-a-traktorer", None, None, Reach.NO_NUMBER, [1]),
        ("trafiksakerhetsrad", Status.FULFILLED, None, Reach.NOTHING, []),
    ],
)
def test_strangnas_2019(pledge, status, value, reach, before):
    last, *earlier = outcomes("strangnas/2019")[pledge]
    assert (last.status, last.value, last.assessment.reach) == (status, value, reach)
    assert last.assessment.covers.whole
    assert not last.assessment.disagrees
    assert [item.value for item in earlier] == before
    assert all(item.earlier for item in earlier)


def test_strangnas_2019_eight_of_twelve_months_are_never_the_year():
    interim = [
        item for found in outcomes("strangnas/2019").values() for item in found if "tidning" in item.file
    ]
    assert len(interim) == 5
    for item in interim:
        covers = item.assessment.covers
        assert (covers.months, covers.of, covers.whole) == (8, 12, False)
        assert item.assessment.reach is not Reach.SHORT


def test_strangnas_2019_who_tells_nothing_of_what():
    assert silent("strangnas/2019") == [
        "otrygghet-i-trafiken",
        "bat-och-grannsamverkan",
        "lokaler-for-utbildning",
    ]


def test_strangnas_2020_pledges_reported_without_days():
    found = outcomes("strangnas/2020")
    assert found["insatser-ungdomar-och-narkotika"][0].assessment.covers is None
    assert found["tata-kontakter"][0].assessment.reach is Reach.UNPROMISED
    assert silent("strangnas/2020") == [
        "narkotikabruk-bland-unga",
        "narkotikasok-med-hund",
        "narkotika-i-avloppsvattnet",
    ]


def test_kungalv_2018_2019_counted_together_and_carried_over():
    found = outcomes("kungalv/2018-2019")
    [patrols] = found["narvaro-otrygga-platser"]
    assert (patrols.status, patrols.value) == (Status.FULFILLED, None)
    assert (patrols.assessment.reach, patrols.assessment.widened) == (Reach.NO_NUMBER, True)
    assert patrols.assessment.targets[0].value == 200
    [cameras] = found["kameraovervakning"]
    assert cameras.status is Status.NOT_FULFILLED
    assert cameras.reason.startswith("Resurserna för kameror är knappa")
    assert "fortsätta arbeta för det" in cameras.text
    assert silent("kungalv/2018-2019") == ["fysisk-miljo", "hastighetskontroller", "mopeder-och-a-traktorer"]


def test_kungalv_2017_2018_a_day_within_the_period():
    [station] = outcomes("kungalv/2017-2018")["polisstationen"]
    assert (station.status, station.on.isoformat()) == (Status.FULFILLED, "2017-10-09")
    assert (station.assessment.before, station.assessment.after) == (False, False)


def test_kungalv_2020_2021_what_is_counted_differs():
    found = outcomes("kungalv/2020-2021")
    assert found["narvaro-otrygga-platser"][0].assessment.reach is Reach.MET
    assert found["hastighetskontroller"][0].assessment.reach is Reach.OTHER_UNIT
    assert found["mopeder-och-a-traktorer"][0].assessment.reach is Reach.SURPASSED


@pytest.mark.parametrize(("name", "pledges"), [("gotland/2020", 6), ("gotland/2021", 5)])
def test_gotland_nothing_is_reported_of_any_pledge(name, pledges):
    assert outcomes(name) == {}
    assert len(silent(name)) == pledges


def test_dorotea_one_of_two_years():
    [told_of] = outcomes("dorotea/2023-2024")["kunskap-om-inbrott"]
    assert (told_of.assessment.covers.months, told_of.assessment.covers.of) == (12, 24)
