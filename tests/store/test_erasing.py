"""What is erased stands on no page of the file: not in a row, not in a free page, not between two rows."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path
from typing import Any

import pytest

from casefile.domain.changes import Deed
from casefile.domain.identifiers import Kind
from casefile.domain.ledger import Dropped, LedgerState
from casefile.store.case_store import CaseStore
from casefile.store.checking import check
from casefile.store.erasing import Reach, purge, reach_of
from casefile.store.recording import Recorder, pack
from tests.helpers.raw_pages import raw_pages
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
from tests.store.conftest import KEY

SECRET = "quixotic"


def erase(store: CaseStore, kind: Kind, *numbers: int) -> Any:
    purged = purge(store.db, kind, numbers, WHEN, lambda _reach: None)
    store.checkpoint()
    return purged


def pages_with(case: Path, words: str) -> int:
    """How many pages of the file and its log hold words, in any case."""
    return sum(words.lower().encode() in page.lower() for page in raw_pages(case, KEY))


def step(store: CaseStore, changes: list[list[Any]], *, undone: bool = False) -> int:
    n = store.steps.push(Deed("claim_changed", {"ref": "C1"}), pack(changes), None, WHEN)
    store.steps.mark(n, undone=undone)
    return n


def held_item(store: CaseStore, text: str, **columns: Any) -> int:
    content = text.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    store.originals.store(sha256, len(content), [content], WHEN)
    return make_item(store, text, sha256=sha256, **columns)


def test_an_item_takes_along_its_texts_passages_parts_and_their_links(store: CaseStore) -> None:
    kept, letter = make_item(store, "plain"), make_item(store, "one two three")
    part = make_item(store, "attached", parent=letter)
    layer = make_layer(store, letter, "one two three four")
    passages = [make_passage(store, letter, 0, 3), make_passage(store, part, 0, 4)]
    claim = make_claim(store)
    link = make_link(store, passages[0], claim)
    other = make_link(store, make_passage(store, kept, 0, 5), claim)
    reach = reach_of(store.db, Kind.ITEM, [letter])
    assert (reach["item"], reach["passage"], reach["evidence_link"]) == (
        {letter, part},
        set(passages),
        {link},
    )
    assert layer in reach["text_layer"] and len(reach["text_layer"]) == 3
    purged = erase(store, Kind.ITEM, letter)
    assert purged.claims == {claim}
    assert [item.n for item in store.items.several([kept, letter, part])] == [kept]
    assert [one.n for one in store.evidence.links_of_passage(passages[0])] == []
    assert store.evidence.link(other) is not None


def test_a_row_that_only_the_history_remembers_is_found(store: CaseStore) -> None:
    item, claim = make_item(store, "one two three"), make_claim(store)
    passage = make_passage(store, item, 0, 3)
    link = make_link(store, passage, claim, reason=f"{SECRET} reason")
    removing = Recorder(store.db)
    removing.delete("evidence_link", link)
    removed = step(store, removing.changes)
    undone = step(store, [["row", "passage", 99, None, {"item": item, "exact": SECRET}]], undone=True)
    renamed = step(store, [["row", "claim", claim, {"note": ""}, {"note": "stays"}]])
    purged = erase(store, Kind.ITEM, item)
    assert purged.steps == 2
    for n in (removed, undone):
        lost = store.steps.get(n)
        assert lost is not None and (lost.deed, lost.can_undo) == (Deed("erased"), False)
    still = store.steps.last_done()
    assert still is not None and still.n == renamed


def test_undo_passes_over_what_was_erased(store: CaseStore) -> None:
    first = step(store, [["row", "claim", make_claim(store), {"note": ""}, {"note": "a"}]])
    gone = make_claim(store)
    step(store, [["row", "claim", gone, {"note": ""}, {"note": "b"}]])
    erase(store, Kind.CLAIM, gone)
    last = store.steps.last_done()
    assert last is not None and last.n == first


def test_an_original_goes_unless_something_else_needs_it(store: CaseStore) -> None:
    alone, one, twin = (held_item(store, text) for text in ("alone", "shared", "shared"))
    redone = held_item(store, "could come back")
    held = store.items.get(redone)
    assert held is not None
    step(store, [["row", "item", 700, None, {"sha256": held.sha256}]], undone=True)
    assert erase(store, Kind.ITEM, alone, one, redone).originals == 1
    assert store.originals.total_bytes() == len("shared") + len("could come back")
    assert store.items.get(twin) is not None


def test_words_of_earlier_versions_leave_the_index_too(store: CaseStore, case_place: Path) -> None:
    item, kept = make_item(store, f"{SECRET} words"), make_item(store, "other words")
    store.search_index.refresh(Kind.ITEM, [item, kept])
    make_layer(store, item, "harmless now")
    store.search_index.refresh(Kind.ITEM, [item])
    assert store.search_index.words_with("quixo", 9) == [SECRET]
    erase(store, Kind.ITEM, item)
    assert store.search_index.words_with("quixo", 9) == []
    assert sorted(store.search_index.words_with("wor", 9)) == ["words"]
    assert pages_with(case_place, SECRET) == 0


def test_names_of_dropped_files_leave_the_ledger(store: CaseStore, case_place: Path) -> None:
    item = held_item(store, "text")
    held = store.items.get(item)
    assert held is not None
    batch = store.ledger.open_batch()
    names = (f"{SECRET}.pdf", f"{SECRET} again.pdf", "other.pdf")
    mine, waiting, other = store.ledger.add(batch, [Dropped(f"/home/{name}", name, name) for name in names])
    store.ledger.set(mine, LedgerState.IMPORTED, sha256=held.sha256, item=item)
    store.ledger.set(waiting, LedgerState.FAILED, sha256=held.sha256, reason="damaged")
    store.ledger.set(other, LedgerState.IMPORTED, sha256="zz", item=None, same_name=item)
    erase(store, Kind.ITEM, item)
    rows = store.ledger.rows([mine, waiting, other])
    assert [(row.name, row.place, row.sha256, row.state) for row in rows] == [
        ("", "", None, "imported"),
        ("", "", None, "cancelled"),
        ("other.pdf", "/home/other.pdf", "zz", "imported"),
    ]
    assert rows[2].same_name is None
    assert pages_with(case_place, SECRET) == 0


def test_a_half_typed_note_about_it_goes_and_others_stay(store: CaseStore) -> None:
    contact = make_contact(store, "Harbour office")
    (id_,) = store.db.conn.execute("SELECT id FROM contact WHERE n = ?", [contact]).fetchone()
    store.window_state.put("draft call", {"with": ["contact", id_, contact], "text": SECRET})
    store.window_state.put("draft note", {"about": f"K{contact}", "words": SECRET})
    store.window_state.put("draft task", {"about": "K77", "words": "mine"})
    store.window_state.put("window", {"size": [1, 2]})
    erase(store, Kind.CONTACT, contact)
    names = [row[0] for row in store.db.conn.execute("SELECT name FROM window_state ORDER BY name")]
    assert names == ["draft task", "window"]


def test_tags_come_off_and_the_others_keep_theirs(store: CaseStore) -> None:
    tag, claims = make_tag(store, "leak"), [make_claim(store), make_claim(store)]
    put_tag(store, tag, Kind.CLAIM, *claims)
    erase(store, Kind.CLAIM, claims[0])
    left = store.db.conn.execute("SELECT kind, target FROM tagging").fetchall()
    assert left == [("C", claims[1])]


def test_a_number_is_never_given_again(store: CaseStore) -> None:
    last = [make_task(store, "call") for _ in range(3)][-1]
    erase(store, Kind.TASK, last)
    assert make_task(store, "write") == last + 1


def test_what_is_not_there_is_not_erased(store: CaseStore) -> None:
    with pytest.raises(KeyError):
        erase(store, Kind.CLAIM, 12)
    with pytest.raises(ValueError, match="removed at once"):
        reach_of(store.db, Kind.TAG, [1])


def test_an_erasure_that_breaks_off_changed_nothing(store: CaseStore) -> None:
    item = held_item(store, "one two three")
    step(store, [["row", "item", item, {"title": None}, {"title": "T"}]])

    def break_off(_reach: Reach) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        purge(store.db, Kind.ITEM, [item], WHEN, break_off)
    assert store.items.get(item) is not None and store.originals.total_bytes() == 13
    last = store.steps.last_done()
    assert last is not None and last.can_undo
    assert store.search_index.words_with("two", 9) == ["two"]
    assert store.db.conn.execute("PRAGMA foreign_keys").fetchone() == (1,)


@pytest.mark.parametrize("seed", range(3))
def test_after_whatever_history_no_page_holds_what_was_erased(
    store: CaseStore, case_place: Path, seed: int
) -> None:
    """Items of all sizes come, grow, are marked and go; each has a word of its own to look for."""
    dice = random.Random(seed)
    plain = ["".join(dice.choices("abcdefghijklm", k=dice.randint(3, 9))) for _ in range(900)]
    living: dict[int, str] = {}
    for turn in range(90):
        own = f"{SECRET}{seed}x{turn}x"
        words = dice.choices(plain, k=dice.choice([3, 30, 200, 900, 3000]))
        words.insert(0, own)
        with store.atomic():
            item = held_item(store, f"{' '.join(words)} {own}", title=own, original_name=f"{own}.txt")
            passage = make_passage(store, item, 0, min(60, len(own) + 9), note=own)
            make_link(store, passage, make_claim(store, f"{own} paid"), reason=own)
            step(store, [["row", "item", item, {"title": own}, {"title": None}]])
        living[item] = own
        if dice.random() < 0.4:
            with store.atomic():
                grown = dice.choice(list(living))
                store.items.fill(grown, note=living[grown] * dice.randint(1, 200))
                make_layer(store, grown, f"{living[grown]} anew")
                store.search_index.refresh(Kind.ITEM, [grown])
    for part in range(3):
        gone = dice.sample(sorted(living), k=len(living) // 3)
        own_words = [living.pop(item) for item in gone]
        claims = [n for word in own_words for n in store.claims.that_say([word])]
        erase(store, Kind.ITEM, *gone)
        erase(store, Kind.CLAIM, *claims)
        everything = b"\n".join(page.lower() for page in raw_pages(case_place, KEY))
        left = [word for word in own_words if word.encode() in everything]
        assert left == [], part
        assert all(word.encode() in everything for word in living.values())
    assert check(case_place, KEY, full=True) == []
