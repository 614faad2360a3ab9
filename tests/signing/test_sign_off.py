"""``sign-off``: who may sign which text, what is refused and in which words, and what is written."""

import hashlib
import os
import re
import signal
import subprocess
import tomllib
from collections.abc import Callable

import pytest

from world import PEOPLE, TEXT, World, key_entry


def test_two_people_sign_one_text(world: World):
    first = world.sign("anna-ek")
    assert first.returncode == 0, first.stderr
    assert "Still missing: Bo Alm" in first.stderr
    assert world.status()["stage"] == "in_review"
    second = world.sign("bo-alm", day="2024-01-11")
    assert second.returncode == 0, second.stderr
    status = world.status()
    assert status["complete"]
    assert status["stage"] == "signed"
    assert [seat["signer"]["on"] for seat in status["seats"]] == ["2024-01-10", "2024-01-11"]
    assert world.git("status", "--porcelain") == ""
    assert world.run("sign-off", "storby/2024", "--status").returncode == 0


def test_a_record_says_what_was_signed_and_by_whom(world: World):
    world.sign("anna-ek")
    folder = world.root / "agreements/storby/2024/r1"
    record = (folder / "signoffs/polisen.anna-ek.toml").read_text(encoding="utf-8")
    text = (world.root / "agreements/storby/2024.toml").read_bytes()
    people = (world.root / "agreements/signatories.toml").read_bytes()
    facts = tomllib.loads(record)
    assert facts["text_sha256"] == hashlib.sha256(text).hexdigest()
    assert facts["signatories_sha256"] == hashlib.sha256(people).hexdigest()
    assert facts["control_code"] == world.code()
    assert (facts["person"], facts["party"], facts["office"]) == (
        "anna-ek",
        "polisen",
        "lokalpolisområdeschef",
    )
    assert (facts["agreement"], facts["release"], facts["decision"]) == ("storby/2024", 1, "approve")
    assert facts["time"].isoformat() == "2024-01-10T12:00:00+00:00"
    assert [path.read_bytes() for path in (folder / "signatories").iterdir()] == [people]


def _retold(world: World) -> None:
    world.text(TEXT + '\n[provenance]\nof = "retold"\nsources = ["https://exempel.example/"]\n')
    world.commit()


def _stray_people(world: World) -> None:
    world.people(PEOPLE + key_entry("anna-ek", world.keys["anna-ek"]))


def _left_office(world: World) -> None:
    path = world.root / "agreements/signatories.toml"
    world.write("agreements/signatories.toml", path.read_text(encoding="utf-8").replace(
        "from = 2023-01-01\n", "from = 2023-01-01\nuntil = 2024-01-09\n"))  # fmt: skip
    world.commit()


def _old_key(world: World) -> None:
    world.people(PEOPLE + key_entry("anna-ek", world.keys["anna-ek"], until="2024-01-09"))
    world.commit()


def _retired_key(world: World) -> None:
    world.people(PEOPLE + key_entry("anna-ek", world.keys["anna-ek"], status='"retired"'))
    world.commit()


def _undecided(world: World) -> None:
    ledger = '\n[renewal]\nof = "storby/2023"\n\n[[renewal.pledge]]\nid = "torget"\nfate = "undecided"\n'
    world.text(TEXT.replace("2024", "2023"), "storby/2023")
    world.text(TEXT + ledger)
    world.commit()


def _faulty(world: World) -> None:
    world.text(TEXT.replace('by = ["polisen", "kommunen"]', 'by = ["polizen"]'))
    world.commit()


REFUSED: dict[str, tuple[Callable[[World], object], tuple[str, ...], int, str]] = {
    "text-not-committed": (lambda world: world.text(TEXT + "\n# later\n"), (), 1,
        "agreements/storby/2024.toml is not committed as it stands"),
    "list-not-committed": (_stray_people, (), 1, "agreements/signatories.toml is not committed as it stands"),
    "no-list": (lambda world: (world.git("rm", "-q", "agreements/signatories.toml"), world.commit()), (), 1,
        "the list of signatories is missing or cannot be read"),
    "errors-in-check": (_faulty, (), 1, "check finds 1 error"),
    "undecided-pledges": (_undecided, (), 1, "check finds 1 error"),
    "retold": (_retold, (), 1, "the text is retold or copied, so it is not the text that is signed"),
    "not-in-office": (_left_office, (), 1, "'anna-ek' did not hold the office on 2024-01-10"),
    "key-out-of-force": (_old_key, (), 1, "the list of signatories holds no key of 'anna-ek' for today"),
    "key-retired": (_retired_key, (), 1, "the list of signatories holds no key of 'anna-ek' for today"),
    "signed-already": (lambda world: world.sign("anna-ek"), (), 1, "Anna Ek has answered so already"),
    "wrong-person": (lambda world: None, ("--as", "kim-arkiv"), 2, "'kim-arkiv' is not to sign storby/2024"),
    "wrong-code": (lambda world: None, ("--code", "0000"), 1, "that is the code of another text"),
    "paper-options-with-a-key": (lambda world: None, ("--kept-at", "Arkivet"), 2, "--kept-at go with --on-paper"),
    "decline-without-reason": (lambda world: None, ("--decline",), 2, "--decline needs a reason"),
    "reason-without-decline": (lambda world: None, ("--reason", "x"), 2, "--reason goes with --decline"),
    "two-ways-at-once": (lambda world: None, ("--on-paper", "--noted"), 2, "a signature is made in one way"),
    "no-such-key": (lambda world: None, ("--key", "nowhere"), 1, "there is no key nowhere"),
    "no-key-in-agent": (lambda world: None, ("--key", "agent"), 1, "no key of 'anna-ek' is at hand"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, world: World):
    prepare, more, code, said = REFUSED[case]
    prepare(world)
    before = world.git("status", "--porcelain"), world.git("rev-parse", "HEAD")
    done = world.sign("anna-ek", *more)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert (world.git("status", "--porcelain"), world.git("rev-parse", "HEAD")) == before


def test_the_key_of_somebody_else_is_refused(world: World):
    done = world.sign("anna-ek", "--key", str(world.key("bo-alm")))
    assert done.returncode == 1
    assert "is no key that agreements/signatories.toml lists for 'anna-ek'" in done.stderr


def test_everything_in_the_way_is_told_at_once(world: World):
    _left_office(world)
    world.text(TEXT.replace('by = ["polisen", "kommunen"]', 'by = ["polizen"]'))
    done = world.sign("anna-ek")
    for said in ("is not committed", "check finds 1 error", "did not hold the office"):
        assert said in done.stderr
    assert "not signed: 3 obstacles" in done.stderr


def test_a_decline_counts_as_no_and_can_be_taken_back(signed: World):
    done = signed.sign("bo-alm", "--decline", "--reason", "Pengarna saknas.", day="2024-01-12")
    assert done.returncode == 0, done.stderr
    status = signed.status()
    assert not status["complete"]
    assert status["seats"][1]["standing"] == "declined"
    assert "Bo Alm (Storby kommun) has declined: Pengarna saknas." in signed.release().stderr
    assert signed.sign("bo-alm", day="2024-01-13").returncode == 0
    assert signed.status()["complete"]


def test_an_agent_signs(world: World):
    agent = subprocess.run(["ssh-agent", "-c"], capture_output=True, check=True, encoding="utf-8").stdout
    socket, process = re.findall(r"setenv SSH_\w+ (\S+);", agent)
    try:
        held = world.environment() | {"SSH_AUTH_SOCK": socket}
        subprocess.run(["ssh-add", "-q", world.key("anna-ek")], env=held, check=True, capture_output=True)
        done = world.run(
            "sign-off",
            "storby/2024",
            "--as",
            "anna-ek",
            "--key",
            "agent",
            "--code",
            world.code(),
            SSH_AUTH_SOCK=socket,
        )
        assert done.returncode == 0, done.stderr
    finally:
        os.kill(int(process), signal.SIGTERM)


def test_a_key_under_ssh_is_found(world: World):
    folder = world.home / ".ssh"
    folder.mkdir()
    for name in ("anna-ek", "anna-ek.pub"):
        (world.home / name).rename(folder / name.replace("anna-ek", "id_ed25519"))
    done = world.run("sign-off", "storby/2024", "--as", "anna-ek", "--code", world.code())
    assert done.returncode == 0, done.stderr


def test_a_signature_from_a_stopped_run_is_in_nobodys_way(world: World):
    """A run that is killed between the two files leaves a signature without record, which counts for nothing."""
    left = world.write("agreements/storby/2024/r1/signoffs/polisen.anna-ek.toml.sig", "half")
    aside = world.write("agreements/storby/2024/r1/signoffs/.polisen.anna-ek.toml.0123456789ab", "half")
    assert world.status()["stage"] == "draft"
    assert world.sign("anna-ek").returncode == 0
    assert left.read_bytes().startswith(b"-----BEGIN SSH SIGNATURE-----")
    assert not aside.exists()


def test_a_changed_text_voids_every_sign_off_and_names_the_pledge(signed: World):
    signed.text(TEXT.replace("två kvällar", "en kväll"))
    signed.commit()
    status = signed.status()
    assert status["stage"] == "draft"
    for seat in status["seats"]:
        assert seat["standing"] == "missing"
        assert seat["problems"][0]["why"][1] == "since then these pledges changed: torget"
    assert signed.sign("anna-ek").returncode == 0
    assert (signed.root / "agreements/storby/2024/r1/signoffs/polisen.anna-ek.2.toml").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (TEXT + "\n# ett tillägg\n", "nothing changed but its form"),
        (TEXT.replace("otryggt", "stökigt"), "these areas changed: trygghet"),
        (TEXT.replace('"Storby kommun"', '"Storby stad"'), "this changed: party.kommunen.name"),
    ],
)
def test_what_changed_is_told_in_substance(change: str, said: str, signed: World):
    signed.text(change)
    signed.commit()
    assert said in signed.status()["seats"][0]["problems"][0]["why"][1]
