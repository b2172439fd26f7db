"""A row of the item list: kind, title, marks; publisher, date, unread, passages, rating (visual.md 8.2)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from casefile.domain.items import ItemRow, ReadingState
from casefile.gui import paint, theme
from casefile.gui.icons import draw_icon
from casefile.gui.library.dates import short_date
from casefile.gui.library.words import FAILED, KIND_ICONS, STATUS_WORDS, is_judged, item_name, tag_name

MOST_MARKS = 4
_LEFT, _TEXT, _RIGHT = 13, 39, 13
_FIRST, _SECOND = 19, 40


class ItemRowPainter:
    """Paints `ItemRow`s, 58 high."""

    def usual_height(self) -> int:
        return theme.look().px(58)

    def height(self, row: ItemRow | None, width: int) -> int:
        return self.usual_height()

    def box(self, rect: QRect) -> QRect:
        """The check box stands where the kind's icon is, with a target of 24."""
        look = theme.look()
        return QRect(rect.left() + look.px(9), rect.top() + look.px(7), look.px(24), look.px(24))

    def tip(self, row: ItemRow, rect: QRect, place: QPoint) -> str:
        """The whole title, and the tags where their marks stand."""
        right = rect.right() - theme.look().px(_RIGHT) - self._marks_width(row)
        if row.tags and place.x() >= right and place.y() < rect.top() + theme.look().px(30):
            return ", ".join(tag_name(path) for path in row.tags)
        return f"{item_name(row)[0]}\n{row.original_name}" if row.original_name else item_name(row)[0]

    def link(self, row: ItemRow, rect: QRect, place: QPoint) -> str:
        """*Try again* at the right of a row whose text could not be read."""
        if row.status in FAILED and self._retry(rect).contains(place):
            return "item.retry"
        return ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, row: ItemRow, *, boxes: bool) -> None:
        look, rect = theme.look(), QRect(option.rect)
        paint.draw_row(painter, option)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        icon = QRectF(rect.left() + look.px(_LEFT), 0, look.px(17), look.px(17))
        icon.moveTop(rect.top() + look.px(_FIRST) - icon.height() / 2)
        if boxes:
            box = QRectF(0, 0, look.px(16), look.px(16))
            box.moveCenter(icon.center())
            paint.draw_state_box(painter, box, "checked" if selected else "off")
        else:
            draw_icon(painter, icon, KIND_ICONS.get(row.kind, "file-text"), "text2")
        self._first_line(painter, rect, row, selected)
        self._second_line(painter, rect, row)

    def _first_line(self, painter: QPainter, rect: QRect, row: ItemRow, selected: bool) -> None:
        look = theme.look()
        right = rect.right() - look.px(_RIGHT)
        for mark in reversed(row.marks[:MOST_MARKS]):
            side = look.px(10)
            middle = rect.top() + look.px(_FIRST)
            paint.draw_mark(painter, QRectF(right - side, middle - side / 2, side, side), mark)
            right -= look.px(15)
        words, derived = item_name(row)
        left = rect.left() + look.px(_TEXT)
        line = QRectF(left, rect.top() + look.px(_FIRST - 9), right - look.px(6) - left, look.px(18))
        paint.draw_line(painter, line, words, _title_font(derived, selected), look.colour("text"))

    def _second_line(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        look = theme.look()
        left = rect.left() + look.px(_TEXT)
        middle, height = rect.top() + look.px(_SECOND), look.px(18)
        if row.status in FAILED:
            self._failure(painter, rect, row)
            return
        right = self._signs(painter, rect, row)
        words = f"{row.publisher or 'Publisher unknown'} · {short_date(row.published)}"
        if row.status in STATUS_WORDS:
            words = STATUS_WORDS[row.status]
        line = QRectF(left, middle - height / 2, right - look.px(8) - left, height)
        paint.draw_line(painter, line, words, look.font("small"), look.colour("text3"))

    def _signs(self, painter: QPainter, rect: QRect, row: ItemRow) -> float:
        """Rating, passages, unread and *first words*, from the right; the left edge of what was painted."""
        look = theme.look()
        right = float(rect.right() - look.px(_RIGHT))
        middle = rect.top() + look.px(_SECOND)
        if is_judged(row.reliability, row.credibility):
            right = _badge(painter, right, middle, f"{row.reliability}{row.credibility}")
        if row.passages:
            words = f"{row.passages:,}"
            width = paint.count_width(words)
            place = QRectF(right - width, middle - look.px(9), width, look.px(18))
            paint.draw_count(painter, place, words, quiet=False)
            right -= width + look.px(4) + look.px(13)
            sign = QRectF(right, middle - look.px(13) / 2, look.px(13), look.px(13))
            draw_icon(painter, sign, "text-quote", "text2")
            right -= look.px(8)
        if row.reading_state is ReadingState.UNREAD:
            font = look.font("small")
            width = paint.text_width("unread", font)
            place = QRectF(right - width, middle - look.px(9), width + 1, look.px(18))
            paint.draw_line(painter, place, "unread", font, look.colour("text2"))
            right -= width + look.px(5) + look.px(7)
            paint.draw_unread_dot(painter, QRectF(right, middle - look.px(7) / 2, look.px(7), look.px(7)))
            right -= look.px(8)
        if not row.title and row.first_words:
            right = _badge(painter, right, middle, "first words")
        return right

    def _failure(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        look, retry = theme.look(), self._retry(rect)
        middle, left = rect.top() + look.px(_SECOND), rect.left() + look.px(_TEXT)
        sign = QRectF(left, middle - look.px(14) / 2, look.px(14), look.px(14))
        draw_icon(painter, sign, "circle-x", "danger")
        left += look.px(18)
        line = QRectF(left, middle - look.px(9), retry.left() - look.px(8) - left, look.px(18))
        paint.draw_line(painter, line, STATUS_WORDS[row.status], look.font("small"), look.colour("danger"))
        paint.draw_line(
            painter, QRectF(retry), "Try again", look.font("small"), look.colour("accent"), "right"
        )

    def _retry(self, rect: QRect) -> QRect:
        look = theme.look()
        width = round(paint.text_width("Try again", look.font("small"))) + 2
        place = QRect(0, rect.top() + look.px(_SECOND - 12), width, look.px(24))
        place.moveRight(rect.right() - look.px(_RIGHT))
        return place

    def _marks_width(self, row: ItemRow) -> int:
        return theme.look().px(15) * min(len(row.marks), MOST_MARKS)


def _badge(painter: QPainter, right: float, middle: float, words: str) -> float:
    """A badge that ends at ``right``; returns where it begins."""
    size = paint.badge_size(words)
    place = QRectF(right - size.width(), middle - size.height() / 2, size.width(), size.height())
    paint.draw_badge(painter, place, words)
    return place.left() - theme.look().px(8)


def _title_font(derived: bool, selected: bool) -> QFont:
    """500 where the title is known, italics where it is derived, 600 in a selected row."""
    font = theme.look().font("body", strong=selected, italic=derived)
    if derived or selected:
        return font
    medium = QFont(font)
    medium.setWeight(QFont.Weight.Medium)
    return medium
