"""A level's number counts each record once, however many of its tags stand on it."""

from __future__ import annotations

import pytest

from casefile.domain.identifiers import Kind
from casefile.domain.tags import TagCount
from casefile.search.parse import parse
from casefile.store import finding, tags
from casefile.store.case_store import CaseStore
from tests.helpers.records import WHEN, make_item, make_tag, put_tag


def test_a_level_counts_what_carries_it_or_any_tag_below_once(store: CaseStore) -> None:
    theme, leak = make_tag(store, "theme"), make_tag(store, "theme:leak")
    mail, denial = make_tag(store, "theme:leak:mail"), make_tag(store, "theme:denial")
    make_tag(store, "theme park")
    first, second, third, fourth = (make_item(store, f"text {n}") for n in range(4))
    put_tag(store, theme, Kind.ITEM, fourth)
    put_tag(store, leak, Kind.ITEM, first)
    put_tag(store, mail, Kind.ITEM, first, second)
    put_tag(store, denial, Kind.ITEM, first, third)
    assert store.tags.level_counts(Kind.ITEM) == [TagCount(theme, 4, 4), TagCount(leak, 2, 2)]
    assert store.tags.level_counts(Kind.ITEM, [first, third]) == [TagCount(theme, 2, 4), TagCount(leak, 1, 2)]
    assert store.tags.level_counts(Kind.ITEM, []) == [TagCount(theme, 0, 4), TagCount(leak, 0, 2)]
    assert store.tags.level_counts(Kind.PASSAGE) == []


def test_levels_are_counted_alike_for_few_nearly_all_and_half_of_the_records(
    store: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tags, "_FEW", 2)
    level, leak = make_tag(store, "theme"), make_tag(store, "theme:leak")
    denial = make_tag(store, "theme:denial")
    items = [make_item(store, f"text {n}") for n in range(10)]
    put_tag(store, leak, Kind.ITEM, *items[:6])
    put_tag(store, denial, Kind.ITEM, *items[4:8])
    for within in (items[:2], items[1:], items[:5], items):
        shown = len(set(within) & set(items[:8]))
        assert store.tags.level_counts(Kind.ITEM, within) == [TagCount(level, shown, 8)]


def test_a_level_does_not_count_what_is_in_the_trash(store: CaseStore) -> None:
    level, below = make_tag(store, "theme"), make_tag(store, "theme:leak")
    kept, gone = make_item(store, "one"), make_item(store, "two", trashed=WHEN)
    put_tag(store, below, Kind.ITEM, kept, gone)
    assert store.tags.level_counts(Kind.ITEM) == [TagCount(level, 1, 1)]
    store.items.fill(gone, trashed=None)
    assert store.tags.level_counts(Kind.ITEM) == [TagCount(level, 2, 2)]


def test_this_level_only_leaves_out_the_tags_below(store: CaseStore) -> None:
    level, below = make_tag(store, "theme"), make_tag(store, "theme:leak")
    other = make_tag(store, "x:theme")
    here, deeper, elsewhere = (make_item(store, f"text {n}") for n in range(3))
    put_tag(store, level, Kind.ITEM, here)
    put_tag(store, below, Kind.ITEM, deeper)
    put_tag(store, other, Kind.ITEM, elsewhere)
    assert finding.items(store, parse("tag:=theme").tree) == [here]
    assert finding.items(store, parse("tag:theme -tag:=theme").tree) == [elsewhere, deeper]
    assert finding.items(store, parse("tag:=THEME:Leak").tree) == [deeper]


def test_items_whose_text_is_not_read_yet_can_be_listed(store: CaseStore) -> None:
    make_item(store, "read")
    waiting = make_item(store, status="stored")
    broken = make_item(store, status="corrupt")
    assert finding.items(store, parse("is:stored").tree) == [waiting]
    assert finding.items(store, parse("is:corrupt").tree) == [broken]
    assert finding.being_read(store) == [waiting]


def test_the_word_most_like_a_misspelled_one_is_known(store: CaseStore) -> None:
    make_item(store, "Guccifer uploaded documents about the harbour company to us")
    assert finding.nearest_word(store, "guciffer") == "guccifer"
    assert finding.nearest_word(store, "Harbor") == "harbour"
    assert finding.nearest_word(store, "u") is None
    assert finding.nearest_word(store, "xylophone") is None
