"""Parts of long texts: cut so that what differs is seen, and folded where much stays as it was."""

from itertools import pairwise

#: Runs of words, each with ``=``, ``-`` or ``+``.
Words = tuple[tuple[str, str], ...]
#: Words kept on either side of a difference, and the longest run that is left whole.
_AROUND, _WHOLE = 8, 24
#: Signs kept before a difference, where a word is too long to be shown from its beginning.
_SIGNS = 12
_DOTS = "…"


def excerpts(before: str, after: str, room: int) -> tuple[str, str]:
    """Two texts, both begun shortly before their first difference where ``room`` signs would not show it."""
    pairs = zip(before, after, strict=False)
    same = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))
    word = before.rfind(" ", 0, same) + 1
    if max(_end(text, same) for text in (before, after)) <= room or same < _SIGNS:
        return before, after
    if same - word > _SIGNS * 2:
        start = same - _SIGNS
        return _DOTS + before[start:], _DOTS + after[start:]
    start = before.rfind(" ", 0, max(word - 1, 0)) + 1
    start = start if same - start <= _SIGNS * 2 else word
    lead = f"{_DOTS} " if start else ""
    return lead + before[start:], lead + after[start:]


def _end(text: str, same: int) -> int:
    """Where the first word that differs ends; of a long word its first signs will do."""
    blank = text.find(" ", same)
    return min(blank if blank >= 0 else len(text), same + 2 * _SIGNS)


def broken(text: str, room: int) -> str:
    """Text whose first word is no longer than a line, so that a cut leaves some of it."""
    first = text.split(" ", 1)[0]
    return f"{text[:room]} {text[room:]}" if len(first) > room > 0 else text


def near(runs: Words) -> Words:
    """Runs of words without what stays far from any difference."""
    last = len(runs) - 1
    return tuple(
        (op, _inner(run, first=not at, last=at == last) if op == "=" else run)
        for at, (op, run) in enumerate(runs)
    )


def _inner(run: str, *, first: bool, last: bool) -> str:
    parts = run.split(" ")
    if len(parts) <= _WHOLE:
        return run
    begun = [] if first else parts[: _AROUND + 1]
    ended = [] if last else parts[-_AROUND - 1 :]
    return " ".join([*begun, _DOTS, *ended])


def joined(parts: list[str], sign: str = ", ") -> str:
    """Items of a list in one line, without the full stops inside it."""
    kept = [part for part in parts if part]
    return sign.join([*(_unstopped(part) for part, _ in pairwise(kept)), *kept[-1:]])


def _unstopped(text: str) -> str:
    """Text without the full stop at its end; that of an abbreviation such as m.m. stays."""
    bare = text.removesuffix(".")
    return text if "." in bare.rpartition(" ")[2] else bare
