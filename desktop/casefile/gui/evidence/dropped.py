"""What is dropped on a claim: passages from a list, words or a passage from the reader, tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QMimeData

from casefile.casework.commands.linking import LinkPassage, LinkPassages
from casefile.casework.commands.marking import NewPassage
from casefile.casework.history import Command
from casefile.domain.evidence import Relation
from casefile.domain.identifiers import Kind
from casefile.gui.models.dragged_refs import refs_of
from casefile.gui.models.dragged_tags import tags_of
from casefile.gui.reader import passage_drag
from casefile.gui.reader.passage_drag import DraggedWords

BANDS: tuple[Relation, ...] = (Relation.SUPPORTS, Relation.CONTRADICTS, Relation.CONTEXT)
"""The three bands a claim's row splits into, from above (visual.md 7)."""


@dataclass(frozen=True)
class Dropped:
    """Passages to link, or words that become one, or tags to put on the claim."""

    what: Literal["passages", "words", "tags"]
    numbers: tuple[int, ...] = ()
    words: DraggedWords | None = None

    @property
    def asks_relation(self) -> bool:
        """Whether the row splits into bands."""
        return self.what != "tags"

    def named(self) -> str:
        """What is dragged, as a label says it."""
        if self.what == "words":
            return "the words"
        if len(self.numbers) == 1:
            return f"P{self.numbers[0]}"
        return f"{len(self.numbers)} passages"

    def effect(self, claim: int | None, relation: Relation | None) -> str:
        """What letting go on a claim does; with no claim, that it does nothing there."""
        if claim is None:
            return "Drop it on a claim"
        if not self.asks_relation:
            return f"Tag C{claim}"
        relations = " · ".join(band.value for band in BANDS) if relation is None else relation.value
        return f"Link {self.named()} to C{claim}: {relations}"

    def link(self, claim: int, relation: Relation) -> Command:
        """The deed that links what is dropped."""
        if self.words is not None:
            words = self.words
            return LinkPassage(claim, relation, words=NewPassage(words.item, words.start, words.end))
        return LinkPassages(claim, relation, self.numbers)


def dropped(untrusted_drag: QMimeData) -> Dropped | None:
    """What a drag brings for a claim; None where it has nothing for one."""
    words = passage_drag.read(untrusted_drag)
    if words is not None:
        if words.passage is not None:
            return Dropped("passages", (words.passage,))
        return Dropped("words", words=words)
    tags = tags_of(untrusted_drag)
    if tags:
        return Dropped("tags", tuple(tag.n for tag in tags))
    refs = refs_of(untrusted_drag)
    if refs is None or not refs[1]:
        return None
    return Dropped("passages", refs[1]) if refs[0] is Kind.PASSAGE else None
