"""``verify --all`` tells a watcher how far it is, and nobody else."""

from terminal import Terminal

from world import NAME, World


def test_progress_is_shown_at_a_terminal(released: World):
    window = Terminal(released.root, "verify", "--all")
    code, seen = window.end()
    assert code == 0
    assert f"1/1 {NAME} r1" in seen
    assert seen.endswith(f"\x1b[K{NAME} r1  yes\r\n")


def test_nobody_else_is_told(released: World):
    done = released.run("verify", "--all")
    assert (done.stdout, done.stderr) == (f"{NAME} r1  yes\n", "")
