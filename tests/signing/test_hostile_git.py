"""Hostile repositories: nothing that git can be made to do, show or run sways what ``verify`` says of a release.

The numbers are those of docs/explanation/trust.md.
"""

import hashlib
import os
import subprocess
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forge import answers, seal
from medlofte.core.verify import verify
from medlofte.errors import WorldError
from medlofte.model.evidence import Outcome, Verdict
from medlofte.model.signoff import SignOff
from medlofte.store.layout import dump
from medlofte.store.releases import Releases
from medlofte.store.toml import decode
from signing_fixtures import copied
from world import NAME, TEXT, World

TAG = f"refs/tags/{NAME}/r1"
RELEASE = f"agreements/{NAME}/r1/release.toml"
Prepare = Callable[[World], object]


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What reading takes out of the environment comes back afterwards."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)


def verdict_on(world: World, name: str = NAME, number: int = 1) -> Verdict:
    return verify(Releases(world.root).evidence(name, number))


def put(world: World, kind: str, data: bytes) -> str:
    """Write any object, right or wrong; its id."""
    return world.git("hash-object", "-t", kind, "-w", "--stdin", "--literally", data=data).strip()


def tag(
    world: World,
    target: str,
    *,
    name: str = f"{NAME}/r1",
    kind: str = "commit",
    message: str = "",
    head: str = "",
) -> None:
    """Write a tag object by hand and let the tag of the release lead to it."""
    message = message or last_line(world)
    lines = head or f"object {target}\ntype {kind}\ntag {name}\ntagger X <x@example.org> 1612526400 +0000\n"
    object_ = put(world, "tag", f"{lines}\nRelease\n\n{message}\n".encode())
    world.write(f".git/{TAG}", f"{object_}\n")  # git itself would refuse some of them


def last_line(world: World) -> str:
    return f"release.toml sha256:{hashlib.sha256((world.root / RELEASE).read_bytes()).hexdigest()}"


def head(world: World) -> str:
    return world.git("rev-parse", "HEAD").strip()


def moved_back(world: World) -> None:
    """The tag, written anew with its old message, on the commit before the release."""
    world.git("tag", "--force", "--annotate", "-m", f"x\n\n{last_line(world)}", f"{NAME}/r1", "HEAD~1")


def moved_on(world: World) -> None:
    """The tag on a later commit in which the text is another."""
    world.text(TEXT.replace("två kvällar", "en kväll"))
    tag(world, world.commit())


def other_release(world: World) -> None:
    """A later commit has another release.toml, and a tag of its own that says so."""
    path = world.root / RELEASE
    path.write_text(
        path.read_text(encoding="utf-8").replace("2024-01-15T12", "2024-01-15T13"), encoding="utf-8"
    )
    tag(world, world.commit(), message=last_line(world))
    path.write_text(
        path.read_text(encoding="utf-8").replace("2024-01-15T13", "2024-01-15T14"), encoding="utf-8"
    )
    world.commit()


def rewritten(world: World) -> None:
    """The tagged commit is made anew on the branch, with the same files."""
    world.git("commit", "--quiet", "--amend", "-m", "Annat")


def reset(world: World) -> None:
    world.git("reset", "--quiet", "--hard", "HEAD~1")


def tree_entry(world: World, path: str, mode: str, id_: str) -> None:
    """Commit something under a path as the mode says, and move the tag there."""
    world.git("update-index", "--add", "--cacheinfo", f"{mode},{id_},{path}")
    world.git("commit", "--quiet", "-m", "x")
    tag(world, head(world))


def link(world: World, path: str) -> None:
    """The file becomes a link, whose target is what the file said."""
    tree_entry(world, path, "120000", put(world, "blob", (world.root / path).read_bytes()))


def twice(world: World) -> None:
    """A tree in which the text stands twice: as both signed it, and changed."""
    series = world.git("ls-tree", "HEAD:agreements/storby").splitlines()
    entries = [
        (mode, name, id_)
        for line in series
        for (mode, _, id_), name in [(line.split("\t")[0].split(), line.split("\t")[1])]
    ]
    other = put(world, "blob", TEXT.replace("två kvällar", "en kväll").encode())
    entries.append(("100644", "2024.toml", other))
    tree = put(
        world,
        "tree",
        b"".join(f"{mode.lstrip('0')} {name}\0".encode() + bytes.fromhex(id_) for mode, name, id_ in entries),
    )
    for folder in ("agreements",):
        above = world.git("ls-tree", f"HEAD:{folder}").replace(
            world.git("rev-parse", "HEAD:agreements/storby").strip(), tree
        )
        upper = world.git("mktree", data=above.encode()).strip()
    top = world.git("ls-tree", "HEAD").replace(world.git("rev-parse", "HEAD:agreements").strip(), upper)
    commit = world.git(
        "commit-tree", world.git("mktree", data=top.encode()).strip(), "-p", "HEAD", "-m", "x"
    ).strip()
    world.git("update-ref", "refs/heads/main", commit)
    tag(world, commit)


def stray_sign_off(world: World) -> None:
    """Somebody lays a record of nobody's making beside the others in the tagged commit."""
    world.write(f"agreements/{NAME}/r1/signoffs/kommunen.eva-ny.toml", "hej\n")
    tag(world, world.commit())


def stray_file(world: World) -> None:
    world.write(f"agreements/{NAME}/r1/signoffs/läs\n.txt", "hej\n")
    tag(world, world.commit())


#: Number and what is done → how; what verify says no to.
CASES: dict[str, tuple[Prepare, str]] = {
    "31-tag-moved-to-an-older-commit": (moved_back, "release.toml tells what the release consists of"),
    "31-tag-moved-to-a-later-commit": (moved_on, "agreement.toml is not the file that was released"),
    "31-tag-to-another-release.toml": (other_release, "it has another: the tag was moved, or the file changed"),
    "31-tag-to-a-commit-beside-the-history": (lambda world: tag(world, world.git(
        "commit-tree", "HEAD^{tree}", "-m", "x").strip()), "no branch leads to the tagged commit"),
    "33-light-tag": (lambda world: world.git("update-ref", TAG, head(world)), "it is a light tag"),
    "33-tag-of-a-tree": (lambda world: world.git("update-ref", TAG, world.git("rev-parse", "HEAD^{tree}").strip()),
        "it is a light tag"),
    "33-tag-of-a-tag": (lambda world: tag(world, world.git("rev-parse", TAG).strip(), kind="tag"), "it points at a tag, not at a commit"),
    "34-tag-of-another-release.toml": (lambda world: tag(world, head(world), message=f"release.toml sha256:{'a' * 64}"),
        "its message names another release.toml"),
    "34-line-before-the-last": (lambda world: tag(world, head(world), message=f"{last_line(world)}\nhej"),
        "its message names another release.toml"),
    "35-history-made-anew": (rewritten, "no branch leads to the tagged commit: history was rewritten"),
    "35-history-cut-off": (reset, "the branch has none: the tag was moved, or history was rewritten"),
    "38-text-is-a-link": (lambda world: link(world, f"agreements/{NAME}.toml"), "agreement.toml is missing"),
    "38-release.toml-is-a-link": (lambda world: link(world, RELEASE), "it is missing or cannot be read"),
    "38-record-is-a-link": (lambda world: link(world, f"agreements/{NAME}/r1/signoffs/polisen.anna-ek.toml"),
        "signoffs/polisen.anna-ek.toml is missing"),
    "38-record-is-a-submodule": (lambda world: tree_entry(world, f"agreements/{NAME}/r1/signoffs/polisen.anna-ek.toml",
        "160000", head(world)), "signoffs/polisen.anna-ek.toml is missing"),
    "x-tag-object-out-of-order": (lambda world: tag(world, "", head=f"type commit\nobject {head(world)}\ntag {NAME}/r1\n"),
        "the tag object calls itself ''"),
    "x-tag-object-with-two-names": (lambda world: tag(world, "", head=f"object {head(world)}\ntype commit\ntag lillby/2024/r1\ntag {NAME}/r1\n"),
        "the tag object calls itself 'lillby/2024/r1'"),
    "x-tag-object-that-points-by-name": (lambda world: tag(world, "", head=f"object HEAD\ntype commit\ntag {NAME}/r1\n"),
        "release.toml tells what the release consists of"),
    "x-text-that-stands-twice": (twice, "agreement.toml is missing"),
    "x-stray-sign-off": (stray_sign_off, "signoffs/kommunen.eva-ny.toml is a sign-off of this text"),
    "x-stray-file": (stray_file, "is no part of the release"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_refused(case: str, released: World):
    prepare, said = CASES[case]
    prepare(released)
    verdict = verdict_on(released)
    found = answers(verdict, "no")
    assert any(said in text for text in found), found
    assert verdict.outcome is Outcome.FAILS


def test_32_a_reference_that_leads_to_the_tag_of_another_release(released: World):
    """`git verify-tag` looks at the object alone and takes it."""
    released.git("update-ref", "refs/tags/storby/2025/r1", released.git("rev-parse", TAG).strip())
    verdict = verdict_on(released, "storby/2025")
    assert f"the tag object calls itself '{NAME}/r1'" in answers(verdict, "no")
    assert verdict.outcome is Outcome.FAILS


def test_32_names_that_git_would_guess(released: World):
    """Without the tag, git takes a branch or tag whose name ends like its full name."""
    target = released.git("rev-parse", TAG).strip()
    released.git("update-ref", "-d", TAG)
    released.git("update-ref", f"refs/heads/{TAG}", head(released))
    assert verdict_on(released).outcome is Outcome.FAILS
    released.git("update-ref", "-d", f"refs/heads/{TAG}")
    released.git("update-ref", f"refs/tags/{NAME}/r1/x", target)
    with pytest.raises(WorldError, match="there is no tag"):
        verdict_on(released)


def test_31_deleting_the_tag_leaves_the_bundle_as_it_was(released: World):
    released.git("update-ref", "-d", TAG)
    done = released.run("verify", f"{NAME}@r1")
    assert (done.returncode, done.stdout) == (3, "")
    assert "there is no tag storby/2024/r1" in done.stderr
    assert released.verify(released.bundle())["exit"] == 0


def test_35_a_rewritten_history_leaves_the_bundle_as_it_was(released: World):
    rewritten(released)
    assert released.verify()["exit"] == 1
    assert released.verify(released.bundle())["exit"] == 0


def test_an_overruled_answer_is_kept_and_does_no_harm(released: World):
    """Bo had declined before he signed: git keeps both, and the release lists what counts."""
    path = f"agreements/{NAME}/r1/signoffs/kommunen.bo-alm.toml"
    yes = (released.root / path).read_text(encoding="utf-8")
    no = (
        yes.replace('"approve"', '"decline"')
        .replace("T12:", "T11:")
        .replace("method", 'reason = "Nej."\nmethod')
    )
    signoff, _ = decode(no.encode(), SignOff)
    record = dump(signoff).encode()
    released.write(path.replace(".toml", ".2.toml"), record)
    released.write(path.replace(".toml", ".2.toml.sig"), seal(record, released.key("bo-alm")))
    tag(released, released.commit())
    assert verdict_on(released).outcome is Outcome.HOLDS
    (problem,) = released.status()["seats"][1]["problems"]
    assert "another answer of the same person counts for more" in problem["why"][0]


@pytest.fixture
def marked(released: World) -> Iterator[tuple[World, str]]:
    """A register with a program that leaves a mark; there must be none in the end."""
    mark = released.root.parent / "ran"
    evil = released.home / "evil.sh"
    evil.write_text(f"#!/bin/sh\ntouch '{mark}'\nexit 1\n", encoding="utf-8")
    evil.chmod(0o755)
    yield released, str(evil)
    assert not mark.exists()


PROGRAMS = [
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.gitProxy", "core.askPass",
    "core.alternateRefsCommand", "pager.cat-file", "pager.rev-list", "pager.for-each-ref", "diff.external",
    "diff.evil.textconv", "diff.evil.command", "filter.evil.smudge", "filter.evil.clean", "filter.evil.process",
    "gpg.program", "gpg.ssh.program", "gpg.ssh.defaultKeyCommand", "gpg.x509.program", "credential.helper",
    "uploadpack.packObjectsHook", "interactive.diffFilter", "sequence.editor", "web.browser",
]  # fmt: skip


def test_36_37_configuration_hooks_and_attributes(marked: tuple[World, str]):
    world, evil = marked
    attributes = "* diff=evil filter=evil text eol=crlf ident export-subst working-tree-encoding=UTF-16\n"
    world.write(".git/info/attributes", attributes)
    for hook in (
        "post-index-change",
        "reference-transaction",
        "post-checkout",
        "pre-commit",
        "fsmonitor-watchman",
    ):
        world.write(f".git/hooks/{hook}", Path(evil).read_bytes()).chmod(0o755)
    for key in PROGRAMS:
        world.git("config", key, evil)
    for name in ("cat-file", "rev-list", "for-each-ref", "version"):
        world.git("config", f"alias.{name}", f"!{evil}")
    world.git("config", "core.hooksPath", ".git/hooks")
    world.git("config", "tag.gpgSign", "true")
    world.git("config", "log.showSignature", "true")
    for arguments in ((f"{NAME}@r1",), ("--all",)):
        done = world.run("verify", *arguments)
        assert (done.returncode, done.stderr) == (0, "")


def test_37_attributes_that_change_the_files_in_the_working_folder(released: World):
    """The files on disk differ from what git holds; only the latter is read."""
    released.write(".gitattributes", "*.toml text eol=crlf\n* ident\n")
    released.commit()
    released.git("rm", "-r", "--quiet", "--cached", "agreements")
    released.git("reset", "--quiet", "--hard")
    assert b"\r\n" in (released.root / f"agreements/{NAME}.toml").read_bytes()
    assert released.verify()["exit"] == 0
    refused = released.run("sign-off", NAME, "--as", "anna-ek", "--code", "0000")
    assert "is not committed as it stands" in refused.stderr


def test_36_replaced_objects_and_grafts(released: World):
    changed = put(released, "blob", TEXT.replace("två kvällar", "en kväll").encode())
    blob = released.git("rev-parse", f"HEAD:agreements/{NAME}.toml").strip()
    released.git("replace", blob, changed)
    released.git("replace", "HEAD", "HEAD~1")
    assert "en kväll" in released.git("cat-file", "blob", blob)
    released.write(".git/info/grafts", f"{released.git('rev-parse', 'HEAD').strip()}\n")
    assert verdict_on(released).outcome is Outcome.HOLDS


def test_36_objects_of_somebody_else(released: World, tmp_path: Path):
    (tmp_path / "other").mkdir()
    other = copied(released, tmp_path / "other")
    released.write(".git/objects/info/alternates", f"{other.root}/.git/objects\n")
    done = released.run("verify", f"{NAME}@r1")
    assert (done.returncode, "borrows objects from another folder" in done.stderr) == (3, True)


def test_36_an_environment_that_names_another_repository(marked: tuple[World, str], tmp_path: Path):
    world, evil = marked
    (tmp_path / "other").mkdir()
    other = copied(world, tmp_path / "other")
    other.git("update-ref", "-d", TAG)
    git = other.root / ".git"
    done = world.run_anew(
        "verify", f"{NAME}@r1",
        GIT_DIR=str(git), GIT_WORK_TREE=str(other.root), GIT_COMMON_DIR=str(git), GIT_INDEX_FILE=str(git / "index"),
        GIT_OBJECT_DIRECTORY=str(git / "objects"), GIT_ALTERNATE_OBJECT_DIRECTORIES=str(git / "objects"),
        GIT_NAMESPACE="other", GIT_REPLACE_REF_BASE="refs/heads/", GIT_GRAFT_FILE=str(tmp_path), GIT_SHALLOW_FILE=evil,
        GIT_CONFIG_PARAMETERS=f"'core.fsmonitor'='{evil}'", GIT_CONFIG_COUNT="1", GIT_CONFIG_KEY_0="core.pager",
        GIT_CONFIG_VALUE_0=evil, GIT_CONFIG_GLOBAL=evil, GIT_PAGER=evil, GIT_EXTERNAL_DIFF=evil, GIT_SSH_COMMAND=evil,
        GIT_ASKPASS=evil, GIT_EXEC_PATH=str(world.home), GIT_PYTHON_GIT_EXECUTABLE=evil, GIT_PYTHON_REFRESH="quiet",
        GIT_TRACE=str(tmp_path / "trace"), GIT_TRACE2_EVENT=str(tmp_path / "trace"), PAGER=evil, SSH_ASKPASS=evil,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "trace").exists()


@pytest.mark.parametrize(
    "url", ["ext::{evil} %S", "{root}", "-u{evil}", "ssh://-oProxyCommand={evil}/x", "evil::x"]
)
def test_41_objects_that_a_remote_would_have_to_give(url: str, marked: tuple[World, str]):
    """A repository may say that missing objects are fetched, from where, and by which command."""
    world, evil = marked
    blob = world.git("rev-parse", f"HEAD:agreements/{NAME}.toml").strip()
    (world.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    for key, value in {
        "core.repositoryFormatVersion": "1", "extensions.partialClone": "origin", "remote.origin.promisor": "true",
        "remote.origin.url": url.format(evil=evil, root=world.root), "remote.origin.uploadpack": evil,
        "core.sshCommand": evil, "protocol.ext.allow": "always", "protocol.file.allow": "always", "protocol.allow": "always",
    }.items():  # fmt: skip
        world.git("config", key, value)
    verdict = verdict_on(world)
    assert "agreement.toml is missing" in answers(verdict, "no")


@pytest.mark.parametrize(
    "what",
    ["storby/2024@--output=ran", "storby/2024@-x", "storby/2024@r1\nx", "ext::sh -c touch% ran", "storby/2024@r1^{tree}",
     "storby/2024@..", "../storby/2024@r1", "/etc/passwd@r1", "storby/2024@r0", "storby/2024@r1/../r1", "storby/2024@main", "@r1"],
)  # fmt: skip
def test_39_names_and_revisions(what: str, released: World):
    before = sorted(released.root.rglob("*"))
    done = released.run("verify", what)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "hint: " in done.stderr
    assert sorted(released.root.rglob("*")) == before


def test_40_tracked_files_that_look_like_a_repository(released: World):
    """A folder of the register holds another register, and what git keeps in its own folder."""
    inner = released.root / "inner"
    subprocess.run(["cp", "-r", released.root / ".git", inner], check=True)
    for name in ("medlofte.toml", "agreements"):
        subprocess.run(["cp", "-r", released.root / name, inner / name], check=True)
    released.git("add", "--force", "inner")
    released.git("commit", "--quiet", "-m", "x")
    for folder in (inner, inner / "agreements"):
        done = released.run("--register", folder, "verify", f"{NAME}@r1")
        assert (done.returncode, done.stdout) == (3, "")
        assert "only looks like a git repository, and lies within another" in done.stderr


def test_a_message_that_holds_the_beginning_of_a_signature(released: World):
    """As git does, the last such line is taken for the beginning of the signature; the line before it counts."""
    begin = "-----BEGIN SSH SIGNATURE-----"
    tag(
        released,
        head(released),
        message=f"{begin}\n\n{last_line(released)}\n{begin}\nAAAA\n-----END SSH SIGNATURE-----",
    )
    assert verdict_on(released).outcome is Outcome.HOLDS
    tag(
        released,
        head(released),
        message=f"{last_line(released)}\n{begin}\n\nrelease.toml sha256:{'a' * 64}\n{begin}\nAAAA",
    )
    assert "its message names another release.toml" in answers(verdict_on(released), "no")


def test_a_repository_for_serving_others_is_read(released: World, tmp_path: Path):
    released.git("clone", "--quiet", "--bare", str(released.root), str(tmp_path / "served.git"))
    assert verify(Releases(tmp_path / "served.git").evidence(NAME, 1)).outcome is Outcome.HOLDS


@pytest.mark.parametrize("how", ["half", "garbage", "other"])
def test_damaged_objects(how: str, released: World):
    """Every object that the release consists of, damaged in turn: never a yes."""
    wanted = [TAG, f"{TAG}^{{}}", f"{TAG}:agreements", f"{TAG}:agreements/storby", f"{TAG}:{RELEASE}",
              f"{TAG}:agreements/{NAME}.toml", f"{TAG}:agreements/{NAME}/r1/signoffs"]  # fmt: skip
    for id_ in released.git("rev-parse", *wanted).split():
        path = released.root / ".git/objects" / id_[:2] / id_[2:]
        true = path.read_bytes()
        path.chmod(0o644)
        path.write_bytes(
            {"half": true[: len(true) // 2], "garbage": b"damage", "other": zlib.compress(b"blob 3\0abc")}[
                how
            ]
        )
        try:
            outcome = verdict_on(released).outcome
        except WorldError:
            outcome = Outcome.FAILS
        assert (id_, outcome) == (id_, Outcome.FAILS)
        path.write_bytes(true)
    assert verdict_on(released).outcome is Outcome.HOLDS


def test_all_goes_on_behind_one_that_cannot_be_read(released: World):
    released.git("update-ref", "refs/tags/lillby/2023/r1", released.git("rev-parse", TAG).strip())
    tree = put(released, "tag", b"x" * 10)
    released.write(".git/refs/tags/storby/2022/r1", f"{tree}\n")
    id_ = released.git("rev-parse", f"{TAG}:{RELEASE}").strip()
    path = released.root / ".git/objects" / id_[:2] / id_[2:]
    path.chmod(0o644)
    path.write_bytes(zlib.compress(b"blob 3\0abc"))
    done = released.run("verify", "--all")
    assert done.returncode == 1
    assert [line.split("  ")[0] for line in done.stdout.splitlines()] == [
        "lillby/2023 r1",
        "storby/2022 r1",
        "storby/2024 r1",
    ]


def test_22_a_key_that_was_lost_between_signing_and_release(signed: World):
    """The list that both signed under knows of no loss; the one of the day does."""
    path = signed.root / "agreements/signatories.toml"
    people = path.read_text(encoding="utf-8").replace(
        'from = 2023-06-01\n\n[[key]]\nperson = "bo-alm"',
        'from = 2023-06-01\nstatus = "compromised"\ncompromised = 2024-01-12\n\n[[key]]\nperson = "bo-alm"',
    )
    signed.people(people)
    signed.commit()
    done = signed.release()
    assert done.returncode == 1
    assert (
        "by the list of signatories as it stands, signoffs/polisen.anna-ek.toml does not count" in done.stderr
    )
    assert "the key is reported as compromised" in done.stderr
