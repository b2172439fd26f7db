"""Tag chips in one line: as many as have room, then "3 more"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from casefile.gui import paint, theme
from casefile.gui.library.words import tag_name

Marks = Callable[[str], int | None]
"""The mark (1 to 9) of the tag with that path, None for the plain ring."""


def draw_chip_line(painter: QPainter, rect: QRectF, paths: Sequence[str], marks: Marks) -> None:
    """Chips of these tags from the left of ``rect``, the marked ones first."""
    look = theme.look()
    gap, left = look.px(6), rect.left()
    ordered = sorted(paths, key=lambda path: (marks(path) is None, marks(path) or 0))
    for number, path in enumerate(ordered):
        width = paint.chip_size(tag_name(path)).width()
        left_over = len(ordered) - number - 1
        more = f"{left_over + 1} more"
        reserved = paint.text_width(f"{left_over} more", look.font("small")) + gap if left_over else 0
        if left + width + reserved > rect.right() and number:
            place = QRectF(left, rect.top(), rect.right() - left, rect.height())
            paint.draw_line(painter, place, more, look.font("small"), look.colour("text2"))
            return
        width = min(width, rect.right() - left)
        paint.draw_chip(painter, QRectF(left, rect.top(), width, rect.height()), tag_name(path), marks(path))
        left += width + gap
