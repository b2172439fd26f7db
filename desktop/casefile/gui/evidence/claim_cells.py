"""How the cells of the claims table are painted and edited (picture 12)."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from casefile.domain.claims import ClaimRow
from casefile.gui import paint, theme
from casefile.gui.evidence.claim_table import (
    AGAINST,
    CHECK,
    CHOICES,
    CLAIM,
    CONTEXT,
    FOR,
    HEADS,
    ID,
    MISSING,
    PUBLISH,
    SPEAKER,
    ClaimRole,
    Index,
    cell,
    held,
)
from casefile.gui.evidence.words import CHECK_ICONS, NOBODY_NAMED, gap_icon
from casefile.gui.icons import draw_icon
from casefile.gui.paint.relations import Relation
from casefile.gui.style import draw_ring

_RELATIONS: dict[int, Relation] = {FOR: "supports", AGAINST: "contradicts", CONTEXT: "context"}
_GRAVE = ("fact_unverified", "contradicted_unanswered", "conflict_inside")
_QUIET = ("no_evidence", "one_origin")


def draw_cell(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    """The part of its row that lies under a cell: one bar at the row's left edge, one frame around it."""
    last = index.model().columnCount() - 1
    whole = QStyleOptionViewItem(option)
    whole.state &= ~QStyle.StateFlag.State_HasFocus
    whole.rect = option.rect.adjusted(-8 if index.column() else 0, 0, 8 if index.column() < last else 0, 0)
    painter.save()
    painter.setClipRect(option.rect)
    paint.draw_row(painter, whole)
    painter.restore()


class ClaimCells(QStyledItemDelegate):
    """Glyph and figure for evidence, sign and word for states, *nobody named* in `warn`."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, row = theme.look(), index.data(ClaimRole)
        draw_cell(painter, option, index)
        if not isinstance(row, ClaimRow):
            return
        column, px = index.column(), look.px
        rect = QRectF(option.rect).adjusted(px(8), 0, -px(6), 0)
        words, token = cell(row, column), "text2"
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        strong, italic = False, words == "unknown"
        if column == ID:
            paint.draw_line(
                painter, rect, words, look.font("micro", strong=True, tabular=True), look.colour("text2")
            )
        elif column in _RELATIONS and words != "–":
            self._counted(painter, rect, row, column)
        else:
            if column == CLAIM:
                token, strong = "text", selected
            elif column == SPEAKER:
                token = "warn" if words == NOBODY_NAMED else "text" if row.speaker else "text2"
            elif column == CHECK:
                icon, ink = CHECK_ICONS[row.verification]
                rect = _sign(painter, rect, icon, ink)
            elif column == PUBLISH:
                rect = _sign(painter, rect, "hand" if row.publish.value == "hold" else "share", "text2")
            elif column == MISSING and row.gaps:
                code = row.gaps[0]
                token = "contradicts" if code in _GRAVE else "text2" if code in _QUIET else "warn"
                rect = _sign(painter, rect, gap_icon(code), token)
            if words == "–" or italic:
                token = "text3"
            font = look.font("body", strong=strong, italic=italic)
            paint.draw_line(painter, rect, words, font, look.colour(token))
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, option.rect.adjusted(0, 0, -1, -2), radius=3)

    def _counted(self, painter: QPainter, rect: QRectF, row: ClaimRow, column: int) -> None:
        look = theme.look()
        count = {FOR: row.supports, AGAINST: row.contradicts, CONTEXT: row.context}[column]
        side = look.px(13)
        glyph = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        paint.draw_relation(painter, glyph, _RELATIONS[column])
        figure, font = f"{count[0]}", look.font("body", strong=True, tabular=True)
        left = glyph.right() + look.px(6)
        line = QRectF(left, rect.top(), rect.right() - left, rect.height())
        paint.draw_line(painter, line, figure, font, look.colour("text"))
        if column == FOR:
            left += paint.text_width(figure, font) + look.px(7)
            rest = QRectF(left, rect.top(), rect.right() - left, rect.height())
            words = "1 origin" if count[1] == 1 else f"{count[1]} origins"
            paint.draw_line(painter, rest, words, look.font("small"), look.colour("text2"))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        name = HEADS[index.column()].title
        choices = CHOICES.get(index.column())
        if choices is None:
            line = QLineEdit(parent)
            line.setAccessibleName(name)
            return line
        box = QComboBox(parent)
        box.setAccessibleName(name)
        for key, words in choices:
            box.addItem(words, key)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        row = index.data(ClaimRole)
        if not isinstance(row, ClaimRow):
            return
        now = held(row, index.column())
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(now)))
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(now)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())


def _sign(painter: QPainter, rect: QRectF, icon: str, token: str) -> QRectF:
    """Paints a sign at the left; what is left for the words."""
    side = theme.look().px(14)
    draw_icon(painter, QRectF(rect.left(), rect.center().y() - side / 2, side, side), icon, token)
    return rect.adjusted(side + theme.look().px(6), 0, 0, 0)
