"""While files come in she pauses, cancels, drops more, locks the case; nothing is lost or read twice."""

from __future__ import annotations

import threading
from pathlib import Path

from casefile.casework.importing.progress import ImportProgress
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.domain.ledger import LedgerState
from casefile.importers.pdf_sample import sample_pdf
from casefile.search.parse import parse
from casefile.store import finding
from tests.helpers.canary import CANARY
from tests.helpers.imports import PATIENCE, desk_again, desk_at, letters

NAMES = tuple(f"{number:02}.txt" for number in range(40))


def test_every_row_of_a_second_drop_stands_while_the_first_is_still_read(tmp_path: Path) -> None:
    letters(tmp_path / "one", *NAMES)
    letters(tmp_path / "two", "later.txt")
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.reading.may_read.clear()
        desk.importing.start([tmp_path / "one"])
        assert desk.reading.is_reading.wait(PATIENCE)
        second = desk.importing.start([tmp_path / "two"]).result(PATIENCE)
        assert set(desk.states(second)) == {"later.txt"}
        desk.reading.may_read.set()
        desk.wait()
        assert set(desk.states().values()) == {LedgerState.IMPORTED}
        assert len(desk.held()) == 41


def test_waiting_for_an_import_waits_for_its_last_word(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.importing.start([tmp_path / "drop"])
        desk.wait()
        assert desk.case.look.ledger.counts() == {LedgerState.IMPORTED: 40}
        assert all(desk.text(name) for name in NAMES)


def test_a_paused_import_takes_nothing_in_and_goes_on_where_it_was(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.importing.pause()
        batch = desk.importing.start([tmp_path / "drop"]).result(PATIENCE)
        assert set(desk.states(batch).values()) == {LedgerState.WAITING}
        assert desk.importing.paused
        desk.importing.resume()
        desk.wait()
        assert set(desk.states(batch).values()) == {LedgerState.IMPORTED}
        assert not desk.reading.read_texts.most_common(1)[0][1] > 1


def test_a_lock_during_a_pause_ends_at_once_and_the_rest_comes_at_the_next_opening(tmp_path: Path) -> None:
    path = tmp_path / "a.casefile"
    letters(tmp_path / "drop", *NAMES)
    with desk_at(path) as desk:
        desk.importing.pause()
        desk.importing.start([tmp_path / "drop"], tags=("leak",)).result(PATIENCE)
    with desk_again(path) as desk:
        assert set(desk.states().values()) == {LedgerState.WAITING}
        desk.importing.carry_on()
        desk.wait()
        assert set(desk.states().values()) == {LedgerState.IMPORTED}
        assert len(desk.case.look.tags.targets(1)[Kind.ITEM]) == 40


def test_a_lock_does_not_wait_for_a_slow_document_and_blames_it_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.casefile"
    letters(tmp_path / "drop", *NAMES)
    with desk_at(path) as desk:
        desk.reading.may_read.clear()
        desk.importing.start([tmp_path / "drop"])
        assert desk.reading.is_reading.wait(PATIENCE)
    with desk_again(path) as desk:
        states = desk.states()
        assert LedgerState.FAILED not in states.values()
        assert LedgerState.STORED in states.values()
        desk.importing.carry_on()
        desk.wait()
        assert set(desk.states().values()) == {LedgerState.IMPORTED}
        assert all(desk.case.look.text_layers.of_item(n) == [n2] for n, n2 in _layers(desk.case.look.db))


def _layers(db: object) -> list[tuple[int, int]]:
    rows = db.conn.execute("SELECT item, max(n) FROM text_layer GROUP BY item").fetchall()  # type: ignore[attr-defined]
    assert len(rows) == len(NAMES)
    return [(item, n) for item, n in rows]


def test_the_originals_are_in_the_case_before_anything_reads_them(tmp_path: Path) -> None:
    (path,) = letters(tmp_path / "drop", "a.txt")
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.reading.may_read.clear()
        desk.importing.start([path])
        assert desk.reading.is_reading.wait(PATIENCE)
        (row,) = desk.rows().values()
        assert row.state is LedgerState.STORED and row.sha256 is not None
        assert b"".join(desk.case.look.originals.chunks(row.sha256)) == path.read_bytes()
        found = desk.case.answer(lambda store: finding.items(store, parse("a.txt").tree))
        assert found == [row.item]  # by its name already
        desk.reading.may_read.set()


def test_retrying_one_row_while_others_are_read_reads_none_of_them_twice(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(tmp_path / "never.txt")
        desk.reading.may_read.clear()
        desk.importing.start([tmp_path / "drop"])
        assert desk.reading.is_reading.wait(PATIENCE)
        for _ in range(3):
            desk.importing.retry([1])
            desk.importing.carry_on()
        desk.reading.may_read.set()
        desk.wait()
        assert desk.reading.read_texts.most_common(1)[0][1] == 1
        assert desk.case.look.db.conn.execute("SELECT count(*) FROM text_layer").fetchone() == (40,)


def test_carrying_on_from_two_sides_at_once_reads_every_original_once(tmp_path: Path) -> None:
    path = tmp_path / "a.casefile"
    letters(tmp_path / "drop", *NAMES)
    with desk_at(path) as desk:
        desk.reading.may_read.clear()
        desk.importing.start([tmp_path / "drop"])
        assert desk.reading.is_reading.wait(PATIENCE)
    with desk_again(path) as desk:
        both = [threading.Thread(target=desk.importing.carry_on) for _ in range(4)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        desk.wait()
        assert set(desk.states().values()) == {LedgerState.IMPORTED}
        assert set(desk.reading.read_texts.values()) == {1}


def test_a_failed_row_is_tried_again_from_the_original_the_case_holds(tmp_path: Path) -> None:
    (path,) = letters(tmp_path / "drop", "a.txt")
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.reading.failures[b"clerk"] = ReporterCanFix("reader_stopped")
        desk.take_in(path)
        row = desk.rows()["a.txt"]
        assert (row.state, row.reason) == (LedgerState.FAILED, "reader_stopped")
        path.unlink()
        desk.reading.failures.clear()
        desk.importing.retry([row.n])
        desk.wait()
        assert desk.states() == {"a.txt": LedgerState.IMPORTED}
        assert "clerk" in desk.text("a.txt")


def test_reading_again_never_gives_an_item_the_same_text_twice(tmp_path: Path) -> None:
    (tmp_path / "cut.pdf").write_bytes(sample_pdf(pages=(CANARY,), damaged=True)[:-200])
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(tmp_path / "cut.pdf")
        (row,) = desk.rows().values()
        desk.case.written(lambda store: store.ledger.set(row.n, LedgerState.STORED))
        layers = desk.case.look.text_layers.of_item(row.item or 0)
        desk.importing.carry_on()
        desk.wait()
        assert desk.reading.read_texts.total() == 2
        assert desk.case.look.text_layers.of_item(row.item or 0) == layers


def test_a_cancelled_import_keeps_what_was_kept_reads_it_and_takes_nothing_more(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.reading.may_read.clear()
        batch = desk.importing.start([tmp_path / "drop"]).result(PATIENCE)
        assert desk.reading.is_reading.wait(PATIENCE)
        desk.importing.cancel(batch)
        desk.reading.may_read.set()
        desk.wait()
        states = desk.states()
        assert set(states.values()) <= {LedgerState.IMPORTED, LedgerState.CANCELLED}
        kept = {name for name, state in states.items() if state is LedgerState.IMPORTED}
        assert desk.held() == kept
        assert all(desk.text(name) for name in kept)


def test_cancelled_rows_can_be_tried_again_and_then_come_in(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.importing.pause()
        batch = desk.importing.start([tmp_path / "drop"]).result(PATIENCE)
        desk.importing.cancel(batch)
        desk.importing.resume()
        desk.wait()
        assert set(desk.states().values()) == {LedgerState.CANCELLED}
        assert desk.held() == set()
        desk.importing.retry([3, 7])
        desk.wait()
        assert desk.held() == {NAMES[2], NAMES[6]}


def test_a_row_removed_from_the_tray_is_not_taken_in_though_its_turn_was_near(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.importing.pause()
        desk.importing.start([tmp_path / "drop"]).result(PATIENCE)
        desk.importing.cancel_rows([1, 2, 40])
        desk.importing.resume()
        desk.wait()
        assert desk.held() == set(NAMES) - {NAMES[0], NAMES[1], NAMES[39]}


def test_rows_cancelled_while_their_bytes_are_copied_are_not_stored(tmp_path: Path) -> None:
    """The intake holds a page of rows; what was cancelled after it was read must not slip through."""
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        stored: list[int] = []

        def cancel_the_rest(change: object) -> None:
            if not stored and getattr(change, "origin", "") == "import":
                stored.append(1)
                desk.case.written(lambda store: store.ledger.cancel(range(33, 41)))

        desk.case.changes.subscribe(cancel_the_rest)
        desk.take_in(tmp_path / "drop")
        assert desk.held() == set(NAMES[:32])


def test_the_tray_hears_how_far_it_is_to_the_last_row(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        heard: list[ImportProgress] = []
        desk.importing.listen(heard.append)
        desk.take_in(tmp_path / "drop")
        desk.importing.tell()
        desk.case.answer(lambda store: None)
        assert (heard[-1].total, heard[-1].to_go) == (40, 0)


def test_files_keep_coming_in_while_she_works(tmp_path: Path) -> None:
    from casefile.casework.commands.tagging import AddTags

    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.importing.start([tmp_path / "drop"])
        for number in range(1, 11):
            desk.case.do(AddTags(Kind.ITEM, (), (f"tag {number}",))).result(PATIENCE)
        desk.wait()
        assert set(desk.states().values()) == {LedgerState.IMPORTED}
        assert len(desk.case.look.tags.all()) == 10


def test_a_slow_file_holds_up_no_other(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.reading.held_up = b"The clerk of 03.txt"
        desk.reading.may_read.clear()
        imported = threading.Event()

        def look(progress: ImportProgress) -> None:
            if progress.counts.get(LedgerState.IMPORTED) == 39:
                imported.set()

        desk.importing.listen(look)
        desk.importing.start([tmp_path / "drop"])
        assert imported.wait(PATIENCE)
        desk.reading.may_read.set()
        desk.wait()
        assert set(desk.states().values()) == {LedgerState.IMPORTED}
        assert set(desk.reading.read_texts.values()) == {1}
