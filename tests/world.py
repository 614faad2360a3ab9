"""A small register with real keys, and the command line run in it as the people of Storby would."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from conftest import clean_environment, start_git
from medlofte.core.control_code import control_code
from ready import ready

NAME = "storby/2024"
TEXT = """\
format = 1
kind = "pledges"
title = "Medborgarlöften Storby 2024"
language = "sv"
goal = "Torget ska vara tryggt."

[validity]
from = 2024-01-01
until = 2024-12-31

[[party]]
id = "polisen"
name = "Lokalpolisområde Storby"
kind = "police"

[[party]]
id = "kommunen"
name = "Storby kommun"
kind = "municipality"

[[signatory]]
party = "polisen"
person = "anna-ek"
name = "Anna Ek"
office = "lokalpolisområdeschef"

[[signatory]]
party = "kommunen"
person = "bo-alm"
name = "Bo Alm"
office = "kommunstyrelsens ordförande"

[followup]
how = "Parterna följer upp löftena två gånger per år."

[[area]]
id = "trygghet"
title = "Trygghet i centrum"
problem = "Torget är otryggt om kvällarna."

[[pledge]]
id = "torget"
area = "trygghet"
by = ["polisen", "kommunen"]
text = "Polisen ska vara på torget minst två kvällar i veckan."
"""
PEOPLE = """\
format = 1

[[person]]
id = "anna-ek"
name = "Anna Ek"

[[person]]
id = "bo-alm"
name = "Bo Alm"

[[person]]
id = "kim-arkiv"
name = "Kim Arkiv"

[[office]]
person = "anna-ek"
party = "polisen"
title = "lokalpolisområdeschef"
from = 2023-01-01
decision = "Polisregionens beslut 2022-12-01"

[[office]]
person = "bo-alm"
party = "kommunen"
title = "kommunstyrelsens ordförande"
from = 2022-10-17
decision = "KF 2022-10-17 § 5"

[[recorder]]
person = "kim-arkiv"
party = "kommunen"
from = 2023-06-01
decision = "Delegation 2023-05-02"
"""


def key_entry(person: str, public: str, **more: str) -> str:
    """One ``[[key]]``; further lines as they are to stand behind the equals sign."""
    lines = {"from": "2023-06-01", **more}
    rest = "".join(f"{key} = {value}\n" for key, value in lines.items())
    return f'\n[[key]]\nperson = "{person}"\npublic = "{public}"\n{rest}'


def make_key(place: Path, *kind: str) -> str:
    """A new key pair without passphrase; its public half."""
    words = kind or ("-t", "ed25519")
    subprocess.run(
        ["ssh-keygen", "-q", *words, "-N", "", "-C", "", "-f", str(place)], check=True, capture_output=True
    )
    return " ".join(place.with_name(place.name + ".pub").read_text(encoding="ascii").split()[:2])


@dataclass
class World:
    """A register, and where the keys of its people are kept."""

    root: Path
    home: Path
    keys: dict[str, str] = field(default_factory=dict)

    def key(self, person: str) -> Path:
        """The file of somebody's private key."""
        return self.home / person

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file of the register."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def text(self, content: str = TEXT, name: str = NAME) -> Path:
        """Write the text of a document."""
        return self.write(f"agreements/{name}.toml", content)

    def people(self, content: str | None = None) -> Path:
        """Write the list of signatories; without ``content`` that of :data:`PEOPLE` with everybody's key."""
        entries = "".join(key_entry(person, public) for person, public in sorted(self.keys.items()))
        return self.write("agreements/signatories.toml", content if content is not None else PEOPLE + entries)

    def environment(self) -> dict[str, str]:
        """Nothing of the user's but a home of their own."""
        return clean_environment(self.home)

    def git(self, *arguments: str, data: bytes | None = None) -> str:
        """Run git in the register; fails where git fails."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=self.environment(),
            input=data,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode()

    def commit(self, message: str = "A change") -> str:
        """Commit everything; the id of the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()

    def run(
        self, *arguments: str | os.PathLike[str], day: str = "2024-01-10", **environment: str
    ) -> "CompletedProcess[str]":
        """Run medlofte in the register, in a process of its own."""
        done = ready().run(
            ["--date", day, *map(os.fspath, arguments)], self.root, self.environment() | environment
        )
        out, err = (data.decode(errors="surrogateescape") for data in (done.stdout, done.stderr))
        return CompletedProcess(done.args, done.returncode, out, err)

    def run_anew(
        self, *arguments: str | os.PathLike[str], day: str = "2024-01-10", **environment: str
    ) -> "CompletedProcess[str]":
        """The same in an interpreter of its own, which finds out for itself where it runs."""
        return subprocess.run(
            [sys.executable, "-m", "medlofte", "--date", day, *map(os.fspath, arguments)],
            cwd=self.root,
            env=self.environment() | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
            timeout=120,
        )

    def status(self, name: str = NAME) -> dict[str, Any]:
        """Who has signed, as data."""
        found: dict[str, Any] = json.loads(self.run("sign-off", name, "--status", "--format", "json").stdout)
        return found

    def code(self, name: str = NAME) -> str:
        """The control code of a text."""
        text = (self.root / f"agreements/{name}.toml").read_bytes()
        return control_code(hashlib.sha256(text).hexdigest())

    def sign(
        self, person: str, *more: str, name: str = NAME, day: str = "2024-01-10"
    ) -> "CompletedProcess[str]":
        """Sign for somebody, with the key of that person, and commit."""
        return self.run(
            "sign-off", name, "--as", person, "--key", self.key(person), "--code", self.code(name), "--commit", *more,
            day=day,
        )  # fmt: skip

    def signed(self) -> "World":
        """Both have signed."""
        for person in ("anna-ek", "bo-alm"):
            done = self.sign(person)
            assert done.returncode == 0, done.stderr
        return self

    def release(self, *more: str, name: str = NAME, day: str = "2024-01-15") -> "CompletedProcess[str]":
        """Release without being asked."""
        return self.run("release", name, "--yes", *more, day=day)

    def released(self) -> "World":
        """Both have signed, and the text is released as r1."""
        self.signed()
        done = self.release()
        assert done.returncode == 0, done.stderr
        return self

    def bundle(self, number: int = 1) -> Path:
        """Where the bundle of a release lies."""
        return self.root / "dist" / f"{NAME.replace('/', '-')}-r{number}.zip"

    def verify(self, what: str | os.PathLike[str] = f"{NAME}@r1", *more: str) -> dict[str, Any]:
        """The verdict as data, with the exit code under ``exit``."""
        done = self.run("verify", what, "--format", "json", *more)
        verdict: dict[str, Any] = json.loads(done.stdout) if done.stdout else {"error": done.stderr}
        return verdict | {"exit": done.returncode}


def make_world(folder: Path) -> World:
    """A committed register with one text to sign, two signatories and one recorder, each with a key."""
    world = World(folder / "register", folder / "home")
    world.root.mkdir(parents=True)
    world.home.mkdir()
    world.keys = {person: make_key(world.key(person)) for person in ("anna-ek", "bo-alm", "kim-arkiv")}
    world.write("medlofte.toml", 'name = "Storby"\n')
    world.write(".gitignore", "dist/\n")
    world.text()
    world.people()
    start_git(world.root, world.environment())
    world.commit("Start")
    return world
