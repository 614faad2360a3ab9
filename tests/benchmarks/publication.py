"""What it costs to publish the signed releases: as pages, as PDF, and again after one new release.

These take so long that no first run is left out of the count; the median does without it.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from meter import Cost, once

FLOOR = (sys.executable, str(Path(__file__).with_name("floor.py")))
#: Processor time of the pages over that of one plain page for each document.
PAGES = 5.0
#: The longest that the PDFs may take, in seconds.
PATIENCE = 60.0
#: Processor time after one new release over that of the whole.
SHARE = 1 / 20
#: Bytes of a page, on average.
SIZE = 20_000
#: What a register remembers of publishing.
MEMORY = ".git/medlofte-published.json"
WHO = ("-c", "user.name=Nationen", "-c", "user.email=nationen@example.invalid")

Row = tuple[str, bool]


def publication(command: tuple[str, ...], root: Path, runs: int, only: str) -> Iterator[Row]:
    """Rows of the fourth table: what it takes to publish releases."""
    yield "| what | got | target |", True
    yield "|---|---|---|", True
    with tempfile.TemporaryDirectory(prefix="site-") as scratch:
        bench = _Bench(command, root, Path(scratch), runs)
        if only in "`publish --only pages`":
            yield from bench.pages()
        if only in "`publish --only pdf`":
            yield from bench.pdf()
        if only in "`publish` again":
            yield from bench.again()


class _Bench:
    """Runs everything in a scratch folder; the register that is measured only forgets what it was published to."""

    def __init__(self, command: tuple[str, ...], root: Path, scratch: Path, runs: int) -> None:
        self.command, self.root, self.scratch, self.runs = command, root, scratch, runs
        self.site, self.plain = scratch / "site", scratch / "plain"

    def pages(self) -> Iterator[Row]:
        """The pages against plain ones, and how large they are."""
        few, many, verified = [], [], []
        for _ in range(self.runs):
            mine = self._publish("--only", "pages")
            few.append(mine.cpu / self._floor("publish").cpu)
            many.append(mine.cpu / self._floor("publish-each").cpu)
            verified.append(once((*self.command, "verify", "--all"), self.root).cpu / mine.cpu)
        got = statistics.median(few)
        yield _row(
            "`publish --only pages`, over one plain page a document", f"{got:.1f}", "≤ 5", got <= PAGES
        )
        yield _row("the same, over as many plain pages", f"{statistics.median(many):.1f}", "–")
        yield _row("the share of `verify --all` in it", f"{statistics.median(verified):.2f}", "–")
        sizes = [path.stat().st_size for path in self.site.rglob("*.html")]
        mean = statistics.mean(sizes)
        yield _row(f"bytes of a page, on average of {len(sizes)}", f"{mean:.0f}", "< 20000", mean < SIZE)

    def pdf(self) -> Iterator[Row]:
        """The PDFs, in seconds until they are there."""
        wall = max(self._publish("--only", "pdf").wall for _ in range(self.runs))
        count = sum(1 for _ in self.site.rglob("*.pdf"))
        what = f"`publish --only pdf`, {count} documents: seconds, the longest run"
        yield _row(what, f"{wall:.1f}", f"≤ {PATIENCE:g}", wall <= PATIENCE)

    def again(self) -> Iterator[Row]:
        """Everything, against what is made again when one release has been added."""
        register, before = self.scratch / "register", self.scratch / "before"
        shutil.copytree(self.root, register)
        tag = _git(register, "for-each-ref", "--format=%(refname)", "refs/tags").split()[-1]
        target = _git(register, "rev-parse", tag).strip()
        _git(register, "rm", "-r", "--quiet", f"agreements/{tag.removeprefix('refs/tags/')}")
        _git(register, *WHO, "commit", "--quiet", "-m", "Before the release")
        _git(register, "update-ref", "-d", tag)
        once((*self.command, "publish", str(before)), register)
        remembered = (register / MEMORY).read_bytes()
        _git(register, *WHO, "revert", "--no-edit", "HEAD")
        _git(register, "update-ref", tag, target)
        shares = []
        for _ in range(self.runs):
            whole = self._publish()
            shutil.rmtree(self.site)
            shutil.copytree(before, self.site)
            (register / MEMORY).write_bytes(remembered)
            shares.append(once((*self.command, "publish", str(self.site)), register).cpu / whole.cpu)
        got = statistics.median(shares)
        what = "`publish` again after one new release, as a share of the whole"
        yield _row(what, f"1/{1 / got:.1f}", f"≤ 1/{1 / SHARE:.0f}", got <= SHARE)

    def _publish(self, *more: str) -> Cost:
        """Publish as for the first time: nothing is there, and nothing remembered."""
        shutil.rmtree(self.site, ignore_errors=True)
        (self.root / MEMORY).unlink(missing_ok=True)
        return once((*self.command, "publish", str(self.site), *more), self.root)

    def _floor(self, what: str) -> Cost:
        shutil.rmtree(self.plain, ignore_errors=True)
        return once((*FLOOR, what, str(self.root), str(self.plain)), self.root)


def _row(what: str, got: str, target: str, kept: bool = True) -> Row:
    return f"| {what} | {got}{'' if kept else ' (missed)'} | {target} |", kept


def _git(folder: Path, *args: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *args], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout
