"""What a search marks is exactly what stands in the original, to the code point."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.search.folding import fold
from casefile.search.hits import Hit, find_hits, make_snippet
from casefile.search.parse import parse


def marked(sentence: str, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find_hits(parse(sentence).tree, text)]


@pytest.mark.parametrize(
    ("sentence", "text", "hits"),
    [
        ("lodz", "In Łódź (and ŁÓDŹ).", ["Łódź", "ŁÓDŹ"]),
        ("ete", "l'e\u0301te\u0301 passe", ["e\u0301te\u0301"]),
        ("information", "The infor-\r\nmation office", ["infor-\r\nmation"]),
        ("strasse", "🎉 Straße", ["Straße"]),
        ("fin", "ﬁn and final", ["ﬁn"]),
        ("gucc*", "as Guccifer 2.0 wrote", ["Guccifer"]),
        ("leak", "leaks, leaked, Leak.", ["Leak"]),
        (
            '"joint statement"',
            "a joint\nstatement; joint, statement",
            ["joint\nstatement", "joint, statement"],
        ),
        ("well-known", "well-known, well known, wellknown", ["well-known", "well known", "wellknown"]),
        ("putin", "Putin's and Putin’s", ["Putin", "Putin"]),
        ("*soft*", "Microsoft", ["soft"]),
        ("東京", "これは東京タワー", ["東京"]),
        ("王毅", "外交部长王毅说", ["王毅"]),
        ("peskov", "сказал Песков. С Песковым", ["Песков", "Песковым"]),
        ("Песков", "said Peskov and peskov", ["Peskov"]),
        ("a -b (c or d)", "a b c d", ["a", "c", "d"]),
        ("tag:leak", "leak", []),
        ("-leak", "leak", []),
        ("", "leak", []),
    ],
)
def test_hits_are_marked(sentence: str, text: str, hits: list[str]) -> None:
    assert marked(sentence, text) == hits


def test_overlapping_hits_become_one() -> None:
    assert marked('"hacking attacks" attacks', "hacking attacks") == ["hacking attacks"]


def test_a_snippet_shows_the_first_hit_on_one_line_with_its_place() -> None:
    text = "word " * 100 + "the\r\nLeak was found\there. " + "more " * 100
    hits = find_hits(parse("leak").tree, text)
    snippet = make_snippet(text, hits, width=60)
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["Leak"]
    assert snippet.offset + snippet.marks[0][0] == hits[0].start
    assert len(snippet.text) <= 60
    assert "\r" not in snippet.text and "\t" not in snippet.text
    assert snippet.text.startswith("word ") and not snippet.whole


def test_a_short_text_is_its_own_snippet() -> None:
    assert make_snippet("Leak.", (Hit(0, 4),)).whole


texts = st.text(alphabet="aàßﬁ b\u0301-\nк東🎉", max_size=60)


@given(texts, st.integers(1, 40))
def test_whatever_the_text_marks_and_snippets_fit(text: str, width: int) -> None:
    hits = find_hits(parse("a or b or fi or к").tree, text)
    ends = 0
    for hit in hits:
        assert ends <= hit.start < hit.end <= len(text)
        ends = hit.end
        assert fold(text[hit.start : hit.end]).strip("-\n ")
    snippet = make_snippet(text, hits, width)
    for start, end in snippet.marks:
        assert 0 <= start < end <= len(snippet.text)
    if hits:
        assert snippet.offset <= hits[0].start
        assert snippet.marks
