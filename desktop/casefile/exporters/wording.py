"""The words a summary uses for the states of its records, and the terms it explains at its end."""

from __future__ import annotations

from casefile.domain.summary import EvidenceCount

RELATIONS = {"supports": "Supports", "contradicts": "Contradicts", "context": "Context"}

_STATES = {
    # verification of a claim
    "verified_narrower": "verified in a narrower form",
    "cannot_verify": "cannot be verified",
    "in_progress": "being checked",
    # what happens to it in print
    "as_fact": "publish as fact",
    "with_attribution": "publish with attribution",
    "with_denial": "publish with the denial",
    # ground rules
    "not_set": "not set, treated as off the record",
    # authentication of a document
    "not_assessed": "not assessed",
    "consistent_not_proven": "consistent, not proven",
    "altered_suspected": "suspected to be altered",
    "cannot_be_determined": "cannot be determined",
    # right of reply
    "no_reply_by_deadline": "no reply by the deadline",
}

TERMS = (
    "Numbers of evidence are passages and the origins they go back to. Ten reports of one statement are one "
    "origin. Nothing here is a score.",
    "Ground rules: on the record, use it, quote it, name them; background, use it under the agreed "
    "description; deep background, use it, attribute it to nobody; off the record, not for publication.",
    "Reliability of a source: A completely, B usually, C fairly, D not usually reliable, E unreliable, "
    "F cannot be judged.",
    "“Unknown” means that nobody has established it yet.",
)


def in_words(state: str) -> str:
    """A record's state as it is printed: "verified_narrower" → "verified in a narrower form"."""
    return _STATES.get(state, state.replace("_", " "))


def counted(number: int, one: str) -> str:
    """ "1 passage", "3 passages"."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def evidence_in_words(count: EvidenceCount) -> str:
    """ "3 passages, 2 origins, 1 unnamed": always origins, never a score."""
    said = f"{counted(count.passages, 'passage')}, {counted(count.origins, 'origin')}"
    return f"{said}, {count.unnamed} unnamed" if count.unnamed else said
