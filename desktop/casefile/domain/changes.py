"""What a deed changed, by number; and the step it became in the case's history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casefile.domain.identifiers import Kind


@dataclass(frozen=True, slots=True)
class Deed:
    """What a step is called: a code of `domain.step_labels` and the fields of its label.

    Fields may hold words of the case (a tag's name): a deed is shown on screen and kept in the
    encrypted case, never logged.
    """

    code: str
    fields: Mapping[str, str | int] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable step of the history; ``made`` is UTC, ISO 8601."""

    n: int
    deed: Deed
    made: str
    undone: bool = False
    can_undo: bool = True


@dataclass(frozen=True, slots=True)
class CaseChanged:
    """Published once after each deed: the numbers touched, by kind; ``origin`` is who asked.

    ``deed`` is None for work that is no step (an import filling in its rows); ``undoing`` tells an
    undo (or redo) from the deed itself.
    """

    touched: Mapping[Kind, frozenset[int]]
    deed: Deed | None = None
    step: int | None = None
    origin: str = ""
    undoing: str = ""

    def of(self, kind: Kind) -> frozenset[int]:
        """The touched numbers of one kind."""
        return self.touched.get(kind, frozenset())
