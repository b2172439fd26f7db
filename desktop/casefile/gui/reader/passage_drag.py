"""Words or a passage picked up from the reader, to be put down on a claim, a tag, an origin or the board.

The kind of drag is private: it carries numbers only, never words, so nothing leaves the case when it
is let go over another program.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QRectF, Qt
from PySide6.QtGui import QDrag, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from casefile.domain.identifiers import Kind
from casefile.gui import paint, theme
from casefile.gui.models.dragged_refs import REFS_TYPE, refs_mime

PASSAGE_MIME = "application/x-casefile-passage"
_LARGEST = 2**53


@dataclass(frozen=True, slots=True)
class DraggedWords:
    """``start`` and ``end`` in code points of the item's text layer; ``passage`` None for plain words."""

    item: int
    layer: int
    start: int
    end: int
    passage: int | None = None


def written(words: DraggedWords) -> QMimeData:
    """The drag's contents; a passage can be put down wherever one from a list can."""
    numbers = [words.item, words.layer, words.start, words.end, words.passage]
    carried = QMimeData()
    carried.setData(PASSAGE_MIME, QByteArray(json.dumps(numbers).encode()))
    if words.passage is not None:
        carried.setData(REFS_TYPE, refs_mime(Kind.PASSAGE, [words.passage]).data(REFS_TYPE))
    return carried


def read(untrusted_drag: QMimeData) -> DraggedWords | None:
    """What is dragged, or None: another program may use our kind's name for anything."""
    if not untrusted_drag.hasFormat(PASSAGE_MIME):
        return None
    carried = bytes(untrusted_drag.data(PASSAGE_MIME).data())
    if len(carried) > 200:
        return None
    try:
        numbers = json.loads(carried)
    except ValueError:
        return None
    if not isinstance(numbers, list) or len(numbers) != 5:
        return None
    *sure, passage = numbers
    if not all(type(n) is int and 0 <= n < _LARGEST for n in sure):
        return None
    if passage is not None and not (type(passage) is int and 0 <= passage < _LARGEST):
        return None
    item, layer, start, end = sure
    return DraggedWords(item, layer, start, end, passage) if start < end else None


def pick_up(source: QWidget, words: DraggedWords, shown: str) -> Qt.DropAction:
    """Starts the drag and waits for its end; ``shown`` are the words on the label under the pointer."""
    drag = QDrag(source)
    drag.setMimeData(written(words))
    drag.setPixmap(label(shown, source.devicePixelRatioF()))
    drag.setHotSpot(QPoint(-8, -8))
    return drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.LinkAction, Qt.DropAction.LinkAction)


def label(shown: str, scale: float) -> QPixmap:
    """The drag label: one line of the words, 9 px radius, `accent` border (visual.md 7)."""
    look = theme.look()
    font = look.font("quote")
    words = " ".join(shown[:200].split())
    width = min(look.px(260), round(paint.text_width(words, font)) + look.px(24) + 2)
    height = look.px(32)
    pixmap = QPixmap(round(width * scale), round(height * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("accent"), 1.5))
    painter.setBrush(look.colour("surface"))
    box = QRectF(0, 0, width, height)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 9, 9)
    inner = box.adjusted(look.px(12), 0, -look.px(12) + 1, 0)
    paint.draw_line(painter, inner, words, font, look.colour("text"))
    painter.end()
    return pixmap
