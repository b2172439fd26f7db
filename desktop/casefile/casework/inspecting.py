"""What the inspector says of items and passages, gathered in one question on the reader lane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from casefile.domain.changes import Step
from casefile.domain.claims import Claim
from casefile.domain.evidence import EvidenceLink
from casefile.domain.identifiers import Kind
from casefile.domain.items import Item, ItemRow
from casefile.domain.passages import Passage, PassageRow
from casefile.domain.tags import Tag
from casefile.store.case_store import CaseStore
from casefile.store.recording import unpack

MOST_LINKS = 500
"""Links of one item that are listed; more is for the Evidence view."""
HISTORY_REACH = 1_000
"""Steps looked through for those of one record."""


@dataclass(frozen=True)
class ItemSheet:
    """An item with its tags, those of its passages (with how many carry each), and its text's method."""

    item: Item
    row: ItemRow
    tags: tuple[Tag, ...]
    passage_tags: tuple[tuple[Tag, int], ...]
    passages: tuple[int, ...]
    text_method: str | None
    text_encoding: str | None
    copies: tuple[int, ...] = ()


def item_sheet(store: CaseStore, n: int) -> ItemSheet | None:
    """Everything *Details* says of an item, or None where there is no such item."""
    item = store.items.get(n)
    rows = store.items.rows([n])
    if item is None or not rows:
        return None
    passages = tuple(passage.n for passage in store.passages.of_item(n))
    counted = store.tags.on_selection(Kind.PASSAGE, passages)
    layer = store.text_layers.current(n)
    return ItemSheet(
        item=item,
        row=rows[0],
        tags=tuple(store.tags.of(Kind.ITEM, n)),
        passage_tags=tuple((tag, count) for t, count in counted if (tag := store.tags.get(t)) is not None),
        passages=passages,
        text_method=layer.method if layer else None,
        text_encoding=(layer.encoding or item.encoding) if layer else None,
    )


@dataclass(frozen=True)
class LinkLine:
    """A link as a line: the claim it bears on, the passage's words, the origin's name."""

    link: EvidenceLink
    claim: Claim
    words: str = field(repr=False)
    origin: str = field(default="", repr=False)


@dataclass(frozen=True)
class PassageSheet:
    """A passage with the item it stands in, its tags and its links."""

    passage: Passage
    row: PassageRow
    item: ItemRow
    tags: tuple[Tag, ...]
    links: tuple[LinkLine, ...]
    said_in: tuple[Claim, ...] = ()


def passage_sheet(store: CaseStore, n: int) -> PassageSheet | None:
    """Everything the inspector says of a passage, or None where there is no such passage."""
    passage = store.passages.get(n)
    rows = store.passages.rows([n])
    items = store.items.rows([passage.item]) if passage is not None else []
    if passage is None or not rows or not items:
        return None
    return PassageSheet(
        passage=passage,
        row=rows[0],
        item=items[0],
        tags=tuple(store.tags.of(Kind.PASSAGE, n)),
        links=tuple(_lines(store, [passage])),
        said_in=tuple(store.claims.several(store.claims.said_by(n))),
    )


def item_links(store: CaseStore, n: int) -> tuple[LinkLine, ...]:
    """The links of an item's passages, in the order of the text."""
    linked = store.passages.relations_in(n)
    passages = [passage for passage in store.passages.of_item(n) if passage.n in linked]
    return tuple(_lines(store, passages)[:MOST_LINKS])


def _lines(store: CaseStore, passages: Sequence[Passage]) -> list[LinkLine]:
    lines: list[LinkLine] = []
    for passage in passages:
        for link in store.evidence.links_of_passage(passage.n):
            claim = store.claims.get(link.claim)
            origin = store.evidence.origin(link.origin) if link.origin is not None else None
            if claim is not None:
                lines.append(LinkLine(link, claim, passage.exact, origin.name if origin else ""))
        if len(lines) >= MOST_LINKS:
            break
    return lines


@dataclass(frozen=True)
class TagsOnMany:
    """The union of the tags on a selection, each with how many of the records carry it."""

    kind: Kind
    total: int
    tags: tuple[tuple[Tag, int], ...]


def tags_on_many(store: CaseStore, kind: Kind, numbers: Sequence[int]) -> TagsOnMany:
    """The tags of everything selected, the most frequent first."""
    counted = store.tags.on_selection(kind, numbers)
    tags = tuple((tag, count) for n, count in counted if (tag := store.tags.get(n)) is not None)
    return TagsOnMany(kind, len(set(numbers)), tags)


def history_of(store: CaseStore, item: int, limit: int = 100) -> tuple[Step, ...]:
    """The steps that changed an item, its passages or their links, newest first."""
    passages = {passage.n for passage in store.passages.of_item(item)}
    found: list[Step] = []
    before: int | None = None
    seen = 0
    while len(found) < limit and seen < HISTORY_REACH:
        page = store.steps.newest(100, before)
        if not page:
            break
        found += [step for step in page if _bears_on(unpack(store.steps.changes_of(step.n)), item, passages)]
        seen, before = seen + len(page), page[-1].n
    return tuple(found[:limit])


def _bears_on(changes: Sequence[Sequence[Any]], item: int, passages: set[int]) -> bool:
    return any(_change_bears_on(change, item, passages) for change in changes)


def _change_bears_on(change: Sequence[Any], item: int, passages: set[int]) -> bool:
    if change[0] == "tagging":
        wanted = {item} if change[2] == Kind.ITEM.value else passages
        ours = change[2] in (Kind.ITEM.value, Kind.PASSAGE.value)
        return ours and any(n in wanted for n in (*change[3], *change[4]))
    if change[0] != "row":
        return False
    _, table, n, was, now = change
    row = {**(was or {}), **(now or {})}
    if table == "item":
        return bool(n == item)
    return (table == "passage" and n in passages) or row.get("item") == item or row.get("passage") in passages


def next_unread(store: CaseStore, numbers: Sequence[int], after: int | None) -> int | None:
    """The first unread item of a list after ``after``, going on at its beginning; None where all is read."""
    start = numbers.index(after) + 1 if after is not None and after in numbers else 0
    around = [*numbers[start:], *numbers[:start]]
    for at in range(0, len(around), 64):
        for row in store.items.rows(around[at : at + 64]):
            if row.reading_state.value == "unread" and row.n != after:
                return row.n
    return None
