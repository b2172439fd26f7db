"""What stands behind the library: completing, inspecting, citing, and deeds that are one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.casework.checking_originals import check_original
from casefile.casework.citing import citation, citation_of_passage
from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.editing import EditItems
from casefile.casework.commands.linking import LinkPassage, OriginNamed
from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.rating import RateItems
from casefile.casework.commands.saving_passages import (
    ClearMarkedTags,
    SavePassage,
    TagWords,
    ToggleMarkOnWords,
)
from casefile.casework.commands.tagging import AddTags, NewTag
from casefile.casework.commands.trashing import MoveToTrash
from casefile.casework.completing import claims_for, origins_for, tag_paths_in, tags_for
from casefile.casework.inspecting import (
    history_of,
    item_links,
    item_sheet,
    next_unread,
    passage_sheet,
    tags_on_many,
)
from casefile.casework.linking_forms import start_form
from casefile.casework.listing import listed
from casefile.casework.open_case import OpenCase
from casefile.casework.reading_items import mark_read, opened_item
from casefile.domain.errors import ReporterCanFix
from casefile.domain.evidence import Relation, Strength
from casefile.domain.identifiers import Kind
from casefile.domain.items import ReadingState
from casefile.domain.step_labels import label
from tests.helpers.cases import case_at, note

WORDS = "The council met on Tuesday and paid twice. “Nobody signed it,” the clerk wrote."


@pytest.fixture
def case(tmp_path: Path) -> Iterator[OpenCase]:
    with case_at(tmp_path / "Larkspur.casefile") as case:
        yield case


def _do(case: OpenCase, *commands: object) -> None:
    for command in commands:
        case.do(command).result()  # type: ignore[arg-type]


def _refused(case: OpenCase, command: object) -> str:
    with pytest.raises(ReporterCanFix) as refused:
        case.do(command).result()  # type: ignore[arg-type]
    return refused.value.code


# -- completing ------------------------------------------------------------------------------------


def test_tags_are_found_at_the_beginning_of_any_word_best_fit_first(case: OpenCase) -> None:
    _do(case, *(NewTag(path) for path in ("risk:legal threat", "legal", "theme:illegal", "Léger")))
    offered = tags_for(case.look, "leg")
    assert [one.tag.path for one in offered.tags] == ["legal", "Léger", "risk:legal threat"]
    assert offered.new == ("leg",)
    assert tags_for(case.look, "LEGAL").new == (), "a tag of that name is there"
    assert [one.tag.path for one in tags_for(case.look, "leger").tags] == ["Léger"]


def test_an_empty_tag_field_offers_the_marked_tags_in_the_order_of_their_keys(case: OpenCase) -> None:
    _do(case, NewTag("a", 2), NewTag("b", 1), NewTag("c"))
    assert [one.tag.path for one in tags_for(case.look, "").tags] == ["b", "a"]
    assert [one.tag.path for one in tags_for(case.look, "", without=("B",)).tags] == ["a"]


def test_pasted_lines_become_several_tags_and_nothing_that_is_none() -> None:
    assert tag_paths_in("leak; theme:money\n leak \n;;\n" + "x" * 300) == ("leak", "theme:money")


def test_claims_are_found_by_number_and_by_words_in_any_order(case: OpenCase) -> None:
    _do(case, *(NewClaim(f"The harbour company was paid {n} times.") for n in range(1, 12)))
    assert [claim.n for claim in claims_for(case.look, "c1")] == [1, 10, 11]
    assert [claim.n for claim in claims_for(case.look, "paid harb")] == list(range(11, 3, -1))
    assert claims_for(case.look, "arbour") == (), "not in the middle of a word"


def test_origins_are_offered_by_name(case: OpenCase) -> None:
    item = note(case, WORDS)
    _do(case, NewClaim("They paid."), NewPassage(item, 0, 11))
    _do(case, LinkPassage(1, Relation.SUPPORTS, passage=1, origin=OriginNamed("The clerk")))
    assert [origin.name for origin in origins_for(case.look, "cle")] == ["The clerk"]
    assert [origin.name for origin in origins_for(case.look, "")] == ["The clerk"]


# -- deeds that are one step -----------------------------------------------------------------------


def test_a_digit_makes_the_passage_once_and_toggles_its_tag_afterwards(case: OpenCase) -> None:
    item = note(case, WORDS)
    _do(case, NewTag("leak", 1))
    words = NewPassage(item, 4, 11)
    _do(case, ToggleMarkOnWords(words, 1))
    assert [tag.path for tag in case.look.tags.of(Kind.PASSAGE, 1)] == ["leak"]
    _do(case, ToggleMarkOnWords(words, 1))
    assert case.look.tags.of(Kind.PASSAGE, 1) == []
    assert len(case.look.passages.of_item(item)) == 1
    assert _refused(case, ToggleMarkOnWords(words, 9)) == "mark_unused"


def test_tagging_words_that_are_a_passage_already_tags_that_passage(case: OpenCase) -> None:
    item = note(case, WORDS)
    _do(case, NewPassage(item, 4, 11), TagWords(NewPassage(item, 4, 11), ("leak", "theme:money")))
    assert len(case.look.passages.of_item(item)) == 1
    assert [tag.path for tag in case.look.tags.of(Kind.PASSAGE, 1)] == ["leak", "theme:money"]


def test_zero_takes_the_marked_tags_off_and_leaves_the_others(case: OpenCase) -> None:
    item = note(case, WORDS)
    _do(case, NewTag("leak", 1), AddTags(Kind.ITEM, (item,), ("leak", "plain")))
    _do(case, ClearMarkedTags(Kind.ITEM, (item,)))
    assert [tag.path for tag in case.look.tags.of(Kind.ITEM, item)] == ["plain"]
    assert case.do(ClearMarkedTags(Kind.ITEM, (item,))).result() is None


def test_a_form_saves_passage_tags_new_claim_and_link_as_one_step_and_undoes_it_whole(case: OpenCase) -> None:
    item = note(case, WORDS)
    before = case.next_undo()
    save = SavePassage(
        words=NewPassage(item, 0, 42),
        tags=("leak",),
        claim="The council paid twice.",
        relation=Relation.CONTRADICTS,
        strength=Strength.MODERATE,
        origin=OriginNamed("Minutes"),
        reason="They say so",
    )
    _do(case, save)
    (link,) = case.look.evidence.links_of_passage(1)
    assert (link.relation, link.strength, link.reason) == (
        Relation.CONTRADICTS, Strength.MODERATE, "They say so",
    )  # fmt: skip
    case.undo().result()
    assert case.look.passages.of_item(item) == []
    assert case.look.claims.all() == []
    assert case.look.evidence.origins() == []
    assert case.look.tags.all() == []
    assert case.next_undo() == before


def test_a_form_without_a_claim_only_makes_the_passage_and_sets_its_tags(case: OpenCase) -> None:
    item = note(case, WORDS)
    _do(case, NewPassage(item, 4, 11, paths=("leak", "old")))
    _do(case, SavePassage(passage=1, tags=("leak", "new")))
    assert [tag.path for tag in case.look.tags.of(Kind.PASSAGE, 1)] == ["leak", "new"]
    assert case.do(SavePassage(passage=1, tags=("leak", "new"))).result() is None
    _do(case, SavePassage(words=NewPassage(item, 0, 3)))
    step = case.next_undo()
    assert step is not None
    assert label(step) == "New passage"


def test_a_refused_link_leaves_neither_passage_nor_claim_behind(case: OpenCase) -> None:
    item = note(case, WORDS)
    assert _refused(case, SavePassage(words=NewPassage(item, 0, 11), claim=99)) == "claim_gone"
    assert case.look.passages.of_item(item) == []


def test_both_halves_of_a_rating_are_one_step(case: OpenCase) -> None:
    items = (note(case, WORDS), note(case, WORDS + "b"))
    _do(case, RateItems(items, "B", "2"))
    assert case.do(RateItems(items, "B", "2")).result() is None
    case.undo().result()
    assert {(one.reliability, one.credibility) for one in case.look.items.several(items)} == {("F", "6")}


# -- what the inspector says -----------------------------------------------------------------------


def test_an_items_sheet_counts_the_tags_of_its_passages(case: OpenCase) -> None:
    item = note(case, WORDS)
    _do(case, NewPassage(item, 0, 11, paths=("leak",)), NewPassage(item, 4, 11, paths=("leak", "denial")))
    _do(case, AddTags(Kind.ITEM, (item,), ("own",)))
    sheet = item_sheet(case.look, item)
    assert sheet is not None
    assert [tag.path for tag in sheet.tags] == ["own"]
    assert [(tag.path, count) for tag, count in sheet.passage_tags] == [("leak", 2), ("denial", 1)]
    assert item_sheet(case.look, 99) is None


def test_a_passages_sheet_names_claims_origins_and_what_is_said_there(case: OpenCase) -> None:
    item = note(case, WORDS)
    _do(case, NewPassage(item, 0, 42), NewClaim("They paid."), NewClaim("They met.", said_in=(1,)))
    _do(case, LinkPassage(1, Relation.SUPPORTS, passage=1, origin=OriginNamed("Minutes")))
    sheet = passage_sheet(case.look, 1)
    assert sheet is not None
    assert [(line.claim.n, line.origin) for line in sheet.links] == [(1, "Minutes")]
    assert [claim.n for claim in sheet.said_in] == [2]
    assert [line.link.n for line in item_links(case.look, item)] == [1]


def test_the_union_of_tags_stands_most_frequent_first(case: OpenCase) -> None:
    items = [note(case, WORDS + str(n)) for n in range(3)]
    _do(case, AddTags(Kind.ITEM, tuple(items), ("all",)), AddTags(Kind.ITEM, (items[0],), ("one",)))
    union = tags_on_many(case.look, Kind.ITEM, items)
    assert [(tag.path, count) for tag, count in union.tags] == [("all", 3), ("one", 1)]
    assert union.total == 3


def test_an_items_history_holds_what_touched_it_its_passages_and_their_links(case: OpenCase) -> None:
    item, other = note(case, WORDS), note(case, WORDS + "b")
    _do(case, NewPassage(item, 0, 11), NewPassage(other, 0, 11), NewClaim("They paid."))
    _do(case, LinkPassage(1, Relation.SUPPORTS, passage=1), LinkPassage(1, Relation.SUPPORTS, passage=2))
    _do(case, AddTags(Kind.PASSAGE, (1,), ("leak",)), EditItems((item,), "title", "Minutes"))
    codes = [step.deed.code for step in history_of(case.look, item)]
    assert codes == ["item_changed", "tag_added", "link_new", "passage_new", "note_new"]


def test_the_next_unread_item_comes_round_again_to_the_first(case: OpenCase) -> None:
    items = [note(case, WORDS + str(n)) for n in range(3)]
    _do(case, EditItems((items[0], items[2]), "reading_state", "unread"))
    assert next_unread(case.look, items, items[0]) == items[2]
    assert next_unread(case.look, items, items[2]) == items[0]
    _do(case, EditItems((items[0], items[2]), "reading_state", "read"))
    assert next_unread(case.look, items, None) is None


def test_having_read_is_noted_once_and_is_no_step(case: OpenCase) -> None:
    item = note(case, WORDS)
    _do(case, EditItems((item,), "reading_state", "unread"))
    told: list[frozenset[int]] = []
    case.changes.subscribe(lambda change: told.append(change.of(Kind.ITEM)))
    before = case.next_undo()
    for _ in range(2):
        mark_read(case, item)
        case.write(lambda store: None).result()
    opened = opened_item(case.look, item)
    assert opened is not None
    assert opened.item.reading_state is ReadingState.READ
    assert told == [frozenset({item})]
    assert case.next_undo() == before


# -- citing and the form's start -------------------------------------------------------------------


def test_a_citation_says_what_is_not_known(case: OpenCase) -> None:
    item = note(case, WORDS)
    _do(case, EditItems((item,), "publisher", "City council"), NewPassage(item, 0, 11))
    quoted = citation(case.look, item, 0, 11)
    assert quoted == "“The council” (City council, date unknown)"
    assert citation_of_passage(case.look, 1) == quoted
    with pytest.raises(ReporterCanFix) as refused:
        citation(case.look, item, 0, 10_000)
    assert refused.value.code == "passage_outside"


def test_the_form_knows_what_overlaps_what_is_quoted_and_whom_the_neighbours_name(case: OpenCase) -> None:
    item = note(case, WORDS)
    _do(case, NewPassage(item, 0, 42), NewClaim("They paid."))
    _do(case, LinkPassage(1, Relation.SUPPORTS, passage=1, origin=OriginNamed("Minutes")))
    inside = start_form(case.look, None, item, 4, 11, 1)
    assert (inside.passage, inside.overlaps, inside.direct_quote) == (None, (1,), None)
    assert inside.suggested is not None
    assert inside.suggested.name == "Minutes"
    assert inside.claim is not None
    at = WORDS.index("Nobody")
    quoted = start_form(case.look, None, item, at, at + len("Nobody signed it"), None)
    assert (quoted.overlaps, quoted.claim) == ((), None)
    held = start_form(case.look, 1, None, 0, 0, None)
    assert (held.passage, held.words) == (1, WORDS[:42])
    _do(case, MoveToTrash(Kind.PASSAGE, (1,)))
    assert start_form(case.look, None, item, 4, 11, None).overlaps == ()


# -- listing and originals -------------------------------------------------------------------------


def test_what_is_listed_tells_how_many_there_are_in_all(case: OpenCase) -> None:
    items = [note(case, WORDS), note(case, "Another letter")]
    _do(case, AddTags(Kind.ITEM, (items[0],), ("leak",)))
    found = listed(case.look, Kind.ITEM, "tag:leak", "added")
    assert (found.numbers, found.total, found.narrowed) == ([items[0]], 2, True)
    assert listed(case.look, Kind.ITEM, "", "added").narrowed is False
    assert listed(case.look, Kind.ITEM, "lett", "added").numbers == [items[1]], "a word still being typed"


def test_an_original_that_lost_a_byte_is_told_as_changed(case: OpenCase) -> None:
    item = case.look.items.get(note(case, WORDS * 1000))
    assert item is not None
    assert item.sha256 is not None
    told: list[bool] = []
    check_original(case, item.sha256, told.append)
    case.ask(lambda store: None).result()
    case.write(
        lambda store: store.db.conn.execute("UPDATE original_chunk SET bytes = substr(bytes, 2)")
    ).result()
    check_original(case, item.sha256, told.append)
    check_original(case, "0" * 64, told.append)
    case.ask(lambda store: None).result()
    assert told == [True, False, False]
