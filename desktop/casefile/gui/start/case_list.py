"""The `.casefile`s of the one folder the reporter chose: name, size, and when it was last changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from casefile.gui import icons, paint, theme

ROWS = 4


@dataclass(frozen=True)
class CaseFile:
    """One case of the folder. ``login`` is True where this computer's keyring holds its key."""

    path: str
    name: str
    size: int
    changed: datetime | None = None
    login: bool = False


def size_words(size: int) -> str:
    """Bytes as they are said: "184 KB", "4.1 MB"; powers of 1000."""
    if size < 1000:
        return f"{size} bytes"
    for unit, power in (("KB", 1), ("MB", 2), ("GB", 3)):
        share = size / 1000**power
        if share < 999.5 or unit == "GB":
            return f"{share:.1f} {unit}" if share < 10 else f"{share:.0f} {unit}"
    raise AssertionError("unreachable")


class _Cases(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.cases: list[CaseFile] = []

    def show(self, cases: list[CaseFile]) -> None:
        self.beginResetModel()
        self.cases = cases
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.cases)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        case = self.cases[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return case.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{case.name}, {size_words(case.size)}, {_when(case)}"
        return None


def _when(case: CaseFile) -> str:
    if case.changed is None:
        return "date unknown"
    return f"{case.changed.day} {case.changed:%b %Y}"


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, theme.look().px(32))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme.look()
        model = index.model()
        assert isinstance(model, _Cases)
        case = model.cases[index.row()]
        paint.draw_row(
            painter, option, surface="field", line=index.row() < len(model.cases) - 1, pane_focused=True
        )
        rect = QRectF(option.rect)
        side = look.px(16)
        icons.draw_icon(painter, QRectF(12, rect.center().y() - side / 2, side, side), "file-lock-2", "text2")
        quiet = f"{size_words(case.size)} · {_when(case)}"
        width = paint.text_width(quiet, look.font("small", tabular=True))
        right = QRectF(rect.right() - 12 - width, rect.top(), width + 1, rect.height())
        paint.draw_line(painter, right, quiet, look.font("small", tabular=True), look.colour("text3"))
        name = QRectF(20 + side, rect.top(), right.left() - 28 - side, rect.height())
        paint.draw_line(painter, name, case.name, look.font("body"), look.colour("text"))


class CaseList(QListView):
    """At most four rows high; arrows choose, Enter goes on to the passphrase."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cases = _Cases(self)
        self.setProperty("shape", "cases")
        self.setModel(self._cases)
        self.setItemDelegate(_Row(self))
        self.setAccessibleName("Cases in this folder")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._turned)
        self.activated.connect(lambda _index: self.entered.emit())
        theme.look().changed.connect(self._keep_height)

    def show_cases(self, cases: list[CaseFile], path: str | None) -> None:
        """Lists the cases and chooses one, without saying so."""
        self._cases.show(cases)
        row = next((n for n, case in enumerate(cases) if case.path == path), 0)
        self.selectionModel().blockSignals(True)
        if cases:
            self.setCurrentIndex(self._cases.index(row))
        self.selectionModel().blockSignals(False)
        self._keep_height()

    def _turned(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self._cases.cases[now.row()].path)

    def _keep_height(self) -> None:
        rows = min(ROWS, max(1, len(self._cases.cases)))
        self.setFixedHeight(theme.look().px(32) * rows + 4)
