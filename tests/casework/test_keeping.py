"""Backups make themselves once a day, say their age after a week, and only the right ones go."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from casefile.casework import opening
from casefile.casework.commands.tasking import NewTask
from casefile.casework.keeping import (
    HISTORY_KEPT,
    OLD_AFTER_DAYS,
    Outcome,
    back_up_if_due,
    backup_reminder,
    erase_backups,
    kept_backups,
    trim_history,
    verify,
)
from casefile.casework.open_case import OpenCase
from casefile.casework.sheet import BACKUPS, LEGAL_HOLD, LEVEL, SetSheet
from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import say
from tests.helpers.cases import case_at, note, reopened
from tests.helpers.cheap_keys import CHEAP_SETS

NOON = datetime(2027, 3, 9, 12, 0)
LONG = 60.0


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def choose(case: OpenCase, folder: Path) -> None:
    case.do(SetSheet(BACKUPS, str(folder))).result()


def test_one_backup_a_day_is_made_where_a_folder_was_chosen(tmp_path: Path, stick: Path) -> None:
    path = tmp_path / "a.casefile"
    with case_at(path) as case:
        assert back_up_if_due(case, NOON, LONG) is Outcome.NO_FOLDER
        choose(case, stick)
        item = note(case, "The clerk called.")
        assert back_up_if_due(case, NOON, LONG) is Outcome.MADE
        assert back_up_if_due(case, NOON + timedelta(hours=9), LONG) is Outcome.NOT_DUE
        assert back_up_if_due(case, NOON + timedelta(hours=13), LONG) is Outcome.MADE
    with reopened(sorted(stick.iterdir())[0]) as backup:
        assert backup.look.items.get(item) is not None


def test_whatever_hinders_it_keeps_no_case_open_and_leaves_nothing_behind(
    tmp_path: Path, stick: Path
) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        choose(case, tmp_path / "pulled out")
        assert back_up_if_due(case, NOON, LONG) is Outcome.HINDERED
        choose(case, stick)
        note(case, "words " * 300_000)
        assert back_up_if_due(case, NOON, seconds=0.0) is Outcome.BROKEN_OFF
        assert list(stick.iterdir()) == []
        assert back_up_if_due(case, NOON, LONG) is Outcome.MADE


def test_after_a_week_without_a_backup_she_is_told_and_not_before(tmp_path: Path, stick: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        assert backup_reminder(case, datetime.now() + timedelta(days=99)) is None
        choose(case, stick)
        made = datetime.now()
        assert backup_reminder(case, made + timedelta(days=OLD_AFTER_DAYS)) is None
        never = backup_reminder(case, made + timedelta(days=9, hours=1))
        assert never is not None and say(never) == "The last backup is 9 days old."
        back_up_if_due(case, NOON, LONG)
        assert backup_reminder(case, NOON + timedelta(days=OLD_AFTER_DAYS, hours=23)) is None
        old = backup_reminder(case, NOON + timedelta(days=12))
        assert old is not None and say(old) == "The last backup is 12 days old."


def test_the_list_says_which_open_with_the_present_passphrase(tmp_path: Path, stick: Path) -> None:
    path = tmp_path / "a.casefile"
    with case_at(path) as case:
        choose(case, stick)
        back_up_if_due(case, NOON, LONG)
    key = opening.key_from_passphrase(path, "correct horse battery staple amber tide", sets=CHEAP_SETS)
    opening.new_passphrase(path, key, "elf angezogene Bäcker", sets=CHEAP_SETS)
    case = opening.open_with_passphrase(path, "elf angezogene Bäcker", lambda call: call(), sets=CHEAP_SETS)
    try:
        back_up_if_due(case, NOON + timedelta(days=1), LONG)
        kept = kept_backups(case)
        assert [(one.made, one.opens) for one in kept] == [
            (NOON + timedelta(days=1), True),
            (NOON, False),
        ]
        assert verify(case, kept[0]) == []
        stored = bytearray(kept[0].backup.path.read_bytes())
        stored[4096 * 5 + 20] ^= 1
        kept[0].backup.path.write_bytes(stored)
        assert "Page 6 of the case file has been changed or damaged." in verify(case, kept[0])
        erase_backups(case, [kept[1].backup])
        assert [one.made for one in kept_backups(case)] == [NOON + timedelta(days=1)]
        assert case.look.audit.newest(1)[0].type == "backup_erasure"
    finally:
        case.close()


def test_a_legal_hold_keeps_every_backup_and_every_step(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HISTORY_KEPT, "critical", 2)
    with case_at(tmp_path / "a.casefile") as case:
        choose(case, stick)
        back_up_if_due(case, NOON, LONG)
        for number in range(5):
            case.do(NewTask(f"Call {number}")).result()
        case.do(SetSheet(LEVEL, "critical")).result()
        case.do(SetSheet(LEGAL_HOLD, "on")).result()
        (kept,) = kept_backups(case)
        with pytest.raises(ReporterCanFix, match="legal_hold"):
            erase_backups(case, [kept.backup])
        assert kept.backup.path.exists()
        assert trim_history(case) == 0
        case.do(SetSheet(LEGAL_HOLD, "")).result()
        assert trim_history(case) > 0
        assert len(case.look.steps.newest()) == 2
