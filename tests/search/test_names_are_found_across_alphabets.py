"""A name is found whatever alphabet, romanisation or case ending a document writes it in."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.search.consonants import consonant_keys
from casefile.search.names import name_index_words, name_query_words, same_name
from casefile.search.transliterate import name_keys

SPELLINGS = [
    "Peskov Peskow Песков Песковым Пескова Пескову",
    "Tchaikovsky Чайковский Tschaikowski Chaykovskiy Čajkovskij Czajkowski Чайковского Чайковскому",
    "Khrushchev Хрущёв Хрущев Chruschtschow Chruszczow",
    "Gorbachev Горбачёв Горбачев Gorbatschow Gorbachyov",
    "Yeltsin Ельцин Jelzin Eltsine Ельцина",
    "Solzhenitsyn Солженицын Solschenizyn",
    "Khodorkovsky Ходорковский Chodorkowski",
    "Yanukovych Янукович Janukowytsch Yanukovich Януковича",
    "Navalny Навальный Nawalny Navalnyj Навального",
    "Pushkin Пушкин Puschkin Pouchkine Puszkin",
    "Zhukov Жуков Schukow Joukov",
    "Sergey Сергей Sergei Sergej Serguei Сергея Сергеем",
    "Dmitri Дмитрий Dmitry Дмитрия Дмитрием",
    "Alexander Александр Aleksandr Alexandre",
    "Poroshenko Порошенко Poroschenko",
    "Mitsotakis Μητσοτάκης Μητσοτάκη",
    "Papandreou Παπανδρέου",
    "Saakashvili სააკაშვილი Саакашвили",
    "Obama Օբամա ობამა Обама",
]
CONSONANTS = [
    "Mohammed محمد",
    "Abdullah عبدالله",
    "Fatima فاطمة",
    "Netanyahu נתניהו",
    "Shimon שמעון",
    "Israel ישראל",
]


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_every_spelling_of_a_name_meets_the_first(spellings: str) -> None:
    first, *others = spellings.split()
    for other in others:
        assert same_name(first, other), other
        assert not name_keys(first).isdisjoint(name_keys(other))


@pytest.mark.parametrize("spellings", CONSONANTS)
def test_scripts_without_vowels_meet_by_consonants(spellings: str) -> None:
    latin, other = spellings.split()
    assert same_name(latin, other)
    assert same_name(other, latin)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peskov", "Песни"), ("Putin", "Пушкин"), ("Ivanov", "Ивановский"), ("will", "Vil"), ("may", "Mai"),
        ("Anna", "Анатолий"), ("Mohammed", "Mahmoud"), ("محمد", "أحمد"), ("Tsai", "蔡"),
    ],
)  # fmt: skip
def test_other_words_do_not_meet(one: str, other: str) -> None:
    assert not same_name(one, other)


@pytest.mark.parametrize("spellings", SPELLINGS + CONSONANTS)
def test_the_index_answers_in_both_directions(spellings: str) -> None:
    first, *others = spellings.split()
    for other in others:
        for asked, printed in ((first, other), (other, first)):
            indexed = set(name_index_words(f"x {printed}, y").split())
            assert indexed & set(name_query_words(asked)), (asked, printed)


def test_a_small_letter_asks_other_alphabets_only() -> None:
    assert set(name_index_words("сказал Песков").split()) & set(name_query_words("peskov"))
    assert not set(name_index_words("said Peskow").split()) & set(name_query_words("peskov"))
    assert name_index_words("the quick brown fox") == ""
    assert name_query_words("东京") == ()


@given(st.text(max_size=30))
def test_any_word_has_keys_of_plain_letters_and_not_many(word: str) -> None:
    keys = name_keys(word)
    assert len(keys) <= 300
    assert all(key.isascii() and key.isalpha() and key.islower() for key in keys)
    assert all(key.isalpha() for key in consonant_keys(word))
    name_index_words(word)
    name_query_words(word)


def _shared() -> Path:
    beside = Path(__file__).parents[3] / "shared"
    return Path(
        os.environ.get("CASEFILE_SHARED", beside if beside.exists() else beside.parent.parent / "shared")
    )


def test_pairs_of_the_corpus_that_differ_by_alphabet_are_met() -> None:
    pairs = _shared() / "corpus" / "names" / "name_pairs_dev.csv"
    if not pairs.exists():
        pytest.skip("the shared corpus is not here")
    met = asked = 0
    with pairs.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            one, other = row["name1"].split(), row["name2"].split()
            crossing = row["name1"].isascii() != row["name2"].isascii()
            if row["schema"] != "Person" or row["is_match"] != "true" or not crossing:
                continue
            asked += 1
            met += all(any(same_name(a, b) for b in other) for a in one) or all(
                any(same_name(a, b) for a in one) for b in other
            )
    assert asked > 0
    assert met / asked >= 0.7, f"{met} of {asked}"
