"""How many of what is listed carry each tag: "5 of 6" in the tag pane. Runs on the reader lane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from casefile.domain.found import ItemOrder
from casefile.domain.identifiers import Kind
from casefile.domain.tags import TagCount
from casefile.search.parse import parse, with_last_word_unfinished
from casefile.store import finding
from casefile.store.case_store import CaseStore


@dataclass(frozen=True)
class CountedTags:
    """Tag → (of those listed, of all); ``narrowed`` says whether the list leaves anything out."""

    kind: Kind
    narrowed: bool
    counts: Mapping[int, tuple[int, int]] = field(repr=False)

    def of(self, tag: int) -> tuple[int, int]:
        """(of those listed, of all); a tag on nothing is not counted and has none."""
        return self.counts.get(tag, (0, 0))


def listed_numbers(store: CaseStore, kind: Kind, sentence: str) -> list[int] | None:
    """The records of a kind that a sentence lists, None where it lists all of them."""
    tree = with_last_word_unfinished(parse(sentence))
    if tree is None:
        return None
    match kind:
        case Kind.PASSAGE:
            return finding.passages(store, tree)
        case Kind.CLAIM:
            return finding.claims(store, tree)
        case Kind.CONTACT:
            return finding.contacts(store, tree)
        case _:
            return finding.items(store, tree, ItemOrder.ADDED)


def counted_tags(
    store: CaseStore, kind: Kind, sentence: str, listed: Sequence[int] | None = None
) -> tuple[CountedTags, Sequence[int] | None]:
    """Each tag by itself among what a sentence lists, and the numbers of what it lists.

    ``listed`` are these numbers where they are known already.
    """
    numbers = listed_numbers(store, kind, sentence) if listed is None or not sentence.strip() else listed
    return _counted(kind, numbers, store.tags.counts(kind, numbers)), numbers


def counted_levels(store: CaseStore, kind: Kind, numbers: Sequence[int] | None) -> CountedTags:
    """Each tag that has others below it, with those: every record once. ``numbers`` None means all."""
    return _counted(kind, numbers, store.tags.level_counts(kind, numbers))


def _counted(kind: Kind, numbers: Sequence[int] | None, counts: Sequence[TagCount]) -> CountedTags:
    return CountedTags(kind, numbers is not None, {one.tag: (one.shown, one.total) for one in counts})
