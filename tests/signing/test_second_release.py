"""A later release of the same period: what it needs before anybody signs, and what its changelog tells."""

import subprocess

from world import TEXT, World

AMENDMENT = """
[[amendment]]
date = 2024-03-01
reason = "Torget är fortfarande otryggt."
text = "Tre kvällar i stället för två."
"""
CHANGED = TEXT.replace("två kvällar", "tre kvällar")


def test_nobody_signs_a_changed_text_that_does_not_say_what_it_changes(released: World):
    released.text(CHANGED)
    released.commit()
    done = released.sign("anna-ek")
    assert done.returncode == 1
    assert "add [[amendment]] with date, reason and text" in done.stderr


def test_its_changelog_tells_the_amendment_and_what_differs(released: World):
    released.text(CHANGED + AMENDMENT)
    released.commit()
    status = released.status()
    assert status["since_release"] == "since then these pledges changed: torget"
    assert (status["release"], status["stage"]) == (2, "draft")
    released.signed()
    done = released.release(day="2024-03-05")
    assert done.returncode == 0, done.stderr
    told = (released.root / "agreements/storby/2024/r2/changelog.md").read_text(encoding="utf-8")
    assert "2024-03-01: Torget är fortfarande otryggt. Tre kvällar i stället för två." in told
    assert "<del>två</del><ins>tre</ins>" in told
    assert released.verify("storby/2024@r2")["outcome"] == "holds"
    assert released.verify("storby/2024@r1")["outcome"] == "holds"


def test_an_amendment_alone_is_no_mere_form(released: World):
    released.text(TEXT + AMENDMENT)
    released.commit()
    assert released.status()["since_release"] == "since then this changed: amendment"


def test_a_bare_clone_without_its_branch_is_told_as_such(released: World, tmp_path):
    bare = tmp_path / "bare.git"
    released.git("clone", "-q", "--bare", str(released.root), str(bare))
    subprocess.run(["git", "-C", bare, "symbolic-ref", "HEAD", "refs/heads/nowhere"], check=True)
    verdict = World(bare, released.home).verify("storby/2024@r1")
    assert verdict["outcome"] == "holds"
    open_ = [step for step in verdict["steps"] if step["answer"] == "not_checked"]
    assert "HEAD names a branch that is not here" in [detail for step in open_ for detail in step["details"]]


def test_a_release_that_names_none_before_it_is_told_of_the_one_that_git_knows(released: World):
    """Whoever writes ``release.toml`` may leave the release before out; git and the text's own renewal do not."""
    ledger = '\n[renewal]\nof = "storby/2024"\n\n[[renewal.pledge]]\nid = "torget"\nfate = "kept"\ninto = ["torget"]\n'
    released.text(TEXT.replace("2024", "2025") + ledger, "storby/2025")
    released.commit()
    tag = released.git("rev-parse", "storby/2024/r1").strip()
    record = released.root / "agreements/storby/2024/r1/release.toml"
    kept = record.read_bytes()
    record.unlink()
    for person in ("anna-ek", "bo-alm"):
        done = released.sign(person, name="storby/2025", day="2025-01-10")
        assert done.returncode == 0, done.stderr
    assert released.release(name="storby/2025", day="2025-01-15").returncode == 0
    record.write_bytes(kept)
    released.git("update-ref", "refs/tags/storby/2024/r1", tag)
    verdict = released.verify("storby/2025@r1")
    told = [
        detail for step in verdict["steps"] if step["answer"] == "not_checked" for detail in step["details"]
    ]
    assert "the register has tagged storby/2024 r1, which it does not name" in told
