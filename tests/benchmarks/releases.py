"""Make a register of invented municipalities with one released document each, signed by two people with real keys.

Nothing in it is pretended: every sign-off is signed by ``ssh-keygen``, every release is put together by medlofte itself,
every tag is annotated and names its release. Only git is filled at one go, so that it takes a minute and not an hour.

    python tests/benchmarks/releases.py DIR [--municipalities N]
"""

import argparse
import datetime as dt
import random
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nation

from medlofte.cli.bundling import bundle
from medlofte.cli.changelog import markdown
from medlofte.cli.making import message_of
from medlofte.cli.review import review
from medlofte.core.control_code import control_code
from medlofte.model.evidence import CHANGELOG, RELEASE
from medlofte.model.release import Signing
from medlofte.model.signatories import Key, Office, Person, Signatories
from medlofte.model.signoff import Answer, Method, SignOff
from medlofte.store import ssh
from medlofte.store.bundle import pack
from medlofte.store.layout import dump
from medlofte.store.register import open_register
from medlofte.store.signoffs import SIGNATURE, roster_name
from medlofte.store.source import sha256
from medlofte.store.workspace import Folder, create

YEAR = 2024
SIGNED = dt.datetime(YEAR - 1, 12, 12, 12, tzinfo=dt.UTC)
RELEASED = dt.datetime(YEAR - 1, 12, 15, 12, tzinfo=dt.UTC)
OFFICES = {"polisen": "lokalpolisområdeschef", "kommunen": "kommunstyrelsens ordförande"}
#: Two on either side; every second municipality is signed by the first two.
PEOPLE = {"polisen": ("Anna Provberg", "Cilla Testlund"), "kommunen": ("Bo Fiktivius", "Dan Skissmark")}


def make(folder: Path, municipalities: int = nation.MUNICIPALITIES) -> None:
    """Make the register in a folder that does not exist yet; one of its bundles lies in ``dist/``."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="keys-") as keys:
        publics = {name: _key(Path(keys), name) for pair in PEOPLE.values() for name in pair}
        people = dump(_people(publics)).encode()
        create(folder, {"medlofte.toml": b'name = "Nationen"\n', "agreements/signatories.toml": people})
        records = {}
        for number in range(1, municipalities + 1):
            records |= _one(folder, number, people)
        with ThreadPoolExecutor(4) as pool:
            signatures = pool.map(lambda item: _signature(Path(keys), *item, publics), records.items())
            create(folder, {path: data for signed in signatures for path, data in signed.items()})
    _release(folder)


def _key(folder: Path, name: str) -> str:
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", folder / _id(name)], check=True
    )
    return " ".join((folder / f"{_id(name)}.pub").read_text(encoding="ascii").split()[:2])


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")


def _people(publics: dict[str, str]) -> Signatories:
    since = dt.date(YEAR - 2, 1, 1)
    return Signatories(
        format=1,
        person=tuple(Person(id=_id(name), name=name) for name in publics),
        office=tuple(
            Office(person=_id(name), party=party, title=OFFICES[party], from_=since, decision="Beslut § 1")
            for party, pair in PEOPLE.items()
            for name in pair
        ),
        key=tuple(Key(person=_id(name), public=public, from_=since) for name, public in publics.items()),
    )


def _one(folder: Path, number: int, people: bytes) -> dict[str, bytes]:
    """Write one text and the list that it is signed under; its records, which are still to be signed."""
    place = nation.Municipality(number, random.Random(nation.SEED + number))
    place.signatories = {party: pair[number % 2] for party, pair in PEOPLE.items()}
    text = place.document(YEAR).encode()
    name = f"{place.series}/{YEAR}"
    top = f"agreements/{name}/r1"
    create(folder, {f"agreements/{name}.toml": text, f"{top}/{roster_name(people)}": people})
    return {
        f"{top}/signoffs/{party}.{_id(person)}.toml": dump(
            SignOff(
                type="medlofte/sign-off",
                version=1,
                agreement=name,
                release=1,
                text_sha256=sha256(text),
                control_code=control_code(sha256(text)),
                supersedes_sha256="",
                signatories_sha256=sha256(people),
                person=_id(person),
                party=party,
                office=OFFICES[party],
                decision=Answer.APPROVE,
                method=Method.KEY,
                time=SIGNED,
            )
        ).encode()
        for party, person in place.signatories.items()
    }


def _signature(keys: Path, path: str, record: bytes, publics: dict[str, str]) -> dict[str, bytes]:
    person = path.rpartition(".toml")[0].rpartition(".")[2]
    name = next(name for name in publics if _id(name) == person)
    return {path + SIGNATURE: ssh.sign(record, keys / person, publics[name]), path: record}


def _release(folder: Path) -> None:
    """Put every release together, commit all of them at once, and tag each."""
    register = open_register(Folder(folder))
    tags = {}
    for name in register:
        found = review(register, name)
        assert found is not None
        assert found.approval.complete, name
        signing = Signing(release=1, signer=found.approval.signers)
        series, _, period = name.rpartition("/")
        changelog = markdown(register, series, period, signing={name: signing}).encode()
        files = bundle(found, changelog, RELEASED)
        create(folder, {f"{found.folder}/{path}": files[path] for path in (CHANGELOG, RELEASE)})
        tags[f"{name}/r1"] = message_of(found.text, changelog, files[RELEASE])
    create(folder, {f"dist/{name.replace('/', '-')}-r1.zip": pack(files), ".gitignore": b"dist/\n"})
    _put_into_git(folder, tags)


def _put_into_git(folder: Path, tags: dict[str, str]) -> None:
    who = f"Nationen <nationen@example.invalid> {int(RELEASED.timestamp())} +0000"
    stream = f"commit refs/heads/main\nmark :1\ncommitter {who}\ndata 9\nReleases\n".encode()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and "dist" not in path.parts):
        data = path.read_bytes()
        stream += b"M 100644 inline %s\n" % path.relative_to(folder).as_posix().encode() + _data(data)
    for name, message in tags.items():
        stream += f"tag {name}\nfrom :1\ntagger {who}\n".encode() + _data(message.encode())
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "fast-import", "--quiet", "--done", data=stream + b"done\n")
    _git(folder, "-c", "core.autocrlf=false", "reset", "--quiet", "main")


def _data(data: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(data), data)


def _git(folder: Path, *args: str, data: bytes = b"") -> None:
    subprocess.run(["git", "-C", str(folder), *args], input=data, check=True, capture_output=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where to make it; must not exist")
    parser.add_argument("--municipalities", type=int, default=nation.MUNICIPALITIES)
    args = parser.parse_args()
    make(args.folder, args.municipalities)


if __name__ == "__main__":
    main()
