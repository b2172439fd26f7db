"""Every dropped file has a row, whatever became of it, also after a crash."""

from __future__ import annotations

from casefile.domain.ledger import Dropped, LedgerGroup, LedgerState
from casefile.store.case_store import CaseStore
from tests.helpers.records import make_item


def drop(store: CaseStore, *names: str) -> list[int]:
    batch = store.ledger.open_batch({"theme:leak": 1})
    return store.ledger.add(batch, [Dropped("/disk/docs", f"docs/{name}", name, 7) for name in names])


def test_the_tray_shows_who_needs_her_first_then_work_then_waiting_then_done(store: CaseStore) -> None:
    names = ["a", "b", "c", "d", "e", "f", "g"]
    a, b, c, d, e, f, g = drop(store, *names)
    store.ledger.set(a, LedgerState.IMPORTED, item=make_item(store, "x"))
    store.ledger.set(b, LedgerState.READING)
    store.ledger.set(c, LedgerState.FAILED, reason="ends too early", sha256="ab")
    store.ledger.set(e, LedgerState.NEEDS_PASSWORD, sha256="cd")
    store.ledger.set(g, LedgerState.STORED, sha256="ef")
    assert store.ledger.listing() == [e, c, b, g, d, f, a]
    assert store.ledger.listing(batch=2) == []
    assert store.ledger.counts() == {
        LedgerState.IMPORTED: 1, LedgerState.READING: 1, LedgerState.FAILED: 1, LedgerState.STORED: 1,
        LedgerState.NEEDS_PASSWORD: 1, LedgerState.WAITING: 2,
    }  # fmt: skip
    assert store.ledger.group_counts(1) == {
        LedgerGroup.NEEDS_YOU: 2, LedgerGroup.WORKING: 1, LedgerGroup.WAITING: 3, LedgerGroup.DONE: 1,
    }  # fmt: skip
    rows = store.ledger.rows([g, 99, c])
    assert [row.name for row in rows] == ["g", "c"]
    assert (rows[1].reason, rows[1].group) == ("ends too early", LedgerGroup.NEEDS_YOU)
    assert [row.n for row in store.ledger.next(LedgerState.WAITING, 5)] == [d, f]


def test_a_row_keeps_what_a_new_state_does_not_mention(store: CaseStore) -> None:
    (row,) = drop(store, "a")
    item = make_item(store, "x")
    store.ledger.set(row, LedgerState.STORED, sha256="ab", item=item, same_name=item)
    store.ledger.set(row, LedgerState.FAILED, reason="no")
    store.ledger.set(row, LedgerState.IMPORTED)
    held = store.ledger.get(row)
    assert held is not None
    assert (held.sha256, held.item, held.same_name, held.reason) == ("ab", item, item, None)
    assert store.ledger.of_item(item) == [row]
    batch = store.ledger.batch(1)
    assert batch is not None and batch.tags == ("theme:leak",) and batch.state == "open"


def test_retry_starts_only_what_failed_and_reads_anew_what_is_kept(store: CaseStore) -> None:
    kept, unread, done, waiting = drop(store, "a", "b", "c", "d")
    store.ledger.set(kept, LedgerState.NEEDS_PASSWORD, sha256="ab", reason="locked")
    store.ledger.set(unread, LedgerState.TOO_LARGE)
    store.ledger.set(done, LedgerState.IMPORTED)
    assert store.ledger.retry([kept, unread, done, waiting]) == [kept, unread]
    states = [row.state for row in store.ledger.rows([kept, unread, done, waiting])]
    assert states == ["stored", "waiting", "imported", "waiting"]
    assert store.ledger.rows([kept])[0].reason is None


def test_cancelling_a_drop_leaves_what_is_kept_already(store: CaseStore) -> None:
    a, b, c = drop(store, "a", "b", "c")
    (other,) = drop(store, "d")
    store.ledger.set(a, LedgerState.STORED, sha256="ab")
    store.ledger.set(b, LedgerState.COPYING)
    assert store.ledger.cancel_batch(1) == [b, c]
    assert [row.state for row in store.ledger.rows([a, b, c, other])] == [
        "stored", "cancelled", "cancelled", "waiting",
    ]  # fmt: skip
    assert [(batch.n, batch.state) for batch in store.ledger.batches()] == [(2, "open"), (1, "cancelled")]


def test_after_a_crash_what_was_under_way_waits_again(store: CaseStore) -> None:
    a, b, c = drop(store, "a", "b", "c")
    store.ledger.set(a, LedgerState.COPYING)
    store.ledger.set(b, LedgerState.READING, sha256="ab")
    store.ledger.set(c, LedgerState.IMPORTED)
    store.ledger.resume()
    assert [row.state for row in store.ledger.rows([a, b, c])] == ["waiting", "stored", "imported"]


def test_an_erased_item_leaves_a_row_without_a_name(store: CaseStore) -> None:
    (row,) = drop(store, "the minister.pdf")
    item = make_item(store, "x")
    store.ledger.set(row, LedgerState.IMPORTED, sha256="ab", item=item)
    store.ledger.forget([item])
    held = store.ledger.get(row)
    assert held is not None
    assert (held.place, held.relative, held.name, held.sha256, held.item) == ("", "", "", None, item)
