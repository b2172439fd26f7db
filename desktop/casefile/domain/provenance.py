"""How an item came into the reporter's hands: the ways domain.md 2.4 names, in the words of the window."""

from __future__ import annotations

UNKNOWN = "unknown"
COMMON_WAYS: dict[str, str] = {
    "public_website": "From a public website",
    "public_record": "A public record",
    "given_by_named_source": "Given by someone named",
    "given_by_confidential_source": "Given in confidence",
    "press_office": "From a press office",
}
"""The five shown at once (decision 14)."""
OTHER_WAYS: dict[str, str] = {
    "foi_release": "Released on request",
    "court_record": "A court record",
    "published_leak": "A published leak",
    "anonymous_drop": "Sent anonymously",
    "interview": "My own interview",
    "own_observation": "I saw it myself",
    "partner_newsroom": "From a partner newsroom",
    "purchased_or_subscription": "Bought or by subscription",
}
"""The rest, under *More*."""
WAYS: dict[str, str] = COMMON_WAYS | OTHER_WAYS | {UNKNOWN: "unknown"}
