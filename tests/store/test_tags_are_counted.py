"""The tag pane counts what is listed now, and what there is in all, without what is in the trash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.identifiers import Kind
from casefile.domain.tags import TagCount
from casefile.store.case_store import CaseStore
from casefile.store.connection import connect
from casefile.store.migrations.m0001_first_case import make_first_case
from casefile.store.recording import Recorder
from tests.helpers.records import WHEN, make_claim, make_item, make_tag, put_tag


def counts(store: CaseStore, within: Sequence[int] | None = None) -> dict[int, tuple[int, int]]:
    return {one.tag: (one.shown, one.total) for one in store.tags.counts(Kind.ITEM, within)}


def test_counts_are_of_the_list_and_of_all(store: CaseStore) -> None:
    items = [make_item(store, "x") for _ in range(4)] + [make_item(store, "x", trashed=WHEN)]
    leak, denial, empty = (make_tag(store, path) for path in ("theme:leak", "denial", "empty"))
    put_tag(store, leak, Kind.ITEM, *items)
    put_tag(store, denial, Kind.ITEM, items[0], items[4])
    put_tag(store, empty, Kind.CLAIM, make_claim(store))
    assert counts(store) == {leak: (4, 4), denial: (1, 1)}
    assert counts(store, items[1:2]) == {leak: (1, 4), denial: (0, 1)}
    assert counts(store, items[:3]) == {leak: (3, 4), denial: (1, 1)}
    assert counts(store, []) == {leak: (0, 4), denial: (0, 1)}
    assert store.tags.counts(Kind.CLAIM) == [TagCount(empty, 1, 1)]


def test_counts_follow_what_is_committed_elsewhere(store: CaseStore, reading: CaseStore) -> None:
    items = [make_item(store, "x") for _ in range(3)]
    leak = make_tag(store, "leak")
    put_tag(store, leak, Kind.ITEM, items[0])
    assert counts(reading) == counts(store) == {leak: (1, 1)}
    with store.atomic():
        Recorder(store.db).tag(leak, Kind.ITEM, items)
    assert counts(reading) == counts(store) == {leak: (3, 3)}
    store.items.fill(items[2], trashed=WHEN)
    assert counts(reading, items[:1]) == counts(store, items[:1]) == {leak: (1, 2)}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseStore]:
    path = tmp_path_factory.mktemp("counted") / "case.casefile"
    store = CaseStore(connect(path, bytes(32), salt=bytes(16), writing=True))
    with store.atomic():
        make_first_case(store.db)
        for _ in range(12):
            make_item(store)
        for tag in range(1, 5):
            make_tag(store, f"t{tag}")
    yield store
    store.close()


@given(
    taggings=st.sets(st.tuples(st.integers(1, 4), st.integers(1, 12))),
    trashed=st.sets(st.integers(1, 12)),
    wanted=st.sets(st.integers(1, 12)),
)
def test_counts_are_what_counting_by_hand_gives(
    empty: CaseStore,
    taggings: set[tuple[int, int]],
    trashed: set[int],
    wanted: set[int],
) -> None:
    for item in range(1, 13):
        empty.items.fill(item, trashed=WHEN if item in trashed else None)
    empty.db.conn.execute("DELETE FROM tagging")
    for tag, item in taggings:
        put_tag(empty, tag, Kind.ITEM, item)
    within = sorted(wanted - trashed)
    held = {(tag, item) for tag, item in taggings if item not in trashed}
    expected = {
        tag: (sum(item in within for other, item in held if other == tag), total)
        for tag in range(1, 5)
        if (total := sum(other == tag for other, _ in held))
    }
    assert counts(empty, within) == expected


def test_tags_below_a_path_are_its_own_children_only(store: CaseStore) -> None:
    paths = ["theme", "Theme:leak", "theme:leak:mail", "theme2", "them", "theme-x:leak"]
    numbers = {path: make_tag(store, path) for path in paths}
    assert [tag.path for tag in store.tags.below("theme")] == ["Theme:leak", "theme:leak:mail"]
    assert [tag.n for tag in store.tags.below("THEME:LEAK")] == [numbers["theme:leak:mail"]]
    held = store.tags.by_path("THEME:leak")
    assert held is not None and held.n == numbers["Theme:leak"]
    assert store.tags.all()[0].path == "them"


def test_tags_on_a_selection_stand_by_how_many_have_them(store: CaseStore) -> None:
    items = [make_item(store, "x") for _ in range(3)]
    rare, common, other = (make_tag(store, path) for path in ("a", "b", "c"))
    put_tag(store, rare, Kind.ITEM, items[0])
    put_tag(store, common, Kind.ITEM, *items)
    put_tag(store, other, Kind.ITEM, items[2])
    assert store.tags.on_selection(Kind.ITEM, [items[0], items[1], items[0]]) == [(common, 2), (rare, 1)]
    assert store.tags.targets(common) == {Kind.ITEM: items}
    assert [tag.n for tag in store.tags.of(Kind.ITEM, items[2])] == [common, other]
    marked = make_tag(store, "m", 4)
    found = store.tags.by_mark(4)
    assert found is not None and found.n == marked
    assert store.tags.by_mark(5) is None
