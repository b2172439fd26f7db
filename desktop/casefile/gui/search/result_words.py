"""Results in words: the names of their groups, and each row as a screen reader says it."""

from __future__ import annotations

from casefile.casework.searching import ResultRow
from casefile.domain.claims import ClaimRow
from casefile.domain.contacts import Contact
from casefile.domain.identifiers import Kind
from casefile.domain.items import ItemRow
from casefile.domain.passages import PassageRow
from casefile.gui.library.words import KIND_WORDS, counted, item_name, passage_place, tag_name

GROUP_WORDS: dict[Kind, str] = {
    Kind.PASSAGE: "Passages",
    Kind.CLAIM: "Claims",
    Kind.ITEM: "Items",
    Kind.CONTACT: "Contacts",
    Kind.TASK: "To-dos",
}


def hit_words(row: ResultRow) -> str:
    """ "3 hits", "2,000+ hits"; "" where the words stand in the item's title or maker only."""
    if not row.hits:
        return ""
    if row.more_hits:
        return f"{row.hits:,}+ hits"
    return counted(row.hits, "hit", "hits")


def evidence_words(row: ClaimRow) -> str:
    """What is linked to a claim, as words: "2 passages, 2 origins support, 1 contradicts"."""
    parts = []
    if row.supports[0]:
        origins = counted(row.supports[1], "origin", "origins")
        parts.append(f"{counted(row.supports[0], 'passage', 'passages')}, {origins} support")
    if row.contradicts[0]:
        parts.append(f"{row.contradicts[0]} contradict" + ("s" if row.contradicts[0] == 1 else ""))
    if row.context[0]:
        parts.append(f"{row.context[0]} context")
    return ", ".join(parts) or "no evidence linked"


def contact_words(row: Contact) -> str:
    """What stands beside a contact's name."""
    return " · ".join(part for part in (row.role, row.organisation) if part)


def say_result(row: ResultRow) -> str:
    """A result for a screen reader: kind and number, words, place, what is linked or tagged."""
    record, n = row.record, row.ref.n
    if isinstance(record, PassageRow):
        parts = [f"Passage {n}", row.snippet.text, passage_place(record)]
        parts += ["tags " + ", ".join(map(tag_name, record.tags)) if record.tags else ""]
    elif isinstance(record, ClaimRow):
        parts = [f"Claim {n}", row.snippet.text, evidence_words(record)]
    elif isinstance(record, ItemRow):
        parts = [KIND_WORDS[record.kind], item_name(record)[0], hit_words(row), row.snippet.text]
    elif isinstance(record, Contact):
        parts = [f"Contact {n}", record.name, contact_words(record)]
    else:
        parts = [f"To-do {n}", row.snippet.text, f"due {record.due}" if record.due else ""]
    return ", ".join(part for part in parts if part)
