"""What looks like a fault in the list of signatories and is none: no rule may cry wolf."""

from pathlib import Path

import pytest
from test_near_misses import PLAIN, RETOLD

from medlofte.core.check import check_series, check_signatories
from medlofte.model.finding import Finding
from medlofte.model.register import FiledSignatories, Policy
from medlofte.model.signatories import Signatories
from medlofte.store.register import open_register
from medlofte.store.toml import decode
from medlofte.store.workspace import Folder

ONE = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO3/SPJ+CmFgP+kiAhuTDBOLXwIUaQDgf3/D3MeudcBu"
TWO = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIM2T2aYBdbxQKEbR7c+gkczNZx/UBTCEzZ2twzaH3hDZ"
LIST = f"""format = 1

[[person]]
id = "anna-ek"
name = "Anna Ek"

[[person]]
id = "bo-alm"
name = "Bo Alm"

[[office]]
person = "anna-ek"
party = "polisen"
title = "lokalpolisområdeschef"
from = 2021-01-01
until = 2021-12-31
decision = "Polisområdeschefens beslut 2020-12-14"

[[office]]
person = "bo-alm"
party = "kommunen"
title = "kommunstyrelsens ordförande"
decision = "Kommunfullmäktige 2018-12-17 § 201"

[[recorder]]
person = "bo-alm"
party = "kommunen"
from = 2021-01-01
until = 2021-06-30
decision = "Delegationsordningen, punkt 4.2"

[[key]]
person = "anna-ek"
public = "{ONE}"
from = 2021-01-01

[[key]]
person = "bo-alm"
public = "{TWO}"
"""
NAMESAKES = '\n[[person]]\nid = "bo-alm-2"\nname = "Bo Alm"\nnote = "{}"\n\n[[key]]\nperson = "bo-alm-2"\n'
THIRD = '\n[[person]]\nid = "cia-dahl"\nname = "{}"\n\n[[office]]\nperson = "cia-dahl"\nparty = "kommunen"\n'
THIRD += 'title = "kommundirektör"\ndecision = "Kommunstyrelsen 2021-01-27 § 12"\n'
SECOND = '\n[[office]]\nperson = "anna-ek"\nparty = "{}"\ntitle = "chef"\ndecision = "Beslut 2021-11-02"\n{}'


def made(*changes: tuple[str, str], add: str = "", text: str = LIST) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text + add


CASES: list[tuple[str, str]] = [
    ("M4", LIST),
    # one id for a person and a party
    ("M401", made(('party = "kommunen"', 'party = "bo-alm"'))),
    # a new key for an old one
    ("M402", made(("from = 2021-01-01\n\n[[key]]", 'status = "retired"\n\n[[key]]'), (f'bo-alm"\npublic = "{TWO}', f'anna-ek"\npublic = "{TWO}'))),
    # with the comment that ssh-keygen writes
    ("M403", made((ONE, f"{ONE} anna-ek@storby.example, kontorsdatorn"))),
    # an accent makes another name
    ("M404", made(('name = "Bo Alm"', 'name = "Åsa Ek"'), add=THIRD.format("Asa Ek"))),
    ("M404", made(('name = "Bo Alm"', 'name = "Eva Ek"'), add=THIRD.format("Ewa Ek"))),
    # namesakes who are told apart
    (
        "M404",
        made(('name = "Bo Alm"', 'name = "Bo Alm"\nnote = "Kommunalråd."'), add=NAMESAKES.format("Registrator.") + f'public = "{ONE}"\n'),
    ),
    # one day is a time
    ("M407", made(("until = 2021-12-31", "until = 2021-01-01"))),
    ("M407", made(("from = 2021-01-01\nuntil = 2021-12-31", "until = 2021-12-31"))),
    ("M408", made((f'public = "{TWO}"', f'public = "{TWO}"\nstatus = "compromised"\ncompromised = 2021-06-01'))),
    # two offices of one person: for one party, one after the other, or for agreements of their own
    ("M409", made(add=SECOND.format("polisen", ""))),
    ("M409", made(add=SECOND.format("kommunen", "from = 2022-01-01\n"))),
    ("M409", made(add=SECOND.format("kommunen", "until = 2020-12-31\n"))),
    (
        "M409",
        made(
            ("until = 2021-12-31", 'until = 2021-12-31\nseries = ["storby"]'),
            add=SECOND.format("kommunen", 'series = ["lillby/storby", "storbyn"]\n'),
        ),
    ),
    # a key that began and ended while the task lasted, and one that is retired
    ("M410", made((f'public = "{TWO}"', f'public = "{TWO}"\nfrom = 2021-06-30'))),
    ("M410", made((f'public = "{TWO}"', f'public = "{TWO}"\nuntil = 2021-01-01\nstatus = "retired"'))),
    # a key alone, a task alone
    ("M411", made(('person = "anna-ek"\nparty = "polisen"', 'person = "bo-alm"\nparty = "polisen"'))),
    # figures, several hyphens, a series in a series
    ("M413", made(('id = "bo-alm"', 'id = "bo-alm--2"'), ("until = 2021-06-30", 'series = ["storby/samverkan", "2021"]'))),
    # letters of other Latin alphabets, and a name that is not Latin at all
    ("M414", made(('name = "Bo Alm"', 'name = "Łukasz Ðóra O’Brien-Ñúñez"'))),
    ("M414", made(('name = "Bo Alm"', 'name = "Анна Иванова"'))),
    # dates and numbers of cases are no identity numbers
    ("M255", made(('name = "Bo Alm"', 'name = "Bo Alm"\nnote = "Dnr KS 2021-000123, född 1961."'))),
]  # fmt: skip


def _codes(text: str, policy: Policy = Policy()) -> set[str]:  # noqa: B008
    return {finding.code for finding in _findings(text, policy)}


def _findings(text: str, policy: Policy = Policy()) -> tuple[Finding, ...]:  # noqa: B008
    data = text.encode()
    return check_signatories(FiledSignatories("x", *decode(data, Signatories), data), policy)


@pytest.mark.parametrize(
    ("code", "text"), CASES, ids=[f"{code}-{index}" for index, (code, _) in enumerate(CASES)]
)
def test_not_reported(code: str, text: str) -> None:
    found = _codes(text)
    assert not {other for other in found if other.startswith((code, "M1"))}


def test_a_personal_identity_number_is_found_here_too() -> None:
    (found,) = _findings(made(('name = "Bo Alm"', 'name = "Bo Alm"\nnote = "811228-9874"')))
    assert (found.code, found.path) == ("M255", ("person", 1, "note"))
    assert "9874" not in found.message.text()


def test_warnings_that_a_register_does_not_want() -> None:
    text = made(('decision = "Delegationsordningen, punkt 4.2"\n', ""), ('id = "bo-alm"', 'id = "b-alm"'))
    assert _codes(text) == {"M405", "M406", "M411"}
    assert _codes(text, Policy(ignore=("M405", "M406", "M411"))) == {"M406"}


AGREEMENTS: dict[str, tuple[str, str]] = {
    "as listed": (PLAIN, LIST),
    "typed in another way": (
        PLAIN.replace("kommunstyrelsens ordförande", "kommunstyrelsens  ordfo\u0308rande"),
        LIST,
    ),
    "a copy": (PLAIN.replace("bo-alm", "cia-dahl") + RETOLD, LIST),
    "for the series": (PLAIN, LIST.replace('Kommunfullmäktige 2018-12-17 § 201"', 'x"\nseries = ["storby"]')),
    "no longer in office": (PLAIN, LIST.replace("until = 2021-12-31", "until = 2021-01-02")),
    "a signatory who is not named yet": (PLAIN.replace('person = "bo-alm"\n', ""), LIST),
    "an office that is not given yet": (PLAIN.replace('office = "kommunstyrelsens ordförande"\n', ""), LIST),
    "a list that cannot be read": (PLAIN.replace("bo-alm", "cia-dahl"), LIST + "x = 1\n"),
    "no list": (PLAIN.replace("bo-alm", "cia-dahl"), ""),
}
REPORTED: dict[str, tuple[str, str]] = {
    "somebody else": (PLAIN.replace("bo-alm", "cia-dahl"), LIST),
    "another office": (PLAIN, LIST.replace("kommunstyrelsens ordförande", "kommunalråd")),
    "another party": (PLAIN, LIST.replace('party = "kommunen"\ntitle', 'party = "regionen"\ntitle')),
    "another series": (PLAIN, LIST.replace('17 § 201"', '17 § 201"\nseries = ["lillby"]')),
    "a series below": (PLAIN, LIST.replace('17 § 201"', '17 § 201"\nseries = ["storby/samverkan"]')),
}


def _in_agreement(text: str, roster: str, root: Path) -> list[Finding]:
    (root / "agreements" / "storby").mkdir(parents=True)
    (root / "agreements" / "storby" / "2021.toml").write_text(text, encoding="utf-8")
    if roster:
        (root / "agreements" / "signatories.toml").write_text(roster, encoding="utf-8")
    register = open_register(Folder(root))
    filed = register.signatories()
    found = check_series(
        register.series("storby"), register, Policy(), signatories=filed.signatories if filed else None
    )
    return [finding for _, findings in found for finding in findings if finding.code == "M412"]


@pytest.mark.parametrize("name", AGREEMENTS)
def test_may_sign(name: str, tmp_path: Path) -> None:
    assert _in_agreement(*AGREEMENTS[name], tmp_path) == []


@pytest.mark.parametrize("name", REPORTED)
def test_may_not_sign(name: str, tmp_path: Path) -> None:
    (found,) = _in_agreement(*REPORTED[name], tmp_path)
    assert found.path[:2] == ("signatory", 1)
