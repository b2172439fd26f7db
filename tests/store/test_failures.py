"""What the disk does becomes a sentence; what we did wrong stays our mistake."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from casefile.domain.errors import ReporterCanFix
from casefile.store.connection import connect, sqlite3
from casefile.store.failures import in_words, writing_to_a_chosen_place

KEY = bytes(range(32))


def failure_of_sqlite(result: int) -> Exception:
    problem: Exception = sqlite3.OperationalError("said in technical words")
    problem.sqlite_errorcode = result  # type: ignore[attr-defined]
    return problem


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (failure_of_sqlite(13), "disk_full"),
        (failure_of_sqlite(10), "disk_gone"),
        (failure_of_sqlite(10 | 3 << 8), "disk_gone"),
        (failure_of_sqlite(14), "disk_gone"),
        (failure_of_sqlite(1032), "disk_gone"),
        (failure_of_sqlite(11), "case_damaged"),
        (failure_of_sqlite(11 | 1 << 8), "case_damaged"),
        (failure_of_sqlite(26), "case_damaged"),
        (OSError(errno.ENOSPC, "x"), "disk_full"),
        (OSError(errno.EDQUOT, "x"), "disk_full"),
        (OSError(errno.EIO, "x"), "disk_gone"),
    ],
)
def test_a_failure_of_the_disk_is_told_in_words(problem: Exception, code: str) -> None:
    with pytest.raises(ReporterCanFix) as told, in_words():
        raise problem
    assert told.value.code == code
    assert told.value.__cause__ is problem


@pytest.mark.parametrize(
    "problem",
    [failure_of_sqlite(1), failure_of_sqlite(8), failure_of_sqlite(19), KeyError("x"), OSError("x")],
)
def test_our_own_mistakes_are_not_blamed_on_the_disk(problem: Exception) -> None:
    with pytest.raises(type(problem)) as told, writing_to_a_chosen_place():
        raise problem
    assert told.value is problem


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "place_not_writable"),
        (errno.EROFS, "place_not_writable"),
        (errno.ENOENT, "place_missing"),
        (errno.ENOSPC, "disk_full"),
    ],
)
def test_a_folder_she_chose_that_cannot_be_written_is_said_so(number: int, code: str) -> None:
    with pytest.raises(ReporterCanFix) as told, writing_to_a_chosen_place():
        raise OSError(number, "x")
    assert told.value.code == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
def test_a_really_full_device_is_told_as_full() -> None:
    with pytest.raises(ReporterCanFix) as told, in_words(), Path("/dev/full").open("wb", 0) as full:
        full.write(b"x")
    assert told.value.code == "disk_full"


def test_a_case_with_no_room_left_keeps_what_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "Larkspur.casefile"
    database = connect(path, KEY, salt=bytes(16), writing=True)
    database["note"].insert({"text": "kept"})
    database.execute("PRAGMA max_page_count=20")
    with pytest.raises(ReporterCanFix) as told, in_words():
        database["note"].insert({"text": os.urandom(200_000)})
    assert told.value.code == "disk_full"
    assert [row["text"] for row in database["note"].rows] == ["kept"]
    database.close()
