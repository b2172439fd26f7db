"""Making a case, and what is said when one does not open."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casefile.domain.errors import ReporterCanFix
from casefile.store import case_file
from casefile.store.case_file import create, ensure_opens, read_salt
from casefile.store.connection import connect
from casefile.store.migrations import MIGRATIONS, SCHEMA_VERSION

KEY = bytes(range(32))
SALT = b"\x01" + bytes(range(100, 115))


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "Larkspur.casefile"
    create(path, KEY, SALT)
    return path


def why_not(path: Path, key: bytes = KEY, **wishes: object) -> str:
    """The code that is told when a case does not open, while nothing in its folder is changed."""
    before = everything_in(path.parent)
    with pytest.raises(ReporterCanFix) as told:
        ensure_opens(path, key, **wishes)  # type: ignore[arg-type]
    assert everything_in(path.parent) == before
    return told.value.code


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def rewrite_sheet(path: Path, name: str, value: str) -> None:
    database = connect(path, KEY, writing=True)
    database.execute("UPDATE case_sheet SET value = ? WHERE name = ?", [value, name])
    database.close()


def test_a_new_case_is_one_file_that_starts_with_its_salt_and_opens(case: Path) -> None:
    assert [path.name for path in case.parent.iterdir()] == ["Larkspur.casefile"]
    assert read_salt(case) == SALT
    ensure_opens(case, KEY)
    database = connect(case, KEY, writing=False)
    sheet = dict(database.execute("SELECT name, value FROM case_sheet").fetchall())
    database.close()
    assert sheet["application"] == "casefile"
    assert sheet["schema"] == str(SCHEMA_VERSION)


@pytest.mark.skipif(os.name == "nt", reason="rights are kept otherwise there")
def test_a_new_case_is_closed_to_other_users(case: Path) -> None:
    assert case.stat().st_mode & 0o777 == 0o600


def test_the_version_of_the_schema_counts_its_steps(case: Path) -> None:
    database = connect(case, KEY, writing=False)
    assert len(MIGRATIONS.applied(database)) == SCHEMA_VERSION
    assert MIGRATIONS.pending(database) == []
    database.close()


def test_a_file_already_there_is_never_made_over(tmp_path: Path) -> None:
    path = tmp_path / "Larkspur.casefile"
    path.write_text("my thesis")
    with pytest.raises(ReporterCanFix, match="case_exists"):
        create(path, KEY, SALT)
    assert everything_in(tmp_path) == {"Larkspur.casefile": b"my thesis"}


def test_a_case_that_could_not_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_database: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(case_file, "bring_up_to_date", no_room)
    with pytest.raises(ReporterCanFix, match="disk_full"):
        create(tmp_path / "Larkspur.casefile", KEY, SALT)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReporterCanFix, match="place_missing"):
        create(tmp_path / "gone" / "Larkspur.casefile", KEY, SALT)


def test_a_wrong_passphrase_is_told_and_nothing_is_written(case: Path) -> None:
    assert why_not(case, bytes(32)) == "wrong_passphrase"


def test_a_wrong_recovery_key_is_told_as_such(case: Path) -> None:
    assert why_not(case, bytes(32), wrong="wrong_recovery_key") == "wrong_recovery_key"


def test_a_wrong_passphrase_touches_neither_case_nor_log_after_a_crash(case: Path, tmp_path: Path) -> None:
    database = connect(case, KEY, writing=True)
    database["case_sheet"].insert({"name": "codename", "value": "Larkspur"})
    after_crash = tmp_path / "after the crash"
    after_crash.mkdir()
    for path in case.parent.glob("Larkspur.casefile*"):
        (after_crash / path.name).write_bytes(path.read_bytes())
    database.close()
    assert why_not(after_crash / case.name, bytes(32)) == "wrong_passphrase"
    ensure_opens(after_crash / case.name, KEY)
    again = connect(after_crash / case.name, KEY, writing=False)
    assert again["case_sheet"].get("codename")["value"] == "Larkspur"
    again.close()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"short",
        b"%PDF-1.7\n" + bytes(8192),
        b"SQLite format 3\0" + bytes(8192),
        b"PK\x03\x04" + bytes(8192),
        "Liebe Anna, anbei …".encode() * 500,
    ],
)
def test_another_kind_of_file_is_said_to_be_no_case(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "Larkspur.casefile"
    path.write_bytes(content)
    assert why_not(path) == "not_a_case"


def test_a_folder_is_no_case(tmp_path: Path) -> None:
    (tmp_path / "Larkspur.casefile").mkdir()
    with pytest.raises(ReporterCanFix, match="not_a_case"):
        ensure_opens(tmp_path / "Larkspur.casefile", KEY)


def test_a_case_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert why_not(tmp_path / "Larkspur.casefile") == "case_missing"


@pytest.mark.parametrize("place", [16, 100, 4000, 4095])
def test_the_right_passphrase_on_a_damaged_first_page_says_damaged(case: Path, place: int) -> None:
    stored = bytearray(case.read_bytes())
    stored[place] ^= 1
    case.write_bytes(stored)
    assert why_not(case) == "case_damaged"
    assert why_not(case, bytes(32)) == "wrong_passphrase"


def test_an_encrypted_file_of_another_program_is_no_case(tmp_path: Path) -> None:
    path = tmp_path / "Larkspur.casefile"
    database = connect(path, KEY, salt=SALT, writing=True)
    database["messages"].insert({"text": "x"})
    database.close()
    assert why_not(path) == "not_a_case"


def test_a_case_of_a_newer_casefile_is_not_touched(case: Path) -> None:
    rewrite_sheet(case, "schema", str(SCHEMA_VERSION + 1))
    assert why_not(case) == "case_newer"


def test_another_application_s_mark_is_no_case(case: Path) -> None:
    rewrite_sheet(case, "application", "cookbook")
    assert why_not(case) == "not_a_case"


def test_an_older_case_is_copied_before_it_is_brought_up_to_date(case: Path, tmp_path: Path) -> None:
    rewrite_sheet(case, "schema", "0")
    copies = tmp_path / "copies"
    copies.mkdir()
    assert why_not(case, writing=False) == "case_older_read_only"
    ensure_opens(case, KEY, copies_in=copies)
    (copy,) = copies.iterdir()
    assert read_salt(copy) == SALT
    schemas = {}
    for path in (case, copy):
        database = connect(path, KEY, writing=False)
        schemas[path] = database["case_sheet"].get("schema")["value"]
        database.close()
    assert schemas == {case: str(SCHEMA_VERSION), copy: "0"}


def test_an_older_case_without_room_for_the_copy_stays_as_it_is(case: Path, tmp_path: Path) -> None:
    rewrite_sheet(case, "schema", "0")
    with pytest.raises(ReporterCanFix, match="place_missing"):
        ensure_opens(case, KEY, copies_in=tmp_path / "gone")
    database = connect(case, KEY, writing=False)
    assert database["case_sheet"].get("schema")["value"] == "0"
    database.close()


def test_remains_of_unfinished_work_are_cleared_away(case: Path) -> None:
    for name in (".Larkspur.casefile.new", ".Larkspur.casefile.anew", ".Larkspur.casefile.anew-wal"):
        (case.parent / name).write_bytes(b"half")
    ensure_opens(case, KEY)
    assert [path.name for path in case.parent.iterdir()] == ["Larkspur.casefile"]


def test_the_salt_of_an_open_case_is_never_read_from_outside(case: Path) -> None:
    database = connect(case, KEY, writing=True)
    with pytest.raises(RuntimeError, match="open here"):
        read_salt(case)
    database.close()
    assert read_salt(case) == SALT


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_case_on_a_stick_that_cannot_be_written_opens_for_reading(case: Path) -> None:
    case.parent.chmod(0o500)
    try:
        assert why_not(case) == "case_read_only"
        ensure_opens(case, KEY, writing=False)
    finally:
        case.parent.chmod(0o700)
