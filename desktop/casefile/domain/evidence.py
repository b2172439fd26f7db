"""Evidence links: passage → claim, with a relation, a strength, an origin and a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Relation(StrEnum):
    """Three relations and no more (domain.md 2.9)."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class Strength(StrEnum):
    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Origin:
    """Who first had the knowledge. ``named`` is False for a voice nobody stands behind yet."""

    n: int
    id: str
    name: str = field(repr=False)
    named: bool = True
    reliability: str = "F"
    note: str = field(default="", repr=False)

    @property
    def ref(self) -> str:
        return f"O{self.n}"


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """One link. ``origin_suggested`` marks an origin the program proposed and nobody confirmed.

    ``weakens`` may stand on context only: it bears on the provenance, not on the content.
    """

    n: int
    id: str
    passage: int
    claim: int
    relation: Relation
    strength: Strength
    created: str
    modified: str
    weakens: bool = False
    origin: int | None = None
    origin_suggested: bool = False
    reason: str = field(default="", repr=False)

    @property
    def ref(self) -> str:
        return f"L{self.n}"


@dataclass(frozen=True, slots=True)
class LinkedPassage:
    """A passage beside a claim, as the evidence columns draw it.

    ``link`` is None where the claim is only *said* there, which is not evidence and is not counted.
    ``passage_trashed`` also holds where the passage's item is in the trash.
    """

    passage: int
    link: EvidenceLink | None
    exact: str = field(repr=False)
    item: int
    item_title: str = field(repr=False)
    start: int
    end: int
    page_label: str | None
    paragraph: int | None
    passage_trashed: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing for a claim: a code for its sentence, and what it comes from."""

    code: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EvidencePicture:
    """Everything the columns show for one claim, in drawing order.

    ``gaps`` stand worst first; ``gaps_aside`` are those the reporter put aside with a reason.
    """

    claim: int
    where_said: tuple[LinkedPassage, ...]
    supports: tuple[LinkedPassage, ...]
    contradicts: tuple[LinkedPassage, ...]
    context: tuple[LinkedPassage, ...]
    origins: tuple[Origin, ...]
    gaps: tuple[Gap, ...]
    gaps_aside: tuple[Gap, ...] = ()
