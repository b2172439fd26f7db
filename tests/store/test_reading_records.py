"""The window asks for rows by number and gets just these, in its order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from casefile.domain.contacts import Channel, GroundRules, Outcome
from casefile.domain.identifiers import Kind
from casefile.domain.items import ItemKind, ItemStatus
from casefile.store.case_store import CaseStore
from casefile.store.connection import sqlite3
from casefile.store.originals import CHUNK_BYTES, ERASED, in_pieces
from casefile.store.rows import insert
from casefile.store.text_layers import place_columns
from tests.helpers.records import (
    WHEN,
    make_claim,
    make_contact,
    make_item,
    make_layer,
    make_link,
    make_passage,
    make_tag,
    make_task,
    put_tag,
)


def test_rows_come_in_the_order_asked_with_marks_tags_and_passages(store: CaseStore) -> None:
    first = make_item(store, "He denied it", title="Letter", facts='[["Producer","LibreOffice"]]')
    second = make_item(store, status="locked", reason="password", trashed=WHEN)
    put_tag(store, make_tag(store, "theme:leak", 2), Kind.ITEM, first)
    put_tag(store, make_tag(store, "denial", 1), Kind.ITEM, first)
    put_tag(store, make_tag(store, "about:ships"), Kind.ITEM, first)
    make_passage(store, first, 0, 2)
    make_passage(store, first, 3, 9, trashed=WHEN)
    rows = store.items.rows([second, 77, first])
    assert [row.n for row in rows] == [second, first]
    assert (rows[0].status, rows[0].reason, rows[0].trashed) == (ItemStatus.LOCKED, "password", True)
    assert rows[1].marks == (1, 2)
    assert rows[1].tags == ("about:ships", "denial", "theme:leak")
    assert rows[1].passages == 1
    whole = store.items.get(first)
    assert whole is not None
    assert whole.facts == (("Producer", "LibreOffice"),)
    assert whole.kind is ItemKind.DOCUMENT
    assert store.items.several([first, second]) == [whole, store.items.get(second)]


def test_an_item_is_known_by_its_ref_its_uuid_and_its_bytes(store: CaseStore) -> None:
    gone = make_item(store, "x", sha256="ab", trashed=WHEN)
    held = make_item(store, "x", sha256="ab", original_name="x.txt")
    item = store.items.get(held)
    assert item is not None
    assert store.items.number_of(f" i{held} ") == store.items.number_of(item.id.upper()) == held
    assert store.items.number_of(f"P{held}") is None
    assert store.items.number_of("I99") is None
    assert store.items.by_hash("ab") == item
    assert store.items.by_hash("cd") is None
    assert store.items.named("x.txt") == [held]
    assert store.items.in_trash() == [gone]
    assert store.items.count() == 1


def test_a_part_of_a_text_is_cut_by_code_points(store: CaseStore) -> None:
    text = "né é👁 Łódź\r\nзима"
    item = make_item(store, text)
    layer = store.text_layers.current(item)
    assert layer is not None
    for start in range(len(text) + 1):
        for end in range(start, len(text) + 3):
            assert store.text_layers.part(layer.n, start, end) == text[start:end]
    with pytest.raises(KeyError):
        store.text_layers.part(99, 0, 1)


def test_a_text_with_a_nul_is_read_to_its_end(store: CaseStore) -> None:
    item = make_item(store, "before\0after")
    assert store.text_layers.part(store.text_layers.of_item(item)[0], 4, 9) == "re\0af"


def test_the_newest_layer_of_an_item_is_its_present_text(store: CaseStore) -> None:
    item = make_item(store, "rninister")
    passage = make_passage(store, item, 0, 9)
    assert store.passages.at(item, 0, 9) == passage
    newer = make_layer(store, item, "minister")
    layer = store.text_layers.current(item)
    assert layer is not None and (layer.n, layer.text) == (newer, "minister")
    assert store.passages.at(item, 0, 9) is None
    assert store.text_layers.current(make_item(store)) is None


def test_a_place_knows_its_page_and_paragraph(store: CaseStore) -> None:
    layer = store.text_layers.current(make_item(store, "one\ntwo\nthree"))
    assert layer is not None
    places = [place_columns(layer, at) for at in (0, 3, 4, 8, 12)]
    assert [place["page"] for place in places] == [0, 0, 1, 2, 2]
    assert [place["page_label"] for place in places] == ["p1", "p1", "p2", "p3", "p3"]
    assert [place["paragraph"] for place in places] == [1, 1, 2, 3, 3]


def test_passages_stand_as_in_the_text_with_the_relations_they_are_in(store: CaseStore) -> None:
    item = make_item(store, "one two\nthree")
    inner, outer, later = (make_passage(store, item, *span) for span in ((0, 3), (0, 7), (8, 13)))
    make_passage(store, item, 4, 7, trashed=WHEN)
    claim, other, gone = make_claim(store), make_claim(store), make_claim(store, trashed=WHEN)
    make_link(store, outer, claim, "context")
    make_link(store, outer, other, "supports")
    make_link(store, later, gone, "contradicts")
    assert [passage.n for passage in store.passages.of_item(item)] == [outer, inner, later]
    assert store.passages.relations_in(item) == {outer: ("supports", "context")}
    rows = store.passages.rows([later, outer])
    assert [row.relations for row in rows] == [(), ("supports", "context")]
    assert (rows[0].page_label, rows[0].paragraph, rows[0].exact) == ("p2", 2, "three")
    assert store.passages.number_of(f"p{inner}") == inner


def test_a_contact_comes_with_its_channels_and_its_newest_call_first(store: CaseStore) -> None:
    contact = make_contact(store, "press office", channels='[["phone","+49 30","office hours"]]', paid=0)
    earlier = make_contact(store, "Embassy")
    for when in ("2016", "2016-10-07"):
        insert(
            store.db,
            "conversation",
            {
                "contact": contact, "at": when, "direction": "in", "channel": "phone", "outcome": "spoke",
                "ground_rules": "background", "summary": "x", "created": WHEN,
            },
        )  # fmt: skip
    held = store.contacts.get(contact)
    assert held is not None
    assert held.channels == (Channel("phone", "+49 30", "office hours"),)
    assert held.paid is False and held.hostile is False
    talks = store.contacts.conversations_of(contact)
    assert [talk.when for talk in talks] == ["2016-10-07", "2016"]
    assert (talks[0].outcome, talks[0].ground_rules) == (Outcome.SPOKE, GroundRules.BACKGROUND)
    assert store.contacts.last_conversation(contact) == talks[0]
    assert store.contacts.all() == [earlier, contact]


def test_what_is_due_stands_there_and_what_is_done_does_not(store: CaseStore) -> None:
    late = make_task(store, "call", due="2016-10-01")
    today = make_task(store, "write", due="2016-10-08", state="waiting", about="C2")
    later = make_task(store, "read", due="2016-10-09")
    someday = make_task(store, "think")
    make_task(store, "done", due="2016-10-02", state="done")
    make_task(store, "gone", due="2016-10-02", trashed=WHEN)
    assert [task.n for task in store.tasks.due("2016-10-08")] == [late, today]
    assert store.tasks.open() == [late, today, later, someday]
    assert [task.n for task in store.tasks.about("C2")] == [today]


def test_small_things_are_kept_by_name(store: CaseStore) -> None:
    store.case_sheet.put("codename", "Larkspur")
    store.case_sheet.put("codename", "Lark")
    store.window_state.put("panes", {"widths": [1, 2], "open": True})
    assert store.case_sheet.get("codename") == "Lark"
    assert store.case_sheet.all() == {"codename": "Lark"}
    assert store.window_state.get("panes") == {"widths": [1, 2], "open": True}
    store.case_sheet.put("codename", None)
    store.window_state.put("panes", None)
    assert store.case_sheet.get("codename") is store.window_state.get("panes") is None


def test_sealed_blocks_are_written_together_and_never_fewer(store: CaseStore) -> None:
    store.sealed.replace_blocks([b"a" * 8, b"b" * 8])
    store.sealed.replace_blocks([b"c" * 8, b"d" * 8, b"e" * 8])
    assert store.sealed.blocks() == [b"c" * 8, b"d" * 8, b"e" * 8]
    with pytest.raises(ValueError, match="one size"):
        store.sealed.replace_blocks([b"a" * 8, b"b" * 9, b"c" * 8])
    with pytest.raises(ValueError, match="never fewer"):
        store.sealed.replace_blocks([b"a" * 8])
    store.sealed.put_key("protected", b"wrapped")
    assert store.sealed.key("protected") == b"wrapped"
    assert store.sealed.key("other") is None


def test_a_login_is_listed_by_name_and_its_secret_stays_sealed(store: CaseStore) -> None:
    row = {"id": "x", "name": "Archive", "sealed": b"\x00sealed", "created": WHEN, "modified": WHEN}
    n = insert(store.db, "credential", row)
    assert [one.name for one in store.credentials.all()] == ["Archive"]
    assert store.credentials.sealed(n) == b"\x00sealed"
    with pytest.raises(KeyError):
        store.credentials.sealed(99)


def test_what_is_written_together_is_there_whole_or_not_at_all(store: CaseStore, reading: CaseStore) -> None:
    with pytest.raises(ZeroDivisionError), store.atomic():
        store.case_sheet.put("codename", "Lark")
        raise ZeroDivisionError
    assert store.case_sheet.get("codename") is None
    with store.atomic():
        store.case_sheet.put("codename", "Lark")
        assert reading.case_sheet.get("codename") is None
        with pytest.raises(RuntimeError, match="under way"), store.atomic():
            pass
    assert reading.case_sheet.get("codename") == "Lark"
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reading.case_sheet.put("codename", "Other")


def test_originals_come_out_as_they_went_in(store: CaseStore) -> None:
    for size in (0, 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES):
        body = bytes(range(256)) * (size // 256 + 1)
        body = body[:size]
        name = hashlib.sha256(body).hexdigest()
        pieces = [body[at : at + 70_001] for at in range(0, size, 70_001)]
        assert store.originals.store(name, size, pieces, WHEN)
        assert b"".join(store.originals.chunks(name)) == body
        assert all(len(chunk) <= CHUNK_BYTES for chunk in store.originals.chunks(name))
        assert store.originals.size(name) == size
        assert not store.originals.store(name, size, pieces, WHEN)
    assert store.originals.total_bytes() == 4 * CHUNK_BYTES + 2
    with pytest.raises(KeyError):
        next(store.originals.chunks("unknown"))


def test_an_original_that_ends_too_early_is_not_kept(store: CaseStore) -> None:
    with pytest.raises(ValueError, match="3 bytes came where 4"), store.atomic():
        store.originals.store("ab", 4, iter([b"abc"]), WHEN)
    assert not store.originals.holds("ab")


def test_pieces_hold_the_same_bytes_whatever_they_came_in() -> None:
    def trickle() -> Iterator[bytes]:
        for _ in range(3):
            yield b"x" * (CHUNK_BYTES // 2 + 1)

    sizes = [len(piece) for piece in in_pieces(trickle())]
    assert sizes == [CHUNK_BYTES, CHUNK_BYTES // 2 + 3]


def test_an_erased_original_leaves_neither_bytes_nor_name(store: CaseStore) -> None:
    for name in ("ab", "cd"):
        store.originals.store(name, 1, [b"x"], WHEN)
    assert store.originals.erase(["cd", "ef"]) == 1
    assert store.originals.holds("ab") and not store.originals.holds("cd")
    kept = store.db.conn.execute("SELECT original, length(bytes) FROM original_chunk ORDER BY id").fetchall()
    assert kept == [("ab", 1), (ERASED, 0)]
    assert store.originals.total_bytes() == 1
