"""Hostile bundles: each is refused for the reason it should be; docs/explanation/trust.md lists them by number.

Whoever forges them makes everything anew that nobody has signed, so that it is the signatures, and what they were made for,
that give it away.
"""

import base64
import datetime as dt

import pytest
from forgeries import (
    NOON,
    Prepare,
    armour,
    as_written,
    backdated_paper,
    bomb,
    both,
    certified,
    closed,
    declined,
    deputy,
    json_with,
    key_of,
    list_of_one,
    noted_over_paper,
    one_party,
    one_person_twice,
    only,
    parts,
    raw_release,
    recorder_called,
    reframed,
    same_key,
    second_release,
    wrapped,
)

from forge import Desk, answers, seal
from medlofte.model.evidence import Outcome
from medlofte.model.release import Previous
from medlofte.model.signatories import Signatories
from medlofte.model.signoff import Answer, Elsewhere, Method
from medlofte.store.toml import decode
from world import TEXT

DEEP = "[" * 2000 + "]" * 2000
MANY = ".".join("a" * 1 for _ in range(20_000))
NOT_OURS = "its signature is not one over these bytes"

#: Number in the list of hostile inputs, and what it is → how it is made; what verify says.
CASES: dict[str, tuple[Prepare, str]] = {
    "02-extra-file": (lambda desk: (desk.close(), desk.files.update({"tillagg.pdf": b"%PDF"}), desk.total()),
        "tillagg.pdf is no part of the release"),
    "02-extra-file-that-is-listed": (closed(lambda desk: desk.files.update({"tillagg.pdf": b"%PDF"})),
        "tillagg.pdf is no file of a release"),
    "02-extra-list-of-signatories": (closed(lambda desk: desk.list_people(desk.people() + "\n# mer\n", keep=True)),
        "is no file of a release"),
    "04-comment-in-the-text": (closed(lambda desk: desk.write(TEXT + "\n# tillägg\n")), "it is for another text"),
    "05-sign-offs-of-r1-in-r2": (lambda desk: desk.close(release=2, supersedes_sha256="a" * 64),
        "it is for storby/2024 r1, not for storby/2024 r2"),
    "06-sign-offs-of-another-place": (lambda desk: desk.close(agreement="lillby/2024"),
        "it is for storby/2024 r1, not for lillby/2024 r1"),
    "06-sign-offs-of-another-period": (lambda desk: desk.close(agreement="storby/2025"),
        "it is for storby/2024 r1, not for storby/2025 r1"),
    "07-key-twice-in-release.toml": (lambda desk: raw_release(desk, "release = 1\n", "release = 1\nrelease = 2\n"),
        "it is missing or cannot be read"),
    "07-key-twice-in-the-data": (json_with(b'"title": ', b'"title": "Annat", "title": '),
        "agreement.json says what the text says"),
    "08-record-in-crlf": (closed(as_written, lambda data: data.replace(b"\n", b"\r\n")), "written in the one form"),
    "08-record-with-byte-order-mark": (closed(as_written, lambda data: b"\xef\xbb\xbf" + data), "written in the one form"),
    "08-record-laid-out-otherwise": (closed(as_written, lambda data: data.replace(b" = ", b"  = ", 1)),
        "written in the one form"),
    "08-record-without-last-line-end": (closed(as_written, lambda data: data[:-1]), "written in the one form"),
    "08-release.toml-in-crlf": (lambda desk: raw_release(desk, "\n", "\r\n"), "it is not written as medlofte writes it"),
    "09-release-1.0": (lambda desk: raw_release(desk, "release = 1\n", "release = 1.0\n"), "missing or cannot be read"),
    "09-release-1e0": (lambda desk: raw_release(desk, "release = 1\n", "release = 1e0\n"), "missing or cannot be read"),
    "09-release-nan": (lambda desk: raw_release(desk, "release = 1\n", "release = nan\n"), "missing or cannot be read"),
    "09-release-true": (lambda desk: raw_release(desk, "release = 1\n", "release = true\n"), "missing or cannot be read"),
    "09-size-minus-zero": (lambda desk: raw_release(desk, "size = ", "size = -0\n# "), "is not the file that was released"),
    "09-release-beyond-doubles": (lambda desk: raw_release(desk, "release = 1\n", "release = 9007199254740993\n"),
        "missing or cannot be read"),
    "11-list-of-files-not-sorted": (lambda desk: desk.close() and desk._release(
        {"file": tuple(reversed(desk._read().file)), "signer": desk._read().signer}), "its list of files is not in order"),
    "11-file-listed-twice": (lambda desk: desk.close() and desk._release(
        {"file": (desk._read().file[0], *desk._read().file), "signer": desk._read().signer}), "its list of files is not in order"),
    "12-data-nested-too-deep": (json_with(b'"title": ', b'"extra": ' + b"[" * 100_000 + b"]" * 100_000 + b', "title": '),
        "agreement.json says what the text says"),
    "13-key-not-listed": (closed(Desk.change, "anna-ek", "mallory"), "signed with a key that is not in the list"),
    "14-namespace-git": (closed(lambda desk: desk.put(desk.record("anna-ek"), signature=seal(
        desk.files[desk.path("anna-ek")], desk.keys / "anna-ek", "git"))), NOT_OURS),
    "14-namespace-file": (closed(lambda desk: desk.put(desk.record("anna-ek"), signature=seal(
        desk.files[desk.path("anna-ek")], desk.keys / "anna-ek", "file"))), NOT_OURS),
    "15-recorder-signs-as-the-person": (closed(Desk.change, "anna-ek", "kim-arkiv"),
        "signed with the key of somebody else: kim-arkiv"),
    "15-record-of-paper-signed-by-the-person": (closed(lambda desk: desk.put(desk.told("anna-ek", Method.PAPER, by="anna-ek"), "anna-ek")),
        "nobody records a signature of their own"),
    "16-one-key-for-two-persons": (closed(same_key), "signed with the key of somebody else: anna-ek, bo-alm"),
    "16-one-person-with-two-keys": (closed(one_person_twice), "one person has signed in two places"),
    "17-two-officials-of-one-party": (closed(one_party), "1 party has signed; the register demands 2"),
    "18-deputy-without-office": (closed(deputy), "has no office 'kommunstyrelsens ordförande' for 'kommunen' held by 'kim-arkiv'"),
    "18-office-for-another-series": (closed(Desk.listed, "from = 2022-10-17\n", 'from = 2022-10-17\nseries = ["lillby"]\n'),
        "has no office 'kommunstyrelsens ordförande'"),
    "18-another-office": (closed(Desk.change, "anna-ek", office="polischef"), "it names the office 'polischef'"),
    "19-the-day-before-the-office": (closed(Desk.listed, "from = 2023-01-01\n", "from = 2024-01-11\n"),
        "'anna-ek' did not hold the office on 2024-01-10"),
    "19-the-day-after-the-office": (closed(Desk.listed, "from = 2023-01-01\n", "from = 2023-01-01\nuntil = 2024-01-09\n"),
        "'anna-ek' did not hold the office on 2024-01-10"),
    "20-record-older-than-the-signature": (closed(backdated_paper), "the record is older than the signature it tells of"),
    "21-retired-key-after-its-last-day": (closed(Desk.listed, "from = 2023-06-01\n\n[[key]]\nperson = \"bo-alm\"",
        "from = 2023-06-01\nuntil = 2024-01-09\nstatus = \"retired\"\n\n[[key]]\nperson = \"bo-alm\""),
        "the key was not in force on 2024-01-10"),
    "21-retired-key-without-a-last-day": (closed(Desk.listed, "from = 2023-06-01\n\n[[key]]\nperson = \"bo-alm\"",
        "from = 2023-06-01\nstatus = \"retired\"\n\n[[key]]\nperson = \"bo-alm\""), "the list does not say since when"),
    "22-compromised-key": (closed(Desk.listed, "from = 2023-06-01\n\n[[key]]\nperson = \"bo-alm\"",
        "from = 2023-06-01\nstatus = \"compromised\"\ncompromised = 2024-06-01\n\n[[key]]\nperson = \"bo-alm\""),
        "the key is reported as compromised"),
    "23-allowed-signers-with-a-star": (lambda desk: (desk.change("anna-ek", "mallory"), desk.close(),
        desk.files.update({"allowed_signers": f"* {key_of(desk, 'mallory')}\n".encode()}), desk._release({})),
        "signed with a key that is not in the list"),
    **{f"24-id-{name!r}": (closed(recorder_called, name), "is no id of a person")
       for name in ("*", "a,b", "!kim", "kim arkiv", "kim;touch ran", "kim\n* ssh-ed25519 AAAA", "Kim")},
    "25-certificate": (closed(certified), NOT_OURS),
    "26-text-before": (closed(armour, lambda data: b"hej\n" + data), NOT_OURS),
    "26-text-behind": (closed(armour, lambda data: data + b"hej\n"), NOT_OURS),
    "26-two-signatures": (closed(armour, lambda data: data + data), NOT_OURS),
    "26-crlf": (closed(armour, lambda data: data.replace(b"\n", b"\r\n")), NOT_OURS),
    "26-no-last-line-end": (closed(armour, lambda data: data[:-1]), NOT_OURS),
    "26-one-long-line": (closed(armour, lambda data: data.replace(b"\n", b"").replace(b"-----BEGIN SSH SIGNATURE-----",
        b"-----BEGIN SSH SIGNATURE-----\n").replace(b"-----END", b"\n-----END") + b"\n"), NOT_OURS),
    "26-digest-md5": (closed(armour, reframed(3, b"md5")), NOT_OURS),
    "26-reserved-not-empty": (closed(armour, reframed(2, b"x")), NOT_OURS),
    "26-bytes-behind": (closed(armour, reframed(0, b"", b"\0\0\0\0")), NOT_OURS),
    "26-cut-short": (closed(armour, lambda data: wrapped(parts(data)[0] + b"".join(
        len(part).to_bytes(4) + part for part in parts(data)[1][:3]))), NOT_OURS),
    "26-a-length-that-leads-out": (closed(armour, lambda data: wrapped(parts(data)[0] + b"\xff" * 9)), NOT_OURS),
    "26-another-version": (closed(armour, lambda data: wrapped(parts(data)[0][:-1] + b"\2" + base64.b64decode(
        b"".join(data.split(b"\n")[1:-2]))[10:])), NOT_OURS),
    "27-rsa-1024": (closed(lambda desk: (desk.listed(key_of(desk, "anna-ek"), key_of(desk, "short")), desk.change("anna-ek", "short"))),
        "an RSA key of 1024 bits is too short"),
    "28-list-changed-by-one": (closed(list_of_one, keep=True), "the list that another signatory signed under does not bear it out"),
    "29-older-list-used-again": (closed(only, "bo-alm", "from = 2023-06-01\n\n[[key]]\nperson = \"bo-alm\"",
        "from = 2023-06-01\nstatus = \"compromised\"\ncompromised = 2024-01-01\n\n[[key]]\nperson = \"bo-alm\""),
        "the list that another signatory signed under does not bear it out"),
    "30-declined": (closed(Desk.change, "bo-alm", decision=Answer.DECLINE, reason="Nej."), "the answer was no"),
    "30-declined-later": (closed(declined, later=True), "the answer was no"),
    "30-the-yes-renamed-to-stand-behind": (closed(declined, later=True, first=True), "the answer was no"),
    "30-note-against-a-signed-no": (closed(noted_over_paper), "the answer was no"),
    "58-arrays-in-release.toml": (bomb("release.toml", f"x = {DEEP}\n"), "it is missing or cannot be read"),
    "58-dotted-key-in-release.toml": (bomb("release.toml", f"{MANY} = 1\n"), "it is missing or cannot be read"),
    "58-long-integer-in-release.toml": (bomb("release.toml", f"x = {'9' * 5000}\n"), "it is missing or cannot be read"),
    "58-long-hexadecimal": (bomb("release.toml", f"x = 0x{'f' * 900_000}\n"), "it is missing or cannot be read"),
    "58-infinity": (bomb("release.toml", "x = inf\ny = nan\n"), "it is missing or cannot be read"),
    "58-too-large": (bomb("release.toml", "# " + "x" * 2_000_000), "it is missing or cannot be read"),
    "58-arrays-in-the-text": (bomb("agreement.toml", f"{TEXT}\n[extra]\nx = {DEEP}\n"), "agreement that can be read"),
    "58-dotted-key-in-the-text": (bomb("agreement.toml", f"{TEXT}\n[extra]\n{MANY} = 1\n"), "agreement that can be read"),
    "58-arrays-in-a-record": (bomb("signoffs/polisen.anna-ek.toml", f"x = {DEEP}\n"), "it cannot be read"),
    "58-arrays-in-the-list": (closed(lambda desk: desk.list_people(f"x = {DEEP}\n")), "the list of signatories that it names is not here"),
    # beyond the sixty
    "x-record-tells-of-two-signatures": (closed(Desk.change, "anna-ek", elsewhere=Elsewhere(
        signed_on=dt.date(2023, 2, 1))), "it tells of two signatures"),
    "x-word-of-a-recorder-who-did-not-sign": (closed(lambda desk: desk.put(desk.told("anna-ek", Method.NOTED))),
        "no signature lies beside it"),
    "x-note-with-a-wrong-signature": (closed(lambda desk: desk.put(desk.told("anna-ek", Method.NOTED, by=""), signature=seal(
        b"other", desk.keys / "kim-arkiv"))), NOT_OURS),
    "x-paper-kept-nowhere": (closed(lambda desk: desk.put(desk.told("anna-ek", Method.PAPER, kept_at=""), "kim-arkiv")),
        "where the original is kept"),
    "x-e-service-without-name": (closed(lambda desk: desk.put(desk.told("anna-ek", Method.E_SERVICE, service=""), "kim-arkiv")),
        "in which e-service"),
    "x-recorder-not-listed": (closed(lambda desk: desk.put(desk.told("anna-ek", Method.PAPER, by="bo-alm"), "bo-alm")),
        "'bo-alm' may not record signatures on 2024-01-10"),
    "x-record-in-the-place-of-another": (closed(lambda desk: desk.put(desk.files[desk.path("anna-ek")], "anna-ek", path="signoffs/kommunen.bo-alm.toml")),
        "its file name is not that of the person and party"),
    "x-signature-of-another-record": (closed(lambda desk: desk.files.update({"signoffs/polisen.anna-ek.toml.sig":
        desk.files["signoffs/kommunen.bo-alm.toml.sig"]})), NOT_OURS),
    "x-no-signature": (closed(lambda desk: desk.files.pop("signoffs/polisen.anna-ek.toml.sig")), "no signature lies beside it"),
    "x-no-sign-off": (closed(lambda desk: [desk.files.pop(f"signoffs/polisen.anna-ek.toml{end}") for end in ("", ".sig")]),
        "no sign-off is here"),
    "x-nobody-is-to-sign": (closed(lambda desk: (desk.write(TEXT.split("[[signatory]]")[0] + TEXT[TEXT.index("[followup]") :]))),
        "the text names nobody who signs it"),
    "x-other-signatories-told": (lambda desk: desk.close(signer=()), "named in release.toml are those who signed"),
    "x-r2-that-follows-nothing": (lambda desk: second_release(desk, None), "the release names the one before it"),
    "x-r2-that-follows-something-else": (lambda desk: second_release(desk, Previous(agreement="lillby/2023", release=1,
        text_sha256="a" * 64)), "the release names the one before it"),
    "x-r2-that-follows-another-text": (lambda desk: second_release(desk, Previous(agreement="storby/2024", release=1,
        text_sha256="b" * 64)), "the text that is superseded is that of r1"),
    "x-superseded-text-not-that-of-the-signatures": (lambda desk: desk.close(supersedes_sha256="a" * 64),
        "it names another text as the one that is superseded"),
    "x-another-control-code": (closed(Desk.change, "anna-ek", control_code="0000-0000"), "its control code is not that of the text"),
    "x-unseen-sign-in-the-text": (closed(both, TEXT.replace("minst två", "minst\u202e två")), "agreement that can be read"),
    "x-no-text": (closed(lambda desk: desk.files.update({"agreement.toml": b"format = 1\n"})), "agreement that can be read"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_refused(case: str, desk: Desk):
    prepare, said = CASES[case]
    prepare(desk)
    verdict = desk.verdict()
    found = answers(verdict, "no")
    assert any(said in text for text in found), found
    assert verdict.outcome is Outcome.FAILS


def test_03_a_missing_file(desk: Desk):
    for name in desk.files:
        short = desk.copy()
        del short.files[name]
        assert (name, short.verdict().outcome) == (name, Outcome.FAILS)


def test_the_day_is_counted_in_utc(desk: Desk):
    desk.change("anna-ek", time=dt.datetime(2024, 1, 10, 1, tzinfo=dt.timezone(dt.timedelta(hours=2))))
    verdict = desk.close().verdict()
    assert (verdict.outcome, verdict.signers[0].on) == (Outcome.HOLDS, dt.date(2024, 1, 9))


@pytest.mark.parametrize(("year", "outcome"), [(1, Outcome.FAILS), (9999, Outcome.FAILS)])
@pytest.mark.parametrize("hours", [-14, 14])
def test_moments_at_the_ends_of_the_calendar(year: int, outcome: Outcome, hours: int, desk: Desk):
    day = (year, 1, 1, 0) if year == 1 else (year, 12, 31, 23)
    desk.change("anna-ek", time=dt.datetime(*day, tzinfo=dt.timezone(dt.timedelta(hours=hours))))
    assert desk.close().verdict().outcome is outcome


#: What cannot be told from a bundle alone: it holds, and the report says beside it what it has not checked.
LIMITS: dict[str, tuple[Prepare, str]] = {
    "21-retired-key-and-a-day-within-its-time": (closed(lambda desk: (desk.listed(
        "from = 2023-06-01\n\n[[key]]\nperson = \"bo-alm\"",
        "from = 2023-06-01\nuntil = 2024-01-09\nstatus = \"retired\"\n\n[[key]]\nperson = \"bo-alm\""),
        desk.change("anna-ek", time=NOON - dt.timedelta(days=2)))), "by the clock of whoever signed"),
    "28-list-of-one-who-leaves-the-true-sign-off-out": (closed(list_of_one, keep=False), "judge by a list of your own"),
    "30-a-no-that-is-left-out": (lambda desk: desk.close(), "that every sign-off made was kept"),
    "x-changelog-made-up": (closed(lambda desk: desk.files.update({"changelog.md": b"# Allt klart\n"})),
        "What nobody has signed"),
    "x-pdf-of-another-text": (closed(lambda desk: desk.files.update({"agreement.pdf": b"%PDF-1.7"})),
        "That page and PDF say what the text says"),
    "x-fewer-parties-demanded": (lambda desk: desk.close(parties=1), "how many parties had to sign"),
    "x-another-release-before": (lambda desk: desk.close(previous=Previous(agreement="lillby/2023", release=4,
        text_sha256="a" * 64, keys=tuple(key for key in (desk._read().signer[0].key,)))), "what came before"),
}  # fmt: skip


@pytest.mark.parametrize("case", LIMITS)
def test_what_a_bundle_cannot_tell_is_said(case: str, desk: Desk):
    prepare, said = LIMITS[case]
    prepare(desk)
    verdict = desk.verdict()
    assert verdict.outcome is Outcome.HOLDS, answers(verdict, "no")
    assert any(said in text.text() for text in verdict.unchecked)


def test_keys_are_never_called_old_on_the_word_of_a_bundle(desk: Desk):
    keys = tuple(signer.key for signer in desk._read().signer)
    desk.close(previous=Previous(agreement="lillby/2023", release=4, text_sha256="a" * 64, keys=keys))
    assert "no key is new since then" in answers(desk.verdict(), "not_checked")


def test_a_list_of_ones_own_is_judged_by_alone(desk: Desk):
    true, _ = decode(desk.people().encode(), Signatories)
    assert desk.verdict(true).outcome is Outcome.HOLDS
    list_of_one(desk, keep=False)
    verdict = desk.close().verdict(true)
    assert verdict.outcome is Outcome.FAILS
    assert any("signed with a key that is not in the list" in text for text in answers(verdict, "no"))
    assert any("by the list you gave, and by that alone" in text.text() for text in verdict.unchecked)
