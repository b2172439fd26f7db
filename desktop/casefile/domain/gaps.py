"""What is missing for a claim: generated from its links, worst first, never a score (visual.md §8.5).

The rules need no database: they look at the claim and at what its links say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from casefile.domain.claims import Claim, Publish, SaidAs, Verification
from casefile.domain.evidence import EvidenceLink, Gap, Relation, Strength


class GapCode(StrEnum):
    """The kinds of gap, the worst first; a kind's place here is its place in the pane."""

    FACT_UNVERIFIED = "fact_unverified"
    """Cleared as fact, but not verified (domain.md 2.8)."""
    CONTRADICTED_UNANSWERED = "contradicted_unanswered"
    """A passage contradicts it, and the reporter noted no answer and took no decision."""
    CONFLICT_INSIDE = "conflict_inside"
    """The same origin says both, in the same item."""
    NO_EVIDENCE = "no_evidence"
    """No passage is linked at all: it rests on its own words."""
    NO_SUPPORT = "no_support"
    """Passages are linked, but none supports it."""
    NOBODY_NAMED = "nobody_named"
    """Neither the reporter nor anybody else stands behind the sentence."""
    ONE_ORIGIN = "one_origin"
    """All that supports it goes back to one origin, however many passages there are."""
    ORIGIN_UNNAMED = "origin_unnamed"
    """A supporting passage has no origin, or one nobody stands behind."""
    ALL_WEAK = "all_weak"
    """All support is weak."""
    PROVENANCE_WEAK = "provenance_weak"
    """A passage weakens the provenance it rests on."""
    PASSAGE_IN_TRASH = "passage_in_trash"
    """A linked passage, or its item, is in the trash and no longer counted."""
    ORIGIN_SUGGESTED = "origin_suggested"
    """The program proposed an origin, and nobody confirmed it."""
    REASON_MISSING = "reason_missing"
    """A link says nothing of why."""
    TRUE_AT_A_TIME = "true_at_a_time"
    """It holds only for a time ("so far")."""


ORDER = {code.value: place for place, code in enumerate(GapCode)}


@dataclass(frozen=True, slots=True)
class WeighedLink:
    """A link as the rules see it. ``named`` is whether somebody stands behind its origin."""

    link: EvidenceLink
    item: int
    named: bool
    passage_trashed: bool


def independent_origins(origins: Iterable[int | None]) -> int:
    """How many origins are *known* to be distinct: "count origins, not clippings" (domain.md).

    Links without an origin may all go back to one of the others, so together they count as one, and
    only where no origin is known at all. The number is never higher than the truth.
    """
    found = set(origins)
    known = found - {None}
    return len(known) or len(found)


def counted(links: Iterable[WeighedLink], relation: Relation) -> tuple[int, int]:
    """(passages, independent origins) of one relation, without what is in the trash."""
    those = [one.link for one in links if one.link.relation is relation and not one.passage_trashed]
    return len({link.passage for link in those}), independent_origins(link.origin for link in those)


def gaps_of(claim: Claim, links: Sequence[WeighedLink]) -> tuple[Gap, ...]:
    """Everything missing for a claim, worst first, each with the records it comes from."""
    held = [one for one in links if not one.passage_trashed]
    gaps = [*_of_claim(claim, held), *_of_support(held), *_of_links(links)]
    return tuple(sorted(gaps, key=lambda gap: ORDER[gap.code]))


def _of_claim(claim: Claim, held: Sequence[WeighedLink]) -> Iterable[Gap]:
    if claim.publish is Publish.AS_FACT and claim.verification is not Verification.VERIFIED:
        yield _gap(GapCode.FACT_UNVERIFIED)
    against = _those(held, Relation.CONTRADICTS)
    if against and not _answered(claim):
        yield _gap(GapCode.CONTRADICTED_UNANSWERED, against)
    voices = {(one.link.origin, one.item) for one in _those(held, Relation.SUPPORTS)}
    inside = [one for one in against if one.link.origin is not None and (one.link.origin, one.item) in voices]
    if inside:
        yield _gap(GapCode.CONFLICT_INSIDE, inside)
    if claim.speaker is None and claim.said_as not in (SaidAs.REPORTER_VOICE, SaidAs.OWN_OBSERVATION):
        yield _gap(GapCode.NOBODY_NAMED)
    if claim.as_of is not None:
        yield _gap(GapCode.TRUE_AT_A_TIME)


def _of_support(held: Sequence[WeighedLink]) -> Iterable[Gap]:
    support = _those(held, Relation.SUPPORTS)
    if not held:
        yield _gap(GapCode.NO_EVIDENCE)
    elif not support:
        yield _gap(GapCode.NO_SUPPORT)
    else:
        if independent_origins(one.link.origin for one in support) == 1:
            yield _gap(GapCode.ONE_ORIGIN, support)
        if unnamed := [one for one in support if not one.named]:
            yield _gap(GapCode.ORIGIN_UNNAMED, unnamed)
        if all(one.link.strength is Strength.WEAK for one in support):
            yield _gap(GapCode.ALL_WEAK, support)


def _of_links(links: Sequence[WeighedLink]) -> Iterable[Gap]:
    held = [one for one in links if not one.passage_trashed]
    for code, those in (
        (GapCode.PROVENANCE_WEAK, [one for one in held if one.link.weakens]),
        (GapCode.PASSAGE_IN_TRASH, [one for one in links if one.passage_trashed]),
        (GapCode.ORIGIN_SUGGESTED, [one for one in held if one.link.origin_suggested]),
        (GapCode.REASON_MISSING, [one for one in held if not one.link.reason]),
    ):
        if those:
            yield _gap(code, those)


def _answered(claim: Claim) -> bool:
    """A contradiction counts as answered by a note on the claim, or by a decision that knows of it."""
    decided = (Verification.VERIFIED_NARROWER, Verification.DISPUTED, Verification.REFUTED)
    return (
        bool(claim.note.strip())
        or claim.verification in decided
        or claim.publish in (Publish.WITH_DENIAL, Publish.CUT)
    )


def _those(links: Sequence[WeighedLink], relation: Relation) -> list[WeighedLink]:
    return [one for one in links if one.link.relation is relation]


def _gap(code: GapCode, links: Sequence[WeighedLink] = ()) -> Gap:
    return Gap(code.value, tuple(("passage", f"P{one.link.passage}") for one in links))
