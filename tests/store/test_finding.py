"""A search finds what a reporter means, in every script, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.domain.found import Found, ItemOrder, PassageOrder
from casefile.domain.identifiers import Kind
from casefile.search.parse import parse
from casefile.search.query import Words
from casefile.store import finding
from casefile.store.case_store import CaseStore
from casefile.store.connection import sqlite3
from tests.helpers.records import (
    WHEN,
    make_claim,
    make_contact,
    make_item,
    make_layer,
    make_link,
    make_origin,
    make_passage,
    make_tag,
    make_task,
    put_tag,
)


def found(store: CaseStore, sentence: str) -> list[int]:
    parsed = parse(sentence)
    assert not parsed.mistakes, parsed.mistakes
    assert parsed.tree is not None
    return sorted(finding.items(store, parsed.tree))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The Straße was closed", "strasse"),
        ("Łódź, Ångström, Đuro, ısı", "lodz angstrom duro isi"),
        ("a lead­ing role and a lead-\ning role", "leading"),
        ("He wrote an e-\nmail that day", "e-mail"),
        ("Сказал Дмитрий Песков в Москве", "Peskov"),
        ("Peskov said so", "Песков"),
        ("Встретились с Песковым", "Peskow"),
        ("北京的领导人习近平表示", "习近"),
        ("北京的领导人习近平表示", "近平"),
        ("北京的领导人习近平表示", "*领导人*"),
        ("กรุงเทพมหานครเป็นเมืองหลวง", "มหานคร"),
        ("The Datenleak of 2016", "*leak*"),
        ("The Datenleak of 2016", "*tenl*"),
        ("unread, read", "*ea*"),
        ("the “offer” was O’Brien's", "o'brien"),
        ("Guccifer 2.0 uploaded it", "gucc*"),
        ("a well-known man", "well-known"),
        ("first part\nsecond part", '"part second"'),
        ("Iran and Iraq", "iran or nothing"),
        ("call +49 30 1234567 now", "*34567*"),
    ],
)
def test_words_are_found_however_they_are_spelled(store: CaseStore, text: str, sentence: str) -> None:
    make_item(store, "something else entirely, with neither of them")
    wanted = make_item(store, text)
    assert found(store, sentence) == [wanted]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("the word leaked stands here", "leak"),
        ("习大近", "习近"),
        ("first second", '"second first"'),
        ("will they", "Vil"),
        ("leak here", "-leak"),
        ("leak here", "leak -here"),
        ("the lake", "l*"),
        ("report and sport", "*tro*"),
    ],
)
def test_words_that_only_look_alike_are_not_found(store: CaseStore, text: str, sentence: str) -> None:
    make_item(store, text)
    assert found(store, sentence) == []


def test_a_part_that_runs_across_a_files_name_is_found_there(store: CaseStore) -> None:
    wanted = make_item(store, "nothing", original_name="Report_2016.final.PDF")
    make_item(store, "nothing", original_name="Report_2017.final.pdf")
    assert found(store, "*_2016.fin*") == [wanted]


def test_a_part_of_very_many_words_still_finds_every_one_of_them(store: CaseStore) -> None:
    words = [f"wor{a}{b}{c}d" for a in "abcdefghij" for b in "abcdefghij" for c in "abcde"]
    first = make_item(store, " ".join(words))
    second = make_item(store, "one worzzd alone")
    make_item(store, "nothing of the kind")
    assert len(words) > 400
    assert found(store, "*wor*") == [first, second]
    assert found(store, "*wor* -worzzd") == [first]
    assert found(store, "*wo*") == [first, second]


def test_words_left_out_words_joined_and_fields_hold_together(store: CaseStore) -> None:
    leak, denial = make_tag(store, "theme:leak"), make_tag(store, "theme:denial")
    both = make_item(store, "minister bank", reading_state="unread")
    one = make_item(store, "minister ferry", reading_state="read")
    make_item(store, "bank only", reading_state="read")
    put_tag(store, leak, Kind.ITEM, both, one)
    put_tag(store, denial, Kind.ITEM, both)
    assert found(store, "minister") == [both, one]
    assert found(store, "minister -bank") == [one]
    assert found(store, "minister tag:leak -tag:denial") == [one]
    assert found(store, "(ferry or tag:denial) is:unread") == [both]
    assert found(store, "(bank or ferry) -(minister -bank)") == [both, both + 2]
    assert found(store, "-is:unread -tag:leak") == [both + 2]
    assert found(store, "-(bank or is:unread)") == [one]


def test_a_tag_is_found_at_any_level_and_with_those_below_it(store: CaseStore) -> None:
    items = [make_item(store, "x") for _ in range(4)]
    for item, path in zip(items, ("theme:Léak", "theme:leak:mail", "leak", "leakage"), strict=True):
        put_tag(store, make_tag(store, path), Kind.ITEM, item)
    assert found(store, "tag:leak") == items[:3]
    assert found(store, "tag:theme:leak") == items[:2]
    assert found(store, "tag:nothing") == []
    assert found(store, "-tag:nothing") == items


@pytest.mark.parametrize(
    ("published", "before", "after"),
    [
        ("2016-10-06", True, False),
        ("2016-10-07", False, False),
        ("2016-10-08", False, True),
        ("2016-10", True, True),
        ("2016", True, True),
        ("2016-09", True, False),
        ("2016-11~", False, True),
        ("2016-XX-XX", True, True),
        ("201X", True, True),
        ("2015?", True, False),
        ("/2016-10-07", True, False),
        ("2016-10-07/..", False, True),
        ("2015/2017", True, True),
        ("2016-21", True, False),
        ("2016-24", False, True),
        (None, False, False),
    ],
)
def test_a_vague_date_answers_wherever_it_may_be_meant(
    store: CaseStore, published: str | None, before: bool, after: bool
) -> None:
    item = make_item(store, "x", published=published)
    assert found(store, "before:2016-10-07") == [item] * before
    assert found(store, "after:2016-10-07") == [item] * after


def test_publishers_and_authors_answer_from_and_words_alike(store: CaseStore) -> None:
    one = make_item(store, "x", publisher="Süddeutsche Zeitung", byline="Ana Pérez")
    other = make_item(store, "the Süddeutsche wrote of Perez")
    assert found(store, "from:suddeutsche") == [one]
    assert found(store, 'from:"ana per"') == [one]
    assert found(store, "suddeutsche perez") == [one, other]


def test_passages_answer_by_their_words_their_links_and_their_item(store: CaseStore) -> None:
    item = make_item(store, "He denied it. She confirmed it.", publisher="Gazette", kind="article")
    denied, confirmed = make_passage(store, item, 0, 13), make_passage(store, item, 14, 31)
    claim = make_claim(store)
    make_link(store, denied, claim, "contradicts", origin=make_origin(store, "Kremlin, via Peskov"))

    def passages(sentence: str) -> list[int]:
        return finding.passages(store, parse(sentence).tree)

    assert passages("denied") == [denied]
    assert passages("is:contradicted") == [denied]
    assert passages("is:unlinked") == [confirmed]
    assert passages("from:gazette kind:article") == [confirmed, denied]
    assert passages("origin:kremlin") == [denied]
    assert finding.passages(store, None, PassageOrder.PLACE) == [denied, confirmed]
    assert finding.claims(store, parse("is:contradicted").tree) == [claim]
    assert found(store, "is:contradicted origin:peskov") == [item]
    assert finding.claims(store, parse("is:supported").tree) == []


def test_what_is_in_the_trash_is_found_only_when_it_is_asked_for(store: CaseStore) -> None:
    gone = make_item(store, "ferry", trashed=WHEN)
    held = make_item(store, "ferry")
    passage = make_passage(store, gone, 0, 5)
    assert found(store, "ferry") == [held]
    assert found(store, "ferry is:trashed") == [gone]
    assert finding.passages(store, parse("ferry").tree) == []
    assert finding.items(store, None) == [held]
    assert store.passages.get(passage) is not None


def test_results_are_grouped_newest_first_with_more_instead_of_a_count(store: CaseStore) -> None:
    items = [make_item(store, "the ferry sailed") for _ in range(3)]
    passage = make_passage(store, items[0], 4, 9)
    claim = make_claim(store, "The ferry was sold")
    contact = make_contact(store, "Ferry office")
    task = make_task(store, "Ask about the ferry")
    make_item(store, "nothing")
    assert finding.search(store, parse("ferry").tree, limit=2) == [
        Found(Kind.PASSAGE, (passage,)),
        Found(Kind.CLAIM, (claim,)),
        Found(Kind.ITEM, (items[2], items[1]), more=True),
        Found(Kind.CONTACT, (contact,)),
        Found(Kind.TASK, (task,)),
    ]
    assert [group.kind for group in finding.search(store, parse("ferry is:unread").tree)] == [Kind.ITEM]
    assert [group.kind for group in finding.search(store, parse("ferry kind:claim").tree)] == [Kind.CLAIM]


def test_lists_stand_in_the_order_the_reporter_chose(store: CaseStore) -> None:
    first = make_item(store, "a b", title="beta", published="2016", kind="image", reliability="B")
    second = make_item(store, "a b", title="Alpha", published="2015-03-04", kind="article", credibility="1")
    third = make_item(store, "a b", original_name="gamma.txt", kind="document", reliability="A")
    make_passage(store, second, 0, 1)
    for order, expected in {
        ItemOrder.ADDED: [third, second, first],
        ItemOrder.DATE: [first, second, third],
        ItemOrder.TITLE: [second, first, third],
        ItemOrder.KIND: [second, third, first],
        ItemOrder.PASSAGES: [second, third, first],
        ItemOrder.RATING: [third, first, second],
    }.items():
        assert finding.items(store, None, order) == expected, order
        assert finding.items(store, parse("a b").tree, order, limit=2) == expected[:2], order


def test_a_correction_of_the_text_is_what_is_searched(store: CaseStore) -> None:
    item = make_item(store, "the rninister")
    assert found(store, "minister") == []
    make_layer(store, item, "the minister")
    store.search_index.refresh(Kind.ITEM, [item])
    assert found(store, "minister") == [item]
    assert found(store, "rninister") == []


def test_a_call_is_found_under_its_contact(store: CaseStore) -> None:
    contact = make_contact(store, "Press office")
    store.db.conn.execute(
        "INSERT INTO conversation (contact, at, direction, channel, outcome, ground_rules, summary, created)"
        " VALUES (?, '2016', 'out', 'phone', 'replied', 'on_the_record', 'spoke of turbines', ?)",
        [contact, WHEN],
    )
    store.search_index.refresh(Kind.CONTACT, [contact])
    assert finding.contacts(store, parse("turbines").tree) == [contact]
    assert finding.contacts(store, parse("has:reply").tree) == [contact]


def test_unread_texts_and_texts_that_never_come_are_counted_honestly(store: CaseStore) -> None:
    waiting = make_item(store, status="stored")
    make_item(store, status="no_text")
    make_item(store, status="corrupt", trashed=WHEN)
    make_item(store, "read")
    assert finding.being_read(store) == [waiting]
    assert finding.count_without_text(store) == 2


def test_nothing_that_did_not_change_is_indexed_again(store: CaseStore) -> None:
    item = make_item(store, "the ferry")
    before = store.db.conn.total_changes
    store.items.fill(item, reading_state="read")
    store.search_index.refresh(Kind.ITEM, [item])
    assert store.db.conn.total_changes == before + 1


def test_erased_words_leave_no_trace_in_the_file(store: CaseStore, case_place: Path) -> None:
    kept = make_item(store, "ordinary words")
    item = make_item(store, "ordinary quixotic words", title="Zanzibar")
    assert found(store, "*xoti*") == [item]
    with store.atomic():
        store.search_index.erase(Kind.ITEM, [item])
        store.db.conn.execute("DELETE FROM text_layer WHERE item = ?", [item])
        store.db.conn.execute("DELETE FROM item WHERE n = ?", [item])
    assert found(store, "*xoti*") == []
    assert found(store, "ordinary") == [kept]
    tables = [
        row[0]
        for row in store.db.conn.execute(
            "SELECT name FROM sqlite_master WHERE name LIKE '%\\_data' ESCAPE '\\' OR name = 'search_word'"
        )
    ]
    for table in tables:
        for row in store.db.conn.execute(f"SELECT * FROM {table}"):
            bytes_of_row = b"".join(part if isinstance(part, bytes) else str(part).encode() for part in row)
            assert b"quixotic" not in bytes_of_row
            assert b"zanzibar" not in bytes_of_row
            assert b"qui" not in bytes_of_row


def test_rebuilding_the_index_changes_no_answer(store: CaseStore) -> None:
    item = make_item(store, "the Datenleak, said Песков")
    claim = make_claim(store, "A leak happened")
    before = [found(store, words) for words in ("*leak*", "Peskov", "datenleak")]
    with store.atomic():
        store.search_index.rebuild()
    assert [found(store, words) for words in ("*leak*", "Peskov", "datenleak")] == before == [[item]] * 3
    assert finding.claims(store, parse("leak").tree) == [claim]


def test_a_superseded_search_can_be_stopped(store: CaseStore) -> None:
    make_item(store, "x")
    store.db.conn.set_progress_handler(lambda: store.interrupt(), 1)
    with pytest.raises(sqlite3.OperationalError, match="interrupt"):
        finding.items(store, Words("x"))
    store.db.conn.set_progress_handler(None, 1)
    assert finding.items(store, Words("x")) == [1]


def plan_of(store: CaseStore, sentence: str, order: ItemOrder = ItemOrder.ADDED) -> list[str]:
    statements: list[str] = []
    store.db.conn.set_trace_callback(statements.append)
    finding.items(store, parse(sentence).tree, order, limit=9)
    store.db.conn.set_trace_callback(None)
    asked = next(one for one in statements if one.startswith("SELECT r.n"))
    return [row[3] for row in store.db.conn.execute(f"EXPLAIN QUERY PLAN {asked}")]


@pytest.mark.parametrize("order", [ItemOrder.ADDED, ItemOrder.DATE])
def test_the_whole_list_stands_in_an_index_and_is_not_sorted(store: CaseStore, order: ItemOrder) -> None:
    make_item(store, "x", published="2016-10")
    (step,) = plan_of(store, "", order)
    assert "USING COVERING INDEX" in step


def test_a_filter_leads_and_the_trash_only_checks(store: CaseStore) -> None:
    put_tag(store, make_tag(store, "leak"), Kind.ITEM, make_item(store, "x"))
    by_tag = plan_of(store, "tag:leak")
    assert by_tag[0] == "SEARCH r USING INTEGER PRIMARY KEY (rowid=?)"
    by_word = plan_of(store, "ferry tag:leak")
    assert by_word[0].startswith("SCAN f VIRTUAL TABLE")
    assert by_word[1] == "SEARCH r USING INTEGER PRIMARY KEY (rowid=?)"
    assert not any("TEMP B-TREE" in step for step in [*by_tag, *by_word])
