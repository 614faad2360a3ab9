"""The commands of ``LAS-MIG.txt``, word for word, with nothing of medlofte or Python at hand: a yes for a true bundle alone."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from forge import Desk, Files, seal
from medlofte.core.stock import checks
from medlofte.model.signoff import Answer, Method
from medlofte.store.evidence import held_in
from medlofte.view.readme_text import render
from world import World

#: Commands stand six columns in; nothing else does.
COMMAND = re.compile(r"(?m)^ {6}(\S.*)$")


def commands(files: Files) -> list[str]:
    """The commands of the Swedish part; the English has the same."""
    swedish, english = files["LAS-MIG.txt"].decode().split("=" * 78)
    found = COMMAND.findall(swedish)
    assert found == COMMAND.findall(english)
    return found


def laid_out(files: Files, folder: Path) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def run(command: str, folder: Path) -> int:
    """The exit code of a command in an environment with nothing but the programs of the system."""
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder)},
        capture_output=True,
        check=False,
    )
    return done.returncode


def failing(desk: Desk, folder: Path, said: list[str] | None = None) -> set[str]:
    """The programs whose commands say no."""
    place = laid_out(desk.files, folder / "bundle")
    return {command.split()[0] for command in said or commands(desk.files) if run(command, place)}


@pytest.fixture
def clone(released: World, tmp_path: Path) -> Path:
    """A clone of the register where the last command looks for it."""
    subprocess.run(
        ["git", "clone", "--quiet", released.root, tmp_path / "register2"], check=True, capture_output=True
    )
    (tmp_path / "work").mkdir()
    (tmp_path / "register2").rename(tmp_path / "work" / "register")
    return tmp_path / "work"


def test_every_command_says_yes_to_a_true_bundle(desk: Desk, clone: Path):
    found = commands(desk.files)
    assert [command.split()[0] for command in found] == ["sha256sum", *["ssh-keygen", "grep"] * 2, "git"]
    assert failing(desk, clone) == set()


def text(desk: Desk) -> None:
    desk.files["agreement.toml"] += b"\n# mer\n"


def record(desk: Desk) -> None:
    path = desk.path("anna-ek")
    desk.files[path] = desk.files[path].replace(b"T12:", b"T13:")


def signature(desk: Desk) -> None:
    path = desk.path("anna-ek")
    desk.files[path + ".sig"] = seal(desk.files[path], desk.keys / "mallory")


def signer(desk: Desk) -> None:
    """The bundle lists a stranger's key for Anna, and Anna's signature is the true one."""
    key = " ".join((desk.keys / "mallory.pub").read_text(encoding="ascii").split()[:2])
    lines = desk.files["allowed_signers"].decode().splitlines()
    lines[0] = f"anna-ek {lines[0].split()[1]} {key}"
    desk.files["allowed_signers"] = ("\n".join(lines) + "\n").encode()


def release(desk: Desk) -> None:
    desk.files["release.toml"] = desk.files["release.toml"].replace(b"T12:", b"T13:")


def decision(desk: Desk) -> None:
    desk.change("anna-ek", decision=Answer.DECLINE, reason="Nej.")


def another_text_signed(desk: Desk) -> None:
    """Anna has signed, but another text."""
    desk.change("anna-ek", text_sha256="a" * 64, supersedes_sha256=desk.record("anna-ek").text_sha256)


#: What is changed → how; which programs then say no, when SHA256SUMS is made anew to fit.
CHANGES: dict[str, tuple[Callable[[Desk], None], set[str]]] = {
    "text": (text, {"grep"}),
    "record": (record, {"ssh-keygen"}),
    "signature": (signature, {"ssh-keygen"}),
    "allowed-signer": (signer, {"ssh-keygen"}),
    "release.toml": (release, {"git"}),
    "decision": (decision, {"grep"}),
    "another-text-signed": (another_text_signed, {"grep"}),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_changed_bundle(case: str, desk: Desk, clone: Path):
    change, wanted = CHANGES[case]
    change(desk)
    assert failing(desk, clone) == wanted | {"sha256sum"}
    desk.total()
    assert (
        failing(
            desk, clone / "again", [c.replace("../register", "../../register") for c in commands(desk.files)]
        )
        == wanted
    )


def test_a_key_that_was_no_longer_in_force(desk: Desk, clone: Path):
    """The list for ssh-keygen tells the days of each key; by one that ended before, the signature is none."""
    desk.listed("from = 2023-06-01\n\n[[key]]", "from = 2023-06-01\nuntil = 2024-01-10\n\n[[key]]")
    days = 'valid-after="20230601000000Z",valid-before="20240110235959Z" '
    assert desk.close().files["allowed_signers"].decode().count(days) == 1
    assert failing(desk, clone) == {"git"}
    desk.files["allowed_signers"] = desk.files["allowed_signers"].replace(
        b"20240110235959Z", b"20240109235959Z"
    )
    desk.total()
    assert failing(desk, clone) == {"ssh-keygen", "git"}


def test_a_tag_that_was_moved_or_signed(desk: Desk, clone: Path):
    """The line that counts is the last before a signature of git's; of an altered tag the answer is no."""
    register = clone / "register"
    raw = subprocess.run(
        ["git", "cat-file", "tag", "storby/2024/r1"], cwd=register, capture_output=True, check=True
    ).stdout
    armour = b"-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"
    last = raw.splitlines()[-1]
    for content, wanted in {
        raw + armour: set(),
        raw + last[:-1] + b"\n": {"git"},
        raw + b"hej\n": {"git"},
    }.items():
        made = subprocess.run(
            ["git", "hash-object", "-t", "tag", "-w", "--stdin"],
            cwd=register,
            input=content,
            capture_output=True,
            check=True,
        ).stdout.decode()
        subprocess.run(
            ["git", "update-ref", "refs/tags/storby/2024/r1", made.strip()], cwd=register, check=True
        )
        assert failing(desk, clone) == wanted
    subprocess.run(
        ["git", "tag", "--delete", "storby/2024/r1"], cwd=register, capture_output=True, check=True
    )
    assert failing(desk, clone) == {"git"}


def test_records_of_paper_are_asked_about_their_recorder(desk: Desk, clone: Path):
    desk.put(desk.told("anna-ek", Method.PAPER), "kim-arkiv")
    note = msgspec.structs.replace(desk.told("bo-alm", Method.NOTED, by=""), signatories_sha256="")
    desk.put(note)
    desk.close()
    signers = desk._read().signer
    asked = checks(held_in(desk.files))
    desk.files["LAS-MIG.txt"] = render("storby/2024", 1, "Löften", "CODE", signers, asked).encode()
    desk.close()
    found = [command for command in commands(desk.files) if not command.startswith("git")]
    assert [command.split()[0] for command in found] == ["sha256sum", "grep", "ssh-keygen", "grep"]
    assert " -I kim-arkiv " in found[2]
    assert failing(desk, clone, found) == set()


def test_names_never_look_like_commands(desk: Desk):
    evil = "Ek\n      rm -rf ~" + "      touch ran" * 30
    signers = [
        msgspec.structs.replace(
            signer, name=evil, party_name=evil, office=evil, method=method, recorder=evil, kept_at=evil
        )
        for signer in desk._read().signer
        for method in Method
    ]
    found = COMMAND.findall(render("storby/2024", 1, evil, "CODE", signers, checks(held_in(desk.files))))
    assert {command.split()[0] for command in found} == {"sha256sum", "ssh-keygen", "grep", "git"}
    assert not any("ran" in command or "rm" in command for command in found)
