"""Run medlofte on the nation beside the floor and print what it costs, as ratios.

Every command and its floor run in turn, A B A B, as whole processes; what counts is the processor time that the
operating system accounts to the finished child and its children, and the ratio is the median of the pairwise ratios, so
that a machine whose speed drifts does not sway it. Wall time is no verdict, but for two commands that somebody waits
for while two cores work: verifying the releases of the whole nation, and setting them as PDF.

    python tests/benchmarks/run.py [--nation DIR] [--releases DIR] [--runs N] [--only WORD] [--command CMD] [--assert]
"""

import argparse
import shlex
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import nation  # noqa: E402
from meter import in_turn, ratio  # noqa: E402
from publication import publication  # noqa: E402

FLOOR = (sys.executable, str(HERE / "floor.py"))
PASS = (sys.executable, "-c", "pass")
#: A quarter of the nation, to see how cost grows.
SHARE = 4
#: Processor time on the whole nation over that on a quarter of it; linear growth gives the share or less.
GROWTH = SHARE * 1.1
#: The same for peak memory; what is held at a time must not depend on how many municipalities there are.
FLAT = 1.25
#: The longest that verifying one release of every municipality may take, in seconds.
PATIENCE = 10.0


@dataclass(frozen=True)
class Case:
    """One command of medlofte, its floor, and the most it may cost as a multiple of it."""

    name: str
    args: tuple[str, ...]
    floor: tuple[str, ...]
    most: float | None = None


def cases(root: str) -> list[Case]:
    """Every command that is measured against a floor."""
    last, before = str(nation.PERIODS[-1]), str(nation.PERIODS[-2])
    one = "kommun-001"
    return [
        Case("`--version`", ("--version",), PASS, 6),
        Case("`--help`", ("--help",), PASS, 6),
        Case("`check`", ("check",), (*FLOOR, "check", root), 1.5),
        Case(
            f"`check @year-{last}`",
            ("check", f"@year-{last}"),
            (*FLOOR, "check-revision", root, f"year-{last}"),
        ),
        Case(
            f"`diff {one} {before} {last}`",
            ("diff", one, before, last),
            (*FLOOR, "diff-one", root, one, before, last),
        ),
        Case(
            f"`diff --all {before} {last}`",
            ("diff", "--all", before, last),
            (*FLOOR, "diff", root, before, last),
            1.5,
        ),
        Case(
            f"`diff --all {before} {last} --format json`",
            ("diff", "--all", before, last, "--format", "json"),
            (*FLOOR, "diff", root, before, last),
            1.5,
        ),
        Case(f"`changelog {one}`", ("changelog", one), (*FLOOR, "changelog-one", root, one)),
        Case("`changelog --all`", ("changelog", "--all"), (*FLOOR, "changelog", root), 1.5),
    ]


def floors(command: tuple[str, ...], root: Path, runs: int, only: str) -> Iterator[tuple[str, bool]]:
    """Rows of the first table, and whether each is within its target."""
    yield "| command | CPU, as a multiple of the floor | target | peak memory, MiB | of the floor |", True
    yield "|---|---|---|---|---|", True
    for case in cases(str(root)):
        if only in case.name:
            pairs = in_turn(((*command, *case.args), root), (case.floor, root), runs)
            got = ratio(pairs)
            mine, floor = (max(cost.memory for cost in side) for side in zip(*pairs, strict=True))
            kept = case.most is None or got <= case.most
            most = f"≤ {case.most:g}" if case.most else "–"
            yield (
                f"| {case.name} | {got:.2f}{'' if kept else ' (missed)'} | {most} | {mine:.0f} | {floor:.0f} |",
                kept,
            )


def release_cases(root: str) -> list[Case]:
    """Every command that is measured on signed releases."""
    bundle = next(Path(root, "dist").glob("*.zip"))
    return [
        Case("`verify kommun-001/2024@r1`", ("verify", "kommun-001/2024@r1"), PASS, 15),
        Case("`verify BUNDLE.zip`", ("verify", str(bundle)), PASS, 15),
        Case("`verify --all`", ("verify", "--all"), (*FLOOR, "verify-all", root)),
    ]


def verification(command: tuple[str, ...], root: Path, runs: int, only: str) -> Iterator[tuple[str, bool]]:
    """Rows of the third table: what it takes to verify releases."""
    yield "| command | CPU, as a multiple of the floor | target | seconds, the longest run | target |", True
    yield "|---|---|---|---|---|", True
    for case in release_cases(str(root)):
        if only not in case.name:
            continue
        pairs = in_turn(((*command, *case.args), root), (case.floor, root), runs)
        got, wall = ratio(pairs), max(mine.wall for mine, _ in pairs)
        many = "--all" in case.args
        kept = (case.most is None or got <= case.most) and (not many or wall <= PATIENCE)
        most = f"≤ {case.most:g}" if case.most else "–"
        seconds = f"{wall:.1f} | ≤ {PATIENCE:g}" if many else "– | –"
        yield f"| {case.name} | {got:.2f}{'' if kept else ' (missed)'} | {most} | {seconds} |", kept


def growth(
    command: tuple[str, ...], whole: Path, quarter: Path, runs: int, only: str
) -> Iterator[tuple[str, bool]]:
    """Rows of the second table: the whole nation beside a quarter of it."""
    yield (
        f"| command | CPU, whole nation over a quarter ({SHARE} is linear) | peak memory, the same (1 is flat) |",
        True,
    )
    yield "|---|---|---|", True
    for case in cases(str(whole)):
        if only in case.name and (case.args == ("check",) or "--all" in case.args):
            full = (*command, *case.args)
            pairs = in_turn((full, whole), (full, quarter), runs)
            got = ratio(pairs)
            memory = statistics.median(one.memory / other.memory for one, other in pairs)
            kept = got <= GROWTH and memory <= FLAT
            yield f"| {case.name} | {got:.2f} | {memory:.2f}{'' if kept else ' (missed)'} |", kept


def main() -> int:
    """Read the command line, make the nation where it is missing, print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nation", type=Path, help="where the nation lies, or is to be made and kept")
    parser.add_argument(
        "--releases", type=Path, help="where the signed releases lie, or are to be made and kept"
    )
    parser.add_argument("--municipalities", type=int, default=nation.MUNICIPALITIES)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="", help="run the commands whose name contains this")
    parser.add_argument("--command", default=shlex.join((sys.executable, "-m", "medlofte")))
    parser.add_argument(
        "--assert", dest="strict", action="store_true", help="exit 1 where a target is missed"
    )
    args = parser.parse_args()
    command = tuple(shlex.split(args.command))
    kept = True
    with tempfile.TemporaryDirectory(prefix="nation-") as scratch:
        whole: Path = args.nation or Path(scratch, "whole")
        quarter = Path(scratch, "quarter")
        if not whole.exists():
            nation.make(whole, args.municipalities)
        count = len(list((whole / "agreements").iterdir()))
        nation.make(quarter, count // SHARE)
        print(
            f"{count} municipalities, {len(nation.PERIODS)} periods; {args.runs} runs, the median of pairwise ratios.\n"
        )
        for line, within in floors(command, whole.resolve(), args.runs, args.only):
            print(line, flush=True)
            kept = kept and within
        print()
        for line, within in growth(command, whole.resolve(), quarter, args.runs, args.only):
            print(line, flush=True)
            kept = kept and within
        print()
        signed: Path = args.releases or Path(scratch, "releases")
        if not signed.exists():
            import releases  # only here, since it takes medlofte itself to make them

            releases.make(signed, count)
        for line, within in verification(command, signed.resolve(), args.runs, args.only):
            print(line, flush=True)
            kept = kept and within
        print()
        for line, within in publication(command, signed.resolve(), args.runs, args.only):
            print(line, flush=True)
            kept = kept and within
    return 1 if args.strict and not kept else 0


if __name__ == "__main__":
    sys.exit(main())
