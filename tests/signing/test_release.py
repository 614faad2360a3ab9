"""``release``: every obstacle at once, the same release however often it is run, and what supersedes what."""

import hashlib
import os
import shutil
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from world import NAME, PEOPLE, TEXT, World, key_entry

BOTH = 'by = ["polisen", "kommunen"]'
AMENDED = (
    TEXT.replace("två kvällar", "tre kvällar")
    + '\n[[amendment]]\ndate = 2024-03-01\nreason = "Fler poliser."\ntext = "Tre kvällar i stället för två."\n'
)


def files_of(world: World) -> dict[str, bytes]:
    """Every file of the register and of git that a command could have changed."""
    return {
        str(path.relative_to(world.root)): path.read_bytes()
        for path in world.root.rglob("*")
        if path.is_file() and path.name not in ("index", "medlofte.lock")
    }


def record(world: World, number: int = 1) -> dict[str, Any]:
    path = world.root / f"agreements/{NAME}/r{number}/release.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def amended(world: World) -> World:
    """The released text is changed, and signed again by both."""
    world.text(AMENDED)
    world.commit("Three evenings")
    for person in ("anna-ek", "bo-alm"):
        done = world.sign(person, day="2024-03-02")
        assert done.returncode == 0, done.stderr
    return world


def _one_party(world: World) -> None:
    alone = TEXT.replace(BOTH, 'by = ["polisen"]').partition('[[party]]\nid = "kommunen"')
    rest = alone[2].partition('[[signatory]]\nparty = "polisen"')
    text = alone[0] + rest[1] + rest[2]
    before, _, after = text.partition('[[signatory]]\nparty = "kommunen"')
    world.text(before + after[after.index("[followup]") :])
    world.commit()
    assert world.sign("anna-ek").returncode == 0


def _declined(world: World) -> None:
    world.sign("anna-ek")
    assert world.sign("bo-alm", "--decline", "--reason", "Pengarna saknas.").returncode == 0


def _no_amendment(world: World) -> None:
    world.text(AMENDED.partition("\n[[amendment]]")[0])
    world.commit()


def _taken(world: World) -> None:
    world.git("tag", f"{NAME}/r1")


def _tag_of_another(world: World) -> None:
    world.git("tag", "--annotate", "-m", "release.toml sha256:" + "0" * 64, f"{NAME}/r1")


def _faulty(world: World) -> None:
    world.text(TEXT.replace(BOTH, 'by = ["polizen"]'))
    world.commit()


#: In which register, what is done in it, and what the plan says.
OBSTACLES: dict[str, tuple[str, Callable[[World], object], tuple[str, ...]]] = {
    "nobody-has-signed": (
        "world",
        lambda world: None,
        ("Anna Ek (Lokalpolisområde Storby) has not signed", "Bo Alm (Storby kommun) has not signed"),
    ),
    "one-is-missing": (
        "world",
        lambda world: world.sign("anna-ek"),
        ("Bo Alm (Storby kommun) has not signed",),
    ),
    "one-has-declined": ("world", _declined, ("Bo Alm (Storby kommun) has declined: Pengarna saknas.",)),
    "not-committed": (
        "signed",
        lambda world: world.text(TEXT + "\n"),
        ("agreements/storby/2024.toml is not committed as it stands",),
    ),
    "errors-in-check": ("world", _faulty, ("check finds 1 error",)),
    "one-party-of-two": ("world", _one_party, ("1 party has signed; the register demands 2",)),
    "no-amendment": (
        "released",
        _no_amendment,
        ("a later release of the same period says what it changes: add [[amendment]]",),
    ),
    "tag-taken": ("signed", _taken, ("the tag storby/2024/r1 is taken by something else",)),
    "tag-of-another-release": (
        "signed",
        _tag_of_another,
        ("the tag storby/2024/r1 is taken by something else",),
    ),
}


@pytest.mark.parametrize("case", OBSTACLES)
def test_what_stands_in_the_way_is_told_and_nothing_written(case: str, request: pytest.FixtureRequest):
    start, prepare, wanted = OBSTACLES[case]
    world: World = request.getfixturevalue(start)
    prepare(world)
    before = files_of(world)
    for more in ("--yes", "--dry-run"):
        done = world.run("release", NAME, more)
        assert (done.returncode, "not released: " in done.stderr) == (1, True)
        for said in wanted:
            assert f"- {said}" in done.stderr
    assert files_of(world) == before


def test_every_obstacle_is_told_at_once(world: World):
    """Not committed, an error, one missing, one declined, the tag taken, and git without a name."""
    _declined(world)
    world.git("tag", f"{NAME}/r1")
    world.text(TEXT.replace(BOTH, 'by = ["polizen"]'))
    nobody = {f"GIT_{who}_{what}": "" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = world.run("release", NAME, "--yes", **nobody)
    for said in (
        "agreements/storby/2024.toml is not committed as it stands",
        "check finds 1 error",
        "Anna Ek (Lokalpolisområde Storby) has not signed",
        "Bo Alm (Storby kommun) has not signed",
        "git does not know who you are: set user.name and user.email",
        "the tag storby/2024/r1 is taken by something else",
    ):
        assert f"- {said}" in done.stderr, said
    assert (done.returncode, "not released: 6 obstacles" in done.stderr) == (1, True)


def test_a_register_may_be_content_with_one_party(world: World):
    world.write("medlofte.toml", 'name = "Storby"\n[policy]\nparties = 1\n')
    _one_party(world)
    assert world.release().returncode == 0
    assert record(world)["parties"] == 1
    assert world.verify()["exit"] == world.verify(world.bundle())["exit"] == 0


def test_a_dry_run_tells_the_plan_and_writes_nothing(signed: World):
    before = files_of(signed)
    done = signed.run("release", NAME, "--dry-run")
    assert done.returncode == 0, done.stderr
    for said in (
        "Will write agreements/storby/2024/r1/ and agreements/storby/CHANGELOG.md",
        "Will commit them, and tag the commit storby/2024/r1",
        "Will put the bundle into dist/storby-2024-r1.zip",
    ):
        assert said in done.stdout
    assert files_of(signed) == before


def test_a_ledger_that_fits_no_longer_is_told_of(signed: World):
    ledger = (
        f'\n[renewal]\nof = "{NAME}"\n\n[[renewal.pledge]]\nid = "{{}}"\nfate = "kept"\ninto = ["torget"]\n'
    )
    told = "medlofte check storby/2025"
    later = TEXT.replace("2024", "2025")
    ways = [("release", NAME, "--dry-run"), ("publish", "../drafts", "--drafts", "--only", "feeds")]
    for id_, count in (("torget", 0), ("parken", 1)):
        signed.text(later + ledger.format(id_), "storby/2025")
        for way in ways:
            done = signed.run(*way)
            assert (done.returncode, done.stderr.count(told)) == (0, count), done.stderr


def test_nobody_is_there_to_confirm(signed: World):
    before = files_of(signed)
    done = signed.run("release", NAME)
    assert (done.returncode, "nobody is here to confirm the release" in done.stderr) == (2, True)
    assert files_of(signed) == before


@pytest.mark.parametrize("revision", ["main~1", "r1", "HEAD"])
def test_only_the_text_as_it_stands_is_signed_and_released(revision: str, signed: World):
    before = files_of(signed)
    done = signed.release(name=f"{NAME}@{revision}")
    assert done.returncode in (2, 3), done.stderr
    done = signed.run("sign-off", f"{NAME}@{revision}", "--as", "anna-ek", "--code", "0000")
    assert (done.returncode, "leave out @" in done.stderr) == (2, True)
    assert files_of(signed) == before


def test_run_again_it_says_so_and_makes_a_lost_bundle_again(released: World):
    whole = files_of(released)
    again = released.release(day="2024-02-01")
    assert (again.returncode, f"{NAME}@r1 is released already" in again.stderr) == (0, True)
    assert files_of(released) == whole
    released.bundle().unlink()
    assert "Will put the bundle into" in released.run("release", NAME, "--dry-run").stdout
    assert released.release(day="2024-02-01").returncode == 0
    assert files_of(released) == whole


def test_the_bundle_goes_where_it_is_wanted(released: World):
    done = released.release("--dist", str(released.home / "bundles"))
    assert done.returncode == 0
    assert (released.home / "bundles/storby-2024-r1.zip").read_bytes() == released.bundle().read_bytes()


def test_a_second_release_supersedes_the_first(released: World):
    first = released.verify()
    done = amended(released).release(day="2024-03-03")
    assert done.returncode == 0, done.stderr
    facts = record(released, 2)
    assert (
        facts["supersedes_sha256"]
        == record(released)["text_sha256"]
        == hashlib.sha256(TEXT.encode()).hexdigest()
    )
    assert (facts["previous"]["agreement"], facts["previous"]["release"]) == (NAME, 1)
    verdict = released.verify(f"{NAME}@r2")
    assert verdict["exit"] == 0
    said = {step["said"]: step["answer"] for step in verdict["steps"]}
    assert said[f"the release before is {NAME} r1"] == "yes"
    assert said["no key is new since then"] == "yes"
    assert released.verify() == first
    assert released.verify(released.bundle(2))["exit"] == released.verify(released.bundle())["exit"] == 0
    assert released.run("verify", "--all").stdout == f"{NAME} r1  yes\n{NAME} r2  yes\n"


def test_the_bundle_of_a_superseded_release_is_made_again(released: World):
    whole = released.bundle().read_bytes()
    assert amended(released).release(day="2024-03-03").returncode == 0
    released.bundle().unlink()
    done = released.release(name=f"{NAME}@r1")
    assert done.returncode == 0, done.stderr
    assert released.bundle().read_bytes() == whole


def test_the_next_period_names_the_release_before_and_new_keys(released: World):
    """Bo has a new key since: the release says which one came before, and ``verify`` that the key is new."""
    from world import make_key

    fresh = make_key(released.key("bo-nytt"))
    kept = key_entry("anna-ek", released.keys["anna-ek"])
    old = key_entry("bo-alm", released.keys["bo-alm"], until="2024-06-30")
    released.people(PEOPLE + kept + old + key_entry("bo-alm", fresh, **{"from": "2024-07-01"}))
    ledger = (
        f'\n[renewal]\nof = "{NAME}"\n\n[[renewal.pledge]]\nid = "torget"\nfate = "kept"\ninto = ["torget"]\n'
    )
    released.text(TEXT.replace("2024", "2025") + ledger, "storby/2025")
    released.commit("2025")
    for person, key in (("anna-ek", "anna-ek"), ("bo-alm", "bo-nytt")):
        done = released.sign(person, "--key", str(released.key(key)), name="storby/2025", day="2024-12-01")
        assert done.returncode == 0, done.stderr
    assert released.release(name="storby/2025", day="2024-12-15").returncode == 0
    verdict = released.verify("storby/2025@r1")
    steps = {step["said"]: step for step in verdict["steps"]}
    assert verdict["exit"] == 0
    assert steps[f"the release before is {NAME} r1"]["answer"] == "yes"
    new = steps["1 key is new since then"]
    assert (new["answer"], new["details"][0].startswith("Bo Alm: SHA256:")) == ("not_checked", True)
    bundled = released.verify(released.root / "dist/storby-2025-r1.zip")
    assert any(step["said"] == "1 key is new since then" for step in bundled["steps"])
    assert released.verify()["exit"] == 0


def test_the_surroundings_have_no_say_in_the_bytes(signed: World, tmp_path: Path):
    """Another time zone, language, umask, home and hash seed: the same bundle, record and commit."""
    made = []
    for number, (surroundings, mask) in enumerate(
        [
            ({}, 0o022),
            ({"TZ": "Pacific/Kiritimati", "LANG": "sv_SE.UTF-8", "LC_ALL": "sv_SE.UTF-8"}, 0o077),
            ({"TZ": "America/Anchorage", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7"}, 0o002),
        ]
    ):
        home = tmp_path / f"home{number}"
        home.mkdir()
        here = replace(signed, root=tmp_path / f"clone{number}", home=home)
        signed.git("clone", "--quiet", ".", str(here.root))
        before = os.umask(mask)
        try:
            done = here.run_anew("release", NAME, "--yes", day="2024-01-15", **surroundings)
        finally:
            os.umask(before)
        assert done.returncode == 0, done.stderr
        made.append((here.bundle().read_bytes(), here.git("rev-parse", "HEAD", f"refs/tags/{NAME}/r1")))
    assert made[0] == made[1] == made[2]


def test_a_bundle_is_a_plain_zip_with_safe_names(released: World):
    with zipfile.ZipFile(released.bundle()) as archive:
        members = archive.infolist()
    names = [item.filename for item in members]
    assert names == sorted(names)
    assert {item.compress_type for item in members} == {zipfile.ZIP_STORED}
    assert {item.date_time for item in members} == {(1980, 1, 1, 0, 0, 0)}
    assert all(name.isascii() and ".." not in name and not name.startswith("/") for name in names)
    assert {"agreement.toml", "agreement.pdf", "LAS-MIG.txt", "SHA256SUMS", "release.toml"} <= set(names)


def test_the_tag_is_annotated_and_names_the_release(released: World):
    folder = released.root / f"agreements/{NAME}/r1"
    message = released.git("for-each-ref", "--format=%(contents)", f"refs/tags/{NAME}/r1").rstrip("\n")
    digest = hashlib.sha256((folder / "release.toml").read_bytes()).hexdigest()
    changelog = (folder / "changelog.md").read_text(encoding="utf-8")
    assert message == f"{NAME} r1\n\n{changelog}\nrelease.toml sha256:{digest}"
    assert released.git("cat-file", "-t", f"refs/tags/{NAME}/r1").strip() == "tag"
    assert released.git("rev-parse", f"{NAME}/r1^{{}}") == released.git("rev-parse", "HEAD")


def test_a_tag_is_signed_where_git_has_a_key(signed: World):
    allowed = signed.home / "allowed"
    allowed.write_text(f"test@example.org {signed.keys['kim-arkiv']}\n", encoding="ascii")
    for key, value in (
        ("gpg.format", "ssh"),
        ("user.signingkey", str(signed.key("kim-arkiv"))),
        ("gpg.ssh.allowedSignersFile", str(allowed)),
    ):
        signed.git("config", key, value)
    done = signed.release()
    assert (done.returncode, f"tagged {NAME}/r1, signed by git" in done.stderr) == (0, True), done.stderr
    signed.git("verify-tag", f"{NAME}/r1")
    assert signed.verify()["exit"] == 0
    assert signed.release().returncode == 0


def test_a_key_that_fails_leaves_what_the_next_run_finishes(signed: World):
    signed.git("config", "gpg.format", "ssh")
    signed.git("config", "user.signingkey", str(signed.home / "nowhere"))
    done = signed.release()
    assert (done.returncode, "git made no " in done.stderr) == (3, True), done.stderr
    assert "run the same command again" in done.stderr
    signed.git("config", "--unset", "user.signingkey")
    assert signed.release(day="2024-01-16").returncode == 0
    assert record(signed)["released_at"].isoformat() == "2024-01-15T12:00:00+00:00"
    assert signed.verify()["exit"] == 0
    assert signed.git("rev-list", "--count", "HEAD").strip() == "4"


def test_a_hook_that_says_no_leaves_what_the_next_run_finishes(signed: World):
    hook = signed.write(".git/hooks/pre-commit", "#!/bin/sh\necho not today >&2\nexit 1\n")
    hook.chmod(0o755)
    done = signed.release()
    assert (done.returncode, "not today" in done.stderr) == (3, True), done.stderr
    assert signed.git("tag") == ""
    hook.unlink()
    assert signed.release(day="2024-01-16").returncode == 0
    assert signed.git("status", "--porcelain") == ""
    assert signed.verify()["exit"] == signed.verify(signed.bundle())["exit"] == 0


def test_a_hook_that_changes_files_is_found_before_anything_is_tagged(signed: World):
    hook = signed.write(
        ".git/hooks/pre-commit",
        f"#!/bin/sh\necho '# formatted' >> agreements/{NAME}/r1/release.toml\ngit add agreements\n",
    )
    hook.chmod(0o755)
    done = signed.release()
    assert (done.returncode, signed.git("tag")) == (3, ""), done.stderr
    hook.unlink()
    done = signed.release()
    assert done.returncode == 0, done.stderr
    assert signed.verify()["exit"] == 0


@pytest.mark.parametrize("folder", ["register", "våra löften [2024]", "a/b"])
def test_a_register_may_lie_in_a_folder_of_its_repository(folder: str, world: World, tmp_path: Path):
    top = replace(world, root=tmp_path / "whole")
    inside = replace(world, root=tmp_path / "whole" / folder)
    inside.root.mkdir(parents=True)
    for name in ("agreements", "medlofte.toml", ".gitignore"):
        (world.root / name).rename(inside.root / name)
    top.write("README", "Beside\n")
    top.git("init", "--quiet", "--initial-branch=main")
    top.commit()
    inside.signed()
    inside.write("notes", "mine\n")
    done = inside.release()
    assert done.returncode == 0, done.stderr
    assert inside.git("status", "--porcelain", "--", ":(literal)notes").startswith("?? ")
    assert inside.verify()["exit"] == inside.verify(inside.bundle())["exit"] == 0
    assert inside.release().returncode == 0


def test_sign_offs_that_are_not_committed_go_into_the_release(world: World):
    for person in ("anna-ek", "bo-alm"):
        done = world.run("sign-off", NAME, "--as", person, "--key", world.key(person), "--code", world.code())
        assert done.returncode == 0, done.stderr
    assert world.release().returncode == 0
    assert world.git("status", "--porcelain") == ""
    assert world.verify()["exit"] == 0


def test_what_is_staged_stays_staged(signed: World):
    signed.write("notes.txt", "mine\n")
    signed.git("add", "notes.txt")
    assert signed.release().returncode == 0
    assert signed.git("status", "--porcelain") == "A  notes.txt\n"


def _sha256(world: World) -> World:
    shutil.rmtree(world.root / ".git")
    world.git("init", "--quiet", "--initial-branch=main", "--object-format=sha256")
    world.commit()
    return world


def _linked(world: World) -> World:
    world.git("worktree", "add", "--quiet", "-b", "side", str(world.home / "side"))
    return replace(world, root=world.home / "side")


def _behind_a_link(world: World) -> World:
    (world.home / "link").symlink_to(world.root)
    return replace(world, root=world.home / "link")


@pytest.mark.parametrize("kind", [_sha256, _linked, _behind_a_link])
def test_kinds_of_repositories(kind: Callable[[World], World], world: World):
    here = kind(world).released()
    assert here.verify()["exit"] == here.verify(here.bundle())["exit"] == 0
    assert here.release().returncode == 0
    assert here.git("status", "--porcelain") == ""


def test_a_register_that_cannot_be_written_says_so(signed: World):
    """Nothing is a bug of medlofte's where somebody may only read."""
    (signed.root / ".git/medlofte.lock").unlink(missing_ok=True)
    (signed.root / ".git/medlofte.lock").mkdir()
    done = signed.release()
    assert (done.returncode, "the register cannot be held" in done.stderr) == (3, True), done.stderr
