"""Summaries of an invented story for the tests: a harbour, a ferry line, and who paid for what."""

from __future__ import annotations

from casefile.domain.citations import CitedPlace
from casefile.domain.summary import (
    CaseSummary,
    CitedItem,
    CitedPassage,
    ClaimSummary,
    EventSummary,
    EvidenceCount,
    Header,
    HypothesisSummary,
    OpenTask,
    ReplyRow,
    SourceSummary,
)

GULL = CitedPlace("The Evening Gull", "2019-03-14", "3")


def a_claim(number: int = 1, **changes: object) -> ClaimSummary:
    """A claim with a supporting and a contradicting passage."""
    known: dict[str, object] = {
        "ref": f"C{number}",
        "proposition": "The harbour board paid the ferry line before the tender closed.",
        "kind": "allegation",
        "verification": "in_progress",
        "publish": "hold",
        "said_by": ("Odile Marchetti, auditor", "Source K"),
        "as_of": "2019-03",
        "counts": (EvidenceCount("supports", 3, 2, 1), EvidenceCount("contradicts", 1, 1)),
        "passages": (
            CitedPassage(
                f"P{number * 2}",
                "supports",
                "The transfer of 240,000 crowns is dated four days before the envelopes were opened.",
                GULL,
                "strong",
                "ledger of the harbour board",
                "the ledger shows the date",
            ),
            CitedPassage(
                f"P{number * 2 + 1}",
                "contradicts",
                "“No payment left our accounts in that month,” the board wrote.",
                CitedPlace("", "", "", 4),
                "moderate",
            ),
        ),
        "missing": ("an independent second origin", "a reply of the ferry line"),
    }
    return ClaimSummary(**{**known, **changes})  # type: ignore[arg-type]


def a_summary(number_of_claims: int = 2, **changes: object) -> CaseSummary:
    """A whole editor memo; ``changes`` replace its fields."""
    known: dict[str, object] = {
        "header": Header(
            "Cormorant",
            "editor",
            "Editor memo",
            "AMBER+STRICT",
            "2019-04-02",
            1,
            "For the desk only, not to be passed on.",
        ),
        "question": "Who decided that the ferry line would win, and when?",
        "minimum_story": "The tender was closed in form only.",
        "maximum_story": "The board paid before it asked.",
        "hypotheses": (
            HypothesisSummary(
                "The winner was agreed in January.",
                "hypothesis",
                "open",
                "Minutes that show a real comparison",
                ("The minutes name three bidders.",),
            ),
        ),
        "claims": tuple(a_claim(number + 1) for number in range(number_of_claims)),
        "sources": (
            SourceSummary(
                "Source K",
                True,
                "a person familiar with the tender",
                "background",
                "participant",
                "was passed over for promotion",
                "B",
                "2019-03",
            ),
            SourceSummary(
                "Odile Marchetti, auditor", False, "", "on_the_record", "unknown", "", "A", "2019-03-20"
            ),
        ),
        "items": (
            CitedItem(
                "I1",
                "Ferry contract raises questions",
                "article",
                "The Evening Gull",
                "R. Okonjo",
                "2019-03-14",
            ),
            CitedItem("I2", "", "document", held=False, sha256="ab" * 32),
        ),
        "events": (EventSummary("V1", "/2019-01-15", "The envelopes are opened", "stated", "stated"),),
        "replies": (ReplyRow("Ferry line", "C1", "sent", "2019-03-28", "2019-04-05", 2, ""),),
        "questions": ("Who signed for the board?",),
        "tasks": (
            OpenTask("T1", "Ask the registry for the minutes", "obtain_document", "waiting", "2019-04-09"),
        ),
        "missing": ("C1 rests on one named origin.",),
        "risks": ("The auditor can be recognised from the date of the ledger.",),
        "changes": ("C2 is new.",),
    }
    return CaseSummary(**{**known, **changes})  # type: ignore[arg-type]
