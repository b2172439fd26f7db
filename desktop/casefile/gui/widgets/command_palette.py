"""Ctrl+K: everything that can be done now, found by the beginnings of its words (visual.md 6, 18)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from casefile.gui import icons, paint, theme
from casefile.gui.widgets.plain import Hairline, IconSign, KeyCap, PlainLabel
from casefile.gui.widgets.popup import PopupFrame

Group = Literal["Commands", "Go to", "Settings"]
GROUPS: tuple[Group, ...] = ("Commands", "Go to", "Settings")
WIDTH, TOP, ROW, MOST = 640, 96, 34, 9
LETTERS_FOR_DISABLED = 3  # a disabled command shows after two more letters than the first


@dataclass(frozen=True)
class Entry:
    """One thing the palette can do. ``note`` stands quietly after the words; ``reason`` when disabled."""

    key: str
    words: str
    group: Group = "Commands"
    icon: str = ""
    keys: tuple[str, ...] = ()
    note: str = ""
    enabled: bool = True
    reason: str = ""


def fold(text: str) -> str:
    """Letters without case and accents, one for one where possible, so that positions stay."""
    folded = []
    for letter in text:
        plain = unicodedata.normalize("NFKD", letter)[:1].casefold()
        folded.append(plain[:1] or letter)
    return "".join(folded)


def find_letters(query: str, words: str) -> tuple[tuple[int, int], ...] | None:
    """Where the words of ``query`` begin words of ``words``, as (start, length), in their order.

    None when one of them is not found; () for an empty query.
    """
    folded = fold(words)
    starts = [
        n for n, letter in enumerate(folded) if letter.isalnum() and (n == 0 or not folded[n - 1].isalnum())
    ]
    found: list[tuple[int, int]] = []
    after = 0
    for part in fold(query).split():
        place = next((s for s in starts if s >= after and folded.startswith(part, s)), None)
        if place is None:
            return None
        found.append((place, len(part)))
        after = place + len(part)
    return tuple(found)


def matching(entries: Sequence[Entry], query: str) -> list[Entry]:
    """What fits, by group, best first: words that begin with it, then those that hold it.

    Disabled entries come last and only for `LETTERS_FOR_DISABLED` letters or more.
    """
    letters = len(query.strip())
    fitting: list[tuple[int, bool, int, int, Entry]] = []
    for number, entry in enumerate(entries):
        found = find_letters(query, entry.words)
        if found is None or (not entry.enabled and letters < LETTERS_FOR_DISABLED):
            continue
        first = found[0][0] if found else 0
        fitting.append((GROUPS.index(entry.group), not entry.enabled, first, number, entry))
    return [row[-1] for row in sorted(fitting, key=lambda row: row[:4])]


class _Rows(QAbstractListModel):
    """Heads (a string) and entries, as the palette shows them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[str | Entry] = []
        self.query = ""

    def show(self, entries: list[Entry], query: str) -> None:
        self.beginResetModel()
        self.query = query
        self.rows = []
        group = ""
        for entry in entries:
            if entry.group != group:
                group = entry.group
                self.rows.append(group)
            self.rows.append(entry)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        row = self.rows[index.row()]
        if isinstance(row, str) or not row.enabled:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            if isinstance(row, str):
                return row
            said = [row.words, row.note, "key " + row.keys[0] if row.keys else "", row.reason]
            return ", ".join(part for part in said if part)
        return None


class _Painter(QStyledItemDelegate):
    """Rows of the palette: icon, words with the found letters bold, note, key."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        look = theme.look()
        head = isinstance(_rows(index).rows[index.row()], str)
        return QSize(200, look.px(26 if head else ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme.look()
        row = _rows(index).rows[index.row()]
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, str):
            line = rect.adjusted(18, 4, -12, 0)
            paint.draw_line(painter, line, row, look.font("micro"), look.colour("text2"))
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected"))
            painter.drawRoundedRect(rect.adjusted(6, 0, -6, 0), 5, 5)
            if look.high_contrast:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(look.colour("line_strong"))
                painter.drawRoundedRect(rect.adjusted(6.5, 0.5, -6.5, -0.5), 5, 5)
        self._entry(painter, rect, row, _rows(index).query)
        painter.restore()

    def _entry(self, painter: QPainter, rect: QRectF, entry: Entry, query: str) -> None:
        look = theme.look()
        ink = look.colour("text" if entry.enabled else "text_disabled")
        side = look.px(16)
        if entry.icon:
            token = "text2" if entry.enabled else "text_disabled"
            place = QRectF(rect.left() + 18, rect.center().y() - side / 2, side, side)
            icons.draw_icon(painter, place, entry.icon, token)
        left = rect.left() + 18 + side + 10
        right = rect.right() - 18
        if entry.keys:
            paint.draw_keys(
                painter, QRectF(rect.left(), rect.top(), right - rect.left(), rect.height()), entry.keys[:1]
            )
            right -= paint.keys_width(entry.keys[:1]) + 12
        for words, strong in _pieces(entry.words, find_letters(query, entry.words) or ()):
            font = look.font("body", strong=strong)
            width = paint.text_width(words, font)
            if left >= right:
                break
            lead = paint.text_width(" ", font) * (len(words) - len(words.lstrip()))
            room = QRectF(left + lead, rect.top(), min(width + 1, right - left) - lead, rect.height())
            paint.draw_line(painter, room, words, font, ink)
            left += width
        note = entry.note if entry.enabled else entry.reason
        if note and left + 10 < right:
            line = QRectF(left + 10, rect.top(), right - left - 10, rect.height())
            paint.draw_line(painter, line, note, look.font("small"), look.colour("text3"))


def _rows(index: QModelIndex | QPersistentModelIndex) -> _Rows:
    model = index.model()
    assert isinstance(model, _Rows)
    return model


def _pieces(words: str, found: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    pieces, after = [], 0
    for start, length in found:
        pieces += [(words[after:start], False), (words[start : start + length], True)]
        after = start + length
    pieces.append((words[after:], False))
    return [piece for piece in pieces if piece[0]]


class CommandPalette(PopupFrame):
    """640 wide, 96 from the top of the window, up to nine rows; ↑↓ move, Enter runs, Esc closes."""

    run = Signal(str)  # the key of the chosen entry

    def __init__(self, window: QWidget, entries: Callable[[], Sequence[Entry]]) -> None:
        """``entries`` is asked each time the palette opens, so that it knows what works now."""
        super().__init__(window, "Commands")
        self._ask = entries
        self._entries: Sequence[Entry] = ()
        self.edit = QLineEdit()
        self.edit.setProperty("shape", "bare")
        self.edit.setProperty("bulk", "large")
        self.edit.setAccessibleName("Commands")
        self.edit.setPlaceholderText("Type what you want to do")
        self.note = PlainLabel("", "small", "text2")
        self._model = _Rows(self)
        self.list = QListView()
        self.list.setProperty("surface", "surface")
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("Commands found")
        self._none = PlainLabel("Nothing by that name works now.", "body", "text2")
        self._none.setContentsMargins(18, 12, 18, 12)
        self._build()
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._search)
        self.list.clicked.connect(self._chosen)

    def ask(self, note: str = "") -> None:
        """Opens, empty. ``note`` says what is selected: "1 item selected"."""
        self._entries = self._ask()
        self.note.setText(note)
        self.edit.clear()
        self._search("")
        self.open_at(self._place(), self.edit)

    def place_again(self) -> None:
        self.setGeometry(self._place())

    @property
    def found(self) -> list[Entry]:
        """What is listed now, without the heads."""
        return [row for row in self._model.rows if isinstance(row, Entry)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._chosen(self.list.currentIndex())
                return True
        if watched is self.edit and event.type() == QEvent.Type.FocusOut:
            return False
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(18, 12, 18, 12)
        head.setSpacing(10)
        head.addWidget(IconSign("command", "text2", 18))
        head.addWidget(self.edit, 1)
        head.addWidget(self.note)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.setSpacing(6)
        for keys, words in ((("Up", "Down"), "move"), (("Enter",), "run"), (("Esc",), "close")):
            foot.addWidget(KeyCap(*keys))
            foot.addWidget(PlainLabel(words, "small", "text2"))
            foot.addSpacing(6)
        foot.addStretch(1)
        foot.addWidget(PlainLabel("Only what works right now is listed", "small", "text2"))
        self.column.addLayout(head)
        self.column.addWidget(Hairline("line"))
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self._none)
        self.column.addWidget(Hairline("line"))
        self.column.addLayout(foot)

    def _search(self, query: str) -> None:
        self._model.show(matching(self._entries, query), query)
        nothing = not self._model.rows
        self._none.setVisible(nothing)
        self.list.setVisible(not nothing)
        first = next(
            (n for n, row in enumerate(self._model.rows) if isinstance(row, Entry) and row.enabled), None
        )
        if first is not None:
            self.list.setCurrentIndex(self._model.index(first))
            self.list.scrollToTop()
        if self.isVisible():
            self.setGeometry(self._place())

    def _move(self, step: int) -> None:
        rows = self._model.rows
        place = self.list.currentIndex().row() + step
        while 0 <= place < len(rows):
            row = rows[place]
            if isinstance(row, Entry) and row.enabled:
                self.list.setCurrentIndex(self._model.index(place))
                return
            place += step

    def _chosen(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row = self._model.rows[index.row()]
        if isinstance(row, Entry) and row.enabled:
            self.close_up()
            self.run.emit(row.key)

    def _place(self) -> QRect:
        look = theme.look()
        width = min(look.px(WIDTH), self.window().width() - 32)
        rows = self._model.rows
        shown = 0
        height = look.px(12)
        for row in rows:
            if isinstance(row, Entry):
                shown += 1
                if shown > MOST:
                    break
            height += look.px(26 if isinstance(row, str) else ROW)
        self.list.setFixedHeight(height)
        whole = self.sizeHint().height()
        top = min(look.px(TOP), max(8, self.window().height() - whole - 8))
        return QRect((self.window().width() - width) // 2, top, width, whole)
