"""A copy of an open case holds what she did, a backup opens by passphrase, and no flipped bit goes unseen."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.tagging import AddTags
from casefile.casework.lanes import at_once
from casefile.casework.open_case import OpenCase
from casefile.casework.opening import key_from_passphrase, new_passphrase, open_with_passphrase
from casefile.domain.identifiers import Kind
from casefile.store.connection import connect
from casefile.vault.passphrase import derive
from casefile.vault.recovery_key import write_out
from tests.helpers.canary import CANARY
from tests.helpers.cases import PASSPHRASE, case_at, note, reopened
from tests.helpers.cheap_keys import CHEAP_SETS
from tests.helpers.command_line import Terminal
from tests.helpers.imports import desk_again, desk_at, letters

PAGE = 4096
QUIET = 2.0
"""Seconds after the last deed, by which a copy must hold it (decision 2)."""


def _copied(path: Path, to: Path) -> Path:
    """The file alone, copied by another program, as she would; opening it here would end SQLite's locks."""
    subprocess.run(["cp", str(path), str(to)], check=True)
    return to


def _log_is_empty_within(path: Path, seconds: float) -> bool:
    log = path.with_name(path.name + "-wal")
    until = time.monotonic() + seconds
    while log.exists() and log.stat().st_size:
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def _steps(case: OpenCase) -> list[tuple[int, str]]:
    return [(step.n, step.deed.code) for step in case.answer(lambda store: store.steps.newest(10**6))]


def test_a_copy_of_the_open_case_after_two_quiet_seconds_holds_every_step(tmp_path: Path) -> None:
    path = tmp_path / "a.casefile"
    with case_at(path) as case:
        for number in range(25):
            note(case, f"note {number}")
            case.do(AddTags(Kind.ITEM, (number + 1,), (f"tag {number}",))).result()
        assert _log_is_empty_within(path, QUIET)
        copy = _copied(path, tmp_path / "copy.casefile")
        steps = _steps(case)
    assert len(steps) == 50
    with reopened(copy) as case:
        assert _steps(case) == steps
        assert case.look.items.count() == 25


def test_a_copy_after_an_import_holds_every_file(tmp_path: Path) -> None:
    path = tmp_path / "a.casefile"
    letters(tmp_path / "drop", *(f"{number}.txt" for number in range(60)))
    with desk_at(path) as desk:
        desk.take_in(tmp_path / "drop")
        assert _log_is_empty_within(path, QUIET)
        copy = _copied(path, tmp_path / "copy.casefile")
    with reopened(copy) as case:
        assert case.look.db.conn.execute("SELECT count(DISTINCT item) FROM text_layer").fetchone() == (60,)


def test_a_long_reading_hinders_neither_her_next_deed_nor_for_ever_the_copy(tmp_path: Path) -> None:
    path = tmp_path / "a.casefile"
    with case_at(path) as case:
        note(case, "first")
        other = connect(path, derive(PASSPHRASE, case.salt, CHEAP_SETS), writing=False)
        reading = other.conn.cursor()
        reading.execute("BEGIN")
        reading.execute("SELECT * FROM item").fetchall()
        note(case, "second")
        assert not _log_is_empty_within(path, 1.3)  # the reading needs the log
        began = time.monotonic()
        note(case, "third")
        assert time.monotonic() - began < 5.0  # ten seconds would be SQLite's own patience
        reading.execute("COMMIT")
        other.close()
        assert _log_is_empty_within(path, QUIET + 0.5)
        copy = _copied(path, tmp_path / "copy.casefile")
    with reopened(copy) as case:
        assert case.look.items.count() == 3


def test_a_backup_and_a_saved_copy_open_by_the_passphrase_and_hold_everything(tmp_path: Path) -> None:
    path = tmp_path / "a.casefile"
    (tmp_path / "stick").mkdir()
    with case_at(path) as case:
        note(case, "first")
        backup = case.back_up(tmp_path / "stick")
        case.save_copy(tmp_path / "stick" / "copy.casefile")
        note(case, "second")
    for copy in (backup, tmp_path / "stick" / "copy.casefile"):
        with reopened(copy) as case:
            assert case.look.items.count() == 1
            note(case, "a copy is a case of its own")
        assert copy.read_bytes()[:16] == path.read_bytes()[:16]
    with reopened(path) as case:
        assert case.look.items.count() == 2


def test_backups_made_one_after_the_other_are_told_apart_and_the_oldest_go(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    with case_at(tmp_path / "a.casefile") as case:
        made = []
        for number in range(6):
            note(case, f"note {number}")
            made.append(case.back_up(tmp_path / "stick"))
    assert len(set(made)) == 6
    kept = sorted((tmp_path / "stick").iterdir())
    assert kept == sorted([made[0], *made[-3:]])  # the one that becomes the week's, and the three newest
    with reopened(made[-1]) as case:
        assert case.look.items.count() == 6


def test_a_backup_made_while_files_come_in_is_whole_and_goes_on_by_itself(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    letters(tmp_path / "drop", *(f"{number}.txt" for number in range(80)))
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.importing.start([tmp_path / "drop"]).result(20)
        backup = desk.case.back_up(tmp_path / "stick")
        desk.wait()
    with desk_again(backup) as desk:
        assert len(desk.rows()) == 80
        desk.importing.carry_on()
        desk.wait()
        assert len(desk.held()) == 80
        assert desk.case.look.audit.verify() == []


def test_a_backup_from_before_a_new_passphrase_opens_with_the_old_one_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.casefile"
    (tmp_path / "stick").mkdir()
    with case_at(path) as case:
        note(case, "first")
        backup = case.back_up(tmp_path / "stick")
    new_passphrase(path, key_from_passphrase(path, PASSPHRASE, sets=CHEAP_SETS), "new words", sets=CHEAP_SETS)
    with reopened(backup) as case:
        assert case.look.items.count() == 1
    case = open_with_passphrase(path, "new words", at_once, sets=CHEAP_SETS)
    try:
        later = case.back_up(tmp_path / "stick")
    finally:
        case.close()
    with pytest.raises(Exception, match="wrong_passphrase"):
        open_with_passphrase(later, PASSPHRASE, at_once, sets=CHEAP_SETS)
    open_with_passphrase(later, "new words", at_once, sets=CHEAP_SETS).close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed case with something of everything in it, and some pages that are free again."""
    folder = tmp_path_factory.mktemp("whole")
    drop = folder / "drop"
    letters(drop, *(f"{number}.txt" for number in range(20)))
    (drop / "large.bin").write_bytes(random.Random(3).randbytes(150_000))
    path = folder / "whole.casefile"
    with desk_at(path) as desk:
        desk.take_in(drop, tags=("theme:leak",))
        desk.case.do(NewClaim(f"The clerk paid {CANARY} twice.")).result()
        desk.case.written(
            lambda store: store.db.conn.execute("CREATE TABLE gone AS SELECT * FROM text_layer")
        )
        desk.case.written(lambda store: store.db.conn.execute("DROP TABLE gone"))
    return path


def _recovery_of(path: Path, terminal: Terminal) -> Path:
    key = key_from_passphrase(path, PASSPHRASE, sets=CHEAP_SETS)
    return terminal.secret("recovery", " ".join(write_out(key)))


def _flip(path: Path, at: int, bit: int) -> None:
    with path.open("r+b") as stream:
        stream.seek(at)
        (byte,) = stream.read(1)
        stream.seek(at)
        stream.write(bytes([byte ^ 1 << bit]))


def _assert_seen(terminal: Terminal, whole: Path, page: int, luck: random.Random, recovery: Path) -> None:
    shutil.copyfile(whole, terminal.case)
    at, bit = (page - 1) * PAGE + luck.randrange(PAGE), luck.randrange(8)
    _flip(terminal.case, at, bit)
    said = terminal.run("check", terminal.case, "--recovery-file", recovery)
    assert said.code == 1, f"bit {bit} of byte {at}, page {page}"
    if page > 1:
        assert f"Page {page} of the case file has been changed or damaged." in said.out.splitlines()
    else:
        assert said.out or said.err


def test_a_whole_case_is_found_whole(terminal: Terminal, whole: Path) -> None:
    shutil.copyfile(whole, terminal.case)
    assert whole.stat().st_size > 100 * PAGE
    for further in ((), ("--full",)):
        said = terminal("check", *further)
        assert (said.code, said.out) == (0, "")


def test_one_flipped_bit_on_any_of_forty_pages_is_reported(terminal: Terminal, whole: Path) -> None:
    luck = random.Random(11)
    recovery = _recovery_of(whole, terminal)
    pages = whole.stat().st_size // PAGE
    for page in [1, 2, pages, *luck.sample(range(3, pages), 37)]:
        _assert_seen(terminal, whole, page, luck, recovery)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_one_flipped_bit_on_any_page_is_reported(terminal: Terminal, whole: Path) -> None:
    luck = random.Random(12)
    recovery = _recovery_of(whole, terminal)
    for page in range(1, whole.stat().st_size // PAGE + 1):
        _assert_seen(terminal, whole, page, luck, recovery)


def test_every_bit_of_the_salt_is_seen_by_passphrase_and_by_recovery_key(
    terminal: Terminal, whole: Path
) -> None:
    recovery = _recovery_of(whole, terminal)
    for at in range(16):
        shutil.copyfile(whole, terminal.case)
        _flip(terminal.case, at, at % 8)
        assert terminal("check").code == 1
        assert terminal("items").code == 1
        assert terminal.run("check", terminal.case, "--recovery-file", recovery).code == 1


def test_a_case_cut_short_or_with_something_behind_it_is_reported(terminal: Terminal, whole: Path) -> None:
    content = whole.read_bytes()
    for wrong in (
        content[:-PAGE],
        content[: -PAGE // 2],
        content[:PAGE],
        content + bytes(PAGE),
        content[:100],
    ):
        terminal.case.write_bytes(wrong)
        assert terminal("check").code == 1
