"""What of an item may leave the case, by how it was come by and who may see it (exports.md 3.2, M5).

Three rules, used by the summary and by its check alike:

- *Confidential*: given by a confidential source, come anonymously, or linked to a protected source. No
  name, hash, title, publisher or date of it leaves; its words only if the reporter marked it *Anyone*,
  because exact wording can be matched to the one copy a person was given.
- *Published*: from a public place. What stands in it is known anyway, so a protected name inside its
  words is told and does not stop a summary (decision 13). An item of unknown provenance counts as
  published only if it is a web page or article that names its address or publisher.
- *Only me* (RED): not in a summary at all.
"""

from __future__ import annotations

from collections.abc import Collection

from casefile.domain.items import Item, ItemKind, Marking

CONFIDENTIAL = frozenset({"given_by_confidential_source", "anonymous_drop"})
PUBLIC = frozenset(
    {
        "public_website",
        "public_record",
        "foi_release",
        "court_record",
        "published_leak",
        "press_office",
        "purchased_or_subscription",
    }
)
"""Methods of `casework.provenance.METHODS` by which anybody could have got the same item."""


def is_confidential(item: Item, from_protected: Collection[str] = ()) -> bool:
    """True if nothing may tell the item apart. ``from_protected`` are refs linked to protected sources."""
    return item.provenance in CONFIDENTIAL or item.ref in from_protected


def is_published(item: Item, from_protected: Collection[str] = ()) -> bool:
    """True if its words may be known to anybody."""
    if is_confidential(item, from_protected) or item.marking is Marking.RED:
        return False
    if item.provenance == "unknown":
        return item.kind in (ItemKind.ARTICLE, ItemKind.WEB_PAGE) and bool(item.publisher or item.url)
    return item.provenance in PUBLIC


def words_may_leave(item: Item, from_protected: Collection[str] = ()) -> bool:
    """True if its exact words may be quoted."""
    if item.marking is Marking.RED:
        return False
    return not is_confidential(item, from_protected) or item.marking is Marking.CLEAR
