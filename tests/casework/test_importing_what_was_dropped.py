"""Whatever is dropped, every file gets its row, and what can be kept is kept byte for byte."""

from __future__ import annotations

import hashlib
import os
import resource
import time
from pathlib import Path

import pytest

from casefile.casework.importing.run import Importing
from casefile.domain.identifiers import Kind
from casefile.domain.ledger import LedgerState
from casefile.domain.limits import MAX_FOLDER_DEPTH
from casefile.domain.sentences import reason_said
from casefile.importers.pdf_sample import sample_pdf
from casefile.store.connection import connect
from casefile.vault.passphrase import derive
from tests.helpers.canary import CANARY
from tests.helpers.cases import PASSPHRASE
from tests.helpers.cheap_keys import CHEAP_SETS
from tests.helpers.imports import Desk, desk_at, letters


def _originals(desk: Desk) -> dict[str, bytes]:
    rows = desk.case.look.db.conn.execute("SELECT original_name, sha256 FROM item").fetchall()
    return {name: b"".join(desk.case.look.originals.chunks(sha256)) for name, sha256 in rows}


def test_a_folder_is_gone_through_to_its_last_file_and_nothing_changes_on_the_disk(tmp_path: Path) -> None:
    drop = tmp_path / "leak"
    letters(drop, "a.txt", "deep/er/b.txt", "deep/c.txt")
    (drop / "paper.pdf").write_bytes(sample_pdf(title=CANARY))
    before = {path: path.stat().st_mtime_ns for path in drop.rglob("*")}
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(drop)
        assert set(desk.states().values()) == {LedgerState.IMPORTED}
        assert {row.relative for row in desk.rows().values()} == {
            "leak/a.txt", "leak/deep/er/b.txt", "leak/deep/c.txt", "leak/paper.pdf",
        }  # fmt: skip
        assert "Harbour board" in desk.text("paper.pdf")
        kept = _originals(desk)
        assert kept["paper.pdf"] == (drop / "paper.pdf").read_bytes()
        assert kept["b.txt"] == (drop / "deep/er/b.txt").read_bytes()
    assert {path: path.stat().st_mtime_ns for path in drop.rglob("*")} == before


def test_links_pipes_devices_and_unreadable_files_have_a_row_that_says_why(tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    (target,) = letters(drop, "real.txt")
    (drop / "link.txt").symlink_to(target)
    (drop / "loop").symlink_to(drop)
    (drop / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(drop / "pipe.txt")
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(drop, Path("/dev/null"), Path("/proc/self/mem"), tmp_path / "never.txt")
        rows = desk.rows()
        reasons = {name: row.reason for name, row in rows.items()}
        assert reasons == {
            "real.txt": None, "link.txt": "not_a_file", "loop": "not_a_file", "nowhere.txt": "not_a_file",
            "pipe.txt": "not_a_file", "null": "not_a_file", "mem": "not_readable",
            "never.txt": "not_readable",
        }  # fmt: skip
        assert {row.state for name, row in rows.items() if name != "real.txt"} == {LedgerState.FAILED}
        assert all(reason_said(reason) for reason in reasons.values() if reason is not None)
        assert desk.held() == {"real.txt"}


def test_a_file_that_goes_away_before_its_turn_fails_alone(tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    letters(drop, *(f"{number:02}.txt" for number in range(50)))
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.importing.pause()
        batch = desk.importing.start([drop]).result(20)
        (drop / "33.txt").unlink()
        desk.importing.resume()
        desk.wait()
        states = desk.states(batch)
        assert states.pop("33.txt") is LedgerState.FAILED
        assert set(states.values()) == {LedgerState.IMPORTED} and len(states) == 49


def test_a_file_that_changes_after_the_drop_is_kept_as_it_was_when_read(tmp_path: Path) -> None:
    (path,) = letters(tmp_path / "drop", "a.txt")
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.importing.pause()
        desk.importing.start([path]).result(20)
        path.write_text(f"Longer than before it was looked at, and {CANARY} again.\n" * 100)
        desk.importing.resume()
        desk.wait()
        row = desk.rows()["a.txt"]
        assert row.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert _originals(desk)["a.txt"] == path.read_bytes()
        assert desk.text("a.txt") == path.read_text()


def test_an_empty_file_is_kept_and_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "nothing.pdf").touch()
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(tmp_path / "nothing.pdf")
        row = desk.rows()["nothing.pdf"]
        assert row.sha256 == hashlib.sha256(b"").hexdigest()
        assert row.item is not None
        item = desk.case.look.items.get(row.item)
        assert item is not None and (item.status, item.size, item.title) == ("empty", 0, None)


def test_the_same_bytes_twice_in_one_drop_are_one_item_and_the_row_says_so(tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    (first,) = letters(drop, "a.txt")
    (drop / "b.txt").write_bytes(first.read_bytes())
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(drop)
        desk.take_in(first)
        rows = desk.case.look.ledger.rows([1, 2, 3])
        assert [row.state for row in rows] == [
            LedgerState.IMPORTED, LedgerState.DUPLICATE, LedgerState.DUPLICATE,
        ]  # fmt: skip
        assert {row.item for row in rows} == {1}
        assert desk.reading.read_texts.total() == 1


def test_another_file_of_the_same_name_is_imported_and_pointed_out(tmp_path: Path) -> None:
    letters(tmp_path / "one", "a.txt")
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "a.txt").write_text("Other words under the same name.\n")
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(tmp_path / "one", tmp_path / "two")
        rows = desk.case.look.ledger.rows([1, 2])
        assert [row.state for row in rows] == [LedgerState.IMPORTED] * 2
        assert [row.same_name for row in rows] == [None, 1]


def test_names_that_lie_or_cannot_be_written_are_kept_harmless_and_their_files_are_found(
    tmp_path: Path,
) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    names = {
        b"annual\xe2\x80\xaefdp.exe": "annualfdp.exe",  # a right-to-left override
        b"broken\xff\xfe.txt": "broken??.txt",
        b"line\nbreak\x07.txt": "linebreak.txt",
        ("é" * 120).encode() + b".txt": "é" * 120 + ".txt",
    }
    for number, name in enumerate(names):
        (Path(os.fsdecode(os.fsencode(drop) + b"/" + name))).write_text(f"{CANARY} number {number}\n")
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(drop)
        assert desk.states() == dict.fromkeys(names.values(), LedgerState.IMPORTED)
        assert desk.held() == set(names.values())


def test_a_folder_too_deep_to_be_walked_has_a_row_and_what_is_above_is_imported(tmp_path: Path) -> None:
    place = tmp_path / "drop"
    for level in range(MAX_FOLDER_DEPTH + 2):
        place = place / str(level % 10)
    place.mkdir(parents=True)
    letters(place, "low.txt")
    letters(tmp_path / "drop", "high.txt")
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(tmp_path / "drop")
        assert sorted(row.reason or "" for row in desk.rows().values()) == ["", "too_deep"]
        assert desk.held() == {"high.txt"}


def test_the_open_case_is_never_imported_into_itself_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "a.casefile"
    with desk_at(path) as desk:
        letters(tmp_path, "letter.txt")
        (tmp_path / "innocent.pdf").hardlink_to(path)
        batch = desk.take_in(tmp_path)
        reasons = {row.name: row.reason for row in desk.rows(batch).values()}
        assert reasons.pop("letter.txt") is None
        assert {"a.casefile", "innocent.pdf"} <= set(reasons)
        assert set(reasons.values()) == {"own_case"}
        desk.importing.retry([row.n for row in desk.rows(batch).values() if row.reason])
        desk.wait()
        assert desk.held() == {"letter.txt"}
        # SQLite's locks still hold: nobody else gets the right to write.
        other = connect(path, derive(PASSPHRASE, desk.case.salt, CHEAP_SETS), writing=False)
        other.conn.execute("PRAGMA query_only=OFF")
        desk.case.written(lambda store: _locked_out(store.db.conn, other.conn))
        other.close()


def _locked_out(writer: object, other: object) -> None:
    other.execute("PRAGMA busy_timeout=0")  # type: ignore[attr-defined]
    writer.execute("BEGIN IMMEDIATE")  # type: ignore[attr-defined]
    try:
        with pytest.raises(Exception, match="locked"):
            other.execute("BEGIN IMMEDIATE")  # type: ignore[attr-defined]
    finally:
        writer.execute("ROLLBACK")  # type: ignore[attr-defined]


def test_a_drop_of_nothing_is_said_and_leaves_no_step(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with desk_at(tmp_path / "a.casefile") as desk:
        future = desk.importing.start([tmp_path / "empty"])
        assert getattr(future.exception(20), "code", "") == "import_none"
        desk.wait()
        assert [getattr(one, "code", "") for one in desk.troubles] == ["import_none"]
        assert desk.case.next_undo() is None


def test_a_tag_that_is_no_tag_is_refused_before_anything_is_taken_in(tmp_path: Path) -> None:
    (path,) = letters(tmp_path / "drop", "a.txt")
    with desk_at(tmp_path / "a.casefile") as desk:
        future = desk.importing.start([path], tags=("leak", " : "))
        assert getattr(future.exception(20), "code", "") == "tag_name_unusable"
        desk.wait()
        assert len(desk.troubles) == 1
        assert (desk.rows(), desk.held(), desk.case.look.tags.all()) == ({}, set(), [])
        desk.take_in(path)
        assert desk.held() == {"a.txt"}


def test_the_drops_tags_are_on_what_it_brought_and_not_on_what_was_there(tmp_path: Path) -> None:
    first, second = letters(tmp_path / "drop", "a.txt", "b.txt")
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(first)
        heard: list[frozenset[int]] = []
        desk.case.changes.subscribe(lambda change: heard.append(change.of(Kind.TAG)))
        desk.take_in(first, second, tags=("theme:leak",))
        paths = [[tag.path for tag in desk.case.look.tags.of(Kind.ITEM, n)] for n in (1, 2)]
        assert paths == [[], ["theme:leak"]]
        assert frozenset({2}) in heard  # the tag pane hears that its count moved


def test_more_small_files_than_a_process_has_descriptors_are_all_imported(tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    many = 700
    for number in range(many):
        (drop / f"{number:04}.txt").write_text(f"{CANARY} {number}\n")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, hard))
    try:
        with desk_at(tmp_path / "a.casefile") as desk:
            desk.reading.may_read.clear()
            desk.importing.start([drop]).result(20)
            _until_nothing_moves(desk)  # as many as may be are under way, and none is read
            desk.reading.may_read.set()
            desk.wait()
            assert not desk.troubles
            assert list(desk.case.look.ledger.counts().items()) == [(LedgerState.IMPORTED, many)]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _until_nothing_moves(desk: Desk) -> None:
    before: dict[LedgerState, int] = {}
    while (counts := desk.case.look.ledger.counts()) != before or LedgerState.STORED not in counts:
        before = counts
        time.sleep(0.2)


def test_an_importing_that_is_stopped_says_so_and_takes_nothing(tmp_path: Path) -> None:
    (path,) = letters(tmp_path / "drop", "a.txt")
    with desk_at(tmp_path / "a.casefile") as desk:
        stopped = Importing(desk.case, desk.reading)
        stopped.stop()
        assert stopped.start([path]).cancelled()
        stopped.carry_on()
        stopped.wait()
        assert desk.rows() == {}
