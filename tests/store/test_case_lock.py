"""A case is open in one window; the lock follows the process and not a file's existence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from casefile.domain.errors import ReporterCanFix
from casefile.store.case_lock import CaseLock, lock_path

HOLDER = """
import sys
from pathlib import Path
from casefile.store.case_lock import CaseLock
lock = CaseLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return tmp_path / "Larkspur.casefile"


def another_window(case: Path) -> subprocess.Popen[str]:
    window = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(case)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert window.stdout is not None
    assert window.stdout.readline() == "held\n"
    return window


def end(window: subprocess.Popen[str], *, how: str) -> None:
    if how == "killed":
        window.kill()
    window.communicate("\n")


def test_a_second_window_is_told_and_shown_which_one_has_it(case: Path) -> None:
    window = another_window(case)
    try:
        with pytest.raises(ReporterCanFix) as told:
            CaseLock(case)
        assert told.value.code == "case_in_use"
        assert told.value.fields == {"process": window.pid}
    finally:
        end(window, how="closed")


@pytest.mark.parametrize("how", ["closed", "killed"])
def test_the_case_is_free_once_the_other_window_is_gone(case: Path, how: str) -> None:
    end(another_window(case), how=how)
    with CaseLock(case) as lock:
        assert lock.held


def test_a_lock_file_left_by_a_crash_locks_nobody_out(case: Path) -> None:
    lock_path(case).write_text("12345")
    with CaseLock(case) as lock:
        assert lock.held


def test_a_second_opening_in_the_same_program_is_refused_too(case: Path) -> None:
    with CaseLock(case), pytest.raises(ReporterCanFix, match="case_in_use"):
        CaseLock(case)


def test_nothing_stays_beside_a_closed_case(case: Path) -> None:
    CaseLock(case).release()
    assert list(case.parent.iterdir()) == []


def test_a_lock_given_back_twice_takes_nothing_from_the_next_window(case: Path) -> None:
    first = CaseLock(case)
    first.release()
    with CaseLock(case) as second:
        first.release()
        assert second.held
        with pytest.raises(ReporterCanFix, match="case_in_use"):
            CaseLock(case)


@pytest.mark.skipif(os.name == "nt", reason="speaks of descriptors that live on in children")
def test_a_child_process_does_not_keep_the_case_locked(case: Path) -> None:
    lock = CaseLock(case)
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False)
    lock.release()
    try:
        CaseLock(case).release()
    finally:
        child.communicate(b"\n")


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a right there")
def test_a_link_in_the_locks_place_is_not_followed(case: Path, tmp_path: Path) -> None:
    victim = tmp_path / "letter.txt"
    victim.write_text("untouched")
    lock_path(case).symlink_to(victim)
    with pytest.raises(OSError, match="symbolic"):
        CaseLock(case)
    assert victim.read_text() == "untouched"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReporterCanFix, match="place_missing"):
        CaseLock(tmp_path / "gone" / "Larkspur.casefile")
