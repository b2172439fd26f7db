"""From what a confined reader answered to the columns of an item and its text layer.

Nothing is made up here: a fact the file does not state stays None, a guess keeps its basis.
"""

from __future__ import annotations

import hashlib
from typing import Any

from casefile.importers.parsed_item import Known, ParsedItem

ATTACHED = "Attached file"
"""The name of the fact that says which file lies inside another; one for each."""
FIRST_WORDS = 120
"""Characters of the first words that stand for a title which is not known."""


def item_columns(parsed: ParsedItem, suffix_mismatch: bool) -> dict[str, Any]:
    """Columns of the item's row that the reading fills in."""
    title, published = parsed.title, parsed.published
    return {
        "kind": parsed.kind,
        "status": parsed.status,
        "reason": parsed.reason or None,
        "mime": parsed.mime,
        "format_name": parsed.format_name,
        "title": title.value if title else None,
        "title_basis": title.basis.value if title else None,
        "byline": parsed.byline.value if parsed.byline else None,
        "publisher": parsed.site_name.value if parsed.site_name else None,
        "published": published.value if published else None,
        "published_basis": published.basis.value if published else None,
        "url": _first(parsed.canonical, parsed.url),
        "language": parsed.language.value if parsed.language else None,
        "encoding": parsed.encoding or None,
        "facts": [[fact.name, fact.value] for fact in parsed.facts]
        + [[ATTACHED, attachment.name] for attachment in parsed.attachments],
        "suffix_mismatch": int(suffix_mismatch),
        "pages": len(parsed.pages),
        "first_words": first_words(parsed.text or ""),
    }


def layer_columns(parsed: ParsedItem, tool: str, made: str) -> dict[str, Any] | None:
    """What the text layer is written with, or None where the file gave no text."""
    if not parsed.text:
        return None
    return {
        "method": parsed.method or "as_is",
        "tool": tool,
        "language": parsed.language.value if parsed.language else None,
        "encoding": parsed.encoding or None,
        "sha256": hashlib.sha256(parsed.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "pages": [[page.start, page.end, page.label] for page in parsed.pages],
        "blocks": [[block.start, block.end, block.kind.value] for block in parsed.blocks],
        "made": made,
        "text": parsed.text,
    }


def first_words(text: str) -> str:
    """The first words of a text on one line, for a row without a title."""
    words = " ".join(text[: FIRST_WORDS * 4].split())
    return words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS].rsplit(" ", 1)[0] + "…"


def _first(*known: Known | None) -> str | None:
    return next((one.value for one in known if one is not None), None)
