"""What is typed on a plain keyboard finds what a document prints, at its exact place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.search.folding import fold, fold_with_places, needs_parts, spaced, word_spans, words_in


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("Łódź", "lodz"),
        ("Ørsted", "orsted"),
        ("Đorđe", "dorde"),
        ("Straße", "STRASSE"),
        ("Diyarbakır", "diyarbakir"),
        ("İstanbul", "istanbul"),
        ("Ærø", "aero"),
        ("Œuvre", "oeuvre"),
        ("Guðmundur", "gudmundur"),
        ("Þór", "thor"),
        ("Għarb", "gharb"),
        ("O’Brien", "o'brien"),
        ("ﬁnancé", "finance"),
        ("Ｆｕｌｌ", "full"),
        ("co\u00adoperate", "cooperate"),
        ("ze\u200bro", "zero"),
        ("Nguyễn", "nguyen"),
        ("e\u0301te\u0301", "été"),
        ("Ёлка", "елка"),
        ("٢٠١٦", "2016"),
        ("infor-\nmation", "information"),
        ("infor-\r\n  mation", "information"),
        ("infor\u00ad\nmation", "information"),
        ("infor\x02mation", "information"),
        ("Σίσυφος", "σισυφοσ"),
        ("مُحَمَّد", "محمد"),
        ("㎏", "kg"),
    ],
)
def test_a_plain_spelling_meets_the_printed_one(printed: str, typed: str) -> None:
    assert fold(printed) == fold(typed)


def test_hyphens_that_are_part_of_a_name_stay() -> None:
    assert fold("Anglo-\nSaxon") == "anglo-\nsaxon"
    assert fold("well-known") == "well-known"
    assert fold("page 3-\n4") == "page 3-\n4"


def test_scripts_whose_marks_are_letters_keep_them() -> None:
    assert fold("が") != fold("か")
    assert fold("が") == fold(unicodedata.normalize("NFD", "が"))
    assert fold("한국") == fold(unicodedata.normalize("NFD", "한국"))


def test_places_point_into_the_original() -> None:
    text = "Stra\u00dfe, fi\ufb01, infor-\nmation 🎉 e\u0301t\r\n\u05d0"
    folded, places = fold_with_places(text)
    at = folded.index("information")
    assert text[places[at]] == "i"
    assert text[places[at + 5]] == "m"
    assert text[places[folded.index("t", at + 11)]] == "t"
    assert places[folded.index("🎉")] == text.index("🎉")
    assert [places[at] for at in (4, 5)] == [4, 4]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_folding_twice_changes_nothing_more_and_places_fit(text: str) -> None:
    folded, places = fold_with_places(text)
    assert folded == fold(text)
    assert fold(folded.replace("\n", " ").replace("\r", " ")) == folded.replace("\n", " ").replace("\r", " ")
    assert len(places) == len(folded)
    assert all(0 <= place < len(text) for place in places)
    assert list(places) == sorted(places)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    flat = text.replace("\n", " ").replace("\r", " ").replace("\u2028", " ")
    assert fold(unicodedata.normalize("NFC", flat)) == fold(unicodedata.normalize("NFD", flat))


@given(st.text(alphabet="ab-\n\r \u00ad\u0301é\u200bñß", max_size=30))
def test_broken_lines_fold_the_same_with_and_without_places(text: str) -> None:
    assert fold_with_places(text)[0] == fold(text)


def test_scripts_without_spaces_are_searched_in_parts() -> None:
    assert all(needs_parts(word) for word in ("東京", "東京タワー", "ประเทศ", "ទីក្រុង"))
    assert not any(needs_parts(word) for word in ("Tokyo", "Москва", "القاهرة", "서울", ""))


def test_every_character_of_such_a_script_is_a_word_of_the_index() -> None:
    assert words_in(fold("Wang 王毅 said")) == ["wang", "王", "毅", "said"]
    assert spaced("wang 王毅").split() == ["wang", "王", "毅"]
    assert [fold("Łódź, 2016")[start:end] for start, end in word_spans(fold("Łódź, 2016"))] == [
        "lodz",
        "2016",
    ]
