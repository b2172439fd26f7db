"""Tags while they are dragged inside the window: their numbers and names, under a private type."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QByteArray, QMimeData

from casefile.domain.tags import Tag

TAGS_TYPE = "application/x-casefile-tags"
"""JSON: ``[[3, "theme:leak"], …]``, number and path."""
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class DraggedTag:
    """A tag being dragged."""

    n: int
    path: str = field(repr=False)

    @property
    def name(self) -> str:
        return self.path.rpartition(":")[2]


def tags_mime(tags: Sequence[Tag]) -> QMimeData:
    """What a drag of these tags carries."""
    carried = QMimeData()
    words = json.dumps([[tag.n, tag.path] for tag in tags], ensure_ascii=False, separators=(",", ":"))
    carried.setData(TAGS_TYPE, QByteArray(words.encode()))
    return carried


def tags_of(untrusted_drag: QMimeData) -> tuple[DraggedTag, ...]:
    """The tags of a drag; none where it carries something else (or something not ours)."""
    if not untrusted_drag.hasFormat(TAGS_TYPE):
        return ()
    carried = bytes(untrusted_drag.data(TAGS_TYPE).data())
    if len(carried) > _LONGEST:
        return ()
    try:
        read = json.loads(carried)
        return tuple(DraggedTag(int(n), str(path)) for n, path in read)
    except (ValueError, TypeError):
        return ()
