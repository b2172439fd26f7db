"""The recovery key survives paper, handwriting and typing; a slip is found and named by its group."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.errors import ReporterCanFix
from casefile.vault.recovery_key import (
    ALPHABET,
    new_challenge,
    read_back,
    write_file,
    write_out,
    wrong_groups,
)

KEY = bytes(range(32))
keys = st.binary(min_size=32, max_size=32)


def why_not(typed: str) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(ReporterCanFix) as told:
        read_back(typed)
    return told.value.code, dict(told.value.fields)


@given(keys)
def test_what_was_written_out_is_read_back(key: bytes) -> None:
    groups = write_out(key)
    assert [len(group) for group in groups] == [5] * 13
    assert set("".join(groups)) <= set(ALPHABET)
    assert read_back(" ".join(groups)) == key


@pytest.mark.parametrize("between", ["", " ", "-", " – ", "\n", "\t", ".", "\u00a0", "/"])
def test_how_the_groups_are_parted_does_not_matter(between: str) -> None:
    assert read_back(between.join(write_out(KEY)).lower()) == KEY


@given(keys)
def test_letters_that_look_alike_are_read_as_meant(key: bytes) -> None:
    typed = " ".join(write_out(key))
    for paper, eye in (("0", "O"), ("0", "o"), ("1", "I"), ("1", "l"), ("V", "u")):
        assert read_back(typed.replace(paper, eye)) == key


@given(keys, st.integers(0, 64), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_named_by_its_group(key: bytes, place: int, letter: str) -> None:
    typed = list("".join(write_out(key)))
    if typed[place] == letter:
        letter = ALPHABET[(ALPHABET.index(letter) + 1) % 32]
    typed[place] = letter
    assert why_not("".join(typed)) == ("recovery_key_mistyped", {"group": place // 5 + 1})


def test_every_single_slip_in_a_key_is_found() -> None:
    paper = "".join(write_out(KEY))
    for place, right in enumerate(paper):
        for letter in set(ALPHABET) - {right}:
            assert wrong_groups(paper[:place] + letter + paper[place + 1 :]) == [place // 5 + 1]


@given(keys, st.integers(0, 12), st.integers(0, 4), st.integers(0, 4))
def test_two_swapped_letters_are_found(key: bytes, group: int, one: int, two: int) -> None:
    letters = list("".join(write_out(key)))
    one, two = group * 5 + one, group * 5 + two
    letters[one], letters[two] = letters[two], letters[one]
    if letters != list("".join(write_out(key))):
        assert wrong_groups("".join(letters)) == [group + 1]


@given(keys, st.integers(0, 12), st.integers(0, 12))
def test_two_swapped_groups_are_found(key: bytes, one: int, two: int) -> None:
    groups = list(write_out(key))
    groups[one], groups[two] = groups[two], groups[one]
    expected = sorted({one + 1, two + 1}) if one != two else []
    assert wrong_groups(" ".join(groups)) == expected


@pytest.mark.parametrize("count", [0, 1, 12])
def test_a_key_copied_in_part_is_said_to_be_incomplete(count: int) -> None:
    typed = " ".join(write_out(KEY)[:count])
    assert why_not(typed) == ("recovery_key_incomplete", {"groups": count, "wanted": 13})


def test_a_group_still_being_typed_is_not_called_wrong() -> None:
    assert wrong_groups("".join(write_out(KEY))[:8]) == []


def test_a_letter_of_no_alphabet_and_a_group_too_many_are_named() -> None:
    groups = write_out(KEY)
    assert why_not(" ".join(["ż@000", *groups[1:]])) == ("recovery_key_mistyped", {"group": 1})
    assert why_not(" ".join([*groups, groups[0]])) == ("recovery_key_mistyped", {"group": 14})


@given(st.text(max_size=80))
def test_any_typing_gives_a_key_or_a_sentence(typed: str) -> None:
    try:
        assert len(read_back(typed)) == 32
    except ReporterCanFix as told:
        assert told.code in {"recovery_key_mistyped", "recovery_key_incomplete"}


def test_a_key_of_another_size_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        write_out(KEY[:31])


def test_typing_the_two_groups_asked_for_passes() -> None:
    groups = write_out(KEY)
    for _ in range(50):
        challenge = new_challenge(KEY)
        first, second = challenge.groups
        assert 1 <= first < second <= 13
        assert challenge.passed(groups[first - 1].lower().replace("0", "o"), f" {groups[second - 1]} ")
        assert not challenge.passed(groups[second - 1], groups[first - 1])
        assert not challenge.passed(groups[first - 1], "")


def test_the_groups_asked_for_change() -> None:
    assert len({new_challenge(KEY).groups for _ in range(60)}) > 10


def test_a_challenge_does_not_show_its_answers() -> None:
    challenge = new_challenge(KEY)
    assert not any(group in repr(challenge) for group in write_out(KEY))


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    return folder / "Larkspur.casefile"


def test_the_file_holds_the_key_for_its_owner_alone_and_names_no_case(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "stick" / "paper.txt"
    path.parent.mkdir()
    write_file(path, KEY, case)
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_text("ascii")
    assert "Larkspur" not in text
    lines = [line for line in text.splitlines() if line and len(line.split(" ")[0]) == 5 and line.isupper()]
    assert read_back(" ".join(lines)) == KEY


@pytest.mark.parametrize("place", ["cases/key.txt", "cases/papers/key.txt", "cases/papers/../key.txt"])
def test_a_place_beside_the_case_is_refused(case: Path, tmp_path: Path, place: str) -> None:
    (case.parent / "papers").mkdir()
    with pytest.raises(ReporterCanFix, match="recovery_beside_case"):
        write_file(tmp_path / place, KEY, case)
    assert not (tmp_path / place).exists()


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a right there")
def test_a_linked_folder_does_not_hide_that_it_is_beside_the_case(case: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").symlink_to(case.parent)
    with pytest.raises(ReporterCanFix, match="recovery_beside_case"):
        write_file(tmp_path / "elsewhere" / "key.txt", KEY, case)


def test_a_file_already_there_is_not_written_over(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "key.txt"
    path.write_text("my letter")
    with pytest.raises(ReporterCanFix, match="file_exists"):
        write_file(path, KEY, case)
    assert path.read_text() == "my letter"
    with pytest.raises(ReporterCanFix, match="place_missing"):
        write_file(tmp_path / "gone" / "key.txt", KEY, case)
