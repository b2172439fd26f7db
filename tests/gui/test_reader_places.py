"""Places never drift: code points and UTF-16 units, graphemes, words, sentences, paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.gui.reader import places
from casefile.gui.reader.paragraphs import LONGEST_PIECE, Pieces
from casefile.gui.reader.piece_layout import shown_words

PIECES = ["a", "é", "e\u0301", "😀", "👩\u200d👩\u200d👧", "🇳🇴", "\r\n", "\n", " ", "ש", "ب", "汉", "क्षि"]
PIECES += ["\u2028", "\xa0", "x. ", "\ufffc"]
LETTERS = st.sampled_from(PIECES) | st.integers(0, 0x10FFFF).filter(lambda n: not 0xD800 <= n < 0xE000).map(
    chr
)
TEXTS = st.lists(LETTERS, max_size=60).map("".join)


@given(TEXTS, st.integers(0, 200))
def test_a_place_comes_back_from_qts_units_unchanged(text: str, repeat: int) -> None:
    long = text * (1 + repeat)
    converter = places.CodePlaces(long)
    units = long.encode("utf-16-le", "surrogatepass")
    assert converter.unit_length == len(units) // 2
    for at in {0, len(long), *range(0, len(long), max(1, len(long) // 37))}:
        unit = converter.to_units(at)
        assert unit == len(long[:at].encode("utf-16-le", "surrogatepass")) // 2
        assert converter.to_points(unit) == at


def test_a_unit_inside_an_emoji_belongs_to_the_emoji() -> None:
    converter = places.CodePlaces("a😀b")
    assert [converter.to_points(unit) for unit in range(5)] == [0, 1, 1, 2, 3]


def test_an_emoji_on_the_edge_of_the_index_is_not_cut() -> None:
    text = "x" * 4095 + "😀" + "y" * 4095 + "😀😀"
    converter = places.CodePlaces(text)
    for at in (4094, 4095, 4096, 4097, 8191, 8192, 8193):
        assert converter.to_points(converter.to_units(at)) == at
    assert converter.to_points(4096) == 4095


def test_places_outside_the_text_go_to_its_ends() -> None:
    converter = places.CodePlaces("😀b")
    assert (converter.to_units(-4), converter.to_units(99)) == (0, 3)
    assert (converter.to_points(-4), converter.to_points(99)) == (0, 2)


@given(TEXTS)
def test_a_snapped_stretch_holds_whole_graphemes_and_only_grows(text: str) -> None:
    for at in range(len(text) + 1):
        low, high = places.snapped(text, at), places.snapped(text, at, forward=True)
        assert low <= at <= high
        assert places.is_grapheme_edge(text, low)
        assert places.is_grapheme_edge(text, high)


@pytest.mark.parametrize("whole", ["👩‍👩‍👧", "e\u0301", "\r\n", "🇳🇴", "👍🏽"])
def test_a_grapheme_is_never_split(whole: str) -> None:
    text = f"ab{whole}cd"
    assert {places.snapped_stretch(text, at, at) for at in range(3, 2 + len(whole))} == {(2, 2 + len(whole))}
    assert places.next_grapheme(text, 2) == 2 + len(whole)
    assert places.previous_grapheme(text, 2 + len(whole)) == 2


@pytest.mark.parametrize(
    ("at", "words"),
    [(0, "don’t"), (5, "don’t"), (7, "stop"), (10, "stop"), (13, "3.5"), (18, "żółć"), (22, "żółć")],
)
def test_a_double_click_takes_the_word(at: int, words: str) -> None:
    text = "don’t, stop; 3.5; żółć"
    start, end = places.word_bounds(text, at)
    assert text[start:end] == words


@pytest.mark.parametrize(
    ("near", "words"),
    [
        ("voted", "They voted on Nov. 8 in Ellery."),
        ("Holm", "Mrs. Ida Holm did not."),
        ("Why", "Why?"),
        ("U.S.", "The U.S. navy left at 5 p.m. sharp."),
        ("seine", "J. Q. Vane met seine Leute."),
    ],
)
def test_a_triple_click_takes_the_sentence_past_short_forms(near: str, words: str) -> None:
    text = (
        "They voted on Nov. 8 in Ellery. Mrs. Ida Holm did not. Why? "
        "The U.S. navy left at 5 p.m. sharp. J. Q. Vane met seine Leute."
    )
    start, end = places.sentence_bounds(text, text.index(near), 0, len(text))
    assert text[start:end] == words


def test_words_are_walked_one_by_one_across_signs_and_lines() -> None:
    text = "one, two\r\n– three"
    ends = []
    at = 0
    while at < len(text):
        at = places.next_word_end(text, at)
        ends.append(text[:at].split()[-1])
    assert ends == ["one", "two", "three"]
    assert text[places.previous_word_start(text, len(text)) :] == "three"
    assert places.previous_word_start(text, places.previous_word_start(text, 8)) == 0


@given(TEXTS)
def test_no_word_of_a_text_without_blocks_is_left_out(text: str) -> None:
    pieces = Pieces(text)
    shown = "".join(text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True))
    assert "".join(shown.split()) == "".join(text.split())
    assert list(pieces.starts) == sorted(pieces.starts)


def test_words_outside_every_block_are_shown_and_not_counted() -> None:
    text = "lost before\nFirst block.\nlost between\nSecond block.\nlost after"
    a, b = text.index("First"), text.index("Second")
    pieces = Pieces(text, ((a, a + 12, "heading1"), (b, b + 13, "quote")))
    rows = [
        (text[s:e], pieces.kind(i), pieces.numbers[i])
        for i, (s, e) in enumerate(zip(pieces.starts, pieces.ends, strict=True))
    ]
    assert rows == [
        ("lost before", "paragraph", 0),
        ("First block.", "heading1", 1),
        ("lost between", "paragraph", 0),
        ("Second block.", "quote", 2),
        ("lost after", "paragraph", 0),
    ]
    assert pieces.paragraphs == 2


@pytest.mark.parametrize("text", ["one word after another. " * 4000, "x" * 50_000, "👩‍👩‍👧" * 9000])
def test_a_very_long_paragraph_is_cut_into_pieces_that_join_without_a_gap(text: str) -> None:
    pieces = Pieces(text, ((0, len(text), "paragraph"),))
    assert len(pieces) > 10
    assert max(e - s for s, e in zip(pieces.starts, pieces.ends, strict=True)) <= LONGEST_PIECE
    assert (pieces.starts[0], pieces.ends[-1]) == (0, len(text))
    assert list(pieces.starts[1:]) == list(pieces.ends[:-1])
    assert all(places.is_grapheme_edge(text, start) for start in pieces.starts)
    assert {pieces.number(i) for i in range(len(pieces))} == {1}
    assert pieces.paragraph_bounds(len(text) // 2) == (0, len(text))
    assert [i for i in range(len(pieces)) if pieces.ends_paragraph(i)] == [len(pieces) - 1]


@given(TEXTS)
def test_what_is_laid_out_has_the_length_of_the_words(text: str) -> None:
    shown = shown_words(text)
    assert len(shown) == len(text)
    assert [a == b for a, b in zip(shown, text, strict=True) if b.isalnum()].count(False) == 0
    assert not set(shown) & set("\n\r\u2028\u2029\u202d\u202e\ufffc\0")
