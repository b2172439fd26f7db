"""What the reader shows of an item: name, text, passages with their links; and that it was read."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.casework.open_case import OpenCase
from casefile.domain.changes import CaseChanged
from casefile.domain.evidence import EvidenceLink
from casefile.domain.identifiers import Kind
from casefile.domain.items import Item, ItemRow, ReadingState, TextLayer
from casefile.domain.passages import Passage
from casefile.store.case_store import CaseStore


@dataclass(frozen=True)
class OpenedItem:
    """An item as the reader opens it; ``links`` holds the links of each passage that has any."""

    item: Item
    row: ItemRow
    layer: TextLayer | None
    passages: tuple[Passage, ...]
    links: dict[int, tuple[EvidenceLink, ...]] = field(default_factory=dict)


def opened_item(store: CaseStore, n: int) -> OpenedItem | None:
    """Everything the reader shows of an item at once, or None where there is no such item."""
    item, rows = store.items.get(n), store.items.rows([n])
    if item is None or not rows:
        return None
    passages, links = marked_passages(store, n)
    return OpenedItem(item, rows[0], store.text_layers.current(n), passages, links)


def marked_passages(
    store: CaseStore, n: int
) -> tuple[tuple[Passage, ...], dict[int, tuple[EvidenceLink, ...]]]:
    """The passages of an item, and the links of those that are linked."""
    passages = tuple(store.passages.of_item(n))
    linked = store.passages.relations_in(n)
    links = {p.n: tuple(store.evidence.links_of_passage(p.n)) for p in passages if p.n in linked}
    return passages, links


def mark_read(case: OpenCase, n: int) -> None:
    """An unread item was looked at long enough. No step of its own: nobody undoes having read."""

    def write(store: CaseStore) -> bool:
        item = store.items.get(n)
        if item is None or item.reading_state is not ReadingState.UNREAD:
            return False
        with store.atomic():
            store.items.fill(n, reading_state=ReadingState.READ.value)
        return True

    def told(changed: bool) -> None:
        if changed:
            case.publish(CaseChanged({Kind.ITEM: frozenset({n})}))

    case.write(write, told)


def failed_rows(store: CaseStore, item: int) -> list[int]:
    """The rows of the import ledger that brought an item, to be tried again."""
    return store.ledger.of_item(item)
