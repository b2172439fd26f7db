"""A case is only ever opened encrypted, with every setting of the tried recipe."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from casefile.store.connection import Database, connect, sqlite3, wipe_text

KEY = bytes(range(32))
SALT = bytes(range(100, 116))


@pytest.fixture
def case_path(tmp_path: Path) -> Path:
    return tmp_path / "Larkspur.casefile"


def made(path: Path) -> Database:
    return connect(path, KEY, salt=SALT, writing=True)


def test_what_was_written_is_read_back_with_the_same_key(case_path: Path) -> None:
    first = made(case_path)
    first["note"].insert({"id": 1, "text": "the ledger was signed twice"}, pk="id")
    first.close()
    again = connect(case_path, KEY, writing=False)
    assert [row["text"] for row in again["note"].rows] == ["the ledger was signed twice"]
    again.close()


def test_the_file_starts_with_the_salt_and_holds_no_plaintext(case_path: Path) -> None:
    database = made(case_path)
    database["note"].insert({"text": "CANARY" * 200})
    database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    stored = case_path.read_bytes()
    assert stored[:16] == SALT
    assert b"CANARY" not in stored
    assert b"SQLite format 3" not in stored


def test_another_key_reads_nothing(case_path: Path) -> None:
    made(case_path)["note"].insert({"text": "x"})
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        connect(case_path, bytes(32), writing=True)


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33), b"a passphrase, not a key"])
def test_a_key_of_the_wrong_size_is_refused_before_a_file_is_made(case_path: Path, key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(case_path, key, writing=True)
    assert not case_path.exists()


def test_a_reading_connection_cannot_write(case_path: Path) -> None:
    writer = made(case_path)
    writer["note"].insert({"text": "x"})
    reader = connect(case_path, KEY, writing=False)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("DELETE FROM note")
    assert reader["note"].count == 1
    reader.close()
    writer.close()


def test_readers_see_a_commit_while_the_writer_stays_open(case_path: Path) -> None:
    writer = made(case_path)
    readers = [connect(case_path, KEY, writing=False) for _ in range(2)]
    writer["note"].insert_all({"text": str(n)} for n in range(50))
    assert [reader["note"].count for reader in readers] == [50, 50]
    for database in (*readers, writer):
        database.close()


def test_a_connection_serves_the_thread_of_its_lane(case_path: Path) -> None:
    database = made(case_path)
    database["note"].insert({"text": "x"})
    counted: list[int] = []
    lane = threading.Thread(target=lambda: counted.append(database["note"].count))
    lane.start()
    lane.join()
    assert counted == [1]
    database.close()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("temp_store", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("locking_mode", "normal"),
        ("wal_autocheckpoint", 16_000),
        ("query_only", 0),
    ],
)
def test_the_writer_keeps_every_setting_of_the_recipe(case_path: Path, setting: str, value: object) -> None:
    database = made(case_path)
    assert database.conn.execute(f"PRAGMA {setting}").fetchone()[0] == value
    database.close()


def test_full_text_search_has_words_and_trigrams(case_path: Path) -> None:
    database = made(case_path)
    database.execute("CREATE VIRTUAL TABLE words USING fts5(t, tokenize='unicode61 remove_diacritics 2')")
    database.execute("CREATE VIRTUAL TABLE parts USING fts5(t, tokenize='trigram remove_diacritics 1')")
    for table in ("words", "parts"):
        database.execute(f"INSERT INTO {table} VALUES ('Świętokrzyski ledger')")
        assert database.execute(f"SELECT count(*) FROM {table}('swietokrzyski')").fetchone()[0] == 1
    database.close()


def test_nothing_is_left_behind_after_an_unfinished_gesture(case_path: Path) -> None:
    database = made(case_path)
    database["note"].insert({"text": "kept"})
    with pytest.raises(ZeroDivisionError), database.atomic():
        database["note"].insert({"text": "half"})
        _ = 1 // 0
    assert [row["text"] for row in database["note"].rows] == ["kept"]
    database.close()


def test_a_missing_column_is_added_because_sqlite_utils_speaks_our_dialect(case_path: Path) -> None:
    database = made(case_path)
    database["note"].insert({"text": "x"})
    database["note"].insert({"text": "y", "page": 3}, alter=True)
    assert database["note"].columns_dict == {"text": str, "page": int}
    database.close()


def test_sqlite_utils_imported_too_early_is_refused(tmp_path: Path) -> None:
    early = "import sqlite_utils, sys; sys.modules.pop('pysqlite3', None)\nimport casefile.store.connection"
    asked = subprocess.run(
        [sys.executable, "-c", early],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert asked.returncode != 0
    assert "plaintext" in asked.stderr


def test_a_wiped_text_holds_nothing_but_zeros() -> None:
    text = "".join(["ab", "cd", "ef"])
    wipe_text(text)
    assert text == "\0" * 6
    with pytest.raises(ValueError, match="ASCII"):
        wipe_text("żółw")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="reads /proc")
def test_no_copy_of_the_key_as_text_stays_in_memory(case_path: Path) -> None:
    child = """
import sys
from pathlib import Path
import casefile.store.connection as opening
from casefile.store.connection import connect
wipe_text, kept = opening.wipe_text, []
def wipe_and_keep(text):
    kept.append(text)
    wipe_text(text)
opening.wipe_text = wipe_and_keep
key = bytearray(b ^ 0x5A for b in bytes.fromhex(sys.argv[2]))
database = connect(Path(sys.argv[1]), key, salt=bytes(16), writing=True)
database["note"].insert({"text": "x"})
reader = connect(Path(sys.argv[1]), key, writing=False)
def copies():
    found = 0
    digits = [("%02x" % b).encode() for b in key]
    for line in open("/proc/self/maps"):
        span, rights = line.split()[:2]
        if not rights.startswith("rw"):
            continue
        start, end = (int(part, 16) for part in span.split("-"))
        with open("/proc/self/mem", "rb", 0) as memory:
            memory.seek(start)
            try:
                block = memory.read(end - start)
            except OSError:
                continue
        at = block.find(digits[0] + digits[1])
        while at >= 0:
            found += all(block[at + 2 * n : at + 2 * n + 2] == pair for n, pair in enumerate(digits))
            at = block.find(digits[0] + digits[1], at + 1)
    return found
print("open", copies())
reader.close(); database.close()
print("closed", copies())
"""
    masked = bytes(b ^ 0x5A for b in os.urandom(32)).hex()
    asked = subprocess.run(
        [sys.executable, "-c", child, str(case_path), masked],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
    assert asked.stdout.splitlines() == ["open 0", "closed 0"]
