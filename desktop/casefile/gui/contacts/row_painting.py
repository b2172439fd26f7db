"""Paints the rows of the contacts list (pictures 10 and 11): heads 28, rows 43, *Closed* 56."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from casefile.gui import paint, theme
from casefile.gui.contacts.rows import ContactsRow, RowRole
from casefile.gui.icons import draw_icon
from casefile.gui.paint.chips import Badge

HEIGHTS = {"head": 28, "row": 43, "closed": 56, "words": 43}
_LEFT, _TEXT, _RIGHT = 13, 39, 13
KEY = "Ctrl+Shift+P"

Index = QModelIndex | QPersistentModelIndex


class ContactRowPainter(QStyledItemDelegate):
    """One painter for every shape of row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: ContactsRow = index.data(RowRole)
        return QSize(theme.look().px(200), theme.look().px(HEIGHTS[row.shape]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = cast(ContactsRow | None, index.data(RowRole))
        if row is None:
            return
        painter.save()
        if row.shape == "head":
            self._head(painter, QRect(option.rect), row)
        elif row.shape == "words":
            self._words(painter, QRect(option.rect), row)
        else:
            self._row(painter, option, row)
        painter.restore()

    def _head(self, painter: QPainter, rect: QRect, row: ContactsRow) -> None:
        look = theme.look()
        painter.fillRect(rect, look.colour("pane"))
        _line_below(painter, rect)
        token = "protected" if row.protected else "text2"
        side, left = look.px(14), rect.left() + look.px(_LEFT)
        draw_icon(painter, QRectF(left, rect.center().y() - side / 2 + 1, side, side), row.icon, token)
        left += side + look.px(6)
        font = look.font("micro", strong=True)
        width = paint.text_width(row.title, font) + 1
        ink = look.colour("protected" if row.protected else "text")
        paint.draw_line(painter, QRectF(left, rect.top(), width, rect.height()), row.title, font, ink)
        if row.second:
            place = QRectF(left + width + look.px(6), rect.top(), look.px(90), rect.height())
            paint.draw_line(painter, place, row.second, look.font("micro"), look.colour("text2"))
        if row.right:
            place = QRectF(rect.left(), rect.top(), rect.width() - look.px(_RIGHT), rect.height())
            paint.draw_line(
                painter, place, row.right, look.font("micro", strong=True), look.colour(token), "right"
            )

    def _words(self, painter: QPainter, rect: QRect, row: ContactsRow) -> None:
        look = theme.look()
        painter.fillRect(rect, look.colour("pane"))
        place = QRectF(rect.adjusted(look.px(_TEXT), 0, -look.px(_RIGHT), 0))
        paint.draw_line(painter, place, row.title, look.font("small"), look.colour("text3"))

    def _row(self, painter: QPainter, option: QStyleOptionViewItem, row: ContactsRow) -> None:
        look, rect = theme.look(), QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        paint.draw_row(painter, option)
        if selected and row.protected:
            _plum(painter, rect)
        first = rect.top() + look.px(20 if row.shape == "closed" else 14)
        second = rect.top() + look.px(38 if row.shape == "closed" else 30)
        token = "protected" if row.protected else "text2"
        side = look.px(16)
        icon = QRectF(rect.left() + look.px(_LEFT), first - side / 2, side, side)
        draw_icon(painter, icon, row.icon, token)
        left, right = rect.left() + look.px(_TEXT), float(rect.right() - look.px(_RIGHT))
        end = right
        for words, kind in row.badges:
            end = _badge(painter, end, first, words, kind)
        if row.shape == "closed":
            size = paint.key_cap_size(KEY)
            end = right - size.width()
            cap = QRectF(end, rect.center().y() - size.height() / 2, size.width(), size.height())
            paint.draw_key_cap(painter, cap, KEY)
            end -= look.px(8)
            right = end
        font = _title_font(selected)
        place = QRectF(left, first - look.px(9), end - left - look.px(4), look.px(18))
        paint.draw_line(painter, place, row.title, font, look.colour("text"))
        end = right
        if row.right:
            width = paint.text_width(row.right, look.font("small")) + 1
            ink = look.colour("warn" if row.warns else "protected" if row.protected else "text2")
            place = QRectF(right - width, second - look.px(8), width, look.px(16))
            paint.draw_line(painter, place, row.right, look.font("small"), ink, "right")
            end = right - width - look.px(8)
        place = QRectF(left, second - look.px(8), end - left, look.px(16))
        paint.draw_line(painter, place, row.second, look.font("small"), look.colour("text2"))


def _plum(painter: QPainter, rect: QRect) -> None:
    """A chosen protected row: plum in place of pine (visual.md 2.5)."""
    look = theme.look()
    painter.fillRect(rect, look.colour("protected_soft"))
    painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), look.colour("protected"))
    if look.high_contrast:
        painter.setPen(QPen(look.colour("line_strong"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _badge(painter: QPainter, right: float, middle: float, words: str, kind: str) -> float:
    """A badge that ends at ``right``; returns where the words before it end."""
    size = paint.badge_size(words)
    place = QRectF(right - size.width(), middle - size.height() / 2, size.width(), size.height())
    paint.draw_badge(painter, place, words, cast(Badge, kind))
    return place.left() - theme.look().px(6)


def _title_font(selected: bool) -> QFont:
    font = theme.look().font("body", strong=selected)
    if selected:
        return font
    medium = QFont(font)
    medium.setWeight(QFont.Weight.Medium)
    return medium


def _line_below(painter: QPainter, rect: QRect) -> None:
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.look().colour("line_soft"))
