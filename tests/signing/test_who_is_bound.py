"""What must not pass for an agreement: another name, a note of nobody's, a party that never signs, days that cannot be."""

import pytest

from world import PEOPLE, TEXT, World, key_entry


def test_the_text_must_name_the_person_that_the_list_lets_sign(world: World):
    world.text(TEXT.replace('name = "Bo Alm"', 'name = "Karin Chef"'))
    world.commit()
    done = world.sign("bo-alm")
    assert done.returncode == 1
    assert "the text calls 'bo-alm' 'Karin Chef', and the list of signatories 'Bo Alm'" in done.stderr
    assert "warning M412: the text calls 'bo-alm' 'Karin Chef'" in world.run("check").stdout


def test_another_signatory_is_no_change_of_form(signed: World):
    signed.text(TEXT.replace('name = "Bo Alm"', 'name = "Karin Chef"'))
    signed.commit()
    assert (
        signed.status()["seats"][0]["problems"][0]["why"][1] == "since then this changed: signatory.kommunen"
    )
    told = signed.run("diff", "storby/2024@HEAD~1", "storby/2024").stdout
    assert "Bo Alm, kommunstyrelsens ordförande → Karin Chef" in " ".join(told.split())


def test_a_note_of_nobodys_binds_nobody(world: World):
    note = ("--noted", "--signed-on", "2024-01-09", "--source", "https://storby.example/avtal")
    done = world.run("sign-off", "storby/2024", "--as", "bo-alm", *note)
    assert done.returncode == 1
    assert "needs somebody's word: add --recorded-by" in done.stderr
    noted = world.run(
        "sign-off", "storby/2024", "--as", "bo-alm", *note, "--recorded-by", "kim-arkiv", "--key", world.key("kim-arkiv")
    )  # fmt: skip
    assert noted.returncode == 0, noted.stderr


def test_a_party_that_stands_in_the_text_and_never_signs_stops_a_release(world: World):
    world.write("medlofte.toml", 'name = "Storby"\n\n[policy]\nparties = 1\n')
    seat = TEXT[TEXT.index('[[signatory]]\nparty = "kommunen"') : TEXT.index("[followup]")]
    world.text(TEXT.replace(seat, ""))
    world.commit()
    assert world.sign("anna-ek").returncode == 0
    done = world.release()
    assert done.returncode == 1
    assert "nobody signs for Storby kommun, who stand as parties in the text" in done.stderr


@pytest.mark.parametrize("parties", [0, -3])
def test_no_register_can_demand_nobody(parties: int, world: World):
    world.write("medlofte.toml", f'name = "Storby"\n\n[policy]\nparties = {parties}\n')
    world.commit()
    assert not world.status()["complete"]


def test_a_key_that_the_register_of_today_calls_compromised_is_a_no(released: World):
    lost = key_entry("anna-ek", released.keys["anna-ek"], status='"compromised"', compromised="2024-01-05")
    released.people(PEOPLE + lost + key_entry("bo-alm", released.keys["bo-alm"]))
    released.commit()
    verdict = released.verify()
    assert verdict["exit"] == 1
    wrong = [step["said"] for step in verdict["steps"] if step["answer"] == "no"]
    assert wrong == ["the register's list of today reports none of these keys as compromised"]


def test_nothing_is_released_before_it_was_signed(world: World):
    for person in ("anna-ek", "bo-alm"):
        assert world.sign(person, day="2024-02-01").returncode == 0
    done = world.release(day="2024-01-15")
    assert done.returncode == 1
    assert "signoffs/polisen.anna-ek.toml tells a time that lies ahead" in done.stderr


def test_unseen_signs_are_not_recorded(world: World):
    done = world.run(
        "sign-off", "storby/2024", "--as", "bo-alm", "--on-paper", "--signed-on", "2024-01-09",
        "--recorded-by", "kim-arkiv", "--kept-at", "Arkivet\u202e", "--code", world.code(),
    )  # fmt: skip
    assert done.returncode == 2
    assert "there are signs in --kept-at that nobody sees" in done.stderr


def test_a_wrong_record_is_corrected_by_a_later_one(world: World):
    paper = (
        "--on-paper",
        "--signed-on",
        "2024-01-09",
        "--recorded-by",
        "kim-arkiv",
        "--key",
        str(world.key("kim-arkiv")),
    )
    rest = ("--kept-at", "Arkivet", "--code", world.code())
    first = ("sign-off", "storby/2024", "--as", "bo-alm", *paper, *rest)
    assert world.run(*first, "--case-number", "KS 2024/71").returncode == 0
    again = world.run(*first, "--case-number", "KS 2024/71")
    assert (again.returncode, "has answered so already" in again.stderr) == (1, True)
    assert world.run(*first, "--case-number", "KS 2024/17", day="2024-01-11").returncode == 0
    assert world.status()["seats"][1]["signer"]["case_number"] == "KS 2024/17"
