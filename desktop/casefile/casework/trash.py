"""What is in the trash, as the trash shows it."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.domain.identifiers import Kind
from casefile.store.case_store import CaseStore

SHOWN = 120
"""Characters of a passage or claim that stand for it."""


@dataclass(frozen=True)
class Trashed:
    """One record in the trash: its kind, number and the words it is known by."""

    kind: Kind
    n: int
    words: str = field(repr=False)


def in_trash(store: CaseStore) -> list[Trashed]:
    """Everything in the trash, kind by kind, the newest there first."""
    found = [
        Trashed(Kind.ITEM, item.n, item.title or item.original_name)
        for item in store.items.several(store.items.in_trash())
    ]
    for n in store.passages.in_trash():
        passage = store.passages.get(n)
        if passage is not None:
            found.append(Trashed(Kind.PASSAGE, n, passage.exact[:SHOWN]))
    for kind, table, column in (
        (Kind.CLAIM, "claim", "proposition"),
        (Kind.CONTACT, "contact", "name"),
        (Kind.TASK, "task", "what"),
    ):
        found += [Trashed(kind, n, words[:SHOWN]) for n, words in store.trashed(table, column)]
    return found
