"""Word-level differences inside prose: by word, never by letter."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from msgspec.structs import replace

from medlofte.core.prose import normal
from medlofte.model.change import Change, ChangeKind


class Op(StrEnum):
    """What a piece of text is in a comparison."""

    SAME = "="
    GONE = "-"
    NEW = "+"


class Piece(NamedTuple):
    """A run of words that stays, goes or comes."""

    op: Op
    text: str


class _Edit(NamedTuple):
    """A run of tokens on both sides; ``same`` where they agree."""

    same: bool
    old: list[str]
    new: list[str]


#: A number with its thousands apart (1 200 000), a word with what holds it together (A-traktor, 24/7, 1,5), or a sign.
_TOKEN = re.compile(
    r" ?(?:\d{1,3}(?: \d{3})+(?:,\d+)?(?!\w)"
    r"|[\w\u0300-\u036f]+(?:(?:[-'/:]|(?<=\d)[.,](?=\d))[\w\u0300-\u036f]+)*|[^\w\s])"
)
_FUNCTION_WORDS = """
i på av för att och som en ett den det de till med om är ska skall vid under inom från har hos eller samt
"""
#: Words that carry little; kept alone between two changes they only tear the reading apart.
_SMALL = frozenset(_FUNCTION_WORDS.split())
#: Below this share of kept weight, both texts are shown whole.
_BLOCK = 0.3
#: Texts whose words multiply to more are shown whole: the search grows with the product.
_MOST = 16_000_000
#: A kept run this light between two changes is swallowed by them.
_ISLAND = 2


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two texts word by word.

    Joining the pieces that are ``=`` and ``-`` gives the normal form of ``old``; ``=`` and ``+`` that of ``new``.
    """
    one, other = normal(old), normal(new)
    # The search is not symmetrical by itself: always go one way, so that swapped sides mirror.
    turned = one > other
    edits = _found(other, one) if turned else _found(one, other)
    if turned:
        edits = [_Edit(edit.same, edit.new, edit.old) for edit in edits]
    return tuple(piece for edit in edits for piece in _pieces(edit))


def _found(one: str, other: str) -> list[_Edit]:
    left, right = _TOKEN.findall(one), _TOKEN.findall(other)
    if len(left) * len(right) > _MOST:
        return [_Edit(False, left, right)]
    edits = _clean(_edits(left, right))
    kept = sum(_weight(edit.old) for edit in edits if edit.same)
    if kept < _BLOCK * max(_weight(left), _weight(right)):
        return [_Edit(False, left, right)]
    return edits


#: Changes whose texts are names of something else, not prose.
_NAMES = frozenset({ChangeKind.AREA, ChangeKind.PARENT})


def marked(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes, those from one text to another with their words marked."""
    return tuple(_marked(change) if change.kind not in _NAMES else change for change in changes)


def _marked(change: Change) -> Change:
    one, other = change.before, change.after
    if type(one) is not str or type(other) is not str or not one or not other:
        return change
    return replace(change, words=tuple((piece.op.value, piece.text) for piece in word_diff(one, other)))


def _edits(left: list[str], right: list[str]) -> list[_Edit]:
    # The first word of a text has no blank before it; that must not make it another word.
    keys = [token.strip() for token in left], [token.strip() for token in right]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    edits: list[_Edit] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            edits.append(_Edit(False, left[i:j], right[k:m]))
            continue
        for one, other in zip(left[i:j], right[k:m], strict=True):
            same = one == other
            if edits and edits[-1].same == same:
                edits[-1].old.append(one)
                edits[-1].new.append(other)
            else:
                edits.append(_Edit(same, [one], [other]))
    return edits


def _clean(edits: list[_Edit]) -> list[_Edit]:
    """Swallow light islands between two replacements."""
    out: list[_Edit] = []
    for index, edit in enumerate(edits):
        after = edits[index + 1] if index + 1 < len(edits) else None
        if out and not out[-1].same and _joins(out[-1], edit, after):
            out[-1] = _Edit(False, out[-1].old + edit.old, out[-1].new + edit.new)
        else:
            out.append(_Edit(edit.same, list(edit.old), list(edit.new)))
    return out


def _joins(before: _Edit, edit: _Edit, after: _Edit | None) -> bool:
    if not edit.same:
        return True
    if after is None:
        return False
    pure = (not before.old and not after.old) or (not before.new and not after.new)
    return not pure and _weight(edit.old) <= _ISLAND


def _weight(tokens: list[str]) -> int:
    return sum(
        1 if token.strip().lower() in _SMALL or not token.strip()[0].isalnum() else 3 for token in tokens
    )


def _pieces(edit: _Edit) -> list[Piece]:
    old, new = "".join(edit.old), "".join(edit.new)
    if edit.same:
        return [Piece(Op.SAME, old)]
    blank = " " if old.startswith(" ") and new.startswith(" ") else ""
    lead = [Piece(Op.SAME, blank)] if blank else []
    rest = [Piece(Op.GONE, old[len(blank) :]), Piece(Op.NEW, new[len(blank) :])]
    return lead + [piece for piece in rest if piece.text]
