"""`list`, `show`, `diff` and `changelog` tell how far a text has come, from real signatures."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from signing_fixtures import copied
from world import TEXT, World, make_key

#: The label language of a view is the document's.
ENGLISH = TEXT.replace('language = "sv"', 'language = "en"')
NEXT = (
    ENGLISH.replace("2024", "2025")
    .replace('person = "anna-ek"\nname = "Anna Ek"', 'person = "eva-ny"\nname = "Eva Ny"')
    .replace('"kommunstyrelsens ordförande"', '"kommundirektör"')
    .replace(
        "[followup]", '[[party]]\nid = "regionen"\nname = "Region Exempel"\nkind = "region"\n\n[followup]', 1
    )
)
RENEWAL = """
[renewal]
of = "storby/2024"
[[renewal.pledge]]
id = "torget"
fate = "kept"
into = ["torget"]
"""
BOTH = "signed 2024-01-11 (with a key) by Anna Ek (Lokalpolisområde Storby) and Bo Alm (Storby kommun)"
ANNA = "Anna Ek, lokalpolisområdeschef (Lokalpolisområde Storby), 2024-01-10, with a key"
BO = "Bo Alm, kommunstyrelsens ordförande (Storby kommun), 2024-01-11, with a key"
CLAIMS = re.compile(r"\b(verified|valid|authentic|verifiera(d|t|de)|giltigt?|äkta)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def english(_fresh: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Two periods, neither signed."""
    world = copied(_fresh, tmp_path_factory.mktemp("english"))
    world.text(ENGLISH)
    world.text(NEXT + RENEWAL, "storby/2025")
    world.commit("Two periods")
    return world


@pytest.fixture
def storby(english: World, tmp_path: Path) -> World:
    return copied(english, tmp_path)


def shown(world: World, *arguments: str, **environment: str) -> str:
    done = world.run(*arguments, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def flat(text: str) -> str:
    return " ".join(text.split())


def told(world: World) -> tuple[str, str, str, str]:
    """State in the list and in the document, the head of the comparison, the line of the changelog."""
    listed = {row["name"]: row["state"] for row in json.loads(shown(world, "list", "--format", "json"))}
    heading = flat(shown(world, "show", "storby/2024").partition("\n\n")[0]).rpartition(" · ")[2]
    head = flat(shown(world, "diff", "storby", "2024", "2025").partition("now:")[0])
    entry = shown(world, "changelog", "storby", "2024")
    signed = next(line for line in entry.splitlines() if "igned by" in line)
    return (
        listed["storby/2024"],
        heading,
        head.partition("1 pledge ")[2],
        signed.removeprefix("- Signed by: "),
    )


def both_sign(world: World) -> None:
    assert world.sign("anna-ek").returncode == 0
    assert world.sign("bo-alm", day="2024-01-11").returncode == 0


def test_from_draft_to_signed(storby: World) -> None:
    assert told(storby) == ("draft", "draft", "", "not known here, since no sign-offs exist.")
    storby.sign("anna-ek")
    assert told(storby) == (
        "in review, 1 of 2 signed",
        "in review, 1 of 2 signed",
        "1 signature is missing · signed 2024-01-10 (with a key) by Anna Ek (Lokalpolisområde Storby)",
        ANNA,
    )
    assert "- Not signed by: Bo Alm, kommunstyrelsens ordförande\n" in shown(
        storby, "changelog", "storby", "2024"
    )
    storby.sign("bo-alm", day="2024-01-11")
    assert told(storby) == ("signed", "signed", BOTH, f"{ANNA}; {BO}")
    storby.text(ENGLISH.replace("två kvällar", "en kväll"))
    assert told(storby) == (
        "draft, changed since it was signed",
        "draft, changed since it was signed",
        "not signed as it stands",
        "nobody, as the text now stands.",
    )


def test_a_release_is_named_and_its_revision_read(storby: World) -> None:
    both_sign(storby)
    done = storby.release()
    assert done.returncode == 0, done.stderr
    state, heading, head, signed = told(storby)
    assert state.startswith("released r1")
    assert heading == state
    assert head == f"r1 · {BOTH}"
    assert signed == f"{ANNA}; {BO}"
    changelog = shown(storby, "changelog", "storby")
    assert "## storby/2024 r1 (2024-01-01–2024-12-31)\n" in changelog
    assert "## storby/2025 (2025-01-01–2025-12-31)\n" in changelog
    kept = (storby.root / "agreements/storby/CHANGELOG.md").read_text(encoding="utf-8")
    assert kept == changelog

    storby.text(ENGLISH.replace("två kvällar", "en kväll"))
    changed = flat(shown(storby, "diff", "storby/2024@r1", "storby/2024"))
    assert f"1 pledge r1 · {BOTH} now:" in changed
    assert "not signed as it stands" in changed
    assert "## storby/2024 (" in shown(storby, "changelog", "storby", "2024")
    for named in ("storby/2024@r1", "storby"):
        period = [] if "@" in named else ["2024@r1"]
        assert "## storby/2024 r1 (" in shown(storby, "changelog", named, *period)


def test_a_release_record_without_its_signatures_names_no_release(storby: World) -> None:
    both_sign(storby)
    assert storby.release().returncode == 0
    (storby.root / "agreements/storby/2024/r1/signoffs/kommunen.bo-alm.toml.sig").unlink()
    assert "r1" not in told(storby)[2]
    assert "## storby/2024 (" in shown(storby, "changelog", "storby", "2024")


def test_data_tells_the_same(storby: World) -> None:
    both_sign(storby)
    diff = json.loads(shown(storby, "diff", "storby", "2024", "2025", "--format", "json"))
    entries = json.loads(shown(storby, "changelog", "storby", "--format", "json"))["entries"]
    signing = diff["old"]["signing"]
    assert [(one["name"], one["method"], one["on"]) for one in signing["signer"]] == [
        ("Anna Ek", "key", "2024-01-10"),
        ("Bo Alm", "key", "2024-01-11"),
    ]
    assert "signing" not in diff["new"]
    assert [entry.get("signing") for entry in entries] == [None, signing]


def changes(world: World) -> dict[str, str]:
    return {
        form: shown(world, "diff", "storby", "2024", "2025", "--format", form)
        for form in ("text", "markdown", "html")
    }


def test_every_view_says_that_signatory_office_and_party_changed(storby: World) -> None:
    both_sign(storby)
    for view in changes(storby).values():
        whole = flat(view)
        assert "Region Exempel" in whole
        assert "signs for Lokalpolisområde Storby" in whole
        assert "Eva Ny, lokalpolisområdeschef" in whole
        assert "signs for Storby kommun" in whole
        assert "Bo Alm, kommundirektör" in whole
    data = json.loads(shown(storby, "diff", "storby", "2024", "2025", "--format", "json"))
    kinds = {change["path"]: change["kind"] for change in data["changes"]}
    assert kinds["signatory.polisen"] == "signatory"
    assert kinds["signatory.kommunen"] == "office"
    assert kinds["party.regionen"] == "party"


def elsewhere(*facts: str) -> list[str]:
    return [*facts, "--signed-on", "2024-01-09"]


RECORDED = ["--recorded-by", "kim-arkiv", "--kept-at", "Storby kommunarkiv", "--case-number", "KS 2024/1"]
MEANS: dict[str, tuple[list[str], str]] = {
    "paper": (elsewhere("--on-paper", *RECORDED), "on paper, as recorded"),
    "e-service": (elsewhere("--e-service", "Exempeltjänsten", *RECORDED), "in an e-service, as recorded"),
    "noted": (
        elsewhere("--noted", "--source", "https://storby.example/avtal", "--recorded-by", "kim-arkiv"),
        "noted after a source",
    ),
}


@pytest.mark.parametrize("means", MEANS)
def test_what_was_signed_elsewhere_is_told_and_never_claimed(storby: World, means: str) -> None:
    options, phrase = MEANS[means]
    key = ["--key", str(storby.key("kim-arkiv"))]
    code = storby.code()
    for person in ("anna-ek", "bo-alm"):
        done = storby.run(
            "sign-off", "storby/2024", "--as", person, *key, "--code", code, *options, "--commit"
        )
        assert done.returncode == 0, done.stderr
    state, _, head, signed = told(storby)
    assert state == "signed, on record"
    assert head.startswith(f"signed 2024-01-09 ({phrase}) by Anna Ek (Lokalpolisområde Storby) and Bo Alm")
    assert signed.count(f", 2024-01-09, {phrase}") == 2
    everything = [*changes(storby).values(), shown(storby, "changelog", "storby"), shown(storby, "list")]
    for output in everything:
        assert not CLAIMS.search(output)


def test_a_key_that_the_list_does_not_hold_signs_nothing(storby: World) -> None:
    both_sign(storby)
    folder = storby.root / "agreements/storby/2024/r1/signoffs"
    make_key(storby.key("mallory"))
    record = folder / "polisen.anna-ek.toml"
    forged = storby.home / "forged"
    forged.write_bytes(record.read_bytes())
    sign = ["ssh-keygen", "-q", "-Y", "sign", "-n", "sign-off@medlofte", "-f", str(storby.key("mallory"))]
    subprocess.run([*sign, str(forged)], check=True, capture_output=True)
    (folder / "polisen.anna-ek.toml.sig").write_bytes(Path(f"{forged}.sig").read_bytes())
    state, _, head, signed = told(storby)
    assert state == "in review, 1 of 2 signed"
    assert "Anna" not in head + signed


def test_a_register_without_sign_offs_needs_no_keys(storby: World) -> None:
    for command in (("diff", "storby", "2024", "2025"), ("changelog", "--all"), ("list",)):
        assert shown(storby, *command, PATH=str(storby.home))
