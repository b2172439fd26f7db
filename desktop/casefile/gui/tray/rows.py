"""The tray's list: rows painted from the ledger, each with one action at its right end."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from casefile.domain.ledger import LedgerRow
from casefile.gui import icons, paint, theme
from casefile.gui.models.numbers_model import NumberRole, NumbersModel, RowRole
from casefile.gui.tray.words import spoken_size, words_of

Index = QModelIndex | QPersistentModelIndex
HEIGHT = 34
_NAME, _SIZE = 260, 64
_SUFFIX_ICONS = {
    ".pdf": "file-text", ".html": "globe", ".htm": "globe", ".eml": "mail", ".msg": "mail", ".mbox": "mail",
    ".jpg": "image", ".jpeg": "image", ".png": "image", ".csv": "table", ".xlsx": "table", ".xls": "table",
    ".zip": "archive", ".7z": "archive", ".txt": "file-text", ".md": "file-text",
}  # fmt: skip


def row_said(row: LedgerRow) -> str:
    """A row as it is spoken: name, size, sentence."""
    return f"{row.name}, {spoken_size(row.size)}, {words_of(row).sentence}"


class RowPainter(QStyledItemDelegate):
    """State icon, kind icon, name, size, sentence, action."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(320, theme.look().px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.look()
        paint.draw_row(painter, option)
        row = index.data(RowRole)
        rect = QRectF(option.rect).adjusted(14, 0, -14, 0)
        if row is None:
            bar = QRectF(rect.left(), rect.center().y() - 4, rect.width() / 2, 8)
            painter.fillRect(bar, look.colour("line_soft"))
            return
        words = words_of(row)
        side = look.px(16)

        def square(left: float) -> QRectF:
            return QRectF(left, rect.center().y() - side / 2, side, side)

        icons.draw_icon(painter, square(rect.left()), words.icon, words.tone)
        left = rect.left() + side + look.px(10)
        suffix = row.name[row.name.rfind(".") :].lower() if "." in row.name else ""
        icons.draw_icon(painter, square(left), _SUFFIX_ICONS.get(suffix, "file-question-mark"), "text2")
        left += side + look.px(8)
        action = action_rect(option.rect, words.step)
        room = max(0.0, action.left() - 16 - left)
        name_width = min(look.px(_NAME), room * 0.45)
        body, small = look.font("body"), look.font("small", tabular=True)
        shown = middle_elided(row.name, name_width - 8)
        paint.draw_line(painter, _part(rect, left, name_width), shown, body, look.colour("text"))
        left += name_width
        size = _part(rect, left, look.px(_SIZE))
        paint.draw_line(painter, size, spoken_size(row.size), small, look.colour("text2"))
        left += look.px(_SIZE) + 8
        sentence = _part(rect, left, max(0.0, action.left() - 12 - left))
        paint.draw_line(painter, sentence, words.sentence, body, look.colour(words.sentence_tone))
        if words.step:
            strong = look.font("body", strong=True)
            paint.draw_line(painter, QRectF(action), words.step, strong, look.colour("accent"), "right")


def _part(rect: QRectF, left: float, width: float) -> QRectF:
    return QRectF(left, rect.top(), width, rect.height())


def action_rect(row: QRect, step: str) -> QRect:
    """Where a row's action is painted and clicked."""
    look = theme.look()
    width = round(paint.text_width(step, look.font("body", strong=True))) + 4 if step else 0
    return QRect(row.right() - 14 - width, row.top(), width, row.height())


def middle_elided(text: str, width: float) -> str:
    """A name cut in its middle, so that its ending stays to be seen."""
    metrics = QFontMetricsF(theme.look().font("body"))
    return metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, width)


class TrayList(QListView):
    """The rows; Enter and a click on the words take the action."""

    acted = Signal(int)
    """The number of a row whose action was taken."""
    menu_wanted = Signal(int, object)

    def __init__(self, model: NumbersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = model
        self.setModel(model)
        self.setItemDelegate(RowPainter(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(False)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.setAccessibleName("Import tray")

    def chosen(self) -> list[int]:
        """The numbers of the selected rows."""
        return [index.data(NumberRole) for index in self.selectedIndexes()]

    def paintEvent(self, event: QPaintEvent) -> None:
        first = self.indexAt(self.viewport().rect().topLeft()).row()
        last = self.indexAt(self.viewport().rect().bottomLeft()).row()
        while self.numbers.want(max(0, first), last if last >= 0 else len(self.numbers.numbers) - 1):
            pass
        super().paintEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._on_action(index, event):
            self.acted.emit(index.data(NumberRole))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._on_action(self.indexAt(event.position().toPoint()), event)
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.acted.emit(index.data(NumberRole))
            return
        super().keyPressEvent(event)

    def _on_action(self, index: QModelIndex, event: QMouseEvent) -> bool:
        row = index.data(RowRole) if index.isValid() else None
        if row is None:
            return False
        place = action_rect(self.visualRect(index), words_of(row).step)
        return place.contains(event.position().toPoint())

    def _ask_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            self.menu_wanted.emit(index.data(NumberRole), self.viewport().mapToGlobal(place))
