"""An import is one step: undone it is gone, redone it is there and goes on, also half-way and tomorrow."""

from __future__ import annotations

from pathlib import Path

from casefile.casework.commands.tagging import AddTags, DeleteTag, RenameTag
from casefile.casework.commands.trashing import MoveToTrash
from casefile.domain.identifiers import Kind
from casefile.domain.ledger import LedgerState
from casefile.domain.step_labels import label
from tests.helpers.imports import PATIENCE, Desk, desk_again, desk_at, letters

NAMES = tuple(f"{number:02}.txt" for number in range(40))


def _everything(desk: Desk) -> tuple[object, ...]:
    tables = ("item", "tag", "tagging", "text_layer", "ledger")
    read = desk.case.look.db.conn.execute
    return tuple(
        [row for row in read(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()] for table in tables
    )


def _whole_and_right(desk: Desk) -> None:
    db = desk.case.look.db.conn
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert desk.case.look.audit.verify() == []


def test_one_undo_removes_an_import_and_one_redo_brings_it_back_exactly(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(tmp_path / "drop", tags=("leak:first", "urgent"))
        deed = desk.case.next_undo()
        assert deed is not None and label(deed) == "Import of 40 files"
        before = _everything(desk)
        desk.case.undo().result()
        assert desk.held() == set()
        assert desk.case.look.tags.all() == []
        desk.case.redo().result()
        desk.wait()
        assert _everything(desk)[:4] == before[:4]
        assert set(desk.states().values()) == {LedgerState.IMPORTED}
        assert desk.reading.read_texts.total() == 40
        _whole_and_right(desk)


def test_an_import_undone_while_it_runs_brings_nothing_more(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.reading.may_read.clear()
        desk.importing.start([tmp_path / "drop"], tags=("leak",)).result(PATIENCE)
        assert desk.reading.is_reading.wait(PATIENCE)
        desk.case.undo().result()
        desk.reading.may_read.set()
        desk.wait()
        assert desk.held() == set()
        assert set(desk.states().values()) <= {LedgerState.CANCELLED, LedgerState.IMPORTED}
        assert {row.reason for row in desk.rows().values() if row.state is LedgerState.CANCELLED} == {
            "taken_back"
        }
        _whole_and_right(desk)


def test_undone_half_way_and_redone_the_import_goes_on_to_its_end(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.reading.may_read.clear()
        desk.importing.start([tmp_path / "drop"], tags=("leak",)).result(PATIENCE)
        assert desk.reading.is_reading.wait(PATIENCE)
        desk.case.undo().result()
        desk.case.redo().result()
        desk.case.undo().result()
        desk.reading.may_read.set()
        desk.wait()
        assert desk.held() == set()
        desk.case.redo().result()
        desk.wait()
        assert set(desk.states().values()) == {LedgerState.IMPORTED}
        assert desk.held() == set(NAMES)
        assert all(desk.text(name) for name in NAMES)
        assert len(desk.case.look.tags.targets(1)[Kind.ITEM]) == 40
        assert desk.case.look.db.conn.execute("SELECT count(*) FROM text_layer").fetchone() == (40,)
        _whole_and_right(desk)


def test_an_import_undone_from_the_command_line_is_not_carried_on_at_the_next_opening(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.casefile"
    letters(tmp_path / "drop", *NAMES)
    with desk_at(path) as desk:
        desk.importing.pause()
        desk.importing.start([tmp_path / "drop"]).result(PATIENCE)
    with desk_again(path) as desk:
        desk.importing.stop()  # nobody imports; only the history speaks
        desk.case.undo().result()
    with desk_again(path) as desk:
        desk.importing.carry_on()
        desk.wait()
        assert desk.held() == set()
        desk.case.redo().result()
        desk.wait()
        assert desk.held() == set(NAMES)


def test_cancelled_then_undone_then_redone_the_cancelled_rows_stay_cancelled(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.importing.pause()
        batch = desk.importing.start([tmp_path / "drop"]).result(PATIENCE)
        desk.importing.cancel_rows([5])
        desk.importing.resume()
        desk.wait()
        desk.importing.cancel(batch)
        desk.case.undo().result()
        desk.case.redo().result()
        desk.wait()
        assert desk.held() == set(NAMES) - {NAMES[4]}
        assert desk.states()[NAMES[4]] is LedgerState.CANCELLED


def test_rows_of_an_undone_import_are_not_tried_again_and_she_is_told_why(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.importing.pause()
        desk.importing.start([tmp_path / "drop"]).result(PATIENCE)
        desk.case.undo().result()
        desk.importing.resume()
        desk.importing.retry([1, 2])
        desk.wait()
        assert desk.held() == set()
        assert [getattr(one, "code", "") for one in desk.troubles] == ["import_undone"]


def test_every_step_around_an_import_is_undone_and_redone_though_they_share_a_tag(tmp_path: Path) -> None:
    first, second, third = letters(tmp_path / "drop", "a.txt", "b.txt", "c.txt")
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(first)
        desk.case.do(AddTags(Kind.ITEM, (1,), ("leak",))).result()
        desk.take_in(second, tags=("leak", "new"))
        desk.case.do(RenameTag(1, "spill")).result()
        desk.take_in(third, tags=("spill",))
        desk.case.do(MoveToTrash(Kind.ITEM, (2,))).result()
        before = _everything(desk)[:4]
        undone = 0
        while desk.case.undo().result() is not None:
            undone += 1
            _whole_and_right(desk)
        assert undone == 6
        assert (desk.held(), desk.case.look.tags.all()) == (set(), [])
        while desk.case.redo().result() is not None:
            _whole_and_right(desk)
        desk.wait()
        assert _without_times(_everything(desk)[:4]) == _without_times(before)


def _without_times(tables: tuple[object, ...]) -> list[object]:
    import re

    return [re.sub(r"'\d{4}-\d\d-\d\dT[^']*'", "'then'", repr(table)) for table in tables]


def test_a_tag_deleted_while_its_import_runs_is_not_made_again_and_its_undo_still_works(
    tmp_path: Path,
) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.importing.pause()
        desk.importing.start([tmp_path / "drop"], tags=("leak",)).result(PATIENCE)
        desk.case.do(DeleteTag(1)).result()
        desk.importing.resume()
        desk.wait()
        assert desk.case.look.tags.all() == []
        desk.case.undo().result()
        assert [tag.path for tag in desk.case.look.tags.all()] == ["leak"]
        _whole_and_right(desk)


def test_a_tag_renamed_while_its_import_runs_is_put_on_under_its_new_name(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.importing.pause()
        desk.importing.start([tmp_path / "drop"], tags=("leak",)).result(PATIENCE)
        desk.case.do(RenameTag(1, "spill")).result()
        desk.importing.resume()
        desk.wait()
        assert [tag.path for tag in desk.case.look.tags.all()] == ["spill"]
        assert len(desk.case.look.tags.targets(1)[Kind.ITEM]) == 40


def test_what_was_undone_can_be_dropped_anew_and_stands_once(tmp_path: Path) -> None:
    letters(tmp_path / "drop", *NAMES)
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(tmp_path / "drop")
        desk.case.undo().result()
        batch = desk.take_in(tmp_path / "drop")
        assert set(desk.states(batch).values()) == {LedgerState.IMPORTED}
        assert desk.held() == set(NAMES)
        assert desk.case.look.items.count() == 40
        _whole_and_right(desk)
