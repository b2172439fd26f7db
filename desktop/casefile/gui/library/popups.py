"""Small popups over a row or over the words: a title, a rating, a tag. Esc closes, focus goes back."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from casefile.gui import theme
from casefile.gui.inspector.rating import RatingRow
from casefile.gui.inspector.tag_field import TagField
from casefile.gui.session import Session
from casefile.gui.speaking import announce
from casefile.gui.widgets import KeyCap, PlainLabel, PopupFrame


class _OverRow(PopupFrame):
    """A popup with one line of words above its field, placed below an anchor or above it."""

    def __init__(self, window: QWidget, name: str, width: int) -> None:
        super().__init__(window, name)
        self._width = width
        self._over = window
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(8)
        head = QHBoxLayout()
        self.head = PlainLabel(name, "strong")
        head.addWidget(self.head)
        head.addStretch(1)
        head.addWidget(KeyCap("Esc"))
        self.column.addLayout(head)

    def open_by(self, anchor: QRect, focus: QWidget) -> None:
        """Opens by a rectangle of the window, inside the window, and gives ``focus`` the keyboard."""
        width = theme.look().px(self._width)
        self.open_at(self._place(anchor, width), focus)

    def fit(self) -> None:
        """Takes the height its contents need now."""
        if self.isVisible():
            self.resize(self.width(), self.sizeHint().height())

    def _place(self, anchor: QRect, width: int) -> QRect:
        height = self.sizeHint().height()
        left = min(max(8, anchor.left() + 8), max(8, self._over.width() - width - 8))
        top = anchor.bottom() + 4
        if top + height > self._over.height() - 8:
            top = max(8, anchor.top() - height - 4)
        return QRect(QPoint(left, top), QPoint(left + width - 1, top + height - 1))


class TitlePopup(_OverRow):
    """F2 in the list. `said` carries the new title; an empty one makes it unknown again."""

    said = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Title", 360)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("Unknown – type it when you know it")
        self.edit.setAccessibleName("Title")
        self.edit.returnPressed.connect(self._enter)
        self.column.addWidget(self.edit)

    def ask(self, anchor: QRect, title: str) -> None:
        self.edit.setText(title)
        self.edit.selectAll()
        self.open_by(anchor, self.edit)

    def _enter(self) -> None:
        words = " ".join(self.edit.text().split())
        self.close_up()
        self.said.emit(words)


class RatingPopup(_OverRow):
    """R: a letter, then a digit. `rated` carries both, once the digit came."""

    rated = Signal(str, str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Rating: a letter, then a digit", 300)
        self.row = RatingRow()
        self.row.rated.connect(self._pressed)
        self.column.addWidget(self.row)
        self._letter = ""
        self._digit = ""

    def ask(self, anchor: QRect, reliability: str, credibility: str) -> None:
        self._letter, self._digit = reliability, credibility
        self.row.show_rating(reliability, credibility)
        self.open_by(anchor, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().upper()
        if key and key in "ABCDEF":
            self._pressed("reliability", key)
            announce(self, f"{key}, now the digit")
        elif key and key in "123456":
            self._pressed("credibility", key)
            self._take()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def _pressed(self, field: str, letter: str) -> None:
        if field == "reliability":
            self._letter = letter
        else:
            self._digit = letter
        self.row.show_rating(self._letter, self._digit)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        self.close_up()
        self.rated.emit(self._letter, self._digit)


class TagPopup(_OverRow):
    """T where no field is in sight. `tags_wanted` carries the paths; Shift+Enter keeps it open."""

    tags_wanted = Signal(object)

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window, "Tag", 300)
        self.field = TagField(session)
        self.field.tags_wanted.connect(self._tagged)
        self.field.left.connect(self.close_up)
        self.field.list.changed.connect(self.fit)
        self.column.addWidget(self.field)

    def ask(self, anchor: QRect, head: str) -> None:
        """``head`` says on what: "Tag 4 passages"."""
        self.head.setText(head)
        self.field.clear()
        self.open_by(anchor, self.field)
        self.field.complete()

    def _tagged(self, paths: tuple[str, ...], stay: bool) -> None:
        if not stay:
            self.close_up()
        self.tags_wanted.emit(paths)
