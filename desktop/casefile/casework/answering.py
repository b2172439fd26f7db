"""What the command line asks of a case: items that answer a sentence, hits with the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from casefile.casework.open_case import OpenCase
from casefile.domain.errors import ReporterCanFix
from casefile.domain.found import ItemOrder
from casefile.domain.identifiers import Kind
from casefile.search.hits import find_hits, make_snippet
from casefile.search.parse import parse
from casefile.search.query import Query
from casefile.store import finding
from casefile.store.case_store import CaseStore

SNIPPET = 160
"""Characters of a snippet on the command line."""


@dataclass(frozen=True)
class ListedItem:
    """An item as the command line lists it."""

    id: str
    ref: str
    title: str | None = field(repr=False)
    kind: str
    status: str
    sha256: str | None
    original_name: str = field(repr=False)
    tags: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Found:
    """One hit: the item, the passage where it is one, the words around it, and where they begin."""

    item: str | None
    passage: str | None
    snippet: str = field(repr=False)
    offset: int | None


def listed_items(case: OpenCase, sentence: str) -> list[ListedItem]:
    """The items that answer a sentence, oldest first; all of them for an empty one."""

    def answer(store: CaseStore) -> list[ListedItem]:
        numbers = finding.items(store, parse(sentence).tree, ItemOrder.ADDED)
        listed = []
        for item in store.items.several(sorted(numbers)):
            tags = tuple(tag.path for tag in store.tags.of(Kind.ITEM, item.n))
            listed.append(
                ListedItem(
                    item.id, item.ref, item.title, item.kind.value, item.status.value, item.sha256,
                    item.original_name, tags,
                )
            )  # fmt: skip
        return listed

    return case.ask(answer).result()


def hits(case: OpenCase, sentence: str, limit: int) -> list[Found]:
    """At most ``limit`` hits: passages first, then items."""

    def answer(store: CaseStore) -> list[Found]:
        tree = parse(sentence).tree
        if tree is None:
            return []
        groups = {group.kind: group.ns for group in finding.search(store, tree, limit)}
        found = [_passage(store, tree, n) for n in groups.get(Kind.PASSAGE, ())]
        found += [_item(store, tree, n) for n in groups.get(Kind.ITEM, ())]
        return found[:limit]

    return case.ask(answer).result()


def text_of(case: OpenCase, name: str) -> str:
    """An item's present text layer. Raises ReporterCanFix: item_none, no_text_layer."""
    (number,) = numbers_of(case, [name])
    layer = case.ask(lambda store: store.text_layers.current(number)).result()
    if layer is None:
        raise ReporterCanFix("no_text_layer")
    return layer.text


def numbers_of(case: OpenCase, names: Sequence[str]) -> tuple[int, ...]:
    """The numbers of items given by ref or UUID. Raises ReporterCanFix("item_none")."""

    def answer(store: CaseStore) -> tuple[int, ...]:
        numbers = []
        for name in names:
            number = store.items.number_of(name)
            if number is None:
                raise ReporterCanFix("item_none", name=name)
            numbers.append(number)
        return tuple(dict.fromkeys(numbers))

    return case.ask(answer).result()


def _passage(store: CaseStore, tree: Query, n: int) -> Found:
    passage = store.passages.get(n)
    assert passage is not None
    shown = make_snippet(passage.exact, find_hits(tree, passage.exact), SNIPPET)
    return Found(f"I{passage.item}", passage.ref, shown.text, passage.start + shown.offset)


def _item(store: CaseStore, tree: Query, n: int) -> Found:
    layer = store.text_layers.current(n)
    if layer is not None:
        places = find_hits(tree, layer.text, limit=1)
        if places:
            shown = make_snippet(layer.text, places, SNIPPET)
            return Found(f"I{n}", None, shown.text, places[0].start)
    item = store.items.get(n)
    assert item is not None
    return Found(f"I{n}", None, item.title or item.original_name, None)
