"""A row of the tag pane, 25 high: state box, mark, name, count at the right (picture 05)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from casefile.gui import icons, paint, theme
from casefile.gui.paint.marks import BoxState
from casefile.gui.tags.row_states import RowState
from casefile.gui.tags.tag_levels import TagNode

if TYPE_CHECKING:
    from casefile.gui.tags.tag_view import TagView

HEIGHT = 25
_EDGE, _STEP, _INSET, _RIGHT = 10, 12, 8, 14
_BOXES: dict[RowState, BoxState] = {
    "include": "include",
    "this_level": "include",
    "leave_out": "leave_out",
}
Part = Literal["fold", "row"]
Index = QModelIndex | QPersistentModelIndex


class TagRowPainter(QStyledItemDelegate):
    """Paints the rows of a `TagView` and knows where in them a click folds a level."""

    def __init__(self, view: TagView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.look().px(120), theme.look().px(HEIGHT))

    def part(self, node: TagNode, rect: QRect, place: QPoint) -> Part:
        """What a click at a place of the row means."""
        left = self._left(node, rect)
        return "fold" if node.has_below and place.x() < left + theme.look().px(18) else "row"

    def name_rect(self, node: TagNode, rect: QRect) -> QRect:
        """Where the name stands: the place of the field that renames it."""
        look, left = theme.look(), self._name_left(node, rect)
        return QRect(left, rect.top(), rect.right() - look.px(_INSET) - left, rect.height())

    def _left(self, node: TagNode, rect: QRect) -> int:
        return rect.left() + theme.look().px(_EDGE + _STEP * node.depth)

    def _name_left(self, node: TagNode, rect: QRect) -> int:
        look, left = theme.look(), self._left(node, rect)
        if not node.has_below:
            return left + look.px(38)
        left += look.px(22)
        left += look.px(20) if self._view.tags.state(node) != "off" else 0
        return left + (look.px(17) if node.tag.mark else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node = self._view.tags.node(index)
        if node is None:
            return
        look, rect = theme.look(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = self._view.tags.state(node)
        self._ground(painter, option, node, state)
        left, middle = self._left(node, rect), QRectF(rect).center().y()
        if node.has_below:
            self._level_signs(painter, node, state, left, middle)
        else:
            self._box(painter, QRectF(left, middle - look.px(8), look.px(16), look.px(16)), state, option)
            side = look.px(10)
            paint.draw_mark(painter, QRectF(left + look.px(21), middle - side / 2, side, side), node.tag.mark)
        if node.tag.n in self._view.tags.on_selection:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(QPointF(rect.left() + look.px(5), middle), look.px(3), look.px(3))
        self._words(painter, node, state, rect)
        painter.restore()

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, node: TagNode, state: RowState
    ) -> None:
        look, rect = theme.look(), QRectF(option.rect)
        painter.fillRect(rect, look.colour("side"))
        inset = rect.adjusted(look.px(_INSET), 0.5, -look.px(_INSET), -0.5)
        states = QStyle.StateFlag
        target = self._view.target(node)
        fill = ""
        if target == "here" or self._view.is_chosen(node):
            fill = "selected"
        elif state in ("include", "this_level"):
            fill = "accent_soft"
        elif option.state & states.State_MouseOver:
            fill = "hover"
        if fill:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(fill))
            painter.drawRoundedRect(inset, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if look.high_contrast and state in ("include", "this_level"):
            painter.setPen(QPen(look.colour("line_strong"), 1))
            painter.drawRoundedRect(inset, 4, 4)
        if target == "here" or self._view.wears_ring(node):
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(inset.adjusted(1, 1, -1, -1), 4, 4)
        elif target == "valid":
            painter.setPen(QPen(look.colour("accent"), 1))
            painter.drawRoundedRect(inset.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _level_signs(
        self, painter: QPainter, node: TagNode, state: RowState, left: float, middle: float
    ) -> None:
        look, side = theme.look(), theme.look().px(14)
        sign = "chevron-down" if self._view.is_open(node) else "chevron-right"
        icons.draw_icon(painter, QRectF(left + look.px(1), middle - side / 2, side, side), sign, "text2")
        left += look.px(20)
        if state != "off":
            self._box(painter, QRectF(left, middle - look.px(8), look.px(16), look.px(16)), state, None)
            left += look.px(20)
        if node.tag.mark:
            side = look.px(10)
            paint.draw_mark(painter, QRectF(left + look.px(2), middle - side / 2, side, side), node.tag.mark)

    def _box(
        self, painter: QPainter, box: QRectF, state: RowState, option: QStyleOptionViewItem | None
    ) -> None:
        look = theme.look()
        if state in _BOXES:
            paint.draw_state_box(painter, box, _BOXES[state])
        elif state in ("implied", "implied_out"):
            token = "accent" if state == "implied" else "danger"
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour(token), 1))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            sign = box.adjusted(look.px(2), look.px(2), -look.px(2), -look.px(2))
            icons.draw_icon(painter, sign, "plus" if state == "implied" else "minus", token, pen=2.5)
        elif option is not None and option.state & QStyle.StateFlag.State_MouseOver:
            paint.draw_state_box(painter, box, "off")

    def _words(self, painter: QPainter, node: TagNode, state: RowState, rect: QRect) -> None:
        look, tags = theme.look(), self._view.tags
        words = tags.count_words(node)
        count = tags.count(node)
        nothing = count is not None and count[0] == 0 and not tags.waiting
        width = paint.count_width(words)
        right = rect.right() - look.px(_RIGHT)
        place = QRectF(right - width, rect.top(), width, rect.height())
        paint.draw_count(painter, place, words, quiet=nothing)
        left = self._name_left(node, rect)
        font = look.font("body")
        name = QRectF(left, rect.top(), place.left() - look.px(6) - left, rect.height())
        ink = look.colour("text3" if nothing else "text")
        struck = state in ("leave_out", "implied_out")
        paint.draw_line(painter, name, node.name, font, ink, struck=struck)
        if state == "this_level":
            name.setLeft(left + paint.text_width(node.name, font) + look.px(6))
            paint.draw_line(painter, name, "this level only", look.font("small"), look.colour("text2"))
