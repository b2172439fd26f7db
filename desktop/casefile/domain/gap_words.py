"""The words for what is missing: one line, where it comes from, and the one next step."""

from __future__ import annotations

from typing import NamedTuple

from casefile.domain.evidence import Gap


class GapWords(NamedTuple):
    """``line`` names the gap, ``step`` the button that helps; ``icon`` is a file of our icons."""

    line: str
    step: str
    icon: str


GAP_WORDS: dict[str, GapWords] = {
    "fact_unverified": GapWords(
        "To be published as fact, but not verified", "Record a check", "octagon-alert"
    ),
    "contradicted_unanswered": GapWords("Contradicted, no answer noted", "Write the answer", "octagon-alert"),
    "conflict_inside": GapWords("The same origin says both", "Show both passages", "git-compare"),
    "no_evidence": GapWords("No passage is linked to it", "Find passages", "circle-dashed"),
    "no_support": GapWords("Nothing supports it", "Find passages", "circle-dashed"),
    "nobody_named": GapWords("Nobody is named as speaker", "Write who says it", "user-round-x"),
    "one_origin": GapWords("Only one origin supports it", "Look for a second origin", "git-compare"),
    "origin_unnamed": GapWords("An origin is unnamed", "Ask who said so", "user-round-x"),
    "all_weak": GapWords("All support is weak", "Look for stronger evidence", "scale"),
    "provenance_weak": GapWords("Its provenance is weakened", "Show the passage", "shield-alert"),
    "passage_in_trash": GapWords("A linked passage is in the trash", "Put it back", "trash-2"),
    "origin_suggested": GapWords("An origin was only suggested", "Confirm the origin", "circle-help"),
    "reason_missing": GapWords("A link says nothing of why", "Write the reason", "pencil"),
    "true_at_a_time": GapWords("True only at a time", "Look again before printing", "clock"),
}
"""By `domain.gaps.GapCode`."""


def say_gap(gap: Gap) -> str:
    """One line: what is missing and the records it comes from."""
    words = GAP_WORDS[gap.code].line
    refs = [ref for name, ref in gap.fields if name == "passage"]
    return f"{words} ({', '.join(refs)})" if refs else words
