"""Backups are verified before an older one goes, and the last good one never goes."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.errors import ReporterCanFix
from casefile.store import copying
from casefile.store.backups import (
    RECENT_KEPT,
    WEEK,
    Backup,
    backups_in,
    make_backup,
    newest_verified,
    that_open_with,
    to_remove,
)
from casefile.store.case_file import create, ensure_opens
from casefile.store.writing_anew import replace_with_new_key

KEY, SALT = bytes(range(32)), b"\x01" + b"s" * 15
NEW_KEY, NEW_SALT = bytes(range(9, 41)), b"\x01" + b"n" * 15
START = datetime(2024, 5, 1, 9, 30)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "cases" / "Larkspur.casefile"
    path.parent.mkdir()
    create(path, KEY, SALT)
    return path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def days(*numbers: float) -> list[Backup]:
    return [Backup(Path(f"{number}"), START - timedelta(days=number)) for number in numbers]


def test_a_backup_is_a_case_under_the_same_passphrase(case: Path, stick: Path) -> None:
    backup = make_backup(case, KEY, SALT, stick, START)
    assert backup.path.name == "Larkspur 2024-05-01 09.30.00.casefile"
    ensure_opens(backup.path, KEY)
    assert backups_in(stick, case) == that_open_with(stick, case, KEY, SALT) == [backup]
    assert newest_verified(stick, case, KEY, SALT) == backup


@pytest.mark.parametrize(
    ("ages", "gone"),
    [
        ([0], []),
        ([0, 1, 2], []),
        ([0, 1, 2, 3], []),
        ([0, 1, 2, 3, 4], [3]),
        ([0, 1, 2, 3, 8], []),
        ([0, 1, 2, 3, 4, 8], [3]),
        ([0, 1, 2, 8, 15], [15]),
        ([0, 8, 15, 30], [30]),
        ([0, 8, 15], []),
        ([0, 30], []),
    ],
)
def test_three_recent_one_a_week_old_and_one_growing_old_are_kept(
    ages: list[float], gone: list[float]
) -> None:
    assert to_remove(days(*ages), START) == days(*gone)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=60))
def test_whatever_her_rhythm_a_backup_of_some_age_is_there(hours_between: list[int]) -> None:
    now, kept = START, [Backup(Path("first"), START)]
    for number, hours in enumerate(hours_between):
        now += timedelta(hours=hours)
        kept = [Backup(Path(f"{number}"), now), *kept]
        gone = to_remove(kept, now)
        assert kept[0] not in gone
        kept = [backup for backup in kept if backup not in gone]
        assert len(kept) <= RECENT_KEPT + 2
        if now - START >= WEEK:
            assert any(WEEK <= now - backup.made < 3 * WEEK for backup in kept)


def test_an_older_backup_goes_once_newer_ones_are_verified(case: Path, stick: Path) -> None:
    made = [make_backup(case, KEY, SALT, stick, START + timedelta(hours=hour)) for hour in range(6)]
    assert backups_in(stick, case) == [made[5], made[4], made[3], made[0]]


def test_a_legal_hold_removes_no_backup(case: Path, stick: Path) -> None:
    for hour in range(6):
        make_backup(case, KEY, SALT, stick, START + timedelta(hours=hour), trim=False)
    assert len(backups_in(stick, case)) == 6


def test_when_the_new_backup_fails_every_older_one_stays(
    case: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hour in range(4):
        make_backup(case, KEY, SALT, stick, START + timedelta(hours=hour), trim=False)
    before = backups_in(stick, case)

    def differs(*_given: object) -> None:
        raise ReporterCanFix("copy_differs")

    monkeypatch.setattr(copying, "verify_copy", differs)
    with pytest.raises(ReporterCanFix, match="copy_differs"):
        make_backup(case, KEY, SALT, stick, START + timedelta(hours=9))
    assert backups_in(stick, case) == before
    assert len(list(stick.iterdir())) == 4


def test_a_damaged_backup_neither_counts_nor_is_removed(case: Path, stick: Path) -> None:
    made = [
        make_backup(case, KEY, SALT, stick, START + timedelta(hours=hour), trim=False) for hour in range(3)
    ]
    for backup in made:
        stored = bytearray(backup.path.read_bytes())
        stored[100] ^= 1
        backup.path.write_bytes(stored)
    newest = make_backup(case, KEY, SALT, stick, START + timedelta(hours=3))
    assert that_open_with(stick, case, KEY, SALT) == [newest]
    assert len(backups_in(stick, case)) == 4


def test_after_a_new_passphrase_the_backups_the_old_one_opens_are_listed(case: Path, stick: Path) -> None:
    old = make_backup(case, KEY, SALT, stick, START)
    replace_with_new_key(case, KEY, NEW_KEY, NEW_SALT)
    new = make_backup(case, NEW_KEY, NEW_SALT, stick, START + timedelta(days=1))
    assert that_open_with(stick, case, KEY, SALT) == [old]
    assert that_open_with(stick, case, NEW_KEY, NEW_SALT) == [new]
    for hour in range(6):
        make_backup(case, NEW_KEY, NEW_SALT, stick, START + timedelta(days=2, hours=hour))
    assert old.path.exists()


def test_other_files_in_the_folder_are_left_alone(case: Path, stick: Path) -> None:
    others = [
        "Larkspur.casefile",
        "Larkspur notes 2024-05-01 09.30.00.casefile",
        "Larkspur 2024-99-01 00.00.00.casefile",
    ]
    for name in others:
        (stick / name).write_text("mine")
    for hour in range(8):
        make_backup(case, KEY, SALT, stick, START + timedelta(hours=hour))
    assert all((stick / name).read_text() == "mine" for name in others)
    assert len(backups_in(stick, case)) == 4


def test_a_stick_that_is_not_there_is_said(case: Path, tmp_path: Path) -> None:
    with pytest.raises(ReporterCanFix, match="place_missing"):
        make_backup(case, KEY, SALT, tmp_path / "gone", START)
    with pytest.raises(ReporterCanFix, match="place_missing"):
        backups_in(tmp_path / "gone", case)
