"""Whatever a reporter does can be taken back and made again, exactly."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.identifiers import Kind
from casefile.store.case_store import CaseStore
from casefile.store.connection import connect
from casefile.store.migrations.m0001_first_case import make_first_case
from casefile.store.recording import TABLES, Recorder, Stale, merge, pack, unpack
from tests.helpers.records import (
    WHEN,
    make_claim,
    make_item,
    make_link,
    make_origin,
    make_passage,
    make_tag,
    put_tag,
)

LATER = "2016-10-09T09:00:00.000Z"
Dump = dict[str, list[tuple[Any, ...]]]


def dump(store: CaseStore) -> Dump:
    """Every row a command may write, and every tagging."""
    tables = {table: f"SELECT * FROM {table} ORDER BY n" for table in TABLES}
    tables["tagging"] = "SELECT * FROM tagging ORDER BY tag, kind, target"
    tables["import_batch"] = "SELECT * FROM import_batch ORDER BY n"
    return {table: store.db.conn.execute(sql).fetchall() for table, sql in tables.items()}


def numbers(store: CaseStore, table: str) -> list[int]:
    return [row[0] for row in store.db.conn.execute(f"SELECT n FROM {table} ORDER BY n")]


def fill(store: CaseStore) -> None:
    for batch in (1, 2):
        store.ledger.open_batch()
        item = make_item(store, "He denied it.\nShe confirmed it.", batch=batch)
        passages = [make_passage(store, item, 0, 13), make_passage(store, item, 3, 9)]
        claim = make_claim(store, note="as said")
        make_link(store, passages[0], claim, origin=make_origin(store, f"Origin {batch}"))
        put_tag(store, make_tag(store, f"theme:{batch}"), Kind.ITEM, item)
        put_tag(store, batch, Kind.PASSAGE, *passages)


Deed = Callable[[CaseStore, Recorder, random.Random], None]


def edits_a_row(store: CaseStore, recorder: Recorder, luck: random.Random) -> None:
    table, column = luck.choice(
        [
            ("claim", "note"),
            ("item", "title"),
            ("passage", "note"),
            ("origin", "name"),
            ("tag", "description"),
        ]
    )
    if here := numbers(store, table):
        value = luck.choice(["", "new words", "Łódź 👁 \x00 end", 'it\'s "quoted"'])
        recorder.update(table, luck.choice(here), {column: value, "modified": LATER})


def adds_a_credential(store: CaseStore, recorder: Recorder, luck: random.Random) -> None:
    row = {"id": f"{luck.random()}", "name": "archive", "sealed": luck.randbytes(9)}
    n = recorder.insert("credential", {**row, "created": LATER, "modified": LATER})
    if luck.random() < 0.5:
        recorder.update("credential", n, {"sealed": luck.randbytes(5), "modified": LATER})


def adds_a_claim_with_a_link(store: CaseStore, recorder: Recorder, luck: random.Random) -> None:
    claim = recorder.insert(
        "claim",
        {
            "id": f"{luck.random()}", "proposition": "He left", "kind": "fact", "verification": "unchecked",
            "publish": "hold", "created": LATER, "modified": LATER,
        },
    )  # fmt: skip
    if passages := numbers(store, "passage"):
        recorder.insert("claim_said_in", {"claim": claim, "passage": passages[0]})
        recorder.insert(
            "evidence_link",
            {
                "id": f"{luck.random()}", "passage": luck.choice(passages), "claim": claim,
                "relation": "context", "strength": "strong", "weakens": 1,
                "created": LATER, "modified": LATER,
            },
        )  # fmt: skip
        recorder.insert("gap_aside", {"claim": claim, "code": "all_weak", "reason": "x", "created": LATER})


def removes_a_link(store: CaseStore, recorder: Recorder, luck: random.Random) -> None:
    if here := numbers(store, "evidence_link"):
        recorder.delete("evidence_link", luck.choice(here))


def tags_and_untags(store: CaseStore, recorder: Recorder, luck: random.Random) -> None:
    tag = luck.choice(numbers(store, "tag") or [0])
    if tag:
        targets = luck.choices(range(1, 5), k=luck.randint(1, 6))
        luck.choice([recorder.tag, recorder.untag])(tag, luck.choice([Kind.ITEM, Kind.PASSAGE]), targets)


def deletes_a_tag_from_everything(store: CaseStore, recorder: Recorder, luck: random.Random) -> None:
    if here := numbers(store, "tag"):
        tag = luck.choice(here)
        for kind, targets in store.tags.targets(tag).items():
            recorder.untag(tag, kind, targets)
        recorder.delete("tag", tag)


def trashes_and_puts_back(store: CaseStore, recorder: Recorder, luck: random.Random) -> None:
    n = luck.choice(numbers(store, "item"))
    recorder.update("item", n, {"trashed": luck.choice([None, LATER]), "modified": LATER})


DEEDS: Sequence[Deed] = (
    edits_a_row,
    adds_a_credential,
    adds_a_claim_with_a_link,
    removes_a_link,
    tags_and_untags,
    deletes_a_tag_from_everything,
    trashes_and_puts_back,
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseStore]:
    path: Path = tmp_path_factory.mktemp("filled") / "case.casefile"
    store = CaseStore(connect(path, bytes(32), salt=bytes(16), writing=True))
    with store.atomic():
        make_first_case(store.db)
        fill(store)
    yield store
    store.close()


@given(
    steps=st.lists(st.lists(st.sampled_from(DEEDS), min_size=1, max_size=4), max_size=8), seed=st.integers()
)
def test_undoing_and_redoing_any_day_gives_exactly_what_was_there(
    filled: CaseStore, steps: list[list[Deed]], seed: int
) -> None:
    luck = random.Random(seed)
    filled.db.conn.execute("BEGIN")
    try:
        done: list[bytes] = []
        states = [dump(filled)]
        for deeds in steps:
            recorder = Recorder(filled.db)
            for deed in deeds:
                deed(filled, recorder, luck)
            done.append(pack(recorder.changes))
            states.append(dump(filled))
        for _ in range(2):
            for at in reversed(range(len(done))):
                Recorder(filled.db).undo(unpack(done[at]), LATER)
                assert dump(filled) == states[at]
            for at in range(len(done)):
                Recorder(filled.db).redo(unpack(done[at]), LATER)
                assert dump(filled) == states[at + 1]
    finally:
        filled.db.conn.rollback()


@given(
    first=st.text(max_size=5), second=st.text(max_size=5), third=st.text(max_size=5), note=st.text(max_size=5)
)
def test_edits_that_became_one_step_are_taken_back_together(
    filled: CaseStore, first: str, second: str, third: str, note: str
) -> None:
    filled.db.conn.execute("BEGIN")
    try:
        before = dump(filled)
        merged: list[list[Any]] | None = None
        for moment, text in enumerate((first, second, third)):
            recorder = Recorder(filled.db)
            recorder.update("claim", 1, {"note": note + text, "modified": f"2016-10-09T09:00:0{moment}.000Z"})
            if recorder.changes:
                joined = merge(merged, recorder.changes) if merged is not None else recorder.changes
                assert joined is not None
                merged = joined
        after = dump(filled)
        if merged is not None:
            changes = unpack(pack(merged))
            assert len(changes) == 1
            Recorder(filled.db).undo(changes, LATER)
            assert dump(filled) == before
            Recorder(filled.db).redo(changes, LATER)
        assert dump(filled) == after
    finally:
        filled.db.conn.rollback()


def test_edits_of_different_things_stay_two_steps(store: CaseStore) -> None:
    fill(store)

    def edited(table: str, n: int, **values: str) -> list[list[Any]]:
        recorder = Recorder(store.db)
        recorder.update(table, n, values)
        return recorder.changes

    note = edited("claim", 1, note="a", modified=LATER)
    assert merge(note, edited("claim", 2, note="b", modified=LATER)) is None
    assert merge(note, edited("claim", 1, proposition="b", modified=LATER)) is None
    assert merge(note, [*edited("claim", 1, note="c"), *edited("claim", 2, note="c")]) is None
    recorder = Recorder(store.db)
    recorder.delete("claim_said_in", 7)
    assert recorder.changes == []
    recorder.delete("evidence_link", 1)
    assert merge(recorder.changes, recorder.changes) is None


def test_an_edit_to_the_same_words_is_no_change(store: CaseStore) -> None:
    fill(store)
    recorder = Recorder(store.db)
    assert not recorder.update("claim", 1, {"note": "as said", "modified": LATER})
    assert recorder.changes == [] and recorder.touched == {}
    assert store.claims.get(1) == store.claims.get(1)


def test_a_step_whose_record_changed_since_refuses_and_changes_nothing(store: CaseStore) -> None:
    fill(store)
    recorder = Recorder(store.db)
    recorder.update("claim", 2, {"note": "mine", "modified": LATER})
    recorder.update("claim", 1, {"note": "mine", "modified": LATER})
    store.db.conn.execute("UPDATE claim SET note = 'another hand' WHERE n = 2")
    before = dump(store)
    with pytest.raises(Stale, match="claim 2"), store.atomic():
        Recorder(store.db).undo(recorder.changes, LATER)
    assert dump(store) == before
    with pytest.raises(Stale, match="claim 1"), store.atomic():
        Recorder(store.db).redo([["row", "claim", 1, None, {"n": 1}]], LATER)


def test_taking_an_import_back_leaves_what_was_in_the_trash_before(store: CaseStore) -> None:
    fill(store)
    other, gone = make_item(store, "x", batch=1), make_item(store, "y", batch=1, trashed=WHEN)
    recorder = Recorder(store.db)
    recorder.batch(1)
    before = dump(store)
    undoing = Recorder(store.db)
    undoing.undo(recorder.changes, LATER)
    assert undoing.touched == {Kind.ITEM: {1, other}}
    assert {n: item.trashed for n in (1, 2, other, gone) if (item := store.items.get(n))} == {
        1: LATER, 2: None, other: LATER, gone: WHEN,
    }  # fmt: skip
    redoing = Recorder(store.db)
    redoing.redo(recorder.changes, LATER)
    assert dump(store) == before
    assert redoing.touched == {Kind.ITEM: {1, other}}


def test_a_change_tells_every_record_it_concerns(store: CaseStore) -> None:
    fill(store)
    recorder = Recorder(store.db)
    recorder.update("evidence_link", 1, {"claim": 2})
    assert recorder.touched == {Kind.LINK: {1}, Kind.CLAIM: {1, 2}, Kind.PASSAGE: {1}}
    undoing = Recorder(store.db)
    undoing.undo(recorder.changes, LATER)
    assert undoing.touched == recorder.touched
    tagging = Recorder(store.db)
    assert tagging.tag(1, Kind.ITEM, [2, 1, 2]) == [2]
    assert tagging.touched == {Kind.ITEM: {2}, Kind.TAG: {1}}


def test_a_table_no_command_may_write_is_refused(store: CaseStore) -> None:
    with pytest.raises(ValueError, match="no command writes audit"):
        Recorder(store.db).insert("audit", {"seq": 1})
    with pytest.raises(KeyError):
        Recorder(store.db).update("claim", 99, {"note": "x"})
