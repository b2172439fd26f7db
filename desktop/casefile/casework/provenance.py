"""How an item was come by (domain.md 2.4): the words for each method, the common ones first."""

from __future__ import annotations

METHODS: dict[str, str] = {
    "public_website": "From a public website",
    "public_record": "From a public record",
    "given_by_named_source": "Given by a named source",
    "given_by_confidential_source": "Given by a confidential source",
    "foi_release": "Released under a records law",
    "court_record": "From a court record",
    "published_leak": "From a published leak",
    "anonymous_drop": "Came anonymously",
    "interview": "From an interview",
    "own_observation": "Seen or written by me",
    "partner_newsroom": "From a partner newsroom",
    "press_office": "From a press office",
    "purchased_or_subscription": "Bought or by subscription",
    "unknown": "Not known",
}
COMMON_METHODS = (
    "public_website", "public_record", "given_by_named_source", "given_by_confidential_source",
    "anonymous_drop",
)  # fmt: skip
"""The five shown at once; the rest stand under *More* (decision 14)."""
