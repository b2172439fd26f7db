"""The reporter is told in words what her passphrase is worth, and offered a good one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from casefile.vault.strength import Level, new_phrase, strength, word_list


@pytest.mark.parametrize(
    ("passphrase", "level"),
    [
        ("", Level.VERY_WEAK),
        ("password", Level.VERY_WEAK),
        ("a" * 100, Level.VERY_WEAK),
        ("xkq9 mmb", Level.WEAK),
        ("kahvi-junna 77", Level.FAIR),
        ("unlovely replica valley charger another economist", Level.VERY_STRONG),
    ],
)
def test_a_passphrase_is_judged_by_the_guesses_it_takes(passphrase: str, level: Level) -> None:
    assert strength(passphrase).level is level


def test_the_name_of_the_case_does_not_make_a_passphrase() -> None:
    alone = strength("blue-larkspur-meadow")
    known = strength("blue-larkspur-meadow", known=["blue-larkspur-meadow"])
    assert known.level < alone.level


def test_every_level_has_words_of_its_own() -> None:
    told = {strength(phrase).words for phrase in ("", "xkq9 mmb", "kahvi-junna 77", new_phrase())}
    assert len(told) == 4
    assert all(words.endswith(".") for words in told)


def test_an_offered_phrase_is_six_words_of_the_long_list_and_very_strong() -> None:
    phrase = new_phrase()
    assert len(word_list()) == len(set(word_list())) == 7776
    assert len(phrase.split(" ")) == 6
    assert set(phrase.split(" ")) <= set(word_list())
    assert strength(phrase).level is Level.VERY_STRONG


def test_no_two_offers_are_the_same() -> None:
    assert len({new_phrase() for _ in range(50)}) == 50


def test_the_estimate_is_loaded_only_when_asked_for() -> None:
    asked = "import casefile.vault.strength, sys; sys.exit('zxcvbn' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", f"import sys; sys.path[:] = {sys.path}; {asked}"]).returncode
        == 0
    )
