"""Passages for a claim: found by their number or their words, without those linked to it already."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.domain.found import PassageOrder
from casefile.domain.identifiers import Kind, parse_ref
from casefile.domain.passages import PassageRow
from casefile.search.parse import parse, with_last_word_unfinished
from casefile.store import finding
from casefile.store.case_store import CaseStore

MOST = 8


@dataclass(frozen=True)
class PassageOffered:
    """A passage that fits, and what its item is called."""

    row: PassageRow
    item_name: str = field(repr=False)


def passages_for(store: CaseStore, typed: str, claim: int) -> tuple[PassageOffered, ...]:
    """Passages by number ("12", "P12") or by words, the newest first; with nothing typed the newest."""
    linked = {row.passage for row in store.evidence.links_of_claim(claim)}
    wanted = MOST + len(linked)
    ref = parse_ref(f"P{typed.strip()}") or parse_ref(typed)
    if ref is not None and ref.kind is Kind.PASSAGE:
        numbers = [ref.n]
    else:
        tree = with_last_word_unfinished(parse(typed)) if typed.strip() else None
        numbers = finding.passages(store, tree, PassageOrder.ADDED, wanted)
    rows = store.passages.rows([n for n in numbers if n not in linked][:MOST])
    names = {
        item.n: item.title or item.first_words or item.original_name
        for item in store.items.rows(sorted({row.item for row in rows}))
    }
    return tuple(PassageOffered(row, names.get(row.item, "")) for row in rows)
