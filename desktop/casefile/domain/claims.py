"""Claims: checkable sentences, with their two separate decisions (domain.md 2.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class ClaimKind(StrEnum):
    FACT = "fact"
    UTTERANCE = "utterance"
    ALLEGATION = "allegation"
    ASSESSMENT = "assessment"
    PROVENANCE = "provenance"
    ROLE = "role"
    INTERPRETATION = "interpretation"
    OPINION = "opinion"
    PREDICTION = "prediction"
    SPECULATION = "speculation"
    CALL_TO_ACTION = "call_to_action"
    DENIAL = "denial"


COMMON_KINDS = (ClaimKind.FACT, ClaimKind.UTTERANCE, ClaimKind.ALLEGATION, ClaimKind.DENIAL)
"""The four shown at once; the rest stand under *More* (decision 14)."""


class Verification(StrEnum):
    UNCHECKED = "unchecked"
    IN_PROGRESS = "in_progress"
    VERIFIED = "verified"
    VERIFIED_NARROWER = "verified_narrower"
    DISPUTED = "disputed"
    REFUTED = "refuted"
    CANNOT_VERIFY = "cannot_verify"


class Publish(StrEnum):
    HOLD = "hold"
    AS_FACT = "as_fact"
    WITH_ATTRIBUTION = "with_attribution"
    WITH_DENIAL = "with_denial"
    CUT = "cut"


class SaidAs(StrEnum):
    """How the words stand in the item (attribution mode)."""

    DIRECT_QUOTE = "direct_quote"
    PARTIAL_QUOTE = "partial_quote"
    INDIRECT_QUOTE = "indirect_quote"
    DOCUMENT_PARAPHRASE = "document_paraphrase"
    REPORTER_VOICE = "reporter_voice"
    PASSIVE_UNSOURCED = "passive_unsourced"
    OWN_OBSERVATION = "own_observation"


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable sentence. ``speaker`` is who says it; None is *nobody named yet*."""

    n: int
    id: str
    proposition: str = field(repr=False)
    created: str
    modified: str
    kind: ClaimKind = ClaimKind.FACT
    verification: Verification = Verification.UNCHECKED
    publish: Publish = Publish.HOLD
    speaker: str | None = field(default=None, repr=False)
    said_as: SaidAs | None = None
    said_in: int | None = None
    as_of: str | None = None
    note: str = field(default="", repr=False)
    trashed: str | None = None

    @property
    def ref(self) -> str:
        return f"C{self.n}"


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with what is counted for it: passages and origins, never a score.

    ``supports``, ``contradicts`` and ``context`` are (passages, independent origins).
    """

    n: int
    proposition: str = field(repr=False)
    kind: ClaimKind
    verification: Verification
    publish: Publish
    speaker: str | None = field(repr=False)
    supports: tuple[int, int]
    contradicts: tuple[int, int]
    context: tuple[int, int]
    tags: tuple[str, ...] = field(repr=False)
    gaps: tuple[str, ...] = ()
    said_as: SaidAs | None = None
