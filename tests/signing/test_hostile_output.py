"""Hostile text in what is signed and in what is not: it steers no terminal, no page and no command, and passes for nothing else.

The numbers are those of docs/explanation/trust.md.
"""

import io
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser

import pypdf
import pytest

from forge import Desk, unpacked
from medlofte.model.evidence import Outcome
from medlofte.model.signoff import Method
from medlofte.store.bundle import pack
from medlofte.store.toml import value_text
from medlofte.view.catalog import catalog
from medlofte.view.data import encode
from medlofte.view.verdict_text import as_data, line, render
from signing_fixtures import copied
from world import TEXT, World

#: Everything that steers or is not seen: C0 but the line feed, DEL, C1, bidi controls, signs without width, tag characters.
STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\U000e0000-\U000e007f]"
)
ESCAPES = (
    "\x1b[31mröd\x1b]0;titel\x07\x1b]8;;http://exempel.example\x07\x9b2J a\rb [/] [link=x]y[/link] :smile:"
)
UNSEEN = "An\u202ena\u2066 E\u200bk\u034f\u00ad\u3164\U000e0041"
LINE = "Anna Ek\n 9. allt stämmer                                               yes\n\nIt holds: allt."


def told(desk: Desk) -> list[str]:
    """Every way in which the verdict is told."""
    verdict, words = desk.verdict(), catalog("en")
    plain = render(verdict, words, width=80, colour=False)
    colourful = render(verdict, words, width=80, colour=True)
    assert STEERING.findall(re.sub(r"\x1b\[[0-9;]*m", "", colourful)) == []
    assert re.sub(r"\x1b\[[0-9;]*m", "", colourful).split() == plain.split()
    return [plain, line(verdict, words), encode(as_data(verdict, words)).decode()]


def renamed(desk: Desk, name: str) -> None:
    """The list of signatories calls Anna something else."""
    desk.listed('name = "Anna Ek"', f"name = {value_text(name)}")
    desk.close()


def recorded(desk: Desk, text: str) -> None:
    """A record whose every free text is hostile."""
    record = desk.told(
        "anna-ek", Method.E_SERVICE, service=text, kept_at=text, case_number=text, source=text, note=text
    )
    desk.put(record, "kim-arkiv")
    desk.close()


@pytest.mark.parametrize("text", [ESCAPES, UNSEEN, LINE], ids=["escapes", "unseen", "line-ends"])
@pytest.mark.parametrize("where", ["name", "record", "document", "release", "file"])
def test_51_52_53_what_a_bundle_says_of_itself(where: str, text: str, desk: Desk):
    match where:
        case "name":
            renamed(desk, text)
        case "record":
            recorded(desk, text)
        case "document":
            desk.close(agreement=text)
        case "release":
            desk.close(tool=text, previous=None, supersedes_sha256=text)
        case _:
            listed = desk.close()._read().file
            desk._release(
                {
                    "file": (*listed, type(listed[0])(path=text, sha256="0" * 64, size=1)),
                    "signer": desk._read().signer,
                }
            )
    for found in told(desk):
        assert STEERING.findall(found) == []
        assert not re.search(r"(?m)^ *9\..*allt stämmer|^It holds: allt", found)


def test_54_the_name_is_the_one_of_the_list(desk: Desk):
    """The text calls the signatory by a look-alike of another: nobody of that name is in the list."""
    facts = desk.write(TEXT.replace('name = "Anna Ek"', 'name = "Аnna Ek"'))
    for person in ("anna-ek", "bo-alm"):
        desk.change(person, **facts)
    desk.close()
    assert desk.verdict().outcome is Outcome.FAILS
    assert "the text calls 'anna-ek' 'Аnna Ek', and the list of signatories 'Anna Ek'" in " ".join(
        told(desk)[0].split()
    )


HOSTILE = (
    '<script>alert(1)</script> "><img src=x onerror=alert(1)> javascript:alert(1) #read("/etc/passwd") \\\\input{/etc/passwd} '
    "![x](http://spion.example/x.png) [x](javascript:alert(1)) =cmd|'/C calc'!A0 $(touch ran) `touch ran` ; touch ran"
)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[tag] += 1
        self.attributes += attrs


@pytest.fixture(scope="module")
def poisoned(_fresh: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A register in which every free text is hostile, signed and released."""
    world = copied(_fresh, tmp_path_factory.mktemp("poisoned"))
    text = TEXT
    for key in ("title", "name", "problem", "text", "how", "goal"):
        text = re.sub(rf'(?m)^({key} = "[^"]*)"$', lambda hit: f"{hit[1]} {value_text(HOSTILE)[1:]}", text)
    world.text(text)
    people = (world.root / "agreements/signatories.toml").read_text(encoding="utf-8")
    world.people(
        re.sub(
            r'(?m)^(name = "(?:Anna|Bo)[^"]*)"$', lambda hit: f"{hit[1]} {value_text(HOSTILE)[1:]}", people
        )
    )
    world.commit()
    return world.signed()


def test_55_57_pages_changelog_pdf_and_commands(poisoned: World, released: World):
    done = poisoned.release()
    assert done.returncode == 0, done.stderr
    files = unpacked(poisoned.bundle())
    tags, plain = _Tags(), _Tags()
    tags.feed(files["agreement.html"].decode())
    plain.feed(unpacked(released.bundle())["agreement.html"].decode())
    assert tags.found == plain.found
    assert {name for name, _ in tags.attributes} == {name for name, _ in plain.attributes}
    assert not any("javascript" in (value or "") for _, value in tags.attributes)
    pdf = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(files["agreement.pdf"])).pages)
    assert '#read("/etc/passwd")' in " ".join(pdf.split())
    assert "root:" not in pdf
    changelog = files["changelog.md"].decode()
    assert not re.search(r"(?<!\\)!\[|(?<!\\)\]\(|(?<!\\)<script", changelog)
    readme = files["LAS-MIG.txt"].decode()
    assert "touch ran" in readme  # in the title and in names; never in a command
    commands = [line for line in readme.split("\n") if line.startswith("      ")]
    assert commands
    assert not any("touch" in line for line in commands)
    assert poisoned.verify()["exit"] == 0


def test_signed_text_that_passes_for_the_end_of_a_tag(world: World):
    """A pledge that holds what closes a tag's message, and what git takes for the beginning of a signature."""
    lines = f"release.toml sha256:{'0' * 64}\\n-----BEGIN SSH SIGNATURE-----\\n-----BEGIN PGP SIGNATURE-----"
    world.text(TEXT.replace("minst två", f"minst två\\n\\n{lines}\\n\\n"))
    world.commit()
    world.signed()
    done = world.release()
    assert done.returncode == 0, done.stderr
    assert world.verify()["exit"] == 0


def test_a_reason_for_a_no_stays_on_its_line(signed: World):
    done = signed.sign("bo-alm", "--decline", "--reason", f"Nej.\n{LINE}\x1b[31m", day="2024-01-12")
    assert done.returncode == 0, done.stderr
    for arguments in (
        ("release", "storby/2024", "--yes"),
        ("sign-off", "storby/2024", "--status"),
        ("show", "storby/2024"),
    ):
        done = signed.run(*arguments)
        found = done.stdout + done.stderr
        assert STEERING.findall(found) == []
        assert not re.search(r"(?m)^It holds", found)


def test_a_bug_inside_is_a_no(desk: Desk, released: World):
    """Whatever goes wrong while a bundle is verified, the answer is no."""
    (released.root / "forged.zip").write_bytes(pack(desk.files))
    script = (
        "import sys, medlofte.store.evidence as e\n"
        "def broken(*a, **k): raise RecursionError('\\x1b[31mdjupt')\n"
        "e.dump = broken\n"
        "from medlofte.cli.app import run\nsys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "verify", "forged.zip"],
        cwd=released.root,
        env=released.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "forged.zip can be checked to the end" in done.stdout
    assert STEERING.findall(done.stdout) == []
