"""A full disk, a mistake of ours, a damaged original: one thing fails, is told, and the rest goes on."""

from __future__ import annotations

from pathlib import Path

from casefile.domain.errors import ReporterCanFix
from casefile.domain.ledger import LedgerState
from casefile.store.case_store import CaseStore
from tests.helpers.canary import CANARY
from tests.helpers.imports import PATIENCE, Desk, desk_again, desk_at, letters

NAMES = tuple(f"{number:02}.txt" for number in range(40))


def _codes(desk: Desk) -> list[str]:
    return [getattr(one, "code", type(one).__name__) for one in desk.troubles]


def _pages(store: CaseStore) -> int:
    return int(store.db.conn.execute("PRAGMA page_count").fetchone()[0])


def _let_the_disk_hold(desk: Desk, more_pages: int) -> None:
    desk.case.written(
        lambda store: store.db.conn.execute(f"PRAGMA max_page_count={_pages(store) + more_pages}").fetchone()
    )


def test_our_mistake_with_one_file_fails_that_row_alone_and_is_told(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.reading.failures[b"The clerk of 07.txt"] = KeyError("we forgot something")
        desk.take_in(tmp_path / "drop")
        states = desk.states()
        assert states.pop("07.txt") is LedgerState.FAILED
        assert set(states.values()) == {LedgerState.IMPORTED}
        assert _codes(desk) == ["KeyError"]
        assert desk.rows()["07.txt"].reason == "our_bug"
        assert desk.rows()["07.txt"].sha256 is not None


def test_an_answer_that_cannot_be_written_spoils_none_of_its_neighbours(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.case.written(
            lambda store: store.db.conn.execute(
                "CREATE TEMP TRIGGER refuse BEFORE INSERT ON main.text_layer"
                " WHEN instr(new.text, 'clerk of 07.txt') BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        )
        desk.take_in(tmp_path / "drop")
        states = desk.states()
        assert states.pop("07.txt") is LedgerState.FAILED
        assert set(states.values()) == {LedgerState.IMPORTED}
        assert _codes(desk) and set(_codes(desk)) == {"IntegrityError"}


def test_a_full_disk_holds_the_import_and_it_goes_on_when_there_is_room(tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    for name in NAMES:
        (drop / name).write_text(f"{CANARY} {name}\n" * 4_000)
    with desk_at(tmp_path / "a.casefile") as desk:
        _let_the_disk_hold(desk, 200)
        desk.importing.start([drop])
        desk.wait()
        assert "disk_full" in _codes(desk)
        assert desk.importing.paused
        assert LedgerState.FAILED not in desk.states().values()
        _let_the_disk_hold(desk, 1_000_000)
        desk.importing.resume()
        desk.wait()
        assert set(desk.states().values()) == {LedgerState.IMPORTED}
        assert all(desk.text(name) == (drop / name).read_text() for name in NAMES)


def test_after_a_full_disk_and_a_lock_the_ledger_still_knows_every_file(tmp_path: Path) -> None:
    path = tmp_path / "a.casefile"
    drop = tmp_path / "drop"
    drop.mkdir()
    for name in NAMES:
        (drop / name).write_text(f"{CANARY} {name}\n" * 4_000)
    with desk_at(path) as desk:
        _let_the_disk_hold(desk, 300)
        desk.importing.start([drop])
        desk.wait()
    with desk_again(path) as desk:
        assert set(desk.states()) == set(NAMES)
        desk.importing.carry_on()
        desk.wait()
        assert set(desk.states().values()) == {LedgerState.IMPORTED}
        assert desk.case.look.audit.verify() == []


def test_a_row_that_cannot_be_read_again_by_our_mistake_stops_no_other(tmp_path: Path) -> None:
    first, second = letters(tmp_path / "drop", "a.txt", "b.txt")
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.reading.failures[b"clerk"] = ReporterCanFix("reader_stopped")
        desk.take_in(first, second)
        desk.reading.failures.clear()
        odd = "UPDATE original_chunk SET bytes = 'text' WHERE original = ?"
        desk.case.written(lambda store: store.db.conn.execute(odd, [desk.rows()["a.txt"].sha256]))
        desk.importing.retry([1, 2])
        desk.wait()
        assert desk.states() == {"a.txt": LedgerState.FAILED, "b.txt": LedgerState.IMPORTED}
        assert _codes(desk) == ["TypeError"]


def test_an_original_that_was_damaged_meanwhile_is_said_and_never_read_as_something_else(
    tmp_path: Path,
) -> None:
    first, second, third = letters(tmp_path / "drop", "a.txt", "b.txt", "c.txt")
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.reading.failures[b"clerk"] = ReporterCanFix("reader_stopped")
        desk.take_in(first, second, third)
        desk.reading.failures.clear()

        def damage(store: CaseStore) -> None:
            rows = desk.rows()
            store.db.conn.execute(
                "UPDATE original_chunk SET bytes = x'78' WHERE original = ?", [rows["a.txt"].sha256]
            )
            store.db.conn.execute("DELETE FROM original_chunk WHERE original = ?", [rows["b.txt"].sha256])

        desk.case.written(damage)
        desk.importing.retry([1, 2, 3])
        desk.wait()
        rows = desk.rows()
        assert [rows[name].reason for name in ("a.txt", "b.txt", "c.txt")] == ["original_changed"] * 2 + [
            None
        ]
        assert (desk.text("a.txt"), desk.text("b.txt")) == ("", "")
        assert "clerk" in desk.text("c.txt")


def test_an_import_into_a_case_that_is_being_closed_neither_hangs_nor_lies(tmp_path: Path) -> None:
    path = tmp_path / "a.casefile"
    letters(tmp_path / "drop", *NAMES)
    for wait in (False, True):
        with desk_at(path) as desk:
            future = desk.importing.start([tmp_path / "drop"])
            if wait:
                future.result(PATIENCE)
        with desk_again(path) as desk:
            assert set(desk.states()) in (set(), set(NAMES))
            assert LedgerState.FAILED not in desk.states().values()
            desk.importing.carry_on()
            desk.wait()
            assert set(desk.states().values()) <= {LedgerState.IMPORTED}
        path.unlink()
