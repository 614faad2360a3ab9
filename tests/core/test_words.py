"""Word marks: complete, by word, the same in both directions; and what retyping leaves alone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import HANDS, TEXTS

from draws import draws
from medlofte.core.hedging import hedges, vague_amounts
from medlofte.core.prose import normal, same
from medlofte.core.words import Op, word_diff

PROSE = TEXTS | st.text(alphabet="aåäö bAe\u0301\u00ad1 2,.-–•\n\t\u00a0”'/:q\u0303", max_size=40)

#: Few words, often again: what a search for common runs may solve in several ways.
REPEATED = st.lists(st.sampled_from(["polisen", "kommunen", "skolan"]), min_size=6, max_size=14).map(" ".join)


def side(pieces, gone: Op) -> str:
    return "".join(piece.text for piece in pieces if piece.op in (Op.SAME, gone))


@draws(150)
@given(PROSE, PROSE)
def test_the_pieces_join_to_both_texts(old, new):
    pieces = word_diff(old, new)
    assert side(pieces, Op.GONE) == normal(old)
    assert side(pieces, Op.NEW) == normal(new)


@draws(150)
@given(PROSE, PROSE)
def test_no_word_is_cut(old, new):
    for text, op in ((normal(old), Op.GONE), (normal(new), Op.NEW)):
        at = 0
        for piece in word_diff(old, new):
            if piece.op in (Op.SAME, op):
                at += len(piece.text)
                assert not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())
                assert at >= len(text) or not unicodedata.combining(text[at]) or not text[at - 1].isalnum()


@draws(150)
@given(PROSE | REPEATED, PROSE | REPEATED)
def test_swapped_sides_mirror(old, new):
    flipped = {Op.SAME: Op.SAME, Op.GONE: Op.NEW, Op.NEW: Op.GONE}
    mirrored = [(flipped[piece.op], piece.text) for piece in word_diff(new, old)]

    def runs(pieces):
        """Goes before comes in every replacement, whichever way it was found."""
        return sorted(pieces, key=str)

    assert runs(mirrored) == runs([tuple(piece) for piece in word_diff(old, new)])
    assert [text for op, text in mirrored if op is Op.SAME] == [
        piece.text for piece in word_diff(old, new) if piece.op is Op.SAME
    ]


@draws(150)
@given(PROSE)
def test_nothing_differs_from_itself(text):
    assert all(piece.op is Op.SAME for piece in word_diff(text, text))
    assert normal(normal(text)) == normal(text)


@draws(150)
@given(TEXTS, st.sampled_from(HANDS))
def test_retyped_text_is_the_same(text, hand):
    assert same(text, hand(text))
    assert hedges(text) == hedges(hand(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Polisen kan patrullera.", ("kan",)),
        ("Polisen ska finnas där invånare kan fråga.", ()),
        ("Minst tre tillfällen då invånare kan ställa frågor.", ()),
        ("En lots som företag kan ringa, och polisen kan hjälpa till.", ("kan",)),
        ("När sommaren börjar kan polisen patrullera.", ("kan",)),
        ("För att öka tryggheten kan polisen patrullera.", ("kan",)),
        ("Polisen ska patrullera. Kommunen bör lysa upp. Vi verkar för ro.", ("bör", "verkar för")),
        ("Parterna lovar att verka för ro och avser att mötas.", ("verka för",)),
    ],
)
def test_weak_words_hedge_only_where_nothing_binds(text, found):
    assert hedges(text) == found


def marks(old: str, new: str) -> str:
    sign = {Op.SAME: "{}", Op.GONE: "[-{}-]", Op.NEW: "{{+{}+}}"}
    return "".join(sign[piece.op].format(piece.text) for piece in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("minst 1 200 000 kronor om året", "minst 1 250 000 kronor om året",
         "minst [-1 200 000-]{+1 250 000+} kronor om året"),
        ("för unga 9-åringar i Storby", "för unga 10-åringar i Storby", "för unga [-9-åringar-]{+10-åringar+} i Storby"),
        ("under åren 2020–2021 i Storby", "under åren 2021–2022 i Storby",
         "under åren [-2020-2021-]{+2021-2022+} i Storby"),
        ("kontroller 5, 5 och 3 gånger", "kontroller 5, 4 och 3 gånger", "kontroller 5, [-5-]{+4+} och 3 gånger"),
        ("polisen ska öka tryggheten på torget", "polisen ska i Storby öka tryggheten på torget",
         "polisen ska{+ i Storby+} öka tryggheten på torget"),
        ("Ett helt annat löfte", "Något som ingen känner", "[-Ett helt annat löfte-]{+Något som ingen känner+}"),
        ("för aq\u0303b i Storby", "för aq\u0303c i Storby", "för [-aq\u0303b-]{+aq\u0303c+} i Storby"),
        ("", "nytt", "{+nytt+}"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_marks(old, new, expected):
    assert marks(old, new) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Punkter:\n- en\n- två", "Punkter:\n•\ten\n*\u00a0två"),
        ("åtgärd", unicodedata.normalize("NFD", "åtgärd")),
        ("”citat” och ’tecken’", "\"citat\" och 'tecken'"),
        ("2020–2021", "2020-2021"),
        ("till\u00adgänglig", "tillgänglig"),
        ("en rad\r\n  till", "en rad till"),
        ("e\u00ad\u0301n", "én"),
    ],
)
def test_typing_is_not_wording(one, other):
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("löfte", "Löfte"), ("5", "6"), ("a b", "ab"), ("skola.", "skola")]
)
def test_wording_is_not_typing(one, other):
    assert not same(one, other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Polisen ska verka för trygghet.", ("verka för",)),
        ("Polisen ska verka\nför trygghet.", ("verka för",)),
        (unicodedata.normalize("NFD", "Vi strävar efter närvaro"), ("strävar efter",)),
        ("Vid behov, om möjligt", ("vid behov", "om möjligt")),
        ("Kommunen bör och kan", ("bör", "kan")),
        ("Skanör, kanal och borrning", ()),
        ("Arbetar för att främja", ("arbetar för", "främja")),
        ("", ()),
    ],
)
def test_hedges(text, words):
    assert hedges(text) == words


def test_vague_amounts():
    assert vague_amounts("Flera insatser görs regelbundet under ett\nantal veckor") == (
        "flera", "regelbundet", "ett antal",
    )  # fmt: skip
    assert vague_amounts("Fem insatser") == ()
