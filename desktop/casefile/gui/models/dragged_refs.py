"""Records while they are dragged inside the window: a private list of refs, worth nothing outside.

No text and no file is ever offered along with them: items leave a case only by Export.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData

from casefile.domain.identifiers import Kind

REFS_TYPE = "application/x-casefile-refs"
"""JSON: ``{"kind": "P", "numbers": [3, 4]}``, the kind as the letter of its refs."""


def refs_mime(kind: Kind, numbers: Sequence[int]) -> QMimeData:
    """What a drag of these records carries."""
    carried = QMimeData()
    words = json.dumps({"kind": kind.value, "numbers": list(numbers)}, separators=(",", ":"))
    carried.setData(REFS_TYPE, QByteArray(words.encode()))
    return carried


def refs_of(carried: QMimeData) -> tuple[Kind, tuple[int, ...]] | None:
    """The records of a drag, or None where it carries something else (or something not ours)."""
    if not carried.hasFormat(REFS_TYPE):
        return None
    try:
        read = json.loads(bytes(carried.data(REFS_TYPE).data()))
        return Kind(read["kind"]), tuple(int(number) for number in read["numbers"])
    except (ValueError, KeyError, TypeError):
        return None
