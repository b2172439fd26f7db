"""A copy opens with the same passphrase, holds one moment of the case, or is not there at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.domain.errors import ReporterCanFix
from casefile.store import copying
from casefile.store.case_file import create, ensure_opens, read_salt
from casefile.store.connection import Database, connect
from casefile.store.copying import copy_case, take_inventory, verify_copy
from casefile.vault.passphrase import derive, new_salt
from tests.helpers.cheap_keys import CHEAP_SETS

PASSPHRASE = "zehn nackte Frisöre"


@pytest.fixture
def salt() -> bytes:
    return new_salt(CHEAP_SETS)


@pytest.fixture
def key(salt: bytes) -> bytearray:
    return derive(PASSPHRASE, salt, CHEAP_SETS)


@pytest.fixture
def case(tmp_path: Path, key: bytearray, salt: bytes) -> Path:
    path = tmp_path / "cases" / "Larkspur.casefile"
    path.parent.mkdir()
    create(path, key, salt)
    return path


def write(database: Database, *names: str) -> None:
    database["window_state"].insert_all({"name": name, "value": "1"} for name in names)


def names_in(path: Path, key: bytes | bytearray) -> set[str]:
    database = connect(path, key, writing=False)
    try:
        return {row["name"] for row in database["window_state"].rows}
    finally:
        database.close()


def test_a_copy_of_an_open_case_opens_from_the_passphrase_alone(
    case: Path, key: bytearray, salt: bytes, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.casefile"
    writer = connect(case, key, writing=True)
    write(writer, "a", "b")
    copy_case(case, key, salt, copy)
    writer.close()
    again = derive(PASSPHRASE, read_salt(copy), CHEAP_SETS)
    ensure_opens(copy, again)
    assert names_in(copy, again) == {"a", "b"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases", "copy.casefile"]


def test_work_goes_on_while_a_copy_is_made_and_the_copy_is_of_one_moment(
    case: Path, key: bytearray, salt: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_PAGES_A_STEP", 8)
    writer = connect(case, key, writing=True)
    write(writer, "before")
    told: list[tuple[int, int]] = []

    def meanwhile(done: int, total: int) -> None:
        told.append((done, total))
        write(writer, f"during {len(told)}")

    copy_case(case, key, salt, tmp_path / "copy.casefile", meanwhile)
    assert len(told) > 3
    assert told[-1][0] == told[-1][1]
    assert names_in(tmp_path / "copy.casefile", key) == {"before"}
    assert writer["window_state"].count == len(told) + 1
    writer.close()


@pytest.mark.parametrize("byte", [3, 4096 * 2 + 50])
def test_a_copy_the_disk_spoiled_is_removed_and_told(
    case: Path, key: bytearray, salt: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, byte: int
) -> None:
    def spoiled(copy: Path, *rest: object) -> None:
        stored = bytearray(copy.read_bytes())
        stored[byte] ^= 16
        copy.write_bytes(stored)
        verify_copy(copy, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(copying, "verify_copy", spoiled)
    with pytest.raises(ReporterCanFix, match="copy_differs"):
        copy_case(case, key, salt, tmp_path / "copy.casefile")
    assert [path.name for path in tmp_path.iterdir()] == ["cases"]


def test_a_copy_with_a_row_less_or_another_audit_log_is_found_out(
    case: Path, key: bytearray, salt: bytes
) -> None:
    database = connect(case, key, writing=True)
    write(database, "a")
    database.execute("INSERT INTO audit VALUES (1, '2024', 'made', 'case', 'done', x'00', x'0102')")
    expected = take_inventory(database)
    database.close()
    verify_copy(case, key, salt, expected)
    for change in (
        "DELETE FROM window_state",
        "INSERT INTO audit VALUES (2, '2024', 'x', 'y', 'z', x'00', x'03')",
    ):
        database = connect(case, key, writing=True)
        database.execute(change)
        database.close()
        with pytest.raises(ReporterCanFix, match="copy_differs"):
            verify_copy(case, key, salt, expected)


def test_a_copy_keyed_without_the_salt_is_found_out(
    case: Path, key: bytearray, salt: bytes, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.casefile"
    reading, writing = connect(case, key, writing=False), connect(copy, key, writing=True)
    reading.conn.backup(writing.conn)
    expected = take_inventory(reading)
    reading.close()
    writing.close()
    with pytest.raises(ReporterCanFix, match="copy_differs"):
        verify_copy(copy, key, salt, expected)


def test_no_copy_is_made_over_another_file_or_into_a_missing_folder(
    case: Path, key: bytearray, salt: bytes, tmp_path: Path
) -> None:
    taken = tmp_path / "thesis.casefile"
    taken.write_text("mine")
    with pytest.raises(ReporterCanFix, match="case_exists"):
        copy_case(case, key, salt, taken)
    assert taken.read_text() == "mine"
    with pytest.raises(ReporterCanFix, match="place_missing"):
        copy_case(case, key, salt, tmp_path / "gone" / "copy.casefile")


def test_a_damaged_case_is_not_copied_as_if_it_were_whole(
    case: Path, key: bytearray, salt: bytes, tmp_path: Path
) -> None:
    stored = bytearray(case.read_bytes())
    stored[4096 * 4 + 9] ^= 1
    case.write_bytes(stored)
    with pytest.raises(ReporterCanFix) as told:
        copy_case(case, key, salt, tmp_path / "copy.casefile")
    assert told.value.code in {"case_damaged", "copy_differs"}
    assert not (tmp_path / "copy.casefile").exists()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts descriptors in /proc")
def test_no_connection_stays_open_after_a_copy(
    case: Path, key: bytearray, salt: bytes, tmp_path: Path
) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    copy_case(case, key, salt, tmp_path / "copy.casefile")
    assert len(list(Path("/proc/self/fd").iterdir())) == before
