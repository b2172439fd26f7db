"""Space: the item's text in a popup, without leaving the list; arrows go on to the next row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casefile.casework.reading_items import OpenedItem, opened_item
from casefile.gui import theme
from casefile.gui.library.words import STATUS_WORDS, item_name
from casefile.gui.reader.marks import marked
from casefile.gui.reader.reading import Reading
from casefile.gui.reader.text_view import TextView
from casefile.gui.session import Session
from casefile.gui.widgets import ElidedLabel, KeyCap, PlainLabel, PopupFrame, Surface

WIDTH, HEIGHT = 640, 520


class PeekPopup(PopupFrame):
    """640 × 520 beside the list. The keyboard stays in the list; Space or Esc closes."""

    def __init__(self, window: QWidget, session: Session) -> None:
        self._list: QWidget | None = None  # the frame begins to hear the window's events
        super().__init__(window, "Look")
        self._session = session
        self._over = window
        head = Surface("none", "bottom")
        head.setFixedHeight(theme.look().px(40))
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 10, 0)
        self.name = ElidedLabel("", "body", "text", strong=True)
        row.addWidget(self.name, 1)
        row.addWidget(KeyCap("Esc"))
        self._reading = Reading(self)
        self._view = TextView(self._reading)
        self._view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._nothing = PlainLabel("", "body", "text2", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column.addWidget(head)
        self.column.addWidget(self._view, 1)
        self.column.addWidget(self._nothing, 1)

    def look_at(self, item: int, beside: QWidget) -> None:
        """Shows an item's text; ``beside`` is the list that keeps the keyboard."""
        if self._list is not beside:
            if self._list is not None:
                self._list.removeEventFilter(self)
            self._list = beside
            beside.installEventFilter(self)
        self._session.case.ask(lambda store: opened_item(store, item), self._show, instead_of="peek")

    def place_again(self) -> None:
        self.setGeometry(self._place())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        ours = watched is self._list and self.isVisible()
        if ours and isinstance(event, QKeyEvent) and _closes(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.close_up()
                return True
        return super().eventFilter(watched, event)

    def _show(self, opened: OpenedItem | None) -> None:
        if opened is None or self._list is None:
            return
        name, derived = item_name(opened.row)
        self.name.set_words(name, italic=derived)
        self._view.setVisible(opened.layer is not None)
        self._nothing.setVisible(opened.layer is None)
        self._reading.set_layer(opened.layer)
        if opened.layer is not None:
            self._reading.set_passages(marked(p, opened.links.get(p.n, ())) for p in opened.passages)
        else:
            words = STATUS_WORDS.get(opened.item.status, "This item has no text.")
            self._nothing.setText(f"{words.rstrip('.')}. The original was kept.")
        if not self.isVisible():
            self.open_at(self._place())

    def _place(self) -> QRect:
        look, beside = theme.look(), self._list
        width = min(look.px(WIDTH), self._over.width() - 32)
        height = min(look.px(HEIGHT), self._over.height() - 64)
        left = 16
        if beside is not None:
            left = beside.mapTo(self._over, beside.rect().topRight()).x() + 12
        left = max(16, min(left, self._over.width() - width - 16))
        return QRect(left, (self._over.height() - height) // 2, width, height)


def _closes(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Space) and not event.modifiers()
