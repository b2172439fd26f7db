"""The audit log shows whether a line was changed, taken out or put in."""

from __future__ import annotations

import pytest

from casefile.store.case_store import CaseStore
from casefile.store.connection import sqlite3


@pytest.fixture
def log(store: CaseStore) -> CaseStore:
    for number in range(1, 6):
        assert store.audit.append("tag_added", f"step {number}", "done") == number
    return store


def open_to_forgers(store: CaseStore) -> None:
    store.db.conn.execute("DROP TRIGGER audit_is_never_changed")
    store.db.conn.execute("DROP TRIGGER audit_is_never_cut")


def test_an_untouched_log_verifies(log: CaseStore, reading: CaseStore) -> None:
    assert log.audit.verify() == reading.audit.verify() == []
    assert [line.object for line in log.audit.newest(2)] == ["step 5", "step 4"]


def test_an_empty_log_verifies(store: CaseStore) -> None:
    assert store.audit.verify() == []


@pytest.mark.parametrize("column", ["at", "type", "object", "outcome", "previous", "mac"])
def test_a_changed_line_is_named(log: CaseStore, column: str) -> None:
    open_to_forgers(log)
    log.db.conn.execute(f"UPDATE audit SET {column} = zeroblob(32) WHERE seq = 3")
    assert 3 in log.audit.verify()
    assert set(log.audit.verify()) <= {3, 4}


def test_lines_taken_out_are_named_also_the_first_and_the_last(log: CaseStore) -> None:
    open_to_forgers(log)
    log.db.conn.execute("DELETE FROM audit WHERE seq IN (1, 3, 5)")
    assert log.audit.verify() == [1, 3, 5]


def test_a_line_put_in_by_another_hand_is_named(log: CaseStore) -> None:
    log.db.conn.execute(
        "INSERT INTO audit SELECT 6, at, type, object, outcome, mac, mac FROM audit WHERE seq = 5"
    )
    assert log.audit.verify() == [6]


def test_the_log_refuses_to_be_changed_or_cut(log: CaseStore) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        log.db.conn.execute("UPDATE audit SET object = '' WHERE seq = 1")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        log.db.conn.execute("DELETE FROM audit")


def test_a_log_whose_key_is_gone_is_broken_from_end_to_end(log: CaseStore) -> None:
    log.db.conn.execute("DELETE FROM sealed_key WHERE name = 'audit'")
    assert log.audit.verify() == [1, 2, 3, 4, 5]
