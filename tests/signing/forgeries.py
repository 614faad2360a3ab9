"""How hostile bundles are made: each takes a true bundle on the desk and changes it, and signs with what keys it can."""

import base64
import datetime as dt
import subprocess
from collections.abc import Callable
from typing import Any

import msgspec

from forge import Desk, seal, sha256
from medlofte.model.release import Previous
from medlofte.model.signoff import Answer, Method, SignOff
from medlofte.store.toml import value_text
from world import TEXT, key_entry

Prepare = Callable[[Desk], object]
NOON = dt.datetime(2024, 1, 10, 12, tzinfo=dt.UTC)


def both(desk: Desk, text: str) -> None:
    """Another text, which both sign."""
    facts = desk.write(text)
    for person in ("anna-ek", "bo-alm"):
        desk.change(person, **facts)


def changed(record: SignOff, facts: dict[str, Any]) -> SignOff:
    return msgspec.structs.replace(record, **facts)


def only(desk: Desk, person: str, old: str, new: str) -> None:
    """One person signs under a changed list, the other under the true one."""
    assert old in desk.people()
    digest = desk.list_people(desk.people().replace(old, new, 1), keep=True)
    desk.change(person, signatories_sha256=digest)


def list_of_one(desk: Desk, *, keep: bool) -> None:
    """Bo signs under a list of his own making, which gives Anna a key of Mallory's, who signs for her."""
    true = {end: desk.files[desk.path("anna-ek") + end] for end in ("", ".sig")}
    if keep:
        only(desk, "bo-alm", key_of(desk, "anna-ek"), key_of(desk, "mallory"))
    else:
        desk.list_people(desk.people().replace(key_of(desk, "anna-ek"), key_of(desk, "mallory")))
        desk.change("bo-alm", signatories_sha256=sha256(desk.people().encode()))
    desk.change("anna-ek", "mallory", signatories_sha256=desk.record("bo-alm").signatories_sha256)
    if keep:
        desk.files.update({f"signoffs/polisen.anna-ek.2.toml{end}": data for end, data in true.items()})


def as_written(desk: Desk, change: Callable[[bytes], bytes]) -> None:
    """Anna signs the bytes of her record in another form."""
    path = desk.path("anna-ek")
    desk.put(change(desk.files[path]), "anna-ek", path=path)


def armour(desk: Desk, change: Callable[[bytes], bytes]) -> None:
    path = desk.path("anna-ek") + ".sig"
    desk.files[path] = change(desk.files[path])


def wrapped(blob: bytes) -> bytes:
    """A signature as ``ssh-keygen`` writes it."""
    text = base64.b64encode(blob)
    lines = b"".join(text[at : at + 70] + b"\n" for at in range(0, len(text), 70))
    return b"-----BEGIN SSH SIGNATURE-----\n" + lines + b"-----END SSH SIGNATURE-----\n"


def parts(signature: bytes) -> tuple[bytes, list[bytes]]:
    """Magic with version, and the strings behind it: key, namespace, reserved, digest, signature."""
    blob = base64.b64decode(b"".join(signature.split(b"\n")[1:-2]))
    found, rest = [], blob[10:]
    while rest:
        end = 4 + int.from_bytes(rest[:4])
        found.append(rest[4:end])
        rest = rest[end:]
    return blob[:10], found


def reframed(at: int, content: bytes, behind: bytes = b"") -> Callable[[bytes], bytes]:
    """The signature with another string in one place, and something behind it."""

    def change(signature: bytes) -> bytes:
        magic, found = parts(signature)
        found[at] = content or found[at]
        return wrapped(magic + b"".join(len(part).to_bytes(4) + part for part in found) + behind)

    return change


def certified(desk: Desk) -> None:
    """Mallory certifies Anna's own key as Anna's, as an authority would."""
    (desk.keys / "anna-ek-cert.pub").unlink(missing_ok=True)
    subprocess.run(
        ["ssh-keygen", "-q", "-s", "mallory", "-I", "x", "-n", "anna-ek", "anna-ek.pub"],
        cwd=desk.keys,
        check=True,
    )
    data = desk.files[desk.path("anna-ek")]
    desk.put(data, path=desk.path("anna-ek"), signature=seal(data, desk.keys / "anna-ek-cert.pub"))
    (desk.keys / "anna-ek-cert.pub").unlink()


def key_of(desk: Desk, name: str) -> str:
    return " ".join((desk.keys / f"{name}.pub").read_text(encoding="ascii").split()[:2])


def same_key(desk: Desk) -> None:
    """Mallory's key for both persons, and Mallory signs for both."""
    people = desk.people()
    for person in ("anna-ek", "bo-alm"):
        people = people.replace(key_of(desk, person), key_of(desk, "mallory"))
    digest = desk.list_people(people)
    for person in ("anna-ek", "bo-alm"):
        desk.change(person, "mallory", signatories_sha256=digest)


def one_person_twice(desk: Desk) -> None:
    """Anna signs for both parties, with two keys of hers and an office at each."""
    office = '[[office]]\nperson = "anna-ek"\nparty = "kommunen"\ntitle = "ordförande"\nfrom = 2023-01-01\n\n'
    entry = key_entry("anna-ek", key_of(desk, "second"))
    digest = desk.list_people(desk.people().replace("[[recorder]]", office + "[[recorder]]") + entry)
    facts = desk.write(
        TEXT.replace('person = "bo-alm"\nname = "Bo Alm"\noffice = "kommunstyrelsens ordförande"',
                     'person = "anna-ek"\nname = "Anna Ek"\noffice = "ordförande"')
    )  # fmt: skip
    other = desk.record("bo-alm")
    for name in [name for name in desk.files if "bo-alm" in name]:
        del desk.files[name]
    desk.change("anna-ek", signatories_sha256=digest, **facts)
    changes = {"person": "anna-ek", "office": "ordförande", "signatories_sha256": digest, **facts}
    desk.put(changed(other, changes), "second")


def one_party(desk: Desk) -> None:
    """Both sign for the police."""
    text = TEXT.replace('party = "kommunen"\nperson', 'party = "polisen"\nperson')
    facts = desk.write(text)
    digest = desk.list_people(desk.people().replace('party = "kommunen"\ntitle', 'party = "polisen"\ntitle'))
    old = desk.path("bo-alm")
    record = changed(desk.record("bo-alm"), {"party": "polisen", "signatories_sha256": digest, **facts})
    del desk.files[old], desk.files[old + ".sig"]
    desk.put(record, "bo-alm")
    desk.change("anna-ek", signatories_sha256=digest, **facts)


def deputy(desk: Desk) -> None:
    """Kim, who holds no office, stands in the text for Bo."""
    facts = desk.write(TEXT.replace('"bo-alm"\nname = "Bo Alm"', '"kim-arkiv"\nname = "Kim Arkiv"'))
    record = changed(desk.record("bo-alm"), {"person": "kim-arkiv", **facts})
    for name in [name for name in desk.files if "bo-alm" in name]:
        del desk.files[name]
    desk.put(record, "kim-arkiv")
    desk.change("anna-ek", **facts)


def declined(desk: Desk, *, later: bool, first: bool = False) -> None:
    """Bo also says no; the file of the yes may be numbered as the newer one."""
    no = {"decision": Answer.DECLINE, "reason": "Pengarna saknas."}
    time = NOON + dt.timedelta(hours=1 if later else -1)
    record, path = changed(desk.record("bo-alm"), {**no, "time": time}), desk.path("bo-alm")
    if first:
        yes = changed(desk.record("bo-alm"), {})
        desk.put(yes, "bo-alm", path=path.replace(".toml", ".2.toml"))
        desk.put(record, "bo-alm", path=path)
    else:
        desk.put(record, "bo-alm", path=path.replace(".toml", ".2.toml"))


def noted_over_paper(desk: Desk) -> None:
    """A signed no on paper, and a later note, signed by nobody, that tells of a yes."""
    path = desk.path("bo-alm")
    no = desk.told("bo-alm", Method.PAPER)
    yes = desk.told("bo-alm", Method.NOTED, by="")
    desk.put(changed(no, {"decision": Answer.DECLINE, "reason": "Nej."}), "kim-arkiv", path=path)
    desk.put(changed(yes, {"time": NOON + dt.timedelta(days=1)}), path=path.replace(".toml", ".2.toml"))


def recorder_called(desk: Desk, name: str) -> None:
    """The list gives the task of recording to somebody with such an id, who records Anna's signature."""
    digest = desk.list_people(desk.people().replace('"kim-arkiv"', value_text(name)))
    record = desk.told("anna-ek", Method.PAPER, by=name)
    desk.put(changed(record, {"signatories_sha256": digest}), "kim-arkiv")
    desk.change("bo-alm", signatories_sha256=digest)


def raw_release(desk: Desk, old: str, new: str) -> None:
    desk.close()
    data = desk.files["release.toml"].decode()
    assert old in data
    desk.files["release.toml"] = data.replace(old, new, 1).encode()
    desk.total()


def second_release(desk: Desk, previous: Previous | None) -> None:
    """Both sign the text as r2, over another text that r1 is said to have been."""
    for person in ("anna-ek", "bo-alm"):
        desk.change(person, release=2, supersedes_sha256="a" * 64)
    desk.close(release=2, supersedes_sha256="a" * 64, previous=previous)


def backdated_paper(desk: Desk) -> None:
    desk.put(desk.told("anna-ek", Method.PAPER, signed_on=dt.date(2024, 1, 11)), "kim-arkiv")


def bomb(name: str, content: str | bytes) -> Prepare:
    """A file that takes long or falls over when it is read."""

    def prepare(desk: Desk) -> None:
        desk.files[name] = content if isinstance(content, bytes) else content.encode()
        if name == "release.toml":
            desk.total()
        else:
            desk.close()

    return prepare


def json_with(old: bytes, new: bytes) -> Prepare:
    def prepare(desk: Desk) -> None:
        desk.close()
        assert old in desk.files["agreement.json"]
        data = desk.files["agreement.json"].replace(old, new, 1)
        desk.close()
        desk.files["agreement.json"] = data
        desk._release({"signer": desk._read().signer})

    return prepare


def closed(prepare: Callable[..., object], *arguments: object, **more: object) -> Prepare:
    """Prepare, then make everything else fit."""

    def run(desk: Desk) -> None:
        prepare(desk, *arguments, **more)
        desk.close()

    return run
