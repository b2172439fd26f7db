"""Words of the evidence room: counts always with their origins, states, places, and what is read aloud."""

from __future__ import annotations

from casefile.domain.claims import ClaimKind, ClaimRow, Publish, SaidAs, Verification
from casefile.domain.evidence import LinkedPassage, Origin, Relation, Strength
from casefile.domain.gap_words import GAP_WORDS
from casefile.gui.library.words import counted, tag_name

CONTRADICTED = "contradicted"

KIND_WORDS: dict[ClaimKind, str] = {
    ClaimKind.FACT: "fact",
    ClaimKind.UTTERANCE: "utterance",
    ClaimKind.ALLEGATION: "allegation",
    ClaimKind.DENIAL: "denial",
    ClaimKind.ASSESSMENT: "assessment",
    ClaimKind.PROVENANCE: "provenance",
    ClaimKind.ROLE: "role",
    ClaimKind.INTERPRETATION: "interpretation",
    ClaimKind.OPINION: "opinion",
    ClaimKind.PREDICTION: "prediction",
    ClaimKind.SPECULATION: "speculation",
    ClaimKind.CALL_TO_ACTION: "call to action",
}
CHECK_WORDS: dict[Verification, str] = {
    Verification.UNCHECKED: "unchecked",
    Verification.IN_PROGRESS: "in progress",
    Verification.VERIFIED: "verified",
    Verification.VERIFIED_NARROWER: "verified, narrower",
    Verification.DISPUTED: "disputed",
    Verification.REFUTED: "refuted",
    Verification.CANNOT_VERIFY: "cannot be verified",
}
CHECK_ICONS: dict[Verification, tuple[str, str]] = {
    Verification.UNCHECKED: ("circle-dashed", "text2"),
    Verification.IN_PROGRESS: ("circle-dot", "text2"),
    Verification.VERIFIED: ("circle-check", "ok"),
    Verification.VERIFIED_NARROWER: ("circle-check", "ok"),
    Verification.DISPUTED: ("octagon-alert", "warn"),
    Verification.REFUTED: ("circle-x", "danger"),
    Verification.CANNOT_VERIFY: ("circle-slash", "warn"),
}
PUBLISH_WORDS: dict[Publish, str] = {
    Publish.HOLD: "hold",
    Publish.AS_FACT: "as fact",
    Publish.WITH_ATTRIBUTION: "with attribution",
    Publish.WITH_DENIAL: "with denial",
    Publish.CUT: "cut",
}
SAID_AS_WORDS: dict[SaidAs, str] = {
    SaidAs.DIRECT_QUOTE: "direct quote",
    SaidAs.PARTIAL_QUOTE: "partial quote",
    SaidAs.INDIRECT_QUOTE: "indirect",
    SaidAs.DOCUMENT_PARAPHRASE: "paraphrase",
    SaidAs.REPORTER_VOICE: "reporter",
    SaidAs.PASSIVE_UNSOURCED: "passive",
    SaidAs.OWN_OBSERVATION: "own observation",
}
NOBODY_NAMED = "nobody named"

SHORT_GAPS: dict[str, str] = {
    "contradicted": "Contradicted",
    "fact_unverified": "As fact, not verified",
    "contradicted_unanswered": "No answer noted",
    "conflict_inside": "Conflict inside",
    "no_evidence": "No evidence",
    "no_support": "No support",
    "nobody_named": "No speaker",
    "one_origin": "Single origin",
    "origin_unnamed": "Unnamed origin",
    "all_weak": "All weak",
    "provenance_weak": "Provenance weakened",
    "passage_in_trash": "Passage in the trash",
    "origin_suggested": "Origin suggested",
    "reason_missing": "Reason missing",
    "true_at_a_time": "True at a time",
}
"""The gaps as filter chips and cells name them."""


def gap_icon(code: str) -> str:
    """The icon of a gap (or of *contradicted*)."""
    return GAP_WORDS[code].icon if code in GAP_WORDS else "octagon-alert"


def passages_and_origins(count: tuple[int, int]) -> str:
    """ "3 passages, 2 origins": evidence is never counted without its origins (visual.md 0)."""
    passages, origins = count
    return f"{counted(passages, 'passage', 'passages')}, {counted(origins, 'origin', 'origins')}"


def has_evidence(row: ClaimRow) -> bool:
    """Whether any passage is linked at all."""
    return any(count for count, _ in (row.supports, row.contradicts, row.context))


def say_claim(row: ClaimRow) -> str:
    """A claim's row for a screen reader."""
    parts = [f"Claim {row.n}", row.proposition]
    if not has_evidence(row):
        parts.append("no evidence linked")
    if row.supports[0]:
        parts.append(f"supported by {passages_and_origins(row.supports)}")
    if row.contradicts[0]:
        parts.append(f"contradicted by {passages_and_origins(row.contradicts)}")
    if row.context[0]:
        parts.append(f"context {passages_and_origins(row.context)}")
    parts.append(CHECK_WORDS[row.verification])
    parts.extend(SHORT_GAPS[code].lower() for code in row.gaps if code != "no_evidence")
    if row.tags:
        parts.append("tags " + ", ".join(tag_name(path) for path in row.tags))
    return ", ".join(parts)


def place_of(linked: LinkedPassage) -> str:
    """Where a passage stands: "p. 3", "¶10", or both."""
    parts = [f"p. {linked.page_label}"] if linked.page_label else []
    parts += [f"¶{linked.paragraph}"] if linked.paragraph else []
    return " · ".join(parts)


def relation_said(relation: Relation, weakens: bool) -> str:
    """The relation in a sentence: "supports C02", "context for C02"."""
    if relation is Relation.CONTEXT:
        return "context, weakens" if weakens else "context for"
    return relation.value


def say_card(linked: LinkedPassage, claim: int, origin: Origin | None) -> str:
    """ "P20 contradicts C2, weak, origin Kremlin via Peskov, reason denial by an interested party"."""
    ref = f"P{linked.passage}"
    if linked.link is None:
        parts = [f"{ref} says C{claim}, not counted as evidence"]
    else:
        link = linked.link
        parts = [f"{ref} {relation_said(link.relation, link.weakens)} C{claim}", link.strength.value]
        if origin is None:
            parts.append("origin unknown")
        else:
            suggested = ", only suggested" if link.origin_suggested else ""
            parts.append(f"origin {origin.name}{suggested}")
        parts.append(f"reason {link.reason}" if link.reason else "no reason written")
    if linked.passage_trashed:
        parts.append("in the trash, not counted")
    parts.append(f"words: {' '.join(linked.exact.split())}")
    return ", ".join(parts)


def origin_does(supports: int, contradicts: int, context: int, says: int) -> str:
    """ "supports 2 · says it in 1"."""
    counts = (
        ("supports", supports),
        ("contradicts", contradicts),
        ("context", context),
        ("says it in", says),
    )
    return " · ".join(f"{word} {count}" for word, count in counts if count)


STRENGTHS = (Strength.WEAK, Strength.MODERATE, Strength.STRONG)


def next_strength(strength: Strength, step: int) -> Strength:
    """One weaker (−1) or stronger (1); the ends stay."""
    at = STRENGTHS.index(strength) + step
    return STRENGTHS[min(max(at, 0), len(STRENGTHS) - 1)]
