"""Rows of the results (picture 14): passages and items on two lines, the rest on one, hits marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from casefile.casework.searching import ResultRow
from casefile.domain.claims import ClaimRow
from casefile.domain.contacts import Contact, ContactKind
from casefile.domain.identifiers import Kind, Ref
from casefile.domain.items import ItemRow
from casefile.domain.passages import PassageRow
from casefile.domain.tasks import Task
from casefile.gui import icons, paint, theme
from casefile.gui.delegates.chip_rows import Marks
from casefile.gui.library.words import KIND_ICONS, item_name, passage_place, tag_name
from casefile.gui.search.marked_line import draw_marked_line
from casefile.gui.search.result_list import Head
from casefile.gui.search.result_words import GROUP_WORDS, contact_words, hit_words

if TYPE_CHECKING:
    from casefile.gui.search.results_view import ResultsView

HEAD, LOW, HIGH = 28, 34, 55
TWO_LINES = (Kind.PASSAGE, Kind.ITEM)
_LEFT, _TEXT, _REF, _RIGHT = 14, 39, 36, 14
_WIDE = 480
"""From this width on a claim says its counts in words."""
Index = QModelIndex | QPersistentModelIndex


class ResultRowPainter(QStyledItemDelegate):
    """Paints a `ResultsView`."""

    def __init__(self, view: ResultsView, marks: Marks) -> None:
        super().__init__(view)
        self._view, self._marks = view, marks

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = self._view.results.line(index)
        if isinstance(line, Head):
            height = HEAD
        else:
            height = HIGH if line is not None and line.kind in TWO_LINES else LOW
        return QSize(theme.look().px(100), theme.look().px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._view.results.line(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Head):
            self._head(painter, option, line)
        elif line is not None:
            self._result(painter, option, line)
        painter.restore()

    def _head(self, painter: QPainter, option: QStyleOptionViewItem, head: Head) -> None:
        look, rect = theme.look(), QRectF(option.rect)
        painter.fillRect(rect, look.colour("pane"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.colour("line_soft"))
        side, left = look.px(14), rect.left() + look.px(_LEFT)
        sign = "chevron-down" if head.is_open else "chevron-right"
        icons.draw_icon(painter, QRectF(left, rect.center().y() - side / 2, side, side), sign, "text2")
        left += side + look.px(6)
        font, name = look.font("micro"), GROUP_WORDS[head.kind]
        width = paint.text_width(name, font)
        paint.draw_line(
            painter, QRectF(left, rect.top(), width + 1, rect.height()), name, font, look.colour("text")
        )
        count = QRectF(left + width + look.px(7), rect.top(), look.px(80), rect.height())
        tabular = look.font("micro", tabular=True)
        paint.draw_line(painter, count, head.count, tabular, look.colour("text2"))
        if self._view.wears_ring(head.kind):
            paint.draw_drop_frame(painter, rect)

    def _result(self, painter: QPainter, option: QStyleOptionViewItem, ref: Ref) -> None:
        look, rect = theme.look(), QRect(option.rect)
        paint.draw_row(painter, option)
        row = self._view.results.row(ref)
        if row is None:
            bar = QRect(rect.left() + look.px(_TEXT), 0, rect.width() // 2, look.px(8))
            bar.moveCenter(rect.center())
            painter.fillRect(bar, look.colour("line_soft"))
            return
        record = row.record
        if isinstance(record, PassageRow):
            self._passage(painter, rect, row, record)
        elif isinstance(record, ItemRow):
            self._item(painter, rect, row, record, bool(option.state & QStyle.StateFlag.State_Selected))
        else:
            self._low(painter, rect, row)

    def _icon(self, painter: QPainter, rect: QRect, middle: float, name: str) -> None:
        look, side = theme.look(), theme.look().px(16)
        place = QRectF(rect.left() + look.px(_LEFT), middle - side / 2, side, side)
        icons.draw_icon(painter, place, name, "text2")

    def _lines(self, rect: QRect) -> tuple[QRectF, QRectF]:
        look = theme.look()
        left, right = rect.left() + look.px(_TEXT), rect.right() - look.px(_RIGHT)
        first = QRectF(left, rect.top() + look.px(8), right - left, look.px(20))
        return first, QRectF(left, rect.top() + look.px(30), right - left, look.px(16))

    def _passage(self, painter: QPainter, rect: QRect, row: ResultRow, record: PassageRow) -> None:
        look = theme.look()
        first, second = self._lines(rect)
        self._icon(painter, rect, first.center().y(), "text-quote")
        font = look.font("quote", px=15)
        snippet = row.snippet
        draw_marked_line(
            painter, first, snippet.text, snippet.marks, font, look.colour("text"),
            cut_before=snippet.offset > 0,
        )  # fmt: skip
        left = self._quiet(painter, second, str(row.ref), strong=True) + look.px(7)
        left = self._quiet(painter, second, passage_place(record), left=left) + look.px(9)
        for path in sorted(record.tags, key=lambda path: (self._marks(path) is None, self._marks(path) or 0)):
            side, name = look.px(9), tag_name(path)
            width = paint.text_width(name, look.font("micro"))
            if left + side + look.px(5) + width > second.right():
                return
            paint.draw_mark(
                painter, QRectF(left, second.center().y() - side / 2, side, side), self._marks(path)
            )
            left = self._quiet(painter, second, name, left=left + side + look.px(5)) + look.px(9)

    def _item(self, painter: QPainter, rect: QRect, row: ResultRow, record: ItemRow, selected: bool) -> None:
        look = theme.look()
        first, second = self._lines(rect)
        self._icon(painter, rect, first.center().y(), KIND_ICONS.get(record.kind, "file-text"))
        hits = hit_words(row)
        width = paint.count_width(hits)
        paint.draw_count(painter, first, hits)
        name, derived = item_name(record)
        marks = row.title.marks if record.title and row.title is not None else ()
        line = first.adjusted(0, 0, -width - look.px(10), 0)
        font = look.font("body", strong=selected, italic=derived)
        draw_marked_line(painter, line, name, marks, font, look.colour("text"))
        left = self._quiet(painter, second, str(row.ref), strong=True) + look.px(7)
        rest = QRectF(left, second.top(), second.right() - left, second.height())
        if row.snippet.text:
            font = look.font("quote", px=13)
            draw_marked_line(
                painter, rest, row.snippet.text, row.snippet.marks, font, look.colour("text2"),
                cut_before=row.snippet.offset > 0,
            )  # fmt: skip
        else:
            self._quiet(painter, rest, record.publisher or record.original_name)

    def _low(self, painter: QPainter, rect: QRect, row: ResultRow) -> None:
        """A claim, contact or to-do on one line."""
        look, record = theme.look(), row.record
        middle = QRectF(rect).center().y()
        line = QRectF(rect).adjusted(look.px(_TEXT), 0, -look.px(_RIGHT), 0)
        self._quiet(painter, line, str(row.ref), strong=True)
        line.setLeft(line.left() + look.px(_REF))
        shown = row.snippet
        if isinstance(record, ClaimRow):
            self._icon(painter, rect, middle, "table-2")
            line.setRight(self._evidence(painter, line, record, rect.width() >= look.px(_WIDE)))
        elif isinstance(record, Contact):
            office = record.kind is ContactKind.OFFICE
            self._icon(painter, rect, middle, "landmark" if office else "user")
            shown = row.title or row.snippet
            line.setRight(self._right(painter, line, contact_words(record)))
        elif isinstance(record, Task):
            self._icon(painter, rect, middle, "list-checks")
            line.setRight(self._right(painter, line, record.due or ""))
        font = look.font("body")
        draw_marked_line(painter, line, shown.text, shown.marks, font, look.colour("text"))

    def _evidence(self, painter: QPainter, line: QRectF, record: ClaimRow, wide: bool) -> float:
        """Relations with their numbers from the right; the right edge left for the words."""
        look, right = theme.look(), line.right()
        counted = (("contradicts", record.contradicts), ("supports", record.supports))
        if not any(count[0] for _, count in counted):
            return self._right(painter, line, "no evidence linked" if wide else "–")
        for relation, (passages, origins) in counted:
            if not passages:
                continue
            words = f"{passages:,}"
            if wide and relation == "supports":
                words = f"{passages} passage{'s' * (passages != 1)}, {origins} origin{'s' * (origins != 1)}"
            width = paint.count_width(words)
            place = QRectF(right - width, line.top(), width, line.height())
            paint.draw_count(painter, place, words, quiet=False)
            side = look.px(12)
            right = place.left() - look.px(5) - side
            glyph = QRectF(right, line.center().y() - side / 2, side, side)
            paint.draw_relation(painter, glyph, relation)  # type: ignore[arg-type]
            right -= look.px(8)
        return right

    def _right(self, painter: QPainter, line: QRectF, words: str) -> float:
        look = theme.look()
        width = min(paint.text_width(words, look.font("small")), line.width() / 2)
        place = QRectF(line.right() - width, line.top(), width + 1, line.height())
        paint.draw_line(painter, place, words, look.font("small"), look.colour("text3"), "right")
        return place.left() - look.px(8) if words else line.right()

    def _quiet(
        self, painter: QPainter, line: QRectF, words: str, *, left: float | None = None, strong: bool = False
    ) -> float:
        """Small words from ``left``; where they end."""
        look = theme.look()
        font = look.font("micro", strong=strong, tabular=True)
        start = line.left() if left is None else left
        width = min(paint.text_width(words, font), max(0.0, line.right() - start))
        ink = look.colour("text" if strong else "text2")
        paint.draw_line(painter, QRectF(start, line.top(), width + 1, line.height()), words, font, ink)
        return start + width
