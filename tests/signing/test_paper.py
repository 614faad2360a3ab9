"""Signatures on paper, in e-services and noted ones: recorded, told as somebody's word, and never called more than that."""

import hashlib
import io
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from forge import Desk, unpacked
from medlofte.core.control_code import control_code
from medlofte.message import say
from medlofte.model.evidence import Outcome
from medlofte.model.signoff import Method
from medlofte.view.catalog import catalog
from medlofte.view.signers import MEANS
from signing_fixtures import copied
from world import NAME, PEOPLE, TEXT, World, key_entry, make_key

#: Three sign, each elsewhere: on paper, in an e-service, and as a source tells.
THREE = TEXT.replace(
    "[followup]",
    """[[party]]
id = "regionen"
name = "Region Exempel"
kind = "region"

[[signatory]]
party = "regionen"
person = "eva-ny"
name = "Eva Ny"
office = "regiondirektör"

[followup]""",
)
FACTS = (
    "--signed-on",
    "2024-01-09",
    "--recorded-by",
    "kim-arkiv",
    "--kept-at",
    "Storby kommunarkiv",
    "--case-number",
    "KS 2024/17",
)
SOURCE = "https://exempel.example/2024/nyhet"
#: Words that claim a check nobody made, whole and in any case.
CLAIMS = re.compile(
    r"\b(?:verified|valid|authentic|genuine|verifiera[dt]e?|giltigt?a?|äkta|autentiska?)\b(?! (?:from|until|till|från|för))",
    re.IGNORECASE,
)


def elsewhere(
    world: World,
    person: str,
    *how: str,
    code: str = "",
    facts: tuple[str, ...] = FACTS,
    key: str = "kim-arkiv",
) -> tuple[int, str]:
    """Record a signature made elsewhere, with Kim's key; the exit code and what was said."""
    done = world.run(
        "sign-off",
        NAME,
        "--as",
        person,
        *how,
        *facts,
        "--key",
        world.key(key),
        "--code",
        code or world.code(),
        "--commit",
    )
    return done.returncode, done.stderr


@pytest.fixture(scope="session")
def _told(_fresh: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A release of which nothing rests on the key of who promises."""
    world = copied(_fresh, tmp_path_factory.mktemp("told"))
    world.text(THREE)
    world.commit("Three sign")
    (world.home / "scan.pdf").write_bytes(b"%PDF-1.7 a page with a name on it")
    code = world.code()
    assert (
        elsewhere(world, "anna-ek", "--on-paper", "--scan", str(world.home / "scan.pdf"), code=code)[0] == 0
    )
    assert elsewhere(world, "bo-alm", "--e-service", "Exempelsign", code=code)[0] == 0
    noted = world.run(
        "sign-off",
        NAME,
        "--as",
        "eva-ny",
        "--noted",
        "--signed-on",
        "2024-01-09",
        "--source",
        SOURCE,
        "--recorded-by",
        "kim-arkiv",
        "--key",
        world.key("kim-arkiv"),
        "--commit",
    )
    assert noted.returncode == 0, noted.stderr
    done = world.release()
    assert done.returncode == 0, done.stderr
    return world


@pytest.fixture
def told(_told: World, tmp_path: Path) -> World:
    return copied(_told, tmp_path)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_records_tell_what_is_known(told: World):
    folder = told.root / f"agreements/{NAME}/r1/signoffs"
    paper = tomllib.loads((folder / "polisen.anna-ek.toml").read_text(encoding="utf-8"))
    assert (paper["method"], paper["control_code"]) == ("paper", told.code())
    scan = hashlib.sha256((told.home / "scan.pdf").read_bytes()).hexdigest()
    assert {key: str(value) for key, value in paper["elsewhere"].items()} == {
        "signed_on": "2024-01-09", "recorded_by": "kim-arkiv", "kept_at": "Storby kommunarkiv", "case_number": "KS 2024/17",
        "scan_sha256": scan,
    }  # fmt: skip
    service = tomllib.loads((folder / "kommunen.bo-alm.toml").read_text(encoding="utf-8"))
    assert (service["method"], service["elsewhere"]["service"]) == ("e_service", "Exempelsign")
    noted = tomllib.loads((folder / "regionen.eva-ny.toml").read_text(encoding="utf-8"))
    assert (noted["method"], noted["elsewhere"]["source"], "signatories_sha256" in noted) == (
        "noted",
        SOURCE,
        True,
    )
    assert sorted(path.name for path in folder.iterdir() if path.suffix == ".sig") == [
        "kommunen.bo-alm.toml.sig",
        "polisen.anna-ek.toml.sig",
        "regionen.eva-ny.toml.sig",
    ]
    assert not any(b"scan.pdf" in path.read_bytes() for path in told.root.rglob("*") if path.is_file())


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("packed", [False, True])
def test_it_holds_on_record_and_says_so(language: str, packed: bool, told: World):
    done = told.run("verify", told.bundle() if packed else f"{NAME}@r1", MEDLOFTE_LANG=language)
    assert (done.returncode, done.stderr) == (4, "")
    words = catalog(language)
    for said in (
        say(
            "It holds together, and rests on what others tell: signatures were made elsewhere, and are recorded or "
            "noted here."
        ),
        say("Signatures on paper, in e-services or noted: medlofte has seen none of them."),
        say("{name} has signed for {party} on paper", name="Anna Ek", party="Lokalpolisområde Storby"),
        say("noted after {source}; medlofte has seen no signature", source=SOURCE),
    ):
        assert words.say(said) in flat(done.stdout)


def test_each_is_told_apart_for_programs(told: World):
    verdict = told.verify()
    assert (verdict["exit"], verdict["outcome"]) == (4, "holds_on_record")
    assert [(signer["person"], signer["method"]) for signer in verdict["signers"]] == [
        ("anna-ek", "paper"), ("bo-alm", "e_service"), ("eva-ny", "noted"),
    ]  # fmt: skip
    steps = {step["said"]: step["answer"] for step in verdict["steps"]}
    assert {answer for said, answer in steps.items() if "has signed for" in said} == {"not_checked"}
    status = told.status()
    assert (status["complete"], status["recorded"]) == (True, True)
    assert "on record" in told.run("list").stdout
    assert told.run("verify", "--all").returncode == 4


#: Runs many command lines in one process; each answers with its exit code and what it put out.
MANY = """
import io, json, sys
from medlofte.cli.app import run
answers = []
for arguments in json.load(sys.stdin):
    sys.argv = ["medlofte", *arguments]
    real = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = outs = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in real]
    code = run(arguments)
    for out in outs:
        out.flush()
    sys.stdout, sys.stderr = real
    answers.append([code, b"".join(out.buffer.getvalue() for out in outs).decode()])
json.dump(answers, sys.stdout)
"""


def many(world: World, runs: list[tuple[str, ...]], language: str) -> list[tuple[int, str]]:
    done = subprocess.run(
        [sys.executable, "-c", MANY],
        input=json.dumps([["--date", "2024-01-16", *run] for run in runs]),
        cwd=world.root,
        env=world.environment() | {"MEDLOFTE_LANG": language},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return [(code, text) for code, text in json.loads(done.stdout)]


def outputs(world: World) -> Iterator[tuple[str, str]]:
    """Every place where a signature is told."""
    world.text(THREE.replace("2024", "2025") + f'\n[renewal]\nof = "{NAME}"\n\n[[renewal.pledge]]\nid = "torget"\nfate = "kept"\ninto = ["torget"]\n',
               "storby/2025")  # fmt: skip
    world.commit("The next period")
    runs: list[tuple[str, ...]] = [
        *(("sign-off", NAME, "--status", "--format", form) for form in ("text", "json")),
        *(("show", NAME, "--format", form) for form in ("text", "json")),
        *(("list", "--format", form) for form in ("text", "json")),
        *(("changelog", "storby", "--format", form) for form in ("markdown", "json")),
        *(("diff", NAME, "storby/2025", "--format", form) for form in ("text", "markdown", "html", "json")),
        *(("verify", f"{NAME}@r1", "--format", form) for form in ("text", "json")),
        *(("verify", str(world.bundle()), "--format", form) for form in ("text", "json")),
        ("verify", "--all"),
        ("release", NAME, "--dry-run"),
        ("show", f"{NAME}@r1"),
    ]  # fmt: skip
    for language in ("en", "sv"):
        for run, (code, text) in zip(runs, many(world, runs, language), strict=True):
            assert code in (0, 1, 4), text
            yield f"{' '.join(run)} ({language})", text
    files = unpacked(world.bundle())
    for name in ("agreement.html", "agreement.json", "changelog.md", "LAS-MIG.txt", "release.toml"):
        yield name, files[name].decode()
    yield (
        "agreement.pdf",
        "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(files["agreement.pdf"])).pages),
    )
    yield "the message of the tag", world.git("cat-file", "tag", f"{NAME}/r1")
    yield "the messages of commits", world.git("log", "--format=%B")
    yield (
        "the changelog of the series",
        (world.root / "agreements/storby/CHANGELOG.md").read_text(encoding="utf-8"),
    )


def test_no_word_claims_a_check_that_nobody_made(told: World):
    named = 0
    for place, text in outputs(told):
        assert CLAIMS.findall(text) == [], place
        named += "Anna Ek" in text and "2024-01-09" in text
    assert named >= 20  # the signatures stand in them


def test_the_words_that_are_never_used_are_those_of_a_key(released: World):
    """The same look finds them where a key signed, so that it could find them."""
    assert CLAIMS.findall(released.run("sign-off", NAME, "--status").stdout)
    assert CLAIMS.findall(unpacked(released.bundle())["LAS-MIG.txt"].decode())
    for text in ("is not valid", "GILTIG underskrift", "en äkta namnteckning", "verifierad"):
        assert CLAIMS.findall(text)
    assert not CLAIMS.findall("Giltighet: gäller 2024; valid from 2024-01-01; validity")


@pytest.mark.parametrize("language", ["en", "sv"])
def test_means_claim_nothing(language: str):
    for method in Method:
        if method is not Method.KEY:
            assert not CLAIMS.findall(catalog(language).say(MEANS[method]))


def without(option: str) -> tuple[str, ...]:
    at = FACTS.index(option)
    return FACTS[:at] + FACTS[at + 2 :]


def but(option: str, value: str) -> tuple[str, ...]:
    return (*without(option), option, value)


PAPER = ("--on-paper",)
#: What is wrong → person, how, facts, code (None: the right one), exit code, what is said.
REFUSED: dict[str, tuple[str, tuple[str, ...], tuple[str, ...], str | None, int, str]] = {
    "code-mistyped": ("anna-ek", PAPER, FACTS, "mistyped", 1, "a sign of it is mistyped"),
    "code-in-part": ("anna-ek", PAPER, FACTS, "first", 1, "a control code has 32 signs and a check sign; this has 4"),
    "code-of-another-text": ("anna-ek", PAPER, FACTS, "other", 1, "that is the code of another text"),
    "code-with-other-signs": ("anna-ek", PAPER, FACTS, "å" * 33, 1, "it holds a sign that no control code has"),
    "day-ahead": ("anna-ek", PAPER, but("--signed-on", "2024-01-11"), None, 2, "2024-01-11 lies ahead"),
    "no-date": ("anna-ek", PAPER, but("--signed-on", "9 januari"), None, 2, "'9 januari' is no date"),
    "day-not-told": ("anna-ek", PAPER, without("--signed-on"), None, 2, "these are needed: --signed-on"),
    "recorder-not-told": ("anna-ek", PAPER, without("--recorded-by"), None, 2, "these are needed: --recorded-by"),
    "place-not-told": ("anna-ek", ("--e-service", "X"), without("--kept-at"), None, 2, "these are needed: --kept-at"),
    "source-not-told": ("anna-ek", ("--noted",), FACTS[:2], None, 2, "these are needed: --source"),
    "nothing-told": ("anna-ek", PAPER, (), None, 2, "these are needed: --signed-on, --recorded-by, --kept-at"),
    "recorder-not-listed": ("anna-ek", PAPER, but("--recorded-by", "bo-alm"), None, 1, "may not record signatures on 2024-01-10"),
    "recorder-unknown": ("anna-ek", PAPER, but("--recorded-by", "eva-ny"), None, 1, "holds no key of 'eva-ny' for today"),
    "recorder-of-their-own": ("anna-ek", PAPER, but("--recorded-by", "anna-ek"), None, 1, "nobody records a signature of their own"),
    "before-the-office": ("anna-ek", PAPER, but("--signed-on", "2022-12-31"), None, 1, "did not hold the office on 2022-12-31"),
    "scan-not-there": ("anna-ek", PAPER, (*FACTS, "--scan", "nowhere.pdf"), None, 3, "nowhere.pdf cannot be read"),
    "key-of-somebody-else": ("bo-alm", PAPER, FACTS, None, 1, "is no key that agreements/signatories.toml lists for 'kim-arkiv'"),
}  # fmt: skip


@pytest.fixture(scope="session")
def code(_fresh: World) -> str:
    return _fresh.code()


def typed(code: str, how: str | None) -> str:
    """The code as it is typed: right, with one wrong sign, in part, or that of another text."""
    match how:
        case None:
            return code
        case "mistyped":
            return ("1" if code[0] != "1" else "2") + code[1:]
        case "first":
            return code[:4]
        case "other":
            return control_code("a" * 64)
    return how


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, world: World, code: str):
    person, how, facts, as_typed, exit_code, said = REFUSED[case]
    signer = {
        "recorder-not-listed": "bo-alm",
        "recorder-of-their-own": "anna-ek",
        "key-of-somebody-else": "anna-ek",
    }
    key = signer.get(case, "kim-arkiv")
    done = elsewhere(world, person, *how, facts=facts, code=typed(code, as_typed), key=key)
    assert (done[0], said in done[1]) == (exit_code, True), done[1]
    assert world.git("status", "--porcelain") == ""
    assert world.git("log", "--format=%s").splitlines() == ["Start"]


def test_a_code_is_taken_however_it_is_typed(world: World, code: str):
    assert (
        elsewhere(
            world,
            "anna-ek",
            "--on-paper",
            code=code.lower().replace("-", " ").replace("0", "o").replace("1", "l"),
        )[0]
        == 0
    )


def test_a_recorder_out_of_their_time(world: World, code: str):
    entries = "".join(key_entry(person, public) for person, public in sorted(world.keys.items()))
    world.people(PEOPLE.replace("from = 2023-06-01\n", "from = 2023-06-01\nuntil = 2024-01-09\n") + entries)
    world.commit()
    left, said = elsewhere(world, "anna-ek", "--on-paper", code=code)
    assert (left, "'kim-arkiv' may not record signatures on 2024-01-10" in said) == (1, True)


def test_a_key_counts_for_more_than_a_word(desk: Desk):
    """A later record of paper does not outweigh what Bo signed with his key, nor a no that was signed by the recorder a note."""
    desk.put(desk.told("bo-alm", Method.PAPER), "kim-arkiv", path="signoffs/kommunen.bo-alm.2.toml")
    signers = desk.close().verdict().signers
    assert [signer.method for signer in signers] == [Method.KEY, Method.KEY]


def test_one_word_among_keys_is_enough_to_rest_on_record(desk: Desk):
    desk.put(desk.told("bo-alm", Method.PAPER), "kim-arkiv")
    verdict = desk.close().verdict()
    assert verdict.outcome is Outcome.RECORDED
    assert [(signer.method, signer.recorder) for signer in verdict.signers] == [
        (Method.KEY, ""),
        (Method.PAPER, "Kim Arkiv"),
    ]


def test_a_lost_key_of_the_recorder(told: World):
    """By a list that knows of the loss, nothing is left of what Kim told."""
    make_key(told.home / "new")
    true = (told.root / "agreements/signatories.toml").read_text(encoding="utf-8")
    at = true.rindex('person = "kim-arkiv"')
    own = told.home / "own.toml"
    own.write_text(
        true[:at] + true[at:] + 'status = "compromised"\ncompromised = 2024-01-05\n', encoding="utf-8"
    )
    done = told.run("verify", f"{NAME}@r1", "--signatories", own, "--format", "json")
    assert done.returncode == 1
    assert "the key is reported as compromised" in json.dumps(json.loads(done.stdout))
